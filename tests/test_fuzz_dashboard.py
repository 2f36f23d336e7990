"""Bad input on the screens: what is refused is said, and scenario, rate cards and library are as they were.

``tests.fuzz`` tries many more of these (``screen``, ``draft``, ``library``, ``card_table``). Here stand the ways in by
name, and planted faults that those cases must find.
"""

import json
import zlib
from collections.abc import Iterator
from typing import Any

import pytest

from dashboard.cards.desk import Desk
from dashboard.frame import SCREENS
from dashboard.state.packing import pack, unpack
from tcomodel.problems import ProblemsFound
from tests.fuzz import seeds
from tests.fuzz.outcome import Broken
from tests.fuzz.visitor import Visitor
from tests.fuzz.ways.draft import kept, unpacked
from tests.fuzz.ways.library import at_a_library_of_our_own, library
from tests.fuzz.ways.screen import DOORS, Door

TOKEN = "a-token-of-somebodys-work"


@pytest.fixture(autouse=True)
def own_library() -> Iterator[None]:
    with at_a_library_of_our_own():
        yield


def said(visitor: Visitor) -> str:
    app = visitor.app
    parts = (*app.markdown, *app.error, *app.warning, *app.code, *app.info)
    return "\n".join(str(part.value) for part in parts).replace("\\", "")


def is_refused(door: Door, name: str, content: bytes) -> Visitor:
    """After a good file, so that there is something to lose."""
    on = Visitor(door.screen, seeds.SHORT, **door.begun)
    if door.screen != "scenarios":
        good, files = door.files[0]
        on.hand_in(good, files()[0])
        assert not door.refused(on)
    before, in_hand = on.state(), _in_hand(on)
    on.hand_in(name, content)
    assert door.refused(on)
    assert on.state() == before
    assert _in_hand(on) == in_hand
    return on


def _in_hand(on: Visitor) -> list[Any]:
    """The file that is on the screen, wherever one is."""
    series = on.kept("series: file")
    hands = [on.kept(name) for name in ("import: desk", "volumes in hand")]
    return [series and series.name, *(hand and (hand.file, hand.chosen) for hand in hands)]


@pytest.mark.parametrize("door", DOORS, ids=lambda door: f"{door.screen}-{door.files[0][0]}")
def test_a_file_that_is_refused_changes_nothing(door: Door):
    name = door.files[0][0]
    on = is_refused(door, f"bad-{name}", b"\x00\xff half of a file")
    assert f"bad-{name}" in said(on)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ({"shared": "s1.eNqNVk1v2zg"}, "The link cannot be opened"),
        ({"work": TOKEN}, "could not be opened:** It is damaged"),
        ({"work": "../../x"}, "could not be opened:** Nothing is kept there"),
    ],
)
def test_an_address_that_leads_nowhere_says_so_and_opens_the_example(address: dict[str, str], says: str):
    library().keep_draft(TOKEN, "", pack(kept())[:-40])
    on = Visitor("method", None, **address)
    assert says in said(on)
    assert on.state()[:5] == Visitor("method").state()[:5]


def test_an_endless_name_of_a_figure_is_shown_in_a_line():
    on = Visitor("explain", None, line="x" * 60_000, month="x" * 60_000)
    assert "There is no figure called xxx" in said(on)
    assert len(said(on)) < 6_000
    month = Visitor("explain", None, line="seats_manila.tco", month="9" * 60_000)
    assert "There is no month 999" in said(month)
    assert len(said(month)) < 20_000


# ---------------------------------------------------------------- work that was kept


def changed(**facts: Any) -> bytes:
    return zlib.compress(json.dumps(json.loads(unpacked()) | facts).encode())


@pytest.mark.parametrize(
    "content",
    [
        changed(steps=[]), changed(opened=5), changed(good="[]"), changed(beside="[]"), changed(beside="{"),
        changed(name="\ud800"), changed(position="1"), changed(counts_from=None), changed(chosen=[]),
        changed(steps=[['{"name": "\\ud800"}', []]]), changed(saved=["1", "Mine", 2, "{}"]),
        changed(cards=[["", 1, 2]]),
    ],
    ids=range(12),
)  # fmt: skip
def test_kept_work_that_no_version_wrote_is_damaged(content: bytes):
    """draft: some of it was taken up before the rest turned out to be damaged."""
    with pytest.raises(ProblemsFound, match="damaged"):
        unpack(content)
    assert unpack(changed()).steps == kept().steps


# ---------------------------------------------------------------- planted


def test_a_screen_that_fails_is_found(monkeypatch: pytest.MonkeyPatch):
    def fails() -> None:
        raise KeyError("volume")

    monkeypatch.setitem(SCREENS, "method", fails)
    with pytest.raises(Broken, match="the screen method fails: 'volume'"):
        Visitor("method")


def test_a_file_that_is_refused_and_half_taken_is_found(monkeypatch: pytest.MonkeyPatch):
    read = Desk.read

    def half(self: Desk, on: str) -> None:
        content = self.waits and self.waits[1]
        read(self, on)
        if self.refused:
            self.file, self.content = "bad", content or b""

    monkeypatch.setattr(Desk, "read", half)
    with pytest.raises(AssertionError, match="bad"):
        is_refused(DOORS[1], "bad-bid.csv", b"\x00\xff half of a file")
