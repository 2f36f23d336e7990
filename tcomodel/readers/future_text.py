"""One future in full: everything that was drawn in it, month by month where it moves, and what each option costs there.

    Volume (Voice): by month, in contacts per month, 1 to 12: 36,120.5; 13 to 24: 37,004.1

The numbers have all their digits as JSON: put into the scenario, they give the costs of this future again.
"""

from itertools import groupby
from typing import Any

import numpy as np

from tcomodel.model import Input
from tcomodel.readers.driver_words import input_name
from tcomodel.readers.english import people_unit
from tcomodel.readers.text_table import listed, paragraph, small_table
from tcomodel.results import Comparison
from tcomodel.uncertainty import World


def future_text(comparison: Comparison, world: World, number: int, there: Comparison) -> str:
    """The costs of the future, then its inputs; ``there`` is the comparison in it."""
    file, currency = comparison.scenario.file, comparison.currency
    told = f"Future {number:,} of {world.draws:,}, seed {world.seed}; net present values in {currency}"
    rows = [
        [
            option.label,
            f"{option.figure('npv'):,.2f}",
            f"{comparison.option(option.key).figure('npv'):,.2f}",
            "no" if option.key in there.unserved else "yes",
        ]
        for option in there.compared
    ]
    inputs = [
        f"{input_name(one)}: {_values_in_words(one, _drawn(one, world, number), currency)}" for one in world.replaced
    ]
    blocks = [
        f"{file.name}\n{told}",
        "\n".join(small_table(["Option", "In this future", "Base case", "Serves all work"], rows)),
        listed("What was drawn", inputs) if inputs else paragraph("No input has a range, so this is the base case."),
    ]
    return "\n\n".join(blocks) + "\n"


def _values_in_words(one: Input, drawn: list[float], currency: str) -> str:
    """``36,120.5 contacts per month``; where it moves, each value with the months it holds for."""
    unit = "%" if one.given.is_share else people_unit(one.unit, currency)
    times = 100 if one.given.is_share else 1
    stretches, month = [], 1
    for value, group in groupby(f"{value * times:,.10g}" for value in drawn):
        last = month + len(list(group)) - 1
        stretches.append((month, last, value))
        month = last + 1
    if len(stretches) == 1:
        return f"{stretches[0][2]} {unit}".rstrip()
    months = [f"{first} to {last}: {told}" if last > first else f"{first}: {told}" for first, last, told in stretches]
    return f"by month{f', in {unit}' if unit else ''}, {'; '.join(months)}"


def _drawn(one: Input, world: World, number: int) -> list[float]:
    """One value, or one a month."""
    return [float(value) for value in np.asarray(world.replaced[one][number - 1]).ravel()]


def future_data(comparison: Comparison, world: World, number: int, there: Comparison) -> dict[str, Any]:
    """The same as data, in full digits: ``values`` holds one number, or one a month."""
    file = comparison.scenario.file
    return {
        "scenario": {
            "name": file.name,
            "currency": file.currency,
            "start": file.start,
            "number_of_months": file.months,
        },
        "draws": world.draws,
        "seed": world.seed,
        "future": number,
        "options": [
            {
                "key": option.key,
                "label": option.label,
                "npv": option.figure("npv"),
                "npv_base_case": comparison.option(option.key).figure("npv"),
                "serves": option.key not in there.unserved,
            }
            for option in there.compared
        ],
        "inputs": [
            {
                "key": one.key,
                "place": list(one.place),
                "label": input_name(one),
                "unit": one.unit,
                "values": _drawn(one, world, number),
            }
            for one in world.replaced
        ],
    }
