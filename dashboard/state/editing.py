"""Edits of the open scenario, each one step that can be taken back, and the forms that were begun beside it."""

import json
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from dashboard.fields import Place
from dashboard.state.shared import compared
from dashboard.state.visitor import cards, go, opened, session, step, text_of
from dashboard.state.work import Begun
from tcomodel import Comparison
from tcomodel.entry_at import at, put_at

KEPT = ("in_house", "pricing", "demand", "options")  # sections that stay when they are empty, so that they are missed


def draft() -> dict[str, Any]:
    """The scenario as edited, with the forms that were begun in it as if they were there already."""
    now = session()
    begun = now.steps[now.position].begun
    if not begun:
        return now.data
    data = json.loads(text_of(now.data))
    for place, template in begun:
        put_at(data, place, deepcopy(template))
    return data


def is_begun(place: Place) -> bool:
    """Whether this form is open and says nothing yet."""
    now = session()
    return any(place == one for one, _ in now.steps[now.position].begun)


def begin(place: Place, template: Any = None) -> None:
    """Open an empty form for something that is not there yet; it is written where it can be computed empty."""
    now = session()
    begun, new = now.steps[now.position].begun, (place, template or {})
    data, left = _with_begun((*begun, new), place)
    if isinstance(compared(text_of(data), now.folder, cards()), Comparison):
        step(text_of(data), place, left)
    elif not is_begun(place):
        step(text_of(now.data), place, (*begun, new))


def edit(place: Place, value: Any) -> None:
    """Put a value at a place, with the forms around it that were only begun; None takes out what stands there."""
    if value is None:
        _take_out(place)
        return
    now = session()
    data, left = _with_begun(now.steps[now.position].begun, place)
    put_at(data, place, value)
    step(text_of(data), place, left)


def _with_begun(begun: Begun, place: Place) -> tuple[dict[str, Any], Begun]:
    """The scenario with the begun forms around a place written into it, and the begun forms that are left."""
    data = json.loads(text_of(session().data))
    around = tuple(one for one in begun if place[: len(one[0])] == one[0])
    for start, template in around:
        put_at(data, start, deepcopy(template))
    return data, tuple(one for one in begun if one not in around)


def _take_out(place: Place) -> None:
    """Take an entry out, and the sections that are empty without it; their forms stay open."""
    now = session()
    data, begun, shifts = json.loads(text_of(now.data)), list(now.steps[now.position].begun), ()
    around = at(data, place[:-1])
    if isinstance(around, dict):
        around.pop(place[-1], None)
    elif isinstance(around, list) and isinstance(place[-1], int) and place[-1] < len(around):
        del around[place[-1]]
        shifts = place[:-1]
    within = place[:-1] if isinstance(place[-1], int) else place  # members that follow move up
    begun = [(one, template) for one, template in begun if one[: len(within)] != within]
    emptied = []
    for size in range(len(place) - 1, 0, -1):
        inner, outer = at(data, place[:size]), at(data, place[: size - 1])
        if inner not in ({}, []) or not isinstance(outer, dict) or place[size - 1] in KEPT:
            break
        del outer[place[size - 1]]
        if inner == {}:
            emptied.append((place[:size], {}))
    begun += [one for one in reversed(emptied) if one not in begun]
    step(text_of(data), place, tuple(begun), shifts)


def use_card(name: str | None) -> None:
    """Compute the scenario with a card of the shelf; None is the tool's own."""
    edit(("card",), name)


def take_rate(card: str | None, key: str, entries: Mapping[Place, Any]) -> None:
    """Let inputs take a rate of a card of the shelf, which the scenario is computed with from then on: one step."""
    data = json.loads(text_of(session().data))
    for place, entry in entries.items():
        put_at(data, place, entry)
    if card is not None:
        data["card"] = card
    step(text_of(data), ("card", key))


def put_in(data: Mapping[str, Any], told: str) -> None:
    """Put a whole scenario in the place of the open one, as one step; ``told`` says what that was."""
    now = session()
    step(text_of(data), (), now.steps[now.position].begun)
    now.taken = told, now.steps[now.position]


def change(data: Mapping[str, Any], place: Place = ()) -> None:
    """Put a changed scenario in the place of the open one, as one step that undo takes back."""
    now = session()
    begun = (one for one in now.steps[now.position].begun if _has_option(data, one[0]))
    step(text_of(data), place, tuple(begun))


def _has_option(data: Mapping[str, Any], place: Place) -> bool:
    """Whether the option a place lies in is still there; an open form of one that went goes with it."""
    return place[:1] != ("options",) or at(data, place[:2]) is not None


def reset(place: Place) -> None:
    """Put back what the scenario said when it was opened."""
    edit(place, opened(place))


def undo() -> None:
    """One step back."""
    go(session().position - 1)


def redo() -> None:
    """One step forward again."""
    go(session().position + 1)


def can_undo() -> bool:
    """Whether there is a step to go back to."""
    return session().position > 0


def can_redo() -> bool:
    """Whether a step was taken back that can be made again."""
    return session().position < len(session().steps) - 1
