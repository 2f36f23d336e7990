"""The dashboard beside the floor, in turns in one run: a hand on a slider, a cold start, thirty people at once.

The floor runs as Streamlit ships it, but for watching files. What it would take without the collector that Streamlit
runs after every script, as ours does (.streamlit/config.toml), is told beside it. Our charts are held against the
floor with the same charts; what it takes for three simple ones of its own is told too.
"""

import asyncio
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser

from tests.bench.dashboard import floor_charts
from tests.bench.dashboard.moves import Move, chromium, cold_start, moves, opened
from tests.bench.dashboard.servers import PROJECT, serving
from tests.bench.dashboard.sessions import many, memory_each
from tests.bench.figures import Figure

FLOOR = Path(__file__).with_name("floor_app.py")
OURS = PROJECT / "app.py"
SLIDER, FLOORS_SLIDER = "Volume, voice (contacts a month)", "Volume"
CHARTS, FLOORS_CHARTS = 5, 3
ROUNDS, MOVES, STARTS = 3, 12, 5
PEOPLE, THINK, THEIR_MOVES = 30, 2.0, 12


def figures_of_dashboard(
    rounds: int = ROUNDS, times: int = MOVES, starts: int = STARTS, people: int = PEOPLE, think: float = THINK
) -> Iterator[Figure]:
    """Raises RuntimeError without Chromium."""
    with tempfile.TemporaryDirectory() as folder:
        shipped = ("--server.fileWatcherType", "none")
        charts = Path(folder) / "charts.json"
        floor_charts.write(charts)
        with (
            serving(FLOOR, Path(folder), *shipped, FLOOR_CHARTS=str(charts)) as floor,
            serving(FLOOR, Path(folder), *shipped, "--runner.postScriptGC", "false") as uncollected,
            serving(OURS, Path(folder)) as ours,
            chromium() as browser,
        ):
            yield from _of_a_hand(browser, floor.address, uncollected.address, ours.address, rounds, times)
            yield from _of_a_start(browser, floor.address, ours.address, starts)
        with serving(OURS, Path(folder)) as ours:
            yield from figures_of_many(ours.address, ours.process, people, think)


def _of_a_hand(browser: Browser, floor: str, uncollected: str, ours: str, rounds: int, times: int) -> Iterator[Figure]:
    bare: list[Move] = []
    barest: list[Move] = []
    drawn: list[Move] = []
    same: list[Move] = []  # charts as ours
    measured: list[Move] = []
    for _ in range(rounds):
        with opened(browser, f"{floor}/?charts=none", 0) as page:
            bare += moves(page, FLOORS_SLIDER, times)
        with opened(browser, f"{uncollected}/?charts=none", 0) as page:
            barest += moves(page, FLOORS_SLIDER, times)
        with opened(browser, floor, FLOORS_CHARTS) as page:
            drawn += moves(page, FLOORS_SLIDER, times)
        with opened(browser, f"{floor}/?charts=ours", FLOORS_CHARTS) as page:
            same += moves(page, FLOORS_SLIDER, times)
        with opened(browser, ours, CHARTS) as page:
            measured += moves(page, SLIDER, times)
    figure, chart = statistics.median(one.figure for one in measured), statistics.median(one.chart for one in measured)
    least, three = statistics.median(one.figure for one in bare), statistics.median(one.chart for one in same)
    yield Figure("dashboard.figure.floor", "the floor without charts: key to first figure", least, "ms")
    told = "the floor without charts and without Streamlit's collector: key to first figure"
    yield Figure("dashboard.figure.uncollected", told, statistics.median(one.figure for one in barest), "ms")
    told = "the floor: key to the last of three charts of its own"
    yield Figure("dashboard.chart.floor", told, statistics.median(one.chart for one in drawn), "ms")
    yield Figure("dashboard.chart.same", "the floor with the same charts: key to the last of three", three, "ms")
    yield Figure(
        "dashboard.figure", "key press to the first figure", figure, "ms",
        "the floor without charts", figure / least, most=1.5,
    )  # fmt: skip
    yield Figure(
        "dashboard.chart", f"key press to the last of {CHARTS} charts", chart, "ms",
        "the floor with the same charts", chart / three, most=1.3,
    )  # fmt: skip


def _of_a_start(browser: Browser, floor: str, ours: str, starts: int) -> Iterator[Figure]:
    pairs = [(cold_start(browser, floor, FLOORS_CHARTS), cold_start(browser, ours, CHARTS)) for _ in range(starts + 1)][
        1:
    ]  # the first visitor of a server reads its files
    least = statistics.median(one for one, _ in pairs)
    taken = statistics.median(one for _, one in pairs)
    yield Figure("dashboard.start.floor", "the floor: cold start to the last chart", least, "ms")
    yield Figure(
        "dashboard.start", "cold start to the complete page", taken, "ms", "the floor", taken / least, most=1.5
    )


def figures_of_many(address: str, process: int, people: int, think: float) -> Iterator[Figure]:
    """Without a browser, as nobody's screen is the server's work."""
    alone = statistics.median(asyncio.run(many(address, 1, THEIR_MOVES, think / 4)))
    each = asyncio.run(memory_each(address, process, people))
    taken = sorted(asyncio.run(many(address, people, THEIR_MOVES, think)))
    middle, late = statistics.median(taken), taken[int(len(taken) * 0.95)]
    told = f"{people} people, {think:g} s of thought"
    yield Figure("dashboard.alone.floor", "one person: a move, without a browser", alone, "ms")
    yield Figure("dashboard.many", f"{told}: a move", middle, "ms", "one person", middle / alone, most=3.0)
    yield Figure("dashboard.late", f"{told}: 95 of 100 moves within", late, "ms", most=1000.0)
    yield Figure("dashboard.memory", "memory for each of them", each, "MB", most=15.0)
