"""Files that take a moment, made once: whoever asks for the same file meanwhile, or later, gets that one.

    made = file_of("xlsx", result, write)     begins to write, or finds it written
    made.share, made.doing                    0.4, "Option3": for a bar on the page
    made.content()                            waits, then the bytes

A file belongs to everything that can be seen in it: the scenario with its text, the numbers, the card, the day. Two
visitors share one only where each of these is the same, so nobody is handed what is another's.
"""

import json
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from threading import Lock

import streamlit as st

from tcomodel import Comparison
from tcomodel.fingerprint import fingerprint

Tell = Callable[[float, str], None]
Write = Callable[[Comparison, Tell], bytes]
MOST_FILES = 16  # kept; a workbook of ten options over ten years has some megabytes
AT_ONCE = 2  # written at the same time; the others wait their turn


@dataclass
class Made:
    """A file that is being written, or is written."""

    share: float = 0.0
    doing: str = ""
    future: Future[bytes] = field(default_factory=Future)

    def tell(self, share: float, doing: str) -> None:
        """How far the writer has come."""
        self.share, self.doing = min(max(share, 0.0), 1.0), doing

    def content(self) -> bytes:
        """The bytes; waits until they are there and raises what went wrong."""
        return self.future.result()


class Files:
    """The files of all visitors; the one not asked for the longest goes first."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.made: OrderedDict[str, Made] = OrderedDict()
        self.writers = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="file")

    def of(self, key: str, write: Callable[[Tell], bytes]) -> Made:
        """The file under a key; it is begun where there is none, or where the last try failed."""
        with self.lock:
            made = self.made.get(key)
            if made is None or (made.future.done() and made.future.exception() is not None):
                made = Made()
                made.future = self.writers.submit(write, made.tell)
                self.made[key] = made
            self.made.move_to_end(key)
            while len(self.made) > MOST_FILES:
                self.made.popitem(last=False)
            return made


@st.cache_resource(show_spinner=False)
def files() -> Files:
    """Shared by all visitors."""
    return Files()


def file_of(kind: str, result: Comparison, write: Write) -> Made:
    """A file made from a comparison: ``kind`` says which of its files."""
    return files().of(key_of(kind, result), lambda tell: write(result, tell))


def key_of(kind: str, result: Comparison) -> str:
    """What a file depends on, as text of one length."""
    document, card = result.scenario.document, result.model.card
    lines = list(document.lines.items())  # the workbook says of a number on which line it was stated
    data, today = result.scenario.data, date.today().isoformat()
    told = (kind, document.file, data, lines, fingerprint(result), card.fingerprint, today)
    return sha256(json.dumps(told, default=repr).encode("utf-8", "surrogatepass")).hexdigest()
