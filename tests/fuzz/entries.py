"""Entries for every declared input, right, on the edge and wrong, drawn by Hypothesis from the declarations.

    seat_rate of options.manila.pricing    1760, "1760", [1760, 1800], {voice: 3}, {rate: any.attrition, at: high}, ...

A new input, clause or pricing model is tried as soon as its file exists: sections follow from the ``Terms`` classes,
as the model itself reads them.
"""

import math
from functools import cache, lru_cache
from typing import Any

from hypothesis import strategies as st

from tcomodel import pricing
from tcomodel.contract import CLAUSES
from tcomodel.digits import LARGEST
from tcomodel.givens import Given, Terms, givens_of, members_of
from tcomodel.in_house import Costs
from tcomodel.indices import Index
from tcomodel.places import SECTIONS
from tcomodel.scenario import Option, ScenarioFile
from tests.case_file import card
from tests.contracts import drawn, number
from tests.contracts import limits as usual_of
from tests.fuzz.texts import HOSTILE

Place = tuple[str | int, ...]
BLOCK = 40  # draws made at a time; the first of Hypothesis are the simplest and are left out
SIMPLEST = 4
NUMBERS = (0, 1, -1, 2, 5, 12, 0.5, 1e-9, 1e-300, 1e12, 1e15, 1e300, 2**53 + 1, 10**40, -0.0, True, False, None)
CHANNELS = ("voice", "chat", "email", "philippines", "mexico", "nobody", "rate", "base", "", "1")


@cache
def sections() -> tuple[tuple[Place, type[Terms] | None], ...]:
    """Every section of a scenario with the class that declares its inputs; ``*`` stands for any option's key."""
    found: list[tuple[Place, type[Terms] | None]] = [((), ScenarioFile), (("options", "*"), Option)]
    for name, terms in SECTIONS.items():
        found += [((name,), terms), (("options", "*", name), terms)]
    found += [(("options", "*", "in_house"), Costs), (("indices", "*"), Index), (("uncertainty",), None)]
    found += [(("options", "*", "pricing"), pricing.find(model).Pricing) for model in pricing.names()]
    found += [(("options", "*", "contract", name), clause.terms) for name, clause in CLAUSES.items()]
    return tuple(found)


def numbers_of(given: Given) -> st.SearchStrategy[Any]:
    """A number that the input allows, one at its edge, one beyond."""
    low, high = given.limits
    low, high = max(low, -LARGEST), min(high, LARGEST)
    edges = [low, high, math.nextafter(low, -math.inf), math.nextafter(high, math.inf), low - 1, high + 1]
    usual = st.floats(low, min(high, max(low, 0) + 10_000), allow_nan=False)
    whole = st.integers(math.ceil(max(low, -1000)), max(math.ceil(max(low, -1000)), math.floor(min(high, 1000))))
    share = st.floats(-5, 150, allow_nan=False).map(lambda one: f"{one:.6g}%")
    return st.one_of(usual, whole, share, st.sampled_from(edges), st.sampled_from(NUMBERS), st.floats())


def entry(given: Given) -> st.SearchStrategy[Any]:
    """Anything that might be written for an input."""
    right, one = right_number(given), numbers_of(given)
    if given.choices:
        one = st.one_of(st.sampled_from(given.choices), st.sampled_from([word.upper() for word in given.choices]), one)
    if given.kind == "switch":
        one = st.one_of(st.booleans(), one)
    length = {"calendar": 12, "hours": 24}.get(given.kind, 12)
    rates = sorted(card().rates)
    named = st.fixed_dictionaries(
        {"rate": st.sampled_from(rates)}, optional={"at": st.sampled_from(("low", "base", "high", "x"))}
    )
    ranged = st.fixed_dictionaries({"low": one, "base": one, "high": one}, optional={
        "range": st.sampled_from(("P10 and P90", "minimum and maximum", "x")), "drawn": st.sampled_from(("once",
        "each year", "each month")),
        "distribution": st.sampled_from(("triangular", "pert", "lognormal")), "scatter": one,
        "persistence": one})  # fmt: skip
    steps = st.lists(st.fixed_dictionaries({"month": st.integers(-1, 70), "share": one}), max_size=4)
    by_name = st.dictionaries(st.sampled_from(CHANNELS), one, max_size=3)
    file = st.fixed_dictionaries(
        {"csv": st.sampled_from(("a.csv", "../a.csv", "/etc/passwd", "", "x" * 300))}, optional={"column": st.just("x")}
    )
    several = st.one_of(st.lists(one, min_size=length, max_size=length), st.lists(one, max_size=3))
    right = st.sampled_from(given.choices) if given.choices else st.booleans() if given.kind == "switch" else right
    return either(
        right,
        right,
        right,
        right,
        one,
        several,
        st.sampled_from(HOSTILE),
        named,
        ranged,
        steps,
        by_name,
        file,
        anything(),
    )


def either(*several: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """One of them, each as often as it is named."""
    return st.sampled_from(range(len(several))).flatmap(lambda at: several[at])


def right_number(given: Given) -> st.SearchStrategy[Any]:
    """A number as it is meant: of a usual size."""
    low, high = usual_of(given)
    if given.kind == "whole":
        return st.integers(math.ceil(low), max(math.ceil(low), math.floor(min(high, 12))))
    return number(low, high).map(lambda one: f"{one * 100:.9g}%" if given.is_share and one >= 1 else one)


@cache
def anything() -> st.SearchStrategy[Any]:
    """Data of any shape, as YAML may hold."""
    leaf = st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12), st.sampled_from(HOSTILE)
    )
    return st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.dictionaries(st.one_of(st.sampled_from(CHANNELS), st.text(max_size=5)), inner, max_size=3),
        ),
        max_leaves=8,
    )


@cache
def section(terms: type[Terms]) -> st.SearchStrategy[Any]:
    """A whole section with some of its inputs and groups."""
    givens = list(givens_of(terms).values())
    parts = {one.name: entry(one) for one in givens}
    for group in members_of(terms).values():
        inner = section(group.terms)
        named = st.dictionaries(st.sampled_from((*CHANNELS, "csat", "prices")), inner, max_size=2)
        parts[group.name] = st.one_of(
            st.lists(inner, max_size=3),
            named,
            st.dictionaries(st.sampled_from(CHANNELS), st.lists(inner, max_size=2), max_size=2),
        )
    if not parts:
        return anything()
    some = st.lists(st.sampled_from(sorted(parts)), max_size=5, unique=True)
    return some.flatmap(lambda names: st.fixed_dictionaries({name: parts[name] for name in names}))


@cache
def change() -> st.SearchStrategy[tuple[Place, Any]]:
    """One place of a scenario and something to stand there: an input, a section, or something no section knows."""
    found = []
    for place, terms in sections():
        if terms is None:
            found.append(st.tuples(st.just(place), anything()))
            continue
        for one in givens_of(terms).values():
            found.append(st.tuples(st.just((*place, one.name)), entry(one)))
        for name in members_of(terms):
            found.append(
                st.tuples(
                    st.just((*place, name)),
                    section(terms).map(
                        lambda drawn_, name=name: drawn_.get(name) if isinstance(drawn_, dict) else drawn_
                    ),
                )
            )
        if place and "pricing" not in place:
            found.append(st.tuples(st.just(place), section(terms)))
        for name in getattr(terms, "model_fields", {}):
            if name not in givens_of(terms) and name not in members_of(terms):
                found.append(st.tuples(st.just((*place, name)), anything()))
    return st.one_of(found)


@lru_cache(maxsize=4)
def _block(number: int) -> list[list[tuple[Place, Any]]]:
    changes = st.lists(change(), min_size=1, max_size=3)
    return list(drawn(changes, number, BLOCK + SIMPLEST))


def changes_of(number: int) -> list[tuple[Place, Any]]:
    """The changes of a case by its number."""
    block = _block(number // BLOCK)
    return block[(SIMPLEST + number % BLOCK) % len(block)]
