"""Names for people who know contracts and not this model: a clause beside its inputs, a rate by its title.

Decrement                      ->  Decrement (service levels)
united_states.workstation      ->  'Fitting out one contact-centre workstation, one-off'
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from tcomodel.contract import CLAUSES
from tcomodel.givens import Terms, givens_of
from tcomodel.lines import people
from tcomodel.model import Input
from tcomodel.readers.english import label_of
from tcomodel.results import Comparison

SECTIONS = {name: people(name).lower() for name in (*CLAUSES, "transition")} | {"commitment": "minimum commitment"}
OF_ALL = ("ramp",)  # an in-house team has one too, so its section says nothing


def with_its_clause(one: Input) -> str:
    """The label of an input, with the clause of the contract it belongs to where the label does not say so."""
    label, clause = label_of(one), _clause_of_each().get(one.name, "")
    is_said = any(word.removesuffix("s") in label.lower() for word in clause.split())
    return f"{label} ({clause})" if clause and not is_said else label


def with_titles(text: str, inputs: Iterable[Input]) -> str:
    """A sentence that calls the rates behind these inputs by their titles instead of by their keys."""
    titles = {one.rate.key: one.rate.title for one in inputs if one.rate is not None and one.rate.title}
    named = [key for key in sorted(titles, key=len, reverse=True) if key in text]
    if not named:
        return text
    keys = "|".join(map(re.escape, named))
    return re.sub(rf"(?<![\w.])({keys})(?!\w|\.\w)", lambda found: f"'{titles[found[1]]}'", text)


@cache
def _clause_of_each() -> dict[str, str]:
    """By name of an input that a clause declares: the clause in words."""
    found: dict[str, str] = {}
    for terms in _kinds_of(Terms):
        _, _, section = terms.__module__.partition(".contract.")  # tcomodel.contract.indexation.turns
        section = section.split(".")[0] or terms.__module__.removeprefix("tcomodel.")
        if section in SECTIONS:
            found |= dict.fromkeys(givens_of(terms), SECTIONS[section])
    return {name: clause for name, clause in found.items() if name not in OF_ALL}


def _kinds_of(terms: type[Terms]) -> Iterator[type[Terms]]:
    for kind in terms.__subclasses__():
        yield kind
        yield from _kinds_of(kind)


def labels_of(comparison: Comparison) -> dict[str, str]:
    """The label of each option, by key."""
    return {option.key: option.label for option in comparison.options}
