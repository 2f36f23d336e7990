"""Rebase: the card brought to another price date, currency, unit or volume, as a new card beside the old one.

    1. prices of 2026-05 by each rate's own index    2. EUR at 2026-05
    98 rates move, 25 stay as they are, 6 cannot be moved

What the moves make of every rate is on the screen before anything is taken. A rate that cannot be moved stops the
rebase until another index is taken or a person says that it is left as it is.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from zlib import crc32

import streamlit as st

from dashboard import state
from dashboard.cards.form import Form
from dashboard.cards.price_date_form import offer_instead
from dashboard.cards.reasons import REPLACED, reasons_table
from dashboard.cards.rebase_making import last_rebase, make
from dashboard.cards.rebase_moves import moves_of
from dashboard.cards.rebase_table import SHOWN_AS, table_of
from dashboard.cards.shelf import OpenCard
from dashboard.cards.stand_ins import in_words, offer, stopped
from tcomodel import Comparison, RateCard
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.rebasing import (
    Currency,
    Move,
    Outcome,
    PriceDate,
    Rebased,
    Unit,
    preview,
)

ADVICE = {
    PriceDate: "take another index or another date above",
    Currency: "choose another exchange rate above",
    Unit: "state what lacks above",
}


def show(result: Comparison) -> None:
    """The moves, what they would make of the card, and the button."""
    open_card = state.shelf().open
    card = open_card.now
    last_rebase(card)
    keys = _which(card)
    rates = [card.rates[key] for key in keys]
    if not rates:
        st.info("No rate has all of that. Take a filter out.")
        return
    forms, moves = moves_of(card, rates, result)
    if not forms:
        return
    waiting = [f"{form.waits_for}" for form, move in zip(forms, moves, strict=True) if move is None and form.waits_for]
    complete = [move for move in moves if move is not None]
    if not complete:
        _offer_other_indices(forms, moves, None)
        _offer_stand_ins(forms, moves, None)
        asked = f"Say {' and '.join(waiting)}" if waiting else "Put right what is marked above"
        st.info(f"{asked}; what becomes of every rate is shown here at once.", icon=":material/arrow_upward:")
        return
    rebased = _previewed(open_card, complete, None if len(keys) == len(card) else keys)
    if isinstance(rebased, ProblemsFound):
        _offer_other_indices(forms, moves, None)
        _offer_stand_ins(forms, moves, rebased)
        _tell(rebased, forms, moves)
        return
    _offer_other_indices(forms, moves, rebased)
    _offer_stand_ins(forms, moves, rebased)
    _answer(open_card, rebased, whole=len(complete) == len(moves), waiting=waiting)


# ---------------------------------------------------------------- which rates


def _which(card: RateCard) -> tuple[str, ...]:
    """The keys of the rates that are moved, in the order of the card."""
    facts = {"Location": "location", "Item": "item", "Index": "index", "Unit": "unit"}
    with st.expander("Which rates", icon=":material/filter_alt:"):
        columns = st.columns(4)
        wanted = {}
        for place, (label, fact) in zip(columns, facts.items(), strict=True):
            held = sorted({getattr(rate, fact) for rate in card.rates.values()} - {""})
            wanted[fact] = place.multiselect(label, held, key=f"rebase:{fact}", placeholder="all",
                                             persist_state="session")  # fmt: skip
    keys = tuple(
        key for key, rate in card.rates.items()
        if all(not held or getattr(rate, fact) in held for fact, held in wanted.items())
    )  # fmt: skip
    told = f"all {len(card):,} rates" if len(keys) == len(card) else f"{len(keys):,} of {len(card):,} rates"
    st.caption(f"The moves below are for {told}.")
    return keys


# ---------------------------------------------------------------- what they would make of the card


def _previewed(open_card: OpenCard, moves: Sequence[Move], keys: tuple[str, ...] | None) -> Rebased | ProblemsFound:
    """The preview, worked out again only when the card, the moves or the rates change."""
    today = date.today().isoformat()

    def find() -> Rebased | ProblemsFound:
        try:
            return preview(open_card.now, moves, keys, on=today)
        except ProblemsFound as found:
            return found

    return open_card.remembered("rebase", find, (tuple(moves), keys, today))


def _tell(found: ProblemsFound, forms: Sequence[Form], moves: Sequence[Move | None]) -> None:
    """What keeps a move from being made at all, in its form."""
    for problem in found.problems:
        place = next((at for at, move in enumerate(moves) if _is_about(problem, move)), 0)
        forms[place].tell([replace(problem, message=in_words(problem.message))])
    st.info("Put right what is marked above; what becomes of every rate is shown here then.")


def _is_about(problem: Problem, move: Move | None) -> bool:
    return type(move).__name__ == problem.where.partition(".")[0]


def _offer_stand_ins(
    forms: Sequence[Form], moves: Sequence[Move | None], found: Rebased | ProblemsFound | None
) -> None:
    """In the forms of moves that read an index: what may stand in for a value that lacks."""
    for form, move in zip(forms, moves, strict=True):
        if form.stand_ins_place is None:
            continue
        reasons: list[str] = []
        if isinstance(found, ProblemsFound):
            reasons = [problem.message for problem in found.problems if _is_about(problem, move)]
        elif found is not None and move is not None:
            reasons = [one.reason for one in found.of("failed") if one.reason.startswith(f"{move.what}: ")]
        what = "" if isinstance(found, ProblemsFound) else "rate"
        offer(form.stand_ins_place, form.key, stopped(reasons), form.stand_ins, what)


def _offer_other_indices(forms: Sequence[Form], moves: Sequence[Move | None], rebased: Rebased | None) -> None:
    """In the forms of price dates: another index for those that have no value, with the reason."""
    failed: dict[str, list[str]] = {}
    for outcome in [] if rebased is None else rebased.of("failed"):
        if found := REPLACED.search(outcome.reason):
            why = outcome.reason[: found.start()].removeprefix("price date: ").removeprefix(f"{found[1]} ")
            failed.setdefault(found[1], []).append(in_words(why))
    moving = set() if rebased is None else {outcome.before.index for outcome in rebased.of("moved")}
    for form, move in zip(forms, moves, strict=True):
        if form.instead_place is not None:
            offer_instead(form, failed if isinstance(move, PriceDate) else {}, moving)


def _answer(open_card: OpenCard, rebased: Rebased, whole: bool, waiting: Sequence[str]) -> None:
    """How many rates move, the button, and the tables."""
    moved, stay, failed = (rebased.of(outcome) for outcome in ("moved", "kept", "failed"))
    parts = [f"{len(moved):,} {'rate moves' if len(moved) == 1 else 'rates move'}"]
    parts += [f"{len(stay):,} {'stays as it is' if len(stay) == 1 else 'stay as they are'}"] if stay else []
    parts += [f"{len(failed):,} cannot be moved"] if failed else []
    st.subheader(", ".join(parts), anchor=False)
    if not moved:
        st.info("Nothing would change. Choose another date, currency or unit, or take another index.")
    left = _leave(rebased, failed) if failed else True
    if moved:
        make(open_card, rebased, ready=left and whole, left=bool(failed), waiting=waiting)
        table = open_card.remembered("rebase table", lambda: table_of(moved), rebased)
        st.dataframe(table, hide_index=True, column_config=SHOWN_AS, placeholder="",
                     alt=f"The {len(moved)} rates that move, before and after")  # fmt: skip
    if stay:
        with st.expander(f"{len(stay):,} stay as they are"):
            reasons_table(stay, "The rates that stay, by reason")


def _leave(rebased: Rebased, failed: Sequence[Outcome]) -> bool:
    """The rates that cannot be moved with their reasons; whether a person said to leave them."""
    count = len(failed)
    it = "This rate" if count == 1 else f"These {count:,} rates"
    them = "it as it is" if count == 1 else "them as they are"
    advice = dict.fromkeys(ADVICE.get(type(move), "change the move") for move in rebased.moves)
    st.warning(
        f"{it} cannot be moved, which stops the rebase. To go on, {', '.join(advice)}, or leave {them}.",
        icon=":material/warning:",
    )
    reasons_table(failed, "The rates that cannot be moved, by reason")
    named = crc32("\n".join(outcome.key for outcome in failed).encode())
    label = (
        "Leave this one as it is (it keeps its date, currency and unit)" if count == 1
        else f"Leave these {count:,} as they are (they keep their date, currency and unit)"
    )  # fmt: skip
    return st.checkbox(label, key=f"rebase:leave:{named}", persist_state="session")
