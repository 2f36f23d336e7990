"""The library: names, notes and texts of any kind; what is refused leaves every scenario and version as it was."""

import atexit
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from dashboard.library import library_of
from dashboard.library.address import VARIABLE
from dashboard.library.library import Library
from tcomodel.problems import Problem, ProblemsFound
from tests.fuzz.outcome import Broken, Outcome, Taken, Told
from tests.fuzz.texts import HOSTILE
from tests.fuzz.ways import chance_of

SHARE = 30
IN_MEMORY = Path("/dev/shm")  # what is tried is what is written, not how fast a disk is
NAMES = ("Offshore voice", " offshore  VOICE ", "Two", "x" * 100, "x" * 101, "\ud800", "ﬁ", "İ", "a\nb", "\u200b")
NOTES = ("", "round 2", "x" * 500, "x" * 501, "\udfff", "a\nb")


@cache
def address() -> str:
    """Where a library of our own is, until this process ends."""
    folder = tempfile.TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None)
    atexit.register(folder.cleanup)
    return f"sqlite:///{folder.name}/library.db"


def library() -> Library:
    return library_of(address())


@contextmanager
def at_a_library_of_our_own() -> Iterator[None]:
    """Within, the dashboard keeps things where nobody misses them."""
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = address()
    try:
        yield
    finally:
        os.environ.pop(VARIABLE) if before is None else os.environ.update({VARIABLE: before})


def case(number: int) -> Outcome:
    """A visitor of a name of her own, so that no case finds what another left."""
    chance = chance_of(__name__, number)
    owner, told, done = f"visitor {number}", list[Problem](), 0
    library().save(owner, "Offshore voice", "a: 1\n")
    library().save(owner, "Two", "a: 2\n")
    for _ in range(chance.choice((1, 2, 4))):
        before = _everything(owner)
        try:
            _act(chance, owner)
            done += 1
        except ProblemsFound as found:
            told += [Problem(one.where or "Version", one.message) for one in found.problems]  # of a conflict
            if _everything(owner) != before:
                raise Broken("what was refused has changed the library") from None
    for scenario, versions in _everything(owner):
        if not versions or not scenario.name.strip():
            raise Broken(f"{scenario} has {len(versions)} versions")
    return Taken(f"{done} acts") if done else Told(told)


def _everything(owner: str) -> list[tuple[Any, Any]]:
    return [
        (one, [library().version(owner, version.id) for version in library().versions(owner, one.id)])
        for deleted in (False, True)
        for one in library().saved(owner, deleted)
    ]


def _act(chance: Random, owner: str) -> None:
    name, note = (chance.choice((*several, *several, chance.choice(HOSTILE))) for several in (NAMES, NOTES))
    text = chance.choice(("a: 3\n", "a: 3\n", "", " ", "\x00", "\ud800", "x" * 2_000_001, chance.choice(HOSTILE)))
    known = [one.id for deleted in (False, True) for one in library().saved(owner, deleted)]
    one = chance.choice((*known, *known, 0, -1, 2**40))
    after = chance.choice((None, 1, 2, -1))
    acts = (
        lambda: library().save(owner, name, text, note),
        lambda: library().add_version(owner, one, text, note, after=after),
        lambda: library().duplicate(owner, one, name),
        lambda: library().rename(owner, one, name),
        lambda: library().delete(owner, one),
        lambda: library().undelete(owner, one),
        lambda: library().remove(owner, one),
        lambda: library().version(chance.choice((owner, "another")), one),
        lambda: library().keep_draft(chance.choice(HOSTILE), owner, text.encode("utf-8", "replace")),
        lambda: library().draft(chance.choice(HOSTILE), owner),
    )
    chance.choice(acts)()
