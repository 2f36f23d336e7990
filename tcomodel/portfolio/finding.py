"""Which files of a folder are programmes: every YAML file that is no rate card.

programmes/manila.yaml, programmes/2027/lisbon.yaml      compared
programmes/vendor_a.yaml with ``rates:`` and no options  a card that some scenario names
"""

import re
from pathlib import Path

from tcomodel.files import text_at
from tcomodel.problems import Problem, ProblemsFound

ENDINGS = (".yaml", ".yml")
OF_A_CARD = re.compile(r"^(rates|series)\s*:", re.MULTILINE)
OF_A_SCENARIO = re.compile(r"^(options|demand)\s*:", re.MULTILINE)


def paths_below(folder: Path) -> list[Path]:
    """The scenario files in a folder and its folders, in the order of their names; hidden ones are left out.

    Raises ProblemsFound where there is no such folder, or none in it.
    """
    if not folder.is_dir():
        raise ProblemsFound([Problem(str(folder), "there is no such folder; expected one with scenario files")])
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS and path.is_file())
    visible = [path for path in files if not any(part.startswith(".") for part in path.relative_to(folder).parts)]
    found = [path for path in visible if not _is_card(path)]
    if not found:
        raise ProblemsFound([Problem(str(folder), "no scenario file is in it; expected files that end with .yaml")])
    return found


def _is_card(path: Path) -> bool:
    """Whether a file is a rate card; what cannot be read is left to its comparison, which says why."""
    try:
        text = text_at(path)
    except (OSError, UnicodeDecodeError):
        return False
    return OF_A_CARD.search(text) is not None and OF_A_SCENARIO.search(text) is None
