"""Numbers so far from what the rate card knows that a digit or the unit may be wrong; nothing of it is refused.

    7 seconds a contact; if minutes are meant, write 420
    2,182 an hour is 100 times what the rate card has for United States, 21.82
    176 is less than half of the least the rate card knows for Philippines, 900

Without a word an answer would stand on such a number with all its other digits right.
"""

from collections.abc import Iterator

from tcomodel.guided.assumed import SECONDS
from tcomodel.guided.card_rates import OUTSOURCED, rates_for
from tcomodel.guided.checked import Checked
from tcomodel.problems import Problem
from tcomodel.rates import RateCard

FAR = 2  # times beyond what the card knows
FAR_OF_A_WAGE = 4  # times the card's one figure for a country, as towns and trades differ


def slips(checked: Checked, card: RateCard) -> Iterator[Problem]:
    """What may have been typed wrongly, each at its box."""
    yield from _times(checked)
    yield from _wage(checked)
    yield from _prices(checked, card)


def _times(checked: Checked) -> Iterator[Problem]:
    """Minutes in a box of seconds: 7 seconds are no contact, and 7 minutes are what the card has."""
    for key, box in checked.boxes.items():
        known = None if box.stand_in is None else box.stand_in.rate
        if not key.startswith("handle_time.") or box.is_empty or key not in checked.entries or known is None:
            continue
        typed, least, most = box.value(), known.amount("low") * SECONDS, known.amount("high") * SECONDS
        if 0 < typed < least / FAR and least / FAR <= typed * SECONDS <= most * FAR:
            yield Problem(key, f"{typed:,.10g} seconds a contact; if minutes are meant, write {typed * SECONDS:,.10g}")


def _wage(checked: Checked) -> Iterator[Problem]:
    """A wage that is no wage of an hour: 2,182 for 21.82, or that of a month."""
    box = checked.boxes["team.hourly_wage"]
    if box.is_empty or box.stand_in is None or box.key not in checked.entries:
        return
    typed, known = box.value(), box.stand_in.value
    if typed and not known / FAR_OF_A_WAGE <= typed <= known * FAR_OF_A_WAGE:
        many = f"{typed / known:,.0f}" if typed > 999 * known else f"{typed / known:.3g}"  # 2,080, not 2.08e+03
        times = f"{many} times" if typed > known else f"{typed / known * 100:,.2g} % of"
        said = f"{typed:,.10g} an hour is {times} what the rate card has for {checked.country}, {known:,.10g}"
        yield Problem(box.key, f"{said}; check the digits, and that it is the wage of an hour")


def _prices(checked: Checked, card: RateCard) -> Iterator[Problem]:
    """Prices so far from all the card knows for the place that a digit or the unit may be wrong: 176 a seat, not 1,760.

    Nothing is said of a price in another unit, currency or place than the card has.
    """
    for number, offer in enumerate(checked.answers.offers):
        key, place = f"offers.{number}.price", " ".join(offer.place.split())
        if key not in checked.entries or checked.boxes[key].is_empty:
            continue
        known = [
            end
            for rate in rates_for(card, OUTSOURCED, checked.boxes[key].given, checked.answers.currency, place)
            for end in (rate.amount("low"), rate.amount("high"))
        ]
        price = checked.value(key)
        if known and price < min(known) / FAR:
            than = f"less than half of the least the rate card knows for {place}, {min(known):,.10g}"
        elif known and price > max(known) * FAR:
            than = f"more than twice the most the rate card knows for {place}, {max(known):,.10g}"
        else:
            continue
        yield Problem(key, f"{price:,.10g} is {than}; check the digits and what is paid for")
