"""Compare cards: matched by what they price, on one basis, and where each price stands in its market.

What a card does not price stays missing; it is never zero.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.cards.currency_form import newest_rate_date
from dashboard.cards.market_chart import market_ranges
from dashboard.cards.reasons import reasons_table
from dashboard.cards.series_words import counted
from dashboard.cards.stand_ins import accepted, offer, stopped
from dashboard.cards.table import matches
from dashboard.chart import draw
from dashboard.downloads import file_name
from dashboard.formats import plain
from dashboard.theme import colours
from tcomodel import Comparison, RateCard
from tcomodel.csv_cells import csv_file
from tcomodel.index_series import catalogue
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
    ways_out = st.container(gap="small")
    if isinstance(basis, str):
        st.error(plain(basis), icon=":material/error:")
        return
    made_from = (tuple(cards), None if basis is None else basis.model_dump_json())
    try:
        rebased, found = shelf.open.remembered("compared", lambda: _compared(cards, basis), made_from)
    except ProblemsFound as slips:
        st.error(plain("; ".join(problem.message for problem in slips.problems)), icon=":material/error:")
        return
    _offer_stand_ins(basis, rebased, ways_out)
    _answer(found)
    _not_there_yet(rebased)
    rows = _chosen_rows(found)
    if not rows:
        st.info("No row matches. Show all rows, or search for another word.")
        return
    st.dataframe(
        _table(found, rows), hide_index=True, height=min(36 * len(rows) + 40, 520), placeholder="–",
        column_config=_shown_as(found), alt="The cards side by side",
    )  # fmt: skip
    st.download_button(
        "This comparison as CSV", lambda: csv_file(to_csv(found)),
        f"{file_name('-against-'.join(found.names))}.csv", "text/csv",
        on_click="ignore", icon=":material/download:", key="compare:csv",
    )  # fmt: skip
    _ranges(found, rows)


def _basis(cards: Sequence[RateCard], result: Comparison) -> Basis | str | None:
    """The basis asked for, None for as they stand, a text where what was typed cannot be."""
    row = st.columns([2, 2, 2])
    own = [Counter(rate.currency for rate in card.rates.values() if rate.currency) for card in cards]
    held = sorted(set().union(*own))
    known = [AS_THEY_ARE, *dict.fromkeys([*held, result.currency, "USD", "EUR", "GBP"])]
    alike = not own[-1] or all(one.keys() == own[-1].keys() for one in own)
    first = AS_THEY_ARE if alike else own[-1].most_common(1)[0][0]
    currency = row[0].selectbox(
        "Currency", known, index=known.index(first), key=f"compare:currency:{first}", help="Prices of all cards in it."
    )
    moves_money = currency != AS_THEY_ARE
    others = [code for code in held if code != currency]
    newest = min(filter(None, (newest_rate_date(card, currency, others) for card in cards)), default="")
    at = row[1].text_input(
        "Exchange rate of", value=newest if moves_money else "", key=f"compare:at:{currency}:{newest}",
        placeholder="each price's own date", disabled=not moves_money,
        help="A year (average) or a month, as 2024 or 2026-05. Empty: the date of each price.",
    )  # fmt: skip
    prices = row[2].text_input(
        "Prices of", value="", key="compare:prices", placeholder="as they stand",
        help="A year or a month, as 2024 or 2026-05: each rate is moved there by its own index. Empty: as they stand.",
    )  # fmt: skip
    if not moves_money and not prices.strip():
        return None
    if moves_money:
        for told in only_own(cards, [currency, *others]):
            st.info(plain(told), icon=":material/info:")
    try:
        return Basis(
            currency=currency if moves_money else None,
            currency_at=at.strip() or None if moves_money else None,
            price_date=prices.strip() or None,
            **(accepted(_box) if prices.strip() else {}),
        )
    except ProblemsFound as found:
        return "; ".join(problem.message for problem in found.problems)


def _box(name: str) -> str:
    return f"compare:{name}"


def only_own(cards: Sequence[RateCard], currencies: Iterable[str]) -> list[str]:
    """What to do about currencies that only a card's own series know, as a comparison reads published rates."""
    public = {code for one in catalogue().values() for code in one.pair or ()}
    told = []
    for code in dict.fromkeys(currencies):
        for card in cards if code not in public else ():
            if mine := [key for key, one in card.series.items() if code in (one.pair or ())]:
                told.append(
                    f"{code}: only {card.name} has an exchange rate for it, its own {', '.join(mine)}, and a "
                    "comparison reads published ones alone. Rebase that card with it first "
                    "(Currency, Exchange rate series)."
                )
    return told


def _offer_stand_ins(basis: Basis | None, rebased: Sequence[Rebased], place: Any) -> None:
    """What may stand in for a value that an index lacks, where prices are moved and some stop for it."""
    if basis is not None and basis.price_date is not None:
        offer(place, _box, stopped(outcome.reason for one in rebased for outcome in one.of("failed")))


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
    others = sum(count.other_dates for count in found.counts if count is not None)
    if others:
        st.caption(
            f"{counted(others)} {'is' if others == 1 else 'are'} in prices of another date than the first card's: the "
            "difference is also that of the years between. State the date under Prices of to take that out."
        )


def _not_there_yet(rebased: Sequence[Rebased]) -> None:
    failed = {one.card.name: outcomes for one in rebased if (outcomes := one.of("failed"))}
    count = sum(map(len, failed.values()))
    if not count:
        return
    told = "1 rate cannot be brought to this basis and stands as it was" if count == 1 else (
        f"{count:,} rates cannot be brought to this basis and stand as they were"
    )  # fmt: skip
    with st.expander(told, icon=":material/warning:"):
        for name, outcomes in failed.items():
            st.markdown(f"**{plain(name)}**: {counted(len(outcomes))}")
            reasons_table(outcomes, f"Rates of {name} that cannot be brought to the basis, by reason")


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
        "Unit": [_units(row) for row in rows],
        "Prices of": [_dates(row) for row in rows],
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


def _units(row: Row) -> str:
    """The unit of a row, or those of the cards in their order where they are unlike."""
    return " / ".join(dict.fromkeys(rate.unit for rate in row.rates if rate is not None))


def _dates(row: Row) -> str:
    """The price dates of a row: one, or those of the cards in their order."""
    dates = dict.fromkeys(rate.as_of for rate in row.rates if rate is not None and rate.currency is not None)
    return " / ".join(dates)


def _told(row: Row) -> str:
    said = [one.why for one in row.differences if one is not None and one.why]
    said += [note for notes in row.notes for note in notes if not note.startswith("price dates: ")]
    return "; ".join(dict.fromkeys(said))


def _shown_as(found: Differences) -> dict:
    shown = {name: st.column_config.NumberColumn(format=form) for name, form in _numbers(found).items()}
    for name in found.names:
        shown[name] = st.column_config.NumberColumn(format="%,.4g", width=150, help=name)
    shown["Unit"] = st.column_config.TextColumn(width=130, help="Of all cards, or card by card where they are unlike.")
    shown["Prices of"] = st.column_config.TextColumn(width=150, help="Of all cards, or card by card.")
    shown["What is priced"] = st.column_config.TextColumn(width=250, pinned=True)
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
