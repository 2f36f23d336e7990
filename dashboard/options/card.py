"""The card of one option: its name and standing, its figures, what can be done with it, and its form."""

from html import escape

import streamlit as st

from dashboard import form_parts, inputs, state, theme
from dashboard.folders import folder
from dashboard.formats import money, plain, short, term_of
from dashboard.forms import Forms
from dashboard.options import acting, moves
from dashboard.options.words import others_state, place_words, pricing_words
from tcomodel import Comparison, OptionResult
from tcomodel.readers.answer import no_saving, saving_in_words
from tcomodel.readers.rounded import percent
from tcomodel.scenario import LONGEST_NAME

LONGEST_NOTE = 2000
ORDINALS = {1: "1st", 2: "2nd", 3: "3rd"}


def show(forms: Forms, key: str, result: Comparison) -> None:
    """The card."""
    option = next((one for one in result.options if one.key == key), None)
    with st.container(border=True, key=f"card-{key}"):
        left, right = st.columns([3, 2], gap="medium")
        with left.container(gap="xsmall"):
            _head(forms, key, option, result)
        with right:
            _figures(option, result)
        if option is not None:
            st.html(bar(option, result))
        _remarks(forms, key)
        _buttons(forms, key)
        with folder(f"option:{key}", "Price, place and contract") as shown:
            if shown:
                form_parts.of_option(forms, key, result, roomy=True)


# ---------------------------------------------------------------- what it is and what it costs


def _head(forms: Forms, key: str, option: OptionResult | None, result: Comparison) -> None:
    said = forms.options[key]
    st.subheader(plain(forms.label(key)), anchor=False)
    st.markdown(plain(" · ".join(one for one in (pricing_words(said), place_words(said)) if one)))
    marks = st.container(horizontal=True, gap="small")
    if moves.baseline_of(forms.data) == key:
        marks.badge("Baseline", icon=":material/flag:", color="blue", help="All other options are compared with it.")
    if not moves.takes_part(said):
        marks.badge(
            "Left out", icon=":material/visibility_off:", color="gray", help="It keeps its figures and is not ranked."
        )
    if option is not None and key in result.unserved:
        marks.badge(
            "Does not serve all of the work", icon=":material/warning:", color="orange",
            help=plain(" ".join(result.unserved[key])),
        )  # fmt: skip
    if rank := rank_words(option, result):
        marks.badge(
            rank, color="green" if rank.startswith("Cheapest") else "gray",
            help="By net present value: all costs of the term, later months counting less.",
        )  # fmt: skip
    note = said.get("note") if hasattr(said, "get") else None
    if note:
        st.caption(plain(str(note)))


def _figures(option: OptionResult | None, result: Comparison) -> None:
    if option is None:
        st.metric("Total cost", "–", help="It has no figures before it can be computed; what is missing is said below.")
        return
    term, base = term_of(len(result.months)), result.baseline
    told, better = None, False
    if base is not None and base.key != option.key and not no_saving(result):
        better = (option.figure("term_saving") or 0.0) >= 0
        told = f"{saving_in_words(option, short, percent)} than the baseline"
    st.metric(
        f"Total cost, {term}",
        money(option.total, result.currency, 2),
        told,
        delta_arrow="off",
        delta_color="green" if better else "red",
        help=plain(f"All costs added up, not discounted: {option.total:,.2f} {result.currency}."),
    )


def rank_words(option: OptionResult | None, result: Comparison) -> str:
    """``Cheapest of 6``, ``2nd of 6``; empty for an option that is not ranked."""
    order = [one.key for one in result.ranking]
    if option is None or option.key not in order or option.key in result.unserved:
        return ""
    rank = order.index(option.key) + 1
    return f"Cheapest of {len(order)}" if rank == 1 else f"{ORDINALS.get(rank, f'{rank}th')} of {len(order)}"


def bar(option: OptionResult, result: Comparison) -> str:
    """The option's total beside that of the dearest one, as a bar in the option's colour."""
    most = max(max(one.total for one in result.options), 0.0)
    share = min(max(option.total / most, 0.0), 1.0) if most else 0.0
    colours = theme.colours()
    said = f"{share:.0%} of the dearest option's total ({short(most)} {result.currency})".replace("%", " %")
    label = escape(f"{option.label}: {said}", quote=True)
    return (
        f'<div role="img" aria-label="{label}" title="{escape(said, quote=True)}" '
        f'style="background:{colours.grid};border-radius:4px;height:8px">'
        f'<div style="width:{100 * share:.1f}%;height:8px;border-radius:4px;'
        f'background:{colours.option(result.place_of(option))}"></div></div>'
    )


def _remarks(forms: Forms, key: str) -> None:
    """What is wrong with the option, what was refused, and what its contract may lack."""
    own = [
        one
        for one in state.session().problems
        if one.where == f"options.{key}" or one.where.startswith(f"options.{key}.")
    ]
    for problem in own:
        st.markdown(inputs.problem_text([problem]))
    acting.show_refusal(key)
    if forms.label(key) != forms.own_label(key):
        st.warning(
            plain(f"Another option has the same name, so this one is called {forms.label(key)} here and in files. "
                  "Rename one of them."),
            icon=":material/edit:",
        )  # fmt: skip
    if lacks := others_state(forms, key):
        st.caption(
            plain(
                f"Most other vendors' options state these, this one does not: {', '.join(lacks)}. "
                "Where they apply here too, the comparison is not on equal terms before they are added."
            )
        )


# ---------------------------------------------------------------- what can be done with it


def _buttons(forms: Forms, key: str) -> None:
    order = list(forms.options)
    row = st.container(horizontal=True, gap="small", vertical_alignment="center")
    _take_part(row, forms, key)
    with row.popover("Rename", icon=":material/edit:", type="tertiary", help="Its name, and a note on it."):
        _name_and_note(forms, key)
    for label, icon, by, edge in (
        ("Up", "arrow_upward", moves.UP, order[0]),
        ("Down", "arrow_downward", moves.DOWN, order[-1]),
    ):
        row.button(
            label, key=f"move:{label}:{key}", icon=f":material/{icon}:", type="tertiary", disabled=key == edge,
            on_click=acting.move, args=(key, by), help="The order here is that of charts, tables and files.",
        )  # fmt: skip
    if moves.baseline_of(forms.data) != key:
        row.button(
            "Make baseline", key=f"baseline:{key}", icon=":material/flag:", type="tertiary",
            on_click=acting.make_baseline, args=(key,), help="Savings and payback are counted against it then.",
        )  # fmt: skip
    row.button(
        "Duplicate", key=f"duplicate:{key}", icon=":material/content_copy:", type="tertiary",
        on_click=acting.duplicate, args=(key,), help="A copy below it, to change in one or two things.",
    )  # fmt: skip
    row.button(
        "Delete", key=f"delete:{key}", icon=":material/delete:", type="tertiary",
        on_click=acting.delete, args=(key,), help=plain(f"Takes {forms.label(key)} out. Undo brings it back."),
    )  # fmt: skip


def _take_part(row: st.delta_generator.DeltaGenerator, forms: Forms, key: str) -> None:
    """The switch; the last one that takes part stays in."""
    inside = moves.takes_part(forms.options[key])
    last = inside and sum(map(moves.takes_part, forms.options.values())) == 1
    widget = state.widget_shows(f"takes part:{key}", inside)
    row.toggle(
        "In the comparison", inside, key=widget, disabled=last, on_change=acting.take_part, args=(key, widget),
        help="It is the only one left in the comparison, so it stays in." if last
        else "Left out, it keeps its figures and is neither ranked nor drawn.",
    )  # fmt: skip


def _name_and_note(forms: Forms, key: str) -> None:
    said = forms.options[key]
    widget = state.widget_shows(f"label:{key}", forms.own_label(key))
    st.text_input(
        "Name", forms.own_label(key), key=widget, max_chars=LONGEST_NAME, on_change=acting.rename,
        args=(key, "label", widget), help="How charts, tables and files call it.",
    )  # fmt: skip
    note = str((said.get("note") if hasattr(said, "get") else "") or "")
    widget = state.widget_shows(f"note:{key}", note)
    st.text_area(
        "Note", note, key=widget, max_chars=LONGEST_NOTE, on_change=acting.rename, args=(key, "note", widget),
        placeholder="such as who quoted it and when", height=100,
    )  # fmt: skip
