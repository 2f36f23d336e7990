"""Axes in words: what is moved along a chart, and how a position on it is called.

Volume, contacts a month       41,283 contacts a month
Handle time, % of today's      109.2 % of today's handle time
"""

from tcomodel.negotiation.axis import FACTOR, NAMED, POINTS, Axis, movable, place_of
from tcomodel.readers.english import amount, inside_a_sentence, label_of
from tcomodel.readers.sensitivity_words import named_input
from tcomodel.results import Comparison

AXES = {
    "volume": "volume",
    "handle_time": "handle time",
    "wage_inflation": "wage inflation",
    "resolution": "resolution",
}


def name_of_axis(axis: Axis) -> str:
    """``Volume``, ``Handle time``, ``Seat rate (Philippines, per seat)``."""
    if axis.key in AXES:
        return AXES[axis.key].capitalize()
    if len(axis.inputs) == 1:
        return named_input(axis.inputs[0])
    return f"{label_of(axis.inputs[0])}, everywhere it is stated"


def title_of_axis(axis: Axis, currency: str) -> str:
    """The name with the unit its numbers have: ``Volume, contacts a month``; ``Handle time, % of today's``."""
    if axis.is_volume:
        return f"Contacts a month, {axis.channel or 'all channels'}"
    name = name_of_axis(axis)
    if axis.mode == FACTOR:
        return f"{name}, % of today's"
    if axis.mode == POINTS:
        return f"{name}, points more or less than today"
    one = axis.inputs[0]
    return f"{name}, {'%' if _is_percent(axis) else amount(1.0, one.unit, currency).partition(' ')[2]}"


def shown(axis: Axis, position: float) -> float:
    """The number a position has on an axis: contacts, per cent of today's, points, or the value."""
    if axis.is_volume:
        return position * axis.stated if axis.mode == FACTOR else position
    if axis.mode == FACTOR or axis.mode == POINTS or _is_percent(axis):
        return 100 * position
    return position


def position_of(axis: Axis, number: float) -> float:
    """The position of a number on an axis, as ``shown`` has it."""
    return number / shown(axis, 1.0)


def at(axis: Axis, position: float, currency: str = "") -> str:
    """``41,283 contacts a month``, ``109.2 % of today's handle time``, ``3.4 % per year``."""
    if axis.is_volume:
        return f"{shown(axis, position):,.0f} contacts a month{f' ({axis.channel})' if axis.channel else ''}"
    if axis.mode == FACTOR:
        return f"{100 * position:,.1f} % of today's {plain_name_of(axis)}"
    if axis.mode == POINTS:
        if abs(position) < 5e-5:
            return f"today's {plain_name_of(axis)}"
        return (
            f"{abs(100 * position):,.1f} points {'more' if position > 0 else 'less'} {plain_name_of(axis)} than today"
        )
    one = axis.inputs[0]
    return amount(position, one.unit, currency, share=one.given.is_share)


def between(axis: Axis, low: float, high: float, currency: str = "") -> str:
    """``between 52,100 and 52,900 contacts a month``."""
    first, second = at(axis, low, currency), at(axis, high, currency)
    number, _, unit = first.partition(" ")
    other, _, same = second.partition(" ")
    return f"between {number} and {other} {unit}" if unit == same else f"between {first} and {second}"


def plain_name_of(axis: Axis) -> str:
    """The name inside a sentence: ``handle time``."""
    return inside_a_sentence(name_of_axis(axis))


def _is_percent(axis: Axis) -> bool:
    one = axis.inputs[0]
    return one.given.is_share or one.unit.startswith("1/")


def axis_choices(comparison: Comparison) -> dict[str, str]:
    """Names of axes by key: what people mostly ask for first, then every input by its place."""
    stated = {one.name for one in comparison.model.inputs}
    found = {key: f"{AXES[key].capitalize()}, all together" for key, names in NAMED.items() if stated & set(names)}
    for one in movable(comparison.model):
        found.setdefault(place_of(one), named_input(one))
    return found
