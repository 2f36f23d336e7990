"""What the file of a clause may ask before it says something about a contract.

``problems(place)`` looks at what is stated and says what cannot be meant together; ``warnings(rows, numbers)`` and
``notes(rows, numbers)`` look at what came out. The model gives them its own places, options and values; a clause
knows no more of them than this page.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol


class Input(Protocol):
    """A placed input: a number, or one a month."""

    @property
    def value(self) -> Any: ...

    @property
    def label(self) -> str: ...


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


class Row(Protocol):
    """One row of an option."""

    @property
    def scope(self) -> Place: ...

    @property
    def label(self) -> str: ...


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
