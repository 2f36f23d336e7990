"""The forms of a scenario: every number it states, what it leaves to an assumption, and what it could state.

Nothing here knows a single input by name. Forms follow from the declared inputs and groups (``tcomodel.givens``) of
the sections a scenario has, so a new pricing model or clause has its form as soon as its file exists.

    Forms(data, card).option("manila")  ->  [Part("Price: per seat", ...), Part("Indexation", ...), ...]
    fields_of(scenario, card)           ->  [Field(("options", "manila", "pricing", "seat_rate"), ...), ...]

Forms read the data as written, not the checked scenario: an entry that cannot be computed needs its box most.
"""

import inspect
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from dashboard.fields import Field, Place, rate_in
from dashboard.formats import titled
from tcomodel import RateCard, Scenario, contract
from tcomodel import pricing as pricing_models
from tcomodel.comparison import Standing
from tcomodel.contract import CLAUSES
from tcomodel.entry_at import at
from tcomodel.givens import Given, Members, Terms, givens_of, members_of
from tcomodel.in_house import Costs
from tcomodel.index_series import catalogue
from tcomodel.indices import Index
from tcomodel.lines import MEMBERS
from tcomodel.model import Scope
from tcomodel.places import SECTIONS

PROGRAMME, MONEY = "Programme", "Money and time"
SHARED = {
    PROGRAMME: ("demand", "service", "staffing", "poor_service"),
    MONEY: ("timing", "inflation"),
}
OWN = ("service", "staffing", "inflation", "transition", "old_team", "poor_service")  # sections an option may have
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
INDICES = Members("indices", Index, "index", "Measured prices, wages or exchange rates that clauses name.", "Indices")
UNTYPED = ("series", "schedule")  # kinds that are written in the file
SHORTEST, LONGEST = 12, 120  # months of the term that the slider offers


@dataclass(frozen=True)
class Part:
    """A section of a form: a clause, the costs, one tier. ``about`` says in a sentence what it is for."""

    place: Place
    title: str
    fields: tuple[Field, ...]
    groups: "tuple[Group, ...]" = ()
    about: str = ""
    removable: bool = False

    def all_fields(self) -> Iterator[Field]:
        """Its own fields and those of all members of its groups."""
        yield from self.fields
        for one in self.inside():
            yield from one.fields

    def inside(self) -> "Iterator[Part]":
        """The members of its groups, and theirs."""
        for group in self.groups:
            for part in group.parts:
                yield part
                yield from part.inside()


@dataclass(frozen=True)
class Group:
    """Things of one kind of which a section may have more: tiers, service levels, indices.

    ``noun`` is what one of them is called, ``names`` what a new one may be called: None where the person says,
    empty where there is nothing left to name. ``ordered`` members are counted and need no name.
    """

    place: Place
    noun: str
    parts: tuple[Part, ...]
    ordered: bool
    names: tuple[str, ...] | None = None
    title: str = ""
    about: str = ""


@dataclass(frozen=True)
class Offer:
    """A clause or section that is not there and could be, with a sentence on what it does."""

    place: Place
    title: str
    about: str


class Forms:
    """The forms of a scenario given as data; a part is made when somebody asks for it."""

    def __init__(self, data: Mapping[str, Any], card: RateCard) -> None:
        self.data, self.card = data, card
        self.currency = str(data.get("currency", "USD"))
        self.options = _mapping(data.get("options"))
        volume = _mapping(_mapping(data.get("demand")).get("volume"))
        self.channels = () if {"rate", "csv"} & set(volume) else tuple(volume)

    # -- the programme -------------------------------------------------------------------------------

    def shared(self, group: str) -> list[Part]:
        """The programme's own sections, or those on money and time."""
        maker = _Maker(self, group)
        parts = [Part(("months",), "Term", (self.term,))] if group == MONEY else []
        for name in SHARED[group]:
            if name in self.data or name not in OPTIONAL:
                removable = name in OPTIONAL
                parts.append(maker.part(SECTIONS[name], (name,), title_of(name), about_of(name), removable=removable))
        if group == MONEY:
            parts.append(Part(("indices",), "Indices", (), (self.indices(),), INDICES.help))
        return parts

    def indices(self) -> Group:
        """The indices of the programme; a new one is a series of the catalogue."""
        maker, known = _Maker(self, MONEY), _mapping(self.data.get("indices"))
        parts = [
            maker.part(Index, ("indices", key), titled(key), before=f"{titled(key)}: ", removable=True) for key in known
        ]
        return Group(("indices",), "index", tuple(parts), False, tuple(key for key in catalogue() if key not in known))

    @property
    def term(self) -> Field:
        """The length of the contract."""
        months = self.data.get("months")
        known = months if isinstance(months, int) else SHORTEST
        about = "Length of the contract. Every total is over this term."
        given = Given(
            "months", "month", about, "Term", "whole", least=min(SHORTEST, known), most=max(LONGEST, known), step=1
        )
        return Field(("months",), given, months, "Term", MONEY, self.currency)

    # -- an option -----------------------------------------------------------------------------------

    def label(self, key: str) -> str:
        return str(_mapping(self.options.get(key)).get("label") or titled(key))

    def option(self, key: str) -> list[Part]:
        """The sections of an option: its price, its mix of places, the clauses of its contract, its own numbers."""
        option, place = _mapping(self.options.get(key)), ("options", key)
        pricing = _mapping(option.get("pricing"))
        model = pricing_models.find(pricing["model"]) if pricing.get("model") in pricing_models.names() else None
        maker = _Maker(self, key, getattr(model, "COUNTS", ""))
        if model is not None:
            maker.scope.choices |= _chosen(model.Pricing, pricing)
        parts = []
        if "in_house" in option:
            parts.append(maker.part(Costs, (*place, "in_house"), TITLES["in_house"]))
        elif model is not None:
            title = f"Price: {pricing_models.title(pricing['model']).lower()}"
            parts.append(maker.part(model.Pricing, (*place, "pricing"), title))
        for mix, said in MIXES.items():
            shares = _mapping(option.get(mix))
            if shares:
                fields = [maker.share((*place, mix, name), raw, said) for name, raw in shares.items()]
                parts.append(Part((*place, mix), TITLES[mix], tuple(fields)))
        terms = _mapping(option.get("contract"))
        for name, clause in CLAUSES.items():
            if name in terms:
                where = (*place, "contract", name)
                parts.append(maker.part(clause.terms, where, titled(name), about_of(name), removable=True))
        for name in OWN:
            if name in option:
                where, about = (*place, name), about_of(name)
                inherits = name in self.data or name in ("service", "staffing", "inflation")
                part = maker.part(SECTIONS[name], where, title_of(name), about, removable=True, inherits=inherits)
                parts.append(part)
        standing = maker.part(Standing, place, "In the comparison")
        has_price = model is not None
        shown = tuple(one for one in standing.fields if has_price or one.given.name != "price_change")
        return [replace(standing, fields=shown), *parts]

    def offers(self, key: str = "") -> list[Offer]:
        """What an option (or, without a key, the programme) does not have and could have."""
        if not key:
            return [Offer((name,), title_of(name), about_of(name)) for name in OPTIONAL if name not in self.data]
        option, place = _mapping(self.options.get(key)), ("options", key)
        terms = _mapping(option.get("contract"))
        clauses = [name for name in CLAUSES if name not in terms and "in_house" not in option]
        sections = [name for name in OWN if name not in option]
        return [
            *(Offer((*place, "contract", name), titled(name), about_of(name)) for name in clauses),
            *(Offer((*place, name), title_of(name), about_of(name)) for name in sections),
        ]

    def groups(self) -> Iterator[tuple[str, list[Part]]]:
        """Every form with its parts: the programme's, then each option's own."""
        for group in SHARED:
            yield group, self.shared(group)
        for key in self.options:
            yield key, self.option(key)


def _chosen(known: type[Terms], section: Mapping[str, Any]) -> dict[str, str]:
    """Which alternative of each choice holds, stated or assumed."""
    choices = {name: one for name, one in givens_of(known).items() if one.choices}
    return {name: str(section.get(name, one.assumed)) for name, one in choices.items()}


class _Maker:
    """Makes the parts of one form; ``counts`` is what the pricing counts, which stands for ``unit`` in units."""

    def __init__(self, forms: Forms, group: str, counts: str | dict[str, dict[str, str]] = "") -> None:
        self.forms, self.group = forms, group
        self.scope = Scope("option", (), "", counts=counts)

    def part(
        self,
        known: type[Terms],
        place: Place,
        title: str,
        about: str = "",
        *,
        before: str = "",
        removable: bool = False,
        inherits: bool = False,
        channels: tuple[str, ...] | None = None,
    ) -> Part:
        """A section. ``before`` stands before the names of its fields; who ``inherits`` is assumed nothing itself."""
        section = _mapping(at(self.forms.data, place))
        channels = self.forms.channels if channels is None else channels
        scope = self._scope(known, section)
        fields: list[Field] = []
        for name, declared in givens_of(known).items():
            given, raw, where = scope.resolved(declared), section.get(name), (*place, name)
            label = before + given.label if before else titled(given.label)
            if raw is not None:
                fields += self._leaves(given, raw, where, label)
            if given.kind not in UNTYPED:
                fields += [self._unstated(given, where, label, inherits, one) for one in _left(given, raw, channels)]
        groups = [
            group
            for one in members_of(known).values()
            for group in self._groups(one, (*place, one.name), before, section.get(one.name), channels)
        ]
        return Part(place, title, tuple(fields), tuple(groups), about, removable)

    def _scope(self, known: type[Terms], section: Mapping[str, Any]) -> Scope:
        """The section as a place of the model, which knows how units read: what is counted, what a level is in."""
        return Scope("section", (), "", [self.scope], choices=_chosen(known, section))

    def share(self, place: Place, raw: Any, said: str) -> Field:
        """The share of one location or complexity."""
        name = str(place[-1])
        about = "Share of the work; all shares add up to 100 %."
        given = Given(f"share_of_{name}", "1", about, titled(name), least=0, most=1, step=0.05)
        return self._field(given, raw, place, said + titled(name, first=said.endswith("in ")))

    def _leaves(self, given: Given, raw: Any, place: Place, label: str) -> Iterator[Field]:
        """One field, or one for each channel and location an entry is written by."""
        if given.kind != "series" and isinstance(raw, dict) and not {"rate", "csv"} & set(raw):
            for name, inner in raw.items():
                yield from self._leaves(given, inner, (*place, name), f"{label}, {titled(name, first=False)}")
            return
        yield self._field(given, raw, place, label)

    def _field(self, given: Given, raw: Any, place: Place, label: str) -> Field:
        return Field(place, given, raw, label, self.group, self.forms.currency, rate_in(raw, self.forms.card))

    def _unstated(self, given: Given, place: Place, label: str, inherits: bool, channel: str = "") -> Field:
        hint = "not stated"
        if inherits:
            given, hint = replace(given, assumed=None), "as in the programme"
        if channel:
            place, label = (*place, channel), f"{label}, {titled(channel, first=False)}"
        return Field(place, given, None, label, self.group, self.forms.currency, hint=hint)

    def _groups(
        self, members: Members, place: Place, before: str, raw: Any, channels: tuple[str, ...]
    ) -> Iterator[Group]:
        """The group of a section, or one for each channel where every channel has its own."""
        if members.per_channel and (len(channels) > 1 or (isinstance(raw, dict) and raw and set(raw) <= set(channels))):
            for channel in channels:
                said = f"{before}{titled(channel)}, "
                yield self._group(members, (*place, channel), said, _mapping(raw).get(channel), channel)
        else:
            yield self._group(members, place, before.replace(": ", ", "), raw)

    def _group(self, members: Members, place: Place, before: str, raw: Any, channel: str = "") -> Group:
        noun = noun_of(members.kind)
        if members.ordered:
            keys = list(range(len(raw))) if isinstance(raw, list) else []
            titles = [f"{before}{noun} {position + 1}" for position in keys]
        else:
            keys = list(_mapping(raw))
            titles = [f"{before}{titled(str(key), first=not before)}" for key in keys]
        titles = [title[:1].upper() + title[1:] for title in titles]
        parts = tuple(
            self.part(members.terms, (*place, key), title, before=f"{title}: ", removable=True, channels=())
            for key, title in zip(keys, titles, strict=True)
        )
        known = _mapping(self.forms.data.get("indices"))
        names = tuple(name for name in known if name not in keys) if members.of_indices else None
        title = titled(members.label)
        if channel:
            title, noun = f"{title}, {titled(channel, first=False)}", f"{noun} for {titled(channel, first=False)}"
        return Group(place, noun, parts, members.ordered, names, title, members.help)


def _left(given: Given, raw: Any, channels: tuple[str, ...]) -> list[str]:
    """The channels an input says nothing for; an empty name where it is one value for all and is not there."""
    if not given.per_channel or len(channels) < 2:
        return [""] if raw is None or raw == {} else []
    if raw is None or (isinstance(raw, dict) and set(raw) <= set(channels)):
        return [channel for channel in channels if channel not in _mapping(raw)]
    return []


def fields_of(scenario: Scenario, card: RateCard) -> list[Field]:
    """Every field of a scenario: the programme's, then each option's own, stated or not."""
    parts = [part for _, parts in Forms(scenario.data, card).groups() for part in parts]
    return [field for part in parts for field in part.all_fields()]


def title_of(section: str) -> str:
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


def _opening(module: str) -> str:
    return (sys.modules[module].__doc__ or "").strip().splitlines()[0]


def _mapping(raw: Any) -> Mapping[str, Any]:
    return raw if isinstance(raw, Mapping) else {}
