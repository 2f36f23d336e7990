"""One card laid over another: what the upper one has holds, what it lacks shows through from below.

    Public reference rates     philippines.hour 11     any.attrition 31.2
    Vendor A 2026              philippines.hour 10.20  vendor_a.setup 45,000
    the second over the first  philippines.hour 10.20  any.attrition 31.2  vendor_a.setup 45,000

Every rate knows the card it comes from (``RateCard.origin``), so that no reader takes the one for the other.
"""

from collections.abc import Mapping

from tcomodel.problems import Problem, ProblemsFound, nearest
from tcomodel.rates.card import RateCard
from tcomodel.rates.comparable import elsewhere
from tcomodel.rates.in_use import of_another_card
from tcomodel.rates.rate import Rate, Step
from tcomodel.rates.stages import facts_of, first_facts
from tcomodel.rates.units import same_unit

NOTHING: Mapping[str, str] = {}


def laid_over(base: RateCard, card: RateCard, takes: Mapping[str, str] = NOTHING) -> RateCard:
    """``card`` over ``base``: its rates win, all others stay reachable; name, date, note and record are its own.

    A rate that both cards have and say the same of comes from the base. ``takes`` puts rates of the card under keys
    of the base, ``{"philippines.hour": "vendor_a.agent_hour"}``, and the step is on record. Raises ProblemsFound where
    one of the two is not there or they are not in the same unit; the currency may be another, as the scenario says
    which one it needs. Raises it too for a key that the cards use for unlike things (another location, channel or
    volume band), as nobody said that the one stands for the other.
    """
    problems = [*_not_there(base, takes), *_not_there(card, dict.fromkeys(takes.values()))]
    if not problems:
        problems = [found for place, key in takes.items() for found in _unlike(base[place], card[key])]
    problems += _of_unlike_things(base, card, takes)
    if problems:
        raise ProblemsFound(problems)
    taken = {place: replaced(base[place], card[key], base.name, card.name) for place, key in takes.items()}
    origins = {
        **{key: base.origin(key) for key in base.rates},
        **{key: card.origin(key) for key, rate in card.rates.items() if not _is_same(rate, base, card)},
        **{place: card.origin(key) for place, key in takes.items()},
    }
    series = {**base.series, **card.series}
    return card.with_rates({**base.rates, **card.rates, **taken}, origins=origins, series=series, text="")


def _is_same(rate: Rate, base: RateCard, card: RateCard) -> bool:
    """Whether a rate of the upper card stands on the lower one just so, and moves with the same index."""
    return base.rates.get(rate.key) == rate and rate.index not in card.series


def replaced(rate: Rate, by: Rate, of: str, by_card: str) -> Rate:
    """A rate of one card in the place of another's, under its key, with what was done to both on record.

    Going back undoes first what was done to the new one, then the replacement, so it ends at the old one.
    """
    new, old = first_facts(by), facts_of(rate)
    was = {name: value for name, value in old.items() if value != new[name]}
    derivation = f"{by.key} of the card '{by_card}' takes the place of {rate.key} of the card '{of}'"
    step = Step(what="replaced", was=was, derivation=derivation, source=by.source)
    history = (*of_another_card(rate).history, step, *by.history)
    return by.model_copy(update={"key": rate.key, "history": history})


def _not_there(card: RateCard, keys: Mapping[str, object]) -> list[Problem]:
    return [
        Problem(key, f"the card '{card.name}' has no {key!r}{nearest(key, card.rates)}")
        for key in keys
        if key not in card.rates
    ]


def _of_unlike_things(base: RateCard, card: RateCard, takes: Mapping[str, str]) -> list[Problem]:
    """Keys that both cards have and mean different things by; one that something else is put under does not count."""
    found = []
    for key, rate in card.rates.items():
        below = base.rates.get(key)
        if below is None or below is rate or key in takes or was_replaced(rate):
            continue
        if why := elsewhere(below, rate):
            message = (
                f"'{base.name}' and '{card.name}' mean different things by this key ({why}); give it another key on "
                f"'{card.name}'"
            )
            found.append(Problem(key, message))
    return found


def was_replaced(rate: Rate) -> bool:
    """Whether somebody put the rate in the place of another one, which is on its record."""
    return any(step.what == "replaced" for step in rate.history)


def _unlike(rate: Rate, by: Rate) -> list[Problem]:
    if same_unit(rate.plain_unit, by.plain_unit):
        return []
    message = f"{by.key} is in {by.unit} and cannot take the place of a rate in {rate.unit}; rebase it first"
    return [Problem(rate.key, message)]
