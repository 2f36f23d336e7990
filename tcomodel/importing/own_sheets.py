"""The sheets History and About of a card that we exported: the steps of each rate, and what the card says of itself.

A step tells the facts that were changed as they stood before. An empty cell means that a fact did not change, or that
it was not said before; which of the two shows from the others: who had a value before had no low, base and high.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from tcomodel.importing.columns import HEADINGS
from tcomodel.importing.sheet import EMPTY, Cells, Sheet
from tcomodel.importing.unit_words import plain
from tcomodel.index_series import FACTS_OF_A_FILE, FACTS_OF_A_SERIES, IndexSeries, SeriesProblem, series_from_facts
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.rates.rate import Rate, Step
from tcomodel.rates.units import money_in

RATES, HISTORY, ABOUT = "Rates", "History", "About"  # the names of the sheets
FACT_OF = {words.split("|")[0]: fact for fact, words in HEADINGS.items() if fact in Rate.model_fields}
NUMBERS = ("value", "low", "base", "high", "over", "up_to")
BEFORE = re.compile(r"(.+) before")
MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
SERIES = "index series of this card"


@dataclass(frozen=True)
class About:
    """What a card says of itself; empty where a file has no such sheet."""

    name: str = ""
    as_of: str = ""
    note: str = ""
    record: tuple[str, ...] = ()
    series: Mapping[str, IndexSeries] = field(default_factory=dict)


def steps_of(sheet: Sheet, file: str) -> dict[str, tuple[Step, ...]]:
    """The steps of each rate by its key, the earliest first; raises ProblemsFound where one cannot be read."""
    if not sheet.rows:
        return {}
    first = min(sheet.rows)
    headings = {column: plain(cell.text) for column, cell in sheet.rows[first].items()}
    found: dict[str, list[Step]] = {}
    problems: list[Problem] = []
    if sheet.goes_on:
        problems.append(Problem(HISTORY, "the sheet holds more steps than can be read", file))
    for number, cells in sorted(sheet.rows.items()):
        if number == first:
            continue
        try:
            key, step = _step({headings.get(column, ""): cell for column, cell in cells.items()})
            found.setdefault(key, []).append(step)
        except (ValueError, ValidationError) as slip:
            message = slip.errors()[0]["msg"] if isinstance(slip, ValidationError) else str(slip)
            problems.append(Problem(f"{HISTORY}, row {number}", message, file))
    if problems:
        raise ProblemsFound(problems)
    return {key: tuple(steps) for key, steps in found.items()}


def _step(cells: Mapping[str, Any]) -> tuple[str, Step]:
    def text(heading: str) -> str:
        cell = cells.get(heading, EMPTY)
        return str(cell.value) if cell.kind == "text" else cell.text

    was: dict[str, Any] = {}
    for heading in cells:
        before = BEFORE.fullmatch(heading)
        fact = FACT_OF.get(before[1]) if before else None
        if fact is not None:
            was[fact] = _fact(fact, text(heading))
    was |= _others(text("other facts before"))
    factor = text("factor")
    return text("key"), Step(
        what=text("what was done"),  # type: ignore[arg-type]
        was=was,
        factor=float(factor) if factor else None,
        derivation=text("how it was worked out"),
        source=text("source"),
        on=text("done on"),
    )


def _others(text: str) -> dict[str, Any]:
    """``Note: quoted by phone; Default: yes`` as facts."""
    starts = [
        (match.start(), match.end(), fact)
        for fact, heading in ((fact, words.split("|")[0]) for fact, words in HEADINGS.items() if fact in FACTS)
        for match in re.finditer(rf"(?:^|; ){re.escape(heading.capitalize())}: ?", text)
    ]
    found: dict[str, Any] = {}
    starts.sort()
    for place, (_, end, fact) in enumerate(starts):
        until = starts[place + 1][0] if place + 1 < len(starts) else len(text)
        found[fact] = _fact(fact, text[end:until])
    return found


FACTS = frozenset(FACT_OF.values())


def _fact(fact: str, text: str) -> Any:
    """A fact of a rate from its words; nothing said is what a rate has where nothing is said."""
    if fact in NUMBERS:
        return float(text) if text else None
    if fact == "default":
        return {"yes": True, "no": False}.get(text.lower())
    if fact == "conflicts_with":
        return tuple(key for key in text.split(", ") if key)
    if fact in ("range", "currency"):
        return text or None
    return text


def with_silent_facts(rate: Rate) -> Rate:
    """The rate with steps that also tell what was not said before, walking back from how it stands now."""
    state = {name: getattr(rate, name) for name in FACTS - {"key"}}
    steps: list[Step] = []
    for step in reversed(rate.history):
        was = dict(step.was)
        if "value" in was and was["value"] is not None:
            was |= {name: None for name in ("low", "base", "high", "range") if state[name] is not None}
        elif was.get("base") is not None and state["value"] is not None:
            was["value"] = None
        if "unit" in was and money_in(str(was["unit"])) is None and state["currency"] is not None:
            was["currency"] = None
        state |= was
        steps.append(step if was == step.was else step.model_copy(update={"was": was}))
    return rate.model_copy(update={"history": tuple(reversed(steps))}) if steps else rate


def about_of(sheet: Sheet, file: str) -> About:
    """What the sheet About says; raises ProblemsFound where an index series of the card cannot be read."""
    facts: dict[str, str] = {}
    record: list[str] = []
    series: dict[str, dict[str, Any]] = {}
    current, part = "", ""
    for _, cells in sorted(sheet.rows.items()):
        label, said = _pair(cells)
        if plain(label) == SERIES:
            part = SERIES
        elif part == SERIES:
            current = _of_series(series, current, label, cells)
        elif label:
            part = plain(label)
            if part == "what was done":
                record.append(said)
            else:
                facts[part] = said
        elif part == "what was done" and said:
            record.append(said)
    found = {}
    problems = []
    for key, about in series.items():
        try:
            found[key] = series_from_facts(key, about)
        except SeriesProblem as slip:
            problems.append(Problem(f"{ABOUT}, {key}", str(slip), file))
    if problems:
        raise ProblemsFound(problems)
    return About(facts.get("name", ""), facts.get("as of", ""), facts.get("note", ""), tuple(record), found)


def _pair(cells: Cells) -> tuple[str, str]:
    label, said = cells.get(0, EMPTY), cells.get(1, EMPTY)
    return label.text, str(said.value) if said.kind == "text" else said.text


def _of_series(series: dict[str, dict[str, Any]], current: str, label: str, cells: Cells) -> str:
    """One row of the index series: a month with its figure or the reason it has none, a fact, or the next series."""
    cell = cells.get(1, EMPTY)
    if MONTH.fullmatch(label) and current:
        kind = "months" if cell.kind == "number" else "unpublished"
        series[current].setdefault(kind, {})[label] = cell.value
        return current
    named = plain(label).replace(" ", "_")
    if current and named in (*FACTS_OF_A_FILE, *FACTS_OF_A_SERIES) and "months" not in series[current]:
        series[current][named] = str(cell.value)
        return current
    if label:
        series[label] = {"note": str(cell.value)} if cell.kind == "text" else {}
        return label
    return current
