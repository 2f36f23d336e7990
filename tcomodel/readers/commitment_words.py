"""The commitment to give, in words and as data.

Committing to 67 seats costs least on average, 11.9 m USD; anything from 65 to 69 is within 0.5 % of it.
The contract commits to 56: that costs 952 k more, and with no core seats at all 7.3 m more.
"""

from typing import Any

import numpy as np

from tcomodel.negotiation.commitment import NEAR, CommitmentToGive
from tcomodel.readers.english import figure, people_unit
from tcomodel.readers.rounded import about
from tcomodel.readers.text_table import paragraph, small_table
from tcomodel.results import Comparison

MOST_ROWS = 16
SLIGHT = 0.0005  # of the prices
LARGE = 20  # from here on parts of one are not worth telling
A_MINIMUM = "The levels are those of a minimum fee, as a vendor may ask for one, with prices as they are."


def commitment_name(found: CommitmentToGive) -> str:
    """``Core seats``, ``Minimum fee``."""
    return found.inputs[0].label


def level_in_words(found: CommitmentToGive, level: float, currency: str) -> str:
    """A level as people say it: ``67 seats``, ``90,000 USD per month``."""
    shown = _shown(level)
    return f"{shown} {people_unit(found.unit, currency)}".strip()


def _shown(level: float) -> str:
    if level >= LARGE:
        return f"{float(f'{level:.3g}') if level >= 1000 else level:,.0f}"
    return figure(float(f"{level:.3g}"), "1")


def commitment_answer(comparison: Comparison, found: CommitmentToGive) -> list[str]:
    """Two sentences: the best level with the flat region around it, then the present one and none beside it."""
    currency = comparison.currency
    least, mean = found.least, " on average" if found.drawn else ""
    low, high = (_shown(level) for level in found.flat)
    best = level_in_words(found, found.best, currency)
    near = f"anything from {low} to {high} is within {NEAR * 100:g} % of it"
    if found.none_is_open and found.saves_against_none < 1:
        most = f", and up to {high} at most {NEAR * 100:g} % of the cost"
        if found.at_edge:
            most = " (no more was looked at)"
        first = (
            f"Committing saves nothing here, because no price is lower for it: up to {best} it costs nothing"
            f"{mean} either{most}."
        )
    else:
        edge = ", the most that was looked at" if found.at_edge else ""
        first = f"Committing to {best}{edge} costs least{mean}, {about(least)} {currency}; {near}."
    if not found.none_is_open:
        too_few = level_in_words(found, found.too_few, currency)
        where = "With less than that" if too_few == best else f"At {too_few} or less"
        often = f" more often than at {level_in_words(found, found.tried, currency)}" if found.drawn else ""
        first += f" {where}, work would be left or a queue without its crew{often}, so that is no choice."
    return [f"{first} {_beside(comparison, found)}".strip()]


def _beside(comparison: Comparison, found: CommitmentToGive) -> str:
    currency = comparison.currency
    none = found.saves_against_none
    if found.present is None:
        level = level_in_words(found, found.tried, currency)
        more = float(found.mean_at(found.tried) - found.mean[0])
        told = f" At {level}, what is billed in an average month, it would cost {about(more)} {currency}{_fair(found)}."
        return f"{_nothing(found)} {A_MINIMUM}{told}"
    present = level_in_words(found, found.present, currency)
    more = found.saves_against_present
    if found.present <= found.too_few:
        return f"The contract commits to {present}: too few to serve all of the work."
    if more < 1:
        told = f"The contract commits to {present}, which costs no more than that"
    else:
        place = " and lies in that region" if found.flat[0] <= found.present <= found.flat[1] else ""
        told = f"The contract commits to {present}{place}: that costs {about(more)} {currency} more"
    if not found.none_is_open:
        return f"{told}."
    if none < 1:
        return f"{told}{_fair(found)}."
    return f"{told}; with no {commitment_name(found).lower()} at all it costs {about(none)} more."


def _nothing(found: CommitmentToGive) -> str:
    """That the contract has no commitment that could be moved, and what else of it is paid in any case."""
    if not found.paid_anyway:
        return "The contract commits to nothing."
    fixed = " and ".join(name.lower() for name in found.paid_anyway)
    return (
        f"The contract has no minimum beside its {fixed}, paid whether used or not; how much of that is right is not "
        "tried here."
    )


def _fair(found: CommitmentToGive) -> str:
    """The price cut that pays for a commitment which only costs."""
    if found.price_cut is None or found.price_cut < SLIGHT:
        return ""
    return f", which all its prices {found.price_cut * 100:.1f} % lower would make good"


def commitment_text(comparison: Comparison, all_found: list[CommitmentToGive]) -> str:
    """The answer and the curve of each commitment."""
    blocks = []
    for found in all_found:
        label = comparison.option(found.option).label
        futures = f"over {found.draws:,} futures" if found.drawn else "in the base case (nothing it needs is uncertain)"
        title = f"{label}: cost over {commitment_name(found).lower()}, {futures}; net present value"
        blocks += [f"{title}, {comparison.currency}", *map(paragraph, commitment_answer(comparison, found))]
        head = ["Committed", "Mean", "P90", "More than the best", ""]
        least = found.least
        rows = [
            [_shown(level), about(mean), about(p90), about(mean - least), _mark(found, level)]
            for level, mean, p90 in _chosen(found)
        ]
        blocks.append("\n".join(small_table(head, rows, left=(4,))))
    return "\n\n".join(blocks) + "\n"


def _chosen(found: CommitmentToGive) -> list[tuple[float, float, float]]:
    """Some levels over the whole range, and always none, the best and the present one."""
    wanted = np.linspace(found.levels[0], found.levels[-1], MOST_ROWS - 3)
    near = {float(found.levels[np.argmin(np.abs(found.levels - level))]) for level in wanted}
    near |= {0.0, found.best} | ({found.present} if found.present is not None else set())
    rows = zip(found.levels.tolist(), found.mean.tolist(), found.p90.tolist(), strict=True)
    return [row for row in rows if row[0] in near]


def _mark(found: CommitmentToGive, level: float) -> str:
    marks = ["best"] if level == found.best else []
    marks += ["as the contract says"] if level == found.present else []
    marks += [] if found.open[np.flatnonzero(found.levels == level)[0]] else ["not all served"]
    return ", ".join(marks)


def commitment_data(comparison: Comparison, found: CommitmentToGive) -> dict[str, Any]:
    """Everything as data for JSON."""
    return {
        "option": found.option,
        "label": comparison.option(found.option).label,
        "currency": comparison.currency,
        "commitment": found.name,
        "name": commitment_name(found),
        "unit": people_unit(found.unit, comparison.currency),
        "draws": found.draws,
        "uncertain": found.drawn,
        "answer": commitment_answer(comparison, found),
        "best": found.best,
        "within_half_a_percent": list(found.flat),
        "present": found.present,
        "tried": found.tried,
        "price_cut_that_pays_for_it": found.price_cut,
        "saves_against_none": found.saves_against_none,
        "saves_against_present": found.saves_against_present,
        "levels": found.levels.tolist(),
        "mean": found.mean.tolist(),
        "p90": found.p90.tolist(),
        "all_served_in_share": found.served.tolist(),
        "paid_anyway": list(found.paid_anyway),
    }
