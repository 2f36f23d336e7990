"""Work that survives a reload and a lost connection: a draft of it is kept under a token in the page's address.

    http://dashboard.example/options?work=q1X0cR6uYkqHc8Yw2o0s1A

A new session with a token in its address takes up the work it finds there and goes on under a token of its own: two
windows with the same address never write into each other's draft. Nothing is kept before something was changed.
"""

import json
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

import streamlit as st

from dashboard import answer
from dashboard.cards.shelf import OpenCard, Shelf
from dashboard.library.keeper import DAYS_KEPT, keeper
from dashboard.library.visitor import library, library_later, owner
from dashboard.state.packing import Kept, pack, unpack
from dashboard.state.shared import DEFAULT, SCENARIOS, Cards, compared, standard_card
from dashboard.state.work import Session
from tcomodel import Comparison
from tcomodel.problems import Problem, ProblemsFound

PARAMETER = "work"
TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")
SECONDS_FOR_THE_LAST = 2.0  # that a reload waits for what is not written yet
LASTING = ("levers", "guided start", "guided start asked", "risk draws", "risk seed", "negotiate part")  # of ``keep``
WIDGETS_OF_ONE_SESSION = 1_000_000  # numbers of widgets that a session uses at most


@dataclass
class Address:
    """Where this visitor's work is kept, and what is to be said about it."""

    token: str
    kept: Kept | None = None  # what was handed over to be kept last
    restored: datetime | None = None  # when the work that was taken up here had been kept
    lost: tuple[Problem, ...] = ()  # why the work of the address could not be taken up
    moved: str = ""  # that the answer is another by now than when the work was kept


def address() -> Address:
    """Where this visitor's work is kept."""
    if "address" not in st.session_state:
        st.session_state["address"] = Address(secrets.token_urlsafe(16))
    return st.session_state["address"]


# ---------------------------------------------------------------- keeping


def keep_work(result: Comparison | None) -> None:
    """Have the work kept when it changed, and let the address say where; costs next to nothing when it did not.

    Without a result it is kept without an answer: that comes with the page.
    """
    if "session" not in st.session_state:
        return
    now, left = st.session_state["session"], st.session_state.get("session left")
    here = address()
    same = "" if here.kept is None else here.kept.answer
    answered = same if result is None else answer.in_one_line(result)
    kept = _kept(now, st.session_state.get("shelf"), left, answered)
    if here.kept is None and _is_pristine(kept):
        return
    if kept != here.kept:
        kept = kept if result is not None else replace(kept, answer="")
        keeper.put(library_later(), here.token, owner(), lambda: pack(kept))
        here.kept = kept
    if st.query_params.get(PARAMETER) != here.token:
        st.query_params[PARAMETER] = here.token


def while_waiting() -> Callable[[], None]:
    """What a page does at each look while it waits for its turn.

    At the first one the work is kept, as its visitor may reload before the turn comes; more often would take fifty
    waiting pages half of the processor.
    """
    has_looked = False

    def look() -> None:
        nonlocal has_looked
        if not has_looked:
            keep_work(None)
            has_looked = True
        end_if_unwanted()

    return look


def end_if_unwanted() -> None:
    """End the page here where its visitor has changed something since, or has gone: by an exception that is no error.

    The framework asks that at each look at a state.
    """
    st.session_state.get("session")


def not_kept() -> tuple[Problem, ...]:
    """Why the work is not being kept; empty while it is."""
    return keeper.failure(address().token)


def _kept(now: Session, shelf: Shelf | None, left: Session | None, answered: str) -> Kept:
    cards = [] if shelf is None else [one for name, one in shelf.cards.items() if name != shelf.standard]
    return Kept(
        now.name,
        now.folder == str(SCENARIOS),
        json.dumps(now.opened, ensure_ascii=False),
        tuple(now.steps),
        now.position,
        now.good,
        now.saved,
        tuple((card.opened, card.now) for card in cards),
        "" if shelf is None or shelf.chosen == shelf.standard else shelf.chosen,
        now.counts_from,
        _beside(),
        answered,
        None if left is None or not left.is_own else _kept(left, None, None, ""),
    )


def _beside() -> str:
    """What lasts of the small things, as JSON; what JSON cannot say does not last."""
    found = {}
    for name in LASTING:
        if (value := st.session_state.get(f"kept {name}")) in (None, {}, False):
            continue
        with suppress(TypeError, ValueError):
            found[name] = json.dumps(value, ensure_ascii=False)
    return json.dumps(found, ensure_ascii=False)


def _is_pristine(kept: Kept) -> bool:
    """Whether this is what everybody sees at first."""
    is_example = kept.name == DEFAULT and kept.is_sample and len(kept.steps) == 1 and kept.saved is None
    return is_example and not kept.cards and kept.beside == "{}"


# ---------------------------------------------------------------- taking up again


def recall() -> None:
    """At the start of a session: take up the work that the address names, if it names any."""
    if "address" in st.session_state:
        return
    here, token = address(), st.query_params.get(PARAMETER, "")
    if not token:
        return
    try:
        keeper.flush(SECONDS_FOR_THE_LAST, token)  # a reload right after a change
        draft = library().draft(token, owner()) if TOKEN.fullmatch(token) else None
        if draft is None:
            message = f"nothing is kept there: work is kept for {DAYS_KEPT} days after its last change"
            here.lost = (Problem("", message),)
            del st.query_params[PARAMETER]
            return
        _take_up(unpack(draft.content))
        here.restored = draft.kept_at
    except ProblemsFound as found:
        here.lost = found.problems


def _take_up(kept: Kept) -> None:
    """Go on with what was kept. Raises ProblemsFound where nothing of it can be computed."""
    shelf = Shelf(standard_card())
    for opened, now in kept.cards:
        steps = [opened] if now is opened else [opened, now]
        shelf.cards[now.name] = OpenCard(opened, steps, len(steps) - 1)
    shelf.chosen = kept.chosen if kept.chosen in shelf else shelf.standard
    cards = Cards({name: card for name, card in shelf.by_name.items() if name != shelf.standard})
    session, left = _session(kept, cards), _left(kept, cards)
    good = compared(session.good, session.folder, cards)
    if session.good == kept.good and isinstance(good, Comparison):
        address().moved = answer.moved_since("When it was kept", kept.answer, good)
    st.session_state["shelf"], st.session_state["session"] = shelf, session
    if left is not None:
        left.shown, left.counts_from = session.shown, session.counts_from
        st.session_state["session left"] = left
    for name, value in json.loads(kept.beside).items():
        if name in LASTING:
            st.session_state[f"kept {name}"] = json.loads(value)


def _left(kept: Kept, cards: Cards) -> Session | None:
    """What was left for the work that was kept; what nobody can compute any more is no way back."""
    with suppress(ProblemsFound):
        return None if kept.left is None else _session(kept.left, cards)
    return None


def _session(kept: Kept, cards: Cards) -> Session:
    """One scenario with its steps. Raises ProblemsFound where nothing of it can be computed."""
    folder = str(SCENARIOS) if kept.is_sample else None
    return Session(
        kept.name,
        folder,
        json.loads(kept.opened),
        list(kept.steps),
        kept.position,
        good=_computable(kept, folder, cards),
        data=json.loads(kept.steps[kept.position].text),
        saved=kept.saved,
        counts_from=kept.counts_from + WIDGETS_OF_ONE_SESSION,
    )


def _computable(kept: Kept, folder: str | None, cards: Cards) -> str:
    """The text that can be computed and stands nearest: the present one, the last good one, one on the way here."""
    now: tuple[Problem, ...] = ()
    back = [step.text for step in reversed(kept.steps[: kept.position])]
    for text in dict.fromkeys([kept.steps[kept.position].text, kept.good, *back]):
        found = compared(text, folder, cards)
        if isinstance(found, Comparison):
            return text
        now = now or found
    raise ProblemsFound(now)


# ---------------------------------------------------------------- saying so, once


def restored() -> datetime | None:
    """When the work that was taken up here had been kept; None where none was, or that was said."""
    return address().restored


def moved() -> str:
    """That the answer is another by now than when the work was kept; empty where it is the same, or that was said."""
    return address().moved


def not_restored() -> tuple[Problem, ...]:
    """Why the work that the address names is not here; empty where it is, or that was said."""
    return address().lost


def said() -> None:
    """What was to be said about the work that was taken up was read."""
    here = address()
    here.restored, here.lost, here.moved = None, (), ""
