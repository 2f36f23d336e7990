"""A scenario: what the user chose. Sections, options and contracts, as they stand in a YAML file.

    currency: USD
    start: 2027-01
    months: 60
    card: Vendor A 2026        # or vendor_a.yaml beside the file, or the card itself; without it the tool's own
    demand:
      volume: {voice: 42000, chat: 12000}
    options:
      in_house:
        in_house: {hourly_wage: {rate: united_states.wage.agent}}
      manila:
        pricing: {model: per_seat, seat_rate: {rate: philippines.seat_month}}
        contract: {indexation: {yearly_indexation: 3%}}

``load_scenario`` reads a file, ``read_scenario`` text, ``scenario_from`` data. All of them refuse what is
wrong with the whole list of problems.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_origin

from pydantic import BaseModel, Field, ValidationError, create_model, field_validator

from tcomodel import pricing as pricing_models
from tcomodel.card_of_scenario import card_in
from tcomodel.contract import CLAUSES
from tcomodel.files import text_at
from tcomodel.givens import Terms, members_of
from tcomodel.in_house import Costs
from tcomodel.indices import Index
from tcomodel.inflation import Inflation
from tcomodel.old_team import OldTeam
from tcomodel.poor_service import PoorService
from tcomodel.problems import Problem, ProblemsFound, nearest, slip_in_words
from tcomodel.rates import RateCard
from tcomodel.should_cost import ShouldCost
from tcomodel.staffing import Staffing
from tcomodel.stated_ranges import ENTRY_KEYS, RANGE_KEYS, Uncertainty
from tcomodel.timeline import Timing
from tcomodel.transition import Transition
from tcomodel.workload import Demand, Service
from tcomodel.yaml_file import Document, read_yaml, unwritable
from tcomodel.yaml_file import Path as Place

KEY = re.compile(r"[a-z][a-z0-9_]*")
TAKEN = ("programme", "assumed")  # places of their own in the names of rows
LONGEST_TERM = 240  # months
LONGEST_NAME = 80
MOST_OPTIONS = 12

Contract = create_model(  # one optional section per clause
    "Contract", __base__=Terms, **{name: (clause.terms | None, None) for name, clause in CLAUSES.items()}
)  # type: ignore[call-overload]


class Option(Terms):
    """One way to do it: in-house, or a vendor under a pricing model and a contract."""

    label: str = Field(default="", max_length=LONGEST_NAME)
    note: str = Field(default="", max_length=2000)
    in_comparison: Any = None
    price_change: Any = None
    in_house: Costs | None = None
    pricing: dict[str, Any] | None = None
    locations: dict[str, Any] = Field(default_factory=dict)
    complexities: dict[str, Any] = Field(default_factory=dict)
    service: Service | None = None
    staffing: Staffing | None = None
    inflation: Inflation | None = None
    transition: Transition | None = None
    old_team: OldTeam | None = None
    poor_service: PoorService | None = None
    should_cost: ShouldCost | None = None
    contract: Contract | None = None  # type: ignore[valid-type]


class ScenarioFile(Terms):
    """The sections of a scenario file."""

    name: str = Field(default="Scenario", max_length=LONGEST_NAME)
    description: str = Field(default="", max_length=4000)
    currency: str = Field(default="USD", pattern=r"^[A-Z]{3}$")
    start: str
    months: int = Field(ge=1, le=LONGEST_TERM)
    baseline: str | None = None
    card: Any = None  # the name of a card, a card file beside the scenario, or the card itself
    timing: Timing | None = None
    demand: Demand
    service: Service | None = None
    staffing: Staffing | None = None
    inflation: Inflation | None = None
    poor_service: PoorService | None = None
    indices: dict[str, Index] = Field(default_factory=dict)
    uncertainty: Uncertainty | None = None
    options: dict[str, Option] = Field(min_length=1, max_length=MOST_OPTIONS)

    @field_validator("start", mode="before")
    @classmethod
    def _month(cls, value: Any) -> str:
        text = str(value)
        if not re.fullmatch(r"(19|20|21)\d{2}-(0[1-9]|1[0-2])", text):
            raise ValueError(f"found {text!r}; expected the first month as 2027-01")
        return text

    @field_validator("options")
    @classmethod
    def _keys(cls, options: dict[str, Option]) -> dict[str, Option]:
        for key in options:
            if key in TAKEN:
                raise ValueError(f"the option key {key!r} already means something here; take another and use label")
            if not KEY.fullmatch(key) or len(key) > 40:
                raise ValueError(
                    f"the option key {key!r} must be a short word of small letters, digits and _; "
                    "use label for the name"
                )
        return options


@dataclass(frozen=True)
class Scenario:
    """A checked scenario. ``data`` is what was written, the rest the same as objects."""

    data: Mapping[str, Any]
    file: ScenarioFile
    pricing: Mapping[str, Terms]  # the pricing terms of each vendor option
    document: Document
    folder: Path | None = None
    channels: tuple[str, ...] = field(default=())
    card: RateCard | str | None = None  # the one it brings along, or the name of the one it asks for

    @property
    def baseline(self) -> str | None:
        """The option others are compared with: the one named, else the first in-house one."""
        if self.file.baseline:
            return self.file.baseline
        return next((key for key, option in self.file.options.items() if option.in_house), None)

    def model_of(self, option: str) -> str:
        """``in_house`` or the name of the pricing model."""
        terms = self.file.options[option].pricing
        return "in_house" if terms is None else str(terms["model"])


def load_scenario(path: str | Path, *, own_card: bool = True) -> Scenario:
    """Read a scenario file; raises ProblemsFound with every slip and its line.

    Without ``own_card`` a card file it names is not looked for: another card takes its place.
    """
    path = Path(path)
    try:
        text = text_at(path)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not a text file"
        raise ProblemsFound([Problem("", f"the scenario cannot be read: {reason}", str(path))]) from None
    return _checked(read_yaml(text, str(path)), path.parent, own_card)


def read_scenario(text: str, file: str = "scenario") -> Scenario:
    """Read a scenario from YAML text, without access to other files."""
    return _checked(read_yaml(text, file), None)


def scenario_from(data: Mapping[str, Any], folder: Path | None = None) -> Scenario:
    """A scenario from data in the shape of its file."""
    return _checked(Document(dict(data)), folder)


def _checked(document: Document, folder: Path | None, own_card: bool = True) -> Scenario:
    problems = list(document.problems)
    if not isinstance(document.data, dict):
        raise ProblemsFound([*problems, document.problem((), "a scenario holds start, months, demand and options")])
    problems += _unwritable(document, {name: one for name, one in document.data.items() if name != "card"}, ())
    try:
        file = ScenarioFile.model_validate(document.data)
    except ValidationError as error:
        problems += [problem_of(document, ScenarioFile, slip) for slip in error.errors()]
        file = None
    options = document.data.get("options")
    terms = {}
    for key, option in (options if isinstance(options, dict) else {}).items():
        if isinstance(option, dict) and option.get("pricing") is not None:
            terms[key] = _pricing(document, str(key), option["pricing"], problems)
        if isinstance(option, dict) and (option.get("pricing") is None) == (option.get("in_house") is None):
            problems.append(document.problem(("options", key), "an option has either in_house or pricing"))
        elif isinstance(option, dict) and option.get("in_house") is not None and option.get("contract"):
            message = "an in-house option has no contract; its clauses belong to an option with pricing"
            problems.append(document.problem(("options", key, "contract"), message))
        if isinstance(option, dict) and option.get("in_house") is not None and option.get("should_cost"):
            message = "an in-house option has no vendor whose price could be built up; its own costs are under in_house"
            problems.append(document.problem(("options", key, "should_cost"), message))
    if file is not None:
        problems += _names(document, file)
    card = None
    try:
        card = card_in(document, folder, own_card)
    except ProblemsFound as found:
        problems += found.problems
    if problems or file is None:
        raise ProblemsFound(sorted(problems, key=lambda p: (p.file != document.file, p.line or 0)))
    volume = file.demand.volume
    channels = tuple(volume) if isinstance(volume, dict) and not ENTRY_KEYS & set(volume) else ("contacts",)
    return Scenario(document.data, file, terms, document, folder, channels, card)  # type: ignore[arg-type]


def _unwritable(document: Document, data: Any, path: Place) -> Iterator[Problem]:
    """Texts with signs that no file can carry: names would bring them into formulas and charts of a workbook."""
    if isinstance(data, str):
        if slip := unwritable(data):
            yield document.problem(path, slip)
    elif isinstance(data, Mapping | list):
        for name, one in data.items() if isinstance(data, Mapping) else enumerate(data):
            yield from _unwritable(document, one, (*path, name))


def _pricing(document: Document, key: str, raw: Any, problems: list[Problem]) -> Terms | None:
    place = ("options", key, "pricing")
    models = pricing_models.names()
    if not isinstance(raw, dict) or "model" not in raw:
        problems.append(document.problem(place, f"pricing needs model: one of {', '.join(models)}"))
        return None
    if raw["model"] not in models:
        found = str(raw["model"])
        message = f"{found} is no pricing model{nearest(found, models)} (models: {', '.join(models)})"
        problems.append(document.problem((*place, "model"), message))
        return None
    known: type[Terms] = pricing_models.find(raw["model"]).Pricing
    try:
        return known.model_validate({name: value for name, value in raw.items() if name != "model"})
    except ValidationError as error:
        problems += [problem_of(document, known, slip, place) for slip in error.errors()]
        return None


def _names(document: Document, file: ScenarioFile) -> list[Problem]:
    found = []
    volume = file.demand.volume
    if volume is None:
        found.append(document.problem(("demand",), "volume is missing: contacts a month, by channel"))
    channels = volume if isinstance(volume, dict) and not ENTRY_KEYS & set(volume) else {}
    for channel in channels:
        if (
            not KEY.fullmatch(channel)
            or len(channel) > 40
            or channel in file.options
            or channel in ("rate", "csv", "at", *RANGE_KEYS)
        ):
            message = (
                f"the channel {channel!r} must be a short word of small letters, digits and _, and no option's key"
            )
            found.append(document.problem(("demand", "volume", channel), message))
    if file.baseline is not None and file.baseline not in file.options:
        found.append(
            document.problem(
                ("baseline",), f"there is no option {file.baseline!r}{nearest(file.baseline, file.options)}"
            )
        )
    for key, option in file.options.items():
        for mix, one in (("locations", "location"), ("complexities", "complexity")):
            taken = {*channels, *(option.locations if mix == "complexities" else ())}
            for name in getattr(option, mix):
                if name in taken or not KEY.fullmatch(name):
                    message = f"the {one} {name!r} must be a word of small letters, digits and _, and no channel's name"
                    found.append(document.problem(("options", key, mix, name), message))
    for key in file.indices:
        if not KEY.fullmatch(key) or len(key) > 40 or key in channels:
            message = f"the index {key!r} must be a short word of small letters, digits and _, and no channel's name"
            found.append(document.problem(("indices", key), message))
    return found


def problem_of(document: Document, model: type[BaseModel], slip: Any, before: tuple[str | int, ...] = ()) -> Problem:
    """One slip that pydantic found, in words and with its line; ``before`` is where the checked section stands."""
    place = (*before, *slip["loc"])
    name = str(place[-1]) if place else ""
    if slip["type"] == "extra_forbidden":
        known = _fields_at(model, slip["loc"][:-1])
        return document.problem(
            place, f"{name} is not known here{_home_of(name) or nearest(name, known)} (known: {', '.join(known)})"
        )
    if slip["type"] == "missing":
        return document.problem(place[:-1], f"{name} is missing")
    message = slip_in_words(slip)
    if slip["type"] in ("model_type", "model_attributes_type", "dict_type"):
        message = f"found {slip['input']!r}; expected a section with names and values"
    elif slip["type"] in ("int_parsing", "int_type", "int_from_float", "greater_than_equal", "less_than_equal"):
        message = f"found {slip['input']!r}; expected a whole number from 1 to {LONGEST_TERM}"
    elif slip["type"] == "string_too_long":
        message = f"the text has {len(slip['input'])} characters; the most is {slip['ctx']['max_length']}"
    elif slip["type"] in ("string_type", "string_pattern_mismatch"):
        message = f"found {slip['input']!r}; expected " + (
            "a currency code such as USD" if name == "currency" else "text"
        )
    elif slip["type"] == "too_long":
        message = f"there are {len(slip['input'])}; the most is {MOST_OPTIONS}"
    elif slip["type"] == "too_short":
        message = "there must be at least one"
    return document.problem(place, message)


def _fields_at(model: Any, place: tuple[str | int, ...]) -> list[str]:
    """The names a section knows, found by walking the models along a path."""
    names = iter(place)
    for name in names:
        fields = getattr(model, "model_fields", {})
        if name not in fields:
            break
        annotation = fields[name].annotation
        if get_origin(annotation) is dict:
            next(names, None)  # the key of a mapping such as options or kpis
        candidates = [annotation, *getattr(annotation, "__args__", ())]
        model = next((c for c in candidates if hasattr(c, "model_fields")), model)
    return list(getattr(model, "model_fields", {}))


def _home_of(name: str) -> str:
    """``; it belongs to in_house`` for a name that one other section knows."""
    sections = {key: field.annotation for key, field in Option.model_fields.items()}
    sections |= {"demand": Demand, "timing": Timing, "indices": Index}
    sections |= {f"contract.{key}": clause.terms for key, clause in CLAUSES.items()}
    for key, clause in CLAUSES.items():
        for group in members_of(clause.terms).values():
            sections[f"an entry of contract.{key}.{group.name}"] = group.terms
    sections |= {f"pricing of {model}": pricing_models.find(model).Pricing for model in pricing_models.names()}
    homes = [
        key
        for key, annotation in sections.items()
        if any(name in getattr(one, "model_fields", {}) for one in (annotation, *getattr(annotation, "__args__", ())))
    ]
    return f"; it belongs to {homes[0]}" if len(homes) == 1 else ""
