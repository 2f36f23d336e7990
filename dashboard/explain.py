"""Explain a number: which formula made it, from which ingredients, down to who stated them."""

import streamlit as st

from dashboard.formats import month_name, plain
from tcomodel import Comparison
from tcomodel.model import Placed
from tcomodel.problems import ProblemsFound
from tcomodel.readers.trace import Explanation, explain

WHOLE_TERM = "The whole term"
FIRST_LINE = "total_cost"


def show(result: Comparison) -> None:
    """The screen."""
    st.title("Explain a number", anchor=False)
    st.markdown(
        "Every number is a line of the model. Pick one and read how it was made, "
        "down to the inputs and who stated them."
    )
    places = list(dict.fromkeys(row.scope.path for row in result.model.rows))
    options = [option.scope.path for option in result.model.options]
    places.sort(
        key=lambda path: (
            (path[0],) not in options,
            options.index((path[0],)) if (path[0],) in options else 0,
            len(path),
        )
    )
    names = {row.scope.path: _place_name(result, row) for row in result.model.rows}
    first, second, third = st.columns([3, 4, 2])
    place = first.selectbox(
        "Where",
        places,
        format_func=lambda path: names[path],
        key="choose:place",
        index=places.index((result.cheapest.key,)) if (result.cheapest.key,) in places else 0,
        help="The programme, an option, or one of its channels or service levels.",
    )
    rows = {row.name: row for row in result.model.rows if row.scope.path == place}
    name = second.selectbox(
        "Line",
        list(rows),
        format_func=lambda name: rows[name].label,
        key=f"choose:line:{'.'.join(place)}",
        index=list(rows).index(FIRST_LINE) if FIRST_LINE in rows else 0,
        help="One row of the model.",
    )
    row = rows[name]
    months = [WHOLE_TERM, *result.months] if row.is_monthly else [WHOLE_TERM]
    month = third.selectbox(
        "Month",
        months,
        format_func=lambda month: month if month == WHOLE_TERM else month_name(month),
        key="choose:month",
        index=min(1, len(months) - 1),
        help="A month of the contract, or all of them.",
    )
    number = None if month == WHOLE_TERM or month not in result.months else result.months.index(month) + 1
    try:
        found = explain(result, row.key, number)
    except (KeyError, ProblemsFound) as error:
        st.warning(plain(str(error)))
        return
    _headline(found)
    st.code(found.text(), language=None, wrap_lines=True)
    st.download_button(
        "Explanation as text",
        found.text(),
        f"{row.key}.txt",
        "text/plain",
        on_click="ignore",
        icon=":material/description:",
    )


def _headline(found: Explanation) -> None:
    with st.container(border=True):
        st.subheader(plain(f"{found.label}, {found.over}: {found.value_in_words}"), anchor=False)
        st.markdown(plain(found.says))
        if found.words:
            st.markdown(f"**{plain('= ' + found.words)}**")


def _place_name(result: Comparison, row: Placed) -> str:
    path = row.scope.path
    option = next((option.label for option in result.options if option.key == path[0]), "Programme")
    return option if len(path) == 1 else f"{option}: {row.scope.label}"
