"""A rate card: an immutable set of rates, read from a file or refused with all its slips.

card: {name: Public reference rates, as_of: 2026-10}
series: {}                 # index series of the card's own, by the name its rates use
rates:
  philippines.hour: {title: ..., base: 11, unit: USD/hour, ...}
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tcomodel.files import text_at
from tcomodel.index_checks import own_series
from tcomodel.index_series import IndexSeries, SeriesProblem, index_names, nearest_index, series_called
from tcomodel.problems import Problem, ProblemsFound, nearest, slip_in_words
from tcomodel.rates.rate import Rate
from tcomodel.yaml_file import Document, read_yaml
from tcomodel.yaml_file import Path as Place

SECTIONS = ("card", "series", "rates")
ABOUT = ("name", "as_of", "note", "record")
MOST_HINTS = 5  # the nearest of 5,000 rates takes a tenth of a second to find
KINDS = {  # what a fact has to be, by the beginning of what pydantic calls another
    "string": "text; put what looks like a number in quotes",
    "bool": "true or false",
    "tuple": "a list",
    "model": "names with values",
    "dict": "names with values",
    "int": "a whole number",
    "float": "a number",
}
MOST_PROBLEMS = 500  # told at once; finding the nearest right word for each takes its time


@dataclass(frozen=True, eq=False)
class RateCard:
    """An immutable set of rates by key, in the order of its file.

    ``series`` are index series of the card's own, ``record`` what was done to the card as a whole, a line each.
    ``text`` is the file it was read from, with its comments; ``lines`` the line of each rate in it.
    ``origins`` says of a card laid over another which card each rate comes from; empty: all of them are its own.
    """

    name: str
    as_of: str
    rates: Mapping[str, Rate]
    file: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)
    note: str = ""
    record: tuple[str, ...] = ()
    series: Mapping[str, IndexSeries] = field(default_factory=dict)
    text: str = ""
    origins: "Mapping[str, RateCard]" = field(default_factory=dict)

    def __getitem__(self, key: str) -> Rate:
        try:
            return self.rates[key]
        except KeyError:
            raise KeyError(f"the rate card has no {key!r}{nearest(key, self.rates)}") from None

    def __len__(self) -> int:
        return len(self.rates)

    def index(self, name: str) -> IndexSeries:
        """The series that rates of this card mean by a name: the card's own, else the catalogue's.

        Raises SeriesProblem, in words, where there is none.
        """
        own = self.series.get(name)
        return own if own is not None else series_called(name)

    def origin(self, key: str) -> "RateCard":
        """The card a rate comes from: this one, or one of those it was laid over."""
        return self.origins.get(key, self)

    def with_rates(self, rates: Mapping[str, Rate], **facts: Any) -> "RateCard":
        """The same card with other rates, and with other facts such as ``name`` or ``record``."""
        return replace(self, rates=rates, **facts)

    @cached_property
    def fingerprint(self) -> str:
        """Twelve characters that change when anything on the card does, and not with the order within a step."""
        rates = [rate.model_dump(exclude_defaults=True) for rate in self.rates.values()]
        for rate in rates:
            for step in rate.get("history", ()):
                if "was" in step:
                    step["was"] = dict(sorted(step["was"].items()))
        series = [
            {**vars(one), "key": key, "values": one.values.tolist(), "unpublished": sorted(one.unpublished.items())}
            for key, one in self.series.items()
        ]
        origins = [(key, card.name, card.record) for key, card in self.origins.items()]
        told = repr((self.name, self.as_of, self.note, self.record, rates, series, origins))
        return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def load_card(path: str | Path) -> RateCard:
    """Read a rate card file; raises ProblemsFound with every slip and its line."""
    path = Path(path)
    try:
        text = text_at(path)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not a text file"
        raise ProblemsFound([Problem("", f"the rate card cannot be read: {reason}", str(path))]) from None
    return read_card(text, str(path))


def read_card(text: str, file: str = "rate card") -> RateCard:
    """Read a rate card from text; raises ProblemsFound with every slip and its line."""
    document = read_yaml(text, file)
    data = document.data if isinstance(document.data, dict) else {}
    strange = [key for key in data if key not in SECTIONS]
    document.problems += [
        document.problem((key,), f"{key} is not part of a rate card{nearest(str(key), SECTIONS)}")
        for key in strange[:MOST_PROBLEMS]
    ]
    return replace(_read(document, data.get("card"), data, ()), text=text)


def card_within(document: Document, place: Place) -> RateCard:
    """The card that stands in another file at a place; raises ProblemsFound with its slips alone.

    {name: Bids, as_of: 2026-10, rates: {manila.hour: {title: ..., base: 11, unit: USD/hour, ...}}}
    """
    data = document.data
    for name in place:
        data = data[name]
    about = {key: value for key, value in data.items() if key not in ("series", "rates")}
    return _read(Document(document.data, document.file, document.lines), about, data, place)


def _read(document: Document, about: Any, data: Mapping[str, Any], home: Place) -> RateCard:
    """The card whose ``series`` and ``rates`` stand at a place (at the top of a file of its own)."""
    problems = document.problems
    top, at_rates = home or ("card",), (*home, "rates")
    if not isinstance(about, dict) or not {"name", "as_of"} <= about.keys():
        start = "a card written into a scenario holds" if home else "a rate card starts with card: holding"
        problems.append(document.problem(top, f"{start} name and as_of"))
        about = {"name": document.file, "as_of": "", **(about if isinstance(about, dict) else {})}
    for key in [key for key in about if key not in ABOUT][:MOST_PROBLEMS]:
        facts = (*ABOUT, "series", "rates") if home else ABOUT
        problems.append(document.problem((*top, key), f"{key} is no fact of a card{nearest(str(key), facts)}"))
    rows = data.get("rates")
    if not isinstance(rows, dict) or not rows:
        problems.append(document.problem(at_rates, "a rate card needs rates: one entry or more"))
        rows = {}
    rates: dict[str, Rate] = {}
    for key, row in rows.items():
        rate = _rate(key, row, document, at_rates, problems)
        if rate is not None:
            rates[key] = rate
        elif len(problems) > MOST_PROBLEMS:
            break
    problems += islice(_conflicts(rates, rows, document, at_rates), MOST_PROBLEMS)
    series = _own_series(data.get("series"), document, (*home, "series"), problems)
    known = (*index_names(), *series)
    unknown = [rate for rate in rates.values() if rate.index not in known]
    problems += [
        document.problem(
            (*at_rates, rate.key, "index"), f"index {rate.index!r} is not known{nearest_index(rate.index, known)}"
        )
        for rate in unknown[:MOST_PROBLEMS]
    ]
    if problems:
        told = sorted(problems, key=lambda p: p.line or 0)[:MOST_PROBLEMS]
        if len(told) < len(problems):
            told.append(Problem("", f"there are more than these {MOST_PROBLEMS}; put them right first", document.file))
        raise ProblemsFound(told)
    lines = {key: line for key in rates if (line := document.line_of((*at_rates, key))) is not None}
    record = about.get("record") or ()
    record = tuple(map(str, record)) if isinstance(record, list | tuple) else (str(record),)
    note = str(about.get("note") or "")
    return RateCard(str(about["name"]), str(about["as_of"]), rates, document.file, lines, note, record, series)


def _own_series(raw: Any, document: Document, home: Place, problems: list[Problem]) -> dict[str, IndexSeries]:
    """The index series of the card's own; what is wrong with them is noted."""
    found: dict[str, IndexSeries] = {}
    for key, about in raw.items() if isinstance(raw, dict) else ():
        try:
            found[key] = own_series(key, about)
        except SeriesProblem as slip:
            problems += [document.problem((*home, key), message) for message in slip.messages[:MOST_PROBLEMS]]
        if len(problems) > MOST_PROBLEMS:
            break
    if raw is not None and not isinstance(raw, dict):
        problems.append(document.problem(home, "expected index series by name, each with its months"))
    return found


def _rate(key: str, row: Any, document: Document, home: Place, problems: list[Problem]) -> Rate | None:
    if not isinstance(row, dict):
        problems.append(document.problem((*home, key), "a rate is a list of facts: title, value, unit, ..."))
        return None
    try:
        return Rate(**{**row, "key": key})
    except ValidationError as error:
        problems += [document.problem((*home, key, *place), told) for place, told in slips_of(error)]
    except TypeError:
        problems.append(document.problem((*home, key), "the names of a rate's facts must be words"))
    return None


def slips_of(error: ValidationError) -> list[tuple[tuple[str | int, ...], str]]:
    """What pydantic found wrong with a rate, in words: the fact (an empty place is the whole rate) and the message."""
    slips = error.errors(include_url=False)[:MOST_PROBLEMS]
    return [(slip["loc"], _say(str(slip["loc"][0]) if slip["loc"] else "", slip)) for slip in slips]


def _say(name: str, slip: Any) -> str:
    if slip["type"] == "missing":
        return f"{name} is missing"
    if slip["type"] == "extra_forbidden":
        return f"{name} is not a fact a rate has{nearest(name, Rate.model_fields)}"
    if slip["type"] == "literal_error":
        return f"found {slip['input']!r}; expected {slip['ctx']['expected'].replace(chr(39), '')}"
    kind = slip["type"].partition("_")[0]
    if kind in KINDS and slip["type"] != "value_error":
        return f"found {slip['input']!r}; expected {KINDS[kind]}"
    return slip_in_words(slip)


def _conflicts(
    rates: Mapping[str, Rate], rows: Mapping[str, Any], document: Document, home: Place
) -> Iterator[Problem]:
    hints = 0
    for key, rate in rates.items():
        place = (*home, key, "conflicts_with")
        for other in rate.conflicts_with:
            if other not in rows:
                hints += 1
                hint = nearest(other, rows) if hints <= MOST_HINTS else ""
                yield document.problem(place, f"the card has no {other!r}{hint}")
        if rate.conflicts_with and rate.default is None:
            yield document.problem(place, "a row in conflict says default: true or false, and because")
