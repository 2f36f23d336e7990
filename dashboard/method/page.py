"""How the numbers are made: the way from volume to what it is worth today, read off the lines of the model.

What is shown is what the open scenario uses; a switch shows all that the tool knows. Nothing is worked out for a step
until it is opened.
"""

from collections.abc import Callable

import streamlit as st

from dashboard.folders import folder
from dashboard.method import conventions, finding, said, words
from dashboard.method.said import Known, Used, View
from tcomodel import Comparison
from tcomodel.readers.method import Step, steps

PARTS: tuple[tuple[str, str, Callable[[View], None]], ...] = (
    ("conventions", "Conventions: signs, rounding, discounting, payback", conventions.show),
    ("pricing", "Pricing models, a sentence each", words.pricing_models),
    ("clauses", "Contract clauses, a sentence each", words.clauses),
    ("glossary", "Glossary: the words of the field", words.terms),
)


def show(result: Comparison) -> None:
    """The screen."""
    st.title("Method", anchor=False)
    st.markdown(
        "Every figure is made of lines, each with a formula, and of inputs that somebody stated or the tool assumed. "
        "This page is written from the very lines that are worked out, so it cannot say anything else."
    )
    search, switch = st.columns([3, 2], vertical_alignment="bottom")
    sought = search.text_input(
        "Search", key="method:search", placeholder="for example: overtime, credit, occupancy",
        help="Finds lines, inputs, pricing models, clauses and words that hold all you type.",
    )  # fmt: skip
    everything = switch.toggle(
        "All the tool knows", key="method:all",
        help="Also lines, pricing models and clauses that this scenario does not use.",
    )  # fmt: skip
    view: View = Known(result) if everything else Used(result)
    if sought and sought.strip():
        finding.show(view, sought)
        return
    st.caption(view.told)
    st.subheader("From volume to today's money", anchor=False)
    for number, step in enumerate(steps(), start=1):
        _step(number, step, view)
    st.subheader("What holds everywhere", anchor=False)
    for name, title, draw in PARTS:
        with folder(f"method:{name}", title) as shown:
            if shown:
                draw(view)


def _step(number: int, step: Step, view: View) -> None:
    counted = said.count_of(step, view)
    with folder(f"method:step{number}", f"{number}  **{step.title}**: {step.about}  :gray[{counted}]") as shown:
        if shown:
            said.show(step, view)
