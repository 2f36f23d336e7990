"""What a rebase makes of every rate of a card, for a terminal and for a program.

    Rebase 1: prices of 2026-05 by each rate's own index. 2 rates moved, 1 kept as they are.

    Moved
    philippines.hour  8 / 11 / 14 USD/hour of 2024
                      x 1.06833 = 8.5466 / 11.7516 / 14.9566 USD/hour of 2026-05  [1]

    Cannot be moved
    costa_rica.hour: price date: there is no series of cr_cpi

    [1] price date: 313.689 (average of 2024) -> 335.123 (2026-05), us_cpi_u: x 1.06833
        source: US Bureau of Labor Statistics ...

A working that several rates share is told once.
"""

import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

from tcomodel.rates import Rate, RateCard, Step
from tcomodel.rates.differences import band_in_words
from tcomodel.rates.stages import facts_of, figures_in
from tcomodel.rebasing import Outcome, Rebased

SCHEMA = 1  # of to_data and undone_data; raised when a name changes its meaning or goes
WIDTH = 110
GAP = "  "
DECIMALS = 4


def to_text(rebased: Rebased) -> str:
    """The preview for a terminal: moved, kept and failed rates, and the workings below."""
    notes: list[str] = []
    moved, kept, failed = (rebased.of(state) for state in ("moved", "kept", "failed"))
    blocks = ["\n".join(textwrap.wrap(rebased.told, WIDTH, break_on_hyphens=False))]
    if moved:
        blocks.append("\n".join(["Moved", *(line for one in moved for line in _moved(one, _widest(moved), notes))]))
    if kept:
        blocks.append("\n".join(["Kept as they are", *_by_reason(kept)]))
    if failed:
        blocks.append(failed_text(rebased))
    if notes:
        blocks.append("\n".join(line for number, note in enumerate(notes, 1) for line in _note(number, note)))
    return "\n\n".join(blocks) + "\n"


def failed_text(rebased: Rebased) -> str:
    """The rates that cannot be brought there, those with one reason together."""
    return "\n".join(["Cannot be moved", *_by_reason(rebased.of("failed"))])


def _moved(one: Outcome, widest: int, notes: list[str]) -> list[str]:
    marks = []
    for step in one.steps:
        note = _working(step)
        if note not in notes:
            notes.append(note)
        marks.append(f"[{notes.index(note) + 1}]")
    reason = f" ({one.reason})" if one.reason else ""
    after = f"{'x ' + format(one.factor, '.6g') + ' = ' if one.factor != 1 else ''}{_stated(one.after)}"
    lines = [f"{one.key.ljust(widest)}{GAP}{_stated(one.before)}"]
    told = f"{after}{GAP}{' '.join(marks)}{reason}"
    space = " " * (widest + len(GAP))
    return [*lines, *textwrap.wrap(told, WIDTH, initial_indent=space, subsequent_indent=space, break_on_hyphens=False)]


def _working(step: Step) -> str:
    return f"{step.what}: {step.derivation}" + (f"\nsource: {step.source}" if step.source else "")


def _by_reason(outcomes: Iterable[Outcome]) -> list[str]:
    """Rates by the reason they share."""
    reasons: dict[str, list[str]] = {}
    for one in outcomes:
        reasons.setdefault(one.reason, []).append(one.key)
    return [line for reason, keys in reasons.items() for line in _listed(", ".join(keys), reason)]


def _listed(what: str, reason: str) -> list[str]:
    return textwrap.wrap(f"{what}: {reason}", WIDTH, subsequent_indent=GAP, break_on_hyphens=False)


def _note(number: int, note: str) -> list[str]:
    mark = f"[{number}] "
    first, *others = note.split("\n")
    space = " " * len(mark)
    lines = textwrap.wrap(first, WIDTH, initial_indent=mark, subsequent_indent=space, break_on_hyphens=False)
    for other in others:
        lines += textwrap.wrap(other, WIDTH, initial_indent=space, subsequent_indent=space, break_on_hyphens=False)
    return lines


def _stated(rate: Rate) -> str:
    """``8 / 11 / 14 USD/hour of 2024``, with the volume band of a tier."""
    figures = " / ".join(_shown(one) for one in figures_in(facts_of(rate)).values())
    band = "" if rate.over is None and rate.up_to is None else f", {band_in_words(rate)}"
    return f"{figures} {rate.unit} of {rate.as_of}{band}"


def _shown(number: float) -> str:
    if number and abs(number) < 1:
        return f"{number:.{DECIMALS}g}"
    return f"{number:,.{DECIMALS}f}".rstrip("0").rstrip(".")


def _widest(outcomes: Iterable[Outcome]) -> int:
    return max(len(one.key) for one in outcomes)


# -- for a program --------------------------------------------------------------------------------------


def to_data(rebased: Rebased) -> dict[str, Any]:
    """Everything as plain data; figures are whole, not rounded."""
    states = ("moved", "kept", "failed")
    return {
        "schema": SCHEMA,
        "card": rebased.card.name,
        "number": rebased.number,
        "on": rebased.on,
        "moves": [move.told for move in rebased.moves],
        "told": rebased.told,
        **{state: len(rebased.of(state)) for state in states},  # type: ignore[arg-type]
        "rates": [_outcome_data(one) for one in rebased.outcomes.values()],
    }


def _outcome_data(one: Outcome) -> dict[str, Any]:
    return {
        "key": one.key,
        "state": one.state,
        "before": _rate_data(one.before),
        "after": _rate_data(one.after),
        "factor": one.factor,
        "reason": one.reason or None,
        "steps": [step.model_dump(include={"what", "factor", "derivation", "source"}) for step in one.steps],
    }


def _rate_data(rate: Rate) -> dict[str, Any]:
    facts = ("unit", "currency", "as_of", "over", "up_to")
    return {**rate.figures, **{fact: getattr(rate, fact) for fact in facts}}


# -- going back -----------------------------------------------------------------------------------------


def undone_text(card: RateCard, before: RateCard) -> str:
    """What taking the last rebase back makes of each rate."""
    changed = _changed(card, before)
    widest = max((len(key) for key in changed), default=0)
    lines = [f"{key.ljust(widest)}{GAP}{_stated(now)} -> {_stated(then)}" for key, (now, then) in changed.items()]
    return "\n".join([f"{len(changed)} go back", *lines]) + "\n"


def undone_data(card: RateCard, before: RateCard) -> dict[str, Any]:
    """The same as plain data."""
    rates = [
        {"key": key, "before": _rate_data(now), "after": _rate_data(then)}
        for key, (now, then) in _changed(card, before).items()
    ]
    return {"schema": SCHEMA, "card": card.name, "name_after": before.name, "rates": rates}


def _changed(card: RateCard, before: RateCard) -> Mapping[str, tuple[Rate, Rate]]:
    return {key: (rate, before[key]) for key, rate in card.rates.items() if rate is not before[key]}
