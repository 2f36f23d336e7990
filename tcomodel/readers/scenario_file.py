"""A scenario as a file that stands by itself: what it read elsewhere is written into it.

A column of a CSV becomes a list, month by month; rates of another card than the tool's own stand under ``card``, with
their history and the series they move with.
"""

import copy
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import SingleQuotedScalarString

from tcomodel.card_choice import is_same, standard_card
from tcomodel.rates import RateCard
from tcomodel.rates.in_use import in_use_of
from tcomodel.readers.cards.card_facts import (
    ABOUT_NOT_SAID,
    NOT_SAID,
    facts_of_card,
    facts_of_rate,
    facts_of_series,
)
from tcomodel.results import Comparison
from tcomodel.yaml_file import NOTHING, NUMBER, SWITCHES


def standalone(comparison: Comparison) -> str:
    """The scenario as YAML text that can be opened anywhere, with the numbers it used."""
    data: Any = copy.deepcopy({key: value for key, value in comparison.scenario.data.items() if key != "card"})
    for one in comparison.model.inputs + comparison.model.unused:
        if one.from_file:
            *around, last = one.place
            section = data
            for name in around:
                section = section[name]
            section[last] = [float(value) for value in one.value]
    if card := _card(comparison):
        data["card"] = card
    stream = StringIO()
    writer = YAML()
    writer.width = 110
    writer.dump(_as_it_is_read(data), stream)
    return stream.getvalue()


def _card(comparison: Comparison) -> dict[str, Any]:
    """The rates in use as a card; empty where they are the tool's own, or none are used."""
    model = comparison.model
    used = dict.fromkeys(one.rate.key for one in (*model.inputs, *model.unused) if one.rate is not None)
    if not used or is_same(model.card, standard_card()):
        return {}
    return _written(in_use_of(model.card, used))


def _written(card: RateCard) -> dict[str, Any]:
    """A card as it stands within a scenario."""
    series = {key: facts_of_series(one) for key, one in card.series.items()}
    rates = {key: _said(facts_of_rate(rate), NOT_SAID) for key, rate in card.rates.items()}
    return {**_said(facts_of_card(card), ABOUT_NOT_SAID), **({"series": series} if series else {}), "rates": rates}


def _said(facts: dict[str, Any], not_said: dict[str, Any]) -> dict[str, Any]:
    """The facts that say something."""
    return {name: fact for name, fact in facts.items() if fact != not_said[name]}


def _as_it_is_read(data: Any) -> Any:
    """Quotes around texts that would be read as something else: yes, 2024, null."""
    if isinstance(data, dict):
        return {key: _as_it_is_read(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_as_it_is_read(value) for value in data]
    looks_else = isinstance(data, str) and (data in NOTHING or data.lower() in SWITCHES or NUMBER.fullmatch(data))
    return SingleQuotedScalarString(data) if looks_else else data
