"""The command line as a person meets it: real processes, what they print, write and return."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from zipfile import is_zipfile

import pytest

from tcomodel import compare, load_card, load_scenario
from tcomodel.made_by import TOOL_VERSION
from tcomodel.readers.tables import to_text

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "data" / "scenarios" / "example.yaml"
SMALL = """
name: Prüfung
start: 2027-01
months: 2
demand: {volume: {voice: 100}}
options:
  own: {label: Own team, in_house: {monthly_budget: 10000}}
  vendor: {label: Größe Süd, pricing: {model: per_seat, contracted_seats: 2, seat_rate: 3000}}
"""


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    path = tmp_path / "scenario.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def run(*words: object, folder: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """``python -m tcomodel`` in its own process; whatever happens, nobody sees a traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "tcomodel", *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "TCOMODEL_DEBUG": "", **environment},
        timeout=60,
    )
    if environment.get("TCOMODEL_DEBUG") != "1":
        assert "Traceback" not in done.stderr
    return done


def refused(code: int, *words: object, **environment: str) -> str:
    """What the command says on the error channel; it prints no result and ends with this code."""
    done = run(*words, **environment)
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    return done.stderr


# ---------------------------------------------------------------- what it prints


def test_compare_prints_the_table_from_any_folder(tmp_path: Path) -> None:
    done = run("compare", EXAMPLE, folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == to_text(compare(load_scenario(EXAMPLE), load_card(ROOT / "data" / "rates.yaml")))


def test_json_on_the_screen_is_nothing_but_json(scenario: Path) -> None:
    data = json.loads(run("compare", scenario, "--json").stdout)
    assert (data["cheapest"], data["scenario"]["name"]) == ("vendor", "Prüfung")
    assert [one["total"] for one in data["options"]] == [20000, 12000]


def test_all_files_at_once(scenario: Path, tmp_path: Path) -> None:
    (tmp_path / "out.json").write_text("what was there before")
    names = [tmp_path / name for name in ("out.json", "out.csv", "out.xlsx")]
    done = run("compare", scenario, "--json", names[0], "--csv", names[1], "--xlsx", names[2])
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.split() == [word for name in (names[0], names[2], names[1]) for word in ("wrote", str(name))]
    assert json.loads(names[0].read_text(encoding="utf-8"))["baseline"] == "own"
    assert names[1].read_bytes().startswith(b"\xef\xbb\xbfoption,")  # Excel sees that it is UTF-8
    with names[1].open(encoding="utf-8-sig", newline="") as file:
        assert "Größe Süd" in {row["option"] for row in csv.DictReader(file)}
    assert is_zipfile(names[2])
    assert {path.name for path in tmp_path.iterdir()} == {"scenario.yaml", "out.json", "out.csv", "out.xlsx"}


def test_explain_for_people_and_for_programs(scenario: Path) -> None:
    text = run("explain", scenario, "vendor.fee", "--month", "2").stdout
    assert text.startswith("Fee (Größe Süd), month 2 (2027-02): 6,000.00 USD per month\n")
    assert "= seats × seat rate" in text
    data = json.loads(run("explain", scenario, "vendor.fee", "--month", "2", "--json", "--depth", "0").stdout)
    assert (data["value"], data["cut"], data["ingredients"]) == (6000, True, [])
    assert data["made_by"]["version"] == TOOL_VERSION


def test_lines_lists_what_explain_understands(scenario: Path) -> None:
    lines = run("lines", scenario).stdout.splitlines()
    assert any(line.split() == ["vendor.fee", "Fee", "USD", "per", "month"] for line in lines)


def test_rates_check_and_show(tmp_path: Path) -> None:
    card = load_card(ROOT / "data" / "rates.yaml")
    assert run("rates", "check", folder=tmp_path).stdout.startswith(f"{len(card)} rates, no problems\n")
    shown = run("rates", "show", folder=tmp_path).stdout
    assert all(key in shown for key in card.rates)
    assert max(len(line) for line in shown.splitlines()) <= 110


def test_a_terminal_that_is_not_utf_8_gets_plain_letters(scenario: Path) -> None:
    done = run("explain", scenario, "vendor.fee", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert "= seats x seat rate" in done.stdout
    assert "Fee (Grosse Sud)" in done.stdout
    assert done.stdout.isascii()
    data = json.loads(run("compare", scenario, "--json", PYTHONIOENCODING="ascii").stdout)
    assert data["scenario"]["name"] == "Prüfung"


def test_a_reader_that_stops_early_is_no_error() -> None:
    command = [sys.executable, "-m", "tcomodel", "compare", str(EXAMPLE), "--json"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0


# ---------------------------------------------------------------- what it refuses


def test_problems_of_scenario_and_card_come_together(scenario: Path, tmp_path: Path) -> None:
    scenario.write_text(SMALL.replace("months: 2", "monthz: 2").replace("model: per_seat", "model: per_seet"))
    card = tmp_path / "card.yaml"
    card.write_text("card: {name: x, as_of: 2026}\nrates: {a.b: {title: x}}\n")
    said = refused(1, "compare", scenario, "--card", card)
    assert "monthz is not known here; did you mean months?" in said
    assert "per_seet is no pricing model; did you mean per_seat?" in said
    assert f"{card}, line 2: rates.a.b" in said
    assert f"{scenario}, line 4" in said


def test_yaml_that_cannot_be_read_names_the_line(scenario: Path) -> None:
    scenario.write_text("name: x\nmonths: [1, 2\nstart: 2027-01\n")
    assert f"{scenario}, line 3" in refused(1, "compare", scenario)


def test_a_missing_input_is_named(scenario: Path) -> None:
    scenario.write_text(SMALL.replace(", seat_rate: 3000", ""), encoding="utf-8")
    assert "vendor.fee needs seat_rate and nobody gives it" in refused(1, "compare", scenario)


def test_a_scenario_that_is_not_there(tmp_path: Path) -> None:
    said = refused(1, "compare", tmp_path / "nowhere.yaml")
    assert f"{tmp_path / 'nowhere.yaml'}\n  the scenario cannot be read: No such file or directory" in said


def test_an_unknown_line_gets_the_nearest_name(scenario: Path) -> None:
    said = refused(1, "explain", scenario, "vendor.feee")
    assert "there is no line 'vendor.feee'; did you mean vendor.fee?" in said


def test_a_month_outside_the_term(scenario: Path) -> None:
    assert "month is 3; expected 1 to 2, the months of the contract" in refused(
        1, "explain", scenario, "vendor.fee", "--month", 3
    )


def test_a_card_with_problems(tmp_path: Path) -> None:
    card = tmp_path / "card.yaml"
    card.write_text("card: {name: x, as_of: 2026}\nrates: {a.b: {title: x, unit: USD/hoor}}\n")
    said = refused(1, "rates", "check", card)
    assert "did you mean hour?" in said
    assert "as_of is missing" in said


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("missing/out.json", "cannot be written: there is no folder"),
        (".", "this is a folder; name a file in it"),
        ("scenario.yaml", "this is the input itself; choose another name"),
    ],
)
def test_what_cannot_be_written_is_said_and_nothing_is_half_written(scenario: Path, target: str, message: str) -> None:
    folder = scenario.parent
    said = refused(1, "compare", scenario, "--csv", folder / "good.csv", "--json", folder / target)
    assert message in said
    assert [path.name for path in folder.iterdir()] == ["scenario.yaml"]
    assert scenario.read_text(encoding="utf-8") == SMALL


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, the full disk that Linux keeps for tests")
def test_a_full_disk_is_said(scenario: Path) -> None:
    assert "cannot be written: No space left on device" in refused(1, "compare", scenario, "--json", "/dev/full")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, the full disk that Linux keeps for tests")
def test_a_screen_that_takes_no_more_is_said(scenario: Path) -> None:
    command = [sys.executable, "-m", "tcomodel", "lines", str(scenario)]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", timeout=60)
    assert (done.returncode, done.stderr) == (1, "cannot read or write: No space left on device\n")


def test_control_characters_do_not_reach_the_terminal(scenario: Path) -> None:
    scenario.write_text(SMALL.replace("Größe Süd", '"Red \\x1b[31m team"'), encoding="utf-8")
    done = run("compare", scenario)
    assert done.returncode == 1
    assert "options.vendor.label\n  the text holds the sign U+001B, which no program shows; take it out" in done.stderr
    assert "\x1b" not in done.stdout + done.stderr


def test_wrong_commands_end_with_two(scenario: Path) -> None:
    assert "invalid choice: 'compair'" in refused(2, "compair", scenario)
    assert "--depth: expected 0 or more levels" in refused(2, "explain", scenario, "vendor.fee", "--depth", "-1")


def test_a_fault_of_the_program_is_one_line_and_the_traceback_is_there_for_who_asks(scenario: Path) -> None:
    # A module of the same name in front of the real one stands for any slip of ours.
    broken = scenario.parent / "broken" / "xlsxwriter"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise RuntimeError('out of\\nluck')\n")
    path = os.pathsep.join([str(broken.parent), str(ROOT)])
    command = ("compare", scenario, "--xlsx", scenario.parent / "out.xlsx")
    said = refused(3, *command, PYTHONPATH=path)
    assert said.count("\n") == 1
    assert said.startswith("this is a fault of the program, not of your input (RuntimeError: out of luck)")
    assert "TCOMODEL_DEBUG=1" in said
    assert "Traceback" in refused(3, *command, PYTHONPATH=path, TCOMODEL_DEBUG="1")
    assert not (scenario.parent / "out.xlsx").exists()
