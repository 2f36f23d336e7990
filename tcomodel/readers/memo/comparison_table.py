"""The table a board looks at first: what each option costs and saves, the cheapest on top.

    # Option                        Total         NPV      Saving  Saving, %  Payback, months
    1 Philippines, per seat    13,917,422  11,716,831  19,352,336     58.2 %              4.7
    2 In-house, United States  33,269,758  27,411,444    the others are compared with it

Where there is no number stands a dash, and a footnote says why.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from tcomodel.colours import ON_WHITE
from tcomodel.readers.answer import MEANINGLESS_RETURN, metric_label, money, no_saving, percent, price, reason
from tcomodel.readers.memo.content import Cell, Column, Row, Table
from tcomodel.readers.memo.footnotes import Footnotes
from tcomodel.results import Comparison, OptionResult
from tcomodel.sensitivity import customers_lost

VERY_FAST = "the money is back within months, and a yearly rate says little then"
WIDE = 1e9  # from here on amounts stand in thousands: a table of full figures would not fit the page
SCALES = ((1e6 * WIDE, 1e9, "billion"), (1e3 * WIDE, 1e6, "million"), (WIDE, 1e3, "thousand"), (0.0, 1.0, ""))


@dataclass(frozen=True)
class Known:
    """An option as the memo calls it: the number it has in table and charts, its colour and dash."""

    number: int
    option: OptionResult
    colour: str
    dash: str
    is_recommended: bool


def known_options(comparison: Comparison, is_recommended: bool) -> list[Known]:
    """The options compared, the cheapest first; colours are those of the screen, by the order of the scenario."""
    return [
        Known(
            number,
            option,
            ON_WHITE.option(comparison.place_of(option)),
            ON_WHITE.dash(comparison.place_of(option)),
            is_recommended and number == 1,
        )
        for number, option in enumerate(comparison.ranking, 1)
    ]


def comparison_table(comparison: Comparison, known: Sequence[Known]) -> Table:
    """All options compared with the figures of the term, reasons in place of what there is none of."""
    writer = _Writer(comparison)
    rows = [writer.row(one) for one in known]
    base = comparison.baseline
    if base is not None and base not in comparison.compared:
        rows.append(writer.yardstick(base))
    return Table(writer.columns, tuple(rows), tuple(writer.notes.all()), tuple(_remarks(comparison)))


@dataclass
class _Writer:
    """Writes the rows and keeps the footnotes they need."""

    comparison: Comparison
    notes: Footnotes = field(default_factory=Footnotes)

    def __post_init__(self) -> None:
        base = self.comparison.baseline
        shown = [*self.comparison.compared, *([base] if base else [])]
        amounts = [abs(one.figure(name) or 0.0) for one in shown for name in ("tco", "npv")]
        self.least, self.scale, self.word = next(one for one in SCALES if max(amounts) >= one[0])
        self.lost = customers_lost(self.comparison)
        self.no_saving = no_saving(self.comparison)
        self.has_savings = base is not None and any(one.key != base.key for one in self.comparison.compared)

    @property
    def columns(self) -> tuple[Column, ...]:
        currency = self.comparison.currency
        in_money = f"{currency} {self.word}".strip()
        own = (
            Column("Option", is_figure=False),
            Column("Total cost", in_money),
            Column("Net present value", in_money),
            Column("Per contact", currency),
            Column("Per resolved contact", currency),
        )
        against = (
            Column("Saving", in_money),
            Column("Saving", "%"),
            Column("Payback", "months"),
            Column("Return a year", "%"),
        )
        return (*own, *against) if self.has_savings else own

    def row(self, known: Known) -> Row:
        option, base = known.option, self.comparison.baseline
        cells = self.own(option)
        if self.has_savings and base is not None and option.key == base.key:
            said = "no saving against it can be stated" if self.no_saving else "the others are compared with it"
            cells.append(Cell(said, span=4))
        elif self.has_savings and self.no_saving:
            cells += [Cell("–", self.notes.mark(self.no_saving.removesuffix(".")))] * 4
        elif self.has_savings:
            cells += [
                self.or_why(option, "term_saving", self.money),
                self.or_why(option, "saving_share", lambda share: percent(share).removesuffix(" %")),
                self.or_why(option, "payback", lambda months: f"{months:,.1f}"),
                self.rate_of_return(option),
            ]
        return Row(tuple(cells), str(known.number), known.colour, known.is_recommended)

    def yardstick(self, base: OptionResult) -> Row:
        """The option that savings are against, where it is left out of the comparison."""
        said = "no saving against it can be stated" if self.no_saving else "savings are against it"
        beside = [Cell(f"not compared; {said}", span=4)] if self.has_savings else []
        return Row((*self.own(base), *beside), is_quiet=True)

    def own(self, option: OptionResult) -> list[Cell]:
        lacks = "serves not all of the work; its figures cannot be compared with the others"
        mark = self.notes.mark(f"{option.label} {lacks}") if option.key in self.comparison.unserved else ""
        estimate = self.notes.mark(self.estimate()) if option.key in self.lost else ""
        return [
            Cell(option.label, mark),
            Cell(self.money(option.figure("tco")), estimate),
            Cell(self.money(option.figure("npv")), estimate),
            self.or_why(option, "cost_per_contact", price),
            self.or_why(option, "cost_per_resolved_contact", price),
        ]

    def estimate(self) -> str:
        """What the totals hold that nobody pays."""
        labels = {one.key: one.label for one in self.comparison.options}
        shown = [one.key for one in self.comparison.ranking]
        shown += [self.comparison.baseline.key] if self.comparison.baseline else []
        each = [f"{labels[key]} {money(self.lost[key])}" for key in dict.fromkeys(shown) if key in self.lost]
        return (
            "Holds an estimate of customers lost, a margin that nobody pays, as do figures that follow from it. "
            f"In the total cost, {self.comparison.currency}: {'; '.join(each)}"
        )

    def money(self, value: float | None) -> str:
        return money(None if value is None else value / self.scale)

    def or_why(self, option: OptionResult, name: str, say: Callable[[float], str]) -> Cell:
        value = option.figure(name)
        if value is not None and math.isfinite(value):
            return Cell(say(value))
        return Cell("–", self.notes.mark(f"{metric_label(name)}: {reason(option, name)}"))

    def rate_of_return(self, option: OptionResult) -> Cell:
        rate = option.yearly_irr
        if rate is None:
            return Cell("–", self.notes.mark(f"Return a year: {reason(option, 'irr')}"))
        if rate > MEANINGLESS_RETURN:
            return Cell("> 1,000", self.notes.mark(f"Return a year above 1,000 %: {VERY_FAST}"))
        return Cell(percent(rate).removesuffix(" %"))


def _remarks(comparison: Comparison) -> Iterator[str]:
    """Signs, once; and who is not in the table."""
    base = comparison.baseline
    holds = base is not None and not no_saving(comparison)
    than = f"; a saving is positive when the option is cheaper than {base.label}" if base and holds else ""
    yield f"Costs are positive{than}. Options are ranked by net present value, where later money counts less."
    if base is None:
        yield "There is no in-house option, so there is no saving, payback or return to show."
    left_out = [option.label for option in comparison.options if option not in comparison.compared]
    if left_out:
        yield f"Left out of the comparison: {'; '.join(left_out)}."
