"""A formula with its numbers in the place of names, so that a number can be checked by hand.

Seat fee = seats × seat rate                                   120 seats × 1,313.76 USD per seat and month
Total cost = the sum of service fees, service credits and exit 157,651.20 USD + (-3,153.02 USD) + 0 USD
Months to recover = last month behind − 1 + (part of month in month recovery month) if ...
                                                               5 months − 1 + 0.7346 months if 5 months is ...
"""

from dataclasses import dataclass

from tcomodel.model import Input, Placed
from tcomodel.readers.english import Speaker, figure, unit_of
from tcomodel.readers.trace import is_running_total
from tcomodel.readers.trace_steps import RowInMonth, first_month, has_months
from tcomodel.results import Comparison
from tcomodel.symbols import Comparison as Compared
from tcomodel.symbols import Name, Number, Symbol, Use
from tcomodel.words import Group


def numbers_in_words(comparison: Comparison, row: Placed, month: int | None = None) -> str:
    """The formula of a row in numbers; ``month`` from 1 on, None for the whole term.

    Empty where that would be nothing to check: the term as a whole of what does not add up, a formula that only points
    at another number, an ingredient of which there is not one number.
    """
    seen = RowInMonth(comparison, row, month)
    formula = row.line.formula
    if is_running_total(row):
        return _of_running_total(seen)
    points_elsewhere = isinstance(formula, Name) or (isinstance(formula, Use) and formula.word.looks_along)
    over_term_in_vain = seen.month is None and row.is_monthly and seen.parts() is None
    if points_elsewhere or over_term_in_vain:
        return ""
    if seen.parts() is not None and not unit_of(row).startswith(("1", "share")):
        return _of_sum(seen)
    if any(_said(seen, one, at) is None for one, at in seen.taken(formula, seen.month)):
        return ""
    switches = {name for name, one in seen.meant.items() if isinstance(one, Input) and one.given.kind == "switch"}

    def name(key: str) -> str:
        what = seen.meant[key]
        if key in switches:
            return "1 (yes)" if seen.tracer.value_of(what, None)[0] else "0 (no)"
        return _said(seen, what, seen.month - 1 if what is row and seen.month else seen.month) or ""

    def members(key: str) -> list[str]:
        return [_said(seen, one, seen.month) or "" for one in seen.meant[key]]

    return _InNumbers(name, lambda key: key, members, frozenset(switches), seen).say(formula)


def _of_sum(seen: RowInMonth) -> str:
    """``157,651.20 − 3,153.02 + 31,872.04``: all have the unit of the result."""
    parts = [step.part or 0.0 for step in seen.steps()]
    signs = ["−" if part < 0 else "+" for part in parts]
    said = " ".join(f"{sign} {figure(abs(part), unit_of(seen.row))}" for sign, part in zip(signs, parts, strict=True))
    return said.replace("− ", "-", 1) if said.startswith("−") else said.removeprefix("+ ")


def _of_running_total(seen: RowInMonth) -> str:
    """``4,051,748.97 USD + 186,370.21 USD``; in the first month there is nothing before it."""
    steps = seen.steps()
    if seen.month in (None, 1) or len(steps) != 2:
        return ""
    return " + ".join(_bracketed(one.value_in_words) for one in steps)


def _said(seen: RowInMonth, what: Placed | Input, month: int | None) -> str | None:
    """A number with its unit; None where there is not one but a span of them."""
    month = month if has_months(what) else None
    if month is not None and month < first_month(what.scope):
        return "0"
    value, _, said = seen.tracer.value_of(what, month)
    return None if value is None else said.removesuffix(" in total").removesuffix(" at the end of the term")


@dataclass(frozen=True)
class _InNumbers(Speaker):
    """Says numbers for names; of what a word takes from other months it says the number that gives."""

    seen: RowInMonth | None = None

    def say(self, symbol: Symbol) -> str:
        match symbol:
            case Compared(">", Name(name), Number(0)) if name in self.switches:
                return "yes" if self.name(name).startswith("1") else "no"
            case Use(word, (Group(name),)) if word.name == "total":
                return " + ".join(map(_bracketed, self.members(name) or ())) or "0"
            case Use(word, arguments) if word.looks_along:
                return self._looked_up(symbol, arguments[0])
        return super().say(symbol)

    def operand(self, symbol: Symbol, tightness: int) -> str:
        if isinstance(symbol, Use) and symbol.word.looks_along:
            return _bracketed(self.say(symbol))
        return _bracketed(super().operand(symbol, tightness))

    def _looked_up(self, symbol: Symbol, looked_at: Symbol) -> str:
        """The number that was found, with the unit of what was looked at."""
        assert self.seen is not None
        value = self.seen.value_of(symbol, self.seen.month)
        what = self.seen.meant[looked_at.name] if isinstance(looked_at, Name) else None
        return self.seen.tracer.said(what, value) if isinstance(what, Placed | Input) else f"{value:,.4f}"


def _bracketed(said: str) -> str:
    return f"({said})" if said.startswith("-") else said
