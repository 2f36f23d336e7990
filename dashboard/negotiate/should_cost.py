"""Should-cost: a vendor's price taken apart, from the wage to what is left, and the price at a margin."""

from html import escape

import streamlit as st

from dashboard import theme
from dashboard.chart import draw
from dashboard.explain import link
from dashboard.figures import Figure, money_ticks
from dashboard.formats import plain, unit_words
from dashboard.negotiate.bars import Bar, bars_of
from dashboard.negotiate.shown import futures, vendor_choice
from dashboard.parts import download, heading
from tcomodel import Comparison
from tcomodel.colours import Colours, mixed
from tcomodel.negotiation.should_cost import BuildUp, build_up
from tcomodel.readers.contract_rows import should_cost_rows
from tcomodel.readers.rounded import percent
from tcomodel.readers.should_cost_words import (
    build_up_rows,
    missing_rows,
    price_name,
    should_cost_answer,
    what_is_estimated,
)

COST, LEFT = 6, 1  # positions in the palette
USUAL = 0.2  # where the slider begins when no target is stated


def show(result: Comparison) -> None:
    """The part of the screen."""
    heading(
        "What the price consists of",
        "From the wage of an agent to what the vendor bills for one, a month, whatever its price counts. What is left "
        "at the end is its margin, and how far a price can be pushed before it does not hold.",
        "Should-cost",
        "Shrinkage",
        "Occupancy",
    )
    option = vendor_choice(result, "should_cost")
    if option is None:
        return
    stated = result.option(option).model.scope.value("target_margin")
    target = None
    if build_up(result, option).is_there:
        aim = 100 * float(stated if stated is not None else USUAL)
        target = st.slider(
            "Margin to leave the vendor", 0.0, max(60.0, aim), aim, 0.5,
            format="%.1f %%", key=f"negotiate:margin:{option}:{aim:g}", width=420,
            help="The price at which this share of it is left to the vendor over the term."
            + ("" if stated is not None else " The scenario states no target_margin, so it begins at 20 %."),
        ) / 100  # fmt: skip
    found = build_up(result, option, target, futures(result).replaced)
    for sentence in should_cost_answer(result, found):
        st.markdown(plain(sentence))
    if "implied_margin" in result.option(option).model.figures:
        link.button(f"{option}.implied_margin", "How the margin was made", key="negotiate:margin")
    if found.missing:
        _missing(result, found)
    if found.is_there:
        draw(
            chart(result, found, theme.colours()),
            "negotiate should_cost",
            f"Steps from the wage to the price of an agent and month of {found.label}.",
            has_file=True,
        )
        st.caption(plain(what_is_estimated(result, found)))
        _prices(result, found)
        download("negotiate", "should-cost", lambda: should_cost_rows(found), result)


def chart(result: Comparison, found: BuildUp, colours: Colours) -> Figure:
    """Steps from nothing to the price; what is left to the vendor stands last but one."""
    bars, running = [], 0.0
    cost, left = mixed(colours.option(COST), colours.background, 0.8), colours.option(LEFT)
    for name, value, share in build_up_rows(found):
        said = f"<b>{name}</b><br>{value:,.2f} {result.currency} an agent and month<br>{percent(share, 1)} of the price"
        last = name == build_up_rows(found)[-1][0]
        text = f"{value:,.0f} ({percent(share, 1)})"
        bars.append(Bar(name, running, running + value, text, said, left if last else cost, strong=last))
        running += value
    price = mixed(colours.text, colours.background, 0.6)
    said = f"<b>{escape(found.label)}</b><br>{found.price:,.2f} {result.currency} an agent and month"
    bars.append(Bar("Billed for an agent and month", 0.0, found.price, f"{found.price:,.0f}", said, price, strong=True))
    if found.target is not None and found.target.per_agent is not None:
        name = f"At a margin of {percent(found.target.margin, 1)}".replace(" %", "\u00a0%")
        amount = found.target.per_agent
        said = f"<b>{name}</b><br>{amount:,.2f} {result.currency} an agent and month"
        bars.append(
            Bar(name, 0.0, amount, f"{amount:,.0f}", said, mixed(colours.text, colours.background, 0.3), strong=True)
        )
    edges = [edge for bar in bars for edge in (bar.start, bar.end)] + [0.0]
    title = f"{result.currency} an agent and month, contract year 1"
    return bars_of(colours, bars, title, money_ticks(min(edges), max(edges)), joined=False)


def _prices(result: Comparison, found: BuildUp) -> None:
    target = found.target
    if target is None or not target.prices:
        return
    lines = [
        f"| {plain(f'{price_name(one)}, {unit_words(one.unit, result.currency)}')} | {quoted:,.4g} | {at:,.4g} |"
        for one, quoted, at in target.prices
    ]
    head = f"| Price | Now | At a margin of {percent(target.margin, 1)} |\n|---|---:|---:|\n"
    st.markdown(head + "\n".join(lines))


def _missing(result: Comparison, found: BuildUp) -> None:
    """What to state, with what the rate card has for it."""
    rows_of = "\n".join(
        f"| `{key}` | {plain(what)} | {plain(rates)} |" for key, what, rates in missing_rows(result, found)
    )
    st.markdown(f"| Missing under should_cost | What it is | On the rate card |\n|---|---|---|\n{rows_of}")
    st.caption("State them in the form of this option (Add, Should cost) or in the scenario file. Nothing is assumed.")
