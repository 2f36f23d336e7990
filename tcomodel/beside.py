"""Files that a scenario names: they stand beside it, in its folder, and nowhere else."""

from pathlib import Path

from tcomodel.files import real, text_at
from tcomodel.problems import EntryProblem


def text_beside(folder: Path | None, name: str, kind: str, otherwise: str) -> str:
    """The text of a file beside a scenario.

    ``kind`` is what the file is (``a CSV file``), ``otherwise`` what to write where there is no folder to look into.
    Raises EntryProblem.
    """
    if folder is None:
        raise EntryProblem(f"{kind} can only be named in a scenario that is opened as a file; {otherwise}")
    try:
        path = real(folder / name)
        inside = path.is_relative_to(real(folder))
        text = text_at(path, "utf-8-sig") if inside else ""
    except (OSError, ValueError):  # not there, not text, or no name a file can have
        raise EntryProblem(f"{name} cannot be read; expected a text file beside the scenario") from None
    if not inside:
        raise EntryProblem(f"{name} is not beside the scenario; put the file into its folder")
    return text
