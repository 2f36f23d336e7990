"""The words of a rebase on the command line: its moves, the terms each of them knows, and what they mean.

    --prices-of 2026-05 --share 70% --cap 3%     prices of 2026-05; of the terms behind it, ``share`` and ``cap``

Words of a choice are written with hyphens, ``--threshold-counts only-the-excess``, so that none needs quotes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tcomodel.commands.asking import figure
from tcomodel.rebasing import (
    ConstantPrices,
    Currency,
    Move,
    PriceDate,
    ReferencePeriod,
    Unit,
    VolumeBaseline,
    Working,
)

Terms = dict[str, Any]
NOTHING: Mapping[str, Any] = {}


class Slip(Exception):
    """A word of the command that cannot be read."""


@dataclass(frozen=True)
class Kind:
    """A move: what it makes of its word, and the field of each term it knows; ``called`` is its name in problems."""

    move: Callable[..., Move]
    metavar: str
    told: str
    reads: Callable[[str], Terms]
    terms: Mapping[str, str]
    called: str


def _volumes(word: str) -> Terms:
    before, sign, after = word.partition(":")
    if not sign:
        raise Slip(f"found {word!r}; expected two volumes, before and after: 40000:48000")
    return {"before": figure(before), "after": figure(after)}


def _reference(word: str) -> Terms:
    index, sign, period = word.partition("=")
    if not sign:
        raise Slip(f"found {word!r}; expected an index and its new reference period: us_cpi_u=2015")
    return {"index": index, "period": period}


def _unit(working: Mapping[str, Any] = NOTHING, **terms: Any) -> Unit:
    """A unit with its working, where ``{"handle_time": {"": 6.5, "chat": 9}}`` says what is different for chats."""
    channels = dict.fromkeys(channel for said in working.values() for channel in said)
    by_channel = {
        channel: Working(**{name: said[channel] for name, said in working.items() if channel in said})
        for channel in channels
    }
    return Unit(working=by_channel.pop("", Working()), by_channel=by_channel, **terms)


WORKING = {
    "--paid-hours": "paid_hours", "--shrinkage": "shrinkage", "--occupancy": "occupancy",
    "--handle-time": "handle_time", "--at-a-time": "simultaneous_contacts", "--resolved": "resolution_rate",
    "--hours-billed": "hours_billed",
}  # fmt: skip
MOVES = {
    "--prices-of": Kind(
        PriceDate, "DATE", "prices of another year or month, each rate by its own index", lambda word: {"to": word},
        {
            "--instead": "instead", "--index-value": "values", "--share": "share", "--lag": "lag",
            "--base-lag": "base_lag", "--averaged": "averaged_months", "--unpublished": "unpublished",
            "--yearly-months": "yearly_months", "--decimals": "coefficient_decimals",
            "--rounded": "coefficient_rounded", "--threshold": "threshold", "--threshold-counts": "threshold_counts",
            "--floor": "floor", "--cap": "cap", "--years-combined": "years_combined", "--from-the-base": "compared",
            "--price-decimals": "price_decimals", "--price-rounded": "price_rounded",
        },
        "PriceDate",
    ),
    "--to": Kind(
        Currency, "EUR", "another currency, at each price's own date unless --at or --rate says otherwise",
        lambda word: {"to": word},
        {
            "--at": "at", "--rate": "rate", "--per": "per", "--fx-series": "series", "--accept-rate": "accept_rate",
            "--base-rate": "base_rate", "--base-at": "base_at", "--fx-share": "share", "--fx-band": "band",
            "--fx-beyond": "beyond_band", "--fx-limit": "limit",
        },
        "Currency",
    ),
    "--unit": Kind(
        _unit, "UNIT", "another unit (hour, seat/month, minute, contact, resolution) under stated working assumptions",
        lambda word: {"to": word}, WORKING, "Unit",
    ),
    "--constant": Kind(
        ConstantPrices, "DATE", "all money in the prices of one date by one general index (--by)",
        lambda word: {"to": word},
        {"--by": "index", "--unpublished": "unpublished", "--yearly-months": "yearly_months"}, "ConstantPrices",
    ),
    "--volume": Kind(
        VolumeBaseline, "BEFORE:AFTER", "volume bands and stated volumes for another baseline", _volumes, {},
        "VolumeBaseline",
    ),
    "--reference": Kind(
        ReferencePeriod, "INDEX=PERIOD", "an index on another reference period: us_cpi_u=2015", _reference,
        {
            "--level": "level", "--decimals": "decimals", "--factor-decimals": "factor_decimals",
            "--value-decimals": "value_decimals", "--rounded": "rounded", "--unpublished": "unpublished",
        },
        "ReferencePeriod",
    ),
}  # fmt: skip
SAME_MOVE = {"--currency": "--to"}
TERMS: dict[str, tuple[str, str]] = {
    "--instead": ("INDEX=OTHER", "another index for the rates of one (again for more); a basket: none=a:60%%,b:20%%"),
    "--index-value": ("DATE=VALUE", "the index as a contract states it: 2024=104 (again for more)"),
    "--share": ("70%", "how much of the price follows its index; the rest is fixed"),
    "--lag": ("MONTHS", "the index is read so many months earlier"),
    "--base-lag": ("MONTHS", "the same for the earlier of the two dates, where it is another lag"),
    "--averaged": ("MONTHS", "the index is averaged over so many months that end there"),
    "--unpublished": ("HOW", "months that nobody published: stop, or left-out of the average"),
    "--yearly-months": ("HOW", "a month of an index with one figure a year: stop, or as-their-year"),
    "--decimals": ("N", "the coefficient (of --reference: the old average) is rounded to so many decimals"),
    "--rounded": ("HOW", "the coefficient (of --reference: the values) nearest, up or down"),
    "--threshold": ("2%", "a change up to it counts nothing"),
    "--threshold-counts": ("HOW", "beyond it counts the whole-change or only-the-excess"),
    "--floor": ("1%", "the price rises by no less a year; a negative one as --floor=-1%%"),
    "--cap": ("3%", "the price rises by no more a year"),
    "--years-combined": ("HOW", "the years of floor and cap are compounded or added"),
    "--from-the-base": ("", "from the first price date on record, not from the present one"),
    "--price-decimals": ("N", "prices are rounded to so many decimals"),
    "--price-rounded": ("HOW", "prices nearest, up or down"),
    "--at": ("DATE", "the exchange rate of a year (its average) or month"),
    "--rate": ("0.92", "a stated exchange rate; --per says its direction"),
    "--per": ("'EUR per USD'", "how many of the first for one of the second"),
    "--fx-series": ("KEY", "an exchange rate series to use (again for more)"),
    "--accept-rate": ("", "take the stated rate although it looks turned over"),
    "--base-rate": ("1.377", "the rate that prices were agreed at (with --per), to count its movement since"),
    "--base-at": ("DATE", "the same rate, as published for a year or month"),
    "--fx-share": ("60%", "how much of the movement since counts"),
    "--fx-band": ("2%", "a movement up to it counts nothing"),
    "--fx-beyond": ("HOW", "beyond it counts only-the-excess or the whole-movement"),
    "--fx-limit": ("10%", "movements count up to it, upwards and downwards"),
    "--by": ("INDEX", "the general index of --constant"),
    "--level": ("100", "what the index is on average over the period"),
    "--factor-decimals": ("N", "the conversion factor is rounded to so many decimals"),
    "--value-decimals": ("N", "the values of the index are rounded to so many decimals"),
    "--paid-hours": ("160", "paid hours an agent and month"),
    "--shrinkage": ("30%", "of paid time"),
    "--occupancy": ("82%", "of time on duty"),
    "--handle-time": ("6.5", "minutes a contact; for one channel: chat=9 (so for every working assumption)"),
    "--at-a-time": ("2", "contacts an agent handles at a time"),
    "--resolved": ("75%", "share of contacts that settle the issue"),
    "--hours-billed": ("WHICH", "a price for an hour is for one paid, logged or productive"),
}
FLAGS = {"--from-the-base": "from the base", "--accept-rate": True}
OF_BASIS = {
    "--prices-of": ("--instead", "--unpublished", "--yearly-months"), "--to": ("--at",), "--unit": tuple(WORKING),
}  # fmt: skip
AS_WRITTEN = ("at", "base_at", "per", "index", "to")
CHOICES = ("unpublished", "yearly_months", "threshold_counts", "beyond_band")
SERVES = {
    "coefficient_rounded": ("coefficient_decimals",), "rounded": ("value_decimals",),
    "price_rounded": ("price_decimals",), "threshold_counts": ("threshold",), "years_combined": ("floor", "cap"),
    "beyond_band": ("band",), "accept_rate": ("rate", "base_rate"),
}  # fmt: skip
