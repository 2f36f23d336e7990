"""The fields of a scenario: every number it states, and what it leaves to an assumption.

Nothing here knows a single input by name. Fields follow from the declared inputs (``tcomodel.givens``) of the
sections a scenario has, so a new pricing model or clause has its form as soon as its file exists.

    fields_of(scenario, card)  ->  [Field(("options", "manila", "pricing", "seat_rate"), ...), ...]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from dashboard.formats import compact, titled, unit_words
from tcomodel import RateCard, Scenario
from tcomodel import pricing as pricing_models
from tcomodel.contract import CLAUSES
from tcomodel.entries import EntryProblem, number
from tcomodel.givens import Given, givens_of
from tcomodel.in_house import Costs
from tcomodel.places import SECTIONS
from tcomodel.rates import Rate

PROGRAMME, MONEY = "Programme", "Money and time"
SHARED = {
    PROGRAMME: ("demand", "service", "staffing"),
    MONEY: ("timing", "inflation"),
}
OWN = ("service", "staffing", "inflation", "transition")
TITLES = {
    "in_house": "Costs",
    "demand": "Volume",
    "service": "Handling",
    "staffing": "Staffing",
    "timing": "Discounting",
    "inflation": "Inflation",
    "transition": "Transition",
    "locations": "Locations",
}
SHORTEST, LONGEST = 12, 120  # months of the term that the slider offers
SEVERAL = ("calendar", "months")  # kinds written as several numbers
PLAIN_NUMBER = re.compile(r"[-−+]?(\d+|\d{1,3}(,\d{3})+)?(\.\d+)?(?<=\d)")


@dataclass(frozen=True)
class Field:
    """One value a person can change.

    ``place`` is where it stands in the scenario, ``raw`` what is written there (None: nothing, the tool assumes),
    ``group`` the heading of the form it belongs to (an option's key for an option's own), ``section`` the part of
    the group.
    """

    place: tuple[str, ...]
    given: Given
    raw: Any
    label: str
    group: str
    section: str
    currency: str
    rate: Rate | None = None

    def saying(self, raw: Any, card: RateCard) -> "Field":
        """The same field with something else written in it."""
        return self if raw == self.raw else replace(self, raw=raw, rate=_rate_in(raw, card))

    @property
    def assumed(self) -> bool:
        return self.raw is None

    @property
    def key(self) -> str:
        return "field:" + ".".join(self.place)

    @property
    def unit(self) -> str:
        """The unit in words: ``USD per seat and month``."""
        return unit_words(self.given.unit, self.currency, self.given.is_share)

    @property
    def scale(self) -> float:
        """What a value is multiplied with to be shown: shares are shown in percent."""
        return 100.0 if self.given.is_share else 1.0

    def number(self, raw: Any) -> float | None:
        """The number something written stands for, in percent where it is a share; None where it is no number."""
        if raw is None:
            raw = self.given.assumed
        if isinstance(raw, dict):
            return None if self.rate is None else round(self.rate.amount(raw.get("at", "base")) * self.scale, 10)
        try:
            return round(number(replace(self.given, least=None, most=None, kind="number"), raw) * self.scale, 10)
        except EntryProblem:
            return None

    def text(self, raw: Any) -> str:
        """What is written, as a person reads it in its box: ``36,000``, ``12.5 %``; what is no number stays."""
        if raw is None:
            raw = self.given.assumed
        if isinstance(raw, list):
            return ", ".join(self.text(one) for one in raw)
        value = self.number(raw)
        if value is None:
            return str(raw)
        return compact(value, 10) + (" %" if self.given.is_share else "")

    def typed(self, text: str) -> Any:
        """What goes into the scenario for a typed text; what is no number goes in as it is and the model refuses it.

        In a field for shares 12.5 and 12.5 % both mean ``12.5%``. Commas may only group thousands: 1.234,5 is refused.
        """
        if self.given.kind in SEVERAL:
            return [self._typed(part.strip()) for part in text.split(",")]
        return self._typed(text.strip())

    def _typed(self, text: str) -> Any:
        bare = text.removesuffix("%").strip()
        if not PLAIN_NUMBER.fullmatch(bare) or (text.endswith("%") and not self.given.is_share):
            return text
        return self.dragged(float(bare.replace(",", "").replace("−", "-")))

    def dragged(self, value: float) -> Any:
        """What goes into the scenario for a number as it is shown: 12.5 of a share is written ``12.5%``."""
        if self.given.is_share:
            return f"{value:.12g}%"
        return int(value) if value.is_integer() and abs(value) < 1e15 else float(f"{value:.15g}")

    @property
    def is_series(self) -> bool:
        """Whether it is a series that the form only names: one number a month, a file, a schedule."""
        series = isinstance(self.raw, list) and self.given.kind not in SEVERAL
        file = isinstance(self.raw, dict) and "csv" in self.raw
        return series or file or self.given.kind == "schedule"

    @property
    def source(self) -> str:
        """Where the value comes from, in a sentence."""
        if self.rate is not None:
            at = self.raw.get("at", "base") if isinstance(self.raw, dict) else "base"
            which = f" ({at} end of the range)" if at != "base" else ""
            return f"Rate card, {self.rate.key}{which}: {self.rate.source}, as of {self.rate.as_of}."
        if self.assumed:
            return f"Assumed: {self.given.because}."
        if isinstance(self.raw, dict) and "csv" in self.raw:
            return f"From the file {self.raw['csv']}."
        return "Stated in the scenario."


def term_field(scenario: Scenario) -> Field:
    """The length of the contract."""
    months = scenario.file.months
    given = Given(
        "months",
        "month",
        "Length of the contract. Every total is over this term.",
        "Term",
        kind="whole",
        least=min(SHORTEST, months),
        most=max(LONGEST, months),
        step=1,
    )
    return Field(("months",), given, months, "Term", MONEY, "Term", scenario.file.currency)


def fields_of(scenario: Scenario, card: RateCard) -> list[Field]:
    """Every field of a scenario, in the order of its file: the programme's, then each option's own."""
    found = [term_field(scenario)]
    for group, sections in SHARED.items():
        for name in sections:
            section = getattr(scenario.file, name)
            found += _section(scenario, card, SECTIONS[name], section, (name,), group, TITLES[name])
    for key in scenario.file.options:
        found += _option(scenario, card, key)
    return found


def _option(scenario: Scenario, card: RateCard, key: str) -> list[Field]:
    option, place = scenario.file.options[key], ("options", key)
    found: list[Field] = []
    if option.in_house is not None:
        found += _section(scenario, card, Costs, option.in_house, (*place, "in_house"), key, TITLES["in_house"])
    else:
        terms = scenario.pricing[key]
        title = pricing_models.title(scenario.model_of(key))
        found += _section(scenario, card, type(terms), terms, (*place, "pricing"), key, f"Price: {title.lower()}")
    for location, raw in option.locations.items():
        given = Given(
            f"share_of_{location}",
            "1",
            "Share of the work done there; all shares add up to 100 %.",
            titled(location),
            least=0,
            most=1,
            step=0.05,
        )
        found += _leaves(
            scenario,
            card,
            given,
            raw,
            (*place, "locations", location),
            key,
            TITLES["locations"],
            "Share in " + titled(location),
        )
    for name, clause in CLAUSES.items():
        section = getattr(option.contract, name, None)
        if section is not None:
            found += _section(scenario, card, clause.terms, section, (*place, "contract", name), key, titled(name))
    for name in OWN:
        section = getattr(option, name)
        if section is not None:
            found += _section(
                scenario, card, SECTIONS[name], section, (*place, name), key, TITLES[name], assume=name == "transition"
            )
    return found


def _section(
    scenario: Scenario,
    card: RateCard,
    known: type[BaseModel],
    section: BaseModel | None,
    place: tuple[str, ...],
    group: str,
    title: str,
    before: str = "",
    assume: bool = True,
) -> Iterator[Field]:
    """The fields of one section: what it states, what is assumed instead, and sections inside it such as KPIs."""
    for name, given in givens_of(known).items():
        raw = getattr(section, name, None)
        label = before + given.label.lower() if before else titled(given.label)
        if raw is not None:
            yield from _leaves(scenario, card, given, raw, (*place, name), group, title, label)
        elif assume and given.assumed is not None:
            yield Field((*place, name), given, None, label, group, title, scenario.file.currency)
    for name in known.model_fields:
        inner = getattr(section, name, None)
        if isinstance(inner, dict) and name not in givens_of(known):
            for key, one in inner.items():
                if isinstance(one, BaseModel):
                    inside = (*place, name, key)
                    yield from _section(
                        scenario, card, type(one), one, inside, group, title, f"{titled(key)}: ", assume
                    )


def _leaves(
    scenario: Scenario,
    card: RateCard,
    given: Given,
    raw: Any,
    place: tuple[str, ...],
    group: str,
    title: str,
    label: str,
) -> Iterator[Field]:
    """One field, or one for each channel and location an entry is written by."""
    if isinstance(raw, dict) and not {"rate", "csv"} & set(raw):
        for name, inner in raw.items():
            yield from _leaves(
                scenario, card, given, inner, (*place, name), group, title, f"{label}, {titled(name, first=False)}"
            )
        return
    yield Field(place, given, raw, label, group, title, scenario.file.currency, _rate_in(raw, card))


def _rate_in(raw: Any, card: RateCard) -> Rate | None:
    return card.rates.get(str(raw["rate"])) if isinstance(raw, dict) and "rate" in raw else None
