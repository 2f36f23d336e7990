"""An edited workbook read: what was changed since the export, and the scenario that says so.

The scenario inside the workbook is computed, each input is found by its name and compared, what differs is written into
the scenario, and that is computed again: every input must then be what the workbook says, to the last digit.
"""

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from tcomodel.card_choice import card_of, standard_card
from tcomodel.edited_workbook.cells import Found, InputCells, told, values_of
from tcomodel.edited_workbook.changes import Change, changes_of
from tcomodel.edited_workbook.homes import Edit, Homes, NoWayBack
from tcomodel.edited_workbook.identity import Identity, identity_of
from tcomodel.edited_workbook.remarks import (
    OTHER_TOOL,
    card_moves,
    new_remarks,
    no_longer,
    stay_behind,
    unpublished,
)
from tcomodel.edited_workbook.totals import StoredResults
from tcomodel.entry_at import put_at
from tcomodel.fingerprint import fingerprint
from tcomodel.importing.book import opened
from tcomodel.model import Input, Model
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.rates import RateCard
from tcomodel.readers.excel.layout import COUNTERS
from tcomodel.readers.excel.names import name_of
from tcomodel.readers.scenario_file import standalone
from tcomodel.results import Comparison, compare
from tcomodel.scenario import Scenario, read_scenario, scenario_from
from tcomodel.uploads import check_upload
from tcomodel.yaml_file import Path

MOST_TAGS = 6_000_000  # of all sheets that are read; ten options over 120 months have 1,100,000
FAULT = "this is a fault of the program, please report it with the workbook"


@dataclass(frozen=True)
class EditedWorkbook:
    """A workbook as it came back; nothing of it is applied yet.

    ``before`` is what the scenario inside it costs as exported, ``changes`` what was changed since, ``data`` the
    scenario with the changes as plain data and ``text`` as YAML, ``comparison`` what it costs, ``notes`` what else to
    know. ``written_out`` names what the original scenario read from files, which are numbers in this one.
    """

    name: str
    before: Comparison
    changes: tuple[Change, ...]
    data: Mapping[str, Any]
    text: str
    comparison: Comparison
    notes: tuple[str, ...] = ()
    written_out: tuple[str, ...] = ()

    @property
    def exported(self) -> Scenario:
        """The scenario inside it."""
        return self.before.scenario


def read_workbook(name: str, content: bytes, card: RateCard | None = None) -> EditedWorkbook:
    """Read an edited workbook; raises ProblemsFound with everything that stands in the way, each with its cell.

    ``card`` stands for the tool's own. Where that has moved since the export, the rates the workbook was exported with
    are kept, and the scenario brings them along.
    """
    check_upload(name, content, ("xlsx",))
    standard = card or standard_card()
    with opened(name, content, MOST_TAGS) as book:
        identity = identity_of(book, name)
        text, exported, is_same_tool, moved, today = _as_exported(identity, standard, name)
        cells = InputCells(book, inputs_of(exported.model), exported.scenario.file.months, is_same_tool, name)
        stored = StoredResults(book, exported)
        behind = list(stay_behind(book, cells.found, cells.other_words))
    edits, problems = _edits(exported, sorted(cells.found, key=lambda one: one.at))
    if cells.problems or problems:
        raise ProblemsFound([*cells.problems, *(Problem(*one, name) for one in problems)])
    now = exported
    if edits:
        text, now = _applied(exported, edits, standard, name)
        _check(now, exported, cells.found, edits, name)
    changes = [change for found, places in edits for change in changes_of(found, places, exported)]
    notes = [] if is_same_tool else [OTHER_TOOL]
    notes += card_moves(exported, today, {one.name for one in changes}) if moved else []
    notes += [one.looks_wrong for one in changes if one.looks_wrong]
    notes += [*stored.notes(now, exported), *new_remarks(exported, now), *behind]
    notes += [*no_longer(changes, exported), *unpublished(edits)]
    return EditedWorkbook(
        name, exported, tuple(changes), now.scenario.data, text, now, tuple(notes), identity.written_out
    )


class _Exported(NamedTuple):
    """The scenario as exported: its text and results, and whether the tool makes the same of it as then.

    ``moved`` says that the tool's card says others by now; then the text holds the rates of the export, and ``today``
    is what it would be with those of now, if these have all it needs.
    """

    text: str
    comparison: Comparison
    is_same_tool: bool
    moved: bool = False
    today: Comparison | None = None


def _as_exported(identity: Identity, standard: RateCard, name: str) -> _Exported:
    """The scenario inside, without the rates of the tool's own card where that says the same today."""
    then = _computed(read_scenario(identity.text, name), standard)
    is_same_tool = fingerprint(then) == identity.fingerprint
    data, today = dict(then.scenario.data), None
    if identity.own_card and data.pop("card", None) is not None:
        try:
            today = _computed(scenario_from(data), standard)
        except ProblemsFound:
            return _Exported(standalone(then, standard=standard), then, is_same_tool, True)
        if _numbers(today) != _numbers(then):
            return _Exported(standalone(then, standard=standard), then, is_same_tool, True, today)
        then = today
    text = standalone(then, standard=standard)
    return _Exported(text, _computed(read_scenario(text, name), standard), is_same_tool)


def _numbers(comparison: Comparison) -> dict[str, tuple[float, ...]]:
    return {name_of(one): values_of(one) for one in comparison.model.inputs}


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
        text = standalone(_computed(scenario_from(data), standard), standard=standard)
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
