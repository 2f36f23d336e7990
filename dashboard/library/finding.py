"""How scenarios and versions are found in the tables, always by their owner, and when a name is taken."""

from sqlalchemy import Select, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from dashboard.library.entries import Saved, Version
from dashboard.library.limits import LONGEST_NAME, name_key, tidy
from dashboard.library.tables import ScenarioRow, VersionRow
from tcomodel.problems import Problem, ProblemsFound, problem

WITHOUT_TEXT = (
    VersionRow.id,
    VersionRow.scenario_id,
    VersionRow.number,
    VersionRow.note,
    VersionRow.headline,
    VersionRow.saved_at,
)


def scenario_row(session: Session, owner: str, scenario_id: int, *, locked: bool = False) -> ScenarioRow:
    """The row of a scenario; ``locked`` until the transaction ends, where the database can."""
    found = select(ScenarioRow).where(ScenarioRow.id == scenario_id, ScenarioRow.owner == owner)
    row = session.scalars(found.with_for_update() if locked else found).one_or_none()
    if row is None:
        raise problem("Scenario", "is not there any more; choose one from the list")
    return row


def latest_of(session: Session, scenario_id: int) -> Version:
    """The latest version of a scenario, without its text."""
    found = select(*WITHOUT_TEXT).where(VersionRow.scenario_id == scenario_id).order_by(VersionRow.number.desc())
    return Version(*session.execute(found.limit(1)).one())


def saved_of(owner: str, deleted: bool | None) -> Select:
    """Scenarios with their latest version; None for ``deleted`` takes all."""
    numbers = select(VersionRow.scenario_id, func.max(VersionRow.number).label("number"))
    last = numbers.group_by(VersionRow.scenario_id).subquery()
    found = (
        select(ScenarioRow.name, ScenarioRow.deleted_at, *WITHOUT_TEXT)
        .join(last, last.c.scenario_id == ScenarioRow.id)
        .join(VersionRow, (VersionRow.scenario_id == ScenarioRow.id) & (VersionRow.number == last.c.number))
        .where(ScenarioRow.owner == owner)
        .order_by(VersionRow.saved_at.desc(), VersionRow.id.desc())
    )
    if deleted is None:
        return found
    return found.where(ScenarioRow.deleted_at.is_not(None) if deleted else ScenarioRow.deleted_at.is_(None))


def as_saved(row: tuple) -> Saved:
    """A row of ``saved_of`` as the library hands it out."""
    name, deleted_at, *version = row
    latest = Version(*version)
    return Saved(latest.scenario_id, name, latest.number, latest, deleted_at)


def is_taken(session: Session, owner: str, name: str, besides: int | None = None) -> bool:
    """Whether another scenario of the owner, one that is not deleted, has this name."""
    found = select(ScenarioRow.id).where(
        ScenarioRow.owner == owner, ScenarioRow.name_key == name_key(name), ScenarioRow.deleted_at.is_(None)
    )
    return any(one != besides for one in session.scalars(found))


def free_name(session: Session, owner: str, name: str, besides: int | None = None) -> str:
    """The name, with a number behind it where another scenario has it."""
    free, number = name, 2
    while is_taken(session, owner, free, besides):
        ending = f" ({number})"
        free, number = name[: LONGEST_NAME - len(ending)] + ending, number + 1
    return free


def taken(session: Session, owner: str, name: str) -> ProblemsFound:
    """That a name is taken, and the nearest one that is free."""
    free = free_name(session, owner, tidy(name))
    return ProblemsFound([Problem("Name", f"{tidy(name)} is there already; save a new version of it, or write {free}")])


def write(session: Session, name: str) -> None:
    """Write now; another program may have taken the name a moment ago."""
    try:
        session.flush()
    except IntegrityError:
        raise problem("Name", f"{tidy(name)} was taken a moment ago; write another name") from None
