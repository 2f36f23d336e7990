"""Whatever is killed while somebody saves: what was confirmed is there, and of the rest one step whole or not at all.

The ordinary form kills 6 times in SQLite and in PostgreSQL; ``TCO_KILLS=100`` so many times in each way, and the first
process of the server too. ``TCO_KILLS_FROM`` is the number of the first kill.
"""

import logging
import os
import signal
from collections.abc import Callable
from pathlib import Path
from random import Random

import psycopg
import pytest

from dashboard.library.library import Library
from tcomodel import compare, read_scenario
from tests.case_file import card
from tests.killed import Killed, killed
from tests.new_database import new_database, nothing_half_written
from tests.own_postgresql import OwnPostgresql
from tests.saving import Held, held, save_without_end, wait_until_it_answers

KILLS = int(os.environ.get("TCO_KILLS", "6"))
FIRST = int(os.environ.get("TCO_KILLS_FROM", "0"))
IS_LONG = "TCO_KILLS" in os.environ
MOST_STEPS = 8  # of one program, before the kill
CLIENTS = (
    "SELECT pid FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)
computed: set[str] = set()
pytestmark = pytest.mark.timeout(3600 if IS_LONG else 300)


def test_a_program_killed_while_it_saves_in_sqlite(tmp_path: Path):
    rounds(f"sqlite:///{tmp_path / 'library.db'}", KILLS, lambda one: one.process.kill())


def test_a_program_killed_while_it_saves_in_postgresql(postgresql: str):
    with new_database(postgresql) as url:
        rounds(url, KILLS if IS_LONG else KILLS // 2, lambda one: one.process.kill())


def test_a_connection_killed_while_it_saves_in_postgresql(postgresql: str):
    with new_database(postgresql) as url:
        told = rounds(url, KILLS if IS_LONG else KILLS // 2, lambda _: kill_connections(url))
    said = {one.failure for one in told}
    assert all("the database server went away; see whether" in one or "server is starting" in one for one in said), said


@pytest.mark.skipif(not IS_LONG, reason="TCO_KILLS=100 kills the server too")
def test_a_server_killed_while_somebody_saves():
    server = OwnPostgresql()

    def kill(_: Killed) -> None:
        server.kill()
        server.start()

    try:
        told = rounds(server.url, max(1, KILLS // 5), kill)
    finally:
        server.stop()
    assert all(one.failure for one in told), "a server that was killed is told"


def rounds(url: str, how_many: int, kill: Callable[[Killed], None]) -> list[Killed]:
    """Kill so many times, each time at another moment, and hold what is there against what was told."""
    all_told, holds, within, written = [], Held(), 0, 0
    for number in range(FIRST, FIRST + how_many):
        told = killed(save_without_end, (url, number), kill, Random(number).uniform(0, MOST_STEPS))
        all_told.append(told)
        library = Library(url)
        wait_until_it_answers(library)
        possible = [told.confirmed(holds)]
        if told.unconfirmed is not None:
            possible.append(possible[0].after(told.unconfirmed))
        found = held(library)
        assert found in possible, f"TCO_KILLS_FROM={number}: {told}"
        assert told.failure is None or told.failure.startswith("Saved scenarios\n  cannot be ")
        latest_compute(library)
        library.close()
        nothing_half_written(url)
        within += len(possible) == 2
        written += found == possible[-1] != possible[0]
        holds = found
    steps = sum(len(one.steps) for one in all_told)
    logging.getLogger(__name__).info(
        "%s kills, %s steps confirmed, %s killed within a step, %s of those written", how_many, steps, within, written
    )
    assert steps > how_many, "too few steps to say anything"
    return all_told


def latest_compute(library: Library) -> None:
    """The latest version of each scenario opens and has a result."""
    for one in library.saved(""):
        text = library.version("", one.latest.id).text
        assert text is not None
        if text not in computed:
            assert compare(read_scenario(text), card()).cheapest.total > 0
            computed.add(text)


def kill_connections(url: str) -> None:
    """Kill the server's processes that serve a database, as the system does when memory runs out."""
    with psycopg.connect(url) as connection:
        found = [pid for (pid,) in connection.execute(CLIENTS)]
        connection.close()
    for pid in found:
        os.kill(pid, signal.SIGKILL)
