"""Which witness notices a mutant, and by what.

The cases that give a number of the changed line are asked first, then those it reaches, in the end the reference
model. A mutant that makes the model stop or refuse is noticed too.
"""

import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from tests.mutation.mutants import Mutant, planted
from tests.mutation.witness_list import of_cases, of_the_reference
from tests.mutation.witnesses import Witness

MOST_ANEW = 60  # scenarios that are put together anew for one mutant
MOST_IDLE = 10  # scenarios without a row of a line that are asked whether it stays away
SECONDS = 20  # that one witness may take: a sum over a million months is noticed, too


@dataclass(frozen=True)
class Verdict:
    """Who noticed a mutant, and what; nobody, and in how many witnesses a number was another one."""

    witness: str = ""
    noticed: str = ""
    reached: int = 0  # witnesses that have a row of it
    seen: int = 0  # of those, in which any number is another one

    @property
    def killed(self) -> bool:
        return bool(self.witness)

    @property
    def by(self) -> str:
        first = self.noticed.partition(":")[0]
        return first if first in ("reference", "units", "formula", "refused", "stopped") else "number"


def judged(mutant: Mutant, witnesses: Iterable[Witness] | None = None, reference: bool = True) -> Verdict:
    """The verdict over a mutant; each witness has its own numbers from the model as it is."""
    first, asked, seen = None, 0, 0
    known = (of_cases if witnesses is None else lambda: tuple(witnesses)), *((of_the_reference,) if reference else ())
    for group in known:
        changed = []
        for one in in_order(mutant, group()):
            with planted(mutant), _no_longer_than(SECONDS):
                found = one.notices(mutant)
            if isinstance(found, str):
                return Verdict(one.name, found)
            first, asked, seen = first or one, asked + 1, seen + bool(found)
            if found:
                changed.append((one, found))
        for one, numbers in changed if reference else ():
            with planted(mutant):
                said = one.known_better(numbers)
            if said:
                return Verdict(one.name, said)
        if first and not mutant.wired_anew and mutant.line:
            with planted(mutant):
                said = first.of_form(mutant)
            if said:
                return Verdict(first.name, said)
    return Verdict(reached=asked, seen=seen)


def in_order(mutant: Mutant, witnesses: Iterable[Witness]) -> Iterator[Witness]:
    """Those that the mutant concerns, the likeliest first; nothing may be planted meanwhile."""
    name = mutant.line.name if mutant.line else ""
    file = mutant.file.rpartition(".")[2]
    with_rows = idle = 0
    for one in sorted(witnesses, key=lambda one: (name not in one.names, not one.name.startswith(file))):
        if one.values and one.rows_of(mutant):
            with_rows += 1
            if with_rows <= MOST_ANEW or not mutant.wired_anew:
                yield one
        elif mutant.kind == "condition" and idle < MOST_IDLE and mutant.line in one.in_play:
            idle += 1
            yield one


@contextmanager
def _no_longer_than(seconds: int) -> Iterator[None]:
    def stop(_: int, __: FrameType | None) -> None:
        raise TimeoutError(f"it takes longer than {seconds} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
