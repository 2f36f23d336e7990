"""Options side by side: what each costs over the term, today, per contact, and against the baseline.

Costs are positive; a saving is positive when the option is cheaper than the baseline. TCO is the plain
sum of the term; NPV counts later money less; the equal annual cost is the even yearly amount, paid at
the same point of each month, that is worth the same; a levelised unit cost divides today's worth of the
cost by today's worth of the contacts, so that terms and growth compare fairly.
"""

from collections.abc import Iterator

from tcomodel.givens import Entry, Terms, given
from tcomodel.lines import OfBaseline, line
from tcomodel.remarks import Numbers, Rows
from tcomodel.words import (
    at_least,
    at_most,
    highest,
    in_month,
    previous,
    running_total,
    share_of,
    to_the_cent,
    total_over_term,
    when,
)


class Standing(Terms):
    """How an option stands beside the others. Every option has these, stated or not, each its own."""

    in_comparison: Entry = given(
        "-",
        "Whether the option takes part in ranking, answer, charts and summary. Left out, it keeps its own numbers.",
        kind="switch",
        assumed=True,
        because="an option that is there is meant to be compared",
        least=0,
        most=1,
        label="In the comparison",
    )
    price_change: Entry = given(
        "1",
        "Moves everything the vendor's price model charges, to see what a better or worse price does; "
        "amounts that clauses state in money stay as they are.",
        assumed=0.0,
        because="prices are those of the contract",
        least=-1,
        most=2,
        step=0.01,
        constant=True,
        label="Price change to try",
    )


# -- each option by itself -----------------------------------------------------------------------


@line("currency")
def cumulative_cost(total_cost):
    """What has been paid so far."""
    return running_total(total_cost)


@line("currency/month")
def cost_when_paid(total_cost, payable, payment_delay):
    """The month's cost, where what the vendor is owed counts less the later it is paid."""
    return total_cost - payable * (1 - payment_delay)


@line("currency/month", called="present_value", given="payment")
def present_value_when_paid(cost_when_paid, discount_factor):
    """The month's cost, counted at the start of the contract, by when it is paid."""
    return cost_when_paid * discount_factor


@line("currency/month")
def present_value(total_cost, discount_factor):
    """The month's cost, counted at the start of the contract."""
    return total_cost * discount_factor


@line("currency")
def tco(total_cost):
    """Total cost of ownership: all costs of the term, undiscounted."""
    return total_over_term(total_cost)


@line("currency")
def npv(present_value):
    """Net present value of all costs of the term."""
    return total_over_term(present_value)


@line("month")
def discounted_months(discount_factor):
    """Months of the term, later ones counting less."""
    return total_over_term(discount_factor)


@line("currency/year")
def equal_annual_cost(npv, discounted_months, months_per_year):
    """The even yearly cost that is worth the same."""
    return npv / discounted_months * months_per_year


@line("contact")
def term_contacts(served_contacts):
    """Contacts served over the term."""
    return total_over_term(served_contacts)


@line("contact")
def term_resolved(served_resolutions):
    """Resolved contacts over the term."""
    return total_over_term(served_resolutions)


@line("currency/contact")
def cost_per_contact(tco, term_contacts):
    """Cost of one contact, over the term."""
    return share_of(tco, term_contacts)


@line("currency/contact")
def cost_per_resolved_contact(tco, term_resolved):
    """Cost of one resolved contact, over the term."""
    return share_of(tco, term_resolved)


@line("contact/month")
def discounted_contacts(served_contacts, discount_factor):
    """Contacts of the month, later ones counting less."""
    return served_contacts * discount_factor


@line("contact")
def levelised_contacts(discounted_contacts):
    """Contacts of the term, later ones counting less."""
    return total_over_term(discounted_contacts)


@line("currency/contact")
def levelised_cost_per_contact(npv, levelised_contacts):
    """Today's worth of the cost for each contact counted the same way."""
    return share_of(npv, levelised_contacts)


@line("contact/month")
def discounted_resolutions(served_resolutions, discount_factor):
    """Resolved contacts of the month, later ones counting less."""
    return served_resolutions * discount_factor


@line("contact")
def levelised_resolutions(discounted_resolutions):
    """Resolved contacts of the term, later ones counting less."""
    return total_over_term(discounted_resolutions)


@line("currency/contact")
def levelised_cost_per_resolved_contact(npv, levelised_resolutions):
    """Today's worth of the cost for each resolved contact counted the same way."""
    return share_of(npv, levelised_resolutions)


@line("currency/contact")
def month_cost_per_contact(total_cost, served_contacts):
    """Cost of one contact, month by month."""
    return share_of(total_cost, served_contacts)


@line("currency/contact")
def month_cost_per_resolved_contact(total_cost, served_resolutions):
    """Cost of one resolved contact, month by month."""
    return share_of(total_cost, served_resolutions)


# -- against the baseline ------------------------------------------------------------------------


@line("currency/month", called="saving")
def saving_of_month(baseline_cost, total_cost):
    """What the option saves against the baseline this month."""
    return baseline_cost - total_cost


@line("currency/month")
def baseline_cost(total_cost: OfBaseline):
    """The baseline's cost of this month."""
    return total_cost


@line("currency")
def cumulative_saving(saving):
    """What has been saved so far; negative while the option is behind."""
    return running_total(saving)


@line("currency")
def term_saving(saving):
    """What the option saves over the term."""
    return total_over_term(saving)


@line("currency")
def baseline_tco(tco: OfBaseline):
    """Total cost of the baseline."""
    return tco


@line("share")
def saving_share(term_saving, baseline_tco):
    """The saving as a share of the baseline's cost."""
    return share_of(term_saving, baseline_tco)


@line("currency/month")
def baseline_present_value(present_value: OfBaseline):
    """The baseline's cost of this month, counted at the start of the contract."""
    return present_value


@line("currency/month")
def discounted_saving(baseline_present_value, present_value):
    """The month's saving, counted at the start of the contract."""
    return baseline_present_value - present_value


@line("currency")
def npv_saving(discounted_saving):
    """Net present value of the saving."""
    return total_over_term(discounted_saving)


@line("share")
def return_on_cost(term_saving, tco):
    """What each unit of money spent on the option saves."""
    return share_of(term_saving, tco)


# -- is the saving worth a change ----------------------------------------------------------------------


@line("currency")
def baseline_pay(pay: OfBaseline):
    """All pay of the baseline over the term, before on-costs."""
    return total_over_term(pay)


@line("currency", called="conversion_differential", given=("conversion_share", "conversion_amount"))
def share_within_an_amount(baseline_pay, conversion_share, conversion_amount):
    """What an option must save to be worth a change: a share of the pay, at most an amount."""
    return at_most(baseline_pay * conversion_share, conversion_amount)


@line("currency", given="conversion_share", otherwise="conversion_amount")
def conversion_differential(baseline_pay, conversion_share):
    """What an option must save to be worth a change: a share of the baseline's pay."""
    return baseline_pay * conversion_share


@line("currency", called="saving_beyond_differential", given="conversion_share")
def saving_beyond_a_share(term_saving, conversion_differential):
    """What the option saves beyond what it must; negative where the change is not worth it."""
    return term_saving - conversion_differential


@line("currency", given="conversion_amount")
def saving_beyond_differential(term_saving, conversion_differential):
    """What the option saves beyond what it must; negative where the change is not worth it."""
    return term_saving - conversion_differential


# -- when it pays back ---------------------------------------------------------------------------------


@line("currency/month", given="transition_fee", otherwise="saving")
def running_saving(saving, transition_payment):
    """The month's saving before the transition fee, which is due when its month begins."""
    return saving + transition_payment


@line("currency")
def saved_so_far(running_saving):
    """What has been saved so far, before the transition fee."""
    return running_total(running_saving)


@line("currency", given="transition_fee")
def fee_so_far(transition_payment):
    """What has been paid of the transition fee."""
    return running_total(transition_payment)


@line("currency", called="balance_at_start", given="transition_fee")
def balance_after_fee(saved_so_far, fee_so_far):
    """Where the option stands when the month begins, its transition payment made; negative while behind."""
    return previous(saved_so_far) - fee_so_far


@line("currency")
def balance_at_start(saved_so_far):
    """Where the option stands when the month begins; negative while behind."""
    return previous(saved_so_far)


@line("month")
def month_behind(balance_at_start, month):
    """The month number while the option begins the month behind, nothing once it does not."""
    return when(to_the_cent(balance_at_start) < 0, month, 0)


@line("month")
def last_month_behind(month_behind):
    """The last month the option begins behind: the one in which it catches up, if it ever does."""
    return highest(month_behind)


@line("month")
def recovery_month(last_month_behind):
    """The month in which the option catches up."""
    return at_least(last_month_behind, 1)


@line("month")
def part_of_month(balance_at_start, running_saving):
    """How much of the month it takes until its saving makes up for what was behind."""
    return share_of(0 - balance_at_start, running_saving)


@line("month")
def months_to_recover(last_month_behind, part_of_month, recovery_month):
    """Full months and the part of the recovery month; 0 when never behind."""
    return when(last_month_behind > 0, last_month_behind - 1 + in_month(part_of_month, recovery_month), 0)


@line("month")
def payback(term_saving, months_to_recover):
    """When the saving has made up for all that was paid before; -1 stands for never."""
    return when(to_the_cent(term_saving) > 0, months_to_recover, 0 - 1)


def notes(option: Rows, values: Numbers) -> Iterator[str]:
    for row in option.all_of("saving_beyond_differential"):
        beyond = float(values[row])
        if round(beyond) < 0:
            yield (
                f"it saves {-beyond:,.0f} less than the least that is worth a change (its conversion differential); "
                "by that rule the work stays where it is."
            )
