"""``rates import`` and ``rates template``: a vendor's own sheet made a card, and the sheet for vendors to fill in.

    python -m tcomodel rates import bid.xlsx -o bid.yaml
    python -m tcomodel rates import bid.xlsx -o bid.yaml --all-rows as_of=2026 --answer 'currency: $=USD' \\
        --column "Rate (USD)=value" --correct "14:unit=USD/hour" --leave-out 17
    python -m tcomodel rates template -o rates_to_fill_in.xlsx

The card is written when every row is read and every question answered, else nothing is.
"""

import argparse
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from tcomodel.commands.asking import day, json_option, pair, wrong
from tcomodel.commands.card_files import content_of, ending_slip, put_card
from tcomodel.commands.writing import SCREEN, as_json, check_target, put, say, tell
from tcomodel.importing import Matching, Table, asked, import_card, import_table, read_table, suggest
from tcomodel.importing.columns import HEADINGS
from tcomodel.importing.own import NEEDED, OURS
from tcomodel.importing.unit_words import plain
from tcomodel.problems import Problem, ProblemsFound, nearest
from tcomodel.rates import RateCard
from tcomodel.readers import import_report as reader
from tcomodel.readers.cards.template import template
from tcomodel.uploads import check_upload

USAGE = "%(prog)s FILE -o OUT [options]"
RULE = """FILE is a card of ours (YAML, exported workbook or CSV), the filled template, or a vendor's own sheet. The
options about columns and rows are for a vendor's sheet. Nothing is written while a row is rejected or a question open;
leaving a row out has to be said."""
TEMPLATE = "rate_card_template.xlsx"
FOR_ALL_ROWS = ("currency", "as_of", "location", "channel", "unit", "source", "index", "item", "range")
ANSWERS = ("decimals", "percent", "dates")
ABOUT_A_TEXT = ("currency: ", "unit: ", "as_of: ")
LABELS = ("location", "channel", "unit", "currency", "as_of", "detail")
FACTS = (*HEADINGS, "detail", "nothing")
CORRECTION = re.compile(r"(\d+):(.+)")


def add_to(commands: Any) -> None:
    """Add the two commands."""
    command = commands.add_parser("import", help="make a card of a vendor's sheet", usage=USAGE, epilog=RULE)
    command.add_argument("file", type=Path, metavar="FILE", help="YAML, XLSX or CSV")
    command.add_argument(
        "-o", "--output", required=True, metavar="OUT", help="the card: .yaml, .xlsx or .csv (- prints YAML here)"
    )
    command.add_argument("--name", default="", help="the name of the card (else that of the file)")
    command.add_argument("--on", type=day, metavar="DATE", help="the day for the record (today)")
    json_option(command)
    group = command.add_argument_group("about a vendor's sheet")
    group.add_argument("--sheet", metavar="NAME", help="the sheet with the rates (else the one that looks like it)")
    many: dict[str, Any] = {"nargs": "+", "action": "extend", "default": []}
    group.add_argument(
        "--column", type=pair, metavar="HEADING=FACT", **many,
        help="what a column (its heading or letter) holds: value, unit, location, ... or nothing; of a price column "
        "also what holds for all its cells: C=unit:hour",
    )  # fmt: skip
    group.add_argument(
        "--all-rows", "--answer", type=pair, metavar="FACT=TEXT", **many,
        help="what holds for every row that says nothing itself, and the answers to questions: currency=USD as_of=2024",
    )  # fmt: skip
    group.add_argument(
        "--correct",
        type=_correction,
        metavar="ROW:COLUMN=TEXT",
        **many,
        help="what a cell should say: 14:unit=USD/hour",
    )
    group.add_argument("--leave-out", type=int, metavar="ROW", **many, help="rows that are not imported")
    command.set_defaults(run=run_import, parser=command)

    command = commands.add_parser("template", help="write the sheet for vendors to fill in")
    command.add_argument("-o", "--output", metavar="FILE.xlsx", help=f"its name ({TEMPLATE})")
    command.add_argument("--name", default="", help="the heading of the sheet: 'Bids for Manila 2027'")
    command.set_defaults(run=run_template, parser=command)


def _correction(word: str) -> tuple[tuple[int, str], str]:
    place, sign, text = word.partition("=")
    found = CORRECTION.fullmatch(place)
    if not (sign and found):
        raise argparse.ArgumentTypeError(f"found {word!r}; expected ROW:COLUMN=TEXT such as 14:unit=USD/hour")
    return (int(found[1]), found[2].strip()), text.strip()


# -- import ---------------------------------------------------------------------------------------------


def run_import(asked: argparse.Namespace) -> int:
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
    answers = dict(asked.all_rows)
    matching = _matching(table, asked, answers)
    corrections = _corrections(table, matching, asked)
    done = import_table(
        table, matching, defaults=answers, corrections=corrections, leave_out=asked.leave_out, name=asked.name, on=on
    )
    tell(reader.understood(table, matching, done))
    if done.card is None:
        tell(reader.refused(matching, done))
    else:
        put_card(asked.output, done.card)
    if asked.json:
        say(as_json(reader.to_data(table, matching, done)))
    return 0 if done.card is not None else 1


def _matching(table: Table, asked_for: argparse.Namespace, answers: Mapping[str, str]) -> Matching:
    """The columns as they are known and as somebody said; raises ProblemsFound for words that name nothing."""
    matching = suggest(table)
    problems = []
    for name, fact in asked_for.column:
        column = table.column_called(name)
        label, sign, text = fact.partition(":")
        known, asks = (LABELS, label) if sign else (FACTS, fact)
        if column is None:
            there = [heading for heading in table.headings if heading]
            columns = ", ".join(map(repr, there))
            problems.append(Problem("--column", f"no column is called {name!r}{nearest(name, there)} ({columns})"))
        elif asks not in known:
            told = f"{asks!r} is no fact a column can hold{nearest(asks, known)} (known: {', '.join(known)})"
            problems.append(Problem("--column", told))
        else:
            matching = matching.with_label(column, label, text) if sign else matching.with_fact(column, fact)
    matching = asked(table, matching, answers)
    keys = {ask.key for one in (matching, asked(table, matching, {})) for ask in one.asks}
    keys |= {ask.key for ask in suggest(table).asks}
    known_answers = [*FOR_ALL_ROWS, *ANSWERS, *sorted(keys)]
    problems += [
        Problem("--all-rows", f"{key!r} is no fact of a rate and no question{nearest(key, known_answers)}")
        for key in answers
        if key not in known_answers and not key.startswith(ABOUT_A_TEXT)
    ]
    if problems:
        raise ProblemsFound(problems)
    return matching


def _corrections(table: Table, matching: Matching, asked: argparse.Namespace) -> dict[tuple[int, str], str]:
    """What cells should say; raises ProblemsFound for those that are not there or that nobody would read."""
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
    if problems:
        raise ProblemsFound(problems)
    return dict(asked.correct)


def _said(name: Any) -> str:
    return ":".join(map(str, name)) if isinstance(name, tuple) else repr(name)


# -- template -------------------------------------------------------------------------------------------


def run_template(asked: argparse.Namespace) -> None:
    """Write the empty sheet; under the name it has by itself it overwrites nothing."""
    target = asked.output or TEMPLATE
    if Path(target).suffix.lower() != ".xlsx":
        wrong(asked.parser, [f"-o: found {target!r}; the template is a workbook, so its name ends with .xlsx"])
    check_target(target, [])
    if asked.output is None and Path(target).exists():
        raise ProblemsFound([Problem(target, "it is there already; name another with -o")])
    make: Callable[..., bytes] = template
    put(target, make(asked.name, date.today().isoformat()))
