"""What ``rates import`` does: a card of ours read back as it is, a vendor's own sheet as somebody says it is meant.

    bid.xlsx with --column "Moves with=index" --correct "5:Rate=1,600"

Words that name no column, row, fact or question are refused together, so that nothing said is dropped in silence.
"""

import argparse
from collections.abc import Mapping
from datetime import date
from typing import Any

from tcomodel.commands.asking import wrong
from tcomodel.commands.card_files import content_of, ending_slip, put_card
from tcomodel.commands.writing import SCREEN, as_json, check_target, say, tell
from tcomodel.importing import Matching, Table, asked, import_card, import_table, read_table, suggest
from tcomodel.importing.columns import HEADINGS
from tcomodel.importing.own import NEEDED, OURS
from tcomodel.importing.unit_words import plain
from tcomodel.problems import Problem, ProblemsFound, nearest
from tcomodel.rates import RateCard
from tcomodel.readers import import_report as reader
from tcomodel.uploads import check_upload

FOR_ALL_ROWS = ("currency", "as_of", "location", "channel", "unit", "source", "index", "item", "range")
ANSWERS = ("decimals", "percent", "dates")
ABOUT_A_TEXT = ("currency: ", "unit: ", "as_of: ")
LABELS = ("location", "channel", "unit", "currency", "as_of", "detail")
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
    name = asked.file.name
    if check_upload(name, content, ("yaml", "xlsx", "csv")) == "yaml":
        return _ours(import_card(name, content, on), asked)
    table = read_table(name, content, asked.sheet)
    if is_ours(table):
        return _ours(import_card(name, content, on), asked)
    return _theirs(table, on, asked)


def is_ours(table: Table) -> bool:
    """Whether a sheet has the headings of our template, which every card of ours that is exported has as well."""
    return {OURS.get(plain(heading)) for heading in table.headings} >= set(NEEDED)


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
    answers, problems = dict(asked.all_rows), list[Problem]()
    if asked.sheet is not None and table.kind == "csv":
        problems.append(Problem("--sheet", f"a CSV has no sheets, so there is no {asked.sheet!r}"))
    matching = _matching(table, asked, answers, problems)
    problems += _slips_of_rows(table, matching, asked)
    if problems:
        raise ProblemsFound(problems)
    done = import_table(
        table, matching, defaults=answers, corrections=dict(asked.correct), leave_out=asked.leave_out,
        name=asked.name, on=on,
    )  # fmt: skip
    tell(reader.understood(table, matching, done))
    if done.card is None:
        tell(reader.refused(matching, done))
    else:
        put_card(asked.output, done.card)
    if asked.json:
        say(as_json(reader.to_data(table, matching, done)))
    return 0 if done.card is not None else 1


def _matching(table: Table, said: argparse.Namespace, answers: Mapping[str, str], problems: list[Problem]) -> Matching:
    """The columns as they are known and as somebody said; words that name nothing are noted."""
    matching = suggest(table)
    questions = {ask.key for ask in matching.asks}
    for name, fact in said.column:
        column = table.column_called(name)
        label, sign, text = fact.partition(":")
        known, means = (LABELS, label) if sign else (FACTS, fact)
        if column is None:
            there = [heading for heading in table.headings if heading]
            columns = ", ".join(map(repr, there))
            problems.append(Problem("--column", f"no column is called {name!r}{nearest(name, there)} ({columns})"))
        elif means not in known:
            told = f"{means!r} is no fact a column can hold{nearest(means, known)} (known: {', '.join(known)})"
            problems.append(Problem("--column", told))
        else:
            matching = matching.with_label(column, label, text) if sign else matching.with_fact(column, fact)
    questions |= {ask.key for ask in asked(table, matching, {}).asks}
    matching = asked(table, matching, answers)
    questions |= {ask.key for ask in matching.asks}
    known_answers = [*FOR_ALL_ROWS, *ANSWERS, *sorted(questions)]
    problems += [
        Problem("--all-rows", f"{key!r} is no fact of a rate and no question{nearest(key, known_answers)}")
        for key in answers
        if key not in known_answers and not key.startswith(ABOUT_A_TEXT)
    ]
    return matching


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
