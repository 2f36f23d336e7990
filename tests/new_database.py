"""Databases for tests that kill: an empty one on a server, and whether anything in one is half written."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy import text

from dashboard.library.database import engine_of

names = count(1)


@contextmanager
def new_database(postgresql: str) -> Iterator[str]:
    """Address of an empty database on a server, as long as it is used."""
    name = f"killed_{next(names)}"
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield postgresql.replace("/postgres?", f"/{name}?")
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def nothing_half_written(url: str) -> None:
    """No scenario without a version, and SQLite finds nothing wrong with its file."""
    engine = engine_of(url)
    with engine.connect() as connection:
        bare = "SELECT name FROM scenario WHERE id NOT IN (SELECT scenario_id FROM version)"
        found = connection.execute(text(bare)).scalars().all()
        assert not found, f"scenarios without a version: {found}"
    engine.dispose()
    if engine.dialect.name == "sqlite":
        whole_file(Path(engine.url.database or ""))


def whole_file(file: Path) -> None:
    """SQLite finds nothing wrong with its file."""
    connection = sqlite3.connect(file)
    for check, wanted in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
        found = connection.execute(f"PRAGMA {check}").fetchall()
        assert found == wanted, f"{check}: {found}"
    connection.close()
