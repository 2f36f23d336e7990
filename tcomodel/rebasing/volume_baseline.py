"""Another volume baseline: bands of volume and stated volumes grow or shrink with it, prices stay.

from 100,000 to 120,000 contacts: the band over 40,000 up to 80,000 is over 48,000 up to 96,000, and 50,000 contacts a
month are 60,000

Only what counts the work itself is a volume. Hours a month are more often those of an agent, so they move only where
the item of the rate says that they are a volume; volumes a year and amounts of money a month stay and say why.
"""

from typing import ClassVar

from pydantic import Field

from tcomodel.digits import LARGEST, snapped
from tcomodel.rates.rate import Fact, Rate, What
from tcomodel.rebasing.known import Known
from tcomodel.rebasing.moves import Change, Kept, Move, times

COUNTED = ("contact", "ticket", "call", "conversation", "resolution", "action", "message", "minute")
VOLUMES = frozenset(f"{one}/month" for one in COUNTED)


class VolumeBaseline(Move):
    """Volumes for a baseline of ``after`` units where they were for ``before``."""

    what: ClassVar[What] = "volume baseline"

    before: float = Field(gt=0, lt=LARGEST)
    after: float = Field(gt=0, lt=LARGEST)

    @property
    def told(self) -> str:
        return f"volumes for {self.after:,.10g} a month in place of {self.before:,.10g}"

    def of(self, rate: Rate, known: Known) -> Change | Kept:
        """The rate's band, and its figure where it is a volume itself, for the new baseline."""
        factor = self.after / self.before
        is_volume = rate.unit in VOLUMES or (rate.unit == "hour/month" and "volume" in rate.item.casefold())
        edges = {name: getattr(rate, name) for name in ("over", "up_to") if getattr(rate, name) is not None}
        if not edges and not is_volume:
            return Kept(_why(rate))
        if factor == 1:
            return Kept("the baseline is the same")
        facts: dict[str, Fact] = {name: snapped(edge * factor) for name, edge in edges.items()}
        moved = "its band and its volume" if edges and is_volume else "its band" if edges else "its volume"
        if is_volume:
            facts |= times(rate, factor)
        price = "" if is_volume else "; the price stays"
        told = f"{moved} for {self.after:,.10g} in place of {self.before:,.10g} a month: x {factor:.6g}{price}"
        return Change(facts, factor if is_volume else None, told, "stated volumes")


def _why(rate: Rate) -> str:
    """Why a rate without a volume band stays."""
    counted, _, per = rate.unit.partition("/")
    if rate.unit == "hour/month":
        return "hours a month may be those of an agent; where they are a volume of work, write volume into the item"
    if per == "year" and f"{counted}/month" in VOLUMES:
        return "it is a volume a year and the baseline is one a month; see whether it should move too"
    if counted == rate.currency and per in ("month", "year"):
        return f"{rate.unit} is an amount for any volume; whether a minimum or a fixed fee moves, the contract says"
    return "a price without a volume band does not move with the volume"
