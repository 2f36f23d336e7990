"""What holds draws back, in words: the limits of an input, and terms that no contract can mean together.

    occupancy 70 / 80 / 98 %: 4.2 % of the draws lay beyond its limits and stop there
    floor 2 %, cap 1 / 3 / 5 %: where the cap is drawn below 2 % it stops at 2 %, and the share of such draws is told

The files of the clauses say what cannot be meant together, for one value at a time. So the ends of what was drawn are
asked: each input of a section alone, then each two of them. Where an end contradicts, it is drawn in towards the base
until it does not, and draws beyond it stop there. What never contradicts stays as it was drawn.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import numpy as np

from tcomodel.contradictions import Contradictions
from tcomodel.model import Input, Model
from tcomodel.uncertainty.values import PART, Drawn

STEPS = 30  # of halving the way between the base and an end
WORTH_TELLING = 0.0005  # of the draws
Ends = dict[Input, list[np.ndarray]]  # of each input the lowest and the highest that was drawn


@dataclass(frozen=True)
class Hold:
    """Where the draws of an input stop because of a contradiction, which is told."""

    low: np.ndarray
    high: np.ndarray
    told: str


@dataclass(frozen=True)
class Survey:
    """What was drawn for an input: the share of the draws that its limits hold back, and the ends within them.

    The ends are those of each month of a series, and of all months for what is one number. The base lies between them,
    drawn or not, so that there is a way back to it.
    """

    beyond: float
    low: np.ndarray
    high: np.ndarray


def survey(drawn: Drawn) -> Survey:
    """Look at all draws of an input once."""
    base = np.asarray(drawn.input.value, dtype=float)
    may_move = (base > drawn.least) & (base < drawn.most)  # a hand-over that is done stays done
    low, high, outside, over = base, base, 0, 0 if base.ndim else None
    for part in _parts(drawn):
        low, high = np.minimum(low, part.min(axis=over)), np.maximum(high, part.max(axis=over))
        if low.min() < drawn.least or high.max() > drawn.most:
            outside += int((((part < drawn.least) | (part > drawn.most)) & may_move).any(axis=1).sum())
    ends = (np.clip(end, drawn.least, drawn.most) for end in (low, high))
    return Survey(outside / len(drawn), *map(np.asarray, ends))


def beyond(drawn: Drawn, hold: Hold) -> float:
    """The share of the draws within the limits of the input that a hold stops."""
    held = (np.clip(part, drawn.least, drawn.most) for part in _parts(drawn))
    return sum(int(((part < hold.low) | (part > hold.high)).any(axis=1).sum()) for part in held) / len(drawn)


def in_percent(share: float) -> str:
    """A share of the draws in words: 0.078 %, 7.8 %, 78 %."""
    return f"{share * 100:.0f} %" if share >= 0.1 else f"{share * 100:.2g} %"


def contradictions(model: Model, surveys: Mapping[Input, Survey]) -> dict[Input, Hold]:
    """Where draws have to stop so that no contract contradicts itself."""
    if not surveys:
        return {}

    terms = Contradictions(model)
    holds = {}
    for inputs in _by_section(surveys):
        ends: Ends = {one: [surveys[one].low, surveys[one].high] for one in inputs}
        for one, told in _drawn_in(terms, inputs, ends).items():
            low, high = ends[one]
            holds[one] = Hold(low, high, told)
    return holds


def _drawn_in(terms: Any, inputs: list[Input], ends: Ends) -> dict[Input, str]:
    """Draw ends in, in place, until none contradicts; which inputs that was for, and what was said."""
    said: dict[Input, str] = {}
    for together in (*combinations(inputs, 1), *combinations(inputs, 2)):
        for sides in product((0, 1), repeat=len(together)):
            corner = {one: ends[one][side] for one, side in zip(together, sides, strict=True)}
            if told := _said(terms, corner, 1.0):
                kept = _kept(terms, corner)
                for one, side in zip(together, sides, strict=True):
                    ends[one][side] = _on_the_way(one, corner[one], kept)
                    said[one] = told
    return said


def _parts(drawn: Drawn) -> Iterator[np.ndarray]:
    """The draws before anything holds them, part by part."""
    for first in range(0, len(drawn), PART):
        yield drawn.free(range(first, min(first + PART, len(drawn))))


def _by_section(drawn: Iterable[Input]) -> list[list[Input]]:
    """The drawn inputs of each clause or section of an option, and of each section of the programme."""
    found: dict[tuple[Any, ...], list[Input]] = {}
    for one in drawn:
        if one.scope.kind != "index":
            depth = 1 if one.place[0] != "options" else 4 if one.place[2:3] == ("contract",) else 3
            found.setdefault(one.place[:depth], []).append(one)
    return list(found.values())


def _kept(terms: Any, corner: Mapping[Input, np.ndarray]) -> float:
    """How much of the way from the base to a corner is free of contradictions."""
    free, bound = 0.0, 1.0
    for _ in range(STEPS):
        middle = (free + bound) / 2
        free, bound = (free, middle) if _said(terms, corner, middle) else (middle, bound)
    return free


def _said(terms: Any, corner: Mapping[Input, np.ndarray], part: float) -> str:
    """The first contradiction so much of the way out to a corner of what was drawn; nothing where there is none."""
    moved = {one: _on_the_way(one, end, part) for one, end in corner.items()}
    return str(terms.of_several({one: float(end) if end.ndim == 0 else end for one, end in moved.items()}))


def _on_the_way(one: Input, end: np.ndarray, part: float) -> np.ndarray:
    base = np.asarray(one.value, dtype=float)
    return end if part == 1 else np.asarray(base + part * (end - base))
