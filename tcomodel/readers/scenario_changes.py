"""What changed from one scenario to another, in the words of a contract; whatever is written differently is told.

    What               Where                    Before          After           Unit
    Term               Scenario                 60              48              months
    Seat rate          Philippines, per seat    1,850           1,790           USD per seat and month
    Clause             Philippines, per seat    –               Most favoured customer
    Option             Mexico, per minute       –               added

Options, clauses and the facts of the scenario are told by themselves, numbers as the model takes them
(``changed_inputs``); what is left, such as a choice between words, as it is written.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tcomodel import pricing
from tcomodel.contract import CLAUSES
from tcomodel.entry_at import at
from tcomodel.lines import people
from tcomodel.model import Input
from tcomodel.readers.changed_inputs import NONE, ScenarioChange, Stated, changed_inputs
from tcomodel.readers.english import inside_a_sentence, place_of
from tcomodel.readers.plain_names import labels_of, with_its_clause
from tcomodel.results import Comparison
from tcomodel.stated_ranges import RANGE_KEYS, is_range
from tcomodel.yaml_file import Path

SCENARIO, PROGRAMME = "Scenario", "Programme"
FACTS = {"name": "Name", "description": "Description", "currency": "Currency", "start": "First month", "months": "Term"}
LONGEST = 160  # characters of a text that is shown
MOST_LISTED = 6  # entries of a list that are written out


def scenario_changes(before: Comparison, after: Comparison) -> tuple[ScenarioChange, ...]:
    """All that two scenarios state differently: the scenario's own facts, the programme, then option by option.

    Nothing that is written otherwise is left out, with one exception: how a number is written (5 % or 0.05), and a
    card of the same rates.
    """
    then, now = Stated(before), Stated(after)
    labels = labels_of(before) | labels_of(after)
    both = {key: label for key, label in labels.items() if key in labels_of(before) and key in labels_of(after)}
    found = [*_facts(before, after), *_options(before, after, labels), *_clauses(before, after, both)]
    found += changed_inputs(then, now, both)
    found += _as_written(before, after, found, (then, now))
    order = [SCENARIO, "", *labels]
    return tuple(sorted(found, key=lambda one: order.index(_owner(one.place))))


def _owner(place: Path) -> str:
    """The option a change belongs to, empty for the programme."""
    if place[0] == "options":
        return str(place[1])
    return SCENARIO if place[0] in (*FACTS, "baseline", "card") else ""


# -- what has no number ---------------------------------------------------------------------------


def _facts(before: Comparison, after: Comparison) -> Iterator[ScenarioChange]:
    """Name, currency, term and what options are compared with."""
    then, now = before.scenario.file, after.scenario.file
    for name, said in FACTS.items():
        left, right = getattr(then, name), getattr(now, name)
        if left != right:
            unit = "months" if name == "months" else ""
            yield ScenarioChange(said, SCENARIO, (_text(left), _text(right)), unit, (name,))
    if before.scenario.baseline != after.scenario.baseline:
        yield ScenarioChange("Baseline", SCENARIO, (_baseline(before), _baseline(after)), "", ("baseline",))
    cards = before.model.card.name, after.model.card.name
    if cards[0] != cards[1]:
        yield ScenarioChange("Rate card", SCENARIO, cards, "", ("card",))


def _baseline(comparison: Comparison) -> str:
    return NONE if comparison.baseline is None else comparison.baseline.label


def _options(before: Comparison, after: Comparison, labels: Mapping[str, str]) -> Iterator[ScenarioChange]:
    """Options that came or went, and what those in both are called and priced by."""
    then, now = before.scenario, after.scenario
    for key, label in labels.items():
        place = ("options", key)
        if key not in then.file.options or key not in now.file.options:
            came = key in now.file.options
            how = _pricing((now if came else then).model_of(key))
            yield ScenarioChange("Option", label, (NONE, f"added: {how}") if came else (how, "removed"), "", place)
            continue
        left, right = then.file.options[key], now.file.options[key]
        names = before.option(key).label, after.option(key).label
        if names[0] != names[1]:
            yield ScenarioChange("Name of the option", label, names, "", (*place, "label"))
        if left.note != right.note:
            yield ScenarioChange("Note", label, (_text(left.note), _text(right.note)), "", (*place, "note"))
        models = _pricing(then.model_of(key)), _pricing(now.model_of(key))
        if models[0] != models[1]:
            yield ScenarioChange("Pricing", label, models, "", (*place, "pricing", "model"))
    orders = [[key for key in one.file.options if key in labels] for one in (then, now)]
    kept = [[key for key in order if key in orders[0] and key in orders[1]] for order in orders]
    if kept[0] != kept[1]:
        first, second = ("; ".join(labels[key] for key in order) for order in kept)
        yield ScenarioChange("Order of the options", SCENARIO, (first, second), "", ("name",))


def _pricing(model: str) -> str:
    return "in-house" if model == "in_house" else pricing.title(model)


def _clauses(before: Comparison, after: Comparison, both: Mapping[str, str]) -> Iterator[ScenarioChange]:
    """Clauses that came into a contract or went; their numbers are told one by one."""
    for key, label in both.items():
        terms = [one.scenario.file.options[key].contract for one in (before, after)]
        for name in CLAUSES:
            had, has = (getattr(one, name, None) is not None for one in terms)
            if had != has:
                told = (NONE, "added") if has else ("in the contract", "removed")
                yield ScenarioChange(f"Clause: {people(name)}", label, told, "", ("options", key, "contract", name))


# -- whatever else is written differently ---------------------------------------------------------


def _as_written(
    before: Comparison, after: Comparison, told: Iterable[ScenarioChange], sides: tuple[Stated, Stated]
) -> Iterator[ScenarioChange]:
    """Ranges, choices and all else, as the scenario writes it."""
    then, now = ({name: one for name, one in side.scenario.data.items() if name != "card"} for side in (before, after))
    whole = {one.place for one in told}
    inputs = {one.place: one for side in sides for one in side.inputs.values()}
    ranges: dict[Path, Input] = {}
    for place in differing(then, now):
        around = [place[:size] for size in range(1, len(place) + 1)]
        if stated := next((one for one in reversed(around) if one in inputs), None):
            ranges[stated] = inputs[stated]
        elif not whole & set(around):
            words = _raw(at(then, place), sides[0], place), _raw(at(now, place), sides[1], place)
            yield ScenarioChange(people(str(_name(place))), _where(place, sides), words, "", place)
    for place, one in ranges.items():
        entries = [at(data, place) for data in (then, now)]
        ends = _range(entries[0]), _range(entries[1])
        if ends[0] != ends[1] and None not in entries:
            label = inside_a_sentence(with_its_clause(one))
            yield ScenarioChange(f"Range of {label}", place_of(one.scope), ends, "", place)


def differing(before: Any, after: Any, place: Path = ()) -> Iterator[Path]:
    """The places where two pieces of plain data are not the same, as far in as both or the one there is go."""
    if isinstance(before, Mapping | None) and isinstance(after, Mapping | None) and (before or after):
        for name in dict.fromkeys([*(before or {}), *(after or {})]):
            yield from differing((before or {}).get(name), (after or {}).get(name), (*place, name))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for position, (left, right) in enumerate(zip(before, after, strict=True)):
            yield from differing(left, right, (*place, position))
    elif before != after or isinstance(before, bool) != isinstance(after, bool):
        yield place


def _where(place: Path, sides: tuple[Stated, Stated]) -> str:
    """The option in words, or the part of the scenario."""
    owner = _owner(place)
    labels = labels_of(sides[0].comparison) | labels_of(sides[1].comparison)
    return labels.get(owner, owner or PROGRAMME)


def _name(place: Path) -> str | int:
    """The last name of a place; a position in a list is told with the name of the list."""
    last = place[-1]
    return f"{place[-2]}_{last + 1}" if isinstance(last, int) and len(place) > 1 else last


def _range(raw: Any) -> str:
    """``-8% to +5%, each year``; a dash where there is none."""
    if not is_range(raw):
        return NONE
    ends = " to ".join(str(raw[name]) for name in ("low", "high") if raw.get(name) is not None)
    rest = [f"{name} {raw[name]}" for name in RANGE_KEYS if name in raw and name not in ("low", "base", "high")]
    return ", ".join(part for part in (ends, *rest) if part)


def _raw(value: Any, side: Stated, place: Path) -> str:
    """What is written; of a choice that nobody made the one that is assumed."""
    if value is None:
        scope = side.scopes.get((str(place[1]),) if place[0] == "options" else ("programme",))
        assumed = scope.chosen(str(place[-1])) if scope else None
        return NONE if assumed is None else f"{assumed} (assumed)"
    return _said(value)


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return f"{len(value)} entries" if len(value) > MOST_LISTED else _text(", ".join(map(_said, value)))
    if isinstance(value, Mapping):
        return _text(", ".join(f"{people(str(name)).lower()} {_said(one)}" for name, one in value.items())) or "empty"
    return f"{value:,}" if isinstance(value, int) else _text(value)


def _text(value: Any) -> str:
    text = " ".join(str(value).split())
    return (text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…") or NONE
