"""Points: misses give points, and the points of a month climb a ladder.

    From 3 points 2 % of the charges, from 6 points 5 %, from 10 points 12 %: seven points cost 5 %
    Or by value: 14 points, 10 of them free, 500 a point, twice from 12 points on: 4 x 500 x 2 = 4,000

The highest step is the ceiling. What the ladder costs is shared among the levels by their points.
"""

from tcomodel.lines import EachKpi, EachStep, line
from tcomodel.words import at_least, largest, share_of, total, when


@line("point/month", per="kpi", called="kpi_points", given="occurrences")
def points_of_occurrences(occurrences, points, levels_in_force):
    """Points the level gives: for each occurrence."""
    return occurrences * points * levels_in_force


@line("point/month", per="kpi")
def kpi_points(counted_miss, points):
    """Points the level gives: for a month it is missed."""
    return counted_miss * points


@line("point/month")
def total_points(kpi_points: EachKpi):
    """Points of the month, all levels together."""
    return total(kpi_points)


@line("share", per="step", called="step_reached", given="step_share")
def step_share_reached(total_points, from_points, step_share):
    """Share of the charges this step costs where the points reach it."""
    return when(total_points >= from_points, step_share, 0)


@line("1", per="step")
def step_reached(total_points, from_points, step_times):
    """How many times its value a point costs where the points reach this step."""
    return when(total_points >= from_points, step_times, 0)


@line("point/month", given="point_value")
def points_above_free(total_points, free_points):
    """Points that cost something."""
    return at_least(total_points - free_points, 0)


@line("1", given=("point_value", "ladder"))
def point_times(step_reached: EachStep):
    """How many times its value a point costs: the highest step the points reach."""
    return largest(step_reached)


@line("share", called="ladder_share", given=("point_value", "ladder"))
def ladder_share_by_value(points_above_free, point_value, point_times, credit_base):
    """Share of the charges all points cost, at the value of the step they reach."""
    return share_of(points_above_free * point_value * point_times, credit_base)


@line("share", called="ladder_share", given="point_value")
def ladder_share_of_points(points_above_free, point_value, credit_base):
    """Share of the charges all points cost."""
    return share_of(points_above_free * point_value, credit_base)


@line("share")
def ladder_share(step_reached: EachStep):
    """Share of the charges all points cost: the highest step they reach."""
    return largest(step_reached)


@line("share", per="kpi", called="plain_penalty", chosen={"credit_form": "points"})
def penalty_of_points(ladder_share, kpi_points, total_points):
    """Share of the charges the level costs: its part of the ladder, by points."""
    return ladder_share * share_of(kpi_points, total_points)
