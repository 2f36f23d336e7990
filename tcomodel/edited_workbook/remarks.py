"""What to know of a workbook that came back, beyond its changes: notes in people's words.

Seat rate (Manila, per seat): the tool's rate card now says 2,300; the workbook was exported with 2,240, which is kept.
In the comparison was assumed for 6 options (Own, Manila, ...); the scenario now states it.
"""

import re
from collections.abc import Iterable, Iterator

from tcomodel.edited_workbook.cells import Found, told, values_of
from tcomodel.edited_workbook.changes import Change
from tcomodel.edited_workbook.homes import Edit
from tcomodel.edited_workbook.ranges import Range
from tcomodel.importing.book import Book
from tcomodel.model import Input
from tcomodel.readers.excel.names import name_of
from tcomodel.results import Comparison

COMES_BACK = (
    "Only the blue numbers on yellow come back, those on Inputs, Series and IndexSeries. Words, comments, settings of "
    "the charts, and sheets of your own stay in the workbook."
)
OTHER_TOOL = (
    "The tool has changed since this workbook was exported. Numbers that it takes otherwise by now are among the "
    "changes: the workbook's number is kept."
)
CARD_GONE = (
    "The tool's rate card no longer has all rates that this workbook was exported with; they are kept, and stand in "
    "the scenario under card."
)
MOST_TOLD = 6  # of one kind, before the others are counted
NUMBERS = re.compile(r"[0-9][0-9.,]*")


def card_moves(exported: Comparison, today: Comparison | None, changed: set[str]) -> Iterator[str]:
    """Where the tool's own card says others by now than the workbook was exported with."""
    if today is None:
        yield CARD_GONE
        return
    now = {name_of(one): one for one in today.model.inputs}
    moves = []
    for name, one in {name_of(one): one for one in exported.model.inputs}.items():
        if (other := now.get(name)) is not None and values_of(one) != values_of(other):
            kept = "" if name in changed else ", which is kept"
            moves.append(
                f"{told(one)}: the tool's rate card now says {_shown(other)}; the workbook "
                f"was exported with {_shown(one)}{kept}."
            )
    yield from moves[:MOST_TOLD]
    if len(moves) > MOST_TOLD:
        yield f"The tool's rate card has moved in {len(moves) - MOST_TOLD} further inputs; the workbook's are kept."
    yield "The scenario brings the rates it was exported with along, under card."


def _shown(one: Input) -> str:
    values = values_of(one)
    words = [f"{value * 100:,.6g} %" if one.given.is_share else f"{value:,.10g}" for value in values[:3]]
    return ", ".join(words) + (", ..." if len(values) > 3 else "")


def stay_behind(book: Book, found: Iterable[Found], words: list[Range]) -> Iterator[str]:
    """Edits that were made and do not come back."""
    names = {name_of(one.one).lower() for one in found}
    for sheet, scoped in book.scoped.items():
        if scoped & names:
            yield (
                f"The sheet {sheet} is a copy of one with inputs. What was typed there does not come back; type it "
                "into the original."
            )
    if words:
        cells = ", ".join(map(str, words[:MOST_TOLD])) + (", ..." if len(words) > MOST_TOLD else "")
        yield f"Words were changed beside the inputs in {cells}; they do not come back."


def no_longer(changes: Iterable[Change], exported: Comparison) -> Iterator[str]:
    """What the scenario said of a number before, and says no more: a rate of the card, an assumption."""
    rates: dict[str, list[Change]] = {}
    assumed: dict[str, list[Change]] = {}
    for one in {one.name: one for one in changes}.values():
        if one.source.startswith("card rate"):
            rates.setdefault(one.label, []).append(one)
        elif one.source == "assumed":
            assumed.setdefault(one.label, []).append(one)
    for label, ones in rates.items():
        if len(ones) == 1:
            yield f"{label} ({ones[0].place}) was the {ones[0].source}; the scenario now states the workbook's number."
        else:
            places = _listed([one.place for one in ones])
            yield f"{label} was the card rate in {len(ones)} places ({places}); the scenario now states the numbers."
    for label, ones in assumed.items():
        yield f"{label} was assumed; the scenario now states it {_where_stated(ones, exported)}."


def _where_stated(ones: list[Change], exported: Comparison) -> str:
    """``for 2 options (Own, Manila)``, or the place in the scenario where it holds for all."""
    places = list(dict.fromkeys(place for one in ones for place in one.written))
    labels = {option.key: option.label for option in exported.options}
    parts = [place.split(".") for place in places]
    if not all(part[0] == "options" and len(part) > 2 for part in parts):
        return f"under {' and '.join(places)}"
    options = [labels.get(key, key) for key in dict.fromkeys(part[1] for part in parts)]
    return f"for {options[0]}" if len(options) == 1 else f"for {len(options)} options ({_listed(options)})"


def _listed(words: list[str]) -> str:
    return "; ".join(words[:MOST_TOLD]) + ("; ..." if len(words) > MOST_TOLD else "")


def unpublished(edits: list[tuple[Found, list[Edit]]]) -> list[str]:
    """Months of a changed index that nobody published: written out, they hold the value of the month before."""
    return [
        f"{told(found.one)}: {', '.join(sorted(found.one.from_series.unpublished)[:4])} "
        "had no published value; the scenario now states that of the month before."
        for found, _ in edits
        if found.one.from_series is not None and found.one.from_series.unpublished
    ]


def new_remarks(exported: Comparison, now: Comparison) -> Iterator[str]:
    """Warnings and notes of the result with the changes that it did not have before; numbers in them may move."""
    for option in now.options:
        before = set(map(_without_numbers, exported.warnings.get(option.key, [])))
        for said in now.warnings.get(option.key, []):
            if _without_numbers(said) not in before:
                yield f"New with the changes, {option.label}: {said}"
    before = set(map(_without_numbers, exported.notes))
    yield from (f"New with the changes: {said}" for said in now.notes if _without_numbers(said) not in before)


def _without_numbers(text: str) -> str:
    return NUMBERS.sub("#", text)
