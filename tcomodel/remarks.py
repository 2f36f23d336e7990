"""What the file of a clause may ask before it says something about a contract.

``problems(place)`` looks at what is stated and says what cannot be meant together; ``warnings(rows, numbers)`` and
``notes(rows, numbers)`` look at what came out. The model gives them its own places, options and values; a clause
knows no more of them than this page.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

import numpy as np


class Place(Protocol):
    """A place of a contract: the option, a channel of it, a member of a group such as a tier."""

    @property
    def kind(self) -> str: ...

    @property
    def path(self) -> tuple[str, ...]: ...

    @property
    def label(self) -> str: ...

    @property
    def chain(self) -> "Sequence[Place]":
        """The place itself and those around it, nearest first."""

    @property
    def channels(self) -> "Sequence[Place]": ...

    @property
    def groups(self) -> "Mapping[str, Sequence[Place]]": ...

    @property
    def inputs(self) -> Mapping[str, Any]: ...

    @property
    def lines(self) -> Mapping[str, Any]: ...

    @property
    def counts(self) -> str: ...

    @property
    def first_measured(self) -> int: ...

    def members(self, kind: str) -> "Sequence[Place]": ...

    def inside(self) -> "Iterator[Place]":
        """The members of all groups, and what is inside them."""

    def stated(self, name: str) -> bool:
        """Whether somebody gave a value to this input, this group or this clause."""

    def value(self, name: str) -> Any:
        """What an input is, stated or assumed; None where it is neither."""

    def chosen(self, name: str) -> str | None:
        """Which alternative of a choice holds."""


class Rows(Protocol):
    """An option and the rows of its model."""

    @property
    def scope(self) -> Place: ...

    @property
    def label(self) -> str: ...

    @property
    def figures(self) -> Mapping[str, Any]: ...

    @property
    def categories(self) -> Mapping[str, Any]: ...

    def all_of(self, name: str) -> Sequence[Any]:
        """The rows of a name in the option and in all that is inside it."""


class Numbers(Protocol):
    """What every row and input came out as."""

    def __getitem__(self, row: Any, /) -> Any: ...


def months_in_force(option: Rows, values: Numbers, row: Any) -> Any:
    """For each month of a row whether the contract is in force, for those who speak of months."""
    held = [np.asarray(values[one]) > 0 for one in option.all_of("in_force")]
    return np.broadcast_to(held[0] if held else True, np.atleast_1d(values[row]).shape)


def counts_by_channel(place: Place) -> bool:
    """Whether the pricing of an option counts something in each channel, which tiers, baselines and minima price."""
    return any("counted_units" in channel.lines for channel in place.channels)
