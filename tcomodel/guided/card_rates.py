"""Which rate of a card answers a question nobody answered: the item, at the place, in the unit the input takes.

hourly wage, United States    united_states.wage.agent, 21.82 USD/hour
hourly wage, United Kingdom   none: the card has a legal minimum only, which is no agent's wage
"""

from collections.abc import Iterator

from tcomodel.givens import Given
from tcomodel.rates import Rate, RateCard
from tcomodel.rates.units import same_unit

ANYWHERE = "Any"
OUTSOURCED, WAGE = "Outsourced agent", "Agent wage"
REGIONS = (ANYWHERE, "Nearshore", "Offshore")  # no countries a team of one's own could sit in
A_YEAR = "1/year"


def rate_for(card: RateCard, item: str, given: Given, currency: str, *places: str) -> Rate | None:
    """The rate of an item for an input at the first of the places that has one; a contested one only as the default."""
    for place in places:
        fitting = rates_for(card, item, given, currency, place)
        chosen = [rate for rate in fitting if rate.default] or [rate for rate in fitting if not rate.conflicts_with]
        if chosen or fitting:
            return (chosen or fitting)[0]
    return None


def rates_for(card: RateCard, item: str, given: Given, currency: str, place: str) -> list[Rate]:
    """All rates of an item at a place that an input could name, contested ones too."""
    return [rate for rate in _of(card, item, place) if _fits(rate, given, currency)]


def countries_on(card: RateCard) -> list[str]:
    """Countries the card knows something of, those with an agent's wage first."""
    named = dict.fromkeys(rate.location for rate in card.rates.values() if rate.location not in REGIONS)
    paid = {rate.location for rate in card.rates.values() if rate.item == WAGE}
    return sorted(named, key=lambda country: country not in paid)


def places_on(card: RateCard) -> list[str]:
    """Places the card has prices of vendors for."""
    found = dict.fromkeys(rate.location for rate in card.rates.values() if rate.item == OUTSOURCED)
    return [place for place in found if place != ANYWHERE]


def _of(card: RateCard, item: str, place: str) -> Iterator[Rate]:
    return (rate for rate in card.rates.values() if rate.item == item and rate.location == place)


def _fits(rate: Rate, given: Given, currency: str) -> bool:
    """Whether an entry could name the rate: its unit, its money, the limits of the input."""
    yearly = rate.plain_unit == "1" and given.unit == A_YEAR
    least, most = given.limits
    in_unit = same_unit(rate.plain_unit, given.unit) or yearly
    return in_unit and rate.currency in (None, currency) and least <= rate.amount("base") <= most
