"""A workbook made once more from the scenario inside it, as this version makes it, on the day it was made.

The scenario inside has the rates that were used. Where they were the tool's own and still are, it is computed with the
tool's own card, as it was then; where that says others by now, with the rates inside.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple

from tcomodel.card_choice import card_of
from tcomodel.edited_workbook.identity import Identity
from tcomodel.problems import ProblemsFound
from tcomodel.rates import Rate, RateCard
from tcomodel.readers.excel import write_workbook
from tcomodel.results import Comparison, compare
from tcomodel.scenario import read_scenario

CARD_INSIDE = re.compile(r"^card:.*\Z", re.MULTILINE | re.DOTALL)  # it stands last
FROM_FILE = re.compile(r"(.*) \((.*)\)")
HALF_A_DAY = timedelta(hours=12)


class Moved(NamedTuple):
    """A rate of the tool's own card that says something else today than in the workbook; empty where it is gone."""

    key: str
    then: str
    today: str


def exported_again(identity: Identity, standard: RateCard, name: str) -> tuple[Comparison, list[Moved]]:
    """The comparison as exported, and the rates of the tool's own card that are others today."""
    inside = read_scenario(identity.text, name)
    then, moved = compare(inside, card_of(inside, {}, standard)), list[Moved]()
    if identity.own_card:
        scenario = read_scenario(CARD_INSIDE.sub("", identity.text), name)
        card = inside.card if isinstance(inside.card, RateCard) else standard
        then = compare(scenario, card)  # the tool's own at export, cut down to the rates in use
        moved = [*_moved(then, standard)]
        if not moved:
            with suppress(ProblemsFound):  # then what it was exported with stands
                then = compare(scenario, standard)
    for told in identity.written_out:
        if found := FROM_FILE.fullmatch(told):
            for one in (*then.model.inputs, *then.model.unused):
                if ".".join(map(str, one.place)) == found[1]:  # the numbers of a file stand in the text by now
                    object.__setattr__(one, "from_file", found[2].encode("ascii").decode("unicode_escape"))
    return then, moved


def _moved(then: Comparison, standard: RateCard) -> Iterator[Moved]:
    """The rates in use whose amounts are not those of the card of today."""
    used = {one.rate.key: one.rate for one in (*then.model.inputs, *then.model.unused) if one.rate is not None}
    for key, rate in used.items():
        now = standard.rates.get(key)
        if now is None or (now.figures, now.unit) != (rate.figures, rate.unit):
            yield Moved(key, _amounts(rate), _amounts(now) if now is not None else "")


def _amounts(rate: Rate) -> str:
    return f"{', '.join(f'{name} {amount:.15g}' for name, amount in rate.figures.items())} {rate.unit}"


def as_written(comparison: Comparison, created: str, exported_on: str) -> bytes:
    """Its workbook, made at the time another one says it was made."""
    return write_workbook(comparison, made_at=made_at(created, exported_on))


def made_at(created: str, exported_on: str) -> datetime:
    """A time with a time zone, of the time in UTC that the file says and the day that its Cover says.

    2026-11-22T23:30:00Z and 2026-11-23   2026-11-23 11:30 +12:00
    """
    try:
        moment, day = datetime.strptime(created, "%Y-%m-%dT%H:%M:%SZ"), date.fromisoformat(exported_on)
    except ValueError:
        return datetime.now(UTC)
    moment = moment.replace(tzinfo=UTC)
    for away in (timedelta(0), HALF_A_DAY, -HALF_A_DAY, timedelta(hours=14)):
        there = moment.astimezone(timezone(away))
        if there.date() == day:
            return there
    return moment
