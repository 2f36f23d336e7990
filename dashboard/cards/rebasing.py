"""Rebase: the card brought to another price date, currency, unit or volume, as a new card beside the old one.

    1. prices of 2026-05 by each rate's own index    2. EUR at 2026-05
    98 rates move, 25 stay as they are, 6 cannot be moved

What the moves make of every rate is on the screen before anything is taken. A rate that cannot be moved stops the
rebase until another index is taken or a person says that it is left as it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from zlib import crc32

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.cards.form import Form
from dashboard.cards.move_forms import KINDS
from dashboard.cards.price_date_form import offer_instead
from dashboard.cards.reasons import REPLACED, in_plain_words, reasons_table
from dashboard.cards.shelf import OpenCard
from dashboard.cards.stand_ins import in_words, offer, stopped
from dashboard.cards.unit_form import UNITS_IN_WORDS
from dashboard.formats import plain
from tcomodel import Comparison, RateCard
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.rates import Rate
from tcomodel.rebasing import (
    ConstantPrices,
    Currency,
    Move,
    Outcome,
    PriceDate,
    Rebased,
    ReferencePeriod,
    Unit,
    VolumeBaseline,
    preview,
    taken,
    undone,
)
from tcomodel.rebasing.rebase import last_number

ORDER, LAST_ORDER, NAMED = "rebase: moves", "rebase: last moves", "rebase: name"
Ordered = tuple[tuple[int, str], ...]  # the number of each move's form, and what it was begun as
FIRST: Ordered = ((1, "Price date"),)
UNDONE = "undone"
ADVICE = {
    PriceDate: "take another index or another date above",
    Currency: "choose another exchange rate above",
    Unit: "state what lacks above",
}


def show(result: Comparison) -> None:
    """The moves, what they would make of the card, and the button."""
    open_card = state.shelf().open
    card = open_card.now
    _last_rebase(card)
    keys = _which(card)
    rates = [card.rates[key] for key in keys]
    if not rates:
        st.info("No rate has all of that. Take a filter out.")
        return
    forms, moves = _moves(card, rates, result)
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


# ---------------------------------------------------------------- the moves in their order


def _moves(card: RateCard, rates: Sequence[Rate], result: Comparison) -> tuple[list[Form], list[Move | None]]:
    """The forms of the moves in their order, and what each gives."""
    order: Ordered = state.kept(ORDER, FIRST)
    forms, moves = [], []
    for place, (number, begun_as) in enumerate(order):
        with st.container(border=True):
            kind = _head(order, place, begun_as)
            form = Form(f"rebase:{number}:{kind}", rates, card, result)
            moves.append(KINDS[kind](form))
            form.below = st.container()
        forms.append(form)
    with st.container(horizontal=True, gap="small"):
        label, about = ("Then also …", "Another move after these, in this order.")
        if not order:
            label, about = "Start a move", "Say what to do with this card."
        st.button(label, icon=":material/add:", on_click=_add, key="rebase:add", help=about)
        last = state.kept(LAST_ORDER)
        if last and last != order:
            st.button("Same moves as last time", icon=":material/replay:", on_click=state.keep, args=(ORDER, last),
                      key="rebase:again", help="The moves of the rebase made before, for this card.")  # fmt: skip
    return forms, moves


def _head(order: Ordered, place: int, begun_as: str) -> str:
    """Which move it is, its number, and the buttons that put it elsewhere or take it out."""
    number = order[place][0]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if len(order) > 1:
            st.markdown(f"**{place + 1}.**", width="content")
        kind = st.segmented_control(
            "What to do", list(KINDS), default=begun_as, required=True, key=f"rebase:{number}:kind",
            persist_state="session", label_visibility="collapsed",
        )  # fmt: skip
        if len(order) > 1:
            for icon, by, told, off in (
                ("arrow_upward", -1, "Earlier", place == 0),
                ("arrow_downward", 1, "Later", place == len(order) - 1),
            ):
                st.button("", icon=f":material/{icon}:", key=f"rebase:{told}:{number}", on_click=_put, disabled=off,
                          args=(place, place + by), help=told, type="tertiary")  # fmt: skip
            st.button("", icon=":material/close:", key=f"rebase:out:{number}", on_click=_drop, args=(place,),
                      help="Take this move out", type="tertiary")  # fmt: skip
    return kind or begun_as


def _add() -> None:
    order: Ordered = state.kept(ORDER, FIRST)
    there = {state.widget_value(f"rebase:{number}:kind", begun_as) for number, begun_as in order}
    following = next((kind for kind in KINDS if kind not in there), "Price date")
    state.keep(ORDER, (*order, (_next_number(), following)))


def _put(place: int, other: int) -> None:
    order = list(state.kept(ORDER, FIRST))
    order[place], order[other] = order[other], order[place]
    state.keep(ORDER, tuple(order))


def _drop(place: int) -> None:
    order: Ordered = state.kept(ORDER, FIRST)
    state.keep(ORDER, (*order[:place], *order[place + 1 :]))


def _next_number() -> int:
    return 1 + max(number for number, _ in (*state.kept(ORDER, FIRST), *(state.kept(LAST_ORDER) or FIRST)))


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
        _make(open_card, rebased, ready=left and whole, left=bool(failed), waiting=waiting)
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


def table_of(moved: Sequence[Outcome]) -> pd.DataFrame:
    """The rates that move, before and after, with the working; columns that say nothing are left out."""
    befores, afters = [one.before for one in moved], [one.after for one in moved]
    columns: dict[str, Any] = {
        "What is priced": [rate.title for rate in befores],
        "Before": [rate.figure() for rate in befores],
        "Factor": [one.factor for one in moved],
        "After": [rate.figure() for rate in afters],
        "Unit": [_from_to(a.unit, b.unit) for a, b in zip(befores, afters, strict=True)],
        "Prices of": [_from_to(a.as_of, b.as_of) for a, b in zip(befores, afters, strict=True)],
    }
    if any((a.over, a.up_to) != (b.over, b.up_to) for a, b in zip(befores, afters, strict=True)):
        columns["Volume band"] = [_from_to(_band(a), _band(b)) for a, b in zip(befores, afters, strict=True)]
    columns["How"] = [one.derivation for one in moved]
    if any(one.reason for one in moved):
        columns["Left as it is by"] = [in_plain_words(one.reason) for one in moved]
    columns |= {"Source": [one.source for one in moved], "Location": [rate.location for rate in befores]}
    columns["Key"] = [one.key for one in moved]
    return pd.DataFrame(columns)


def _from_to(before: str, after: str) -> str:
    return after if before == after else f"{before} → {after}"


def _band(rate: Rate) -> str:
    edges = (("over", rate.over), ("up to", rate.up_to))
    return " ".join(f"{word} {edge:,.10g}" for word, edge in edges if edge is not None)


def _number(help_text: str, width: int = 90) -> Any:
    return st.column_config.NumberColumn(help=help_text, format="%,.6g", width=width)


SHOWN_AS: Mapping[str, Any] = {
    "What is priced": st.column_config.TextColumn(width=260, pinned=True),
    "Before": _number("The figure as it is now (of a range: its base)."),
    "Factor": _number("What the figures are multiplied by, all moves together."),
    "After": _number("The figure of the new card."),
    "Unit": st.column_config.TextColumn(width=200),
    "Prices of": st.column_config.TextColumn(width=130),
    "Volume band": st.column_config.TextColumn(width=200),
    "How": st.column_config.TextColumn("How", help="The working, as it goes on record.", width=460),
    "Source": st.column_config.TextColumn(width=260),
    "Location": st.column_config.TextColumn(width=110),
    "Key": st.column_config.TextColumn(width=180),
}


# ---------------------------------------------------------------- making it, and going back


def _make(open_card: OpenCard, rebased: Rebased, ready: bool, left: bool, waiting: Sequence[str]) -> None:
    """The name of the new card and the button."""
    shelf = state.shelf()
    default = shelf.free_name(name_of(rebased.card.name, rebased.moves))
    typed_for, typed = state.kept(NAMED, ("", ""))
    value = typed if typed_for == rebased.card.name and typed else default
    key = state.widget_shows("rebase:name", value)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input("Name of the new card", value, key=key, max_chars=100, on_change=_named, args=(key,), width=520)
        st.button(
            "Make the rebased card", type="primary", icon=":material/check:", key="rebase:make", on_click=_made,
            args=(open_card, rebased, value, left), disabled=not ready or shelf.is_full,
            help="The new card is put on the shelf; the old one stays as it is.",
        )  # fmt: skip
    if shelf.is_full:
        st.caption("The shelf is full. Close a card first.")
    elif waiting:
        st.caption(f"Before that, say {' and '.join(waiting)}, or take that move out.")
    elif not ready:
        st.caption("Before that, say what becomes of the rates that cannot be moved.")


def _named(key: str) -> None:
    typed = str(state.widget_changed(key) or "").strip()
    state.keep(NAMED, (state.shelf().open.now.name, typed))


def name_of(name: str, moves: Sequence[Move]) -> str:
    """A name that says the basis: ``Vendor A 2024 in EUR, prices of 2026-05``."""
    told: dict[str, str] = {}
    money = ""
    for move in moves:
        match move:
            case Currency():
                money = f" in {move.to}"
            case PriceDate():
                told["date"] = f"prices of {move.to}"
            case ConstantPrices():
                told["date"] = f"constant prices of {move.to}"
            case Unit():
                told["unit"] = f"for {UNITS_IN_WORDS.get(move.to, move.to)}"
            case VolumeBaseline():
                told["volume"] = f"at {move.after:,.10g} units a month"
            case ReferencePeriod():
                told["index"] = f"{move.index} on {move.period}"
    return ", ".join([name + money, *told.values()])


def _made(open_card: OpenCard, rebased: Rebased, name: str, left: bool) -> None:
    shelf = state.shelf()
    old = rebased.card.name
    if open_card.now is not rebased.card or shelf.is_full:
        return
    new = shelf.put(taken(rebased, leave=left, name=shelf.free_name(name)))
    state.keep(NAMED, ("", ""))
    state.keep(LAST_ORDER, state.kept(ORDER, FIRST))
    state.keep(ORDER, ())  # nothing more is proposed for a card that was just made
    shelf.told = (
        f"{new.name} is on the shelf and on the screen; {old} stays as it was. Each rate that moved has the step on "
        "record. To go back, close this card or take the rebase back below."
    )


def _last_rebase(card: RateCard) -> None:
    """What the last rebase of this card was, and the way back."""
    number = last_number(card)
    if not number:
        return
    line = next(line for line in reversed(card.record) if line.startswith(f"Rebase {number}"))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", border=True):
        st.markdown(plain(line), width="stretch")
        st.button("Take the last rebase back", icon=":material/undo:", key="rebase:back", on_click=_take_back)
    for problem in state.slips_of(UNDONE):
        st.markdown(f":red[{plain(f'{problem.where}: {problem.message}')}]")


def _take_back() -> None:
    shelf = state.shelf()
    try:
        card = undone(shelf.open.now)
    except ProblemsFound as found:
        state.tell_slips(UNDONE, found.problems)
        return
    state.tell_slips(UNDONE, ())
    shelf.change(card, "The rebase is taken back: every rate is what it was before. Undo brings the rebase back.")
