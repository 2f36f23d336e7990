"""An index series as CSV: the columns chosen, the figures checked."""

import re

from tcomodel.index_csv import key_slip, read_series_file, series_of, unit_slip
from tcomodel.index_series import SeriesProblem
from tcomodel.problems import Problem
from tests.fuzz import bytes as raw
from tests.fuzz import seeds, texts
from tests.fuzz.outcome import Outcome, Taken, Told
from tests.fuzz.ways import chance_of, pick

SHARE = 270
CELL = re.compile(r"(?:^|(?<=[,;\t\n]))[^,;\t\n]+")
FACTS = {
    "title": "Wages",
    "measures": "Wages",
    "unit": "index 2015=100",
    "note": "",
    "source": "A source",
    "address": "",
    "licence": "",
    "as_of": "2026-11",
}


def case(number: int) -> Outcome:
    chance = chance_of(__name__, number)
    content = pick(chance, seeds.index_tables())
    if chance.random() < 0.6:
        content = texts.mutated(chance, content.decode("cp1252"), CELL).encode("utf-8", "replace")
    else:
        content = raw.mutated(chance, content, pick(chance, seeds.volume_tables()))
    file = read_series_file("index.csv", content)
    months, values = file.guessed()
    if chance.random() < 0.2:
        months, values = chance.randrange(len(file.headings)), chance.randrange(len(file.headings))
    key, unit = (chance.choice(texts.HOSTILE) if chance.random() < 0.1 else one for one in ("wages", "index 2015=100"))
    slips = [
        Problem(where, slip, "index.csv") for where, slip in (("key", key_slip(key)), ("unit", unit_slip(unit))) if slip
    ]
    if slips:
        return Told(slips)
    try:
        series = series_of(file, months, values, key, **{**FACTS, "unit": unit})
    except SeriesProblem as slip:
        return Told([Problem("the series", message, "index.csv") for message in slip.messages])
    return Taken(f"{len(series.values)} months from {series.first}")
