"""A program at work: block after block of draws, in arrays that are used again.

What a plain evaluation of many draws loses is not arithmetic but new memory: every step of it makes an array that the
machine must first clear. Here slots share a few arrays. A slot takes one that is free when its step comes and gives it
back after the last step that reads it, so that a block's numbers stay near the processor.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from tcomodel.blockwise.program import Program, Slot
from tcomodel.model import Input, Placed

APART = 72  # numbers, nine cache lines
Bound = list[tuple[Callable[..., None], Any, Any, tuple[Any, ...]]]


class Running:
    """One run of a program in blocks of so many draws; not to be shared between threads."""

    def __init__(self, program: Program, block: int) -> None:
        self.program, self.block = program, block
        rows, self.place = arrays_of(program)
        self.arrays = _apart(rows, block)
        masked = (step.out.pattern.rows for step in program.steps if step.kernel.masked)
        self.mask = np.empty((max(masked, default=1), block), dtype=bool)
        self._bound: dict[int, tuple[dict[int, np.ndarray], Bound]] = {}

    def run(self, drawn: Mapping[Input, np.ndarray], kept: dict[Placed, np.ndarray], first: int, last: int) -> None:
        """The draws ``first`` to ``last``: inputs ``(draws, 1 or months)`` in, rows ``(1 or months, draws)`` out."""
        size = last - first
        if size not in self._bound:
            self._bound[size] = self._bind(size)
        views, steps = self._bound[size]
        for one, slot in self.program.drawn.items():
            np.copyto(views[slot.number], drawn[one][first:last].T)
        for run, out, mask, operands in steps:
            run(out, mask, *operands)
        for row, slot in self.program.kept.items():
            found, out = views[slot.number], kept[row][:, first:last]
            np.copyto(out, found if len(found) in (1, len(out)) else found[slot.pattern.of_month])

    def _bind(self, size: int) -> tuple[dict[int, np.ndarray], Bound]:
        """The steps with the arrays they read and write, for blocks of this size."""
        views = {
            slot.number: self.arrays[self.place[slot.number]][: slot.pattern.rows, :size] for slot in self.program.slots
        }
        bound: Bound = []
        for step in self.program.steps:
            out = views[step.out.number]
            mask = self.mask[: len(out), :size] if step.kernel.masked else None
            bound.append((step.kernel.run, out, mask, tuple(_there(one, views) for one in step.operands)))
        return views, bound


def _apart(rows: list[int], block: int) -> list[np.ndarray]:
    """Arrays ``(rows, block)`` that begin at different places of their pages of memory.

    Where an array that is read and one that is written stand at the same place of their pages, a processor waits for
    one before it looks at the other.
    """
    starts = np.cumsum([0, *(count * block + APART for count in rows)])
    memory = np.empty(int(starts[-1]))
    return [
        memory[first : first + count * block].reshape(count, block) for first, count in zip(starts, rows, strict=False)
    ]


def _there(operand: Any, views: dict[int, np.ndarray]) -> Any:
    """What a step reads. No function within ``_bind``: it would hold itself, and the arrays with it, as garbage."""
    if isinstance(operand, Slot):
        return views[operand.number]
    return [_there(one, views) for one in operand] if isinstance(operand, list) else operand


def _slots(operand: Any) -> Iterator[Slot]:
    if isinstance(operand, list):
        for one in operand:
            yield from _slots(one)
    elif isinstance(operand, Slot):
        yield operand


def arrays_of(program: Program) -> tuple[list[int], dict[int, int]]:
    """How many rows each array has, and in which array each slot is kept; found once for a program.

    Slots of as many rows share an array, one after the other.
    """
    if program.arrays is None:
        program.arrays = _shared_out(program)
    return program.arrays


def _shared_out(program: Program) -> tuple[list[int], dict[int, int]]:
    last_read = {slot.number: len(program.steps) for slot in program.kept.values()}
    for position, step in reversed(list(enumerate(program.steps))):
        for operand in step.operands:
            for slot in _slots(operand):
                last_read.setdefault(slot.number, position)
    free: dict[int, list[int]] = {}
    places: dict[int, int] = {}
    rows: list[int] = []

    def take(slot: Slot) -> None:
        waiting = free.setdefault(slot.pattern.rows, [])
        if waiting:
            places[slot.number] = waiting.pop()
        else:
            places[slot.number] = len(rows)
            rows.append(slot.pattern.rows)

    for slot in program.drawn.values():
        take(slot)
    for position, step in enumerate(program.steps):
        read = {slot.number for operand in step.operands for slot in _slots(operand)}
        ending = [number for number in read if last_read[number] == position]
        if step.kernel.in_place:
            _give_back(ending, places, rows, free)
            take(step.out)
        else:
            take(step.out)
            _give_back(ending, places, rows, free)
        if step.out.number not in last_read:  # nobody reads it
            _give_back([step.out.number], places, rows, free)
    return rows, places


def _give_back(numbers: list[int], places: dict[int, int], rows: list[int], free: dict[int, list[int]]) -> None:
    for number in numbers:
        free.setdefault(rows[places[number]], []).append(places[number])
