"""What all visitors share: the tool's own rate card and scenarios, and comparisons that were made already."""

import json
from pathlib import Path

import streamlit as st

from tcomodel import Comparison, RateCard, compare, load_card, load_scenario, scenario_from
from tcomodel.card_choice import card_of
from tcomodel.problems import Problem, ProblemsFound

DATA = Path(__file__).resolve().parent.parent.parent / "data"
SCENARIOS = DATA / "scenarios"
DEFAULT = "example.yaml"
COMPARISONS_KEPT = 32  # of all visitors; up to three megabytes each


@st.cache_resource(show_spinner="Reading the rate card")
def standard_card() -> RateCard:
    """The rate card that comes with the tool."""
    return load_card(DATA / "rates.yaml")


class Cards(dict[str, RateCard]):
    """The cards a scenario may name."""

    @property
    def fingerprints(self) -> tuple[str, ...]:
        return tuple(card.fingerprint for card in self.values())


@st.cache_resource(
    show_spinner=False, max_entries=COMPARISONS_KEPT, hash_funcs={Cards: lambda cards: cards.fingerprints}
)
def compared(text: str, folder: str | None, cards: Cards) -> Comparison | tuple[Problem, ...]:
    """The comparison of a scenario given as JSON, or what is wrong with it. Shared: never change it."""
    try:
        scenario = scenario_from(json.loads(text), Path(folder) if folder else None)
        return compare(scenario, card_of(scenario, cards, standard_card()))
    except ProblemsFound as found:
        return found.problems


@st.cache_resource(show_spinner=False)
def scenario_files() -> dict[str, str]:
    """The scenarios that come with the tool: file name and title."""
    titles = {}
    for path in sorted(SCENARIOS.glob("*.yaml"), key=lambda path: (path.name != DEFAULT, path.name)):
        try:
            titles[path.name] = load_scenario(path).file.name
        except ProblemsFound:
            titles[path.name] = path.name  # opening it says what is wrong
    return titles
