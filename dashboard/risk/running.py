"""A simulation beside the page: begun by a click, watched by the page, ended by another click.

    run = begin(result, draws=4096, seed=1)      works in a thread of its own; the page stays usable
    run.share, run.doing                         0.4, "drawing futures"
    run.found                                    the simulation, while its uncertainty is still being shared out
    run.cancel()                                 it ends within the next block of draws

What came out belongs to everything that went in: the scenario with its ranges, the card, the draws and the seed.
"""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event

import streamlit as st

from tcomodel import Comparison
from tcomodel.fingerprint import key_of
from tcomodel.sensitivity import swings
from tcomodel.sensitivity.indices import IndexRuns, index_runs
from tcomodel.simulation import Simulation, simulate

AT_ONCE = 2  # simulations of all visitors at the same time; the others wait their turn
SIMULATING = 0.6  # of a run; the rest shares out the uncertainty
INDEX_SEED = 1


class Cancelled(Exception):
    """Somebody does not want to know any more."""


@dataclass(frozen=True)
class Outcome:
    """What a run gives; without drivers there is nothing to share out, and before the end of a run it is not there."""

    key: str
    simulation: Simulation
    indices: IndexRuns | None


@dataclass
class Run:
    """A simulation that is being worked out, or is."""

    key: str
    draws: int
    share: float = 0.0
    doing: str = "waiting its turn"
    found: Simulation | None = None  # from when on there is an answer
    stop: Event = field(default_factory=Event)
    future: Future[Outcome] = field(default_factory=Future)

    def cancel(self) -> None:
        """Let it end; what it has found so far is forgotten."""
        self.stop.set()
        self.future.cancel()  # where it still waits

    def work(self, result: Comparison, seed: int) -> Outcome:
        """The simulation, then what its uncertainty comes from."""
        self.doing = "drawing futures"
        found = simulate(result, self.draws, seed, lambda share: self._tell(SIMULATING * share))
        self.found = found
        self.doing = "sharing out the uncertainty"
        indices = None
        if found.drivers and not found.is_certain:
            indices = index_runs(
                result,
                found.drivers,
                seed=INDEX_SEED,
                progress=lambda share: self._tell(SIMULATING + (1 - SIMULATING) * share),
            )
        swings(result)  # kept with the comparison, so the page has them at once
        self._tell(1.0)
        return Outcome(self.key, found, indices)

    def _tell(self, share: float) -> None:
        if self.stop.is_set():
            raise Cancelled
        self.share = min(max(share, 0.0), 1.0)


@st.cache_resource(show_spinner=False)
def _workers() -> ThreadPoolExecutor:
    """Shared by all visitors."""
    return ThreadPoolExecutor(AT_ONCE, thread_name_prefix="simulation")


def begin(result: Comparison, draws: int, seed: int) -> Run:
    """Start a run."""
    run = Run(key_of(result), draws)
    run.future = _workers().submit(run.work, result, seed)
    return run
