"""The processors of this machine as a pool of workers, each with the package loaded once.

Workers are started anew and not forked, so that they hold nothing of what started them. They leave Ctrl+C to it, and
end when it ends, however it does.
"""

import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import connection, get_context, parent_process


@dataclass(frozen=True)
class Pool:
    """What opens a pool of so many worker processes, each time a fresh one."""

    workers: int

    def __call__(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.workers, mp_context=get_context("spawn"), initializer=_begin)


def pool_of(workers: int | None = None) -> Pool:
    """A pool on this machine; without a number with one worker for each processor this process may use."""
    return Pool(workers or _processors())


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from tcomodel.card_choice import standard_card
    from tcomodel.portfolio import programme  # noqa: F401 - the model is loaded before the first programme comes

    standard_card()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
