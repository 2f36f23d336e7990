"""Where a price stands among comparable rates of all cards at hand.

    outsourced agent, Philippines, USD/hour: 3 other rates from 2 sources, 8 to 14, median 11
    a bid of 18 stands 28.6 % above the highest; 2 more rates are in other currencies: rebase to compare

Comparable is what prices the same item in the same location, a channel that meets, the same volume band, unit and
currency. A copy of a rate (the same key, source, date of evidence and first figures, on another card or rebased) is the
same evidence and counts once; a rate is never compared with its own copies. A figure changed by hand is no copy: it is
its card's own until somebody states a source. A source that names nobody (Vendor quote) is that of its card. Prices are
taken as they stand: bring the cards to one price date first where that matters; ``dates`` says how far they lie apart.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, NamedTuple

from tcomodel.digits import snapped
from tcomodel.rates.card import RateCard
from tcomodel.rates.comparable import Measures, Priced, channel_of, folded, names_somebody, priced, stated_source
from tcomodel.rates.rate import Rate
from tcomodel.rates.stages import by_hand, first_said

LEAST_OTHERS = 2  # other rates, and at least one of them of another source: less is no market

Evidence = tuple[Any, ...]  # key, source, date, figures as they were first said


class Other(NamedTuple):
    """A comparable rate, the name of its card, and its source (the card's name where it states none of its own)."""

    card: str
    rate: Rate
    source: str


class Listed(NamedTuple):
    """A rate on the market: what makes it one piece of evidence, where it comes from, what it is."""

    evidence: Evidence
    origin: str
    channel: str
    other: Other

    @property
    def precedence(self) -> tuple[str, int, tuple[float, float, float], str, str, str, str]:
        """Of copies the one in the latest prices stands for all; the rest makes it the same in any order of cards."""
        rate = self.other.rate
        ends = (rate.figure("low"), rate.figure("base"), rate.figure("high"))
        return (rate.as_of, len(rate.history), ends, rate.channel, rate.unit, rate.title, self.other.card)


@dataclass(frozen=True)
class Standing:
    """Where a rate's base stands in the range of comparable rates, itself left out.

    ``low`` is the lowest low, ``high`` the highest high, ``median`` that of the bases, all in the rate's own unit.
    ``share`` is the place in the range: 0 at its low end, 1 at its high end, beyond for a rate outside, None where the
    range is one number. ``outside`` is how far beyond the nearer end, in percent of it; None within, and where that
    end is not above zero. ``elsewhere`` counts comparable rates in other units or currencies, ``dates`` the oldest and
    the latest price date.
    """

    count: int
    low: float
    median: float
    high: float
    place: Literal["below", "within", "above"]
    share: float | None
    outside: float | None
    elsewhere: int
    dates: tuple[str, str]
    _view: "_View" = field(repr=False, compare=False)
    _own: Listed | None = field(repr=False, compare=False)

    @property
    def others(self) -> tuple[Other, ...]:
        """The comparable rates, cheapest first."""
        return tuple(one.other for one in self._view.by_base if one is not self._own)

    @property
    def sources(self) -> tuple[str, ...]:
        """Where they come from: the sources they state, or the cards they stand on."""
        return tuple(sorted({other.source for other in self.others}))

    @property
    def cards(self) -> tuple[str, ...]:
        """The cards they stand on."""
        return tuple(sorted({other.card for other in self.others}))


class Market:
    """All rates of some cards, looked up by what they price. Build it once with ``market(cards)``."""

    def __init__(self, cards: Iterable[RateCard]) -> None:
        self._measures = Measures()
        self._by_price: dict[Priced, list[tuple[int, bool, Listed]]] = defaultdict(list)
        self._views: dict[tuple[Priced, int, str], _View] = {}
        self._elsewhere: dict[tuple[Priced, int, bool, str], frozenset[Evidence]] = {}
        self._known: dict[tuple[int, str], Listed] = {}  # which keep their rates, so that no other gets their id
        for card in cards:
            for rate in card.rates.values():
                what = priced(rate)
                if what.item:
                    measure = self._measures.number(rate.unit, rate.currency)
                    listed = self._known[id(rate), card.origin(rate.key).name] = _listed(rate, card)
                    self._by_price[what].append((measure, rate.currency is not None, listed))

    def standing(self, rate: Rate, card: RateCard) -> Standing | None:
        """Where a rate of a card stands; None with fewer than two others, or without one of another source.

        Neither the rate nor the card has to be among those the market was built of.
        """
        what = priced(rate)
        if not what.item:
            return None
        listed = self._listed(rate, card)
        view = self._view(what, self._measures.number(rate.unit, rate.currency), listed.channel)
        own = view.by_evidence.get(listed.evidence)
        count = len(view.by_evidence) - (own is not None)
        origin = listed.origin if own is None else own.origin
        if count < LEAST_OTHERS or len(view.origins) == (origin in view.origins):
            return None
        base, low, high = rate.figure(), view.lowest(own), view.highest(own)
        place: Literal["below", "within", "above"] = "below" if base < low else "above" if base > high else "within"
        end = low if place == "below" else high
        return Standing(
            count=count,
            low=low,
            median=snapped(view.median(own)),
            high=high,
            place=place,
            share=(base - low) / (high - low) if high > low else None,
            outside=snapped(abs(base / end - 1) * 100) if place != "within" and end > 0 else None,
            elsewhere=self.elsewhere(rate, card),
            dates=view.dates(own),
            _view=view,
            _own=own,
        )

    def elsewhere(self, rate: Rate, card: RateCard) -> int:
        """How many other rates price the same in another unit or currency, and so are not compared.

        Prices are counted beside prices, other figures beside other figures: a percentage never becomes money.
        """
        what = priced(rate)
        if not what.item:
            return 0
        listed, is_money = self._listed(rate, card), rate.currency is not None
        measure = self._measures.number(rate.unit, rate.currency)
        key = (what, measure, is_money, listed.channel)
        if key not in self._elsewhere:
            here = self._view(what, measure, listed.channel).by_evidence
            self._elsewhere[key] = frozenset(
                one.evidence
                for number, money, one in self._by_price.get(what, ())
                if number != measure and money == is_money and _meet(one.channel, listed.channel)
                if one.evidence not in here
            )
        found = self._elsewhere[key]
        return len(found) - (listed.evidence in found)

    def _listed(self, rate: Rate, card: RateCard) -> Listed:
        """A rate as it is listed, of those at hand or another."""
        return self._known.get((id(rate), card.origin(rate.key).name)) or _listed(rate, card)

    def _view(self, what: Priced, measure: int, channel: str) -> "_View":
        """The market as a rate of this kind sees it."""
        key = (what, measure, channel)
        if key not in self._views:
            rows = self._by_price.get(what, ())
            self._views[key] = _View(
                one for number, _, one in rows if number == measure and _meet(one.channel, channel)
            )
        return self._views[key]


class _View:
    """Comparable rates, each piece of evidence once, ready to answer for any of them left out."""

    def __init__(self, rates: Iterable[Listed]) -> None:
        self.by_evidence: dict[Evidence, Listed] = {}
        for one in rates:
            known = self.by_evidence.get(one.evidence)
            if known is None or one.precedence > known.precedence:
                self.by_evidence[one.evidence] = one
        self.origins = {one.origin for one in self.by_evidence.values()}

    @cached_property
    def by_base(self) -> list[Listed]:
        return sorted(self.by_evidence.values(), key=lambda one: (one.other.rate.figure(), one.evidence))

    @cached_property
    def _bases(self) -> list[float]:
        return [one.other.rate.figure() for one in self.by_base]

    @cached_property
    def _lows(self) -> list[float]:
        return sorted(one.other.rate.figure("low") for one in self.by_base)

    @cached_property
    def _highs(self) -> list[float]:
        return sorted(one.other.rate.figure("high") for one in self.by_base)

    @cached_property
    def _dates(self) -> list[str]:
        return sorted(one.other.rate.as_of for one in self.by_base)

    def lowest(self, own: Listed | None) -> float:
        return self._lows[own is not None and own.other.rate.figure("low") == self._lows[0]]

    def highest(self, own: Listed | None) -> float:
        return self._highs[-2 if own is not None and own.other.rate.figure("high") == self._highs[-1] else -1]

    def dates(self, own: Listed | None) -> tuple[str, str]:
        dates, date = self._dates, own.other.rate.as_of if own is not None else ""
        return dates[date == dates[0]], dates[-2 if date == dates[-1] else -1]

    def median(self, own: Listed | None) -> float:
        bases, count = self._bases, len(self._bases)
        gone = count
        if own is not None:
            gone, count = bisect_left(bases, own.other.rate.figure()), count - 1
        middle = ((count - 1) // 2, count // 2)
        below, above = (bases[place + (place >= gone)] for place in middle)
        return (below + above) / 2


def market(cards: Iterable[RateCard]) -> Market:
    """The market that these cards make."""
    return Market(cards)


def _listed(rate: Rate, card: RateCard) -> Listed:
    home = card.origin(rate.key).name
    stated = "" if rate.history and by_hand(rate) else stated_source(rate)
    evidence = (rate.key, folded(stated), rate.evidence_date, first_said(rate))
    source = stated if stated and names_somebody(stated) else f"{stated} ({home})" if stated else home
    return Listed(evidence, folded(source), channel_of(rate), Other(home, rate, source))


def _meet(one: str, other: str) -> bool:
    return one == other or "all" in (one, other)
