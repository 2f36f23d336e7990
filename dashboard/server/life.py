"""How the program starts and stops.

The screens are loaded before the first visitor comes. When it is asked to stop (SIGTERM, SIGINT) it takes no new
visitor, lets the pages that are being drawn and the saves in them finish, ends the simulations, writes the drafts that
wait, and ends with exit status 0.
"""

import importlib
import importlib.metadata
import logging
import signal
import time
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.routing import BaseRoute

from dashboard.library.address import default_address
from dashboard.library.keeper import keeper
from dashboard.risk import running
from dashboard.server import log, tuning, visits
from dashboard.server.health import ROUTE
from tcomodel.made_by import TOOL_VERSION

ROUTES: list[BaseRoute] = [ROUTE]
HERE = Path(__file__).resolve().parents[2]
SECONDS_FOR_CONNECTIONS = 3  # that a browser has to close its connection
SECONDS_FOR_PAGES = 10.0
SECONDS_FOR_DRAFTS = 10.0
STREAMLITS_WORDS = "streamlit.error_util"  # it writes whole messages of errors, in which there may be a visitor's work


@asynccontextmanager
async def life(_: Any) -> AsyncIterator[None]:
    """From the start of the program to its end."""
    logging.getLogger(STREAMLITS_WORDS).disabled = True  # ``page_failed`` says where
    _end_well()
    kind = default_address().partition(":")[0]
    screens = len(importlib.import_module("dashboard.frame").SCREENS)  # the first visitor would wait for them
    tuning.set_aside()
    log.tell(
        "started",
        library=kind,
        screens=screens,
        version=TOOL_VERSION,
        streamlit=importlib.metadata.version("streamlit"),
    )
    yield
    begun = time.monotonic()
    log.tell("stopping")
    running.end_all()
    unfinished = await run_in_threadpool(visits.wait_until_drawn, SECONDS_FOR_PAGES)
    written = await run_in_threadpool(keeper.flush, SECONDS_FOR_DRAFTS)
    seconds = round(time.monotonic() - begun, 1)
    log.tell("stopped", seconds=seconds, unfinished=unfinished, drafts_lost=0 if written else keeper.give_up())


def page_failed(error: Exception) -> None:
    """Tell where a page failed, and by which kind of error; its message may hold what somebody typed."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [one for one in frames if Path(one.filename).is_relative_to(HERE) and "site-packages" not in one.filename]
    last = (own or frames)[-1]
    at = f"{Path(last.filename).relative_to(HERE) if own else Path(last.filename).name.strip('<>')}:{last.lineno}"
    log.tell("page failed", visit=visits.visit(), page=visits.page(), kind=type(error).__name__, at=at)


def _end_well() -> None:
    """Let the web server end with status 0 when it is asked to: by itself it would die of the signal in the end.

    What the program does as it ends (drafts, files) would not be done then.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        server = getattr(signal.getsignal(number), "__self__", None)
        if not hasattr(server, "should_exit"):
            continue  # somebody else's server
        server.config.timeout_graceful_shutdown = SECONDS_FOR_CONNECTIONS

        def stop(_: int, __: Any, server: Any = server) -> None:
            server.should_exit = True

        signal.signal(number, stop)
