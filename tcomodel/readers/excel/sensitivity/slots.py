"""What the tables of Sensitivity say of an input, a slot each: so many slots as a table has, filled or with dashes.

    Hourly wage (In-house)   USD per hour   21.82   19.64   24.00   -310,000   310,000   the same   Philippines
    –                        –                  –       –       –          –         –   –          –

A slot holds what was worked out at export; nothing of it is worked out anew on the sheet.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tcomodel.readers.excel.inputs.exported import EMPTY, NOTHING, Fact
from tcomodel.readers.excel.inputs.words import shown, unit_of_input
from tcomodel.readers.excel.look.number_formats import NEARLY_NOTHING, ON_AXIS
from tcomodel.readers.sensitivity_words import break_even_in_words, end_in_words, name_of_swing
from tcomodel.results import Comparison, OptionResult
from tcomodel.sensitivity import BreakEven, End, Swing, break_even_prices

LEFT_OUT = "left out of the comparison"
AS_EXPORTED, THE_SAME = "as exported", "the same"
NEARLY_NO_SHARE = '0.0%;"0.0%";0.0%'  # never a zero with a minus
PRICE = "+0.0%;-0.0%;0.0%"
SERVICE = ("attained", "attained_spread", "target")  # what a vendor pays credits for


@dataclass(frozen=True)
class Measure:
    """What a table shows of an end: the lead of the cheapest, or the cost of the option that is named."""

    option: str = ""

    def of(self, end: End) -> float | None:
        return end.npv[self.option] if self.option else end.lead


@dataclass(frozen=True)
class SlotEnd:
    """One end of a slot: where it is, the input there, what changes, who costs least; ``turns``: another than now."""

    told: str = NOTHING
    value: Fact = EMPTY
    change: Fact = EMPTY
    cheapest: str = NOTHING
    turns: bool = False


NO_END = SlotEnd()


@dataclass(frozen=True)
class Slot:
    """A row of a table."""

    name: str = NOTHING
    unit: str = NOTHING
    now: Fact = EMPTY
    low: SlotEnd = NO_END
    high: SlotEnd = NO_END

    @property
    def is_filled(self) -> bool:
        """Whether it holds an input, and not only words or a dash."""
        return self.low is not NO_END


def slots_of(found: Sequence[Swing], count: int, measure: Measure, comparison: Comparison, none: str) -> list[Slot]:
    """As many slots as ``count``; the first says ``none`` where nothing was found."""
    filled = [_slot(swing, measure, comparison) for swing in found[:count]] or [Slot(none)]
    return filled + [Slot()] * (count - len(filled))


def of_service(found: Sequence[Swing]) -> str:
    """A sentence where inputs stand high that make the service worse to make it cheaper; empty where none do."""
    names = sorted({swing.input.label for swing in found if swing.input.name in SERVICE})
    if not names:
        return ""
    several = f"{', '.join(names[:-1])} and {names[-1]} rank"
    said = several if len(names) > 1 else f"{names[0]} ranks"
    return f"{said} high because worse service earns credits: that is no saving."


def _slot(swing: Swing, measure: Measure, comparison: Comparison) -> Slot:
    unit, form = unit_of_input(swing.input.given, comparison.currency), shown(swing.input.given)
    name = name_of_swing(swing)
    return Slot(
        f"{name}; held within its limits" if swing.clipped else name,
        unit,
        Fact(swing.now.value, form) if swing.is_plain else Fact("series"),
        _end(swing, swing.low, measure, comparison, low=True),
        _end(swing, swing.high, measure, comparison, low=False),
    )


def _end(swing: Swing, end: End | None, measure: Measure, comparison: Comparison, *, low: bool) -> SlotEnd:
    if end is None:
        refused, told = Fact("refused"), "lower" if low else "higher"
        return SlotEnd(told, refused, refused, "the contract would contradict itself")
    turns = end.cheapest != swing.now.cheapest
    return SlotEnd(
        end_in_words(swing, end, low=low),
        Fact(end.value, shown(swing.input.given)) if swing.is_plain else Fact("each moved"),
        _change(measure.of(end), measure.of(swing.now)),
        comparison.option(end.cheapest).label if turns else THE_SAME,
        turns,
    )


def _change(then: float | None, now: float | None) -> Fact:
    if then is None or now is None:
        return Fact("no lead")
    return money(then - now)


def money(amount: float) -> Fact:
    """An amount to the cent; one that is shown as 0 has no minus. Red is kept for what turns the answer."""
    rounded = round(amount, 2) + 0.0
    return Fact(rounded, ON_AXIS if abs(rounded) >= 0.5 else NEARLY_NOTHING)


# -- break-even prices ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class PriceSlot:
    """The price change at which a vendor costs as much as another option."""

    vendor: OptionResult
    against: str = NOTHING
    change: Fact = EMPTY
    told: str = NOTHING


def price_slots(comparison: Comparison) -> list[PriceSlot]:
    """For every vendor of the scenario a slot for the baseline and one for the cheapest of the others."""
    found: dict[str, list[BreakEven]] = {}
    for one in break_even_prices(comparison):
        found.setdefault(one.option, []).append(one)
    slots: list[PriceSlot] = []
    for option in comparison.options:
        if option.model.model != "in_house":
            filled = [_price(option, one, comparison) for one in found.get(option.key, [])]
            if not option.takes_part and not filled:
                filled = [PriceSlot(option, told=LEFT_OUT)]
            slots += filled + [PriceSlot(option)] * (_others_of(option, comparison) - len(filled))
    return slots


def _others_of(option: OptionResult, comparison: Comparison) -> int:
    """How many options a vendor may be held against, whichever they are."""
    baseline = comparison.baseline is not None and comparison.baseline.key != option.key
    return min(1 + baseline, max(1, len(comparison.options) - 1))


def _price(option: OptionResult, one: BreakEven, comparison: Comparison) -> PriceSlot:
    change = Fact("several" if one.changes or one.jumps else "none")
    if one.change is not None:
        change = Fact(one.change, PRICE if abs(one.change) >= 0.0005 else NEARLY_NO_SHARE)
    told = break_even_in_words(one)
    return PriceSlot(option, comparison.option(one.against).label, change, told[:1].upper() + told[1:])
