"""What a comparison says in a sentence, why a figure is not there, and what was assumed.

Philippines, per seat costs least: 13,917,422 USD over 60 months (11,716,831 at net present value), 19,352,336 (58.2 %)
less than In-house, United States. Next is ...
"""

from collections.abc import Callable

import numpy as np

from tcomodel.entry_numbers import said
from tcomodel.lines import people
from tcomodel.model import Input
from tcomodel.readers.english import label_of, people_unit
from tcomodel.readers.plain_names import with_its_clause
from tcomodel.results import Comparison, OptionResult

MEANINGLESS_RETURN = 10.0  # a yearly return above 1,000 % only says that the money is back within months
LEVEL = 0.01  # of the cheapest option's NPV: two options this near are level, whatever the order


def answer(comparison: Comparison) -> str:
    """The one sentence a reader wants first: the same figures as on the page."""
    best, base, currency = comparison.cheapest, comparison.baseline, comparison.currency
    if best.key in comparison.unserved:
        return f"{nobody_serves(comparison)}, so none is recommended; see the warnings."
    term = months_in_words(comparison.scenario.file.months)
    worth = f"{money(best.total)} {currency} over {term} ({money(best.figure('npv'))} at net present value)"
    is_alone = len(comparison.compared) == 1
    start = f"{best.label} costs {worth}" if is_alone else f"{best.label} costs least: {worth}"
    if base is None:
        return f"{start}." if is_alone else f"{start}. There is no in-house option to compare with."
    if said := no_saving(comparison):
        start += f". {said.removesuffix('.')}"
    elif best.key != base.key:
        start += f", {saving_in_words(best, money, percent)} than {base.label}"
    if is_alone:
        return f"{start}."
    second = comparison.ranking[1]
    if second.key == getattr(base, "key", None) and best.key != second.key:
        return f"{start}."
    if second.key in comparison.unserved:
        return f"{start}. No other option serves all of the work."
    behind = (second.figure("npv") or 0.0) - (best.figure("npv") or 0.0)
    return f"{start}. Next is {second.label}, {money(behind)} more at net present value."


def saving_in_words(option: OptionResult, say: Callable[[float], str], part: Callable[[float], str]) -> str:
    """``25.0 m (64 %) less``; no share where the baseline costs nothing. ``say`` and ``part`` write the two."""
    saving, share = option.figure("term_saving") or 0.0, option.figure("saving_share")
    told = "" if share is None else f" ({part(abs(share))})"
    return f"{say(abs(saving))}{told} {'less' if saving >= 0 else 'more'}"


def nobody_serves(comparison: Comparison) -> str:
    """That none of the options compared carries the work, without a point; one that is left out may."""
    serve = any(option.key not in comparison.unserved for option in comparison.options)
    return f"No option {'that takes part ' if serve else ''}serves all of the work as it is stated"


def no_saving(comparison: Comparison) -> str:
    """That nothing can be said to be saved, as the baseline cannot do the work; empty where savings hold."""
    base = comparison.baseline
    if base is None or base.key not in comparison.unserved:
        return ""
    return f"{base.label} does not serve all of the work as it is stated, so no saving against it can be stated."


def lowest_sum(comparison: Comparison) -> OptionResult | None:
    """The option that the plain sum of all costs names instead of the cheapest, which is ranked by today's money.

    None where that is the same option, or one that is lower by less than anybody shows.
    """
    serving = [option for option in comparison.compared if option.key not in comparison.unserved]
    least = min(serving or comparison.compared, key=lambda option: option.total)
    same = least.key == comparison.cheapest.key or round(comparison.cheapest.total) == round(least.total)
    return None if same else least


def is_level(margin: float, best: OptionResult) -> bool:
    """Whether a margin at net present value is too small to tell two options apart."""
    return abs(margin) <= LEVEL * abs(best.figure("npv") or 0.0)


def reason(option: OptionResult, name: str) -> str:
    """Why an option has no such figure."""
    if name == "irr" and option.irr is not None:
        return option.irr.reason
    return option.reason("term_saving" if name == "irr" else name) or "there is no other option it is compared with"


def metric_label(name: str) -> str:
    """A figure's name for people: ``NPV saving``."""
    return people(name)


def assumptions_in_words(comparison: Comparison) -> list[str]:
    """``Overtime premium: 50 % (time and a half)`` for everything nobody stated, and whom it is assumed for.

    The label of an input of a clause has the clause beside it: ``Decrement (service levels): 1 % (one point)``.
    """
    said_of = []
    for one in comparison.assumptions:
        value = input_in_words(one, comparison.currency)
        whom = whom_it_concerns(comparison, one)
        said_of.append(f"{with_its_clause(one)}: {value} ({one.given.because}){f', for {whom}' if whom else ''}")
    return said_of


def whom_it_concerns(comparison: Comparison, one: Input) -> str:
    """The options that use an input, in words; empty when all of them or the programme do."""
    users = {row.scope.path[0] for row in comparison.model.rows if one in row.ingredients}
    using = [option.label for option in comparison.options if option.key in users]
    others = [option.label for option in comparison.options if option.key not in users]
    if not others or "programme" in users:
        return ""
    if len(others) == 1 < len(using):
        return f"all but {others[0]}"
    return "; ".join(using)


def input_in_words(one: Input, currency: str, *, with_unit: bool = True) -> str:
    """The value of an input as people read it; of a series what it starts and ends with."""
    if one.given.kind == "switch":
        return "yes" if one.value else "no"
    values = np.atleast_1d(one.value)
    one_of_it = bool(np.all(values == 1))
    unit = f" {people_unit(one.unit, currency, one=one_of_it)}" if with_unit and not one.given.is_share else ""
    if np.all(values == values[0]):
        return f"{said(one.given, float(values[0]))}{unit}".strip()
    return f"{said(one.given, float(values[0]))} ... {said(one.given, float(values[-1]))}{unit}".strip()


def input_after_its_name(one: Input, currency: str) -> str:
    """The value where the name stands before it: without the unit where the name is the unit, as in agents per seat."""
    is_said = people_unit(one.unit, currency).lower() == label_of(one).lower()
    return input_in_words(one, currency, with_unit=not is_said)


def months_in_words(count: int) -> str:
    return "1 month" if count == 1 else f"{count} months"


def money(value: float | None) -> str:
    return "–" if value is None else with_minus(f"{round(value) + 0:,}")


def price(value: float) -> str:
    return with_minus(f"{round(value, 2) + 0.0:,.2f}")


def percent(share: float | None) -> str:
    return "–" if share is None else with_minus(f"{round(share * 100, 1) + 0.0:,.1f} %")


def with_minus(number: str) -> str:
    """The number with the minus sign that all tables write in place of a hyphen."""
    return number.replace("-", "−")
