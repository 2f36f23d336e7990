"""Units read off a formula: does a line give what it says it gives?

    fee = seats * seat_rate        seat x currency/seat/month = currency/month, as declared

The check walks the tree of the very formula that is calculated, so it cannot look at another one. Units are
counted, not converted: minutes and hours do not mix here, sixty is an input with a unit of its own. The words
say themselves how they treat units (``Word.unit``).
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import pint

from tcomodel.model import Input, Placed
from tcomodel.symbols import Comparison, Name, Number, Operation, Symbol, Use
from tcomodel.words import Group

COUNTED = (
    "currency", "year", "month", "week", "day", "hour", "minute", "second",
    "agent", "person", "seat", "contact", "point",
    "unit",  # what a pricing counts; a placed row says which
)  # fmt: skip
SAME_THING = dict.fromkeys(("resolution", "conversation", "action", "sale"), "contact")  # what may come of a contact

REGISTRY: pint.UnitRegistry = pint.UnitRegistry(None)  # knows our own words and no other: no metres, no conversions
for _name in COUNTED:
    REGISTRY.define(f"{_name} = [{_name}]")
for _name, _meaning in SAME_THING.items():
    REGISTRY.define(f"@alias {_meaning} = {_name}")

Unit = pint.Unit | None  # None: a bare 0 or 1, which fits any unit
PURE = REGISTRY.Unit("")


class UnitMismatch(Exception):
    """A formula whose units do not go together; the message names both."""


def check_units(row: Placed) -> None:
    """Compare what a placed line declares with what its formula gives; raises UnitMismatch naming both."""
    pairs = zip(row.line.ingredients, row.arguments, strict=True)
    try:
        units = {ingredient.name: _unit_of_argument(ingredient.name, argument) for ingredient, argument in pairs}
        found, declared = unit_of(row.line.formula, units), unit(row.unit)
    except UnitMismatch as slip:
        raise UnitMismatch(f"{row.key}: {slip}") from None
    if found is not None and found != declared:
        raise UnitMismatch(f"{row.key} is declared in {said(declared)} but its formula gives {said(found)}")


@cache
def unit(text: str) -> pint.Unit:
    """A declared unit such as ``currency/seat/month``; raises UnitMismatch for a word that is no unit."""
    try:
        return PURE if text == "-" else REGISTRY.parse_units(text.replace("share", "1"))
    except (pint.UndefinedUnitError, ValueError) as slip:
        raise UnitMismatch(f"{text!r} is no unit of this model: {slip}") from None


def unit_of(symbol: Symbol, units: Mapping[str, Unit]) -> Unit:
    """The unit a formula gives, None when it fits any; ``units`` are those of its ingredients, by name.

    Raises UnitMismatch where unlike units are added, compared or chosen between.
    """
    match symbol:
        case Number():
            return None
        case Name(name) | Group(name):
            return units[name]
        case Comparison(sign, left, right):
            _alike(f"the sides of {sign}", [unit_of(left, units), unit_of(right, units)])
            return PURE
        case Operation("**", base, exponent):
            return _power(base, exponent, units)
        case Operation("+" | "-" as sign, left, right):
            return _alike(f"the sides of {sign}", [unit_of(left, units), unit_of(right, units)])
        case Operation("*", left, right):
            return _counted(unit_of(left, units)) * _counted(unit_of(right, units))
        case Operation("/", left, right):
            return _counted(unit_of(left, units)) / _counted(unit_of(right, units))
        case Use(word, arguments):
            return _of_word(word.name, word.unit, [unit_of(argument, units) for argument in arguments])
    raise TypeError(f"no unit can be read off {symbol!r}")


def said(found: Unit) -> str:
    """A unit as the model writes it: ``currency/seat/month``."""
    if found is None or found == PURE:
        return "1"
    order = ("currency", "contact", "agent", "seat", "person")  # what is counted comes before the time it takes
    powers: list[tuple[str, Any]] = list(REGISTRY.Quantity(1, found).unit_items())
    powers.sort(key=lambda item: order.index(item[0]) if item[0] in order else len(order))
    above = [name for name, power in powers if power > 0 for _ in range(int(power))]
    below = [name for name, power in powers if power < 0 for _ in range(int(-power))]
    return "/".join([" x ".join(above) or "1", *below])


def _unit_of_argument(name: str, argument: Placed | Input | list[Placed | Input]) -> Unit:
    if isinstance(argument, list):
        return _alike(f"the members of {name}", [_unit_of_argument(name, member) for member in argument])
    return unit(argument.unit)


def _alike(what: str, found: Iterable[Unit]) -> Unit:
    """The unit all of them share; bare numbers go with any."""
    real = [one for one in found if one is not None]
    strange = next((one for one in real if one != real[0]), None)
    if strange is not None:
        raise UnitMismatch(f"{what} have unlike units, {said(real[0])} and {said(strange)}")
    return real[0] if real else None


def _counted(found: Unit) -> pint.Unit:
    """In a product a bare number is a pure number."""
    return PURE if found is None else found


def _power(base: Symbol, exponent: Symbol, units: Mapping[str, Unit]) -> Unit:
    """``(1 + x) ** y``: growth of x a year over y years is a pure number. Else only pure numbers have powers."""
    time = _counted(unit_of(exponent, units))
    match base:
        case Operation("+" | "-", Number(1), growth):
            rate = _counted(unit_of(growth, units))
            if rate * time != PURE:
                raise UnitMismatch(f"growth in {said(rate)} cannot run over {said(time)}")
        case _:
            of = _counted(unit_of(base, units))
            if of != PURE or time != PURE:
                raise UnitMismatch(f"{said(of)} to the power of {said(time)} has no meaning")
    return PURE


def _of_word(name: str, rule: str, arguments: list[Unit]) -> Unit:
    month = REGISTRY.Unit("month")
    match rule:
        case "same":
            return _alike(f"the arguments of {name}()", arguments)
        case "first":  # the others say which month or which place in a list
            strange = next((one for one in arguments[1:] if one not in (None, PURE, month)), None)
            if strange is not None:
                raise UnitMismatch(f"{name}() looks up a month or a place, not {said(strange)}")
            return arguments[0]
        case "remainder":  # a - n * whole(a / n) has the unit of a, whatever n counts by
            return arguments[0]
        case "pure":
            if any(one not in (None, PURE) for one in arguments):
                raise UnitMismatch(f"{name}() takes a pure number, not {said(arguments[0])}")
            return PURE
        case "ratio":
            return _counted(arguments[0]) / _counted(arguments[1])
        case "condition":
            return _alike(f"the two answers of {name}()", arguments[1:])
        case "accumulated":
            return _counted(arguments[0]) * month
        case "change":
            return _counted(_alike(f"the arguments of {name}()", arguments)) / month
        case said_itself if "->" in said_itself:
            takes, gives = said_itself.split(" -> ")
            for found, wanted in zip(arguments, map(unit, takes.split(", ")), strict=True):
                if found not in (None, wanted):
                    raise UnitMismatch(f"{name}() takes {said(wanted)}, not {said(found)}")
            return unit(gives)
    raise TypeError(f"the word {name} has an unknown rule for units: {rule}")
