"""What a reader must know about service levels before believing a figure that rests on them."""

from collections.abc import Iterator

import numpy as np

from tcomodel.remarks import Numbers, Rows

SLIGHT = 0.005  # of money: less than a cent
NOISE = 0.5e-6  # of a level: what the words round away


def warnings(option: Rows, values: Numbers) -> Iterator[str]:
    """Misses that let the client terminate, which the figures do not foresee."""
    longest, of_twelve = (option.scope.value(name) for name in ("chronic_in_a_row", "chronic_of_twelve"))
    for row in option.all_of("kpi_penalty"):
        missed = _missed(row, option, values)
        name = row.scope.label
        in_a_row = _longest_row(missed)
        if longest is not None and in_a_row >= longest:
            yield (
                f"{name} is missed {in_a_row} months in a row, and after {longest:.0f} the client may terminate. "
                "The figures assume that the contract goes on."
            )
        most = _most_of_twelve(missed)
        if of_twelve is not None and most >= of_twelve:
            yield (
                f"{name} is missed in {most} of twelve months, and from {of_twelve:.0f} on the client may terminate. "
                "The figures assume that the contract goes on."
            )


def notes(option: Rows, values: Numbers) -> Iterator[str]:
    """How a cap treats expected credits, and what remains unpaid at the end."""
    capped = any(option.scope.stated(name) for name in ("penalty_cap", "at_risk", "annual_penalty_cap"))
    if capped and option.all_of("spreads_missing"):
        yield (
            "the cap is applied to the expected credit. Months above the cap give back less than they would without "
            "it, so the true expectation is a little lower."
        )
    for name in ("unpaid_credit", "owed_in_year"):
        for row in option.all_of(name):
            unpaid = float(np.asarray(values[row])[..., -1])
            if name == "owed_in_year":
                unpaid -= float(np.asarray(values[option.all_of("most_a_year")[0]])[..., -1])
            if unpaid > SLIGHT:
                yield f"{unpaid:,.0f} of service credits are still unpaid when the term ends, because of the cap."


def _missed(row, option, values):
    """The months that count and in which the level is missed, whether or not that costs a credit.

    A level of a month that has no contacts, or in which the contract has ended, is not missed.
    """
    place = row.scope
    counting = [option.all_of(name)[:1] for name in ("levels_in_force", "in_force", "contacts_handled")]
    counts = np.all(
        [np.broadcast_to(values[one], np.shape(values[row])) > 0 for (one,) in filter(None, counting)], axis=0
    )
    level = next((one for name in ("missed", "shortfall") for one in option.all_of(name) if one.scope is place), row)
    return (np.asarray(values[level]) > NOISE) & counts


def _most_of_twelve(missed):
    """The most months missed in any twelve that follow each other."""
    so_far = np.concatenate(([0], np.cumsum(missed)))
    return int(np.max(so_far[12:] - so_far[:-12])) if len(missed) > 12 else int(so_far[-1])


def _longest_row(missed):
    """The longest run of months that are missed."""
    longest = run = 0
    for one in missed:
        run = run + 1 if one else 0
        longest = max(longest, run)
    return longest
