"""How many pages are worked out at the same time; the others wait, first come, first served.

    with of("compare").taken():      the page of this thread
        ...
        with lent():                 while it waits for something else, another one goes on
            time.sleep(0.1)

Python works on one page at a time whatever one asks. Fifty that are begun at once are all late, and hold what each
needs for a moment fifty times. Two, so that one that waits for a file or the database leaves little idle. Pages that
may take many seconds wait in a queue of their own and hold up nobody else.

A page that waits asks again and again whether it is still wanted (``while_waiting``, which raises what ends it): where
its visitor has changed something, or has gone, it leaves the queue. A fragment, which a page draws anew by itself,
waits only where it takes a turn; what a click does before its page is drawn does not wait.

Nothing that others may wait for, such as a lock, may be held where a turn is taken or lent.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

AT_ONCE = 2
LONG = ("negotiate",)  # addresses of pages that may take many seconds
A_LOOK = 0.05  # seconds between two questions whether a page that waits is still wanted

_mine = threading.local()  # the queue from which this thread has its turn


def _always_wanted() -> None:
    """Of a page that nobody can overtake."""


class Turns:
    """A queue before a counter with some places."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._free = at_once
        self._changed = threading.Condition()
        self._coming: deque[object] = deque()
        self._back: deque[object] = deque()  # those who lent their turn go first

    @contextmanager
    def taken(self, while_waiting: Callable[[], object] = _always_wanted) -> Iterator[None]:
        """One turn, from when it comes to the end of the block; within another of this thread it is that one."""
        if has_one():
            yield
            return
        self._wait(self._coming, while_waiting)
        try:
            yield
        finally:
            if has_one():  # not where it was overtaken while the turn was lent
                self._give()

    @contextmanager
    def lent(self, while_waiting: Callable[[], object] = _always_wanted) -> Iterator[None]:
        """Let another one have the turn of this thread for the time of the block."""
        self._give()
        yield
        self._wait(self._back, while_waiting)

    @property
    def waiting(self) -> int:
        """How many wait for a turn."""
        return len(self._coming) + len(self._back)

    def _wait(self, queue: deque[object], while_waiting: Callable[[], object]) -> None:
        ticket = object()
        with self._changed:
            queue.append(ticket)
        try:
            while not self._came(ticket, queue):
                while_waiting()
        except BaseException:  # a page that is not wanted ends by an exception that is no error
            with self._changed:
                queue.remove(ticket)
                self._changed.notify_all()
            raise

    def _came(self, ticket: object, queue: deque[object]) -> bool:
        """Whether the turn of this ticket came within one look; it is taken then."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._free and (self._back or self._coming)[0] is ticket, A_LOOK):
                return False
            queue.popleft()
            self._free -= 1
            _mine.turns = self
            self._changed.notify_all()
            return True

    def _give(self) -> None:
        with self._changed:
            self._free += 1
            _mine.turns = None
            self._changed.notify_all()


_pages, _long_pages = Turns(), Turns()


def of(page: str) -> Turns:
    """The queue of a page, by its address."""
    return _long_pages if page in LONG else _pages


def has_one() -> bool:
    """Whether this thread has a turn."""
    return getattr(_mine, "turns", None) is not None


def lent(while_waiting: Callable[[], object] = _always_wanted) -> AbstractContextManager[None]:
    """Let another page have the turn of this thread, if it has one, for the time of a block."""
    turns: Turns | None = getattr(_mine, "turns", None)
    return nullcontext() if turns is None else turns.lent(while_waiting)
