"""The environment: odd addresses of a database and odd places for its file; the library works or says what is wrong."""

import os
import tempfile
from pathlib import Path
from random import Random

from dashboard.library import library_of
from dashboard.library.address import VARIABLE, default_address
from tests.fuzz import bytes as raw
from tests.fuzz.outcome import Broken, Outcome, Taken
from tests.fuzz.texts import HOSTILE
from tests.fuzz.ways import chance_of

SHARE = 40
HERE = (
    "sqlite:///{folder}/new.db", "sqlite:///{folder}/deep/er/new.db", "sqlite:///{folder}/noise.db",
    "sqlite:///{folder}/empty.db", "sqlite:///{folder}",
    "sqlite:///{folder}/empty.db/x.db", "sqlite:///{folder}/half.db", "sqlite://", "sqlite:///:memory:",
    "sqlite+pysqlite:///{folder}/new.db",
    "sqlite:///file:{folder}/new.db?uri=true", "sqlite+nothing:///{folder}/new.db", "sqlite:///{folder}/{long}.db",
    "sqlite:///{folder}/\u202e.db",  " sqlite:///{folder}/new.db ",
    "postgresql://nobody@127.0.0.1:1/none", "postgres://nobody:a%40b@127.0.0.1:1/none",
    "postgresql+psycopg://nobody@127.0.0.1:1/none?connect_timeout=x",
    "postgresql+nothing://nobody@127.0.0.1:1/none", "postgresql://nobody@127.0.0.1:99999/none",
    "postgresql://nobody@127.0.0.1:x/none", "postgresql://nobody@[::1:1/none",
    "postgresql://127.0.0.1:1", "postgresql://nobody@127.0.0.1:1/none?sslmode=perhaps",
    "postgresql://nobody@127.0.0.1:1/none?options=-c%20x", "postgresql://nobody@127.0.0.1:1/none?x=y",
    "mysql://a:secret@127.0.0.1/x", "oracle://x", "http://127.0.0.1/", "file:///x", "://", ":", "/", "sqlite",
    "sqlite:", "sqlite:/{folder}/new.db", "x" * 5000,
    "sqlite:///{folder}/new.db?mode=ro", "sqlite:///{folder}/new.db?timeout=x",
    "sqlite:///{folder}/new.db?check_same_thread=maybe", "sqlite+aiosqlite:///{folder}/new.db",
    "sqlite:///{folder}/a%00b.db",
)  # fmt: skip


def case(number: int) -> Outcome:
    chance = chance_of(__name__, number)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "noise.db").write_bytes(chance.randbytes(2000))
        (folder / "empty.db").write_bytes(b"")
        address = _address(chance, folder)
        (folder / "half.db").write_bytes(_half(chance, folder))
        kept, here = dict(os.environ), Path.cwd()
        os.chdir(folder)
        try:
            os.environ |= {
                "XDG_DATA_HOME": f"{folder}/{chance.choice(('data', 'empty.db', 'x' * 300))}",
                "HOME": str(folder),
            }
            os.environ[VARIABLE] = address
            return _used(default_address())
        finally:
            os.environ.clear()
            os.environ.update(kept)
            os.chdir(here)


def _address(chance: Random, folder: Path) -> str:
    if chance.random() < 0.15:
        address = chance.choice([one for one in HOSTILE if "\x00" not in one])
    else:
        address = chance.choice(HERE).replace("{folder}", str(folder)).replace("{long}", "x" * 300)
    return address.encode("utf-8", "replace").decode()


def _half(chance: Random, folder: Path) -> bytes:
    """A library's file, damaged."""
    url = f"sqlite:///{folder}/whole.db"
    library = library_of(url)
    library.save("", "One", "a: 1\n")
    library.close()
    return raw.mutated(chance, (folder / "whole.db").read_bytes(), b"")[:1_000_000]


def _used(url: str) -> Outcome:
    """Something is saved and found again."""
    library = library_of(url)
    try:
        library.saved("")
        version = library.save("", "Two", "a: 2\n")
        if library.version("", version.id).text != "a: 2\n":
            raise Broken("what was saved is not what is found")
        return Taken(f"{len(library.saved(''))} scenarios")
    finally:
        library.close()
