"""``docs/mechanics.md``: every mechanic of a contract, with its keys, its switches and the cases that hold it.

    python -m tests.mechanics_page            writes the page
    python -m tests.mechanics_page --check    ends with 1 when it is stale

The groups are those of the contracts it was learned from. Keys, switches and their defaults are read off the
declared inputs, cases off the case files, so nothing here is kept by hand but which file belongs to which group.
"""

from dataclasses import dataclass
from types import ModuleType

from tcomodel.readers.document import DOCS

PAGE = DOCS / "mechanics.md"


@dataclass(frozen=True)
class Mechanic:
    """A group of mechanics: what contracts call it, the files that hold it, and the keys where not all of them."""

    title: str
    where: str  # the section of a scenario
    modules: tuple[ModuleType, ...]
    only: tuple[str, ...] = ()
