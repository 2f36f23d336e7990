"""What a result was made by: the version of the tool, and the marks of its inputs and of the card rates among them.

    version 0.1.0 (program 3f2a91c07d5e), inputs e093d838bd11, card 'Public evidence' 7fc3a2516b13

Every export carries it. The same program, inputs and card give the same numbers; ``python -m tcomodel verify`` says of
a workbook whether it still holds them. The mark of a card is made of the rates in use: others may change, the result
does not.
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tcomodel.csv_cells import with_mark
from tcomodel.fingerprint import fingerprint
from tcomodel.index_series import FOLDER as INDICES
from tcomodel.rates.in_use import in_use_of
from tcomodel.results import Comparison

TOOL_VERSION = "0.1.0"  # that of pyproject.toml
PACKAGE = Path(__file__).resolve().parent
LENGTH = 12  # of a mark


class MadeBy(NamedTuple):
    """``program`` is a mark of the source: a version that is being worked on has one for each of its states."""

    version: str
    program: str
    inputs: str
    card_name: str
    card: str

    @property
    def text(self) -> str:
        """All of it in one line."""
        card = f"card '{self.card_name}' {self.card}" if self.card else "no rate of a card"
        return f"version {self.version} (program {self.program}), inputs {self.inputs}, {card}"

    @property
    def told(self) -> str:
        """As an export says it of itself."""
        return f"made by {self.text}"

    @property
    def data(self) -> dict[str, str]:
        """All of it for programs."""
        return self._asdict()


def made_by(comparison: Comparison) -> MadeBy:
    """What a comparison was made by."""
    card = comparison.model.card
    return MadeBy(TOOL_VERSION, program_mark(), fingerprint(comparison), card.name, card_mark(comparison))


def marked_csv(text: str, comparison: Comparison) -> str:
    """A table of a comparison that says what made it."""
    return with_mark(text, made_by(comparison).told)


def marked_data(data: Mapping[str, Any], comparison: Comparison) -> dict[str, Any]:
    """Data of a comparison that say what made them."""
    return {**data, "made_by": made_by(comparison).data}


def marked_yaml(text: str, comparison: Comparison) -> str:
    """YAML of a comparison that says in a remark what made it."""
    return f"# {made_by(comparison).told}\n{text}"


def card_mark(comparison: Comparison) -> str:
    """Twelve characters that change when anything does that the card says of a rate in use; empty where none is."""
    model = comparison.model
    used = dict.fromkeys(one.rate.key for one in (*model.inputs, *model.unused) if one.rate is not None)
    return in_use_of(model.card, used).fingerprint if used else ""


@cache
def of_the_program() -> str:
    """A mark of the source of this package and of its indices: the same on two machines that run the same program."""
    told, at = hashlib.sha256(), PACKAGE.parent
    files = [*PACKAGE.rglob("*.py"), *(one for one in INDICES.rglob("*") if one.is_file())]
    for path in sorted(files, key=lambda one: one.relative_to(at).as_posix()):
        content = path.read_bytes().replace(b"\r\n", b"\n")  # some machines check it out with other line ends
        told.update(path.relative_to(at).as_posix().encode() + b"\0" + content)
    return told.hexdigest()


def program_mark() -> str:
    """Its first characters."""
    return of_the_program()[:LENGTH]
