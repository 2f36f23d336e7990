"""Which rows of a month may be added up to contract years and to the term.

    fee               100,000 USD per month, twelve of them are 1,200,000 a year
    credits of year   5,000, 10,000, 12,000 USD so far: where the year stands; adding them up says nothing
    price index       no amount at all

The unit tells amounts of a month from people, prices and indices. An amount that starts from its own past, and what
is a part or a limit of such an amount, stands for the year so far; the change of it since the month before adds up.
"""

from collections.abc import Iterable

from tcomodel.model import Placed
from tcomodel.readers.english import unit_of
from tcomodel.symbols import Name, Operation, Symbol, Use
from tcomodel.words import Group


def rows_that_add_up(rows: Iterable[Placed]) -> list[Placed]:
    """The monthly rows whose months may be added up; ``rows`` are in causal order."""
    standing: set[int] = set()
    found = []
    for row in rows:
        if not (row.is_monthly and is_amount_per_month(unit_of(row))):
            continue
        if row.line.looks_back or (standing and _stands(row.line.formula, row, standing)):
            standing.add(id(row))
        else:
            found.append(row)
    return found


def is_amount_per_month(unit: str) -> bool:
    """Whether a unit is that of an amount of the month: money, contacts, hours; not people or prices."""
    return unit.count("/") == 1 and unit.endswith("/month")


def whole_term_unit(unit: str) -> str:
    """The unit of an amount per month once its months are added up."""
    return unit.removesuffix("/month")


def _stands(symbol: Symbol, row: Placed, standing: set[int]) -> bool:
    """Whether a piece of a row's formula says where something stands; a difference of two such does not."""
    match symbol:
        case Name(name) | Group(name):
            position = [ingredient.name for ingredient in row.line.ingredients].index(name)
            meant = row.arguments[position]
            return any(id(one) in standing for one in (meant if isinstance(meant, list) else [meant]))
        case Operation("-", left, right):
            return _stands(left, row, standing) and not _stands(right, row, standing)
        case Operation("/", left, _):
            return _stands(left, row, standing)
        case Operation(_, left, right):
            return _stands(left, row, standing) or _stands(right, row, standing)
        case Use(word, arguments):
            return word.name != "change" and any(_stands(one, row, standing) for one in arguments)
    return False
