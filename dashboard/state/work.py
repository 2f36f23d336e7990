"""One visitor's work as data: the scenario that is open, the steps that led to it, what the screen says of it."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from dashboard.fields import Place
from dashboard.state.shared import Cards
from tcomodel.edited_workbook import EditedWorkbook
from tcomodel.problems import Problem

Begun = tuple[tuple[Place, Any], ...]  # places of open forms that say nothing yet, and what each brings along


class Step(NamedTuple):
    """A state one can go back to: the scenario's text, and the forms that are open but say nothing yet.

    A form that was begun stands beside the scenario and is not in it, so it changes no number. It goes in, together
    with what it brings along (the series of a new index), with the first value that is typed.

    ``made`` are places that were made since the scenario was opened, such as an option, with what they said then: what
    stood there before is another's. ``shifted`` are lists that lost a member, so that their places mean others.
    """

    text: str
    begun: Begun = ()
    made: tuple[tuple[Place, Any], ...] = ()
    shifted: tuple[Place, ...] = ()


class SavedAs(NamedTuple):
    """Which version of a saved scenario the open one is, and the text of the step that says the same.

    ``card`` is the fingerprint of the card of the shelf it names; empty where it names none.
    """

    scenario_id: int
    name: str
    number: int
    text: str
    card: str = ""


@dataclass
class Session:
    """One visitor's work. ``good`` is the text of the last step that could be computed, with the cards it was."""

    name: str  # where the scenario came from
    folder: str | None
    opened: dict[str, Any]
    steps: list[Step]
    position: int = 0
    good: str = ""
    good_cards: Cards | None = None
    problems: tuple[Problem, ...] = ()
    last_edit: Place = ()
    refused: tuple[str, tuple[Problem, ...]] | None = None  # an upload that could not be used
    accepted: str = ""  # the name of an upload that was just opened
    waits: tuple[str, bytes] | None = None  # a workbook that was handed in and is not read yet
    returned: EditedWorkbook | None = None  # one that was read, and whose changes nobody took or left yet
    taken: tuple[str, Step] | None = None  # what was taken from one, and the step it made
    data: dict[str, Any] = field(default_factory=dict)
    shown: dict[str, tuple[Any, int]] = field(default_factory=dict)  # what each widget shows, and which one it is
    counts_from: int = 0  # the number of a widget that was not drawn yet
    saved: SavedAs | None = None  # where it is kept, None for one that was never saved

    @property
    def is_own(self) -> bool:
        """Whether somebody would miss it: it was changed, or saved, or is no sample."""
        return len(self.steps) > 1 or self.saved is not None or self.folder is None
