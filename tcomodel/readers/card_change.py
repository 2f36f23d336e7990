"""What another rate card does to a result, as tables for a terminal and as plain data.

Vendor A costs least now, no longer the in-house team: 9,310,400 USD at net present value ...

Rate                      Was     Is  Unit            In-house   Vendor A
----------------------  -----  -----  --------------  --------  ---------
philippines.seat_month  2,240  2,400  USD/seat/month         0  + 721,263
together                                                     0      1,044
Difference                                                   0  + 722,307
"""

import textwrap
from collections.abc import Mapping
from typing import Any

from tcomodel import categories
from tcomodel.card_change import CardChange, Change, Effect, OptionChange, RateChange
from tcomodel.rates import Rate
from tcomodel.rates.rate import Fact
from tcomodel.readers.answer import money, months_in_words, percent
from tcomodel.readers.text_table import WIDTH, listed, paragraph, table
from tcomodel.results import Comparison, OptionResult

SCHEMA = 1  # of to_data; raised when a name changes its meaning or goes
WORDS = {"as_of": "as of", "over": "over units of", "up_to": "up to units of"}
HALF = 0.5  # of a unit of money; less is not shown as a change


# -- as text -------------------------------------------------------------------------------------------


def to_text(change: CardChange) -> str:
    """The change as tables of at most 110 columns, what it means for the decision first."""
    new_warnings = [one for said in change.warnings.values() for one in said]
    blocks = [
        _heading(change),
        *(paragraph(one) for one in answer(change)),
        listed("Warning, with the new card only", new_warnings),
        listed("Caution", list(change.cautions)),
        _by_option(change),
        _by_rate(change) if change.rates else "",
        _by_category(change),
        _by_year(change),
        *(_by_line(option) for option in change.options if abs(option.total.difference) >= HALF or _moved(option)),
        listed("Rates", _about_rates(change)),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def answer(change: CardChange) -> list[str]:
    """What the new card means for the decision: the cheapest option and the order, before and after."""
    before, after = change.before, change.after
    was, now = _winner(before), _winner(after)
    said = []
    if now is None:
        said.append("With the new card no option serves all of the work, so none is recommended; see the warnings.")
    elif was is None:
        said.append(f"{now.label} costs least with the new card; before, no option served all of the work.")
    elif was.key != now.key:
        there = after.option(was.key)
        said.append(
            f"The cheapest option changes: {now.label} costs least now, no longer {was.label}. {now.label} costs "
            f"{_npv(now)} {after.currency} at net present value, {was.label} {_npv(there)}."
        )
    elif abs(moved := (now.figure("npv") or 0.0) - (was.figure("npv") or 0.0)) >= HALF:
        more = "more" if moved > 0 else "less"
        said.append(
            f"{now.label} still costs least: {_npv(now)} {after.currency} at net present value, {money(abs(moved))} "
            f"{more} than before."
        )
    else:
        said.append(f"{now.label} still costs least, and as much as before.")
    then, today = _order(before), _order(after)
    if then != today:
        said.append(f"Order by net present value before: {'; '.join(then)}. Now: {'; '.join(today)}.")
    if not change.rates:
        said.append("No rate in use has another figure on the new card, so the result stays as it is.")
        if change.restated:
            told = (
                "1 rate keeps its figure but is"
                if len(change.restated) == 1
                else (f"{len(change.restated)} rates keep their figure but are")
            )
            said.append(f"{told} of another date, item, source or unit (see Rates).")
    return said


def signed(value: float) -> str:
    """``+1,044``; a difference of less than half a unit is 0."""
    return f"{round(value):+,}" if round(value) else "0"


def figures_taken(rate: Rate, change: RateChange) -> str:
    """The figures of a rate the scenario takes: ``2,240``, or ``1,280 / 2,240`` where it takes two of a range."""
    return " / ".join(dict.fromkeys(f"{rate.figure(at):,.10g}" for at in change.used_at))


def _heading(change: CardChange) -> str:
    file = change.before.scenario.file
    before, after = change.before.model.card, change.after.model.card
    lines = textwrap.wrap(file.name, WIDTH)
    cards = f"The card '{after.name}' ({after.as_of}) in place of '{before.name}' ({before.as_of})"
    term = f"{months_in_words(file.months)} from {file.start}, amounts in {file.currency}, + costs more"
    return "\n".join([*lines, *textwrap.wrap(cards, WIDTH), term])


def _by_option(change: CardChange) -> str:
    head = ["Total before", "Total after", "Difference", "Difference %", "NPV before", "NPV after", "NPV difference"]
    rows = [
        (
            one.label,
            [*_three(one.total), _share(one.total), *_three(one.npv)],
        )
        for one in change.options
    ]
    return table("What it does to each option", head, rows)


def _three(change: Change) -> list[str]:
    return [money(change.before), money(change.after), signed(change.difference)]


def _share(change: Change) -> str:
    return f"{percent(change.difference / change.before)}" if change.before else "–"


def _by_rate(change: CardChange) -> str:
    keys = [option.key for option in change.options]
    rows = [(_name(one), _facts(one) + _of_options(one.effects, keys)) for one in change.rates]
    rows.append(("together, beyond each alone", ["", "", "", *_of_options(change.together, keys)]))
    rows.append(("Difference", ["", "", "", *(signed(one.total.difference) for one in change.options)]))
    head = ["Was", "Is", "Unit", *(option.label for option in change.options)]
    return table("By rate: the change of the total when it alone is replaced", head, rows, "Rate")


def _name(change: RateChange) -> str:
    ends = [at for at in change.used_at if at != "base"]
    return f"{change.key} ({', '.join(ends)})" if ends else change.key


def _facts(change: RateChange) -> list[str]:
    return [figures_taken(change.before, change), figures_taken(change.after, change), change.after.unit]


def _of_options(effects: Mapping[str, Effect], keys: list[str]) -> list[str]:
    return [signed(effects[key].total) for key in keys]


def _by_category(change: CardChange) -> str:
    used = {name for one in change.options for name, moved in one.categories.items() if abs(moved.difference) >= HALF}
    names = [name for name in categories.ORDER if name in used]
    rows = [
        (
            one.label,
            [*(signed(one.categories[name].difference) if name in one.categories else "–" for name in names),
             signed(one.total.difference)],
        )
        for one in change.options
    ]  # fmt: skip
    return table("Difference by category", [*names, "Total"], rows) if names else ""


def _by_year(change: CardChange) -> str:
    if not any(abs(year.difference) >= HALF for one in change.options for year in one.years):
        return ""
    rows = [(one.label, [signed(year.difference) for year in one.years]) for one in change.options]
    head = [f"Year {number}" for number in range(1, len(change.options[0].years) + 1)]
    return table("Difference by contract year", head, rows)


def _moved(option: OptionChange) -> bool:
    return any(abs(line.amount.difference) >= HALF for line in option.lines)


def _by_line(option: OptionChange) -> str:
    rows = [
        (f"{line.label} ({line.place})" if line.place else line.label, [line.category, *_three(line.amount)])
        for line in option.lines
        if abs(line.amount.difference) >= HALF
    ]
    rows.append(("Total, with the lines that stay", ["", *_three(option.total)]))
    return table(f"{option.label}: line by line", ["Category", "Before", "After", "Difference"], rows, "Line")


def _about_rates(change: CardChange) -> list[str]:
    alone = f", of {len(change.restated)} the figure alone stays" if change.restated else ""
    said = [f"Of the rates in use {len(change.rates)} change{alone} and {len(change.unchanged)} stay."]
    said += restated_in_words(change)
    elsewhere: dict[str, list[str]] = {}
    for key, name in change.from_elsewhere.items():
        elsewhere.setdefault(name, []).append(key)
    new = change.after.model.card.name
    said += [f"'{new}' says nothing else, so as on '{name}': {', '.join(keys)}." for name, keys in elsewhere.items()]
    return said


def restated_in_words(change: CardChange) -> list[str]:
    """``a.hour keeps its figure; as of 2024, now 2014; source A survey, now a bid``, one for each such rate."""
    return [
        f"{one.key} keeps its figure; "
        + "; ".join(f"{WORDS.get(name, name)} {_fact(was)}, now {_fact(now)}" for name, (was, now) in one.facts.items())
        for one in change.restated
    ]


def _fact(fact: Fact) -> str:
    if fact is None or fact == "":
        return "not stated"
    return f"{fact:,.10g}" if isinstance(fact, float) else str(fact)


def _winner(comparison: Comparison) -> OptionResult | None:
    best = comparison.cheapest
    return None if best.key in comparison.unserved else best


def _order(comparison: Comparison) -> list[str]:
    return [option.label for option in comparison.ranking]


def _npv(option: OptionResult) -> str:
    return money(option.figure("npv"))


# -- as data -------------------------------------------------------------------------------------------


def to_data(change: CardChange) -> dict[str, Any]:
    """The whole change as plain data; see ``schema``. Differences are after less before."""
    before, after = change.before, change.after
    return {
        "schema": SCHEMA,
        "scenario": {"name": before.scenario.file.name, "currency": before.currency},
        "before": {"rate_card": _card(before), **_decision(before)},
        "after": {"rate_card": _card(after), **_decision(after)},
        "answer": answer(change),
        "warnings": dict(change.warnings),
        "options": [_option(option, change) for option in change.options],
        "rates": [_rate(one) for one in change.rates],
        "restated": [
            {"key": one.key, "facts": {name: list(both) for name, both in one.facts.items()}} for one in change.restated
        ],
        "cautions": list(change.cautions),
        "unchanged": [rate.key for rate in change.unchanged],
        "from_elsewhere": dict(change.from_elsewhere),
    }


def _card(comparison: Comparison) -> dict[str, str]:
    card = comparison.model.card
    return {"name": card.name, "as_of": card.as_of}


def _decision(comparison: Comparison) -> dict[str, Any]:
    best = _winner(comparison)
    return {"cheapest": best.key if best else None, "ranking": [option.key for option in comparison.ranking]}


def _option(option: OptionChange, change: CardChange) -> dict[str, Any]:
    return {
        "key": option.key,
        "label": option.label,
        "total": _amounts(option.total),
        "npv": _amounts(option.npv),
        "by_category": {name: _amounts(one) for name, one in option.categories.items()},
        "by_year": [_amounts(one) for one in option.years],
        "by_line": [
            {
                "key": line.key, "label": line.label, "place": line.place, "category": line.category,
                **_amounts(line.amount),
            }
            for line in option.lines
        ],
        "together": _effect(change.together[option.key]),
    }  # fmt: skip


def _rate(change: RateChange) -> dict[str, Any]:
    return {
        "key": change.key,
        "title": change.after.title,
        "used_at": list(change.used_at),
        "before": _figures(change.before, change),
        "after": _figures(change.after, change),
        "effects": {key: _effect(one) for key, one in change.effects.items()},
    }


def _figures(rate: Rate, change: RateChange) -> dict[str, Any]:
    return {**{at: rate.figure(at) for at in change.used_at}, "unit": rate.unit, "as_of": rate.as_of}


def _amounts(change: Change) -> dict[str, float]:
    return {"before": change.before, "after": change.after, "difference": change.difference}


def _effect(effect: Effect) -> dict[str, float]:
    return {"total": effect.total, "npv": effect.npv}
