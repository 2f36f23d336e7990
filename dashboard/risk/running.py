"""A simulation beside the page: begun by a click, watched by the page, ended by another click.

    run = begin(result, draws=4096, seed=1)      works in a thread of its own; the page stays usable
    run.share, run.doing                         0.4, "drawing futures"
    run.found                                    the simulation, while its uncertainty is still being shared out
    run.cancel()                                 it ends within the next block of draws

What came out belongs to everything that went in: the scenario with its ranges, the card, the draws and the seed.

A visitor has one run at a time: the next one ends the one before. So the queue holds one of each at most, and whoever
comes first is served first. The threads that draw stand behind those that serve pages (``AFTER_PAGES``).
"""

import os
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event
from weakref import WeakSet

import streamlit as st

from dashboard.server import log, tuning
from tcomodel import Comparison
from tcomodel.fingerprint import key_of
from tcomodel.sensitivity import swings
from tcomodel.sensitivity.indices import IndexRuns, index_runs
from tcomodel.simulation import Simulation, simulate

AT_ONCE = 2  # simulations of all visitors at the same time; the others wait their turn
AFTER_PAGES = 10  # how far behind the other threads of the program, of 19
SLOW = 10.0  # seconds of a run that are told in the log
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


@dataclass(eq=False)
class Run:
    """A simulation that is being worked out, or is."""

    key: str
    draws: int
    share: float = 0.0
    doing: str = "waiting its turn"
    found: Simulation | None = None  # from when on there is an answer
    stop: Event = field(default_factory=Event)
    future: Future[Outcome] = field(default_factory=Future)
    asked: float = field(default_factory=time.monotonic)

    def cancel(self) -> None:
        """Let it end; what it has found so far is forgotten."""
        self.stop.set()
        self.future.cancel()  # where it still waits

    def work(self, result: Comparison, seed: int) -> Outcome:
        """The simulation, then what its uncertainty comes from."""
        begun = time.monotonic()
        try:
            return self._work(result, seed)
        except Cancelled:
            pass  # not raised on: it holds frames with all draws, and the run holds it, till garbage is looked for
        finally:
            if (seconds := time.monotonic() - begun) > SLOW:
                waited = round(begun - self.asked, 1)
                log.tell("slow simulation", draws=self.draws, seconds=round(seconds, 1), waited=waited)
            tuning.trim()
        raise Cancelled

    def _work(self, result: Comparison, seed: int) -> Outcome:
        self._tell(0.0)  # it may have been ended while it waited
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


class Queue:
    """The runs of all visitors."""

    def __init__(self) -> None:
        self._workers = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="simulation", initializer=stand_behind)
        self._runs: WeakSet[Run] = WeakSet()

    def begin(self, run: Run, result: Comparison, seed: int, before: Run | None = None) -> None:
        """Put a run at the end of the queue; ``before`` ends, if it has not."""
        if before is not None:
            before.cancel()
        self._runs.add(run)
        run.future = self._workers.submit(run.work, result, seed)

    def end_all(self) -> None:
        """End every run, for the program stops."""
        for run in list(self._runs):
            run.cancel()


def stand_behind() -> None:
    """Let this thread have a processor when those that serve pages do not want it; where the system knows such."""
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), AFTER_PAGES)


@st.cache_resource(show_spinner=False)
def _queue() -> Queue:
    """Shared by all visitors."""
    return Queue()


def begin(result: Comparison, draws: int, seed: int, before: Run | None = None) -> Run:
    """Start a run of a visitor; ``before`` is the one they started last, which ends if it has not."""
    run = Run(key_of(result), draws)
    _queue().begin(run, result, seed, before)
    return run


def end_all() -> None:
    """End the runs of all visitors, for the program stops."""
    _queue().end_all()
