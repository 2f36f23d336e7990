"""What works with many draws lets go of them by itself: nothing waits for Python to search for garbage.

A search is rare where people wait (``dashboard.server.tuning``). A function within a function that calls itself held
the arrays of every run: 42 runs of one simulation kept half a gigabyte.
"""

import gc
import tracemalloc
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest

from tcomodel import Comparison, compare, load_scenario
from tcomodel.negotiation.axis import axis_of
from tcomodel.negotiation.band import bands_of, few_of
from tcomodel.negotiation.commitment import commitments_to_give
from tcomodel.negotiation.crossings import break_evens
from tcomodel.negotiation.crossover_map import crossover_map
from tcomodel.negotiation.goal import goal_seek, target_of
from tcomodel.sensitivity.indices import index_runs
from tcomodel.simulation import simulate
from tcomodel.uncertainty import World, draw_world
from tests.case_file import ROOT, card

DRAWS, VENDOR = 1024, "seats_manila"
MOST = 1e6  # bytes that a search may free: some lists and names, no draws


@cache
def example() -> Comparison:
    return compare(load_scenario(ROOT / "data" / "scenarios" / "example.yaml"), card())


@cache
def world() -> World:
    return draw_world(example().model, DRAWS, 1)


def goals() -> Any:
    found = goal_seek(example(), VENDOR, target_of(example(), VENDOR))
    return bands_of(example(), found, few_of(world().replaced, world().replicates))


def crossover() -> Any:
    return crossover_map(example(), axis_of(example().model, "volume"), axis_of(example().model, "handle_time"))


WORKS: dict[str, Callable[[], Any]] = {
    "a simulation": lambda: simulate(example(), DRAWS, 1),
    "shares of the uncertainty": lambda: index_runs(example(), world().drivers, 256),
    "a map": crossover,
    "break-evens": lambda: break_evens(example(), axis_of(example().model, "volume")),
    "a commitment": lambda: commitments_to_give(example(), VENDOR, world().replaced),
    "goals in every future": goals,
}


@pytest.fixture
def without_searches() -> Iterator[None]:
    gc.disable()
    yield
    tracemalloc.stop()
    gc.enable()


@pytest.mark.parametrize("work", list(WORKS))
@pytest.mark.usefixtures("without_searches")
def test_nothing_waits_for_a_search(work: str) -> None:
    WORKS[work]()  # what is kept with the model for the next time
    gc.collect()
    tracemalloc.start()
    WORKS[work]()
    held, most = tracemalloc.get_traced_memory()
    gc.collect()
    left, _ = tracemalloc.get_traced_memory()
    assert most > MOST, "it works with arrays"
    assert held - left < MOST, f"{(held - left) / 1e6:.1f} MB went only when garbage was searched for"
