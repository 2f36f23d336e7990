"""Options of one name are told apart wherever they are named, and what is missing is told without keys."""

import csv
from typing import Any

import pytest

from dashboard import answer
from dashboard.explain.months import bars, months_of
from tcomodel import Comparison, compare, scenario_from
from tcomodel.colours import ON_WHITE
from tcomodel.notes import NO_WORK
from tcomodel.readers.answer import lowest_sum, percent, saving_in_words
from tcomodel.readers.data import to_csv, to_data
from tcomodel.readers.memo.moves import moved
from tcomodel.readers.memo.verdict import verdict
from tcomodel.readers.trace import NOTHING_TO_DIVIDE_BY, Tracer, explain
from tcomodel.results import LOST_AGAIN
from tests.case_file import card


def compared(*labels: str, **more: Any) -> Comparison:
    vendors = {
        f"vendor_{place}": {"label": label, "pricing": {"model": "per_ticket", "ticket_price": 3 + place}}
        for place, label in enumerate(labels)
    }
    data = {"start": "2027-01", "months": 12, "demand": {"volume": {"voice": 5000}}, "options": vendors, **more}
    return compare(scenario_from(data), card())


@pytest.mark.parametrize(
    "other", ["Manila", "manila", " Manila ", "MANILA", "Manila\u200b", "\u00adManila", "\uff2danila"]
)
def test_two_options_of_one_name_are_told_apart(other: str) -> None:
    """Else the answer names one of two, and nobody can say which of them she signs."""
    result = compared("Manila", other, "Warsaw")
    assert [option.label for option in result.options] == ["Manila (vendor_0)", f"{other} (vendor_1)", "Warsaw"]
    assert answer.headline(result).startswith("Manila (vendor_0) costs ")


def test_a_name_with_a_key_behind_it_may_be_anothers_own_name() -> None:
    labels = [option.label for option in compared("Manila (vendor_1)", "Manila", "Manila").options]
    assert labels == ["Manila (vendor_1) (vendor_0)", "Manila (vendor_1) (vendor_1)", "Manila (vendor_2)"]


def test_a_name_of_its_own_stays_as_it_is() -> None:
    assert [option.label for option in compared("Manila", "Manila 2").options] == ["Manila", "Manila 2"]


def test_a_name_given_back_is_shown_at_once() -> None:
    """The shape of the model is the same before and after, and the names are not part of it."""
    assert compared("A", "A").options[0].label == "A (vendor_0)"
    assert compared("A", "B").options[0].label == "A"


def test_a_figure_that_is_not_there_says_why_without_keys() -> None:
    reason = compared("Manila").options[0].reason("cost_per_resolved_contact")
    assert reason == "First contact resolution is needed, and nobody gives it"


def test_a_saving_that_is_lost_again_is_not_said_never_to_come() -> None:
    """240 k a year at home; 180 k at first, a quarter more each year: cheaper for two years, dearer over five."""
    options = {
        "own": {"in_house": {"monthly_budget": 20000}},
        "vendor": {
            "pricing": {"model": "fixed_fee", "monthly_fee": 15000},
            "contract": {"indexation": {"yearly_indexation": "25%"}},
        },
    }
    vendor = compared(months=60, options=options).option("vendor")
    assert vendor.figure("payback") is None
    assert vendor.reason("payback") == LOST_AGAIN


def test_a_cost_over_no_contacts_is_none_and_not_nothing() -> None:
    """The fee is paid all the same: 0.00 a contact would be the cheapest of all."""
    options = {"vendor": {"pricing": {"model": "fixed_fee", "monthly_fee": 15000}}}
    empty = compared(demand={"volume": {"voice": 0}}, options=options)
    vendor = empty.option("vendor")
    assert vendor.total == 180_000
    for name in ("cost_per_contact", "levelised_cost_per_contact"):
        assert vendor.figure(name) is None
        assert vendor.reason(name).startswith("there is nothing to divide by")
    assert Tracer(empty).value_of(vendor.model.figures["cost_per_contact"], None)[2] == NOTHING_TO_DIVIDE_BY
    assert Tracer(empty).value_of(vendor.model.figures["month_cost_per_contact"], 3)[2] == NOTHING_TO_DIVIDE_BY
    told = explain(empty, "vendor.cost_per_contact", depth=0).as_dict()
    assert (told["value"], told["value_in_words"]) == (None, NOTHING_TO_DIVIDE_BY), "for programs neither"
    full = compared(options=options).option("vendor")
    assert full.figure("cost_per_contact") == pytest.approx(3)


def test_a_month_without_contacts_has_no_cost_a_contact_in_files_and_bars() -> None:
    """An empty cell and null where there is no number; what is paid in that month stays."""
    options = {"vendor": {"pricing": {"model": "fixed_fee", "monthly_fee": 15000}}}
    found = compared(demand={"volume": {"voice": [5000] * 6 + [0] * 6}}, options=options)
    lines = {row[2]: row for row in csv.reader(to_csv(found).splitlines())}
    assert lines["vendor.month_cost_per_contact"][6:] == ["3"] * 6 + [""] * 6
    assert lines["vendor.total_cost"][6:] == ["15000"] * 12
    told = {line["key"]: line["values"] for line in to_data(found)["options"][0]["lines"]}
    assert told["vendor.month_cost_per_contact"] == [3.0] * 6 + [None] * 6
    row = found.option("vendor").model.figures["month_cost_per_contact"]
    drawn = bars(found, row, months_of(found, row), None, ON_WHITE)
    assert drawn["data"][0]["y"] == [3.0] * 6 + [None] * 6
    assert drawn["data"][0]["hovertext"][6].endswith(NOTHING_TO_DIVIDE_BY)


def test_a_saving_on_a_baseline_that_costs_nothing_has_no_share() -> None:
    """Nobody answers a call: the team costs nothing and the vendor's fee all the same. 0 % more would be said of it."""
    vendor = {"pricing": {"model": "fixed_fee", "monthly_fee": 15000}}
    own = {"in_house": {"monthly_budget": 0}}
    found = compared(demand={"volume": {"voice": 0}}, options={"own": own, "vendor": vendor})
    assert found.option("own").total == 0
    assert saving_in_words(found.option("vendor"), lambda amount: f"{amount:,.0f}", percent) == "180,000 more"


VENDORS_COST = {
    "vendor_wage": 4, "vendor_on_cost_rate": 0, "vendor_leader_span": 10, "vendor_leader_wage": 0,
    "vendor_leader_hours": 0, "vendor_support_cost": 0, "vendor_seat_cost": 0, "vendor_technology_cost": 0,
    "vendor_overhead_rate": 0,
}  # fmt: skip


@pytest.mark.parametrize(("price", "wage", "margin"), [(0, 4, None), (1450, 0, 1.0)])
def test_a_margin_is_divided_by_the_price_and_not_by_the_cost(price: int, wage: int, margin: float | None) -> None:
    vendor = {"pricing": {"model": "per_seat", "seat_rate": price}, "should_cost": VENDORS_COST | {"vendor_wage": wage}}
    result = compared(
        service={"handle_time": 600},
        staffing={"paid_hours": 100, "occupancy": "100%", "shrinkage": "0%"},
        options={"vendor": vendor},
    )
    assert result.option("vendor").figure("implied_margin") == margin
    if margin is None:
        assert result.option("vendor").reason("implied_margin").endswith("(Vendor term revenue: 0)")


def test_a_share_of_all_channels_together_can_be_explained() -> None:
    """It is divided by a sum of lines, which is no line itself."""
    vendor = {
        "pricing": {"model": "per_seat", "seat_rate": 1500, "contracted_seats": 30},
        "contract": {"training": {"training_price": 1000, "replacements_paid_by": "client"}},
    }
    result = compared(
        service={"handle_time": 400},
        staffing={"paid_hours": 160, "occupancy": "80%", "shrinkage": "30%", "attrition": "30%"},
        options={"vendor": vendor},
    )
    assert explain(result, "vendor.share_of_leavers", 3).value == pytest.approx(0.3 / 12)


def test_no_option_is_recommended_to_a_board_for_no_work_at_all() -> None:
    options = {
        "own": {"in_house": {"monthly_budget": 20000}},
        "vendor": {"pricing": {"model": "per_ticket", "ticket_price": 4.2}},
    }
    none, some = (compared(demand={"volume": {"voice": volume}}, options=options) for volume in (0, 4000))
    assert verdict(moved(none)).title == "No recommendation"
    assert verdict(moved(none)).sentences[0] == NO_WORK
    assert verdict(moved(some)).title == "Recommendation: Vendor"


def test_names_are_told_apart_however_they_were_chosen() -> None:
    """Names made to look like others with their keys behind them, and one that nobody can see."""
    found = compared("X", "X", "X (vendor_0)", "X (vendor_0) (vendor_0)", "\u200b")
    labels = [option.label for option in found.options]
    assert len(set(labels)) == 5
    assert labels[-1] == "Vendor 4"


def test_two_that_cost_the_same_by_the_plain_sum_are_not_said_to_part_by_nothing() -> None:
    """One is paid two months later, so it is worth less today; `lowest, 0 below` and `0 more` would say nothing."""
    now = {"pricing": {"model": "per_ticket", "ticket_price": 3}}
    later = now | {"contract": {"payment": {"payment_days": 60}}}
    found = compared(options={"later": later, "now": now})
    assert found.cheapest.key == "later"
    assert (lowest_sum(found), answer.disagreement(found)) == (None, "")
    assert "the same over the term (" in answer.runner_up(found)
