"""An edited workbook read: what was changed since the export, and the scenario that says so.

The scenario inside the workbook is computed, each input is found by its name and compared, what differs is written into
the scenario, and that is computed again: every input must then be what the workbook says, to the last digit.
"""

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tcomodel.card_choice import card_of, standard_card
from tcomodel.edited_workbook.cells import Found, InputCells, told, values_of
from tcomodel.edited_workbook.changes import Change, changes_of
from tcomodel.edited_workbook.homes import Edit, Homes, NoWayBack
from tcomodel.edited_workbook.identity import identity_of
from tcomodel.edited_workbook.totals import StoredResults
from tcomodel.entry_at import put_at
from tcomodel.importing.book import opened
from tcomodel.model import Input, Model
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.rates import RateCard
from tcomodel.readers.excel.fingerprint import fingerprint
from tcomodel.readers.excel.input_words import name_of
from tcomodel.readers.scenario_file import standalone
from tcomodel.results import Comparison, compare
from tcomodel.scenario import Scenario, read_scenario, scenario_from
from tcomodel.uploads import check_upload
from tcomodel.yaml_file import Path

MOST_TAGS = 6_000_000  # of all sheets that are read; ten options over 120 months have 1,100,000
COUNTERS = ("month", "position")  # they only count, and stand nowhere as inputs
OTHER_CARD = (
    "The rate card, or the tool, has changed since this workbook was exported. Numbers that came from the card are "
    "among the changes where they are others now: the workbook's number is kept."
)
FAULT = "this is a fault of the program, please report it with the workbook"


@dataclass(frozen=True)
class EditedWorkbook:
    """A workbook as it came back; nothing of it is applied yet.

    ``exported`` is the scenario inside it, ``changes`` what was changed since, ``data`` the scenario with the changes
    as plain data and ``text`` as YAML, ``comparison`` what it costs, ``notes`` what else to know.
    """

    name: str
    exported: Scenario
    changes: tuple[Change, ...]
    data: Mapping[str, Any]
    text: str
    comparison: Comparison
    notes: tuple[str, ...] = ()


def read_workbook(name: str, content: bytes, card: RateCard | None = None) -> EditedWorkbook:
    """Read an edited workbook; raises ProblemsFound with everything that stands in the way, each with its cell.

    ``card`` is the one it was exported with, where the scenario inside brings none and it was not the tool's own.
    """
    check_upload(name, content, ("xlsx",))
    standard = card or standard_card()
    with opened(name, content, MOST_TAGS) as book:
        identity = identity_of(book, name)
        exported = _computed(read_scenario(identity.text, name), standard)
        as_before = fingerprint(exported) == identity.fingerprint
        cells = InputCells(book, inputs_of(exported.model), exported.scenario.file.months, as_before, name)
        stored = StoredResults(book, exported)
    edits, problems = _edits(exported, sorted(cells.found, key=lambda one: one.at))
    if cells.problems or problems:
        raise ProblemsFound([*cells.problems, *(Problem(*one, name) for one in problems)])
    text, now = identity.text, exported
    if edits:
        text, now = _applied(exported, edits, standard, name)
        _check(now, exported, cells.found, edits, name)
    changes = [change for found, places in edits for change in changes_of(found, places, exported)]
    notes = [] if as_before else [OTHER_CARD]
    notes += [*_no_longer(changes), *_unpublished(edits), *stored.notes(now)]
    return EditedWorkbook(name, exported.scenario, tuple(changes), now.scenario.data, text, now, tuple(notes))


def inputs_of(model: Model) -> list[Input]:
    """The inputs that stand in a workbook."""
    counters = [model.programme.inputs.get(name) for name in COUNTERS]
    return [one for one in model.inputs if not any(one is counter for counter in counters)]


def _computed(scenario: Scenario, standard: RateCard) -> Comparison:
    return compare(scenario, card_of(scenario, {}, standard))


def _edits(exported: Comparison, found: list[Found]) -> tuple[list[tuple[Found, list[Edit]]], list[tuple[str, str]]]:
    """What to put where for each changed input, and what cannot come back: its cell and the reason."""
    homes = Homes(exported, found)
    edits, problems = [], []
    for one in found:
        if changed := one.changed:
            try:
                edits.append((one, homes.edits(one)))
            except NoWayBack as reason:
                where = one.at.part(changed[0], changed[-1])
                problems.append((f"{where}, {told(one.one)}", str(reason)))
    return edits, problems


def _applied(
    exported: Comparison, edits: list[tuple[Found, list[Edit]]], standard: RateCard, name: str
) -> tuple[str, Comparison]:
    """The scenario with the changes as text, and what it costs; raises ProblemsFound with the cells it is about."""
    data = copy.deepcopy(dict(exported.scenario.data))
    for _, places in edits:
        for place, value in places:
            put_at(data, place, copy.deepcopy(value))
    try:
        text = standalone(_computed(scenario_from(data), standard))
        return text, _computed(read_scenario(text, name), standard)
    except ProblemsFound as slips:
        raise ProblemsFound(_at_its_cells(slip, edits, name) for slip in slips.problems) from None


def _at_its_cells(slip: Problem, edits: list[tuple[Found, list[Edit]]], name: str) -> Problem:
    """A problem of the scenario, told of the cells that were changed there."""
    about = [
        f"{found.at}, {told(found.one)}"
        for found, places in edits
        if any(_touch(".".join(map(str, place)), slip.where) for place, _ in places)
    ]
    return Problem("; ".join(about) or slip.where, f"with the changes: {slip.message}", name)


def _touch(place: str, where: str) -> bool:
    return bool(where) and (f"{place}.".startswith(f"{where}.") or f"{where}.".startswith(f"{place}."))


def _check(
    now: Comparison, exported: Comparison, found: list[Found], edits: list[tuple[Found, list[Edit]]], name: str
) -> None:
    """Every input must be what the workbook says, and made into costs by the same lines."""
    ours = {name_of(one): one for one in inputs_of(now.model)}
    moved = {id(one): [place for place, _ in places] for one, places in edits if one.one.assumed and not one.one.place}
    problems = []
    for one in found:
        if id(one) in moved:  # what was assumed for all stands where it is stated now
            got = [ours.pop(key) for key, each in list(ours.items()) if _touches(each, one.one.name, moved[id(one)])]
        else:
            got = [each for each in (ours.pop(name_of(one.one), None),) if each is not None]
        wrong = [values_of(each) for each in got if values_of(each) != one.values]
        if wrong or not got:
            came = f"it comes back as {_few(wrong[0])}, not {_few(one.values)}" if wrong else "it does not come back"
            problems.append(Problem(f"{one.at}, {told(one.one)}", f"{came}; {FAULT}", name))
    if not problems and (ours or _lines(now.model) != _lines(exported.model)):
        about = "; ".join(f"{one.at}, {told(one.one)}" for one, _ in edits)
        problems = [Problem(about, f"with these changes the model works with other lines; {FAULT}", name)]
    if problems:
        raise ProblemsFound(problems)


def _touches(one: Input, name: str, places: list[Path]) -> bool:
    return one.name == name and any(one.place[: len(place)] == place for place in places)


def _lines(model: Model) -> list[tuple[str, str]]:
    return sorted((row.key, getattr(row.line.function, "__name__", row.name)) for row in model.rows)


def _few(values: tuple[float, ...]) -> str:
    return ", ".join(f"{value:,.15g}" for value in values[:3]) + (", ..." if len(values) > 3 else "")


def _no_longer(changes: Iterable[Change]) -> Iterator[str]:
    """What the scenario said of a number before, and says no more: a rate of the card, an assumption."""
    for one in {one.name: one for one in changes}.values():
        if one.source.startswith("card rate"):
            yield f"{one.label} ({one.place}) was the {one.source}; the scenario now states the number of the workbook."
        elif one.source == "assumed":
            places = " and ".join(one.written)
            yield f"{one.label} was assumed; the scenario now states it under {places}."


def _unpublished(edits: list[tuple[Found, list[Edit]]]) -> list[str]:
    """Months of a changed index that nobody published: written out, they hold the value of the month before."""
    return [
        f"{told(found.one)}: {', '.join(sorted(found.one.from_series.unpublished)[:4])} had no published value; the "
        "scenario now states that of the month before."
        for found, _ in edits
        if found.one.from_series is not None and found.one.from_series.unpublished
    ]
