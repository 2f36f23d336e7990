"""``python -m tests.bench``: measure, print the table, and write it down where that is asked for."""

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tests.bench.comparison import figures_of_comparison
from tests.bench.dashboard.figures import figures_of_dashboard
from tests.bench.figures import Figure
from tests.bench.memory import figures_of_memory
from tests.bench.negotiation import figures_of_negotiation
from tests.bench.peer_times import figures_of_peers
from tests.bench.simulation import PROJECT, figures_of_simulation
from tests.bench.table import failed, markdown_of, text_of, write_between_marks

SECTIONS: dict[str, tuple[str, Callable[[], Iterable[Figure]]]] = {
    "simulation": ("Simulation, net present values of all options over 60 months", figures_of_simulation),
    "memory": ("Memory of a simulation", figures_of_memory),
    "negotiation": ("Negotiation, the example", figures_of_negotiation),
    "peers": ("Other tools on the mini model (5 options, 25 lines, 60 months; illustrative prices)", figures_of_peers),
    "comparison": ("Comparison and rate cards", figures_of_comparison),
    "dashboard": ("The dashboard in Chromium, the example with six options", figures_of_dashboard),
}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure how fast the product answers.")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON")
    parser.add_argument("--readme", action="store_true", help="write the table between its marks in README.md")
    parser.add_argument("--only", choices=SECTIONS, action="append", help="measure this part alone")
    asked = parser.parse_args(arguments)
    if asked.readme and asked.only:
        parser.error("--readme needs all parts: leave --only out")
    sections = {}
    for key in asked.only or SECTIONS:
        title, figures = SECTIONS[key]
        sections[title] = list(figures())
        print(text_of({title: sections[title]}), end="\n\n", flush=True)
    if asked.json:
        asked.json.write_text(json.dumps(as_data(sections), indent=1) + "\n", encoding="utf-8")
    if asked.readme:
        write_between_marks(PROJECT / "README.md", f"{markdown_of(sections)}\n\n{told_of_machine()}")
    for one in failed(sections):
        print(f"Target missed: {one.what}", file=sys.stderr)
    return 0


def as_data(sections: dict[str, list[Figure]]) -> dict[str, Any]:
    """All figures by their key, beside the machine they were measured on."""
    return {
        "machine": machine(),
        "figures": {one.key: one.as_data() for figures in sections.values() for one in figures},
    }


def machine() -> dict[str, Any]:
    return {
        "cores": os.cpu_count(),
        "processor": platform.machine(),
        "python": platform.python_version(),
        "numpy": np.__version__,
    }


def told_of_machine() -> str:
    found = machine()
    return (
        f"Measured on {found['cores']} cores ({found['processor']}), Python {found['python']}, numpy {found['numpy']}. "
        "Read the ratios: each was taken in turns with its yardstick."
    )


if __name__ == "__main__":
    sys.exit(main())
