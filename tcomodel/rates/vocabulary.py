"""The words a card knows its prices by: offered in the template's lists and on the screen, and read in any sheet.

    Item               Channel   Unit         Currency
    Outsourced agent   voice     seat/month   USD

Items and channels may be others than these; units, currencies and what a range means may not.
"""

from typing import Any

ITEMS = (
    "Outsourced agent", "AI agent", "Transition", "Recruiting", "Training programme", "Training time",
    "Desk licence", "Telephony licence", "Telephony usage", "Workstation", "Contract management", "Handle time",
    "Occupancy", "Shrinkage", "Attrition",
)  # fmt: skip  # of the default card, those a vendor prices or states
CHANNELS = {
    "all": "one price for every channel",
    "voice": "calls",
    "chat": "chats and messages",
    "email": "e-mails, letters and forms",
    "back office": "work without a customer on the line",
}
UNITS = {
    "hour": "an hour of an agent; say in the note whether paid or productive",
    "minute": "a minute of handling",
    "seat/month": "a seat for a month",
    "agent/month": "a full-time agent for a month",
    "contact": "a contact of any channel",
    "call": "a call",
    "ticket": "a ticket",
    "conversation": "a conversation",
    "resolution": "an issue that is solved",
    "message": "a message",
    "action": "an automated action",
    "hire": "a person recruited or trained",
    "month": "a fixed sum for a month",
    "year": "a fixed sum for a year",
    "minute/contact": "minutes of work on a contact (no currency)",
    "%": "a share, written 31.2 for 31.2 % (no currency)",
    "%/year": "a share in a year (no currency)",
}
RANGES = {
    "minimum and maximum": "nothing is below low or above high",
    "P10 and P90": "one in ten is below low, one in ten above high",
}
CURRENCIES = (
    "USD", "EUR", "GBP", "CAD", "AUD", "INR", "PHP", "ZAR", "MXN", "COP", "PLN", "RON",  # where most work is done
    "AED", "BGN", "BRL", "CHF", "CLP", "CNY", "CRC", "CZK", "DKK", "DOP", "EGP", "GTQ", "HKD", "HNL", "HUF", "IDR",
    "ILS", "JMD", "JPY", "KES", "KRW", "LKR", "MAD", "MUR", "MYR", "NGN", "NOK", "NZD", "PEN", "RSD", "SAR", "SEK",
    "SGD", "THB", "TND", "TRY", "TTD", "TWD", "UAH", "UYU", "VND",
)  # fmt: skip

# The rows of the template that show how to fill it in; no rates.
EXAMPLES: tuple[dict[str, Any], ...] = (
    {
        "title": "Agent hour, evenings and weekends", "item": "Outsourced agent", "location": "Philippines",
        "channel": "voice", "value": 11.5, "currency": "USD", "unit": "hour", "up_to": 20000.0,
        "index": "cpi_philippines", "source": "Our bid, page 12", "note": "An hour paid, not productive.",
    },
    {
        "title": "Time to handle a call", "item": "Handle time", "location": "Philippines", "channel": "voice",
        "low": 5.0, "base": 6.5, "high": 9.0, "range": "P10 and P90", "unit": "minute/contact",
        "source": "Our centre in Manila, last year", "note": "A range, and no money.",
    },
)  # fmt: skip
