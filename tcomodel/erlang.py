"""Waiting lines: how many agents a queue needs to answer in time, and how busy they can be.

    100 calls in 30 minutes, 180 seconds each: 10 erlangs. 80 % answered within 20 seconds takes 14 agents,
    who are then 71.4 % busy; with 30 % shrinkage 20 people are scheduled.

Erlang C assumes that callers wait until they are answered. It speaks about an interval of steady load;
a month is no such interval. Source: A. K. Erlang 1917, in the form of any teletraffic textbook; the
recurrence of Erlang B is the stable way to compute it (powers and factorials overflow at 171 agents).
"""

import math

from tcomodel.words import round_up


def load(calls: float, interval: float, handle_time: float) -> float:
    """Offered load in erlangs: contacts of an interval times handle time, both in seconds."""
    return calls * handle_time / interval


def blocking_probability(erlangs: float, agents: int) -> float:
    """Erlang B: the share of callers who find all agents busy where nobody may wait."""
    blocked = 1.0
    for busy in range(1, agents + 1):
        blocked = erlangs * blocked / (busy + erlangs * blocked)
    return blocked


def waiting_probability(erlangs: float, agents: int) -> float:
    """Erlang C: the share of callers who have to wait; 1 where the agents cannot keep up at all."""
    if agents <= erlangs:
        return 1.0
    blocked = blocking_probability(erlangs, agents)
    return agents * blocked / (agents - erlangs * (1 - blocked))


def service_level(erlangs: float, agents: int, handle_time: float, target: float) -> float:
    """Share of callers answered within ``target`` seconds."""
    if agents <= erlangs:
        return 0.0
    late = math.exp(-(agents - erlangs) * target / handle_time)
    return 1 - waiting_probability(erlangs, agents) * late


def speed_of_answer(erlangs: float, agents: int, handle_time: float) -> float:
    """Average seconds until a caller is answered; infinite where the agents cannot keep up."""
    if agents <= erlangs:
        return math.inf
    return waiting_probability(erlangs, agents) * handle_time / (agents - erlangs)


def agents_needed(
    erlangs: float, handle_time: float, target: float, wanted: float, highest_occupancy: float = 1.0
) -> int:
    """Fewest agents who answer the wanted share within ``target`` seconds and are not busier than allowed."""
    agents = max(1, math.floor(erlangs) + 1, int(round_up(erlangs / highest_occupancy)))
    while service_level(erlangs, agents, handle_time, target) < wanted:
        agents += 1
    return agents


def occupancy(erlangs: float, agents: int) -> float:
    """Share of their time the agents are busy."""
    return erlangs / agents
