"""Wrong files: what is wrong, where, and what to write instead. Never a traceback.

Each file of ``bad/`` breaks one rule (``several*`` break more). Its first lines say what the message must contain,
and ``# here`` marks the lines the message must name.
"""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tcomodel import compare, load_card, load_scenario, read_card, read_scenario, scenario_from
from tcomodel.entry_numbers import number
from tcomodel.givens import Given
from tcomodel.monthly_csv import monthly_column
from tcomodel.problems import EntryProblem, ProblemsFound
from tcomodel.yaml_file import LARGEST_FILE, read_yaml
from tests.case_file import ROOT, card

BAD = Path(__file__).parent / "bad"
TOLD = sorted(
    path.name
    for path in BAD.glob("*.yaml")
    if path.name not in ("empty.yaml", "binary.yaml", "control_characters.yaml")
)


class Told(NamedTuple):
    """A bad file, line by line, and what is said about it."""

    name: str
    lines: list[str]
    said: ProblemsFound

    @property
    def named(self) -> list[int]:
        """The lines that are named; 0 where none is."""
        return [problem.line or 0 for problem in self.said.problems]


# One test asks one thing of all bad files, nearly three hundred, and names each that breaks it.


@pytest.fixture(scope="module")
def told() -> list[Told]:
    """What is said, whether it is found on reading or on putting the model together."""
    found, otherwise = [], {}
    for path in (BAD / name for name in TOLD):
        try:
            result = load_card(path) if path.name.startswith("card") else compare(load_scenario(path), card())
            otherwise[path.name] = f"taken as if nothing were wrong: {type(result).__name__}"
        except ProblemsFound as said:
            found.append(Told(path.name, path.read_text(encoding="utf-8").splitlines(), said))
        except Exception as crash:
            otherwise[path.name] = f"crashed: {crash!r}"
    assert otherwise == {}
    assert len(found) == len(TOLD) > 260
    return found


def test_a_bad_file_is_told_apart(told: list[Told]):
    prefix = "# must say: "
    wanted = {one.name: [line.removeprefix(prefix) for line in one.lines if line.startswith(prefix)] for one in told}
    assert [name for name, all_words in wanted.items() if not all_words] == [], "files that do not say what to look for"
    missing = [
        f"{one.name}: {words!r} is missing from\n{one.said}"
        for one in told
        for words in wanted[one.name]
        if words not in str(one.said)
    ]
    assert not missing, "\n\n".join(missing)


def test_a_bad_file_is_told_with_its_lines_in_order(told: list[Told]):
    assert {one.name: one.named for one in told if one.named != sorted(one.named)} == {}
    marked = {one.name: {number for number, line in enumerate(one.lines, 1) if line.endswith("# here")} for one in told}
    assert sum(map(bool, marked.values())) > 200
    wrong = [
        f"{one.name}: lines {sorted(marked[one.name])} are wrong, {one.named} are named"
        for one in told
        if marked[one.name] and set(one.named) != marked[one.name]
    ]
    assert wrong == []
    of_another_file = {
        one.name: problem.file for one in told for problem in one.said.problems if not problem.file.endswith(one.name)
    }
    assert of_another_file == {}


def test_one_slip_is_one_problem(told: list[Told]):
    """A person who made one mistake reads one message; what follows from it is not another."""
    more = [f"{one.name}:\n{one.said}" for one in told if "several" not in one.name and len(one.said.problems) != 1]
    assert not more, "\n\n".join(more)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("empty.yaml", "a scenario holds start, months, demand and options"),
        ("binary.yaml", "it is not a text file"),
        ("control_characters.yaml", "not readable as YAML"),
        ("nowhere.yaml", "the scenario cannot be read: No such file"),
    ],
)
def test_what_is_no_scenario_at_all(name: str, words: str):
    with pytest.raises(ProblemsFound) as found:
        load_scenario(BAD / name)
    assert words in str(found.value)
    assert name in str(found.value)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("empty.yaml", "a rate card needs rates"),
        ("binary.yaml", "the rate card cannot be read"),
        ("control_characters.yaml", "not readable as YAML"),
        ("nowhere.yaml", "the rate card cannot be read"),
    ],
)
def test_what_is_no_card_at_all(name: str, words: str):
    with pytest.raises(ProblemsFound) as found:
        load_card(BAD / name)
    assert words in str(found.value)


def test_a_file_too_large_to_be_a_scenario():
    with pytest.raises(ProblemsFound, match=f"the limit is {LARGEST_FILE:,}"):
        read_scenario("#" * (LARGEST_FILE + 1))


@pytest.mark.parametrize("text", ["[" * 100_000, "a: {" * 100_000, "- " * 100_000, "demand:\n volume:" + " [" * 500])
def test_a_file_nested_beyond_reason(text: str):
    """Reading it to the end would take hours."""
    with pytest.raises(ProblemsFound, match="more than 40 deep"):
        read_scenario(text)


def test_a_csv_needs_a_folder():
    text = (BAD / "csv_month_missing.yaml").read_text(encoding="utf-8")
    with pytest.raises(ProblemsFound, match="opened as a file"):
        compare(read_scenario(text), card())


# -- whatever is written, a person reads a message ---------------------------------------------------

EXAMPLE = read_yaml((ROOT / "data" / "scenarios" / "example.yaml").read_text(encoding="utf-8")).data
CARD = {
    "card": {"name": "A card", "as_of": "2026"},
    "rates": {
        "a.b": {
            "title": "T", "low": 1, "base": 2, "high": 3, "range": "minimum and maximum", "unit": "USD/hour",
            "currency": "USD", "location": "L", "channel": "all", "as_of": "2026", "source": "S", "address": "A",
            "index": "none",
        }
    },
}  # fmt: skip


def places_of(data: Any, above: tuple = ()) -> list[tuple]:
    """Every place of nested data."""
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [above] * bool(above) + [place for key, value in inside for place in places_of(value, (*above, key))]


def put(data: Any, place: tuple, value: Any) -> Any:
    changed = copy.deepcopy(data)
    spot = changed
    for key in place[:-1]:
        spot = spot[key]
    spot[place[-1]] = value
    return changed


def outcome(attempt: Callable[[], Any]) -> Any:
    """What comes of an attempt: its result, or the problems it tells. Anything else is a crash."""
    try:
        return attempt()
    except ProblemsFound as told:
        return told


# No Phase.explain: it traces every line of the model again and takes minutes where a test fails.
PHASES = [Phase.explicit, Phase.generate, Phase.shrink]
STRANGE = st.sampled_from(
    [
        None, True, False, 0, 1, -1, 0.5, 3, 7.5, 13, 1e9, -1e9, 1e15, 1e16, 1e308, float("nan"), float("inf"), 10**400,
        "", "text", "3%", "-3%", "300%", "1e5", "= 1 + 1", "$", "\x00", "é" * 200, "__class__", "%", "{}", "2027-01",
        [], [1], [1, 2, 3], [0.5] * 12, [1.0] * 60, ["3%"] * 60, [0] * 60, [[1]], [None], ["a"], [True] * 60, [{}],
        {}, {"": 1}, {"rate": None}, {"rate": "nowhere"}, {"rate": []}, {"rate": "united_states.wage.agent"},
        {"rate": "united_states.attrition"}, {"rate": "united_states.wage.agent", "at": []},
        {"csv": "x.csv"}, {"csv": None}, {"csv": "\x00", "column": []}, {"csv": "example.yaml", "column": "name"},
        {"voice": 1}, {"voice": {"voice": 1}}, {"voice": 1, "chat": None, "email": "3%"}, {"near": 1},
        {"nearshore": 1, "onshore": 2}, {"model": "per_hour"}, {"model": []}, {"model": {}}, {"kpis": {}},
        {"kpis": {"a": None}}, {"month": 1}, {"a": {"b": {"c": 1}}},
        [{"month": 1, "share": 1}], [{"month": [], "share": None}], [{"month": 1, "share": "x"}], [{"share": 1}],
    ]
)  # fmt: skip
STRANGE_CARD = STRANGE | st.sampled_from(["USD/seat", "%/year", "USD", "//", "none", ["a.b"], ["c"], [[]], {"a": 1}])


@settings(max_examples=400, derandomize=True, deadline=None, database=None, phases=PHASES)
@given(st.lists(st.tuples(st.sampled_from(places_of(EXAMPLE)), STRANGE), min_size=1, max_size=2))
def test_a_scenario_with_anything_anywhere(changes: list[tuple[tuple, Any]]):
    data = EXAMPLE
    for place, value in changes:
        try:
            data = put(data, place, value)
        except (KeyError, TypeError, IndexError):
            continue  # the first change took this place away
    result = outcome(lambda: compare(scenario_from(data, ROOT / "data" / "scenarios"), card()))
    if isinstance(result, ProblemsFound):
        assert result.problems
        assert all(problem.message for problem in result.problems)
    else:
        assert all(abs(option.total) < float("inf") for option in result.options)


@settings(max_examples=300, derandomize=True, deadline=None, database=None, phases=PHASES)
@given(st.sampled_from(places_of(CARD)), STRANGE_CARD)
def test_a_card_with_anything_anywhere(place: tuple, value: Any):
    result = outcome(lambda: read_card(json.dumps(put(CARD, place, value), ensure_ascii=False)))
    assert result.problems if isinstance(result, ProblemsFound) else len(result) >= 1


@settings(max_examples=300, derandomize=True, deadline=None, database=None, phases=PHASES)
@given(st.text(alphabet="abr:-{}[]&*!|>%#'\"\n\t 0123.é\x00", max_size=60))
def test_any_text_at_all(text: str):
    for read in (read_scenario, read_card):
        with pytest.raises(ProblemsFound):
            read(text)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("3%", 0.03),
        ("3.5 %", 0.035),
        (".5%", 0.005),
        ("-2%", -0.02),
        ("+2%", 0.02),
        ("1_0%", 0.1),
        (" 12.25% ", 0.1225),
    ],
)
def test_a_percentage_is_read_as_it_is_written(text: str, share: float):
    assert number(Given("growth", "1/year", "", "Growth", least=-1, most=1), text) == share


@pytest.mark.parametrize("text", ["3,5%", "1,23%", "%", ".%", "3%%", "3 percent", "0x1%", "1e2%", "--3%", "", " "])
def test_what_is_no_percentage(text: str):
    with pytest.raises(EntryProblem, match="expected a number"):
        number(Given("growth", "1/year", "", "Growth", least=-1, most=50), text)


def test_thousands_in_a_csv():
    text = 'month,calls\n2027-01,"1,234"\n2027-02,"12,345,678.5"\n2027-03-31,1e3\n'
    values = monthly_column(text, "month", "calls", "volumes.csv")
    assert values == {"2027-01": 1234, "2027-02": 12345678.5, "2027-03": 1000}
