"""Which rate card a scenario is computed with: the one it brings or names, laid over the tool's own.

    no card:                          the tool's own
    card: Vendor A 2026               that one, of those at hand
    card: vendor_a.yaml, or embedded  the one it brings along

What such a card does not have comes from the tool's own, and the result says how many rates come from which.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tcomodel.problems import ProblemsFound, nearest
from tcomodel.rates.card import RateCard, load_card
from tcomodel.rates.layers import laid_over
from tcomodel.scenario import Scenario

STANDARD = Path(__file__).resolve().parent.parent / "data" / "rates.yaml"


@cache
def standard_card() -> RateCard:
    """The tool's own card, read once."""
    return load_card(STANDARD)


def card_of(scenario: Scenario, cards: Mapping[str, RateCard], standard: RateCard) -> RateCard:
    """The card to compute a scenario with; ``cards`` are those it may name.

    Raises ProblemsFound with the nearest name and all there are, where it names none of them.
    """
    asked = scenario.card
    if asked is None:
        return standard
    if isinstance(asked, str):
        known = {standard.name: standard, **cards}
        if asked not in known:
            names = ", ".join(f"'{name}'" for name in known)
            message = f"there is no card '{asked}'{nearest(asked, known)} (cards: {names})"
            raise ProblemsFound([scenario.document.problem(("card",), message)])
        asked = known[asked]
    return over_standard(asked, standard)


def over_standard(card: RateCard, standard: RateCard) -> RateCard:
    """A card laid over the tool's own; the tool's own itself where it is no other."""
    return standard if is_same(card, standard) else laid_over(standard, card)


def is_same(card: RateCard, other: RateCard) -> bool:
    """Whether two cards say the same, wherever they were read."""
    return card is other or (card.name == other.name and card.fingerprint == other.fingerprint)
