"""What this screen asks of the library, and what it answers: texts that keep their numbers, and problems in words.

A scenario is kept with the rates it was computed with, so that a version opened next year says what it said when it
was saved. Where the tool's card still says the same, it is the tool's card again. The first line of its text is the
answer it had, so that whoever opens it is told where the tool itself says something else by now.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from dashboard import answer, state
from dashboard.formats import plain
from dashboard.library import Conflict, Saved, Version
from dashboard.library.visitor import library, owner
from tcomodel import Comparison, RateCard, read_scenario
from tcomodel.card_choice import is_same
from tcomodel.months import SHORT_NAMES
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.rates.in_use import in_use_of
from tcomodel.readers.scenario_file import standalone

LONGEST_NAME = 80  # characters, in a scenario as in the list
Answer = TypeVar("Answer")
TOLD, CONFLICT, SLIPS = "scenarios: told", "scenarios: conflict", "library"


@dataclass(frozen=True)
class Told:
    """What was just done, how it is taken back where it can be, and what to mind."""

    text: str
    undo: Callable[[], None] | None = None
    mind: str = ""


# ---------------------------------------------------------------- texts and scenarios


def text_of(result: Comparison) -> str:
    """The scenario as it is kept: by itself, with the rates it used, below the answer it has."""
    return f"# {answer.in_one_line(result)}\n{standalone(result, own_card=True)}"


def answer_in(text: str) -> str:
    """The answer a kept text had when it was kept, in one line; empty where it does not say."""
    first = text.partition("\n")[0]
    return first.removeprefix("# ") if first.startswith("# ") else ""


def data_of(text: str, name: str = "") -> dict[str, Any]:
    """The scenario of a kept text as plain data, under a name where it has another by now.

    Raises ProblemsFound where it cannot be read.
    """
    scenario = read_scenario(text, name or "scenario")
    data = dict(scenario.data)
    card, standard = scenario.card, state.standard_card()
    if isinstance(card, RateCard) and is_same(card, in_use_of(standard, card.rates)):
        del data["card"]
    if name:
        data["name"] = name[:LONGEST_NAME]
    return data


def computed(version: Version) -> Comparison | tuple[Problem, ...]:
    """What a version costs, with the rates it was saved with."""
    try:
        return state.computed(data_of(version.text or ""), None)
    except ProblemsFound as found:
        return found.problems


# ---------------------------------------------------------------- asking the library


def asked(question: Callable[[], Answer]) -> Answer | None:
    """The answer to a question that is put on the page; None where there is none, and the page says why."""
    try:
        return question()
    except ProblemsFound as found:
        slip("Saved scenarios cannot be read.", found.problems)
        return None


def done(action: Callable[[], Any]) -> Any:
    """The outcome of something a person asked for; None where it failed, which the page says on top."""
    state.keep(TOLD, None)
    state.keep(CONFLICT, None)
    state.tell_slips(SLIPS, ())
    try:
        return action()
    except Conflict as meanwhile:
        state.keep(CONFLICT, (meanwhile.latest, state.session().steps[0].text))
    except ProblemsFound as found:
        state.tell_slips(SLIPS, found.problems)
    return None


def conflict() -> Version | None:
    """The version that somebody saved meanwhile, while the scenario that could not be saved is open."""
    found = state.kept(CONFLICT)
    return found[0] if found is not None and found[1] == state.session().steps[0].text else None


def tell(text: str, undo: Callable[[], None] | None = None, mind: str = "") -> None:
    """Say on top of the page what was done, with the button that takes it back where that can be."""
    state.keep(TOLD, Told(text, undo, mind))


def slip(what: str, problems: tuple[Problem, ...]) -> None:
    """Problems on the page, with what they keep from being done."""
    told = " ".join(f"{one.where}: {one.message}." if one.where else f"{one.message}." for one in problems)
    st.error(f"**{plain(what)}** {plain(told)}", icon=":material/error:")


def saved(deleted: bool = False) -> list[Saved]:
    """The saved scenarios of this visitor, the one saved last first."""
    return library().saved(owner(), deleted=deleted)


def version(version_id: int) -> Version:
    """One version with its text."""
    return library().version(owner(), version_id)


def is_changed(scenario_id: int | None = None) -> bool:
    """Whether what is open says something else than the version it was saved as, or opened from; of this scenario."""
    now = state.session()
    if now.saved is None or scenario_id not in (None, now.saved.scenario_id):
        return False
    return (now.steps[now.position].text, card_named()) != (now.saved.text, now.saved.card)


def card_named() -> str:
    """The fingerprint of the card of the shelf that the open scenario names, as the card is now; empty for none."""
    named = state.session().data.get("card")
    return state.shelf()[named].fingerprint if isinstance(named, str) and named in state.shelf() else ""


# ---------------------------------------------------------------- words


def when(moment: datetime) -> str:
    """``22 Nov 2026, 14:05`` on the clock of whoever looks."""
    try:
        here = moment.astimezone(ZoneInfo(st.context.timezone or "UTC"))
    except (ZoneInfoNotFoundError, ValueError):
        here = moment.astimezone(UTC)
    zone = " UTC" if here.utcoffset() == UTC.utcoffset(None) else ""
    return f"{here.day} {SHORT_NAMES[here.month - 1]} {here.year}, {here:%H:%M}{zone}"


def headline(result: Comparison) -> str:
    """The answer as the list of saved scenarios shows it."""
    return answer.headline(result)[:500]
