"""What replacing the rate card of a scenario does to its result, down to the line and the rate.

    Vendor, per seat      before 12,687,849    after 13,102,400    + 414,551
      Service fees        + 398,020
      Transition          +  16,531
    by rate               seat price alone + 395,000, transition fee alone + 16,531, together + 3,020

The effect of a rate is what changes when it alone is replaced. What the rates do to one another, such as a cap that
one of them reaches only beside another, is the remainder ``together``, so the sum is exact.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import fsum

import numpy as np

from tcomodel.entries import end_asked
from tcomodel.entry_at import at
from tcomodel.evaluation import Values, evaluate
from tcomodel.model import Input, Model
from tcomodel.problems import Problem, ProblemsFound, nearest
from tcomodel.rates import At, Rate, RateCard
from tcomodel.rates.comparable import another_item, channel_of, elsewhere, one_price_date
from tcomodel.rates.layers import was_replaced
from tcomodel.rates.rate import Fact
from tcomodel.rates.units import same_unit
from tcomodel.results import Comparison, OptionResult, compare
from tcomodel.scenario import Scenario

WHAT_IT_IS = ("item", "location", "channel", "over", "up_to", "unit", "as_of", "source")


@dataclass(frozen=True)
class Change:
    """An amount before and after, in the scenario's currency."""

    before: float
    after: float

    @property
    def difference(self) -> float:
        """Positive where the new card costs more."""
        return self.after - self.before


@dataclass(frozen=True)
class LineChange:
    """A row that posts to a category, summed over the term."""

    key: str
    label: str
    place: str
    category: str
    amount: Change


@dataclass(frozen=True)
class OptionChange:
    """What the new card does to one option. ``lines`` stand by the size of their difference, the largest first."""

    key: str
    label: str
    total: Change
    npv: Change
    categories: Mapping[str, Change]
    lines: tuple[LineChange, ...]
    years: tuple[Change, ...]  # the total by contract year


@dataclass(frozen=True)
class Effect:
    """What is added to an option's total and to its net present value."""

    total: float
    npv: float


@dataclass(frozen=True)
class RateChange:
    """A rate in use whose figure is another on the new card.

    ``used_at`` are the figures of its range that the scenario takes; ``effects`` has, by option, what changes when
    this rate alone is replaced.
    """

    before: Rate
    after: Rate
    used_at: tuple[At, ...]
    effects: Mapping[str, Effect]

    @property
    def key(self) -> str:
        return self.before.key

    @property
    def size(self) -> float:
        """The largest effect on the total of an option."""
        return max(abs(effect.total) for effect in self.effects.values())


@dataclass(frozen=True)
class Restated:
    """A rate in use whose figure stays though it is not what it was; ``facts`` by name, before and after."""

    before: Rate
    after: Rate
    facts: Mapping[str, tuple[Fact, Fact]]

    @property
    def key(self) -> str:
        return self.before.key


@dataclass(frozen=True)
class CardChange:
    """A scenario under two cards. ``together`` is, by option, what the rates do beyond the sum of their effects.

    ``cautions`` say where a rate in use is for another item or of other price dates than the one it replaces, so that
    the difference is not what another vendor asks for the same.
    """

    before: Comparison
    after: Comparison
    options: tuple[OptionChange, ...]
    rates: tuple[RateChange, ...]  # the largest effect first
    together: Mapping[str, Effect]
    unchanged: tuple[Rate, ...]  # rates in use that stay what they are, as they stand on the new card
    restated: tuple[Restated, ...] = ()
    cautions: tuple[str, ...] = ()

    @property
    def from_elsewhere(self) -> Mapping[str, str]:
        """Rates in use on which the new card says nothing of its own, and the card underneath each comes from."""
        card = self.after.model.card
        used = {one.rate.key for one in self.after.model.inputs if one.rate is not None}
        found = {key: card.origin(key) for key in card.rates if key in used}
        return {key: origin.name for key, origin in found.items() if origin.name != card.name}

    @cached_property
    def warnings(self) -> Mapping[str, list[str]]:
        """By option: warnings that the result has only with the new card."""
        known = {one for said in self.before.warnings.values() for one in said}
        found = {key: [one for one in said if one not in known] for key, said in self.after.warnings.items()}
        return {key: said for key, said in found.items() if said}


def card_change(scenario: Scenario, before: RateCard, after: RateCard) -> CardChange:
    """What replacing the card ``before`` by ``after`` does to a scenario.

    Raises ProblemsFound with every rate in use that the new card lacks, has in another unit or currency or uses for
    another location, channel or volume band, so that none counts as nothing or as something else; and with what is
    wrong with the scenario itself.
    """
    old = compare(scenario, before)
    problems = _unfit(old, after)
    if problems:
        raise ProblemsFound(problems)
    new = compare(scenario, after)
    changed = _changed(old.model, new.model)
    rates = [_rate_change(old, inputs) for inputs in changed.values()]
    rates.sort(key=lambda one: -one.size)
    pairs = [(option, new.option(option.key)) for option in old.options]
    together = {then.key: _together(then, now, rates) for then, now in pairs}
    kept = {key: rate for key, rate in _in_use(new.model).items() if key not in changed}
    restated = _restated(old.model, kept)
    same = tuple(rate for key, rate in kept.items() if key not in {one.key for one in restated})
    options = tuple(_option_change(old, new, then, now) for then, now in pairs)
    cautions = tuple(_cautions(_in_use(old.model), before, after))
    return CardChange(old, new, options, tuple(rates), together, same, restated, cautions)


# -- rates that cannot be replaced ----------------------------------------------------------------------


def _unfit(old: Comparison, after: RateCard) -> list[Problem]:
    """What is wrong with each rate in use on the new card, once for each rate."""
    found = []
    for key, rate in _in_use(old.model).items():
        if key not in after.rates:
            message = f"the card '{after.name}' has no {key!r}{nearest(key, after.rates)}"
        elif not same_unit(after[key].plain_unit, rate.plain_unit):
            message = f"it is in {after[key].unit} on the card '{after.name}' and was in {rate.unit}; rebase it first"
        elif after[key].currency not in (None, old.currency):
            currency = after[key].currency
            message = (
                f"it is in {currency} on the card '{after.name}', this scenario in {old.currency}; rebase it first"
            )
        elif (why := elsewhere(rate, after[key])) and not was_replaced(after[key]):
            message = f"the card '{after.name}' uses this key for something else ({why})"
        else:
            continue
        found.append(Problem(key, f"{message} (used for {_uses(old.model, key)})"))
    return found


def _uses(model: Model, key: str) -> str:
    """The entries of the scenario that take a rate: the first of them, and how many more."""
    places = [".".join(map(str, one.place)) for one in _stated(model) if one.rate is not None and one.rate.key == key]
    return places[0] + (f" and {len(places) - 1} more" if len(places) > 1 else "")


# -- rates that are not what they were --------------------------------------------------------------------


def _restated(old: Model, kept: Mapping[str, Rate]) -> tuple[Restated, ...]:
    """The rates in use whose figure stays while what it stands for does not."""
    found = []
    for key, rate in _in_use(old).items():
        now = kept.get(key)
        if now is None or now is rate:
            continue
        facts = {name: (getattr(rate, name), getattr(now, name)) for name in WHAT_IT_IS}
        facts = {name: (was, is_now) for name, (was, is_now) in facts.items() if was != is_now}
        if facts:
            found.append(Restated(rate, now, facts))
    return tuple(found)


def _cautions(used: Mapping[str, Rate], before: RateCard, after: RateCard) -> Iterator[str]:
    """What to know of the rates in use before one card is taken for the other."""
    dates: dict[tuple[str, str], list[str]] = {}
    for key, rate in used.items():
        now = after[key]
        if why := another_item(rate, now):
            yield f"{key} is for {why}"
        if why := elsewhere(rate, now):  # somebody said that it takes the place
            yield f"{key} is for {why}"
        elif channel_of(rate) != channel_of(now):
            yield f"{key} is for channel {now.channel or 'all'}, before for {rate.channel or 'all'}"
        if not one_price_date(rate, now):
            dates.setdefault((rate.as_of, now.as_of), []).append(key)
    for (was, is_now), keys in dates.items():
        yield (
            f"in prices of {is_now} on '{after.name}' and of {was} on '{before.name}', so that what prices did between "
            f"is part of the difference: {', '.join(keys)}"
        )


# -- the effect of each rate ----------------------------------------------------------------------------


def _changed(old: Model, new: Model) -> dict[str, list[tuple[Input, Input]]]:
    """By rate: the inputs that another figure goes into, as they were and as they are now."""
    now = {(one.scope.path, one.name): one for one in _stated(new)}
    found: dict[str, list[tuple[Input, Input]]] = {}
    for then in _stated(old):
        here = now[then.scope.path, then.name]
        if then.rate is not None and not np.array_equal(then.value, here.value):
            found.setdefault(then.rate.key, []).append((then, here))
    return found


def _rate_change(old: Comparison, inputs: list[tuple[Input, Input]]) -> RateChange:
    values = evaluate(old.model, {then: here.value for then, here in inputs})
    effects = {
        option.key: Effect(_total(option, values) - option.total, _npv(option, values) - _npv(option, old.values))
        for option in old.options
    }
    before, after = inputs[0][0].rate, inputs[0][1].rate
    assert before is not None
    assert after is not None
    return RateChange(before, after, _figures_taken(old, inputs), effects)


def _figures_taken(old: Comparison, inputs: list[tuple[Input, Input]]) -> tuple[At, ...]:
    """Which figures of a rate's range the scenario takes: low, base, high."""
    taken = {end_asked(at(old.scenario.data, then.place)) for then, _ in inputs}
    order: tuple[At, ...] = ("low", "base", "high")
    return tuple(end for end in order if end in taken)


def _together(then: OptionResult, now: OptionResult, rates: Iterable[RateChange]) -> Effect:
    """What is left of the difference when the effects of the single rates are taken from it."""
    effects = [one.effects[then.key] for one in rates]
    total = fsum([now.total, -then.total, *(-one.total for one in effects)])
    npv = fsum([_npv(now, now.values), -_npv(then, then.values), *(-one.npv for one in effects)])
    return Effect(total, npv)


# -- option by option -----------------------------------------------------------------------------------


def _option_change(old: Comparison, new: Comparison, then: OptionResult, now: OptionResult) -> OptionChange:
    rows = zip(then.model.postings, now.model.postings, strict=True)
    lines = [
        LineChange(
            row.key, row.label, row.scope.label if row.scope.is_inner else "", str(row.line.posts_to),
            Change(_sum(then.values[row]), _sum(now.values[same])),
        )
        for row, same in rows
    ]  # fmt: skip
    lines.sort(key=lambda line: -abs(line.amount.difference))
    totals = now.category_totals
    categories = {name: Change(amount, totals[name]) for name, amount in then.category_totals.items()}
    years = zip(old.by_year(then.by_month), new.by_year(now.by_month), strict=True)
    return OptionChange(
        then.key, then.label, Change(then.total, now.total),
        Change(_npv(then, then.values), _npv(now, now.values)),
        categories, tuple(lines), tuple(Change(float(one), float(other)) for one, other in years),
    )  # fmt: skip


def _sum(months: object) -> float:
    return float(np.sum(np.asarray(months)))


def _total(option: OptionResult, values: Values) -> float:
    return float(values[option.model.figures["tco"]])


def _npv(option: OptionResult, values: Values) -> float:
    return float(values[option.model.figures["npv"]])


def _stated(model: Model) -> list[Input]:
    return [*model.inputs, *model.unused]


def _in_use(model: Model) -> dict[str, Rate]:
    """The rates the scenario takes, those without effect on any cost too, by key."""
    return {one.rate.key: one.rate for one in _stated(model) if one.rate is not None}
