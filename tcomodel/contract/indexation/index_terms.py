"""What the price indices of a clause say at each turn, as a change of the price.

    40 % of the price follows consumer prices, which rose from 310.3 to 327.9 (5.67 %) since the turn before:
    a coefficient of 60 % + 40 % x 327.9 / 310.3 = 1.0227; rounded to three decimals 1.023

The order: index -> share (weight) -> rounding of the coefficient -> threshold. Rounding stands before the limits, as in
contracts that print an order (New York OGS rounds the percentage; elsewhere a floor of 3 % after rounding to 0.1).
Limits that have no more decimals than the rounding give the same in either order.
"""

from collections.abc import Iterator

import numpy as np

from tcomodel.contract.indexation.turns import turns_within_term
from tcomodel.givens import Entry, Terms, choice, given, members
from tcomodel.index_months import last_month, on_another_scale, projected, told_base, told_projection, without_value
from tcomodel.lines import EachIndex, OwnBefore, line
from tcomodel.remarks import Numbers, Place, Rows
from tcomodel.words import (
    at_least,
    average_up_to,
    previous,
    round_down_to,
    round_to,
    round_up,
    round_up_to,
    share_of,
    total,
    when,
)


class IndexTerm(Terms):
    """One index that moves the prices."""

    weight: Entry = given(
        "1",
        "Share of the price that moves with this index; what all weights leave of 100 % is fixed. "
        "300% is three times the change of the index.",
        most=5,
        step=0.05,
        constant=True,
    )
    base_value: Entry = given(
        "1",
        "Value of the index that the contract states as its base. Without it the published one is looked up.",
        least=1e-9,
        constant=True,
    )


class PriceIndices(Terms):
    """The indices that move the prices, and how they are read."""

    indices: Entry = members(
        IndexTerm,
        "index_term",
        "The price indices that move the prices, by their names under indices.",
        of_indices=True,
    )
    index_lag: Entry = given(
        "month",
        "Months that the index read lies before the turn: 3 reads October for a turn in January.",
        assumed=0,
        because="the index of the month itself; most contracts name an earlier one that is known by then",
        most=60,
        step=1,
        kind="whole",
    )
    base_lag: Entry = given(
        "month",
        "Months that the base of the index lies before the start; without it the same as the index lag. "
        "Below zero it lies after the start, for prices that are held at first.",
        least=-240,
        most=60,
        step=1,
        kind="whole",
    )
    averaged_months: Entry = given(
        "month",
        "Months of the index that are averaged, the one read and those before it.",
        assumed=1,
        because="one month",
        least=1,
        most=36,
        step=1,
        kind="whole",
    )
    index_compared: Entry = choice(
        "Each turn compares the index with the turn before and lifts the current price (chained), or with the base "
        "and lifts the original price.",
        "chained",
        "from the base",
        assumed="chained",
        because="most clauses lift the price in force; the two differ where a part of the price is fixed",
    )
    coefficient_decimals: Entry = given(
        "1",
        "Decimals to which the coefficient is rounded: 3 makes 1.0470 of 1.04696, a change to 0.1 %.",
        most=10,
        step=1,
        kind="whole",
    )
    coefficient_rounded: Entry = choice(
        "How the coefficient is rounded.", "nearest", "up", "down", assumed="nearest", because="half away from zero"
    )
    index_threshold: Entry = given(
        "1",
        "Changes up to this size do not count, upwards or downwards.",
        least=0.0001,
        most=1,
        step=0.005,
        constant=True,
    )
    threshold_counts: Entry = choice(
        "What counts of a change beyond the threshold.",
        "whole change",
        "only the excess",
        assumed="whole change",
        because="the threshold usually decides whether the price moves, not how far",
    )
    small_changes: Entry = choice(
        "A change within the threshold: carried over, so that the next turn compares with the last change that "
        "counted, or lost, so that it compares with the turn before.",
        "carried over",
        "lost",
        assumed="carried over",
        because="most clauses compare with the last adjustment",
    )


# -- what each index says --------------------------------------------------------------------------------


@line("month", per="index_term")
def index_position(last_turn, months_before, index_lag):
    """Which month of the index the prices of this month rest on."""
    return last_turn + months_before - index_lag


@line("month", per="index_term", called="base_position", given="base_lag")
def stated_base_position(months_before, base_lag):
    """Which month of the index is the base."""
    return 1 + months_before - base_lag


@line("month", per="index_term")
def base_position(months_before, index_lag):
    """Which month of the index is the base: as long before the start as the index read lies before a turn."""
    return 1 + months_before - index_lag


@line("1", per="index_term", called="index_base", given="base_value")
def stated_index_base(base_value):
    """The index the contract starts from, as it states it."""
    return base_value


@line("1", per="index_term")
def index_base(index_level, base_position, averaged_months):
    """The index the contract starts from."""
    return average_up_to(index_level, base_position, averaged_months)


@line("1", per="index_term")
def index_at_turn(index_level, index_position, averaged_months):
    """The index as the last turn reads it."""
    return average_up_to(index_level, index_position, averaged_months)


@line("1", per="index_term")
def index_now(turns_so_far, index_base, index_at_turn):
    """The index the prices of this month rest on."""
    return when(turns_so_far < 1, index_base, index_at_turn)


@line("1", per="index_term")
def index_before(month, index_base, index_now):
    """The index that the prices of the month before rest on."""
    return when(month <= 1, index_base, previous(index_now))


@line("1", per="index_term", called="index_change", chosen={"index_compared": "chained"})
def change_since_last_turn(weight, index_now, index_before):
    """What this index adds to the price of the turn before."""
    return weight * (index_now / index_before - 1)


@line("1", per="index_term", called="index_change", chosen={"index_compared": "from the base"})
def change_since_base(weight, index_now, index_base):
    """What this index adds to the original price."""
    return weight * (index_now / index_base - 1)


# -- the coefficient: all indices together ---------------------------------------------------------------


@line("1")
def exact_coefficient(index_change: EachIndex):
    """What the indices make of a price of 1: the fixed part, and each weight times the ratio of its index."""
    return 1 + total(index_change)


@line("1", called="index_coefficient", given="coefficient_decimals", chosen={"coefficient_rounded": "nearest"})
def coefficient_to_the_nearest(exact_coefficient, coefficient_decimals):
    """The coefficient, rounded."""
    return round_to(exact_coefficient, coefficient_decimals)


@line("1", called="index_coefficient", given="coefficient_decimals", chosen={"coefficient_rounded": "up"})
def coefficient_rounded_up(exact_coefficient, coefficient_decimals):
    """The coefficient, rounded up."""
    return round_up_to(exact_coefficient, coefficient_decimals)


@line("1", called="index_coefficient", given="coefficient_decimals", chosen={"coefficient_rounded": "down"})
def coefficient_rounded_down(exact_coefficient, coefficient_decimals):
    """The coefficient, rounded down."""
    return round_down_to(exact_coefficient, coefficient_decimals)


@line("1")
def index_coefficient(exact_coefficient):
    """The coefficient; the contract does not round it."""
    return exact_coefficient


@line("1", called="index_path", chosen={"index_compared": "chained"})
def chained_path(month, index_coefficient, before: OwnBefore):
    """Where the indices alone would have taken a price of 1, turn by turn."""
    return when(month <= 1, 1, before) * index_coefficient


@line("1", called="index_path", chosen={"index_compared": "from the base"})
def path_from_base(index_coefficient):
    """Where the indices alone would have taken a price of 1."""
    return index_coefficient


# -- how far the indices moved ----------------------------------------------------------------------


@line("1")
def counted_path(index_path, index_threshold, before: OwnBefore):
    """Where the indices had taken a price of 1, less 1, when a change last went beyond the threshold."""
    gap = index_path / (1 + before) - 1  # type: ignore[operator]
    return when(round_up(at_least(gap, 0 - gap) / index_threshold) > 1, index_path - 1, before)


@line("1", called="path_change", given="index_threshold", chosen={"small_changes": "carried over"})
def change_since_the_last_that_counted(counted_path):
    """How far the indices moved since the last change that counted."""
    return (1 + counted_path) / (1 + previous(counted_path)) - 1


@line("1", called="path_change", given="index_threshold", chosen={"small_changes": "lost"})
def change_since_the_turn_before(index_path):
    """How far the indices moved since the turn before, whether that counted or not."""
    return share_of(index_path - previous(index_path), previous(index_path))


@line("1")
def path_change(index_path):
    """How far the indices moved since the turn before."""
    return share_of(index_path - previous(index_path), previous(index_path))


# -- months without a value, and projections -----------------------------------------------------------


def problems(scope: Place) -> Iterator[tuple[str, str]]:
    """Months of an index that nobody published, and a base on another scale than what was published."""
    for term in scope.members("index_term"):
        base = term.value("base_value") if term.stated("base_value") else None
        published = None if base is None else on_another_scale(term, base, _base_month(term))
        if published is not None:
            name, (value, month) = term.path[-1], published
            yield (
                "indices",
                f"{name}: found a base_value of {base:,.10g}, but the index is published as {value:,.10g} for {month}, "
                "more than twice or less than half of it; state the base on the scale of the series "
                "(the same reference year), or leave base_value out and the published value is the base",
            )
        for told in without_value(term, _months_read(term)):
            yield "indices", f"{told}; change index_lag, base_lag or averaged_months, or state base_value"


def _months_read(term: Place) -> set[int]:
    """The months of the index that its base and the turns read, counted as the index counts them."""
    before, lag = term.value("months_before"), term.value("index_lag")
    last = [index_position(turn, before, lag) for turn in turns_within_term(term)]
    if not term.stated("base_value"):
        last.append(_base_month(term))
    return {int(month) - back for month in last for back in range(int(term.value("averaged_months")))}


def _base_month(term: Place) -> int:
    """The month of the index that is its base, counted as the index counts them."""
    stated = term.value("base_lag")
    return int(base_position(term.value("months_before"), term.value("index_lag") if stated is None else stated))


def notes(option: Rows, values: Numbers) -> Iterator[str]:
    """Which prices rest on a projection of an index; weights that make more of an index than it moves."""
    for row in option.all_of("index_position"):
        turned = np.asarray(values[option.all_of("turns_so_far")[0]]) >= 1
        turned[last_month(option.scope) :] = False
        read = {int(month) for month in np.asarray(values[row])[turned]}
        late = projected(row.scope, read)
        if late:
            base = told_base(option, values, row.scope, "base_position")
            yield f"the fee rests on {told_projection(row.scope)} ({base}{len(late)} of {len(read)} price turns)."
    weights = sum(term.value("weight") for term in option.scope.members("index_term"))
    if weights > 1:
        yield f"the weights of its indices add up to {weights:.0%}, so its prices move more than the indices do."
