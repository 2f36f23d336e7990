"""A person who saves at the same moment as another, each in a program of her own."""

import json
import time
from multiprocessing.connection import Connection

from dashboard.library import Conflict
from dashboard.library.library import Library
from tcomodel.problems import ProblemsFound


def saves_when_told(url: str, hears: Connection, tells: Connection, name: str) -> None:
    """For each message save once at the moment it names, and where that was refused, beside the other; says what came.

    ["version", 7, 3, moment]    ->  ["done", 4] or ["told", "version 4 was saved meanwhile ...", 5]
    ["name", "Offer", moment]    ->  ["done", 1] or ["told", "Offer is there already ...", 1]
    """
    library = Library(url)
    library.saved("")
    tell(tells, "open")
    while True:
        try:
            kind, *said, moment = json.loads(hears.recv_bytes())
        except EOFError:
            return
        while time.monotonic() < moment:
            pass
        try:
            if kind == "version":
                scenario, after = said
                number = library.add_version("", scenario, f"a: {name} {after}", after=after).number
            else:
                number = library.save("", said[0], f"a: {name}").number
            tell(tells, "done", number)
        except Conflict as conflict:
            saved = library.add_version("", scenario, f"a: {name} {after}", after=conflict.latest.number)
            tell(tells, "told", str(conflict), saved.number)
        except ProblemsFound as found:
            tell(tells, "told", str(found), library.save("", f"{said[0]} of {name}", f"a: {name}").number)


def tell(tells: Connection, *words: object) -> None:
    tells.send_bytes(json.dumps(words).encode())
