"""A library that cannot be used, whatever is wrong with it: the screens say so in a sentence, and work goes on."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from dashboard.library.library import Library
from tests.test_drafts import REAL, change, headline, total, visit, warned


def with_something_in_it(file: Path) -> None:
    """A library as it should be."""
    library = Library(f"sqlite:///{file}")
    for number in range(3):
        library.save("", f"Offer {number}", "# a note\n" * 3_000)
    library.close()


@contextmanager
def a_letter(file: Path) -> Iterator[None]:
    file.write_text("a letter to my aunt, which is long enough to be no header of any database")
    yield


@contextmanager
def damaged(file: Path) -> Iterator[None]:
    with_something_in_it(file)
    content = bytearray(file.read_bytes())
    content[4096:] = bytes(reversed(content[4096:]))
    file.write_bytes(content)
    yield


@contextmanager
def newer(file: Path) -> Iterator[None]:
    with_something_in_it(file)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    yield


@contextmanager
def locked(file: Path) -> Iterator[None]:
    with_something_in_it(file)
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


@contextmanager
def a_folder(file: Path) -> Iterator[None]:
    file.mkdir()
    yield


BROKEN: dict[str, tuple[Callable, str]] = {
    "a letter": (a_letter, "the file is no SQLite database; name another file"),
    "damaged": (damaged, "the file is damaged; put a copy in its place or move it away"),
    "newer": (newer, "written by a newer version of this tool (step 9999 of its tables"),
    "locked": (locked, "another program keeps the database locked; try again in a moment"),
    "a folder": (a_folder, "the file cannot be opened; check that its folder is there and may be written"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_library_that_cannot_be_used_is_said_and_work_goes_on(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    broken, sentence = BROKEN[kind]
    monkeypatch.setattr("dashboard.library.database.SECONDS_TO_WAIT", 0.1)
    monkeypatch.setenv("TCO_DATABASE_URL", f"sqlite:///{tmp_path / 'library.db'}")
    with broken(tmp_path / "library.db"):
        before = b"" if kind == "a folder" else (tmp_path / "library.db").read_bytes()
        page = visit(script=REAL.format("scenarios"))
        assert any(sentence in one.value for one in (*page.warning, *page.error)), [*page.warning, *page.error]
        app = visit()
        change(app, "70")
        assert headline(app) == f"{total(app):.2f}"
        assert warned(app, sentence), "and that changes are not being kept"
        if before:
            assert (tmp_path / "library.db").read_bytes() == before, "the file is as it was"
