"""Getting in and getting out: hand-over, the old team that is still paid, transition fee, exit.

ramp 25 %, 50 %, 100 % and three parallel months: the old team is paid in full for three months,
the vendor is paid for a quarter, a half and all of the work.

    transition fee 240,000 in 24 equal instalments: 10,000 a month; with 8 % interest 10,824

What the vendor charges is on its invoice (and bears tax where that is not recovered); the time of own people, and
a rollback that may become necessary, are not.
"""

from collections.abc import Iterator

import numpy as np

from tcomodel import categories
from tcomodel.givens import Entry, Terms, choice, given
from tcomodel.lines import OfBaseline, line
from tcomodel.remarks import Numbers, Place, Rows
from tcomodel.words import at_least, at_most, highest, in_month, only_in, total_over_term, when


class Transition(Terms):
    """How the work moves and what that costs."""

    ramp: Entry = given(
        "1",
        "Share of the work this option has taken over, month by month; it stays at the last number.",
        assumed=[1.0],
        because="all of the work from month 1",
        kind="months",
        most=1,
    )
    parallel_months: Entry = given(
        "month",
        "Months in which the old team is still paid although the work is moving.",
        most=36,
        step=1,
        kind="whole",
    )
    parallel_share: Entry = given(
        "1",
        "Share of the old team's cost still paid in those months.",
        assumed=1.0,
        because="the whole old team",
        most=1,
        step=0.05,
    )
    old_team_cost: Entry = given(
        "currency/month",
        "What the old team costs a month; not stated, it is the baseline's running cost of that month.",
        step=1000,
    )
    transition_fee: Entry = given(
        "currency", "One-off fee for set-up, recruiting, training and knowledge transfer.", step=5000
    )
    transition_paid: Entry = choice(
        "How the transition fee is paid.",
        "up front",
        "milestones",
        "amortised",
        assumed="up front",
        because="billed at signature",
    )
    milestones: Entry = given(
        "1/month", "Month and share of the fee of each milestone; the shares add up to 100 %.", kind="schedule", most=1
    )
    amortisation_months: Entry = given(
        "month",
        "Equal monthly instalments in which the fee is paid.",
        least=1,
        most=240,
        step=1,
        kind="whole",
        within_term=True,
    )
    transition_interest: Entry = given(
        "1/year",
        "Yearly interest on instalments that are still to come; each is paid at the end of its month.",
        most=1,
        step=0.005,
        constant=True,
    )
    setup_share: Entry = given(
        "1", "Start-up fee as a share of the bill of month 1, paid with it: 10 %, or 100 % for a whole bill.", most=24
    )
    knowledge_transfer_hours: Entry = given("hour", "Hours own people spend on handing over what they know.", step=40)
    knowledge_transfer_rate: Entry = given("currency/hour", "Cost of one of these hours.", step=5)
    knowledge_transfer_months: Entry = given(
        "month",
        "First months over which they are spread.",
        assumed=1,
        because="before the vendor starts",
        least=1,
        most=36,
        step=1,
        kind="whole",
        within_term=True,
    )
    go_live_month: Entry = given(
        "month",
        "Month in which the vendor goes live, from which hypercare runs and in which damages for delay are settled.",
        assumed=1,
        because="work moves from month 1",
        least=1,
        most=36,
        step=1,
        kind="whole",
        within_term=True,
    )
    hypercare_fee: Entry = given(
        "currency/month", "What the vendor charges for extra support after it goes live.", step=1000
    )
    hypercare_months: Entry = given("month", "Months of that support.", most=36, step=1, kind="whole")
    delay_days: Entry = given(
        "day",
        "Days by which you expect the vendor to be late; the ramp itself is stated with the delay.",
        most=365,
        step=1,
    )
    delay_damages: Entry = given("currency/day", "What the vendor owes for each day of delay.", step=100)
    delay_damages_cap: Entry = given("currency", "The most the vendor owes for delay.", step=1000)
    rollback_cost: Entry = given(
        "currency", "What it costs to give up the transition and go back.", step=10000, constant=True
    )
    rollback_probability: Entry = given(
        "1", "How likely that is; the expected value is counted, not the event.", most=1, step=0.01
    )
    rollback_month: Entry = given(
        "month",
        "Month in which it is counted.",
        assumed=1,
        because="early, which is the dear side of discounting",
        least=1,
        most=240,
        step=1,
        kind="whole",
        within_term=True,
    )
    conversion_share: Entry = given(
        "1",
        "The option must save at least this share of the baseline's pay (before on-costs), for a change is risky; "
        "United States federal practice (OMB Circular A-76) takes 10 %.",
        most=1,
        step=0.01,
        constant=True,
    )
    conversion_amount: Entry = given(
        "currency",
        "The option must save at least this amount; with a share too, the smaller of the two.",
        step=100000,
        constant=True,
    )
    exit_assistance: Entry = given("currency", "Help with the hand-back at the end of the term.", step=5000)
    exit_months: Entry = given(
        "month",
        "Last months of the term over which exit assistance is paid.",
        assumed=3,
        because="a quarter",
        least=1,
        most=36,
        kind="whole",
        within_term=True,
    )


# -- how much of the work has moved ----------------------------------------------------------------------


@line("1", given="ends_in_month", otherwise="ramp")
def ramp_now(ramp, in_force):
    """Share of the work this option has; none once its contract has ended."""
    return ramp * in_force


@line("month")
def term(month):
    """Months of the contract."""
    return highest(month)


@line("month", given="ends_in_month", otherwise="term")
def last_month(ends_in_month):
    """The month in which the contract ends."""
    return ends_in_month


# -- what the vendor charges to start --------------------------------------------------------------------


@line("currency/month", given="transition_fee", posts_to=categories.TRANSITION, adds_to="invoice")
def transition_payment(transition_fee, transition_share):
    """The part of the transition fee paid this month."""
    return transition_fee * transition_share


@line("1/month", called="transition_share", chosen={"transition_paid": "up front"})
def paid_up_front(month):
    """All of the fee in month 1."""
    return when(month <= 1, 1, 0)


@line("1/month", called="transition_share", given="ends_in_month", chosen={"transition_paid": "milestones"})
def paid_by_milestone_until_the_end(milestones, in_force):
    """The milestones due this month; one that the contract does not live to see is never due."""
    return milestones * in_force


@line("1/month", called="transition_share", chosen={"transition_paid": "milestones"})
def paid_by_milestone(milestones):
    """The milestones due this month."""
    return milestones


@line(
    "1/month",
    called="transition_share",
    given="ends_in_month",
    chosen={"transition_paid": "amortised", "termination_charge": "unamortised"},
)
def paid_until_the_end(instalment, in_force):
    """Instalments until the contract ends; what is not paid then is due at once."""
    return instalment * in_force


@line("1/month", called="transition_share", chosen={"transition_paid": "amortised"})
def paid_in_instalments(instalment):
    """Equal instalments."""
    return instalment


@line("1/month", called="instalment", given="transition_interest")
def instalment_with_interest(month, amortisation_months, instalment_weights):
    """Equal instalments that pay the fee and the interest on what is still to come."""
    return when(month <= amortisation_months, 1 / instalment_weights, 0)


@line("1/month")
def instalment(month, amortisation_months):
    """Equal instalments without interest."""
    return when(month <= amortisation_months, 1 / amortisation_months, 0)


@line("1")
def instalment_discount(month, months_per_year, transition_interest):
    """What one unit of money of this month's end is worth at the start, at the interest of the instalments."""
    return (1 + transition_interest) ** ((0 - month) / months_per_year)


@line("1")
def instalment_weight(month, amortisation_months, instalment_discount):
    """What an instalment of one unit of money is worth at the start."""
    return when(month <= amortisation_months, instalment_discount, 0)


@line("month")
def instalment_weights(instalment_weight):
    """What all instalments of one unit of money are worth at the start."""
    return total_over_term(instalment_weight)


@line("currency/month")
def first_bill(billed_fee):
    """The service charges of month 1."""
    return in_month(billed_fee, 1)


@line("currency/month", given="setup_share", posts_to=categories.TRANSITION, adds_to="invoice")
def setup_fee(month, first_bill, setup_share):
    """The start-up fee, with the bill of month 1."""
    return when(month <= 1, first_bill * setup_share, 0)


@line("1", called="hypercare_runs", given="ends_in_month")
def hypercare_until_the_end(month, go_live_month, hypercare_months, in_force):
    """Whether hypercare still runs, 1 or 0; it ends with the contract."""
    return when(month < go_live_month + hypercare_months, in_force, 0)


@line("1")
def hypercare_runs(month, go_live_month, hypercare_months):
    """Whether hypercare still runs: 1 or 0."""
    return when(month < go_live_month + hypercare_months, 1, 0)


@line("currency/month", given="hypercare_fee", posts_to=categories.TRANSITION, adds_to="invoice")
def hypercare(month, go_live_month, hypercare_fee, hypercare_runs):
    """Extra support in the months after the vendor goes live."""
    return when(month < go_live_month, 0, hypercare_fee * hypercare_runs)


@line("1/month", called="going_live", given="ends_in_month")
def going_live_before_the_end(month, go_live_month, ends_in_month):
    """The month in which the vendor goes live, if the contract lives to see it."""
    begun = when(month < at_most(go_live_month, ends_in_month + 1), 1, 0)
    return when(month <= at_most(go_live_month, ends_in_month), 1, 0) - begun


@line("1/month")
def going_live(month, go_live_month):
    """The month in which the vendor goes live."""
    return only_in(month, go_live_month)


@line("currency", called="delay_owed", given="delay_damages_cap")
def delay_owed_at_most(delay_days, delay_damages, delay_damages_cap):
    """What the vendor owes for its delay, within the cap."""
    return at_most(delay_days * delay_damages, delay_damages_cap)


@line("currency")
def delay_owed(delay_days, delay_damages):
    """What the vendor owes for its delay."""
    return delay_days * delay_damages


@line("currency/month", given="delay_days", posts_to=categories.TRANSITION, adds_to="invoice")
def delay_credit(delay_owed, going_live):
    """Damages for delay, credited when the vendor goes live."""
    return 0 - delay_owed * going_live


# -- what the client pays itself to start ------------------------------------------------------------------


@line("currency")
def knowledge_transfer_cost(knowledge_transfer_hours, knowledge_transfer_rate):
    """The time own people spend on handing over what they know."""
    return knowledge_transfer_hours * knowledge_transfer_rate


@line(
    "currency/month",
    called="knowledge_transfer",
    given=("knowledge_transfer_hours", "ends_in_month"),
    posts_to=categories.TRANSITION,
)
def knowledge_transfer_until_the_end(month, knowledge_transfer_months, knowledge_transfer_cost, in_force):
    """Handing over what own people know, spread over the first months until the contract ends."""
    return when(month <= knowledge_transfer_months, in_force, 0) * knowledge_transfer_cost / knowledge_transfer_months


@line("currency/month", given="knowledge_transfer_hours", posts_to=categories.TRANSITION)
def knowledge_transfer(month, knowledge_transfer_months, knowledge_transfer_cost):
    """Handing over what own people know, spread over the first months."""
    return when(month <= knowledge_transfer_months, knowledge_transfer_cost / knowledge_transfer_months, 0)


@line("1/month", called="rolling_back", given="ends_in_month")
def rolling_back_before_the_end(month, rollback_month, ends_in_month):
    """The month in which a rollback is counted; none once the contract has ended."""
    begun = when(month < at_most(rollback_month, ends_in_month + 1), 1, 0)
    return when(month <= at_most(rollback_month, ends_in_month), 1, 0) - begun


@line("1/month")
def rolling_back(month, rollback_month):
    """The month in which a rollback is counted."""
    return only_in(month, rollback_month)


@line("currency/month", given="rollback_cost", posts_to=categories.TRANSITION)
def expected_rollback(rollback_cost, rollback_probability, rolling_back):
    """What going back would cost, times how likely it is."""
    return rollback_cost * rollback_probability * rolling_back


# -- the old team ------------------------------------------------------------------------------------------


@line("currency/month")
def old_team_cost(running_cost: OfBaseline):
    """What the old team costs this month: the baseline's cost without one-off costs of its own."""
    return running_cost


@line("currency/month", called="work_not_yet_moved", given="ends_in_month", posts_to=categories.OLD_TEAM)
def work_moved_back(old_team_cost, ramp_now):
    """The old team does the work that has not moved, and all of it again once the contract has ended."""
    return old_team_cost * (1 - ramp_now)


@line("currency/month", given="ramp", posts_to=categories.OLD_TEAM)
def work_not_yet_moved(old_team_cost, ramp_now):
    """The old team still does the work that has not moved."""
    return old_team_cost * (1 - ramp_now)


@line("share", given="parallel_months")
def parallel_share_now(month, parallel_months, parallel_share):
    """Share of the old team paid this month."""
    return when(month <= parallel_months, parallel_share, 0)


@line("currency/month", given="parallel_months", posts_to=categories.OLD_TEAM)
def parallel_running(old_team_cost, parallel_share_now, ramp_now):
    """The old team paid beyond the work it still does."""
    return old_team_cost * at_least(parallel_share_now - (1 - ramp_now), 0)


# -- getting out -------------------------------------------------------------------------------------------


@line("month")
def exit_period(exit_months, last_month):
    """Months over which exit assistance is paid; a shorter contract pays it over all of its months."""
    return at_most(exit_months, last_month)


@line(
    "currency/month",
    called="exit_payment",
    given=("exit_assistance", "ends_in_month"),
    posts_to=categories.EXIT,
    adds_to="invoice",
)
def early_exit_payment(month, ends_in_month, exit_period, exit_assistance, in_force):
    """Exit assistance in the last months before the contract ends early."""
    return when(month > ends_in_month - exit_period, exit_assistance / exit_period, 0) * in_force


@line("currency/month", given="exit_assistance", posts_to=categories.EXIT, adds_to="invoice")
def exit_payment(month, term, exit_period, exit_assistance):
    """Exit assistance in the last months."""
    return when(month > term - exit_period, exit_assistance / exit_period, 0)


PARTNERS = {
    "knowledge_transfer_hours": ("knowledge_transfer_rate",),
    "hypercare_fee": ("hypercare_months",),
    "delay_days": ("delay_damages",),
    "rollback_cost": ("rollback_probability",),
}
BEFORE_THE_END = ("go_live_month", "knowledge_transfer_months", "rollback_month")
BILLED_BY_USE = ("contact", "minute", "sale", "currency")  # what pricing counts that bills nothing without work
BILLED_ANYWAY = ("core_seats", "commitment", "anchored_price", "volume_prices", "forecast", "target_cost")
OF_THE_FIRST_BILL = {"setup_share": "transition_fee", "deposit_months": "deposit"}  # and the amount to state instead


def problems(scope: Place) -> Iterator[tuple[str, str]]:
    for name, partners in PARTNERS.items():
        missing = [partner for partner in partners if not scope.stated(partner)]
        if scope.stated(name) and missing:
            yield name, f"{name} needs {' and '.join(missing)} as well"
    if scope.stated("transition_interest") and scope.chosen("transition_paid") != "amortised":
        yield "transition_interest", "only instalments bear interest; say transition_paid: amortised, or leave it out"
    end = scope.value("ends_in_month")
    for name in BEFORE_THE_END:
        if end is not None and scope.stated(name) and scope.value(name) > end:
            yield (
                name,
                f"{scope.value(name):g} lies beyond month {end:g}, in which the contract ends (ends_in_month); "
                f"state at most {end:g}, or a later end",
            )
    if _no_bill_at_first(scope):
        for name, amount in OF_THE_FIRST_BILL.items():
            if scope.stated(name):
                yield (
                    "ramp",
                    f"the ramp begins with nothing, so month 1 has no bill, and {name} is counted on that bill; "
                    f"state the amount as {amount} instead, or begin with a month that has work",
                )


def _no_bill_at_first(scope: Place) -> bool:
    """Whether the vendor bills by use alone and has no work in month 1."""
    if not scope.stated("ramp") or np.ravel(scope.value("ramp"))[0] > 0:
        return False
    return scope.counts in BILLED_BY_USE and not any(scope.stated(name) for name in BILLED_ANYWAY)


def warnings(option: Rows, values: Numbers) -> Iterator[str]:
    """What is counted on the bill of month 1, which is nothing."""
    for row in option.all_of("first_bill"):
        if float(np.max(values[row])) > 0:
            continue
        for name, amount in OF_THE_FIRST_BILL.items():
            if option.scope.stated(name) and np.any(np.asarray(option.scope.value(name)) > 0):
                yield f"month 1 has no bill, so {name}, counted on it, comes to nothing; state the amount as {amount}."


def notes(option: Rows, values: Numbers) -> Iterator[str]:
    for row in option.all_of("delay_credit"):
        amount = -float(np.sum(values[row]))
        if amount > 0:
            yield f"its cost is lower by {amount:,.0f} of damages, only because you expect it to go live late."
    yield from _work_before_going_live(option, values)
    for row in option.all_of("transition_payment"):
        unpaid = 1 - float(np.sum(values[row.arguments[1]]))
        if option.scope.chosen("transition_paid") == "milestones" and round(unpaid, 6) > 0:
            yield f"{unpaid:.0%} of its transition fee is never due: the contract ends before those milestones."
    for row in option.all_of("expected_rollback"):
        amount = float(np.sum(values[row]))
        if amount > 0:
            yield (
                f"it holds {amount:,.0f} for a rollback: an expected value, which is either nothing or "
                f"{option.scope.value('rollback_cost'):,.0f} in the end."
            )


def _work_before_going_live(option: Rows, values: Numbers) -> Iterator[str]:
    """Delay that is settled though the ramp has work move before the vendor is said to be live."""
    month = int(option.scope.value("go_live_month"))
    early = np.ravel(option.scope.value("ramp"))[: month - 1]
    delayed = any(float(np.sum(values[row])) < 0 for row in option.all_of("delay_credit"))
    if delayed and np.any(early > 0):
        first = int(np.argmax(early > 0)) + 1
        yield (
            f"it goes live in month {month} and pays for being late, but takes over work from month {first} on "
            "(ramp); that work is billed all the same. If it is late with all of it, let the ramp begin later."
        )
