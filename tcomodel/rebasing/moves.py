"""A move: one thing that brings rates to another basis, and what it answers for each rate.

    PriceDate(to="2026-05")          11 USD/hour of 2024 -> 11.75 of 2026-05: moved, x 1.0683
                                     31.2 %              -> kept: holds no money
                                     11 USD/hour of 2026 -> stopped: the index has no full year 2026

A move that is stated wrongly is refused in words when it is made, not when it is used.
"""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, ValidationError

from tcomodel.digits import LARGEST, snapped
from tcomodel.entry_numbers import number
from tcomodel.givens import Terms, givens_of
from tcomodel.problems import EntryProblem, Problem, ProblemsFound, nearest, slip_in_words
from tcomodel.rates.rate import Fact, Rate, What, is_date
from tcomodel.rebasing.known import Known


class Stopped(Exception):
    """Why a rate cannot be moved.

    ``lacks`` is the index that another one may be named for, ``way_out`` the words of the reason that say so, ``terms``
    those of the move that would let it pass.
    """

    def __init__(self, reason: str, lacks: str = "", way_out: str = "", terms: tuple[str, ...] = ()) -> None:
        self.told, self.lacks, self.terms = reason, lacks, terms
        super().__init__(f"{reason}{way_out}")


@dataclass(frozen=True, slots=True)
class Kept:
    """A rate that a move leaves as it is, and why that is right."""

    reason: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a move makes of a rate: the facts that change and the working.

    ``factor`` is what the figures are multiplied by, None where only other facts change; ``by`` and ``taken`` are those
    of a ``Step``.
    """

    facts: Mapping[str, Fact]
    factor: float | None
    derivation: str
    source: str = ""
    by: tuple[str, ...] = ()
    taken: str = ""


class Stated(BaseModel):
    """Something a person states, field by field; what is wrong with it is said in words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def __init__(self, **terms: Any) -> None:
        try:
            super().__init__(**terms)
        except ValidationError as error:
            known = type(self).model_fields
            raise ProblemsFound(_problem(type(self).__name__, slip, known) for slip in error.errors()) from None


def _problem(where: str, slip: Any, known: Mapping[str, Any]) -> Problem:
    name = ".".join(str(part) for part in slip["loc"])
    place = f"{where}.{name}" if name else where
    if slip["type"] == "extra_forbidden":
        return Problem(place, f"{name} is not known here{nearest(name, known)} (known: {', '.join(known)})")
    if slip["type"] == "missing":
        return Problem(place, f"{name} is missing")
    if slip["type"] == "literal_error":
        return Problem(place, f"found {slip['input']!r}; expected {slip['ctx']['expected']}")
    if slip["type"].endswith(("_type", "_parsing")):
        return Problem(place, f"found {slip['input']!r}; expected {slip['type'].split('_')[0]}")
    return Problem(place, slip_in_words(slip))


class Move(Stated):
    """One thing that is done to the rates of a card."""

    what: ClassVar[What]

    @property
    @abstractmethod
    def told(self) -> str:
        """The move in words, for the card's record."""

    def begin(self, known: Known) -> None:
        """Look at the card before its rates are moved; raises ProblemsFound where the move cannot be made at all."""

    @abstractmethod
    def of(self, rate: Rate, known: Known) -> Change | Kept:
        """What the move makes of a rate; raises Stopped, with the reason, where it cannot be brought there."""


def times(rate: Rate, factor: float) -> dict[str, Fact]:
    """The figures of a rate, each times a factor, to the fifteen digits a spreadsheet keeps."""
    return figures_times(rate.figures, factor)


def figures_times(figures: Mapping[str, float], factor: float) -> dict[str, Fact]:
    """Figures by name, each times a factor; raises Stopped where one grows beyond any card."""
    moved: dict[str, Fact] = {}
    for name, figure in figures.items():
        value = snapped(figure * factor)
        if not -LARGEST < value < LARGEST:
            raise Stopped(f"{name} would be {value:g}, which is no usable number")
        moved[name] = value
    return moved


def date_of_prices(value: Any) -> str:
    """A date as a card writes it; ValueError otherwise."""
    text = str(value)
    if not is_date(text):
        raise ValueError(f"found {text!r}; expected a year or a month: 2024 or 2024-05")
    return text


def as_term(terms: type[Terms], name: str, raw: Any) -> float:
    """A number within the limits of the clause or section that it belongs to; ``65%`` is 0.65."""
    try:
        return number(givens_of(terms)[name], raw)
    except EntryProblem as slip:
        raise ValueError(str(slip)) from None


def percent(share: float) -> str:
    """``65 %`` or ``2.5 %``."""
    return f"{share * 100:.6g} %"
