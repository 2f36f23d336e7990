"""A line: one row of the model, written as a plain function.

    @line("currency/month")
    def indexed_fee(fee, price_index):
        \"\"\"The fee at this contract year's prices.\"\"\"
        return fee * price_index

Its name is the row, its parameters are the ingredients, its docstring says what the money is for. An
ingredient means the nearest line or input of that name (see ``tcomodel.wiring``). Annotations reach
further:

    agents: EachChannel     the line ``agents`` of every channel of this option
    tier_fee: EachTier      likewise for every tier, service level, index, premium, ... of this place
    run_cost: OfBaseline    the line ``run_cost`` of the option everything is compared with
    before: OwnBefore       this line's own value of the month before, nothing before month 1
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType
from typing import Any, TypeVar

from tcomodel.symbols import Name, Symbol, Use, walk
from tcomodel.words import Group


class Each:
    """Annotation: the ingredient is this line in every member of a group; ``members`` is the group's plural."""

    kind = ""
    members = ""


class EachChannel(Each):
    kind, members = "channel", "channels"


class EachKpi(Each):
    kind, members = "kpi", "service levels"


class EachBand(Each):
    kind, members = "band", "bands"


class EachStep(Each):
    kind, members = "step", "steps"


class EachTier(Each):
    kind, members = "tier", "tiers"


class EachIndex(Each):
    kind, members = "index_term", "indices"


class EachExchangeRate(Each):
    kind, members = "exchange_rate", "exchange rates"


class EachPremium(Each):
    kind, members = "premium", "premiums"


class EachCharge(Each):
    kind, members = "charge", "charges"


class OfBaseline:
    """Annotation: the ingredient is this line of the baseline option."""


class OwnBefore:
    """Annotation: the ingredient is the line's own value of the month before, nothing before the first month."""


MEMBERS = {one.kind: one.members for one in Each.__subclasses__()} | {"terms": "lines that belong to it"}
GROUPS = tuple(MEMBERS)  # "terms": the summands of a category or total


def reach_of(annotation: Any) -> str:
    """Where an ingredient with this annotation is looked for."""
    if annotation is OfBaseline:
        return "baseline"
    if annotation is OwnBefore:
        return "before"
    return annotation.kind if isinstance(annotation, type) and issubclass(annotation, Each) else "own"


@dataclass(frozen=True)
class Ingredient:
    """A parameter of a line: its name and where to look (``own``, ``baseline``, ``before``, or a kind of group)."""

    name: str
    reach: str = "own"

    @property
    def is_group(self) -> bool:
        return self.reach in GROUPS


@dataclass(frozen=True, eq=False)
class Line:
    """One row of the model and everything the readers need to know about it.

    ``per`` is the place the row stands in (``programme``, ``demand``, ``index``, ``option``, ``channel`` or a
    kind of group such as ``kpi``). ``given`` names the inputs, groups and clauses and ``chosen`` the choices
    without which the line does not exist;
    ``otherwise`` is the line that then stands in for it. ``posts_to`` is the cost category it adds to,
    ``adds_to`` the line of the same option it is a summand of.
    """

    name: str
    unit: str
    function: Callable[..., Any]
    ingredients: tuple[Ingredient, ...]
    says: str
    per: str = "option"
    posts_to: str | None = None
    adds_to: str | None = None
    given: tuple[str, ...] = ()
    chosen: tuple[tuple[str, str], ...] = ()
    otherwise: str | None = None
    is_blend: bool = False  # made for one scenario: a price by location or complexity, and its shares

    def __call__(self, *values: Any, **named: Any) -> Any:
        return self.function(*values, **named)

    @cached_property
    def formula(self) -> Symbol:
        """The tree of the line's own formula; raises TypeError when it cannot be read as one."""
        arguments = [Group(i.name) if i.is_group else Name(i.name) for i in self.ingredients]
        try:
            tree = self.function(*arguments)
        except TypeError as error:
            raise TypeError(f"line {self.name}: {error}") from None
        if self.looks_back and any(isinstance(s, Use) and s.word.looks_along for s in walk(tree)):
            raise TypeError(f"line {self.name}: a line that starts from its own past takes only words of one month")
        if not isinstance(tree, Symbol):
            raise TypeError(f"line {self.name}: its formula uses none of its ingredients")
        unused = {i.name for i in self.ingredients} - {s.name for s in walk(tree) if isinstance(s, Name | Group)}
        if unused:
            raise TypeError(f"line {self.name}: never uses {', '.join(sorted(unused))}")
        return tree

    @cached_property
    def looks_at_whole_term(self) -> bool:
        """Whether a word of the formula takes all months at once and gives one number."""
        return any(isinstance(s, Use) and s.word.shape == "whole term" for s in walk(self.formula))

    @cached_property
    def looks_back(self) -> bool:
        """Whether the line starts from its own value of the month before."""
        return any(ingredient.reach == "before" for ingredient in self.ingredients)

    @property
    def label(self) -> str:
        return people(self.name)


ABBREVIATIONS = frozenset((
    "aht", "ai", "arc", "cad", "cop", "cpi", "crm", "csat", "eci", "eur", "fcr", "fte", "gbp", "inr", "irr", "it",
    "kpi", "mxn", "nps", "npv", "php", "pln", "qa", "ron", "rrc", "sla", "tco", "uk", "us", "usd", "vat", "wfm", "zar",
))  # fmt: skip


def people(key: str) -> str:
    """A key as people write it: ``it_support`` is ``IT support``, ``back_office`` is ``Back office``."""
    words = [word.upper() if word in ABBREVIATIONS else word for word in key.split("_")]
    text = " ".join(words)
    return text[:1].upper() + text[1:]


LINES: dict[str, list[Line]] = {}
Written = TypeVar("Written", bound=Callable[..., Any])


def line(
    unit: str,
    *,
    per: str = "option",
    called: str = "",
    posts_to: str | None = None,
    adds_to: str | None = None,
    given: str | tuple[str, ...] = (),
    chosen: dict[str, str] | None = None,
    otherwise: str | None = None,
) -> Callable[[Callable[..., Any]], Line]:
    """Make a function a line of its module. ``called`` names it where two variants share a name."""

    def make(function: Callable[..., Any]) -> Line:
        made = Line(
            name=called or function.__name__,
            unit=unit,
            function=function,
            ingredients=tuple(
                Ingredient(name, reach_of(parameter.annotation))
                for name, parameter in inspect.signature(function).parameters.items()
            ),
            says=inspect.cleandoc(function.__doc__ or ""),
            per=per,
            posts_to=posts_to,
            adds_to=adds_to,
            given=(given,) if isinstance(given, str) else tuple(given),
            chosen=tuple((chosen or {}).items()),
            otherwise=otherwise,
        )
        LINES.setdefault(function.__module__, []).append(made)
        return made

    return make


def lines_of(module: ModuleType) -> list[Line]:
    """The lines a module defines, in the order they are written."""
    return LINES.get(module.__name__, [])
