"""The sidebar: which scenario, undo and redo, the forms of the programme and of each option.

A form shows what its sections state; what they leave open stands behind "More of ...". A clause that an option does
not have shows nothing but its name in the list of what can be added.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from dashboard import inputs, state
from dashboard.fields import Field, Place
from dashboard.formats import plain, titled
from dashboard.forms import MONEY, PROGRAMME, SHARED, Forms, Group, Part
from tcomodel import Comparison
from tcomodel.index_series import catalogue
from tcomodel.problems import Problem

MOST_AT_ONCE = 12  # fields of an option that are shown without folding its sections up
OPTION = ("options", "its key")  # the shape of an option's own place
MOST_EMPTY = 8  # empty boxes of a new section; the others stand behind "More of ..."
NOT_YET = "It is not in the scenario until you fill it in."


def sidebar(result: Comparison) -> None:
    """All inputs of the scenario."""
    forms = Forms(state.draft(), state.card_in_use())
    used = {one.name for one in result.assumptions}
    fixed = fixed_term(result)
    with st.sidebar:
        _chooser()
        for group in SHARED:
            with _folder(group, group, expanded=True) as shown:
                if shown:
                    _sections(forms.shared(group), used, fixed)
                    if group == PROGRAMME:
                        _offers(forms, "")
        st.markdown("**Options**")
        for key in forms.options:
            with _folder(f"option:{key}", plain(forms.label(key))) as shown:
                if shown:
                    parts = sorted(forms.option(key), key=_is_new)  # what was added stands last
                    at_once = sum(len(_front(one)) for part in parts for one in (part, *part.inside()))
                    _sections(parts, used, "", folded=at_once > MOST_AT_ONCE)
                    _offers(forms, key)


@contextmanager
def _folder(key: str, label: str, expanded: bool = False) -> Iterator[bool]:
    """An expander that only does its work while it is open, which keeps every rerun short."""
    expander = st.expander(label, expanded=expanded, key=f"open:{key}", on_change="rerun")
    with expander:
        yield bool(expander.open)


def _chooser() -> None:
    files, now = state.scenario_files(), state.session()
    names = list(files) if now.name in files and now.folder else [now.name, *files]
    key = state.widget_shows("choose:scenario", now.name)
    st.selectbox(
        "Scenario",
        names,
        index=names.index(now.name),
        key=key,
        format_func=lambda name: files.get(name, name),
        on_change=state.open_chosen,
        args=(key,),
        help="Opens a scenario that comes with the tool and drops your edits. Download them first to keep them.",
    )
    if now.refused and now.refused[0] in files:
        st.markdown(inputs.problem_text(now.refused[1]))
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Undo",
            icon=":material/undo:",
            on_click=state.undo,
            disabled=not state.can_undo(),
            help="Take back the last change.",
        )
        st.button(
            "Redo", icon=":material/redo:", on_click=state.redo, disabled=not state.can_redo(), help="Make it again."
        )


def fixed_term(result: Comparison) -> str:
    """Why the term cannot be changed, empty when it can."""
    for one in result.model.inputs:
        if one.is_monthly and one.place and one.given.kind == "number" and one.scope.kind != "index":
            from_where = f"the file {one.from_file}" if one.from_file else "one number for each month"
            return f"{one.given.label} of {one.scope.label} is given by {from_where}, which fixes the term."
    return ""


# ---------------------------------------------------------------- sections


def _sections(parts: list[Part], used: set[str], fixed: str, folded: bool = False) -> None:
    """The sections of a form, one below the other or each in a folder of its own; the price is open.

    How an option stands beside the others is no section of it and comes first, in the open.
    """
    within = [part for part in parts if part.place[:1] != ("options",) or len(part.place) > len(OPTION)]
    for part in parts:
        if part not in within:
            for field in part.fields:
                inputs.show(field)
        elif folded:
            with _folder(f"part:{_where(part.place)}", plain(part.title), expanded=part is within[0]) as shown:
                if shown:
                    _section(part, used, fixed)
        else:
            if len(parts) > 1 and part.place != ("months",):
                st.caption(f"**{plain(part.title)}**")
            _section(part, used, fixed)


def _section(part: Part, used: set[str], fixed: str) -> None:
    """What a section states, its tiers and the like, what it leaves open, and the way to take it out."""
    if part.removable and len(part.place) != 1:
        st.caption(plain(part.about))
    _fields(part, used, fixed, groups_in_front=_is_new(part) or not part.fields)
    if part.removable:
        _remove(part, f"Remove {titled(part.title, first=False)}")


def _fields(
    part: Part, used: set[str], fixed: str = "", like: frozenset[str] = frozenset(), groups_in_front: bool = False
) -> None:
    """The fields and groups of one section; what is seldom needed stands behind "More of ..."."""
    if state.is_begun(part.place):
        st.caption(NOT_YET)
    for problem in state.session().problems:
        if problem.where == _where(part.place):
            st.markdown(inputs.problem_text([problem]))
    front = _front(part, like)
    for field in front:
        inputs.show(field, fixed if field.place == ("months",) else "")
    later = [group for group in part.groups if not groups_in_front and not state.opened(group.place)]
    for group in part.groups:
        if group not in later:
            _group(group, used)
    more = [field for field in part.fields if field not in front]
    if not more and not later:
        return
    label = f"More of {titled(plain(part.title.partition(':')[0]), first=False)} ({len(more) + len(later)})"
    with _folder(f"more:{_where(part.place)}", label) as shown:
        assumed = [field for field in more if field.given.assumed is not None and _matters(field, used)]
        rest = [field for field in more if field not in assumed]
        for said, fields in (("Assumed, not stated", assumed), ("Not stated, no effect now", rest)):
            if fields and shown:
                st.caption(f"**{said}**")
                for field in fields:
                    inputs.show(field)
        for group in later if shown else ():
            _group(group, used)


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
        key=f"remove:{_where(part.place)}",
        type="tertiary",
        icon=":material/delete:",
        on_click=state.edit,
        args=(part.place, None),
        help="Takes it out with all it says. Undo brings it back.",
    )


# ---------------------------------------------------------------- tiers, service levels, indices


def _group(group: Group, used: set[str]) -> None:
    """The members of a group, each with its fields and groups, and the way to add one."""
    if group.title:
        st.caption(f"**{plain(group.title)}**", help=plain(group.about))
    like = frozenset(field.given.name for part in group.parts for field in part.fields if field.raw is not None)
    for part in group.parts:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{plain(part.title)}**", width="stretch")
            _remove(part, "")
        _fields(part, used, like=like)
    if any(state.is_begun(part.place) for part in group.parts):
        return  # one after the other: a new one is counted after those that are there
    _add(group)


def _add(group: Group) -> None:
    """A button where members are counted, a list where their names are known, else a box for the name."""
    where, label = _where(group.place), f"Add {article(group.noun)}"
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


# ---------------------------------------------------------------- what is not there


def _offers(forms: Forms, key: str) -> None:
    """What a contract, option or programme does not have, each with a sentence and a button that begins it."""
    offers = forms.offers(key)
    if not offers:
        return
    label = "Add a clause" if any("contract" in offer.place for offer in offers) else "Add a section"
    with _folder(f"offers:{key}", label) as shown:
        for offer in offers if shown else ():
            st.button(
                plain(offer.title),
                key=f"offer:{_where(offer.place)}",
                type="tertiary",
                icon=":material/add:",
                on_click=_begin,
                args=(offer.place, key),
            )
            st.caption(plain(offer.about))


def _begin(place: Place, key: str) -> None:
    state.begin(place)
    state.folder(f"offers:{key}", False)
    state.folder(f"part:{_where(place)}", True)


# ---------------------------------------------------------------- names


def named(problem: Problem) -> str:
    """A problem with the name its place has in the forms: ``Occupancy: 120 % is above ...``."""
    forms = Forms(state.draft(), state.card_in_use())
    best: tuple[str, ...] = ()
    depth = -1
    for group, parts in forms.groups():
        own = forms.label(group) if group in forms.options else ""
        if problem.where == f"options.{group}" and depth < 0:
            best, depth = (own,), 0
        for part in parts:
            for one, names in _names(part, own):
                if (problem.where == one or problem.where.startswith(f"{one}.")) and len(one) > depth:
                    best, depth = names, len(one)
    said = best if depth >= 0 else (problem.where,)
    return ": ".join(part for part in (*said, problem.message) if part)


def _names(part: Part, own: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in (part, *part.inside()):
        yield _where(one.place), (own, one.title)
        for field in one.fields:
            yield field.where, (own, field.label)


def _where(place: Place) -> str:
    return ".".join(map(str, place))
