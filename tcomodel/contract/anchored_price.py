"""A base charge for a baseline volume, with additional and reduced resource charges (ARC, RRC) around it.

    baseline 100,000 for 400,000 a month, RRC rate 1.50, dead band 5 %
    96,000 used: within the band, 400,000        92,000 used: 400,000 - 8,000 x 1.50 = 388,000

Nothing is charged or credited within the dead band. Once outside, contracts differ: the whole gap from the
baseline counts, or only what lies beyond the edge of the band (here 3,000 x 1.50). Beyond the outer range the
parties price anew; until they do, more is paid at the rate stated for it and less is not credited.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tcomodel.givens import Entry, Terms, choice, given
from tcomodel.lines import line
from tcomodel.remarks import Numbers, Place, Rows, counts_by_channel, months_in_force
from tcomodel.words import at_least, round_up, when


class AnchoredPrice(Terms):
    """What is paid for the baseline, and for each unit above or below it."""

    base_charge: Entry = given(
        "currency/month",
        "Paid for the baseline volume, by channel.",
        step=1000,
        per_channel=True,
        moves_with_volume=True,
    )
    baseline_units: Entry = given(
        "unit/month",
        "Volume the base charge stands for, by channel; a list goes on with its last number.",
        step=100,
        kind="months",
        per_channel=True,
        moves_with_volume=True,
    )
    arc_rate: Entry = given("currency/unit", "Charge for a unit above the baseline.", step=0.05, label="ARC rate")
    rrc_rate: Entry = given("currency/unit", "Reduction for a unit below the baseline.", step=0.05, label="RRC rate")
    rrc_factor: Entry = given(
        "1",
        "Share of the RRC rate that is credited.",
        assumed=1.0,
        because="the rate is credited as it stands",
        most=2,
        step=0.05,
        label="RRC factor",
    )
    dead_band: Entry = given(
        "1",
        "Share of the baseline by which the volume may be above or below it without any effect.",
        assumed=0.0,
        because="every unit counts unless a band is agreed",
        most=1,
        step=0.01,
    )
    outer_range: Entry = given(
        "1", "Share of the baseline above or below it beyond which the parties price anew.", most=5, step=0.05
    )
    arc_rate_beyond: Entry = given(
        "currency/unit",
        "Additional charge for a unit above the outer range; not stated, it is the ARC rate.",
        step=0.05,
        label="ARC rate beyond the range",
    )
    band_measured_from: Entry = choice(
        "What counts outside the dead band: the whole gap from the baseline, or what lies beyond its edge.",
        "baseline",
        "band edge",
        assumed="baseline",
        because="published contracts credit the whole difference",
    )


@line("unit/month", per="channel")
def band_units(baseline_units, dead_band):
    """Units above or below the baseline that have no effect."""
    return baseline_units * dead_band


@line("unit/month", per="channel")
def units_above(billed_units, baseline_units):
    """Units above the baseline."""
    return at_least(billed_units - baseline_units, 0)


@line("unit/month", per="channel")
def units_below(billed_units, baseline_units):
    """Units below the baseline."""
    return at_least(baseline_units - billed_units, 0)


@line("unit/month", per="channel", called="additional_units", chosen={"band_measured_from": "baseline"})
def additional_from_baseline(units_above, band_units):
    """Units charged on top: all above the baseline, where they are more than the dead band."""
    return when(round_up(units_above - band_units) > 0, units_above, 0)


@line("unit/month", per="channel", called="additional_units", chosen={"band_measured_from": "band edge"})
def additional_from_edge(units_above, band_units):
    """Units charged on top: those above the dead band."""
    return at_least(units_above - band_units, 0)


@line("unit/month", per="channel", called="reduced_units", chosen={"band_measured_from": "baseline"})
def reduced_from_baseline(units_below, band_units):
    """Units credited: all below the baseline, where they are more than the dead band."""
    return when(round_up(units_below - band_units) > 0, units_below, 0)


@line("unit/month", per="channel", called="reduced_units", chosen={"band_measured_from": "band edge"})
def reduced_from_edge(units_below, band_units):
    """Units credited: those below the dead band."""
    return at_least(units_below - band_units, 0)


@line("unit/month", per="channel", given="outer_range")
def range_units(baseline_units, outer_range):
    """Units above or below the baseline up to which its prices hold."""
    return baseline_units * outer_range


@line("unit/month", per="channel", given="outer_range")
def units_beyond(units_above, range_units):
    """Units above the outer range."""
    return at_least(units_above - range_units, 0)


@line("unit/month", per="channel", given="outer_range")
def units_not_credited(units_below, range_units):
    """Units below the outer range: its lower limit is billed."""
    return at_least(units_below - range_units, 0)


@line("currency/month", per="channel", called="additional_charge", given=("outer_range", "arc_rate_beyond"))
def additional_charge_at_two_rates(additional_units, units_beyond, arc_rate, arc_rate_beyond):
    """Additional resource charge: units above the baseline, at a rate of their own beyond the outer range."""
    return (additional_units - units_beyond) * arc_rate + units_beyond * arc_rate_beyond


@line("currency/month", per="channel")
def additional_charge(additional_units, arc_rate):
    """Additional resource charge: units above the baseline."""
    return additional_units * arc_rate


@line("currency/month", per="channel", called="reduction_credit", given="outer_range")
def reduction_within_range(reduced_units, units_not_credited, rrc_rate, rrc_factor):
    """Reduced resource credit: units below the baseline, down to the limit of the range."""
    return (reduced_units - units_not_credited) * rrc_rate * rrc_factor


@line("currency/month", per="channel")
def reduction_credit(reduced_units, rrc_rate, rrc_factor):
    """Reduced resource credit: units below the baseline."""
    return reduced_units * rrc_rate * rrc_factor


@line("currency/month", per="channel", called="channel_fee", given="base_charge")
def anchored_fee(base_charge, additional_charge, reduction_credit):
    """Charge of the channel: the base charge, more for more and less for less."""
    return base_charge + additional_charge - reduction_credit


def problems(scope: Place) -> Iterator[tuple[str, str]]:
    """An anchor that nothing hangs on, two prices for one unit, a range within the band, more credit than charge."""
    anchored = [channel for channel in scope.channels if channel.stated("base_charge")]
    if not anchored:
        yield "base_charge", "anchored_price needs base_charge, what is paid for the baseline volume of a channel"
        return
    if not counts_by_channel(scope):
        yield (
            "base_charge",
            "this pricing counts nothing by channel that a baseline could be held against; take one that counts, "
            "such as per_ticket, per_minute or per_hour, or leave anchored_price out",
        )
        return
    for channel in anchored:
        if channel.stated("tiers") or channel.stated("tiers_on_total"):
            yield "base_charge", f"{channel.label} has tiers as well; one of the two prices its units, so keep one"
        yield from _range_and_credit(channel)
    if scope.stated("arc_rate_beyond") and not scope.stated("outer_range"):
        yield "arc_rate_beyond", "a rate beyond the range needs outer_range, which says where it begins"


def _range_and_credit(channel: Any) -> Iterator[tuple[str, str]]:
    value = {name: channel.value(name) for name in ("base_charge", "baseline_units", "rrc_rate", "rrc_factor",
                                                    "dead_band", "outer_range")}  # fmt: skip
    outer, band = value["outer_range"], value["dead_band"]
    if outer is not None and np.any(np.asarray(outer) < band):
        yield (
            "outer_range",
            f"found {np.min(outer):.4g} with a dead_band of {np.max(band):.4g}; the outer range is the wider one",
        )
        return
    if value["baseline_units"] is None or value["rrc_rate"] is None:
        return
    most = value["baseline_units"] * np.minimum(1 if outer is None else outer, 1)
    most = most * value["rrc_rate"] * value["rrc_factor"]
    if np.any(most > np.asarray(value["base_charge"]) * (1 + 1e-9)):
        yield (
            "rrc_rate",
            f"{channel.label} could be credited {np.max(most):,.2f}, more than its base charge of "
            f"{np.max(value['base_charge']):,.2f}; lower rrc_rate or limit the credit with outer_range",
        )


def warnings(option: Rows, values: Numbers) -> Iterator[str]:
    """Months in which the prices no longer hold."""
    for name, side, what in (
        ("units_beyond", "above", "it is charged at the rates stated"),
        ("units_not_credited", "below", "its lower limit is billed"),
    ):
        for row in option.all_of(name):
            in_force = months_in_force(option, values, row)
            found = (np.asarray(values[row]) > 0.5e-6) & in_force
            if np.any(found):
                months = np.flatnonzero(found) + 1
                yield (
                    f"{row.scope.label} is {side} the outer range of its baseline in {months.size} of "
                    f"{np.sum(in_force)} months (the first is month {months[0]}, the last {months[-1]}). The contract "
                    f"asks for new prices there; until they are agreed, {what}."
                )


def notes(option: Rows, values: Numbers) -> Iterator[str]:
    """Credits that are dearer than charges, against the custom, and a baseline that no ramp scales."""
    yield from _ramp_without_effect(option, values)
    for row in option.all_of("reduction_credit"):
        arc, rrc = (np.asarray(row.scope.value(name)) for name in ("arc_rate", "rrc_rate"))
        rrc = rrc * row.scope.value("rrc_factor")
        if np.any(rrc > arc * (1 + 1e-9)):
            yield (
                f"{row.scope.label}: a unit less is credited with {np.max(rrc):,.4g} and a unit more costs "
                f"{np.min(arc):,.4g}; vendors save less on a unit than one more costs them, so check the two rates."
            )


def _ramp_without_effect(option: Rows, values: Numbers) -> Iterator[str]:
    """Months in which part of the work has moved, against a baseline of all of it."""
    if not option.scope.stated("ramp"):
        return
    for row in option.all_of("units_below"):
        baseline = np.asarray(row.scope.value("baseline_units"))
        partly = (np.asarray(option.scope.value("ramp")) < 1) & months_in_force(option, values, row)
        if np.any(partly) and np.ptp(baseline) == 0:
            yield (
                f"{row.scope.label}: in {np.sum(partly)} months only part of the work has moved (ramp), but its "
                f"baseline of {baseline.flat[0]:,.10g} and its base charge do not scale with it. Where the contract "
                "scales them, give baseline_units and base_charge month by month."
            )
