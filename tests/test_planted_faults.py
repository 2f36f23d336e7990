"""Faults planted on purpose, each of which has to be caught: a cap forgotten, `>` for `>=`, a tier off by one, a total
that misses a line.

In the model: one line of a copy of its source is changed, and acceptance cases that pass in the copy as it is must
fail. In the finished workbook: one formula is changed as somebody might, and the recalculation must part from what is
stored, and the workbook's own master check must say so to whoever opens it.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape, unescape
from importlib.util import cache_from_source
from pathlib import Path
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tcomodel import Comparison, compare, scenario_from
from tcomodel.readers.excel import write_workbook
from tcomodel.readers.excel.layout import Layout
from tests.case_file import ROOT, card
from tests.every_mechanism import without_queues
from tests.recalculated import Book, recalculated_without_looks, wrong

# -- in the model ------------------------------------------------------------------------------------------


class InSource(NamedTuple):
    """A line of the model as it is and with a fault, and an acceptance case that must notice."""

    file: str
    right: str
    faulty: str
    case: str


CONTRACT, LEVELS = "contract", "contract/service_levels"
IN_SOURCE = {
    "the cap of service credits forgotten": InSource(
        f"{LEVELS}/credits.py",
        "return at_most(penalty_points, penalty_cap)",
        "return penalty_points + penalty_cap * 0",
        "service_levels.yaml:kpis_add_up_to_the_cap",
    ),
    "the cap of a price rise forgotten": InSource(
        f"{CONTRACT}/indexation/price.py",
        "return at_most(asked_change, turn_cap)",
        "return asked_change + turn_cap * 0",
        "indexation.yaml:the_cap_holds",
    ),
    "at the edge of a tier already in the next": InSource(
        f"{CONTRACT}/volume_prices/tiers.py",
        "return when(round_up(tiered_units - over) > 0, 1, 0)",
        "return when(round_up(tiered_units - over) >= 0, 1, 0)",
        "volume_prices.yaml:an_edge_belongs_to_the_tier_below",
    ),
    "a minimum that begins a month late": InSource(
        f"{CONTRACT}/commitment/monthly.py",
        "return when(month < minimum_from_month, 0, minimum_at_prices) * in_force",
        "return when(month <= minimum_from_month, 0, minimum_at_prices) * in_force",
        "commitment.yaml:the_minimum_starts_later",
    ),
    "a decrement missed exactly that does not count": InSource(
        f"{LEVELS}/penalties.py",
        "return whole(shortfall / decrement)",
        "return round_up(shortfall / decrement) - 1",
        "service_levels.yaml:exactly_one_decrement",
    ),
    "a tier one unit too short": InSource(
        f"{CONTRACT}/volume_prices/tiers.py",
        "return at_least(units_to_upper_edge - over, 0)",
        "return at_least(units_to_upper_edge - over - 1, 0)",
        "volume_prices.yaml:zuplo_graduated",
    ),
    "a tier that reaches one unit too far": InSource(
        f"{CONTRACT}/volume_prices/tiers.py",
        "when(round_up(tiered_units - up_to) > 0, 0, 1)",
        "when(round_up(tiered_units - up_to) > 1, 0, 1)",
        "volume_prices.yaml:an_edge_belongs_to_the_tier_below",
    ),
    "a sum that misses its last member": InSource(
        "words.py",
        "return sum(members[1:], members[0]) if len(members) else 0.0",
        "return sum(members[1:-1], members[0]) if len(members) else 0.0",
        "volume_prices.yaml:zuplo_graduated",
    ),
    "a cost that adds to no category": InSource(
        "transition.py",
        '@line("currency/month", given="transition_fee", posts_to=categories.TRANSITION, adds_to="invoice")',
        '@line("currency/month", given="transition_fee", adds_to="invoice")',
        "comparison.yaml:what_is_paid",
    ),
    "a contract year that turns a month early": InSource(
        "timeline.py",
        "return whole((month - 1) / months_per_year)",
        "return whole(month / months_per_year)",
        "timeline.yaml:contract_years_turn_on_the_anniversary",
    ),
    "a hair more than thirty people counted as thirty-one": InSource(
        "words.py",
        "return np.ceil(np.floor(np.asarray(value) * 1e6 * SNAP + 0.5) / 1e6)",
        "return np.ceil(np.asarray(value))",
        "staffing.yaml:a_whole_number_stays_what_it_is",
    ),
}
NEEDED = ("case_file.py", "whole_model.py", "test_cases.py")
each_in_source = pytest.mark.parametrize("fault", IN_SOURCE.values(), ids=list(IN_SOURCE))
RUN_CASES = """
import sys
from tests.case_file import all_cases
from tests.test_cases import other_than_expected
cases = [case for case in all_cases() if str(case) in sys.argv[1:]]
wrong = [line for case in cases for line in other_than_expected(case)]
assert not wrong, wrong[0]
print(len(cases), "passed")
"""  # what pytest would do, in a third of the time


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the model with its acceptance cases, one for all faults: each is put back before the next."""
    folder = tmp_path_factory.mktemp("copied")
    shutil.copytree(ROOT / "tcomodel", folder / "tcomodel")
    shutil.copytree(ROOT / "data", folder / "data")
    shutil.copytree(ROOT / "tests" / "cases", folder / "tests" / "cases")
    for name in NEEDED:
        shutil.copy(ROOT / "tests" / name, folder / "tests" / name)
    return folder


@contextmanager
def planted_in(source: Path, fault: InSource) -> Iterator[None]:
    """One line of a file in another wording for a while; what Python kept of it compiled goes with it."""
    text = source.read_text(encoding="utf-8")
    assert text.count(fault.right) == 1, f"{fault.file} does not hold: {fault.right}"
    compiled = Path(cache_from_source(str(source)))
    compiled.unlink(missing_ok=True)
    source.write_text(text.replace(fault.right, fault.faulty), encoding="utf-8")
    try:
        yield
    finally:
        source.write_text(text, encoding="utf-8")
        compiled.unlink(missing_ok=True)


def run_of_cases(folder: Path, *cases: str) -> subprocess.CompletedProcess:
    """The acceptance cases in a copy, each once, in a process of their own."""
    command = [sys.executable, "-c", RUN_CASES, *cases]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)


def test_the_cases_pass_in_a_copy_as_it_is(copied):
    cases = dict.fromkeys(fault.case for fault in IN_SOURCE.values())
    run = run_of_cases(copied, *cases)
    assert run.stdout == f"{len(cases)} passed\n", run.stdout + run.stderr


@each_in_source
def test_a_fault_in_the_model_fails_an_acceptance_case(fault, copied):
    source = copied / "tcomodel" / fault.file
    before = source.read_bytes()
    with planted_in(source, fault):
        run = run_of_cases(copied, fault.case)
    assert source.read_bytes() == before
    told = run.stderr.splitlines()[-1]  # the case gave another number: the copy did not merely break
    assert re.match(r"AssertionError: .+: expected .+ = .+, found ", told), run.stdout + run.stderr


# -- in a finished workbook --------------------------------------------------------------------------------


class InWorkbook(NamedTuple):
    """A pattern in the formulas of a row, what stands there with the fault, and the month it is in, 0 for all."""

    row: str
    right: str
    faulty: str
    month: int = 0


A, INPUT = r"\$?[A-Z]+\$?\d+", r"Inputs!\$D\$\d+"
IN_WORKBOOK = {
    "the cap of service credits forgotten": InWorkbook("tickets.credit_share", rf"MIN\(({A}),{INPUT}\)", r"\1"),
    "the cap of a price rise forgotten": InWorkbook("tickets.limited_change", rf"MIN\((MAX\({A},{A}\)),{A}\)", r"\1"),
    "at the edge of a tier already in the next": InWorkbook("tickets.voice.tier_2.tier_entered", r">0,", r">=0,"),
    "a minimum that begins a month late": InWorkbook("tickets.minimum_now", rf"<({INPUT})", r"<=\1"),
    "a tier that reaches one unit too far": InWorkbook("tickets.voice.tier_1.tier_reached", rf"({A}-{INPUT})", r"\1-1"),
    "a total that misses a category": InWorkbook("tickets.total_cost", rf",{A}\)", ")"),
    "a fee that misses a channel": InWorkbook("tickets.fee", rf",{A}\)", ")"),
    "a balance that forgets what came before": InWorkbook("tickets.cumulative_cost", rf"^{A}\+", "", month=7),
    "money counted at another time": InWorkbook("programme.discount_factor", rf"\({INPUT}-", "(0-"),
    "a number typed over a formula": InWorkbook("tickets.commitment_top_up", r"^.*$", "4000", month=9),
}
one_worker = pytest.mark.xdist_group("planted_workbooks")  # which makes the workbooks once
each_in_workbook = pytest.mark.parametrize("name", list(IN_WORKBOOK))


class Planted(NamedTuple):
    """A workbook as it was written, what comes out of it, and what comes out with each fault."""

    comparison: Comparison
    stored: Book
    right: Book
    faulty: dict[str, Book]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory, soffice: str) -> Planted:
    """All faulty workbooks, worked out in one start of LibreOffice."""
    folder = tmp_path_factory.mktemp("planted")
    comparison = compare(scenario_from(without_queues()), card())
    path = folder / "right.xlsx"
    path.write_bytes(write_workbook(comparison))
    paths = [path]
    for number, fault in enumerate(IN_WORKBOOK.values()):
        paths.append(folder / f"faulty_{number}.xlsx")
        plant(path, paths[-1], comparison, fault)
    right, *faulty = recalculated_without_looks(paths, folder / "out")
    return Planted(comparison, Book.read(path), right, dict(zip(IN_WORKBOOK, faulty, strict=True)))


def plant(path: Path, to: Path, comparison: Comparison, fault: InWorkbook) -> None:
    """The workbook with other formulas in a row; what is stored with them stays, as when a program writes it so."""
    spot = Layout(comparison)[comparison.row(fault.row)]
    part = Book.read(path).parts[spot.sheet]
    changed = 0

    def other(found: re.Match[str]) -> str:
        nonlocal changed
        right = unescape(found[2])
        formula, count = re.subn(fault.right, fault.faulty, right, count=1)
        assert count == 1, f"{fault.row} does not hold {fault.right}: {right}"
        changed += 1
        return f"{found[1]}{escape(formula, quote=False)}{found[3]}"

    column = r"(?![A-E]\d)[A-Z]+" if not fault.month else chr(ord("E") + fault.month)
    with ZipFile(path) as right, ZipFile(to, "w", ZIP_DEFLATED) as faulty:
        for member in right.namelist():
            text = right.read(member)
            if member == part:
                pattern = rf'(<c r="{column}{spot.row}"[^>]*><f>)(.*?)(</f>)'
                text = re.sub(pattern, other, text.decode("utf-8")).encode("utf-8")
            faulty.writestr(member, text)
    assert changed == (1 if fault.month else comparison.scenario.file.months), f"{changed} formulas of {fault.row}"


def master_check(book: Book) -> float:
    [cell] = book.resolve("all_checks")
    return float(str(book.cells[cell].value))


@one_worker
def test_the_workbook_as_it_is_has_no_fault(planted):
    assert wrong(planted.stored, planted.right) == []
    assert master_check(planted.right) == 0


@one_worker
@each_in_workbook
def test_a_fault_in_a_workbook_parts_from_what_is_stored(planted, name):
    assert wrong(planted.stored, planted.faulty[name])


@one_worker
@each_in_workbook
def test_a_fault_in_a_workbook_shows_in_its_master_check(planted, name):
    assert master_check(planted.faulty[name]) > 0
