"""The library: scenarios with versions, and drafts. Everything is asked for by its owner and found for no other.

Every method raises ProblemsFound with what is wrong in words: a name that is taken, a version that is not there, a
database that cannot be reached. Nothing is half written.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from dashboard.library.database import Database
from dashboard.library.drafts import Drafts
from dashboard.library.entries import Conflict, Saved, Version
from dashboard.library.finding import (
    WITHOUT_TEXT,
    as_saved,
    free_name,
    is_taken,
    latest_of,
    saved_of,
    scenario_row,
    taken,
    write,
)
from dashboard.library.limits import MOST_SCENARIOS, MOST_VERSIONS, check_lengths, name_key, tidy
from dashboard.library.tables import ScenarioRow, VersionRow
from tcomodel.problems import problem


class Library(Drafts):
    """The saved scenarios and drafts of all owners at one address. ``owner`` is "" where nobody signs in."""

    def __init__(self, url: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = Database(url)
        self._now = now

    # ---------------------------------------------------------------- saving

    def save(self, owner: str, name: str, text: str, note: str = "", headline: str = "") -> Version:
        """A new scenario with version 1; ``text`` is YAML that stands by itself."""
        check_lengths(name=name, note=note, headline=headline, text=text)
        with self._database.writing() as session:
            row = self._new(session, owner, name)
            return self._add(session, row.id, 1, text, note, headline)

    def add_version(
        self, owner: str, scenario_id: int, text: str, note: str = "", headline: str = "", after: int | None = None
    ) -> Version:
        """The next version of a scenario. ``after`` is the version this work began from.

        Raises Conflict, and writes nothing, where somebody saved since; None for ``after`` does not ask.
        """
        check_lengths(note=note, headline=headline, text=text)
        with self._database.writing() as session:
            row = scenario_row(session, owner, scenario_id, locked=True)
            if row.deleted_at is not None:
                raise problem(f"Scenario {row.name}", "is deleted; bring it back first, or save under another name")
            latest = latest_of(session, row.id)
            if after is not None and latest.number != after:
                raise Conflict(latest)
            if latest.number >= MOST_VERSIONS:
                raise problem(f"Scenario {row.name}", f"has {MOST_VERSIONS:,} versions; save it under another name")
            return self._add(session, row.id, latest.number + 1, text, note, headline)

    def duplicate(self, owner: str, scenario_id: int, name: str) -> Saved:
        """A new scenario whose version 1 is the latest version of another."""
        check_lengths(name=name)
        with self._database.writing() as session:
            old = scenario_row(session, owner, scenario_id, locked=True)  # nobody removes it meanwhile
            latest = latest_of(session, old.id)
            text = session.scalars(select(VersionRow.text).where(VersionRow.id == latest.id)).one()
            new = self._new(session, owner, name)
            note = f"Copy of {old.name}, version {latest.number}"
            first = self._add(session, new.id, 1, text, note, latest.headline)
            return Saved(new.id, new.name, 1, replace(first, text=None))

    # ---------------------------------------------------------------- finding

    def saved(self, owner: str, deleted: bool = False) -> list[Saved]:
        """The scenarios of an owner, the one saved last first; ``deleted``: those that can be brought back."""
        with self._database.reading() as session:
            return [as_saved(row) for row in session.execute(saved_of(owner, deleted))]

    def one(self, owner: str, scenario_id: int) -> Saved:
        """One scenario of an owner, deleted or not."""
        with self._database.reading() as session:
            scenario_row(session, owner, scenario_id)
            found = saved_of(owner, None).where(ScenarioRow.id == scenario_id)
            return as_saved(session.execute(found).one())

    def versions(self, owner: str, scenario_id: int) -> list[Version]:
        """The versions of a scenario without their texts, the latest first."""
        with self._database.reading() as session:
            scenario_row(session, owner, scenario_id)
            found = select(*WITHOUT_TEXT).where(VersionRow.scenario_id == scenario_id)
            return [Version(*row) for row in session.execute(found.order_by(VersionRow.number.desc()))]

    def version(self, owner: str, version_id: int) -> Version:
        """One version with its text."""
        found = select(*WITHOUT_TEXT, VersionRow.text).join(ScenarioRow, ScenarioRow.id == VersionRow.scenario_id)
        with self._database.reading() as session:
            row = session.execute(found.where(VersionRow.id == version_id, ScenarioRow.owner == owner)).one_or_none()
            if row is None:
                raise problem("Version", "is not there any more; choose one from the list")
            return Version(*row)

    # ---------------------------------------------------------------- names, and taking away

    def rename(self, owner: str, scenario_id: int, name: str) -> Saved:
        """Give a scenario another name; its versions stay as they are."""
        check_lengths(name=name)
        with self._database.writing() as session:
            row = scenario_row(session, owner, scenario_id, locked=True)
            if row.deleted_at is None and is_taken(session, owner, name, besides=row.id):
                raise taken(session, owner, name)
            row.name, row.name_key = tidy(name), name_key(name)
            write(session, name)
        return self.one(owner, scenario_id)

    def delete(self, owner: str, scenario_id: int) -> None:
        """Take a scenario out of the list; it can be brought back with all its versions."""
        self._mark(owner, scenario_id, self._now())

    def undelete(self, owner: str, scenario_id: int) -> Saved:
        """Bring a deleted scenario back, with a number behind its name where the name is taken meanwhile."""
        with self._database.writing() as session:
            row = scenario_row(session, owner, scenario_id, locked=True)
            if row.deleted_at is not None:
                row.name = free_name(session, owner, row.name, row.id)
                row.name_key, row.deleted_at = name_key(row.name), None
                write(session, row.name)
        return self.one(owner, scenario_id)

    def remove(self, owner: str, scenario_id: int) -> None:
        """Take a deleted scenario away for good, with all its versions."""
        with self._database.writing() as session:
            row = scenario_row(session, owner, scenario_id, locked=True)
            if row.deleted_at is None:
                raise problem(f"Scenario {row.name}", "is not deleted; delete it first")
            session.execute(delete(VersionRow).where(VersionRow.scenario_id == row.id))
            session.delete(row)

    def close(self) -> None:
        """Give the connections to the database back."""
        self._database.close()

    # ---------------------------------------------------------------- what those are made of

    def _new(self, session: Session, owner: str, name: str) -> ScenarioRow:
        held = session.scalars(select(func.count()).where(ScenarioRow.owner == owner)).one()
        if held >= MOST_SCENARIOS:
            message = f"there are {MOST_SCENARIOS:,} already, deleted ones included; remove deleted ones for good first"
            raise problem("Saved scenarios", message)
        if is_taken(session, owner, name):
            raise taken(session, owner, name)
        row = ScenarioRow(owner=owner, name=tidy(name), name_key=name_key(name))
        session.add(row)
        write(session, name)
        return row

    def _add(self, session: Session, scenario_id: int, number: int, text: str, note: str, headline: str) -> Version:
        row = VersionRow(
            scenario_id=scenario_id,
            number=number,
            note=note.strip(),
            headline=headline.strip(),
            saved_at=self._now(),
            text=text,
        )
        session.add(row)
        session.flush()
        return Version(row.id, scenario_id, number, row.note, row.headline, row.saved_at, text)

    def _mark(self, owner: str, scenario_id: int, deleted_at: datetime) -> None:
        with self._database.writing() as session:
            row = scenario_row(session, owner, scenario_id)
            found = update(ScenarioRow).where(ScenarioRow.id == row.id, ScenarioRow.deleted_at.is_(None))
            session.execute(found.values(deleted_at=deleted_at))
