"""Waiting lines: how many agents a queue needs to answer in time, and how busy they can be.

100 calls in 30 minutes, 180 seconds each, are 10 erlangs. To answer 80 % within 20 seconds takes 14 agents, who are
busy 71.4 % of their time. Ten times the calls take 107 agents, not 140: a large queue waits less for its callers.

    >>> load(100, 1800, 180)
    10.0
    >>> agents_needed(10, 180, 20, 0.8), round(occupancy(10, 14), 3)
    (14.0, 0.714)
    >>> agents_needed(100, 180, 20, 0.8), round(occupancy(100, 107), 3)
    (107.0, 0.935)

Where callers hang up after five minutes on average 13 agents will do, and 2.5 % of the callers give up:

    >>> agents_needed(10, 180, 20, 0.8, patience=300), round(share_abandoning(10, 13, 180, 300), 3)
    (13.0, 0.025)

A month is no such interval of steady load: its busy hours and its quiet ones need agents of their own
(``attainable_occupancy``). 42,000 calls of six minutes a month in 22 days from 8 to 20 h:

    >>> profile = [0] * 8 + [1] * 12 + [0] * 4
    >>> round(attainable_occupancy(42000, profile, 22, 360, 20, 0.8), 3)
    0.795

A tenth of the calls, and the agents can be busy only half as much:

    >>> round(attainable_occupancy(4200, profile, 22, 360, 20, 0.8), 3)
    0.398

Erlang B: nobody waits. Erlang C: callers wait until they are answered. Erlang A: each caller's patience has an
exponential distribution; ``patience`` is its mean and 0 means that callers never give up (Erlang C). Everything
broadcasts: numbers give a number, arrays an array. Times are seconds.

Sources: A. K. Erlang 1917 in the form of any teletraffic textbook; O. Garnett, A. Mandelbaum, M. Reiman,
"Designing a call center with impatient customers", M&SOM 4 (2002); A. Mandelbaum, S. Zeltyn, "Service engineering in
action: the Palmer/Erlang-A queue" (2007).
"""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammainc, gammaincc, gammaln, log_ndtr, ndtri_exp, xlogy

Array = NDArray[np.float64]
Amount = float | Array

SECONDS_PER_HOUR = 3600
HOURS_PER_DAY = 24
ABOVE_ZERO = {"agents", "handle_time", "interval", "days", "highest_occupancy"}
BELOW_ONE = {"wanted"}

# -- one interval of steady load ------------------------------------------------------------------------


def load(calls: ArrayLike, interval: ArrayLike, handle_time: ArrayLike) -> Amount:
    """Offered load in erlangs: contacts of an interval times handle time, both in seconds."""
    contacts, seconds, handling = _checked(calls=calls, interval=interval, handle_time=handle_time)
    return _answer(contacts * handling / seconds)


def blocking_probability(erlangs: ArrayLike, agents: ArrayLike) -> Amount:
    """Erlang B: the share of callers who find all agents busy where nobody may wait."""
    offered, staff = _checked(erlangs=erlangs, agents=agents)
    return _answer(_blocked(offered, staff))


def waiting_probability(
    erlangs: ArrayLike, agents: ArrayLike, handle_time: ArrayLike = 1.0, patience: ArrayLike = 0.0
) -> Amount:
    """Share of callers who have to wait; 1 where patient callers bring more than the agents can do."""
    return _answer(_callers_of(erlangs, agents, handle_time, patience).waiting)


def service_level(
    erlangs: ArrayLike, agents: ArrayLike, handle_time: ArrayLike, target: ArrayLike, patience: ArrayLike = 0.0
) -> Amount:
    """Share of all callers who are answered within ``target`` seconds; whoever hangs up is not answered."""
    return _answer(_callers_of(erlangs, agents, handle_time, patience, target).in_time)


def share_abandoning(erlangs: ArrayLike, agents: ArrayLike, handle_time: ArrayLike, patience: ArrayLike) -> Amount:
    """Share of callers who hang up before they are answered; none without a limit to their patience."""
    return _answer(_callers_of(erlangs, agents, handle_time, patience).abandoning)


def speed_of_answer(erlangs: ArrayLike, agents: ArrayLike, handle_time: ArrayLike, patience: ArrayLike = 0.0) -> Amount:
    """Average seconds in the queue of all callers, also of those who hang up.

    Infinite where patient callers bring more than the agents can do.
    """
    callers = _callers_of(erlangs, agents, handle_time, patience)
    offered, staff, handling, limit = _checked(
        erlangs=erlangs, agents=agents, handle_time=handle_time, patience=patience
    )
    with np.errstate(divide="ignore"):
        for_ever = callers.waiting * handling / np.maximum(staff - offered, 0)
    return _answer(np.where(limit > 0, callers.abandoning * limit, for_ever))


def occupancy(erlangs: ArrayLike, agents: ArrayLike, handle_time: ArrayLike = 1.0, patience: ArrayLike = 0.0) -> Amount:
    """Share of their time the agents are busy with callers who did not hang up.

    Above 1 where patient callers bring more than the agents can do: so much too few are they.
    """
    offered, staff = _checked(erlangs=erlangs, agents=agents)
    return _answer(offered * (1 - _callers_of(erlangs, agents, handle_time, patience).abandoning) / staff)


def agents_needed(
    erlangs: ArrayLike,
    handle_time: ArrayLike,
    target: ArrayLike,
    wanted: ArrayLike,
    highest_occupancy: ArrayLike = 1.0,
    patience: ArrayLike = 0.0,
) -> Amount:
    """Fewest agents who answer the wanted share within ``target`` seconds and are not busier than allowed.

    At least one: a queue without callers is open too.
    """
    offered, handling, seconds, share, busiest, limit = np.broadcast_arrays(
        *_checked(
            erlangs=erlangs,
            handle_time=handle_time,
            target=target,
            wanted=wanted,
            highest_occupancy=highest_occupancy,
            patience=patience,
        )
    )
    cases = (offered, seconds / handling, share, limit / handling, busiest)
    return _answer(_fewest(*(one.ravel() for one in cases)).reshape(offered.shape))


# -- a month of open hours ------------------------------------------------------------------------------

REMEMBERED = 256  # results
WORTH_REMEMBERING = 10_000  # numbers; a simulation is never asked twice
MONTHS_AT_ONCE = 2_000  # keeps a large simulation out of the way of the memory


def attainable_occupancy(
    contacts: ArrayLike,
    profile: ArrayLike,
    days: ArrayLike,
    handle_time: ArrayLike,
    target_seconds: ArrayLike,
    wanted: ArrayLike,
    patience: ArrayLike = 0.0,
) -> Amount:
    """The occupancy agents reach who answer the wanted share in time in every open hour of a month.

    Each open hour has the fewest agents that will do, and at least one. The work they carry over their time, all
    hours taken together, is the result: above 0 and not above 1.

    Args:
        contacts: callers of a month, those who will hang up included, ``(months,)`` or ``(draws, months)``. A month
            with less than one counts as a month with one, whose agents do little but wait.
        profile: 24 shares of a day's contacts, from midnight; their sum does not matter. 0 is a closed hour.
        days: open days a month.
        handle_time: seconds a contact.
        target_seconds: seconds within which the wanted share is answered.
        wanted: share of all callers, below 1.
        patience: mean seconds until a caller hangs up; 0: never.

    All but ``profile`` broadcast with ``contacts``. An array that comes back is read-only: it may be shared.

    Raises:
        ValueError: a number outside its range, or a profile without 24 shares or without an open hour.
    """
    shares = np.asarray(profile, dtype=np.float64)
    if shares.shape != (HOURS_PER_DAY,) or not (np.isfinite(shares).all() and (shares >= 0).all() and shares.any()):
        raise ValueError(f"profile must be 24 shares, none negative and not all 0: found {shares.tolist()}")
    months = _checked(
        contacts=contacts,
        days=days,
        handle_time=handle_time,
        target_seconds=target_seconds,
        wanted=wanted,
        patience=patience,
    )
    if max(one.size for one in months) > WORTH_REMEMBERING:
        return _answer(_busy(shares, months))
    return _answer(_remembered(tuple((one.shape, one.tobytes()) for one in (shares, *months))))


@lru_cache(maxsize=REMEMBERED)
def _remembered(arguments: tuple[tuple[tuple[int, ...], bytes], ...]) -> Array:
    shares, *months = (np.frombuffer(content).reshape(shape) for shape, content in arguments)
    return _busy(shares, months)


def _busy(profile: Array, months: list[Array]) -> Array:
    """Work carried over agents. Equal months are looked at once, and so are equal hours."""
    contacts, days, handle_time, target, wanted, patience = np.broadcast_arrays(*months)
    daily_load = np.maximum(contacts, 1) * handle_time / SECONDS_PER_HOUR / days
    each = np.stack([daily_load, target / handle_time, wanted, patience / handle_time]).reshape(4, -1)
    different, which = np.unique(each, axis=1, return_inverse=True)
    shares, hours = np.unique(profile[profile > 0] / profile.sum(), return_counts=True)
    busy = np.empty(different.shape[1])
    for start in range(0, busy.size, MONTHS_AT_ONCE):
        block = different[:, start : start + MONTHS_AT_ONCE]
        offered = block[0][:, np.newaxis] * shares
        work, seconds, share, limit, one = (
            np.broadcast_to(given, offered.shape).ravel() for given in (offered, *block[1:, :, np.newaxis], 1.0)
        )
        agents = _fewest(work, seconds, share, limit, one)
        if limit.any():
            work = work * (1 - _callers(work, agents, limit, seconds).abandoning)
        carried, there = (hourly.reshape(offered.shape) @ hours for hourly in (work, agents))
        busy[start : start + MONTHS_AT_ONCE] = np.minimum(carried / there, 1)
    found: Array = busy[which].reshape(contacts.shape)
    found.flags.writeable = False
    return found


# -- the search -----------------------------------------------------------------------------------------

SLACK = 1 + 1e-9  # the last digits of a division must not buy an agent
ALMOST_NEVER = 1e4  # handle times


def _fewest(load: Array, target: Array, wanted: Array, patience: Array, highest: Array) -> Array:
    """Fewest agents, for arrays ``(cases,)``; times are in handle times."""

    def enough(agents: Array, cases: NDArray[np.intp]) -> NDArray[np.bool_]:
        callers = _callers(load[cases], agents, patience[cases], target[cases])
        carried = load[cases] * (1 - callers.abandoning)
        return (callers.in_time >= wanted[cases]) & (carried <= highest[cases] * agents * SLACK)

    lowest = np.where(patience == 0, np.floor(load) + 1, 1)
    return _smallest(enough, lowest, _first_guess(load, target, wanted, patience))


def _smallest(
    enough: Callable[[Array, NDArray[np.intp]], NDArray[np.bool_]], lowest: Array, first_guess: Array
) -> Array:
    """Smallest whole number that is enough, of a question to which more is never the wrong answer.

    Steps away from the guess grow until the answer is enclosed; then the gap is halved. A good guess costs two looks.
    """
    too_few, enough_at = lowest - 1, np.full_like(lowest, np.inf)
    look, step = np.maximum(first_guess, lowest), 1
    cases = np.arange(lowest.size)
    while cases.size:
        good = enough(look[cases], cases)
        enough_at[cases[good]] = look[cases[good]]
        too_few[cases[~good]] = look[cases[~good]]
        low, high = too_few[cases], enough_at[cases]
        middle = np.floor((low + high) / 2)
        look[cases] = np.where(good, np.maximum(middle, high - step), np.minimum(middle, low + step))
        cases, step = cases[high - low > 1], 2 * step
    return enough_at


def _first_guess(load: Array, target: Array, wanted: Array, patience: Array) -> Array:
    """Square-root staffing, load + spare x root of load (Garnett, Mandelbaum and Reiman).

    Only the search's speed depends on it, so one patience and one wanted share stand for all.
    """
    spare = np.linspace(-3, 8, 300)
    middle = float(np.median(patience))
    root_patience = np.sqrt(middle) if 0 < middle < ALMOST_NEVER else np.sqrt(ALMOST_NEVER)
    queued = log_ndtr(-spare * root_patience)
    hazards = np.exp(log_ndtr(spare) + spare**2 / 2 * (1 - root_patience**2) - queued)
    allowed = np.log(1 - wanted.mean()) + np.log1p(hazards / root_patience) + queued
    seconds = -root_patience * (ndtri_exp(np.minimum(allowed, -1e-300)) + spare * root_patience)
    root: Array = np.sqrt(load)  # the square root makes queues of all sizes alike: seconds x root, spare / root
    return np.ceil(load + np.interp(root * target, seconds[::-1], spare[::-1]) * root)


# -- the formulas ---------------------------------------------------------------------------------------


class _Callers(NamedTuple):
    """Shares of all callers."""

    waiting: Array
    in_time: Array
    abandoning: Array


def _callers_of(
    erlangs: ArrayLike, agents: ArrayLike, handle_time: ArrayLike, patience: ArrayLike, target: ArrayLike = 0.0
) -> _Callers:
    offered, staff, handling, limit, seconds = _checked(
        erlangs=erlangs, agents=agents, handle_time=handle_time, patience=patience, target=target
    )
    return _callers(offered, staff, limit / handling, seconds / handling)


def _callers(load: Array, agents: Array, patience: Array, target: Array) -> _Callers:
    """What becomes of the callers; times are in handle times.

    Erlang B looks at the states with a free line, p(agents) / p(0..agents). The queue looks at those without:
    ``empty`` is p(agents) / p(agents..), the chance that nobody waits yet where all agents are busy. Together they
    give the share that waits. With patient callers ``empty`` is the agents' idle time, 1 - load / agents.
    """
    load = np.maximum(load, 1e-300)  # no callers at all: as if there were hardly any
    idle = 1 - load / agents
    patient = patience == 0
    with np.errstate(all="ignore"):
        empty, answered = np.maximum(idle, 0), -np.expm1((load - agents) * target)
        gone = np.zeros_like(answered)
        if not patient.all():
            found, later, late = _impatient(load, agents, np.where(patient, 1, patience), target)
            answered = np.where(patient, answered, (1 - late - found + later) * agents / load)
            gone = np.where(patient, 0, (found - idle) * agents / load)
            empty = np.where(patient, empty, found)
        blocked = _blocked(load, agents)
        waiting = blocked / (blocked + empty * (1 - blocked))
    return _Callers(waiting, 1 - waiting * (1 - np.clip(answered, 0, 1)), waiting * np.clip(gone, 0, 1))


def _blocked(load: Array, agents: Array) -> Array:
    """Erlang B from the Poisson distribution: as many calls as agents, among at most as many."""
    with np.errstate(all="ignore"):
        at_most = gammaincc(agents + 1, load)
        blocked = _poisson(load, agents) / at_most
        if (at_most < RARE).any():
            blocked = np.where(at_most < RARE, _blocked_far_below(load, agents), blocked)
    found: Array = blocked
    return found


def _impatient(load: Array, agents: Array, patience: Array, target: Array) -> tuple[Array, Array, Array]:
    """Of the callers who must wait: nobody ahead of them; the same, ``target`` later; not yet their turn by then.

    Palmer's queue is a Poisson distribution again, of the load in units of patience. While a caller holds the
    line, whoever is ahead is served or hangs up, which is the same distribution with its mean fading away.
    """
    mean, count = load * patience, agents * patience
    fading = -np.expm1(-target / patience)
    mean_later = mean * (1 - fading)
    at_least, at_least_later = gammainc(count, mean), gammainc(count, mean_later)
    empty, empty_later = _poisson(mean, count) / at_least, _poisson(mean_later, count) / at_least
    late = at_least_later / at_least
    rare = at_least < RARE
    if rare.any():
        far, far_later = _empty_far_above(mean, count), _empty_far_above(mean_later, count)
        later = far * np.exp(mean * fading - agents * target)
        empty, empty_later = np.where(rare, far, empty), np.where(rare, later, empty_later)
        late = np.where(rare, later / far_later, late)
    return empty, empty_later, late


STIRLING_FROM = 16.0  # from here on four terms of Stirling's series are exact to the last digit
RARE = 1e-100  # probabilities below are soon no numbers at all; their ratios still are
TERMS = 8  # of the continued fractions, which converge at once where they are used


def _poisson(mean: Array, count: Array) -> Array:
    """Density of the Poisson distribution, at any count that is not negative, to twelve digits also in the thousands.

    The deviance keeps the digits that the difference of count x log(mean) and the logarithm of a factorial would lose.
    """
    few = xlogy(count, mean) - mean - gammaln(count + 1)
    many = np.maximum(count, STIRLING_FROM)
    off = (mean - many) / many
    square = many * many
    stirling = (1 / 12 - (1 / 360 - (1 / 1260 - 1 / 1680 / square) / square) / square) / many
    many_of_them = many * (np.log1p(off) - off) - stirling - np.log(2 * np.pi * many) / 2
    found: Array = np.exp(np.where(count < STIRLING_FROM, few, many_of_them))
    return found


def _blocked_far_below(mean: Array, count: Array) -> Array:
    """p(count) / p(0..count) far below the mean: Legendre's continued fraction."""
    gap = mean - count
    tail = gap + 2 * TERMS
    for term in range(TERMS, 0, -1):
        tail = gap + 2 * (term - 1) + term * (count - term + 1) / tail
    found: Array = tail / mean
    return found


def _empty_far_above(mean: Array, count: Array) -> Array:
    """p(count) / p(count..) far above the mean: Gauss's continued fraction."""
    tail = count + 2 * TERMS + 1
    for term in range(TERMS, 0, -1):
        tail = count + 2 * term - (count + term) * mean / tail
        tail = count + 2 * term - 1 + term * mean / tail
    found: Array = 1 - mean / tail
    return found


# -- at the door ----------------------------------------------------------------------------------------


def _checked(**numbers: ArrayLike) -> list[Array]:
    """The arguments as arrays; ValueError names one outside its range."""
    arrays = []
    for name, given in numbers.items():
        array = np.asarray(given, dtype=np.float64)
        good = np.isfinite(array) & (array > 0 if name in ABOVE_ZERO else array >= 0)
        if name in BELOW_ONE:
            good &= array < 1
        if not good.all():
            least = "above 0" if name in ABOVE_ZERO else "at least 0"
            limit = " and below 1" if name in BELOW_ONE else ""
            raise ValueError(f"{name} must be {least}{limit}: found {array[~good].flat[0]}")
        arrays.append(array)
    return arrays


def _answer(found: Array) -> Amount:
    return float(found) if np.ndim(found) == 0 else found
