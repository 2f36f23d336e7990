"""What a run has worked out so far, kept beside its output: a line for each programme, written when it is ready.

    portfolio.csv.part      {"file": "programmes/manila.yaml", "fingerprint": "1f0c...", "options": [...]}

A run that was interrupted, however it was, leaves whole lines and perhaps half of one at the end, which is dropped.
"""

import json
import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO

from tcomodel.portfolio.programme import Programme
from tcomodel.problems import Problem, ProblemsFound


class Kept:
    """The programmes kept in a file, by their paths; more are added to its end while it is open."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.programmes = {one.file: one for one in _read(path)}
        self._file: IO[str] | None = None

    def __len__(self) -> int:
        return len(self.programmes)

    def __enter__(self) -> "Kept":
        """Open it for more, after what is whole in it; raises ProblemsFound where it cannot be written."""
        beside = self.path.with_name(f"{self.path.name}.new")
        try:
            beside.write_text("".join(map(_line, self.programmes.values())), encoding="utf-8")
            beside.replace(self.path)
            self._file = self.path.open("a", encoding="utf-8")
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise self._not_written(error) from None
        return self

    def add(self, programme: Programme) -> None:
        """Keep one more, so that it is there whatever happens next; one with problems is worked out again next time."""
        if self._file is None:
            raise ValueError("what is kept is not open")
        if programme.problems:
            return
        try:
            self._file.write(_line(programme))
            self._file.flush()
            self.programmes[programme.file] = programme  # whoever interrupts the next line finds it in the file
            os.fsync(self._file.fileno())
        except OSError as error:
            self.programmes.pop(programme.file, None)
            raise self._not_written(error) from None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            with suppress(OSError):  # of what could not be written, and was told
                self._file.close()
            self._file = None

    def drop(self) -> None:
        """Take the file away: its output is written."""
        self.path.unlink(missing_ok=True)

    def _not_written(self, error: OSError) -> ProblemsFound:
        return ProblemsFound([Problem(str(self.path), f"cannot be written: {error.strerror or error}")])


def _line(programme: Programme) -> str:
    return json.dumps(programme.as_dict(), ensure_ascii=False, allow_nan=False) + "\n"


def _read(path: Path) -> list[Programme]:
    """The programmes in whole lines; anything else is left out, and then worked out again."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    found = []
    for line in text.split("\n")[:-1]:
        try:
            found.append(Programme.from_dict(json.loads(line)))
        except (ValueError, TypeError, KeyError, AttributeError):
            continue
    return found
