"""A library as it was at each step of its tables comes up to the present one, goes down again, and loses nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from dashboard.library.database import engine_of
from dashboard.library.library import Library
from dashboard.library.migrating import migrate, revision_of
from dashboard.library.migrations import REVISIONS
from tcomodel import compare, read_scenario
from tests.case_file import card
from tests.new_database import new_database

OLD = Path(__file__).parent / "old_files"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Address of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'library.db'}"
    else:
        with new_database(request.getfixturevalue("postgresql")) as made:
            yield made


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_library_of_each_step_comes_up_goes_down_and_keeps_what_it_holds(url: str, revision: str):
    put_there(url, revision)
    for _ in range(2):
        holds_all(url, with_draft=revision >= "0002")
        library = Library(url)
        scenario = library.save("", f"New since {revision}", "a: 1").scenario_id
        library.delete("", scenario)
        library.remove("", scenario)
        library.close()
        for step in reversed(REVISIONS[:-1]):
            brought_to(url, step)


def put_there(url: str, revision: str) -> None:
    """The library as it was written at a step; PostgreSQL gets its rows."""
    script = (OLD / f"library_{revision}.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(engine_of(url).url.database if url.startswith("sqlite") else ":memory:")) as before:
        before.executescript(script)
        tables = {table: before.execute(f"SELECT * FROM {table}").fetchall() for table in ("scenario", "version")}
        if revision >= "0002":
            tables["draft"] = before.execute("SELECT * FROM draft").fetchall()
    if url.startswith("sqlite"):
        return
    brought_to(url, revision)
    engine = engine_of(url)
    with engine.begin() as connection:
        for table, rows in tables.items():
            connection.exec_driver_sql(f"INSERT INTO {table} VALUES ({', '.join(['%s'] * len(rows[0]))})", rows)
        for table in ("scenario", "version"):
            counter = f"pg_get_serial_sequence('{table}', 'id')"
            connection.execute(text(f"SELECT setval({counter}, (SELECT max(id) FROM {table}))"))
    engine.dispose()


def brought_to(url: str, revision: str) -> None:
    """The tables at a step."""
    engine = engine_of(url)
    with engine.execution_options(begin="IMMEDIATE").begin() as connection:
        migrate(connection, revision)
        assert revision_of(connection) == revision
        assert {"scenario", "version"} <= set(inspect(connection).get_table_names())
    engine.dispose()


def holds_all(url: str, with_draft: bool) -> None:
    """Every version with its words and its number, what was deleted, and the draft."""
    library = Library(url)
    [saved], [deleted] = library.saved(""), library.saved("", deleted=True)
    assert (saved.name, saved.versions, deleted.name, deleted.versions) == ("Offshore voice", 2, "Old offer", 1)
    found = [library.version("", one.id) for one in (*library.versions("", saved.id), deleted.latest)]
    assert [(one.note, one.headline) for one in found] == [
        ("round 2", "Vendor costs 468,000 USD"),
        ("round 1", "Vendor costs 504,000 USD"),
        ("round 1", "Vendor costs 600,000 USD"),
    ]
    totals = [compare(read_scenario(one.text or ""), card()).cheapest.total for one in found]
    assert totals == pytest.approx([468_000, 504_000, 600_000])
    draft = library.draft("q1X0cR6uYkqHc8Yw2o0s1A", "")
    assert (draft.content if draft else None) == (b"\0draft\xff" if with_draft else None)
    library.close()
