"""The crossover map for a terminal, as JSON, and as a table for a spreadsheet: where today lies, who wins how much.

110.0  AAAAaaabbBBBB
100.0  AAAaabbbBBBBB
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from tcomodel.csv_cells import csv_text
from tcomodel.negotiation.crossover_map import NOBODY, CrossoverMap
from tcomodel.readers.axis_words import at, shown, title_of_axis
from tcomodel.readers.plain_names import labels_of
from tcomodel.readers.text_table import listed, paragraph
from tcomodel.results import Comparison

ALIKE = 1e-9  # of a cost
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
IN_TERMINAL = 40  # cells of a map across


def map_headline(comparison: Comparison, found: CrossoverMap) -> str:
    """Where today lies on the map and who wins how much of it."""
    labels, currency = labels_of(comparison), comparison.currency
    where = f"{at(found.across, found.across.today, currency)} and {at(found.up, found.up.today, currency)}"
    alike = ", and another option the same" if found.here_ahead < ALIKE else ""
    here = f"Today, at {where}, "
    here += f"{labels[found.here]} costs least{alike}" if found.here else "no option serves all of the work"
    shares = [f"{labels[key]} in {100 * share:.0f} %" for key, share in found.shares.items()]
    nobody = float(np.mean(found.winner == NOBODY))
    if nobody:
        shares.append(f"no option that serves all of the work in {100 * nobody:.0f} %")
    return f"{here}. Of the area of this map, which says nothing of how likely it is: {_and(shares)}."


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def map_text(comparison: Comparison, found: CrossoverMap) -> str:
    """The map in letters: one for each option, capital where it is 5 % or more ahead."""
    labels, currency = labels_of(comparison), comparison.currency
    step = max(1, -(-found.columns.size // IN_TERMINAL))
    lines = []
    for row in range(found.rows.size - 1, -1, -2 * step):
        cells = [_letter(found, row, column) for column in range(0, found.columns.size, step)]
        lines.append(f"{shown(found.up, float(found.rows[row])):>12,.1f}  {''.join(cells)}")
    ends = [f"{shown(found.across, float(one)):,.0f}" for one in (found.columns[0], found.columns[-1])]
    lines.append(f"{'':>12}  {ends[0]}{ends[1].rjust(max(1, len(lines[0]) - 14 - len(ends[0])))}")
    names = [f"{LETTERS[number]}: {labels[key]}" for number, key in enumerate(found.keys) if key in found.shares]
    axes = f"Across: {title_of_axis(found.across, currency)}. Up: {title_of_axis(found.up, currency)}."
    told = "A small letter: less than 5 % ahead of the runner-up. A point: no option serves all of the work."
    return "\n\n".join([paragraph(map_headline(comparison, found)), "\n".join(lines), listed("Letters", names),
                        paragraph(f"{axes} {told}")]) + "\n"  # fmt: skip


def _letter(found: CrossoverMap, row: int, column: int) -> str:
    winner = int(found.winner[row, column])
    if winner == NOBODY:
        return "."
    return LETTERS[winner] if found.ahead[row, column] >= 0.05 else LETTERS[winner].lower()


def map_data(comparison: Comparison, found: CrossoverMap) -> dict[str, Any]:
    """The map as data; rows from the lowest up."""
    currency = comparison.currency
    return {
        "across": {"key": found.across.key, "axis": title_of_axis(found.across, currency),
                   "values": [shown(found.across, float(one)) for one in found.columns],
                   "today": shown(found.across, found.across.today)},
        "up": {"key": found.up.key, "axis": title_of_axis(found.up, currency),
               "values": [shown(found.up, float(one)) for one in found.rows],
               "today": shown(found.up, found.up.today)},
        "figure": found.figure,
        "here": found.here or None,
        "shares": found.shares,
        "winner": [[found.keys[one] if one != NOBODY else None for one in row] for row in found.winner.tolist()],
        "ahead": [[round(one, 6) if np.isfinite(one) else None for one in row] for row in found.ahead.tolist()],
    }  # fmt: skip


def map_csv(comparison: Comparison, found: CrossoverMap) -> str:
    """One row a cell."""
    labels, currency = labels_of(comparison), comparison.currency
    across, up = title_of_axis(found.across, currency), title_of_axis(found.up, currency)
    rows: list[list[Any]] = [[across, up, "cheapest", "ahead of the runner-up, share of its cost"]]
    for row, high in enumerate(found.rows):
        for column, wide in enumerate(found.columns):
            winner = int(found.winner[row, column])
            name = labels[found.keys[winner]] if winner != NOBODY else ""
            place = [shown(found.across, float(wide)), shown(found.up, float(high))]
            rows.append([*place, name, float(found.ahead[row, column])])
    return csv_text(rows)
