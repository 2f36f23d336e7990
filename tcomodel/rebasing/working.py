"""How work is done, as far as one unit of a price takes another: seats, hours, minutes, contacts, resolutions.

    1,760 a seat and month, 160 paid hours, 30 % shrinkage, 82 % occupancy, contacts of 6 minutes:
    11.00 a paid hour, 19.16 a productive hour, 0.319 a handle minute, 1.916 a contact; at 75 % resolved 2.555 each

What a unit takes of the next is worked out by the lines of staffing and workload, so a price brought to another unit
costs an option of that work the same.
"""

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from pydantic import Field, field_validator

from tcomodel.givens import givens_of
from tcomodel.rebasing.in_words import counted
from tcomodel.rebasing.moves import Stated, as_term, percent
from tcomodel.staffing import Staffing, agents_for_workload, hours_to_pay
from tcomodel.timeline import Constants
from tcomodel.workload import Service, resolved_contacts, workload_hours

CHAIN = ("seat", "paid", "logged", "productive", "minute", "contact", "resolution")
HOURS = ("paid", "logged", "productive")
UNITS = {
    "seat/month": "seat", "hour": "hour", "minute": "minute", "contact": "contact", "ticket": "contact",
    "call": "contact", "conversation": "contact", "resolution": "resolution",
}  # fmt: skip


class Working(Stated):
    """Working assumptions; a conversion asks only for those on its way.

    ``paid_hours`` an agent and month, ``shrinkage`` and ``occupancy`` as shares, ``handle_time`` in minutes a contact,
    ``simultaneous_contacts`` an agent, ``resolution_rate`` the share of contacts that settle the issue,
    ``hours_billed`` which hours a price for an hour means: paid, logged in, or productive (handling contacts). A seat
    is one full-time agent.
    """

    paid_hours: float | None = None
    shrinkage: float | None = None
    occupancy: float | None = None
    handle_time: float | None = Field(default=None, gt=0, le=600)
    simultaneous_contacts: float = 1.0
    resolution_rate: float | None = Field(default=None, gt=0, le=1)
    hours_billed: Literal["paid", "logged", "productive"] | None = None

    @field_validator("paid_hours", "shrinkage", "occupancy", mode="before")
    @classmethod
    def _staffing(cls, value: Any, info: Any) -> Any:
        return None if value is None else as_term(Staffing, info.field_name, value)

    @field_validator("simultaneous_contacts", mode="before")
    @classmethod
    def _service(cls, value: Any) -> Any:
        return as_term(Service, "simultaneous_contacts", value)

    @field_validator("resolution_rate", mode="before")
    @classmethod
    def _resolved(cls, value: Any) -> Any:
        return None if value is None else as_term(Service, "first_contact_resolution", value)

    def over(self, above: "Working") -> "Working":
        """These assumptions, with those stated here laid over the ones ``above``."""
        return Working(**{**above.model_dump(exclude_unset=True), **self.model_dump(exclude_unset=True)})


class Link(NamedTuple):
    """What one unit takes of the unit before it in the chain; ``asks`` are the assumptions it needs."""

    asks: tuple[str, ...]
    takes: Callable[[Working], Any]


def _seconds_per(what: str) -> float:
    return float(givens_of(Constants)[f"seconds_per_{what}"].assumed)


LINKS = {
    "paid": Link(("paid_hours",), lambda w: agents_for_workload(1.0, w.paid_hours)),
    "logged": Link(("shrinkage",), lambda w: hours_to_pay(1.0, 1.0, w.shrinkage)),
    "productive": Link(("occupancy",), lambda w: hours_to_pay(1.0, w.occupancy, 0.0)),
    "minute": Link(
        (), lambda w: workload_hours(1.0, _seconds_per("minute"), _seconds_per("hour"), w.simultaneous_contacts)
    ),
    "contact": Link(("handle_time",), lambda w: w.handle_time),
    "resolution": Link(("resolution_rate",), lambda w: 1 / resolved_contacts(1.0, w.resolution_rate)),
}


class Lacking(Exception):
    """Assumptions that a conversion needs and nobody stated."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        super().__init__(", ".join(names))


def price_factor(start: str, end: str, working: Working) -> tuple[float, str]:
    """What a price for one unit is multiplied by to be one for another, and the assumptions on the way in words.

    Both units are keys of UNITS. Raises Lacking with all assumptions that are missing.
    """
    first, last = UNITS[start], UNITS[end]
    if first == last:
        return 1.0, ""
    asks = ["hours_billed"] if "hour" in (first, last) else []
    begin, finish = (_place(node, working) for node in (first, last))
    if begin is None or finish is None:  # which hours are meant is not known, so all links around them may be needed
        begin, finish = (_widest(node, other) for node, other in ((first, last), (last, first)))
    way = CHAIN[min(begin, finish) + 1 : max(begin, finish) + 1]
    asks += [name for link in way for name in LINKS[link].asks]
    lacking = [name for name in asks if getattr(working, name) is None]
    if lacking:
        raise Lacking(lacking)
    takes = 1.0
    for link in way:
        takes *= float(LINKS[link].takes(working))
    if "minute" in way and working.simultaneous_contacts != 1:
        asks.append("simultaneous_contacts")
    return (takes if finish > begin else 1 / takes), ", ".join(_told(name, working) for name in asks)


def _place(node: str, working: Working) -> int | None:
    if node != "hour":
        return CHAIN.index(node)
    return None if working.hours_billed is None else CHAIN.index(working.hours_billed)


def _widest(node: str, other: str) -> int:
    """Where a unit stands in the chain when nobody said which hours are meant: as near to the other as they can be."""
    if node != "hour":
        return CHAIN.index(node)
    return CHAIN.index("paid") if other == "seat" else CHAIN.index("productive")


def in_words(working: Working) -> list[str]:
    """The assumptions that somebody stated: ``160 paid hours a month``, ``30 % shrinkage``."""
    stated = working.model_dump(exclude_unset=True)
    return [_told(name, working) for name, value in stated.items() if value is not None]


def _told(name: str, working: Working) -> str:
    value = getattr(working, name)
    match name:
        case "hours_billed":
            return f"{value} hours"
        case "paid_hours":
            return f"{counted(value, 'paid hour')} a month"
        case "handle_time":
            return f"{counted(value, 'minute')} a contact"
        case "simultaneous_contacts":
            return f"{counted(value, 'contact')} at a time"
        case "resolution_rate":
            return f"{percent(value)} resolved"
        case _:
            return f"{percent(value)} {name}"
