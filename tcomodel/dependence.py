"""What depends on what: the rows that some inputs move, and all that some rows are worked out from.

wage moved       pay, total_cost, present_value and npv move with it; contacts and handling hours do not
npv asked for    present_value, total_cost, pay, wage, contacts, ... are needed for it; the payback is not
"""

from collections.abc import Iterable

from tcomodel.model import Input, Model, Placed


def moved_by(model: Model, inputs: Iterable[Input]) -> set[int]:
    """The ids of these inputs and of all rows that follow from any of them, at any depth."""
    moved = {id(one) for one in inputs}
    for row in model.rows:
        if any(id(one) in moved for one in row.ingredients):
            moved.add(id(row))
    return moved


def needed_for(model: Model, rows: Iterable[Placed]) -> set[int]:
    """The ids of these rows and of all rows and inputs that they are worked out from, at any depth."""
    needed = {id(row) for row in rows}
    for row in reversed(model.rows):
        if id(row) in needed:
            needed.update(id(one) for one in row.ingredients)
    return needed
