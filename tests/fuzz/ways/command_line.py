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
from tests.fuzz import seeds, texts
from tests.fuzz.outcome import Broken, Outcome, Taken, Told
from tests.fuzz.ways import chance_of

SHARE = 80
FILES = ("good.yaml", "good.yaml", "good.yaml", "card.yaml", "other.yaml", "bid.xlsx", "bid.csv", "book.xlsx",
    "months.csv", "empty.yaml",
         "noise.yaml", "odd", "odd", "folder", "nothing.yaml", "no/where.yaml", "", "-", "/dev/null",
         "a" * 300)  # fmt: skip
HONEST = {"rates": "card.yaml", "rates import": "bid.csv", "import": "book.xlsx"}  # else it is a scenario
OUTPUTS = (
    "out.csv",
    "out.json",
    "out.yaml",
    "out.xlsx",
    "there.csv",
    "there.yaml",
    "folder",
    "no/where.csv",
    "-",
    "",
    "good.yaml",
    "card.yaml",
    "a" * 300,
)
OPTIONS = ("own", "manila", "nobody", "", "manila.fee", "own.total_cost", "programme")
LINES = ("manila.fee", "own.total_cost", "manila.nothing", "x", "", "programme.month", "manila..fee", "." * 20)
NUMBERS = (
    "1",
    "7",
    "0",
    "-1",
    "12",
    "13",
    "99999999999",
    "1.5",
    "x",
    "",
    "1e3",
    "NaN",
    "10%",
    "1.5m",
    "-5%",
    "1e400%",
    "٣",
)
DATES = ("2026-11-22", "2026-05", "2026", "2026-13", "x", "", "0000-00", "99999-01")
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("compare", "<file>", "--csv", "<out>"), ("compare", "<file>", "--json", "<out>"), ("compare", "<file>", "--card",
    "<file>"),
    ("compare", "<file>", "--xlsx", "<badout>"), ("explain", "<file>", "<line>", "--month", "<number>"), ("explain",
    "<file>", "<line>", "--depth", "<number>", "--json"),
    ("lines", "<file>"), ("import", "<file>", "-o", "<out>", "--yes"), ("import", "<file>", "-o", "<out>"),
    ("card-change", "<file>", "<file>"),
    ("goal", "<file>", "<option>", "--saving", "<number>", "--against", "<option>"), ("goal", "<file>", "<option>",
    "--lever", "<word>", "--saving", "10%"),
    ("breakeven", "<file>", "--over", "<word>", "--from", "<number>", "--to", "<number>"), ("map", "<file>",
    "--across", "<word>", "--cells", "<number>"),
    ("memo", "<file>", "-o", "<badout>"), ("simulate", "<file>", "--draws", "<number>", "--seed", "<number>"),
    ("simulate", "<file>", "--future", "<number>"),
    ("sensitivity", "<file>", "--seed", "<number>"), ("portfolio", "<file>", "--out", "<badout>", "--jobs", "1"),
    ("clauses", "<file>", "<option>", "--draws", "<number>"),
    ("commitment", "<file>", "<option>", "--of", "<word>"), ("shouldcost", "<file>", "<option>", "--margin",
    "<number>"), ("claims", "<file>"),
    ("rates", "check", "<file>", "--today", "<date>"), ("rates", "show", "<file>", "--key", "<word>"), ("rates",
    "show", "<file>", "--json"),
    ("rates", "import", "<file>", "-o", "<out>", "--all-rows", "as_of=2026", "currency=USD"), ("rates", "import",
    "<file>", "-o", "<out>", "--sheet", "<word>", "--on", "<date>"),
    ("rates", "import", "<file>", "-o", "<out>", "--leave-out", "<number>", "--all-rows", "<word>"), ("rates",
    "rebase", "<file>", "-o", "<out>", "--prices-of", "<date>", "--to", "<word>"),
    ("rates", "rebase", "<file>", "--undo", "-o", "<out>"), ("rates", "rebase", "<file>", "--dry-run", "--to", "EUR",
    "--at", "<date>"),
    ("rates", "diff", "<file>", "<file>", "--currency", "<word>", "--at", "<date>"), ("rates", "diff", "<file>",
    "<file>", "--csv", "<out>"), ("rates", "template", "-o", "<out>", "--name", "<word>"),
    ("<word>", "<file>"), (), ("--help",), ("rates",), ("rates", "<word>"),
)  # fmt: skip
WORDS = (
    *texts.HOSTILE,
    "volume",
    "handle_time",
    "seat_rate",
    "EUR",
    "USD",
    "--help",
    "-h",
    "--",
    "--json",
    "philippines.hour",
    "Rates 2024",
    "\udcff\udc80",
    "as_of=",
    "=x",
    "currency=",
)
FAULT = "this is a fault of the program"
DEAR = ("simulate", "sensitivity", "clauses", "map")  # a right answer takes more than a second; asked wrongly here


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
        words = _words(chance)
        before = {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}
        with _within(folder):
            code, out, error = _run(words)
        return _judged(words, code, out, error, before, folder)


def _words(chance: Random) -> list[str]:
    """A command with its arguments; now and then one is lost, doubled or something else."""
    pattern = chance.choice(COMMANDS)
    pools = {
        "<file>": FILES,
        "<out>": OUTPUTS,
        "<badout>": OUTPUTS[5:],
        "<option>": OPTIONS,
        "<line>": LINES,
        "<number>": NUMBERS,
        "<date>": DATES,
        "<word>": WORDS,
    }
    right = {
        "<file>": HONEST.get(" ".join(pattern[:2]), HONEST.get(" ".join(pattern[:1]), "good.yaml")),
        "<option>": "manila",
        "<out>": "out.csv",
        "<line>": "manila.fee", "<number>": "7", "<word>": "volume", "<date>": "2026-05",
    }  # fmt: skip
    words = [
        right[one] if one in right and chance.random() < 0.6 else chance.choice(pools.get(one, (one,)))
        for one in pattern
    ]
    if words and chance.random() < 0.25:
        at = chance.randrange(len(words))
        words[at : at + 1] = chance.choice(([], [words[at]] * 2, [chance.choice(WORDS)]))
    if words and words[0] in DEAR and "good.yaml" in words:
        words = ["odd" if one == "good.yaml" else one for one in words]
    return [one for one in words if "\x00" not in one]  # no operating system passes such a word on


@contextmanager
def _within(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _run(words: list[str]) -> tuple[int, str, str]:
    streams = sys.stdin, sys.stdout, sys.stderr
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as error:
        sys.stdin, sys.stdout = io.StringIO(""), io.TextIOWrapper(out, "utf-8", write_through=True)
        sys.stderr = io.TextIOWrapper(error, "utf-8", write_through=True)
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
                texts_.append(one.read().decode("utf-8", "replace"))
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
