"""A program that saves without end until it is killed, and what its library must hold then.

    begin ["version", "Offer 7", [4.85, 900]]
    done
    begin ["rename", "Offer 7", "Offer 9"]          killed here: the name is the old one or the new one, nothing else

Every step is told before it begins and again once the library confirmed it. It is run by ``multiprocessing``, so that
what it is made of is loaded once and a hundred of them can be killed in a minute.
"""

import hashlib
import json
import time
from dataclasses import dataclass, field
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from random import Random
from typing import Any

from dashboard.library.library import Library
from tcomodel.problems import ProblemsFound

PROGRAMS = get_context("forkserver")
PROGRAMS.set_forkserver_preload(
    ["tests.saving", "alembic.command", "psycopg", "sqlalchemy.dialects.postgresql.psycopg"]
)
MOST_SCENARIOS, MOST_VERSIONS, MOST_DRAFTS = 6, 5, 3
LINES = (0, 0, 30, 3_000)  # comments behind a scenario: up to 200 KB, which no database writes in one go
SECONDS_TO_ANSWER = 60  # that a server may take to be there again

Step = list[Any]


def text_of(price: float, lines: int) -> str:
    """A scenario that can be computed, as long as is wished."""
    demand = "start: 2027-01\nmonths: 12\ndemand: {volume: {voice: 10000}}\n"
    option = f"options: {{vendor: {{pricing: {{model: per_ticket, ticket_price: {price}}}}}}}\n"
    return (
        demand
        + option
        + "".join(f"# line {number} of a note that makes the file long, {price}\n" for number in range(lines))
    )


def draft_of(seed: int, size: int) -> bytes:
    """A draft that no two steps have in common."""
    return Random(seed).randbytes(size)


def mark(content: str | bytes) -> str:
    """A text or a draft, short enough to be told."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()[:16]


@dataclass
class Held:
    """What a library holds: the versions of each scenario, those that are deleted, the drafts; contents as marks."""

    saved: dict[str, list[str]] = field(default_factory=dict)
    deleted: dict[str, list[str]] = field(default_factory=dict)
    drafts: dict[str, str] = field(default_factory=dict)

    def after(self, step: Step) -> "Held":
        """The same after a step, whole."""
        saved, deleted, drafts = dict(self.saved), dict(self.deleted), dict(self.drafts)
        kind, name, *more = step
        if kind == "save":
            saved[name] = [mark(text_of(*more[0]))]
        elif kind == "version":
            saved[name] = [*saved[name], mark(text_of(*more[0]))]
        elif kind == "duplicate":
            saved[more[0]] = saved[name][-1:]
        elif kind == "rename":
            saved[more[0]] = saved.pop(name)
        elif kind == "delete":
            deleted[name] = saved.pop(name)
        elif kind == "undelete":
            saved[name] = deleted.pop(name)
        elif kind == "remove":
            del deleted[name]
        else:
            drafts[name] = mark(draft_of(*more[0]))
        return Held(saved, deleted, drafts)


def held(library: Library) -> Held:
    """What a library holds, read version by version."""
    found = Held()
    for deleted, names in ((False, found.saved), (True, found.deleted)):
        for one in library.saved("", deleted):
            versions = sorted(library.versions("", one.id), key=lambda version: version.number)
            assert [version.number for version in versions] == list(range(1, one.versions + 1)), one.name
            names[one.name] = [mark(library.version("", version.id).text or "") for version in versions]
    for token in map(token_of, range(MOST_DRAFTS)):
        if draft := library.draft(token, ""):
            found.drafts[token] = mark(draft.content)
    return found


def token_of(number: int) -> str:
    return f"draft-{number:012}"


# ---------------------------------------------------------------- the program that is killed


def save_without_end(url: str, tells: Connection, seed: int) -> None:
    """Save, rename, delete, keep drafts; says when its library failed, waits until it answers again, and ends."""
    library, random, numbers = Library(url), Random(seed), count(seed * 10_000)
    holds = held(library)
    tell(tells, "open")
    while True:
        step = drawn(holds, random, numbers)
        tell(tells, "begin", step)
        try:
            perform(library, step)
        except ProblemsFound as found:
            tell(tells, "told", str(found))
            wait_until_it_answers(library)
            tell(tells, "again")
            return
        tell(tells, "done")
        holds = holds.after(step)


def drawn(holds: Held, random: Random, numbers: Any) -> Step:
    """A step that is possible now."""
    saved, deleted = sorted(holds.saved), sorted(holds.deleted)
    spec = [round(random.uniform(1, 9), 2), random.choice(LINES)]
    steps: list[Step] = [
        ["draft", token_of(random.randrange(MOST_DRAFTS)), [next(numbers), random.choice([90, 200_000])]]
    ]
    if len(saved) + len(deleted) < MOST_SCENARIOS:
        steps.append(["save", f"Offer {next(numbers)}", spec])
        steps += [["duplicate", name, f"Offer {next(numbers)}"] for name in saved[:1]]
    steps += [["version", name, spec] for name in saved if len(holds.saved[name]) < MOST_VERSIONS]
    steps += (
        [["rename", random.choice(saved), f"Offer {next(numbers)}"], ["delete", random.choice(saved)]] if saved else []
    )
    steps += [["undelete", random.choice(deleted)], ["remove", random.choice(deleted)]] if deleted else []
    return random.choice(steps)


def perform(library: Library, step: Step) -> None:
    """Do a step as the screens do it."""
    kind, name, *more = step
    if kind == "save":
        library.save("", name, text_of(*more[0]))
        return
    if kind == "draft":
        library.keep_draft(name, "", draft_of(*more[0]))
        return
    one = next(one for one in library.saved("", deleted=kind in ("undelete", "remove")) if one.name == name)
    if kind == "version":
        library.add_version("", one.id, text_of(*more[0]), after=one.latest.number)
    elif kind in ("rename", "duplicate"):
        getattr(library, kind)("", one.id, more[0])
    else:
        getattr(library, kind)("", one.id)


def wait_until_it_answers(library: Library) -> None:
    """A server that was killed says so until it is there again."""
    end = time.monotonic() + SECONDS_TO_ANSWER
    while True:
        try:
            library.saved("")
            return
        except ProblemsFound:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def tell(tells: Connection, word: str, more: Any = None) -> None:
    """One message, written in one go: whoever is killed has told it or has not."""
    tells.send_bytes(json.dumps([word, more]).encode())
