"""Prices that move with an exchange rate: currency sharing.

    Prices are paid in US dollars, and the vendor's cost arises in Canadian ones. The contract counts on 1.377 Canadian
    dollars for a US dollar. At 1.300 the vendor's cost is 1.377 / 1.300 - 1 = 5.92 % dearer, and the client bears
    60 % of it: on 1,000,000 an extra payment of 35,538. Above 1.377 the client gets as much back.

The order, from the rate to the fee:

    rate read -> movement against the base -> limit both ways -> neutral band -> share -> share of the fee

All prices of the scenario are written in the paying currency, at the base rate.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tcomodel.givens import Entry, Terms, choice, given, members
from tcomodel.index_months import last_month, on_another_scale, projected, told_base, told_projection, without_value
from tcomodel.lines import EachExchangeRate, Line, line
from tcomodel.remarks import Numbers, Place, Rows
from tcomodel.words import at_least, at_most, average_up_to, remainder, total, when


class ExchangeRate(Terms):
    """One exchange rate and how its movements are shared."""

    rate_quoted: Entry = choice(
        "How the rate is quoted: price currency per paying currency (pesos per dollar where dollars are paid), "
        "or the other way round.",
        "price per paying currency",
        "paying per price currency",
        assumed="price per paying currency",
        because="the usual quotation of a vendor's currency against the dollar",
    )
    base_rate: Entry = given(
        "1",
        "Rate the prices are based on. Without it the published rate at the start.",
        least=1e-9,
        constant=True,
    )
    fee_share: Entry = given(
        "1",
        "Share of the fee whose cost arises in this currency.",
        assumed=1.0,
        because="the whole fee",
        most=1,
        step=0.05,
    )
    currency_share: Entry = given(
        "1",
        "Share of the movement that changes the price, upwards and downwards: what the client bears.",
        assumed=1.0,
        because="prices that are agreed in that currency",
        most=1,
        step=0.05,
    )
    neutral_band: Entry = given("1", "Movements up to this size change nothing.", most=1, step=0.005, constant=True)
    beyond_band: Entry = choice(
        "What counts of a movement beyond the band.",
        "only the excess",
        "whole movement",
        assumed="only the excess",
        because="the vendor prices the risk within the band",
    )
    movement_limit: Entry = given(
        "1",
        "Movements count up to this size, upwards and downwards; beyond it contracts are negotiated anew.",
        most=5,
        step=0.01,
        constant=True,
    )
    rate_fixed_until: Entry = given(
        "month",
        "Last month of the contract in which the base rate holds.",
        most=240,
        step=1,
        kind="whole",
    )
    rate_lag: Entry = given(
        "month",
        "Months that the rate read lies before the month it is used for.",
        assumed=0,
        because="the rate of the month itself",
        most=24,
        step=1,
        kind="whole",
    )
    rate_averaged_months: Entry = given(
        "month",
        "Months of the rate that are averaged, the one read and those before it.",
        assumed=1,
        because="one month",
        least=1,
        most=36,
        step=1,
        kind="whole",
    )
    rate_review: Entry = given(
        "month",
        "Months for which a rate holds until it is read again; 3 for a quarter.",
        assumed=1,
        because="each month at its own rate",
        least=1,
        most=60,
        step=1,
        kind="whole",
    )


class Currency(Terms):
    """The exchange rates that move the fee. All prices are written in the paying currency, at the base rate."""

    exchange_rates: Entry = members(
        ExchangeRate,
        "exchange_rate",
        "The exchange rates that move the fee, by their names under indices. "
        "Prices of the scenario are in the paying currency at the base rate.",
        of_indices=True,
    )


@line("month", per="exchange_rate")
def rate_position(month, rate_review, months_before, rate_lag):
    """Which month of the rate this month uses: that of the last review."""
    return month - remainder(month - 1, rate_review) + months_before - rate_lag


@line("1", per="exchange_rate")
def rate_now(index_level, rate_position, rate_averaged_months):
    """The rate of this month."""
    return average_up_to(index_level, rate_position, rate_averaged_months)


@line("month", per="exchange_rate")
def rate_base_position(months_before, rate_lag):
    """Which month of the rate is the base: the one read for month 1."""
    return 1 + months_before - rate_lag


@line("1", per="exchange_rate", called="rate_at_base", given="base_rate")
def stated_rate_at_base(base_rate):
    """The rate the prices are based on, as the contract states it."""
    return base_rate


@line("1", per="exchange_rate")
def rate_at_base(index_level, rate_base_position, rate_averaged_months):
    """The rate the prices are based on: the published one at the start."""
    return average_up_to(index_level, rate_base_position, rate_averaged_months)


@line("1", per="exchange_rate", called="rate_movement", chosen={"rate_quoted": "price per paying currency"})
def movement_of_what_is_bought(rate_at_base, rate_now):
    """How much dearer the vendor's currency became against the base."""
    return rate_at_base / rate_now - 1


@line("1", per="exchange_rate", called="rate_movement", chosen={"rate_quoted": "paying per price currency"})
def movement_of_what_is_paid(rate_at_base, rate_now):
    """How much dearer the vendor's currency became against the base."""
    return rate_now / rate_at_base - 1


@line("1", per="exchange_rate", called="movement_in_force", given="rate_fixed_until")
def movement_after_the_fixed_rate(month, rate_fixed_until, rate_movement):
    """The movement, nothing while the base rate holds."""
    return when(month > rate_fixed_until, rate_movement, 0)


@line("1", per="exchange_rate")
def movement_in_force(rate_movement):
    """The movement of this month."""
    return rate_movement


@line("1", per="exchange_rate", called="limited_movement", given="movement_limit")
def movement_within_limit(movement_in_force, movement_limit):
    """The movement up to the limit, upwards and downwards."""
    return at_most(at_least(movement_in_force, 0 - movement_limit), movement_limit)


@line("1", per="exchange_rate")
def limited_movement(movement_in_force):
    """The movement; the contract has no limit."""
    return movement_in_force


@line("1", per="exchange_rate")
def movement_beyond_band(limited_movement, neutral_band):
    """What of the movement lies outside the neutral band, upwards or downwards."""
    return at_least(limited_movement - neutral_band, 0) + at_most(limited_movement + neutral_band, 0)


@line(
    "1", per="exchange_rate", called="counted_movement", given="neutral_band", chosen={"beyond_band": "only the excess"}
)
def excess_counts(movement_beyond_band):
    """The movement that counts: what goes beyond the band."""
    return movement_beyond_band


@line(
    "1", per="exchange_rate", called="counted_movement", given="neutral_band", chosen={"beyond_band": "whole movement"}
)
def whole_movement_counts(limited_movement, movement_beyond_band):
    """The movement that counts: all of it once it leaves the band."""
    outside = at_least(movement_beyond_band, 0 - movement_beyond_band)
    return when(outside > 0, limited_movement, 0)


@line("1", per="exchange_rate")
def counted_movement(limited_movement):
    """The movement that counts: all of it; the contract has no neutral band."""
    return limited_movement


@line("1", per="exchange_rate")
def currency_adjustment(counted_movement, currency_share, fee_share):
    """What this exchange rate adds to the fee, as a share of it."""
    return counted_movement * currency_share * fee_share


@line("currency/month")
def converted_fee(indexed_fee, currency_adjustment: EachExchangeRate):
    """The fee with what exchange rates add to it or take off."""
    return indexed_fee * (1 + total(currency_adjustment))


# -- what contradicts itself, and what a reader must know ------------------------------------------------


def problems(scope: Place) -> Iterator[tuple[str, str]]:
    """Shares beyond the whole fee, a base on another scale, limits without room, months that nobody published."""
    rates = scope.members("exchange_rate")
    if not rates and not scope.stated("exchange_rates"):
        yield "exchange_rates", "nothing says which exchange rate the fee moves with; give exchange_rates"
    shares = sum(np.asarray(rate.value("fee_share"), float) for rate in rates)
    if np.any(shares > 1 + 1e-9):
        yield "exchange_rates", f"fee_share adds up to {np.max(shares):.0%} of the fee; expected at most 100 %"
    for rate in rates:
        for told in (*_other_scale(rate), *_without_effect(rate)):
            yield "exchange_rates", f"{rate.path[-1]}: {told}"
        for told in without_value(rate, _months_read(rate)):
            yield "exchange_rates", f"{told}; change rate_lag or rate_averaged_months, or state base_rate"


def _other_scale(rate: Place) -> Iterator[str]:
    """A stated base that cannot be quoted as the published rate is."""
    if not rate.stated("base_rate"):
        return
    base = rate.value("base_rate")
    found = on_another_scale(rate, base, int(_of_place(rate_base_position, rate)))
    if found is None:
        return
    published, month = found
    turned = on_another_scale(rate, 1 / base, int(_of_place(rate_base_position, rate))) is None
    over = f" (1 / {base:,.6g} is {1 / base:,.6g}: it is quoted the other way round)" if turned else ""
    yield (
        f"found a base_rate of {base:,.10g}, but the rate is published as {published:,.10g} for {month}, more than "
        f"twice or less than half of it{over}; the series and base_rate are quoted alike, here as "
        f"{rate.chosen('rate_quoted')} (rate_quoted); write base_rate as the series is quoted, "
        "and say in rate_quoted how that is"
    )


def _without_effect(rate: Place) -> Iterator[str]:
    """A limit that leaves nothing outside the band, and a base rate that holds to the end of the term."""
    limit, band, fixed = (rate.value(name) for name in ("movement_limit", "neutral_band", "rate_fixed_until"))
    if limit is not None and band is not None and limit <= band:
        yield (
            f"the movement_limit of {limit * 100:g} % does not go beyond the neutral_band of {band * 100:g} %, so the "
            "rate never moves the fee; raise the limit or narrow the band"
        )
    term = len(rate.value("month"))
    if fixed is not None and fixed >= term:
        yield (
            f"rate_fixed_until is month {fixed:g} and the contract has {term}, so the rate never moves the fee; "
            "name an earlier month or take the rate out"
        )


def _months_read(rate: Place) -> set[int]:
    """The months of the rate that its base and the months of the contract read, counted as the rate counts them."""
    fixed = rate.value("rate_fixed_until") or 0
    last = {int(month) for month in _of_place(rate_position, rate)[rate.value("month") > fixed]}
    if not rate.stated("base_rate"):
        last.add(int(_of_place(rate_base_position, rate)))
    return {month - back for month in last for back in range(int(rate.value("rate_averaged_months")))}


def _of_place(step: Line, place: Place) -> Any:
    return step(*[place.value(one.name) for one in step.ingredients])


def notes(option: Rows, values: Numbers) -> Iterator[str]:
    """Which months of the fee rest on a projected exchange rate, and a minimum that stays as it is."""
    end = last_month(option.scope)
    for row in option.all_of("rate_position"):
        read = [int(month) for month in np.asarray(values[row])[int(row.scope.value("rate_fixed_until") or 0) : end]]
        late = projected(row.scope, read)
        if late:
            base = told_base(option, values, row.scope, "rate_base_position")
            count = sum(month >= late[0] for month in read)
            yield f"the fee rests on {told_projection(row.scope)} ({base}{count} of its months)."
    if any(option.scope.stated(name) for name in ("minimum_fee", "period_minimum")):
        yield "exchange rates move the fee only; its minimum stays in the paying currency."
