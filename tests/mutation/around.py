"""The changes of what stands around a formula: where it posts, when it exists, what its ingredients mean.

posts_to=categories.TRANSITION  ->  nothing, or the next category
given=("ramp", "customer_value")  ->  without either of them
chosen={"tier_rule": "package"}  ->  in any case
worth_of_customers_lost: OfBaseline  ->  that of the option itself
indexed_fee  ->  fee, which it is made of: a step left out
unit "currency/month"  ->  "currency"
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from tcomodel import categories
from tcomodel.lines import Ingredient, Line

Changed = tuple[str, str, dict[str, Any]]  # what kind it is, in words, and the line's attributes with it
NEVER = "a word that nobody states"


def changes_around(line: Line, steps: Mapping[str, tuple[str, ...]]) -> Iterator[Changed]:
    """Each change. ``steps`` has what an ingredient of the line is itself made of in the same unit."""
    yield "unit", f"in {_other_unit(line.unit)}", {"unit": _other_unit(line.unit)}
    yield "line dropped", "never there", {"given": (*line.given, NEVER)}
    if line.posts_to:
        order = categories.ORDER
        after = order[(order.index(line.posts_to) + 1) % len(order)]
        yield "posted", "posts nowhere", {"posts_to": None}
        yield "posted", f"posts to {after}", {"posts_to": after}
    if line.adds_to:
        yield "posted", f"adds nothing to {line.adds_to}", {"adds_to": None}
    for name in line.given:
        yield "condition", f"without {name}", {"given": tuple(one for one in line.given if one != name)}
    for name, value in line.chosen:
        kept = tuple(one for one in line.chosen if one[0] != name)
        yield "condition", f"whatever {name} is chosen, not only {value}", {"chosen": kept}
    if line.otherwise:
        yield "condition", f"not replaced by {line.otherwise}", {"otherwise": None}
    for place, ingredient in enumerate(line.ingredients):
        if ingredient.reach == "baseline":
            yield "reach", f"its own {ingredient.name}", _with(line, place, replace(ingredient, reach="own"))
        for step in steps.get(ingredient.name, ()):
            if step not in {one.name for one in line.ingredients} | {line.name}:
                yield (
                    "step left out",
                    f"{step} for {ingredient.name}",
                    _with(line, place, replace(ingredient, name=step)),
                )


def _with(line: Line, place: int, ingredient: Ingredient) -> dict[str, Any]:
    return {"ingredients": (*line.ingredients[:place], ingredient, *line.ingredients[place + 1 :])}


def _other_unit(unit: str) -> str:
    return f"person/{unit}" if unit in ("1", "share", "-") else "1" if "/" not in unit else unit.rpartition("/")[0]
