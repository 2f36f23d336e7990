"""Run a program of ``tests.saving``, kill something at a moment, and say what it had told by then."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from tests.saving import PROGRAMS, Held, Step

SECONDS_TO_OPEN = 120
SECONDS_TO_END = 120


@dataclass
class Killed:
    """What a program told: the steps it confirmed, the one it had begun, what it said went wrong."""

    process: BaseProcess
    steps: list[Step] = field(default_factory=list)
    unconfirmed: Step | None = None
    failure: str | None = None
    opened: bool = False

    def hear(self, word: str, more: Any) -> None:
        """Take a message in."""
        if word == "open":
            self.opened = True
        elif word == "begin":
            self.unconfirmed = more
        elif word == "told":
            self.failure = more
        elif word == "done" and self.unconfirmed is not None:
            self.steps.append(self.unconfirmed)
            self.unconfirmed = None

    def confirmed(self, before: Held) -> Held:
        """What must be there at least."""
        for step in self.steps:
            before = before.after(step)
        return before

    def __str__(self) -> str:
        return f"{len(self.steps)} steps, then {self.unconfirmed}, {self.failure}"


def killed(
    program: Callable[..., None],
    arguments: tuple[Any, ...],
    kill: Callable[[Killed], None],
    moment: float,
    *,
    in_seconds: bool = False,
) -> Killed:
    """Start a program, kill at a moment, and hear it to its end.

    The moment is counted in its steps (3.4: within its fourth, if that takes as long as the one before), or
    ``in_seconds`` since it said it is open.
    """
    hears, tells = PROGRAMS.Pipe(duplex=False)
    url, *more = arguments
    process = PROGRAMS.Process(target=program, args=(url, tells, *more), daemon=True)
    process.start()
    tells.close()
    told = Killed(process)
    try:
        whole, end = 0 if in_seconds else int(moment), time.monotonic() + SECONDS_TO_OPEN
        listen(hears, told, end, lambda: told.opened and len(told.steps) >= whole - 1)
        begun = time.monotonic()
        listen(hears, told, end, lambda: told.opened and len(told.steps) >= whole)
        assert told.opened, f"the program did not open its library; it ended with {process.exitcode}"
        time.sleep((moment - whole) * (1 if in_seconds else time.monotonic() - begun))
        kill(told)
        listen(hears, told, time.monotonic() + SECONDS_TO_END)
        process.join(SECONDS_TO_END)
        assert process.exitcode is not None, "the program goes on"
    finally:
        process.kill()
        hears.close()
    return told


def listen(hears: Connection, told: Killed, end: float, enough: Callable[[], bool] = lambda: False) -> None:
    """Hear what is told until it is enough, until a moment, or until nobody is there to tell more."""
    while (left := end - time.monotonic()) > 0 and not enough():
        if not hears.poll(left):
            return
        try:
            told.hear(*json.loads(hears.recv_bytes()))
        except EOFError:
            return
