"""Bad input through every way in ends in a result or in words that name the place: never an error of Python or a hang.

The ordinary form runs the same 2,000 cases each time. ``TCO_FUZZ=50000`` asks for so many (the nightly form), and
``TCO_FUZZ_FROM=50000`` for those that follow. Each finding is told with the line that brings it about again.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest

from tcomodel import read_scenario
from tcomodel.edited_workbook import read_workbook
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.share_link import shared_in
from tests.case_file import ROOT
from tests.fuzz import seeds
from tests.fuzz.__main__ import outcome_of
from tests.fuzz.outcome import Taken, Told, slips_in
from tests.fuzz.ways import NAMES, way
from tests.fuzz.ways.cards import imported
from tests.fuzz.ways.compared import compared, compared_data
from tests.fuzz.ways.planted import KINDS

CASES = int(os.environ.get("TCO_FUZZ", "2000"))
FIRST = int(os.environ.get("TCO_FUZZ_FROM", "0"))
AT_A_TIME = 2_500  # cases of one process
MOST_SHOWN = 12


class Job(NamedTuple):
    """Cases of some ways in, run in one process."""

    name: str
    parts: tuple[tuple[str, int, int], ...]  # the way, the first case, how many


def jobs() -> list[Job]:
    """The ordinary form in two processes; the long one in as many as it takes, none of them long."""
    shares = {name: way(name).SHARE for name in NAMES}
    counts = {name: max(1, round(CASES * share / sum(shares.values()))) for name, share in shares.items()}
    if CASES <= AT_A_TIME:
        parts = [(name, FIRST, count) for name, count in counts.items()]
        return [Job("these", tuple(parts[::2])), Job("others", tuple(parts[1::2]))]
    return [
        Job(f"{name}-{first}", ((name, first, min(AT_A_TIME, FIRST + count - first)),))
        for name, count in counts.items()
        for first in range(FIRST, FIRST + count, AT_A_TIME)
    ]


class Run(NamedTuple):
    """What came of a job: a line for each finding, a line for each way, and the case it was at where it died."""

    findings: list[dict[str, Any]]
    ways: list[dict[str, Any]]
    died: str


def run(parts: tuple[tuple[str, int, int], ...], notebook: Path, **environment: str) -> Run:
    words = [str(word) for part in parts for word in part]
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz", str(notebook), *words], cwd=ROOT, capture_output=True, text=True,
        env=os.environ | environment,
    )  # fmt: skip
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    at = notebook.read_text(encoding="utf-8").strip() if notebook.exists() else "the beginning"
    died = f"ended with {done.returncode} at {at}: {done.stderr[-1500:]}" if done.returncode else ""
    return Run([one for one in lines if "finding" in one], [one for one in lines if "cases" in one], died)


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("job", jobs(), ids=lambda job: job.name)
def test_bad_input_ends_in_a_result_or_in_words(job: Job, tmp_path: Path):
    found = run(job.parts, tmp_path / "notebook")
    assert not found.died
    told = [f"{one['finding']}\n    python -m tests.fuzz {one['way']} {one['number']}" for one in found.findings]
    assert not told, f"{len(told)} findings\n" + "\n".join(told[:MOST_SHOWN])
    assert sum(one["cases"] for one in found.ways) == sum(count for *_, count in job.parts)
    for one in found.ways:  # what is refused at the door says little about the rooms behind it
        assert one["kinds"].get("told", 0) > 0, one
        assert one["kinds"].get("taken", 0) > 0 or one["cases"] < 100, one


def test_each_kind_of_fault_is_found(tmp_path: Path):
    """Planted: an error, a hang, 260 MB, words without a place, ...; and a process that dies tells where."""
    found = run((("planted", 0, len(KINDS)),), tmp_path / "notebook", TCO_FUZZ_SECONDS="1.5")
    assert found.died.startswith("ended with 7 at planted 9"), found
    assert {KINDS[one["number"]]: one["finding"] for one in found.findings}.keys() == set(KINDS[2:-1])
    said = {KINDS[one["number"]]: one["finding"] for one in found.findings}
    assert said["crash"].startswith("KeyError: 'volume' (planted.py:")
    assert said["memory"].endswith("MB")


def test_a_case_is_the_same_in_every_process():
    def told(seed: str) -> str:
        words = [sys.executable, "-m", "tests.fuzz", "scenario_data", "11"]
        done = subprocess.run(
            words, cwd=ROOT, capture_output=True, text=True, env=os.environ | {"PYTHONHASHSEED": seed}
        )
        return done.stdout.partition("\n")[2]

    assert told("1") == told("2") != ""


@pytest.mark.parametrize("name", [one for one in NAMES if one not in ("command_line", "environment", "screen")])
def test_cases_of_a_way_differ(name: str):
    """The number decides what is handed in: ten numbers, more than three outcomes."""
    assert len({str(outcome_of(name, number)) for number in range(10)}) > 3


@pytest.mark.parametrize(
    ("problems", "says"),
    [
        ([], "without a word"),
        ([Problem("", "found 'x'")], "no place"),
        ([Problem("demand", " ")], "nothing is said"),
        ([Problem("demand", "found <class 'int'>")], "inside of the program"),
        ([Problem("demand", "KeyError")], "inside of the program"),
        ([Problem("demand", "Input should be a valid string")], "inside of the program"),
        ([Problem(f"a{number}", "x") for number in range(2001)], "2,001 messages"),
    ],
)
def test_words_that_help_nobody_are_a_fault(problems: list[Problem], says: str):
    assert any(says in slip for slip in slips_in(Told(problems)))
    assert not list(slips_in(Told([Problem("demand", "found 'KeyError'; expected a number")])))


def test_the_honest_files_are_taken():
    """What the cases are made from is good: else they would try nothing but the door."""
    assert all(isinstance(compared_data(dict(data)), Taken) for data in seeds.scenario_data())
    assert all(isinstance(compared(read_scenario(shared_in(token).text)), Taken) for token in seeds.tokens()[::3])
    assert isinstance(imported(Random(1), "card.yaml", seeds.card_texts()[0].encode()), Taken)
    assert isinstance(imported(Random(1), "card.xlsx", seeds.card_workbooks()[0]), Taken)
    assert isinstance(imported(Random(1), "card.csv", seeds.card_tables()[0]), Taken)
    assert not read_workbook("book.xlsx", seeds.exported()[0]).changes
    with pytest.raises(ProblemsFound, match="the file is empty"):
        imported(Random(1), "card.yaml", b"")
