"""Which sections a programme and an option may have, and what these and their members are called."""

import inspect
import sys
from functools import cache

from dashboard.formats import titled
from dashboard.forms.shapes import Offer
from tcomodel import contract
from tcomodel.contract import CLAUSES
from tcomodel.givens import givens_of, members_of
from tcomodel.lines import MEMBERS
from tcomodel.places import SECTIONS

PROGRAMME, MONEY = "Programme", "Money and time"
SHARED = {
    PROGRAMME: ("demand", "service", "staffing", "poor_service"),
    MONEY: ("timing", "inflation"),
}
# Sections an option may have.
OWN = ("service", "staffing", "inflation", "transition", "old_team", "poor_service", "should_cost")
VENDORS_ALONE = ("should_cost",)  # of these: what an in-house option has not
OPTIONAL = ("poor_service",)  # of the shared ones: not there unless somebody adds it
MIXES = {"locations": "Share in ", "complexities": "Share of "}
TITLES = {
    "in_house": "Costs",
    "demand": "Volume",
    "service": "Handling",
    "staffing": "Staffing",
    "timing": "Discounting",
    "inflation": "Inflation",
    "locations": "Locations",
    "complexities": "Complexity",
}


def title_of(section: str) -> str:
    """What a section is called: ``Handling`` for ``service``."""
    return TITLES.get(section, titled(section))


def noun_of(kind: str) -> str:
    """What one member of a group is called: ``service level``, ``tier``, ``index``."""
    many = MEMBERS.get(kind, "indices" if kind == "index" else f"{kind}s")
    return "index" if many == "indices" else many.removesuffix("s")


@cache
def about_of(name: str) -> str:
    """What a clause or section is for: the first sentence of its file, or what its terms are."""
    if name in CLAUSES:
        return _opening(f"{contract.__name__}.{name}")
    if name in ("service", "staffing", "inflation"):
        said = (inspect.getdoc(SECTIONS[name]) or "").splitlines()[0].removesuffix(".")
        return f"{said}, where this option differs from the programme."
    return _opening(SECTIONS[name].__module__)


def terms_of(offer: Offer) -> str:
    """The names of what a clause or section may state, to find it by."""
    name = str(offer.place[-1])
    known = CLAUSES[name].terms if name in CLAUSES else SECTIONS[name]
    return " ".join(one.label for one in (*givens_of(known).values(), *members_of(known).values()))


def _opening(module: str) -> str:
    return (sys.modules[module].__doc__ or "").strip().splitlines()[0]
