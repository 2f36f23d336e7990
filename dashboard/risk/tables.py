"""The tables of the risk screen: what is uncertain, what has no range, all figures with their bands."""

import math
from collections.abc import Iterator
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.explain import link
from dashboard.formats import plain
from dashboard.options import ranges
from dashboard.parts import heading
from dashboard.risk.layout import download
from tcomodel import Comparison
from tcomodel.readers import risk_rows
from tcomodel.readers.driver_words import (
    correlations_in_words,
    drawn_in_words,
    driver_name,
    effect_in_words,
    figure_of,
    moved_name,
    unit_of_driver,
)
from tcomodel.readers.risk_words import unranged
from tcomodel.readers.rounded import about, probability, with_band
from tcomodel.sensitivity import MOVED_BY, Swing
from tcomodel.simulation import Simulation
from tcomodel.uncertainty import Driver
from tcomodel.uncertainty.drivers import NOT_STATED

READ_AS = {"P10 and P90": "P10, P90", "minimum and maximum": "min, max"}
HEADS = ("Input", "Changes the lead by", "Turns the order")
WIDTHS = (6, 3, 2, 3)
WIDE = st.column_config.TextColumn(pinned=True, width=300)


def uncertain(result: Comparison, drivers: tuple[Driver, ...]) -> None:
    """What is uncertain, with what its range means."""
    heading(
        f"What is uncertain ({len(drivers)})",
        "Low and high are read as the range says: read as minimum and maximum, the same two numbers hold about half "
        "the spread. The mean differs from the base where a range leans to one side.",
        "Base case",
        "Draw",
        "Correlation",
    )
    st.dataframe(
        pd.DataFrame([_driver_row(driver, result.currency) for driver in drivers]),
        hide_index=True, key="risk:drivers", alt="Inputs that are uncertain",
        column_config={"What": WIDE} | _numbers("Low", "Base", "High", "Mean"),
    )  # fmt: skip
    for said in correlations_in_words(result.scenario, drivers):
        st.caption(plain(f"{said}."))
    download("uncertain", lambda: risk_rows.driver_rows(drivers, result.currency), result, "Data of this table")


def _numbers(*names: str) -> dict[str, Any]:
    """Columns of numbers that are written out, each in its own unit."""
    return {name: st.column_config.TextColumn(alignment="right") for name in names}


def _driver_row(driver: Driver, currency: str) -> dict[str, str]:
    spread = driver.spread
    return {
        "What": driver_name(driver),
        "Low": figure_of(driver, spread.low),
        "Base": figure_of(driver, spread.base),
        "High": figure_of(driver, spread.high),
        "Unit": unit_of_driver(driver, currency),
        "Low and high": READ_AS[spread.reading],
        "Distribution": spread.distribution,
        "Mean": figure_of(driver, spread.mean),
        "Drawn": drawn_in_words(driver),
        "Stated": _stated(driver),
    }


def _stated(driver: Driver) -> str:
    if driver.remark == NOT_STATED:
        return "by nobody"
    return "rate card" if driver.rate is not None else "scenario"


def without_range(result: Comparison, drivers: tuple[Driver, ...]) -> None:
    """The inputs that matter and have no range, and the way to give them one."""
    wanted = unranged(result, drivers)
    if not wanted:
        return
    heading(
        "Inputs that matter and have no range",
        f"Moved by {MOVED_BY * 100:g} % these change the lead of the cheapest option most, yet every future takes them "
        "as they stand. Give a range to those you are not sure of: low and high, in the form where the number stands.",
    )
    with st.container(gap="xsmall"):
        for column, head in zip(st.columns(WIDTHS), (*HEADS, ""), strict=True):
            column.caption(f"**{head}**" if head else "")
        for number, swing in enumerate(wanted):
            _wanted(swing, number, result.currency)


def _wanted(swing: Swing, number: int, currency: str) -> None:
    """One of them: what it is, what it does, and the way to where its range is given."""
    name, change, turns, way = st.columns(WIDTHS, vertical_alignment="center")
    with name:
        link.to(swing.input.key, plain(moved_name(swing.input)), help="Click to see who says so.")
    amount = effect_in_words(swing)
    change.markdown(f"{amount} {currency}" if math.isfinite(swing.effect) else amount)
    turns.markdown("yes" if swing.changes_answer else "no")
    if swing.is_plain and swing.input.place:
        way.button(
            "Give a range", key=f"risk:range:{number}", type="tertiary", icon=":material/swap_horiz:",
            on_click=ranges.open_form, args=(swing.input.place,), help="Opens the form in which this number stands.",
        )  # fmt: skip


MEASURES = (("npv", "NPV"), ("tco", "total cost"), ("npv_saving", "NPV saving"))


def figures(found: Simulation) -> None:
    """Everything in numbers, one row for each option and measure."""
    with st.expander("All figures with their bands", icon=":material/table_rows:"):
        st.dataframe(
            pd.DataFrame(list(_figure_rows(found))),
            hide_index=True,
            key="risk:figures",
            alt="All figures",
            column_config=_numbers("Base case", "Mean", "P10", "P50", "P90", "P95", "At most the base case"),
        )
        st.caption(
            "Behind ± is how far a figure may be off, by what the eight scrambles of the draws say: 95 times in 100 "
            "many more draws would end up within it. Without ± that is less than the last digit."
        )


def _figure_rows(found: Simulation) -> Iterator[dict[str, str]]:
    for measure, name in MEASURES:
        for one in found.options:
            spread = found.saving_of(one.key, measure) if measure == "npv_saving" else one.spread_of(measure)
            if spread is None:
                continue
            yield {
                "Option": one.label,
                f"In {found.comparison.currency}": name,
                "Base case": about(spread.base),
                "Mean": with_band(spread.mean),
                "P10": with_band(spread.p10),
                "P50": with_band(spread.p50),
                "P90": with_band(spread.p90),
                "P95": with_band(spread.p95),
                "At most the base case": probability(spread.below_base),
            }
