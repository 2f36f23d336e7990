"""Split a price: one for each location or channel instead of one for all, and back.

Each of them starts as the one price, so that nothing moves before somebody types. Which prices may stand by what is
not listed anywhere: the model is asked, and a split is offered where the option costs then what it costs now.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import streamlit as st

from dashboard import once_read, state
from dashboard.fields import Field, Place, dotted
from dashboard.formats import plain, titled
from dashboard.forms import Forms, Part
from dashboard.options import acting, mixing
from tcomodel import Comparison
from tcomodel.entry_at import at
from tcomodel.results import HALF_A_CENT
from tcomodel.stated_ranges import ENTRY_KEYS, is_range

FORM = "split a price"
PRICED = ("in_house", "pricing")  # sections whose prices may be split
ABOUT = (
    "One price for each channel or location instead of one for all. Each starts as the one that stands there: the "
    "total moves when you change one of them."
)
DRAWN_APART = (
    "Each gets the range of the price. Risk draws them apart from each other, so that the spread of the total narrows, "
    "and a correlation that names the price has no effect."
)


class Move(NamedTuple):
    """What can be done to a price; ``of`` is the one that is left where several become one."""

    place: Place
    label: str
    names: tuple[str, ...]
    of: str = ""

    def done(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """The scenario's data after it."""
        if self.of:
            return mixing.joined(data, self.place, self.of)
        return mixing.split(data, self.place, self.names)


def offer(part: Part) -> None:
    """The button with what can be split or joined in a section; nothing where there is one channel and one location."""
    forms, key = Forms(state.draft(), state.card_in_use()), str(part.place[1])
    if part.place[2:] not in [(one,) for one in PRICED] or not any(_names(forms, key)):
        return
    form = f"{FORM}:{dotted(part.place)}"
    with st.popover(
        "Split a price", icon=":material/call_split:", type="tertiary", help=ABOUT, key=state.view_key(form),
        on_change="rerun",
    ) as opened:  # fmt: skip
        if opened.open:
            _form(forms, part, form)
    acting.show_refusal(form)


def _form(forms: Forms, part: Part, form: str) -> None:
    key = str(part.place[1])
    if state.session().problems:
        st.caption("Your last change cannot be computed. Put it right first, or take it back with Undo.")
        return
    known = sorted(moves(forms, part), key=lambda one: bool(one.of))  # what loses no price comes first
    found = {f"{one.label}{one.of and ' again'}": one for one in known if _works(one, key)}
    if not found:
        st.caption("No price of this section can stand by channel or location.")
        return
    chosen = st.selectbox("Price", list(found), key=f"{form}:which", format_func=plain)
    one = found.get(chosen) or next(iter(found.values()))
    if one.of:
        st.caption(plain(f"Takes the price of {titled(one.of)} for all of them. Undo brings the others back."))
    elif _has_range(at(forms.data, one.place)):
        st.caption(DRAWN_APART)
    once_read.button("Make it one price" if one.of else "Split it", _do, one, form, key=f"{form}:do", type="primary")


def moves(forms: Forms, part: Part) -> Iterator[Move]:
    """Every split and its way back that the names of the option and the programme allow."""
    locations, channels = _names(forms, str(part.place[1]))
    for field in _prices(part.fields):
        base = (*part.place, field.given.name)
        label, said = titled(field.given.label), at(forms.data, base)
        by_channel = _stands_by(said, channels)
        if by_channel:
            yield Move(base, f"{label}: one for all channels", channels, next(iter(said)))
        elif channels:
            yield Move(base, f"{label}: one for each channel", channels)
        for channel in said if by_channel else ("",):
            node, of = ((*base, channel), f", {titled(channel, first=False)}") if channel else (base, "")
            if _stands_by(at(forms.data, node), locations):
                yield Move(node, f"{label}{of}: one for all locations", locations, locations[0])
            elif locations:
                yield Move(node, f"{label}{of}: one for each location", locations)


def _names(forms: Forms, key: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The locations of an option and the programme's channels, each where there is more than one."""
    locations, channels = mixing.locations_of(forms.data, key), tuple(forms.channels)
    return locations if len(locations) > 1 else (), channels if len(channels) > 1 else ()


def _prices(fields: Iterable[Field]) -> list[Field]:
    """The inputs of a section that are stated and are prices, each once."""
    stated = [one for one in fields if one.raw is not None and one.given.unit.startswith("currency/")]
    return list({one.given.name: one for one in stated if one.given.kind == "number"}.values())


def _stands_by(said: Any, names: tuple[str, ...]) -> bool:
    return isinstance(said, Mapping) and bool(said) and set(said) <= set(names) and not ENTRY_KEYS & set(said)


def _has_range(said: Any) -> bool:
    return is_range(said) or (isinstance(said, Mapping) and any(map(_has_range, said.values())))


def _works(move: Move, key: str) -> bool:
    """Whether it can be computed; where a price is split, whether the option costs the same then."""
    now = state.session()
    after, before = state.computed(move.done(now.data), now.folder), state.computed(now.data, now.folder)
    if not isinstance(after, Comparison) or not isinstance(before, Comparison):
        return False
    return bool(move.of) or abs(after.option(key).total - before.option(key).total) < HALF_A_CENT


def _do(move: Move, form: str) -> None:
    """One step, unless something else was changed meanwhile that it does not go with."""
    changed = move.done(state.session().data)
    if wrong := acting.new_problems(changed):
        acting.refuse(form, f"Then the rest could not be computed. {wrong[0].message}")
        return
    state.change(changed, move.place)
    state.made(move.place)
    state.clear(form)
    state.show_view(form, False)
