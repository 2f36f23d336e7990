"""A visitor on a screen of the dashboard: odd addresses, odd files, odd texts in any box, buttons in any order.

No screen fails; what is refused leaves scenario, rate cards and library as they were.
"""

import json
import zlib
from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any, NamedTuple

from dashboard.frame import SCREENS
from dashboard.state.packing import pack
from tcomodel.problems import Problem
from tests.fuzz import archives, seeds, texts, trees
from tests.fuzz import bytes as raw
from tests.fuzz.outcome import Broken, Outcome, Taken, Told
from tests.fuzz.texts import HOSTILE
from tests.fuzz.visitor import ADDRESS, Left, Visitor
from tests.fuzz.ways import chance_of, pick
from tests.fuzz.ways.draft import kept, unpacked
from tests.fuzz.ways.library import at_a_library_of_our_own, library
from tests.fuzz.ways.share_link import packed

SHARE = 8
WORDS = (*HOSTILE, "manila.fee", "seats_manila.tco", "seats_manila.tc", "0", "1", "13", "1.5", "x" * 60_000)


class Door(NamedTuple):
    """Where a file comes in: the screen, what opens the place, the files, why one was refused, what takes it over."""

    screen: str
    begun: dict[str, Any]
    files: tuple[tuple[str, Callable[[], tuple[bytes, ...]]], ...]
    refused: Callable[[Visitor], Any]
    takes: str


DOORS = (
    Door("scenarios", {}, (("a.yaml", lambda: tuple(text.encode() for text in seeds.scenario_texts()[:4])),
                           ("a.xlsx", seeds.exported)),
         lambda on: on.app.session_state["session"].refused, "Take these changes"),
    Door("rates", {"cards:view": "Import"},
         (("bid.csv", seeds.card_tables), ("bid.xlsx", seeds.card_workbooks),
          ("bid.yaml", lambda: (seeds.card_texts()[0].encode(),))),
         lambda on: on.kept("import: desk").refused, "Put the card on the shelf"),
    Door("rates", {"cards:view": "Indices and currencies", "open:add_series": True},
         (("index.csv", seeds.index_tables),), lambda on: on.held("slips of series"), "Add it to the card"),
    Door("programme", {"open:volumes": True},
         (("calls.csv", seeds.volume_tables), ("calls.xlsx", seeds.volume_workbooks)),
         lambda on: on.kept("volumes in hand").refused, "Use these volumes"),
)  # fmt: skip


def case(number: int) -> Outcome:
    chance = chance_of(__name__, number)
    with at_a_library_of_our_own():
        try:
            return chance.choices((_address, _file, _hands), (3, 4, 5))[0](chance)
        except Left:
            return Taken("until a choice was called otherwise")


def _address(chance: Random) -> Outcome:
    """An address that a mail programme or a person changed."""
    asked = {name: _word(chance, name) for name in chance.sample(ADDRESS, chance.choice((1, 1, 2)))}
    on = Visitor(chance.choice((*SCREENS, *["explain"] * 8)), None, **asked)
    received = on.kept("shared: read")
    lost = on.app.session_state["address"].lost + (() if received is None else received.problems)
    if not lost:
        return Taken(on.app.session_state["session"].name)
    if len({"work", "shared"} & asked.keys()) == 1 and on.state()[:5] != _fresh():
        raise Broken("an address that is refused has changed what is open")
    return Told([Problem(one.where or "the address", one.message) for one in lost])


def _word(chance: Random, name: str) -> str:
    if name == "work" and chance.random() < 0.8:
        token = f"{chance.getrandbits(120):030x}"
        content = pack(kept()) if chance.random() < 0.2 else raw.mutated(chance, pack(kept()), b"")
        if chance.random() < 0.6:
            facts = trees.mutated(chance, json.loads(unpacked()))
            content = zlib.compress(json.dumps(facts).encode(), 1)
        library().keep_draft(token, "", content[:7_000_000])
        return token
    if name == "shared" and chance.random() < 0.8:
        if chance.random() < 0.5:
            text = texts.mutated(chance, seeds.scenario_texts()[0])
            return packed(b"# an answer\n" + text.encode("utf-8", "replace"))
        return raw.mutated(chance, seeds.tokens()[0].encode(), b"").decode("latin-1")[:70_000]
    return chance.choice(WORDS)


@cache
def _fresh() -> tuple[Any, ...]:
    return Visitor("method").state()[:5]


def _file(chance: Random) -> Outcome:
    """A file that is damaged, after one that is good in half of the cases."""
    door = chance.choice(DOORS)
    on = Visitor(door.screen, seeds.SHORT, **door.begun)
    name, good = chance.choice(door.files)
    if chance.random() < 0.3:
        on.hand_in(name, pick(chance, good()))
    before = on.state()
    content = pick(chance, good())
    content = (archives if name.endswith("xlsx") else raw).mutated(chance, content, pick(chance, good()))
    on.hand_in(name, content[:11_000_000])
    refused = door.refused(on)
    if (refused or door.screen != "scenarios") and on.state() != before:
        raise Broken(f"a file on {door.screen} that nobody took over has changed something")
    if refused:
        problems = refused[1] if isinstance(refused[0], str) else refused
        return Told([Problem(one.where or name, one.message, one.file) for one in problems])
    for _ in range(chance.choice((0, 1, 3))):
        on.act(chance, chance.choice(WORDS))
    return Taken(f"{door.takes}: {on.press(door.takes)}")


def _hands(chance: Random) -> Outcome:
    """Hands on everything that can be typed into, dragged, chosen or pressed."""
    on = Visitor(chance.choice(list(SCREENS)), seeds.SHORT, **{"open:Programme": True, "open:Money and time": True})
    for _ in range(chance.choice((2, 4, 8))):
        on.act(chance, chance.choice(WORDS))
        session = on.app.session_state["session"]
        if session.problems and session.good not in [step.text for step in session.steps]:
            raise Broken("the result on the screen is of no step")
    session = on.app.session_state["session"]
    return Told(session.problems) if session.problems else Taken(f"{len(session.steps)} steps")
