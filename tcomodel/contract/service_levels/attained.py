"""How far a level stays below its promise, whichever way is better and however it is measured.

    80 % promised, 76.5 % reached: headroom -3.5 points, shortfall 3.5 points
    20 seconds promised, 32 waited: headroom -12 seconds, shortfall 12 seconds
    2 misses of 35 events: 94.3 % reached

Where the monthly level spreads around the one expected (a normal distribution), the shortfall is its expected value
sd x density(z) + gap x chance(z) with z = gap / sd: a level that is met on average is still missed in some months.
"""

from tcomodel.lines import line
from tcomodel.words import at_least, normal_density, normal_up_to, share_of


@line("share", per="kpi", called="attained_level", given="events")
def level_of_events(misses, events):
    """The level reached: the share of the events that did not miss."""
    return 1 - share_of(misses, events)


@line("share", per="kpi", called="attained_level", chosen={"measured_in": "percent"})
def level_in_percent(attained):
    """The level you expect."""
    return attained


@line("1", per="kpi", called="attained_level", chosen={"measured_in": "number"})
def level_in_numbers(attained):
    """The level you expect, in the numbers it is measured in."""
    return attained


@line("1", per="kpi", called="headroom", chosen={"better": "more"})
def headroom_above(attained_level, target):
    """How much better the level is than the promise; below nothing where it is missed."""
    return attained_level - target


@line("1", per="kpi", called="headroom", chosen={"better": "less"})
def headroom_below(attained_level, target):
    """How much lower, and so better, the level is than the promise; below nothing where it is missed."""
    return target - attained_level


@line("1", per="kpi", given="attained_spread")
def spreads_missing(headroom, attained_spread):
    """How many standard deviations the level stays below the promise."""
    return (0 - headroom) / attained_spread


@line("share", per="kpi", called="shortfall", given="attained_spread", chosen={"measured_in": "percent"})
def expected_shortfall(attained_spread, spreads_missing, headroom):
    """How far the level stays below the promise in the average month, months above it counting as nothing."""
    return attained_spread * normal_density(spreads_missing) - headroom * normal_up_to(spreads_missing)


@line("1", per="kpi", called="shortfall", given="attained_spread", chosen={"measured_in": "number"})
def expected_shortfall_in_numbers(attained_spread, spreads_missing, headroom):
    """How far the level misses the promise in the average month, months that meet it counting as nothing."""
    return attained_spread * normal_density(spreads_missing) - headroom * normal_up_to(spreads_missing)


@line("share", per="kpi", called="shortfall", chosen={"measured_in": "percent"})
def shortfall_in_percent(headroom):
    """How far the expected level stays below the promise."""
    return at_least(0 - headroom, 0)


@line("1", per="kpi", called="shortfall", chosen={"measured_in": "number"})
def shortfall_in_numbers(headroom):
    """How far the expected level misses the promise, in the numbers it is measured in."""
    return at_least(0 - headroom, 0)
