"""Saved work: scenarios with their versions, and drafts of what is not saved yet, in SQLite or PostgreSQL.

    library = library_of("sqlite:////home/ann/.local/share/tco/library.db")
    first = library.save("ann@example.com", "Offshore voice", text)
    library.add_version("ann@example.com", first.scenario_id, text, "Prices of the second round", after=first.number)

Knows nothing of the screen; ``visitor.py`` alone says who works here and in which library. SQLAlchemy is loaded with
the first library that is asked for: a page that shows an answer does not wait for it.
"""

from dashboard.library.address import default_address, library_of
from dashboard.library.entries import Conflict, Draft, Saved, Version

__all__ = ["Conflict", "Draft", "Saved", "Version", "default_address", "library_of"]
