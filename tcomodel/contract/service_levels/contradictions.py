"""Terms of service levels that cannot be meant together: which level, which keys, and what to write instead."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from tcomodel.contract.service_levels.band_contradictions import bands_of, own, worth
from tcomodel.remarks import Place

BY_DECREMENT = ("decrement", "proportional")
NEED_MISSES = ("repeat_step", "earn_back_share", "chronic_in_a_row", "chronic_of_twelve")
SPREAD_SUITS = ("fixed", "pool", "proportional")


def problems(scope: Place) -> Iterator[tuple[str, str]]:
    """Key and message of each contradiction."""
    for kpi in scope.members("kpi"):
        for message in (*_measure(kpi), *_form(kpi), *_spread(kpi), *_bonus(kpi), *bands_of(kpi)):
            yield "kpis", f"{kpi.label}: {message}"
    yield from _ladder(scope)
    yield from _for_all(scope)


def _measure(kpi):
    number = kpi.chosen("measured_in") == "number"
    if number and kpi.chosen("credit_form") in BY_DECREMENT and not own(kpi, "decrement"):
        yield "measured_in is number, so one point means nothing; state decrement in the same numbers"
    if kpi.chosen("better") == "less" and own(kpi, "target") and np.any(kpi.value("target") <= 0):
        yield "less is better and target is 0, which nothing can be below; state the most that still keeps the promise"
    if not own(kpi, "events"):
        if own(kpi, "misses"):
            yield "misses needs events, the number of events measured; state it, or attained instead of both"
        return
    if own(kpi, "attained"):
        yield "attained and events both say the level; state one of them"
    elif not own(kpi, "misses"):
        yield "events needs misses, the number of events that missed"
    elif np.any(kpi.value("misses") > kpi.value("events")):
        yield "misses are more than events; misses are part of the events"
    if number or kpi.chosen("better") == "less":
        yield "events and misses give the share that did not miss, in percent, more is better; state attained instead"


def _form(kpi):
    form = kpi.chosen("credit_form")
    if own(kpi, "penalty") and own(kpi, "penalty_amount"):
        yield "penalty and penalty_amount both say what a miss costs; state one of them"
    for name, wanted in (("allocation", "pool"), ("points", "points"), ("bands", "bands")):
        if own(kpi, name) and form != wanted:
            yield f"{name} is stated but credit_form is {form}; write credit_form: {wanted}, or leave {name} out"
        elif form == wanted and not own(kpi, name):
            yield f"credit_form is {form}, which needs {name}"
    if form == "pool" and not kpi.stated("at_risk"):
        yield "allocation is a share of the pool, and the pool a share of at_risk; state at_risk for the contract"
    if form == "occurrences" and not own(kpi, "occurrences"):
        yield "credit_form is occurrences, which needs occurrences, how many there are in a month"
    if form == "points" and not (kpi.stated("ladder") or kpi.stated("point_value")):
        yield "points cost nothing without a ladder or a point_value; state one for the contract"


def _spread(kpi):
    if not own(kpi, "attained_spread"):
        return
    form, counted = kpi.chosen("credit_form"), kpi.chosen("decrements_counted")
    if form not in SPREAD_SUITS and not (form == "decrement" and counted == "proportional"):
        said = f"{form} ({counted} ones)" if form == "decrement" else form
        yield (
            f"attained_spread gives expected credits, which credit_form {said} has not; choose credit_form "
            "proportional, fixed or pool, or leave attained_spread out"
        )
    for name in NEED_MISSES:
        if kpi.stated(name):
            yield f"attained_spread gives the chance of a miss, {name} needs months that are missed or met; state one"
    if kpi.value("gates_bonus"):
        yield "attained_spread gives the chance of a miss, gates_bonus needs months that are missed or met; state one"


def _bonus(kpi):
    earns = np.any(kpi.value("bonus_share") > 0) or any(worth(band, max) > 0 for band in kpi.members("band"))
    if earns and not kpi.stated("bonus_cap"):
        yield "a bonus needs bonus_cap, the most all bonuses can be; write 100% where the contract has no limit"
    if not own(kpi, "bonus_from"):
        return
    if not own(kpi, "bonus_share"):
        yield "bonus_from needs bonus_share, what the level earns"
    if own(kpi, "target"):
        above = np.asarray(kpi.value("bonus_from")) - kpi.value("target")
        if np.any(above < 0 if kpi.chosen("better") == "more" else above > 0):
            yield "bonus_from earns a bonus for a level that misses target; a bonus begins at the target or beyond"


def _ladder(scope):
    steps, by_value = scope.members("step"), scope.stated("point_value")
    wanted, other = ("step_times", "step_share") if by_value else ("step_share", "step_times")
    for step in steps:
        if not own(step, "from_points"):
            yield "ladder", f"{step.label} needs from_points, the points from which it holds"
        if not own(step, wanted) or own(step, other):
            needs = "with point_value a step says" if by_value else "without point_value a step says"
            yield "ladder", f"{step.label}: {needs} {wanted}, and not {other}"
    for below, above in pairwise(steps):
        for name in ("from_points", wanted):
            if own(below, name) and own(above, name) and np.any(below.value(name) >= above.value(name)):
                yield (
                    "ladder",
                    f"{above.label} is out of order: {name} {np.min(above.value(name)):g} after "
                    f"{np.max(below.value(name)):g} of {below.label.lower()}; each step must have more than the last",
                )
    if steps and not any(kpi.chosen("credit_form") == "points" for kpi in scope.members("kpi")):
        yield "ladder", "no service level gives points; write credit_form: points and points for those that do"


def _for_all(scope):
    carried, back = scope.chosen("unpaid_credits") == "carried", scope.chosen("earn_back_when")
    if carried and not (scope.stated("penalty_cap") or scope.stated("annual_penalty_cap")):
        yield "unpaid_credits", "nothing is carried over without a cap; state penalty_cap or annual_penalty_cap"
    if scope.stated("repeat_step") and not scope.stated("repeat_most"):
        yield "repeat_step", "repeats need repeat_most, the most a credit is multiplied by"
    if not scope.stated("earn_back_share"):
        if scope.stated("earn_back_months"):
            yield "earn_back_months", "earn-back needs earn_back_share, the share of a credit that is returned"
        return
    if back != "average of the year" and not scope.stated("earn_back_months"):
        yield "earn_back_share", f"earn_back_when {back} needs earn_back_months, how long the levels must be met"
    if back == "all met":
        return
    if scope.chosen("same_incident") == "largest":
        yield "earn_back_when", f"{back} needs each level's part of a credit; write same_incident: add up, or all met"
    if carried:
        yield "earn_back_when", f"{back} needs each month's own credits; write unpaid_credits: lost, or all met"
