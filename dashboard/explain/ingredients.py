"""What a figure is made of, and what it goes into: each a link, one step down or up the way."""

import streamlit as st

from dashboard.explain import link
from dashboard.explain.asked import Asked
from dashboard.explain.finding import about
from dashboard.explain.words import SOURCES, month_of, said
from dashboard.folders import folder
from dashboard.formats import plain
from tcomodel import Comparison
from tcomodel.model import Input, Placed
from tcomodel.readers.english import named
from tcomodel.readers.rounded import percent
from tcomodel.readers.trace import Tracer, source_of
from tcomodel.readers.trace_steps import Step, has_months, steps_down, users_of

MOST_USERS = 6


def made_of(result: Comparison, now: Asked) -> None:
    """The ingredients of a line, a row each, with their share where they add up."""
    row = now.what
    if not isinstance(row, Placed):
        return
    steps = steps_down(result, row, now.month)
    shares = any(one.share is not None for one in steps)
    st.subheader("Made of", anchor=False, help="Each name is a link: it shows how that number was made in its turn.")
    if not steps:
        st.caption("Nothing: none of the lines that could add to it is in this scenario.")
        return
    with st.container(gap="xsmall"):
        _row(["Ingredient", "Value", *(["Share"] if shares else []), "Comes from"], shares)
        for step in steps:
            share = [percent(step.share) if step.share is not None else ""] if shares else []
            cells = [_name(result, step, now), said(step.value_in_words), *share, _from(result, step)]
            _row(cells, shares, step, step.month_to_ask if has_months(step.what) else now.chosen)
    if shares:
        st.caption("Shares of the result; what is taken off has a minus.")


def goes_into(result: Comparison, now: Asked) -> None:
    """The lines that take a figure, a row each."""
    assert now.what is not None
    users = users_of(result, now.what.key)
    if not users:
        return
    st.subheader("Goes into", anchor=False, help="The lines that take this number: one step up the way.")
    _users(result, now, users[:MOST_USERS])
    if len(users) > MOST_USERS:
        with folder(f"explain:users:{now.what.key}", f"{len(users) - MOST_USERS:,} more") as shown:
            if shown:
                _users(result, now, users[MOST_USERS:])


def _users(result: Comparison, now: Asked, users: list[Placed]) -> None:
    assert now.what is not None
    tracer = Tracer(result)
    with st.container(gap="xsmall"):
        for one in users:
            name, value = st.columns([5, 4], vertical_alignment="center")
            with name:
                link.to(one.key, plain(named(one, now.what.scope)), now.chosen, plain(about(one)))
            value.markdown(
                said(tracer.value_of(one, now.chosen if one.is_monthly else None)[2]), text_alignment="right"
            )


def _row(cells: list[str], shares: bool, step: Step | None = None, month: int | None = None) -> None:
    """A row of the table; its first cell is a link, that of the head is none."""
    columns = iter(st.columns([5, 4, 2, 2] if shares else [5, 4, 2], vertical_alignment="center"))
    for position, (cell, column) in enumerate(zip(cells, columns, strict=True)):
        right = "right" if 0 < position < len(cells) - 1 else "left"
        if step is None:
            column.caption(f"**{cell}**", text_alignment=right)
        elif position == 0:
            with column:
                link.to(step.key, cell, month, plain(about(step.what)))
        else:
            column.markdown(cell, text_alignment=right)


def _name(result: Comparison, step: Step, now: Asked) -> str:
    """The name as the line calls it, with the month where it is another one than the line's own."""
    if step.month is None or step.month == now.month:
        return plain(step.label)
    return plain(f"{step.label}, {month_of(result, step.month)}")


def _from(result: Comparison, step: Step) -> str:
    return SOURCES[source_of(step.what, result).kind] if isinstance(step.what, Input) else "worked out"
