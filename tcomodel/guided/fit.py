"""Answers held against each other: a team that cannot do the work, a cost that cannot pay the team.

    60,000 contacts of 420 seconds need 74 agents; 30 are stated: handle times or the team are not right
    90 agents for 1.2 m a year are 13,333 each, and their wages alone 45,385

Both sides are the model's own lines: the scenario of the same answers with the team in place of the ledger. Numbers
that do not even go together with the rate card (``slips``) are told with them.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from tcomodel import categories
from tcomodel.guided.answers import Answers
from tcomodel.guided.checked import MONTHS, Checked
from tcomodel.guided.making import not_counted, scenario_of
from tcomodel.guided.slips import slips
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.rates import RateCard
from tcomodel.rates.rate import At
from tcomodel.results import Comparison, OptionResult, compare
from tcomodel.scenario import scenario_from
from tcomodel.sensitivity.variants import read_under

MULTIPLE = "Full cost as a multiple of the wage"
# Ends of the card's ranges at which the work takes most agents.
LEAST_BUSY: dict[str, At] = {"occupancy": "low", "shrinkage": "high"}
SLIGHT = 1e-6


def misfits(answers: Answers, card: RateCard) -> list[Problem]:
    """What does not go together, each at the box to look at; empty where nothing speaks against the answers."""
    checked = Checked(answers, card)
    cost, is_stated = checked.entries.get("team.yearly_cost"), "team.agents" in checked.entries
    typed_wrong = list(slips(checked, card))
    own = _own_team(answers, card) if is_stated else _needed_team(answers, card) if cost else None
    if own is None:
        return typed_wrong
    found = [] if cost else list(_around_agents(answers, card))
    found += list(_team_and_work(own, "" if cost else ", or give the cost of a year")) if is_stated else []
    if cost and "team.hourly_wage" in checked.entries:
        whose = "" if is_stated else ", whom the work needs at these handle times,"
        found += _team_and_cost(own, float(cost), whose, answers.currency, card)
    return found + typed_wrong


def _around_agents(answers: Answers, card: RateCard) -> Iterator[Problem]:
    """What a team worked out from its agents is counted without, as the card has it for no such country and money."""
    try:
        lacking = not_counted(scenario_of(answers, card))
    except ProblemsFound:
        return
    if lacking:
        yield Problem(
            "team.yearly_cost",
            f"the rate card has no {', no '.join(lacking)} for {' '.join(answers.country.split())} in "
            f"{answers.currency}, so your team is counted without and looks cheaper than it is. Give its cost of a "
            "year here, or state them on its card under Options",
        )


def _needed_team(answers: Answers, card: RateCard) -> Comparison | None:
    """The comparison with as many agents as the work needs, for somebody who states the cost alone."""
    if answers.agents.strip():
        return None  # what stands there is wrong, and told already
    any_team = _own_team(replace(answers, agents="1"), card)
    if any_team is None:
        return None
    _, need = _teams(any_team.option("in_house"))
    return _own_team(replace(answers, agents=f"{need:.6f}"), card)


def _own_team(answers: Answers, card: RateCard) -> Comparison | None:
    """The comparison with the team worked out from its agents; None while other boxes are wrong.

    Where no wage is known, one stands in, as the work does not ask what it costs.
    """
    wage = answers.hourly_wage
    if "team.hourly_wage" not in Checked(answers, card).entries and not wage.strip():
        wage = "1"
    try:
        return compare(scenario_from(scenario_of(replace(answers, yearly_cost="", hourly_wage=wage), card)), card)
    except ProblemsFound:
        return None


def _team_and_work(own: Comparison, way_out: str) -> Iterator[Problem]:
    team = own.option("in_house")
    have, need = _teams(team)
    if have < need * (1 - SLIGHT):
        yield Problem(
            "team.agents",
            f"the work needs {_agents(need, have)} agents at these handle times and the card's occupancy and "
            f"shrinkage; {have:,.10g} can do it only if a contact takes {_less(have / need)} that time. Check "
            f"volume and handle times{way_out}",
        )
        return
    most = _most_needed(own)
    if have > most * (1 + SLIGHT):
        yield Problem(
            "team.agents",
            f"the work needs {_agents(need, have)} agents at these handle times, {_agents(most, have)} where the "
            f"card's are least busy; {have:,.10g} {'is' if have == 1 else 'are'} more. A vendor is counted for the "
            "work alone, so that part of the saving would be idle time. Check volume and handle times, or leave out "
            "those who do other work",
        )


def _team_and_cost(own: Comparison, cost: float, whose: str, currency: str, card: RateCard) -> Iterator[Problem]:
    team = own.option("in_house")
    have, _ = _teams(team)
    wages = (
        float(np.sum(team.by_category[categories.AGENTS][:MONTHS])) if categories.AGENTS in team.by_category else 0.0
    )
    if not wages:
        return
    agents = f"{have:,.0f}" if have >= 1000 else f"{have:.4g}"
    each = f"{cost:,.0f} {currency} a year for {agents} agents{whose} are {cost / have:,.0f} each"
    most = max((rate.amount("high") for rate in card.rates.values() if rate.item == MULTIPLE), default=None)
    if cost < wages:
        yield Problem(
            "team.yearly_cost",
            f"{each}, and their wages alone {wages / have:,.0f}. Agents, cost, wage or hours cannot all be right",
        )
    elif most is not None and cost > most * wages:
        yield Problem(
            "team.yearly_cost",
            f"{each}, {cost / wages:,.1f} times their wages of {wages / have:,.0f}; the most the rate card knows is "
            f"{most:g} times. Check agents, cost and wage",
        )


def _agents(count: float, beside: float) -> str:
    """Agents with as many places as tell them apart from nothing and from the number they are held against."""
    places = next(places for places in (1, 2, 3, 6) if places == 6 or round(count, places) not in (0, beside))
    return f"{count:,.{places}f}"


def _less(share: float) -> str:
    """A share below one in per cent, which is never rounded up to all of it."""
    return f"{share * 100:,.0f} % of" if share < 0.995 else "a little less than"


def _most_needed(own: Comparison) -> float:
    """Agents the work of month 1 needs where occupancy and shrinkage are at the less favourable end of the card."""
    variant = {
        one: one.rate.amount(LEAST_BUSY[one.name])
        for one in own.model.inputs
        if one.name in LEAST_BUSY and one.rate is not None and one.rate.low is not None
    }
    (most,) = read_under(own.model, [variant], lambda under: _teams(under.option("in_house"))[1])
    return most if isinstance(most, float) else _teams(own.option("in_house"))[1]


def _teams(team: OptionResult) -> tuple[float, float]:
    """Agents stated and agents the work of month 1 needs."""
    stated = team.model.stated_teams
    have = sum(float(np.atleast_1d(one.value)[0]) for one, _ in stated)
    return have, sum(float(np.atleast_1d(team.values[needed])[0]) for _, needed in stated)
