"""A simulation in words: how likely, how much, how sure.

Per seat, Manila costs least in 87 % of 4,096 futures. Its saving against In-house lies between 2.1 m and 4.8 m USD
(P10 to P90, net present value).
"""

from collections.abc import Iterable

from tcomodel.readers.rounded import about, probability
from tcomodel.readers.sensitivity_words import named_input
from tcomodel.results import Comparison
from tcomodel.sensitivity import SHARE, Swing, swings
from tcomodel.simulation import Estimate, OptionDraws, Simulation, SpreadOfFigure
from tcomodel.simulation.estimates import estimated_share
from tcomodel.uncertainty import Driver, section_of
from tcomodel.uncertainty.drivers import NOT_STATED

MOST_UNRANGED = 8
LITTLE = 0.5  # of money: nothing that can be shown


# -- sentences -------------------------------------------------------------------------------------


def risk_answer(found: Simulation) -> list[str]:
    """The answer first: who costs least how often, what it saves, then who else, and what choosing it risks."""
    if found.is_certain:
        return [_certain(found)]
    currency, best = found.comparison.currency, found.favourite
    wins = found.cheapest_in(best.key)
    if not wins.value:
        return ["In none of the futures does an option serve all of the work, so none is the cheapest in any."]
    futures = f"{found.draws:,} futures"
    if len(found.options) == 1:
        lies = _lies(best.spread_of("npv"), currency)
        return [f"The cost of {best.label} {lies} in {futures} (P10 to P90, net present value).", *not_drawn(found)]
    first = f"{best.label} costs least in {probability(wins)} of {futures}{_as_little(found, best)}."
    base = found.comparison.baseline
    saving = found.saving_of(best.key)
    if saving is not None and base is not None:
        both = best.serves & found.baseline_serves
        where = "" if both.all() else f", where {base.label} serves all of the work too,"
        second = f"Its saving against {base.label}{where} {_lies(saving, currency)}"
    else:
        second = f"Its cost {_lies(best.spread_of('npv'), currency)}"
    return [first, f"{second} (P10 to P90, net present value).", *_others(found, best), *not_drawn(found)]


def _as_little(found: Simulation, best: OptionDraws) -> str:
    """Options that cost the same as the cheapest: the order of the scenario alone puts them behind it."""
    same = [(one, found.as_cheap(best.key, one.key)) for one in found.options if one.key != best.key]
    return "".join(f", {one.label} exactly as little in {probability(share)}" for one, share in same if share.value)


def _as_likely(one: Estimate, other: Estimate) -> bool:
    """Whether two probabilities lie nearer to each other than the draws can tell."""
    return abs(one.value - other.value) <= one.off_by + other.off_by


def _lies(spread: SpreadOfFigure, currency: str) -> str:
    low, high = about(spread.p10.value), about(spread.p90.value)
    return f"lies between {low} and {high} {currency}" if low != high else f"is {low} {currency} nearly everywhere"


def not_drawn(found: Simulation) -> list[str]:
    """That a probability knows nothing of inputs without a range, where one of these could turn the answer."""
    turning = [swing for swing in _unranged_swings(found.comparison, found.drivers) if swing.changes_answer]
    if not turning:
        return []
    strongest, share = named_input(turning[0].input), f"{turning[0].share * 100:.4g} %"
    if len(turning) == 1:
        told = f"{strongest} has none, and moved by {share} it would turn the answer"
    else:
        told = f"{len(turning)} inputs without one would each turn the answer if moved by {share}, {strongest} first"
    return [f"Only what has a range is drawn: {told}."]


def _certain(found: Simulation) -> str:
    if found.drivers or found.idle:
        return "What is uncertain here moves no cost of any option that takes part, so every future is the base case."
    return (
        "Nothing is uncertain: no input and no card rate in use has a range, so every future is the base case and "
        "there is nothing to simulate."
    )


def _others(found: Simulation, best: OptionDraws) -> list[str]:
    """Who comes next, whether the base case names another, and what the choice costs where it is wrong."""
    said = []
    if not best.serves.all():
        short = probability(estimated_share(~best.serves))
        said.append(f"In {short} of the futures {best.label} does not serve all of the work.")
    now, wins = found.comparison.cheapest, found.cheapest_in(best.key)
    others = [one for one in found.options if one.key != best.key]
    second = max(others, key=lambda one: found.cheapest_in(one.key).value)
    often = found.cheapest_in(second.key)
    if _as_likely(wins, often):
        told = f"{second.label} costs least in {probability(often)}"
        said.append(f"{told}: so many draws cannot tell which of the two is likelier to.")
    elif now.key != best.key and now.key not in found.comparison.unserved:
        share = found.cheapest_in(now.key)
        only = "only " if share.value else ""
        said.append(
            f"By the base case {now.label} costs least, but it does so in {only}{probability(share)} of the futures."
        )
    elif often.value:
        said.append(f"Next is {second.label}, the cheapest in {probability(often)}.")
    elif not _as_little(found, best):
        said.append("No other option costs least in any of them.")
    regret = found.regret(best.key)
    if regret is not None and round(regret.value):
        said.append(
            f"Choosing {best.label} costs {about(regret.value)} {found.comparison.currency} more than the best choice "
            "of each future, on average."
        )
    careful = [one for one in found.options if one.serves.all()]
    regrets = {one.key: value for one in careful if (value := found.regret(one.key)) is not None}
    least = min(regrets, key=lambda key: regrets[key].value, default=best.key)
    if least != best.key and regret is not None and regrets[least].value < regret.value - regret.off_by:
        said.append(
            f"{found.option(least).label} would be the more careful choice: it costs only "
            f"{about(regrets[least].value)} more than the best on average."
        )
    return [" ".join(said)]


def remarks(found: Simulation) -> list[str]:
    """What must be known of the futures: who does not serve the work in some, and what drawing them had to mend."""
    said = []
    base = found.comparison.baseline
    for one in found.options:
        if not one.serves.all():
            short = probability(estimated_share(~one.serves))
            said.append(
                f"{one.label} does not serve all of the work in {short} of the futures; there it cannot be the "
                "cheapest and its saving does not count, but what it costs there is among its costs."
            )
    if unstated := [one for one in found.drivers if one.remark == NOT_STATED]:
        share = section_of(found.comparison.scenario).without_range
        said.append(
            f"Nobody stated a range for {len(unstated)} of the {len(found.drivers)} uncertain inputs: they are drawn "
            f"{share * 100:.4g} % up and down, because the scenario says so of all inputs without a range."
        )
    if base is not None and not found.baseline_serves.all():
        short = probability(estimated_share(~found.baseline_serves))
        said.append(f"No saving against {base.label} is counted in the {short} of the futures that it does not serve.")
    if found.nobody_in.value:
        said.append(f"In {probability(found.nobody_in)} of the futures no option serves all of the work.")
    return [*said, *found.warnings]


# -- what has no range -----------------------------------------------------------------------------


def unranged(comparison: Comparison, drivers: Iterable[Driver] = ()) -> list[Swing]:
    """The inputs that move the result most and have no range, the strongest first: where a range is wanted most."""
    return [one for one in _unranged_swings(comparison, drivers) if one.effect > LITTLE][:MOST_UNRANGED]


def _unranged_swings(comparison: Comparison, drivers: Iterable[Driver]) -> list[Swing]:
    ranged = {id(one) for driver in drivers for one in driver.inputs}
    return [one for one in swings(comparison) if one.reading == SHARE and id(one.input) not in ranged]
