"""A scenario to its result: every figure a number, nothing written into what was handed in."""

import copy
import json
import math
from typing import Any

from tcomodel import Comparison, RateCard, Scenario, compare, read_scenario, scenario_from
from tcomodel.card_choice import card_of, standard_card
from tcomodel.readers.scenario_file import standalone
from tcomodel.share_link import shared_in, token_of
from tests.fuzz.outcome import Broken, Outcome, Taken


def compared(scenario: Scenario, card: RateCard | None = None) -> Outcome:
    """What a scenario costs, and every third time once more from the text it is kept and shared as.

    Infinite or missing totals are no result.
    """
    result = compare(scenario, card or card_of(scenario, {}, standard_card()))
    for option in result.options:
        if not math.isfinite(option.total) or not math.isfinite(option.figure("npv")):
            raise Broken(f"{option.key} costs {option.total}, NPV {option.figure('npv')}")
    if int(result.options[0].total) % 3 == 0:
        _written_and_read(result)
    return Taken(f"{len(result.options)} options, {result.options[0].total:,.0f} {result.currency}")


def _written_and_read(result: Comparison) -> None:
    """A scenario that was taken is written as text, read again and costs the same."""
    text = standalone(result)
    kept = read_scenario(shared_in(token_of(text, "the answer")).text, "the text it is kept as")
    other = compare(kept, card_of(kept, {}, standard_card()))
    for one, two in zip(result.options, other.options, strict=True):
        if one.total != two.total:
            raise Broken(f"{one.key} costs {one.total!r}, and {two.total!r} from the text it is kept as")


def compared_data(data: dict[str, Any]) -> Outcome:
    """The same for data, which must stay as it was."""
    before = copy.deepcopy(data)
    try:
        return compared(scenario_from(data))
    finally:
        if repr(before) != repr(data):
            raise Broken("the data that was handed in has changed")


def as_json(data: Any) -> Any:
    """Data as a session keeps it."""
    return json.loads(json.dumps(data, ensure_ascii=False))
