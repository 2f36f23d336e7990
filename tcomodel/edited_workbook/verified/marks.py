"""The marks of a workbook that say what made it, held against those of this program.

    docProps/custom.xml, fingerprint: the workbook says ffffffffffff, this version gives 770ce6abeaea

The marks of inputs and card follow from the scenario inside, whichever version made it. Version and program are those
of this one where the workbook names this program anywhere; another program may write them in its own way.
"""

from collections.abc import Iterator
from typing import Any

from tcomodel.edited_workbook.verified.differences import Difference
from tcomodel.made_by import MadeBy
from tcomodel.readers.excel.names import SCHEMA

MARKS = "docProps/custom.xml"


def names_this_program(told: dict[str, str], on_cover: str, here: MadeBy) -> bool:
    """Whether a workbook says, in its properties or on its Cover, that this program made it."""
    return told.get("program") == here.program or here.program in on_cover


def of_marks(told: dict[str, str], here: MadeBy, this_program: bool, saved_by_another: bool) -> Iterator[Difference]:
    """Marks that are not those computed here; a program that saves a workbook may lose all of them."""
    if not told and saved_by_another:
        return
    expected: dict[str, Any] = {"fingerprint": here.inputs, "card": here.card}
    if this_program:
        expected |= {"schema": SCHEMA, "version": here.version, "program": here.program}
    for name, mark in expected.items():
        if told.get(name, "") != str(mark):
            says = f"says {told[name]}" if told.get(name) else "says nothing"
            yield Difference(f"{MARKS}, {name}", "mark", says, f"gives {mark or 'none'}")
