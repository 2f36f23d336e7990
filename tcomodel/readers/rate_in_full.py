"""One rate with all it says and all that was done to it; and rates of a card as data.

philippines.hour: Contact-centre agent hour, offshore Philippines
  price       8 / 11 / 14 USD/hour (minimum and maximum)
  source      ...
What was done to it
  1. price date on 2026-11-22: 11 USD/hour of 2024 x 1.0683 -> 11.75 USD/hour of 2026-05
     ...
"""

import textwrap
from collections.abc import Iterable
from typing import Any

from tcomodel.rates import Rate, RateCard
from tcomodel.rates.differences import band_in_words
from tcomodel.rates.stages import facts_of
from tcomodel.readers.cards.card_facts import facts_of_card, facts_of_rate
from tcomodel.readers.rate_history import StepInWords, figures_and_unit, steps_of

SCHEMA = 1  # of to_data; raised when a name changes its meaning or goes
WIDTH = 110
LABEL = 16
FACTS = {
    "item": "item", "location": "location", "channel": "channel", "as_of": "prices of", "index": "moves with",
    "source": "source", "address": "address", "note": "note", "conflicts_with": "contradicts", "because": "because",
}  # fmt: skip


def rate_in_full(card: RateCard, key: str) -> str:
    """Everything the card says about one rate, for a terminal."""
    rate = card[key]
    counted = "row" if card.file.lower().endswith((".xlsx", ".csv")) else "line"
    place = f" ({card.file}, {counted} {card.lines[key]})" if key in card.lines else ""
    means = f" ({rate.range})" if rate.range else ""
    lines = [*textwrap.wrap(f"{key}: {rate.title}{place}", WIDTH, break_on_hyphens=False, break_long_words=False)]
    lines += _fact("price" if rate.currency else "figure", figures_and_unit(facts_of(rate)) + means)
    if rate.over is not None or rate.up_to is not None:
        lines += _fact("volume band", f"{band_in_words(rate)} a month")
    for name, label in FACTS.items():
        told = getattr(rate, name)
        lines += _fact(label, ", ".join(told) if isinstance(told, tuple) else told)
    if rate.evidence_date != rate.as_of:
        lines += _fact("evidence of", rate.evidence_date)
    if rate.default is not None:
        lines += _fact("default", "yes" if rate.default else "no")
    steps = steps_of(rate)
    lines.append("What was done to it" if steps else "Nothing was done to it since it was written.")
    for number, step in enumerate(steps, 1):
        lines += _step(number, step)
    return "\n".join(lines) + "\n"


def _fact(label: str, told: str) -> list[str]:
    if not told:
        return []
    space = " " * (2 + LABEL)
    return textwrap.wrap(
        told, WIDTH, initial_indent=f"  {label.ljust(LABEL)}", subsequent_indent=space, break_on_hyphens=False,
        break_long_words=False,
    )  # fmt: skip


def _step(number: int, step: StepInWords) -> list[str]:
    mark = f"  {number}. "
    on = f" on {step.on}" if step.on else ""
    times = f" x {step.factor}" if step.factor else ""
    lines = textwrap.wrap(
        f"{step.what}{on}: {step.before} of {step.date_before}{times} -> {step.after}", WIDTH,
        initial_indent=mark, subsequent_indent=" " * len(mark), break_on_hyphens=False,
    )  # fmt: skip
    for told in (step.derivation, f"source: {step.source}" if step.source else "", step.other_facts):
        space = " " * len(mark)
        lines += textwrap.wrap(
            told, WIDTH, initial_indent=space, subsequent_indent=space, break_on_hyphens=False, break_long_words=False
        )
    return lines


def to_data(card: RateCard, keys: Iterable[str]) -> dict[str, Any]:
    """What the card says of itself, and rates of it with all that was done to them."""
    rates: list[Rate] = [card[key] for key in keys]
    return {
        "schema": SCHEMA,
        "card": {**facts_of_card(card), "rates": len(card)},
        "rates": [{"key": rate.key, **facts_of_rate(rate)} for rate in rates],
    }
