"""Where a number comes from: a row, its ingredients, theirs, down to what somebody stated.

    Wages (In-house, Voice), month 1 (2027-01): 628,416.00 USD per month
      Base wages of the agents.
      = paid time × hourly wage × wage index
      - Paid time: 28,800 hours per month
          ...
      - Hourly wage: 21.82 USD per hour
          rate card: united_states.wage.agent, as of 2024-05

Without a month a row is shown over the term: amounts per month as their sum, a running total as it stands
at the end, everything else as the span from its lowest to its highest month.
"""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from tcomodel import timeline, words
from tcomodel.entries import end_asked
from tcomodel.entry_at import at
from tcomodel.givens import givens_of
from tcomodel.model import Input, Placed, Scope
from tcomodel.months import NAMES, month_after
from tcomodel.problems import nearest, problem
from tcomodel.readers.adding_up import is_amount_per_month, rows_that_add_up, whole_term_unit
from tcomodel.readers.english import (
    amount,
    figure,
    inside_a_sentence,
    label_of,
    named,
    people_unit,
    place_of,
    row_in_words,
    unit_of,
)
from tcomodel.readers.rate_history import history_in_words, steps_of
from tcomodel.results import Comparison, divisor_of_nothing
from tcomodel.symbols import Name, Use, walk

ADDING_UP = "rows whose months add up"
WIDTH = 110
NOTHING_TO_DIVIDE_BY = "none, as there is nothing to divide by"
NARROWEST = 50  # characters for the text itself, however deep it stands
FOLLOWS_FROM = {  # inputs the assembly makes itself, and the entry they follow from
    "first_calendar_month": ("start",),
    "first_year": ("start",),
    "paid_at": ("timing", "discount_timing"),
    "months_before": ("start",),
    "position": ("start",),
}


# -- where an input comes from ---------------------------------------------------------------------


@dataclass(frozen=True)
class Source:
    """Who says so.

    ``kind``: ``rate card``, ``scenario``, ``file``, ``assumed``, ``constant`` (holds everywhere), ``series`` (a
    published index), ``calendar`` (the month number) or ``changed`` (replaced in this comparison).
    """

    kind: str
    text: str
    details: dict[str, Any] = field(default_factory=dict)

    def lines(self) -> list[str]:
        """The source as people read it, most important first."""
        facts = self.details
        if self.kind not in ("rate card", "series"):
            return [self.text]
        said = [facts["title"], "; ".join(one for one in (facts["source"], facts["address"]) if one)]
        return [self.text, *(one for one in (*said, facts.get("history", "")) if one)]

    def as_dict(self) -> dict[str, Any]:
        return {"kind": self.kind, "text": self.text, **self.details}


def source_of(one: Input, comparison: Comparison) -> Source:
    """Where the value of an input comes from."""
    document = comparison.scenario.document
    if not np.array_equal(comparison.values[one], one.value):
        return Source("changed", "changed for this comparison; the scenario says otherwise")
    if one.rate is not None:
        rate = one.rate
        end = end_asked(at(comparison.scenario.data, one.place))
        which = f", {end} of its range" if rate.value is None else ""
        card = comparison.model.card
        named = f" '{card.origin(rate.key).name}'" if card.origins else ""
        details = {
            "key": rate.key, "title": rate.title, "at": end, "as_of": rate.as_of,
            "source": rate.source, "address": rate.address, "note": rate.note,
            "card": card.origin(rate.key).name, "history": history_in_words(rate, end),
            "steps": [step._asdict() for step in steps_of(rate)],
        }  # fmt: skip
        return Source("rate card", f"rate card{named}: {rate.key}{which}, as of {rate.as_of}", details)
    if one.from_series is not None and one.from_series.source:
        series = one.from_series
        facts = {
            name: getattr(series, name) for name in ("key", "title", "as_of", "source", "address", "licence", "note")
        }
        return Source("series", f"series: {series.key}, measured until {series.last}", facts)
    if one.name in timeline.Constants.model_fields and one.assumed:
        return Source("constant", "a constant", {"because": one.given.because})
    if one.assumed:
        return _assumption(one.given.because)
    if one.name == "month":
        return Source("calendar", "counted from the start of the contract")
    place = one.place or FOLLOWS_FROM[one.name]
    if at(comparison.scenario.data, place) is None:
        return _assumption(givens_of(timeline.Timing)[str(place[-1])].because)
    line = document.line_of(place)
    at_line = f", line {line}" if line else ""
    where = {"entry": ".".join(map(str, place)), "line": line}
    if one.from_file:
        return Source(
            "file", f"read from {one.from_file}, named in the scenario{at_line}", {"file": one.from_file, **where}
        )
    return Source("scenario", f"stated in the scenario{at_line}", where)


def _assumption(because: str) -> Source:
    return Source("assumed", f"assumed: {because}", {"because": because})


# -- the explanation -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Explanation:
    """One number and what it is made of.

    ``value`` is None where there is no number, as there is nothing to divide by, and where there is no single one: a
    row that is no amount, seen over the term; then ``span`` has its lowest and highest month. ``repeated`` marks what
    is explained in full further up, ``cut`` what lies deeper than was asked for.
    """

    key: str
    label: str
    place: str
    unit: str
    over: str
    value: float | None
    span: tuple[float, float] | None
    value_in_words: str
    words: str
    says: str
    where: tuple[str, ...] = ()
    source: Source | None = None
    ingredients: tuple["Explanation", ...] = ()
    repeated: bool = False
    cut: bool = False

    def text(self) -> str:
        """The explanation as an indented tree."""
        head = f"{self.label} ({self.place}), {self.over}: {self.value_in_words}"
        hint = []
        if self.over == "over the term" and self.ingredients:
            hint = ["", "These are figures of the whole term. Ask for one month to multiply them out by hand."]
        return "\n".join([*_wrapped(head, "", ""), *self._body("  "), *hint]) + "\n"

    def _body(self, indent: str) -> Iterator[str]:
        for plain in (self.says, f"= {self.words}", *self.where) if self.words else ():
            yield from _wrapped(plain, indent, indent + "  ")
        for plain in self.source.lines() if self.source else ():
            yield from _wrapped(plain, indent, indent + "  ")
        if self.cut:
            yield f"{indent}(its ingredients lie deeper than was asked for)"
        for one in self.ingredients:
            shown = f"{one.label}: {one.value_in_words}" + (" (as above)" if one.repeated else "")
            yield from _wrapped(shown, f"{indent}- ", f"{indent}  ")
            if not one.repeated:
                yield from one._body(indent + "    ")

    def as_dict(self) -> dict[str, Any]:
        """The explanation as plain data."""
        return {
            "key": self.key,
            "label": self.label,
            "place": self.place,
            "unit": self.unit,
            "over": self.over,
            "value": self.value,
            "span": list(self.span) if self.span else None,
            "value_in_words": self.value_in_words,
            "words": self.words,
            "says": self.says,
            "where": list(self.where),
            "source": self.source.as_dict() if self.source else None,
            "repeated": self.repeated,
            "cut": self.cut,
            "ingredients": [one.as_dict() for one in self.ingredients],
        }


def _wrapped(text: str, first: str, later: str) -> list[str]:
    width = max(WIDTH, len(later) + NARROWEST)
    return textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=later, break_long_words=False, break_on_hyphens=False
    )


def explain(comparison: Comparison, key: str, month: int | None = None, depth: int | None = None) -> Explanation:
    """How a row ``option.line`` or ``option.channel.line`` (or an input) gets its number.

    month: from 1 on; None for the whole term. depth: how many levels of ingredients, None for all.
    Raises KeyError with the nearest name for an unknown row, ProblemsFound for a month that is none.
    """
    known: dict[str, Placed | Input] = {row.key: row for row in comparison.model.rows}
    for one in comparison.model.inputs:
        known.setdefault(one.key, one)
    if key not in known:
        raise KeyError(f"there is no line {key!r}{nearest(key, known)}")
    months = comparison.scenario.file.months
    if month is not None and not 1 <= month <= months:
        raise problem(key, f"month is {month}; expected 1 to {months}, the months of the contract")
    what = known[key]
    if month is not None and isinstance(what, Placed) and not what.is_monthly:
        raise problem(key, f"{label_of(what)} is one number for the whole term; leave the month out")
    return Tracer(comparison).node(what, None, month, depth)


@dataclass
class Tracer:
    """Reads the numbers of a comparison as people say them; ``told`` is what an explanation has told already."""

    comparison: Comparison
    told: set[tuple[int, int | None]] = field(default_factory=set)

    @cached_property
    def adding_up(self) -> set[Placed]:
        """The rows whose months may be added up."""
        kept = self.comparison.model.kept
        if ADDING_UP not in kept:
            kept[ADDING_UP] = set(rows_that_add_up(self.comparison.model.rows))
        return kept[ADDING_UP]

    def node(self, what: Placed | Input, seen_from: Scope | None, month: int | None, depth: int | None) -> Explanation:
        if isinstance(what, Placed) and not what.is_monthly:
            month = None  # what sums up the term looks at all months
        value, span, text = self.value_of(what, month)
        if text == NOTHING_TO_DIVIDE_BY:
            value = None  # formulas go on with nothing; programs are told that there is no number
        repeated = (id(what), month) in self.told
        arguments = what.ingredients if isinstance(what, Placed) else []
        cut = bool(arguments) and depth == 0 and not repeated
        if not cut:
            self.told.add((id(what), month))
        ingredients: tuple[Explanation, ...] = ()
        if not cut and not repeated:
            deeper = None if depth is None else depth - 1
            ingredients = tuple(self.node(one, what.scope, month, deeper) for one in arguments)
        return Explanation(
            key=what.key,
            label=label_of(what) if seen_from is None else named(what, seen_from),
            place=place_of(what.scope),
            unit=people_unit(unit_of(what), self.comparison.currency),
            over="over the term" if month is None else f"month {month} ({self.comparison.months[month - 1]})",
            value=value,
            span=span,
            value_in_words=text,
            words=row_in_words(what) if isinstance(what, Placed) else "",
            says=what.says if isinstance(what, Placed) else what.given.help,
            where=tuple(self._looks_back(what, month)) if isinstance(what, Placed) and month else (),
            source=source_of(what, self.comparison) if isinstance(what, Input) else None,
            ingredients=ingredients,
            repeated=repeated,
            cut=cut,
        )

    def value_of(self, what: Placed | Input, month: int | None) -> tuple[float | None, tuple[float, float] | None, str]:
        """The number, or the span of numbers, and how people read it.

        month: from 1 on, of an index also those before the contract (0 is the last of them); None for the term.
        """
        values = np.asarray(self.comparison.values[what], dtype=float)
        at = None if month is None or values.ndim == 0 else month - 1 + months_before(what.scope)
        if isinstance(what, Placed) and divisor_of_nothing(what, self.comparison.values, at) is not None:
            return 0.0, None, NOTHING_TO_DIVIDE_BY
        by_calendar = isinstance(what, Input) and what.given.kind == "calendar"
        if values.ndim == 0:
            return float(values), None, self.said(what, float(values))
        of_day = isinstance(what, Input) and what.given.kind == "hours"
        if month is not None and not of_day:
            calendar_month = int(month_after(self.comparison.scenario.file.start, month - 1)[5:])
            value = float(values[calendar_month - 1 if by_calendar else month - 1 + months_before(what.scope)])
            which = f" ({NAMES[calendar_month - 1]})" if by_calendar else ""
            return value, None, self.said(what, value) + which
        unit = unit_of(what)
        if self._adds_up(what):
            value = float(values.sum())
            said = amount(value, whole_term_unit(unit), self.comparison.currency, share=unit == "1/month")
            return value, None, f"{said} in total"
        if isinstance(what, Placed) and is_running_total(what):
            return float(values[-1]), None, f"{self.said(what, float(values[-1]))} at the end of the term"
        low, high = float(values.min()), float(values.max())
        if low == high:
            return low, None, self.said(what, low)
        return None, (low, high), f"{self._bare(what, low)} to {self.said(what, high)}"

    def _adds_up(self, what: Placed | Input) -> bool:
        if isinstance(what, Input):
            return is_amount_per_month(unit_of(what))
        return what in self.adding_up

    def said(self, what: Placed | Input, value: float) -> str:
        """A number with the unit of a row or input: ``21.82 USD per hour``, ``yes``."""
        unit = unit_of(what)
        if isinstance(what, Input) and what.given.kind == "switch":
            return "yes" if value else "no"
        if what.name == "payback" and value < 0:
            return "never within the term"
        if unit in ("month", "year") and what.name.split("_")[-1] == unit and value == int(value):
            return f"{value:.0f}"  # which month or year, not how many
        return amount(value, unit, self.comparison.currency, share=isinstance(what, Input) and what.given.is_share)

    def _bare(self, what: Placed | Input, value: float) -> str:
        if isinstance(what, Input) and what.given.is_share:
            return figure(value * 100, "1")
        if unit_of(what).startswith("share"):
            return figure(value * 100, "1")
        return figure(value, unit_of(what))

    def _looks_back(self, row: Placed, month: int) -> Iterator[str]:
        """What a formula takes from other months, so that the number can be checked by hand."""
        meant = dict(zip((ingredient.name for ingredient in row.line.ingredients), row.arguments, strict=True))
        if (is_running_total(row) or row.line.looks_back) and month > 1:
            before = float(self.comparison.values[row][month - 2])
            yield f"where the month before it is {self.said(row, before)}"
        for use in walk(row.line.formula):
            if not isinstance(use, Use) or use.word.shape != "over time" or use.word.name == "running_total":
                continue
            arguments = [meant[one.name] for one in use.arguments if isinstance(one, Name)]
            if use is row.line.formula or len(arguments) < len(use.arguments):
                continue
            taken = [np.asarray(self.comparison.values[one], dtype=float) for one in arguments]
            value = float(np.asarray(use.word(*taken))[month - 1])
            names = [inside_a_sentence(named(one, row.scope)) for one in arguments]
            phrase = use.word.english.format(*names)
            yield f"where {phrase} is {self.said(arguments[0], value)}"


def months_before(scope: Scope) -> int:
    """Months of an index before the contract, 0 elsewhere: its rows begin earlier than all others."""
    return int(scope.value("months_before")) if scope.kind == "index" else 0


def is_running_total(row: Placed) -> bool:
    return isinstance(row.line.formula, Use) and row.line.formula.word is words.running_total
