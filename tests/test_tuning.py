"""Memory that nobody uses goes back, and results that nobody shows any more go."""

import gc
import os
import weakref

import pytest

from dashboard.server import tuning
from tcomodel import compare, load_scenario
from tests.bench.dashboard.sessions import memory_of
from tests.case_file import ROOT, card


@pytest.mark.skipif(tuning._malloc_trim() is None, reason="this C library keeps what it has")
def test_memory_that_nobody_uses_goes_back(monkeypatch: pytest.MonkeyPatch):
    """A hundred megabytes in small pieces, of which only the last is held: the C library keeps the rest by itself."""
    pieces = [bytes(60_000) for _ in range(2_000)]
    before, pieces = memory_of(os.getpid()), pieces[-1:]
    monkeypatch.setitem(tuning._given_back, "last", float("-inf"))
    assert tuning.give_back()
    assert memory_of(os.getpid()) < before - 60
    assert not tuning.give_back(), "not again within seconds"


def test_a_result_that_nobody_shows_any_more_goes(monkeypatch: pytest.MonkeyPatch):
    """It holds itself, so it stays until somebody searches, and by itself Python hardly ever does."""
    gc.disable()
    try:
        shown = compare(load_scenario(ROOT / "data" / "scenarios" / "example.yaml"), card())
        gone = weakref.ref(shown.options[0].model.scope)
        del shown
        assert gone() is not None
        monkeypatch.setitem(tuning._given_back, "last", float("-inf"))
        assert tuning.give_back()
        assert gone() is None
    finally:
        gc.enable()
