"""What this visitor has typed into the guided start, kept from screen to screen until it is cleared."""

from datetime import date
from typing import Any

from dashboard import state
from tcomodel.guided import CHANNELS, ONE_NUMBER, Answers, Offer
from tcomodel.guided.answers import SEAT_MODEL

KEPT = "guided start"
ASKED = "guided start asked"  # whether the answer was asked for while something was missing
BY_CHANNEL, ONE = "By channel", "One number"
MODEL = ".model"
ROW = ("model", "place", "place.name", "price")
ANOTHER_COUNTRY, ANOTHER_PLACE = "another country", "another place"


def typed(key: str, otherwise: Any = "") -> Any:
    """What stands in the box of this key."""
    found = state.kept(KEPT, {}).get(key)
    return otherwise if found is None else found


def put(key: str, value: Any) -> None:
    """Keep what was typed into a box. A price of a seat is none of a minute: it goes when an offer's model changes."""
    known = {**state.kept(KEPT, {}), key: value}
    if key.endswith(MODEL) and value != typed(key, SEAT_MODEL):
        known.pop(key.removesuffix(MODEL) + ".price", None)
    state.keep(KEPT, known)


def clear() -> None:
    """Begin again; ``bring_back`` undoes it."""
    state.keep(f"{KEPT} before", state.kept(KEPT, {}))
    state.keep(KEPT, {})
    state.keep(ASKED, False)


def can_bring_back() -> bool:
    """Whether the form was cleared and nothing typed since."""
    return bool(state.kept(f"{KEPT} before")) and not state.kept(KEPT, {})


def bring_back() -> None:
    """Undo ``clear``."""
    state.keep(KEPT, state.kept(f"{KEPT} before", {}))


def offers() -> int:
    """How many rows of offers there are."""
    return int(typed("offers", 1))


def add_offer() -> None:
    """One more row to fill in, below the others."""
    put("offers", offers() + 1)


def remove_offer(place: int) -> None:
    """Take a row out; those below move up."""
    known = dict(state.kept(KEPT, {}))
    for later in range(place, offers()):
        for part in ROW:
            known[f"offers.{later}.{part}"] = known.pop(f"offers.{later + 1}.{part}", None)
    state.keep(KEPT, {**known, "offers": offers() - 1})


def first_month() -> str:
    """The first month of the contract unless somebody says another: the coming January."""
    return f"{date.today().year + 1}-01"


def answers() -> Answers:
    """The whole form."""
    channels = CHANNELS if typed("split", BY_CHANNEL) == BY_CHANNEL else (ONE_NUMBER,)
    return Answers(
        volumes={channel: typed(f"volume.{channel}") for channel in channels},
        country=_place("country"),
        start=typed("start", first_month()),
        currency=typed("currency", "USD"),
        handle_times={channel: typed(f"handle_time.{channel}") for channel in channels},
        agents=typed("team.agents"),
        yearly_cost=typed("team.yearly_cost"),
        hourly_wage=typed("team.hourly_wage"),
        paid_hours=typed("team.paid_hours"),
        yearly_rise=typed("team.yearly_rise"),
        offers=tuple(
            Offer(typed(f"offers.{row}.model", "per_seat"), typed(f"offers.{row}.price"), _place(f"offers.{row}.place"))
            for row in range(offers())
        ),
        transition=typed("transition"),
        years=typed("years", "5"),
    )


def _place(key: str) -> str:
    """The place that was chosen, or the name of another one."""
    chosen = str(typed(key))
    return str(typed(f"{key}.name")) if chosen in (ANOTHER_COUNTRY, ANOTHER_PLACE) else chosen
