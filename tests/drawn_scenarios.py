"""Scenarios for workbooks, drawn by number: each a different structure, not only different numbers.

    scenario(7)     24 months from 2026-10 in JPY, two channels, no team of its own, one vendor at two locations ...

Vendors are those of tests.contracts: any pricing model under any clauses. Here the frame around them is drawn: the
term, one channel to three, with and without a baseline, other start months and currencies, mixes of locations, options
that are left out, moved prices, and names that somebody made up to break a spreadsheet.
"""

from functools import cache
from itertools import chain, islice
from random import Random
from typing import Any

from tcomodel import pricing
from tcomodel.contract import CLAUSES
from tests.contracts import MOST_WHOLE, Frame, Section, accepted, drawn, programmes, suits, vendors, without

TERMS = (13, 1, 3, 5, 2, 14, 3, 8, 4, 5)  # months; the number of the draw picks one
LONG = {12: 25, 29: 60}  # and some run longer, for what needs years to come about
NEED_A_BASELINE = ("old_team", "poor_service")
MOST_WRITTEN = 3  # a longer list of numbers is a calendar, a day or has a number for each month
MODELS, CLAUSE_NAMES = tuple(pricing.names()), tuple(CLAUSES)
CHANNELS = ("voice", "chat", "mail")
STARTS = ("2027-01", "2026-10", "2028-02", "2026-12", "2031-07")
CURRENCIES = ("USD", "EUR", "JPY", "PHP")
HOSTILE = (
    '=HYPERLINK("http://x")',
    "+cmd|' /C calc'!A0",
    "@SUM(1)",
    "\t=1+1",
    "{=1}",
    "http://example.com",
    "internal:'Inputs'!A1",
    "-2+3",
    "R&D \u202e\u05d0\u05d1 \U0001f600",
    "'quoted' \"twice\" <b>&amp;</b>",
    "#REF!",
    "x" * 80,
)


@cache
def scenario(number: int) -> Section:
    """The scenario of a number: data in the shape of its file, which the model accepts."""
    chance = Random(number)
    frame = Frame(CHANNELS[: 1 + number % 3], LONG.get(number, TERMS[number % len(TERMS)]))
    data = list(drawn(programmes(frame), number, 5))[-1]  # the first draws of hypothesis are the simplest
    own = data["options"] if number % 4 < 3 else {}  # without a team of its own there is no baseline
    wanted = 2 if number % 4 == 1 and frame.months < 24 else 1
    model, clause = MODELS[number % len(MODELS)], CLAUSE_NAMES[number % len(CLAUSE_NAMES)]
    usual = drawn(vendors(frame, model, clause if suits(clause, model) else ""), number, 6)
    further = (drawn(vendors(frame), number + 100 * again, 10) for again in range(4))  # drawn only when asked for
    candidates = chain(list(usual)[2:4], chain.from_iterable(list(some)[2:] for some in further))
    found = islice(filter(None, (_serving(data, own, one, chance) for one in candidates)), wanted)
    options = {f"vendor_{place}": vendor for place, vendor in enumerate(found, 1)}
    assert options, f"no vendor of the draw {number} is accepted"
    data["options"] = {**own, **options}
    if number % 8 == 7:
        data["baseline"] = "vendor_1"  # a vendor may be the one the others are compared with
    data |= {"start": chance.choice(STARTS), "currency": chance.choice(CURRENCIES)}
    data |= {"name": chance.choice(HOSTILE), "description": chance.choice(HOSTILE) * 30}
    for option in data["options"].values():
        option |= {"label": chance.choice(HOSTILE), "note": chance.choice(HOSTILE)}
        option |= {"in_comparison": False} if chance.random() < 0.2 else {}
        option |= {"price_change": f"{chance.uniform(-30, 30):.4f}%"} if "pricing" in option else {}
    return data if accepted(data) else {**data, "start": "2027-01"}  # where indices begin too late for the other start


@cache
def largest() -> Section:
    """Ten options over ten years: a team of its own and a vendor under nine of the pricing models."""
    chance, frame = Random(0), Frame(CHANNELS[:2], 120)
    data = list(drawn(programmes(frame), 3, 9))[-1]
    own = dict(data["options"])
    for number, model in enumerate(MODELS[:9], 1):
        candidates = list(drawn(vendors(frame, model), number, 10))[2:]
        data["options"][f"vendor_{number}"] = next(
            filter(None, (_serving(data, own, one, chance) for one in candidates))
        )
    return data


def _serving(data: Section, own: Section, vendor: Section, chance: Random) -> Section | None:
    """The vendor as the model accepts it, at two locations where it can be; None where it is refused."""
    short = _shortened(vendor if own else without(vendor, *NEED_A_BASELINE), data["months"])
    for one in (_at_two_locations(short), short) if chance.random() < 0.5 else (short,):
        if accepted({**data, "options": {**own, "vendor": one}}) is not None:
            return one
    return None


def _shortened(entry: Any, months: int) -> Any:
    """An entry whose months, and numbers of months, are no more than the contract has."""
    if isinstance(entry, dict):
        whole = {name: value for name, value in entry.items() if name != "rate_fixed_until" or months > MOST_WHOLE}
        return {name: _shortened(value, months) for name, value in whole.items()}
    if isinstance(entry, list):
        if entry and isinstance(entry[0], dict):
            return [_shortened(one, months) for one in entry if one.get("month", 1) <= months]
        return entry[:months] if len(entry) <= MOST_WRITTEN else entry
    return min(entry, months) if type(entry) is int else entry


def _at_two_locations(vendor: Section) -> Section:
    """The same vendor with its work at two places, the first price different at each."""
    terms = dict(vendor["pricing"])
    for name, price in terms.items():
        if priced := _priced(price):
            terms[name] = priced
            return {**vendor, "locations": {"near": 0.625, "far": 0.375}, "pricing": terms}
    return vendor


def _priced(price: Any) -> Any:
    if isinstance(price, dict):
        prices = {channel: _priced(one) for channel, one in price.items()}
        return prices if all(prices.values()) else None
    is_price = isinstance(price, float) and price > 0
    return {"near": float(f"{price * 1.3:.6g}"), "far": float(f"{price * 0.7:.6g}")} if is_price else None
