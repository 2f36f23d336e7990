"""The memo for a board: it says what the comparison says, in HTML and PDF alike, and nothing else.

Numbers are looked for in the finished files: in the text of the HTML and in what pdftotext reads from the PDF.
"""

import copy
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tcomodel import Comparison, compare, load_scenario, scenario_from
from tcomodel.__main__ import main
from tcomodel.colours import ON_WHITE
from tcomodel.fingerprint import fingerprint
from tcomodel.made_by import made_by
from tcomodel.readers.answer import LEVEL, answer, assumptions_in_words, input_in_words, money, percent, price
from tcomodel.readers.memo import memo_of, to_html, to_pdf
from tcomodel.readers.memo.comparison_table import known_options
from tcomodel.readers.memo.content import Memo, Table
from tcomodel.readers.memo.drawing import shortened
from tcomodel.readers.memo.footnotes import Footnotes
from tcomodel.readers.memo.moves import BY, moved, what_moves
from tcomodel.readers.plain_names import with_titles
from tcomodel.sensitivity import break_even_price, customers_lost, swings, without_customers_lost
from tests.case_file import ROOT, card
from tests.conftest import missing

SCENARIOS = sorted((ROOT / "data" / "scenarios").glob("*.yaml"))
EXAMPLE = ROOT / "data" / "scenarios" / "example.yaml"
DAY = date(2026, 11, 22)
NUMBER = re.compile(r"(?<![\w.])-?\d+(?:,\d{3})*(?:\.\d+)?(?:e\+\d+)?")
UNSEEN = dict.fromkeys(map(ord, "\u200b\u2068\u2069\u00ad"))  # marks between letters, which nobody sees

HOSTILE = [
    '=HYPERLINK("http://x.example","z")',
    "<script>alert(1)</script> & <b>bold</b>",
    "#set page(fill: red) *x* _y_ $z$",
    "[x](y) $x^2$ `code` --> <!-- {{ memo }} {% raw %}",
    "A" * 80,
    "שירות לקוחות בתל אביב 😀",
]
SEATS: dict[str, Any] = {
    "name": "Twenty seats",
    "start": "2027-01",
    "months": 12,
    "demand": {"volume": {"voice": 60000}},
    "service": {"handle_time": 300, "first_contact_resolution": "80%"},
    "staffing": {"occupancy": "80%", "shrinkage": "30%", "paid_hours": 160},
    "options": {
        "own": {"in_house": {"monthly_budget": 900000}},
        "few": {"label": "Few seats", "pricing": {"model": "per_seat", "contracted_seats": 20, "seat_rate": 2000}},
    },
}


@cache
def comparison_at(path: Path) -> Comparison:
    return compare(load_scenario(path), card())


@cache
def memo_at(path: Path) -> Memo:
    """The memo of a scenario's file, made once for all tests that only read it."""
    return memo_of(comparison_at(path), DAY)


@cache
def memo_with(name: str) -> Memo:
    """The memo of a scenario that is made here."""
    return memo_of(of({"ten": ten_options, "hostile": hostile}[name]()), DAY)


def changed(data: dict[str, Any], **options: Any) -> dict[str, Any]:
    """A copy of a scenario with options replaced, or left out where they are None."""
    made = copy.deepcopy(data)
    made["options"] = {key: one for key, one in {**made["options"], **options}.items() if one is not None}
    return made


def example(**options: Any) -> dict[str, Any]:
    return changed(dict(load_scenario(EXAMPLE).data), **options)


def of(data: dict[str, Any]) -> Comparison:
    return compare(scenario_from(data), card())


def ten_options() -> dict[str, Any]:
    """Ten options over 120 months, no two the same, some with names that need room."""
    data = example()
    vendors = [key for key, one in data["options"].items() if "pricing" in one]
    for number in range(10 - len(data["options"])):
        again = copy.deepcopy(data["options"][vendors[number % len(vendors)]])
        again |= {"label": f"{number} {'a long name ' * 6}".strip(), "price_change": f"{3 + number}%"}
        data["options"][f"again_{number}"] = again
    return {**data, "months": 120}


def hostile() -> dict[str, Any]:
    data = example()
    data["name"] = "<script>x</script> #set page *x* $y$ =1+1"
    for one, label in zip(data["options"].values(), HOSTILE, strict=True):
        one["label"] = label
    return data


# ---------------------------------------------------------------- reading the finished files


class Reader(HTMLParser):
    """The texts of a page and the tags it has; text within style is no text."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.is_quiet = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.is_quiet = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self.is_quiet = False

    def handle_data(self, data: str) -> None:
        if not self.is_quiet:
            self.texts.append(data)


def read_page(memo: Memo) -> Reader:
    reader = Reader()
    reader.feed(to_html(memo))
    return reader


def text_of_page(memo: Memo) -> str:
    return " ".join(" ".join(read_page(memo).texts).translate(UNSEEN).split())


@pytest.fixture(scope="session")
def poppler() -> None:
    """pdftotext and pdfinfo."""
    if not (shutil.which("pdftotext") and shutil.which("pdfinfo")):
        missing("poppler (pdftotext, pdfinfo)", "apt-get install poppler-utils, or make test")


def text_of_pdf(content: bytes) -> str:
    run = subprocess.run(["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(run.stdout.decode().translate(UNSEEN).split())


def pages_of(content: bytes, folder: Path) -> int:
    (folder / "memo.pdf").write_bytes(content)
    run = subprocess.run(["pdfinfo", folder / "memo.pdf"], capture_output=True, check=True)
    return int(re.search(rb"Pages:\s+(\d+)", run.stdout)[1])


# ---------------------------------------------------------------- its numbers are the comparison's


def figures_of(comparison: Comparison) -> Iterator[str]:
    """Every figure of the table as it must be written, straight from the comparison."""
    base = comparison.baseline
    for option in comparison.compared:
        yield money(option.figure("tco"))
        yield money(option.figure("npv"))
        for name in ("cost_per_contact", "cost_per_resolved_contact"):
            if option.figure(name) is not None:
                yield price(option.figure(name) or 0.0)
        if base is None or option.key == base.key:
            continue
        yield money(option.figure("term_saving"))
        yield percent(option.figure("saving_share")).removesuffix(" %")
        if option.figure("payback") is not None:
            yield f"{option.figure('payback'):,.1f}"
        if option.yearly_irr is not None:
            yield percent(option.yearly_irr).removesuffix(" %") if option.yearly_irr <= 10 else "1,000"


def all_that_may_be_said(comparison: Comparison) -> Iterator[str]:
    """Texts of the comparison, of its inputs and of its swings: each number of the memo stands in one of them."""
    file = comparison.scenario.file
    yield from figures_of(comparison)
    yield from (answer(comparison), *comparison.notes, *assumptions_in_words(comparison))
    yield from (said for every in comparison.warnings.values() for said in every)
    yield from (option.label for option in comparison.options)
    yield from (
        file.name,
        file.start,
        comparison.months[-1],
        str(file.months),
        DAY.isoformat(),
        fingerprint(comparison),
        made_by(comparison).text,
    )
    yield from (comparison.model.card.name, comparison.model.card.as_of)
    yield from map(str, range(len(comparison.options) + 1))  # how many, and the number of each
    currency, moving = comparison.currency, swings(comparison)
    for one in comparison.model.inputs:
        yield from (input_in_words(one, currency), one.label, one.scope.label, one.from_file)
        if one.rate is not None:
            yield from (one.rate.source, one.rate.as_of, one.rate.title)
        if one.from_series is not None:
            yield from (one.from_series.title, one.from_series.last, one.from_series.as_of, one.from_series.source)
    for count in range(1, len({one.rate.key for one in comparison.model.inputs if one.rate}) + 1):
        yield f"{count} rates"
    by_share = [one for one in moving if one.reading == "share"]
    turning = [one for one in by_share if one.changes_answer]
    counted = moved(comparison).counted
    held = [one for one in counted if one.clipped or one.low is None or one.high is None]
    yield from (str(len(counted)), str(len(held)), str(len(turning)))
    yield from (str(count) for count in range(1, 1 + sum(one.changes_answer for one in moving)))
    yield from map(money, customers_lost(comparison).values())
    if (without := without_customers_lost(comparison)) is not None:
        yield money(without.option(comparison.cheapest.key).figure("npv") - without.cheapest.figure("npv"))
    for one in turning:
        yield from (input_in_words(replace(one.input, value=end.value), currency) for end in one.ends)
    yield from (money(end.lead) for one in moving for end in (one.now, *one.ends))
    yield from (money(end.npv[comparison.cheapest.key]) for one in moving for end in one.ends)
    yield f"{percent(break_even_price(comparison, comparison.cheapest.key).change)} 10 % 1 % 1,000 %"


def strange_numbers(text: str, comparison: Comparison) -> set[str]:
    allowed = {number for said in all_that_may_be_said(comparison) for number in NUMBER.findall(said)}
    return set(NUMBER.findall(text)) - allowed


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_number_is_one_of_the_comparison(path: Path, poppler: None):
    comparison, memo = comparison_at(path), memo_at(path)
    for text in (text_of_page(memo), text_of_pdf(to_pdf(memo))):
        text = re.sub(r"Page \d of \d", "", text)
        assert not strange_numbers(text, comparison)
        numbers = NUMBER.findall(text)
        for figure in figures_of(comparison):
            assert figure in numbers, figure


def test_a_number_of_another_comparison_is_found_out():
    comparison = comparison_at(EXAMPLE)
    other = of({**example(), "timing": {"discount_rate": "9%"}})
    assert strange_numbers(text_of_page(memo_of(other, DAY)), comparison)


def test_the_table_is_the_ranking_with_a_figure_or_a_reason_in_every_cell():
    comparison = comparison_at(EXAMPLE)
    table = memo_at(EXAMPLE).sections[0].blocks[0]
    assert isinstance(table, Table)
    assert [row.cells[0].text for row in table.rows] == [option.label for option in comparison.ranking]
    for row in table.rows:
        assert sum(cell.span for cell in row.cells) == len(table.columns)
        assert all(cell.text for cell in row.cells)
        assert all(cell.mark in dict(table.footnotes) for cell in row.cells if cell.text == "–")


def test_a_figure_that_is_not_there_has_its_reason():
    data = changed(SEATS, few={"pricing": {"model": "per_seat", "contracted_seats": 900, "seat_rate": 3000}})
    del data["service"]["first_contact_resolution"]
    text = text_of_page(memo_of(of(data), DAY))
    assert "First contact resolution is needed, and nobody gives it" in text
    assert "Payback: the saving never makes up for what was paid before" in text


def test_pictures_say_the_totals_to_who_cannot_see_them():
    comparison, memo = comparison_at(EXAMPLE), memo_at(EXAMPLE)
    pictures = [attributes for tag, attributes in read_page(memo).tags if tag == "img"]
    assert [one["alt"] for one in pictures] == [chart.alt for chart in memo.charts]
    assert len(pictures) == 3
    assert all(money(option.total) in memo.charts[0].alt for option in comparison.compared)
    years = comparison.by_year(comparison.cheapest.by_month)
    assert all(money(float(amount)) in memo.charts[1].alt for amount in years)
    assert all(money(max(option.category_totals.values())) in memo.charts[2].alt for option in comparison.compared)


# ---------------------------------------------------------------- nothing is claimed that is not said


def test_it_recommends_with_the_words_of_the_answer():
    comparison = of(example(minutes_nearshore=None))
    memo = memo_of(comparison, DAY)
    assert memo.verdict.is_recommendation
    assert memo.verdict.title == f"Recommendation: {comparison.cheapest.label}"
    assert memo.verdict.sentences[0] == answer(comparison)


def test_an_assumption_that_turns_the_order_leaves_no_recommendation():
    """The same found the other way: with the assumption stated as it would be, another option is the cheapest."""
    verdict = memo_at(EXAMPLE).verdict
    assert verdict.title == "No recommendation"
    assert "when agents per seat is 0.9 instead of the assumed 1" in verdict.sentences[0]
    data = example()
    for key in ("seats_manila", "hybrid"):
        data["options"][key]["pricing"]["agents_per_seat"] = 0.9
    assert of(data).cheapest.key != comparison_at(EXAMPLE).cheapest.key


def test_an_order_that_rests_on_customers_lost_leaves_no_recommendation():
    """The same found the other way: a scenario that states no poor service has another cheapest option."""
    path = ROOT / "data" / "scenarios" / "ai_first.yaml"
    comparison, memo = comparison_at(path), memo_at(path)
    data = {key: one for key, one in load_scenario(path).data.items() if key != "poor_service"}
    without = of(data)
    assert without.cheapest.key != comparison.cheapest.key
    assert memo.verdict.title == "No recommendation"
    label = without.cheapest.label
    assert f"Without the estimate of customers lost, {label} would cost least" in memo.verdict.sentences[0]
    found = without_customers_lost(comparison)
    assert [one.figure("npv") for one in found.options] == pytest.approx(
        [one.figure("npv") for one in without.options], abs=0.005
    )
    table = memo.sections[0].blocks[0]
    marked = [cell.mark for row in table.rows for cell in row.cells[1:3]]
    assert set(marked) == {"a"}
    assert "a margin that nobody pays" in dict(table.footnotes)["a"]
    assert "payments" not in text_of_page(memo)


def test_a_lead_that_would_be_level_without_customers_lost_leaves_no_recommendation():
    data = changed(SEATS, few=OTHER, more={**OTHER, "label": "More"})
    data["service"]["repeat_rate"] = "50%"
    data["poor_service"] = {"customer_value": 100, "loss_per_unresolved": "5%"}
    data["options"]["more"]["service"] = {"first_contact_resolution": "70%", "repeat_rate": 0}
    data["options"]["more"]["pricing"] = {"model": "per_ticket", "ticket_price": 14.5}
    comparison = of(data)
    found = without_customers_lost(comparison)
    near = found.ranking[1].figure("npv") / found.cheapest.figure("npv") - 1
    assert comparison.ranking[1].figure("npv") / comparison.cheapest.figure("npv") - 1 > LEVEL
    assert near < LEVEL
    assert comparison.cheapest.key == found.cheapest.key == "few"
    assert memo_of(comparison, DAY).verdict.sentences[0].startswith("The lead rests on the estimate of customers lost")


def test_customers_lost_that_round_to_nothing_are_not_spoken_of():
    data = changed(SEATS, few=OTHER)
    data["service"]["repeat_rate"] = 0
    data["poor_service"] = {"customer_value": 100, "loss_per_unresolved": 0}
    comparison = of(data)
    assert "Customers lost" in comparison.cheapest.category_totals
    assert not [said for said in comparison.notes if "customers lost" in said]
    assert "customers lost" not in text_of_page(memo_of(comparison, DAY))


def empty_locks(of_vendor: str) -> dict[str, Any]:
    """A vendor whose locked forecast of a month without contacts is not billed, and one that is dearer."""
    data = changed(SEATS, few=OTHER, more={**OTHER, "label": "More", "price_change": 0})
    data["options"]["more"]["pricing"] = {"model": "per_ticket", "ticket_price": 14}
    data["demand"]["volume"]["voice"] = [60000, 0, *[60000] * 10]
    data["options"][of_vendor]["contract"] = {"forecast": {"client_forecast": 60000, "forecast_lock": "90%"}}
    return data


@pytest.mark.parametrize("of_vendor", ["few", "more"])
def test_a_bill_that_is_not_complete_leaves_no_recommendation(of_vendor: str):
    """Of the option that leads, and of the one that might lead."""
    comparison = of(empty_locks(of_vendor))
    assert [one.key for one in comparison.ranking[:2]] == ["few", "more"]
    verdict = memo_of(comparison, DAY).verdict
    label = comparison.option(of_vendor).label
    assert f"The figures of {label} do not hold as they stand; see the warning below." in verdict.sentences
    assert not verdict.is_recommendation
    assert "is not billed here" in verdict.warnings[-1]


def test_a_warning_of_what_may_follow_later_stands_with_the_recommendation():
    path = ROOT / "data" / "scenarios" / "offshore_anchored_voice.yaml"
    comparison, memo = comparison_at(path), memo_at(path)
    assert memo.verdict.is_recommendation
    assert list(memo.verdict.warnings) == comparison.warnings[comparison.cheapest.key]
    assert "outer range" in memo.verdict.warnings[0]


def test_what_is_settled_is_said_where_the_vendor_is_not():
    comparison = comparison_at(EXAMPLE)
    base = comparison.baseline
    told = f"What is settled: all 5 vendors compared with {base.label} cost less than it, also with any one input"
    assert [said for said in memo_at(EXAMPLE).verdict.sentences if said.startswith(told)]
    data = example()
    data["options"]["in_house"]["in_house"]["hourly_wage"] = 11  # some vendors are dearer than that
    dear = of(data)
    assert dear.ranking[-1].key != base.key
    assert "What is settled" not in text_of_page(memo_of(dear, DAY))


OTHER = {"label": "Another", "pricing": {"model": "per_ticket", "ticket_price": 13}}
NO_RECOMMENDATION = {
    "one option": (changed(SEATS, few=None), "There is one option only"),
    "no baseline": (changed(SEATS, own=None, few=OTHER, more={**OTHER, "label": "More", "price_change": "50%"}),
                    "There is no in-house option to compare with"),
    "nobody serves": (changed(SEATS, own=None), "No option serves all of the work as it is stated"),
    "the one that serves is left out": (
        changed(SEATS, own={**SEATS["options"]["own"], "in_comparison": False}),
        "No option that takes part serves all of the work as it is stated",
    ),
    "one serves": (SEATS, "Only Own serves all of the work"),
    "level": (changed(SEATS, few=OTHER, more={**OTHER, "label": "More", "price_change": 0.005}),
              "too close to tell them apart"),
    "nothing costs anything": (
        changed(SEATS, few={**OTHER, "pricing": {"model": "per_ticket", "ticket_price": 0}},
                more={"label": "More", "pricing": {"model": "per_ticket", "ticket_price": 0}}),
        "Another and More are 0 USD apart at net present value, no more than 1 % of the cost: too close to tell",
    ),
    "all left out": (
        changed(SEATS, own={**SEATS["options"]["own"], "in_comparison": False}, few={**OTHER, "in_comparison": False}),
        "Every option is left out of the comparison",
    ),
    "the best is left out": (
        changed(SEATS, own={"label": "Own", "in_house": {"monthly_budget": 9000}, "in_comparison": False}, few=OTHER,
                more={"label": "More", "pricing": {"model": "per_ticket", "ticket_price": 20}}),
        "Own is left out of the comparison, and it would cost least.",
    ),
    "no offer": (
        changed(SEATS, few={**OTHER, "price_change": -0.1}),
        "Prices are moved to try what would follow, which no vendor has offered: Another.",
    ),
    "worth no change": (changed(SEATS, few={**OTHER, "transition": {"conversion_amount": 9e6}}),
                        "less than the least that is worth a change"),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_RECOMMENDATION)
def test_where_nothing_can_be_recommended_it_says_so_and_why(name: str, poppler: None):
    data, why = NO_RECOMMENDATION[name]
    memo = memo_of(of(data), DAY)
    assert not memo.verdict.is_recommendation
    for text in (text_of_page(memo), text_of_pdf(to_pdf(memo))):
        assert "No recommendation" in text
        assert "Recommendation:" not in text
        assert why in text


def test_an_option_that_does_not_serve_the_work_is_marked_and_warned_of():
    comparison = of(changed(SEATS, own=None))
    text = text_of_page(memo_of(comparison, DAY))
    assert "Few seats serves not all of the work; its figures cannot be compared with the others" in text
    assert comparison.warnings["few"][0] in text


def test_an_option_left_out_is_named_and_not_compared():
    data = example()
    data["options"]["minutes_nearshore"]["in_comparison"] = False
    comparison = of(data)
    memo = memo_of(comparison, DAY)
    assert f"Left out of the comparison: {comparison.option('minutes_nearshore').label}." in text_of_page(memo)
    table = memo.sections[0].blocks[0]
    assert isinstance(table, Table)
    assert len(table.rows) == len(comparison.options) - 1


def without_enough_people(takes_part: bool) -> Comparison:
    """A baseline of 5 agents where 18.6 are needed, and two vendors; it costs least, and cannot do the work."""
    data = changed(SEATS, few=OTHER, more={**OTHER, "label": "More", "price_change": 0})
    data["options"]["more"]["pricing"] = {"model": "per_ticket", "ticket_price": 14}
    data["demand"]["volume"]["voice"] = 20000
    team = {"label": "Own team", "in_house": {"hourly_wage": 20}, "staffing": {"fixed_agents": {"voice": 5}}}
    data["options"]["own"] = {**team, "in_comparison": takes_part}
    return of(data)


@pytest.mark.parametrize("takes_part", [True, False])
def test_a_baseline_that_cannot_do_the_work_leaves_no_recommendation_and_no_saving(takes_part: bool):
    comparison = without_enough_people(takes_part)
    assert comparison.cheapest.key == "few"
    assert comparison.baseline.total < comparison.cheapest.total
    memo = memo_of(comparison, DAY)
    assert memo.verdict.title == "No recommendation"
    assert "Own team, against which savings are counted, cannot carry all of its work" in memo.verdict.sentences[0]
    assert comparison.unserved["own"][0] in memo.verdict.warnings
    text = text_of_page(memo)
    assert "Own team does not serve all of the work as it is stated, so no saving against it can be stated." in text
    for told in ("less than Own team", "more than Own team", "costs as much as Own team", "cheaper than Own team"):
        assert told not in text
    table = memo.sections[0].blocks[0]
    saving = [column.title for column in table.columns].index("Saving")
    for row in table.rows[:2]:
        assert [cell.text for cell in row.cells[saving:]] == ["–"] * 4
        assert {dict(table.footnotes)[cell.mark] for cell in row.cells[saving:]} == {
            "Own team does not serve all of the work as it is stated, so no saving against it can be stated."
        }
    assert table.rows[-1].cells[-1].text.endswith("no saving against it can be stated")


def test_inputs_of_clauses_and_rates_are_called_as_a_board_knows_them():
    text = text_of_page(memo_at(EXAMPLE))
    with_clauses = ("Decrement (service levels): 1 %", "Shortfall share (minimum commitment)")
    for said in (*with_clauses, "Years between (indexation)", "Notice delay (indexation)", "Exit months (transition)"):
        assert said in text
    assert "Overtime premium: 50 %" in text, "what is no clause stands alone"
    rate = next(one.rate for one in comparison_at(EXAMPLE).model.inputs if one.name == "workstation_price")
    assert f"the oldest is '{rate.title}' ({rate.as_of})" in text
    assert rate.key not in text


def test_a_rate_is_called_by_its_title_where_its_whole_key_stands():
    inputs = [one for one in comparison_at(EXAMPLE).model.inputs if one.rate is not None]
    agent = next(one.rate for one in inputs if one.rate.key == "united_states.wage.agent")
    other = next(one.rate for one in inputs if one.rate.key == "united_states.wage.agent_median")
    assert with_titles(f"Of {agent.key}, {other.key} and my_{agent.key} {agent.key}.", inputs) == (
        f"Of '{agent.title}', '{other.title}' and my_{agent.key} '{agent.title}'."
    )


def test_the_chart_of_years_says_why_these_options():
    assert memo_at(EXAMPLE).charts[1].about.endswith("of 6 options the 2 cheapest and In-house, United States")
    data = example()
    data["options"]["in_house"]["in_house"]["hourly_wage"] = 2
    cheap = of(data)
    assert cheap.baseline in cheap.ranking[:3]
    assert memo_of(cheap, DAY).charts[1].about.endswith("of 6 options the 3 cheapest")


def test_on_a_phone_nothing_is_cut_and_pictures_keep_the_size_of_their_letters(page):
    page.set_viewport_size({"width": 480, "height": 900})
    for memo in (memo_at(EXAMPLE), memo_with("ten"), memo_with("hostile")):
        page.set_content(to_html(memo))
        assert page.evaluate("document.documentElement.scrollWidth") <= 480
        cut = "[...document.querySelectorAll('td > *')].filter(one => one.getBoundingClientRect().right > 480).length"
        assert page.evaluate(cut) == 0, "every figure of the tables is on the screen"
        heads = page.evaluate("[...document.querySelectorAll('td.figure')].map(one => one.dataset.head)")
        assert heads
        assert all(heads)
        widths = page.evaluate("[...document.images].map(one => one.getBoundingClientRect().width)")
        assert all(width >= 640 for width in widths)
        scrolls = "[...document.images].every(one => getComputedStyle(one.parentElement).overflowX == 'auto')"
        assert page.evaluate(scrolls)


def test_a_yardstick_that_is_left_out_still_stands_in_the_table():
    data = example()
    data["options"]["in_house"]["in_comparison"] = False
    comparison = of(data)
    table = memo_of(comparison, DAY).sections[0].blocks[0]
    last = table.rows[-1]
    assert (last.is_quiet, last.key, last.cells[0].text) == (True, "", comparison.baseline.label)
    assert last.cells[1].text == money(comparison.baseline.total)
    assert last.cells[-1].text == "not compared; savings are against it"
    assert not any(row.is_quiet for row in table.rows[:-1])
    assert len(table.rows) == len(comparison.options)
    assert '<tr class="quiet">' in to_html(memo_of(comparison, DAY))


def test_cards_are_named_where_rates_of_theirs_are_used():
    def made(memo: Memo) -> str:
        return memo.sections[-1].blocks[-1].text

    assert "Rates that" not in made(memo_of(of(changed(SEATS, few=OTHER)), DAY))
    assert f"come from the card '{card().name}' of {card().as_of}." in made(memo_at(EXAMPLE))
    other = replace(card(), name="Bids", as_of="2026-10")
    key = next(one.rate.key for one in comparison_at(EXAMPLE).model.inputs if one.rate is not None)
    mixed = card().with_rates(card().rates, origins={key: other})
    told = made(memo_of(compare(load_scenario(EXAMPLE), mixed), DAY))
    assert "the card 'Bids' of 2026-10" in told
    assert f"the card '{card().name}' of {card().as_of}" in told


def test_a_series_of_the_scenario_itself_has_no_made_up_source():
    data = changed(SEATS, few={**OTHER, "contract": {"indexation": {"indices": {"own_index": {"weight": "100%"}}}}})
    data["indices"] = {"own_index": {"series": {"2026-01": 100, "2026-02": 101}, "projection": "2%"}}
    assert "series to 2026-02, stated in the scenario" in text_of_page(memo_of(of(data), DAY))


def test_only_what_moved_and_may_move_an_option_compared_is_counted():
    both = of(changed(SEATS, few=OTHER, more={**OTHER, "label": "More", "in_comparison": False}))
    alone, with_it = moved(of(changed(SEATS, few=OTHER))), moved(both)
    assert len(with_it.counted) == len(alone.counted) < len(with_it.swings)
    assert all(one.moves for one in alone.counted)
    assert f"Of {len(alone.counted)} inputs moved by {BY}, one at a time" in next(alone.firmness())


def test_an_end_the_contract_refuses_is_told_without_names_of_fields():
    path = ROOT / "data" / "scenarios" / "per_ticket_gain_share.yaml"
    refused = [one for one in swings(comparison_at(path)) if one.refused]
    assert refused
    found = moved(comparison_at(path))
    known = known_options(comparison_at(path), is_recommended=False)
    only = replace(found, swings=tuple(replace(one, now=replace(one.now, lead=1e9)) for one in refused))
    (table,) = [block for block in what_moves(only, known) if isinstance(block, Table)]
    assert "Not possible under this contract, its other terms as they are." in dict(table.footnotes).values()
    assert not [said for one in refused for _, said in table.footnotes if one.refused in said]


def test_a_name_in_bold_letters_is_broken_where_they_need_it():
    name = "1  Nearshore core seats, overflow per call"
    plain, bold = (shortened(name, 120, 3, is_bold=is_bold) for is_bold in (False, True))
    assert plain.splitlines()[0].endswith("overflow")
    assert bold.splitlines()[0].endswith("seats,")
    assert " ".join(bold.split()) == " ".join(plain.split()) == " ".join(name.split())


def test_footnotes_go_on_after_z():
    notes = Footnotes()
    assert [notes.mark(f"text {number}") for number in (0, 25, 0, *range(1, 28))][:3] == ["a", "b", "a"]
    assert notes.mark("text 27") == "ab"
    assert len({mark for mark, _ in notes.all()}) == 28


# ---------------------------------------------------------------- names stay names, pages stay pages


def test_hostile_names_stay_text(poppler: None):
    memo = memo_with("hostile")
    reader = read_page(memo)
    page, printed = text_of_page(memo), text_of_pdf(to_pdf(memo))
    for label in (memo.title, *HOSTILE[:4]):
        assert label in page
        assert label.replace(" ", "") in printed.replace(" ", "")
    assert HOSTILE[4] in page
    assert HOSTILE[4] in printed.replace(" ", "")
    assert HOSTILE[5] in page
    assert {tag for tag, _ in reader.tags} <= {
        "html", "head", "meta", "title", "style", "body", "header", "p", "span", "time", "h1", "h2", "h3", "dl", "div",
        "dt", "dd", "main", "section", "table", "thead", "tbody", "tr", "th", "td", "sup", "bdi", "b", "ul", "li",
        "figure", "figcaption", "img",
    }  # fmt: skip
    assert not any(name.startswith("on") for _, attributes in reader.tags for name in attributes)
    assert all(attributes["src"].startswith("data:image/svg+xml;base64,") for tag, attributes in reader.tags
               if tag == "img")  # fmt: skip
    for chart in memo.charts:
        assert "script" not in chart.svg
        assert "HYPERLINK" not in chart.svg


def test_a_right_to_left_name_is_kept_apart_from_the_figures_beside_it():
    memo = memo_with("hostile")
    said = [text for section in memo.sections for block in section.blocks for text in getattr(block, "items", ())]
    beside = [text for text in said if HOSTILE[5] in text]
    assert beside
    assert all(f"\u2068{HOSTILE[5]}\u2069" in text for text in beside)


@pytest.mark.parametrize("path", [*SCENARIOS, "ten", "hostile"], ids=lambda path: getattr(path, "stem", path))
def test_it_has_two_or_three_pages(path: Any, tmp_path: Path, poppler: None):
    memo = memo_at(path) if isinstance(path, Path) else memo_with(path)
    assert 2 <= pages_of(to_pdf(memo), tmp_path) <= 3


def test_the_page_prints_on_two_or_three_sheets(page, tmp_path: Path, poppler: None):
    for memo in [*map(memo_at, SCENARIOS), memo_with("ten")]:
        page.set_content(to_html(memo))
        wide = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide[0] <= wide[1], "nothing sticks out on the screen"
        assert 2 <= pages_of(page.pdf(prefer_css_page_size=True), tmp_path) <= 3, memo.title


def test_the_same_numbers_give_the_same_bytes():
    first, second = memo_at(EXAMPLE), memo_of(compare(load_scenario(EXAMPLE), card()), DAY)
    assert first == second
    assert to_html(first) == to_html(second)
    assert to_pdf(first) == to_pdf(second)
    assert to_pdf(first) != to_pdf(replace(first, title="Another"))


# ---------------------------------------------------------------- how it is asked for


def test_the_command_writes_what_the_name_asks_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    for name, start in (("memo.pdf", b"%PDF"), ("memo.HTML", b"<!DOCTYPE html>")):
        assert main(["memo", str(EXAMPLE), "-o", str(tmp_path / name)]) == 0
        assert (tmp_path / name).read_bytes().startswith(start)
    assert main(["memo", str(EXAMPLE), "-o", str(tmp_path / "memo.docx")]) == 1
    assert "memo.pdf or memo.html" in capsys.readouterr().err
    assert not (tmp_path / "memo.docx").exists()


def test_its_libraries_load_only_when_a_memo_is_asked_for():
    program = (
        "import sys, tcomodel.__main__, tcomodel.readers.memo; "
        "print(sorted({'matplotlib', 'typst', 'jinja2'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_paper_and_the_light_screen_have_the_same_colours():
    import tomllib

    light = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]["light"]
    assert list(ON_WHITE.palette) == light["chartCategoricalColors"]
    assert (ON_WHITE.background, ON_WHITE.text) == (light["backgroundColor"], light["textColor"])
