"""What the cases of ``tests.fuzz`` brought to light about files on disk and the command line, in its smallest form."""

import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from tcomodel import compare, load_scenario, read_scenario
from tcomodel.__main__ import main
from tcomodel.card_choice import card_of
from tcomodel.readers.scenario_file import standalone
from tests.case_file import ROOT, card
from tests.fuzz import seeds
from tests.fuzz.ways.beside import honest

HONEST = honest()

# ---------------------------------------------------------------- files beside a scenario


@pytest.mark.parametrize("months", [HONEST["index.csv"], b"month,value\n2026-01,100\n2026-04,101.5\n2026-07,103\n"])
def test_an_index_from_a_file_goes_where_its_scenario_goes(months: bytes, tmp_path: Path):
    """beside: its text, as it is saved, sent as a link and kept in a workbook, could not be opened again."""
    for name, content in (HONEST | {"index.csv": months}).items():
        (tmp_path / name).write_bytes(content)
    scenario = load_scenario(tmp_path / "scenario.yaml")
    result = compare(scenario, card_of(scenario, {}, card()))
    kept = read_scenario(standalone(result))
    again = compare(kept, card_of(kept, {}, card()))
    assert [one.total for one in again.options] == [one.total for one in result.options]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no file without end here")
def test_a_file_without_end_is_refused_before_it_fills_the_memory(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    for name in ("scenario.yaml", "card.yaml"):
        (tmp_path / name).write_bytes(HONEST[name])
    (tmp_path / "calls.csv").symlink_to("/dev/zero")
    tracemalloc.start()
    try:
        for words in (
            ["compare", "/dev/zero"], ["rates", "check", "/dev/zero"], ["import", "/dev/zero", "-o", "a.yaml"],
            ["rates", "import", "/dev/zero", "-o", "a.yaml"], ["compare", str(tmp_path / "scenario.yaml")],
        ):  # fmt: skip
            assert main(words) == 1
            assert "cannot be read" in capsys.readouterr().err
        assert tracemalloc.get_traced_memory()[1] < 200_000_000
    finally:
        tracemalloc.stop()


# ---------------------------------------------------------------- the command line


def test_an_output_without_a_name_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    (tmp_path / "one.yaml").write_text(seeds.scenario_texts()[0], encoding="utf-8")
    assert main(["compare", str(tmp_path / "one.yaml"), "--csv", ""]) == 1
    assert "the output\n  it has no name" in capsys.readouterr().err


def test_a_file_that_the_system_refuses_is_named(tmp_path: Path):
    (tmp_path / "one.yaml").write_text(seeds.scenario_texts()[0], encoding="utf-8")
    words = [sys.executable, "-m", "tcomodel", "compare", str(tmp_path / "one.yaml"), "--csv", "a" * 300]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("cannot read or write aaaa")
