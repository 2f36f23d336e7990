"""How many pages are worked out at the same time; the others wait, first come, first served.

    with taken():               the page of this thread
        ...
        with lent():            while it waits for something else, another one goes on
            time.sleep(0.1)

Python works on one page at a time whatever one asks. Fifty that are begun at once are all late, and hold what each
needs for a moment fifty times. Two, so that one that waits for a file or the database leaves nothing idle.

Whoever changes something while their page waits does not wait for that page: ``is_overtaken`` ends it.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

AT_ONCE = 2
A_LOOK = 0.05  # seconds between two questions whether a page that waits is still wanted


def _never() -> None:
    """Nobody overtakes."""


class Turns:
    """A queue before a counter with some places."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._free = at_once
        self._changed = threading.Condition()
        self._waiting: deque[object] = deque()
        self._mine = threading.local()  # whether this thread has a turn

    @contextmanager
    def taken(self, is_overtaken: Callable[[], object] = _never) -> Iterator[None]:
        """One turn, from when it comes to the end of the block; within another one of the same thread it is that one.

        ``is_overtaken`` is called while the turn is waited for, and raises what should end the waiting.
        """
        if self.has_one:
            yield
            return
        self._wait(is_overtaken)
        try:
            yield
        finally:
            if self.has_one:  # not where it was overtaken while the turn was lent
                self._give()

    @contextmanager
    def lent(self, is_overtaken: Callable[[], object] = _never) -> Iterator[None]:
        """Let another one have the turn for the time of the block; afterwards this one is the next."""
        if not self.has_one:
            yield
            return
        self._give()
        yield
        self._wait(is_overtaken, is_next=True)

    @property
    def has_one(self) -> bool:
        """Whether this thread has a turn."""
        return getattr(self._mine, "turn", False)

    @property
    def waiting(self) -> int:
        """How many wait for a turn."""
        return len(self._waiting)

    def _wait(self, is_overtaken: Callable[[], object], is_next: bool = False) -> None:
        ticket = object()
        with self._changed:
            (self._waiting.appendleft if is_next else self._waiting.append)(ticket)
        try:
            while not self._came(ticket):
                is_overtaken()
        except BaseException:  # an overtaken page ends by an exception that is no error
            with self._changed:
                self._waiting.remove(ticket)
                self._changed.notify_all()
            raise

    def _came(self, ticket: object) -> bool:
        """Whether the turn of this ticket came within one look; it is taken then."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._free and self._waiting[0] is ticket, A_LOOK):
                return False
            self._waiting.popleft()
            self._free -= 1
            self._mine.turn = True
            self._changed.notify_all()
            return True

    def _give(self) -> None:
        with self._changed:
            self._free += 1
            self._mine.turn = False
            self._changed.notify_all()


_pages = Turns()
taken, lent = _pages.taken, _pages.lent
