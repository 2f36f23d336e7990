"""A page that waits for its turn in a running server: it is kept meanwhile, and a later change takes its place."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs

from streamlit.proto.WidgetStates_pb2 import WidgetState

from dashboard.library import library_of
from dashboard.state.drafts import PARAMETER
from dashboard.state.packing import unpack
from tests.case_file import ROOT
from tests.soak.people import Someone
from tests.soak.servers import Dashboard, serving

VOICE = "field:demand.volume.voice:lever"
NOBODY_IN_PARTICULAR = ""  # where nobody is asked to sign in
SOON = 30.0  # seconds; both cores may be busy with other tests
LOOKS = 0.5  # seconds, several looks of a page that waits


def until(is_so: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + SOON
    while not is_so():
        assert time.monotonic() < end, what
        time.sleep(0.05)


def kept(server: Dashboard, one: Someone) -> str:
    """The scenario that is kept for somebody, as JSON."""
    library = library_of(server.told["TCO_DATABASE_URL"])
    try:
        draft = library.draft(parse_qs(one.query)[PARAMETER][0], NOBODY_IN_PARTICULAR)
        content = unpack(draft.content) if draft is not None else None
        return "" if content is None else content.steps[content.position].text
    finally:
        library.close()


def test_a_page_that_waits_is_kept_and_leaves_the_queue_for_the_next(tmp_path: Path) -> None:
    async def changed(one: Someone, volume: int) -> None:
        _, element, fragment = one.widgets(VOICE, "text_input")[0]
        await one.tell(WidgetState(id=element.text_input.id, string_value=f"{volume:,}"), fragment)
        one._says("demand.volume.voice", volume)

    async def journey(server: Dashboard) -> None:
        one = Someone(server.url, 31, 3)
        await one.begin()
        assert server.get("/waiting")[1] == 0
        server.get("/busy")
        await changed(one, 21_000)
        until(lambda: server.get("/waiting")[1] == 1, "the page waits for its turn")
        until(lambda: '"voice": 21000' in kept(server, one), "what waits is kept: its visitor may reload")
        await changed(one, 22_000)
        until(lambda: '"voice": 22000' in kept(server, one), "the later change waits")
        await asyncio.sleep(LOOKS)
        assert server.get("/waiting")[1] == 1, "the earlier one has left"
        server.get("/free")
        await one.hear_out()
        assert one.wrong() == []
        assert server.get("/waiting")[1] == 0
        await one.leave()

    with serving(tmp_path, program=ROOT / "tests" / "soak" / "counting_app.py") as server:
        asyncio.run(journey(server))
