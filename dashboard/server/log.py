"""What the program tells whoever looks after it: one line of JSON for each event, on standard error.

    tell("slow page", visit=17, page="risk", seconds=2.41)
    {"at": "2026-11-23T00:40:12.345Z", "event": "slow page", "visit": 17, "page": "risk", "seconds": 2.41}

Nothing of a visitor's work is ever in it: no name, no text, no figure, no token of an address. An event says only what
stands here, as a number or as a word of the program's own; anything else is a fault of the caller and raises.
"""

import json
import logging
import re
import sys
from datetime import UTC, datetime

EVENTS = {  # and the facts each of them has
    "started": {"library", "screens", "version", "streamlit"},
    "stopping": set(),
    "stopped": {"seconds", "unfinished", "drafts_lost"},
    "visit began": {"visit"},
    "visit ended": {"visit", "seconds"},
    "slow page": {"visit", "page", "seconds"},
    "page failed": {"visit", "page", "kind", "at"},
    "slow simulation": {"draws", "seconds", "waited"},
    "upload refused": {"visit", "door", "bytes"},
    "library failed": {"kind"},  # once for each time somebody needed it
    "library does not answer": {"kind"},  # asked by ``health``; told once
    "library answers again": {"seconds"},
}
WORD = re.compile(r"[A-Za-z0-9_.:/ -]{1,120}")

_logger = logging.getLogger("tco.events")
_logger.propagate = False
_logger.setLevel(logging.INFO)


def tell(event: str, **facts: float | str) -> None:
    """Write one event. Raises ValueError for an event, a fact or a value that has no place in the log."""
    if set(facts) != EVENTS.get(event):
        raise ValueError(f"the event {event!r} says {sorted(EVENTS.get(event, ()))}, not {sorted(facts)}")
    for name, said in facts.items():
        if isinstance(said, str) and not WORD.fullmatch(said):
            raise ValueError(f"{name} of the event {event!r} is no word of the program's own")
    if not _logger.handlers:
        _logger.addHandler(logging.StreamHandler(sys.stderr))
    at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    _logger.info(json.dumps({"at": at, "event": event, **facts}))
