"""What the vendor charges for the service: the fee at this year's prices, the minimum, and service credits.

used 180,000 of a minimum of 200,000: 20,000 on top
target 80 %, reached 76.5 %, 1 % for each whole point: 3 % of 200,000 come back
"""

from dataclasses import dataclass

from tests.reference_model import benchmarking, commitment, currency, premiums
from tests.reference_model.charges import FORECAST
from tests.reference_model.entries import Inputs, NotCovered, number, whole_above, whole_below
from tests.reference_model.indexation import price_index
from tests.reference_model.vendor import Used

LEVELS = "contract.service_levels"
COVERS = {
    LEVELS: {
        "kpis", "penalty_cap", "at_risk", "decrements_counted", "same_incident", "credits_from_month", "credits_on",
        "credit_order",
    },
    "kpi": {
        "target", "attained", "events", "misses", "measured_in", "better", "credit_form", "decrement", "penalty",
        "penalty_amount", "kpi_cap", "pool_share", "allocation", "occurrences",
    },
}  # fmt: skip


@dataclass
class Bill:
    """The service charges of an invoice, month by month."""

    service_fee: list[float]
    top_up: list[float]
    credit: list[float]  # below nothing: the vendor gives it back
    level: list[float]  # of the prices, against those of contract year 1

    @property
    def billed(self) -> list[float]:
        """The service charges: the fee and what the minimum adds."""
        return [fee + self.top_up[m] for m, fee in enumerate(self.service_fee)]


def bill_of(option: Inputs, used: Used) -> Bill:
    """The bill for what was used, at the prices of the first year."""
    moved = 1 + number(option.option.get("price_change") or 0.0)
    fee = option.in_force(premiums.with_premiums(option, [one * moved for one in used.fee], used, moved))
    level = benchmarking.price_level(option, price_index(option))
    service_fee = currency.converted(option, [one * level[m] for m, one in enumerate(fee)])
    bound = _levels_bind(option, used.came)
    before_minimum = option.word(LEVELS, "credit_order", "after the minimum") == "before the minimum"
    if before_minimum:
        credit = _credits(option, service_fee, bound)
        against = [one + credit[m] for m, one in enumerate(service_fee)]
        return Bill(service_fee, commitment.top_up(option, against, level), credit, level)
    top_up = commitment.top_up(option, service_fee, level)
    by_use = option.word(LEVELS, "credits_on", "billed") == "used"
    base = service_fee if by_use else [one + top_up[m] for m, one in enumerate(service_fee)]
    return Bill(service_fee, top_up, _credits(option, base, bound), level)


def _levels_bind(option: Inputs, contacts: dict[str, list[float]]) -> list[bool]:
    """Whether service levels count in a month: not before they are to, and not above the client's forecast."""
    first = option.one(LEVELS, "credits_from_month", 1)
    found = [m + 1 >= first for m in range(option.months)]
    if option.states(FORECAST, "relief_tolerance"):
        tolerance = option.by_month(FORECAST, "relief_tolerance")
        written = option.word(FORECAST, "client_forecast", {})
        gap = [0.0] * option.months
        for channel, came in contacts.items():
            if isinstance(written, dict) and set(written) <= set(contacts) and channel not in written:
                continue  # none was forecast
            forecast = option.by_month(FORECAST, "client_forecast", channel=channel, goes_on=True)
            gap = [gap[m] + came[m] - forecast[m] * (1 + tolerance[m]) for m in range(option.months)]
        total = [sum(one[m] for one in contacts.values()) for m in range(option.months)]
        found = [bind and gap[m] <= 1e-9 * max(1.0, total[m]) for m, bind in enumerate(found)]
    return found


# -- service credits ------------------------------------------------------------------------------------------


def _credits(option: Inputs, base: list[float], bound: list[bool]) -> list[float]:
    """What missed levels give back, as a share of the charges within the cap."""
    if not option.states(LEVELS, "kpis"):
        return [0.0] * option.months
    levels = [_Level(option, written) for written in option.word(LEVELS, "kpis", {}).values()]
    largest = option.word(LEVELS, "same_incident", "add up") == "largest"
    cap = option.by_month(LEVELS, "penalty_cap", 1.0)
    if not option.states(LEVELS, "penalty_cap"):
        cap = option.by_month(LEVELS, "at_risk", 1.0)
    found = []
    for m in range(option.months):
        shares = [level.cost(m, base[m]) for level in levels] if bound[m] else [0.0]
        share = max(shares) if largest else sum(shares)
        found.append(-base[m] * min(share, cap[m]))
    return found


class _Level:
    """One service level of a contract."""

    def __init__(self, option: Inputs, written: dict[str, object]):
        self.option, self.written = option, {name: one for name, one in written.items() if one is not None}
        unknown = set(self.written) - COVERS["kpi"]
        if unknown:
            raise NotCovered(f"service levels with {sorted(unknown)}")

    def cost(self, m: int, charges: float) -> float:
        """Share of the charges this level costs the vendor in a month."""
        form = self.written.get("credit_form", "decrement")
        if form == "pool":
            at_risk = self.option.by_month(LEVELS, "at_risk")[m]
            share = at_risk * self._of("pool_share", m, 1.0) * self._of("allocation", m) if self._short(m) else 0.0
        else:
            share = self._counted(form, m) * self._each(m, charges)
        return min(share, self._of("kpi_cap", m)) if "kpi_cap" in self.written else share

    def _counted(self, form: object, m: int) -> float:
        """How many times the penalty is due."""
        if form == "occurrences":
            return self._of("occurrences", m)
        if form == "fixed":
            return 1.0 if self._short(m) else 0.0
        steps = self._short(m) / self._of("decrement", m, 0.01)
        counted = self.option.word(LEVELS, "decrements_counted", "whole")
        if form == "proportional" or counted == "proportional":
            return steps
        if form != "decrement":
            raise NotCovered(f"credits by {form}")
        return whole_below(steps) if counted == "whole" else whole_above(steps)

    def _each(self, m: int, charges: float) -> float:
        if "penalty_amount" in self.written:
            return self._of("penalty_amount", m) / charges if charges else 0.0
        return self._of("penalty", m, 0.0)

    def _short(self, m: int) -> float:
        """How far the level stays below its promise; nothing where it is met."""
        reached = self._of("attained", m) if "events" not in self.written else self._of_events(m)
        gap = self._of("target", m) - reached
        gap = -gap if self.written.get("better", "more") == "less" else gap
        return gap if gap > 1e-9 * max(1.0, abs(reached)) else 0.0

    def _of_events(self, m: int) -> float:
        events = self._of("events", m)
        return 1 - self._of("misses", m) / events if events else 1.0

    def _of(self, name: str, m: int, assumed: float | None = None) -> float:
        if name not in self.written:
            if assumed is None:
                raise NotCovered(f"a service level without {name}")
            return assumed
        entry = self.written[name]
        if isinstance(entry, dict) and "base" in entry:
            entry = entry["base"]
        return number(entry[m]) if isinstance(entry, list) else number(entry)
