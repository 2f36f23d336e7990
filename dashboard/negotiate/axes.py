"""Choosing what is moved along a chart, and where the futures of the scenario lie on it."""

import numpy as np
import streamlit as st

from dashboard import state
from dashboard.negotiate.shown import Futures
from tcomodel import Comparison
from tcomodel.negotiation.axis import Axis, axis_of
from tcomodel.negotiation.crossover_map import spread_on
from tcomodel.readers.axis_words import axis_choices
from tcomodel.simulation.percentiles import P10, P90, percentile


def axis_choice(result: Comparison, part: str, label: str, first: str, without: str = "") -> Axis:
    """A box with everything that can be moved, what most people ask for first."""
    labels = axis_choices(result)
    keys = [key for key in labels if key != without]
    name = f"negotiate:{part}"
    chosen = state.widget_value(name)
    index = keys.index(chosen) if chosen in keys else keys.index(first) if first in keys else 0
    key = st.selectbox(
        label, keys, index=index, key=name, format_func=lambda key: labels.get(key, key), width=420,
        help="Volume, handle time, inflation and resolution move everywhere at once; any single input can be moved "
        "by itself.",
    )  # fmt: skip
    return axis_of(result.model, key if key in keys else keys[0])


def share_within(
    axes: tuple[Axis, Axis], bands: tuple[tuple[float, float] | None, tuple[float, float] | None], futures: Futures
) -> float:
    """The share of the futures that lie within the bands of both axes: 0.64 where the two move independently."""
    inside = np.ones(futures.draws, dtype=bool)
    for axis, band in zip(axes, bands, strict=True):
        drawn = spread_on(axis, futures.replaced)
        if drawn is not None and band is not None:
            inside &= (drawn >= band[0]) & (drawn <= band[1])
    return float(np.mean(inside))


def on_average(axis: Axis) -> str:
    """The axis moves its inputs together, the futures each by itself: what they have in common is their mean."""
    return " on average" if len(axis.inputs) > 1 and not axis.is_volume else ""


def band_on(axis: Axis, futures: Futures) -> tuple[float, float] | None:
    """P10 and P90 of the futures on an axis; None where nothing of it is uncertain."""
    drawn = spread_on(axis, futures.replaced)
    if drawn is None:
        return None
    low, high = percentile(drawn, P10), percentile(drawn, P90)
    return (low, high) if high > low else None
