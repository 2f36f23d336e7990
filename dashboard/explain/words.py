"""How the page calls things: names, places, months."""

import re

from dashboard.explain.asked import What
from dashboard.formats import plain
from tcomodel import Comparison
from tcomodel.months import month_after, month_name
from tcomodel.readers.english import label_of
from tcomodel.readers.english import place_of as place_of_scope

SOURCES = {  # who says so, by the kind of source
    "scenario": "scenario",
    "file": "file",
    "rate card": "rate card",
    "series": "published series",
    "assumed": "assumed",
    "constant": "a constant",
    "calendar": "calendar",
    "changed": "changed here",
}


def name_of(what: What) -> str:
    """``Seat fee``."""
    return label_of(what)


def place_of(what: What) -> str:
    """``Philippines, per seat, Voice``; what the tool assumes stands in no place of the scenario."""
    return "assumed by the tool" if what.scope.kind == "assumed" else place_of_scope(what.scope)


def month_of(result: Comparison, month: int | None) -> str:
    """``month 14, Feb 2028``; a month before the contract is told by the calendar alone."""
    if month is None:
        return "the whole term"
    calendar = month_name(month_after(result.scenario.file.start, month - 1))
    return f"month {month}, {calendar}" if month > 0 else calendar


def said(text: str) -> str:
    """A number in words, safe in Markdown, with the minus sign of all other screens."""
    return plain(re.sub(r"(?<![\w.,])-(?=\d)", "−", text))
