"""The export a visitor has in hand: waiting to be read, refused, or open with the answers that were given."""

from dataclasses import dataclass, field

from dashboard import state
from dashboard.server.visits import refused
from dashboard.state import Step
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.volumes import ExportInHand, read_export

LEVEL, MONTHS = WAYS = ("Level and season", "Month by month")
KEPT = "volumes in hand"


@dataclass
class Hand:
    """One file. ``way`` is how it goes into the scenario, ``resolution`` in percent what was said beside it.

    ``used`` is what was taken from the last file, and the step that this made.
    """

    waits: tuple[str, bytes] | None = None
    refused: tuple[str, tuple[Problem, ...]] | None = None
    file: str = ""
    content: bytes = b""
    sheets: dict[str, ExportInHand] = field(default_factory=dict)
    chosen: str = ""
    way: str = LEVEL
    resolution: float | None = None
    used: tuple[str, Step] | None = None
    count: int = 0  # of files, so that each has widgets of its own

    @property
    def export(self) -> ExportInHand | None:
        """What is on the screen."""
        return self.sheets.get(self.chosen) if self.file else None

    def take(self, name: str, content: bytes) -> None:
        """A file was dropped; it is read on the page, which says so meanwhile."""
        self.count += 1
        self.refused, self.used, self.waits = None, None, (name, content)

    def read(self, channels: tuple[str, ...]) -> None:
        """Read the file that waits; it takes the place of the one in hand, or is refused and changes nothing."""
        if self.waits is None:
            return
        (name, content), self.waits = self.waits, None
        try:
            export = read_export(name, content)
        except ProblemsFound as found:
            self.refused = name, found.problems
            refused("volumes", content)
            return
        self.file, self.content, self.chosen = name, content, export.sheet
        self.sheets = {export.sheet: ExportInHand(export, channels)}
        self.way, self.resolution = LEVEL, None

    def choose(self, sheet: str) -> None:
        """Show another sheet of the workbook; what was said about this one is kept."""
        try:
            if sheet not in self.sheets and self.export is not None:
                self.sheets[sheet] = ExportInHand(read_export(self.file, self.content, sheet), self.export.channels)
            self.chosen = sheet
        except ProblemsFound as found:
            self.refused = f"{self.file}, sheet {sheet}", found.problems

    def put_away(self) -> None:
        """Close the file; nothing it said stays."""
        self.count += 1
        self.file, self.content, self.sheets, self.chosen, self.refused = "", b"", {}, "", None


def hand() -> Hand:
    """What this visitor has in hand."""
    found: Hand | None = state.kept(KEPT)
    if found is None:
        state.keep(KEPT, found := Hand())
    return found
