"""A mark of all that the figures of a programme come from: while it stays, they need not be worked out again.

It is made of the text of the scenario, the files beside it that the text names, the rate cards, the draws asked for
and the program itself: with a changed line of the model no figure of before is taken.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from tcomodel.card_choice import standard_card
from tcomodel.files import bytes_at
from tcomodel.made_by import of_the_program
from tcomodel.rates import RateCard

NAMED_FILES = re.compile(r"[^\s\"'\[\]{},:#][^\n\"'\[\]{},:#]*?\.(?:ya?ml|csv)\b", re.IGNORECASE)


def fingerprint_of(path: Path, card: RateCard | None = None, draws: int | None = None) -> str:
    """Twelve characters for a scenario file and what it is computed with; they do not depend on where it lies."""
    told = hashlib.sha256(repr((of_the_program(), standard_card().fingerprint, card and card.fingerprint)).encode())
    told.update(repr(draws).encode())
    for content in _contents(path):
        told.update(hashlib.sha256(content).digest())
    return told.hexdigest()[:12]


def _contents(path: Path) -> Iterator[bytes]:
    """The scenario and the files that its text may name; one that cannot be read counts as empty."""
    content = _content(path)
    yield content
    for name in sorted(set(NAMED_FILES.findall(content.decode("utf-8", "replace")))):
        yield name.encode() + b"\0" + _content(path.parent / name)


def _content(path: Path) -> bytes:
    try:
        return bytes_at(path)
    except (OSError, ValueError):  # ValueError: no name a file can have
        return b""
