"""Another unit: prices a seat, hour, handle minute, contact or resolution, brought to one another.

    1,760 USD/seat/month, 160 paid hours, 30 % shrinkage, 82 % occupancy, 6 minutes a contact: 1.916 USD/contact

The assumptions are a person's own; those that the way from one unit to the other needs and that lack are named
together. Currency and price date stay.
"""

from typing import Any, ClassVar

from pydantic import Field, field_validator

from tcomodel.problems import Problem, ProblemsFound, nearest
from tcomodel.rates.rate import Rate, What
from tcomodel.rates.units import CURRENCY, money_in
from tcomodel.rebasing.in_words import with_terms
from tcomodel.rebasing.known import Known
from tcomodel.rebasing.moves import Change, Kept, Move, Stopped, times
from tcomodel.rebasing.working import HOURS, UNITS, Lacking, Working, in_words, price_factor

UNSTATED = Working()


class Unit(Move):
    """Prices in the unit ``to``: ``USD/contact``, or ``contact`` for whatever currency a price is in.

    ``by_channel`` states what is different for the rates of a channel, such as the handle time of chats.
    """

    what: ClassVar[What] = "unit"

    to: str
    working: Working = UNSTATED
    by_channel: dict[str, Working] = Field(default_factory=dict)

    @field_validator("to")
    @classmethod
    def _unit(cls, to: str) -> str:
        if _without_money(to) not in UNITS:
            raise ValueError(f"found {to!r}; expected one of {', '.join(UNITS)}, with or without a currency: USD/hour")
        return to

    @field_validator("working", mode="before")
    @classmethod
    def _working(cls, value: Any) -> Any:
        return Working(**value) if isinstance(value, dict) else value

    @field_validator("by_channel")
    @classmethod
    def _once(cls, by_channel: dict[str, Working]) -> dict[str, Working]:
        if len({name.casefold() for name in by_channel}) < len(by_channel):
            raise ValueError(f"found one channel twice: {', '.join(by_channel)}")
        return by_channel

    @property
    def told(self) -> str:
        said = [", ".join(in_words(self.working))] if in_words(self.working) else []
        said += [f"for {channel} {', '.join(in_words(working))}" for channel, working in self.by_channel.items()]
        return with_terms(f"unit {self.to}", said)

    def begin(self, known: Known) -> None:
        """Raise ProblemsFound for a channel that no rate has, whether it is written Chat or chat."""
        channels = known.words("channel") if self.by_channel else set()
        there = {channel.casefold() for channel in channels}
        strange = [name for name in self.by_channel if name.casefold() not in there]
        if strange:
            raise ProblemsFound(
                Problem("Unit.by_channel", f"no rate has the channel {name!r}{nearest(name, channels)}")
                for name in strange
            )

    def of(self, rate: Rate, known: Known) -> Change | Kept:
        """The price in the unit; kept where it is no price of this chain, stopped where an assumption lacks."""
        if rate.currency is None:
            return Kept(f"{rate.unit} is no price")
        start, end = _without_money(rate.unit), _without_money(self.to)
        if start == end:
            return Kept(f"it is in {rate.unit} already")
        if start not in UNITS or rate.unit.split("/")[0] != rate.currency:
            return Kept(f"a price in {rate.unit} is none that working assumptions turn into one for a {end}")
        money = money_in(self.to)
        if money is not None and money != rate.currency:
            raise Stopped(f"it is in {rate.currency} and the unit asked for is {self.to}; change the currency first")
        key = (id(self), start, rate.channel)
        factor, told = known.once(key, lambda: self._factor(start, end, rate.channel))
        facts = times(rate, factor)
        facts["unit"] = f"{rate.currency}/{end}"
        derivation = f"a price for 1 {start} as one for 1 {end}{f' ({told})' if told else ''}: x {factor:.6g}"
        return Change(facts, factor, derivation, "stated working assumptions" if told else "")

    def _factor(self, start: str, end: str, channel: str) -> tuple[float, str]:
        special = next((one for name, one in self.by_channel.items() if name.casefold() == channel.casefold()), None)
        working = self.working if special is None else special.over(self.working)
        try:
            return price_factor(start, end, working)
        except Lacking as lacking:
            wanted = f"{_listed(lacking.names)}{_by_hours(lacking.names, start, end, working)}"
            raise Stopped(f"from {start} to {end} it takes {wanted}, which nobody stated") from None


def _by_hours(names: list[str], start: str, end: str, working: Working) -> str:
    """What else lacks for each meaning of an hour, where it is not known which hours are meant."""
    if "hours_billed" not in names:
        return ""
    more = []
    for kind in HOURS:
        try:
            price_factor(start, end, Working.model_validate({"hours_billed": kind}).over(working))
        except Lacking as lacking:
            if others := [name for name in lacking.names if name not in names]:
                more.append(f"for {kind} hours also {_listed(others)}")
    return f" ({', '.join(more)})" if more else ""


def _listed(names: list[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _without_money(unit: str) -> str:
    first, _, rest = unit.partition("/")
    return rest if CURRENCY.fullmatch(first) and rest else unit
