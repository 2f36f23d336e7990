"""``rates import`` and ``rates template``: a vendor's own sheet made a card, and the sheet for vendors to fill in.

    python -m tcomodel rates import bid.xlsx -o bid.yaml
    python -m tcomodel rates import bid.xlsx -o bid.yaml --all-rows as_of=2026 --answer 'currency: $=USD' \\
        --column "Rate (USD)=value" --correct "14:unit=USD/hour" --leave-out 17
    python -m tcomodel rates template -o rates_to_fill_in.xlsx

The card is written when every row is read and every question answered, else nothing is. ``rates_imported`` does it.
"""

import argparse
import re
from datetime import date
from pathlib import Path
from typing import Any

from tcomodel.commands.asking import day, json_option, pair, wrong
from tcomodel.commands.writing import check_target, put
from tcomodel.problems import Problem, ProblemsFound

USAGE = "%(prog)s FILE -o OUT [options]"
RULE = """FILE is a card of ours (YAML, exported workbook or CSV), the filled template, or a vendor's own sheet. The
options about columns and rows are for a vendor's sheet. Nothing is written while a row is rejected or a question open;
leaving a row out has to be said."""
TEMPLATE = "rate_card_template.xlsx"
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


def run_import(asked: argparse.Namespace) -> int:
    """Write the card, or say what stands in its way and end with 1."""
    from tcomodel.commands.rates_imported import imported  # takes a moment to load, and most commands do without

    return imported(asked)


# -- template -------------------------------------------------------------------------------------------


def run_template(asked: argparse.Namespace) -> None:
    """Write the empty sheet; under the name it has by itself it overwrites nothing."""
    target = asked.output or TEMPLATE
    if Path(target).suffix.lower() != ".xlsx":
        wrong(asked.parser, [f"-o: found {target!r}; the template is a workbook, so its name ends with .xlsx"])
    check_target(target, [])
    if asked.output is None and Path(target).exists():
        raise ProblemsFound([Problem(target, "it is there already; name another with -o")])
    from tcomodel.readers.cards.template import template  # see card_files: it loads what writes workbooks

    put(target, template(asked.name, date.today().isoformat()))
