"""One value of a scenario that a person can change: what is written there, how it reads, what a typed text means."""

import re
from dataclasses import dataclass, replace
from typing import Any

from dashboard.formats import compact, unit_words
from tcomodel import RateCard
from tcomodel.digits import LARGEST
from tcomodel.entry_numbers import number
from tcomodel.givens import Given
from tcomodel.index_series import catalogue
from tcomodel.months import month_name
from tcomodel.problems import EntryProblem
from tcomodel.rates import Rate
from tcomodel.stated_ranges import is_range, with_another_base
from tcomodel.typed_numbers import THOUSANDS_OR_DECIMALS, typed_number

SEVERAL = {  # kinds written as several numbers
    "calendar": "12 numbers, January first",
    "hours": "24 numbers, midnight first",
    "months": "one number a month, or one for all",
}
GROUPED = re.compile(r"[-−+]?\d{1,3}(,\d{3})+")
Place = tuple[str | int, ...]


def dotted(place: Place) -> str:
    """A place as problems name it: ``options.manila.pricing.seat_rate``."""
    return ".".join(map(str, place))


@dataclass(frozen=True)
class Field:
    """One value a person can change.

    ``place`` is where it stands in the scenario, ``raw`` what is written there (None: nothing; the tool assumes, or
    the value is not stated), ``group`` the heading of the form it belongs to (an option's key for an option's own),
    ``hint`` what an empty box says, ``ends`` the low and high of a range around it, and how it is drawn.
    """

    place: Place
    given: Given
    raw: Any
    label: str
    group: str
    currency: str
    rate: Rate | None = None
    hint: str = "not stated"
    ends: "tuple[Field, ...]" = ()

    def saying(self, raw: Any, card: RateCard) -> "Field":
        """The same field with something else written in it."""
        return self if raw == self.raw else replace(self, raw=raw, rate=rate_in(raw, card))

    @property
    def assumed(self) -> bool:
        return self.raw is None and self.given.assumed is not None

    @property
    def unstated(self) -> bool:
        """Whether nobody says anything about it, not even the tool."""
        return self.raw is None and self.given.assumed is None

    @property
    def where(self) -> str:
        """The place as the problems of a scenario name it."""
        return dotted(self.place)

    @property
    def key(self) -> str:
        return "field:" + self.where

    @property
    def unit(self) -> str:
        """The unit in words: ``USD per seat and month``."""
        return unit_words(self.given.unit, self.currency, self.given.is_share)

    @property
    def scale(self) -> float:
        """What a value is multiplied with to be shown: shares are shown in percent."""
        return 100.0 if self.given.is_share else 1.0

    @property
    def empty_box(self) -> str:
        """What stands greyed in the box while nothing is written."""
        shape = SEVERAL.get(self.given.kind, "")
        return f"{shape}; {self.hint}" if shape else self.hint

    def number(self, raw: Any) -> float | None:
        """The number something written stands for, in percent where it is a share; None where it is no number."""
        raw = self.given.assumed if raw is None else base_of(raw)
        if isinstance(raw, dict):
            return None if self.rate is None else round(self.rate.amount(raw.get("at", "base")) * self.scale, 10)
        try:
            return round(number(replace(self.given, least=None, most=None, kind="number"), raw) * self.scale, 10)
        except EntryProblem:
            return None

    def text(self, raw: Any) -> str:
        """What is written, as a person reads it in its box: ``36,000``, ``12.5 %``; what is no number stays."""
        raw = self.given.assumed if raw is None else base_of(raw)
        if raw is None:
            return ""
        if isinstance(raw, list):
            texts = [self.text(one) for one in raw]
            return ", ".join(texts) if len(texts) > 1 else texts[0].replace(",", "")
        value = self.number(raw)
        if value is None:
            return str(raw)
        return compact(value, 10) + (" %" if self.given.is_share else "")

    @property
    def ends_in_words(self) -> str:
        """The range around it: ``2.5 % to 5.5 %``, ``−12 % to +15 %``; empty where it has none."""
        ends = [end.text(end.raw) for end in self.ends if end.place[-1] in ("low", "high")]
        return re.sub(r"(?<=\d)%", " %", " to ".join(ends).replace("-", "−"))

    def entry(self, value: Any) -> Any:
        """What stands in the scenario when this value does: a range keeps its low and high."""
        return value if value is None or not is_range(self.raw) else with_another_base(self.raw, value)

    def typed(self, text: str) -> Any:
        """What goes into the scenario for a typed text; what is no number goes in as it is and the model refuses it.

        In a field for shares 12.5 and 12.5 % both mean ``12.5%``. Commas may only group thousands: 1.234,5 is refused.
        Several numbers stand apart by a comma and a space, or by commas alone where none of them can group. An
        emptied box takes the entry out, None.
        """
        text = text.strip()
        if not text and self.may_be_left_out:
            return None
        if self.given.kind not in SEVERAL:
            return self._typed(text)
        if re.search(r"[\s;]", text.replace(" %", "%")):
            return [self._typed(part) for part in re.split(r"\s*;\s*|,\s+|\s+", text.replace(" %", "%"))]
        if GROUPED.fullmatch(text):
            now = base_of(self.raw)
            if self.given.kind == "months" and not (isinstance(now, list) and len(now) > 1):
                return self._typed(text)  # one number stands there, or none
            return text  # 100,200 may be one number or two
        return [self._typed(part) for part in text.split(",")]

    def _typed(self, text: str) -> Any:
        bare = text.removesuffix("%").strip()
        number = typed_number(bare)
        if number is None or (text.endswith("%") and not self.given.is_share):
            return text
        if self.given.unit == "contact/month" and THOUSANDS_OR_DECIMALS.fullmatch(bare):
            return text  # 36.000 contacts are 36 or 36,000
        return self.dragged(number)

    def dragged(self, value: float) -> Any:
        """What goes into the scenario for a number as it is shown: 12.5 of a share is written ``12.5%``."""
        if self.given.is_share:
            return f"{value:.12g}%"
        return int(value) if value.is_integer() and abs(value) < LARGEST else float(f"{value:.15g}")

    @property
    def may_be_left_out(self) -> bool:
        """Whether emptying the box takes the entry out. A channel's volume or a share of a mix would take more away."""
        own = self.place[-1] == self.given.name or (self.given.per_channel and self.place[0] != "demand")
        return own and self.place != ("months",)

    @property
    def is_series(self) -> bool:
        """Whether it is a series that the form only names: one number a month, a file, a schedule."""
        series = isinstance(base_of(self.raw), list) and self.given.kind not in SEVERAL
        file = isinstance(self.raw, dict) and "csv" in self.raw
        return series or file or self.given.kind in ("schedule", "series")

    @property
    def series_words(self) -> str:
        """What a series is, in a sentence."""
        raw = base_of(self.raw)
        if isinstance(raw, dict) and "csv" in raw:
            return f"One number a month from the file {raw['csv']}."
        if self.given.kind == "series":
            return _index_words(raw)
        if self.given.kind == "schedule":
            steps = [step for step in raw or () if isinstance(step, dict)]
            return "; ".join(f"month {step.get('month')}: {step.get('share')}" for step in steps)
        return f"{len(raw)} numbers, one a month. Change them in the scenario file."

    @property
    def source(self) -> str:
        """Where the value comes from, in a sentence."""
        if self.rate is not None:
            at = self.raw.get("at", "base") if isinstance(self.raw, dict) else "base"
            which = f" ({at} end of the range)" if at != "base" else ""
            return f"Rate card, {self.rate.key}{which}: {self.rate.source}, as of {self.rate.as_of}."
        if self.unstated:
            return f"{self.hint[:1].upper()}{self.hint[1:]}."
        if self.assumed:
            return f"Assumed: {self.given.because}."
        if isinstance(self.raw, dict) and "csv" in self.raw:
            return f"From the file {self.raw['csv']}."
        return "Stated in the scenario."


def rate_in(raw: Any, card: RateCard) -> Rate | None:
    """The rate of the card that an entry refers to, if it does."""
    return card.rates.get(str(raw["rate"])) if isinstance(raw, dict) and "rate" in raw else None


def base_of(raw: Any) -> Any:
    """The value within a range, anything else as it is."""
    return raw["base"] if isinstance(raw, dict) and "base" in raw else raw


def _index_words(raw: Any) -> str:
    """The measured values of an index: the catalogue's series with its source, or months that were written out."""
    series = catalogue().get(raw) if isinstance(raw, str) else None
    if series is not None:
        title = series.title or series.key
        return f"{title}, measured {month_name(series.first)} to {month_name(series.last)}. Source: {series.source}."
    if isinstance(raw, dict) and raw:
        months = sorted(map(str, raw))
        return f"{len(months)} values written in the scenario, {months[0]} to {months[-1]}."
    return str(raw)
