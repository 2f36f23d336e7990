"""People who work at the same time never see one another, and the server gives back what they took.

The ordinary form lets 8 people work for 8 seconds. ``TCO_SOAK_SESSIONS=50 TCO_SOAK_MINUTES=10`` asks for so many and
so long, over all options of the example, with the pauses of people; ``-s`` shows the figures.
"""

import asyncio
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.case_file import ROOT
from tests.soak.crowd import Found, crowd
from tests.soak.people import Someone
from tests.soak.servers import Dashboard, serving

PEOPLE = int(os.environ.get("TCO_SOAK_SESSIONS", "8"))
MINUTES = float(os.environ.get("TCO_SOAK_MINUTES", "0"))
IS_LONG = MINUTES > 0
SECONDS = MINUTES * 60 if IS_LONG else 8.0
THINK = 8.0 if IS_LONG else 0.5  # seconds between two things, on average
OPTIONS = 6 if IS_LONG else 3
FORGOTTEN_AFTER = 3  # seconds that the server keeps a window whose connection is lost
MOST_GROWTH = 0.02  # of the memory held, in a minute of the second half
pytestmark = pytest.mark.timeout(600 + 120 * MINUTES)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """A dashboard that also counts its objects, with the setting of memory that deploy/Dockerfile has."""
    settings = ("--server.disconnectedSessionTTL", str(FORGOTTEN_AFTER))
    counting = ROOT / "tests" / "soak" / "counting_app.py"
    with serving(tmp_path_factory.mktemp("soak"), *settings, program=counting, MALLOC_ARENA_MAX="2") as dashboard:
        yield dashboard


@pytest.fixture(scope="module")
def found(server: Dashboard) -> Found:
    """What came of the crowd."""
    came_of_it = asyncio.run(crowd(server, PEOPLE, SECONDS, THINK, OPTIONS))
    sys.stdout.write(f"\n{came_of_it.told()}\n")
    return came_of_it


def test_nobody_sees_another_and_every_figure_is_that_of_ones_own_inputs(found: Found):
    assert found.wrong == []
    assert found.checks > PEOPLE
    assert sum(found.done.values()) >= PEOPLE * 2, "people did something"
    assert not IS_LONG or all(found.done.values()), f"each kind of thing was done: {found.done}"


def test_no_page_failed_and_no_upload_was_refused(found: Found, server: Dashboard):
    assert [one for one in server.events() if one["event"] in ("page failed", "upload refused")] == []
    assert "Traceback" not in server.log.read_text()


def test_memory_levels_off(found: Found):
    """The line through the second half rises by less than 2 % of what is held in a minute: a leak of pages or results
    is far steeper. A few seconds say nothing of it."""
    if not IS_LONG:
        pytest.skip("TCO_SOAK_MINUTES asks for it")
    assert found.growth() < MOST_GROWTH * found.memory[-1][1]


def test_who_left_is_forgotten(found: Found, server: Dashboard):
    """A while after their connection was lost nothing of them is in the server; who comes next makes it look."""

    async def come_and_go() -> None:
        visitor = Someone(server.url, PEOPLE + 1)
        await visitor.arrive()
        await visitor.leave()

    end = time.monotonic() + 30
    while True:
        time.sleep(FORGOTTEN_AFTER + 0.5)
        asyncio.run(come_and_go())
        left = server.get("/objects")[1]
        if max(left.values()) <= 1 or time.monotonic() > end:
            break
    sys.stdout.write(f"\nwhen all had left: {server.memory():.0f} MB, {left}\n")
    assert max(left.values()) <= 1, f"of {PEOPLE} people, with the one who came last: {left}"
    assert server.get("/health")[1]["visits"] <= 1
    began, ended = server.events("visit began"), server.events("visit ended")
    assert len(began) >= PEOPLE + 1
    assert {one["visit"] for one in began} == {one["visit"] for one in ended}


# ---------------------------------------------------------------- the check itself


def test_another_s_mark_and_another_s_figure_would_be_seen(tmp_path: Path):
    """What the crowd looks for is found where it is: in a message, and in a page that says a figure of another."""
    one, other = Someone("http://nowhere", 7), Someone("http://nowhere", 8)
    one.hear(b"\x12 Service of zq0007qz \x07 and of zq0008qz")
    assert one.foreign == {"0008"}
    own, theirs = one.expected(), other.expected()
    assert own.cheapest.total != theirs.cheapest.total, "one name of the card, two wages"
    assert any("another's mark" in said for said in one.wrong())
    assert any("does not say" in said for said in one.wrong())
