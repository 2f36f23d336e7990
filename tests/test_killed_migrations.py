"""A program killed while it changes the tables leaves them at one step or the other, with all that was saved.

The ordinary form kills 6 times, ``TCO_KILLS=100`` so many times in SQLite and in PostgreSQL each.
"""

import os
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import inspect

from dashboard.library.database import engine_of
from dashboard.library.library import Library
from dashboard.library.migrating import revision_of
from dashboard.library.migrations import REVISIONS
from tests.changing_tables import migrate_without_end, neighbours, open_first
from tests.killed import killed
from tests.new_database import new_database, nothing_half_written
from tests.saving import MOST_DRAFTS, Held, draft_of, held, mark, text_of, token_of

KILLS = int(os.environ.get("TCO_KILLS", "6"))
IS_LONG = "TCO_KILLS" in os.environ
MOST_STEPS = 4  # of one program, before the kill
LONGEST_OPENING = 0.3  # seconds
pytestmark = pytest.mark.timeout(3600 if IS_LONG else 300)


def test_a_program_killed_while_it_changes_the_tables_of_sqlite(tmp_path: Path):
    changed_without_loss(f"sqlite:///{tmp_path / 'library.db'}", KILLS if IS_LONG else (KILLS + 1) // 2)


def test_a_program_killed_while_it_changes_the_tables_of_postgresql(postgresql: str):
    with new_database(postgresql) as url:
        changed_without_loss(url, KILLS if IS_LONG else KILLS // 2)


def changed_without_loss(url: str, kills: int) -> None:
    """Kill so many times between two steps; whatever step the tables are at, the library opens with everything."""
    holds = filled(url)
    within = 0
    for number in range(kills):
        told = killed(
            migrate_without_end, (url,), lambda one: one.process.kill(), Random(number).uniform(0, MOST_STEPS)
        )
        within += told.unconfirmed is not None
        engine = engine_of(url)
        with engine.connect() as connection:
            revision = revision_of(connection)
            assert {"scenario", "version", "draft", "alembic_version"} == set(inspect(connection).get_table_names())
        engine.dispose()
        last = told.steps[-1][1] if told.steps else REVISIONS[-1]
        possible = {last, told.unconfirmed[1]} if told.unconfirmed else {last}
        assert revision in possible & neighbours(last), str(told)
        library = Library(url)
        assert held(library) == holds
        library.close()
        nothing_half_written(url)
    assert within, "never within a step"


def filled(url: str) -> Held:
    """A library with something of everything."""
    library = Library(url)
    for name in ("Voice", "Chat", "Gone"):
        first = library.save("", name, text_of(4.2, 3_000))
        library.add_version("", first.scenario_id, text_of(4.3, 30))
    library.delete("", first.scenario_id)
    for number in range(MOST_DRAFTS):
        library.keep_draft(token_of(number), "", draft_of(number, 200_000))
    found = held(library)
    assert found.drafts[token_of(0)] == mark(draft_of(0, 200_000))
    library.close()
    return found


def test_a_program_killed_while_it_makes_the_first_tables(tmp_path: Path):
    for number in range(KILLS if IS_LONG else 3):
        url = f"sqlite:///{tmp_path / str(number) / 'library.db'}"
        moment = Random(number).uniform(0, LONGEST_OPENING)
        told = killed(open_first, (url,), lambda one: one.process.kill(), moment, in_seconds=True)
        library = Library(url)
        names = [one.name for one in library.saved("")]
        assert names == ["first"] if told.steps else names in ([], ["first"])
        assert library.save("", "second", "a: 2").number == 1
        library.close()
        nothing_half_written(url)
