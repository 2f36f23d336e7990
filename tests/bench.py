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

from tcomodel import compare, load_card, load_scenario
from tcomodel.assembly import assemble
from tcomodel.evaluation import evaluate
from tcomodel.readers.excel import write_workbook

PROJECT = Path(__file__).parent.parent


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
    print(f"{len(comparison.options)} options, {scenario.file.months} months, {len(model.rows)} rows")
    print(f"{'':44}{'median':>12}{'x floor':>12}")
    for name, value in medians.items():
        print(f"{name:44}{value:9.2f} ms{value / unit:12.1f}")


if __name__ == "__main__":
    main()
