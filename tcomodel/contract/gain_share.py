"""Gain share: a part of what the service costs less than an agreed baseline goes to the vendor.

    Baseline 300,000, fee 260,000, the vendor's part 25 %: it is paid 10,000 on top. With a cap of 3 % of the fee
    it is paid 7,800. Where losses are shared too, a fee of 310,000 gives 2,500 back.

The baseline is an amount a month, for the share of the work that has moved, or a cost a contact, which moves with
the volume. A fixed amount lets a falling volume look like a gain.

Settled month by month a good month is shared though a bad one follows. Settled by the year they are set off: gains
of 40,000 and losses of 30,000 make 2,500, not 10,000.
"""

from collections.abc import Iterator

from tcomodel import categories
from tcomodel.givens import Entry, Terms, choice, given
from tcomodel.lines import OwnBefore, line
from tcomodel.remarks import Place
from tcomodel.words import at_least, at_most, only_in, remainder, when


class GainShare(Terms):
    """What gains are counted against and how they are shared."""

    agreed_cost: Entry = given(
        "currency/month",
        "What the service is agreed to have cost before, a month.",
        step=1000,
        moves_with_volume=True,
    )
    agreed_contact_cost: Entry = given(
        "currency/contact",
        "What a contact is agreed to have cost before; the baseline then moves with the volume.",
        step=0.1,
    )
    gain_part: Entry = given("1", "The vendor's part of what the service fee is below the baseline.", most=1, step=0.05)
    losses_shared: Entry = given(
        "1",
        "The vendor bears its part of a fee above the baseline too.",
        assumed=False,
        because="most gain shares only share gains",
        kind="switch",
        most=1,
    )
    gain_cap: Entry = given(
        "1",
        "The most that is paid, or given back, as a share of the service fee of the month or year it is settled for.",
        most=1,
        step=0.01,
    )
    gain_settled: Entry = choice(
        "Whether gains are settled month by month, or added up over each contract year and settled in its last month.",
        "monthly",
        "yearly",
        assumed="monthly",
        because="each month's invoice stands by itself unless the contract sets months off against each other",
    )


@line("currency/month", called="gain_baseline", given="agreed_contact_cost")
def baseline_by_volume(agreed_contact_cost, contacts_handled):
    """What the contacts of the month would have cost before."""
    return agreed_contact_cost * contacts_handled


@line("currency/month")
def gain_baseline(agreed_cost, ramp_now):
    """What the work that has moved would have cost before."""
    return agreed_cost * ramp_now


@line("currency/month")
def gain(gain_baseline, billed_fee):
    """What the service charges, with a minimum, are below the baseline; negative where they are above."""
    return gain_baseline - billed_fee


# -- what is settled, and when ---------------------------------------------------------------------------


@line("1")
def year_ends(month, months_per_year):
    """Whether a contract year ends with this month."""
    return when(remainder(month, months_per_year) < 1, 1, 0)


@line("1")
def contract_ends(month, last_month):
    """Whether the contract ends with this month."""
    return only_in(month, last_month)


@line("1")
def settlement_month(month, last_month, year_ends, contract_ends):
    """Whether gains are settled this month: the last of a contract year, or of the contract."""
    return when(month < last_month, year_ends, contract_ends)


@line("currency")
def gain_of_year(before: OwnBefore, month, months_per_year, gain, one_month):
    """The gain since the contract year began."""
    return when(remainder(month - 1, months_per_year) < 1, 0, before) + gain * one_month


@line("currency")
def fee_of_year(before: OwnBefore, month, months_per_year, billed_fee, one_month):
    """The service fee since the contract year began."""
    return when(remainder(month - 1, months_per_year) < 1, 0, before) + billed_fee * one_month


@line("currency/month", called="settled_gain", chosen={"gain_settled": "monthly"})
def gain_of_month(gain):
    """The gain that is settled: that of the month."""
    return gain


@line("currency/month", called="settled_gain", chosen={"gain_settled": "yearly"})
def gain_when_due(gain_of_year, settlement_month, one_month):
    """The gain that is settled: that of the contract year, in its last month."""
    return gain_of_year * settlement_month / one_month


@line("currency/month", called="settled_fee", chosen={"gain_settled": "monthly"})
def fee_of_month(billed_fee):
    """The fee a cap is taken of: that of the month."""
    return billed_fee


@line("currency/month", called="settled_fee", chosen={"gain_settled": "yearly"})
def fee_when_due(fee_of_year, settlement_month, one_month):
    """The fee a cap is taken of: that of the contract year, in its last month."""
    return fee_of_year * settlement_month / one_month


# -- how it is shared --------------------------------------------------------------------------------------


@line("currency/month")
def shared_gain(settled_gain, losses_shared):
    """The gain that is shared; a loss only where the contract shares it."""
    return when(losses_shared > 0, settled_gain, at_least(settled_gain, 0))


@line("currency/month")
def vendor_part(shared_gain, gain_part):
    """The vendor's part of it."""
    return shared_gain * gain_part


@line("currency/month", given="gain_cap")
def gain_limit(settled_fee, gain_cap):
    """The most that is paid or given back."""
    return settled_fee * gain_cap


@line("currency/month", given="gain_cap", otherwise="vendor_part")
def gain_within_cap(vendor_part, gain_limit):
    """The vendor's part within the cap, which holds both ways."""
    return at_least(at_most(vendor_part, gain_limit), 0 - gain_limit)


@line("currency/month", posts_to=categories.BONUSES, adds_to="invoice")
def gain_share_payment(gain_within_cap):
    """What the vendor is paid for gains, or gives back for losses."""
    return gain_within_cap


def problems(scope: Place) -> Iterator[tuple[str, str]]:
    """One baseline, not two and not none."""
    amount, by_volume = scope.stated("agreed_cost"), scope.stated("agreed_contact_cost")
    if amount and by_volume:
        yield (
            "agreed_cost",
            "a gain is counted against one baseline; state agreed_cost or agreed_contact_cost, not both",
        )
    if not amount and not by_volume:
        yield (
            "gain_part",
            "a gain share needs a baseline; state agreed_cost (a month) or agreed_contact_cost (a contact)",
        )
