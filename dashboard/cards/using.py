"""Use in the scenario: what a card would do to the result, line by line, before it is put to use.

The effect comes first, then the button. Rates of the card can also be put into single inputs of the scenario.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from dashboard import once_read, state
from dashboard.formats import exact, plain, signed, unit_words
from tcomodel import Comparison, RateCard
from tcomodel.card_change import CardChange, OptionChange, card_change
from tcomodel.card_choice import over_standard
from tcomodel.entry_at import at
from tcomodel.model import Input
from tcomodel.problems import ProblemsFound
from tcomodel.rates import Rate
from tcomodel.rates.units import same_unit
from tcomodel.readers.card_change import restated_in_words
from tcomodel.readers.rounded import percent
from tcomodel.stated_ranges import with_rate


def show(result: Comparison) -> None:
    """The effect of the card on the screen, and how to put it to use."""
    shelf = state.shelf()
    before = result.model.card
    title = plain(result.scenario.file.name)
    try:
        card = over_standard(shelf.open.now, state.standard_card())
    except ProblemsFound as found:
        st.warning(
            f"**{plain(shelf.open.now.name)} cannot be laid over the tool's own card.** What it lacks comes from "
            "there, and these keys mean something else there:",
            icon=":material/warning:",
        )
        st.code("\n".join(str(problem) for problem in found.problems), language=None, wrap_lines=True)
        _into_inputs(result, shelf.open.now)
        return
    if before.name == card.name and before.fingerprint == card.fingerprint:
        st.info(f"**{title}** is computed with this card.", icon=":material/check:")
        if shelf.chosen != shelf.standard:
            st.button("Back to the tool's own card", on_click=state.use_card, args=(None,), icon=":material/undo:")
    else:
        _effect(result, before, card)
    _into_inputs(result, shelf.open.now)


# ---------------------------------------------------------------- the effect of the whole card


def _effect(result: Comparison, before: RateCard, card: RateCard) -> None:
    shelf = state.shelf()
    title, name = plain(result.scenario.file.name), plain(card.name)
    try:
        change = card_change(result.scenario, before, card)
    except ProblemsFound as found:
        count = len(found.problems)
        told = "1 rate" if count == 1 else f"{count} rates"
        st.warning(
            f"**{title} cannot be computed with {name}:** {told} in use would be missing or unlike. "
            "Rebase the card to the scenario's currency and units, or put single rates into inputs below.",
            icon=":material/warning:",
        )
        st.code("\n".join(str(problem) for problem in found.problems), language=None, wrap_lines=True)
        return
    st.markdown(_answer(change, card))
    for told in (*change.cautions, *dict.fromkeys(one for said in change.warnings.values() for one in said)):
        st.warning(plain(f"{told[:1].upper()}{told[1:]}{'' if told.endswith('.') else '.'}"), icon=":material/warning:")
    if change.restated:
        with st.expander(f"Rates that keep only their figure: {len(change.restated)}", icon=":material/info:"):
            st.markdown("\n".join(f"- {plain(one)}" for one in restated_in_words(change)))
    st.button(
        "Use this card",
        type="primary",
        icon=":material/check:",
        on_click=state.use_card,
        args=(None if shelf.chosen == shelf.standard else shelf.chosen,),
        help="The scenario is computed with this card from now on. Undo on Compare takes it back.",
    )
    if not change.rates:
        return
    currency = result.currency
    _money_table(_totals(change, currency), "Totals of the options with either card")
    count = len(change.rates)
    with st.expander(f"By rate: {count} of the rates in use {'differs' if count == 1 else 'differ'}", expanded=True):
        st.caption(
            "What changes when one rate alone is replaced; what they do to one another is the last row, "
            "so the sum is exact."
        )
        _money_table(_by_rate(change), "Effect of each rate on each option")
    moved = [option for option in change.options if option.lines]
    with st.expander("Line by line"):
        for option in moved:
            st.markdown(f"**{plain(option.label)}**: {signed(option.total.difference)} {currency} over the term")
            _money_table(_lines(option), f"Lines of {option.label}")


def _money_table(table: pd.DataFrame, alt: str) -> None:
    """A table whose numbers are money, to the unit; percentages to a tenth."""
    numbers = table.select_dtypes("number").columns
    shown = {
        name: st.column_config.NumberColumn(format=f"%{'+' * name.startswith('Difference')},.{int('(%)' in name)}f")
        for name in numbers
    }
    st.dataframe(table, hide_index=True, column_config=shown, alt=alt, placeholder="–")


def _answer(change: CardChange, card: RateCard) -> str:
    before, after = change.before.cheapest, change.after.cheapest
    if not change.rates:
        same = "the figure of every rate the scenario uses" if change.restated else "every rate the scenario uses"
        return f"With **{plain(card.name)}** nothing changes: {same} is the same."
    largest = max(change.options, key=lambda option: abs(option.total.difference))
    told = (
        f"With **{plain(card.name)}** the total of {plain(largest.label)} changes most: "
        f"**{signed(largest.total.difference)} {change.before.currency}** over the term."
    )
    if before.key != after.key:
        return f"**The cheapest option becomes {plain(after.label)}** instead of {plain(before.label)}. {told}"
    return f"{told} {plain(after.label)} stays the cheapest."


def _totals(change: CardChange, currency: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Option": option.label,
            f"Total before ({currency})": option.total.before,
            f"Total after ({currency})": option.total.after,
            f"Difference ({currency})": option.total.difference,
            "Difference (%)": 100 * option.total.difference / option.total.before if option.total.before else None,
            f"NPV before ({currency})": option.npv.before,
            f"NPV after ({currency})": option.npv.after,
        }
        for option in change.options
    )


def _by_rate(change: CardChange) -> pd.DataFrame:
    rows = [
        {
            "Rate": rate.key,
            "Before": f"{rate.before.figure():,.6g} {rate.before.unit}",
            "After": f"{rate.after.figure():,.6g} {rate.after.unit}",
            **{option.label: rate.effects[option.key].total for option in change.options},
        }
        for rate in change.rates
    ]
    together = {option.label: change.together[option.key].total for option in change.options}
    return pd.DataFrame([*rows, {"Rate": "together, beyond the sum", "Before": "", "After": "", **together}])


def _lines(option: OptionChange) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Line": line.label,
            "Where": line.place,
            "Category": line.category,
            "Before": line.amount.before,
            "After": line.amount.after,
            "Difference": line.amount.difference,
        }
        for line in option.lines
        if abs(line.amount.difference) >= 0.005
    )


# ---------------------------------------------------------------- single rates into single inputs


def _into_inputs(result: Comparison, card: RateCard) -> None:
    """Put a rate of the card into inputs whose unit it has."""
    with st.expander(
        "Put single rates into inputs", icon=":material/input:", key="open:into_inputs", on_change="rerun"
    ) as form:
        if not form.open:
            return
        keys = list(card.rates)
        picked = st.selectbox(
            "Rate", keys, index=None, key="use:rate", placeholder="Choose a rate of this card",
            format_func=lambda key: _offered(card.rates[key]),
        )  # fmt: skip
        if picked is None or picked not in card.rates:
            st.caption("The inputs it fits are listed then.")
            return
        rate = card[picked]
        fitting = {_named(one): one for one in fits(rate, result)}
        if not fitting:
            st.info(_why_none(rate, result.currency))
            return
        chosen = st.multiselect("Goes into", list(fitting), key=f"use:inputs:{picked}", placeholder="Choose inputs")
        entries = {fitting[name].place: entry_with(rate, fitting[name], result) for name in chosen}
        for name in chosen:
            if told := range_then(rate, fitting[name], entries[fitting[name].place]):
                st.caption(plain(f"{name}: {told}"))
        once_read.button(
            "Put it in", _put_in, picked, entries, key="use:put in", disabled=not chosen, icon=":material/input:",
            help="The scenario takes this rate there, and is computed with this card. Undo on Compare takes it back.",
        )  # fmt: skip


def fits(rate: Rate, result: Comparison) -> Iterator[Input]:
    """The stated inputs of a scenario that may take a rate: single numbers of its unit and currency."""
    if rate.currency is not None and rate.currency != result.currency:
        return
    for one in result.model.inputs:
        if not one.place or one.given.kind not in ("number", "whole", "months") or one.from_series is not None:
            continue
        if np.ndim(one.value) > 0 and one.given.kind != "months":
            continue
        unit = one.scope.counting(one.given.unit)
        if same_unit(rate.plain_unit, unit) or (rate.plain_unit == "1" and unit == "1/year"):
            yield one


def _named(one: Input) -> str:
    value = float(np.atleast_1d(one.value)[0])
    where = " · ".join(scope.label for scope in reversed(one.scope.chain) if scope.kind in ("option", "channel"))
    now = percent(value, 1) if one.given.is_share else exact(value)
    taken = f", now from {one.rate.key}" if one.rate is not None else ""
    return f"{where + ': ' if where else ''}{one.given.label} ({now}{taken})"


def _offered(rate: Rate) -> str:
    return f"{rate.title}: {rate.figure():,.6g} {rate.unit} ({rate.key})"


def _why_none(rate: Rate, currency: str) -> str:
    if rate.currency is not None and rate.currency != currency:
        return plain(
            f"The rate is in {rate.currency} and the scenario in {currency}. Rebase the card to {currency} first."
        )
    return plain(
        f"No input of the scenario is in {unit_words(rate.plain_unit, currency)}. Rebase the rate to another unit."
    )


def entry_with(rate: Rate, one: Input, result: Comparison) -> dict[str, Any]:
    """What the scenario says of an input then: the rate, and what may stay of the range around its number."""
    return with_rate(at(result.scenario.data, one.place), rate.key, parts=not one.given.unit.startswith("1"))


def range_then(rate: Rate, one: Input, entry: dict[str, Any]) -> str:
    """What becomes of the uncertainty of an input that takes a rate; empty where it had none."""
    if one.spread is None and (one.rate is None or one.rate.low is None):
        return ""
    if len(entry) > 1:
        return "its own range stays, as it is stated in parts of the number; it lies around the rate then."
    goes = "its own range goes with the number it lies around" if one.spread is not None else "the rate it had goes"
    if rate.low is not None:
        low, high = (f"{rate.figure(end):,.6g}" for end in ("low", "high"))
        return f"{goes}; it is drawn by the range of the rate then, {low} to {high} {rate.unit}."
    return (
        f"{goes}, and this rate has no range, so it counts as certain then. Write low and high beside the rate in the "
        "scenario if it is not."
    )


def _put_in(key: str, entries: dict[tuple[str | int, ...], Any]) -> None:
    shelf = state.shelf()
    state.take_rate(None if shelf.chosen == shelf.standard else shelf.chosen, key, entries)
