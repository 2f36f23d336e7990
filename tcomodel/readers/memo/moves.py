"""What moves the result most: the lead of the cheapest option with one input 10 % lower and higher.

    Seat rate (option 1)   2,240 USD per seat and month   1,292,183   -416,524   option 2

and what follows for the recommendation: which assumptions that nobody stated give another cheapest option.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from tcomodel.model import Input, Placed
from tcomodel.readers.answer import input_after_its_name, input_in_words, is_level, money, no_saving, percent
from tcomodel.readers.english import inside_a_sentence, listed, place_of
from tcomodel.readers.memo.comparison_table import Known
from tcomodel.readers.memo.content import Block, Cell, Column, Paragraph, Row, Table
from tcomodel.readers.memo.footnotes import Footnotes
from tcomodel.readers.plain_names import with_its_clause
from tcomodel.results import Comparison, OptionResult
from tcomodel.sensitivity import CARD, MOVED_BY, SHARE, End, Swing, break_even_price, by_effect_on, swings

MOST = 7  # inputs in the table; the sheet Sensitivity of the workbook has more
MOST_NAMED = 3  # in a sentence
BY = f"{MOVED_BY * 100:.4g} %"
ANSWER = ("npv", "unserved_share", "crew_missing")  # what decides who is the cheapest


@dataclass(frozen=True)
class Moved:
    """The swings of a comparison, and what they say about its answer."""

    comparison: Comparison
    swings: tuple[Swing, ...]

    @property
    def turning(self) -> list[Swing]:
        """Those that give another cheapest option, by a share of themselves."""
        return [one for one in self.swings if one.reading == SHARE and one.changes_answer]

    @property
    def unstated(self) -> list[str]:
        """Assumptions among them, in words: ``Agents per seat is 0.9 instead of the assumed 1``."""
        assumed = {id(one) for one in self.comparison.assumptions}
        return [self._turned(one) for one in self.turning if id(one.input) in assumed]

    @cached_property
    def reserve(self) -> str:
        """That the order rests on what nobody stated, and on which of it; empty where no assumption turns the order."""
        if not self.unstated:
            return ""
        first, more = self.unstated[:MOST_NAMED], len(self.unstated) - MOST_NAMED
        rest = f"; or with {more} more" if more > 0 else ""
        told = f"{'; or when '.join(first)}{rest}"
        return f"The order rests on what nobody stated: another option costs least when {told}."

    @cached_property
    def counted(self) -> list[Swing]:
        """Inputs that moved, by a share of themselves, and that the cost of an option compared is worked out from."""
        behind = _behind(self.comparison.compared)
        return [one for one in self.swings if one.reading == SHARE and one.moves and id(one.input) in behind]

    def firmness(self, *, is_brief: bool = False) -> Iterator[str]:
        """How firm the order is, in a sentence; of one option there is no order."""
        best, base = self.comparison.cheapest, self.comparison.baseline
        moved = self.counted
        if not moved or len(self.comparison.compared) < 2:
            return
        turning = len(self.turning)
        many = "none" if turning == 0 else f"{turning}"
        held = sum(one.clipped or len(one.ends) < 2 for one in moved)
        but = f" ({held} of them not all the way, held at a limit)" if held else ""
        told = f"Of {len(moved)} inputs moved by {BY}, one at a time{but}, {many} would make another option cheapest"
        both = base is not None and base.key != best.key and base in self.comparison.compared
        ends = [end for one in moved for end in one.ends]
        says_more = turning and both and not is_brief and not no_saving(self.comparison)
        if says_more and base is not None and all(end.npv[best.key] < end.npv[base.key] for end in ends):
            told += f"; none would make {best.label} cost more than {base.label}"
        yield f"{told}."

    def settled(self) -> Iterator[str]:
        """That whoever the vendor is, all cost less than the baseline: as it stands and at every end of every move."""
        comparison, base = self.comparison, self.comparison.baseline
        if base is None or base not in comparison.compared or comparison.unserved.keys() & _keys(comparison.compared):
            return
        others = [one for one in comparison.compared if one.key != base.key]
        if len(others) < 2 or any(_is_near(one, base) for one in others):
            return
        ends = [end for one in self.swings for end in one.ends]
        if not ends or not all(_all_below(end, base.key) for end in ends):
            return
        whom = "options other than" if any(one.model.model == "in_house" for one in others) else "vendors compared with"
        yield (
            f"What is settled: all {len(others)} {whom} {base.label} cost less than it, also with any one input moved "
            f"by {BY} or to the ends of its card rate."
        )

    def _turned(self, swing: Swing) -> str:
        end = next(end for end in swing.ends if end.cheapest != swing.now.cheapest)
        currency = self.comparison.currency
        now = input_after_its_name(swing.input, currency)
        then = input_in_words(replace(swing.input, value=end.value), currency, with_unit=False)
        return f"{inside_a_sentence(with_its_clause(swing.input))} is {then} instead of the assumed {now}"


def moved(comparison: Comparison) -> Moved:
    """Every input moved by a tenth of itself, and to the ends of its card rate where it has some."""
    return Moved(comparison, tuple(swings(comparison)))


def what_moves(found: Moved, known: Sequence[Known]) -> Iterator[Block]:
    """The table of the inputs that move the result most, and what the ranges of card rates would do."""
    comparison, best = found.comparison, found.comparison.cheapest
    if best.key in comparison.unserved:
        return  # nobody leads
    has_lead = any(one.now.lead is not None for one in found.swings)
    moving = [one for one in found.counted if one.effect >= 1]
    chosen = moving[:MOST] if has_lead else by_effect_on(best.key, found.swings)[:MOST]
    if chosen:
        yield _Writer(found, known, has_lead).table(chosen)
    by_card = [one for one in found.swings if one.reading == CARD and one.changes_answer]
    if by_card:
        named = listed([named_input(one.input, known) for one in by_card[:MOST_NAMED]])
        more = f", and {len(by_card) - MOST_NAMED} more" if len(by_card) > MOST_NAMED else ""
        yield Paragraph(f"Inputs whose card rates range so far that another option would cost least: {named}{more}.")
    base = comparison.baseline
    if base is not None and base.key != best.key and not no_saving(comparison):
        change = break_even_price(comparison, best.key).change
        if change is not None and change > 0:
            yield Paragraph(
                f"{best.label} costs as much as {base.label}, at net present value, at prices {percent(change)} above "
                "those stated."
            )


def named_input(one: Input, known: Sequence[Known]) -> str:
    """``Seat rate (option 1)``, ``Handle time (option 2, Voice)``: options by their number in the table."""
    place = "assumed" if one.assumed else place_of(one.scope)
    for option in known:
        if one.scope.path[:1] == (option.option.key,):
            place = place.replace(option.option.label, f"option {option.number}", 1)
    name = with_its_clause(one)
    return f"{name.removesuffix(')')}, {place})" if name.endswith(")") else f"{name} ({place})"


class _Writer:
    """Writes the rows and keeps the footnotes they need."""

    def __init__(self, found: Moved, known: Sequence[Known], has_lead: bool) -> None:
        self.comparison, self.best, self.has_lead = found.comparison, found.comparison.cheapest, has_lead
        self.known = known
        self.notes = Footnotes()

    def table(self, chosen: Sequence[Swing]) -> Table:
        currency = self.comparison.currency
        what = "lead" if self.has_lead else "net present value"
        columns = (
            Column("Input", is_figure=False),
            Column("As it stands", is_figure=False),
            Column(f"{BY} lower", f"{what}, {currency}"),
            Column(f"{BY} higher", f"{what}, {currency}"),
            *([Column("Costs least then", is_figure=False)] if self.has_lead else []),
        )
        rows = tuple(self.row(one) for one in chosen)
        return Table(columns, rows, tuple(self.notes.all()), tuple(self.remarks(chosen[0])))

    def remarks(self, first: Swing) -> Iterator[str]:
        if first.now.lead is not None:
            yield (
                f"Lead: what {self.best.label} is ahead of the next option at net present value, "
                f"{money(first.now.lead)} {self.comparison.currency} as it stands; below zero another option costs "
                "least. One input moves at a time. Options are called by their number above."
            )
        elif not self.has_lead:
            yield f"Net present value of {self.best.label}. One input moves at a time, all others stay as they are."

    def row(self, swing: Swing) -> Row:
        others = {end.cheapest: None for end in swing.ends if end.cheapest != swing.now.cheapest}
        labels = [f"option {one.number}" for one in self.known if one.option.key in others]
        texts = [Cell(listed(labels) if labels else "the same")] if self.has_lead else []
        now = input_in_words(swing.input, self.comparison.currency)
        ends = [self.end(swing, end) for end in (swing.low, swing.high)]
        return Row((Cell(named_input(swing.input, self.known)), Cell(now), *ends, *texts))

    def end(self, swing: Swing, end: End | None) -> Cell:
        if end is None:
            return Cell("–", self.notes.mark("Not possible under this contract, its other terms as they are"))
        mark = self.notes.mark("Held at the least or most the input may be") if end.clipped else ""
        if not self.has_lead:
            return Cell(money(end.npv[self.best.key]), mark)
        if end.lead is None:
            return Cell("–", self.notes.mark(f"{self.best.label} no longer serves all of the work then"))
        return Cell(money(end.lead), mark)


def _keys(options: Sequence[OptionResult]) -> set[str]:
    return {one.key for one in options}


def _is_near(one: OptionResult, base: OptionResult) -> bool:
    """Whether an option costs as much as the baseline, or more."""
    ahead = (base.figure("npv") or 0.0) - (one.figure("npv") or 0.0)
    return ahead <= 0 or is_level(ahead, one)


def _all_below(end: End, base: str) -> bool:
    others = [npv for key, npv in end.npv.items() if key != base]
    return not end.unserved and max(others) < end.npv[base]


def _behind(options: Sequence[OptionResult]) -> set[int]:
    """What the cost of options, and whether they serve the work, is worked out from: ids of rows and inputs."""
    found: set[int] = set()
    left: list[Placed | Input] = []
    for option in options:
        figures = option.model.figures
        left += [figures[name] for name in ANSWER if name in figures]
        left += [one for pair in option.model.stated_teams for one in pair]
    while left:
        one = left.pop()
        if id(one) not in found:
            found.add(id(one))
            left += one.ingredients if isinstance(one, Placed) else []
    return found
