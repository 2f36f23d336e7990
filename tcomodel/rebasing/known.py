"""What is known while a card is rebased: its series, which rates are moved, and every factor that was found once.

A card of 5,000 rates has perhaps five indices and ten dates: each factor is worked out once.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from tcomodel.index_readings import Reading, reading
from tcomodel.index_series import IndexSeries, SeriesProblem, catalogue, series_called
from tcomodel.rates.card import RateCard
from tcomodel.rates.rate import Rate

Found = TypeVar("Found")


class Known:
    """The series that the rates of a card mean, as the moves leave them; ``number`` is that of the rebase.

    ``asked`` are the rates to be moved as the moves before left them, ``left`` those of the card that stay as they are.
    ``beside`` are cards that are moved along with this one, by the same moves.
    """

    def __init__(self, card: RateCard, number: int, beside: Iterable[RateCard] = ()) -> None:
        self.series: dict[str, IndexSeries] = dict(card.series)
        self.number = number
        self.asked: Sequence[Rate] = ()
        self.left: Sequence[Rate] = ()
        self._cards = (card, *beside)
        self._once: dict[Hashable, object] = {}

    def index(self, name: str) -> IndexSeries:
        """The card's own series of a name, else the catalogue's; raises SeriesProblem where there is none."""
        own = self.series.get(name)
        return own if own is not None else series_called(name)

    def found(self, name: str) -> IndexSeries | None:
        """The series of a name, None where there is none."""
        try:
            return self.index(name)
        except SeriesProblem:
            return None

    def words(self, fact: str) -> set[str]:
        """What all rates say of a fact: the names of their indices, or of their channels."""
        return {getattr(rate, fact) for card in self._cards for rate in card.rates.values()}

    def all_series(self) -> Iterator[IndexSeries]:
        """Every series, the card's own before those of the catalogue that they do not replace."""
        yield from self.series.values()
        yield from (one for key, one in catalogue().items() if key not in self.series)

    def at(self, name: str, date: str, lag: int = 0, **how: Any) -> Reading:
        """A series read at a date as ``index_readings.reading`` does; raises SeriesProblem where it has no value."""
        return self.once(
            ("reading", name, date, lag, *how.items()), lambda: reading(self.index(name), date, lag, **how)
        )

    def once(self, key: Hashable, find: Callable[[], Found]) -> Found:
        """What a function finds, found once; what it raises is raised again."""
        if key not in self._once:
            try:
                self._once[key] = find()
            except Exception as slip:
                self._once[key] = slip
        found = self._once[key]
        if isinstance(found, Exception):
            raise found.with_traceback(None)
        return found  # type: ignore[return-value]

    def put(self, name: str, series: IndexSeries) -> None:
        """Give the card a series in the place of the one of that name, so that it can be taken back."""
        own, made_now = self.series.get(name), made_by(self.number)
        if own is not None and not own.note.endswith(made_now):
            self.series[kept_name(name, self.number)] = own
        self.series[name] = replace(series, key=name, note=f"{series.note} {made_now}")
        self._once.clear()


def made_by(number: int) -> str:
    """How the note of a series ends that a rebase gave to the card."""
    return f"(Of rebase {number}.)"


def kept_name(name: str, number: int) -> str:
    """The name under which a card keeps a series of its own that a rebase replaced."""
    return f"{name} before rebase {number}"


def told_source(series: IndexSeries) -> str:
    """Where a series comes from: source, address and licence."""
    place = "; ".join(part for part in (series.address, series.licence) if part)
    source = series.source or f"series {series.key}, as brought along"
    return f"{source} ({place})" if place else source
