"""Where the library is: a file in the user's data directory, or the database that TCO_DATABASE_URL names."""

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboard.library.library import Library

VARIABLE = "TCO_DATABASE_URL"

_libraries: dict[str, "Library"] = {}
_lock = threading.Lock()


def library_of(url: str) -> "Library":
    """The library at an address, made once for each; no database is opened before it is used."""
    from dashboard.library.library import Library

    with _lock:
        if url not in _libraries:
            _libraries[url] = Library(url)
        return _libraries[url]


def default_address() -> str:
    """The address in TCO_DATABASE_URL, or else that of a SQLite file in the user's data directory."""
    if said := os.environ.get(VARIABLE, "").strip():
        return said
    from platformdirs import user_data_path

    return f"sqlite:///{Path(user_data_path('tco', appauthor=False)) / 'library.db'}"
