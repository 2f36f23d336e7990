"""What this visitor has open: the rate cards, the scenario with its steps, and the last good result."""

import json
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import streamlit as st

from dashboard.cards.shelf import Shelf
from dashboard.fields import Place
from dashboard.state.drafts import keep_work, recall
from dashboard.state.shared import DEFAULT, SCENARIOS, Cards, compared, standard_card
from dashboard.state.work import Begun, Session, Step
from tcomodel import Comparison, RateCard, Scenario, load_scenario
from tcomodel.entry_at import at
from tcomodel.problems import Problem, ProblemsFound

LONGEST_HISTORY = 200


def session() -> Session:
    """This visitor's work; the default example at first. Raises ProblemsFound when not even that can be read."""
    if "session" not in st.session_state:
        recall()
    if "session" not in st.session_state:
        scenario, folder = load_scenario(SCENARIOS / DEFAULT), str(SCENARIOS)
        found = compared(text_of(scenario.data), folder, cards())  # made once for all visitors
        if not isinstance(found, Comparison):
            raise ProblemsFound(found)
        start(scenario, DEFAULT, folder)
    return st.session_state["session"]


def shelf() -> Shelf:
    """The rate cards this visitor has open."""
    if "shelf" not in st.session_state:
        recall()
    if "shelf" not in st.session_state:
        st.session_state["shelf"] = Shelf(standard_card())
    return st.session_state["shelf"]


def cards() -> Cards:
    """The cards that scenarios of this visitor may name, as they are now, without the tool's own."""
    return Cards({name: card for name, card in shelf().by_name.items() if name != shelf().standard})


def result() -> Comparison:
    """The last good result: of the scenario as edited, or, while that has problems, of the last one without.

    What keeps it from being computed may be a card that was changed or closed: the last result stays with the cards
    that it was made with.
    """
    now, mine = session(), cards()
    text = now.steps[now.position].text
    found = compared(text, now.folder, mine)
    if isinstance(found, Comparison):
        now.good, now.good_cards, now.problems = text, mine, ()
    else:
        kept_cards = mine if now.good_cards is None else now.good_cards
        now.problems, found = found, compared(now.good, now.folder, kept_cards)
        if not isinstance(found, Comparison):
            raise ProblemsFound(found)
    keep_work(found)
    return found


def card_in_use() -> RateCard:
    """The card behind the result that is shown."""
    return result().model.card


def computed(data: Mapping[str, Any], folder: str | None) -> Comparison | tuple[Problem, ...]:
    """What a scenario would cost with this visitor's cards, without opening it."""
    return compared(text_of(data), folder, cards())


def opened(place: Place) -> Any:
    """What the scenario said at a place when it was opened, None where it said nothing.

    Of an option, or a price for each location, that was made since: what it said then, as far as the steps go to
    where one stands.
    """
    now = session()
    for whole, said in reversed(now.steps[now.position].made):
        if place[: len(whole)] == whole:
            return at(said, place[len(whole) :])
    return at(now.opened, place)


def same_place(place: Place) -> bool:
    """Whether a place means the same now as when the scenario was opened: no list on the way lost or won a member."""
    now = session()
    shifted = now.steps[now.position].shifted
    lists = [place[:position] for position, name in enumerate(place) if isinstance(name, int)]
    return all(one not in shifted and len(opened(one) or ()) == len(at(now.data, one) or ()) for one in lists)


def made(place: Place) -> None:
    """Let what was just made, such as an option, count as opened the way it is: its form shows what it says now.

    It is a matter of the step that made it, and goes and comes with that by undo and redo.
    """
    now, size = session(), len(place)
    this = now.steps[now.position]
    others = tuple(one for one in this.made if one[0][:size] != place)
    now.steps[now.position] = this._replace(
        made=(*others, (place, deepcopy(at(now.data, place)))),
        shifted=tuple(one for one in this.shifted if one[:size] != place),
    )


def last_good(place: Place) -> Any:
    """What the last state that could be computed says at a place, None where it says nothing."""
    return at(json.loads(session().good), place)


# ---------------------------------------------------------------- how it changes


def start(scenario: Scenario, name: str, folder: str | None) -> None:
    """Open a scenario that can be computed; what was open before is left, and can be gone back to."""
    text = text_of(scenario.data)
    if (left := st.session_state.get("session")) is not None:
        st.session_state["session left"] = left
    new = Session(name, folder, json.loads(text), [Step(text)], good=text, data=json.loads(text))
    if left:
        new.shown, new.counts_from = left.shown, left.counts_from
    st.session_state["session"] = new


def step(text: str, place: Place, begun: Begun = (), shifts: Place = ()) -> None:
    """Go on to another state of the open scenario; ``place`` is what was changed, ``shifts`` a list that lost one."""
    now = session()
    this = now.steps[now.position]
    new = this._replace(text=text, begun=begun)
    if new == this:
        return
    if shifts:
        new = new._replace(shifted=tuple(dict.fromkeys((*this.shifted, shifts))))
    now.steps = [*now.steps[: now.position + 1], new][-LONGEST_HISTORY:]
    now.position = len(now.steps) - 1
    now.data = json.loads(text)
    now.last_edit = place
    now.accepted = ""


def go(position: int) -> None:
    """Go back or forward to a step that was made."""
    now = session()
    now.position = min(max(position, 0), len(now.steps) - 1)
    now.data = json.loads(now.steps[now.position].text)
    now.last_edit = ()


def text_of(data: Mapping[str, Any]) -> str:
    """A scenario's data as the text it is kept as."""
    return json.dumps(data, ensure_ascii=False)
