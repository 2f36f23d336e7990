"""The forms on the page: what sections state, what they leave open, what could be added.

A form shows what its sections state; what they leave open stands behind "More of ...". A clause that an option does
not have shows nothing but its name in the list of what can be added. The sidebar shows them beside the answer, the
pages Programme and Options with more room.
"""

import re
from collections.abc import Sequence

import streamlit as st

from dashboard import inputs, state
from dashboard.fields import Field, dotted
from dashboard.folders import folder
from dashboard.form_offers import offers
from dashboard.formats import plain, titled
from dashboard.forms import MONEY, PROGRAMME, Forms, Group, Part
from dashboard.options import locations, ranges, schedule, splitting
from dashboard.options.words import summary
from tcomodel import Comparison
from tcomodel.index_series import catalogue

MOST_AT_ONCE = 12  # fields of an option that are shown without folding its sections up
OPTION = ("options", "its key")  # the shape of an option's own place
MOST_EMPTY = 8  # empty boxes of a new section; the others stand behind "More of ..."
WIDE = ("schedule", "calendar", "hours")  # kinds of a dozen numbers or more, which need a line of their own
ACROSS = 3  # fields side by side where there is room
NOT_YET = "It is not in the scenario until you fill it in."


def shared(forms: Forms, group: str, result: Comparison) -> None:
    """The sections of the programme, or those on money and time."""
    used = {one.name for one in result.assumptions}
    sections(forms.shared(group), used, fixed_term(result))
    if group == PROGRAMME:
        offers(forms, "")


def of_option(forms: Forms, key: str, result: Comparison, roomy: bool = False) -> None:
    """The sections of an option, and what could be added to it; ``roomy`` where there is more than a sidebar's width.

    Each section has a folder of its own there that says in a line what stands in it.
    """
    used = {one.name for one in result.assumptions}
    parts = sorted(forms.option(key), key=_is_new)  # what was added stands last
    at_once = sum(len(_front(one)) for part in parts for one in (part, *part.inside()))
    sections(parts, used, "", folded=roomy or at_once > MOST_AT_ONCE, roomy=roomy)
    if roomy:
        locations.show(forms, key)
    offers(forms, key, roomy)


def fixed_term(result: Comparison) -> str:
    """Why the term cannot be changed, empty when it can."""
    for one in result.model.inputs:
        if one.is_monthly and one.place and one.given.kind == "number" and one.scope.kind != "index":
            from_where = f"the file {one.from_file}" if one.from_file else "one number for each month"
            return f"{one.given.label} of {one.scope.label} is given by {from_where}, which fixes the term."
    return ""


# ---------------------------------------------------------------- sections


def sections(parts: list[Part], used: set[str], fixed: str, folded: bool = False, roomy: bool = False) -> None:
    """The sections of a form, one below the other or each in a folder of its own; the price is open.

    How an option stands beside the others is no section of it and comes first, in the open; where there is room, the
    card of the option says it.
    """
    within = [part for part in parts if part.place[:1] != ("options",) or len(part.place) > len(OPTION)]
    for part in parts:
        if part not in within:
            _row([one for one in part.fields if not roomy or one.given.name != "in_comparison"], roomy)
        elif folded:
            with st.container(gap="xsmall"):
                with folder(f"part:{dotted(part.place)}", plain(part.title), expanded=part is within[0]) as shown:
                    if shown:
                        _section(part, used, fixed, roomy)
                if roomy and not shown:  # below it: a folder whose own words change is a new folder, and closed
                    st.caption(plain(summary(part)))
        else:
            if len(parts) > 1 and part.place != ("months",):
                st.caption(f"**{plain(part.title)}**")
            _section(part, used, fixed, roomy)


def _section(part: Part, used: set[str], fixed: str, roomy: bool) -> None:
    """What a section states, its tiers and the like, what it leaves open, and the way to take it out."""
    if part.removable and len(part.place) != 1:
        st.caption(plain(part.about))
    _fields(part, used, fixed, groups_in_front=_is_new(part) or not part.fields, roomy=roomy)
    if roomy:
        with st.container(horizontal=True, gap="small"):
            ranges.offer(part.all_fields(), dotted(part.place))
            if part.place[:1] == ("options",):
                splitting.offer(part)
    if part.removable:
        _remove(part, f"Remove {titled(part.title, first=False)}")


def _fields(
    part: Part,
    used: set[str],
    fixed: str = "",
    like: frozenset[str] = frozenset(),
    groups_in_front: bool = False,
    roomy: bool = False,
) -> None:
    """The fields and groups of one section; what is seldom needed stands behind "More of ..."."""
    if state.is_begun(part.place):
        st.caption(NOT_YET)
    for problem in state.session().problems:
        if problem.where == dotted(part.place):
            st.markdown(inputs.problem_text([problem]))
    front = _front(part, like)
    _row(front, roomy, fixed)
    later = [group for group in part.groups if not groups_in_front and not state.opened(group.place)]
    for group in part.groups:
        if group not in later:
            _group(group, used, roomy)
    more = [field for field in part.fields if field not in front]
    if not more and not later:
        return
    label = f"More of {titled(plain(part.title.partition(':')[0]), first=False)} ({len(more) + len(later)})"
    with folder(f"more:{dotted(part.place)}", label) as shown:
        assumed = [field for field in more if field.given.assumed is not None and _matters(field, used)]
        rest = [field for field in more if field not in assumed]
        for said, fields in (("Assumed, not stated", assumed), ("Not stated, no effect now", rest)):
            if fields and shown:
                st.caption(f"**{said}**")
                _row(fields, roomy)
        for group in later if shown else ():
            _group(group, used, roomy)


def _row(fields: Sequence[Field], roomy: bool, fixed: str = "") -> None:
    """Fields one below the other; side by side where there is room."""
    if not roomy:
        for field in fields:
            _show(field, fixed if field.place == ("months",) else "")
        return
    boxes = [field for field in fields if field.given.kind not in WIDE]
    for start in range(0, len(boxes), ACROSS):
        row = boxes[start : start + ACROSS]
        level = "bottom" if all(inputs.is_one_box(field) for field in row) else "top"  # names may take two lines
        for field, place in zip(row, st.columns(ACROSS, gap="medium", vertical_alignment=level), strict=False):
            with place:
                _show(field, fixed if field.place == ("months",) else "")
    for field in fields:
        if field not in boxes:
            _show(field, roomy=True)


def _show(field: Field, fixed: str = "", roomy: bool = False) -> None:
    """One field; rows of month and share have a form of their own, which needs room."""
    if field.given.kind != "schedule":
        inputs.show(field, fixed)
    elif roomy:
        schedule.show(field)
    elif field.raw is not None:
        inputs.show(field, f"{plain(field.series_words)}. Its rows are changed on the page Options.")


def _front(part: Part, like: frozenset[str] = frozenset()) -> list[Field]:
    """The fields that stand in front: what was stated when the scenario was opened; of a new section its empty boxes.

    Where these would be many, only those that others of its kind fill in (``like``), or the first ones.
    """
    wanted: set[str] = set()
    if _is_new(part):
        empty = list(dict.fromkeys(field.given.name for field in part.fields if field.given.assumed is None))
        wanted = set(like) if like and len(empty) > MOST_EMPTY else set(empty[:MOST_EMPTY])
    return [
        field
        for field in part.fields
        if state.opened(field.place) is not None or field.given.name in wanted or field.place == ("months",)
    ]


def _is_new(part: Part) -> bool:
    """Whether the section was not there when the scenario was opened."""
    return part.removable and state.opened(part.place) is None


def _matters(field: Field, used: set[str]) -> bool:
    """Whether an assumed field has an effect, so far as the form can tell."""
    return field.given.kind == "choice" or field.given.name in used


def _remove(part: Part, label: str) -> None:
    st.button(
        plain(label),
        key=f"remove:{dotted(part.place)}",
        type="tertiary",
        icon=":material/delete:",
        on_click=state.edit,
        args=(part.place, None),
        help="Takes it out with all it says. Undo brings it back.",
    )


# ---------------------------------------------------------------- tiers, service levels, indices


def _group(group: Group, used: set[str], roomy: bool = False) -> None:
    """The members of a group, each with its fields and groups, and the way to add one."""
    if group.title:
        st.caption(f"**{plain(group.title)}**", help=plain(group.about))
    for part in group.parts:
        others = [one for one in group.parts if one is not part]
        like = frozenset(field.given.name for one in others for field in one.fields if field.raw is not None)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{plain(part.title)}**", width="stretch")
            _remove(part, "")
        _fields(part, used, like=like, roomy=roomy)
    if any(state.is_begun(part.place) for part in group.parts):
        return  # one after the other: a new one is counted after those that are there
    _add(group)


def _add(group: Group) -> None:
    """A button where members are counted, a list where their names are known, else a box for the name."""
    where, label = dotted(group.place), f"Add {article(group.noun)}"
    if group.ordered:
        place = (*group.place, len(group.parts))
        st.button(label, key=f"add:{where}", icon=":material/add:", on_click=state.begin, args=(place,))
        return
    key = state.widget_shows(f"add:{where}", None)
    if group.names is None:
        about = "Its name, such as those it has in the contract. Its numbers come next."
        st.text_input(label, None, key=key, placeholder="its name", on_change=_name, args=(group, key), help=about)
    elif group.names:
        of_catalogue = group.place == ("indices",)
        st.selectbox(
            label,
            group.names,
            None,
            key=key,
            format_func=lambda name: catalogue()[name].title if of_catalogue else titled(name),
            on_change=_name,
            args=(group, key),
            placeholder="choose",
            help="A series of the catalogue." if of_catalogue else "One of the programme's indices.",
        )
    else:
        st.caption(f"{label}: there is no other one to name. Indices are added under {MONEY}.")


def _name(group: Group, key: str) -> None:
    """Begin a member under the name that was typed or chosen."""
    if not state.is_current(key):
        return
    said = str(state.widget_changed(key) or "")
    name = re.sub(r"[^a-z0-9]+", "_", said.lower()).strip("_")
    if name and name not in {part.place[-1] for part in group.parts}:
        state.begin((*group.place, name), {"series": said} if group.place == ("indices",) else None)


def article(noun: str) -> str:
    """``a tier``, ``an index``."""
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"
