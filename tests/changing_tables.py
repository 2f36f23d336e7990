"""Programs that bring a library's tables from one step to another, to be killed while they do."""

from itertools import pairwise
from multiprocessing.connection import Connection

from dashboard.library.database import engine_of
from dashboard.library.library import Library
from dashboard.library.migrating import migrate
from dashboard.library.migrations import REVISIONS
from tests.saving import tell


def migrate_without_end(url: str, tells: Connection) -> None:
    """Up and down through all steps; tells each as a step of its own: ``["to", "0001"]``."""
    engine = engine_of(url)
    tell(tells, "open")
    while True:
        for revision in (*reversed(REVISIONS[:-1]), *REVISIONS[1:]):
            tell(tells, "begin", ["to", revision])
            with engine.execution_options(begin="IMMEDIATE").begin() as connection:
                migrate(connection, revision)
            tell(tells, "done")


def open_first(url: str, tells: Connection) -> None:
    """Open a database that has no tables yet and save something in it."""
    tell(tells, "open")
    tell(tells, "begin", ["save", "first"])
    Library(url).save("", "first", "a: 1")
    tell(tells, "done")


def neighbours(revision: str) -> set[str]:
    """The steps beside one, and itself."""
    return {revision} | {one for pair in pairwise(REVISIONS) if revision in pair for one in pair}
