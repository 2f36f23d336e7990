"""Two people, each in a program of her own, save the same scenario at the same moment: one is told, neither loses.

The ordinary form has 10 rounds, the long one (``TCO_KILLS=100``) 50, in SQLite and in PostgreSQL.
"""

import json
import logging
import os
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from dashboard.library.library import Library
from tests.new_database import new_database
from tests.saving import PROGRAMS
from tests.two_people import saves_when_told

ROUNDS = 50 if "TCO_KILLS" in os.environ else 10
SECONDS = 120
UNTIL_BOTH_LISTEN = 0.01
PEOPLE = ("Ann", "Ben")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Address of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'library.db'}"
    else:
        with new_database(request.getfixturevalue("postgresql")) as made:
            yield made


def test_of_two_who_save_a_version_at_once_one_is_told_and_both_are_kept(url: str):
    library = Library(url)
    scenario = library.save("", "Offer", "a: 0").scenario_id
    faster = Counter()
    with two_people(url) as people:
        for after in range(1, 2 * ROUNDS, 2):
            came = at_once(people, "version", scenario, after)
            [(winner, done)] = [(name, one) for name, one in came.items() if one[0] == "done"]
            [(loser, told)] = [(name, one) for name, one in came.items() if one[0] == "told"]
            assert done[1] == after + 1
            assert f"version {after + 1} was saved meanwhile" in told[1]
            assert told[2] == after + 2
            texts = {one.number: library.version("", one.id).text for one in library.versions("", scenario)[:2]}
            assert texts == {after + 1: f"a: {winner} {after}", after + 2: f"a: {loser} {after}"}
            faster[winner] += 1
    assert len(library.versions("", scenario)) == 1 + 2 * ROUNDS
    logging.getLogger(__name__).info("%s rounds, first was %s", ROUNDS, dict(faster))
    library.close()


def test_of_two_who_take_a_name_at_once_one_is_told_and_both_are_kept(url: str):
    library = Library(url)
    library.saved("")
    with two_people(url) as people:
        for number in range(ROUNDS):
            came = at_once(people, "name", f"Offer {number}")
            [(winner, _)] = [(name, one) for name, one in came.items() if one[0] == "done"]
            [(loser, told)] = [(name, one) for name, one in came.items() if one[0] == "told"]
            assert f"Offer {number} is there already" in told[1] or f"Offer {number} was taken a moment ago" in told[1]
            texts = {one.name: library.version("", one.latest.id).text for one in library.saved("")[:2]}
            assert texts == {f"Offer {number}": f"a: {winner}", f"Offer {number} of {loser}": f"a: {loser}"}
    assert len(library.saved("")) == 2 * ROUNDS
    library.close()


@contextmanager
def two_people(url: str) -> Iterator[dict[str, tuple[Connection, Connection]]]:
    """Both with the library open: what each is told by, and what each says."""
    people, running = {}, []
    for name in PEOPLE:
        hears, we_tell = PROGRAMS.Pipe(duplex=False)
        we_hear, tells = PROGRAMS.Pipe(duplex=False)
        process = PROGRAMS.Process(target=saves_when_told, args=(url, hears, tells, name), daemon=True)
        process.start()
        running.append(process)
        hears.close()
        tells.close()
        people[name] = we_tell, we_hear
    try:
        assert [heard(we_hear) for _, we_hear in people.values()] == [["open"], ["open"]]
        yield people
    finally:
        for process in running:
            process.kill()


def at_once(people: dict[str, tuple[Connection, Connection]], *said: object) -> dict[str, list]:
    """What came of it when both do the same at one moment, by name."""
    moment = time.monotonic() + UNTIL_BOTH_LISTEN
    for we_tell, _ in people.values():
        we_tell.send_bytes(json.dumps([*said, moment]).encode())
    return {name: heard(we_hear) for name, (_, we_hear) in people.items()}


def heard(we_hear: Connection) -> list:
    """The next answer."""
    assert we_hear.poll(SECONDS), "no answer"
    return json.loads(we_hear.recv_bytes())
