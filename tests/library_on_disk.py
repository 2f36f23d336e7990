"""A program that uses a library on a disk that gets full: ``python -m tests.library_on_disk URL``.

Reads words, one a line, and answers each with a line: ``save 4000`` with the number of texts saved by now, or with what
was wrong; ``read`` with how many of them are there whole; ``draft`` and ``kept`` as the dashboard keeps one; ``open``
lets go of the library and takes another, or the same anew.
"""

import hashlib
import sys

from dashboard.library.keeper import Keeper
from dashboard.library.library import Library
from tcomodel.problems import ProblemsFound

TOKEN = "token-of-a-visitor"


class OnDisk:
    """One library, and what it confirmed."""

    def __init__(self, url: str) -> None:
        self.library = Library(url)
        self.url = url
        self.keeper = Keeper(0.0)
        self.saved: dict[str, str] = {}

    def open(self, url: str) -> str:
        self.library.close()
        if url != self.url:
            self.saved = {}
        self.library, self.url = Library(url), url
        return "opened"

    def save(self, size: str = "100") -> str:
        text = f"a: {len(self.saved)}\n" + "# so long is this scenario\n" * (int(size) // 27)
        name = f"Offer {len(self.saved)}"
        self.library.save("", name, text)
        self.saved[name] = mark(text)
        return str(len(self.saved))

    def read(self) -> str:
        found = {one.name: mark(self.library.version("", one.latest.id).text or "") for one in self.library.saved("")}
        assert found == self.saved, f"saved {sorted(self.saved)}, found {sorted(found)}"
        return str(len(found))

    def draft(self, size: str = "100") -> str:
        self.keeper.put(lambda: self.library, TOKEN, "", lambda: b"x" * int(size))
        self.keeper.flush(20.0, TOKEN)
        return self.kept()

    def kept(self) -> str:
        """How many bytes the draft has that is kept, and why the last could not be."""
        draft = self.library.draft(TOKEN, "")
        why = " ".join(one.message for one in self.keeper.failure(TOKEN))
        return f"{len(draft.content) if draft else 0} {why}".strip()


def mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def answers(one: OnDisk, line: str) -> str:
    word, *more = line.split()
    try:
        return getattr(one, word)(*more)
    except ProblemsFound as found:
        return f"refused: {' '.join(str(found).split())}"


if __name__ == "__main__":
    disk = OnDisk(sys.argv[1])
    for line in sys.stdin:
        sys.stdout.write(answers(disk, line) + "\n")
        sys.stdout.flush()
