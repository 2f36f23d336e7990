"""What the input sheets say of an input in words: its name, unit, limits, source, and how its number is shown.

in_programme.voice.volume   contacts per month   expected at least 0   Stated in the scenario (sheet Scenario, line 12)
"""

import re

from tcomodel.digits import LARGEST
from tcomodel.entry_numbers import said
from tcomodel.givens import Given
from tcomodel.model import Input, Scope
from tcomodel.readers.english import people_unit, place_of
from tcomodel.readers.trace import FOLLOWS_FROM, source_of
from tcomodel.results import Comparison
from tcomodel.yaml_file import Document

YES_OR_NO, PERCENT, WHOLE, PLAIN = (
    '"yes";;"no"',
    "#,##0.0##%;-#,##0.0##%;0.0%",
    "#,##0;-#,##0;0",
    "#,##0.0#####;-#,##0.0#####;0",
)
CALENDAR_NUMBERS = ("first_year", "first_calendar_month")
NAMED_UNITS = {  # of inputs whose number has no unit of the model
    "seasonality": "factor of a month",
    "hourly_profile": "weight of an hour",
    "simultaneous_contacts": "contacts at a time",
    "minimum_on_duty": "agents",
    "index_data": "level of the index",
    "coefficient_decimals": "decimals",
    "actions_per_conversation": "actions",
    "repeat_most": "times the credit",
}
LINKED = re.compile(r'https://[^\s"<>]{1,2000}')


def title_of(scope: Scope, comparison: Comparison) -> str:
    """A heading for the inputs of a place."""
    owners = {option.key: option.label for option in comparison.model.options}
    if scope.path[0] in owners:
        return place_of(scope)
    titles = {
        "programme": "Programme",
        "assumed": "Assumed, because nobody stated it",
        "index": f"Index: {scope.label}",
    }
    return titles.get(scope.kind, f"Demand: {scope.label}")


def unit_in(unit: str, currency: str) -> str:
    """``currency/seat/month`` as ``USD per seat and month``; pure numbers as share or factor."""
    if unit.startswith("share"):
        return unit.replace("/", " per ")
    if unit.startswith("1"):
        return "share" + unit[1:].replace("/", " per ") if unit != "1" else "share or factor"
    return "number" if unit == "-" else people_unit(unit, currency)


def unit_of_input(given: Given, currency: str) -> str:
    """The unit a reader types an input in: ``percent per year``, ``yes or no``, ``USD per hour``."""
    if given.kind == "switch":
        return "yes or no"
    if given.is_share:
        return "percent" + given.unit[1:].replace("/", " per ")
    if given.name in CALENDAR_NUMBERS:
        return f"calendar {given.unit}"
    return NAMED_UNITS.get(given.name, "number") if given.unit == "1" else unit_in(given.unit, currency)


def shown(given: Given) -> str:
    """The number format of an input."""
    if given.kind == "switch":
        return YES_OR_NO
    if given.is_share:
        return PERCENT
    if is_whole(given):
        return "0" if given.unit == "year" else WHOLE
    return "#,##0.00####;-#,##0.00####;0.00" if given.unit.startswith("currency") else PLAIN


def is_whole(given: Given) -> bool:
    """Whether only whole numbers make sense."""
    return given.kind == "whole" or given.name in CALENDAR_NUMBERS


def limits_of(given: Given, months: int) -> tuple[float, float]:
    """The least and the most an input may be, in a contract of so many months."""
    least, most = given.limits
    return least, min(most, months) if given.within_term else most


def limits_in_words(given: Given, months: int) -> str:
    """``from 0 % to 100 %``, ``at least 0``, ``any number``: the limits as the reader sees the number."""
    least, most = limits_of(given, months)
    if given.kind == "switch":
        return "1 for yes or 0 for no"
    kind = "a whole number " if is_whole(given) else ""
    if abs(least) == LARGEST and most == LARGEST:
        return kind.strip() or "any number"
    if most == LARGEST:
        return f"{kind}of at least {said(given, least)}" if kind else f"at least {said(given, least)}"
    if least == -LARGEST:
        return f"{kind}of at most {said(given, most)}" if kind else f"at most {said(given, most)}"
    return f"{kind}from {said(given, least)} to {said(given, most)}"


def source_in_words(one: Input, comparison: Comparison, written: Document) -> str:
    """Where a number comes from; of a card rate also what it is and who says so.

    ``written`` is the text on the sheet Scenario: its lines are named, not those of a file the reader does not have.
    """
    source = source_of(one, comparison)
    told = source.text[:1].upper() + source.text[1:]
    if "entry" in source.details:
        line = written.line_of(one.place or FOLLOWS_FROM[one.name])
        file = source.details.get("file")
        told = f"Read from {file} (written out on " if file else "Stated in the scenario ("
        told += f"sheet Scenario, line {line})"
    if one.rate is not None:
        told += f" ({one.rate.title}; {one.rate.source})"
    return told


def address_of(one: Input) -> str:
    """The address of the source of an input that a link may lead to, or nothing."""
    of = one.rate or one.from_series
    return linked(of.address) if of is not None else ""


def linked(address: str) -> str:
    """The first of the addresses a link may lead to, or nothing."""
    return next((one for one in address.split(" ; ") if LINKED.fullmatch(one)), "")
