"""``python -m tcomodel rates``: what each command prints, writes and returns, run as a person runs it."""

import csv
import io
import json
from pathlib import Path

import pytest
import xlsxwriter

from tcomodel import compare, load_card, load_scenario
from tcomodel.__main__ import main
from tcomodel.card_choice import over_standard, standard_card
from tcomodel.commands.card_files import put_card
from tcomodel.commands.rates_terms import MOVES, OF_BASIS, TERMS
from tcomodel.importing import import_card, import_table, read_table, suggest
from tcomodel.problems import ProblemsFound
from tcomodel.rates import RateCard
from tcomodel.rates.differences import differences
from tcomodel.readers.card_differences import to_csv, to_text
from tcomodel.readers.cards.yaml_text import card_yaml
from tcomodel.readers.data import to_data
from tcomodel.rebasing import (
    Basis,
    ConstantPrices,
    Currency,
    Move,
    PriceDate,
    ReferencePeriod,
    Unit,
    VolumeBaseline,
    Working,
    on_one_basis,
    rebase,
    undone,
)
from tcomodel.yaml_file import LARGEST_FILE

ROOT = Path(__file__).parent.parent
STANDARD = ROOT / "data" / "rates.yaml"
EXAMPLE = ROOT / "data" / "scenarios" / "example.yaml"
TODAY = "2026-11-22"
CARD = """
card: {name: Bid, as_of: 2024}
rates:
  # asked on the phone
  manila.hour: {title: Agent hour, item: Outsourced agent, value: 11, unit: USD/hour, currency: USD,
    location: Philippines, channel: voice, as_of: 2024, source: Bid of Acme, index: us_cpi_u}
  manila.seat: {title: Agent seat, item: Outsourced agent, low: 1600, base: 1760, high: 1900,
    range: minimum and maximum, unit: USD/seat/month, currency: USD, location: Philippines, channel: all,
    as_of: 2024, source: Bid of Acme, index: us_cpi_u}
  san_jose.hour: {title: Agent hour, item: Outsourced agent, value: 15, unit: USD/hour, currency: USD,
    location: Costa Rica, channel: chat, as_of: 2021, index: cr_cpi}
  manila.attrition: {title: Attrition, value: 31.2, unit: "%/year", location: Philippines, channel: all, as_of: 2024,
    source: Report}
  manila.ticket: {title: Ticket, item: Ticket, value: 1.5, unit: USD/ticket, currency: USD, location: Philippines,
    channel: all, as_of: 2024, source: Bid of Acme, index: us_cpi_u, over: 40000, up_to: 80000}
"""


class Ran:
    """What a command came to."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    """Runs ``python -m tcomodel`` in this process."""

    def run_it(*words: object) -> Ran:
        capsys.readouterr()
        try:
            code = main([str(word) for word in words])
        except SystemExit as end:  # how argparse ends with a wrong command
            code = int(end.code or 0)
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return run_it


@pytest.fixture
def bid(tmp_path: Path) -> Path:
    path = tmp_path / "bid.yaml"
    path.write_text(CARD, encoding="utf-8")
    return path


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A vendor's own workbook: prices in a dollar that could be several, one price that is none, no price date."""
    path = tmp_path / "acme.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("Prices")
        page.write("A1", "Acme BPO")
        page.write_row("A3", ["Service", "Location", "UoM", "Rate", "Moves with"])
        page.write_row("A4", ["Agent", "Philippines", "per hour", "$12.50", "us_cpi_u"])
        page.write_row("A5", ["Agent", "Philippines", "per seat per month", "tbc", "us_cpi_u"])
        page.write_row("A6", ["Agent", "Colombia", "PSPMX", "$1,840", "us_cpi_u"])
    return path


ANSWERS = [
    "--all-rows", "as_of=2024", "currency=USD", "--answer", "currency: $=USD", "unit: PSPMX=seat/month",
    "--correct", "5:Rate=1,600 - 1,760", "--column", "Moves with=index", "--name", "Acme bid", "--on", TODAY,
]  # fmt: skip


def same(one: RateCard, other: RateCard) -> bool:
    """Whether two cards say the same of themselves and of every rate, with all that was done."""
    return one.fingerprint == other.fingerprint


# ---------------------------------------------------------------- the whole way


def test_from_a_vendors_sheet_to_a_comparison_the_commands_give_what_the_functions_give(run, sheet, tmp_path) -> None:
    card, moved, table = tmp_path / "acme.yaml", tmp_path / "acme_2026.yaml", tmp_path / "diff.csv"
    assert run("rates", "import", sheet, "-o", card, *ANSWERS).code == 0
    read = read_table("acme.xlsx", sheet.read_bytes())
    columns = suggest(read).with_fact(4, "index")
    answers = {"as_of": "2024", "currency": "USD", "currency: $": "USD", "unit: PSPMX": "seat/month"}
    right = {(5, "Rate"): "1,600 - 1,760"}
    done = import_table(read, columns, defaults=answers, corrections=right, name="Acme bid", on=TODAY)
    assert done.card is not None
    assert same(load_card(card), done.card)

    words = ["--prices-of", "2026-05", "--share", "70%", "--cap", "2%", "--on", TODAY]
    assert run("rates", "rebase", card, "-o", moved, *words).code == 0
    expected = rebase(done.card, [PriceDate(to="2026-05", share=0.7, cap=0.02)], on=TODAY)
    assert same(load_card(moved), expected)
    assert expected["philippines.hour"].figure() > 12.5

    found = run("rates", "diff", card, moved, "--prices-of", "2026-05", "--currency", "EUR", "--at", "2024",
                "--csv", table)  # fmt: skip
    on_basis = on_one_basis(
        [load_card(card), load_card(moved)], Basis(currency="EUR", currency_at="2024", price_date="2026-05")
    )
    both = differences([one.card.with_rates(one.rates, series=one.series) for one in on_basis])
    assert found.code == 0
    assert table.read_text(encoding="utf-8-sig") == to_csv(both).replace("\r\n", "\n")

    costed = run("compare", EXAMPLE, "--card", moved, "--json")
    assert costed.code == 0, costed.err
    compared = json.loads(costed.out)
    by_function = compare(load_scenario(EXAMPLE), over_standard(expected, standard_card()))
    assert [one["total"] for one in compared["options"]] == [one["total"] for one in to_data(by_function)["options"]]
    assert compared != json.loads(run("compare", EXAMPLE, "--json").out)


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_a_scenario_takes_a_card_in_any_of_its_forms(run, bid, tmp_path, ending: str) -> None:
    card, table = tmp_path / "dearer.yaml", tmp_path / f"dearer{ending}"
    standard = load_card(STANDARD)
    seat = standard["philippines.seat_month"]
    alone = {"conflicts_with": (), "default": None, "because": ""}
    dearer = {seat.key: seat.after("edited", {"base": seat.base * 1.1, "high": seat.high * 1.1, **alone})}
    put_card(str(card), standard.with_rates(dearer, name="Dearer"))
    put_card(str(table), standard.with_rates(dearer, name="Dearer"))
    by_yaml, by_table = (json.loads(run("compare", EXAMPLE, "--card", one, "--json").out) for one in (card, table))
    totals = [[option["total"] for option in data["options"]] for data in (by_yaml, by_table)]
    assert totals[0] == totals[1]
    changes = [json.loads(run("card-change", EXAMPLE, one, "--json").out)["options"] for one in (card, table)]
    assert changes[0] == changes[1]
    assert any(option["total"]["difference"] for option in changes[0])
    table.write_bytes(b"%PDF-1.7 nothing here")
    done = run("compare", EXAMPLE, "--card", table)
    assert (done.code, "it is a PDF" in done.err) == (1, True)


# ---------------------------------------------------------------- check


def test_check_tells_the_marks_and_strict_ends_with_one(run, bid) -> None:
    done = run("rates", "check", bid, "--today", TODAY)
    assert done.code == 0
    assert done.out.startswith("5 rates, no problems\n\n1 rate is marked: 1 old, 1 without a source\nsan_jose.hour\n")
    assert "old: the evidence is of 2021, 4.9 years old; older than 2 years" in done.out
    assert run("rates", "check", bid, "--today", TODAY, "--strict").code == 1
    young = run("rates", "check", bid, "--today", TODAY, "--oldest", 5)
    assert young.out.endswith("1 rate is marked: 1 without a source\nsan_jose.hour\n  no source: no source is stated\n")


def test_check_of_a_card_without_marks_is_strictly_good(run, bid) -> None:
    bid.write_text(CARD.replace("as_of: 2021", "as_of: 2026, source: Bid"), encoding="utf-8")
    done = run("rates", "check", bid, "--strict", "--today", TODAY)
    assert (done.code, done.out, done.err) == (0, "5 rates, no problems\n", "")


def test_check_finds_the_market_on_more_cards(run, bid, tmp_path) -> None:
    others = []
    for name, price in (("one", 5), ("two", 6)):
        others.append(tmp_path / f"{name}.yaml")
        text = CARD.replace("name: Bid", f"name: {name}").replace("Bid of Acme", f"Bid of {name}")
        others[-1].write_text(text.replace("value: 11", f"value: {price}"), encoding="utf-8")
    assert "outside market" not in run("rates", "check", bid, "--today", TODAY).out
    data = json.loads(run("rates", "check", bid, "--today", TODAY, "--json", "--market", *others).out)
    (mark,) = data["marks"]["manila.hour"]
    assert (data["schema"], data["rates"], mark["kind"]) == (1, 5, "outside market")
    assert mark["reason"].startswith("11 is 83 % above the highest of 2 comparable rates")


def test_check_of_several_broken_cards_tells_all(run, bid, tmp_path) -> None:
    other = tmp_path / "other.yaml"
    bid.write_text(CARD.replace("USD/hour", "USD/huor"), encoding="utf-8")
    other.write_text(CARD.replace("cr_cpi", "cr_cpy"), encoding="utf-8")
    done = run("rates", "check", bid, "--market", other, "--json")
    assert (done.code, done.out) == (1, "")
    assert "did you mean hour?" in done.err
    assert "did you mean cr_cpi?" in done.err


# ---------------------------------------------------------------- show


def test_show_filters_without_regard_to_case_and_currency(run, bid) -> None:
    done = run("rates", "show", bid, "--location", "philippines", "--unit", "hour", "--source", "acme bid")
    assert "\nmanila.hour  11 USD/hour\n" in done.out
    assert "manila.seat" not in done.out
    assert done.err == "1 of 5 rates\n"
    data = json.loads(run("rates", "show", bid, "--channel", "voice", "--channel", "chat", "--json").out)
    assert [rate["key"] for rate in data["rates"]] == ["manila.hour", "san_jose.hour"]
    assert (data["schema"], data["card"]["rates"]) == (1, 5)


def test_show_names_the_nearest_word_for_every_filter(run, bid) -> None:
    done = run("rates", "show", bid, "--location", "Filippines", "--item", "Outsorced agent")
    assert (done.code, done.out) == (1, "")
    assert "location 'Filippines'; did you mean Philippines?" in done.err
    assert "item 'Outsorced agent'; did you mean Outsourced agent?" in done.err
    assert "has all of that" in run("rates", "show", bid, "--location", "Costa Rica", "--channel", "voice").err
    assert "did you mean manila.hour?" in run("rates", "show", bid, "--key", "manila.huor").err


def test_show_one_rate_in_full_with_its_history(run, bid, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)  # a path of any length could be broken over lines
    moved = Path("moved.yaml")
    run("rates", "rebase", bid, "-o", moved, "--to", "EUR", "--at", "2024", "--on", TODAY)
    told = run("rates", "show", moved, "--key", "manila.seat").out
    assert told.startswith(f"manila.seat: Agent seat ({moved}, line ")
    assert "1. currency on 2026-11-22: 1,600 / 1,760 / 1,900 USD/seat/month of 2024 x 0.924575 ->" in told
    assert "EUR per USD (average of 2024" in told
    assert max(len(line) for line in told.splitlines()) <= 110


# ---------------------------------------------------------------- rebase: the order and the terms


def test_moves_are_made_in_the_order_they_are_written(run, bid, tmp_path) -> None:
    out = tmp_path / "out.yaml"
    date, money = PriceDate(to="2026-05"), Currency(to="EUR")
    words = ["--prices-of", "2026-05"], ["--to", "EUR"]
    found = {}
    for order, moves in (((0, 1), [date, money]), ((1, 0), [money, date])):
        said = [word for place in order for word in words[place]]
        assert run("rates", "rebase", bid, "-o", out, *said, "--leave", "--on", TODAY).code == 0
        found[order] = load_card(out)
        assert same(found[order], rebase(load_card(bid), moves, leave=True, on=TODAY))
    assert found[0, 1]["manila.hour"].figure() != found[1, 0]["manila.hour"].figure()


def test_every_move_with_its_terms(run, bid, tmp_path) -> None:
    out = tmp_path / "out.yaml"
    text = CARD + (
        "  us.cpi: {title: Prices, value: 335.123, unit: point, location: United States, channel: all,\n"
        "    as_of: 2026-05, index: us_cpi_u}\n"
    )
    bid.write_text(text, encoding="utf-8")
    written = (
        "--prices-of 2025-09 --share 70% --lag 3 --averaged 12 --decimals 3 --rounded up --floor=-1% --cap 4% "
        "--years-combined added --price-decimals 2 --instead cr_cpi=us_cpi_u "
        "--instead none=us_cpi_u:60%,us_eci_civilian:40% "
        "--to EUR --rate 0.92 --per EUR_per_USD --unit contact --paid-hours 160 --shrinkage 30% --occupancy 82% "
        "--handle-time 6.5 --handle-time chat=9 --at-a-time 1 --hours-billed paid "
        "--constant 2026-05 --by us_cpi_u --volume 40,000:48000 --reference us_cpi_u=2015 --level 100 --decimals 3 "
        "--prices-of 2024 --from-the-base --instead cr_cpi=us_cpi_u"
    )
    said = [word.replace("EUR_per_USD", "EUR per USD") for word in written.split()]
    done = run("rates", "rebase", bid, "-o", out, *said, "--on", TODAY, "--name", "All of it")
    moves = [
        PriceDate(
            to="2025-09", share="70%", lag=3, averaged_months=12, coefficient_decimals=3, coefficient_rounded="up",
            floor="-1%", cap="4%", years_combined="added", price_decimals=2,
            instead={"cr_cpi": "us_cpi_u", "none": {"us_cpi_u": "60%", "us_eci_civilian": "40%"}},
        ),
        Currency(to="EUR", rate=0.92, per="EUR per USD"),
        Unit(
            to="contact",
            working=Working(paid_hours=160, shrinkage="30%", occupancy="82%", handle_time=6.5,
                            simultaneous_contacts=1, hours_billed="paid"),
            by_channel={"chat": Working(handle_time=9)},
        ),
        ConstantPrices(to="2026-05", index="us_cpi_u"),
        VolumeBaseline(before=40000, after=48000),
        ReferencePeriod(index="us_cpi_u", period="2015", level=100, decimals=3),
        PriceDate(to="2024", compared="from the base", instead={"cr_cpi": "us_cpi_u"}),
    ]  # fmt: skip
    expected = rebase(load_card(bid), moves, name="All of it", on=TODAY)
    assert (done.code, done.out) == (0, ""), done.err
    assert done.err.startswith(f"wrote {out}\nRebase 1 on {TODAY}: prices of 2025-09")
    written = load_card(out)
    assert [rate.history for rate in written.rates.values()] == [rate.history for rate in expected.rates.values()]
    assert [rate.figures for rate in written.rates.values()] == [rate.figures for rate in expected.rates.values()]
    assert written["manila.hour"].unit == "EUR/contact"
    assert written["us.cpi"].figure() == pytest.approx(141.392, abs=1e-3)


def test_every_term_of_every_move_can_be_said() -> None:
    classes = {
        "--prices-of": PriceDate, "--to": Currency, "--unit": Working, "--constant": ConstantPrices,
        "--volume": VolumeBaseline, "--reference": ReferencePeriod,
    }  # fmt: skip
    own_word = {"to", "before", "after", "period"}  # said with the move itself
    for option, kind in MOVES.items():
        fields = set(classes[option].model_fields) - own_word
        said = set(kind.terms.values()) | ({"index"} if option == "--reference" else set())
        assert said == fields, option
        assert all(term in TERMS for term in kind.terms)
        assert kind.called in (classes[option].__name__, "Unit")


def test_every_term_of_a_basis_can_be_said() -> None:
    said = {MOVES[option].terms[term] for option, terms in OF_BASIS.items() for term in terms}
    of_moves = {"currency", "price_date", "unit"}  # said with the moves themselves
    working = {"working", "by_channel"}
    assert said - set(Working.model_fields) - {"at"} == set(Basis.model_fields) - of_moves - working - {"currency_at"}
    assert said >= set(Working.model_fields)


def test_the_terms_of_a_contract_are_those_of_the_moves(run, bid, tmp_path) -> None:
    """What an auditor reads on the card's record is in words, and the figures are those of the functions."""
    out = tmp_path / "out.yaml"
    text = CARD + (
        "  us.cpi: {title: Prices, value: 335.123, unit: point, location: United States, channel: all,\n"
        "    as_of: 2026-05, index: us_cpi_u}\n"
    )
    bid.write_text(text.replace("cr_cpi", "us_cpi_u"), encoding="utf-8")
    written = (
        "--prices-of 2026-05 --index-value 2024=313.7 --index-value 2026-05=335.1 --base-lag 3 --lag 0 "
        "--threshold 2% --threshold-counts only-the-excess --price-decimals 2 --price-rounded up "
        "--to EUR --at 2025-06 --base-rate 0.95 --per EUR_per_USD --fx-share 60% --fx-band 1% "
        "--fx-beyond whole-movement --fx-limit 20% "
        "--constant 2025 --by us_cpi_u --unpublished left-out --yearly-months as-their-year "
        "--reference us_cpi_u=2015 --factor-decimals 4 --value-decimals 1 --rounded up --unpublished left-out"
    )
    said = [word.replace("EUR_per_USD", "EUR per USD") for word in written.split()]
    keys = ["manila.hour", "manila.seat", "manila.ticket", "us.cpi"]
    done = run("rates", "rebase", bid, "-o", out, *said, "--on", TODAY, "--keys", *keys)
    assert done.code == 0, done.err
    moves = [
        PriceDate(
            to="2026-05", values={"2024": 313.7, "2026-05": 335.1}, base_lag=3, threshold=0.02,
            threshold_counts="only the excess", price_decimals=2, price_rounded="up",
        ),
        Currency(
            to="EUR", at="2025-06", base_rate=0.95, per="EUR per USD", share=0.6, band=0.01,
            beyond_band="whole movement", limit=0.2,
        ),
        ConstantPrices(to="2025", index="us_cpi_u", unpublished="left out", yearly_months="as their year"),
        ReferencePeriod(
            index="us_cpi_u", period="2015", factor_decimals=4, value_decimals=1, rounded="up", unpublished="left out"
        ),
    ]  # fmt: skip
    expected, written_card = rebase(load_card(bid), moves, keys, on=TODAY), load_card(out)
    assert same(written_card, expected)
    assert written_card.record[-1] == (
        f"Rebase 1 on {TODAY}: prices of 2026-05 by each rate's own index (index stated as 313.7 for 2024 and 335.1 "
        "for 2026-05; index of the month itself, at the base of 3 months earlier; changes up to 2 % count nothing, "
        "beyond them only the excess; prices rounded up to 2 decimals); then EUR at 2025-06 (agreed at 0.95 EUR per "
        "USD; movements count up to 20 %; movements up to 1 % count nothing, beyond them the whole movement; 60 % of "
        "the movement counts); then constant prices of 2025 by us_cpi_u (averaged without months that nobody "
        "published; a month stands for its year in a yearly index); then us_cpi_u on 2015 = 100 (conversion factor "
        "rounded to 4 decimals; values rounded up to 1 decimal; averaged without months that nobody published). "
        "4 rates moved, 0 kept as they are."
    )


@pytest.mark.parametrize(
    ("move", "told"),
    [
        (
            PriceDate(
                to="2026-05", instead={"cr_cpi": "us_cpi_u", "none": {"us_cpi_u": "60%", "wages": "20%"}, "x": "none"},
                share="70%", lag=3, base_lag=1, averaged_months=12, coefficient_decimals=3, floor="1%", cap="3%",
                years_combined="added", compared="from the base",
            ),
            "prices of 2026-05 by each rate's own index (us_cpi_u in place of cr_cpi; 60 % us_cpi_u and 20 % wages "
            "where no index is named; prices by x keep their date; index of 3 months earlier, at the base of 1 month "
            "earlier; averaged over 12 months; 70 % follows the index; coefficient rounded to 3 decimals; at least "
            "1 % a year; at most 3 % a year, years added and not compounded; from the first price date on record)",
        ),
        (PriceDate(to="2026-05"), "prices of 2026-05 by each rate's own index"),
        (
            Currency(to="EUR", rate=0.92, per="EUR per USD", accept_rate=True),
            "EUR at 0.92 EUR per USD (taken the way round it is stated, however it looks)",
        ),
        (
            Unit(to="contact", working=Working(paid_hours=160, shrinkage="30%", simultaneous_contacts=1),
                 by_channel={"chat": Working(handle_time=9, simultaneous_contacts=2)}),
            "unit contact (160 paid hours a month, 30 % shrinkage, 1 contact at a time; for chat 9 minutes a contact, "
            "2 contacts at a time)",
        ),
        (VolumeBaseline(before=40000, after=48000), "volumes for 48,000 a month in place of 40,000"),
    ],
)  # fmt: skip
def test_a_move_is_told_to_people(move: Move, told: str) -> None:
    assert move.told == told


def test_what_a_person_may_accept_stands_beside_the_refusal(run, bid) -> None:
    words = ("rates", "rebase", bid, "-o", bid.parent / "out.yaml", "--prices-of", "2025", "--keys", "manila.hour")
    done = run(*words)
    assert done.code == 1
    assert "; --unpublished left-out averages the other months\n" in done.err
    assert run(*words, "--unpublished", "left-out").code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("--share 70% --prices-of 2026-05", "--share stands before any move; write it behind --prices-of"),
        ("--to EUR --share 70%", "--share is no term of --to; write it behind --prices-of"),
        ("--volume 1:2 --decimals 3", "--decimals is no term of --volume; write it behind --prices-of or --reference"),
        ("--prices-of 2026-13", "--prices-of: found '2026-13'; expected a year or a month"),
        ("--prices-of 2026 --share 7", "--share: 700 % is above the most possible, 500 %; did you mean 7%?"),
        ("--prices-of 2026 --cap 3", "--cap: found 3, which is 300 % a year; did you mean 3%?"),
        ("--prices-of 2026 --lag 1 --lag 2", "--lag: it is said twice for one move"),
        ("--prices-of 2026 --rounded upp", "--rounded: found 'upp'; expected 'nearest', 'up' or 'down'"),
        ("--to euro", "--to: found 'euro'; expected a currency code"),
        ("--to EUR --rate 0.92", "a stated rate says its direction"),
        ("--unit fortnight", "--unit: found 'fortnight'; expected one of seat/month"),
        (
            "--unit hour --hours-billed payed",
            "--hours-billed: found 'payed'; expected 'paid', 'logged' or 'productive'",
        ),
        ("--volume 40000", "--volume: found '40000'; expected two volumes"),
        ("--reference us_cpi_u", "--reference: found 'us_cpi_u'; expected an index and its new reference period"),
        ("--constant 2024", "--constant needs --by"),
        ("--pricesof 2026", "--pricesof is not known here; did you mean --prices-of?"),
        ("", "nothing says what to do with the card; expected one or more of --prices-of, --to"),
        ("--undo --to EUR --leave", "--undo takes the whole last rebase back; it goes without a move"),
        ("--to EUR --unit-of wages=EUR/USD", "expected KEY=UNIT"),
        ("--to EUR --unit-of wages=index", "expected KEY=UNIT"),
        ("--to EUR --accept-jump", "--accept-jump belongs to a --series"),
        ("--to EUR --accept-links", "--accept-links belongs to a --series"),
        ("--prices-of 2026 --rounded up", "--rounded does nothing without --decimals"),
        ("--prices-of 2026 --years-combined added", "--years-combined does nothing without --floor or --cap"),
        ("--reference us_cpi_u=2015 --decimals 1 --rounded up", "--rounded does nothing without --value-decimals"),
        ("--to EUR --at 2024 --accept-rate", "--accept-rate does nothing without --rate or --base-rate"),
        ("--prices-of 2026 --unpublished left", "--unpublished: found 'left'; expected 'stop' or 'left out'"),
        ("--prices-of 2026 --index-value 104", "--index-value: found '104'; expected the index of a date: 2024=104"),
        ("--prices-of 2026 --index-value 2024=1 --index-value 2024=2", "--index-value: 2024 is said twice"),
        ("--prices-of 2026 --index-value 2024=-1", "--index-value: found -1; expected values of the index above 0"),
        ("--to EUR --at 2024 --fx-share 60%", "state --base-rate with per, or --base-at"),
        ("--to EUR --at 2024 --base-at 2023 --fx-share 7", "--fx-share: 700 % is above the most possible, 100 %"),
        ("--to EUR --on 22.11.2026", "found '22.11.2026'; expected a day such as 2026-11-22"),
    ],
)
def test_a_wrong_command_is_told_and_nothing_is_written(run, bid, words: str, told: str) -> None:
    done = run("rates", "rebase", bid, "-o", bid.parent / "out.yaml", *words.split())
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert [path.name for path in bid.parent.iterdir()] == ["bid.yaml"]


def test_all_that_is_wrong_with_a_command_comes_together(run, bid) -> None:
    done = run("rates", "rebase", bid, "-o", "out.pdf", "--lag", 3, "--to", "euro", "--volume", "x", "--nams", "y")
    assert "--nams is not known here; did you mean --name?" in done.err
    done = run("rates", "rebase", bid, "-o", "out.pdf", "--lag", 3, "--to", "euro", "--volume", "x")
    assert done.code == 2
    for told in ("--lag stands before", "--to: found", "--volume: found", "-o: found 'out.pdf'"):
        assert told in done.err


def test_help_says_the_rule_of_the_terms(run) -> None:
    done = run("rates", "rebase", "--help")
    assert done.code == 0
    assert "A term belongs to the move it stands behind" in done.out


# ---------------------------------------------------------------- rebase: what it writes


@pytest.mark.parametrize("ending", [".yaml", ".xlsx", ".csv"])
def test_the_card_is_written_by_the_ending_of_its_name(run, bid, tmp_path, ending: str) -> None:
    out = tmp_path / f"out{ending}"
    done = run("rates", "rebase", bid, "-o", out, "--to", "EUR", "--at", "2024", "--on", TODAY)
    expected = rebase(load_card(bid), [Currency(to="EUR", at="2024")], on=TODAY)
    assert done.code == 0, done.err
    read = load_card(out) if ending == ".yaml" else import_card(out.name, out.read_bytes())
    assert [rate.figures for rate in read.rates.values()] == [rate.figures for rate in expected.rates.values()]
    assert (ending == ".csv") == ("a CSV keeps the rates alone" in done.err)
    assert ending != ".yaml" or "# asked on the phone" in out.read_text(encoding="utf-8")


def test_a_card_too_large_to_be_read_again_is_not_written(bid, tmp_path) -> None:
    card = load_card(bid).with_rates(load_card(bid).rates, record=("x" * 90_000,) * (LARGEST_FILE // 90_000 + 1))
    with pytest.raises(ProblemsFound, match="could not be read again"):
        put_card(str(tmp_path / "out.yaml"), card)
    assert not (tmp_path / "out.yaml").exists()


def test_a_card_goes_through_a_pipe(run, bid, monkeypatch) -> None:
    first = run("rates", "rebase", bid, "-o", "-", "--to", "EUR", "--at", "2024", "--on", TODAY)
    assert first.out == card_yaml(rebase(load_card(bid), [Currency(to="EUR", at="2024")], on=TODAY))
    assert first.err.startswith("Rebase 1 on 2026-11-22: EUR at 2024.")
    monkeypatch.setattr("sys.stdin", io.StringIO(first.out))
    second = run("rates", "rebase", "-", "-o", "-", "--undo")
    assert "EUR" not in second.out
    assert second.err.startswith("taken back: Rebase 1")


def test_a_rate_that_cannot_be_moved_stops_all_unless_it_is_left(run, bid, tmp_path) -> None:
    out = tmp_path / "out.yaml"
    words = ("rates", "rebase", bid, "-o", out, "--prices-of", "2026-05", "--on", TODAY)
    done = run(*words)
    assert (done.code, done.out, out.exists()) == (1, "", False)
    assert "san_jose.hour: price date: there is no series of cr_cpi" in done.err
    left = run(*words, "--leave")
    assert left.code == 0
    assert "san_jose.hour: price date: there is no series of cr_cpi" in left.err
    assert load_card(out)["san_jose.hour"] == load_card(bid)["san_jose.hour"]
    assert run(*words, "--instead", "cr_cpi=us_cpi_u").code == 0


def test_an_index_that_no_rate_moves_with_is_not_replaced_in_silence(run, bid, tmp_path) -> None:
    words = ("rates", "rebase", bid, "-o", tmp_path / "out.yaml")
    done = run(*words, "--prices-of", "2026-05", "--instead", "cr_cpy=us_cpi_u", "--leave")
    assert (done.code, (tmp_path / "out.yaml").exists()) == (1, False)
    assert "--instead\n  no rate moves with 'cr_cpy'; did you mean cr_cpi?" in done.err
    done = run(*words, "--unit", "contact", "--handle-time", "chatt=9", "--leave")
    assert "--unit\n  no rate has the channel 'chatt'; did you mean chat?" in done.err


def test_keys_and_filters_choose_the_rates(run, bid, tmp_path) -> None:
    out = tmp_path / "out.yaml"
    words = ("rates", "rebase", bid, "-o", out, "--to", "EUR", "--at", "2024", "--on", TODAY)
    for more, keys in (
        (("--keys", "manila.hour", "san_jose.hour"), ["manila.hour", "san_jose.hour"]),
        (("--in-unit", "hour", "--location", "Philippines"), ["manila.hour"]),
        (("--keys", "manila.hour", "manila.seat", "--in-unit", "hour"), ["manila.hour"]),
    ):
        assert run(*words, *more).code == 0
        assert [key for key, rate in load_card(out).rates.items() if rate.currency == "EUR"] == keys
    assert "did you mean manila.seat?" in run(*words, "--keys", "manila.seet").err


def test_a_dry_run_says_everything_and_writes_nothing(run, bid) -> None:
    words = ("rates", "rebase", bid, "--dry-run", "--prices-of", "2026-05", "--to", "EUR", "--at", "2024")
    done = run(*words)
    assert (done.code, done.err) == (1, "")  # as the run itself would end
    assert "manila.hour    11 USD/hour of 2024\n" in done.out
    assert "x 0.987751 = 10.8653 EUR/hour of 2026-05  [1] [2]\n" in done.out
    assert "[2] currency: USD -> EUR: 0.924575 EUR per USD (average of 2024, eur_per_usd)" in done.out
    assert "manila.attrition: price date: %/year holds no money" in done.out
    assert "Cannot be moved\nsan_jose.hour: price date: there is no series of cr_cpi" in done.out
    assert max(len(line) for line in done.out.splitlines()) <= 110
    assert run(*words, "--leave").code == 0
    data = json.loads(run(*words, "--json").out)
    assert (data["schema"], data["moved"], data["kept"], data["failed"]) == (1, 3, 1, 1)
    hour = data["rates"][0]
    assert hour["after"]["value"] == pytest.approx(11 * 335.123 / 313.689 * 0.924575, rel=1e-5)
    assert hour["factor"] == pytest.approx(hour["after"]["value"] / 11)
    assert [path.name for path in bid.parent.iterdir()] == ["bid.yaml"]


def test_undo_takes_the_last_rebase_back(run, bid, tmp_path) -> None:
    one, two, back = (tmp_path / f"{name}.yaml" for name in ("one", "two", "back"))
    run("rates", "rebase", bid, "-o", one, "--to", "EUR", "--at", "2024", "--name", "In euros")
    run("rates", "rebase", one, "-o", two, "--volume", "40000:50000")
    dry = run("rates", "rebase", two, "--undo", "--dry-run").out
    assert dry == (
        "1 go back\nmanila.ticket  1.3869 EUR/ticket of 2024, over 50,000 up to 100,000 -> "
        "1.3869 EUR/ticket of 2024, over 40,000 up to 80,000\n"
    )
    assert run("rates", "rebase", two, "-o", back, "--undo").code == 0
    assert same(load_card(back), load_card(one))
    assert run("rates", "rebase", back, "-o", tmp_path / "first.yaml", "--undo").code == 0
    assert same(load_card(tmp_path / "first.yaml"), load_card(bid))
    assert same(load_card(bid), undone(load_card(one)))
    assert "no rebase is on the record" in run("rates", "rebase", bid, "-o", back, "--undo").err


def test_undo_of_a_file_that_lost_the_steps_is_refused(run, bid, tmp_path) -> None:
    one = tmp_path / "one.yaml"
    run("rates", "rebase", bid, "-o", one, "--to", "EUR", "--at", "2024")
    one.write_text(one.read_text(encoding="utf-8").replace("rebase: 1", "rebase: 0"), encoding="utf-8")
    done = run("rates", "rebase", one, "-o", tmp_path / "back.yaml", "--undo")
    assert (done.code, (tmp_path / "back.yaml").exists()) == (1, False)
    assert "no rate of this file holds its steps" in done.err


def test_no_output_goes_over_an_input(run, bid, tmp_path) -> None:
    wages = tmp_path / "wages.csv"
    wages.write_text("month,value\n2023-01,100\n2024-01,110\n2025-01,120\n")
    before = bid.read_bytes(), wages.read_bytes()
    series = ("--to", "EUR", "--at", "2024", "--series", f"wages={wages}")
    for target, words in ((bid, series), (wages, series)):
        done = run("rates", "rebase", bid, "-o", target, *words)
        assert done.code == 1
        assert "this is the input itself" in done.err
    assert "this is the input itself" in run("rates", "diff", bid, STANDARD, "--csv", bid).err
    assert (bid.read_bytes(), wages.read_bytes()) == before


# ---------------------------------------------------------------- series of one's own


def test_a_series_of_ones_own_goes_with_the_card(run, bid, tmp_path) -> None:
    wages, out = tmp_path / "wages.csv", tmp_path / "out.yaml"
    wages.write_text(
        "month,north,south\n" + "".join(f"{year}-01,{year - 1920},{year - 1900}\n" for year in range(2020, 2027))
    )
    words = ("rates", "rebase", bid, "-o", out, "--prices-of", "2026", "--instead", "us_cpi_u=wages_cr",
             "--instead", "cr_cpi=wages_cr", "--on", TODAY)  # fmt: skip
    several = run(*words, "--series", f"wages_cr={wages}")
    assert several.code == 1
    assert "2 columns beside the months; name one: wages_cr=wages.csv:COLUMN (columns: north, south)" in several.err
    done = run(*words, "--series", f"wages_cr={wages}:south", "--unit-of", "wages_cr=index 2000=100")
    assert done.code == 0, done.err
    card = load_card(out)
    assert card["manila.hour"].figure() == pytest.approx(11 * 126 / 124)
    assert card["san_jose.hour"].figure() == pytest.approx(15 * 126 / 121)
    assert card.series["wages_cr"].unit == "index 2000=100"


def test_a_series_that_is_turned_over_or_jumps_is_refused(run, bid, tmp_path) -> None:
    turned, jump = tmp_path / "turned.csv", tmp_path / "jump.csv"
    turned.write_text("month,value\n" + "".join(f"{year}-01,1.08\n" for year in range(2018, 2026)))
    jump.write_text("month,value\n2023-01,100\n2024-01,101\n2025-01,210\n")
    words = ("rates", "rebase", bid, "-o", tmp_path / "out.yaml", "--to", "EUR", "--at", "2024",
             "--series", f"fx={turned}", "--unit-of", "fx=EUR per USD", "--series", f"wages={jump}")  # fmt: skip
    done = run(*words)
    assert done.code == 1
    assert "write the unit as USD per EUR" in done.err
    assert "looks like a change of base" in done.err
    alone = tmp_path / "alone.csv"
    alone.write_text("month;\n2023-01;\n2024-01;\n")
    assert "holds no column of months beside one of values" in run(*words[:9], "--series", f"fx={alone}").err
    accepted = run(*words, "--accept-jump")
    assert "looks like a change of base" not in accepted.err
    assert not (tmp_path / "out.yaml").exists()


def test_a_series_of_a_country_with_decimal_commas(run, bid, tmp_path) -> None:
    wages, out = tmp_path / "wages.csv", tmp_path / "out.yaml"
    wages.write_text("Monat;Industrie;Handel\n" + "".join(f"Jan {2020 + n};1{n}0,5;1{n}1,25\n" for n in range(7)))
    words = ("rates", "rebase", bid, "-o", out, "--prices-of", "2026", "--instead", "us_cpi_u=wages",
             "--instead", "cr_cpi=wages", "--on", TODAY)  # fmt: skip
    done = run(*words, "--series", f"wages={wages}:Handel", "--unit-of", "wages=index 2020=101,25")
    assert done.code == 0, done.err
    assert load_card(out)["manila.hour"].figure() == pytest.approx(11 * 161.25 / 141.25)
    strange = run(*words, "--series", f"wages={wages}:Handl")
    assert "no column 'Handl' beside the months; did you mean Handel? (columns: Industrie, Handel)" in strange.err


def test_figures_that_look_like_links_are_asked_about_and_accepted_by_their_name(run, bid, tmp_path) -> None:
    links, out = tmp_path / "links.csv", tmp_path / "out.yaml"
    figures = (102, 99, 103, 100, 101, 98, 102)
    links.write_text("month,value\n" + "".join(f"{2020 + n}-01,{one}\n" for n, one in enumerate(figures)))
    words = ("rates", "rebase", bid, "-o", out, "--to", "EUR", "--at", "2024", "--series", f"wages={links}")
    for more in ((), ("--accept-jump",)):
        done = run(*words, *more)
        assert (done.code, out.exists()) == (1, False)
        assert "as links do" in done.err
    assert run(*words, "--accept-links", "--accept-jump").code == 0
    assert load_card(out).series["wages"].accepted == ("links",), "no jump was there to accept"


# ---------------------------------------------------------------- diff


def test_diff_prints_the_table_of_the_reader(run, bid) -> None:
    done = run("rates", "diff", STANDARD, bid)
    assert (done.code, done.err) == (0, "")
    assert done.out == to_text(differences([load_card(STANDARD), load_card(bid)]))


def test_diff_tells_what_cannot_be_brought_to_the_basis(run, bid) -> None:
    words = ("rates", "diff", bid, STANDARD, "--prices-of", "2026-05", "--instead", "none=us_cpi_u")
    done = run(*words)
    assert done.code == 0
    assert "not on the basis: Bid: san_jose.hour: price date: there is no series of cr_cpi" in done.err
    data = json.loads(run(*words, "--json").out)
    assert data["schema"] == 1
    assert data["basis"] == ["prices of 2026-05 by each rate's own index (us_cpi_u where no index is named)"]
    assert {"card": "Bid", "key": "san_jose.hour"}.items() <= data["not_on_the_basis"][0].items()
    assert "no rate moves with 'us_cpi'; did you mean us_cpi_u?" in run(*words, "--instead", "us_cpi=none").err


def test_diff_takes_what_a_person_accepts_of_an_index(run, bid) -> None:
    words = ("rates", "diff", bid, bid, "--prices-of", "2025")
    refused = "not on the basis: Bid: manila.hour: price date: average of 2025: us_cpi_u has no value for 2025-10"
    assert refused in run(*words).err.replace("Bid (1)", "Bid")
    done = run(*words, "--unpublished", "left-out", "--yearly-months", "as-their-year")
    assert "manila.hour" not in done.err
    basis = on_one_basis([load_card(bid)], Basis(price_date="2025", unpublished="left out"))
    assert f"{basis[0].rates['manila.hour'].figure():.4f}" in done.out
    other = run(*words, "--currency", "EUR", "--unpublished", "left-out")
    assert other.err.endswith("--unpublished is no term of --to; write it behind --prices-of\n")


def test_diff_ends_with_one_only_where_it_is_asked_to(run, bid, tmp_path) -> None:
    same_card, dearer, fewer = (tmp_path / f"{name}.yaml" for name in ("same", "dearer", "fewer"))
    same_card.write_text(CARD, encoding="utf-8")
    dearer.write_text(CARD.replace("value: 11", "value: 12"), encoding="utf-8")
    fewer.write_text(CARD[: CARD.index("  manila.ticket")], encoding="utf-8")
    assert run("rates", "diff", bid, same_card, "--exit-code").code == 0
    for other in (dearer, fewer):
        assert run("rates", "diff", bid, other).code == 0
        assert run("rates", "diff", bid, other, "--exit-code").code == 1
    assert "expected two or more" in run("rates", "diff", bid).err
    assert "--at stands before any move" in run("rates", "diff", bid, dearer, "--at", "2024").err
    assert "--share is not known here" in run("rates", "diff", bid, dearer, "--prices-of", "2024", "--share", "1%").err


def test_diff_as_csv_says_missing(run, bid) -> None:
    done = run("rates", "diff", bid, STANDARD, "--csv", "-")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    (row,) = (row for row in rows if row["Bid: key"] == "san_jose.hour")
    assert row["Public evidence, November 2026: base"] == "missing"


# ---------------------------------------------------------------- import


def test_import_says_what_stands_in_the_way_and_writes_nothing(run, sheet, tmp_path) -> None:
    out = tmp_path / "acme.yaml"
    done = run("rates", "import", sheet, "-o", out)
    assert (done.code, done.out, out.exists()) == (1, "", False)
    assert "acme.xlsx, sheet Prices, headings in row 3" in done.err
    assert "D 'Rate'" in done.err
    assert "Prices!D5 (Rate): found 'tbc'" in done.err
    assert "--answer 'currency: $=...'   (USD, CAD, " in done.err
    assert "--all-rows as_of=..." in done.err
    assert "--answer 'unit: PSPMX=...'   (hour, " in done.err
    assert done.err.endswith("nothing is written\n")
    data = json.loads(run("rates", "import", sheet, "-o", out, "--json").out)
    assert (data["schema"], data["card"]) == (1, None)
    assert {ask["key"] for ask in data["questions"]} == {"currency: $", "as_of", "unit: PSPMX"}
    assert "Prices!D5" in {one["cell"] for one in data["rejected"]}


def test_a_row_is_left_out_only_when_somebody_says_so(run, sheet, tmp_path) -> None:
    out = tmp_path / "acme.yaml"
    words = [word for word in ANSWERS if word not in ("--correct", "5:Rate=1,600 - 1,760")]
    assert run("rates", "import", sheet, "-o", out, *words).code == 1
    assert run("rates", "import", sheet, "-o", out, *words, "--leave-out", 5).code == 0
    card = load_card(out)
    assert len(card) == 2
    assert any(line.startswith("Row 5 was left out") for line in card.record)


def test_words_about_a_sheet_that_name_nothing_are_refused_together(run, sheet, tmp_path) -> None:
    done = run("rates", "import", sheet, "-o", tmp_path / "out.yaml", "--column", "Ratee=value", "UoM=units",
               "--all-rows", "curency=USD", "--correct", "5:Ratte=3", "99:Rate=3", "--leave-out", 88)  # fmt: skip
    assert done.code == 1
    for told in (
        "no column is called 'Ratee'; did you mean Rate?", "'units' is no fact a column can hold; did you mean unit?",
        "'curency' is no fact of a rate and no question; did you mean currency?",
        "'Ratte' is no column of the sheet and no fact of a rate; did you mean Rate?", "there is no row 99",
        "there is no row 88",
    ):  # fmt: skip
        assert told in done.err
    prices = tmp_path / "prices.csv"
    prices.write_text("Service,Location,UoM,Rate\nAgent,Manila,per hour,12\n")
    said = run("rates", "import", prices, "-o", "x.yaml", "--sheet", "Prices")
    assert (said.code, "a CSV has no sheets" in said.err) == (1, True)
    assert "there is no sheet 'Price'; " in run("rates", "import", sheet, "-o", "x.yaml", "--sheet", "Price").err
    assert run("rates", "import", sheet, "-o", "x.yaml", "--column", "Rate").code == 2
    assert "expected ROW:COLUMN=TEXT" in run("rates", "import", sheet, "-o", "x.yaml", "--correct", "Rate=3").err


def test_what_is_no_answer_and_two_prices_at_once_are_refused(run, sheet, tmp_path) -> None:
    done = run("rates", "import", sheet, "-o", tmp_path / "out.yaml", "--column", "Rate=value", "UoM=value",
               "--answer", "currency: $=bananas", "as_of=soon", "dates=backwards", "unit: PSPMX=gizmo")  # fmt: skip
    assert done.code == 1
    for told in (
        "'Rate' and 'UoM' cannot all be the price", "found 'bananas'; expected a currency", "found 'soon'; expected",
        "found 'backwards'; expected day first or month first", "found 'gizmo'; expected a unit",
    ):  # fmt: skip
        assert told in done.err


def test_a_price_column_is_said_with_what_it_is_the_price_of(run, tmp_path) -> None:
    wide, out = tmp_path / "wide.csv", tmp_path / "wide.yaml"
    wide.write_text("Service,Unit,Currency,Date,Hub 1,Hub 2\nAgent,hour,USD,2026,14,12\nLead,hour,USD,2026,19,18\n")
    words = ("--column", "Hub 1=location:Manila", "Hub 2=location:Bogota")
    done = run("rates", "import", wide, "-o", out, *words)
    assert done.code == 0, done.err
    assert {(rate.location, rate.figure()) for rate in load_card(out).rates.values()} == {
        ("Manila", 14), ("Manila", 19), ("Bogota", 12), ("Bogota", 18),
    }  # fmt: skip


def test_our_own_files_come_back_as_they_were(run, bid, tmp_path) -> None:
    book, back = tmp_path / "bid.xlsx", tmp_path / "back.yaml"
    assert run("rates", "import", bid, "-o", book, "--name", "Second bid").code == 0
    assert run("rates", "import", book, "-o", back).code == 0
    card = load_card(back)
    assert (card.name, dict(card.rates)) == ("Second bid", dict(load_card(bid).rates))
    done = run("rates", "import", book, "-o", tmp_path / "x.yaml", "--all-rows", "currency=USD")
    assert done.code == 1
    assert "correct it in the file, without --all-rows" in done.err


def test_a_file_that_is_no_table_is_refused(run, tmp_path) -> None:
    path = tmp_path / "bid.xlsx"
    path.write_bytes(b"%PDF-1.7 nothing here")
    done = run("rates", "import", path, "-o", tmp_path / "out.yaml")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("bid.xlsx\n  it is a PDF; expected")


# ---------------------------------------------------------------- template


def test_the_template_is_written_and_read_back_when_it_is_filled_in(run, tmp_path, monkeypatch) -> None:
    import openpyxl

    monkeypatch.chdir(tmp_path)
    assert run("rates", "template", "--name", "Bids for Manila").code == 0
    assert "it is there already" in run("rates", "template").err
    assert run("rates", "template", "-o", "sheet.csv").code == 2
    path = tmp_path / "rate_card_template.xlsx"
    assert "no row holds a rate" in run("rates", "import", path, "-o", "out.yaml").err
    book = openpyxl.load_workbook(path)
    page = book["Rates"]
    heading = next(row for row in page.iter_rows() if row[0].value == "What is priced")
    columns = {cell.value: cell.column for cell in heading if cell.value}
    empty = next(row for row in range(heading[0].row + 1, 200) if page.cell(row, 1).value is None)
    for name, value in {
        "What is priced": "Agent hour", "Location": "Philippines", "Price": 11.5, "Currency": "USD", "Unit": "hour",
        "Price date": "2026-01",
    }.items():  # fmt: skip
        page.cell(empty, columns[name]).value = value
    book.save(path)
    assert run("rates", "import", path, "-o", "out.yaml", "--on", TODAY).code == 0
    (rate,) = load_card(tmp_path / "out.yaml").rates.values()
    assert (rate.figure(), rate.unit, rate.location) == (11.5, "USD/hour", "Philippines")
