"""The sheets History, About and Series of a card that we exported, as the card holds them.

History is read from its column "As data", which holds each step as JSON; the columns before it are for people, but for
the key and the number of the step, which say where it belongs however the rows were sorted.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from pydantic import ValidationError

from tcomodel.importing.sheet import EMPTY, Cell, Cells, Sheet
from tcomodel.importing.unit_words import plain
from tcomodel.index_series import IndexSeries, SeriesProblem, series_from_facts
from tcomodel.problems import Problem, ProblemsFound, nearest, slip_in_words
from tcomodel.rates.card import MOST_HINTS, MOST_PROBLEMS
from tcomodel.rates.columns import AS_DATA, COLUMNS, FINGERPRINT, HISTORY, RATES, SERIES, STEP
from tcomodel.rates.rate import Step

MOST_STEPS, MOST_SERIES = 60_000, 1_000
MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
NEEDED = (COLUMNS["key"], STEP, AS_DATA)


@dataclass(frozen=True)
class About:
    """What a card says of itself; empty where a file has no such sheet."""

    name: str = ""
    as_of: str = ""
    note: str = ""
    record: tuple[str, ...] = ()
    series: Mapping[str, IndexSeries] = field(default_factory=dict)
    fingerprint: str = ""  # of the card as it was exported


# -- History -----------------------------------------------------------------------------------------


def steps_of(sheet: Sheet, keys: Collection[str], file: str) -> dict[str, tuple[Step, ...]]:
    """The steps of each rate by its key, the earliest first.

    Raises ProblemsFound with every row whose key is none of ``keys``, whose data is no step, or that lacks another one
    before it.
    """
    rows = sorted(sheet.rows.items())
    if not rows:
        return {}
    headings = {cell.text: column for column, cell in reversed(rows[0][1].items())}
    if missing := [one for one in NEEDED if one not in headings]:
        message = f"no column is called {' or '.join(map(repr, missing))}; export the card again, or delete the sheet"
        raise ProblemsFound([Problem(HISTORY, message, file)])
    columns = [headings[one] for one in NEEDED]
    problems = [Problem(HISTORY, "the sheet holds more steps than can be read", file)] if sheet.goes_on else []
    found: dict[str, dict[int, Step]] = {}
    hints = count()
    for row, cells in rows[1:]:
        key, number, data = _of_row(cells, *columns)
        message = ""
        if key not in keys:
            hint = nearest(key, keys) if next(hints) < MOST_HINTS else ""
            message = f"no row of the sheet {RATES} has the key {key!r}{hint}"
        elif number in found.get(key, ()):
            message = f"{key} has a step {number} already"
        else:
            step = _step(data)
            message = step if isinstance(step, str) else ""
            if isinstance(step, Step):
                found.setdefault(key, {})[number] = step
        problems += [Problem(f"{HISTORY}, row {row}", message, file)] if message else []
    problems = problems or list(_gaps(found, file))
    if problems:
        raise ProblemsFound(problems[:MOST_PROBLEMS])
    return {key: tuple(step for _, step in sorted(steps.items())) for key, steps in found.items()}


def _of_row(cells: Cells, key: int, number: int, data: int) -> tuple[str, int, str]:
    """The key of a row, the number of its step (0 where that is none), and its data, which may go on to the right."""
    counted = cells.get(number, EMPTY)
    pieces = [said(cell) for column, cell in sorted(cells.items()) if column >= data]
    return said(cells.get(key, EMPTY)), int(counted.value) if counted.kind == "number" else 0, "".join(pieces)


def _step(data: str) -> Step | str:
    """A step from its JSON, or what is wrong with it."""
    try:
        return Step.model_validate(json.loads(data))
    except ValidationError as slip:
        first = slip.errors()[0]
        place = ".".join(map(str, first["loc"]))
        return f"the column {AS_DATA!r} holds no step: {place}: {slip_in_words(first)}"
    except (ValueError, RecursionError):
        return f"the column {AS_DATA!r} holds no step; found {data[:60]!r}"


def _gaps(found: Mapping[str, Mapping[int, Step]], file: str) -> Iterator[Problem]:
    """Steps that are gone: a history says all that was done, or it says nothing of use."""
    for key, steps in found.items():
        if gone := [number for number in range(1, max(steps) + 1) if number not in steps]:
            yield Problem(HISTORY, f"step {gone[0]} of {key} is missing; it has a step {max(steps)}", file)


# -- About and Series --------------------------------------------------------------------------------


def about_of(told: Sheet | None, series: Sheet | None, file: str) -> About:
    """What the sheets About and Series say; raises ProblemsFound where an index series of the card is none."""
    facts: dict[str, str] = {}
    record: list[str] = []
    part = ""
    for _, cells in sorted(told.rows.items()) if told else ():
        part = plain(cells.get(0, EMPTY).text) or part
        text = said(cells.get(1, EMPTY))
        if part == "what was done":
            record += [text] if text else []
        else:
            facts[part] = text
    own = series_of(series, file) if series else {}
    return About(
        facts.get("name", ""),
        facts.get("as of", ""),
        facts.get("note", ""),
        tuple(record),
        own,
        facts.get(plain(FINGERPRINT), ""),
    )


def series_of(sheet: Sheet, file: str) -> dict[str, IndexSeries]:
    """The index series of the columns: their texts, and by month a figure or the reason why there is none."""
    rows = [cells for _, cells in sorted(sheet.rows.items())]
    keys = {column: said(cell) for column, cell in rows[0].items() if column > 0} if rows else {}
    told: dict[int, dict[str, Any]] = {column: {} for column in keys}
    strange = [column for cells in rows for column in cells if column > 0 and column not in keys]
    problems = [Problem(SERIES, "a column of figures has no heading; name its series", file)] if strange else []
    for cells in rows[1:]:
        label = said(cells.get(0, EMPTY))
        for column in keys.keys() & cells.keys():
            cell, facts = cells[column], told[column]
            if MONTH.fullmatch(label):
                kind = "months" if cell.kind == "number" else "unpublished"
                facts.setdefault(kind, {})[label] = cell.value if cell.kind == "number" else said(cell)
            else:
                facts[plain(label).replace(" ", "_")] = said(cell)
    found: dict[str, IndexSeries] = {}
    for column, key in keys.items():
        try:
            found[key] = series_from_facts(key, told[column])
        except SeriesProblem as slip:
            problems += [Problem(f"{SERIES}, {key}", message, file) for message in slip.messages]
    if problems:
        raise ProblemsFound(problems[:MOST_PROBLEMS])
    return found


def said(cell: Cell) -> str:
    """A cell as it is written, blanks and line breaks too."""
    return str(cell.value) if cell.kind == "text" else cell.text
