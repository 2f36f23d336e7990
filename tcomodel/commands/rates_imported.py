"""What ``rates import`` does: a card of ours read back as it is, a vendor's own sheet as somebody says it is meant.

    bid.xlsx with --column "Moves with=index" --correct "5:Rate=1,600"

Words that name no column, row, fact or question are refused together, so that nothing said is dropped in silence.
"""

import argparse
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tcomodel.commands.asking import wrong
from tcomodel.commands.card_files import content_of, ending_slip, put_card
from tcomodel.commands.writing import SCREEN, as_json, check_target, say, tell
from tcomodel.importing import Matching, Table
from tcomodel.importing import asked as suggested
from tcomodel.importing.columns import HEADINGS
from tcomodel.importing.matching import FOR_ALL_ITS_CELLS
from tcomodel.importing.session import ABOUT_COLUMNS, SheetInHand, understood
from tcomodel.problems import Problem, ProblemsFound, nearest
from tcomodel.rates import RateCard
from tcomodel.readers import import_report as reader

FOR_ALL_ROWS = ("currency", "as_of", "location", "channel", "unit", "source", "index", "item")
WRITTEN = ("decimals", "percent", "dates", "range")
ABOUT_A_TEXT = ("currency: ", "unit: ", "as_of: ")
FACTS = tuple(HEADINGS)


def imported(asked: argparse.Namespace) -> int:
    """Write the card, or say what stands in its way and end with 1."""
    slips = [slip] if (slip := ending_slip(asked.output)) else []
    if asked.json and asked.output == SCREEN:
        slips.append("--json and -o - both print here; give the card a name")
    for option, pairs in (("--column", asked.column), ("--all-rows", asked.all_rows), ("--correct", asked.correct)):
        names = [name for name, _ in pairs]
        slips += [f"{option}: {_said(name)} is said twice" for name in dict.fromkeys(names) if names.count(name) > 1]
    if slips:
        wrong(asked.parser, slips)
    check_target(asked.output, [asked.file])
    content, on = content_of(asked.file), asked.on or date.today().isoformat()
    card, table = understood(asked.file.name, content, on, asked.sheet)
    if card is not None:
        return _ours(card, asked)
    assert table is not None
    return _theirs(table, on, asked)


def _ours(card: RateCard, asked: argparse.Namespace) -> int:
    said = {"--sheet": asked.sheet, "--column": asked.column, "--all-rows": asked.all_rows,
            "--correct": asked.correct, "--leave-out": asked.leave_out}  # fmt: skip
    if options := [option for option, value in said.items() if value]:
        told = (
            f"it is a card or template of ours, read as it stands; correct it in the file, without {', '.join(options)}"
        )
        raise ProblemsFound([Problem("", told, str(asked.file))])
    tell(f"{asked.file}: a card of ours or a filled template, {len(card)} rates")
    if asked.name and asked.name != card.name:
        card = card.with_rates(card.rates, name=asked.name)
    put_card(asked.output, card)
    if asked.json:
        say(as_json(reader.own_data(card)))
    return 0


def _theirs(table: Table, on: str, asked: argparse.Namespace) -> int:
    problems = list[Problem]()
    if asked.sheet is not None and table.kind == "csv":
        problems.append(Problem("--sheet", f"a CSV has no sheets, so there is no {asked.sheet!r}"))
    sheet = SheetInHand.of(table)
    questions = {ask.key for ask in sheet.matching.asks}
    problems += _columns(sheet, asked.column)
    questions |= _asked(sheet) if asked.column else set()
    problems += _answers(sheet, dict(asked.all_rows), questions)
    problems += _slips_of_rows(table, sheet.matching, asked)
    if problems:
        raise ProblemsFound(problems)
    sheet.corrections.update(asked.correct)
    sheet.left_out.update(asked.leave_out)
    reading = sheet.reading(asked.name or asked.file.stem, on)
    tell(reader.understood(table, sheet.matching, reading.done))
    if reading.card is None:
        tell(reader.refused(sheet.matching, reading.done))
    else:
        put_card(asked.output, reading.card)
    if asked.json:
        say(as_json(reader.to_data(table, sheet.matching, reading.done)))
    return 0 if reading.card is not None else 1


def _columns(sheet: SheetInHand, said: Sequence[tuple[str, str]]) -> list[Problem]:
    """Take what somebody says of the columns; what names no column or no fact, and a price that another took over."""
    problems, prices = list[Problem](), dict[int, str]()
    for name, fact in said:
        column = sheet.table.column_called(name)
        label, sign, text = fact.partition(":")
        known, means = (FOR_ALL_ITS_CELLS, label) if sign else (FACTS, fact)
        if column is None:
            there = [heading for heading in sheet.table.headings if heading]
            columns = ", ".join(map(repr, there))
            problems.append(Problem("--column", f"no column is called {name!r}{nearest(name, there)} ({columns})"))
        elif means not in known:
            told = f"{means!r} is no fact a column can hold{nearest(means, known)} (known: {', '.join(known)})"
            problems.append(Problem("--column", told))
        elif sign:
            sheet.is_for(column, label, text)
        else:
            sheet.holds(column, fact)
            if fact == "value":
                prices[column] = name
    if any(sheet.matching.matches[column].fact != "value" for column in prices):
        names = " and ".join(map(repr, prices.values()))
        told = f"{names} cannot all be the price; keep one, or say with COLUMN=location:... what each is the price of"
        problems.append(Problem("--column", told))
    return problems


def _answers(sheet: SheetInHand, answers: Mapping[str, str], questions: set[str]) -> list[Problem]:
    """Take the answers: first those about columns, which raise others, then how dates are written; note the slips."""
    for key in ABOUT_COLUMNS:
        if key in answers and key in questions:
            sheet.answer(key, answers[key])
            questions |= _asked(sheet)
    known = [*FOR_ALL_ROWS, *WRITTEN, *sorted(questions)]
    problems = list[Problem]()
    for key in sorted(answers, key=lambda one: one != "dates"):
        if key not in known and not key.startswith(ABOUT_A_TEXT):
            told = f"{key!r} is no fact of a rate and no question{nearest(key, known)}"
            problems.append(Problem("--all-rows", told))
        elif key not in ABOUT_COLUMNS:
            sheet.answer(key, answers[key])
    slips = [f"{key}: found {text!r}; {why}" for key, (text, why) in sheet.slips.items()]
    return problems + [Problem("--all-rows", slip) for slip in slips]


def _asked(sheet: SheetInHand) -> set[str]:
    """What is asked about the sheet as its columns are now."""
    return {ask.key for ask in suggested(sheet.table, sheet.matching).asks}


def _slips_of_rows(table: Table, matching: Matching, asked: argparse.Namespace) -> list[Problem]:
    """Corrections and rows to leave out that are not there, or that nobody would read."""
    rows = {row.number for row in table.rows}
    last = f"the rows below the headings are {min(rows)} to {max(rows)}" if rows else "no row stands below the headings"
    problems = [Problem("--leave-out", f"there is no row {row}; {last}") for row in asked.leave_out if row not in rows]
    names = [*(heading for heading in table.headings if heading), *HEADINGS]
    for (row, name), _ in asked.correct:
        column = table.column_called(name)
        if row not in rows:
            problems.append(Problem("--correct", f"there is no row {row}; {last}"))
        elif column is None and name not in HEADINGS:
            told = f"{name!r} is no column of the sheet and no fact of a rate{nearest(name, names)}"
            problems.append(Problem("--correct", told))
        elif column is not None and matching.matches[column].fact in ("", "nothing") and name not in HEADINGS:
            problems.append(Problem("--correct", f"the column {name!r} is not used; say with --column what it holds"))
    return problems


def _said(name: Any) -> str:
    return ":".join(map(str, name)) if isinstance(name, tuple) else repr(name)
