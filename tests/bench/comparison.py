"""How long a comparison takes, and what is done with a rate card of 5,000 rates.

The yardstick is as many bare numpy multiplications of sixty numbers as the model has rows.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

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
from tests.bench.figures import Figure, median_seconds
from tests.many_rates import many_rates

PROJECT = Path(__file__).parent.parent.parent
CONTRACTS = [
    PROJECT / "data" / "scenarios" / f"{name}.yaml"
    for name in ("offshore_anchored_voice", "nearshore_per_minute", "per_ticket_gain_share", "ai_first")
]
FLOOR = "bare multiplications"


def figures_of_comparison() -> Iterator[Figure]:
    """A comparison in its parts, one of six times the deal of a whole contract, and a large rate card."""
    card = load_card(PROJECT / "data" / "rates.yaml")
    path = PROJECT / "data" / "scenarios" / "example.yaml"
    scenario = load_scenario(path)
    comparison = compare(scenario, card)
    model = comparison.model
    months = np.ones(scenario.file.months)

    def multiplications() -> None:
        for _ in model.rows:
            np.multiply(months, months)

    unit = median_seconds(multiplications, 200)
    told = f"floor: one bare multiplication for each of {len(model.rows)} rows"
    yield Figure("comparison.floor", told, unit * 1000, "ms")
    measured: dict[str, tuple[str, Callable[[], object], int]] = {
        "numbers": ("numbers of six options over 60 months, model assembled", lambda: evaluate(model), 100),
        "assembling": ("assembling the model", lambda: assemble(scenario, card), 50),
        "whole": ("one comparison, assembled and evaluated", lambda: compare(scenario, card), 50),
        "reading": ("reading the scenario file", lambda: load_scenario(path), 10),
        "workbook": ("its workbook", lambda: write_workbook(comparison), 3),
    }
    measured |= {path.stem: (f"six times the deal of {path.stem}", six_of(path), 25) for path in CONTRACTS}
    of_card = done_with_many_rates(card)
    measured |= {key: (f"a card of 5,000 rates: {key}", action, 5) for key, action in of_card.items()}
    for key, (what, action, times) in measured.items():
        taken = median_seconds(action, times)
        yield Figure(f"comparison.{key}", what, taken * 1000, "ms", FLOOR, taken / unit)


def done_with_many_rates(card: RateCard) -> dict[str, Callable[[], object]]:
    """What is done with a card of 5,000 rates."""
    from dashboard.cards.table import Filter  # with it comes the whole dashboard, which other parts need not wait for

    many = many_rates(card)
    text = card_yaml(many)
    instead = {rate.index: "us_cpi_u" for rate in many.rates.values() if rate.currency}
    moves = [PriceDate(to="2026-03", instead=instead), Currency(to="EUR", at="2026-03")]
    rebased = rebase(many, moves, leave=True)
    asked = Filter("agent philippines", ("Philippines",), (), (), (), "All", 2.0)
    key = next(iter(many.rates))
    known = market([card, many])
    return {
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


def six_of(path: Path) -> Callable[[], object]:
    """A comparison of the in-house option of a scenario with six vendors under its fullest contract."""
    scenario, card = load_scenario(path), load_card(PROJECT / "data" / "rates.yaml")
    options = scenario.data["options"]
    deal = max((one for one in options.values() if "pricing" in one), key=lambda one: len(repr(one.get("contract"))))
    base = {key: one for key, one in options.items() if "in_house" in one}
    data = {**scenario.data, "options": {**base, **{f"deal_{number}": deal for number in range(1, 7)}}}
    several = scenario_from(data, scenario.folder)
    return lambda: compare(several, card)
