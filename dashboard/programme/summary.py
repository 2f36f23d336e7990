"""What the programme amounts to in the first contract year: contacts, hours of handling, agents, the busiest month.

Contacts 734 k      Hours of handling 71.9 k      Agents 612      Busiest month 72.3 k
voice 60 %, ...     In-house, United States       on average      Dec 2027
"""

from typing import NamedTuple

import numpy as np
import streamlit as st

from dashboard import glossary, theme
from dashboard.chart import draw
from dashboard.explain import link
from dashboard.formats import compact, plain, short, titled, unbroken
from dashboard.programme import volume_chart
from tcomodel import Comparison, OptionResult
from tcomodel.model import Placed
from tcomodel.months import month_name
from tcomodel.readers.rounded import percent

NONE = "–"
NOT_HANDLED = "The cost of no option depends on how long a contact takes, so hours and agents are not counted."


class Tile(NamedTuple):
    """A figure with its name, what stands below it, what it means, and the line behind it.

    Of a sum over channels that is the line of the largest one, and ``of`` names it.
    """

    label: str
    value: str
    below: str
    about: str
    line: str = ""
    of: str = ""
    terms: tuple[str, ...] = ()  # words of the glossary that it uses


def show(result: Comparison) -> None:
    """The tiles and the chart."""
    for column, tile in zip(st.columns(4), tiles(result), strict=True):
        with column.container(border=True, height="stretch", gap="xxsmall"):
            if tile.line and tile.value != NONE:
                what = f"{tile.of}, the largest channel," if tile.of else "it"
                about = plain(f"{tile.about} Click to see how {what} was made.")
                told = glossary.with_words(about, tile.terms)
                link.tile(tile.line, tile.label, told, f"explain:programme:{tile.label}")
            else:
                st.markdown(tile.label, help=glossary.with_words(plain(tile.about), tile.terms))
            st.metric(tile.label, tile.value, label_visibility="collapsed")
            st.caption(unbroken(plain(tile.below)))
    figure = volume_chart.by_channel(result, theme.colours())
    names = " and ".join(plain(name) for name in volume_chart.channels(result))
    st.markdown("**Contacts in each month, by channel**")
    what = f"Lines of contacts a month over the term for {names}."
    draw(figure, "volumes", what, "Contacts in each month", of=result)


def tiles(result: Comparison) -> list[Tile]:
    """Four figures of the first contract year, each from lines of the model."""
    year = result.contract_years == 1
    months = int(year.sum())
    when = "year 1" if months == 12 else f"{months} months" if months > 1 else "1 month"
    volumes = volume_chart.channels(result)
    total = sum(volumes.values())
    contacts = float(total[year].sum())
    several = contacts and len(volumes) > 1
    shares = [
        f"{titled(name, first=False)} {percent(float(one[year].sum()) / contacts)}" for name, one in volumes.items()
    ] if several else ["one channel"]  # fmt: skip
    row = volume_chart.largest(result)
    behind = row.key, row.scope.label if several else ""
    busiest = int(np.argmax(total[year]))
    option = _handling(result)
    return [
        Tile(
            "Contacts", _count(contacts), f"in {when}: {', '.join(shares)}",
            "The volume with growth and season, before any option handles it. It counts contacts as they were measured "
            "where 'Resolution when measured' is stated, otherwise first contacts without repeats.", *behind,
        ),
        _hours(result, option, year, when),
        _agents(option, year, when),
        Tile(
            "Busiest month", _count(float(total[year][busiest])),
            f"contacts in {month_name(result.months[busiest])}, the most of {when}",
            f"{compact(float(total[year][busiest]), 0)} contacts: the month with most to staff for.",
            *behind, ("Seasonality",),
        ),
    ]  # fmt: skip


def _count(contacts: float) -> str:
    """``727 k``, ``12``: contacts have no decimals of money."""
    return short(contacts) if contacts >= 999.5 else compact(contacts, 0 if contacts >= 10 else 1)


def _handling(result: Comparison) -> OptionResult | None:
    """The option whose handling is told: the baseline, else the first that says how long a contact takes."""
    options = [*([result.baseline] if result.baseline else []), *result.options]
    return next((one for one in options if _hours_of(result, one)), None)


def _hours_of(result: Comparison, option: OptionResult) -> list[tuple[Placed, np.ndarray]]:
    """The hours of handling of each channel, month by month, each with its line."""
    return [
        (row, np.broadcast_to(np.asarray(result.values[row], dtype=float), len(result.months)))
        for row in result.model.rows
        if row.name == "workload_hours" and row.scope.path[0] == option.key
    ]


def _hours(result: Comparison, option: OptionResult | None, year: np.ndarray, when: str) -> Tile:
    label, about = "Handling hours", "Contacts times handle time, repeats included, on all channels."
    if option is None:
        return Tile(label, NONE, NOT_HANDLED, about)
    hours = _hours_of(result, option)
    row = max(hours, key=lambda one: float(one[1].sum()))[0]
    several = row.scope.label if len(hours) > 1 else ""
    total = sum(float(months[year].sum()) for _, months in hours)
    return Tile(label, short(total), f"in {when}, {option.label}", about, row.key, several, ("Average handle time",))


def _agents(option: OptionResult | None, year: np.ndarray, when: str) -> Tile:
    about = "Agents on the payroll, on average over these months: those who work, and those who are still learning."
    if option is None or "team" not in option.model.figures:
        reason = "the option states no paid hours, occupancy or shrinkage" if option else "see beside"
        return Tile("Agents", NONE, reason, about)
    team = np.broadcast_to(np.asarray(option.of("team"), dtype=float), len(year))[year]
    row = option.model.figures["team"]
    return Tile(
        "Agents", compact(float(team.mean()), 0 if team.mean() >= 10 else 1),
        f"on average in {when}, {compact(float(team.max()), 0)} at most, {option.label}", about, row.key,
        terms=("Full-time equivalent", "Occupancy", "Shrinkage"),
    )  # fmt: skip
