"""What the readers say: formulas in words, explanations, tables, data, CSV and the generated pages.

Two small scenarios can be worked out by hand; their texts stand in golden/ as a person would want to read
them. To accept a change there, look at the difference and run: WRITE_GOLDEN=1 pytest tests/test_readers.py
"""

import csv
import json
import os
import random
import re
from collections.abc import Iterator
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tcomodel import Comparison, compare, load_card, load_scenario, read_card, read_scenario, scenario_from
from tcomodel.csv_cells import harmless
from tcomodel.evaluation import evaluate
from tcomodel.lines import LINES, Line, people
from tcomodel.problems import ProblemsFound
from tcomodel.readers import document
from tcomodel.readers.answer import answer, assumptions_in_words
from tcomodel.readers.data import to_csv, to_data
from tcomodel.readers.english import Speaker, amount, figure, formula_in_words, people_unit, sentence
from tcomodel.readers.tables import WIDTH, to_text
from tcomodel.readers.trace import Explanation, explain
from tcomodel.symbols import Name, Number, Operation, Symbol, walk
from tcomodel.words import at_least, previous, round_up, running_total, share_of, when

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"

CARD = """
card: {name: Two rates, as_of: 2026-11}
rates:
  us.wage: {title: Hourly wage, value: 20, unit: USD/hour, currency: USD, location: United States, channel: all,
    as_of: 2025-05, source: A wage survey, address: "https://example.org/wages", index: none}
  ph.fee: {title: Transition fee, low: 40000, base: 60000, high: 80000, range: minimum and maximum, unit: USD,
    currency: USD, location: Philippines, channel: all, as_of: 2026, source: A price list,
    address: "https://example.org/prices", index: none}
"""

# Fifteen agents at 160 hours and 20 USD are 32,000 + 16,000 a month, with 10 % bonus 52,800; 14 months 739,200.
# The vendor takes 1,000 x 8 + 500 x 4 = 10,000 a month and 60,000 in month 1: 200,000.
# The 60,000 are due at once and 42,800 a month come in: month 2 begins 17,200 behind, payback 1 + 17,200 / 42,800.
SMALL = """
name: Small
currency: USD
start: 2027-10
months: 14
timing: {discount_rate: 0%}
demand:
  volume: {voice: 1000, chat: 500}
service: {first_contact_resolution: 80%, handle_time: {voice: 300, chat: 600}}
staffing: {fixed_agents: {voice: 10, chat: 5}, paid_hours: 160, occupancy: 80%, shrinkage: 30%}
options:
  own:
    label: Own team
    in_house: {hourly_wage: {rate: us.wage}, bonus_rate: 10%}
  vendor:
    label: Vendor, per ticket
    pricing: {model: per_ticket, ticket_price: {voice: 8, chat: 4}}
    transition: {transition_fee: {rate: ph.fee}}
"""

# The vendor costs 15,000 a month and the own team 10,000: nothing is ever saved. Nobody says how many contacts
# are resolved, so there is no cost per resolved contact.
NEVER = """
name: A vendor that never pays back
currency: EUR
start: 2026-01
months: 3
timing: {discount_rate: 0%}
demand: {volume: 100}
options:
  own: {in_house: {monthly_budget: 10000}}
  vendor:
    label: An outsourcer whose name is longer than the column is wide
    pricing: {model: per_seat, contracted_seats: 5, seat_rate: 3000}
"""


@pytest.fixture(scope="module")
def small() -> Comparison:
    return compare(read_scenario(SMALL), read_card(CARD))


@pytest.fixture(scope="module")
def never() -> Comparison:
    return compare(read_scenario(NEVER), read_card(CARD))


@pytest.fixture(scope="module")
def example() -> Comparison:
    return compare(load_scenario(ROOT / "data" / "scenarios" / "example.yaml"), load_card(ROOT / "data" / "rates.yaml"))


def matches_golden(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("WRITE_GOLDEN") == "1":
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8"), f"{name} differs; see the head of this file"


# ---------------------------------------------------------------- units and numbers


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("currency/agent/month", "USD per agent and month"),
        ("currency", "USD"),
        ("contact/month", "contacts per month"),
        ("person", "people"),
        ("1/year", "per year"),
        ("1", ""),
    ],
)
def test_units_are_said_in_words(unit: str, words: str) -> None:
    assert people_unit(unit, "USD") == words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (1234567.891, "currency", "1,234,567.89"),
        (0.0129, "currency/minute", "0.0129"),
        (2.6, "currency/contact", "2.60"),
        (0, "currency", "0.00"),
        (-0.0, "contact", "0"),
        (76.9312, "agent", "76.93"),
        (1.03, "1", "1.03"),
        (0.0000123, "1", "1.23e-05"),
        (-5.5, "currency", "-5.50"),
    ],
)
def test_numbers_keep_the_digits_that_matter(value: float, unit: str, words: str) -> None:
    assert figure(value, unit) == words


def test_a_yearly_rate_is_said_in_percent_and_one_thing_in_the_singular() -> None:
    assert amount(0.035, "1/year", "USD") == "3.5 % per year"
    assert amount(1, "agent", "USD") == "1 agent"
    assert amount(2, "person", "USD") == "2 people"


# ---------------------------------------------------------------- formulas in words


def say(symbol: Symbol) -> str:
    return Speaker(lambda name: name, lambda name: "members", lambda name: None, frozenset({"switch"})).say(symbol)


a, b, c = Name("a"), Name("b"), Name("c")


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        (a - (b + c), "a − (b + c)"),
        (a - b + c, "a − b + c"),
        (a * (b + c), "a × (b + c)"),
        (a / (b * c), "a ÷ (b × c)"),
        (a * b / c, "a × b ÷ c"),
        ((1 + a) ** b * c, "((1 + a) to the power of b) × c"),
        ((1 + a) ** b, "(1 + a) to the power of b"),
        (0 - a * b, "minus a × b"),
        (a - (0 - b), "a − (minus b)"),
        (at_least(a - b, 0), "the larger of a − b and 0"),
        (at_least(at_least(a, b), c), "the larger of (the larger of a and b) and c"),
        (c * at_least(a, b), "c × (the larger of a and b)"),
        (round_up(a / b), "(a ÷ b) rounded up to a whole number"),
        (share_of(a, b - c), "a divided by (b − c) (nothing where there is nothing to divide by)"),
        (running_total(a), "a added up since the first month"),
        (a - previous(a), "a − (a of the month before)"),
        (when(a <= b, c, 0), "c if a is at most b, otherwise 0"),
        (when(Name("switch") > 0, a, b), "a if switch is yes, otherwise b"),
        (when(a > 0, when(b > 0, 1, 0), c), "(1 if b is more than 0, otherwise 0) if a is more than 0, otherwise c"),
    ],
)
def test_brackets_stand_only_where_they_are_needed(formula: Symbol, words: str) -> None:
    assert say(formula) == words


def arithmetic_lines() -> list[Line]:
    """The lines made of names, numbers and arithmetic alone, whose words can be worked out again."""
    known = [line for module, lines in LINES.items() if module.startswith("tcomodel.") for line in lines]
    plain = [line for line in known if not line.looks_back]
    return [line for line in plain if all(isinstance(s, Name | Number | Operation) for s in walk(line.formula))]


def worked_out(words: str, numbers: dict[str, float]) -> float:
    """The number a formula in words comes to, worked out by somebody who knows nothing but the words."""
    for name in sorted(numbers, key=len, reverse=True):
        words = re.sub(rf"(?<![\w.]){re.escape(name)}(?: \(of the baseline\))?(?![\w.])", repr(numbers[name]), words)
    for sign, python in {"minus": "-", "−": "-", "×": "*", "÷": "/", "to the power of": "**"}.items():
        words = words.replace(sign, python)
    assert re.fullmatch(r"[-+*/(). 0-9e]+", words), words
    return float(eval(words, {"__builtins__": {}}))


def test_the_words_of_a_formula_work_out_to_its_number() -> None:
    draw = random.Random(7)
    lines = arithmetic_lines()
    assert len(lines) > 60
    for line in lines:
        values = [draw.uniform(0.1, 0.9) for _ in line.ingredients]
        names = {name[:1].lower() + name[1:] if not name[1:2].isupper() else name: value
                 for name, value in zip((people(i.name) for i in line.ingredients), values, strict=True)}  # fmt: skip
        said = worked_out(formula_in_words(line), names)
        assert said == pytest.approx(float(line.function(*values)), rel=1e-9), formula_in_words(line)


def test_sentences_of_rows(small: Comparison) -> None:
    said = {row.key: sentence(row) for row in small.model.rows}
    assert said["own.voice.wages"] == "Wages = paid time × hourly wage × wage index"
    assert said["own.base_wages"] == "Base wages = the sum of wages (Voice) and wages (Chat)"
    assert said["own.cost_of_agents_pay"] == "Agents' pay = the sum of bonus, wages (Voice) and wages (Chat)"
    assert said["vendor.fee"] == "Fee = the sum of channel fee (Voice) and channel fee (Chat)"
    assert said["vendor.baseline_cost"] == "Baseline cost = total cost (Own team)"
    assert said["vendor.cumulative_saving"] == "Cumulative saving = saving added up since the first month"
    assert said["vendor.npv"] == "NPV = the sum of present value over the term"


def test_a_single_channel_needs_no_place(never: Comparison) -> None:
    assert sentence(never.row("own.contacts_handled")) in {
        "Contacts handled = contacts",
        "Contacts handled = issues taken",
    }


def test_every_line_of_the_model_can_be_put_into_words() -> None:
    for module, lines in LINES.items():
        for line in lines if module.startswith("tcomodel.") else ():
            said = formula_in_words(line)
            assert said.count("(") == said.count(")")
            assert not re.search(r"[{}_]|\bNone\b", said), said


# ---------------------------------------------------------------- explanations


def nodes(explanation: Explanation) -> Iterator[Explanation]:
    yield explanation
    for one in explanation.ingredients:
        yield from nodes(one)


def test_explanation_of_one_month(small: Comparison) -> None:
    """10 agents x 160 hours x 20 USD and 5 x 160 x 20, of which 10 %."""
    explanation = explain(small, "own.bonus", 1)
    assert explanation.value == pytest.approx((10 + 5) * 160 * 20 * 0.10)
    matches_golden("explanation_of_a_month.txt", explanation.text())


def test_explanation_of_the_term(small: Comparison) -> None:
    """60,000 once: 60,000 over the term."""
    explanation = explain(small, "vendor.transition_payment")
    assert explanation.value == pytest.approx(60000)
    matches_golden("explanation_of_the_term.txt", explanation.text())


def test_every_row_of_the_example_can_be_explained(example: Comparison) -> None:
    for row in example.model.rows:
        values = np.asarray(example.values[row], dtype=float)
        for month in [1, example.scenario.file.months] if row.is_monthly else [None]:
            found = explain(example, row.key, month, depth=2)
            assert found.value == pytest.approx(float(values[month - 1] if month else values), abs=0)
            assert found.words
            assert found.says
            text = found.text()
            assert not re.search(r"[{}]|None|\bnan\b", text), text
            json.dumps(found.as_dict(), allow_nan=False)


def test_an_explanation_goes_down_to_inputs_and_tells_each_thing_once(example: Comparison) -> None:
    found = list(nodes(explain(example, "seats_manila.total_cost", 5)))
    leaves = [one for one in found if not one.ingredients and not one.repeated]
    assert leaves
    assert all(one.source for one in leaves)
    told = [(one.key, one.over) for one in found if one.ingredients]
    assert len(told) == len(set(told))
    earlier: set[tuple[str, str]] = set()
    for one in found:
        assert one.repeated == ((one.key, one.over) in earlier), one.key
        earlier.add((one.key, one.over))


def test_sources_name_card_line_file_and_assumption(tmp_path: Path) -> None:
    (tmp_path / "volumes.csv").write_text("month,calls\n" + "".join(f"2027-{m:02d},{m * 100}\n" for m in (10, 11, 12)))
    text = SMALL.replace("months: 14", "months: 3").replace("voice: 1000,", "voice: {csv: volumes.csv, column: calls},")
    (tmp_path / "scenario.yaml").write_text(text.replace("{rate: ph.fee}", "{rate: ph.fee, at: low}"))
    comparison = compare(load_scenario(tmp_path / "scenario.yaml"), read_card(CARD))
    sources = {one.key: one.source for one in nodes(explain(comparison, "vendor.total_cost", 2)) if one.source}
    volume, fee = sources["programme.voice.volume"], sources["vendor.transition_fee"]
    assert (volume.kind, volume.details["file"]) == ("file", "volumes.csv")
    assert fee.text == "rate card: ph.fee, low of its range, as of 2026"
    assert fee.details["address"] == "https://example.org/prices"
    line = next(number for number, one in enumerate(text.splitlines(), 1) if "ticket_price" in one)
    assert sources["vendor.voice.ticket_price"].text == f"stated in the scenario, line {line}"
    assert sources["assumed.annual_growth"].text == "assumed: no growth unless you state it"
    months_per_year = explain(comparison, "assumed.months_per_year").source
    assert months_per_year is not None
    assert months_per_year.kind == "constant"


def test_the_payment_point_is_stated_or_assumed_as_the_scenario_says() -> None:
    for entry, kind in ((", discount_timing: end", "scenario"), ("", "assumed")):
        text = SMALL.replace("discount_rate: 0%", f"discount_rate: 0%{entry}")
        source = explain(compare(read_scenario(text), read_card(CARD)), "programme.paid_at").source
        assert source is not None
        assert source.kind == kind


def test_a_replaced_input_is_not_credited_to_the_card(small: Comparison) -> None:
    wage = next(one for one in small.model.inputs if one.name == "hourly_wage")
    assert explain(small, "own.hourly_wage").source.kind == "rate card"  # type: ignore[union-attr]
    changed = Comparison(small.model, evaluate(small.model, {wage: 25.0}))
    found = explain(changed, "own.hourly_wage")
    assert (found.value, found.source.kind) == (25.0, "changed")  # type: ignore[union-attr]


def test_a_running_total_shows_the_month_before(small: Comparison) -> None:
    """Month 1: 52,800 - 70,000 = -17,200; month 2: + 42,800 = 25,600. It begins with 42,800 saved and 60,000 paid."""
    found = explain(small, "vendor.cumulative_saving", 2)
    assert found.value == pytest.approx(25600)
    assert found.where == ("where the month before it is -17,200.00 USD",)

    start = explain(small, "vendor.balance_at_start", 2)
    assert start.value == pytest.approx(-17200)
    assert start.where == ("where saved so far of the month before is 42,800.00 USD",)


def test_over_the_term_people_are_no_sum(small: Comparison) -> None:
    found = explain(small, "programme.month")
    assert (found.value, found.span, found.value_in_words) == (None, (1.0, 14.0), "1 to 14")
    assert explain(small, "own.team").value_in_words == "15 agents"
    assert explain(small, "vendor.cumulative_saving").value_in_words == "539,200.00 USD at the end of the term"


def test_an_unknown_line_gets_the_nearest_name(small: Comparison) -> None:
    with pytest.raises(KeyError, match=r"no line 'vendor.fe'; did you mean vendor.fee\?"):
        explain(small, "vendor.fe")


def test_a_month_outside_the_term_is_a_problem(small: Comparison) -> None:
    for month in (0, 15):
        with pytest.raises(ProblemsFound, match=f"month is {month}; expected 1 to 14"):
            explain(small, "vendor.fee", month)
    with pytest.raises(ProblemsFound, match="NPV is one number for the whole term"):
        explain(small, "vendor.npv", 3)


def test_depth_cuts_and_says_so(small: Comparison) -> None:
    found = explain(small, "vendor.total_cost", 1, depth=1)
    assert all(one.cut and not one.ingredients for one in found.ingredients)
    assert "(its ingredients lie deeper than was asked for)" in found.text()


# ---------------------------------------------------------------- tables


def test_table_of_the_small_scenario(small: Comparison) -> None:
    vendor = small.option("vendor")
    assert small.option("own").total == pytest.approx(14 * (48000 + 4800))
    assert vendor.total == pytest.approx(14 * 10000 + 60000)
    assert vendor.figure("payback") == pytest.approx(1 + 17200 / 42800)
    matches_golden("table.txt", to_text(small))


def test_table_with_reasons_for_what_is_not_there(never: Comparison) -> None:
    assert never.option("vendor").figure("payback") is None
    matches_golden("table_with_reasons.txt", to_text(never))


def many_options(amount: int, count: int, months: int) -> Comparison:
    options = {
        f"option_{i}": {"label": f"Option {i} " + "x" * 60, "in_house": {"monthly_budget": amount}}
        for i in range(count)
    }
    data = {"start": "2026-01", "months": months, "demand": {"volume": 100}, "options": options}
    return compare(scenario_from(data), read_card(CARD))


@pytest.mark.parametrize(("amount", "months"), [(1000, 240), (10**14, 240), (10**9, 1)])
def test_a_table_is_never_wider_than_its_page(amount: int, months: int) -> None:
    text = to_text(many_options(amount, 12, months))
    assert max(len(line) for line in text.splitlines()) <= WIDTH
    year = min(12, months) * amount
    assert text.count(f"{year:,}") >= 12  # wrapped into blocks, and nothing left out


def test_an_assumption_says_whom_it_is_made_for(example: Comparison) -> None:
    """The in-house team states its attrition, vendors paid by the seat do not; only in-house has overtime."""
    said = {one.split(":")[0]: one for one in assumptions_in_words(example)}
    assert said["Attrition"].endswith(", for Philippines, per seat")
    assert said["Overtime premium"] == "Overtime premium: 50 % (time and a half), for In-house, United States"


def test_the_example_fits_the_page_and_the_answer_comes_first(example: Comparison) -> None:
    lines = to_text(example).splitlines()
    assert max(len(line) for line in lines) <= WIDTH
    assert lines[3].startswith(f"{example.cheapest.label} costs least: ")


def test_a_scenario_without_in_house_is_compared_without_savings() -> None:
    text = NEVER.replace("  own: {in_house: {monthly_budget: 10000}}\n", "")
    comparison = compare(read_scenario(text), read_card(CARD))
    assert "Against" not in to_text(comparison)
    vendor = comparison.options[0].label
    assert answer(comparison) == f"{vendor} costs 45,000 EUR over 3 months (45,000 at net present value)."
    metrics = to_data(comparison)["options"][0]["metrics"]
    assert metrics["payback"]["value"] is None
    assert metrics["payback"]["reason"]


# ---------------------------------------------------------------- data


def everything_in(data: Any) -> Iterator[Any]:
    if isinstance(data, dict):
        for key, one in data.items():
            assert isinstance(key, str)
            yield from everything_in(one)
    elif isinstance(data, list):
        for one in data:
            yield from everything_in(one)
    else:
        yield data


def test_data_are_plain_and_finite(example: Comparison) -> None:
    data = to_data(example)
    assert {type(one) for one in everything_in(data)} <= {str, int, float, bool, type(None)}
    assert json.loads(json.dumps(data, allow_nan=False)) == data


def test_data_hold_together(example: Comparison) -> None:
    data = to_data(example)
    months = data["scenario"]["number_of_months"]
    assert data["schema"] == 1
    assert len(data["scenario"]["months"]) == months == len(data["scenario"]["contract_years"])
    assert {one["key"] for one in data["options"]} == {option.key for option in example.options}
    lines = {line["key"] for one in data["options"] for line in one["lines"]} | {
        line["key"] for line in data["programme"]
    }
    assert lines == {row.key for row in example.model.rows}
    assert len(data["inputs"]) == len(example.model.inputs)
    for one in data["options"]:
        assert len(one["by_month"]) == months
        assert sum(one["by_month"]) == pytest.approx(one["total"])
        assert sum(one["by_year"]) == pytest.approx(one["total"])
        assert sum(category["total"] for category in one["by_category"].values()) == pytest.approx(one["total"])
        assert one["metrics"]["tco"]["value"] == pytest.approx(one["total"])
        for name, metric in one["metrics"].items():
            assert (metric["value"] is None) == bool(metric["reason"]), name


def test_a_missing_figure_has_its_reason(never: Comparison) -> None:
    vendor = next(one for one in to_data(never)["options"] if one["key"] == "vendor")
    assert "nobody gives it" in vendor["metrics"]["cost_per_resolved_contact"]["reason"]
    assert vendor["metrics"]["payback"]["reason"] == "the saving never makes up for what was paid before"
    assert vendor["metrics"]["irr"]["reason"] == "the flows never change sign, so no rate makes their value zero"


# ---------------------------------------------------------------- CSV


def test_csv_has_a_row_a_line_and_a_column_a_month(small: Comparison) -> None:
    rows = list(csv.DictReader(StringIO(to_csv(small))))
    assert len(rows) == len(small.model.rows)
    by_key = {row["line"]: row for row in rows}
    wages = by_key["own.voice.wages"]
    assert [wages[name] for name in ("option", "place", "label", "unit")] == [
        "Own team",
        "Voice",
        "Wages",
        "USD per month",
    ]
    assert (float(wages["2027-10"]), float(wages["total"])) == (32000, 14 * 32000)
    assert float(by_key["vendor.tco"]["total"]) == pytest.approx(200000)
    assert by_key["vendor.tco"]["2027-10"] == ""
    assert by_key["own.team"]["total"] == ""  # people of fourteen months are no sum


def test_csv_text_is_never_a_formula() -> None:
    evil = ['=HYPERLINK("http://x","y")', "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=2"]
    options = {f"o{i}": {"label": text, "in_house": {"monthly_budget": -0.0 + i + 1}} for i, text in enumerate(evil)}
    data = {"start": "2026-01", "months": 2, "demand": {"volume": 100}, "options": options}
    rows = list(csv.reader(StringIO(to_csv(compare(scenario_from(data), read_card(CARD))), newline="")))
    assert {row[0] for row in rows[1:]} == {"All options", *map(harmless, evil)}
    for row in rows[1:]:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row[:5])
        assert all(re.fullmatch(r"(-?[0-9.]+(e[-+]?\d+)?)?", cell) for cell in row[5:])


# ---------------------------------------------------------------- generated pages


def test_generated_pages_are_up_to_date() -> None:
    stale = ", ".join(path.name for path in document.stale_pages())
    assert not stale, f"{stale}: run make docs"


def test_the_page_of_lines_leaves_out_no_line_and_no_module() -> None:
    page = document.lines_page()
    named = {module.__name__ for module in document.modules()}
    for module, lines in LINES.items():
        if module.startswith("tcomodel."):
            assert module in named
            assert all(f"`{line.name}`" in page for line in lines)
    assert document.lines_page() == page


def test_every_table_row_of_the_pages_has_the_columns_of_its_head() -> None:
    for text in document.pages().values():
        columns = [len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0 for line in text.splitlines()]
        assert all(one == other for one, other in pairwise(columns) if one and other)
