"""What a person answers at the start, as typed: empty where she leaves a box to the tool."""

from collections.abc import Mapping
from dataclasses import dataclass, field

CHANNELS = ("voice", "chat", "email")
ONE_NUMBER = "contacts"  # the channel of those who know one number only
YEARS = "5"
SEAT_MODEL = "per_seat"


@dataclass(frozen=True)
class Offer:
    """What a vendor asks: the pricing model, its price in the model's unit (empty: no offer yet), and the place."""

    model: str = SEAT_MODEL
    price: str = ""
    place: str = "Philippines"


@dataclass(frozen=True)
class Answers:
    """The whole form. Texts as typed, in the units of ``boxes``; ``volumes`` and ``handle_times`` by channel.

    ``start`` is the first month of the contract as 2027-01. Money is in ``currency``.
    """

    volumes: Mapping[str, str] = field(default_factory=dict)
    country: str = ""
    start: str = ""
    currency: str = "USD"
    handle_times: Mapping[str, str] = field(default_factory=dict)
    agents: str = ""
    yearly_cost: str = ""
    hourly_wage: str = ""
    paid_hours: str = ""
    yearly_rise: str = ""
    offers: tuple[Offer, ...] = (Offer(),)
    transition: str = ""
    years: str = YEARS

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels with something typed for their volume."""
        return tuple(channel for channel, text in self.volumes.items() if text.strip())
