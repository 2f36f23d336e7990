"""The same scenario, card and version give the same numbers and the same bytes, wherever and whenever.

Two processes make every export: with another seed of Python's hashes, another time zone, another locale, another number
of threads, from another folder. And every export says what made it.
"""

import json
import os
import re
import subprocess
import sys
from io import BytesIO
from zipfile import ZipFile

import pytest

from tcomodel.made_by import made_by
from tcomodel.share_link import shared_in
from tests.case_file import ROOT

SURROUNDINGS = (
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "4",
     "OPENBLAS_NUM_THREADS": "4", "PYTHONUTF8": "1"},
)  # fmt: skip


def test_every_export_is_the_same_to_the_byte_in_another_process(tmp_path):
    runs = []
    for number, facts in enumerate(SURROUNDINGS):
        folder = tmp_path / str(number)
        folder.mkdir()
        words = [sys.executable, str(ROOT / "tests" / "every_export.py")]
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
        runs.append(subprocess.Popen(words, cwd=folder, env=kept | facts, stdout=subprocess.PIPE, text=True))
    one, other = (json.loads(run.communicate(timeout=240)[0]) for run in runs)
    assert len(one) == 14
    assert {name for name in one if one[name] != other[name]} == set()


@pytest.fixture(scope="module")
def made():
    """Every export, made here."""
    from tests.every_export import exports

    return exports()


def test_every_export_says_what_made_it(made):
    """Version, program, and marks of inputs and card; of a rate card its own mark."""
    from tcomodel import compare, scenario_from
    from tcomodel.card_choice import standard_card
    from tests.every_export import SCENARIO

    told = made_by(compare(scenario_from(SCENARIO), standard_card()))
    for name in ("lines.csv", "scenario.yaml", "draws.csv", "memo.html"):
        words = " ".join(re.sub(r"<[^>]+>", "", made[name].decode()).replace("&#39;", "'").split())
        assert told.text in words.replace("\u2019", "'"), name
    assert json.loads(made["result.json"])["made_by"] == told.data
    assert told.text in shared_in(made["link"].decode()).text
    with ZipFile(BytesIO(made["workbook.xlsx"])) as book:
        custom = book.read("docProps/custom.xml").decode()
    assert all(f">{mark}<" in custom for mark in (told.version, told.program, told.inputs, told.card))
    assert f"version {told.version} (program {told.program})" in made["portfolio.csv"].decode()
    assert json.loads(made["portfolio.json"])["made_by"] == {"version": told.version, "program": told.program}
    assert json.loads(made["portfolio.json"])["programmes"][0]["fingerprint"]
    assert standard_card().fingerprint.encode() in made["card.xlsx"]


def test_a_mark_is_a_column_that_stays_empty(made):
    head, first, *_ = made["lines.csv"].decode().split("\r\n")
    assert head.split(",")[:6] == ["option", "place", "line", "label", "unit", "total"]
    assert "made by version" in head
    assert first.endswith(",")
