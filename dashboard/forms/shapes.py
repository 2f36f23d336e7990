"""What a form is made of: parts with their fields, groups of parts, offers of what is not there."""

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.fields import Field, Place


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
