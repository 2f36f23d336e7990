"""The answer: the same or not, every difference, what was edited, and who made the workbook."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tcomodel.card_choice import standard_card
from tcomodel.edited_workbook.changes import Change
from tcomodel.edited_workbook.edited import EditedWorkbook, read_workbook
from tcomodel.edited_workbook.identity import identity_of
from tcomodel.edited_workbook.ranges import Range, range_of
from tcomodel.edited_workbook.totals import NOT_RECALCULATED
from tcomodel.edited_workbook.verified.differences import Difference, Values, differences, same, shown
from tcomodel.edited_workbook.verified.exported_again import Moved, as_written, exported_again
from tcomodel.edited_workbook.verified.live import Place, comparable
from tcomodel.edited_workbook.verified.looks import of_looks, saved_by_another
from tcomodel.edited_workbook.verified.marks import names_this_program, of_marks
from tcomodel.edited_workbook.verified.stored import About, Stored, about, stored_in
from tcomodel.importing.book import opened
from tcomodel.importing.sheet import EMPTY, Sheet
from tcomodel.made_by import MadeBy, made_by
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.rates import RateCard
from tcomodel.readers.excel.about.cover import EXPORTED, LABEL, TEXT, VERSION
from tcomodel.readers.excel.about.scenario import CARD
from tcomodel.readers.excel.inputs.view_settings import BRIDGE_OPTION
from tcomodel.readers.excel.names import name_of_figure
from tcomodel.results import Comparison
from tcomodel.uploads import check_upload

MOVED = (
    "The rates above are not those of the tool's own card of today: it has moved since the export, or somebody wrote "
    "other rates under its name. All else was held against the rates in the workbook."
)


@dataclass(frozen=True)
class Verified:
    """``made`` is what the workbook says made it, ``here`` what makes it today; ``unknown`` formulas were not asked."""

    name: str
    made: About
    here: MadeBy
    differences: tuple[Difference, ...]
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    formulas: int = 0
    unknown: int = 0
    to_the_byte: bool = False
    saved_since: bool = False
    not_recalculated: bool = False
    notes: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether the workbook is what this version produces for the inputs that stand in it."""
        return not self.differences and not self.problems

    @property
    def are_words(self) -> bool:
        """Whether all that differs are words: no number, no formula, nothing hidden."""
        return not self.problems and all(one.what == "words" for one in self.differences)

    @property
    def sheets(self) -> Counter[str]:
        """How many differences there are by sheet, or whatever else they are on."""
        return Counter(one.where.partition("!")[0] for one in self.differences)


def verify_workbook(name: str, content: bytes, card: RateCard | None = None) -> Verified:
    """Hold a workbook against what this version makes of its inputs; ``card`` stands for the tool's own.

    Raises ProblemsFound where it cannot be read, or is none of this tool's.
    """
    standard = card or standard_card()
    check_upload(name, content, ("xlsx",))
    told = about(content)
    with opened(name, content) as book:
        identity = identity_of(book, name)
        cover = book.sheet("Cover") if "Cover" in book.names else Sheet("Cover")
    exported, moved = exported_again(identity, standard, name)
    made_again = as_written(exported, told.created, _beside(cover, EXPORTED))
    here, notes = made_by(exported), (MOVED,) if moved else ()
    if made_again == content:
        return Verified(name, told, here, (), to_the_byte=True)
    file, ours = stored_in(name, content), stored_in(name, made_again)
    formulas = sum(len(sheet.formulas) for sheet in ours.sheets.values())
    edited, problems = _edited(name, content, card)
    changes = edited.changes if edited is not None else ()
    inputs = _inputs(ours) if edited is not None else []
    values = _values(file, ours, edited, inputs, name) if edited is not None else Values(ours)
    this_program = names_this_program(told.properties, _beside(cover, VERSION), here)
    found = [_of_rate(one) for one in moved]
    found += differences(file, ours, values, inputs, _leave(ours, bool(moved), this_program))
    if edited is not None and changes:
        found += _of_results(file, values.of, edited.comparison, found)
    saved_since = saved_by_another(content, made_again)
    found += of_marks(told.properties, here, this_program, saved_since)
    if not saved_since:
        found += of_looks(content, made_again, this_program)
    return Verified(
        name,
        told,
        here,
        tuple(found),
        changes,
        problems,
        formulas,
        0 if values.known is None else formulas - len(values.known),
        saved_since=saved_since,
        not_recalculated=edited is not None and NOT_RECALCULATED in edited.notes,
        notes=notes,
    )


def _of_rate(moved: Moved) -> Difference:
    today = f"has {moved.today} on its own card" if moved.today else "has no such rate on its own card"
    return Difference(moved.key, "rate", f"says {moved.then}", today)


def _edited(name: str, content: bytes, card: RateCard | None) -> tuple[EditedWorkbook | None, tuple[Problem, ...]]:
    """What was typed into the inputs; problems where that cannot be told."""
    try:
        return read_workbook(name, content, card), ()
    except ProblemsFound as found:
        return None, found.problems


def _values(file: Stored, ours: Stored, edited: EditedWorkbook, inputs: list[Range], name: str) -> Values:
    """What formulas should say with the inputs as they are."""
    view = _pointed(ours, BRIDGE_OPTION)
    settings = [view] if view is not None and _cell(file, view) != _cell(ours, view) else []
    if not edited.changes and not settings:
        return Values(ours)
    now = stored_in(name, as_written(edited.comparison, "", "")) if edited.changes else ours
    return Values(now, comparable(ours, now, inputs, settings))


def _inputs(ours: Stored) -> list[Range]:
    """The cells of all inputs, the reader's setting of the bridge among them."""
    found = (_pointed(ours, name) for name in ours.names if name.startswith("in_"))
    return [one for one in found if one is not None]


def _leave(ours: Stored, moved: bool, this_program: bool) -> set[Place]:
    """Cells about another program, where one made it, and about a card that has moved: said in words instead."""
    rows = () if this_program else ours.sheets["Cover"].rows.items()
    left = {("Cover", row, TEXT) for row, cells in rows if cells.get(LABEL, EMPTY).text == VERSION}
    where = _pointed(ours, CARD) if moved else None
    return left | ({(where.sheet, where.row, where.column)} if where is not None else set())


def _of_results(file: Stored, now: Stored, comparison: Comparison, found: list[Difference]) -> Iterator[Difference]:
    """Results by name, which are asked whatever their formulas read."""
    told = {one.where for one in found}
    for option in comparison.options:
        for figure in option.model.figures:
            name = name_of_figure(option.model, figure)
            there, where = _pointed(file, name), _pointed(now, name)
            if there is None or where is None or str(there) in told:
                continue
            says, gives = _cell(file, there), _cell(now, where)
            if not same(says, gives):
                yield Difference(str(there), "value", f"says {shown(says)}", f"gives {shown(gives)}")


def _pointed(book: Stored, name: str) -> Range | None:
    return range_of(book.names.get(name.lower(), ""))


def _cell(book: Stored, where: Range) -> Any:
    sheet = book.sheets.get(where.sheet)
    return sheet.rows.get(where.row, {}).get(where.column, EMPTY) if sheet is not None else EMPTY


def _beside(cover: Sheet, label: str) -> str:
    """The text beside a label of the Cover."""
    rows = cover.rows.values()
    return next((cells[TEXT].text for cells in rows if cells.get(LABEL, EMPTY).text == label and TEXT in cells), "")
