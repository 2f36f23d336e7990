"""What a reader has to look at twice on a card, for a terminal and for a program.

129 rates, no problems

2 rates are marked: 1 old, 1 without a source
manila.hour   old: the evidence is of 2021, 4.9 years old; older than 2 years
"""

import textwrap
from collections import Counter
from collections.abc import Mapping
from typing import Any

from tcomodel.rates import RateCard
from tcomodel.rates.marks import Mark

SCHEMA = 1  # of to_data; raised when a name changes its meaning or goes
WIDTH = 110
GAP = "  "
IN_WORDS = {"no source": "without a source"}

Marks = Mapping[str, tuple[Mark, ...]]


def to_text(card: RateCard, marks: Marks) -> str:
    """How many rates there are, and each reason to look twice."""
    head = "1 rate, no problems\n" if len(card) == 1 else f"{len(card)} rates, no problems\n"
    if not marks:
        return head
    count = Counter(mark.kind for of_rate in marks.values() for mark in of_rate)
    kinds = ", ".join(f"{number} {IN_WORDS.get(kind, kind)}" for kind, number in count.items())
    rates = "1 rate is marked" if len(marks) == 1 else f"{len(marks)} rates are marked"
    lines = [head, f"{rates}: {kinds}"]
    for key, of_rate in marks.items():
        lines.append(key)
        for mark in of_rate:
            told = f"{mark.kind}: {mark.reason}"
            lines += textwrap.wrap(told, WIDTH, initial_indent=GAP, subsequent_indent=GAP + GAP, break_on_hyphens=False)
    return "\n".join(lines) + "\n"


def to_data(card: RateCard, marks: Marks, today: str, oldest: float) -> dict[str, Any]:
    """The same as plain data."""
    return {
        "schema": SCHEMA,
        "card": card.name,
        "as_of": card.as_of,
        "rates": len(card),
        "today": today,
        "oldest": oldest,
        "marks": {key: [{"kind": one.kind, "reason": one.reason} for one in found] for key, found in marks.items()},
    }
