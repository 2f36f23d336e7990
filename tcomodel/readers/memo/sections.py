"""The memo of a comparison: the answer, the table, three pictures, what was assumed, what may go wrong, where from.

Nothing is claimed that the comparison does not say: every sentence is one of its notes, warnings and assumptions, and
every figure one of its lines.
"""

from collections.abc import Iterator
from datetime import date

import numpy as np

from tcomodel.index_series import IndexSeries
from tcomodel.made_by import MadeBy, made_by
from tcomodel.model import Input
from tcomodel.months import month_after
from tcomodel.rates import Rate
from tcomodel.readers.answer import input_in_words, months_in_words
from tcomodel.readers.english import listed
from tcomodel.readers.memo.charts import charts
from tcomodel.readers.memo.comparison_table import Known, comparison_table, known_options
from tcomodel.readers.memo.content import Block, Bullets, Memo, Paragraph, Section, apart
from tcomodel.readers.memo.moves import Moved, moved, what_moves
from tcomodel.readers.memo.verdict import verdict
from tcomodel.readers.plain_names import with_its_clause, with_titles
from tcomodel.results import Comparison

NOTES, ASSUMPTIONS, SOURCES = 2200, 1700, 1200  # letters: more would not fit on three pages


def memo_of(comparison: Comparison, made_on: date | None = None) -> Memo:
    """The memo of a comparison; ``made_on`` is the date it carries, today unless somebody says another."""
    file, found = comparison.scenario.file, moved(comparison)
    told = verdict(found)
    known = known_options(comparison, told.is_recommendation)
    made = made_by(comparison)
    sections = [
        Section("What each option costs", (comparison_table(comparison, known), *charts(comparison, known))),
        Section("What moves the result most", tuple(what_moves(found, known))),
        Section("What was assumed", tuple(_assumed(found, known))),
        Section("Risks and open points", tuple(_risks(comparison, told.warnings))),
        Section("Where the rates and series come from", tuple(_sources(comparison))),
        Section("How the numbers were made, and where to check them", tuple(_made(comparison, made))),
    ]
    told_of = tuple(section for section in sections if section.blocks)
    memo = Memo(file.name, made_on or date.today(), tuple(_facts(comparison)), told, told_of, made.inputs)
    return apart(memo, [option.label for option in comparison.options])


def _facts(comparison: Comparison) -> Iterator[tuple[str, str]]:
    file = comparison.scenario.file
    last = month_after(file.start, file.months - 1)
    yield "Term", f"{months_in_words(file.months)}, {file.start} to {last}"
    yield "Currency", file.currency
    rate = next((one for one in comparison.model.inputs if one.name == "discount_rate"), None)
    if rate is not None:
        yield "Discount rate", f"{input_in_words(rate, file.currency)}"
    yield "Options compared", f"{len(comparison.compared)}"


def _assumed(found: Moved, known: list[Known]) -> Iterator[Block]:
    """What nobody stated, what moves the result most first; options by their number in the table."""
    comparison = found.comparison
    weight = {id(one.input): one.effect for one in reversed(found.swings)}
    heaviest = sorted(comparison.assumptions, key=lambda one: -weight.get(id(one), 0.0))
    values = [input_in_words(one, comparison.currency) for one in heaviest]
    said = [
        f"{with_its_clause(one)}: {value} ({one.given.because}){_whose(found, known, one)}"
        for one, value in zip(heaviest, values, strict=True)
    ]
    if said:
        title = "Nobody stated these, so the model assumed them; what moves the result most comes first"
        yield Bullets(tuple(_at_most(said, ASSUMPTIONS, "assumptions")), title)


def _whose(found: Moved, known: list[Known], one: Input) -> str:
    """``, for options 1 and 4``; nothing where all of them or the programme use the input."""
    users = {row.scope.path[0] for row in found.comparison.model.rows if one in row.ingredients}
    numbers = [str(option.number) for option in known if option.option.key in users]
    if "programme" in users or len(numbers) == len(known):
        return ""
    if not numbers:
        return ", for an option that is left out"
    return f", for option{'s' if len(numbers) > 1 else ''} {listed(numbers)}"


def _risks(comparison: Comparison, told_above: tuple[str, ...]) -> Iterator[Block]:
    for every in comparison.warnings.values():
        for said in every:
            if said not in told_above:
                yield Paragraph(said, "warning")
    if comparison.notes:
        notes = [with_titles(said, comparison.model.inputs) for said in comparison.notes]
        yield Bullets(tuple(_at_most(notes, NOTES, "notes")))


def _at_most(said: list[str], most: int, what: str, where: str = "the Cover") -> Iterator[str]:
    """As many of them as there are letters for, and where the rest can be read."""
    room = sum(int(letters) <= most for letters in np.cumsum([len(one) for one in said]))
    yield from said[:room]
    if len(said) > room:
        yield f"{len(said) - room} more {what} stand on {where} of the workbook."


# -- where the numbers come from ---------------------------------------------------------------------


def _sources(comparison: Comparison) -> Iterator[Block]:
    rates = {one.rate.key: one.rate for one in comparison.model.inputs if one.rate is not None}
    series = {one.from_series.key: one.from_series for one in comparison.model.inputs if one.from_series is not None}
    files = sorted({one.from_file for one in comparison.model.inputs if one.from_file})
    by_source: dict[str, list[Rate]] = {}
    for rate in rates.values():
        by_source.setdefault(rate.source or "no source is given", []).append(rate)
    said = [
        f"{source}: {'1 rate' if len(of_it) == 1 else f'{len(of_it)} rates'}, {_dates(of_it)}"
        for source, of_it in sorted(by_source.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    said = list(_at_most(said, SOURCES, "sources", "the sheet Rates"))
    said += [f"{one.title or one.key}: series to {one.last}, {_published(one)}" for one in series.values()]
    said += [f"Figures by month from the file {name}" for name in files]
    if said:
        yield Bullets(tuple(said), "Sources with the dates of their prices")


def _published(series: IndexSeries) -> str:
    when = [f"published {series.as_of}"] if series.as_of else []
    return ", ".join([*when, series.source or "stated in the scenario"])


def _dates(rates: list[Rate]) -> str:
    first, last = min(rate.as_of for rate in rates), max(rate.as_of for rate in rates)
    return first if first == last else f"{first} to {last}"


def _made(comparison: Comparison, made: MadeBy) -> Iterator[Block]:
    yield Paragraph(
        "Every amount is worked out month by month from the inputs of the scenario and added up; none was entered by "
        f"hand. {_cards(comparison)}The Excel workbook of the same scenario holds the figures of the options as live "
        "formulas: Comparison the table, Inputs what was stated and assumed, Rates the sources with their addresses, "
        "Sensitivity what moves it, Checks the differences that must be zero. Its Cover carries the fingerprint "
        f"{made.inputs}, as this memo does; another one means other inputs. Made by {made.text}."
    )


def _cards(comparison: Comparison) -> str:
    """Which cards the rates in use come from; nothing where none is used."""
    rates = [one.rate for one in comparison.model.inputs if one.rate is not None]
    origins = [comparison.model.card.origin(rate.key) for rate in rates]
    cards = dict.fromkeys(f"the card '{card.name}'" + (f" of {card.as_of}" if card.as_of else "") for card in origins)
    return f"Rates that the scenario does not state come from {listed(list(cards))}. " if cards else ""
