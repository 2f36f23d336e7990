"""What is uncertain and draws of it: ranges as people write them, distributions, correlations, one world.

Distributions are held against closed forms and published figures, draws against the numbers they were made from, and
ranges must survive every way a scenario is written and read back.
"""

import copy
import math

import numpy as np
import pytest

from dashboard.cards.using import entry_with, range_then
from dashboard.forms import fields_of
from tcomodel import compare, load_scenario, read_scenario, scenario_from
from tcomodel.blockwise import evaluate_rows
from tcomodel.card_choice import standard_card
from tcomodel.edited_workbook import read_workbook
from tcomodel.evaluation import evaluate
from tcomodel.fingerprint import fingerprint
from tcomodel.problems import ProblemsFound
from tcomodel.readers.data import to_data
from tcomodel.readers.excel import write_workbook
from tcomodel.readers.excel.names import name_of
from tcomodel.readers.scenario_file import standalone
from tcomodel.rebasing.contract_volume import contract_at_volume
from tcomodel.stated_ranges import Correlation, with_rate
from tcomodel.uncertainty import draw_world, drivers_of, sobol_points, world_of
from tcomodel.uncertainty import world as worlds
from tcomodel.uncertainty.copula import correlated, is_possible, nearest_correlations, normal_correlations
from tcomodel.uncertainty.marginals import marginal
from tcomodel.uncertainty.paths import compounding, noise_of, path_around
from tcomodel.uncertainty.spread import usual_distribution
from tcomodel.uncertainty.values import Drawn
from tests.case_file import ROOT, card
from tests.test_edited_workbook import typed

P10_P90, ENDS = "P10 and P90", "minimum and maximum"
EXAMPLE = ROOT / "data" / "scenarios" / "example.yaml"
EVEN = (np.arange(40_000) + 0.5) / 40_000  # shares of the futures, evenly spaced

SMALL = {
    "start": "2027-04",
    "months": 36,
    "timing": {"discount_rate": "8%"},
    "demand": {"volume": {"voice": 4000, "chat": 900}, "annual_growth": "2%"},
    "service": {"handle_time": {"voice": 300, "chat": 600}},
    "staffing": {"occupancy": "80%", "shrinkage": "30%", "paid_hours": 170},
    "inflation": {"wage_inflation": "3%"},
    "options": {
        "own": {"in_house": {"hourly_wage": 20, "recruiting_cost": {"rate": "united_states.recruiting"}},
                "staffing": {"attrition": "30%"}},
        "manila": {
            "label": "Manila, per seat",
            "pricing": {"model": "per_seat", "seat_rate": {"rate": "philippines.seat_month"}},
            "contract": {
                "indexation": {"yearly_indexation": "4%", "indexation_floor": "2%", "indexation_cap": "5%"},
                "service_levels": {"penalty_cap": "10%",
                                   "kpis": {"csat": {"target": "82%", "attained": "81%", "penalty": "1%"}}},
                "commitment": {"minimum_fee": 20000, "minimum_from_month": 4},
            },
        },
        "tulsa": {"pricing": {"model": "per_seat", "seat_rate": {"rate": "philippines.seat_month", "at": "high"}}},
    },
}  # fmt: skip
VOICE = ("demand", "volume", "voice")
HANDLING = ("service", "handle_time", "voice")
INDEXATION = ("options", "manila", "contract", "indexation")


def scenario(*changes, **sections):
    """The small scenario with values at places: ``((place, value), ...)``; sections at its top by name."""
    data = {**copy.deepcopy(SMALL), **sections}
    for place, value in changes:
        *around, last = place
        inner = data
        for name in around:
            inner = inner[name]
        inner[last] = value
    return data


def compared(*changes, **sections):
    return compare(scenario_from(scenario(*changes, **sections)), card())


def driver(comparison, key):
    return next(one for one in drivers_of(comparison.model) if one.key == key)


def world(comparison, draws=1024, seed=1):
    return draw_world(comparison.model, draws, seed)


def drawn(found, key):
    """What was drawn for the first input of a driver."""
    return next(found.replaced[one.inputs[0]] for one in found.drivers if one.key == key)


# -- distributions ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("distribution", "reading", "sd"),
    [
        ("pert", ENDS, 18.7),
        ("triangular", ENDS, 20.5),
        ("triangular", P10_P90, 37.0),
        ("lognormal", P10_P90, 39.3),
    ],
)
def test_the_reading_of_a_range_doubles_the_spread(distribution, reading, sd):
    """260 / 300 / 360 seconds, with figures worked out elsewhere (design notes, measured by simulation)."""
    found = marginal(distribution, reading, 260, 300, 360)
    assert found.sd == pytest.approx(sd, abs=0.05)
    assert found.at(EVEN).std() == pytest.approx(sd, abs=0.05)


RANGES = [(260, 300, 360), (100, 110, 400), (10, 10, 20), (10, 20, 20), (1, 1.5, 2), (0.7, 0.9, 0.95)]


@pytest.mark.parametrize("distribution", ["triangular", "pert", "lognormal"])
@pytest.mark.parametrize("reading", [P10_P90, ENDS])
@pytest.mark.parametrize(("low", "base", "high"), RANGES)
def test_a_distribution_has_the_ends_the_mean_and_the_deviation_it_says(distribution, reading, low, base, high):
    found = marginal(distribution, reading, low, base, high)
    values = found.at(EVEN)
    assert np.all(np.diff(values) >= 0), "a larger share of the futures is a larger value"
    ends = found.at(np.array([0.1, 0.9] if reading == P10_P90 else [0, 1]))
    near = 1e-9
    assert ends == pytest.approx([low, high], abs=near * (high - low))
    assert values.mean() == pytest.approx(found.mean, abs=2e-4 * found.sd)
    far = 0.03 if distribution == "lognormal" and base == low else 3e-3  # of a tail so long, even shares miss a part
    assert values.std() == pytest.approx(found.sd, rel=far)


def test_triangles_and_pert_against_their_closed_forms():
    """P10 of a triangle at a + sqrt(w (c - a) / 10); a PERT of a, c, b has the mean (a + 4 c + b) / 6."""
    triangle = marginal("triangular", P10_P90, 260, 300, 360)
    a, c, b = triangle.least, triangle.mode, triangle.most
    assert c == 300
    assert a + math.sqrt((b - a) * (c - a) / 10) == pytest.approx(260, abs=1e-9)
    assert b - math.sqrt((b - a) * (b - c) / 10) == pytest.approx(360, abs=1e-9)
    assert triangle.mean == pytest.approx((a + b + c) / 3)
    plain = marginal("pert", ENDS, 260, 300, 360)
    assert plain.mean == pytest.approx((260 + 1200 + 360) / 6)
    even = marginal("pert", ENDS, 0, 3, 6)  # a beta distribution with both shapes 3: x^3 (10 - 15 x + 6 x^2)
    x = even.at(np.array([0.2, 0.5, 0.8])) / 6
    assert x**3 * (10 - 15 * x + 6 * x**2) == pytest.approx([0.2, 0.5, 0.8], abs=1e-12)


def test_a_lognormal_is_its_closed_form():
    """Median sqrt(260 x 360), sigma ln(360/260) / (2 x 1.28155); mean and deviation follow."""
    found = marginal("lognormal", P10_P90, 260, 300, 360)
    sigma = math.log(360 / 260) / (2 * 1.2815515655446004)
    mean = math.sqrt(260 * 360) * math.exp(sigma**2 / 2)
    assert found.at(np.array(0.5)) == pytest.approx(math.sqrt(260 * 360))
    assert found.mean == pytest.approx(mean)
    assert found.sd == pytest.approx(mean * math.sqrt(math.exp(sigma**2) - 1))
    assert found.mode == pytest.approx(300, abs=0.05 * 100)


def test_a_lognormal_that_leans_far_is_moved_so_that_the_base_is_its_mode():
    found = marginal("lognormal", P10_P90, 100, 110, 400)
    assert found.shift > 0
    assert found.mode == pytest.approx(110, abs=1e-9)
    values = found.at(EVEN)
    steepest = values[np.argmin(np.diff(values))]  # the values lie closest together at the mode
    assert steepest == pytest.approx(110, abs=3)


@pytest.mark.parametrize("distribution", ["triangular", "pert", "lognormal"])
def test_a_range_without_width_is_certain(distribution):
    found = marginal(distribution, P10_P90, 5, 5, 5)
    assert (found.mean, found.sd) == (5, 0)
    assert np.array_equal(found.at(EVEN[:9]), np.full(9, 5.0))


# -- ranges as people write them -----------------------------------------------------------------------


def test_a_range_is_a_driver_and_the_comparison_takes_its_base():
    plain = compared()
    ranged = compared((VOICE, {"low": 3600, "base": 4000, "high": 4800}))
    found = driver(ranged, "demand.volume.voice")
    assert (found.label, found.spread.distribution, found.spread.reading) == ("Volume (Voice)", "lognormal", P10_P90)
    assert found.spread.mean > 4000
    assert [one.figure("npv") for one in ranged.options] == [one.figure("npv") for one in plain.options]
    assert fingerprint(ranged) != fingerprint(plain)


def test_inputs_that_take_the_same_rate_are_one_driver():
    found = compared()
    seats = driver(found, "philippines.seat_month")
    assert [one.scope.path[0] for one in seats.inputs] == ["manila", "tulsa"]
    assert (seats.spread.low, seats.spread.base, seats.spread.high) == (1280, 1760, 2240)
    assert seats.spread.reading == ENDS, "as the card says"
    made = world(found)
    assert np.array_equal(made.replaced[seats.inputs[0]], made.replaced[seats.inputs[1]])
    assert any("high end of its range" in one for one in made.warnings), "taken at high, drawn around the base"


def test_a_range_of_your_own_around_a_card_rate():
    place = ("options", "tulsa", "pricing", "seat_rate")
    found = compared((place, {"rate": "philippines.seat_month", "at": "high", "low": "-6%", "high": "+8%"}))
    own = driver(found, "options.tulsa.pricing.seat_rate")
    assert (own.spread.low, own.spread.base, own.spread.high) == pytest.approx((2240 * 0.94, 2240, 2240 * 1.08))
    assert len(driver(found, "philippines.seat_month").inputs) == 1
    assert found.option("tulsa").figure("npv") == compared().option("tulsa").figure("npv")


def test_ranges_stand_wherever_a_number_may():
    """By channel, as a percentage, as a part of the base, in a group, around a series, by location."""
    found = compared(
        (("service", "handle_time"), {"voice": {"low": "-10%", "base": 300, "high": "+20%"}, "chat": 600}),
        ((*INDEXATION, "indexation_cap"), {"low": "4%", "base": "5%", "high": "7%", "distribution": "pert"}),
        (("options", "manila", "contract", "service_levels", "kpis", "csat", "attained"),
         {"low": "78%", "base": "81%", "high": "83%", "scatter": "2%"}),
        (("demand", "volume", "chat"), {"base": [900.0] * 36, "low": "-10%", "high": "+15%", "range": ENDS}),
        (("options", "manila", "locations"), {"cebu": "60%", "davao": "40%"}),
        (("options", "manila", "pricing", "seat_rate"), {"cebu": {"low": 1500, "base": 1700, "high": 1800},
                                                         "davao": 1600}),
    )  # fmt: skip
    spreads = {one.key: one.spread for one in drivers_of(found.model)}
    assert {
        "service.handle_time.voice": (270, 300, 360),
        "options.manila.contract.indexation.indexation_cap": (0.04, 0.05, 0.07),
        "options.manila.contract.service_levels.kpis.csat.attained": (0.78, 0.81, 0.83),
        "demand.volume.chat": (0.9, 1, 1.15),
        "options.manila.pricing.seat_rate.cebu": (1500, 1700, 1800),
    }.items() <= {key: pytest.approx((one.low, one.base, one.high)) for key, one in spreads.items()}.items()
    assert spreads["demand.volume.chat"].is_factor
    assert driver(found, "options.manila.pricing.seat_rate.cebu").inputs[0].value == 1700


def test_a_number_that_holds_for_all_months_has_a_range_of_values_and_a_list_one_of_parts():
    """A hand-over in one step of 80 %, drawn between 70 and 90 %, and one in two steps."""
    place = ("options", "manila", "transition")
    one = compared((place, {"ramp": {"low": "70%", "base": "80%", "high": "90%", "range": ENDS}}))
    assert drawn(world(one), "options.manila.transition.ramp").shape == (1024, 36)
    spread = driver(one, "options.manila.transition.ramp").spread
    assert (spread.low, spread.base, spread.high, spread.is_factor) == (0.7, 0.8, 0.9, False)
    two = compared((place, {"ramp": {"low": "-10%", "base": ["60%", "80%"], "high": "+10%", "range": ENDS}}))
    values = drawn(world(two), "options.manila.transition.ramp")
    assert values[:, 1] / values[:, 0] == pytest.approx(np.full(1024, 80 / 60))
    assert values[:, 0].min() == pytest.approx(0.54, abs=0.01)


def test_the_section_says_what_ranges_do_not():
    place = (VOICE, {"low": 3600, "base": 4000, "high": 4800})
    section = {"reading": ENDS, "distribution": "pert", "without_range": "10%"}
    found = compared(place, uncertainty=section)
    assert driver(found, "demand.volume.voice").spread.reading == ENDS
    assert driver(found, "demand.volume.voice").spread.distribution == "pert"
    assert driver(found, "philippines.seat_month").spread.reading == ENDS
    wage = driver(found, "options.own.in_house.hourly_wage")
    assert (wage.spread.low, wage.spread.high) == pytest.approx((18, 22))
    names = {one.inputs[0].name for one in drivers_of(found.model)}
    assert "minimum_from_month" not in names, "a month of the contract is no amount"
    assert not {one.key for one in drivers_of(compared(place).model)} & {wage.key}, "certain unless somebody says so"


def test_complexities_may_be_called_low_and_high():
    found = compared(
        (("options", "manila", "complexities"), {"low": "60%", "high": "40%"}),
        (
            ("options", "manila", "pricing", "seat_rate"),
            {"low": 1500, "high": {"low": 1700, "base": 1800, "high": 2000}},
        ),
    )
    assert driver(found, "options.manila.pricing.seat_rate.high").spread.low == 1700


A_RANGE = {"low": 3600, "base": 4000, "high": 4800}
SLIPS = [
    (VOICE, {**A_RANGE, "low": 4100}, "low 4,100 is above base 4,000"),
    (VOICE, {**A_RANGE, "high": 3900}, "base 4,000 is above high 3,900"),
    (VOICE, {"low": 3600, "base": 4000}, "high is missing"),
    (VOICE, {"low": 3600, "high": 4000}, "a range needs base"),
    (VOICE, {**A_RANGE, "hihg": 1}, "hihg is not part of a range; did you mean high?"),
    (VOICE, {**A_RANGE, "base": {"csv": "volumes.csv"}}, "write rate or csv beside low and high"),
    (VOICE, {**A_RANGE, "distribution": "log normal"}, "did you mean lognormal?"),
    (VOICE, {**A_RANGE, "distribution": "lognormal", "low": 0}, "a lognormal needs a low above 0"),
    (VOICE, {**A_RANGE, "range": "P5 and P95"}, "expected P10 and P90, minimum and maximum"),
    (VOICE, {**A_RANGE, "drawn": "monthly"}, "expected once, each year, each month"),
    (VOICE, {**A_RANGE, "persistence": 0.5}, "persistence goes from one year or month to the next"),
    (VOICE, {**A_RANGE, "persistence": 1, "scatter": "5%"}, "expected a number from 0 to below 1"),
    (VOICE, {**A_RANGE, "scatter": 5}, "scatter is 5; expected a percentage"),
    (VOICE, {**A_RANGE, "scatter": "5%", "drawn": "each month"}, "take one of them out"),
    (VOICE, {**A_RANGE, "low": -5}, "below the least possible, 0"),
    (VOICE, {**A_RANGE, "high": "10%"}, "write -10% or +10%"),
    (VOICE, {"base": [4000] * 36, "low": 3600, "high": "+5%"}, "is a part of it with its sign, such as -10%"),
    (("inflation", "wage_inflation"), {"low": "2%", "base": "3%", "high": "5%", "drawn": "each month"},
     "it is a rise a year"),
    (("timing", "discount_rate"), {"low": "7%", "base": "8%", "high": "9%", "drawn": "each year"}, "drawn once"),
    (("staffing", "whole_people"), {"low": 0, "base": 1, "high": 1}, "has no range, because it is no amount"),
    (("options", "own", "in_house", "recruiting_cost"), {"rate": "united_states.recruiting", "base": 5, "low": "-5%"},
     "found base beside rate"),
]  # fmt: skip


@pytest.mark.parametrize(("place", "entry", "message"), SLIPS)
def test_a_slip_in_a_range_is_told_in_words_at_its_place(place, entry, message):
    with pytest.raises(ProblemsFound) as found:
        compared((place, entry))
    (problem,) = found.value.problems
    assert message in problem.message
    assert problem.where.startswith(".".join(place))


NEAR = {"between": ["demand.volume.voice", "service.handle_time.voic"], "rank": 0.5}
SECTION_SLIPS = [
    ({"reading": "P5"}, "reading", "expected P10 and P90, minimum and maximum"),
    ({"without_range": "200%"}, "without_range", "a percentage below 100%"),
    ({"draws": 5000}, "draws", "expected 1,024, 4,096, 16,384, 65,536"),
    ({"seed": -1}, "seed", "expected a whole number from 0"),
    ({"sed": 1}, "sed", "did you mean seed?"),
    ({"correlations": [{**NEAR, "rank": 1.5}]}, "correlations.0.rank", "from -1 to 1"),
    ({"correlations": [{**NEAR, "between": ["demand.volume.voice"]}]}, "correlations.0.between", "two or more names"),
    ({"correlations": [NEAR]}, "correlations.0.between", "did you mean service.handle_time.voice?"),
    ({"correlations": [{**NEAR, "between": ["demand.volume.voice", "service.handle_time.voice"], "rank": rank}
                       for rank in (0.5, 0.6)]}, "correlations.1.rank", "by 0.5 and by 0.6; keep one"),
]  # fmt: skip


@pytest.mark.parametrize(("section", "where", "message"), SECTION_SLIPS)
def test_a_slip_in_the_section_is_told_in_words_at_its_place(section, where, message):
    ranges = ((VOICE, A_RANGE), (HANDLING, {"low": 280, "base": 300, "high": 330}))
    with pytest.raises(ProblemsFound) as found:
        compared(*ranges, uncertainty=section)
    (problem,) = found.value.problems
    assert problem.where == f"uncertainty.{where}"
    assert message in problem.message


def test_a_correlation_of_what_is_not_there_now_is_no_slip_and_is_told_with_the_draws():
    """Somebody typed a plain number, or took a clause or an option out: the section need not be mended for it."""
    names = [
        "demand.volume.voice",
        "demand.volume.chat",
        "options.manila.contract.currency.x",
        "options.cebu.pricing.y",
    ]
    found = compared((VOICE, A_RANGE), uncertainty={"correlations": [{"between": names, "rank": 0.5}]})
    told = [one for one in world(found).warnings if "it has no effect" in one]
    assert [one.split()[3] for one in told] == [f"{name}," for name in names[1:]]


def test_a_channel_cannot_be_called_like_an_end_of_a_range():
    with pytest.raises(ProblemsFound, match="the channel 'persistence' must be"):
        compared((("demand", "volume"), {"persistence": 5, "voice": 3}))


# -- one world -------------------------------------------------------------------------------------------


def test_draws_follow_from_the_seed_and_spread_evenly():
    """Each of the eight scrambles is even by itself: of 128 points one lies in each 128th, in every dimension."""
    points = sobol_points(5, 1024, seed=3)
    assert points.shape == (1024, 5)
    assert points.min() > 0
    assert points.max() < 1
    assert np.array_equal(points, sobol_points(5, 1024, seed=3))
    assert not np.array_equal(points, sobol_points(5, 1024, seed=4))
    eighths = points.reshape(8, 128, 5)
    for one in eighths:
        for column in one.T:
            assert np.array_equal(np.bincount((column * 128).astype(int)), np.ones(128))
    assert not np.array_equal(eighths[0], eighths[1])


def test_a_world_has_the_distributions_that_were_stated():
    found = world(compared((VOICE, A_RANGE), (HANDLING, {"low": 260, "base": 300, "high": 360})), 4096)
    assert (found.draws, found.seed, found.replicates) == (4096, 1, 8)
    for key, low, high in (("demand.volume.voice", 3600, 4800), ("service.handle_time.voice", 260, 360)):
        values = drawn(found, key)
        assert values.shape == (4096, 1)
        assert np.quantile(values, [0.1, 0.9]) == pytest.approx([low, high], rel=0.003)
        spread = next(one.spread for one in found.drivers if one.key == key)
        assert values.mean() == pytest.approx(spread.mean, rel=1e-4)


@pytest.mark.parametrize(("draws", "seed", "message"), [(5000, 1, "1,024, 4,096"), (1024, -1, "whole number from 0")])
def test_numbers_of_draws_and_seeds_that_cannot_be_are_refused(draws, seed, message):
    with pytest.raises(ProblemsFound, match=message):
        world(compared(), draws, seed)


def test_without_a_range_nothing_is_drawn_and_the_result_is_the_base_to_the_last_bit():
    """Stated ranges change no figure of the comparison; ranges without width change no draw."""
    plain = compared((("options", "tulsa"), {"pricing": {"model": "per_seat", "seat_rate": 2000}}),
                     (("options", "manila", "pricing", "seat_rate"), 2000),
                     (("options", "own", "in_house", "recruiting_cost"), 2500))  # fmt: skip
    assert drivers_of(plain.model) == ()
    found = world(plain)
    assert dict(found.replaced) == {}
    rows = [one.model.figures["npv"] for one in plain.options]
    values = evaluate_rows(plain.model, rows, found.replaced)
    assert [float(values[row][0]) for row in rows] == [one.figure("npv") for one in plain.options]
    certain = compared((VOICE, {"low": 4000, "base": 4000, "high": 4000}))
    assert "demand.volume.voice" not in {one.key for one in drivers_of(certain.model)}


def test_drawing_months_changes_no_figure_of_the_comparison():
    plain = compared()
    kpi = ("options", "manila", "contract", "service_levels", "kpis", "csat", "attained")
    ranged = compared(
        (VOICE, {**A_RANGE, "scatter": "8%", "persistence": 0.5}),
        (HANDLING, {"low": 280, "base": 300, "high": 330, "drawn": "each month"}),
        (kpi, {"low": "78%", "base": "81%", "high": "84%", "drawn": "each year"}),
        (("inflation", "wage_inflation"), {"low": "1%", "base": "3%", "high": "5%", "drawn": "each year"}),
        ((*INDEXATION, "yearly_indexation"), {"low": "2%", "base": "4%", "high": "7%", "drawn": "each year"}),
    )
    for one, other in zip(plain.options, ranged.options, strict=True):
        assert np.array_equal(one.by_month, other.by_month)
        assert one.figure("npv") == other.figure("npv")
    found = world(ranged)
    rows = [one.model.figures["npv"] for one in ranged.options]
    values = evaluate_rows(ranged.model, rows, found.replaced)
    direct = evaluate(ranged.model, {one: value[700:701] for one, value in found.replaced.items()})
    for row in rows:
        assert values[row][700] == pytest.approx(float(np.ravel(direct[row])[0]), rel=1e-12)
        assert values[row].std() > 0


def test_rank_correlations_are_reached():
    names = ["demand.volume.voice", "service.handle_time.voice", "philippines.seat_month"]
    ranges = ((VOICE, A_RANGE), (HANDLING, {"low": 260, "base": 300, "high": 360, "distribution": "pert"}))
    section = {"correlations": [{"between": names[:2], "rank": 0.6}, {"between": names[1:], "rank": -0.4}]}
    found = world(compared(*ranges, uncertainty=section), 4096)
    ranks = [np.argsort(np.argsort(drawn(found, name)[:, 0])) for name in names]
    wanted = [(0, 1, 0.6), (1, 2, -0.4), (0, 2, 0.0)]
    for one, other, rank in wanted:
        assert np.corrcoef(ranks[one], ranks[other])[0, 1] == pytest.approx(rank, abs=0.01)
    for name in names:
        assert sorted(found.uniforms[:, 0])[2048] == pytest.approx(0.5, abs=0.01), name
    alone = world_of(compared(*ranges, uncertainty=section).model, found.drivers, sobol_points(4, 1024, 1),
                     correlation=False)  # fmt: skip
    assert np.array_equal(alone.uniforms, sobol_points(4, 1024, 1)), "independent when asked"


def test_correlations_by_a_place_reach_the_driver_of_its_card_rate():
    place = "options.manila.pricing.seat_rate"
    section = {"correlations": [{"between": [place, "demand.volume.voice"], "rank": 0.9}]}
    found = world(compared((VOICE, A_RANGE), uncertainty=section))
    ranks = [
        np.argsort(np.argsort(drawn(found, key)[:, 0])) for key in ("philippines.seat_month", "demand.volume.voice")
    ]
    assert np.corrcoef(*ranks)[0, 1] == pytest.approx(0.9, abs=0.01)


def test_the_nearest_correlations_are_those_of_the_paper():
    """Higham 2002, IMA J. Numer. Anal. 22, 329-343: the example of section 4."""
    found = nearest_correlations(np.array([[1.0, 1, 0], [1, 1, 1], [0, 1, 1]]))
    assert found == pytest.approx(np.array([[1, 0.7607, 0.1573], [0.7607, 1, 0.7607], [0.1573, 0.7607, 1]]), abs=1e-4)
    assert is_possible(found)


def test_correlations_that_cannot_be_true_together_are_repaired_and_told():
    keys = [("a",), ("b",), ("c",)]
    pairs = [Correlation(between=("a", "b"), rank=0.9), Correlation(between=("b", "c"), rank=0.9),
             Correlation(between=("a", "c"), rank=-0.9)]  # fmt: skip
    matrix, told = normal_correlations(keys, pairs)
    assert is_possible(matrix)
    assert np.diag(matrix) == pytest.approx(1)
    (sentence,) = told
    assert "cannot all be true together" in sentence
    largest = ("a and c, from -0.90 to", "a and b, from 0.90 to", "b and c, from 0.90 to")  # but for the last digit
    assert any(one in sentence for one in largest)
    uniforms = correlated(sobol_points(3, 1024, 1), matrix)
    assert uniforms.mean(axis=0) == pytest.approx(0.5, abs=0.005)
    assert normal_correlations(keys, pairs[:1])[1] == ()
    assert normal_correlations(keys, pairs[:2])[1], "a and c are said to be independent by nobody saying otherwise"


def test_months_of_many_draws_are_made_when_they_are_asked_for_and_are_the_same(monkeypatch):
    ranges = (
        (VOICE, {**A_RANGE, "scatter": "6%", "persistence": 0.4}),
        (("inflation", "wage_inflation"), {"low": "1%", "base": "3%", "high": "5%", "drawn": "each year"}),
    )
    found = compared(*ranges)
    kept = world(found)
    monkeypatch.setattr(worlds, "MOST_NUMBERS", 0)
    made = world(found)
    assert sum(isinstance(one, Drawn) for one in made.replaced.values()) == 2
    for one, values in made.replaced.items():
        whole = kept.replaced[one]
        assert (values.shape, values.ndim, values.size, len(values)) == (whole.shape, 2, whole.size, 1024)
        assert np.array_equal(np.asarray(values), whole)
        assert np.array_equal(values[500:530], whole[500:530])
        assert np.array_equal(values[-1], whole[-1])
        assert np.array_equal(values[np.array([3, 1000])], whole[[3, 1000]])
    row = found.option("own").model.figures["npv"]
    of_kept, of_made = (evaluate_rows(found.model, [row], one.replaced)[row] for one in (kept, made))
    assert np.array_equal(of_kept, of_made)


def test_draws_stay_within_the_limits_and_whole_numbers_whole():
    found = world(
        compared(
            (("staffing", "occupancy"), {"low": "70%", "base": "80%", "high": "98%"}),
            (("options", "manila", "transition"), {"ramp": {"base": ["50%", "100%"], "low": "-20%", "high": "+20%"},
                                                   "parallel_months": {"low": 1, "base": 2, "high": 6}}),
        )
    )  # fmt: skip
    occupancy = drawn(found, "staffing.occupancy")
    assert occupancy.max() == 1
    told = next(one for one in found.warnings if one.startswith("Occupancy"))
    assert told.endswith("% of the draws lay beyond its limits and stop there.")
    ramp = drawn(found, "options.manila.transition.ramp")
    assert ramp.shape == (1024, 36)
    assert ramp[:, 1:].max() == 1
    assert ramp[:, 0].std() > 0
    months = drawn(found, "options.manila.transition.parallel_months")
    assert np.array_equal(months, np.rint(months))
    assert set(np.unique(months)) > {1, 2, 3, 4, 5}


def test_a_draw_never_contradicts_its_contract():
    """A cap is not drawn below the floor: it stops there, which is told; nothing else of the clause changes."""
    ends = {"low": "1%", "base": "5%", "high": "8%"}
    rise = {"low": "3%", "base": "4%", "high": "6%"}
    found = compared(((*INDEXATION, "indexation_cap"), ends), ((*INDEXATION, "yearly_indexation"), rise))
    made = world(found)
    cap = drawn(made, "options.manila.contract.indexation.indexation_cap")
    assert cap.min() == pytest.approx(0.02, abs=1e-6)
    assert cap.min() >= 0.02
    free = driver(found, "options.manila.contract.indexation.indexation_cap").spread.at(made.uniforms)
    key = [one.key for one in made.drivers].index("options.manila.contract.indexation.indexation_cap")
    assert cap[:, 0] == pytest.approx(np.maximum(free[:, key], 0.02), abs=1e-6)
    told = [one for one in made.warnings if "contradict" in one]
    assert len(told) == 1
    assert "lies below the floor" in told[0]
    assert told[0].startswith("Indexation cap (Manila")


def test_two_drawn_terms_never_contradict_each_other():
    found = compared(
        ((*INDEXATION, "indexation_cap"), {"low": "2.5%", "base": "5%", "high": "8%", "range": ENDS}),
        ((*INDEXATION, "indexation_floor"), {"low": "0%", "base": "2%", "high": "4%", "range": ENDS}),
    )
    made = world(found)
    cap, floor = (
        drawn(made, f"options.manila.contract.indexation.{name}") for name in ("indexation_cap", "indexation_floor")
    )
    assert np.all(cap >= floor)
    assert sum("contradict" in one for one in made.warnings) == 2


# -- years and months of one draw ----------------------------------------------------------------------


def test_paths_have_the_persistence_and_the_average_they_were_given():
    average = np.random.default_rng(1).standard_normal(20_000)
    noise = noise_of("a key", "path", 1, range(20_000), 5, 0.6)
    found = path_around(average, noise, 0.6)
    wanted = 0.6 ** np.abs(np.subtract.outer(np.arange(5), np.arange(5)))
    assert np.cov(found.T) == pytest.approx(wanted, abs=0.03)
    assert np.corrcoef(found.mean(axis=1), average)[0, 1] == pytest.approx(1)
    assert np.array_equal(noise, noise_of("a key", "path", 1, range(20_000), 5, 0.6))
    assert np.array_equal(noise[700:1300], noise_of("a key", "path", 1, range(700, 1300), 5, 0.6))
    assert not np.array_equal(noise, noise_of("another", "path", 1, range(20_000), 5, 0.6))


def test_rises_of_single_years_compound():
    rises = np.array([[0.03, 0.05, -0.01]])
    found = compounding(rises, np.array([0, 0.5, 1, 2, 2.5, 3]))
    levels = (1 + found[0]) ** np.array([0, 0.5, 1, 2, 2.5, 3])
    both = 1.03 * 1.05
    assert levels == pytest.approx([1, 1.03**0.5, 1.03, both, both * 0.99**0.5, both * 0.99])


def test_yearly_paths_of_inflation_growth_and_indexation_are_what_the_lines_compound():
    each = {"drawn": "each year", "persistence": 0.5, "distribution": "triangular"}
    found = compared(
        (("inflation", "wage_inflation"), {"low": "1%", "base": "3%", "high": "5%", **each}),
        (("demand", "annual_growth"), {"low": "-3%", "base": "2%", "high": "6%", **each}),
        ((*INDEXATION, "yearly_indexation"), {"low": "3%", "base": "3.5%", "high": "4%", "range": ENDS, **each}),
    )
    made = world(found)
    some = {one: value[:20] for one, value in made.replaced.items()}
    rows = {row.key: row for row in found.model.rows}
    values = evaluate(found.model, some)
    wages = np.asarray(values[rows["own.wage_index"]])
    rises = wages[:, [12, 24]] / wages[:, [0, 12]] - 1  # from one contract year to the next
    assert np.all(np.ptp(rises, axis=1) > 0)
    assert np.all(np.abs(rises) < 0.2)
    assert np.array_equal(wages[:, 0], np.ones(20))
    assert np.ptp(wages[:, :12]) == 0
    prices = np.asarray(values[rows["manila.price_index"]])
    steps = prices[:, [12, 24]] / prices[:, [11, 23]] - 1
    assert np.all((steps >= 0.03) & (steps <= 0.04))
    assert np.all(np.ptp(steps, axis=1) > 0)
    volume = np.asarray(values[rows["programme.voice.forecast_volume"]])
    monthly = volume[:, 1:] / volume[:, :-1]
    assert monthly[:, :12] == pytest.approx(np.repeat(monthly[:, :1], 12, axis=1)), "one growth within a year"
    assert np.all(np.abs(monthly[:, 12] - monthly[:, 11]) > 0)


def test_a_projected_index_wanders_around_its_projection():
    found = compare(
        scenario_from(
            scenario(
                (INDEXATION, {"indices": {"us_cpi": {"weight": "60%"}}}),
                indices={"us_cpi": {"series": "us_cpi_u",
                                    "projection": {"low": "1%", "base": "2.5%", "high": "4%", "drawn": "each year"}}},
            )
        ),
        card(),
    )  # fmt: skip
    made = world(found)
    (row,) = [row for row in found.model.rows if row.name == "index_level"]
    (one,) = [one for one in found.model.inputs if one.name == "projection"]
    level = np.asarray(evaluate(found.model, {one: made.replaced[one][:200]})[row])
    known = int(one.scope.value("measured_months"))
    assert np.ptp(level[:, :known], axis=0).max() == 0, "what was measured is certain"
    first, second = (level[:, known + end - 1] / level[:, known + end - 13] - 1 for end in (12, 24))
    for rise in (first, second):
        assert np.quantile(rise, [0.1, 0.9]) == pytest.approx([0.01, 0.04], abs=0.004)
    assert abs(np.corrcoef(first, second)[0, 1]) < 0.25, "each year has a change of its own"


def test_months_scatter_around_a_level():
    """8 of 10 months lie within 6 % of the level; the level itself has its own range."""
    found = world(compared((VOICE, {**A_RANGE, "scatter": "6%", "persistence": 0.4})), 4096)
    values = drawn(found, "demand.volume.voice")
    assert values.shape == (4096, 36)
    level = next(one.spread for one in found.drivers if one.key == "demand.volume.voice").at(found.uniforms)
    at = [one.key for one in found.drivers].index("demand.volume.voice")
    strays = values / level[:, [at]] - 1
    assert np.mean(np.abs(strays) <= 0.06) == pytest.approx(0.8, abs=0.005)
    assert np.mean([np.corrcoef(strays[:, m], strays[:, m + 1])[0, 1] for m in range(35)]) == pytest.approx(
        0.4, abs=0.02
    )
    only = world(compared((("staffing", "shrinkage"), {"base": "30%", "scatter": "2%"})), 4096)
    months = drawn(only, "staffing.shrinkage")
    assert np.quantile(months, [0.1, 0.9]) == pytest.approx([0.28, 0.32], abs=0.0005), "points of a share"


# -- a scenario that is written and read back ------------------------------------------------------------

RANGED = (
    (VOICE, {"low": "-10%", "base": 4000, "high": "+20%", "scatter": "6%", "persistence": 0.5}),
    (("service", "handle_time", "chat"), {"low": 550, "base": 600, "high": 700, "range": ENDS, "distribution": "pert"}),
    (("inflation", "wage_inflation"), {"low": "1%", "base": "3%", "high": "5%", "drawn": "each year"}),
    (("options", "tulsa", "pricing", "seat_rate"),
     {"rate": "philippines.seat_month", "at": "high", "low": "-6%", "high": "+8%"}),
)  # fmt: skip
TOGETHER = {
    "reading": ENDS,
    "seed": 7,
    "correlations": [{"between": ["demand.volume.voice", "service.handle_time.chat"], "rank": 0.5}],
}


def spreads(comparison):
    return {one.key: one.spread for one in drivers_of(comparison.model)}


def test_ranges_survive_a_scenario_that_stands_by_itself(tmp_path):
    (tmp_path / "volumes.csv").write_text(
        "month,chat\n" + "".join(f"{2027 + m // 12}-{m % 12 + 1:02d},{900 + m}\n" for m in range(40)), encoding="utf-8"
    )
    entry = {"csv": "volumes.csv", "column": "chat", "low": "-10%", "high": "+15%", "scatter": "4%"}
    data = scenario(*RANGED, (("demand", "volume", "chat"), entry), start="2027-01", uncertainty=TOGETHER)
    before = compare(scenario_from(data, tmp_path), card())
    text = standalone(before)
    after = compare(read_scenario(text), card())
    assert "csv" not in text
    assert spreads(after) == spreads(before)
    assert spreads(after)["demand.volume.chat"].scatter == 0.04
    assert after.scenario.file.uncertainty == before.scenario.file.uncertainty
    assert fingerprint(after) == fingerprint(before)


def test_ranges_survive_a_workbook_and_stay_around_a_number_that_was_changed(tmp_path):
    before = compare(scenario_from(scenario(*RANGED, uncertainty=TOGETHER)), standard_card())
    content = write_workbook(before)
    same = read_workbook("export.xlsx", content)
    assert same.changes == ()
    assert spreads(same.comparison) == spreads(before)
    names = {one.place: name_of(one) for one in before.model.inputs}
    changed = {
        names[VOICE]: 4400,
        names["service", "handle_time", "chat"]: 640,
        names["options", "tulsa", "pricing", "seat_rate"]: 2000,
    }
    back = read_workbook("export.xlsx", typed(content, changed, tmp_path))
    assert back.data["demand"]["volume"]["voice"] == {**RANGED[0][1], "base": 4400}
    assert back.data["service"]["handle_time"]["chat"] == {**RANGED[1][1], "base": 640}
    assert back.data["options"]["tulsa"]["pricing"]["seat_rate"] == {"base": 2000, "low": "-6%", "high": "+8%"}
    found = spreads(back.comparison)
    assert (found["demand.volume.voice"].low, found["demand.volume.voice"].scatter) == (pytest.approx(3960), 0.06)
    assert found["options.tulsa.pricing.seat_rate"].high == pytest.approx(2160)
    outside = typed(content, {names["service", "handle_time", "chat"]: 800}, tmp_path)
    with pytest.raises(ProblemsFound, match="base 800 is above high 700"):
        read_workbook("export.xlsx", outside)


def test_a_comparison_as_data_says_what_is_uncertain():
    found = {one["key"]: one["range"] for one in to_data(compared(*RANGED))["inputs"]}
    volume = found["programme.voice.volume"]
    assert (volume["low"], volume["base"], volume["high"], volume["scatter"]) == pytest.approx((3600, 4000, 4800, 0.06))
    assert found["programme.wage_inflation"]["drawn"] == "each year"
    assert found["manila.seat_rate"]["reading"] == ENDS, "of the card"
    assert found["own.hourly_wage"] is None


def test_a_level_whose_months_are_drawn_is_not_to_spread_a_second_time():
    kpi = ("options", "manila", "contract", "service_levels", "kpis", "csat")
    level = {
        "target": "82%",
        "penalty": "1%",
        "credit_form": "proportional",
        "attained": {"base": "81%", "scatter": "2%"},
    }
    assert not [one for one in world(compared((kpi, level))).warnings if "second time" in one]
    found = world(compared((kpi, {**level, "attained_spread": "1%"})))
    assert [
        one for one in found.warnings if one.startswith("Attained (Manila, per seat, CSAT)") and "second time" in one
    ]


def test_another_volume_moves_the_range_with_its_base():
    option = {
        "pricing": {"model": "per_ticket", "ticket_price": {"voice": 5, "chat": 2}},
        "contract": {"commitment": {"minimum_fee": {"low": 9000, "base": 10000, "high": 12000, "range": ENDS}}},
    }
    data = scenario((("options", "tulsa"), option))
    moved, _ = contract_at_volume(data, "tulsa", 1000, 2000)
    fee = moved["options"]["tulsa"]["contract"]["commitment"]["minimum_fee"]
    assert fee == {"low": 18000, "base": 20000, "high": 24000, "range": ENDS}


def test_the_form_changes_the_number_and_keeps_its_range():
    entry = {"low": "-10%", "base": 4000, "high": "+20%", "scatter": "6%"}
    rate = {"rate": "philippines.seat_month", "low": "-6%", "high": "+8%"}
    place = ("options", "manila", "pricing", "seat_rate")
    fields = {one.place: one for one in fields_of(scenario_from(scenario((VOICE, entry), (place, rate))), card())}
    volume, price = fields[VOICE], fields[place]
    assert (volume.text(volume.raw), volume.number(volume.raw)) == ("4,000", 4000)
    assert [(one.place, one.text(one.raw)) for one in volume.ends] == [
        ((*VOICE, "low"), "-10%"),
        ((*VOICE, "high"), "+20%"),
        ((*VOICE, "scatter"), "6 %"),
    ]
    assert volume.entry(volume.typed("4,400")) == {**entry, "base": 4400}
    assert volume.entry(volume.typed("")) == {**entry, "base": ""}, "a volume cannot be left out; the model says so"
    assert price.number(price.raw) == 1760
    assert price.entry(price.typed("1,900")) == {"base": 1900, "low": "-6%", "high": "+8%"}
    assert volume.ends[0].typed("-12%") == "-12%"


def test_a_base_next_to_low_draws_no_tail_that_nobody_stated():
    """100 / 100 / 120 as a lognormal would be above 170 in 1 of 100 futures, and above 500 in 1 of 10,000."""
    price = next(one for one in compared().model.inputs if one.name == "seat_rate")
    assert marginal("lognormal", P10_P90, 100, 100, 120).at(0.99) > 170
    assert usual_distribution(price.given, 100, 100, 120) == "triangular"
    assert marginal("triangular", P10_P90, 100, 100, 120).at(0.9999) < 130
    assert usual_distribution(price.given, 180, 200, 300) == "lognormal"


@pytest.mark.parametrize(
    ("stated", "becomes", "told"),
    [
        ({"low": "-6%", "base": 2000, "high": "+8%"}, {"low": "-6%", "high": "+8%"}, "its own range stays"),
        (
            {"low": 1900, "base": 2000, "high": 2300},
            {},
            "goes with the number it lies around; it is drawn by the range",
        ),
        (2000, {}, ""),
    ],
)
def test_a_rate_in_place_of_a_number_keeps_its_range_or_says_that_it_goes(stated, becomes, told):
    place = ("options", "tulsa", "pricing", "seat_rate")
    result = compared((place, stated))
    one = next(one for one in result.model.inputs if one.place == place)
    rate = card()["philippines.seat_month"]
    entry = entry_with(rate, one, result)
    assert entry == {"rate": rate.key, **becomes}
    said = range_then(rate, one, entry)
    assert told in said if told else not said
    without = rate.model_copy(update={"low": None, "high": None})
    assert ("counts as certain" in range_then(without, one, entry)) == (told.startswith("goes"))
    after = driver(compared((place, entry)), ".".join(place) if becomes else rate.key)
    assert after.spread.base == rate.amount(), "what is left is a scenario that can be read"


def test_the_range_of_a_share_is_no_part_of_it():
    """-1 % of growth is a growth of -1 %, so it cannot stay around another number."""
    assert with_rate({"low": "-1%", "base": "2%", "high": "+5%"}, "a.rate", parts=False) == {"rate": "a.rate"}


# -- the example -----------------------------------------------------------------------------------------


def test_the_example_says_what_is_uncertain_in_it():
    found = compare(load_scenario(EXAMPLE), card())
    drivers = drivers_of(found.model)
    keys = {one.key for one in drivers}
    assert {"demand.volume.voice", "inflation.wage_inflation", "service.handle_time.voice"} <= keys
    assert any(one.spread.drawn == "each year" for one in drivers)
    assert any(one.spread.scatter for one in drivers)
    assert len({one.label for one in drivers}) == len(drivers), "each driver is told from the others"
    made = world(found)
    for one, values in made.replaced.items():
        assert np.isfinite(values).all(), one.place
        assert values.shape[0] == 1024
        assert values.std() > 0, one.place
    assert not [one for one in made.warnings if "beyond its limits" in one or "contradict" in one]
