"""Levers: the numbers of a vendor's own pricing, contract and transition that move what its option costs.

    seat_rate 2,240 USD       indexation_cap 3.5 %       transition_fee 250,000       core_seats 18 to 56, times 1

The vendor's prices come first, then the clauses, then the transition; last what stands in these sections but is the
client's own or an expectation, and so nothing to ask a vendor for. A series moves as a whole, by a factor. The edge
between two tiers is one lever, although two tiers state it. Left out is what stands for no amount (switches, choices,
schedules) and the levels a vendor is expected to reach.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from tcomodel.digits import LARGEST
from tcomodel.model import Input, Model
from tcomodel.negotiation.axis import place_of
from tcomodel.problems import nearest, problem

SECTIONS = ("pricing", "contract", "transition", "price_change")
KINDS = ("number", "whole", "months")
EXPECTED = ("attained", "attained_spread")  # what a vendor is expected to do is no term of the contract
PRICE, CLAUSE, TRANSITION, OWN = "price", "clause", "transition", "own or expected"
GROUPS = (PRICE, CLAUSE, TRANSITION, OWN)
PRICES_OF_CLAUSES = frozenset({"volume_prices", "anchored_price"})  # clauses that hold the price itself
NOT_THE_VENDORS = {  # what the client decides, pays or expects
    "governance": {"retained_people", "retained_salary", "retained_until", "meeting_hours", "meeting_people",
                   "meeting_rate", "selection_share"},
    "the old team": {"old_team_cost", "severance_per_agent", "old_team_agents", "redeployed_share", "severance_month",
                     "stranded_cost", "stranded_premises", "stranded_technology", "stranded_overhead",
                     "stranded_months", "take_back_cost", "knowledge_transfer_hours", "knowledge_transfer_rate",
                     "knowledge_transfer_months"},
    "what is expected": {"resolution_rate", "quality_pass_rate", "actions_per_conversation", "unresolved_cost",
                         "conversion_rate", "order_value", "market_level", "market_trend", "favoured_level", "events",
                         "misses", "occurrences", "hours_affected", "delay_days", "rollback_cost",
                         "rollback_probability", "rollback_month", "charge", "charge_per_contact", "client_forecast"},
    "money": {"cost_of_capital", "vat_rate", "vat_recovery", "withholding_rate"},
}  # fmt: skip
NOT_ASKED_FOR = frozenset[str]().union(*NOT_THE_VENDORS.values())
EDGE = {"up_to": "over", "over": "up_to"}
WIDE = 4.0  # times the quoted amount, where nothing else limits it
TRIPLE = 3.0  # of a series
ONE_MORE = 1.0  # for an amount that is nothing today


@dataclass(frozen=True, eq=False)
class Lever:
    """Something to negotiate. Its position is the value, or for a series the factor on it; ``quoted`` is today's.

    ``least`` and ``most`` are looked at; ``open_above`` says that nothing but habit ends it there.
    """

    inputs: tuple[Input, ...]
    quoted: float
    least: float
    most: float
    open_above: bool
    is_factor: bool

    @property
    def input(self) -> Input:
        return self.inputs[0]

    @property
    def is_whole(self) -> bool:
        return self.input.given.kind == "whole"

    @property
    def group(self) -> str:
        """One of GROUPS: whose it is, and where at the table it is talked about."""
        one = self.input
        if one.name in NOT_ASKED_FOR:
            return OWN
        if one.place[2] in ("pricing", "price_change") or not PRICES_OF_CLAUSES.isdisjoint(one.place):
            return PRICE
        return TRANSITION if one.place[2] == "transition" else CLAUSE

    @property
    def key(self) -> str:
        """``contract.indexation.indexation_cap``: how people and programs name it."""
        return place_of(self.input).partition(".")[2] or self.input.name

    def at(self, positions: np.ndarray) -> dict[Input, Any]:
        """Its inputs at each position, shape ``(positions, 1)`` or ``(positions, months)``."""
        column = np.asarray(positions, dtype=float)[:, None]
        if self.is_whole:
            column = np.round(column)
        return {one: column * np.asarray(one.value)[None, :] if self.is_factor else column for one in self.inputs}


def levers_of(model: Model, option: str) -> list[Lever]:
    """The levers of a vendor's option, by group and then as the scenario has them; none for an in-house team."""
    if model.option(option).model == "in_house":
        return []
    own = [one for one in model.inputs if one.scope.path[0] == option and _is_lever(one)]
    place_in_file = {section: number for number, section in enumerate(SECTIONS)}
    own.sort(key=lambda one: place_in_file[str(one.place[2])])
    taken: set[int] = set()
    found = []
    for one in own:
        if id(one) in taken:
            continue
        twins = [one, *(other for other in own if _same_edge(one, other))]
        taken |= {id(twin) for twin in twins}
        found.append(_lever(model, tuple(twins), own))
    return sorted(found, key=lambda lever: GROUPS.index(lever.group))


def lever_called(model: Model, option: str, name: str) -> list[Lever]:
    """The levers of a name: ``seat_rate``, ``indexation_cap``, ``pricing.seat_rate``; several where channels have it.

    Raises ProblemsFound with the nearest right word.
    """
    levers = levers_of(model, option)
    wanted = name.removeprefix(f"{option}.")
    found = [lever for lever in levers if wanted in (lever.key, lever.input.name)]
    if found:
        return found
    known = list(dict.fromkeys([lever.input.name for lever in levers] + [lever.key for lever in levers]))
    names = ", ".join(dict.fromkeys(lever.input.name for lever in levers)) or "none"
    raise problem(name, f"{option} has no lever of this name{nearest(wanted, known)} (levers: {names})")


def _is_lever(one: Input) -> bool:
    stands = len(one.place) > 2 and one.place[2] in SECTIONS
    return stands and one.given.kind in KINDS and one.name not in EXPECTED


def _same_edge(one: Input, other: Input) -> bool:
    """Whether two inputs are the same edge: where one tier ends the next begins."""
    return (
        one is not other
        and EDGE.get(one.name) == other.name
        and one.place[:-2] == other.place[:-2]
        and float(one.value) == float(other.value)
    )


def _lever(model: Model, inputs: tuple[Input, ...], own: list[Input]) -> Lever:
    one = inputs[0]
    least, most = one.given.limits
    value = np.asarray(one.value, dtype=float)
    if value.ndim:
        top = float(np.max(np.abs(value))) or 1.0
        return Lever(inputs, 1.0, 0.0, min(TRIPLE, most / top), most >= LARGEST, True)
    quoted = float(value)
    if one.given.within_term:
        most = min(most, float(model.scenario.file.months))
    if one.name in EDGE:
        table = [other for other in own if other.place[:-2] == one.place[:-2] and other.name in EDGE]
        edges = sorted({float(other.value) for other in table})
        below, above = [edge for edge in edges if edge < quoted], [edge for edge in edges if edge > quoted]
        gap = 1e-6 * quoted
        low, high = (below[-1] + gap if below else gap), (above[0] - gap if above else WIDE * quoted)
        return Lever(inputs, quoted, low, high, False, False)
    open_above = most >= LARGEST
    low = -WIDE * abs(quoted) if least <= -LARGEST else least
    high = (WIDE * abs(quoted) or ONE_MORE) if open_above else most
    return Lever(inputs, quoted, low, max(high, quoted), open_above, False)
