"""The command line with odd arguments and odd files: words on the error stream, a code, files whole or untouched."""

import io
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from random import Random

from tcomodel.__main__ import main
from tcomodel.problems import Problem
from tests.fuzz import bytes as raw
from tests.fuzz import seeds
from tests.fuzz.arguments import words_of
from tests.fuzz.outcome import Broken, Outcome, Taken, Told
from tests.fuzz.ways import chance_of

SHARE = 80
FAULT = "this is a fault of the program"


@cache
def honest() -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as name:
        path = seeds.folder_of(Path(name))
        return {str(one.relative_to(path)): one.read_bytes() for one in path.rglob("*") if one.is_file()}


def case(number: int) -> Outcome:
    chance = chance_of(__name__, number)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "folder").mkdir()
        for file, content in honest().items():
            (folder / file).write_bytes(content)
        (folder / "there.csv").write_bytes(b"of before")
        (folder / "there.yaml").write_bytes(b"of before")
        odd = chance.choice((*seeds.card_texts()[:1], *seeds.scenario_texts()[:1])).encode()
        (folder / "odd").write_bytes(raw.mutated(chance, odd, b"")[:300_000])
        words = words_of(chance)
        before = {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}
        with _within(folder), _terminal(chance) as encoding:
            code, out, error = _run(words, encoding)
        return _judged(words, code, out, error, before, folder)


@contextmanager
def _within(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


@contextmanager
def _terminal(chance: Random) -> Iterator[str]:
    """What it prints in: most in UTF-8, some in less, and of a width that may be none."""
    before = dict(os.environ)
    os.environ |= {"COLUMNS": chance.choice(("80", "0", "1", "-5", "x", "", "99999")), "NO_COLOR": "1"}
    try:
        yield chance.choice(("utf-8", "utf-8", "ascii", "cp1252"))
    finally:
        os.environ.clear()
        os.environ.update(before)


def _run(words: list[str], encoding: str) -> tuple[int, str, str]:
    streams = sys.stdin, sys.stdout, sys.stderr
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as error:
        sys.stdin, sys.stdout = io.StringIO(""), io.TextIOWrapper(out, encoding, write_through=True)
        sys.stderr = io.TextIOWrapper(error, encoding, write_through=True)
        try:
            code = main(words)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        finally:
            for one in (sys.stdout, sys.stderr):
                one.detach()  # else it closes the file with itself
            sys.stdin, sys.stdout, sys.stderr = streams
        texts_ = []
        for one in (out, error):
            with suppress(OSError):  # the program lets what it cannot print go nowhere
                one.seek(0)
                texts_.append(one.read().decode(encoding, "replace"))
                continue
            texts_.append("")
    return code, *texts_


def _judged(words: list[str], code: int, out: str, error: str, before: dict[str, bytes], folder: Path) -> Outcome:
    after = {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}
    said = f"{words} ends with {code}: {error[:400]!r}"
    if FAULT in error or code not in (0, 1, 2) or "Traceback" in error:
        raise Broken(said)
    if code and not (error.strip() or out.strip()):
        raise Broken(f"{said}: nothing is said")
    if code == 2 and after != before:
        raise Broken(f"{said}: something was written all the same")
    if left := [name for name in after if name.endswith(".part") or (name not in before and not after[name])]:
        raise Broken(f"{said}: half a file is left, {left}")
    if lost := [name for name in before if name not in after]:
        raise Broken(f"{said}: {lost} is gone")
    if code == 0 or not error.strip():
        return Taken(out[:60])
    return Told([Problem("the command", error.strip()[:2500])])
