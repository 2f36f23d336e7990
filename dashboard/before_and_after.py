"""What changed inputs do to the answer: which option is cheapest now, what each cost before, and where the money is.

The cheapest option changes from Philippines, per seat to Mexico and Colombia, per minute. Philippines, per seat goes
from 13,917,422 to 15,183,950 USD; Mexico and Colombia, per minute stays at 14,572,039 USD.
"""

from typing import Any

import pandas as pd

from tcomodel import Comparison, OptionResult
from tcomodel.readers.answer import money, months_in_words

HALF = 0.5  # of a unit of money; categories that differ by less are the same


def cheapest_option(
    before: Comparison, after: Comparison, then: str = "as exported", now: str = "with the changes"
) -> str:
    """Whether the changes give another cheapest option, and from which to which; nothing leads where none serves.

    ``then`` and ``now`` say which state each of the two is.
    """
    led, leads = _leading(before), _leading(after)
    if led is None and leads is None:
        return "No option serves all of the work, before or with the changes."
    if led is None or leads is None:
        said_then = f"{led.label} cost least" if led is not None else "no option served all of the work"
        said_now = f"{leads.label} costs least" if leads is not None else "no option serves all of the work"
        return f"The answer changes: {then} {said_then}, {now} {said_now}."
    if led.key == leads.key:
        return f"The cheapest option stays {leads.label}."
    return f"The cheapest option changes from {led.label} to {leads.label}."


def total_costs(before: Comparison, after: Comparison) -> str:
    """The total of the option that was cheapest and of the one that is, before and now, to the whole unit of money."""
    if not_comparable(before, after):
        return ""
    keys = dict.fromkeys(one.key for one in (_leading(before), _leading(after)) if one is not None)
    said = [_from_to(_option(before, key), _option(after, key), after.currency) for key in keys]
    return f"{'; '.join(said)}. Totals of the term, not discounted." if said else ""


def not_comparable(before: Comparison, after: Comparison) -> str:
    """Why two results cannot be held against each other: another currency, another term; empty where they can."""
    if before.currency != after.currency:
        return f"One is in {before.currency} and the other in {after.currency}, so totals cannot be compared."
    if len(before.months) != len(after.months):
        terms = months_in_words(len(before.months)), months_in_words(len(after.months))
        return f"One runs over {terms[0]} and the other over {terms[1]}, so totals cannot be compared."
    return ""


def totals(before: Comparison, after: Comparison) -> pd.DataFrame:
    """A row for each option of either: totals of the term before and after, the difference, and that in NPV.

    Money in the currency of both; None where an option is in one of them only. Raises nothing: where terms or
    currencies differ, ask ``not_comparable`` first.
    """
    rows: list[dict[str, Any]] = []
    for key in _keys(before, after):
        then, now = _option(before, key), _option(after, key)
        left, right = (None if one is None else one.total for one in (then, now))
        npvs = [None if one is None else one.figure("npv") for one in (then, now)]
        rows.append(
            {
                "Option": (now or then).label,
                "Before": left,
                "After": right,
                "Difference": None if left is None or right is None else right - left,
                "Percent": None if not left or right is None else 100 * (right - left) / abs(left),
                "NPV": None if None in npvs else npvs[1] - npvs[0],
            }
        )
    return pd.DataFrame(rows)


def by_category(before: Comparison, after: Comparison) -> pd.DataFrame:
    """The difference of each option in both, category by category: categories in rows, options in columns.

    Categories that differ for no option are left out; the last row is the sum, the difference of the totals.
    """
    columns: dict[str, dict[str, float]] = {}
    for key in _keys(before, after):
        then, now = _option(before, key), _option(after, key)
        if then is None or now is None:
            continue
        names = dict.fromkeys([*now.category_totals, *then.category_totals])
        differences = {one: now.category_totals.get(one, 0.0) - then.category_totals.get(one, 0.0) for one in names}
        columns[now.label if now.label not in columns else f"{now.label} ({key})"] = differences
    found = pd.DataFrame(columns).fillna(0.0)
    total = found.sum().to_frame("Total").T
    return pd.concat([found[(found.abs() >= HALF).any(axis=1)], total]) if len(found.columns) else found


def _keys(before: Comparison, after: Comparison) -> list[str]:
    return list(dict.fromkeys(one.key for side in (after, before) for one in side.options))


def _option(result: Comparison, key: str) -> OptionResult | None:
    return next((one for one in result.options if one.key == key), None)


def _leading(result: Comparison) -> OptionResult | None:
    return None if result.cheapest.key in result.unserved else result.cheapest


def _from_to(before: OptionResult | None, after: OptionResult | None, currency: str) -> str:
    if before is None or after is None:
        one, when = (after, "is new and costs") if before is None else (before, "is no longer there; it cost")
        return f"{one.label} {when} {money(one.total)} {currency}"
    then, now = money(before.total), money(after.total)
    if then == now:
        return f"{after.label} stays at {now} {currency}"
    dearer = round(after.total) - round(before.total)
    way = "more" if dearer > 0 else "less"
    return f"{after.label} goes from {then} to {now} {currency}, {money(abs(dearer))} {way}"
