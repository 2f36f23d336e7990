"""The boxes of the form: what each is called, its unit and limits, what stands in for it, and what was typed into it.

box = boxes_of(answers, card)["team.hourly_wage"]
box.label, box.unit        "Hourly wage", "currency/hour"
box.stand_in               the card's 21.82, with its source; None where the card has none and the box is needed
"""

import re
from dataclasses import dataclass
from typing import Any

from tcomodel.digits import LARGEST
from tcomodel.entry_numbers import number, said
from tcomodel.givens import Given, givens_of
from tcomodel.guided.answers import ONE_NUMBER, Answers, Offer
from tcomodel.guided.assumed import FULL_TIME, FULL_TIME_BECAUSE, HANDLE_TIME_UNIT, handle_time_on
from tcomodel.guided.card_rates import ANYWHERE, OUTSOURCED, WAGE, rate_for
from tcomodel.in_house import Costs
from tcomodel.inflation import Inflation
from tcomodel.pricing import find
from tcomodel.problems import EntryProblem
from tcomodel.rates import Rate, RateCard
from tcomodel.staffing import Staffing
from tcomodel.transition import Transition
from tcomodel.typed_numbers import THOUSANDS_OR_DECIMALS, typed_number
from tcomodel.workload import Demand, Service

LEAST_PERCENT = 0.2  # below it a share without its sign may as well be meant as a part of one: 0.03
COMMA_AS_POINT = re.compile(r"^(\d+),(\d{1,2})(?=\D*$)")  # 17,5 and 3,25 %, but no 36,000
MINUTES_AND_SECONDS = re.compile(r"(\d{1,3}):([0-5]\d)")  # 6:30
ENDINGS = {"k": 1e3, "m": 1e6, "bn": 1e9}
PRICES = {  # what a price is called in each model one number is enough for
    "per_seat": "seat_rate",
    "per_hour": "hour_rate",
    "per_minute": "minute_rate",
    "per_ticket": "ticket_price",
    "fixed_fee": "monthly_fee",
}
# Without an offer a seat alone: the card's prices of a minute leave shrinkage out, those of an hour do not say which
# hours are billed (either comes out up to 30 % too low), and its prices of a ticket are those of no place.
WITHOUT_AN_OFFER = ("per_seat",)
RISE = "Yearly change of an index"
YEARS = Given("years", "year", "Length of the contract.", "Years", least=1, most=10)


@dataclass(frozen=True)
class StandIn:
    """What an empty box stands for: how it is written in the scenario, the number, and where it comes from."""

    entry: Any
    value: float
    source: str
    rate: Rate | None = None


@dataclass(frozen=True)
class Box:
    """One question. ``typed`` is what stands in it, ``given`` the input behind it with unit and limits."""

    key: str
    label: str
    given: Given
    typed: str
    stand_in: StandIn | None = None

    @property
    def unit(self) -> str:
        return self.given.unit

    @property
    def is_empty(self) -> bool:
        return not self.typed.strip()

    def entry(self) -> Any:
        """How the answer is written in a scenario: a number, ``3.5%``, or what stands in for it; None for nothing.

        Raises EntryProblem in words where it is no number or beyond the limits.
        """
        if self.is_empty:
            return None if self.stand_in is None else self.stand_in.entry
        entry = written(self.typed, self.given)
        number(self.given, entry)
        return entry

    def value(self) -> float:
        """The number behind the answer or what stands in for it; 0 where there is neither."""
        if self.is_empty:
            return 0.0 if self.stand_in is None else self.stand_in.value
        return number(self.given, self.entry())


def written(text: str, given: Given) -> Any:
    """A typed number as a scenario writes it: ``36,000`` is 36000, ``1.5m`` 1500000, and 3.5 of a share ``3.5%``."""
    bare, factor = text.strip(), 1.0
    if given.is_share:
        bare = bare.removesuffix("%").strip()
    else:
        ending = next((one for one in ("bn", "k", "m") if bare.lower().endswith(one)), "")
        bare, factor = bare[: len(bare) - len(ending)].strip(), ENDINGS.get(ending, 1.0)
    if not given.is_share and factor == 1 and THOUSANDS_OR_DECIMALS.fullmatch(bare):
        raise EntryProblem(f"{text.strip()!r} can be two numbers; write {bare.replace('.', ',')} or {float(bare):.12g}")
    number = typed_number(bare)
    if number is None:
        meant = COMMA_AS_POINT.sub(r"\1.\2", text.strip())
        if given.unit.startswith("second") and (clock := MINUTES_AND_SECONDS.fullmatch(text.strip())):
            raise EntryProblem(f"{text.strip()!r} is no number of seconds; write {60 * int(clock[1]) + int(clock[2])}")
        like = _example(given) if meant == text.strip() else f"{meant}, as a point marks decimals here"
        raise EntryProblem(f"{text.strip()!r} is no number; write one like {like}")
    value = number * factor
    if given.is_share:
        if 0 < abs(value) < LEAST_PERCENT and "%" not in text:
            raise EntryProblem(
                f"{bare!r} can be {value * 100:.12g} % or {value:.12g} %; write it with the percent sign"
            )
        return f"{value:.12g}%"
    return as_written(value)


def as_written(value: float) -> int | float:
    """A number without a point where it needs none, to 12 digits: 350000 and 83333.3333333."""
    value = float(f"{value:.12g}")
    return int(value) if value.is_integer() and abs(value) < LARGEST else value


def _example(given: Given) -> str:
    if given.is_share:
        return "3.5 or 3.5 %"
    if given.unit.startswith("second"):
        return "420"
    return "5" if given.most is not None else "36,000, 1250.50 or 1.5m"


# ---------------------------------------------------------------- the boxes


def boxes_of(answers: Answers, card: RateCard) -> dict[str, Box]:
    """Every box of the form by its key, in the order of the form."""
    costs, currency, country = givens_of(Costs), answers.currency, answers.country.strip()
    found: list[Box] = []
    for channel, text in answers.volumes.items():
        label = "Contacts a month" if channel == ONE_NUMBER else f"Contacts by {channel}"
        found.append(Box(f"volume.{channel}", label, givens_of(Demand)["volume"], text))
    for channel in answers.volumes:
        time = givens_of(Service)["handle_time"]
        typed = answers.handle_times.get(channel, "")
        found.append(Box(f"handle_time.{channel}", f"Handle time, {channel}", time, typed, _handle_time(card)))
    found += [
        Box("team.agents", "Agents", givens_of(Staffing)["fixed_agents"], answers.agents),
        Box("team.yearly_cost", "Cost a year", _a_year(costs["monthly_budget"]), answers.yearly_cost),
        _with_rate(card, "team.hourly_wage", "Hourly wage", WAGE, costs["hourly_wage"], answers.hourly_wage, currency,
                   country),
        Box("team.paid_hours", "Paid hours", givens_of(Staffing)["paid_hours"], answers.paid_hours,
            StandIn(FULL_TIME, FULL_TIME, f"assumed: {FULL_TIME_BECAUSE}")),
        _with_rate(card, "team.yearly_rise", "Yearly rise", RISE, givens_of(Inflation)["cost_inflation"],
                   answers.yearly_rise, currency, country),
    ]  # fmt: skip
    found += [_price(card, place, offer, currency) for place, offer in enumerate(answers.offers)]
    fee = givens_of(Transition)["transition_fee"]
    found.append(_with_rate(card, "transition", "Moving the work", "Transition", fee, answers.transition, currency,
                            ANYWHERE))  # fmt: skip
    found.append(Box("years", "Years", YEARS, answers.years))
    return {box.key: box for box in found}


def price_given(model: str) -> Given:
    """The input that a model's price is."""
    return givens_of(find(model).Pricing)[PRICES[model]]


def stand_in(rate: Rate) -> StandIn:
    """A rate of the card in the place of an answer."""
    return StandIn({"rate": rate.key}, rate.amount("base"), f"rate card: {rate.source}, {rate.as_of}", rate)


def told(box: Box) -> str:
    """The number an empty box stands for, as people read it."""
    return "" if box.stand_in is None else said(box.given, box.stand_in.value)


def _with_rate(
    card: RateCard, key: str, label: str, item: str, given: Given, typed: str, currency: str, *places: str
) -> Box:
    rate = rate_for(card, item, given, currency, *places)
    return Box(key, label, given, typed, None if rate is None else stand_in(rate))


def _price(card: RateCard, place: int, offer: Offer, currency: str) -> Box:
    given = price_given(offer.model)
    rate = None
    if offer.model in WITHOUT_AN_OFFER:
        rate = rate_for(card, OUTSOURCED, given, currency, offer.place.strip())
    label = f"Price of offer {place + 1}"
    return Box(f"offers.{place}.price", label, given, offer.price, None if rate is None else stand_in(rate))


def _handle_time(card: RateCard) -> StandIn | None:
    found = handle_time_on(card)
    if found is None:
        return None
    entry, rate = found
    return StandIn(
        entry, entry["base"], f"assumed: rate card, {rate.as_of}, {HANDLE_TIME_UNIT.format(rate=rate)}", rate
    )


def _a_year(monthly: Given) -> Given:
    return Given(
        "yearly_cost", "currency/year", "Running cost of the team in a year.", "Yearly cost", least=monthly.least
    )
