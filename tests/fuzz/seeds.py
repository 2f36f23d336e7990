"""The honest files that cases begin with: scenarios, the rate card, workbooks, CSV files, links."""

import csv
from datetime import date
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

from tcomodel import RateCard, compare, load_scenario, read_card, read_scenario, scenario_from
from tcomodel.rates.in_use import in_use_of
from tcomodel.readers.cards.csv_text import card_csv
from tcomodel.readers.cards.sheet import card_xlsx
from tcomodel.readers.cards.template import template
from tcomodel.readers.cards.yaml_text import card_yaml
from tcomodel.readers.excel import write_workbook
from tcomodel.readers.scenario_file import standalone
from tcomodel.share_link import token_of
from tests.case_file import ROOT, card
from tests.every_mechanism import SCENARIO
from tests.vendor_sheet import vendor_sheet
from tests.volume_files import csv_of, days_from, long_rows, wide_rows, workbook_of

SCENARIOS = ROOT / "data" / "scenarios"
SHORT: dict[str, Any] = {
    "name": "Two ways", "start": "2027-04", "months": 12, "currency": "USD",
    "demand": {"volume": {"voice": 4000, "chat": 900}, "seasonality": [1.1, 1, 1, 1, 1, 0.9, 0.9, 1, 1, 1, 1, 1.1]},
    "service": {"handle_time": {"voice": {"low": 320, "base": 380, "high": 420}, "chat": 600}},
    "staffing": {"occupancy": "80%", "shrinkage": "30%", "paid_hours": 170},
    "options": {
        "own": {"in_house": {"hourly_wage": {"rate": "united_states.wage.agent"}}},
        "manila": {
            "label": "Manila, per seat", "locations": {"philippines": "60%", "mexico": "40%"},
            "pricing": {"model": "per_seat", "seat_rate": {"philippines": 2100,
            "mexico": {"rate": "nearshore.seat_month"}}},
            "transition": {"transition_fee": 30000, "ramp": [0.25, 0.5, 1]},
            "contract": {"indexation": {"yearly_indexation": "3%"}},
        },
    },
}  # fmt: skip


@cache
def scenario_texts() -> tuple[str, ...]:
    """Scenarios as YAML; the short one more often, for it is quick."""
    short = standalone(compare(scenario_from(SHORT), card()))
    return (
        short,
        short,
        short,
        *(standalone(compare(load_scenario(path), card())) for path in sorted(SCENARIOS.glob("*.yaml"))),
    )


@cache
def scenario_data() -> tuple[dict[str, Any], ...]:
    """Scenarios as data that stands by itself: short ones, the one with many mechanisms, those of the project."""
    found = [dict(read_scenario(scenario_texts()[0]).data)]
    return (SHORT, found[0], SHORT, SCENARIO, *(read_scenario(text).data for text in scenario_texts()[3:]))  # type: ignore[arg-type]


@cache
def small_card() -> RateCard:
    """A few rates of the project's card, with what goes with them."""
    return in_use_of(card(), [*list(card().rates)[::9], "philippines.seat_month"])


@cache
def card_texts() -> tuple[str, ...]:
    return card_yaml(small_card()), (ROOT / "data" / "rates.yaml").read_text(encoding="utf-8"), card_yaml(small_card())


@cache
def card_tables() -> tuple[bytes, ...]:
    """Cards as CSV: ours, and as vendors write them."""
    german = (
        "Leistung;Land;Einheit;Währung;Preis;Stand\nAgent;Polen;Stunde;EUR;18,50;01.03.2026\n"
        "Chat;Polen;Stunde;EUR;1.234,00;01.03.2026\n"
    )
    plain = (
        "Service,Location,Unit,Currency,Price,As of\nAgent,Manila,hour,USD,11.5,2026\n"
        'Seat,Manila,seat/month,USD,"1,760",2026\n'
    )
    tabbed = plain.replace(",", "\t")
    return card_csv(small_card()).encode("utf-8-sig"), german.encode("cp1252"), plain.encode(), tabbed.encode("utf-16")


@cache
def card_workbooks() -> tuple[bytes, ...]:
    return card_xlsx(small_card()), vendor_sheet(), template("Bid", "2026-11-22"), vendor_sheet()


@cache
def volume_tables() -> tuple[bytes, ...]:
    """Exports of contacts as CSV: wide and long, by the day and by the month."""
    days = days_from(date(2025, 1, 1), 400)
    counts = {name: [100 + day % 7 * 10 for day in range(400)] for name in ("voice", "chat")}
    months = StringIO()
    csv.writer(months).writerows(
        [["Month", "Voice", "Chat"], *([f"2025-{month:02}", 4000 + month, 900] for month in range(1, 13))]
    )
    return (
        csv_of(wide_rows(days[:90], counts, "%Y-%m-%d", "nothing", True), ","),
        csv_of(long_rows(days[:60], counts, "%d.%m.%Y", "point", False), ";", ("Report of calls",)),
        months.getvalue().encode(), csv_of(wide_rows(days, counts, "%d/%m/%Y", "nothing", False), "\t"),
        *(path.read_bytes() for path in sorted((SCENARIOS / "volumes").glob("*.csv"))),
    )  # fmt: skip


@cache
def volume_workbooks() -> tuple[bytes, ...]:
    days = days_from(date(2026, 1, 1), 90)
    return (workbook_of([["Date", "Voice", "Chat"], *([day, 120 + day.day, 40] for day in days)], ("All sites",)),)


@cache
def exported() -> tuple[bytes, ...]:
    """Workbooks as the tool exports them."""
    return (write_workbook(compare(scenario_from(SHORT), card())),)


@cache
def tokens() -> tuple[str, ...]:
    return tuple(token_of(text, "13,917,422 USD") for text in scenario_texts())


@cache
def index_tables() -> tuple[bytes, ...]:
    rows = "".join(f"2024-{month:02},{117 + month / 10}\n" for month in range(1, 13))
    german = "Monat;Wert\n" + "".join(f"{month:02}.2024;117,{month}\n" for month in range(1, 13))
    quarters = "quarter,value\n2023-Q1,100\n2023-Q2,101\n2023-Q3,102.5\n2023-Q4,103\n"
    return (
        f"month,value\n{rows}".encode(),
        german.encode("cp1252"),
        quarters.encode(),
        f"Date\tOther\tIndex\n{rows.replace(',', chr(9) + 'x' + chr(9))}".encode(),
    )


def checked_card(text: str) -> RateCard:
    return read_card(text, "rate card")


def folder_of(path: Path) -> Path:
    """A folder with honest files in it, as commands find them."""
    (path / "good.yaml").write_text(scenario_texts()[0], encoding="utf-8")
    (path / "card.yaml").write_text(card_texts()[0], encoding="utf-8")
    (path / "other.yaml").write_text(card_texts()[2].replace("value: ", "value: 1"), encoding="utf-8")
    (path / "bid.xlsx").write_bytes(vendor_sheet())
    (path / "bid.csv").write_bytes(card_tables()[2])
    (path / "book.xlsx").write_bytes(exported()[0])
    (path / "months.csv").write_bytes(index_tables()[0])
    (path / "empty.yaml").write_bytes(b"")
    (path / "noise.yaml").write_bytes(bytes(range(256)))
    (path / "folder").mkdir(exist_ok=True)
    (path / "folder" / "one.yaml").write_text(scenario_texts()[0], encoding="utf-8")
    return path
