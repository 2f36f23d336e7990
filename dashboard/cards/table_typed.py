"""What was typed into the table of rates goes into the card; what cannot be taken is remembered with its reason."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dashboard import state
from dashboard.cards.shelf import OpenCard, Table
from tcomodel import RateCard
from tcomodel.problems import ProblemsFound
from tcomodel.rates import Rate
from tcomodel.rates.columns import COLUMNS
from tcomodel.rates.edits import edited

FIGURE = "Price or base"
TEXTS = ("item", "index", "source", "address", "note")  # that stand behind the figures
FACTS = {COLUMNS[fact]: fact for fact in ("title", "low", "high", "unit", "location", "channel", "as_of", *TEXTS)}
FACTS[FIGURE] = "value"


def typed(table: Table, name: str, keys: tuple[str, ...]) -> None:
    """Take what was typed into the rows of these keys, row by row, for a widget of this name."""
    shelf = state.shelf()
    found = state.widget_value(name) or {}
    for row, cells in found.get("edited_rows", {}).items():
        if row < len(keys):
            shelf.typed(table, lambda open_card, key=keys[row], cells=cells: taken(open_card, key, cells))


def taken(open_card: OpenCard, key: str, cells: Mapping[str, Any]) -> RateCard | None:
    """The card with what was typed for one rate; None where that changes nothing or cannot be taken."""
    card = open_card.now
    if key not in card.rates:
        return None
    wanted = _wanted(card[key], cells)
    if not wanted:
        open_card.forget(key)
        return None
    try:
        new = edited(card, key, wanted, on=date.today().isoformat())
    except ProblemsFound as slips:
        open_card.remember(key, slips.problems)
        return None
    open_card.forget(key)
    return new


def _wanted(rate: Rate, cells: Mapping[str, Any]) -> dict[str, Any]:
    """The facts that the cells of a row ask for and the rate does not have yet."""
    wanted: dict[str, Any] = {}
    for column, typed in cells.items():
        fact = FACTS.get(column)
        if fact is None:
            continue
        if fact == "value" and rate.value is None:
            fact = "base"
        asked = typed if typed is not None or fact in ("value", "low", "base", "high") else ""
        if asked != getattr(rate, fact):
            wanted[fact] = asked
    if rate.value is not None and {"low", "high"} & {fact for fact, asked in wanted.items() if asked is not None}:
        wanted = {"base": wanted.pop("value", rate.value), "value": None, "range": "minimum and maximum", **wanted}
    return wanted
