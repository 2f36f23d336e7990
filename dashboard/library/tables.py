"""The tables: scenarios, their versions, and drafts. A change here needs a migration beside it (``migrations/``)."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, ForeignKey, Index, LargeBinary, MetaData, String, Text, TypeDecorator, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from dashboard.library.limits import LONGEST_HEADLINE, LONGEST_NAME, LONGEST_NOTE, LONGEST_OWNER, LONGEST_TOKEN


class Moment(TypeDecorator[datetime]):
    """A moment in UTC. SQLite keeps no time zone, so it goes in as UTC and comes out as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Table(DeclarativeBase):
    """What all tables share: constraints have names, so that a migration can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class ScenarioRow(Table):
    """A saved scenario. ``name_key`` is its name as names are compared; only one that is not deleted may have it."""

    __tablename__ = "scenario"
    __table_args__ = (
        Index(
            "uq_scenario_owner_name_key",
            "owner",
            "name_key",
            unique=True,
            sqlite_where=text("deleted_at IS NULL"),
            postgresql_where=text("deleted_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(String(LONGEST_OWNER))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    name_key: Mapped[str] = mapped_column(String(4 * LONGEST_NAME))  # some letters become three in lower case
    deleted_at: Mapped[datetime | None] = mapped_column(Moment)


class VersionRow(Table):
    """One version of a scenario, numbered from 1."""

    __tablename__ = "version"
    __table_args__ = (Index("uq_version_scenario_id_number", "scenario_id", "number", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scenario_id: Mapped[int] = mapped_column(ForeignKey("scenario.id", ondelete="CASCADE"))
    number: Mapped[int]
    note: Mapped[str] = mapped_column(String(LONGEST_NOTE))
    headline: Mapped[str] = mapped_column(String(LONGEST_HEADLINE))
    saved_at: Mapped[datetime] = mapped_column(Moment)
    text: Mapped[str] = mapped_column(Text)


class DraftRow(Table):
    """What one visitor has open and did not save, compressed, under the token in the page's address."""

    __tablename__ = "draft"

    token: Mapped[str] = mapped_column(String(LONGEST_TOKEN), primary_key=True)
    owner: Mapped[str] = mapped_column(String(LONGEST_OWNER))
    kept_at: Mapped[datetime] = mapped_column(Moment, index=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
