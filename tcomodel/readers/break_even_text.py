"""Break-evens for a terminal, as JSON, and as a table for a spreadsheet: who costs least today, then every turn.

Where                       Kind      Cheaper below   Cheaper above
41,283 contacts a month     crossing  Per ticket      In-house
"""

from typing import Any

from tcomodel.csv_cells import csv_text
from tcomodel.negotiation.crossings import NOBODY, BreakEvens
from tcomodel.readers.axis_words import at, name_of_axis, shown, title_of_axis
from tcomodel.readers.fall_words import fall_in_words
from tcomodel.readers.plain_names import labels_of
from tcomodel.readers.text_table import listed, paragraph, small_table
from tcomodel.readers.turn_words import cheapest_in_words, limits_in_words, reason_of, today_in_words, turn_in_words
from tcomodel.results import Comparison


def break_evens_text(comparison: Comparison, found: BreakEvens) -> str:
    """The break-evens as a page of text."""
    labels, currency = labels_of(comparison), comparison.currency
    said = [today_in_words(found, labels, currency), cheapest_in_words(found, labels, currency)]
    said += limits_in_words(found, labels, currency)
    parts = [paragraph(" ".join(one for one in said if one))]
    if found.turns:
        rows = [
            [where, turn.kind, labels[turn.cheaper_before], labels[turn.cheaper_after]]
            for turn in found.turns
            for where in [at(found.axis, turn.change.low, currency)]
        ]
        parts.append("\n".join(small_table(["Where", "Kind", "Cheaper below", "Cheaper above"], rows, (0, 1, 2, 3))))
        parts.append(listed("In words", [turn_in_words(found, turn, labels, currency) for turn in found.turns]))
    else:
        parts.append(paragraph(f"No two of them ever change places along {name_of_axis(found.axis).lower()}."))
    parts.append(listed("More costs less", [fall_in_words(found, fall, labels, currency) for fall in found.falls]))
    return "\n\n".join(part for part in parts if part) + "\n"


def break_evens_data(comparison: Comparison, found: BreakEvens) -> dict[str, Any]:
    """The break-evens as data."""
    labels, currency, axis = labels_of(comparison), comparison.currency, found.axis
    return {
        "over": axis.key,
        "axis": title_of_axis(axis, currency),
        "from": shown(axis, axis.least),
        "to": shown(axis, axis.most),
        "today": shown(axis, axis.today),
        "figure": found.figure,
        "currency": currency,
        "turns": [
            {
                "kind": turn.kind,
                "from": shown(axis, turn.change.low),
                "to": shown(axis, turn.change.high),
                "factor": turn.middle if axis.mode == "factor" else None,
                "options": [turn.one, turn.other],
                "cheaper_below": turn.cheaper_before,
                "cheaper_above": turn.cheaper_after,
                "swaps": turn.change.swaps,
                "leap": turn.leap,
                "apart": turn.change.apart,
                "serving": turn.serving,
                "reason": reason_of(found, turn, currency),
                "in_words": turn_in_words(found, turn, labels, currency),
            }
            for turn in found.turns
        ],
        "more_costs_less": [
            {
                "option": fall.option,
                "from": shown(axis, fall.low),
                "to": shown(axis, fall.high),
                "by": fall.by,
                "in_words": fall_in_words(found, fall, labels, currency),
            }
            for fall in found.falls
        ],
        "cheapest": [
            {"from": shown(axis, low), "to": shown(axis, high), "option": key if key != NOBODY else None}
            for low, high, key in found.cheapest
        ],
        "serving_ends": [
            {"option": one.option, "at": shown(axis, one.position), "serves": "below" if one.serves_below else "above"}
            for one in found.limits
        ],
        "positions_evaluated": found.evaluated,
    }


def break_evens_csv(comparison: Comparison, found: BreakEvens) -> str:
    """The totals of every option at every position that was looked at."""
    labels = labels_of(comparison)
    rows: list[list[Any]] = [[title_of_axis(found.axis, comparison.currency), *(labels[key] for key in found.totals)]]
    for number, position in enumerate(found.positions):
        rows.append([shown(found.axis, float(position)), *(float(total[number]) for total in found.totals.values())])
    return csv_text(rows)
