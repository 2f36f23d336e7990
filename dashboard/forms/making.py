"""The parts of one form, from what its sections declare and what is written in them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from dashboard.fields import Field, Place, rate_in
from dashboard.formats import titled
from dashboard.forms.sections import noun_of
from dashboard.forms.shapes import Group, Part
from dashboard.forms.written import Written, mapping
from tcomodel.entry_at import at
from tcomodel.givens import Given, Members, Terms, givens_of, members_of
from tcomodel.model import Scope
from tcomodel.stated_ranges import DISTRIBUTIONS, DRAWN, READINGS, is_range

UNTYPED = ("series",)  # kinds that are chosen or written in the file
HOW_DRAWN = {  # what a range may say beside its low and high
    "scatter": Given("scatter", "1", "How far 8 of 10 months lie from the level at most.", "Scatter", least=0, most=1),
    "range": Given("range", "-", "What low and high mean.", "Range", "choice", choices=READINGS),
    "distribution": Given("distribution", "-", "The shape between them.", "Shape", "choice", choices=DISTRIBUTIONS),
    "drawn": Given("drawn", "-", "How often a new value is drawn.", "Drawn", "choice", choices=DRAWN),
}


class Maker:
    """Makes the parts of one form; ``counts`` is what the pricing counts, which stands for ``unit`` in units."""

    def __init__(self, written: Written, group: str, counts: str | dict[str, dict[str, str]] = "") -> None:
        self.written, self.group = written, group
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
        section = mapping(at(self.written.data, place))
        channels = self.written.channels if channels is None else channels
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
        return Scope("section", (), "", [self.scope], choices=chosen(known, section))

    def share(self, place: Place, raw: Any, said: str) -> Field:
        """The share of one location or complexity."""
        name = str(place[-1])
        about = "Share of the work; all shares add up to 100 %."
        given = Given(f"share_of_{name}", "1", about, titled(name), least=0, most=1, step=0.05)
        return self._field(given, raw, place, said + titled(name, first=said.endswith("in ")))

    def _leaves(self, given: Given, raw: Any, place: Place, label: str) -> Iterator[Field]:
        """One field, or one for each channel and location an entry is written by; a range has its low and high."""
        if given.kind != "series" and is_range(raw, self.written.names):
            ends = [
                self._field(HOW_DRAWN.get(end, given), raw[end], (*place, end), end.capitalize())
                for end in ("low", "high", *HOW_DRAWN)
                if end in raw
            ]
            yield replace(self._field(given, raw, place, label), ends=tuple(ends))
            return
        if given.kind != "series" and isinstance(raw, dict) and not {"rate", "csv"} & set(raw):
            for name, inner in raw.items():
                said = titled(name, first=name not in self.written.channels)  # a place has a name
                yield from self._leaves(given, inner, (*place, name), f"{label}, {said}")
            return
        yield self._field(given, raw, place, label)

    def _field(self, given: Given, raw: Any, place: Place, label: str) -> Field:
        return Field(place, given, raw, label, self.group, self.written.currency, rate_in(raw, self.written.card))

    def _unstated(self, given: Given, place: Place, label: str, inherits: bool, channel: str = "") -> Field:
        hint = "not stated"
        if inherits:
            given, hint = replace(given, assumed=None), "as in the programme"
        if channel:
            place, label = (*place, channel), f"{label}, {titled(channel, first=False)}"
        return Field(place, given, None, label, self.group, self.written.currency, hint=hint)

    def _groups(
        self, members: Members, place: Place, before: str, raw: Any, channels: tuple[str, ...]
    ) -> Iterator[Group]:
        """The group of a section, or one for each channel where every channel has its own."""
        if members.per_channel and (len(channels) > 1 or (isinstance(raw, dict) and raw and set(raw) <= set(channels))):
            for channel in channels:
                said = f"{before}{titled(channel)}, "
                yield self._group(members, (*place, channel), said, mapping(raw).get(channel), channel)
        else:
            yield self._group(members, place, before.replace(": ", ", "), raw)

    def _group(self, members: Members, place: Place, before: str, raw: Any, channel: str = "") -> Group:
        noun = noun_of(members.kind)
        if members.ordered:
            keys = list(range(len(raw))) if isinstance(raw, list) else []
            titles = [f"{before}{noun} {position + 1}" for position in keys]
        else:
            keys = list(mapping(raw))
            titles = [f"{before}{titled(str(key), first=not before)}" for key in keys]
        titles = [title[:1].upper() + title[1:] for title in titles]
        parts = tuple(
            self.part(members.terms, (*place, key), title, before=f"{title}: ", removable=True, channels=())
            for key, title in zip(keys, titles, strict=True)
        )
        known = mapping(self.written.data.get("indices"))
        names = tuple(name for name in known if name not in keys) if members.of_indices else None
        title = titled(members.label)
        if channel:
            title, noun = f"{title}, {titled(channel, first=False)}", f"{noun} for {titled(channel, first=False)}"
        return Group(place, noun, parts, members.ordered, names, title, members.help)


def chosen(known: type[Terms], section: Mapping[str, Any]) -> dict[str, str]:
    """Which alternative of each choice holds, stated or assumed."""
    choices = {name: one for name, one in givens_of(known).items() if one.choices}
    return {name: str(section.get(name, one.assumed)) for name, one in choices.items()}


def _left(given: Given, raw: Any, channels: tuple[str, ...]) -> list[str]:
    """The channels an input says nothing for; an empty name where it is one value for all and is not there."""
    if not given.per_channel or len(channels) < 2:
        return [""] if raw is None or raw == {} else []
    if raw is None or (isinstance(raw, dict) and set(raw) <= set(channels)):
        return [channel for channel in channels if channel not in mapping(raw)]
    return []
