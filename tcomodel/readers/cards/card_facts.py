"""A card as plain data, as its YAML file holds it: texts, numbers, lists and sections, nothing that says the default.

{"card": {"name": ..., "as_of": ...}, "series": {...}, "rates": {"manila.hour": {"title": ..., "base": 11, ...}}}
"""

from dataclasses import fields
from typing import Any

from tcomodel.digits import LARGEST
from tcomodel.index_series import IndexSeries
from tcomodel.months import month_after
from tcomodel.rates import Rate, RateCard, Step

NOT_SAID = {name: field.default for name, field in Rate.model_fields.items() if name != "key"}  # where nothing is said
STEP_NOT_SAID = {name: field.default for name, field in Step.model_fields.items()} | {"was": {}}
SERIES_NOT_SAID = {
    one.name: one.default
    for one in fields(IndexSeries)
    if one.type in (str, "str") and one.name not in ("key", "first")
}
NOT_SAID |= {"conflicts_with": [], "history": []}
ABOUT_NOT_SAID: dict[str, Any] = {"name": None, "as_of": None, "note": "", "record": []}


def facts_of_card(card: RateCard) -> dict[str, Any]:
    """What stands under ``card:``, with what is not said."""
    return {"name": card.name, "as_of": card.as_of, "note": card.note, "record": list(card.record)}


def facts_of_rate(rate: Rate) -> dict[str, Any]:
    """Every fact of a rate but its key, with those that are not said."""
    found = {name: getattr(rate, name) for name in NOT_SAID}
    for name in ("value", "low", "base", "high", "over", "up_to"):
        found[name] = _shortest(found[name])
    found["conflicts_with"] = list(rate.conflicts_with)
    found["history"] = [facts_of_step(step) for step in rate.history]
    return found


def facts_of_step(step: Step) -> dict[str, Any]:
    """A step, without what is not said; the figures it was are of the type they were."""
    told = {name: fact for name, default in STEP_NOT_SAID.items() if (fact := getattr(step, name)) != default}
    if step.was:
        told["was"] = {name: list(fact) if isinstance(fact, tuple) else fact for name, fact in step.was.items()}
    if step.factor is not None:
        told["factor"] = _shortest(step.factor)
    if step.by:
        told["by"] = list(step.by)
    return told


def facts_of_series(series: IndexSeries) -> dict[str, Any]:
    """An index series of the card's own: its texts, the figure of each published month, and why others have none.

    ``accepted`` lists what somebody found right though it looked wrong.
    """
    texts: dict[str, Any] = {
        name: text for name, default in SERIES_NOT_SAID.items() if (text := getattr(series, name)) != default
    }
    months = {month_after(series.first, place): place for place in range(0, len(series.values), series.every)}
    missing = {month: series.unpublished[month] for month in months if month in series.unpublished}
    published = {month: place for month, place in months.items() if month not in missing}
    values = {month: _shortest(float(series.values[place])) for month, place in published.items()}
    accepted = {"accepted": list(series.accepted)} if series.accepted else {}
    return {**texts, **accepted, "months": values, **({"unpublished": missing} if missing else {})}


def _shortest(number: float | None) -> float | int | None:
    """11 for 11.0; the card reads both as the same figure."""
    return int(number) if number is not None and number.is_integer() and abs(number) < LARGEST else number
