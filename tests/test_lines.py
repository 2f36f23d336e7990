"""Every line of the model read as a formula: units, words, and the traps met on the way here."""

import math
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tcomodel import categories, compare, load_scenario, scenario_from, words
from tcomodel.assembly import assemble
from tcomodel.contract import CLAUSES
from tcomodel.givens import members_of
from tcomodel.lines import MEMBERS, Ingredient, Line
from tcomodel.model import Model, Placed
from tcomodel.places import SECTIONS
from tcomodel.readers.units import COUNTED, SAME_THING, UnitMismatch, check_units, said, unit, unit_of
from tcomodel.symbols import Name, Number, Operation, Symbol, Use, walk
from tcomodel.words import Group, Word
from tests.case_file import ROOT, all_cases, card, case_files, model_of
from tests.whole_model import givens_of_the_model, lines_of_the_model, terms_of_the_model

LINES = lines_of_the_model()
WORDS = [one for one in vars(words).values() if isinstance(one, Word)]
every_word = pytest.mark.parametrize("word", WORDS, ids=lambda word: word.name)


def example() -> Model:
    return assemble(load_scenario(ROOT / "data" / "scenarios" / "example.yaml"), card())


# -- each line by itself -------------------------------------------------------------------------


# One test asks one thing of all lines, six hundred of them, and names each that breaks it.


def those_that(breaks: Callable[[Line], bool]) -> list[str]:
    """Where the lines are that break a rule."""
    return [where for where, line in LINES if breaks(line)]


def test_there_are_lines():
    assert len(LINES) > 600


def test_every_line_can_be_read_as_a_formula():
    """A line that cannot says itself why, and its name: see the refusals below."""
    assert those_that(lambda line: not isinstance(line.formula, Symbol)) == []


def test_every_line_says_what_the_money_is_for_in_one_sentence():
    assert those_that(lambda line: not (line.says.endswith(".") and line.says[0].isupper())) == []
    assert those_that(lambda line: "\n" in line.says) == []


def test_every_line_posts_to_a_known_category():
    posting = {where: line for where, line in LINES if line.posts_to is not None}
    assert {where: line.posts_to for where, line in posting.items() if line.posts_to not in categories.ORDER} == {}
    of_another_unit = {where: line.unit for where, line in posting.items() if line.unit != "currency/month"}
    assert of_another_unit == {}, "what posts is money a month"


def test_no_line_holds_a_number_but_nought_and_one():
    found = {where: numbers_in(line) - {0, 1} for where, line in LINES}
    never = {"payback": {-1}}  # stands for "never", which a cell cannot say otherwise
    wrong = {where: more for where, more in found.items() if more - never.get(where.rpartition(".")[2], set())}
    assert wrong == {}, "a number with a meaning is an input with a name and a unit"


def numbers_in(line: Line) -> set[float]:
    return {symbol.value for symbol in walk(line.formula) if isinstance(symbol, Number)}


def test_every_line_stands_where_the_model_puts_lines():
    known = {"programme", "demand", "index", "option", *MEMBERS}
    assert {where: line.per for where, line in LINES if line.per not in known} == {}


def test_every_line_depends_on_inputs_and_choices_that_exist():
    givens = {given.name: given for _, given in givens_of_the_model()}
    groups = {name for terms in terms_of_the_model() for name in members_of(terms)}
    known = {*givens, *groups, *CLAUSES, *SECTIONS}
    assert {where: more for where, line in LINES if (more := set(line.given) - known)} == {}
    wrong = [
        (where, name, one) for where, line in LINES for name, one in line.chosen if one not in givens[name].choices
    ]
    assert wrong == []
    instead = {None, *givens, *(one.name for _, one in LINES)}
    assert {where: line.otherwise for where, line in LINES if line.otherwise not in instead} == {}


@pytest.mark.parametrize("name", sorted({given.name for _, given in givens_of_the_model() if given.choices}))
def test_each_alternative_of_a_choice_changes_something(name: str):
    """A choice nobody reads would be a promise on the screen that the model does not keep."""
    read_in_python = {"discount_timing"}  # tcomodel.timeline.PAID_AT turns it into an input
    given = next(given for _, given in givens_of_the_model() if given.name == name)
    answered = {chosen for _, line in LINES for choice, chosen in line.chosen if choice == name}
    assert answered == set(given.choices) or name in read_in_python


# -- one name, one meaning -------------------------------------------------------------------------


def units_by_name() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for where, line in LINES:
        found[line.name][line.unit].append(where)
    for terms, given in givens_of_the_model():
        found[given.name][given.unit].append(f"{terms}.{given.name}")
    return found


def test_a_name_has_one_unit_wherever_it_is_declared():
    several = {name: dict(found) for name, found in units_by_name().items() if len({unit(text) for text in found}) > 1}
    assert several == {}


def test_an_input_declared_twice_is_assumed_the_same_everywhere():
    """What is assumed holds for all options: a second declaration without it would get it in silence."""
    found = defaultdict(set)
    for _, given in givens_of_the_model():
        found[given.name].add((repr(given.assumed), given.kind, given.choices, given.per_channel, given.constant))
    several = {name: facts for name, facts in found.items() if len(facts) > 1}
    assert not several


def test_every_declared_unit_is_made_of_counted_things():
    for name, found in units_by_name().items():
        for text in found:
            for part in text.split("/"):
                assert part in {*COUNTED, *SAME_THING, "1", "share", "-"}, f"{name}: {text}"


# -- units -------------------------------------------------------------------------------------------


def test_units_of_every_line_of_the_example():
    model = example()
    assert len(model.rows) > 500
    for row in model.rows:
        check_units(row)


@pytest.mark.parametrize("file", case_files())
def test_units_of_every_line_of_the_cases_of_a_file(file: str):
    wrong = []
    for case in (str(one) for one in all_cases() if one.file == file):
        for row in model_of(case).rows:
            try:
                check_units(row)
            except UnitMismatch as slip:
                wrong.append(f"{case}: {slip}")
    assert wrong == []


def test_every_line_had_its_units_checked():
    checked = {row.line for case in all_cases() for row in model_of(str(case)).rows}
    assert not [where for where, line in LINES if line not in checked]


UNITS = {
    name: unit(text)
    for name, text in {
        "fee": "currency/month",
        "rate": "currency/seat/month",
        "seats": "seat",
        "month": "month",
        "years": "year",
        "growth": "1/year",
        "share": "1",
        "minutes": "minute",
        "hours": "hour",
        "resolutions": "resolution/month",
        "contacts": "contact/month",
        "agents": "agent",
    }.items()
}
fee, rate, seats, month, years, growth, share = map(Name, ("fee", "rate", "seats", "month", "years", "growth", "share"))
minutes, hours, resolutions, contacts, agents = map(Name, ("minutes", "hours", "resolutions", "contacts", "agents"))


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (seats * rate, "currency/month"),
        (0 - fee, "currency/month"),
        ((1 + growth) ** years, "1"),
        (fee * (1 - share), "currency/month"),
        (resolutions + contacts, "contact/month"),
        (words.running_total(fee), "currency"),
        (words.total_over_term(fee), "currency"),
        (words.change(agents, agents), "agent/month"),
        (words.share_of(fee, contacts), "currency/contact"),
        (words.when(month <= 1, fee, 0), "currency/month"),
        (words.at_least(fee, 0), "currency/month"),
        (words.earlier(agents, month), "agent"),
        (words.remainder(month, month / years), "month"),
        (words.total(Group("fee")), "currency/month"),
        (1 / month, "1/month"),
    ],
)
def test_unit_read_off_a_formula(formula: Symbol, expected: str):
    assert unit_of(formula, UNITS) == unit(expected)


@pytest.mark.parametrize(
    "formula", [Number(1), 0 - Number(1), words.at_least(Number(0), Number(1))], ids=["1", "0 - 1", "max"]
)
def test_a_bare_number_fits_any_unit(formula: Symbol):
    assert unit_of(formula, UNITS) is None


@pytest.mark.parametrize(
    ("formula", "both"),
    [
        (fee + seats, ("currency/month", "seat")),
        (fee - rate, ("currency/month", "currency/seat/month")),
        (minutes + hours, ("minute", "hour")),
        (words.at_most(fee, seats), ("currency/month", "seat")),
        (words.when(fee > seats, fee, 0), ("currency/month", "seat")),
        (words.when(month <= 1, fee, seats), ("currency/month", "seat")),
        ((1 + growth) ** month, ("1/year", "month")),
        (fee**years, ("currency/month", "year")),
        (words.entry(fee, seats), ("month", "seat")),
        (words.change(agents, seats), ("agent", "seat")),
    ],
)
def test_units_that_do_not_go_together_are_both_named(formula: Symbol, both: tuple[str, str]):
    with pytest.raises(UnitMismatch) as slip:
        unit_of(formula, UNITS)
    assert all(one in str(slip.value) for one in both)


def test_a_line_that_does_not_give_what_it_declares():
    right = next(row for row in example().rows if row.key == "seats_manila.fee")
    wrong = Line("fee", "currency/contact", right.line.function, right.line.ingredients, right.line.says)
    with pytest.raises(
        UnitMismatch, match=r"seats_manila\.fee is declared in currency/contact .* gives currency/month"
    ):
        check_units(Placed(wrong, right.scope, right.arguments))


def test_members_of_a_group_share_a_unit():
    rows = {row.key: row for row in example().rows}
    line = Line("mixed", "agent", words.total, (Ingredient("terms", "terms"),), "Sum.")
    mixed = Placed(line, rows["in_house.team"].scope, [[rows["in_house.team"], rows["in_house.total_cost"]]])
    with pytest.raises(UnitMismatch, match="agent and currency/month"):
        check_units(mixed)


def test_a_word_that_is_no_unit():
    with pytest.raises(UnitMismatch, match="'currency/fortnight' is no unit"):
        unit("currency/fortnight")


def test_units_are_said_as_the_model_writes_them():
    for text in ("currency/seat/month", "contact/month", "1/year", "1", "second/contact", "month/year"):
        assert said(unit(text)) == text


# -- what a line may not do ---------------------------------------------------------------------------

a, b = Name("a"), Name("b")
REFUSED: list[tuple[str, Callable[[], Any], str]] = [
    ("if", lambda: 1 if a > b else 0, "when"),
    ("and", lambda: a and b, "when"),
    ("not", lambda: not a, "when"),
    ("max", lambda: max(a, b), "at_least"),
    ("min", lambda: min(a, b), "at_most"),
    ("numpy maximum", lambda: np.maximum(a, b), "at_least"),
    ("numpy minimum", lambda: np.minimum(a, b), "at_most"),
    ("numpy ceil", lambda: np.ceil(a), "round_up"),
    ("numpy where", lambda: np.where(a, b, a), "when"),
    ("numpy cumsum", lambda: np.cumsum(a), "running_total"),
    ("numpy sum", lambda: np.sum(a), "total"),
    ("numpy round", lambda: np.round(a), "to_the_cent"),
    ("math ceil", lambda: math.ceil(a), "round_up"),
    ("math floor", lambda: math.floor(a), "whole"),
    ("round", lambda: round(a), "to_the_cent"),
    ("abs", lambda: abs(a), "at_least"),
    ("float", lambda: float(a), "formula"),
    ("sum", lambda: sum(a), "total"),
    ("comparison times number", lambda: (a > b) * 1, "when"),
    ("comparison plus number", lambda: 1 + (a > b), "when"),
    ("comparison minus", lambda: -(a > b), "when"),
    ("comparison in a word", lambda: words.at_least(a > b, 0), "when"),
    ("comparison as the answer of when", lambda: words.when(a > b, a > b, 0), "when"),
    ("a text", lambda: a * "x", "'x'"),
    ("a truth", lambda: a * True, "True"),
    ("a running total of a formula", lambda: words.running_total(words.previous(a * b)), "line by itself"),
    ("the month before of a formula", lambda: words.previous(a + b), "line by itself"),
    ("the highest of a formula", lambda: words.highest(a + b), "line by itself"),
]  # fmt: skip


@pytest.mark.parametrize(("attempt", "advice"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED])
def test_what_cannot_be_a_formula_is_refused_with_the_word_to_use(attempt: Callable[[], Any], advice: str):
    with pytest.raises(TypeError) as refusal:
        attempt()
    assert advice in str(refusal.value)


def test_a_line_that_never_uses_an_ingredient():
    unused = Line("fee", "1", lambda seats, rate: seats * 1, (Ingredient("seats"), Ingredient("rate")), "A fee.")
    with pytest.raises(TypeError, match="line fee: never uses rate"):
        _ = unused.formula


def test_a_line_without_ingredients():
    with pytest.raises(TypeError, match="uses none of its ingredients"):
        _ = Line("fee", "1", lambda: 1, (), "A fee.").formula


def test_the_refusal_names_the_line():
    with pytest.raises(TypeError, match="line fee: "):
        _ = Line("fee", "1", lambda a: max(a, 0), (Ingredient("a"),), "A fee.").formula


# -- traps -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("value", "people"), [(21 / (1 - 0.3), 30), (30.0, 30), (30.001, 31), (0.0, 0), (1e-12, 0)])
def test_rounding_up_buys_no_seat_for_the_last_bit(value: float, people: float):
    assert words.round_up(value) == people


@pytest.mark.parametrize(("value", "count"), [((0.8 - 0.79) / 0.01, 1), (3.5, 3), (2.9999999999, 3), (0.999, 0)])
def test_the_whole_part_loses_no_decrement_to_the_last_bit(value: float, count: float):
    assert words.whole(value) == count


@pytest.mark.parametrize(
    ("value", "cents"),
    [(1.005, 1.01), (2.675, 2.68), (-1.005, -1.01), (0.125, 0.13), (1e9 + 0.005, 1e9 + 0.01), (0, 0)],
)
def test_to_the_cent_rounds_half_away_from_zero(value: float, cents: float):
    assert words.to_the_cent(value) == cents


def test_a_share_of_nothing_is_nothing():
    np.testing.assert_array_equal(words.share_of(np.array([1.0, 2.0]), np.array([0.0, 4.0])), [0, 0.5])


def test_minus_binds_as_in_python_and_is_written_as_nought_less():
    """Excel reads -2^2 as 4; written as 0-2^2 there is nothing to misread."""
    match -(a**b):
        case Operation("-", Number(0), Operation("**", _, _)):
            return
    pytest.fail("minus must be nought less something")


def test_change_starts_from_the_opening_and_previous_from_nothing():
    team = np.array([40.0, 40.0, 46.0])
    np.testing.assert_array_equal(words.change(team, 30.0), [10, 0, 6])
    np.testing.assert_array_equal(words.previous(team), [0, 40, 40])
    np.testing.assert_array_equal(words.earlier(team, 2), [0, 0, 40])
    np.testing.assert_array_equal(words.earlier(team, 0), team)


def test_a_running_total_of_a_steady_cost_still_grows():
    """A line made of plain numbers has no months of its own until it is placed."""
    result = compare(model_of("timeline.yaml:money_counts_at_the_end").scenario, card())
    np.testing.assert_allclose(result.options[0].of("cumulative_cost"), 1000 * np.arange(1, 27))


def test_contract_years_that_do_not_divide_the_term():
    result = compare(model_of("timeline.yaml:money_counts_at_the_end").scenario, card())
    np.testing.assert_allclose(result.by_year(result.options[0].by_month), [12000, 12000, 2000])
    assert list(result.contract_years[[0, 11, 12, 25]]) == [1, 1, 2, 3]


@pytest.mark.parametrize(
    ("demand", "on_top"),
    [
        ({"volume": {"voice": [1, 2, 3]}, "annual_growth": 0.03}, "on top of it still: annual growth."),
        ({"volume": {"voice": [1, 2, 3]}, "seasonality": [0.5] * 6 + [1.5] * 6}, "on top of it still: seasonality."),
        ({"volume": {"voice": [1, 2, 3]}}, None),
        ({"volume": {"voice": 2}, "annual_growth": 0.03}, None),
    ],
)
def test_growth_on_top_of_a_volume_stated_month_by_month_is_told(demand: dict, on_top: str | None):
    data = {"start": "2027-01", "months": 3, "demand": demand, "options": {"own": {"in_house": {"monthly_budget": 5}}}}
    told = [note for note in compare(scenario_from(data), card()).notes if "month by month" in note]
    assert [note.endswith(on_top or "") for note in told] == [True] * (on_top is not None)


def test_no_line_is_posted_twice():
    for option in example().options:
        assert len(option.postings) == len({id(row) for row in option.postings})
        assert len(option.postings) == sum(len(row.arguments[0]) for row in option.categories.values())


SAMPLE = {
    "same": 3, "first": 2, "ratio": 2, "condition": 3, "remainder": 2, "accumulated": 1, "change": 2, "pure": 1,
}  # fmt: skip
ARGUMENTS: dict[str, int] = {
    "to_the_cent": 1,
    "round_up": 1,
    "whole": 1,
    "previous": 1,
    "average_up_to": 3,
    "highest": 1,
    "at_least": 2,
    "at_most": 2,
}


@every_word
def test_a_word_gives_a_simulation_what_it_gives_each_draw(word: Word):
    if word.name in ("total", "largest"):
        members = [np.arange(12.0).reshape(3, 4), np.ones((3, 1))]
        joined = np.add if word.name == "total" else np.maximum
        np.testing.assert_array_equal(word.body(members)[1], joined(np.arange(4.0, 8.0), 1))
        return
    if word.name == "entry":  # a table for each draw, looked up at the same calendar months
        tables = np.arange(36.0).reshape(3, 12)
        np.testing.assert_array_equal(word.body(tables, np.array([12.0, 1.0]))[1], [23, 12])
        return
    if word.name == "average_up_to":
        tables = np.arange(36.0).reshape(3, 12)
        np.testing.assert_array_equal(word.body(tables, np.array([12.0, 3.0]), 3)[1], [22, 13])
        return
    if not word.excel:
        return  # a queue; tests/test_erlang.py holds it
    count = ARGUMENTS.get(word.name) or SAMPLE[word.unit]
    rng = np.random.default_rng(1)
    rows = rng.uniform(0.5, 9, (3, 4))
    others = [rng.integers(1, 4, (3, 1)).astype(float) for _ in range(count - 1)]
    together = np.asarray(word.body(rows, *others))
    for draw in range(3):
        alone = np.asarray(word.body(rows[draw], *[float(other[draw, 0]) for other in others]))
        np.testing.assert_allclose(np.broadcast_to(together[draw], alone.shape or (1,)), np.atleast_1d(alone))


@every_word
def test_a_word_has_a_rule_for_its_unit(word: Word):
    if "->" in word.unit:
        inside, result = word.unit.split(" -> ")
        assert [unit(one) for one in [*inside.split(", "), result]]
        return
    arguments = ARGUMENTS.get(word.name) or SAMPLE[word.unit]
    takes_group = word.name in ("total", "largest")
    first = Group("fee") if takes_group else share if word.unit == "pure" else fee
    unit_of(Use(word, (first,) if takes_group else (first, *[Number(1)] * (arguments - 1))), UNITS)
