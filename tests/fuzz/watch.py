"""The limits of a case, measured in the process that runs it: processor time, memory, an end in any case.

Memory is the highest the process stood at during the case, above where it stood when the case began. The kernel keeps
that figure and lets it be set back (Linux); elsewhere it is the highest so far. A case that hangs where Python cannot
interrupt it ends the process, and whoever started it knows the case from its notebook.
"""

import faulthandler
import gc
import os
import re
import resource
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

MOST_SECONDS = float(os.environ.get("TCO_FUZZ_SECONDS", "10"))  # of the processor, for one case
MOST_WAITING = 600  # seconds on the clock, beside whatever else the machine does
MOST_MEMORY = 200_000_000  # bytes
BEYOND = 1_500_000_000  # bytes of address space: an end before the machine suffers
STATUS, PEAK = Path("/proc/self/status"), Path("/proc/self/clear_refs")


class TooLong(BaseException):
    """A case that used up its time; no ``except Exception`` holds it back."""


class Watch:
    """Runs cases within their limits; ``peak`` and ``seconds`` are those of the last."""

    def __init__(self) -> None:
        gc.collect()
        self.floor = 0
        self.peak = 0
        self.seconds = 0.0
        if (space := _of_status("VmSize")) is not None:
            resource.setrlimit(resource.RLIMIT_AS, (space + BEYOND, resource.RLIM_INFINITY))
        signal.signal(signal.SIGPROF, _too_long)

    @contextmanager
    def case(self) -> Iterator[None]:
        """Everything within is one case; raises TooLong where its time is over."""
        with suppress(OSError):
            PEAK.write_text("5", encoding="ascii")
        self.floor = memory()
        started = time.process_time()
        faulthandler.dump_traceback_later(MOST_WAITING, exit=True)
        signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            faulthandler.cancel_dump_traceback_later()
            self.seconds = time.process_time() - started
            self.peak = memory() - self.floor


def memory() -> int:
    """The highest this process stood at, in bytes, since it was last set back."""
    found = _of_status("VmHWM")
    factor = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * factor if found is None else found


def _of_status(name: str) -> int | None:
    try:
        found = re.search(rf"^{name}:\s+(\d+) kB", STATUS.read_text(encoding="ascii"), re.M)
    except OSError:
        return None
    return int(found[1]) * 1024 if found else None


def _too_long(number: int, frame: FrameType | None) -> Any:
    raise TooLong
