"""A full disk is a sentence: for each command that writes a file, for the library and for drafts.

The disk is a real one of a megabyte that is full. What stood there before stands there after.
"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.case_file import ROOT
from tests.small_disk import SmallDisk, small_disk

SCENARIO = """
name: Full
start: 2027-01
months: 3
demand: {volume: {voice: 100}}
options:
  own: {label: Own team, in_house: {monthly_budget: 10000}}
  vendor: {label: Vendor, pricing: {model: per_ticket, ticket_price: 4.20}}
"""
CARD = ROOT / "data" / "rates.yaml"
BEFORE = b"what was written when there was room"
USES = (sys.executable, "-m", "tests.library_on_disk")
IN_TURN = (sys.executable, "-m", "tests.commands_in_turn")
WRITES = {  # the file each is asked for last
    "compare --xlsx": "compare {scenario} --xlsx {disk}/book.xlsx",
    "compare --csv": "compare {scenario} --csv {disk}/months.csv",
    "memo": "memo {scenario} -o {disk}/memo.pdf",
    "portfolio": "portfolio {folder} --jobs 1 --out {disk}/portfolio.csv",
    "import": "import {folder}/book.xlsx --yes -o {disk}/scenario.yaml",
    "rates import": f"rates import {CARD} -o {{disk}}/card.yaml",
    "rates rebase": f"rates rebase {CARD} --prices-of 2025 --leave -o {{disk}}/rebased.csv",
    "rates template": "rates template -o {disk}/template.xlsx",
}


class Ended(NamedTuple):
    """How a command ended, and what the disk held then."""

    code: int
    printed: str
    said: str
    files: dict[str, bytes]


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ended]:
    """All commands on a full disk, in one process, by name."""
    folder = tmp_path_factory.mktemp("full")
    (folder / "programmes").mkdir()
    scenario = folder / "programmes" / "scenario.yaml"
    scenario.write_text(SCENARIO, encoding="utf-8")
    with small_disk(folder / "disk") as disk:
        said = {
            name: words.format(scenario=scenario, folder=scenario.parent, disk=disk.folder).split()
            for name, words in WRITES.items()
        }
        for words in said.values():
            (disk.seen / Path(words[-1]).name).write_bytes(BEFORE)
        disk.fill()
        book = ["compare", str(scenario), "--xlsx", str(scenario.parent / "book.xlsx")]
        first, *found = in_turn(disk, [book, *said.values()])
        assert first[0] == 0, first
        files = {path.name: path.read_bytes() for path in disk.seen.iterdir() if path.name != "filling"}
    return {name: Ended(*one, files) for name, one in zip(said, found, strict=True)}


def in_turn(disk: SmallDisk, commands: list[list[str]]) -> list[list]:
    done = subprocess.run(
        disk.command(*IN_TURN), input=json.dumps(commands), capture_output=True, encoding="utf-8", cwd=ROOT,
        env={**os.environ, "TMPDIR": str(disk.folder), "TCOMODEL_DEBUG": ""}, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


# ---------------------------------------------------------------- the command line


@pytest.mark.parametrize("name", WRITES)
def test_a_command_on_a_full_disk_says_so_and_leaves_what_was_there(ended: dict[str, Ended], name: str):
    one, target = ended[name], Path(WRITES[name].split()[-1]).name
    assert one.code == 1
    assert f"{target}" in one.said, "which file"
    assert "cannot be written: No space left on device" in one.said
    assert "fault of the program" not in one.said
    assert "Traceback" not in one.said
    assert "wrote" not in one.said
    assert one.files[target] == BEFORE


def test_nothing_half_written_lies_beside(ended: dict[str, Ended]):
    files = next(iter(ended.values())).files
    assert set(files) - {"portfolio.csv.part"} == {Path(words.split()[-1]).name for words in WRITES.values()}


def test_a_process_that_may_write_no_more_says_so(tmp_path: Path):
    """At the limit of a file's size, as over a quota, in an ordinary folder."""
    scenario, target = tmp_path / "scenario.yaml", tmp_path / "months.csv"
    scenario.write_text(SCENARIO, encoding="utf-8")
    target.write_bytes(BEFORE)
    done = subprocess.run(
        [sys.executable, "-m", "tcomodel", "compare", str(scenario), "--csv", str(target)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)),
        capture_output=True, encoding="utf-8", cwd=ROOT, timeout=120, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert "cannot be written: File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "scenario.yaml": SCENARIO.encode(), "months.csv": BEFORE,
    }  # fmt: skip


# ---------------------------------------------------------------- the library and drafts

FULL = "the disk is full; make room on it. What is open here stays as it is."


def test_a_library_on_a_full_disk_says_so_keeps_what_it_has_and_goes_on(tmp_path: Path):
    with small_disk(tmp_path / "disk") as disk, library_at(disk.command(*USES, at(disk.folder))) as ask:
        assert [ask("save 20000"), ask("save"), ask("draft 3000")] == ["1", "2", "3000"]
        disk.fill()
        assert ask("save 20000") == f"refused: Saved scenarios cannot be used: {FULL}"
        assert ask("draft 90000") == f"3000 cannot be used: {FULL}"
        assert ask("read") == "2"
        disk.make_room()
        assert [ask("save 20000"), ask("draft 70000"), ask("read")] == ["3", "70000", "3"]
        disk.fill(leave=60_000)
        came = [ask("save 9000") for _ in range(8)]
        assert came[-1] == f"refused: Saved scenarios cannot be used: {FULL}"
        kept = 3 + sum(not one.startswith("refused") for one in came)
        assert ask("read") == str(kept)
        assert ask(f"open {at(disk.folder)}") == "opened"
        assert ask("read") == str(kept)
        disk.fill()
        assert ask(f"open {at(disk.folder / 'new')}") == "opened"
        assert ask("read") == f"refused: Saved scenarios cannot be used: {FULL}"


def test_a_library_on_a_disk_that_may_only_be_read_refuses_in_words(tmp_path: Path):
    with small_disk(tmp_path / "disk") as disk, library_at(disk.command(*USES, at(disk.folder))) as ask:
        assert [ask("save"), ask("draft 3000")] == ["1", "3000"]
        assert ask(f"open {at(disk.folder)}") == "opened"
        disk.read_only()
        refused = "refused: Saved scenarios cannot be used: the file cannot be opened; check that its folder is there"
        assert ask("save").startswith(refused)
        assert ask("read").startswith(refused)
        assert ask(f"open {at(disk.folder / 'new')}") == "opened"
        assert "cannot be made: Read-only file system; name another file" in ask("read")


def test_a_library_over_its_quota_says_so(tmp_path: Path):
    """SQLite calls it an error of input or output where a file may not grow, though the disk has room."""
    with library_at([*USES, at(tmp_path)]) as ask:
        assert ask("save 20000") == "1"
        resource.prlimit(ask.process.pid, resource.RLIMIT_FSIZE, (150_000, 150_000))
        assert "is its disk full, over a quota or gone?" in ask("save 300000")
        assert ask("read") == "1"


class Asked:
    """A program with a library open, asked a line at a time."""

    def __init__(self, process: subprocess.Popen) -> None:
        self.process = process

    def __call__(self, line: str) -> str:
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()


@contextmanager
def library_at(command: list[str]) -> Iterator[Asked]:
    """The program, as long as it is asked."""
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Asked(process)
        finally:
            process.kill()


def at(folder: Path) -> str:
    return f"sqlite:///{folder / 'library.db'}"
