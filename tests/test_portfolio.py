"""Many programmes at once, on real workers: some are killed, runs are interrupted and go on, a Dask cluster works too.

What is held everywhere: the same figures, to the last bit, as one process gives.
"""

import csv
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tcomodel import compare, load_scenario, read_card
from tcomodel.__main__ import main
from tcomodel.card_choice import over_standard, standard_card
from tcomodel.csv_cells import csv_text
from tcomodel.portfolio import Programme, fingerprint_of, paths_below, pool_of, run_portfolio, totals_of
from tcomodel.portfolio.kept import Kept
from tcomodel.portfolio.programme import OTHER_PROGRAM, programme_at
from tcomodel.problems import ProblemsFound
from tcomodel.readers.portfolio import portfolio_csv, portfolio_data, portfolio_text
from tests.case_file import ROOT, card
from tests.every_mechanism import SCENARIO

MANY = 100


def programme(number: int, **facts: Any) -> dict[str, Any]:
    """A small programme of its own: its number moves its volume, its start and its currency."""
    return {
        "name": f"Programme {number}",
        "currency": ("USD", "EUR")[number % 2],
        "start": f"2027-{1 + number % 12:02d}",
        "months": 12 + number % 3,
        "demand": {"volume": {"voice": 4000 + 37 * number}},
        "service": {"first_contact_resolution": 0.75, "handle_time": 400},
        "staffing": {"paid_hours": 160, "occupancy": 0.82, "shrinkage": 0.28},
        "options": {
            "own": {"in_house": {"hourly_wage": 20 + number / 7}},
            "vendor": {"label": "Vendor, per ticket", "pricing": {"model": "per_ticket", "ticket_price": 4.1}},
        },
        **facts,
    }


def write(path: Path, data: dict[str, Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data), encoding="utf-8")  # JSON is YAML
    return path


@pytest.fixture(scope="module", autouse=True)
def no_screen_before() -> Iterator[None]:
    """The test tool of the screens leaves its script as the main module, and new processes would run it again."""
    before, sys.modules["__main__"] = sys.modules["__main__"], ModuleType("__main__")
    yield
    sys.modules["__main__"] = before


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred programmes in folders, one of them with two slips."""
    folder = tmp_path_factory.mktemp("programmes")
    for number in range(MANY):
        write(folder / f"{number % 4}" / f"{number:03d}.yaml", programme(number))
    write(folder / "slips.yaml", programme(1, months=0, currency=5))
    return folder


@pytest.fixture(scope="module")
def alone(folder: Path) -> list[Programme]:
    """The same, worked out in this process one after the other."""
    with ThreadPoolExecutor(1) as executor:
        return run_portfolio(paths_below(folder), None, executor)


# -- the figures -----------------------------------------------------------------------------------------


def test_figures_are_those_of_each_comparison(folder: Path, alone: list[Programme]):
    assert len(alone) == MANY + 1
    for one in alone[: MANY : MANY // 5]:
        result = compare(load_scenario(one.file), card())
        assert (one.name, one.currency, one.start) == (result.scenario.file.name, result.currency, result.months[0])
        for told, option in zip(one.options, result.options, strict=True):
            assert (told.key, told.label, told.npv, told.tco) == (
                option.key, option.label, option.figure("npv"), option.total)  # fmt: skip
            assert told.npv_saving == option.figure("npv_saving")
            assert told.recommended == (option.key == result.cheapest.key)
            assert told.baseline == (option is result.baseline)
    assert {one.recommended.key for one in alone if one.recommended} == {"own", "vendor"}, "both are drawn"


def test_problems_of_one_are_told_and_stop_no_other(alone: list[Programme]):
    [bad] = [one for one in alone if one.problems]
    assert Path(bad.file).name == "slips.yaml"
    assert len(bad.problems) == 2
    assert all(len(told.split()) > 5 for told in bad.problems)
    assert not bad.options


def test_what_serves_no_work_is_not_recommended(tmp_path: Path):
    few = {"label": "Few seats", "pricing": {"model": "per_seat", "seat_rate": 900, "contracted_seats": 1}}
    path = write(tmp_path / "few.yaml", programme(0, options={"few": few}))
    with ThreadPoolExecutor(1) as executor:
        [one] = run_portfolio([path], None, executor)
    assert one.options[0].unserved
    assert one.recommended is None
    [total] = totals_of([one])
    assert (total.programmes, total.added_up, total.npv, total.against_baseline) == (1, 0, 0, 0)
    assert "In 1 programme more no option serves all of the work" in portfolio_text([one])


def test_sums_stay_within_a_currency_and_leave_problems_out(alone: list[Programme]):
    totals = totals_of(alone)
    assert [(one.currency, one.added_up) for one in totals] == [("EUR", MANY // 2), ("USD", MANY // 2)]
    for total in totals:
        own = [one for one in alone if one.currency == total.currency]
        chosen = [min(option.npv for option in one.options) for one in own]
        assert total.npv == pytest.approx(sum(chosen), rel=1e-12)
        saved = sum(one.options[0].npv for one in own) - sum(chosen)
        assert total.npv_saving == pytest.approx(saved, rel=1e-9)
        assert saved > 0
    text = portfolio_text(alone)
    assert f"{MANY} of {MANY + 1} programmes compared." in text
    assert "They start from 2027-01 to 2027-11, and each is valued at its own start." in text
    assert "1 programme with problems, in no sum:" in text


def test_the_table_has_a_row_for_each_option_and_one_for_what_is_wrong(alone: list[Programme]):
    rows = list(csv.DictReader(portfolio_csv(alone).splitlines()))
    assert len(rows) == 2 * MANY + 1
    assert [row["recommended"] for row in rows].count("yes") == MANY
    [bad] = [row for row in rows if row["problems"]]
    assert bad["npv"] == bad["option"] == ""
    assert len(set(map(len, (line.split(",") for line in csv_text([list(row) for row in rows]).splitlines())))) == 1
    data = portfolio_data(alone)
    again = [Programme.from_dict(one) for one in json.loads(json.dumps(data))["programmes"]]
    assert again == alone, "to the last bit"


def test_draws_add_what_a_simulation_says(tmp_path: Path):
    from tcomodel.simulation import simulate

    ranged = {"label": "Vendor", "pricing": {"model": "per_ticket", "ticket_price": {"base": 4.1, "low": 3, "high": 6}}}
    data = programme(0)
    path = write(tmp_path / "one.yaml", {**data, "options": {"own": data["options"]["own"], "vendor": ranged}})
    with ThreadPoolExecutor(1) as executor:
        [one] = run_portfolio([path], None, executor, draws=1024)
        [without] = run_portfolio([path], None, executor)
    expected = simulate(compare(load_scenario(path), card()), 1024)
    vendor = one.options[1]
    spread = expected.option("vendor").spread_of("npv")
    assert (vendor.npv_p10, vendor.npv_p50, vendor.npv_p90) == (spread.p10.value, spread.p50.value, spread.p90.value)
    assert vendor.npv_p10 < vendor.npv_p50 < vendor.npv_p90
    assert vendor.cheapest_in == expected.cheapest_in("vendor").value
    assert one.fingerprint != without.fingerprint
    assert "npv_p90" in portfolio_csv([one]).splitlines()[0]
    assert "npv_p90" not in portfolio_csv([without]).splitlines()[0]


VENDOR_CARD = """\
card: {name: Vendor A 2027, as_of: 2026-10}
rates:
  philippines.seat_month: {title: Seat, low: 1100, base: 1234, high: 1500, range: minimum and maximum,
    unit: USD/seat/month,
    currency: USD, location: Philippines,
    channel: all, as_of: 2026-10, source: Bid}
"""


def test_a_card_takes_the_place_of_what_scenarios_say():
    path, vendor_card = ROOT / "data" / "scenarios" / "example.yaml", read_card(VENDOR_CARD)
    with ThreadPoolExecutor(1) as executor:
        [own] = run_portfolio([path], None, executor)
        [other] = run_portfolio([path], vendor_card, executor)
    expected = compare(load_scenario(path, own_card=False), over_standard(vendor_card, standard_card()))
    assert [one.npv for one in other.options] == [option.figure("npv") for option in expected.options]
    assert [one.npv for one in other.options] != [one.npv for one in own.options]
    assert other.fingerprint != own.fingerprint


def test_a_worker_with_another_version_of_the_program_is_told(folder: Path):
    one = programme_at(str(folder / "0" / "000.yaml"), None, None, "the mark of another version")
    assert one.problems == (OTHER_PROGRAM,)
    assert not one.options


# -- which files, and when figures of before hold ------------------------------------------------------------


def test_cards_and_hidden_files_are_no_programmes(tmp_path: Path):
    paths = [write(tmp_path / name, programme(0)) for name in ("b.yaml", "sub/a.yml", "c.YAML")]
    write(tmp_path / "card.yaml", {})
    (tmp_path / "card.yaml").write_text("name: Vendor A\nas_of: 2026\nrates: {}\n")
    write(tmp_path / ".hidden" / "x.yaml", programme(0))
    assert paths_below(tmp_path) == sorted(paths)
    for nothing in (tmp_path / "none", tmp_path / ".hidden" / "x.yaml"):
        with pytest.raises(ProblemsFound, match="expected"):
            paths_below(nothing)


def test_the_fingerprint_sees_all_that_figures_come_from(tmp_path: Path):
    standing = (ROOT / "data" / "rates.yaml").read_text(encoding="utf-8")
    (tmp_path / "own card.yaml").write_text(standing, encoding="utf-8")
    path = write(tmp_path / "a.yaml", programme(0, card="own card.yaml"))
    seen = {fingerprint_of(path), fingerprint_of(path, card()), fingerprint_of(path, None, 1024)}
    (tmp_path / "own card.yaml").write_text(f"{standing}\n# one more line\n", encoding="utf-8")
    seen.add(fingerprint_of(path))
    write(path, programme(1, card="own card.yaml"))
    seen.add(fingerprint_of(path))
    assert len(seen) == 5
    assert fingerprint_of(path) == fingerprint_of(path)


def test_only_what_has_not_changed_is_taken_from_before(folder: Path, alone: list[Programme], tmp_path: Path):
    paths = paths_below(folder)[:6]
    done = {one.file: one for one in alone[:5]}
    changed = write(tmp_path / "x.yaml", programme(70))
    done[str(changed)] = Programme(str(changed), "another mark")
    worked_out: list[str] = []
    with ThreadPoolExecutor(1) as executor:
        found = run_portfolio(
            [*paths, changed],
            None,
            executor,
            done,
            lambda one, ready, of: worked_out.append(f"{one.file} {ready}/{of}"),
            at_once=1,  # two that are ready together come back in any order
        )
    assert worked_out == [f"{paths[5]} 6/7", f"{changed} 7/7"]
    assert found[:6] == alone[:6]
    assert found[6].name == "Programme 70"


def test_half_a_line_at_the_end_is_dropped_and_written_again(alone: list[Programme], tmp_path: Path):
    path = tmp_path / "out.csv.part"
    with Kept(path) as kept:
        for one in alone[:3]:
            kept.add(one)
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole[:-30] + '\n{"file": 3}\nno line\n' + whole[:40], encoding="utf-8")
    with Kept(path) as kept:
        assert list(kept.programmes.values()) == alone[:2]
        kept.add(alone[2])
    assert path.read_text(encoding="utf-8") == whole


# -- workers that die ------------------------------------------------------------------------------------


class Counted:
    """Opens pools and counts them."""

    def __init__(self, open_one: Callable[[], Executor]) -> None:
        self.open_one, self.opened = open_one, 0

    def __call__(self) -> Executor:
        self.opened += 1
        return self.open_one()


def test_a_worker_that_is_killed_costs_nothing_but_time(folder: Path, alone: list[Programme]):
    pools = Counted(pool_of(2))
    killed: list[int] = []

    def kill_one(one: Programme, ready: int, of: int) -> None:
        if ready == 10:
            victim = multiprocessing.active_children()[0]
            killed.append(victim.pid)
            os.kill(victim.pid, signal.SIGKILL)

    found = run_portfolio(paths_below(folder), None, pools, progress=kill_one, at_once=4)
    assert len(killed) == 1
    assert pools.opened == 2
    assert found == alone


class Deadly(Executor):
    """A pool of processes in which one programme ends its worker, as one that takes all memory does."""

    def __init__(self, name: str) -> None:
        self.name, self.pool = name, pool_of(1)()

    def submit(self, work: Callable, path: str, *more: Any) -> Future:
        """That one's work is to end the process."""
        return self.pool.submit(os._exit, 9) if Path(path).name == self.name else self.pool.submit(work, path, *more)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.pool.shutdown(wait, cancel_futures=cancel_futures)


def test_what_always_ends_its_worker_is_told_and_takes_no_other_along(folder: Path, alone: list[Programme]):
    pools = Counted(lambda: Deadly("003.yaml"))
    paths = paths_below(folder / "3")[:12]
    found = {Path(one.file).name: one for one in run_portfolio(paths, None, pools, at_once=4)}
    deadly = found.pop("003.yaml")
    assert deadly.problems[0].startswith("the worker that had it ended before it was done, 3 times")
    expected = {Path(one.file).name: one for one in alone}
    assert found == {name: expected[name] for name in found}
    assert len(found) == 11
    assert pools.opened == 4


def test_an_executor_of_the_caller_that_broke_is_told_for_each(folder: Path):
    executor = Deadly("003.yaml")
    found = run_portfolio(paths_below(folder / "3")[:3], None, executor, at_once=3)
    executor.shutdown()
    assert [bool(one.problems) for one in found] == [True, True, True]


# -- interrupted, and on again --------------------------------------------------------------------------------


def command(folder: Path, out: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "tcomodel", "portfolio", str(folder), "--out", str(out), "--jobs", "2", *more]


@pytest.fixture(scope="module")
def heavier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Programmes that take a while each, so that a run of them can be interrupted."""
    folder = tmp_path_factory.mktemp("heavier")
    for number in range(40):
        write(folder / f"{number:02d}.yaml", {**SCENARIO, "name": f"Heavy {number}", "start": "2027-06"})
    return folder


def lines_of(part: Path) -> int:
    with suppress(OSError):
        return part.read_text(encoding="utf-8").count("\n")
    return 0


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_an_interrupted_run_goes_on_where_it_was(heavier: Path, tmp_path: Path, how: signal.Signals):
    out = tmp_path / "portfolio.json"
    part = out.with_name("portfolio.json.part")
    for _ in range(5):  # on a busy machine it may be done before we look
        out.unlink(missing_ok=True)
        status, told = _interrupted(command(heavier, out), part, how)
        if status != 0:
            break
    assert status in (130, -how)
    assert not out.exists()
    kept = lines_of(part)
    assert 3 <= kept < 40
    if how == signal.SIGINT:
        assert (
            told == f"not finished: {kept} of 40 programmes are kept in {part}; the same command goes on from there\n"
        )
    run = subprocess.run(command(heavier, out), cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert f"taken from an earlier run: {kept} of 40 programmes" in run.stderr
    assert not part.exists()
    data = json.loads(out.read_text(encoding="utf-8"))
    one = compare(load_scenario(heavier / "00.yaml"), card())
    assert {tuple(option["npv"] for option in each["options"]) for each in data["programmes"]} == {
        tuple(option.figure("npv") for option in one.options)
    }
    assert "40 of 40 programmes compared." in run.stdout


def _interrupted(words: list[str], part: Path, how: signal.Signals) -> tuple[int, str]:
    """The exit status of a run that is ended when a few programmes are done, and what it said of it."""
    run = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    end = time.monotonic() + 60
    while lines_of(part) < 3 and run.poll() is None and time.monotonic() < end:
        time.sleep(0.002)
    run.send_signal(how)
    _, told = run.communicate(timeout=60)
    return run.returncode, told


def test_the_command_ends_with_one_where_a_programme_has_problems(folder: Path, tmp_path: Path):
    few = tmp_path / "few"
    for name in ("0/000.yaml", "slips.yaml"):
        write(few / name, json.loads((folder / name).read_text(encoding="utf-8")))
    out = tmp_path / "few.csv"
    run = subprocess.run(command(few, out, "--card", "data/rates.yaml"), cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 1
    assert "1 programme with problems, in no sum:" in run.stdout
    assert out.read_bytes().startswith(b"\xef\xbb\xbffile,programme,currency"), "Excel knows that it is UTF-8"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (["--out", "x.pdf"], "expected a name that ends with .csv or .json"),
        (["--draws", "5"], "invalid choice: 5"),
        (["--jobs", "0"], "found '0'; expected a whole number from 1"),
        (["--card", "none.yaml"], "none.yaml"),
        (["--dask", "127.0.0.1:9"], "there is no cluster at 127.0.0.1:9"),
    ],
)
def test_a_command_that_cannot_be_is_told(wrong: list[str], told: str, folder: Path, tmp_path: Path, capsys):
    words = command(folder, tmp_path / "out.csv", *wrong)[3:]
    try:
        code: int | str | None = main(words)
    except SystemExit as end:
        code = end.code
    assert code in (1, 2)
    assert told in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [], "nothing was written"


# -- a Dask cluster --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two worker processes and their scheduler on this machine."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50, host="127.0.0.1"
    ) as found:
        yield found


def test_a_cluster_gives_the_same_also_when_a_worker_is_killed(folder: Path, alone: list[Programme], cluster: Any):
    from distributed import Client

    killed: list[int] = []

    def kill_one(one: Programme, ready: int, of: int) -> None:
        if ready == 10:
            killed.append(next(iter(workers.values())))
            os.kill(killed[0], signal.SIGKILL)

    with Client(cluster) as client:
        workers = client.run(os.getpid)
        assert len(workers) == 2
        found = run_portfolio(paths_below(folder), None, client.get_executor(), progress=kill_one, at_once=16)
    assert killed
    assert found == alone


def test_the_command_runs_on_a_cluster(folder: Path, alone: list[Programme], cluster: Any, tmp_path: Path):
    out = tmp_path / "portfolio.json"
    words = command(folder, out, "--dask", cluster.scheduler_address)
    run = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 1, run.stderr
    data = json.loads(out.read_text(encoding="utf-8"))
    assert [Programme.from_dict(one) for one in data["programmes"]] == alone
