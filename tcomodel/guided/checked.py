"""The answers read box by box: what they say, and everything that is wrong or missing, at once.

checked = Checked(answers, card)
checked.entries["volume.voice"]      36000, or {rate: ...} for what the card stands in for
checked.problems                     Problem("country", "the country of your team is missing; ..."), ...
"""

import re
from typing import Any

from tcomodel.guided.answers import ONE_NUMBER, Answers
from tcomodel.guided.boxes import Box, boxes_of
from tcomodel.pricing import title
from tcomodel.problems import EntryProblem, Problem
from tcomodel.rates import RateCard

MOST_OFFERS = 4
LONGEST_PLACE = 40
MONTHS = 12
A_MOMENT = 1e-6  # of a month
MONTH = re.compile(r"(19|20|21)\d{2}-(0[1-9]|1[0-2])")


class Checked:
    """The answers with what they mean. ``served`` are the channels with contacts, ``by_ledger`` says whether the team
    is its yearly cost, ``problems`` are in the order of the form and empty where a scenario can be made.
    """

    def __init__(self, answers: Answers, card: RateCard) -> None:
        self.answers, self.problems = answers, list[Problem]()
        self.boxes = boxes_of(answers, card)
        self.entries = {key: entry for key, box in self.boxes.items() if (entry := self._entry(box)) is not None}
        self.by_ledger = not self.boxes["team.yearly_cost"].is_empty
        self.served = [channel for channel in answers.volumes if self.entries.get(f"volume.{channel}")]
        self._volumes()
        self.country = self._place("country", answers.country, "the country of your team")
        self._team()
        self._offers()
        self._term()
        self._in_order()

    def value(self, key: str) -> float:
        """The number behind a box."""
        return self.boxes[key].value()

    def _entry(self, box: Box) -> Any:
        channel = box.key.partition(".")[2]
        if box.key.startswith("handle_time.") and channel not in self.answers.channels:
            return None  # nobody asks for the time of a channel that is not there
        try:
            return box.entry()
        except EntryProblem as slip:
            self._slip(box.key, str(slip))
            return None

    def _slip(self, where: str, message: str) -> None:
        self.problems.append(Problem(where, message))

    def _volumes(self) -> None:
        if not self.served and not any(problem.where.startswith("volume.") for problem in self.problems):
            first = next(iter(self.answers.volumes), ONE_NUMBER)
            self._slip(f"volume.{first}", "how many contacts a month are there? Any one channel is enough")
        for channel in self.served:
            self._missing(f"handle_time.{channel}", "the rate card has no handle time in minutes; how many seconds?")

    def _team(self) -> None:
        country, currency = self.country, self.answers.currency
        if not self.by_ledger:
            self._missing("team.agents", "how many agents, or what does the team cost a year? Either is enough")
        for key in ("team.agents", "team.yearly_cost", "team.hourly_wage"):
            if self.entries.get(key) == 0:
                self._slip(key, "found 0; a team that costs nothing serves nobody")
        if country and not self.by_ledger:
            wage = f"the rate card has no agent's wage in {currency} for {country}; what does one earn an hour?"
            self._missing("team.hourly_wage", wage)
        if country:
            rise = f"the rate card has no yearly rise of pay or prices for {country}; what do you expect? 0 for none"
            self._missing("team.yearly_rise", rise)

    def _offers(self) -> None:
        offers, currency = self.answers.offers, self.answers.currency
        if not offers:
            self._slip("offers", "add an offer: without a vendor there is nothing to compare your team with")
            return
        if len(offers) > MOST_OFFERS:
            self._slip("offers", f"{len(offers)} offers are too many here; add more under Options, later")
        for place, offer in enumerate(offers):
            price = f"offers.{place}.price"
            named = self._place(f"offers.{place}.place", offer.place, "where the work would be done")
            if self.entries.get(price) == 0:
                self._slip(price, "found 0; a price of nothing is no offer")
            if named:
                paid = f"{title(offer.model).lower()} in {currency} for {named}"
                self._missing(price, f"the rate card has no price {paid} that holds by itself; what is asked?")
        once = f"the rate card knows it in dollars only; what does it cost in {currency}? 0 for nothing"
        self._missing("transition", once)

    def _term(self) -> None:
        self._missing("years", "how many years does the contract run?")
        months = self.value("years") * MONTHS if "years" in self.entries else 0.0
        if abs(months - round(months)) > A_MOMENT:
            self._slip("years", f"{self.boxes['years'].typed.strip()} years are no whole number of months")
        if not MONTH.fullmatch(self.answers.start.strip()):
            self._slip("start", f"found {self.answers.start.strip()!r}; expected the first month as 2027-01")

    def _place(self, where: str, text: str, what: str) -> str:
        said = " ".join(text.split())
        if not said:
            self._slip(where, f"{what} is missing; choose one or type its name")
        elif len(said) > LONGEST_PLACE:
            self._slip(where, f"the name has {len(said)} characters; at most {LONGEST_PLACE} fit")
        return said

    def _missing(self, key: str, message: str) -> None:
        if key not in self.entries and self.boxes[key].is_empty:
            self._slip(key, message)

    def _in_order(self) -> None:
        """Problems in the order of the form."""
        order = [*self.boxes]
        order.insert(order.index("team.agents"), "country")
        place = {key: position for position, key in enumerate(order)}
        self.problems.sort(key=lambda problem: place.get(problem.where, place.get(_row_of(problem.where), len(order))))


def _row_of(where: str) -> str:
    """The box of the row a place of an offer belongs to."""
    return re.sub(r"\.place$", ".price", where)
