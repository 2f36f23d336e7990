"""Inputs: what a person states about the programme, an option or a contract.

A field of a ``Terms`` class is one input. Its name is the ingredient of the formulas and the key in a
scenario file; its ``given`` says unit, meaning, limits and, where the tool may assume something, the
assumption:

    class Pricing(Terms):
        seat_rate: Entry = given("currency/seat/month", "What the vendor bills for one seat, each month")

No default means: whoever needs it must be told. A default is an assumption and is shown as one.
"""

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from tcomodel.digits import LARGEST
from tcomodel.lines import people

Entry = Any  # what the user wrote: a number, "3%", a card reference, a list, a mapping by channel or location


SPEAKS_OF_UNITS = re.compile(r"\b[Uu]nits?\b")  # what a pricing counts stands for the word (Scope.counting)


class Terms(BaseModel):
    """A section of a scenario file. Unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True)
class Given:
    """What the model knows about an input before anyone gives it a value.

    ``kind``: ``number``, ``whole`` (a whole number), ``switch`` (yes or no), ``choice`` (one of ``choices``),
    ``calendar`` (twelve numbers, January first), ``hours`` (twenty-four, midnight first), ``months`` (one number a
    month; a shorter list goes on with its last number), ``schedule`` (month and share pairs) or ``series`` (the
    measured values of an index). ``per_channel`` marks an amount that belongs to
    one channel, so that a single number cannot stand for several. ``constant`` marks a number that holds for
    the whole term: a rise that compounds from year to year would give nonsense as one number a month.
    ``within_term`` marks a number of months that cannot be more than the contract has. ``measured`` marks a number
    in the measure of its service level: a share, or a plain number such as seconds where ``measured_in`` says so.
    ``moves_with_volume`` marks what stands for a volume, or is paid for one: it changes when the contract is restated
    for another volume, while prices and shares stay.
    """

    name: str
    unit: str
    help: str
    label: str
    kind: str = "number"
    assumed: Any = None
    least: float | None = None
    most: float | None = None
    step: float | None = None
    choices: tuple[str, ...] = ()
    because: str = ""
    per_channel: bool = False
    constant: bool = False
    within_term: bool = False
    measured: bool = False
    moves_with_volume: bool = False

    @cached_property
    def follows_place(self) -> bool:
        """Whether unit or words depend on what the pricing counts, or on the measure of a service level."""
        return self.measured or any(SPEAKS_OF_UNITS.search(text) for text in (self.unit, self.label, self.help))

    @property
    def limits(self) -> tuple[float, float]:
        """The least and the most it may be; no number is beyond LARGEST."""
        least = -LARGEST if self.least is None else self.least
        return least, LARGEST if self.most is None else self.most

    @property
    def is_share(self) -> bool:
        """Whether people write and read it as a percentage."""
        plain = self.kind in ("number", "months", "schedule")
        return plain and self.unit.startswith("1") and self.most is not None and self.most <= 5


def given(
    unit: str,
    help: str,
    *,
    assumed: Any = None,
    because: str = "",
    least: float | None = 0,
    most: float | None = None,
    step: float | None = None,
    kind: str = "number",
    choices: tuple[str, ...] = (),
    label: str = "",
    per_channel: bool = False,
    constant: bool = False,
    within_term: bool = False,
    measured: bool = False,
    moves_with_volume: bool = False,
) -> Any:
    """Declare an input. ``assumed`` is used, and shown as an assumption, when nobody gives a value."""
    facts = {
        "unit": unit,
        "help": help,
        "assumed": assumed,
        "because": because,
        "least": least,
        "most": most,
        "step": step,
        "kind": "choice" if choices else kind,
        "choices": choices,
        "label": label,
        "per_channel": per_channel,
        "constant": constant,
        "within_term": within_term,
        "measured": measured,
        "moves_with_volume": moves_with_volume,
    }
    return Field(default=None, json_schema_extra={"given": facts})


def choice(help: str, *choices: str, assumed: str, because: str = "", label: str = "") -> Any:
    """Declare a switch between named alternatives."""
    return given("-", help, assumed=assumed, because=because, least=None, choices=choices, label=label)


@dataclass(frozen=True)
class Members:
    """A group of things of one kind in a section: service levels, tiers, premiums. Each has a place of its own.

    ``ordered`` groups are written as a list and counted (Tier 1, Tier 2), others as names with values. With
    ``per_channel`` a mapping by channel gives each channel its own list. Those ``of_indices`` carry the names of
    indices of the programme and know their level.
    """

    name: str
    terms: type[Terms]
    kind: str
    help: str
    label: str
    ordered: bool = False
    per_channel: bool = False
    of_indices: bool = False


def members(
    terms: type[Terms],
    kind: str,
    help: str,
    *,
    label: str = "",
    ordered: bool = False,
    per_channel: bool = False,
    of_indices: bool = False,
) -> Any:
    """Declare a group; ``kind`` is that of the ``Each...`` annotation that takes its lines."""
    facts = {
        "terms": terms,
        "kind": kind,
        "help": help,
        "label": label,
        "ordered": ordered,
        "per_channel": per_channel,
        "of_indices": of_indices,
    }
    return Field(default=None, json_schema_extra={"members": facts})  # type: ignore[dict-item]


@cache
def members_of(terms: type[BaseModel]) -> dict[str, Members]:
    """All groups a Terms class declares."""
    found = {}
    for name, field in terms.model_fields.items():
        extra = field.json_schema_extra
        if isinstance(extra, dict) and "members" in extra:
            facts: dict[str, Any] = dict(extra["members"])  # type: ignore[arg-type]
            facts["label"] = facts["label"] or people(name)
            found[name] = Members(name=name, **facts)
    return found


def given_of(name: str, field: FieldInfo) -> Given | None:
    """The Given behind a pydantic field, None for fields that are no inputs (names, nested sections)."""
    extra = field.json_schema_extra
    if not isinstance(extra, dict) or "given" not in extra:
        return None
    facts: dict[str, Any] = dict(extra["given"])  # type: ignore[arg-type]
    facts["label"] = facts["label"] or people(name)
    return Given(name=name, **facts)


@cache
def givens_of(terms: type[BaseModel]) -> dict[str, Given]:
    """All inputs a Terms class declares."""
    found = {name: given_of(name, field) for name, field in terms.model_fields.items()}
    return {name: one for name, one in found.items() if one is not None}
