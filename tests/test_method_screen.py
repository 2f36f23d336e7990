"""The Method page and the glossary: all that is used is there, found by its words, and said as the model says it."""

import ast
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import glossary as hover
from dashboard.method.conventions import conventions
from dashboard.method.finding import holds
from dashboard.method.said import Known, Used, for_people
from dashboard.method.words import pricing_rows
from tcomodel import Comparison, compare, load_scenario, pricing, scenario_from
from tcomodel.glossary import glossary, term_called
from tcomodel.lines import LINES
from tcomodel.problems import ProblemsFound
from tcomodel.readers import method
from tests.case_file import ROOT, card

SCENARIOS = sorted((ROOT / "data" / "scenarios").glob("*.yaml"))
TEN_TICKETS: dict[str, Any] = {
    "start": "2027-01",
    "months": 12,
    "demand": {"volume": {"voice": 1000}},
    "options": {"vendor": {"label": "Vendor *", "pricing": {"model": "per_ticket", "ticket_price": 4}}},
}


@pytest.fixture(scope="module")
def example() -> Comparison:
    return compare(load_scenario(ROOT / "data" / "scenarios" / "example.yaml"), card())


def page(**opened: Any) -> AppTest:
    program = f"""
import streamlit as st
for name, value in {opened!r}.items():
    st.session_state.setdefault(name.replace("_step", ":step").replace("__", ":"), value)
from dashboard import state
from dashboard.method import page
page.show(state.result())
"""
    app = AppTest.from_string(program, default_timeout=60).run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return "\n".join(one.value for kind in (app.markdown, app.caption, app.info, app.subheader) for one in kind)


# ---------------------------------------------------------------- the way of the money


def test_every_module_with_lines_stands_in_one_step():
    placed = [module.__name__ for step in method.steps() for module in step.modules]
    assert sorted(placed) == sorted(module.__name__ for module in method.modules())
    assert {name for name in LINES if name.startswith("tcomodel.")} <= set(placed)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_all_rows_of_a_comparison_are_said(path: Path):
    """Each line once, by the name and the meaning that its row has; the sums stand with the answer."""
    result = compare(load_scenario(path), card())
    rows = method.rows_by_line(result)
    told = [one.says for module in method.modules() for one in method.lines_used(module, rows)]
    assert len(told) + len(method.sums_of(result)) >= len({(row.name, row.says) for row in rows.values()})
    assert {row.says for row in rows.values()} == {*told, *(one.says for one in method.sums_of(result))}


def test_an_input_says_its_value_and_who_says_so(example: Comparison):
    placed = method.inputs_by_given(example)
    found = {one.label: one for m in method.modules() for one in method.inputs_used(m, placed, example)}
    assert found["Discount rate"].value == "8 %"
    assert found["Discount rate"].source == "stated in the scenario"
    assert found["Hourly wage"].value == "21.82 USD per hour"
    assert found["Hourly wage"].source.startswith("rate card: united_states.wage.agent")
    assert found["Notice delay"].source.startswith("assumed: ")


def test_a_step_that_is_closed_works_nothing_out():
    closed, opened = page(), page(open__method_step3=True)
    assert "hours ÷ (occupancy reached" not in said(closed)
    assert "hours ÷ (occupancy reached" in said(opened)
    assert "not used in this scenario" not in said(opened)


def test_what_a_file_says_of_itself_is_for_people():
    """Worked examples stand apart, with their line breaks; keys are names."""
    told = for_people("    10 x 2 = 20\n    20 x 3 = 60\n\nA share (`answer_share`) limits it.\n")
    assert told == "```text\n10 x 2 = 20\n20 x 3 = 60\n```\n\nA share (Answer share) limits it.\n"
    for module in method.modules():
        assert "`" not in for_people(method.told(module)).replace("```", "")


def test_the_switch_shows_what_the_scenario_does_not_use(example: Comparison):
    assert len(pricing_rows(Known(example))) == len(pricing.names())
    assert 0 < len(pricing_rows(Used(example))) < len(pricing.names())
    assert all(users for _, _, users in pricing_rows(Used(example)))


@pytest.mark.parametrize("name", pricing.names())
def test_a_pricing_model_has_a_sentence(name: str, example: Comparison):
    rows = {title: about for title, about, _ in pricing_rows(Known(example))}
    assert 20 < len(rows[pricing.title(name)]) < 250


# ---------------------------------------------------------------- search, conventions


def test_the_search_finds_a_line_by_words_in_any_order():
    app = page(method__search="wage OVERTIME")
    assert "overtime" in said(app).lower()
    assert any(one.value.startswith("Lines (") for one in app.subheader)
    assert holds("b a", ("A", "B"))
    assert not holds("c", ("a", "b"))


def test_a_search_that_finds_nothing_says_what_to_do():
    app = page(method__search="zebra *")
    assert "All the tool knows" in app.info[0].value
    assert r"zebra \*" in app.info[0].value


def test_conventions_follow_the_scenario():
    late = compare(scenario_from(TEN_TICKETS | {"timing": {"discount_rate": "6%", "discount_timing": "end"}}), card())
    told = dict(conventions(late))
    assert "6 % a year" in told["Today's money"]
    assert "at its end" in told["Today's money"]
    assert "which this scenario does not have" in told["Signs"]
    assert "Jan 2027" in told["Time"]
    assert "one year" in told["Time"]


# ---------------------------------------------------------------- the glossary


@pytest.mark.parametrize(
    "word",
    ["FCR", "AHT", "occupancy", "shrinkage", "ARC", "RRC", "NPV", "TCO", "P10", "P90", "at-risk amount", "hypercare",
     "ramp", "should-cost", "earn-back", "FTE", "IRR", "SLA"],
)  # fmt: skip
def test_a_word_of_the_field_is_explained(word: str):
    assert len(term_called(word).means) > 25
    assert term_called(word.upper()) is term_called(word.lower())


def test_no_two_words_have_the_same_name():
    names = [name.lower() for term in glossary() for name in (term.name, *term.also)]
    assert len(names) == len(set(names))


def test_an_unknown_word_is_told_with_the_nearest():
    with pytest.raises(KeyError, match="did you mean hypercare"):
        term_called("hypercar")


def test_a_glossary_with_mistakes_says_all_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "glossary.yaml"
    path.write_text("Seat:\n  mean: a place\nTerm:\n  means: 12\nYear:\n  means: a year\n  unt: x\n", encoding="utf-8")
    monkeypatch.setattr("tcomodel.glossary.GLOSSARY", path)
    with pytest.raises(ProblemsFound) as found:
        glossary.__wrapped__()
    told = str(found.value)
    assert "does not say what it means" in told
    assert "12 is no text" in told
    assert "did you mean unit" in told
    assert "line 7" in told


def test_every_word_that_a_screen_explains_is_in_the_glossary():
    """Whatever module names one in ``about("...")``; headings are looked at when their screens run."""
    names = {
        argument.value
        for path in (ROOT / "dashboard").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) in ("about", "heading")
        for argument in node.args[2 if getattr(node.func, "id", "") == "heading" else 0 :]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
    assert len(names) > 5
    for name in names:
        term_called(name)


def test_a_hover_is_safe_markdown():
    assert hover.about("FCR").startswith(r"**First-contact resolution (FCR)**: ")
    assert hover.about("P10", "P90").count("\n\n") == 1
