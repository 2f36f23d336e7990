"""What moves the result most, in words: how a swing is called, what it was moved between, what it changes.

Seat rate (Philippines, per seat)
2,240.00 USD per seat and month: 2,016.00 to 2,464.00
10 % lower, Philippines, core seats and overflow costs least
"""

import numpy as np

from tcomodel.model import Input
from tcomodel.readers.english import place_of
from tcomodel.sensitivity import CARD, BreakEven, End, Swing


def name_of_swing(swing: Swing) -> str:
    """The input and where it stands: ``Volume (Voice)``; the whole programme needs no place."""
    name = named_input(swing.input)
    return name if swing.is_plain else f"{name}, all months"


def named_input(one: Input) -> str:
    """An input with its place, as somebody who sees all options calls it."""
    if one.scope.kind == "programme":
        return one.label
    alone = {"assumed": "assumed", "demand": one.scope.label, "index": one.scope.label}
    return f"{one.label} ({alone.get(one.scope.kind) or place_of(one.scope)})"


def end_in_words(swing: Swing, end: End, *, low: bool) -> str:
    """Where an end is: ``10 % lower``, ``high of the card``; and whether it had to stop there."""
    if swing.reading == CARD:
        told = "low of the card" if low else "high of the card"
    else:
        told = f"{swing.share * 100:.4g} % {'lower' if low else 'higher'}"
    if not end.clipped:
        return told
    stays = np.all(np.asarray(end.value) == np.asarray(swing.now.value))
    return f"{told} is not possible" if stays else f"{told}, as far as it can go"


def break_even_in_words(found: BreakEven) -> str:
    """The break-even price as a sentence of its own."""
    if not found.changes and not found.jumps:
        return found.reason
    said = [f"the same cost at prices {moved_in_words(change)}" for change in found.changes]
    said += [f"changes sides at prices {moved_in_words(change)} without breaking even" for change in found.jumps]
    return ", ".join(said)


def moved_in_words(change: float) -> str:
    """``7.4 % higher``."""
    if abs(change) < 0.0005:
        return "as they are"
    return f"{abs(change) * 100:,.1f} % {'higher' if change > 0 else 'lower'}"
