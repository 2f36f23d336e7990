"""How the program is: `GET /health`, for whoever watches it.

    {"status": "well", "library": "answers", "visits": 12}                  200
    {"status": "unwell", "library": "does not answer", "visits": 12}        503

A proxy and a container ask `/_stcore/health` instead, which only says that the program takes visitors: without the
library everything else goes on, and taking all replicas away because the database they share is down would turn an
outage of saving into one of everything.
"""

import threading
import time

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from dashboard.library.address import default_address, library_of
from dashboard.server import log
from dashboard.server.visits import visits_here
from tcomodel.problems import ProblemsFound

FRESH = 2.0  # seconds that an answer is good for; however often somebody asks, the library is asked no oftener
NOBODY = "health-of-the-library"  # a token of no draft


class Library:
    """Whether the library answers, asked at most every other second."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asked = float("-inf")
        self._failed: float | None = None  # since when it does not answer

    def answers(self) -> bool:
        """Whether it was there when asked last; a change is told in the log."""
        with self._lock:
            if time.monotonic() - self._asked >= FRESH:
                self._ask()
            return self._failed is None

    def _ask(self) -> None:
        try:
            library_of(default_address()).draft(NOBODY, "")
        except ProblemsFound as found:
            if self._failed is None:
                self._failed = time.monotonic()
                log.tell("library does not answer", kind=type(found.__cause__ or found).__name__)
        else:
            if self._failed is not None:
                log.tell("library answers again", seconds=round(time.monotonic() - self._failed, 1))
            self._failed = None
        self._asked = time.monotonic()


library = Library()


async def health(_: Request) -> JSONResponse:
    """Answer whoever asks how the program is."""
    well = await run_in_threadpool(library.answers)
    said = {
        "status": "well" if well else "unwell",
        "library": "answers" if well else "does not answer",
        "visits": visits_here(),
    }
    return JSONResponse(said, 200 if well else 503, {"Cache-Control": "no-store"})


ROUTE = Route("/health", health)
