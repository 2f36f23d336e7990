"""An option beside the others: left out of the comparison, or with its prices moved to see what happens."""

import copy

import pytest

from dashboard import answer as beside
from dashboard import figures
from tcomodel import compare, load_scenario, scenario_from
from tcomodel.colours import Colours
from tcomodel.problems import ProblemsFound
from tcomodel.readers.answer import answer
from tcomodel.readers.tables import to_text
from tests.case_file import ROOT, card

EXAMPLE = load_scenario(ROOT / "data" / "scenarios" / "example.yaml")
COLOURS = Colours(
    ("#111111", "#222222", "#333333", "#444444", "#555555", "#666666", "#777777"), "#ffffff", "#000000", "#cccccc"
)


def with_options(**changes):
    """The example with keys of some options changed."""
    data = copy.deepcopy(dict(EXAMPLE.data))
    for key, facts in changes.items():
        data["options"][key] |= facts
    return compare(scenario_from(data), card())


BEFORE = with_options()


def test_an_option_that_is_left_out_keeps_its_numbers_and_wins_nothing():
    best = BEFORE.cheapest
    after = with_options(**{best.key: {"in_comparison": False}})
    assert best.key not in [option.key for option in after.compared]
    assert after.cheapest.key == BEFORE.ranking[1].key
    assert after.option(best.key).total == best.total
    assert best.label not in answer(after)
    assert best.label not in to_text(after).partition("Notes")[0]
    assert any(note.startswith(f"{best.label} is left out of the comparison") for note in after.notes)


def test_where_all_are_left_out_all_are_compared():
    after = with_options(**{option.key: {"in_comparison": False} for option in BEFORE.options})
    assert [option.key for option in after.ranking] == [option.key for option in BEFORE.ranking]
    assert "Every option is left out of the comparison, so all are compared." in after.notes


def test_a_baseline_that_is_left_out_is_still_what_others_are_compared_with():
    after = with_options(**{BEFORE.baseline.key: {"in_comparison": False}})
    assert after.baseline.key == BEFORE.baseline.key
    assert after.cheapest.figure("term_saving") == BEFORE.cheapest.figure("term_saving")
    figures.bridge(after, after.cheapest, COLOURS)  # from the baseline's cost, although it has no bar of its own


@pytest.mark.parametrize("others", [0, 1])
def test_sentence_and_screen_both_compare_with_a_baseline_that_is_left_out(others):
    """Also where one option alone takes part."""
    base, vendors = BEFORE.baseline, [option.key for option in BEFORE.ranking if option.key != BEFORE.baseline.key]
    taking_part = vendors[: 1 + others]
    after = with_options(
        **{option.key: {"in_comparison": False} for option in BEFORE.options if option.key not in taking_part}
    )
    assert [option.key for option in after.compared] == sorted(
        taking_part, key=list(BEFORE.scenario.file.options).index
    )
    for said in (answer(after), beside.headline(after)):
        assert f"less than {base.label}" in said


def test_colours_stay_when_others_are_left_out():
    first, *others = BEFORE.options
    after = with_options(**{first.key: {"in_comparison": False}})
    drawn = {one["name"]: one["line"]["color"] for one in figures.cumulative_cost(after, COLOURS)["data"]}
    all_drawn = {one["name"]: one["line"]["color"] for one in figures.cumulative_cost(BEFORE, COLOURS)["data"]}
    assert len(drawn) == len(others)
    assert all(all_drawn[name] == colour for name, colour in drawn.items())


@pytest.mark.parametrize("key", [option.key for option in BEFORE.options if option.model.model != "in_house"])
def test_a_price_change_moves_what_the_model_charges(key):
    after = with_options(**{key: {"price_change": "10%"}})
    fee, moved = (one.row(f"{key}.fee_at_moved_price") for one in (BEFORE, after))
    assert after.values[moved] == pytest.approx(1.1 * BEFORE.values[fee])
    assert after.option(key).total > BEFORE.option(key).total
    assert any(note == f"{after.option(key).label} is shown with prices moved by +10 % to try, "
               "which is no offer of the vendor." for note in after.notes)  # fmt: skip


def test_no_change_is_no_change_to_the_last_digit():
    after = with_options(seats_manila={"price_change": 0})
    assert after.option("seats_manila").by_month.tolist() == BEFORE.option("seats_manila").by_month.tolist()


def test_neither_is_an_assumption_to_read():
    assert not {"in_comparison", "price_change"} & {one.name for one in BEFORE.assumptions}


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"in_comparison": "perhaps"}, "expected yes or no"),
        ({"price_change": "-150%"}, "below the least possible"),
        ({"price_change": [0.1, 0.2]}, "expected one value"),
        ({"price_change": {"voice": "1%", "chat": "2%"}}, "cannot differ by channel"),
    ],
)
def test_what_makes_no_sense_is_refused(facts, told):
    with pytest.raises(ProblemsFound, match=told):
        with_options(seats_manila=facts)


def test_a_price_change_of_an_own_team_is_said_to_do_nothing():
    after = with_options(in_house={"price_change": "5%"})
    assert after.option("in_house").total == BEFORE.option("in_house").total
    assert any("Stated but without effect" in note and "price change to try" in note for note in after.notes)


def test_an_order_that_rests_on_an_estimate_is_said_beside_the_answer():
    lost = compare(load_scenario(ROOT / "data" / "scenarios" / "ai_first.yaml"), card())
    assert "rests on an estimate, customers lost, which nobody pays" in beside.estimate(lost)
    assert beside.estimate(BEFORE) == ""  # customers are lost there too, and the order is the same without them
