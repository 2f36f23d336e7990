"""A portfolio as a table for a spreadsheet, as data for a program and in words: one row a programme and option.

file,programme,currency,start,months,option,name,npv,tco,npv_saving,term_saving,recommended,...
programmes/manila.yaml,Support Manila,USD,2027-01,60,manila,"Vendor, per seat",9870112.5,...,yes,...
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from tcomodel.csv_cells import csv_text, with_mark
from tcomodel.made_by import TOOL_VERSION, program_mark
from tcomodel.portfolio import OptionFigures, Programme, Total, totals_of
from tcomodel.readers.text_table import table

SCHEMA = 1  # of portfolio_data; raised when a name changes its meaning or goes
FIGURES = ("npv", "tco", "npv_saving", "term_saving")
DRAWN = ("npv_p10", "npv_p50", "npv_p90", "cheapest_in")
ABOUT = ("file", "programme", "currency", "start", "months", "option", "name")
SAID = ("recommended", "baseline", "takes_part", "unserved", "fingerprint", "problems")
LARGEST_SHOWN = 12  # programmes whose problems are told on the screen

Cell = float | str | None


def portfolio_csv(programmes: Sequence[Programme]) -> str:
    """The table as CSV; a programme with problems has one row with what is wrong."""
    figures = _figures(programmes)
    table_of = csv_text([[*ABOUT, *figures, *SAID], *portfolio_rows(programmes)])
    return with_mark(table_of, f"made by version {TOOL_VERSION} (program {program_mark()})")


def portfolio_rows(programmes: Sequence[Programme]) -> Iterator[list[Cell]]:
    """The rows of the table below its head."""
    figures = _figures(programmes)
    for one in programmes:
        about: list[Cell] = [one.file, one.name, one.currency, one.start, one.months or None]
        for option in one.options:
            yield [
                *about, option.key, option.label, *(getattr(option, name) for name in figures), *_said(option),
                one.fingerprint, "",
            ]  # fmt: skip
        if not one.options:
            yield [*about, *[None] * (2 + len(figures) + 4), one.fingerprint, " | ".join(one.problems)]


def _figures(programmes: Sequence[Programme]) -> tuple[str, ...]:
    drawn = any(option.npv_p50 is not None for one in programmes for option in one.options)
    return (*FIGURES, *DRAWN) if drawn else FIGURES


def _said(option: OptionFigures) -> list[Cell]:
    yes = ("no", "yes")
    return [yes[option.recommended], yes[option.baseline], yes[option.takes_part], " | ".join(option.unserved)]


def portfolio_data(programmes: Sequence[Programme]) -> dict[str, Any]:
    """Everything as plain data: programmes with their options, and totals by currency. See ``schema``."""
    return {
        "schema": SCHEMA,
        "programmes": [one.as_dict() for one in programmes],
        "made_by": {"version": TOOL_VERSION, "program": program_mark()},
        "totals": [asdict(one) for one in totals_of(programmes)],
    }


def portfolio_text(programmes: Sequence[Programme]) -> str:
    """What the portfolio costs in each currency, and which programmes could not be compared."""
    bad = [one for one in programmes if one.problems]
    told = [f"{len(programmes) - len(bad):,} of {_programmes(len(programmes))} compared."]
    told += map(_sentences, totals_of(programmes))
    if rows := [_row(one) for one in totals_of(programmes)]:
        head = ("Programmes", "Recommended, NPV", "Recommended, sum", "Baselines, NPV", "Saving, NPV")
        told.append(
            table("By currency; amounts of different currencies are not added up", head, rows, first="Currency")
        )
    if bad:
        listed = [f"{one.file}: {' | '.join(one.problems)}" for one in bad[:LARGEST_SHOWN]]
        more = [f"and {len(bad) - LARGEST_SHOWN:,} more"] if len(bad) > LARGEST_SHOWN else []
        told.append("\n".join([f"{_programmes(len(bad))} with problems, in no sum:", *listed, *more]))
    return "\n\n".join(told) + "\n"


def _programmes(count: int) -> str:
    return f"{count:,} programme" if count == 1 else f"{count:,} programmes"


def _row(total: Total) -> tuple[str, list[str]]:
    amounts = (total.npv, total.tco, total.baseline_npv, total.npv_saving)
    return total.currency, [f"{total.added_up:,}", *(f"{amount:,.0f}" for amount in amounts)]


def _sentences(total: Total) -> str:
    """What a reader must know of a sum before quoting it."""
    told = f"{total.currency}: choosing the recommended option in {_programmes(total.added_up)} costs {total.npv:,.0f}"
    told += " at net present value"
    if total.against_baseline:
        word = "less" if total.npv_saving >= 0 else "more"
        told += (
            f"; {abs(total.npv_saving):,.0f} {word} than the baseline, in the {total.against_baseline:,} that have one"
        )
    told += "."
    if total.first_start != total.last_start:
        told += f" They start from {total.first_start} to {total.last_start}, and each is valued at its own start."
    if left := total.programmes - total.added_up:
        told += f" In {_programmes(left)} more no option serves all of the work; nothing of them is in the sum."
    return told
