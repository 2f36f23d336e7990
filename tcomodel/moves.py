"""Which inputs are moved, and how far.

A plain number or a series is moved by a share of itself; a card rate that has a range, to the ends of it.
Months of a series that are at the most there is stay there: a hand-over that is done stays done.
What stands for no amount is left alone: switches, whole counts, months of the calendar, constants, measured indices,
and what only means something together: the parts of a mix, which add up to 100 %, and the factors of the seasons,
which average 1.

    hourly wage 20.00     18.00 and 22.00
    occupancy 95 %        85.5 % and 100 %, the most there is: clipped
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from tcomodel.comparison import Standing
from tcomodel.contradictions import Contradictions
from tcomodel.digits import snapped
from tcomodel.model import Input, Model
from tcomodel.range_entries import EDGES, PART_OF_A_MIX
from tcomodel.timeline import Constants

SHARE, CARD = "share", "card"  # the two readings: by a share of the input, or to the ends its card rate has
NO_AMOUNTS = ("whole", "switch", "choice", "schedule", "series", "hours", "calendar")
CALENDAR = ("month", "first_calendar_month", "first_year", "paid_at", "position", "index_data")
COUNTED = ("simultaneous_contacts", "notice_months", "deposit_months")  # nobody agrees on a tenth of one of these


@dataclass(frozen=True)
class Move:
    """An input at one end. ``clipped``: held at the least or most the input may be; ``refused``: why it cannot be."""

    input: Input
    reading: str
    value: Any  # a number, or an array as long as the input's
    clipped: bool
    refused: str = ""


def is_moved(one: Input) -> bool:
    """Whether an input is an amount of its own that may be more or less."""
    apart = one.name in (*CALENDAR, *EDGES, *COUNTED, *Constants.model_fields, *Standing.model_fields)
    mixed = one.name.startswith(PART_OF_A_MIX)
    return one.given.kind not in NO_AMOUNTS and not apart and not mixed and bool(np.any(np.asarray(one.value) != 0))


def moves_of(model: Model, share: float) -> Iterator[tuple[Move, Move]]:
    """The low and the high end of every input that is moved; card rates with a range come a second time."""
    terms = Contradictions(model)
    for one in model.inputs:
        if not is_moved(one):
            continue
        apart = share * np.abs(one.value)
        if one.given.kind == "months" and one.given.most is not None:
            apart = np.where(one.value < one.given.most, apart, 0.0)
        ends: dict[str, tuple[Any, Any]] = {SHARE: (one.value - apart, one.value + apart)}
        if one.rate is not None and one.rate.low is not None:
            shape = np.shape(one.value)
            ends[CARD] = np.full(shape, one.rate.amount("low")), np.full(shape, one.rate.amount("high"))
        for reading, (low, high) in ends.items():
            yield _move(one, reading, low, model, terms), _move(one, reading, high, model, terms)


def _move(one: Input, reading: str, wanted: Any, model: Model, terms: Contradictions) -> Move:
    given = one.given
    least, most = given.limits
    most = min(most, model.scenario.file.months) if given.within_term else most
    held = np.clip(wanted, least, most)
    value = snapped(float(held)) if np.ndim(held) == 0 else np.array([snapped(number) for number in held.tolist()])
    clipped = bool(np.any(held != np.asarray(wanted)))
    return Move(one, reading, value, clipped, terms.of(one, value))
