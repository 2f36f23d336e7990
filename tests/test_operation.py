"""The dashboard as it runs for months: how it says how it is, what its log holds, that nobody starves, how it stops.

A real server in a process of its own. ``TCO_SOAK_MINUTES`` asks for the long form of the measurement, too.
"""

import asyncio
import json
import os
import signal
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState

from dashboard.library import library_of
from dashboard.risk import running
from dashboard.risk.running import Cancelled, Run
from dashboard.server import life, log, visits
from dashboard.state.packing import unpack
from tests.soak.people import Someone
from tests.soak.servers import Dashboard, serving

IS_LONG = float(os.environ.get("TCO_SOAK_MINUTES", "0")) > 0
MANY = 65_536 if IS_LONG else 16_384
MOVES = 40 if IS_LONG else 6


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("operation")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Dashboard]:
    """A dashboard whose stop, which the last test asks for, is part of what is tested."""
    with serving(folder) as dashboard:
        yield dashboard


# ---------------------------------------------------------------- nobody starves


async def _moves(one: Someone) -> list[float]:
    one.taken.clear()
    for _ in range(MOVES):
        await one.drag("field:service.repeat_rate:lever slider", one.chance.randint(20, 90))
    return list(one.taken)


def test_five_who_simulate_do_not_keep_a_sixth_from_moving_a_slider(server: Dashboard):
    async def together() -> tuple[list[float], list[float]]:
        mover, *others = (Someone(server.url, number, 3, MANY) for number in range(10, 16))
        for one in (mover, *others):
            await one.begin()
        alone = await _moves(mover)
        await asyncio.gather(*(one.look_at("risk") for one in others))  # it draws by itself what the scenario says
        beside = await _moves(mover)
        assert not mover.foreign
        for one in (mover, *others):
            await one.leave()
        return alone, beside

    alone, beside = asyncio.run(together())
    named = (("alone", alone), ("beside five simulations", beside))
    figures = {name: [round(float(one)) for one in np.percentile(taken, (50, 95))] for name, taken in named}
    sys.stdout.write(f"\n{MANY:,} draws each; milliseconds of a move, p50 and p95: {figures}\n")
    assert figures["beside five simulations"][0] < 3_000, "a move waits for no simulation to end"


def test_a_visitor_has_one_run_at_a_time_and_runs_are_served_in_turn():
    """Five people ask, one of them three times: the last of the three runs, and each of the five once."""
    ran: list[str] = []

    class Counted(Run):
        def work(self, result: Any, seed: int) -> Any:
            if self.stop.is_set():
                raise Cancelled
            ran.append(f"{result} {seed}")
            time.sleep(0.01)

    queue = running.Queue()
    last: dict[str, Run] = {}
    gate = Counted("gate", 1)
    for number, who in enumerate(["ann", "bob", "ann", "cid", "ann", "dee", "eve"]):
        before, last[who] = last.get(who), Counted(who, 1)
        queue.begin(last[who], who, number, before)
    queue.begin(gate, "gate", 0)
    gate.future.result(timeout=10)
    names = [one.split()[0] for one in ran]
    assert names.count("ann") <= 2, "one that had begun already, and the last"
    assert ran.index("ann 4") < ran.index("dee 5") + 2
    assert {"bob", "cid", "dee", "eve"} <= set(names)


# ---------------------------------------------------------------- the log


def test_nothing_a_visitor_types_names_or_uploads_is_in_the_log(server: Dashboard, folder: Path):
    """One goes through every way in with a mark in everything; the log tells of it without a mark."""

    async def everywhere() -> Someone:
        one = Someone(server.url, 21, 3)
        await one.begin()
        for _ in range(3):
            await one._slip()
            await one._type()
        await one.look_at("scenarios")
        await one.upload("upload:scenario", f"{one.mark}.yaml", f"name: {one.mark}\noptions: {one.mark}".encode())
        await one.look_at("rates")
        view = WidgetState(id=one.widgets("cards:view")[0][1].button_group.id)
        view.string_array_value.data.append("Import")
        await one.ask(view)
        await one.upload("upload:card", f"{one.mark}.xlsx", one.mark.encode() * 20)
        for page in ("options", "risk", "negotiate", "explain", "files", "start", "programme"):
            await one.look_at(page)
        await one.leave()
        return one

    one = asyncio.run(everywhere())
    said = server.log.read_text()
    for private in (one.mark, "Our card", one.query.partition("=")[2], f"{one.expected().cheapest.total:.2f}"):
        assert private
        assert private not in said
    doors = [one["door"] for one in server.events("upload refused")]
    assert doors == ["scenario", "rate card"]
    lines = [line for line in said.splitlines() if "{" in line]
    assert {json.loads(line)["event"] for line in lines} >= {"started", "visit began", "visit ended", "upload refused"}


@pytest.mark.parametrize(
    ("event", "facts"),
    [
        ("visit began", {"visit": 1, "name": "Offshore voice"}),
        ("visit ended", {"visit": 1}),
        ("upload refused", {"visit": 1, "door": "Zoë's prices.xlsx", "bytes": 3}),
        ("somebody saved", {}),
    ],
)
def test_what_has_no_place_in_the_log_is_a_fault_of_the_caller(event: str, facts: dict):
    with pytest.raises(ValueError, match=r"event"):
        log.tell(event, **facts)


def test_a_page_that_fails_is_told_by_its_place_and_not_by_its_words(capfd: pytest.CaptureFixture):
    try:
        visits._drawn.remove("zq0099qz has no such thread")  # type: ignore[arg-type]
    except KeyError as error:
        log._logger.handlers.clear()
        life.page_failed(error)
        log._logger.handlers.clear()
    said = json.loads(capfd.readouterr().err.strip().splitlines()[-1])
    assert (said["event"], said["kind"]) == ("page failed", "KeyError")
    assert said["at"].startswith("tests/test_operation.py:")
    assert "zq0099qz" not in str(said)


# ---------------------------------------------------------------- health, and the end


def test_the_health_page_says_when_the_library_is_gone_and_when_it_is_back(server: Dashboard, folder: Path):
    library = folder / "library.db"
    assert server.get("/health")[0] == 200
    away = [(path, path.with_name(f"{path.name}.away")) for path in folder.glob("library.db*")]
    for here, there in away:
        here.rename(there)
    library.mkdir()  # what stands there now is no file
    try:
        assert _becomes(server, 503) == {"status": "unwell", "library": "does not answer"}
        with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=20) as said:
            assert said.status == 200, "whoever is here can go on"
    finally:
        library.rmdir()
        for here, there in away:
            there.rename(here)
    assert _becomes(server, 200) == {"status": "well", "library": "answers"}
    assert server.events("library does not answer")
    assert server.events("library answers again")


def _becomes(server: Dashboard, status: int) -> dict[str, str]:
    """The health page when it has this status; it is asked for 20 seconds."""
    end = time.monotonic() + 20
    while True:
        found, said = server.get("/health")
        if found == status or time.monotonic() > end:
            assert found == status
            return {name: said[name] for name in ("status", "library")}
        time.sleep(0.3)


def test_it_stops_within_seconds_with_all_drafts_kept(server: Dashboard):
    """Asked to stop a moment after a change, before the draft of it is written, with a simulation under way."""

    async def change() -> Someone:
        one = Someone(server.url, 31, 3, MANY)
        await one.begin()
        await one.look_at("risk")
        await one.look_at("")
        await one._type()
        server.process.send_signal(signal.SIGTERM)
        await one.line.wait_closed()
        return one

    one = asyncio.run(change())
    begun = time.monotonic()
    status = server.process.wait(timeout=60)
    assert status == 0, server.log.read_text()[-2000:]
    assert time.monotonic() - begun < 30, "seconds on a quiet machine"
    stopped = server.events("stopped")[-1]
    assert (stopped["unfinished"], stopped["drafts_lost"]) == (0, 0)
    token = one.query.partition("=")[2]
    kept = unpack(library_of(server.told["TCO_DATABASE_URL"]).draft(token, "").content)
    assert json.loads(kept.steps[kept.position].text)["demand"] == one.steps[-1]["demand"]
