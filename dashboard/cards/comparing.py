"""Compare cards: matched by what they price, on one basis, and where each price stands in its market.

What a card does not price stays missing; it is never zero.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.cards.market_chart import market_ranges
from dashboard.cards.table import matches
from dashboard.chart import draw
from dashboard.downloads import file_name
from dashboard.formats import plain
from dashboard.theme import colours
from tcomodel import Comparison, RateCard
from tcomodel.problems import ProblemsFound
from tcomodel.rates.differences import Differences, Row, differences
from tcomodel.rates.market import market
from tcomodel.readers.card_differences import count_in_words, to_csv
from tcomodel.rebasing import Basis, Rebased, on_one_basis

AS_THEY_ARE = "as they stand"
ALL, MATCHED, DIFFERENT, MISSING = "All rows", "On all cards", "Different", "Missing somewhere"
MOST_IN_CHART = 24


def show(result: Comparison) -> None:
    """The cards side by side."""
    shelf = state.shelf()
    if len(shelf.cards) < 2:
        st.info(
            "Only one card is open. Import a vendor's card, or rebase this one, and hold them against each other here."
        )
        return
    names = list(shelf.cards)
    default = [shelf.standard, shelf.chosen if shelf.chosen != shelf.standard else names[-1]]
    chosen = st.multiselect(
        "Cards",
        names,
        default=default,
        key=f"compare:cards:{'|'.join(default)}",
        help="The first is what the others are compared with.",
    )
    if len(chosen) < 2:
        st.info("Choose two cards or more.")
        return
    cards = [shelf[name] for name in chosen]
    basis = _basis(cards, result)
    if isinstance(basis, str):
        st.error(plain(basis), icon=":material/error:")
        return
    made_from = (tuple(cards), None if basis is None else basis.model_dump_json())
    try:
        rebased, found = shelf.open.remembered("compared", lambda: _compared(cards, basis), made_from)
    except ProblemsFound as slips:
        st.error(plain("; ".join(problem.message for problem in slips.problems)), icon=":material/error:")
        return
    _answer(found)
    _not_there_yet(rebased)
    rows = _chosen_rows(found)
    if not rows:
        st.info("No row matches. Show all rows, or search for another word.")
        return
    st.dataframe(
        _table(found, rows), hide_index=True, height=min(36 * len(rows) + 40, 520), placeholder="missing",
        column_config=_shown_as(found), alt="The cards side by side",
    )  # fmt: skip
    st.download_button(
        "This comparison as CSV", lambda: to_csv(found), f"{file_name('-against-'.join(found.names))}.csv", "text/csv",
        on_click="ignore", icon=":material/download:", key="compare:csv",
    )  # fmt: skip
    _ranges(found, rows)


def _basis(cards: Sequence[RateCard], result: Comparison) -> Basis | str | None:
    """The basis asked for, None for as they stand, a text where what was typed cannot be."""
    row = st.columns([2, 2, 2])
    own = [Counter(rate.currency for rate in card.rates.values() if rate.currency) for card in cards]
    known = [AS_THEY_ARE, *dict.fromkeys([*sorted(set().union(*own)), result.currency, "USD", "EUR", "GBP"])]
    alike = not own[-1] or all(one.keys() == own[-1].keys() for one in own)
    first = AS_THEY_ARE if alike else own[-1].most_common(1)[0][0]
    currency = row[0].selectbox(
        "Currency", known, index=known.index(first), key=f"compare:currency:{first}", help="Prices of all cards in it."
    )
    at = row[1].text_input(
        "Exchange rate of", value="", key="compare:at", placeholder="each price's own date",
        help="A year (average) or a month, as 2024 or 2026-05. Empty: the date of each price.",
        disabled=currency == AS_THEY_ARE,
    )  # fmt: skip
    prices = row[2].text_input(
        "Prices of", value="", key="compare:prices", placeholder="as they stand",
        help="A year or a month, as 2024 or 2026-05: each rate is moved there by its own index. Empty: as they stand.",
    )  # fmt: skip
    if currency == AS_THEY_ARE and not prices.strip():
        return None
    try:
        return Basis(
            currency=None if currency == AS_THEY_ARE else currency,
            currency_at=at.strip() or None,
            price_date=prices.strip() or None,
        )
    except ProblemsFound as found:
        return "; ".join(problem.message for problem in found.problems)


def _compared(cards: Sequence[RateCard], basis: Basis | None) -> tuple[list[Rebased], Differences]:
    if basis is None:
        return [], differences(cards)
    rebased = on_one_basis(cards, basis, on=date.today().isoformat())
    return rebased, differences([one.card.with_rates(one.rates, series=one.series) for one in rebased])


def _answer(found: Differences) -> None:
    first = plain(found.names[0])
    for name, count in zip(found.names[1:], found.counts[1:], strict=True):
        if count is not None:
            st.markdown(f"**{plain(name)}** against {first}: {plain(count_in_words(count, name))}")


def _not_there_yet(rebased: Sequence[Rebased]) -> None:
    failed = [(one.card.name, outcome) for one in rebased for outcome in one.of("failed")]
    if not failed:
        return
    told = f"{len(failed):,} rates cannot be brought to this basis and stand as they were"
    with st.expander(told, icon=":material/warning:"):
        table = pd.DataFrame({"Card": name, "Rate": one.key, "Why": one.reason} for name, one in failed)
        st.dataframe(table, hide_index=True, alt="Rates that cannot be brought to the basis")


def _chosen_rows(found: Differences) -> list[Row]:
    columns = st.columns([3, 2])
    words = columns[0].text_input("Search", key="compare:words", placeholder="hour, Philippines")
    which = columns[1].selectbox("Show", [ALL, MATCHED, DIFFERENT, MISSING], key="compare:which")
    return [row for row in found.rows if _is_wanted(row, words, which)]


def _is_wanted(row: Row, words: str, which: str) -> bool:
    there = all(rate is not None for rate in row.rates)
    moved = any(one is not None and (one.amount or one.why) for one in row.differences)
    if (which == MATCHED and not there) or (which == MISSING and there) or (which == DIFFERENT and not moved):
        return False
    return not words or any(matches(rate, words) for rate in row.rates if rate is not None)


# ---------------------------------------------------------------- the table


def _table(found: Differences, rows: Sequence[Row]) -> pd.DataFrame:
    columns: dict[str, list] = {
        "What is priced": [row.title for row in rows],
        "Location": [row.stated.location for row in rows],
        "Channel": [row.stated.channel for row in rows],
        "Unit": [row.stated.unit for row in rows],
    }
    for place, name in enumerate(found.names):
        columns[name] = [None if row.rates[place] is None else row.rates[place].figure() for row in rows]
    for place, name in enumerate(found.names[1:], 1):
        columns[_headed("Difference", name, found)] = [getattr(row.differences[place], "amount", None) for row in rows]
        columns[_headed("%", name, found)] = [getattr(row.differences[place], "percent", None) for row in rows]
    columns["To know"] = [_told(row) for row in rows]
    return pd.DataFrame(columns).astype(dict.fromkeys(_numbers(found), "float64"))


def _headed(what: str, name: str, found: Differences) -> str:
    """The heading of a difference: with two cards there is only one."""
    return what if len(found.names) == 2 else f"{what}, {name}"


def _numbers(found: Differences) -> dict[str, str]:
    """The columns that hold numbers, and how they are shown."""
    shown = dict.fromkeys(found.names, "%,.4g")
    shown |= {_headed("Difference", name, found): "%+,.4g" for name in found.names[1:]}
    return shown | {_headed("%", name, found): "%+,.1f" for name in found.names[1:]}


def _told(row: Row) -> str:
    said = [one.why for one in row.differences if one is not None and one.why]
    said += [note for notes in row.notes for note in notes]
    return "; ".join(dict.fromkeys(said))


def _shown_as(found: Differences) -> dict:
    shown = {name: st.column_config.NumberColumn(format=form) for name, form in _numbers(found).items()}
    shown["What is priced"] = st.column_config.TextColumn(width=280, pinned=True)
    shown["To know"] = st.column_config.TextColumn(width=360)
    return shown


# ---------------------------------------------------------------- the market


def _ranges(found: Differences, rows: Sequence[Row]) -> None:
    """A chart of where the prices of the compared cards stand in the range of comparable rates."""
    known = market(found.cards)
    standings = [
        (rate, card.name, standing)
        for row in rows
        for rate, card in zip(row.rates, found.cards, strict=True)
        if rate is not None and (standing := known.standing(rate, card)) is not None
    ]
    st.subheader("Where each price stands in its market", anchor=False)
    if not standings:
        st.caption(
            "No price has two comparable rates beside it: the same item, location and unit, from another source. "
            "Bring the cards to one currency and unit, or state the item of each rate."
        )
        return
    standings.sort(key=lambda one: -abs(0.5 if one[2].share is None else one[2].share - 0.5))
    shown = standings[:MOST_IN_CHART]
    st.caption(
        f"{len(shown)} of {len(standings)} prices with comparable rates, those farthest out first. "
        "0 % is the lowest, 100 % the highest comparable price."
    )
    draw(market_ranges(shown, list(found.names), colours()), "market", _in_words(len(standings), standings))


def _in_words(count: int, standings: list) -> str:
    outside = sum(standing.place != "within" for _, _, standing in standings)
    return f"Range chart of {count} prices among comparable rates; {outside} of them lie outside their range."
