"""What changed inputs do to the answer, in two sentences: which option is cheapest now, and what it cost before.

The cheapest option changes from Philippines, per seat to Mexico and Colombia, per minute. Philippines, per seat goes
from 13,917,422 to 15,183,950 USD; Mexico and Colombia, per minute stays at 14,572,039 USD.
"""

from tcomodel import Comparison, OptionResult
from tcomodel.readers.answer import money


def cheapest_option(before: Comparison, after: Comparison) -> str:
    """Whether the changes give another cheapest option, and from which to which; nothing leads where none serves."""
    then, now = _leading(before), _leading(after)
    if then is None and now is None:
        return "No option serves all of the work, before or with the changes."
    if then is None or now is None:
        leads = f"{now.label} costs least" if now is not None else "no option serves all of the work"
        led = f"{then.label} cost least" if then is not None else "no option served all of the work"
        return f"The answer changes: as exported {led}, with the changes {leads}."
    if then.key == now.key:
        return f"The cheapest option stays {now.label}."
    return f"The cheapest option changes from {then.label} to {now.label}."


def total_costs(before: Comparison, after: Comparison) -> str:
    """The total of the option that was cheapest and of the one that is, before and now, to the whole unit of money."""
    keys = dict.fromkeys(one.key for one in (_leading(before), _leading(after)) if one is not None)
    said = [_from_to(before.option(key), after.option(key), after.currency) for key in keys]
    return f"{'; '.join(said)}. Totals of the term, not discounted." if said else ""


def _leading(result: Comparison) -> OptionResult | None:
    return None if result.cheapest.key in result.unserved else result.cheapest


def _from_to(before: OptionResult, after: OptionResult, currency: str) -> str:
    then, now = money(before.total), money(after.total)
    if then == now:
        return f"{after.label} stays at {now} {currency}"
    dearer = round(after.total) - round(before.total)
    way = "more" if dearer > 0 else "less"
    return f"{after.label} goes from {then} to {now} {currency}, {money(abs(dearer))} {way}"
