"""How long a comparison takes: ``python -m tests.bench`` (or ``make bench``).

Medians of many runs in one process, beside a floor measured in the same run: as many bare numpy
multiplications of sixty numbers as the model has rows. Machines differ; the ratio says more than the
milliseconds.
"""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from dashboard.cards.table import Filter
from tcomodel import RateCard, compare, load_card, load_scenario, read_card, scenario_from
from tcomodel.assembly import assemble
from tcomodel.evaluation import evaluate
from tcomodel.rates.differences import differences
from tcomodel.rates.edits import edited
from tcomodel.rates.market import market
from tcomodel.rates.marks import marks
from tcomodel.readers.cards.sheet import card_xlsx
from tcomodel.readers.cards.yaml_text import card_yaml
from tcomodel.readers.excel import write_workbook
from tcomodel.rebasing import Currency, PriceDate, rebase, undone
from tests.many_rates import many_rates

PROJECT = Path(__file__).parent.parent
CONTRACTS = [
    PROJECT / "data" / "scenarios" / f"{name}.yaml"
    for name in ("offshore_anchored_voice", "nearshore_per_minute", "per_ticket_gain_share", "ai_first")
]


def median_ms(action: Callable[[], object], runs: int) -> float:
    action()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main() -> None:
    card = load_card(PROJECT / "data" / "rates.yaml")
    path = PROJECT / "data" / "scenarios" / "example.yaml"
    scenario = load_scenario(path)
    comparison = compare(scenario, card)
    model = comparison.model
    months = np.ones(scenario.file.months)

    def floor() -> None:
        for _ in model.rows:
            np.multiply(months, months)

    measured = {
        "floor: one bare multiplication a row": (floor, 200),
        "numbers only (the model is assembled)": (lambda: evaluate(model), 100),
        "assembling the model": (lambda: assemble(scenario, card), 100),
        "one comparison (assembled and evaluated)": (lambda: compare(scenario, card), 100),
        "reading the scenario file": (lambda: load_scenario(path), 10),
        "the workbook": (lambda: write_workbook(comparison), 5),
    }
    medians = {name: median_ms(action, runs) for name, (action, runs) in measured.items()}
    unit = medians["floor: one bare multiplication a row"]
    measured_contracts = {path.stem: median_ms(six_of(path), 25) for path in CONTRACTS}
    print(f"{len(comparison.options)} options, {scenario.file.months} months, {len(model.rows)} rows")
    print(f"{'':44}{'median':>12}{'x floor':>12}")
    for name, value in medians.items():
        print(f"{name:44}{value:9.2f} ms{value / unit:12.1f}")
    print("\none comparison of six times the deal of a whole contract, with its in-house baseline, 60 months")
    for name, value in measured_contracts.items():
        print(f"{name:44}{value:9.2f} ms{value / unit:12.1f}")
    print("\na rate card of 5,000 rates")
    for name, value in measured_cards(card).items():
        print(f"{name:44}{value:9.2f} ms{value / unit:12.1f}")


def measured_cards(card: RateCard) -> dict[str, float]:
    """What is done with a card of 5,000 rates, in milliseconds."""
    many = many_rates(card)
    text = card_yaml(many)
    instead = {rate.index: "us_cpi_u" for rate in many.rates.values() if rate.currency}
    moves = [PriceDate(to="2026-03", instead=instead), Currency(to="EUR", at="2026-03")]
    rebased = rebase(many, moves, leave=True)
    asked = Filter("agent philippines", ("Philippines",), (), (), (), "All", 2.0)
    key = next(iter(many.rates))
    known = market([card, many])
    measured: dict[str, Callable[[], object]] = {
        "opening its YAML file": lambda: read_card(text),
        "filtering it": lambda: [one for one in many.rates.values() if asked.lets_through(one)],
        "editing one rate": lambda: edited(many, key, {"title": "Another"}),
        "its market and all marks": lambda: marks(many, "2026-11-22", 2.0, market([card, many])),
        "where every price stands": lambda: [known.standing(one, many) for one in many.rates.values()],
        "rebasing it (price date, then currency)": lambda: rebase(many, moves, leave=True),
        "taking that back": lambda: undone(rebased),
        "comparing it with the rebased": lambda: differences([many, rebased]),
        "writing its YAML file": lambda: card_yaml(many),
        "writing its Excel file": lambda: card_xlsx(many),
    }
    return {name: median_ms(action, 5) for name, action in measured.items()}


def six_of(path: Path) -> Callable[[], object]:
    """A comparison of the in-house option of a scenario with six vendors under its fullest contract."""
    scenario, card = load_scenario(path), load_card(PROJECT / "data" / "rates.yaml")
    options = scenario.data["options"]
    deal = max((one for one in options.values() if "pricing" in one), key=lambda one: len(repr(one.get("contract"))))
    base = {key: one for key, one in options.items() if "in_house" in one}
    data = {**scenario.data, "options": {**base, **{f"deal_{number}": deal for number in range(1, 7)}}}
    several = scenario_from(data, scenario.folder)
    return lambda: compare(several, card)


if __name__ == "__main__":
    main()
