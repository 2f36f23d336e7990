"""A simulation and a difference as text for a terminal: the answer first, then tables.

Option                       Cheapest in    Mean     P10     P50     P90   Base case   Regret
"""

from tcomodel.readers.difference_words import (
    CORRELATIONS_LEFT_OUT,
    difference_answer,
    indices_answer,
)
from tcomodel.readers.driver_words import (
    bar_name,
    correlations_in_words,
    driver_in_words,
    driver_name,
    effect_in_words,
    ends_in_words,
    idle_in_words,
    moved_between,
    moved_name,
    range_to_write,
)
from tcomodel.readers.risk_words import remarks, risk_answer, unranged
from tcomodel.readers.rounded import about, probability, probability_band, two_digits, with_band
from tcomodel.readers.text_table import listed, paragraph, small_table, table
from tcomodel.results import Comparison
from tcomodel.sensitivity import MOVED_BY
from tcomodel.sensitivity.difference import RANGE, Difference
from tcomodel.sensitivity.indices import Indices
from tcomodel.simulation import Simulation, SpreadOfFigure
from tcomodel.stated_ranges import ONCE

MOST_BARS = 12
LEAST_SHARE = 0.001  # of the variation
A_CENT = 0.01  # what costs the same saves nothing
NAME = 36  # characters of a driver's name in a row


# -- simulation ------------------------------------------------------------------------------------


def simulation_text(found: Simulation, saving: tuple[float, bool] | None = None) -> str:
    """The answer, what each option costs, what it saves, who is cheapest, what is uncertain."""
    blocks = [_heading(found), *(paragraph(said) for said in risk_answer(found))]
    if found.is_certain:
        return "\n\n".join([*blocks, *_advice(found)]) + "\n"
    blocks += [
        listed("Remark", remarks(found)),
        _costs(found),
        _choice(found),
        _savings(found, saving),
        _drivers(found),
        *_advice(found),
        paragraph(
            "A band is what the eight scrambles of the draws say: 95 times in 100 many more draws would end up within "
            "it. Each percentile is one of the futures, so it can be worked out again by itself: --future and "
            "its number show all that was drawn in it."
        ),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _heading(found: Simulation) -> str:
    file = found.comparison.scenario.file
    told = f"{found.draws:,} draws, seed {found.seed}; every option in the same futures; amounts in {file.currency}"
    return f"{file.name}\n{told}"


def _costs(found: Simulation) -> str:
    """Net present value of each option: mean with its band, percentiles, and where the base case lies."""
    rows = []
    for one in found.options:
        spread = one.spread_of("npv")
        rows.append(
            (
                one.label,
                [
                    *_mean_and_percentiles(spread),
                    about(spread.base),
                    probability(spread.below_base),
                ],
            )
        )
    head = ["Mean", "P10", "P50", "P90", "Base case", "At most the base case"]
    return table("What each option costs, net present value", head, rows)


def _choice(found: Simulation) -> str:
    rows = []
    for one in found.options:
        wins, regret = found.cheapest_in(one.key), found.regret(one.key)
        rows.append(
            (
                one.label,
                [
                    probability(wins),
                    probability_band(wins),
                    "–" if regret is None else with_band(regret),
                    about(one.spread_of("npv").p95.value),
                ],
            )
        )
    if found.nobody_in.value:
        rows.append(("None serves all of the work", [probability(found.nobody_in), "", "", ""]))
    head = ["Cheapest in", "Band", "Expected regret", "P95 of cost"]
    return table("Which option costs least, and what choosing it risks", head, rows)


def _savings(found: Simulation, asked: tuple[float, bool] | None) -> str:
    base = found.comparison.baseline
    saving = [one for one in found.options if one.npv_saving is not None]
    if base is None or not saving:
        return ""
    amount, share = asked or (A_CENT, False)
    least = f"at least {amount:.4g} %" if share else f"at least {about(amount)}"
    rows = []
    for one in saving:
        spread = found.saving_of(one.key)
        chance = found.saves_at_least(one.key, amount / 100 if share else amount, share=share)
        rows.append(
            (
                one.label,
                [*_mean_and_percentiles(spread), probability(chance)],
            )
        )
    head = ["Mean", "P10", "P50", "P90", f"Saves {least}" if asked else "Saves anything"]
    return table(f"What each saves against {base.label}, net present value", head, rows)


def _mean_and_percentiles(spread: SpreadOfFigure | None) -> list[str]:
    if spread is None:
        return ["–"] * 4
    return [with_band(spread.mean), *(about(one.value) for one in (spread.p10, spread.p50, spread.p90))]


def _drivers(found: Simulation) -> str:
    """What is uncertain: low, base and high, what they mean, and the mean that follows."""
    currency = found.comparison.currency
    said = [driver_in_words(driver, currency) for driver in found.drivers]
    together = correlations_in_words(found.comparison.scenario, found.drivers)
    apart = idle_in_words(found.idle)
    told = (
        listed("What is uncertain", said),
        listed("What goes together", together),
        paragraph(apart) if apart else "",
    )
    return "\n\n".join(filter(None, told))


def _advice(found: Simulation) -> list[str]:
    """The inputs that move the result most and have no range, and how to state one."""
    wanted = unranged(found.comparison, found.drivers)
    if not wanted:
        return []
    examples = [written for swing in wanted if (written := range_to_write(swing))][:3]
    rows = [
        f"{moved_name(swing.input)}: moved by {MOVED_BY * 100:g} %, it changes the lead of the cheapest by "
        f"{effect_in_words(swing)}"
        for swing in wanted
    ]
    said = [listed("Inputs that matter and have no range", rows)]
    if examples:
        said.append("A range is written in the scenario in place of the number:\n  " + "\n  ".join(examples))
    return said


# -- a difference ----------------------------------------------------------------------------------


def difference_text(
    comparison: Comparison, found: Difference, indices: Indices | None, found_indices: bool, most: int = MOST_BARS
) -> str:
    """The answer, the tornado, and the indices where they were asked for."""
    file = comparison.scenario.file
    first, second = comparison.option(found.first).label, comparison.option(found.second).label
    blocks = [
        f"{file.name}\n{first} against {second}; net present value, amounts in {file.currency}",
        *(paragraph(said) for said in difference_answer(comparison, found)),
        _tornado(comparison, found, RANGE, most),
        _tornado(comparison, found, "share", most),
    ]
    if indices is not None:
        blocks += [*(paragraph(said) for said in indices_answer(indices)), _indices(indices), CORRELATIONS_LEFT_OUT]
    elif found_indices:
        blocks.append("Nothing that is uncertain moves the difference, so there is nothing to share out.")
    return "\n\n".join(block for block in blocks if block) + "\n"


def _tornado(comparison: Comparison, found: Difference, reading: str, most: int) -> str:
    bars = found.of(reading)
    if not bars:
        return ""
    rows = []
    for bar in bars[:most]:
        leads = ["–" if end is None else about(end.lead) for end in (bar.low, bar.high)]
        rows.append([bar_name(bar), moved_between(bar, comparison.currency), *leads, "turns" if bar.turns else ""])
    more = f" (the first {most} of {len(bars)})" if len(bars) > most else ""
    low, high = ends_in_words(bars[0])
    with_range = "with a range, at their" if reading == RANGE else "without a range,"
    head = ["Input", "Moved between", "Low", "High", "Order"]
    if reading == RANGE and any(bar.driver is not None and bar.driver.spread.drawn != ONCE for bar in bars):
        high += " (of what is drawn each year or month: those of its average over the term)"
    title = f"Inputs {with_range} {low} and {high}{more}: the lead of {comparison.option(found.first).label}"
    return "\n".join([paragraph(title), *small_table(head, rows, left=(0, 1, 4), widest=NAME)])


def _indices(found: Indices) -> str:
    rows = [
        (
            driver_name(one.driver),
            [
                f"{two_digits(100 * max(one.total.value, 0.0))} %",
                f"{two_digits(100 * max(one.first.value, 0.0))} %",
                f"± {two_digits(100 * one.total.off_by)} %",
            ],
        )
        for one in found.indices
        if one.total.value >= LEAST_SHARE
    ]
    others = len(found.indices) - len(rows)
    below = f"\n{others} more: less than {LEAST_SHARE * 100:g} % each" if others else ""
    head = ["Total share", "By itself", "Band"]
    title = "Where the variation of the difference comes from"
    return table(title, head, rows, first="What is uncertain") + below
