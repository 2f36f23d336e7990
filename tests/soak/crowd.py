"""Many people at once for some time: what was wrong, how long answers took, what memory did.

found = asyncio.run(crowd(dashboard, people=50, seconds=600, think=4.0))
found.wrong         empty
found.told()        the figures, a line each
"""

import asyncio
import time
from dataclasses import dataclass, field

import numpy as np

from tests.soak.people import OFTEN, Someone
from tests.soak.servers import Dashboard

ALONE = 20  # things that one does alone, to compare with
ARRIVING = 4  # at the same time
LOOK = 2.0  # seconds between two looks at the memory
OFTEN_CHECKED = 5  # things done between two comparisons with the model


@dataclass
class Found:
    """What came of it; times are milliseconds of one answer, memory is megabytes."""

    people: int
    wrong: list[str] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)
    together: list[float] = field(default_factory=list)
    done: dict[str, int] = field(default_factory=lambda: dict.fromkeys(OFTEN, 0))
    messages: int = 0
    checks: int = 0
    memory: list[tuple[float, float]] = field(default_factory=list)  # seconds since all were there, and how much

    def growth(self) -> float:
        """Megabytes a minute by which memory grew in the second half, as a straight line through it."""
        half = [one for one in self.memory if one[0] >= self.memory[-1][0] / 2]
        return float(np.polyfit(*zip(*half, strict=True), 1)[0] * 60) if len(half) > 2 else 0.0

    def told(self) -> str:
        """The figures, a line each."""
        lines = [f"{self.people} people did {sum(self.done.values()):,} things {self.done}; {self.messages:,} messages"]
        lines.append(f"{self.checks:,} pages were held against the model; wrong: {len(self.wrong)}")
        for name, times in (("alone", self.alone), ("together", self.together)):
            middle, high, highest = np.percentile(times, (50, 95, 99))
            lines.append(f"{name}: {len(times):,} answers, p50 {middle:.0f}, p95 {high:.0f}, p99 {highest:.0f} ms")
        at = {part: self.memory[int((len(self.memory) - 1) * part)][1] for part in (0, 0.25, 0.5, 0.75, 1)}
        lines.append("memory at the quarters: " + ", ".join(f"{held:.0f}" for held in at.values()) + " MB")
        lines.append(f"growth in the second half: {self.growth():.2f} MB a minute")
        return "\n".join(lines)


async def crowd(dashboard: Dashboard, people: int, seconds: float, think: float, options: int = 6) -> Found:
    """Let so many people work for so long; then they leave."""
    found = Found(people)
    first = Someone(dashboard.url, 0, options)
    await first.begin()
    first.taken.clear()
    for _ in range(ALONE):
        await first.act()
    found.alone = list(first.taken)
    everybody = [first, *(Someone(dashboard.url, number, options) for number in range(1, people))]
    door = asyncio.Semaphore(ARRIVING)

    async def arrive(one: Someone) -> None:
        async with door:
            await one.begin()
        one.taken.clear()

    await asyncio.gather(*map(arrive, everybody[1:]))
    first.taken.clear()
    first.done = dict.fromkeys(OFTEN, 0)
    begun, end = time.monotonic(), time.monotonic() + seconds

    async def work(one: Someone) -> None:
        await asyncio.sleep(one.chance.random() * think)
        while time.monotonic() < end:
            await one.act()
            if sum(one.done.values()) % OFTEN_CHECKED == 0:
                found.checks += 1
                found.wrong += await asyncio.to_thread(one.wrong)
            await asyncio.sleep(think * (0.5 + one.chance.random()))

    async def watch() -> None:
        while True:
            found.memory.append((time.monotonic() - begun, dashboard.memory()))
            await asyncio.sleep(LOOK)

    watching = asyncio.create_task(watch())
    await asyncio.gather(*map(work, everybody))
    watching.cancel()
    for one in everybody:
        await one.look_at("")
        found.wrong += one.wrong()
        found.checks += 1
        found.messages += one.heard
        found.together += one.taken
        found.done = {kind: count + one.done[kind] for kind, count in found.done.items()}
    await asyncio.gather(*(one.leave() for one in everybody))
    return found
