"""Writes drafts behind the visitors' backs: no page waits for a database.

A draft is written a second after its first change, with the last state it has then; so at most once a second for each
visitor. What could not be written is tried again, and ``failure`` says why. Nothing is lost when the program ends:
what waits is written then.
"""

import atexit
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tcomodel.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from dashboard.library.library import Library

DAYS_KEPT = 30  # since the last change
SECONDS_BETWEEN = 1.0
SECONDS_AFTER_FAILURE = 5.0
SECONDS_AT_THE_END = 10.0
SECONDS_AT_EXIT = 5.0  # after a graceful stop, which waited before; together less than the 30 s that it is given
DAY = 24 * 3600


@dataclass
class Waiting:
    """A draft to be written: where, whose, and what makes its content."""

    library: Callable[[], "Library"]
    owner: str
    content: Callable[[], bytes]
    due: float


class Keeper:
    """One thread that writes the drafts of all visitors of this program."""

    def __init__(self, between: float = SECONDS_BETWEEN) -> None:
        self._between = between
        self._waiting: dict[str, Waiting] = {}
        self._writing = ""
        self._failures: dict[str, tuple[Problem, ...]] = {}
        self._swept: dict[int, float] = {}  # when old drafts were last taken out of a library
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def put(self, library: Callable[[], "Library"], token: str, owner: str, content: Callable[[], bytes]) -> None:
        """Have a draft written soon, in the place of what still waits under its token. Returns at once."""
        with self._changed:
            before = self._waiting.get(token)
            due = before.due if before else time.monotonic() + self._between
            self._waiting[token] = Waiting(library, owner, content, due)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, name="keeps drafts", daemon=True)
                self._thread.start()
                atexit.register(self.flush, SECONDS_AT_EXIT)
            self._changed.notify_all()

    def failure(self, token: str) -> tuple[Problem, ...]:
        """Why the draft under a token could not be written the last time; empty where it was, or waits."""
        return self._failures.get(token, ())

    def flush(self, seconds: float = SECONDS_AT_THE_END, token: str = "") -> bool:
        """Write what waits, or the draft under one token, without waiting any longer; whether that was written.

        One visitor's draft that cannot be written does not keep another's from being waited for.
        """
        end = time.monotonic() + seconds
        with self._changed:
            for one in self._asked(token) & self._waiting.keys():
                self._waiting[one].due = 0.0
                self._failures.pop(one, None)  # it gets another try
            self._changed.notify_all()
            while self._asked(token) - self._failures.keys():
                if not self._changed.wait(end - time.monotonic()):
                    return False
            return not self._asked(token)

    def _asked(self, token: str) -> set[str]:
        """What is not written yet, of one token or of all."""
        open_ = {*self._waiting, *([self._writing] if self._writing else [])}
        return open_ & {token} if token else open_

    def give_up(self) -> int:
        """Let go of all that is not written by now, the draft that is being written with it; how many those are."""
        with self._changed:
            lost = self._asked("")
            self._waiting.clear()
            self._failures.clear()
            return len(lost)

    def _work(self) -> None:
        while True:
            token, one = self._next()
            problems = written(one, token)
            with self._changed:
                self._writing = ""
                if problems:
                    self._failures[token] = problems
                    one.due = time.monotonic() + SECONDS_AFTER_FAILURE
                    self._waiting.setdefault(token, one)
                else:
                    self._failures.pop(token, None)
                self._changed.notify_all()
            if not problems:
                self._sweep(one.library())

    def _next(self) -> tuple[str, Waiting]:
        """The draft that is due first, when it is due."""
        with self._changed:
            while True:
                token = min(self._waiting, key=lambda token: self._waiting[token].due, default="")
                left = self._waiting[token].due - time.monotonic() if token else None
                if left is not None and left <= 0:
                    self._writing = token
                    return token, self._waiting.pop(token)
                self._changed.wait(left)

    def _sweep(self, library: "Library") -> None:
        """Take old drafts away, once a day."""
        now = time.monotonic()
        if now - self._swept.get(id(library), -DAY) >= DAY:
            self._swept[id(library)] = now
            try:
                library.forget_drafts(datetime.now(UTC) - timedelta(days=DAYS_KEPT))
            except ProblemsFound:
                logging.getLogger(__name__).warning("Old drafts could not be taken away", exc_info=True)


def written(one: Waiting, token: str) -> tuple[Problem, ...]:
    """Write a draft; what was wrong with it."""
    try:
        one.library().keep_draft(token, one.owner, one.content())
    except ProblemsFound as found:
        return found.problems
    except Exception:  # the thread must live on, and the visitor must learn that nothing is kept
        logging.getLogger(__name__).exception("A draft could not be kept")
        return (Problem("", "could not be kept, for a reason this program does not know; its log says more"),)
    return ()


keeper = Keeper()
