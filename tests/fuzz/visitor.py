"""A visitor of the dashboard without a browser: what she does, and what must hold after each of it.

    visitor = Visitor("explain", line="manila.fee", month="99")
    visitor.type(chance, "36.000")
    visitor.state()      what is hers: the scenario with its steps, the rate cards, what she saved

No screen fails, and what is on it is what the last step says.
"""

import json
from collections.abc import Callable, Mapping
from random import Random
from typing import Any, NamedTuple

from streamlit import config
from streamlit.testing.v1 import AppTest

from tests.fuzz.outcome import Broken
from tests.fuzz.texts import FACTORS
from tests.fuzz.ways.library import library

PATIENCE = 300  # seconds a screen may take, on whatever machine; the limit of a case comes first
SCRIPT = """
import json
from dashboard import state
from dashboard.frame import SCREENS
if {data!r} and not state.kept("prepared"):
    state.keep("prepared", True)
    assert state.open_data(json.loads({data!r}), "a scenario"), state.session().refused
SCREENS[{screen!r}]()
"""


class Left(Exception):
    """The visit ends here, as this way to visit has no more to say: a browser sends places in a list, not words."""


class State(NamedTuple):
    """What a refusal leaves as it was."""

    name: str
    steps: tuple[Any, ...]
    position: int
    cards: tuple[tuple[str, str], ...]
    chosen: str
    saved: tuple[Any, ...]


class Visitor:
    """One session on one screen, with a scenario of hers or the example."""

    def __init__(self, screen: str, data: Mapping[str, Any] | None = None, **begun: Any) -> None:
        """``begun`` with a name of the address goes there, any other into the session."""
        self.screen = screen
        script = SCRIPT.format(screen=screen, data="" if data is None else json.dumps(data))
        self.app = AppTest.from_string(script, default_timeout=PATIENCE)
        for name, value in begun.items():
            where = self.app.query_params if name in ADDRESS else self.app.session_state
            where[name] = value
        self.go_on()

    def go_on(self) -> None:
        """The screen once more; Broken where it fails, or shows another scenario than the one that is open."""
        shown = config.get_option("client.showErrorDetails")
        config.set_option("client.showErrorDetails", "full")
        try:
            self.app.run()
        except ValueError as slip:
            if "is not in list" in str(slip):  # a choice is called otherwise by now than where it was shown
                raise Left from None
            raise
        finally:
            config.set_option("client.showErrorDetails", shown)
        for error in self.app.exception:
            stack = " < ".join(line.strip() for line in list(error.stack_trace)[::-1][:4])
            raise Broken(f"the screen {self.screen} fails: {error.message[:300]} ({stack[:600]})")
        session = self.app.session_state["session"]
        if json.loads(session.steps[session.position].text) != session.data:
            raise Broken("what is shown is not what the last step says")

    def state(self) -> State:
        session, shelf = self.held("session"), self.held("shelf")
        cards = () if shelf is None else tuple((name, one.now.fingerprint) for name, one in shelf.cards.items())
        chosen = "" if shelf is None else shelf.chosen
        saved = tuple(library().saved(""))
        return State(session.name, tuple(session.steps), session.position, cards, chosen, saved)

    def held(self, name: str) -> Any:
        """What the session holds under a name, None where there is nothing."""
        if name in self.app.session_state:
            return self.app.session_state[name]
        return None

    def kept(self, name: str) -> Any:
        return self.held(f"kept {name}")

    def hand_in(self, name: str, content: bytes) -> None:
        self.app.file_uploader[0].upload(name, content)
        self.go_on()

    def act(self, chance: Random, text: str) -> None:
        """Something is typed, dragged, chosen or pressed."""
        app = self.app
        kinds: list[tuple[Any, Callable[[Any], Any]]] = [
            (app.text_input, lambda box: box.set_value(text)),
            (app.text_area, lambda box: box.set_value(text)),
            (app.number_input, lambda box: box.set_value(_near(chance, box))),
            (app.slider, lambda box: box.set_value(_within(chance, box))),
            (app.selectbox, lambda box: box.select_index(chance.randrange(len(box.options))) if box.options else None),
            (app.multiselect, lambda box: box.set_value(chance.sample(box.options, min(2, len(box.options))))),
            (app.toggle, lambda box: box.set_value(not box.value)),
            (app.checkbox, lambda box: box.set_value(not box.value)),
            (app.radio, lambda box: box.set_value(chance.choice(box.options))),
            (app.button, lambda box: box.click()),
        ]
        there = [(one, do) for boxes, do in kinds for one in boxes if not one.disabled]
        if there:
            one, do = chance.choice(there)
            do(one)
        self.go_on()

    def press(self, label: str) -> bool:
        """Press a button that is there and may be pressed."""
        found = next((one for one in self.app.button if one.label == label and not one.disabled), None)
        if found is not None:
            found.click()
            self.go_on()
        return found is not None


ADDRESS = ("line", "month", "work", "shared", "other")


def _near(chance: Random, box: Any) -> float:
    """A number that a box lets pass: its ends, or a multiple of what stands there."""
    number = (box.value or 1) * chance.choice(FACTORS)
    low, high = (end if end is not None else number for end in (box.min, box.max))
    number = min(max(number, low), high)
    return int(number) if isinstance(box.value, int) else float(number)


def _within(chance: Random, box: Any) -> Any:
    """A place of a slider."""
    if isinstance(box.value, list | tuple):
        return box.value
    number = chance.choice((box.min, box.max, chance.uniform(box.min, box.max)))
    return int(number) if isinstance(box.value, int) else float(number)
