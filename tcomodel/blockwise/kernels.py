"""What each sign and word of a formula does to a block of draws, into an array that is there already.

A block has the months (or fewer rows, see ``months``) on its first axis and the draws on its last, so that a number
a month meets a number a draw without copies. The bodies in ``tcomodel.words`` say what a word means; what stands
here does the same steps in the same order, without making new arrays. A word without an entry here is worked out by
its body.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from tcomodel import words
from tcomodel.words import SNAP, Word

Array = Any  # (rows, draws), or what broadcasts to it: a number, (rows, 1), (1, draws)


@dataclass(frozen=True)
class Kernel:
    """``run(out, mask, *operands)``; ``mask`` holds yes or no for each number of ``out`` where ``masked``.

    ``plain`` is the same for numbers and rows that no draw moves; only signs have it. ``in_place``: ``out`` may be one
    of the operands. ``along``: it looks along the months, so that every month must have a row; ``gives_one`` then says
    that its result is one number for the whole term.
    """

    run: Callable[..., None]
    plain: Any = None
    in_place: bool = False
    masked: bool = False
    along: bool = False
    gives_one: bool = False


def _plain(ufunc: Any) -> Kernel:
    def run(out: Array, mask: Array, *operands: Array) -> None:
        ufunc(*operands, out=out)

    return Kernel(run, plain=ufunc, in_place=True)


def _power(out: Array, mask: Array, base: Array, exponent: Array) -> None:
    """One number a draw to many exponents, such as growth by the month, takes half the time with logarithms."""
    if np.ndim(base) == 2 and len(base) < len(out) and np.min(base) > 0:
        np.multiply(np.log(base), exponent, out=out)
        np.exp(out, out=out)
    else:
        np.power(base, exponent, out=out)


SIGNS = {
    "+": _plain(np.add),
    "-": _plain(np.subtract),
    "*": _plain(np.multiply),
    "/": _plain(np.divide),
    "**": Kernel(_power, plain=np.power, in_place=True),
}
LARGER, SUM = _plain(np.maximum), _plain(np.add)


# -- when ------------------------------------------------------------------------------------------


def when(sign: str) -> Kernel:
    """``run(out, mask, left, right, yes, no)``."""
    compare = words.COMPARED[sign]

    def run(out: Array, mask: Array, left: Array, right: Array, yes: Array, no: Array) -> None:
        compare(left, right, out=mask)
        _chosen(out, mask, yes, no)

    return Kernel(run, masked=True)


def _chosen(out: Array, mask: Array, yes: Array, no: Array) -> None:
    if isinstance(yes, float) and isinstance(no, float) and yes == 1 and no == 0:
        np.copyto(out, mask)
        return
    np.copyto(out, no)
    np.copyto(out, yes, where=mask)


def _chosen_by(out: Array, mask: Array, known: Array, yes: Array, no: Array) -> None:
    """A choice that is the same in every draw: ``known`` has yes or no for each row."""
    np.copyto(out, no)
    np.copyto(out, yes, where=known)


CHOSEN_BY = Kernel(_chosen_by)


# -- rounding and shares ---------------------------------------------------------------------------

MILLIONTHS = 1e6 * SNAP


def _without_noise(out: Array, value: Array) -> None:
    np.multiply(value, MILLIONTHS, out=out)
    np.add(out, 0.5, out=out)
    np.floor(out, out=out)
    np.divide(out, 1e6, out=out)


def _round_up(out: Array, mask: Array, value: Array) -> None:
    _without_noise(out, value)
    np.ceil(out, out=out)


def _whole(out: Array, mask: Array, value: Array) -> None:
    _without_noise(out, value)
    np.floor(out, out=out)


def _to_the_cent(out: Array, mask: Array, value: Array) -> None:
    np.less(value, 0.0, out=mask)
    np.abs(value, out=out)
    np.multiply(out, 100.0, out=out)
    np.multiply(out, SNAP, out=out)
    np.add(out, 0.5, out=out)
    np.floor(out, out=out)
    np.divide(out, 100.0, out=out)
    np.negative(out, where=mask, out=out)


def _share_of(out: Array, mask: Array, part: Array, whole: Array) -> None:
    np.equal(whole, 0.0, out=mask)
    np.divide(part, whole, out=out)
    np.copyto(out, 0.0, where=mask)


# -- along the months ------------------------------------------------------------------------------


def _running_total(out: Array, mask: Array, value: Array) -> None:
    np.copyto(out[:1], value[:1])
    for month in range(1, len(out)):
        np.add(out[month - 1], value[month], out=out[month])


def _previous(out: Array, mask: Array, value: Array) -> None:
    out[0] = 0.0
    np.copyto(out[1:], value[:-1])


def _change(out: Array, mask: Array, value: Array, opening: Array) -> None:
    np.subtract(value[:1], opening[:1] if np.ndim(opening) else opening, out=out[:1])
    np.subtract(value[1:], value[:-1], out=out[1:])


def _total_over_term(out: Array, mask: Array, value: Array) -> None:
    np.add.reduce(value, axis=0, keepdims=True, out=out)


def _highest(out: Array, mask: Array, value: Array) -> None:
    np.maximum.reduce(value, axis=0, keepdims=True, out=out)


def shifted(months: int) -> Kernel:
    """``earlier`` by so many months in every draw: ``run(out, mask, value)``."""

    def run(out: Array, mask: Array, value: Array) -> None:
        out[:months] = 0.0
        np.copyto(out[months:], value[: max(len(value) - months, 0)])

    return Kernel(run, along=True)


def in_one_month(month: int) -> Kernel:
    """``in_month`` with the same month in every draw, from 0: ``run(out, mask, value)``."""

    def run(out: Array, mask: Array, value: Array) -> None:
        np.copyto(out, value[month : month + 1])

    return Kernel(run, along=True, gives_one=True)


def _in_month(out: Array, mask: Array, value: Array, month: Array) -> None:
    np.copyto(out, np.take_along_axis(value, month.astype(np.intp) - 1, axis=0))


IN_MONTH = Kernel(_in_month, along=True, gives_one=True)


def taken(rows: np.ndarray) -> Kernel:
    """Some rows, in this order: ``run(out, mask, value)``."""

    def run(out: Array, mask: Array, value: Array) -> None:
        np.take(value, rows, axis=0, out=out, mode="clip")

    return Kernel(run)


WORDS: dict[Word, Kernel] = {
    words.at_least: LARGER,
    words.at_most: _plain(np.minimum),
    words.remainder: _plain(np.mod),
    words.round_up: Kernel(_round_up, in_place=True),
    words.whole: Kernel(_whole, in_place=True),
    words.to_the_cent: Kernel(_to_the_cent, in_place=True, masked=True),
    words.share_of: Kernel(_share_of, in_place=True, masked=True),
    words.running_total: Kernel(_running_total, along=True),
    words.previous: Kernel(_previous, along=True),
    words.change: Kernel(_change, along=True),
    words.total_over_term: Kernel(_total_over_term, along=True, gives_one=True),
    words.highest: Kernel(_highest, along=True, gives_one=True),
}


# -- everything else -------------------------------------------------------------------------------


def by_body(word: Word) -> Kernel:
    """A word worked out by its own body, which has the draws on its first axis."""

    def run(out: Array, mask: Array, *operands: Array) -> None:
        turned = [one if np.ndim(one) < 2 else np.swapaxes(one, 0, 1) for one in operands]
        found = np.atleast_2d(word.body(*turned))
        np.copyto(out, np.swapaxes(found, 0, 1))

    return Kernel(run, along=word.looks_along, gives_one=word.shape == "whole term")


def month_by_month(function: Callable[..., Any], past: int) -> Kernel:
    """A line that starts from its own value of the month before, which is its argument number ``past``.

    Operands are numbers, tuples with one a month, blocks, or lists of these for a group.
    """

    def run(out: Array, mask: Array, *operands: Array) -> None:
        before: Any = 0.0
        for month in range(len(out)):
            now = [_of_month(one, month) for one in operands]
            before = function(*now[:past], before, *now[past:])
            out[month] = before

    return Kernel(run, along=True)


def _of_month(operand: Any, month: int) -> Any:
    if isinstance(operand, list):
        return [_of_month(one, month) for one in operand]
    if isinstance(operand, float):
        return operand
    return operand[month if len(operand) > 1 else 0]
