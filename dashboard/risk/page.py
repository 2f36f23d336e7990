"""The risk screen: the answer first, then the draws it rests on, then what it is made of.

The futures of a scenario are drawn beside the page as soon as it is opened, as many as the scenario says; a click draws
others. What they say stays until an input changes, and is there again when the change is taken back.
"""

from concurrent.futures import wait
from dataclasses import dataclass

import streamlit as st

from dashboard import once_read, state
from dashboard.explain import link
from dashboard.formats import plain
from dashboard.risk import matters, sections, tables
from dashboard.risk.running import Cancelled, Outcome, Run, begin
from dashboard.server import turns
from tcomodel import Comparison
from tcomodel.fingerprint import key_of
from tcomodel.problems import ProblemsFound
from tcomodel.readers.driver_words import idle_in_words
from tcomodel.readers.risk_words import not_drawn, remarks, risk_answer
from tcomodel.simulation import cost_drivers
from tcomodel.uncertainty import DRAWS, Driver, drivers_of, section_of

MOST_KEPT = 3  # outcomes of a visitor
A_MOMENT = 0.7  # seconds within which a run needs no bar
A_LOOK = 0.4  # seconds between two looks at a run


@dataclass(frozen=True)
class Stopped:
    """A run that somebody cancelled; ``answered`` where its draws were complete by then."""

    key: str
    draws: int
    answered: bool


def show(result: Comparison) -> None:
    """The screen."""
    drivers, idle = cost_drivers(result, drivers_of(result.model))
    key = key_of(result)
    outcome = _outcome(key)
    _end_another(key)
    if outcome is None and drivers and _begin_by_itself(result, key):
        outcome = _outcome(key)
    _answer(outcome, drivers, idle)
    _controls(result, key, outcome, drivers)
    if outcome is not None and not outcome.simulation.is_certain:
        _simulated(outcome)
    pair = matters.two_options(result)
    if pair is not None:
        matters.tornado(result, drivers, pair)
        if outcome is not None:
            matters.indices(outcome, pair)
    if drivers:
        tables.uncertain(result, drivers)
    if idle:
        st.caption(plain(idle_in_words(idle)))
    tables.without_range(result, drivers)


def _simulated(outcome: Outcome) -> None:
    found = outcome.simulation
    sections.spread(found)
    if len(found.options) > 1:
        sections.choice(found)
    sections.saving(found)
    sections.fan(found)
    tables.figures(found)


def _answer(outcome: Outcome | None, drivers: tuple[Driver, ...], idle: tuple[Driver, ...]) -> None:
    """The answer, or what is needed for one."""
    if outcome is not None:
        first, *more = risk_answer(outcome.simulation)
        cautions = not_drawn(outcome.simulation)
        st.header(plain(first), anchor=False)
        for sentence in more:
            if sentence not in cautions:
                st.markdown(plain(sentence))
        best = outcome.simulation.favourite
        link.button(f"{best.key}.npv", f"How the base case of {plain(best.label)} was made", key="risk:base case")
        if said := [*cautions, *remarks(outcome.simulation)]:
            bullet = "- " if len(said) > 1 else ""
            st.warning("\n".join(f"{bullet}{plain(one)}" for one in said), icon=":material/warning:")
        return
    if not drivers:
        st.header("Nothing is uncertain here, so there is nothing to simulate.", anchor=False)
        why = "what has a range moves no cost" if idle else "no input and no card rate in use has a range"
        st.markdown(
            f"Every future would be the base case, because {why}. The inputs "
            "that move the result most are listed below, each with the way to give it a range."
        )
        return
    count = "One input is" if len(drivers) == 1 else f"{len(drivers)} inputs are"
    st.header("How sure is the answer?", anchor=False)
    st.markdown(
        f"{count} uncertain. Drawing them thousands of times, with every option worked out in the same futures, says "
        "how likely each option is to cost least and what it may cost."
    )


# ---------------------------------------------------------------- draws, seed, run


def _controls(result: Comparison, key: str, outcome: Outcome | None, drivers: tuple[Driver, ...]) -> None:
    if not drivers:
        return
    section = section_of(result.scenario)
    draws, seed = (
        own if (own := state.kept(f"risk {name}")) is not None else stated
        for name, stated in (("draws", section.draws), ("seed", section.seed))
    )
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        draws = (
            st.segmented_control(
                "Draws", DRAWS, default=draws, key="risk:draws", required=True, format_func=lambda one: f"{one:,}",
                help="How many futures. With more of them chance adds less to a figure, and it takes longer.",
            )
            or draws
        )  # fmt: skip
        seed = int(
            st.number_input(
                "Seed", 0, 2**32 - 1, seed, key="risk:seed", width=150,
                help="The same seed draws the same futures. Another seed shows how much of a figure is chance.",
            )
        )  # fmt: skip
        state.keep("risk draws", draws if draws != section.draws else None)
        state.keep("risk seed", seed if seed != section.seed else None)
        run: Run | None = state.kept("risk run")
        going = run is not None and run.key == key
        same = outcome is not None and (outcome.simulation.draws, outcome.simulation.seed) == (draws, seed)
        once_read.button(
            "Draw again" if same else "Draw the futures", _begin, result, draws, seed, key="risk:go", disabled=going,
            type="secondary" if same else "primary", icon=":material/casino:",
        )  # fmt: skip
    if state.kept("risk failed") and state.kept("risk failed")[0] == key:
        st.error(plain(state.kept("risk failed")[1]), icon=":material/error:")
    if going:
        _watch(answered=run is not None and outcome is not None and outcome.simulation is run.found)
    if outcome is not None:
        found = outcome.simulation
        counted = "1 uncertain input" if len(found.drivers) == 1 else f"{len(found.drivers)} uncertain inputs"
        st.caption(f"{found.draws:,} draws of {counted}, seed {found.seed}; every option in the same futures.")
    stopped: Stopped | None = state.kept("risk stopped")
    if stopped is not None and stopped.key == key:
        st.info(_stopped_in_words(stopped, outcome), icon=":material/cancel:")


def _begin_by_itself(result: Comparison, key: str) -> bool:
    """Draw what the scenario says: whether a run was begun. What was cancelled or failed waits for a click."""
    failed: tuple[str, str] | None = state.kept("risk failed")
    if state.kept("risk run") is not None or (failed and failed[0] == key):
        return False
    stopped: Stopped | None = state.kept("risk stopped")
    if stopped is not None and stopped.key == key:
        return False
    section = section_of(result.scenario)
    _begin(result, section.draws, section.seed)
    return True


def _begin(result: Comparison, draws: int, seed: int) -> None:
    state.keep("risk failed", None)
    state.keep("risk stopped", None)
    run = begin(result, draws, seed, before=state.kept("risk run"))
    state.keep("risk run", run)
    with turns.lent(state.end_if_unwanted):
        wait([run.future], A_MOMENT)


@st.fragment(run_every=A_LOOK)
def _watch(answered: bool) -> None:
    """How far the run is, and a way to end it; the page around it is drawn again when there is more to say."""
    run: Run | None = state.kept("risk run")
    if run is None or run.future.done() or (run.found is not None and not answered):
        st.rerun()
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.progress(run.share, text=f"{run.draws:,} draws: {run.doing}")
        st.button("Cancel", icon=":material/close:", key="risk:cancel", on_click=_cancel)


def _cancel() -> None:
    run: Run | None = state.kept("risk run")
    if run is None:
        return
    if run.found is not None:  # the answer stays
        _keep(Outcome(run.key, run.found, None))
    state.keep("risk stopped", Stopped(run.key, run.draws, answered=run.found is not None))
    run.cancel()
    state.keep("risk run", None)


def _stopped_in_words(stopped: Stopped, outcome: Outcome | None) -> str:
    """What became of a run that was cancelled, and what the page shows instead."""
    if stopped.answered:
        return (
            f"Cancelled while the uncertainty was being shared out: the {stopped.draws:,} draws are complete, where "
            "the uncertainty of a difference comes from is left out."
        )
    if outcome is None:
        return "The draws were cancelled, so there is no answer yet."
    found = outcome.simulation
    return f"Cancelled: {stopped.draws:,} draws. Shown are the {found.draws:,} draws from before, seed {found.seed}."


def _end_another(key: str) -> None:
    """End a run for inputs that are no longer those on the page."""
    run: Run | None = state.kept("risk run")
    if run is not None and run.key != key:
        run.cancel()
        state.keep("risk run", None)


def _outcome(key: str) -> Outcome | None:
    """What is known for the scenario as it stands; a run that has ended is taken in first."""
    run: Run | None = state.kept("risk run")
    if run is not None and run.future.done():
        state.keep("risk run", None)
        try:
            _keep(run.future.result())
        except ProblemsFound as found:
            state.keep("risk failed", (run.key, f"The futures could not be drawn: {found}"))
        except Cancelled:
            pass
    elif run is not None and run.key == key and run.found is not None:
        return Outcome(key, run.found, None)
    return state.kept("risk outcomes", {}).get(key)


def _keep(outcome: Outcome) -> None:
    """Keep what a run gave, and of the older ones the last few."""
    outcomes: dict[str, Outcome] = state.kept("risk outcomes", {})
    others = {name: one for name, one in outcomes.items() if name != outcome.key}
    state.keep("risk outcomes", dict(list({**others, outcome.key: outcome}.items())[-MOST_KEPT:]))
