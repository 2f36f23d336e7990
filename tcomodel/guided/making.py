"""Answers made into a scenario, as somebody would write it by hand; what nobody answered refers to the card.

in-house    the yearly cost of the ledger, a twelfth each month; without one, the agents with the card's wage and
            what the card knows of everything around them
a vendor    its price, or the card's; indexation, governance and the cost of moving as the card has them
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tcomodel.contract import CLAUSES
from tcomodel.givens import Given, givens_of
from tcomodel.guided.answers import SEAT_MODEL, Answers
from tcomodel.guided.assumed import SEAT_HOURS, sentences
from tcomodel.guided.boxes import PRICES, as_written
from tcomodel.guided.card_rates import ANYWHERE, rate_for
from tcomodel.guided.checked import MONTHS, Checked
from tcomodel.in_house import Costs
from tcomodel.pricing import title
from tcomodel.problems import ProblemsFound
from tcomodel.rates import RateCard
from tcomodel.staffing import Staffing

OFFERED = tuple(PRICES)  # pricing models one price is enough for
PEOPLE_PAID = ("per_seat", "per_hour")  # models that bill people, so that staffing says how many
AROUND_AGENTS = {  # what belongs to an agent beside the wage, and the item of the card that prices it
    "on_cost_rate": "Employer on-cost",
    "recruiting_cost": "Recruiting",
    "training_programme": "Training programme",
    "team_leader_span": "Span of a team leader",
    "team_leader_wage": "Team leader wage",
    "workstation_price": "Workstation",
    "licence_rate": "Desk licence",
    "telephony_licence_rate": "Telephony licence",
}
NEEDS_BOTH = ("team_leader_span", "team_leader_wage")


def scenario_of(answers: Answers, card: RateCard) -> dict[str, Any]:
    """The scenario of the answers, as data. Raises ProblemsFound with every box that is wrong, ``where`` its key."""
    checked = Checked(answers, card)
    if checked.problems:
        raise ProblemsFound(checked.problems)
    data = _Making(checked, answers, card).scenario()
    told = [f"Made with the guided start: {data['description']}."]
    if lacking := not_counted(data):
        told.append(f"Not counted, because the rate card has none that fits: {', '.join(lacking)}.")
    if assumed := sentences(data, card):
        told.append(f"Assumed, because nobody stated it: {'; '.join(assumed)}.")
    stated = {name: value for name, value in {**data, "description": " ".join(told)}.items() if value != {}}
    apart: dict[str, Any] = json.loads(json.dumps(stated))  # no entry is shared between two places
    return apart


def not_counted(data: Mapping[str, Any]) -> list[str]:
    """What belongs to the agents of one's own team and stands nowhere in its scenario, as the card calls it.

    Nothing for a team taken from the ledger, which holds it all.
    """
    costs = data["options"]["in_house"]["in_house"]
    if "hourly_wage" not in costs:
        return []
    return [item[:1].lower() + item[1:] for name, item in AROUND_AGENTS.items() if name not in costs]


@dataclass(frozen=True)
class _Making:
    """Puts the sections together."""

    checked: Checked
    answers: Answers
    card: RateCard

    def scenario(self) -> dict[str, Any]:
        """All sections; ``description`` says what the team is taken from."""
        checked, entries = self.checked, self.checked.entries
        return {
            "name": f"Our service, {checked.country}",
            "description": self._team_in_words(),
            "currency": self.answers.currency,
            "start": self.answers.start.strip(),
            "months": round(checked.value("years") * MONTHS),
            "demand": {"volume": {channel: entries[f"volume.{channel}"] for channel in checked.served}},
            "service": {"handle_time": {channel: entries[f"handle_time.{channel}"] for channel in checked.served}},
            "staffing": self._staffing(),
            "inflation": self._inflation(),
            "options": {"in_house": self._in_house(), **self._vendors()},
        }

    def _team_in_words(self) -> str:
        if not self.checked.by_ledger:
            agents = self.checked.value("team.agents")
            return f"the team has {agents:,.10g} agent{'' if agents == 1 else 's'}"
        cost = f"{self.checked.value('team.yearly_cost'):,.10g} {self.answers.currency}"
        return f"the team costs {cost} a year, taken whole from the ledger, whatever the volume"

    def _staffing(self) -> dict[str, Any]:
        """How work becomes people, where somebody counts them: the company, or a vendor who bills them."""
        is_own, models = not self.checked.by_ledger, {offer.model for offer in self.answers.offers}
        if not is_own and models.isdisjoint(PEOPLE_PAID):
            return {}
        of_card = {"occupancy": "Occupancy", "shrinkage": "Shrinkage", **({"attrition": "Attrition"} if is_own else {})}
        found = dict(self._from_card(of_card, givens_of(Staffing), self.checked.country))
        if is_own or models & {*PEOPLE_PAID} - {SEAT_MODEL}:
            return {"paid_hours": self.checked.entries["team.paid_hours"], **found}
        return found

    def _inflation(self) -> dict[str, Any]:
        rise = self.checked.entries["team.yearly_rise"]
        return {"cost_inflation": rise} if self.checked.by_ledger else {"wage_inflation": rise, "cost_inflation": rise}

    def _in_house(self) -> dict[str, Any]:
        label = f"In-house, {self.checked.country}"
        if self.checked.by_ledger:
            monthly = as_written(self.checked.value("team.yearly_cost") / MONTHS)
            return {"label": label, "in_house": {"monthly_budget": monthly}}
        costs: dict[str, Any] = {"hourly_wage": self.checked.entries["team.hourly_wage"]}
        costs |= dict(self._from_card(AROUND_AGENTS, givens_of(Costs), self.checked.country))
        if not all(name in costs for name in NEEDS_BOTH):  # a leader without a wage, or the reverse, is nothing
            costs = {name: entry for name, entry in costs.items() if name not in NEEDS_BOTH}
        return {"label": label, "staffing": {"fixed_agents": self._team()}, "in_house": costs}

    def _team(self) -> dict[str, int | float]:
        """The agents of each channel, shared by the time its contacts take; together they are the team."""
        agents, value = self.checked.value("team.agents"), self.checked.value
        times = {name: value(f"volume.{name}") * value(f"handle_time.{name}") for name in self.checked.served}
        team = {name: round(agents * time / sum(times.values()), 2) for name, time in times.items()}
        largest = max(team, key=lambda name: team[name])
        team[largest] = agents - sum(size for name, size in team.items() if name != largest)
        return {name: as_written(size) for name, size in team.items()}

    def _vendors(self) -> dict[str, Any]:
        options: dict[str, Any] = {}
        labels: list[str] = []
        for place, offer in enumerate(self.answers.offers):
            label = f"{' '.join(offer.place.split())}, {title(offer.model).lower()}"
            labels.append(label)
            again = f" ({labels.count(label)})" if labels.count(label) > 1 else ""
            price = self.checked.entries[f"offers.{place}.price"]
            options[f"offer_{place + 1}"] = {
                "label": f"{label}{again}",
                **({"staffing": {"paid_hours": SEAT_HOURS}} if offer.model == SEAT_MODEL else {}),
                "pricing": {"model": offer.model, PRICES[offer.model]: price},
                "contract": self._contract(),
                "transition": {"transition_fee": self.checked.entries["transition"]},
            }
        return options

    def _contract(self) -> dict[str, Any]:
        """What any contract has, as the card knows it: a yearly rise, and the company's cost of managing it."""
        found: dict[str, Any] = {}
        for clause, name, item in (
            ("indexation", "yearly_indexation", "Indexation"),
            ("governance", "governance_rate", "Contract management"),
        ):
            told = dict(self._from_card({name: item}, givens_of(CLAUSES[clause].terms), ANYWHERE))
            if told:
                found[clause] = told
        return found

    def _from_card(self, items: dict[str, str], givens: dict[str, Given], place: str) -> Iterator[tuple[str, Any]]:
        for name, item in items.items():
            rate = rate_for(self.card, item, givens[name], self.answers.currency, place, ANYWHERE)
            if rate is not None:
                yield name, {"rate": rate.key}
