"""An export of contacts, CSV or workbook, asked about and taken into a scenario."""

import copy
import math
import re
from datetime import date
from random import Random

from tcomodel.problems import Problem
from tcomodel.volumes import ExportInHand, level_and_season, month_by_month, read_export, with_source
from tests.fuzz import archives, seeds, texts
from tests.fuzz import bytes as raw
from tests.fuzz.outcome import Broken, Outcome, Told
from tests.fuzz.ways import chance_of, pick
from tests.fuzz.ways.compared import compared_data

SHARE = 150
TODAY = date(2026, 11, 22)
CELL = re.compile(r"(?:^|(?<=[,;\t\n]))[^,;\t\n]+")


def case(number: int) -> Outcome:
    chance = chance_of(__name__, number)
    if chance.random() < 0.25:
        books = seeds.volume_workbooks()
        return taken(chance, "calls.xlsx", archives.mutated(chance, books[0], pick(chance, seeds.card_workbooks())))
    content = pick(chance, seeds.volume_tables())
    if chance.random() < 0.6:
        content = texts.mutated(chance, content.decode(), CELL).encode("utf-8", "replace")
    else:
        content = raw.mutated(chance, content, pick(chance, seeds.card_tables()))
    return taken(chance, "calls.csv", content)


def taken(chance: Random, name: str, content: bytes) -> Outcome:
    """The scenario with the volumes of the export, or why there are none."""
    hand = ExportInHand(read_export(name, content), ("voice", "chat"))
    for _ in range(3):
        reading = hand.reading(TODAY)
        for ask in reading.asks:
            hand.answer(ask.key, chance.choice(ask.choices))
        if chance.random() < 0.1 and reading.columns:
            hand.holds(chance.randrange(len(reading.columns)), chance.choice(("date", "time", "names", "count", "")))
    reading = hand.reading(TODAY)
    for channel, months in reading.series.items():
        if not all(math.isfinite(one) and one >= 0 for one in months.values()):
            raise Broken(f"{channel} has {months}")
    if reading.blocked:
        return Told([Problem("the export", str(one), name) for one in reading.blocked])
    series = {channel: months for channel, months in reading.series.items() if months}
    before = copy.deepcopy(seeds.SHORT)
    if chance.random() < 0.5:
        proposal = level_and_season(seeds.SHORT, series, {})
    else:
        proposal = month_by_month(seeds.SHORT, series)
    if before != seeds.SHORT:
        raise Broken("proposing volumes changed the scenario")
    if proposal.problems:
        return Told(proposal.problems)
    return compared_data(with_source(proposal.data, name))
