"""Two or more cards side by side: what each asks for the same thing, against the first.

    Public evidence      Bid A
    Agent hour     11    12.10 USD/hour      +1.10    +10 %
    Back office     9    missing
    Seat        1,760    1,690 EUR/month     USD/seat/month against EUR/seat/month: rebase one of them

Rates are matched by their key, then by what they price, at last a price for all channels with one for a single channel,
which is told. What a card does not have stays missing, and what is on another basis or for something else stays without
a number. Prices of other dates are subtracted but counted apart. Nothing is added up: a sum of unlike prices says
nothing.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median

from tcomodel.digits import snapped
from tcomodel.problems import problem
from tcomodel.rates.card import RateCard
from tcomodel.rates.comparable import (
    Measures,
    Priced,
    another_item,
    band_in_words,
    channel_of,
    elsewhere,
    meeting_channels,
    one_basis,
    one_price_date,
    priced,
)
from tcomodel.rates.rate import Rate
from tcomodel.rates.units import in_currency

__all__ = ["Count", "Difference", "Differences", "Row", "band_in_words", "differences"]

ANY_MONEY = "XXX"  # stands for every currency where rates are matched across them

What = tuple[Priced, str, int]  # what a rate prices, its channel, its measure


@dataclass(frozen=True)
class Difference:
    """How a card's base differs from the first card's: in the unit of both, and in percent of the first.

    Both are None where ``why`` says that there is nothing to compare; ``percent`` alone is None against a first figure
    that is not above zero.
    """

    amount: float | None = None
    percent: float | None = None
    why: str = ""


@dataclass(frozen=True)
class Row:
    """One thing that is priced: its rate on each card, None where it is missing, and the differences to the first card.

    ``differences`` has one for each card, None for the first. ``notes`` tell, by card, what else sets its rate apart
    from the first card's, such as ``price dates: 2024 on Bid A against 2026-05 on Bid B``.
    """

    rates: tuple[Rate | None, ...]
    differences: tuple[Difference | None, ...]
    notes: tuple[tuple[str, ...], ...]

    @property
    def stated(self) -> Rate:
        """The rate of the first card that has one: it says what the row is about."""
        return next(rate for rate in self.rates if rate is not None)

    @property
    def title(self) -> str:
        """What is priced."""
        return self.stated.title

    @property
    def keys(self) -> tuple[str | None, ...]:
        """The key of the rate on each card."""
        return tuple(rate.key if rate is not None else None for rate in self.rates)


@dataclass(frozen=True)
class Count:
    """How one card compares with the first, in numbers of rates.

    ``matched`` are on both, ``missing`` on the first only, ``extra`` on this one only. Of the matched,
    ``not_compared`` are on unlike bases or price something else; prices are ``dearer``, ``cheaper`` or ``equal``, or
    of ``other_dates``: years apart, dearer says nothing about the vendor. Other figures (minutes, percentages) are
    ``higher``, ``lower`` or ``same``. ``median_percent`` is the median difference of the prices of one date, None where
    there is none.
    """

    matched: int
    missing: int
    extra: int
    not_compared: int
    dearer: int
    cheaper: int
    equal: int
    higher: int
    lower: int
    same: int
    median_percent: float | None
    other_dates: int = 0


@dataclass(frozen=True, eq=False)
class Differences:
    """Cards side by side; ``names`` tells them apart, ``counts`` has one for each card, None for the first."""

    cards: tuple[RateCard, ...]
    names: tuple[str, ...]
    rows: tuple[Row, ...]
    counts: tuple[Count | None, ...]


def differences(cards: Sequence[RateCard]) -> Differences:
    """The cards side by side: rows in the order of the first card, then what only later ones have, card by card.

    Raises ProblemsFound for fewer than two cards.
    """
    if len(cards) < 2:
        raise problem("", f"found {len(cards)} rate card{'' if len(cards) == 1 else 's'}, expected two or more")
    names = _told_apart([card.name for card in cards])
    rows = tuple(_row(rates, names) for rates in _matched(cards))
    counts = (None, *(_count(rows, place) for place in range(1, len(cards))))
    return Differences(tuple(cards), names, rows, counts)


# -- which rates stand in one row -------------------------------------------------------------------


@dataclass(eq=False)
class _Slot:
    """A row while the cards are laid down one after the other."""

    first: Rate
    rates: dict[int, Rate] = field(default_factory=dict)


def _matched(cards: Sequence[RateCard]) -> list[tuple[Rate | None, ...]]:
    """The rates of each row, by card."""
    measures = Measures()
    slots: list[_Slot] = []
    by_key: dict[str, _Slot] = {}
    for place, card in enumerate(cards):
        left = _laid_by_key(by_key, list(card.rates.values()), place, only_alike=True)
        for any_money in (False, True):
            if slots and left:
                left = _laid_by_price(slots, left, place, measures, any_money)
        for any_money in (False, True):
            if slots and left:
                left = _laid_by_meeting_channel(slots, left, place, measures, any_money)
        left = _laid_by_key(by_key, left, place, only_alike=False)
        for rate in left:
            slots.append(_Slot(rate, {place: rate}))
        for slot in slots:
            if place in slot.rates:
                by_key.setdefault(slot.rates[place].key, slot)
    return [tuple(slot.rates.get(place) for place in range(len(cards))) for slot in slots]


def _laid_by_key(by_key: Mapping[str, _Slot], rates: Sequence[Rate], place: int, only_alike: bool) -> list[Rate]:
    """Lay rates into the row of their key; returns those without one.

    A key two cards use for different places or items (``only_alike``) first leaves room for a rate that prices the
    same.
    """
    left = []
    for rate in rates:
        slot = by_key.get(rate.key)
        if slot is None or place in slot.rates or (only_alike and _unlike(slot.first, rate)):
            left.append(rate)
        else:
            slot.rates[place] = rate
    return left


def _laid_by_price(
    slots: Iterable[_Slot], rates: Sequence[Rate], place: int, measures: Measures, any_money: bool
) -> list[Rate]:
    """Lay rates into the rows that price the same and have none of this card yet; returns those that fit nowhere.

    Of several that price the same the default comes first, on both sides.
    """
    open_slots: dict[What, list[_Slot]] = defaultdict(list)
    for slot in slots:
        if place not in slot.rates and (what := _what(slot.first, measures, any_money)):
            open_slots[what].append(slot)
    fitting: dict[What, list[Rate]] = defaultdict(list)
    for rate in rates:
        if (what := _what(rate, measures, any_money)) and what in open_slots:
            fitting[what].append(rate)
    laid = set()
    for what, candidates in fitting.items():
        free = sorted(open_slots[what], key=lambda slot: not slot.first.default)
        for slot, rate in zip(free, sorted(candidates, key=lambda rate: not rate.default), strict=False):
            slot.rates[place] = rate
            laid.add(rate.key)
    return [rate for rate in rates if rate.key not in laid]


def _laid_by_meeting_channel(
    slots: Iterable[_Slot], rates: Sequence[Rate], place: int, measures: Measures, any_money: bool
) -> list[Rate]:
    """Lay rates into rows that price the same but for the channel, where one of the two holds for all channels.

    A row takes one rate of a card: of several channels the default, else the one that stands first.
    """
    for_all: dict[What, deque[_Slot]] = defaultdict(deque)
    for_one: dict[What, deque[_Slot]] = defaultdict(deque)
    for slot in sorted(slots, key=lambda slot: not slot.first.default):
        if place not in slot.rates and (what := _what(slot.first, measures, any_money)):
            (for_all if what[1] == "all" else for_one)[_of_any_channel(what)].append(slot)
    laid = set()
    for rate in sorted(rates, key=lambda rate: not rate.default):
        what = _what(rate, measures, any_money)
        if what is None:
            continue
        open_slots = (for_one if what[1] == "all" else for_all).get(_of_any_channel(what))
        if open_slots:
            open_slots.popleft().rates[place] = rate
            laid.add(rate.key)
    return [rate for rate in rates if rate.key not in laid]


def _of_any_channel(what: What) -> What:
    return what[0], "all", what[2]


def _what(rate: Rate, measures: Measures, any_money: bool) -> What | None:
    """What two rates of different keys must share to stand in one row; None for a rate without an item."""
    what = priced(rate)
    if not what.item:
        return None
    if any_money and rate.currency is not None:
        return what, channel_of(rate), measures.number(in_currency(rate.unit, ANY_MONEY), ANY_MONEY)
    return what, channel_of(rate), measures.number(rate.unit, rate.currency)


# -- what a row says ----------------------------------------------------------------------------------


def _row(rates: tuple[Rate | None, ...], names: Sequence[str]) -> Row:
    first, *others = rates
    told: list[Difference | None] = [None]
    notes: list[tuple[str, ...]] = [()]
    for name, rate in zip(names[1:], others, strict=True):
        if rate is None:
            told.append(Difference(why=f"not on {name}"))
        elif first is None:
            told.append(Difference(why=f"not on {names[0]}"))
        else:
            told.append(_difference(first, rate))
        notes.append(() if first is None or rate is None else tuple(_notes(first, rate, names[0], name)))
    return Row(rates, tuple(told), tuple(notes))


def _difference(first: Rate, other: Rate) -> Difference:
    if why := _unlike(first, other) or _on_another_basis(first, other):
        return Difference(why=why)
    was, now = snapped(first.figure()), snapped(other.figure())
    amount = float(Decimal(repr(now)) - Decimal(repr(was)))  # 1760.1 - 1760 is 0.1, as in a person's head
    return Difference(amount, amount / was * 100 if was > 0 else None)


def _unlike(first: Rate, other: Rate) -> str:
    """Why two rates do not price the same thing; empty where they may."""
    return elsewhere(first, other) or another_item(first, other)


def _on_another_basis(first: Rate, other: Rate) -> str:
    """Why two prices of one thing cannot be subtracted; empty where they can."""
    if one_basis(first, other):
        return ""
    advice = ": rebase one of them" if first.currency and other.currency else ", which are unlike measures"
    return f"{first.unit} against {other.unit}{advice}"


def _notes(first: Rate, other: Rate, first_name: str, name: str) -> list[str]:
    """What else sets two matched rates apart."""
    notes = []
    if not one_price_date(first, other):
        notes.append(f"price dates: {first.as_of} on {first_name} against {other.as_of} on {name}")
    if channel_of(first) != channel_of(other) and meeting_channels(first, other):
        notes.append(f"channels: {first.channel or 'all'} on {first_name} against {other.channel or 'all'} on {name}")
    if first.range and other.range and first.range != other.range:
        notes.append(f"ranges: {first.range} on {first_name} against {other.range} on {name}")
    return notes


def _count(rows: Iterable[Row], place: int) -> Count:
    """How the card in a place compares with the first."""
    number: dict[str, int] = defaultdict(int)
    percents = []
    for row in rows:
        first, rate, difference = row.rates[0], row.rates[place], row.differences[place]
        if first is None or rate is None:
            number["missing" if rate is None and first is not None else "extra" if rate is not None else ""] += 1
            continue
        assert difference is not None, "only the first card has none"
        number["matched"] += 1
        if difference.amount is None:
            number["not_compared"] += 1
            continue
        if first.currency and not one_price_date(first, rate):
            number["other_dates"] += 1
            continue
        words = ("dearer", "cheaper", "equal") if first.currency else ("higher", "lower", "same")
        number[words[0 if difference.amount > 0 else 1 if difference.amount < 0 else 2]] += 1
        if first.currency and difference.percent is not None:
            percents.append(difference.percent)
    return _of(number, percents)


def _of(number: Mapping[str, int], percents: Sequence[float]) -> Count:
    names = [name for name in Count.__dataclass_fields__ if name != "median_percent"]
    return Count(**{name: number.get(name, 0) for name in names}, median_percent=median(percents) if percents else None)


def _told_apart(names: Sequence[str]) -> tuple[str, ...]:
    """The names of the cards, numbered where two are alike."""
    found: list[str] = []
    for name in names:
        number, own = 2, name
        while own in found:
            own, number = f"{name} ({number})", number + 1
        found.append(own)
    return tuple(found)
