"""A measured figure, and how it is measured: in turns with its yardstick, the medians of both told.

paired(copies, simulation, times=7)     Paired(yardstick=0.091, measured=0.262, ratio=2.9), in seconds
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

Action = Callable[[], object]


@dataclass(frozen=True)
class Figure:
    """One line of the table.

    ``value`` is None where it could not be measured, and ``note`` says why. ``ratio`` is the value against the
    yardstick named in ``against``. ``most`` is the target: of the ratio where there is one, else of the value.
    """

    key: str
    what: str
    value: float | None
    unit: str
    against: str = ""
    ratio: float | None = None
    most: float | None = None
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None without a target or a value."""
        judged = self.value if self.ratio is None else self.ratio
        return None if judged is None or self.most is None else judged <= self.most

    def as_data(self) -> dict[str, Any]:
        return {**asdict(self), "met": self.met}


@dataclass(frozen=True)
class Paired:
    """Seconds of a yardstick and of what is held against it; the ratio is the median of those of each turn."""

    yardstick: float
    measured: float
    ratio: float


def paired(yardstick: Action, measured: Action, times: int, budget: float) -> Paired:
    """Both in turns, after each ran once unmeasured; after ``budget`` seconds no further turn begins."""
    seconds(yardstick)
    seconds(measured)
    turns = []
    end = time.perf_counter() + budget
    while not turns or (len(turns) < times and time.perf_counter() < end):
        turns.append((seconds(yardstick), seconds(measured)))
    of_yardstick, of_measured = zip(*turns, strict=True)
    ratio = statistics.median(one / other for other, one in turns)
    return Paired(statistics.median(of_yardstick), statistics.median(of_measured), ratio)


def median_seconds(action: Action, times: int) -> float:
    """The median of several runs, after one unmeasured."""
    action()
    return statistics.median(seconds(action) for _ in range(times))


def seconds(action: Action) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start
