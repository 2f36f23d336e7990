"""One database: opened when it is first needed, brought up to date, and what goes wrong with it said in words.

SQLite waits for others that write (WAL, a busy timeout) and begins a transaction that will write as one that writes,
so that two never read the same state and then both change it; what it confirms is on the disk (synchronous FULL), and
outlives a power cut. PostgreSQL locks the rows.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.orm import Session

from dashboard.library.migrating import migrate
from dashboard.server import log
from tcomodel.problems import Problem, ProblemsFound

WHERE = "Saved scenarios"
SECONDS_TO_WAIT = 5  # for a lock, or for a server that does not answer
SECONDS_BEFORE_NEXT_TRY = 3
POSTGRESQL = "postgresql+psycopg"
WORDS = {  # what drivers say, and what that means here
    "database or disk is full": "the disk is full; make room on it",
    "no space left": "the disk of the database server is full; make room on it",
    "disk full": "the disk of the database server is full; make room on it",
    "readonly database": "the file may not be written; give this program the right to, or name another file",
    "read-only transaction": "the database may only be read; give this program the right to write",
    "unable to open database file": "the file cannot be opened; check that its folder is there and may be written",
    "not a database": "the file is no SQLite database; name another file",
    "disk i/o error": "the file cannot be read or written to its end; is its disk full, over a quota or gone?",
    "malformed": "the file is damaged; put a copy in its place or move it away",
    "database is locked": "another program keeps the database locked; try again in a moment",
    "lock timeout": "somebody else is saving the same thing; try again in a moment",
    "in recovery mode": "the database server is starting; try again in a moment",
    "starting up": "the database server is starting; try again in a moment",
    "server closed the connection": "the database server went away; see whether the last save is there, then try again",
    "terminating connection": "the database server went away; see whether the last save is there, then try again",
    "password authentication failed": "the database server refuses the user or the password",
    "permission denied": "the database server does not let this user do that",
    "does not exist": "the database server knows no such database, user or table",
}


class Database:
    """The engine of one address; ``reading`` and ``writing`` hand out sessions and raise ProblemsFound."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._engine: Engine | None = None
        self._file: tuple[int, int] | None = None  # which file was opened, of SQLite
        self._lock = threading.Lock()
        self._failed: tuple[float, ProblemsFound] | None = None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads."""
        with self._telling(), Session(self._opened(), expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that writes: all of it when the block ends, nothing when it raises."""
        with self._telling():
            engine = self._opened().execution_options(begin="IMMEDIATE")
            with Session(engine, expire_on_commit=False) as session, session.begin():
                yield session

    def close(self) -> None:
        """Give the connections back; the next use opens them again."""
        with self._lock:
            if self._engine is not None:
                self._engine.dispose()
            self._engine = self._failed = None

    def _opened(self) -> Engine:
        """The engine of a database that is up to date. A server that was just not there is not asked at once again.

        A file that was moved away, or another put in its place, is opened anew: what is written into one that has no
        name any more is lost, though every write succeeds.
        """
        with self._lock:
            if self._engine is not None and file_of(self._engine.url) == self._file:
                return self._engine
            if self._engine is not None:
                self._engine.dispose()
                self._engine = None
            if self._failed and time.monotonic() - self._failed[0] < SECONDS_BEFORE_NEXT_TRY:
                raise ProblemsFound(self._failed[1].problems)
            engine = None
            try:
                with self._telling():
                    engine = engine_of(self.url)
                    with engine.execution_options(begin="IMMEDIATE").begin() as connection:
                        migrate(connection)
            except ProblemsFound as found:
                if engine is not None:
                    engine.dispose()
                self._failed = time.monotonic(), found
                raise
            self._engine, self._failed, self._file = engine, None, file_of(engine.url)
            return engine

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Failures of the database become ProblemsFound."""
        try:
            yield
        except (SQLAlchemyError, OSError) as error:
            log.tell("library failed", kind=type(error).__name__)
            raise ProblemsFound([Problem(WHERE, in_words(error))]) from error


def file_of(address: URL) -> tuple[int, int] | None:
    """Which file stands at an address of SQLite now, however it is called; None where there is none."""
    if address.get_backend_name() != "sqlite" or address.database in (None, "", ":memory:"):
        return None
    try:
        found = Path(address.database).stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def engine_of(url: str) -> Engine:
    """An engine for an address; SQLite's folder is made. Raises ProblemsFound where nobody knows the address."""
    address = _address(url)
    if address.get_backend_name() == "postgresql":
        engine = create_engine(
            address.set(drivername=POSTGRESQL),
            pool_pre_ping=True,  # a server that was started again costs one question, no failure
            pool_size=5,
            max_overflow=15,
            pool_timeout=SECONDS_TO_WAIT,
            connect_args={"connect_timeout": SECONDS_TO_WAIT, "options": f"-c lock_timeout={SECONDS_TO_WAIT}s"},
        )
        return engine
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = create_engine(address, connect_args={"timeout": SECONDS_TO_WAIT, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _address(url: str) -> URL:
    expected = "write sqlite:////path/to/file.db or postgresql://user:password@host/database"
    try:
        address = make_url(url.replace("postgres://", "postgresql://", 1))
    except (ArgumentError, ValueError):
        raise ProblemsFound([Problem("TCO_DATABASE_URL", f"is no address of a database; {expected}")]) from None
    if address.get_backend_name() not in ("sqlite", "postgresql"):
        kind = address.get_backend_name()
        raise ProblemsFound([Problem("TCO_DATABASE_URL", f"names a database of the kind {kind}; {expected}")])
    if address.get_backend_name() == "postgresql":
        return address
    if address.query:
        settings = ", ".join(address.query)
        found = f"has settings after ? ({settings}), which are not read of a file; {expected}"
        raise ProblemsFound([Problem("TCO_DATABASE_URL", found)])
    if "\0" in (address.database or ""):
        raise ProblemsFound([Problem("TCO_DATABASE_URL", f"names a file with an empty sign in its name; {expected}")])
    return address.set(drivername="sqlite")


def _prepare_sqlite(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, so that a migration is one transaction too
    for setting in ("foreign_keys = ON", f"busy_timeout = {SECONDS_TO_WAIT * 1000}", "synchronous = FULL"):
        connection.execute(f"PRAGMA {setting}")
    connection.execute("PRAGMA journal_mode = WAL")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('begin', 'DEFERRED')}")


def in_words(error: Exception) -> str:
    """What a failure of the database means; never with the address, which may hold a password."""
    if isinstance(error, OSError):
        what = f"the folder {error.filename} cannot be made: {error.strerror}"
        return f"cannot be used: {what}; name another file. What is open here stays as it is."
    said = str(error.orig if isinstance(error, DBAPIError) else error)
    for sign, words in WORDS.items():
        if sign in said.lower():
            return f"cannot be used: {words}. What is open here stays as it is."
    if isinstance(error, NoConnection):
        return "cannot be reached: too many wait for the database. What is open here stays as it is."
    first = said.strip().splitlines()[0][:200] if said.strip() else type(error).__name__
    return f"cannot be reached: the database says: {first}. What is open here stays as it is."
