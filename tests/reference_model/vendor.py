"""A vendor's option as its pricing model looks at it, and what the model makes of it."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.reference_model.entries import Inputs
from tests.reference_model.people import Team, team_of
from tests.reference_model.work import Work


@dataclass
class Charge:
    """What one channel is billed: the units it used, the units billed, and their charge."""

    used: list[float]
    billed: list[float]
    fee: list[float]


@dataclass
class Used:
    """What an option handles and what the vendor's price model charges for it, month by month."""

    fee: list[float]
    came: dict[str, list[float]]  # contacts by channel, those that too few seats cannot carry among them
    contacts: dict[str, list[float]]  # handled
    settled: dict[str, list[float]]  # of them those that settle the issue; empty where nobody says how many do
    beside: dict[str, list[float]]  # costs that are not the vendor's
    charges: dict[str, Charge]  # by channel, where the model counts units
    people: Callable[[], list[float]]  # agents the vendor bills
    on_seats: list[float] | None = None  # people on seats that the contract fixes


@dataclass
class Vendor:
    """What a price model looks at."""

    option: Inputs
    work: dict[str, Work]

    def price(self, name: str, assumed: float | None = None, channel: str = "", goes_on: bool = False) -> list[float]:
        return self.option.by_month("pricing", name, assumed, channel, goes_on)

    def word(self, name: str, assumed: str) -> str:
        return str(self.option.word("pricing", name, assumed))

    def states(self, name: str) -> bool:
        return self.option.states("pricing", name)

    def teams(self) -> dict[str, Team]:
        return {channel: team_of(self.option, channel, one) for channel, one in self.work.items()}

    @property
    def months(self) -> range:
        return range(self.option.months)

    @property
    def vendor_bears_slow_work(self) -> bool:
        return self.option.word("staffing", "learning_paid_by", "client") == "vendor"


def as_is(vendor: Vendor, fee: list[float], charges: dict[str, Charge] | None = None) -> Used:
    """A fee for contacts that are all handled, by the team the work takes."""

    def people() -> list[float]:
        teams = vendor.teams().values()
        return [sum(team.billable[m] for team in teams) for m in vendor.months]

    return Used(
        fee, contacts_of(vendor.work), contacts_of(vendor.work), settled_by(vendor.work), {}, charges or {}, people
    )


def contacts_of(work: dict[str, Work]) -> dict[str, list[float]]:
    """By channel, the contacts of an option that handles all of them."""
    return {channel: one.contacts for channel, one in work.items()}


def settled_by(work: dict[str, Work]) -> dict[str, list[float]]:
    """By channel, those that settle the issue; empty where nobody says how many do."""
    known = {channel: one.resolved for channel, one in work.items() if one.resolved is not None}
    return known if len(known) == len(work) else {}
