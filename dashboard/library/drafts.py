"""Drafts: the work of one visitor as it was last, under a token that only the page's address knows."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import delete, select

from dashboard.library.database import Database
from dashboard.library.entries import Draft
from dashboard.library.limits import LARGEST_DRAFT, LONGEST_TOKEN
from dashboard.library.tables import DraftRow
from tcomodel.problems import problem


class Drafts:
    """What a library does with drafts; ``content`` is bytes that mean something to whoever keeps them."""

    _database: Database
    _now: Callable[[], datetime]

    def keep_draft(self, token: str, owner: str, content: bytes) -> None:
        """Keep a draft in the place of the one before; another owner's token is refused."""
        if not 0 < len(token) <= LONGEST_TOKEN:
            raise problem("Draft", f"needs a token of 1 to {LONGEST_TOKEN} characters")
        if len(content) > LARGEST_DRAFT:
            size, most = len(content) / 1_000_000, LARGEST_DRAFT / 1_000_000
            raise problem("Draft", f"has {size:,.1f} MB; at most {most:,.0f} MB are kept. Save the scenario, or a file")
        with self._database.writing() as session:
            row = session.get(DraftRow, token, with_for_update=True)
            if row is None:
                session.add(DraftRow(token=token, owner=owner, kept_at=self._now(), content=content))
            elif row.owner == owner:
                row.kept_at, row.content = self._now(), content
            else:
                raise problem("Draft", "belongs to another visitor")

    def draft(self, token: str, owner: str) -> Draft | None:
        """The draft under a token; None where there is none, or it is another owner's."""
        if not 0 < len(token) <= LONGEST_TOKEN or "\0" in token:
            return None
        found = select(DraftRow.content, DraftRow.kept_at).where(DraftRow.token == token, DraftRow.owner == owner)
        with self._database.reading() as session:
            row = session.execute(found).one_or_none()
            return None if row is None else Draft(*row)

    def forget_drafts(self, before: datetime) -> int:
        """Take away the drafts that were kept last before a moment; how many there were."""
        with self._database.writing() as session:
            return session.execute(delete(DraftRow).where(DraftRow.kept_at < before)).rowcount
