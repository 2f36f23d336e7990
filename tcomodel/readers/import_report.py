"""What was understood of a vendor's sheet, what was rejected and what is still asked, for a terminal and a program.

bid.xlsx, sheet Prices, headings in row 4, 48 rows
  A 'Site'         location
  C 'Rate'         value; unit hour
2 cells are rejected
  Prices!C14 (Rate): found 'tbc'; expected a price
1 question is open
  Prices are in $; which currency is that? (48 cells: Prices!C5, ...)
    --answer 'currency: $=...'   (USD, CAD, AUD)
"""

import shlex
import textwrap
from typing import Any

from tcomodel.column_letters import column_letters
from tcomodel.importing import Ask, Import, Match, Matching, Rejected, Table
from tcomodel.importing.matching import FOR_ALL_ITS_CELLS
from tcomodel.rates import Rate, RateCard

SCHEMA = 1  # of to_data; raised when a name changes its meaning or goes
WIDTH = 110
CELLS_NAMED = 4


def understood(table: Table, matching: Matching, done: Import) -> str:
    """How the sheet was read: where its headings are, what each column holds, what holds for all rows."""
    rows = " and ".join(map(str, table.heading_rows))
    sheet = f", sheet {table.sheet}" if table.sheet else ""
    lines = [f"{table.file}{sheet}, headings in row {rows}: {_counted(len(done.rates), 'rate')} can be read"]
    called = [(f"{column_letters(one.column)} {one.heading!r}", one) for one in matching.matches]
    widest = min(max((len(name) for name, _ in called), default=0), 40)
    lines += [f"  {name.ljust(widest)}  {_fact(one)}" for name, one in called if one.fact != "nothing"]
    lines += [f"  for all rows: {fact} {text}" for fact, text in matching.constants.items()]
    lines += [line for note in done.notes for line in _wrapped(f"note: {note}", "  ")]
    return "\n".join(lines)


def _fact(match: Match) -> str:
    labels = [f"{label} {text}" for label in FOR_ALL_ITS_CELLS if (text := getattr(match, label))]
    return "; ".join([match.fact or "not used", *labels])


def refused(matching: Matching, done: Import) -> str:
    """What is rejected and what is asked; cells that wait for an answer stand with their question."""
    asks = _open(matching, done)
    waiting = {ask.key for ask in asks}
    rejected = [one for one in done.rejected if one.ask not in waiting]
    lines = []
    if rejected:
        are = "is" if len(rejected) == 1 else "are"
        lines.append(f"{_counted(len(rejected), 'entry', 'entries')} {are} rejected")
        lines += [line for one in rejected for line in _wrapped(str(one), "  ")]
        lines.append('  put right with --correct "ROW:COLUMN=TEXT", or leave out with --leave-out ROW')
    if asks:
        lines.append(f"{_counted(len(asks), 'question')} {'is' if len(asks) == 1 else 'are'} open")
    for ask in asks:
        lines += _wrapped(f"{ask.question}{_cells([one for one in done.rejected if one.ask == ask.key])}", "  ")
        lines.append(f"    {option_for(ask)}")
    if not done.rates and not done.rejected:
        lines.append("no row holds a rate")
    return "\n".join([*lines, "nothing is written"])


def option_for(ask: Ask) -> str:
    """How a question is answered on the command line: ``--answer 'currency: $=...'   (USD, CAD, AUD)``.

    No answer stands there ready to be copied: which one is right only a person knows.
    """
    option = "--answer" if " " in ask.key else "--all-rows"
    choices = f"   ({', '.join(ask.choices)})" if ask.choices else ""
    return f"{option} {shlex.quote(f'{ask.key}=...')}{choices}"


def _open(matching: Matching, done: Import) -> list[Ask]:
    """The questions that some rejected cell waits for."""
    waited = {one.ask for one in done.rejected}
    known = {ask.key: ask for ask in (*matching.asks, *done.asks)}
    return [ask for key, ask in known.items() if key in waited]


def _cells(rejected: list[Rejected]) -> str:
    cells = [one.cell or f"row {one.row}" for one in rejected if one.row]
    if not cells:
        return ""
    shown = ", ".join(cells[:CELLS_NAMED]) + (", ..." if len(cells) > CELLS_NAMED else "")
    return f" ({len(cells)}: {shown})"


def _wrapped(text: str, space: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=space, subsequent_indent=space * 2, break_on_hyphens=False, break_long_words=False
    )


def _counted(count: int, one: str, many: str = "") -> str:
    return f"1 {one}" if count == 1 else f"{count:,} {many or one + 's'}"


# -- for a program --------------------------------------------------------------------------------------


def to_data(table: Table, matching: Matching, done: Import) -> dict[str, Any]:
    """The same as plain data; ``card`` is null as long as something stands in its way."""
    return {
        "schema": SCHEMA,
        "file": table.file,
        "sheet": table.sheet or None,
        "heading_rows": list(table.heading_rows),
        "columns": [
            {
                "column": column_letters(one.column),
                "heading": one.heading,
                "fact": one.fact or None,
                "because": one.because or None,
                "for_all_its_cells": {label: text for label in FOR_ALL_ITS_CELLS if (text := getattr(one, label))},
            }
            for one in matching.matches
        ],
        "for_all_rows": dict(matching.constants),
        "notes": list(done.notes),
        "rejected": [
            {"row": one.row, "column": one.column, "cell": one.cell or None, "found": one.found or None,
             "message": one.message, "fact": one.fact or None, "question": one.ask or None}
            for one in done.rejected
        ],
        "questions": [
            {"key": ask.key, "question": ask.question, "choices": list(ask.choices)} for ask in _open(matching, done)
        ],
        "left_out": {str(row): reason for row, reason in done.left_out.items()},
        "card": None if done.card is None else done.card.name,
        "rates": [{"row": done.rows[key], **_rate(rate)} for key, rate in done.rates.items()],
    }  # fmt: skip


def own_data(card: RateCard) -> dict[str, Any]:
    """A card of ours as plain data; nothing had to be understood."""
    return {
        "schema": SCHEMA,
        "file": card.file,
        "rejected": [],
        "questions": [],
        "card": card.name,
        "rates": [_rate(rate) for rate in card.rates.values()],
    }


def _rate(rate: Rate) -> dict[str, Any]:
    return {"key": rate.key, **rate.figures, "unit": rate.unit, "currency": rate.currency, "as_of": rate.as_of}
