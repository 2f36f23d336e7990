"""What changed from one scenario to another is told in words, and nothing that is written otherwise is left out."""

import copy
import random
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest

from tcomodel import Comparison, compare, load_scenario, read_scenario, scenario_from
from tcomodel.entry_at import put_at
from tcomodel.problems import ProblemsFound
from tcomodel.readers.changed_inputs import ScenarioChange
from tcomodel.readers.scenario_changes import differing, scenario_changes
from tcomodel.readers.scenario_file import standalone
from tcomodel.yaml_file import Path
from tests.case_file import ROOT, card

FOLDER = ROOT / "data" / "scenarios"
SEATS, HYBRID = "Philippines, per seat", "Philippines, core seats and overflow"


@cache
def sample(name: str = "example") -> Comparison:
    return compare(load_scenario(FOLDER / f"{name}.yaml"), card())


def edited(change: Callable[[dict[str, Any]], Any], name: str = "example") -> Comparison:
    """A sample after somebody changed its data."""
    before = sample(name)
    data = copy.deepcopy(dict(before.scenario.data))
    change(data)
    return compare(scenario_from(data, before.scenario.folder), card())


def rows(before: Comparison, after: Comparison) -> list[tuple[str, ...]]:
    return [(one.what, one.where, one.before, one.after, one.unit) for one in scenario_changes(before, after)]


def put(place: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda data: put_at(data, tuple(place.split(".")), value)


CASES: dict[str, tuple[Callable[[dict[str, Any]], Any], list[tuple[str, ...]]]] = {
    "a number": (
        put("staffing.occupancy", "82.5%"), [("Occupancy", "Programme", "80 %", "82.5 %", "")],
    ),
    "a number that differs in its fifth digit": (
        put("staffing.occupancy", "80.001%"), [("Occupancy", "Programme", "80 %", "80.001 %", "")],
    ),
    "one of several that differs in its fifth digit": (
        put("demand.seasonality", [0.96, 0.92, 0.95, 0.94, 0.96, 0.97, 0.98, 0.98, 0.99, 1.03, 1.15, 1.17000000001]),
        [("Seasonality, December", "Programme", "1.17", "1.17000000001", "")],
    ),
    "one of several": (
        put("service.handle_time.voice.base", 410),
        [("Handle time", "Programme, Voice", "390", "410", "seconds per contact")],
    ),
    "several that become one": (
        put("service.handle_time", 420),
        [("Handle time", "Programme, Voice", "390", "420 (as in Programme)", "seconds per contact"),
         ("Handle time", "Programme, Chat", "540", "420 (as in Programme)", "seconds per contact"),
         ("Handle time", "Programme, Email", "420", "420 (as in Programme)", "seconds per contact")],
    ),
    "what an option takes from the programme": (
        put("options.resolutions.staffing.occupancy", "83%"),
        [("Occupancy", "AI first, per resolution", "80 % (as in Programme)", "83 %", "")],
    ),
    "a name": (put("name", "Mine"), [("Name", "Scenario", sample().scenario.file.name, "Mine", "")]),
    "an option's name": (
        put("options.seats_manila.label", "Manila"),
        [("Name of the option", "Manila", SEATS, "Manila", "")],
    ),
    "an option that is gone": (
        lambda data: data["options"].pop("hybrid"),
        [("Option", HYBRID, "Hybrid: core seats plus overflow tickets", "removed", "")],
    ),
    "an option that came": (
        put("options.flat", {"label": "Flat", "pricing": {"model": "fixed_fee", "monthly_fee": 9}}),
        [("Option", "Flat", "–", "added: Fixed fee", "")],
    ),
    "the same number written otherwise": (put("staffing.occupancy", 0.8), []),
    "an option left out": (
        put("options.hybrid.in_comparison", False), [("In the comparison", HYBRID, "yes (assumed)", "no", "")],
    ),
    "a choice": (
        put("timing.discount_timing", "end"), [("Discount timing", "Programme", "mid (assumed)", "end", "")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", CASES)
def test_a_change_is_told_in_words(kind: str):
    change, expected = CASES[kind]
    assert rows(sample(), edited(change)) == expected


def test_a_clause_that_came_is_told_with_its_numbers():
    after = edited(put("options.seats_manila.contract.tax", {"vat_rate": "20%", "vat_recovery": "50%"}))
    assert rows(sample(), after) == [
        ("Clause: Tax", SEATS, "–", "added", ""),
        ("VAT rate (tax)", SEATS, "–", "20 %", ""),
        ("VAT recovery (tax)", SEATS, "–", "50 %", ""),
    ]
    assert rows(after, sample())[0] == ("Clause: Tax", SEATS, "in the contract", "removed", "")


def test_a_card_rate_that_became_a_number_says_where_it_came_from_and_its_range_goes():
    after = edited(put("options.seats_manila.pricing.seat_rate", 2240))
    found = rows(sample(), after)
    assert [row[0] for row in found] == ["Seat rate", "Range of seat rate"]
    assert found[0][2].startswith("2,240 (card rate '")
    assert found[0][3:] == ("2,240", "USD per seat and month")
    assert found[1][2:4] == ("-8% to +5%", "–")


def test_another_range_is_a_change_though_no_number_is():
    after = edited(put("demand.volume.voice.high", 50000))
    assert sample().cheapest.total == after.cheapest.total
    high = sample().scenario.data["demand"]["volume"]["voice"]["high"]
    [told] = scenario_changes(sample(), after)
    assert told.what == "Range of volume"
    assert told.after == told.before.replace(str(high), "50000") != told.before


def test_months_that_changed_alike_are_told_together():
    volumes = [5000.0] * 24
    data = {"start": "2027-01", "months": 24, "demand": {"volume": volumes}, "service": {"handle_time": 300}}
    data |= {"staffing": {"occupancy": "80%", "shrinkage": "30%", "paid_hours": 160}}
    data["options"] = {"own": {"in_house": {"hourly_wage": 20}}}
    before = compare(scenario_from(data), card())
    more = [*volumes[:3], *[6000.0] * 4, *volumes[7:]]
    after = compare(scenario_from(data | {"demand": {"volume": more}}), card())
    unit = "contacts per month"
    assert rows(before, after) == [("Volume, 2027-04 to 2027-07", "Programme, Contacts", "5,000", "6,000", unit)]
    each = compare(scenario_from(data | {"demand": {"volume": [5000.0 + at for at in range(24)]}}), card())
    assert rows(before, each) == [("Volume", "Programme, Contacts", "5,000", "5,000 to 5,023", unit)]
    all_of_them = compare(scenario_from(data | {"demand": {"volume": 7000}}), card())
    assert rows(before, all_of_them) == [("Volume", "Programme, Contacts", "5,000", "7,000", unit)]


def test_another_term_is_no_change_of_numbers_that_hold_for_all_months():
    data = dict(sample().scenario.data)
    after = edited(put("months", 48))
    assert rows(sample(), after) == [("Term", "Scenario", str(data["months"]), "48", "months")]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_scenario_saved_and_opened_is_the_same(path):
    before = sample(path.stem)
    after = compare(read_scenario(standalone(before)), card())
    told = scenario_changes(before, after)
    assert not [one for one in told if "(from " not in one.before], "a file it read is written out, and no more"
    assert scenario_changes(before, before) == ()


# ---------------------------------------------------------------- nothing is left out


def leaves(data: Any, place: Path = ()) -> Iterator[tuple[Path, Any]]:
    if isinstance(data, dict):
        for name, one in data.items():
            yield from leaves(one, (*place, name))
    elif isinstance(data, list):
        for at, one in enumerate(data):
            yield from leaves(one, (*place, at))
    else:
        yield place, data


def nudged(value: Any) -> Any:
    """Another value of the same kind, near by."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1 if isinstance(value, int) else value * 0.97
    if isinstance(value, str) and value.strip().endswith("%"):
        number = float(value.strip().rstrip("%"))
        return f"{'+' if value.strip()[0] == '+' else ''}{number * 0.97:.6g}%"
    return f"{value} and more" if isinstance(value, str) else value


@pytest.mark.parametrize("name", ["example", "nearshore_per_minute", "offshore_anchored_voice", "ai_first"])
def test_whatever_is_changed_is_told_at_its_place(name: str):
    before = sample(name)
    every = [(place, value) for place, value in leaves(before.scenario.data) if place[0] != "card"]
    tried = 0
    for place, value in random.Random(name).sample(every, 20):
        try:
            after = edited(lambda data, place=place, value=value: put_at(data, place, nudged(value)), name)
        except ProblemsFound:
            continue  # no scenario: an unknown name, a sum that must be 100 %
        tried += 1
        told = scenario_changes(before, after)
        assert [one for one in told if touches(one, place)], (place, value)
        back = scenario_changes(after, before)
        assert {(one.what, one.words) for one in told} == {(one.what, one.words[::-1]) for one in back}
    assert tried > 7


def touches(one: ScenarioChange, place: Path) -> bool:
    return place[: len(one.place)] == one.place or one.place[: len(place)] == place


def test_differing_places_are_as_deep_as_they_go():
    before = {"a": {"b": 1, "c": [1, {"d": 2}]}, "e": True, "f": {}}
    after = {"a": {"b": 1, "c": [1, {"d": 3}]}, "e": 1, "g": {"h": 1}}
    assert list(differing(before, after)) == [("a", "c", 1, "d"), ("e",), ("f",), ("g", "h")]
