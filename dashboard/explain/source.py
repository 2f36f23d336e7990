"""Where an input comes from: who stated it, the rate of the card with its source, an assumption with its reason.

Here the way down ends, and here a number can be changed: in the box on the page or in the forms beside it.
"""

from collections.abc import Iterator

import streamlit as st

from dashboard import inputs, state
from dashboard.explain.asked import WALK, known
from dashboard.explain.link import LINE
from dashboard.explain.words import SOURCES, name_of
from dashboard.fields import Field, dotted
from dashboard.formats import compact, plain, titled, unit_words
from dashboard.forms import SHARED, Forms
from tcomodel import Comparison
from tcomodel.entry_at import at
from tcomodel.model import Input, Placed
from tcomodel.readers.trace import Source, source_of

TITLES = {
    "scenario": "Stated in the scenario",
    "file": "Read from a file",
    "rate card": "A rate of the rate card",
    "series": "A published series",
    "assumed": "Assumed, because nobody stated it",
    "constant": "A constant, which holds everywhere",
    "calendar": "Follows from the calendar",
    "changed": "Changed for this comparison",
}
assert set(TITLES) == set(SOURCES)


def show(result: Comparison, one: Input) -> None:
    """Who says so, and the way to say otherwise."""
    source = source_of(one, result)
    st.subheader(TITLES[source.kind], anchor=False)
    if source.kind == "rate card":
        _rate(result, one, source)
    elif source.kind == "series":
        _series(source)
    elif source.kind in ("assumed", "constant"):
        st.markdown(plain(_sentence(source.details["because"])))
    elif source.kind in ("scenario", "file"):
        _stated(source)
    else:
        st.markdown(plain(_sentence(source.text)))
    _change(result, one)


def _stated(source: Source) -> None:
    """Where in the scenario, and in which file beside it."""
    facts = source.details
    line = f", line {facts['line']} of the file" if facts["line"] else ""
    read = f"Read from {facts['file']}, which the scenario names. " if "file" in facts else ""
    st.markdown(f"{plain(read)}Entry in the scenario: **{plain(facts['entry'])}**{line}.")


def _rate(result: Comparison, one: Input, source: Source) -> None:
    """The rate as the card has it: its range, its date, who published it."""
    assert one.rate is not None
    rate, facts = one.rate, source.details
    unit = unit_words(one.given.unit, result.currency, one.given.is_share)
    scale = 100 if one.given.is_share else 1
    ends = [f"{name} {compact(getattr(rate, name) * scale)}" for name in ("low", "base", "high") if _has(rate, name)]
    value = rate.value
    said = compact(value * scale) if value is not None else ", ".join(ends)
    rows = [
        ("Rate", facts["key"]),
        ("What it is", facts["title"]),
        ("Value on the card", f"{said} {unit}".strip() + (f"; used here: {facts['at']}" if value is None else "")),
        ("As of", facts["as_of"]),
        ("Rate card", facts["card"]),
        ("Source", facts["source"]),
        ("Address", facts["address"]),
        ("Note", facts["note"]),
        ("How it came to be", facts["history"]),
    ]
    _facts([(name, str(told)) for name, told in rows if told])


def _has(rate: object, name: str) -> bool:
    return getattr(rate, name, None) is not None


def _series(source: Source) -> None:
    facts = source.details
    rows = [("Series", facts["title"] or facts["key"]), ("Source", facts["source"]), ("Address", facts["address"])]
    rows += [("As of", facts["as_of"]), ("Licence", facts["licence"]), ("Note", facts["note"])]
    _facts([(name, str(told)) for name, told in rows if told])


def _facts(rows: list[tuple[str, str]]) -> None:
    """Facts below each other; an address of the web is a link."""
    first, *lines = [f"| {name} | {_linked(told)} |" for name, told in rows]
    st.markdown("\n".join([first, "|---|---|", *lines]))


def _linked(text: str) -> str:
    """Text of the card, with every address of the web in it as a link."""
    return " ".join(f"<{part}>" if _is_address(part) else plain(part) for part in text.split())


def _is_address(text: str) -> bool:
    return text.startswith(("https://", "http://")) and not set(text) & set('<>()[]|"`\\')


def _sentence(text: str) -> str:
    said = text.strip()
    return f"{said[:1].upper()}{said[1:]}" + ("" if said.endswith(".") else ".")


# ---------------------------------------------------------------- saying otherwise


def _change(result: Comparison, one: Input) -> None:
    """A box with the number, and the way to its place among the forms.

    What is assumed holds for all that say nothing: it is changed where the walk came from, else she says where.
    """
    forms = Forms(state.draft(), state.card_in_use())
    fields = fields_of(forms, one, _taker(result))
    if len(fields) == 1:
        _try(one, fields[0], forms)
    elif fields:
        st.markdown("It is assumed in several places, and can be stated in each by itself:")
        for field in fields:
            _to_form(f"Show it in {plain(_whereabouts(field, forms))}", field)


def _taker(result: Comparison) -> Placed | None:
    """The line the walk came from."""
    everything = known(result)
    stops = [everything.get(stop.key) for stop in state.kept(WALK, ())[:-1]]
    return next((one for one in reversed(stops) if isinstance(one, Placed)), None)


def _try(one: Input, field: Field, forms: Forms) -> None:
    where = f" of {_whereabouts(field, forms)}" if one.assumed and field.group not in SHARED else ""
    if not field.is_series and field.given.kind not in ("choice", "switch"):
        label = inputs.label_with_unit(field)
        key = state.widget_shows(f"{field.key}:explain", field.text(field.raw))
        st.text_input(
            plain(f"{label}{where}: try another value"),
            field.text(field.raw),
            key=key,
            on_change=_take,
            args=(field, key),
            placeholder=field.empty_box,
            help=inputs.help_text(field),
            width=320,
        )
        for problem in inputs.problems_at(field):
            st.markdown(inputs.problem_text([problem]))
    _to_form(f"Show {plain(name_of(one))} among all inputs", field)


def _take(field: Field, key: str) -> None:
    """Take what was typed; what was assumed until then is an input of its own now, and that is shown."""
    inputs.take(field, key)
    stated = next((one for one in state.result().model.inputs if one.place == field.place), None)
    walk = state.kept(WALK, ())
    if stated is not None and walk and walk[-1].key != stated.key:
        state.keep(WALK, (*walk[:-1], walk[-1]._replace(key=stated.key)))
        st.query_params[LINE] = stated.key


def _to_form(label: str, field: Field) -> None:
    st.button(
        label, key=f"explain:form:{field.key}", type="tertiary", icon=":material/edit_note:", on_click=_open_form,
        args=(field,), help="Opens the section it belongs to in the panel at the left.",
    )  # fmt: skip


def _whereabouts(field: Field, forms: Forms) -> str:
    """``Philippines, per seat, service levels``."""
    if field.group in SHARED:
        return "the programme"
    option = at(forms.data, ("options", field.group)) or {}
    inside = [str(part).replace("_", " ") for part in field.place[2:-1] if part not in ("contract", "kpis")]
    return ", ".join([str(option.get("label") or titled(field.group)), *inside])


def fields_of(forms: Forms, one: Input, taker: Placed | None = None) -> list[Field]:
    """The fields in which an input is stated or could be; of those of an assumption the ones ``taker`` goes by."""
    found = list({field.place: field for field in _fields_of(forms, one)}.values())
    if taker is None or len(found) < 2:
        return found
    parts = taker.scope.path
    closest = [field for field in found if set(parts) <= set(map(str, field.place))]
    return closest or [field for field in found if field.group in (*SHARED, *parts[:1])] or found


def _fields_of(forms: Forms, one: Input) -> Iterator[Field]:
    if one.place:
        wanted = [one.place]
        groups = list(SHARED) if one.place[0] != "options" else [str(one.place[1])]
    elif one.assumed:
        wanted, groups = [], [*SHARED, *forms.options]
    else:
        return
    for group in groups:
        for part in forms.shared(group) if group in SHARED else forms.option(group):
            for field in part.all_fields():
                assumed = not wanted and field.assumed and field.given.name == one.name
                if assumed or field.place in wanted:
                    yield field


def _open_form(field: Field) -> None:
    """Open the folders of the panel that hold a field."""
    group = field.group
    state.folder(group if group in SHARED else f"option:{group}", True)
    for size in range(1, len(field.place)):
        where = dotted(field.place[:size])
        for kind in ("part", "more"):
            state.folder(f"{kind}:{where}", True)
