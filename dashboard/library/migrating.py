"""Bring a database up to date before it is used; refuse one that a newer version of the tool wrote.

It runs within the transaction it is given: of two programs that start at once, the second waits for the first and then
finds nothing left to do. Alembic is loaded only when there is something to do.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from dashboard.library.migrations import REVISIONS
from tcomodel.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = 8_365_911_904  # any number, the same in each program, for PostgreSQL's lock by number


def migrate(connection: Connection, to: str = REVISIONS[-1]) -> None:
    """Bring the tables to a revision. Raises ProblemsFound where they are newer than this version of the tool."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": LOCK})
    now = revision_of(connection)
    if now == to:
        return
    if now is not None and now not in REVISIONS:
        message = (
            f"were written by a newer version of this tool (step {now} of its tables; this version knows "
            f"{REVISIONS[-1]}). Install the newer version, or let TCO_DATABASE_URL name another database."
        )
        raise ProblemsFound([Problem("Saved scenarios", message)])
    from alembic import command

    config = alembic_config(connection)
    goes_up = now is None or (to in REVISIONS and REVISIONS.index(to) > REVISIONS.index(now))
    (command.upgrade if goes_up else command.downgrade)(config, to)


def revision_of(connection: Connection) -> str | None:
    """Which step the tables are at; None where there are none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def alembic_config(connection: Connection) -> "Config":
    """What Alembic needs to know: where the steps are, and our connection."""
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
