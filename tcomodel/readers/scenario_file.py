"""A scenario as a file that stands by itself: what it read elsewhere is written into it.

A column of a CSV becomes a list, month by month, and that of an index its months with their values; rates of another
card than the tool's own stand under ``card``, with their history and the series they move with.
"""

import copy
from typing import Any

from tcomodel.card_choice import is_same, standard_card
from tcomodel.entry_at import at, put_at
from tcomodel.index_series import IndexSeries
from tcomodel.months import month_after
from tcomodel.rates import RateCard
from tcomodel.rates.in_use import in_use_of
from tcomodel.readers.cards.card_facts import (
    ABOUT_NOT_SAID,
    NOT_SAID,
    facts_of_card,
    facts_of_rate,
    facts_of_series,
)
from tcomodel.readers.cards.yaml_patch import said
from tcomodel.readers.cards.yaml_words import lines_in_yaml
from tcomodel.results import Comparison
from tcomodel.stated_ranges import with_another_base


def standalone(comparison: Comparison, *, own_card: bool = False, standard: RateCard | None = None) -> str:
    """The scenario as YAML text that can be opened anywhere, with the numbers it used.

    ``own_card``: with the rates in use of the tool's own card too, for a text that outlives this card. ``standard``
    stands for the tool's own.
    """
    data: Any = copy.deepcopy({key: value for key, value in comparison.scenario.data.items() if key != "card"})
    for one in comparison.model.inputs + comparison.model.unused:
        written = at(data, one.place)
        if one.from_file:
            put_at(data, one.place, with_another_base(written, [float(value) for value in one.value]))
        elif one.from_series is not None and isinstance(written, dict) and "csv" in written:
            put_at(data, one.place, _months(one.from_series))
    if card := _card(comparison, own_card, standard or standard_card()):
        data["card"] = card
    return "\n".join(line for name, value in data.items() for line in lines_in_yaml(name, value, "")) + "\n"


def _months(series: IndexSeries) -> dict[str, float]:
    """The published figures of a series by month."""
    published = enumerate(series.values[:: series.every])
    return {month_after(series.first, number * series.every): float(value) for number, value in published}


def _card(comparison: Comparison, own_card: bool, standard: RateCard) -> dict[str, Any]:
    """The rates in use as a card; empty where none are used, or they are the tool's own and these are left out."""
    model = comparison.model
    used = dict.fromkeys(one.rate.key for one in (*model.inputs, *model.unused) if one.rate is not None)
    if not used or (not own_card and is_same(model.card, standard)):
        return {}
    return _written(in_use_of(model.card, used))


def _written(card: RateCard) -> dict[str, Any]:
    """A card as it stands within a scenario."""
    series = {key: facts_of_series(one) for key, one in card.series.items()}
    rates = {key: said(facts_of_rate(rate), NOT_SAID) for key, rate in card.rates.items()}
    return {**said(facts_of_card(card), ABOUT_NOT_SAID), **({"series": series} if series else {}), "rates": rates}
