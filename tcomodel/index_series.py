"""Index and currency series: the published figures that a contract clause refers to.

US consumer prices (us_cpi_u) stood at 185.2 in January 2004 and at 190.7 in January 2005:

    190.7 / 185.2 - 1 = 2.97 %, what a clause that follows them would add

A series has one value for each month. A quarter's or a year's figure holds for every month until the next one. Nothing
is made up: before the first month, after the last, and in a month nobody published, asking for a value is refused.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from tcomodel.digits import snapped
from tcomodel.monthly_csv import monthly_column
from tcomodel.months import MONTH, month_after, month_called, month_number
from tcomodel.problems import EntryProblem, Problem, ProblemsFound, nearest, shortened
from tcomodel.yaml_file import Document, read_yaml
from tcomodel.yaml_file import Path as Place

FOLDER = Path(__file__).resolve().parent.parent / "data" / "indices"
CATALOGUE = "indices.yaml"
FACTS_OF_A_FILE = ("source", "address", "licence", "as_of")
FACTS_OF_A_SERIES = ("title", "measures", "unit", "note")
POSSIBLE_FACTS = ("unpublished", "taken")
PAIR = re.compile(r"([A-Z]{3}) per ([A-Z]{3})")
STEPS = (1, 3, 12)  # months
AVERAGE, END = TAKEN = ("average", "end of period")  # what a figure stands for
JUMP, LINKS = ACCEPTABLE = ("jump", "links")  # what looks wrong with a series of one's own and may be right
CALLED_BEFORE = {  # what rate cards written before the catalogue say
    "ca_cpi": "cpi_canada", "co_cpi": "cpi_colombia", "mx_cpi": "cpi_mexico", "ph_cpi": "cpi_philippines",
    "uk_cpi": "cpih_uk", "za_cpi": "cpi_south_africa",
}  # fmt: skip
LEAST, MOST = 1e-9, 1e12  # no index and no currency is outside; ratios of what is inside stay finite


class SeriesProblem(Exception):
    """A series that cannot be used, or a value it does not have; says the month, what was found, what was expected.

    ``terms`` are those of a reading that would let it pass: ``unpublished``, ``yearly_months``.
    """

    def __init__(self, *messages: str, terms: tuple[str, ...] = ()) -> None:
        self.messages = tuple(shortened(one) for one in messages)
        self.terms = terms
        super().__init__("; ".join(self.messages))


@dataclass(frozen=True, eq=False)
class IndexSeries:
    """One index or exchange rate by month, with its biography.

    ``values`` is (months,), read-only, in ``unit``, from ``first`` on; NaN in the months of ``unpublished``, which
    says why. ``every`` is the months from one published figure to the next: 1, 3 or 12. ``taken`` says what a figure
    stands for: the average of its period, or the last day of it. ``accepted`` names what looked wrong with it and a
    person found right: ``jump``, ``links``.
    """

    key: str
    first: str
    values: npt.NDArray[np.float64]
    every: int
    title: str = ""
    measures: str = ""
    unit: str = ""
    source: str = ""
    address: str = ""
    licence: str = ""
    as_of: str = ""
    note: str = ""
    unpublished: Mapping[str, str] = field(default_factory=dict)
    taken: str = AVERAGE
    accepted: tuple[str, ...] = ()

    @property
    def pair(self) -> tuple[str, str] | None:
        """The currencies of an exchange rate: ``EUR per USD`` is ("EUR", "USD"); None for an index."""
        found = PAIR.fullmatch(self.unit)
        return (found[1], found[2]) if found else None

    @property
    def last(self) -> str:
        """The last month with a value: ``2024-12`` for the yearly figure of 2024."""
        return month_after(self.first, len(self.values) - 1)

    def at(self, month: str) -> float:
        """The value in a month, in ``unit``; raises SeriesProblem where there is none."""
        if not _is_month(month):
            raise SeriesProblem(f"found {month!r}; expected a month such as 2026-01")
        place = month_number(month) - month_number(self.first)
        if not 0 <= place < len(self.values):
            raise SeriesProblem(f"{self.key} has no value for {month}; it runs from {self.first} to {self.last}")
        if month in self.unpublished:
            raise SeriesProblem(f"{self.key} has no value for {month}: {self.unpublished[month]}; name another month")
        return float(self.values[place])


def series_from_months(
    months: Mapping[str, Any], key: str = "the series", *, unpublished: Mapping[str, str] | None = None, **facts: str
) -> IndexSeries:
    """A series from its published figures by month, ``{"2026-01": 124.5, "2026-02": 124.9}``, in any order.

    ``unpublished`` gives the reason for each month that never had a figure; ``facts`` are title, unit, source and the
    other texts of an IndexSeries. Raises SeriesProblem when a month is missing, a value is no positive number, or the
    months do not stand 1, 3 or 12 apart.
    """
    problems = [problem for month, value in months.items() if (problem := _wrong(month, value))]
    if problems and look_like_changes(months.values()):
        problems = [f"found values from {min(months.values())} to {max(months.values())}; {CHANGES}"]
    if (taken := facts.get("taken", AVERAGE)) not in TAKEN:
        problems.append(f"taken: found {taken!r}; expected {' or '.join(TAKEN)}")
    if problems:
        raise SeriesProblem(*problems)
    figures = {month_number(month): snapped(float(value)) for month, value in months.items()}
    reasons = unpublished or {}
    for month in reasons:
        if not _is_month(month) or month in months or not min(months) < month < max(months):
            raise SeriesProblem(f"unpublished: found {month!r}; expected a month without a value, between two with one")
        figures[month_number(month)] = np.nan
    ordered = sorted(figures)
    every = _step(ordered)
    values = np.repeat([figures[number] for number in ordered], every)
    values.setflags(write=False)
    without = {month_after(month, later): why for month, why in reasons.items() for later in range(every)}
    return IndexSeries(
        key, month_called(ordered[0]), values, every, unpublished=MappingProxyType(without), accepted=(), **facts
    )


def series_from_csv(
    text: str,
    month_column: str,
    column: str,
    file: str,
    key: str = "the series",
    *,
    unpublished: Mapping[str, str] | None = None,
    **facts: str,
) -> IndexSeries:
    """A series from a column of a CSV, else as ``series_from_months``; its problems begin with the name of the file."""
    try:
        months = monthly_column(text, month_column, column, file)
    except EntryProblem as problem:
        raise SeriesProblem(str(problem)) from None
    try:
        return series_from_months(months, key, unpublished=unpublished, **facts)
    except SeriesProblem as problem:
        raise SeriesProblem(*(f"{file}, {column}: {message}" for message in problem.messages)) from None


def series_from_facts(key: str, about: Any) -> IndexSeries:
    """A series as a rate card holds it: ``months`` by value, ``unpublished``, ``accepted`` and the texts.

    Raises SeriesProblem where it is no series; whether its figures can be right is for ``index_checks`` to say.
    """
    known = ("months", "accepted", *POSSIBLE_FACTS, *FACTS_OF_A_FILE, *FACTS_OF_A_SERIES)
    if not isinstance(about, dict) or not isinstance(about.get("months"), dict):
        raise SeriesProblem("expected months with their values: {2026-01: 124.5, 2026-02: 124.9}")
    if strange := [f"{fact} is no fact of a series{nearest(fact, known)}" for fact in about if fact not in known]:
        raise SeriesProblem(*strange)
    facts = {fact: str(value) for fact, value in about.items() if fact not in ("months", "unpublished", "accepted")}
    series = series_from_months(about["months"], key, unpublished=about.get("unpublished"), **facts)
    return accepting(series, *_accepted(about.get("accepted")))


def accepting(series: IndexSeries, *names: str) -> IndexSeries:
    """The series with what somebody accepted about it, ``jump`` or ``links``, on its record."""
    return replace(series, accepted=tuple(name for name in ACCEPTABLE if name in (*series.accepted, *names)))


def _accepted(raw: Any) -> list[str]:
    """``[jump, links]``, or the same in one text."""
    names = raw if isinstance(raw, list | tuple) else [] if raw is None else str(raw).split(",")
    found = [str(name).strip() for name in names]
    if wrong := [name for name in found if name not in ACCEPTABLE]:
        raise SeriesProblem(f"accepted: found {wrong[0]!r}; expected {' or '.join(ACCEPTABLE)}")
    return found


def series_called(name: str) -> IndexSeries:
    """A series of the catalogue by its key; raises SeriesProblem, with the reason or the nearest one."""
    if name in catalogue():
        return catalogue()[name]
    if name in without_series():
        raise SeriesProblem(f"there is no series of {name}: {without_series()[name]}")
    raise SeriesProblem(f"the catalogue has no {name!r}{nearest(name, catalogue())}")


def index_names() -> tuple[str, ...]:
    """What a rate may name as its index: series of the catalogue, indices without a series, and none."""
    return (*catalogue(), *without_series(), "none")


def nearest_index(name: str, known: Iterable[str]) -> str:
    """``; it is called cpi_philippines now`` where the tool knew an index by another name, else the nearest known."""
    if name in CALLED_BEFORE:
        return f"; it is called {CALLED_BEFORE[name]} now"
    return nearest(name, known)


@cache
def without_series(folder: str | Path = FOLDER) -> Mapping[str, str]:
    """Indices that rates move with and no usable series was found for: their names, and why."""
    path = Path(folder) / CATALOGUE
    found = read_yaml(_text(path), str(path)).data.get("without_series") or {}
    return MappingProxyType({str(name): str(why) for name, why in found.items()})


@cache
def catalogue(folder: str | Path = FOLDER) -> Mapping[str, IndexSeries]:
    """Every series of a folder by key, read once; raises ProblemsFound with all that is wrong with its catalogue."""
    path = Path(folder) / CATALOGUE
    document = read_yaml(_text(path), str(path))
    problems = list(document.problems)
    found: dict[str, IndexSeries] = {}
    for name, about in _entries(document, (), document.data, ("files",), "files", problems, ("without_series",)):
        place = ("files", name)
        needed = (*FACTS_OF_A_FILE, "every", "series")
        text = _text(path.parent / name)
        for key, one in _entries(document, place, about, needed, "series", problems):
            here = (*place, "series", key)
            wrong = _facts_wrong(document, here, one, FACTS_OF_A_SERIES, POSSIBLE_FACTS)
            if key in found:
                wrong.append(document.problem(here, "another file has a series of that key"))
            if not wrong and not isinstance(one.get("unpublished", {}), dict):
                wrong = [document.problem((*here, "unpublished"), "expected the reason for each month: {2025-10: ...}")]
            if wrong:
                problems += wrong
                continue
            facts = {fact: str({**about, **one}[fact]) for fact in (*FACTS_OF_A_FILE, *FACTS_OF_A_SERIES)}
            facts["taken"] = str(one.get("taken", AVERAGE))
            try:
                series = series_from_csv(text, "month", key, name, key, unpublished=one.get("unpublished"), **facts)
            except SeriesProblem as slip:
                problems += [document.problem(here, message) for message in slip.messages]
                continue
            found[key] = series
            if series.every != about["every"]:
                message = f"every is {about['every']!r} but the values of {key} stand {_counted(series.every)} apart"
                problems.append(document.problem((*place, "every"), message))
    if problems:
        raise ProblemsFound(problems)
    return MappingProxyType(found)


def _entries(
    document: Document,
    place: Place,
    about: Any,
    needed: tuple[str, ...],
    inner: str,
    problems: list[Problem],
    possible: tuple[str, ...] = (),
) -> Iterable[tuple[str, Any]]:
    """The entries of one section of the catalogue; none where the section is wrong (the problems are noted)."""
    wrong = _facts_wrong(document, place, about, needed, possible)
    if not wrong and not isinstance(about[inner], dict):
        wrong = [document.problem((*place, inner), f"found {about[inner]!r}; expected entries by name")]
    problems += wrong
    return () if wrong else about[inner].items()


def _facts_wrong(
    document: Document, place: Place, about: Any, needed: tuple[str, ...], possible: tuple[str, ...] = ()
) -> list[Problem]:
    """Each fact that is missing from an entry of the catalogue, and each that it cannot have."""
    if not isinstance(about, dict):
        return [document.problem(place, f"expected {', '.join(needed)}")]
    known = (*needed, *possible)
    return [
        *(document.problem(place, f"{fact} is missing") for fact in needed if about.get(fact) is None),
        *(
            document.problem((*place, fact), f"{fact} is no fact of this entry{nearest(fact, known)}")
            for fact in about
            if fact not in known
        ),
    ]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise ProblemsFound([Problem("", "it cannot be read; expected a text file", str(path))]) from None


def _wrong(month: Any, value: Any) -> str:
    """What is wrong with one figure of a series; nothing when it is right."""
    if not _is_month(month):
        return f"found {month!r} with {value!r}; expected a month such as 2026-01"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return f"{month}: found {value!r}; expected a number"
    if not LEAST <= value <= MOST:
        return f"{month}: found {value}; expected a number above 0 and at most {MOST:,.0f}"
    return ""


CHANGES = "this looks like yearly changes in percent; a series holds levels (100, 102.3), so deliver the index itself"


def look_like_changes(values: Iterable[Any]) -> bool:
    """Whether figures look like changes in percent and not like levels: numbers around zero, from -30 to 60."""
    found = list(values)
    plain = all(isinstance(value, int | float) and not isinstance(value, bool) for value in found)
    return len(found) >= 4 and plain and -30 <= min(found) <= 0 <= max(found) <= 60


def _step(ordered: list[int]) -> int:
    """The months from one figure to the next: 1, 3 or 12; raises SeriesProblem where they are uneven or one lacks."""
    if len(ordered) < 2:
        found = f"one value, for {month_called(ordered[0])}" if ordered else "no value"
        raise SeriesProblem(f"found {found}; expected two or more")
    gaps = [(start, end - start) for start, end in pairwise(ordered)]
    start, every = min(gaps, key=lambda gap: gap[1])
    apart = f"{month_called(start)} and {month_called(start + every)} stand {_counted(every)} apart"
    if every not in STEPS:
        raise SeriesProblem(f"{apart}; expected 1, 3 or 12 months from each value to the next")
    for other, gap in gaps:
        if gap % every:
            found = f"but {month_called(other)} and {month_called(other + gap)} stand {_counted(gap)} apart"
            raise SeriesProblem(f"{apart} {found}; expected even steps of 1, 3 or 12 months")
    missing = [number for start, gap in gaps for number in range(start + every, start + gap, every)]
    if missing:
        raise SeriesProblem(f"no value for {_listed(missing)}; {apart}, so a value is expected every {_counted(every)}")
    return every


def _listed(numbers: Iterable[int]) -> str:
    months = [month_called(number) for number in numbers]
    return ", ".join(months[:3]) + (f" and {len(months) - 3} more" if len(months) > 3 else "")


def _counted(months: int) -> str:
    return "1 month" if months == 1 else f"{months} months"


def _is_month(month: Any) -> bool:
    return isinstance(month, str) and MONTH.fullmatch(month) is not None
