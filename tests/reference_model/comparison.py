"""All options of a scenario side by side: each step handed on to the next, and nothing left out in silence."""

from dataclasses import dataclass, field
from typing import Any

from tests.reference_model import (
    around,
    benchmarking,
    demand,
    further,
    in_house,
    invoice,
    left_behind,
    payment,
    people,
    poor_service,
    prices,
    termination,
    totals,
    training,
    work,
)
from tests.reference_model.coverage import refuse_what_is_not_covered
from tests.reference_model.entries import Inputs
from tests.reference_model.vendor import contacts_of, settled_by

ONE_OFF = {
    "transition_payment", "setup_fee", "hypercare", "delay_credit", "knowledge_transfer", "expected_rollback",
    "vendor_selection", "exit_payment", "deposit_payment", "work_not_yet_moved", "parallel_running", "severance",
    "stranded_amount", "premises_that_stay", "technology_that_stays", "overhead_that_stays", "lost_unhelped",
    "lost_dissatisfied", "lost_by_old_team", "initial_training",
}  # fmt: skip


@dataclass
class OptionAgain:
    """One option: what it costs each month, of what, and its figures over the term."""

    costs: dict[str, list[float]]
    handled: list[float]
    resolved: list[float] | None
    team: list[float] = field(default_factory=list)
    lost: dict[str, list[float]] = field(default_factory=dict)  # customers lost, which nobody pays for
    owed: list[float] = field(default_factory=list)  # of the costs, what the vendor is paid, and may be paid later
    figures: dict[str, float] = field(default_factory=dict)

    @property
    def by_month(self) -> list[float]:
        return _sum(self.costs)

    @property
    def running_cost(self) -> list[float]:
        """Without what is paid once for a change, and without what nobody pays."""
        return _sum({name: months for name, months in self.costs.items() if name not in ONE_OFF})


def said_again(scenario: dict[str, Any]) -> dict[str, OptionAgain]:
    """Every option of a scenario, by its key. Raises NotCovered for what is not written here."""
    refuse_what_is_not_covered(scenario)
    programme = Inputs(scenario)
    issues, factors = demand.issues(programme), totals.discount(programme)
    written = scenario["options"]
    in_house_ones = [key for key, option in written.items() if option.get("in_house")]
    baseline_key = scenario.get("baseline") or (in_house_ones[0] if in_house_ones else None)
    found: dict[str, OptionAgain] = {}
    baseline = None
    for key in sorted(written, key=lambda one: one != baseline_key):  # the baseline first, the others lean on it
        option = Inputs(scenario, written[key])
        found[key] = _option(option, issues, baseline)
        if key == baseline_key:
            one = found[key]
            baseline = around.Baseline(one.running_cost, one.handled, one.resolved, one.team, one.costs, one.lost)
    worth = {key: _present(Inputs(scenario, written[key]), programme, one, factors) for key, one in found.items()}
    for key, one in found.items():
        one.figures = totals.figures_of(one.by_month, worth[key], one.handled, one.resolved, factors)
        if baseline_key and key != baseline_key:
            fee = one.costs.get("transition_payment", [0.0] * programme.months)
            one.figures |= totals.figures_against(one.by_month, found[baseline_key].by_month, fee)
            one.figures["npv_saving"] = sum(worth[baseline_key]) - sum(worth[key])
    return {key: found[key] for key in written}


def _present(option: Inputs, programme: Inputs, one: OptionAgain, factors: list[float]) -> list[float]:
    """Each month's cost at the start of the contract, what the vendor is owed by when it is paid."""
    found = [cost * factors[m] for m, cost in enumerate(one.by_month)]
    if one.owed:
        waiting = payment.worth_when_paid(option, programme)
        found = [worth - one.owed[m] * (1 - waiting[m]) * factors[m] for m, worth in enumerate(found)]
    return found


def _option(option: Inputs, issues: dict[str, list[float]], baseline: around.Baseline | None) -> OptionAgain:
    done = work.work_of(option, issues)
    found = _own(option, done) if option.option.get("in_house") else _vendor(option, done)
    found.costs |= found.lost
    found.costs |= around.change_of_own(option) | around.old_team(option, baseline)
    found.costs |= left_behind.left_behind(option, baseline)
    moves = option.states("transition", "ramp") or option.states("contract.termination", "ends_in_month")
    if moves and baseline is not None:
        left = [1 - moved for moved in work.ramp_now(option)]
        found.handled = [found.handled[m] + left[m] * baseline.handled[m] for m in range(option.months)]
        mine, theirs = found.resolved, baseline.resolved
        both = mine is not None and theirs is not None
        if baseline.lost:
            found.costs["lost_by_old_team"] = [left[m] * one for m, one in enumerate(_sum(baseline.lost))]
        found.resolved = [mine[m] + left[m] * theirs[m] for m in range(option.months)] if both else None
    return found


def _own(option: Inputs, done: dict[str, work.Work]) -> OptionAgain:
    """An own team."""
    teams = {}
    if any(name != "monthly_budget" for name, one in option.option["in_house"].items() if one is not None):
        teams = {channel: people.team_of(option, channel, one) for channel, one in done.items()}
    costs = in_house.costs_of(option, done, teams) | around.change_on_invoice(option, [0.0] * option.months)
    team = [sum(one.agents[m] for one in teams.values()) for m in range(option.months)]
    found = _handling(option, done, contacts_of(done), settled_by(done))
    found.costs, found.team = costs, team
    return found


def _vendor(option: Inputs, done: dict[str, work.Work]) -> OptionAgain:
    """A vendor: its price for what is used, what the contract makes of it, and what comes around it."""
    used = prices.used_of(option, done)
    bill, found = invoice.bill_of(option, used), _handling(option, done, used.contacts, used.settled)
    on_invoice = {
        "service_fee": bill.service_fee,
        "commitment_top_up": bill.top_up,
        "service_credit": bill.credit,
        "gain_share_payment": further.gain_share(option, bill.billed, found.handled),
        "charges_passed_on": further.passed_on(option, found.handled),
    } | around.change_on_invoice(option, bill.billed)
    to_come = termination.month_to_come(option, bill.service_fee, bill.billed, bill.level)
    on_invoice |= termination.on_invoice(option, to_come)
    if (option.option.get("contract") or {}).get("training"):
        used.people()
        teams = {channel: people.team_of(option, channel, one) for channel, one in done.items()}
        on_invoice |= training.training(option, teams, bill.level, used.on_seats)
    invoiced = _sum(on_invoice)
    with_it = {"discount_taken": payment.discount_taken(option, invoiced)}
    to_pay = [one + with_it["discount_taken"][m] for m, one in enumerate(invoiced)]
    with_it |= around.taxes(option, to_pay, on_invoice.get("delay_credit", [0.0] * option.months))
    owed = [invoiced[m] + one for m, one in enumerate(_sum(with_it))]
    beside = (
        used.beside
        | around.governance(option, bill, to_come)
        | {"deposit_payment": payment.deposit(option, bill.billed)}
    )
    beside["benchmark_cost"] = benchmarking.cost(option)
    beside |= termination.taking_back(option)
    found.costs, found.owed = on_invoice | with_it | beside, owed
    return found


def _handling(
    option: Inputs, done: dict[str, work.Work], contacts: dict[str, list[float]], settled: dict[str, list[float]]
) -> OptionAgain:
    """An option as far as it handles contacts; its costs follow."""
    lost = poor_service.customers_lost(option, {channel: one.issues for channel, one in done.items()}, settled)
    return OptionAgain({}, _sum(contacts), _sum(settled) if settled else None, lost=lost)


def _sum(costs: dict[str, list[float]]) -> list[float]:
    return [sum(months) for months in zip(*costs.values(), strict=True)]
