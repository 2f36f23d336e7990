"""Every export of one scenario, at one time, and a mark of each: run in processes that differ in all but that.

python tests/every_export.py      {"workbook.xlsx": "9f1c...", "lines.csv": "07aa...", ...}
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tcomodel import compare, scenario_from  # noqa: E402
from tcomodel.card_choice import standard_card  # noqa: E402
from tcomodel.commands.writing import as_json  # noqa: E402
from tcomodel.made_by import marked_csv, marked_data, marked_yaml  # noqa: E402
from tcomodel.portfolio import paths_below, run_portfolio  # noqa: E402
from tcomodel.readers.cards.csv_text import card_csv  # noqa: E402
from tcomodel.readers.cards.sheet import card_xlsx  # noqa: E402
from tcomodel.readers.cards.yaml_text import card_yaml  # noqa: E402
from tcomodel.readers.data import to_csv, to_data  # noqa: E402
from tcomodel.readers.excel import write_workbook  # noqa: E402
from tcomodel.readers.memo import memo_of, to_html, to_pdf  # noqa: E402
from tcomodel.readers.portfolio import portfolio_csv, portfolio_data  # noqa: E402
from tcomodel.readers.risk_data import draws_csv, simulation_data  # noqa: E402
from tcomodel.readers.scenario_file import standalone  # noqa: E402
from tcomodel.share_link import token_of  # noqa: E402
from tcomodel.simulation.run import simulate_world  # noqa: E402
from tcomodel.uncertainty import draw_world  # noqa: E402

SCENARIO = {
    "name": "Two ways, überall",
    "start": "2027-04",
    "months": 6,
    "demand": {"volume": {"voice": {"low": 3500, "base": 4000, "high": 4800}}},
    "service": {"handle_time": 380},
    "staffing": {"occupancy": "80%", "shrinkage": "30%", "paid_hours": 170},
    "options": {
        "own": {"in_house": {"hourly_wage": {"rate": "united_states.wage.agent"}}},
        "tickets": {"pricing": {"model": "per_ticket", "ticket_price": 5.5}, "transition": {"ramp": [0.5, 1]}},
    },
}
MADE_AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
DRAWS = 1024


def exports() -> dict[str, bytes]:
    """Each export as the bytes that somebody gets."""
    card = standard_card()
    comparison = compare(scenario_from(SCENARIO), card)
    world = draw_world(comparison.model, draws=DRAWS, seed=7)
    found = simulate_world(comparison, world)
    memo = memo_of(comparison, MADE_AT.date())
    with TemporaryDirectory() as folder, ThreadPoolExecutor(1) as worker:
        (Path(folder) / "one.yaml").write_text(standalone(comparison), encoding="utf-8")
        programmes = [
            replace(one, file=Path(one.file).name) for one in run_portfolio(paths_below(Path(folder)), None, worker)
        ]
        portfolio = portfolio_csv(programmes), as_json(portfolio_data(programmes))
    texts = {
        "lines.csv": marked_csv(to_csv(comparison), comparison),
        "result.json": as_json(marked_data(to_data(comparison), comparison)),
        "scenario.yaml": marked_yaml(standalone(comparison), comparison),
        "link": token_of(marked_yaml(standalone(comparison), comparison), "Tickets"),
        "memo.html": to_html(memo),
        "draws.csv": marked_csv(draws_csv(found, world), comparison),
        "simulation.json": as_json(simulation_data(found)),
        "card.yaml": card_yaml(card),
        "card.csv": card_csv(card),
        "portfolio.csv": portfolio[0],
        "portfolio.json": portfolio[1],
    }
    return {name: text.encode() for name, text in texts.items()} | {
        "workbook.xlsx": write_workbook(comparison, made_at=MADE_AT),
        "memo.pdf": to_pdf(memo),
        "card.xlsx": without_time(card_xlsx(card)),
    }


def without_time(workbook: bytes) -> bytes:
    """All parts of a workbook but the one that says when it was made."""
    with ZipFile(BytesIO(workbook)) as parts:
        return b"".join(name.encode() + parts.read(name) for name in parts.namelist() if name != "docProps/core.xml")


if __name__ == "__main__":
    sys.stdout.write(json.dumps({name: sha256(content).hexdigest() for name, content in exports().items()}))
