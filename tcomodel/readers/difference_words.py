"""The difference between two options in words: what is ahead, what turns the order, where the uncertainty comes from.

Per seat is ahead of per minute by 0.4 m USD. Seat rate turns the order: at 2,464 USD per seat and month per minute
costs less.
"""

from tcomodel.readers.driver_words import bar_name, driver_name, end_value, ends_in_words
from tcomodel.readers.rounded import about, two_digits
from tcomodel.results import HALF_A_CENT, Comparison
from tcomodel.sensitivity.difference import RANGE, Bar, BarEnd, Difference
from tcomodel.sensitivity.indices import Indices

MOST_NAMED = 3
LITTLE = 0.01  # of the variance: a driver below it is not worth naming


def difference_answer(comparison: Comparison, found: Difference) -> list[str]:
    """Who is ahead by how much, and which input turns that by itself."""
    first, second = (comparison.option(key).label for key in (found.first, found.second))
    lead = f"{about(abs(found.now))} {comparison.currency}"
    short = [label for key, label in ((found.first, first), (found.second, second)) if key in comparison.unserved]
    if short:
        do = "do" if len(short) > 1 else "does"
        said = [f"{' and '.join(short)} {do} not serve all of the work as it is stated, so the two cannot be compared."]
    elif abs(found.now) <= HALF_A_CENT:
        said = [f"{first} and {second} cost the same at net present value."]
    else:
        ahead, behind = (first, second) if found.now > 0 else (second, first)
        said = [f"{ahead} is ahead of {behind} by {lead} at net present value."]
    return [*said, *_turning(comparison, found, compared=not short)]


def _turning(comparison: Comparison, found: Difference, *, compared: bool) -> list[str]:
    ranged = [bar for bar in found.turning if bar.reading == RANGE]
    moved = [bar for bar in found.turning if bar.reading != RANGE]
    said = []
    if ranged:
        turns = "turns the order by itself" if len(ranged) == 1 else "each turn the order alone"
        said.append(f"{_listed([_at_which(comparison, bar) for bar in ranged])} {turns}.")
    elif compared and found.of(RANGE):
        said.append("No input with a range turns the order by itself between its P10 and its P90.")
    if moved:
        share = f"{moved[0].share * 100:.4g} %"
        listed = _listed([_at_which(comparison, bar) for bar in moved])
        said.append(f"Of inputs without a range, {len(moved)} would do so if moved by {share}: {listed}.")
    return said


def _at_which(comparison: Comparison, bar: Bar) -> str:
    """``Seat rate at 2,464 USD per seat and month``."""
    values = " or ".join(end_value(bar, end, comparison.currency) for end in bar.turning)
    return f"{bar_name(bar)} at {values}"


def _listed(names: list[str]) -> str:
    shown = names[:MOST_NAMED]
    rest = len(names) - len(shown)
    tail = [f"{rest} more"] if rest else []
    both = [*shown, *tail]
    return both[0] if len(both) == 1 else f"{'; '.join(both[:-1])} and {both[-1]}"


def bar_in_words(comparison: Comparison, bar: Bar, found: Difference) -> str:
    """A bar as one sentence: what it moves, between which values, and what that does to the lead."""
    names = ends_in_words(bar)
    ends = [
        f"{name} ({end_value(bar, end, comparison.currency)}): {_side(comparison, found, end)}"
        for name, end in zip(names, (bar.low, bar.high), strict=True)
        if end is not None
    ]
    return f"{bar_name(bar)}. {'; '.join(ends)}"


def _side(comparison: Comparison, found: Difference, end: BarEnd) -> str:
    key = found.first if end.lead >= 0 else found.second
    short = [comparison.option(one).label for one in sorted(end.unserved)]
    but = f", but {' and '.join(short)} cannot serve all of the work there" if short else ""
    return f"{comparison.option(key).label} ahead by {about(abs(end.lead))}{but}"


# -- indices ---------------------------------------------------------------------------------------


def indices_answer(found: Indices) -> list[str]:
    """What explains the uncertainty of the difference, and whether the tornado can be trusted."""
    named = [one for one in found.indices if one.total.value >= LITTLE][:MOST_NAMED]
    said = [f"{driver_name(one.driver)} ({two_digits(100 * one.total.value)} %)" for one in named]
    share = min(1.0, sum(one.first.value for one in named))
    explained = f"{two_digits(100 * max(share, 0.0))} %"
    if len(named) == 1:
        first = f"{driver_name(named[0].driver)} explains {explained} of the variation of the difference."
    else:
        first = f"The variation of the difference comes from {_listed(said)}; by themselves they explain {explained}."
    return [first, additive_sentence(found)]


def additive_sentence(found: Indices) -> str:
    """``97 % of the variation adds up input by input, so the tornado can be trusted.``"""
    share = f"{two_digits(100 * min(max(found.additive.value, 0.0), 1.0))} %"
    band = f" (± {two_digits(points)} points)" if (points := 100 * found.additive.off_by) >= 1 else ""
    if found.adds_up:
        return f"{share} of the variation adds up input by input{band}, so the tornado can be trusted."
    return (
        f"Only {share} of the variation is known to add up input by input{band}: the rest comes from inputs that work "
        "through each other, which a tornado, moving one at a time, does not show. Go by the total shares."
    )


CORRELATIONS_LEFT_OUT = "Inputs are moved independently here: correlations are left out, as the method needs."
