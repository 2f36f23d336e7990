"""Break-evens in words: who costs least along an axis, where that turns, and why.

41,283 contacts a month: in-house and per ticket cost the same; below it per ticket costs less, above it in-house
48,000 contacts a month: the order turns at once by 21 k, because the whole invoice drops to tier 3 of tickets (Voice)
52,100 to 52,900 contacts a month: they swap 7 times, never more than 0.03 % apart; whole people and seats
"""

from collections.abc import Mapping, Sequence

from tcomodel.model import Placed
from tcomodel.negotiation.crossings import NOBODY, BreakEvens, Turn
from tcomodel.negotiation.edge_places import Cause
from tcomodel.readers.axis_words import at, between, shown
from tcomodel.readers.english import inside_a_sentence, label_of, listed
from tcomodel.readers.rounded import about, two_digits
from tcomodel.sign_changes.changes import CROSSING, JUMP, LEVEL, ZONE

MANY = 3
RULES = {
    "all units": "the whole invoice of {where} changes to the price of tier {tier}",
    "graduated": "tier {tier} of {where} is entered",
    "package": "tier {tier} of {where} is reached",
    "band": "the bill of {where} changes to band {tier}",
}


def turn_in_words(found: BreakEvens, turn: Turn, labels: Mapping[str, str], currency: str) -> str:
    """A turn as a sentence of its own."""
    axis, change = found.axis, turn.change
    before, after = labels[turn.cheaper_before], labels[turn.cheaper_after]
    where = at(axis, turn.middle, currency)
    if turn.kind == CROSSING:
        one, other = labels[turn.one], labels[turn.other]
        said = f"{one} and {other} cost the same at {where}; below it {before} costs less, above it {after}"
    elif turn.kind == JUMP:
        said = f"at {where} the order turns at once: {before} costs less below it, {after} above it; "
        said += f"the difference leaps by {about(turn.leap)} {currency}"
    elif turn.kind == LEVEL:
        said = f"{between(axis, change.low, change.high, currency)} both cost the same; "
        said += f"below {before} costs less, above {after}"
    else:
        said = f"{between(axis, change.low, change.high, currency)} they swap {change.swaps} times, never more than "
        said += f"{two_digits(100 * change.apart)} % apart; "
        same = before == after
        said += f"{before} costs less below and above" if same else f"below {before} costs less, above {after}"
    because = reason_of(found, turn, currency)
    said = f"{said} ({because})" if because else said
    if not turn.serving:
        said += "; one of the two does not serve all of the work there"
    return f"{said[0].upper()}{said[1:]}."


def reason_of(found: BreakEvens, turn: Turn, currency: str) -> str:
    """Why there is a turn: an edge that is passed, whole people and seats, or how steeply each total rises."""
    if turn.causes:
        return listed(list(dict.fromkeys(cause_in_words(cause) for cause in turn.causes))[:MANY])
    stepped = bool(found.steps & {turn.one, turn.other})
    if turn.kind in (JUMP, ZONE) and stepped:
        return "whole people and seats"
    if turn.kind == CROSSING and found.axis.is_volume:
        each = 1000 / shown(found.axis, 1.0)
        rises = [turn.slopes[key] * each for key in (turn.one, turn.other)]
        adds = f"{about(rises[0])} {currency} to the one and {about(rises[1])} to the other"
        return f"around there each further 1,000 contacts a month add {adds} over the term"
    return ""


def cause_in_words(cause: Cause) -> str:
    """What happens at an edge: ``the whole invoice of Voice changes to the price of tier 3``."""
    row = cause.row
    if row.scope.kind == "tier":
        return f"{_tier_in_words(row)}{_in_months(cause.months)}"
    if row.name in ("monthly_missed", "period_missed", "monthly_exceeded", "period_exceeded"):
        return f"the minimum fee stops or begins to bind{_in_months(cause.months)}"
    where = f" of {row.scope.label}" if row.scope.is_inner else ""
    return f"a limit in {inside_a_sentence(label_of(row))}{where} is passed{_in_months(cause.months)}"


def _tier_in_words(row: Placed) -> str:
    number = int(row.scope.path[-1].rpartition("_")[2])
    number += row.name == "tier_reached"  # what is passed there is its upper edge, where the next one begins
    rule = row.scope.chosen("tier_rule") or "graduated"
    owner = row.scope.around[0]
    where = owner.label if owner.is_inner else "all channels"
    return RULES[rule].format(tier=number, where=where)


def _in_months(months: Sequence[int]) -> str:
    months = [month for month in months if month]
    if len(months) == 1:
        return f" in month {months[0]}"
    return f" in {len(months)} months" if months else ""


def cheapest_in_words(found: BreakEvens, labels: Mapping[str, str], currency: str) -> str:
    """Who costs least along the axis: ``From 6,000 ... upwards the cheapest is A up to 25,400 ..., and B beyond.``"""
    runs = main_runs(found)
    labels = {**labels, NOBODY: "none that serves all of the work"}
    if len(runs) == 1 and runs[0][2] == NOBODY:
        return f"No option serves all of the work anywhere {_range(found, currency)}."
    if len(runs) == 1 and not found.turns and len(level := _level_everywhere(found)) > 1:
        alike = " and ".join(labels[key] for key in level)
        return f"{alike} cost the same everywhere {_range(found, currency)}, and least."
    if len(runs) == 1:
        return f"{labels[runs[0][2]]} costs least everywhere {_range(found, currency)}."
    ends = [at(found.axis, high, currency) for _, high, _ in runs[:-1]]
    ends[1:] = [end.partition(" ")[0] if found.axis.is_volume else end for end in ends[1:]]
    first, *said = [f"{labels[key]} up to {end}" for (_, _, key), end in zip(runs[:-1], ends, strict=True)]
    start = f"From {at(found.axis, found.axis.least, currency)} upwards the cheapest is {first}"
    return f"{start}, {''.join(f'then {one}, ' for one in said)}and {labels[runs[-1][2]]} beyond."


def limits_in_words(found: BreakEvens, labels: Mapping[str, str], currency: str) -> list[str]:
    """``Above 10,752 contacts a month A does not serve all of the work, so it cannot be the cheapest there.``"""
    return [
        f"{'Above' if one.serves_below else 'Below'} {at(found.axis, one.position, currency)} {labels[one.option]} "
        "does not serve all of the work, so it cannot be the cheapest there."
        for one in found.limits
    ]


def main_runs(found: BreakEvens) -> list[tuple[float, float, str]]:
    """Who costs least along the axis without the flicker of whole seats: stretches shorter than a hundredth join."""
    span = found.axis.most - found.axis.least
    runs: list[tuple[float, float, str]] = []
    for low, high, key in found.cheapest:
        if runs and (runs[-1][2] == key or high - low < span / 100):
            runs[-1] = (runs[-1][0], high, runs[-1][2])
        else:
            runs.append((low, high, key))
    return runs


def today_in_words(found: BreakEvens, labels: Mapping[str, str], currency: str) -> str:
    """``Today, at 60,000 contacts a month, B costs least; the next turn is at ...``"""
    axis = found.axis
    here = next((key for low, high, key in found.cheapest if low <= axis.today <= high), None)
    if here is None:
        return ""
    if here == NOBODY:
        return f"Today, at {at(axis, axis.today, currency)}, no option serves all of the work."
    alike = found.as_cheap(axis.today)
    if len(alike) > 1:
        said = " and ".join(labels[key] for key in alike)
        return f"Today, at {at(axis, axis.today, currency)}, {said} cost the same, and least."
    return f"Today, at {at(axis, axis.today, currency)}, {labels[here]} costs least."


def _level_everywhere(found: BreakEvens) -> list[str]:
    """The options that cost least, and the same, at both ends and today."""
    ends = [found.axis.least, found.axis.most, found.axis.today]
    return [key for key in found.totals if all(key in found.as_cheap(one) for one in ends)]


def _range(found: BreakEvens, currency: str) -> str:
    return between(found.axis, found.axis.least, found.axis.most, currency)
