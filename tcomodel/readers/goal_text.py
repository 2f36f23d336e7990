"""Goal seek for a terminal, as JSON, and as a table for a spreadsheet: the answer first.

By price alone: seat rate 2,042.77 USD per seat and month instead of 2,240.00 (8.8 % lower)

Lever             Quoted      Needed   Difference
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tcomodel.csv_cells import csv_text
from tcomodel.negotiation.band import Band
from tcomodel.negotiation.goal import Goal
from tcomodel.negotiation.levers import OWN
from tcomodel.readers.goal_words import (
    GROUP_NAMES,
    answer,
    apart,
    band_in_words,
    difference_in_words,
    headline,
    name_of_lever,
    nearest_in_words,
    remarks,
    value_in_words,
    without_unit,
)
from tcomodel.readers.plain_names import labels_of
from tcomodel.readers.text_table import listed, paragraph, small_table
from tcomodel.results import Comparison


def goals_text(comparison: Comparison, goals: Sequence[Goal], bands: Mapping[str, Band], note: str = "") -> str:
    """The goals as a page of text."""
    labels, currency = labels_of(comparison), comparison.currency
    head = ["Lever", "Quoted", "Needed", "Difference"]
    asked = [goal for goal in goals if goal.lever.group != OWN]
    moving = [goal for goal in asked if goal.found]
    parts = [paragraph(headline(comparison, list(goals), labels))]
    if moving:
        rows = [row for goal in moving for row in _goal_rows(goal, currency)]
        parts.append("\n".join(small_table(head, rows, widest=34)))
    if bands:
        told = [
            f"{name_of_lever(goal.lever)}: {band_in_words(goal.lever, bands[goal.lever.key], currency)}"
            for goal in moving
            if goal.lever.key in bands
        ]
        parts.append(listed("Over all futures", told))
    rest = [goal for goal in asked if not goal.found and goal.moves]
    if rest:
        head = ["No value gets there", "Quoted", "As near as it comes", "Off the goal"]
        rows = [_short_row(goal, currency) for goal in rest]
        parts.append("\n".join(small_table(head, rows, widest=34)))
    parts.append(listed("(!) cannot be agreed as it is, or jumps", remarks(asked, currency)))
    own = [goal for goal in goals if goal.lever.group == OWN and goal.moves]
    if own:
        told = [f"{name_of_lever(goal.lever)}: {answer(goal, labels, currency)}" for goal in own]
        parts.append(listed("Yours or expected, and so nothing to ask the vendor for", told))
    idle = [name_of_lever(goal.lever) for goal in goals if not goal.moves]
    if idle:
        parts.append(listed("Without effect on the cost here", ["; ".join(idle)]))
    if note:
        parts.append(paragraph(note))
    return "\n\n".join(part for part in parts if part) + "\n"


def _goal_rows(goal: Goal, currency: str) -> list[list[str]]:
    """A row for each value that meets the goal."""
    lever = goal.lever
    found = [
        ["or", "", f"{without_unit(lever, one.value, currency)}{'' if one.holds else ' (!)'}",
         difference_in_words(lever, one.value)]
        for one in goal.found
    ]  # fmt: skip
    found[0][:2] = name_of_lever(lever), value_in_words(lever, lever.quoted, currency)
    return found


def _short_row(goal: Goal, currency: str) -> list[str]:
    lever = goal.lever
    values = [value_in_words(lever, lever.quoted, currency), nearest_in_words(goal, currency)]
    return [name_of_lever(lever), *values, apart(goal, currency)]


def goals_data(comparison: Comparison, goals: Sequence[Goal], bands: Mapping[str, Band]) -> dict[str, Any]:
    """The goals as data."""
    labels, currency = labels_of(comparison), comparison.currency
    found: list[dict[str, Any]] = []
    for goal in goals:
        lever, band = goal.lever, bands.get(goal.lever.key)
        found.append({
            "lever": lever.key,
            "label": name_of_lever(lever),
            "group": lever.group,
            "unit": "factor" if lever.is_factor else lever.input.unit,
            "quoted": lever.quoted,
            "least": lever.least,
            "most": lever.most,
            "found": [
                {"value": one.value, "jump": one.is_jump, "refused": one.refused or None, "serves": one.serves}
                for one in goal.found
            ],
            "closed_form": bool(goal.is_straight and goal.found),
            "moves": goal.moves,
            "in_words": answer(goal, labels, currency),
            "nearest": None
            if goal.found
            else {
                "value": goal.nearest,
                "gap": goal.nearest_gap,
                "refused": (goal.as_near.refused or None) if goal.as_near else None,
                "serves": goal.as_near.serves if goal.as_near else None,
            },
            "band": None if band is None else vars(band),
        })  # fmt: skip
    one = goals[0] if goals else None
    return {
        "option": one.option if one else None,
        "against": one.target.against if one else None,
        "saving": one.target.saving if one else None,
        "saving_share": one.target.share if one else None,
        "gap": one.gap if one else None,
        "currency": currency,
        "figure": "npv",
        "levers": found,
    }


def goals_csv(comparison: Comparison, goals: Sequence[Goal], bands: Mapping[str, Band]) -> str:
    """One row a lever and value."""
    labels, currency = labels_of(comparison), comparison.currency
    rows: list[list[Any]] = [
        ["group", "lever", "quoted", "needed", "serves all work", "P10", "P50", "P90", "futures without", "in words"]
    ]
    for goal in goals:
        band = bands.get(goal.lever.key)
        spread = [None] * 4 if band is None else [band.p10, band.p50, band.p90, float(band.without)]
        values: list[tuple[float | None, str]] = [(one.value, "yes" if one.serves else "no") for one in goal.found]
        for value in values or [(None, "")]:
            name, told = name_of_lever(goal.lever), answer(goal, labels, currency)
            rows.append([GROUP_NAMES[goal.lever.group], name, goal.lever.quoted, *value, *spread, told])
    return csv_text(rows)
