"""What the library hands out: a saved scenario, one of its versions, the draft of what is not saved."""

from dataclasses import dataclass
from datetime import datetime

from tcomodel.problems import Problem, ProblemsFound


@dataclass(frozen=True)
class Version:
    """A scenario as somebody saved it; ``number`` counts from 1 within its scenario, ``saved_at`` is in UTC."""

    id: int
    scenario_id: int
    number: int
    note: str
    headline: str  # the answer in words, as it was when this was saved
    saved_at: datetime
    text: str | None = None  # YAML; there when one version is asked for, left out of lists


@dataclass(frozen=True)
class Saved:
    """A saved scenario; ``deleted_at`` (UTC) where it was deleted and can be brought back."""

    id: int
    name: str
    versions: int
    latest: Version
    deleted_at: datetime | None = None


@dataclass(frozen=True)
class Draft:
    """Work that was not saved, as it was kept last; ``kept_at`` is in UTC."""

    content: bytes
    kept_at: datetime


class Conflict(ProblemsFound):
    """Somebody saved a version since the one this work began from; nothing was written and nothing is lost."""

    def __init__(self, latest: Version) -> None:
        self.latest = latest
        message = (
            f"version {latest.number} was saved meanwhile, on {latest.saved_at:%d %B %Y at %H:%M} UTC; "
            "save yours as the next version, or under another name: both are kept"
        )
        super().__init__([Problem("", message)])
