"""What a change of hands costs around the service: hand-over, the old team, governance, exit, taxes.

ramp 25 %, 50 %, 100 % and three parallel months: the old team is paid in full for three months
fee 240,000 in 24 equal instalments: 10,000 a month; with 8 % interest 10,824
"""

from dataclasses import dataclass

from tests.reference_model.entries import MONTHS_PER_YEAR, Inputs, NotCovered, number
from tests.reference_model.in_house import raised
from tests.reference_model.invoice import Bill
from tests.reference_model.people import WEEKS_PER_YEAR
from tests.reference_model.work import ramp_now

CHANGE, GOVERNANCE, TAX, ENDING = "transition", "contract.governance", "contract.tax", "contract.termination"
COVERS = {
    CHANGE: {
        "ramp", "parallel_months", "parallel_share", "old_team_cost", "transition_fee", "transition_paid",
        "milestones", "amortisation_months", "transition_interest", "setup_share", "knowledge_transfer_hours",
        "knowledge_transfer_rate", "knowledge_transfer_months", "go_live_month", "hypercare_fee", "hypercare_months",
        "delay_days", "delay_damages", "delay_damages_cap", "rollback_cost", "rollback_probability",
        "rollback_month", "exit_assistance", "exit_months",
    },
    GOVERNANCE: {
        "governance_rate", "retained_people", "retained_salary", "retained_until", "meeting_hours",
        "meeting_people", "meeting_rate", "selection_share",
    },
    TAX: {"vat_rate", "vat_recovery", "withholding_rate", "withholding_borne_by", "tax_to_the_cent"},
}  # fmt: skip
Costs = dict[str, list[float]]


@dataclass
class Baseline:
    """What the others are compared with, and what an old team costs and serves."""

    running_cost: list[float]
    handled: list[float]
    resolved: list[float] | None
    team: list[float]
    costs: Costs
    lost: Costs


def change_on_invoice(option: Inputs, billed: list[float]) -> Costs:
    """What the vendor charges for the change itself."""
    found: Costs = {}
    months = range(option.months)
    if option.states(CHANGE, "transition_fee"):
        fee, shares = option.by_month(CHANGE, "transition_fee"), _shares_of_fee(option)
        found["transition_payment"] = [fee[m] * shares[m] for m in months]
    if option.states(CHANGE, "setup_share"):
        share = option.by_month(CHANGE, "setup_share")
        found["setup_fee"] = [share[m] * billed[0] if m == 0 else 0.0 for m in months]
    live = int(option.one(CHANGE, "go_live_month", 1))
    if option.states(CHANGE, "hypercare_fee"):
        fee, length = option.by_month(CHANGE, "hypercare_fee"), option.one(CHANGE, "hypercare_months")
        found["hypercare"] = option.in_force([fee[m] if live <= m + 1 < live + length else 0.0 for m in months])
    if option.states(CHANGE, "delay_days"):
        days, damages = option.by_month(CHANGE, "delay_days"), option.by_month(CHANGE, "delay_damages")
        owed = [days[m] * damages[m] for m in months]
        if option.states(CHANGE, "delay_damages_cap"):
            cap = option.by_month(CHANGE, "delay_damages_cap")
            owed = [min(owed[m], cap[m]) for m in months]
        found["delay_credit"] = [-owed[m] if m + 1 == live <= option.last else 0.0 for m in months]
    if option.states(CHANGE, "exit_assistance"):
        length = int(min(option.one(CHANGE, "exit_months", 3), option.last))
        fee = option.by_month(CHANGE, "exit_assistance")
        paid = [fee[m] / length if m >= option.last - length else 0.0 for m in months]
        found["exit_payment"] = option.in_force(paid)
    return found


def _shares_of_fee(option: Inputs) -> list[float]:
    """The part of the transition fee that is paid in each month."""
    kind = option.word(CHANGE, "transition_paid", "up front")
    if kind == "up front":
        return [1.0] + [0.0] * (option.months - 1)
    if kind == "milestones":
        found = [0.0] * option.months
        for milestone in option.word(CHANGE, "milestones", []):
            if int(milestone["month"]) > option.months:
                raise NotCovered("a milestone after the end of the contract")
            found[int(milestone["month"]) - 1] += number(milestone["share"])
        return option.in_force(found)
    count = int(option.one(CHANGE, "amortisation_months"))
    yearly = option.one(CHANGE, "transition_interest", 0.0)
    weight = sum((1 + yearly) ** (-paid / MONTHS_PER_YEAR) for paid in range(1, count + 1))
    found = [1 / weight if m < count else 0.0 for m in range(option.months)]
    due_at_the_end = option.word("contract.termination", "termination_charge", "none") == "unamortised"
    return option.in_force(found) if due_at_the_end else found


def change_of_own(option: Inputs) -> Costs:
    """The time of own people, and a rollback that may become necessary."""
    found: Costs = {}
    if option.states(CHANGE, "knowledge_transfer_hours"):
        hours, rate = (option.by_month(CHANGE, f"knowledge_transfer_{name}") for name in ("hours", "rate"))
        count = int(option.one(CHANGE, "knowledge_transfer_months", 1))
        spread = [hours[m] * rate[m] / count if m < count else 0.0 for m in range(option.months)]
        found["knowledge_transfer"] = option.in_force(spread)
    if option.states(CHANGE, "rollback_cost"):
        cost, probability = (option.by_month(CHANGE, f"rollback_{name}") for name in ("cost", "probability"))
        month = int(option.one(CHANGE, "rollback_month", 1))
        back = [cost[m] * probability[m] if m + 1 == month else 0.0 for m in range(option.months)]
        found["expected_rollback"] = option.in_force(back)
    return found


def old_team(option: Inputs, baseline: Baseline | None) -> Costs:
    """The old team does what has not moved, and may be paid beyond that for a while."""
    found: Costs = {}
    moves = option.states(CHANGE, "ramp") or option.states(ENDING, "ends_in_month")
    if not moves and not option.states(CHANGE, "parallel_months"):
        return found
    if option.states(CHANGE, "old_team_cost"):
        cost = option.by_month(CHANGE, "old_team_cost")
    elif baseline is not None:
        cost = baseline.running_cost
    else:
        raise NotCovered("an old team without a baseline and without a cost of its own")
    moved = ramp_now(option)
    left = [(1 - moved[m]) for m in range(option.months)]
    if moves:
        found["work_not_yet_moved"] = [left[m] * cost[m] for m in range(option.months)]
    if option.states(CHANGE, "parallel_months"):
        until, share = option.one(CHANGE, "parallel_months"), option.by_month(CHANGE, "parallel_share", 1.0)
        found["parallel_running"] = [
            max(share[m] - left[m], 0.0) * cost[m] if m < until else 0.0 for m in range(option.months)
        ]
    return found


def governance(option: Inputs, bill: Bill, to_come: list[float]) -> Costs:
    """Running the contract, and the people who stay."""
    found: Costs = {}
    months, wages = range(option.months), raised(option, "wage_inflation")
    if option.states(GOVERNANCE, "governance_rate"):
        rate = option.by_month(GOVERNANCE, "governance_rate")
        found["vendor_management"] = [rate[m] * bill.billed[m] for m in months]
    if option.states(GOVERNANCE, "retained_people"):
        people, salary = (option.by_month(GOVERNANCE, name) for name in ("retained_people", "retained_salary"))
        until = option.one(GOVERNANCE, "retained_until", option.months)
        until = min(until, option.last)
        found["retained_team"] = [
            people[m] * salary[m] / MONTHS_PER_YEAR * wages[m] if m < until else 0.0 for m in months
        ]
    if option.states(GOVERNANCE, "meeting_hours"):
        names = ("meeting_hours", "meeting_people", "meeting_rate")
        hours, people, rate = (option.by_month(GOVERNANCE, name) for name in names)
        weeks = WEEKS_PER_YEAR / MONTHS_PER_YEAR
        found["coordination"] = option.in_force([hours[m] * people[m] * rate[m] * weeks * wages[m] for m in months])
    if option.states(GOVERNANCE, "selection_share"):
        share = option.by_month(GOVERNANCE, "selection_share")
        as_signed = sum(bill.billed) + to_come[option.last - 1] * (option.months - option.last)
        found["vendor_selection"] = [share[m] * as_signed if m == 0 else 0.0 for m in months]
    return found


def taxes(option: Inputs, invoice: list[float], damages: list[float]) -> Costs:
    """Taxes on the invoice that stay with the client; damages for delay are no price and lower no tax."""
    found: Costs = {}
    months = range(option.months)
    cents = option.word(TAX, "tax_to_the_cent", False) in (True, "yes")

    def as_invoiced(tax: float) -> float:
        if not cents:
            return tax
        rounded = int(abs(tax) * 100 + 0.5 + 1e-6) / 100
        return rounded if tax >= 0 else -rounded

    if option.states(TAX, "vat_rate"):
        rate, recovered = option.by_month(TAX, "vat_rate"), option.by_month(TAX, "vat_recovery", 1.0)
        taxable = [invoice[m] - damages[m] for m in months]
        found["vat_cost"] = [as_invoiced(taxable[m] * rate[m]) * (1 - recovered[m]) for m in months]
    borne_by_client = option.word(TAX, "withholding_borne_by", "client") == "client"
    if option.states(TAX, "withholding_rate") and borne_by_client:
        rate = option.by_month(TAX, "withholding_rate")
        found["withholding_gross_up"] = [invoice[m] / (1 - rate[m]) - invoice[m] for m in months]
    return found
