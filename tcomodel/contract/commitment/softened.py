"""What is missed of the minimum, and what softens it: use of other months, first in first out."""

from tcomodel.lines import OwnBefore, line
from tcomodel.words import at_least, at_most, earlier, previous, running_total, when

# -- both together -----------------------------------------------------------------------------------


@line("currency/month", called="minimum_missed", given=("minimum_fee", "period_minimum"))
def missed_of_both(monthly_missed, period_missed):
    """What is missed of the minimum of the month, and then still of that of the period."""
    return monthly_missed + period_missed


@line("currency/month", called="minimum_missed", given="period_minimum")
def missed_of_period(period_missed):
    """What is missed of the minimum."""
    return period_missed


@line("currency/month")
def minimum_missed(monthly_missed):
    """What is missed of the minimum."""
    return monthly_missed


@line("currency/month", called="minimum_exceeded", given="period_minimum")
def exceeded_of_period(period_exceeded):
    """Use beyond the minimum."""
    return period_exceeded


@line("currency/month")
def minimum_exceeded(monthly_exceeded):
    """Use beyond the minimum."""
    return monthly_exceeded


# -- carried forward: use beyond the minimum counts against what is missed later ---------------------


@line("currency")
def exceeded_so_far(minimum_exceeded):
    """All use beyond the minimum so far."""
    return running_total(minimum_exceeded)


@line("currency")
def exceeded_before(exceeded_so_far):
    """Use beyond the minimum in the months before this one."""
    return previous(exceeded_so_far)


@line("currency")
def exceeded_too_long_ago(exceeded_so_far, carry_forward_months):
    """Use beyond the minimum that is too long ago to count."""
    return earlier(exceeded_so_far, carry_forward_months + 1)


@line("currency")
def exceeded_and_used(before: OwnBefore, exceeded_before, exceeded_too_long_ago, minimum_missed, one_month):
    """Use beyond the minimum that was set against what was missed, or lapsed: the oldest goes first."""
    return at_most(exceeded_before, at_least(before, exceeded_too_long_ago) + minimum_missed * one_month)


@line("currency")
def used_or_lapsed_before(exceeded_and_used, exceeded_too_long_ago):
    """What of it was gone before this month."""
    return at_least(previous(exceeded_and_used), exceeded_too_long_ago)


@line("currency/month")
def carried_forward(exceeded_and_used, used_or_lapsed_before, one_month):
    """Earlier use that counts against what is missed this month."""
    return (exceeded_and_used - used_or_lapsed_before) / one_month


# -- worked off: use beyond the minimum makes up what was missed before ------------------------------


@line("currency")
def missed_so_far(minimum_missed):
    """All that was missed so far."""
    return running_total(minimum_missed)


@line("currency")
def missed_before(missed_so_far):
    """What was missed in the months before this one."""
    return previous(missed_so_far)


@line("currency")
def missed_and_overdue(missed_so_far, work_off_months):
    """What was missed so long ago that it was billed in an earlier month, or made up."""
    return earlier(missed_so_far, work_off_months + 1)


@line("currency")
def missed_and_made_up(before: OwnBefore, missed_before, missed_and_overdue, minimum_exceeded, one_month):
    """What was missed and is made up since, or was billed: the oldest goes first."""
    return at_most(missed_before, at_least(before, missed_and_overdue) + minimum_exceeded * one_month)


@line("currency")
def missed_and_last_chance(missed_so_far, work_off_months):
    """What was missed and must be made up by the end of this month."""
    return earlier(missed_so_far, work_off_months)


@line("currency")
def to_be_settled(month, last_month, missed_so_far, missed_and_last_chance, in_force):
    """What must be made up by now: what has had its months, and all when the contract ends; nothing after."""
    return when(month >= last_month, missed_so_far, missed_and_last_chance) * in_force
