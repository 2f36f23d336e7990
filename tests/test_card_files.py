"""A rate card as a file: YAML that keeps its comments, a workbook, a CSV, the template for vendors."""

import csv
import io
import json
import re
import time
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
import yaml
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from tcomodel import RateCard, read_card
from tcomodel.index_series import accepting, series_from_months
from tcomodel.problems import ProblemsFound
from tcomodel.rates import Rate, Step
from tcomodel.rates.columns import COLUMNS, EXAMPLE, NUMBERS, OF_TEMPLATE
from tcomodel.readers.cards.csv_text import card_csv
from tcomodel.readers.cards.sheet import card_xlsx
from tcomodel.readers.cards.template import EMPTY_ROWS, EXAMPLES, HEADING_ROW, template
from tcomodel.readers.cards.yaml_text import card_yaml
from tcomodel.yaml_file import LARGEST_FILE, LONGEST_TEXT, MOST_ENTRIES, MOST_EVENTS, read_yaml
from tests.case_file import card

COMMENTED = """\
# A card of bids; keep this file with the contract.
card:
  name: Bids of March  # the round of 2026
  as_of: "2026-03"

# Series agreed in annex 4
series:
  house:  # worked out by us
    # from the ledger
    months: {2025-01: 100, 2025-02: 101}
rates:  # what was offered

  # --- Manila ---

  # from the second bid
  manila.hour:
    title: Agent hour, nights  # as they call it
    item: Outsourced agent
    # net of tax
    value: 11.50  # was 12
    unit: USD/hour
    currency: USD
    location: Philippines
    channel: voice
    as_of: 2026-01
    note: >-  # folded
      A long story
      in two lines
    history:
      # the first change
      - {what: edited, was: {value: 12}, on: 2026-02-01}  # agreed by phone
    # last line of the rate
  manila.seat: {title: A seat, value: 1500, unit: USD/seat/month, currency: USD, location: Philippines, channel: all, as_of: "2026"}  # one line

  # --- Any place ---
  any.attrition:
    title: Leavers
    value: 31.2
    unit: "%/year"
    location: any
    channel: all
    as_of: 2024-05
    # to be asked again

  # only about the call
  any.call:
    {title: A call, value: 2.5, # net
     unit: USD/call, currency: USD, location: any, channel: voice, as_of: 2024-05-31}

# The end.
"""  # noqa: E501


def comments_of(text: str) -> list[str]:
    """Every comment of a file without '#' in its texts, in any order."""
    return sorted(re.findall(r"#.*", text))


def same_card(one: RateCard, other: RateCard) -> bool:
    return one.fingerprint == other.fingerprint and dict(one.rates) == dict(other.rates)


# -- the card read back ------------------------------------------------------------------------------


def test_the_default_card_unchanged_is_its_file():
    assert card_yaml(card()) == card().text


def test_the_default_card_laid_out_anew_is_the_same_card():
    text = card_yaml(replace(card(), text=""))
    assert same_card(read_card(text), card())
    assert "  united_states.wage.agent:\n    title: Customer service representative, mean hourly wage\n" in text
    assert '    as_of: "2024-05"\n' in text


def test_a_commented_card_unchanged_is_its_text():
    for text in (COMMENTED, COMMENTED.replace("\n", "\r\n"), COMMENTED.rstrip()):
        assert card_yaml(read_card(text)) == text


TEXTS = st.text(max_size=12) | st.sampled_from(
    [
        "12:30", "2024-05", "yes", "No", "null", "~", "1e5", "0x1F", ".5", "- a", "a: b", "a #b", "#", "'", '"', "\\",
        "a'b\"c", "مرحبا: 5", "שלום", "a\nb", " a", "a ", "\t", "😀", "\u202eabc", "\ufeff", "\x85", "\x00", "a,b",
        "[x]", "{y}", "*a", "&a", "!t", "%x", "@x", "`x", "? x", "| x", "> x", "---", "...", "a:", ":", "\r\n",
        "\u2028", "<<", "=1+1", "x" * 200,
    ]
)  # fmt: skip
FIGURES = st.floats(0, 1e9, allow_subnormal=False) | st.integers(0, 10**9).map(float)
DATES = st.sampled_from(["2024", "2024-05", "2024-05-31"])


@st.composite
def rates(draw: st.DrawFn) -> Rate:
    low, base, high = sorted(draw(st.tuples(FIGURES, FIGURES, FIGURES)))
    figures = draw(st.sampled_from([{"value": base}, {"low": low, "base": base, "high": high, "range": "P10 and P90"}]))
    money = draw(st.sampled_from([{"unit": "USD/hour", "currency": "USD"}, {"unit": "%/year"}]))
    band = draw(st.sampled_from([{}, {"over": 0.0, "up_to": 1000.0}, {"up_to": 0.5}]))
    because = draw(st.sampled_from([{}, {"default": True, "because": "why: not"}, {"default": False, "because": "no"}]))
    texts = {name: draw(TEXTS) for name in ("title", "item", "location", "channel", "source", "address", "note")}
    rate = Rate(**texts, **figures, **money, **band, **because, as_of=draw(DATES))
    for _ in range(draw(st.integers(0, 2))):
        told = {name: draw(TEXTS) for name in ("derivation", "source", "on")}
        changes = draw(
            st.sampled_from(
                [{"as_of": "2025"}, {"note": "1"}, {"title": "x", "over": None}, {"conflicts_with": ()}, {}]
            )
        )
        rate = rate.after("edited", changes, factor=draw(st.none() | FIGURES), **told)
    return rate


@st.composite
def cards(draw: st.DrawFn) -> RateCard:
    rows = draw(st.dictionaries(TEXTS, rates(), min_size=1, max_size=4))
    own = series_from_months({"2025-01": draw(FIGURES.filter(bool)) + 1, "2025-02": 3.25}, "own", note=draw(TEXTS))
    own = accepting(own, "jump")
    return RateCard(
        draw(TEXTS),
        draw(TEXTS),
        {key: rate.model_copy(update={"key": key}) for key, rate in rows.items()},
        note=draw(TEXTS),
        record=tuple(draw(st.lists(TEXTS, max_size=2))),
        series=draw(st.sampled_from([{}, {"own": own}])),
    )


BRIEFLY = settings(
    max_examples=150,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow],
)


@BRIEFLY
@given(cards())
def test_any_card_is_read_back_as_it_is(one: RateCard):
    text = card_yaml(one)
    again = read_card(text)
    assert same_card(again, one)
    assert [(s.note, s.title) for s in again.series.values()] == [(s.note, s.title) for s in one.series.values()]
    assert card_yaml(again) == text


@BRIEFLY
@given(cards(), cards())
def test_any_card_written_over_any_other_is_read_back_as_it_is(one: RateCard, other: RateCard):
    """What stays, goes and is new, in the text of another card."""
    assert same_card(read_card(card_yaml(replace(one, text=card_yaml(other)))), one)


# -- the text kept -----------------------------------------------------------------------------------

CHANGES: list[dict[str, Any]] = [
    {"value": 12.25}, {"note": ""}, {"note": "x: #y"}, {"title": "Hour"}, {"channel": "all"}, {"over": 10.0},
    {"as_of": "2026-02"}, {"index": "us_cpi_u"}, {"source": "A list"}, {"item": ""},
]  # fmt: skip


@st.composite
def edited(draw: st.DrawFn) -> RateCard:
    """The commented card with rates changed, undone, added, in another order; none removed."""
    before = read_card(COMMENTED)
    rows = dict(before.rates)
    for key in draw(st.lists(st.sampled_from(list(rows)), max_size=4)):
        change = draw(st.sampled_from(CHANGES))
        undo = draw(st.integers(0, 3)) == 0
        rows[key] = rows[key].before() if undo else rows[key].after("edited", change, derivation=draw(TEXTS))
    if draw(st.booleans()):
        rows["new"] = rows["manila.hour"].model_copy(update={"key": "new"})
    if draw(st.booleans()):
        rows = {key: rows[key] for key in draw(st.permutations(list(rows)))}
    facts: dict[str, Any] = draw(
        st.sampled_from([{}, {"name": "Other"}, {"note": "a: b", "record": ("x", "y")}, {"series": {}}])
    )
    return before.with_rates(rows, **facts)


@BRIEFLY
@given(edited())
def test_an_edit_keeps_every_comment(one: RateCard):
    text = card_yaml(one)
    again = read_card(text)
    assert same_card(again, one)
    kept = [comment for comment in comments_of(COMMENTED) if one.series or comment not in OF_THE_SERIES]
    assert all(kept.count(comment) <= text.count(comment) for comment in kept), text
    assert same_card(read_card(card_yaml(replace(again, name="Once more"))), replace(one, name="Once more"))


OF_THE_SERIES = ("# worked out by us", "# from the ledger")


def test_a_changed_fact_changes_in_its_own_line():
    before = read_card(COMMENTED)
    rows = dict(before.rates)
    rows["manila.hour"] = rows["manila.hour"].model_copy(update={"value": 12.25, "title": "Agent hour: days"})
    rows["manila.seat"] = rows["manila.seat"].model_copy(update={"value": 1600.0, "source": "A list, page 4"})
    rows["any.attrition"] = rows["any.attrition"].model_copy(update={"note": "asked"})
    wanted = (
        COMMENTED.replace("value: 11.50  #", "value: 12.25  #")
        .replace("title: Agent hour, nights  #", 'title: "Agent hour: days"  #')
        .replace("value: 1500", "value: 1600")
        .replace('as_of: "2026"}', 'as_of: "2026", source: "A list, page 4"}')
        .replace("    as_of: 2024-05\n    #", "    as_of: 2024-05\n    note: asked\n    #")
    )
    assert card_yaml(before.with_rates(rows)) == wanted


def test_a_step_is_added_below_the_others():
    before = read_card(COMMENTED)
    rows = dict(before.rates)
    rows["manila.hour"] = rows["manila.hour"].after("price date", {"as_of": "2026-02"}, on="2026-03-01")
    step = '      - {what: price date, was: {as_of: 2026-01}, "on": "2026-03-01"}\n'
    step = step.replace("2026-01}", '"2026-01"}')
    phone = "  # agreed by phone\n"
    wanted = COMMENTED.replace(phone, phone + step).replace("as_of: 2026-01\n", 'as_of: "2026-02"\n')
    assert card_yaml(before.with_rates(rows)) == wanted


def test_a_rate_goes_with_the_comment_about_it_alone():
    """What stands above the hour may be about the seat too, which follows at once, so it stays."""
    before = read_card(COMMENTED)
    rows = {key: rate for key, rate in before.rates.items() if key not in ("manila.hour", "any.call")}
    text = card_yaml(before.with_rates(rows))
    gone = set(comments_of(COMMENTED)) - set(comments_of(text))
    assert gone == {
        "# as they call it", "# net of tax", "# was 12", "# folded", "# the first change",
        "# agreed by phone", "# last line of the rate", "# only about the call", "# net",
    }  # fmt: skip
    assert same_card(read_card(text), before.with_rates(rows))


def test_a_comment_above_several_rates_stays_when_the_first_goes():
    first = "united_states.wage.agent"
    rows = {key: rate for key, rate in card().rates.items() if key != first}
    lines = card().text.splitlines()
    start = lines.index(f"  {first}:")
    end = lines.index("  united_states.wage.agent_median:")
    assert card_yaml(card().with_rates(rows)).splitlines() == lines[:start] + lines[end:]


def test_a_new_rate_stands_after_the_one_it_follows():
    before = read_card(COMMENTED)
    new = before["manila.hour"].model_copy(update={"key": "manila.day", "history": (), "note": ""})
    rows: dict[str, Rate] = {}
    for key, rate in before.rates.items():
        rows |= {key: rate, "manila.day": new} if key == "manila.hour" else {key: rate}
    text = card_yaml(before.with_rates(rows))
    assert "    # last line of the rate\n\n  manila.day:\n    title: Agent hour, nights\n" in text
    assert list(read_card(text).rates) == list(rows)


def test_a_card_in_brackets_keeps_its_comments_on_top():
    text = '{card: {name: A card, as_of: "2026"}, # why\nrates: {a.b: {title: T, value: 1, unit: hour, location: L,\n'
    text += 'channel: all, as_of: "2026"}}} # end\n'
    before = read_card(text)
    assert card_yaml(before) == text
    after = replace(before, name="B")
    assert card_yaml(after).startswith("# why\n# end\ncard:\n  name: B\n")
    assert same_card(read_card(card_yaml(after)), after)


# -- reading YAML ------------------------------------------------------------------------------------


def test_what_a_value_is_depends_on_how_it_is_written():
    text = (
        "{a: 5, b: '5', c: 1e3, d: yes, e: 'yes', f: No, g: ~, h: '', i: , j: 2024-05, k: 1_000, l: off, m: .5, n: +3}"
    )
    assert read_yaml(text).data == {
        "a": 5, "b": "5", "c": 1000.0, "d": True, "e": "yes", "f": False, "g": None, "h": "", "i": None, "j": "2024-05",
        "k": 1000, "l": "off", "m": 0.5, "n": 3,
    }  # fmt: skip
    assert read_yaml("a: |\n  5\nb: >-\n  x\n  y\n").data == {"a": "5\n", "b": "x y"}
    assert read_yaml("").data is None
    assert read_yaml("\ufeffa: 1\r\nb: 2\r\n").data == {"a": 1, "b": 2}


def test_every_key_and_item_has_its_line():
    document = read_yaml("a:\n  b:\n    - 1\n    - {c: 2,\n       d: 3}\n")
    assert document.lines == {
        (): 1, ("a",): 1, ("a", "b"): 2, ("a", "b", 0): 3, ("a", "b", 1): 4, ("a", "b", 1, "c"): 4,
        ("a", "b", 1, "d"): 5,
    }  # fmt: skip


def test_a_span_reaches_from_the_key_to_the_last_letter():
    text = "a: 1  # x\nb:\n  - 2\n  - {c: |d}\n\n# y\ne: |+ # z\n  f\n\ng: >-\n  h\n\ni: [j]\n".replace("|d", "d")
    spans = read_yaml(text, spans=True).spans
    written = {path: (text[span.key : span.key_end], text[span.start : span.end]) for path, span in spans.items()}
    assert written[("a",)] == ("a", "1")
    assert written[("b",)] == ("b", "- 2\n  - {c: d}")
    assert written[("b", 1)] == ("", "{c: d}")
    assert written[("e",)] == ("e", "|+ # z\n  f\n")
    assert written[("g",)] == ("g", ">-\n  h")
    assert written[("i",)] == ("i", "[j]")


MANY = LARGEST_FILE
HOSTILE = {
    "brackets": ("[" * MANY, "more than 40 deep"),
    "sections": ("{a: " * (MANY // 4), "more than 40 deep"),
    "lists": ("- " * (MANY // 2), "more than 40 deep"),
    "items": ("[" + "1," * (MANY // 2 - 1), f"more than {MOST_ENTRIES:,} names and items"),
    "names": ("".join(f"k{number}:\n" for number in range(600_000)), f"more than {MOST_ENTRIES:,} names and items"),
    "a name again and again": ("a: 1\n" * (MANY // 5), "a is written twice, first on line 1"),
    "a repeated name with everything below it": (
        "a: 1\na: [" + "1," * (MANY // 2 - 10),
        f"more than {MOST_EVENTS:,} names",
    ),
    "digits": ("a: " + "9" * (MANY - 4) + "x", f"the limit is {LONGEST_TEXT:,}"),
    "a long line": ("x " * (MANY // 2), f"the limit is {LONGEST_TEXT:,}"),
    "a long name": ("? " + "x" * 5000 + "\n: 1", "found a name of 5,000 characters"),
    "a quote without end": ('a: "' + "b" * (MANY - 4), "a quote is opened and never closed"),
    "a bracket without end": ("a: {b: 1\nc: 2\n" + "\n" * 100, "expected ',' or '}'"),
    "a control character": (
        "a: 1\n" + " " * 1_000_000 + "\x07",
        "line 2\n  not readable as YAML: the character '\\x07'",
    ),
    "half a surrogate pair": ("a: 1\nb: \ud800", "line 2\n  not readable as YAML: the character '\\ud800'"),
    "an anchor": ("a: &b 1\nc: *b", "anchors (&) and aliases (*) are not used here"),
    "an alias alone": ("a: *b", "anchors (&) and aliases (*) are not used here"),
    "a tag": ("a: !!python/object:os.system 1", "tags (!) are not used here"),
    "a tag without a name": ("a: ! 1", "tags (!) are not used here"),
    "an anchor in a repeated name": ("a: 1\na: [&b 1, *b]", "anchors (&) and aliases (*) are not used here"),
    "two documents": ("a: 1\n---\nb: 2", "line 2\n  a second document begins here"),
    "a list for a name": ("? [1, 2]\n: 3", "expected a name before the ':'"),
    "a tab": ("a:\n\t- 1", "line 2\n  not readable as YAML: found a tab"),
    "too many colons": ("a: 1\nnote: one: two", "line 2\n  not readable as YAML: there is a ': ' too many"),
    "a slip after the end": ("a: 1\n...\n}", "line 3\n  not readable as YAML"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_at_once(name: str):
    text, words = HOSTILE[name]
    start = time.process_time()
    try:
        found = str(ProblemsFound(read_yaml(text[:MANY]).problems))
    except ProblemsFound as refused:
        found = str(refused)
    seconds = time.process_time() - start
    assert words in found
    assert len(found) < 10_000
    assert seconds < 8, "about one on a quiet machine"


PLAIN = TEXTS | st.integers(-(10**9), 10**9) | FIGURES | st.booleans() | st.none()
DATA = st.recursive(PLAIN, lambda one: st.lists(one, max_size=3) | st.dictionaries(TEXTS, one, max_size=3))


@BRIEFLY
@given(DATA)
def test_data_of_any_shape_is_read_as_it_was_written(data: Any):
    """JSON is YAML but for a few signs, which JSON may hold and YAML may not."""
    text = json.dumps({"data": data}, ensure_ascii=False, indent=1)
    assume(not re.search("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]", text))
    assert read_yaml(text).data == {"data": data}


def test_the_slow_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch):
    """Where PyYAML comes without its C part."""
    fast, told = read_yaml(COMMENTED), read_yaml("a: 1\na: 2").problems
    monkeypatch.setattr("tcomodel.yaml_file.PARSER", yaml.SafeLoader)
    assert read_yaml(COMMENTED) == fast
    assert read_yaml("a: 1\na: 2").problems == told
    for text in ("a: [1\nb: 2", "a: \x07", "[" * 100, "a: \ud800"):
        with pytest.raises(ProblemsFound):
            read_yaml(text)


def test_a_card_full_of_slips_is_told_in_part():
    """The nearest right word is looked for each, which takes its time."""
    text = "card: {name: A, as_of: 2026}\nrates:\n" + "".join(
        f"  r{number}: {{unit: huor}}\n" for number in range(50_000)
    )
    start = time.process_time()
    with pytest.raises(ProblemsFound) as found:
        read_card(text)
    assert len(found.value.problems) == 501
    assert "there are more than these 500" in str(found.value.problems[-1])
    assert time.process_time() - start < 8, "about one on a quiet machine"


# -- a large card ------------------------------------------------------------------------------------


def large(count: int = 5_000) -> RateCard:
    model = card()["philippines.hour"]
    rows = {
        f"vendor.{number}.hour": model.model_copy(update={"key": f"vendor.{number}.hour"}) for number in range(count)
    }
    return RateCard("Large", "2026-11", rows)


def test_five_thousand_rates_are_written_and_read_without_a_wait():
    one = large()
    start = time.process_time()
    again = read_card(card_yaml(one))
    read = time.process_time()
    rows = dict(again.rates)
    rows["vendor.77.hour"] = rows["vendor.77.hour"].after("edited", {"base": 12.0})
    after = card_yaml(again.with_rates(rows))
    written = time.process_time()
    assert same_card(again, one)
    assert after.count("\n") == again.text.count("\n") + 2
    assert read - start < 6, "about one second on a quiet machine"
    assert written - read < 5, "about half a second on a quiet machine"


# -- workbook and CSV --------------------------------------------------------------------------------


def told() -> RateCard:
    """The default card with a history, a series of its own, and texts that would run as formulas."""
    rows = dict(card().rates)
    key = "philippines.hour"
    rows[key] = rows[key].after("price date", {"low": 8.8, "base": 12.1, "high": 15.4, "as_of": "2026-11"}, factor=1.1,
                                derivation="110 / 100", source="a list", on="2026-11-22")  # fmt: skip
    rows[key] = rows[key].after("edited", {"note": '=cmd|" /C calc"!A0', "title": "+1", "source": "@SUM(1)"})
    own = series_from_months(
        {"2025-01": 100, "2025-03": 103.5}, "house", unpublished={"2025-02": "nobody asked"}, title="House index"
    )
    return card().with_rates(rows, note="-1", record=("Brought to prices of 2026-11",), series={"house": own})


def rows_of(content: bytes, sheet: str) -> list[tuple]:
    return list(openpyxl.load_workbook(io.BytesIO(content))[sheet].iter_rows(values_only=True))


def test_the_workbook_holds_every_rate_with_real_numbers():
    one = told()
    headings, *rows = rows_of(card_xlsx(one), "Rates")
    assert list(headings) == list(COLUMNS.values())
    assert len(rows) == len(one)
    for rate, row in zip(one.rates.values(), rows, strict=True):
        cells = dict(zip(COLUMNS, row, strict=True))
        assert all(cells[name] == getattr(rate, name) for name in NUMBERS)
        for name in ("key", "title", "item", "location", "unit", "currency", "as_of", "source", "note", "index"):
            assert (cells[name] or "") == (getattr(rate, name) or "")
        assert cells["conflicts_with"] == (", ".join(rate.conflicts_with) or None)
        assert cells["default"] == {True: "yes", False: "no", None: None}[rate.default]


def test_nothing_on_a_card_becomes_a_formula():
    book = openpyxl.load_workbook(io.BytesIO(card_xlsx(told())))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert '=cmd|" /C calc"!A0' in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} == {"s", "n"}


def test_the_workbook_says_what_was_done():
    headings, first, second, *more = rows_of(card_xlsx(told()), "History")
    step = dict(zip(headings, first, strict=True))
    assert not more
    assert (step["Key"], step["Step"], step["What was done"]) == ("philippines.hour", 1, "price date")
    assert (step["Factor"], step["How it was worked out"], step["Source"]) == (1.1, "110 / 100", "a list")
    before = card()["philippines.hour"]
    assert (step["Low before"], step["Base before"], step["High before"]) == (before.low, before.base, before.high)
    assert step["Price date before"] == before.as_of
    assert f"What is priced: {before.title}" in dict(zip(headings, second, strict=True))["Other facts before"]
    about = [row[:2] for row in rows_of(card_xlsx(told()), "About")]
    assert ("As of", "2026-11") in about
    assert ("What was done", "Brought to prices of 2026-11") in about


def test_the_order_of_the_facts_in_a_step_changes_no_fingerprint():
    rate = card()["philippines.hour"].after("edited", {"note": "x", "base": 12.0})
    (step,) = rate.history
    turned = step.model_copy(update={"was": dict(reversed(step.was.items()))})
    assert list(turned.was) != list(step.was)
    one, other = (
        card().with_rates({rate.key: rate.model_copy(update={"history": (told,)})}) for told in (step, turned)
    )
    assert one.fingerprint == other.fingerprint
    less = step.model_copy(update={"was": {"note": step.was["note"]}})
    assert card().with_rates({rate.key: rate.model_copy(update={"history": (less,)})}).fingerprint != one.fingerprint


def test_the_history_holds_each_step_as_data_too():
    """The last column, on one line; a long text goes on in the cell to the right, and is whole."""
    one = told()
    rows = dict(one.rates)
    long = "It was said at length. " * 4_000
    rows["philippines.hour"] = rows["philippines.hour"].after("edited", {}, derivation=long)
    headings, *steps = rows_of(card_xlsx(one.with_rates(rows)), "History")
    place = headings.index("As data")
    read = [json.loads("".join(filter(None, step[place:]))) for step in steps]
    assert [Step(**step) for step in read] == list(rows["philippines.hour"].history)
    assert list(read[0]) == sorted(read[0])
    assert "(cut: a cell holds no more of these 92,000 characters" in steps[-1][headings.index("How it was worked out")]


def test_the_series_of_a_card_stand_side_by_side():
    assert [row for row in rows_of(card_xlsx(told()), "Series") if any(row[1:])] == [
        ("Series", "house"), ("Title", "House index"), ("Taken", "average"),
        ("2025-01", 100), ("2025-02", "nobody asked"), ("2025-03", 103.5),
    ]  # fmt: skip
    assert "Series" not in openpyxl.load_workbook(io.BytesIO(card_xlsx(card()))).sheetnames


def test_the_csv_has_the_same_columns_and_no_formulas():
    one = told()
    headings, *rows = csv.reader(io.StringIO(card_csv(one), newline=""))
    assert headings == list(COLUMNS.values())
    by_key = {row[0]: dict(zip(COLUMNS, row, strict=True)) for row in rows}
    assert list(by_key) == list(one.rates)
    changed = by_key["philippines.hour"]
    assert (changed["low"], changed["base"], changed["value"]) == ("8.8", "12.1", "")
    assert (changed["note"], changed["title"], changed["source"]) == ('\'=cmd|" /C calc"!A0', "'+1", "'@SUM(1)")
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


# -- the template ------------------------------------------------------------------------------------


def test_the_template_has_its_headings_examples_and_empty_rows():
    sheet = openpyxl.load_workbook(io.BytesIO(template("=Bid", "2026-11-22")))["Rates"]
    assert (sheet["A1"].value, sheet["A1"].data_type) == ("=Bid", "s")
    assert [cell.value for cell in sheet[HEADING_ROW]] == [COLUMNS[name] for name in OF_TEMPLATE]
    first = HEADING_ROW + 1
    examples = list(sheet.iter_rows(min_row=first, max_row=first + len(EXAMPLES) - 1))
    assert all(row[0].value.startswith(EXAMPLE) and row[0].protection.locked for row in examples)
    empty = list(sheet.iter_rows(min_row=first + len(EXAMPLES)))
    assert len(empty) == EMPTY_ROWS
    assert all(cell.value is None and not cell.protection.locked for row in empty for cell in row)
    assert sheet.protection.sheet
    assert sheet.protection.password is None


def test_the_template_checks_what_is_entered():
    book = openpyxl.load_workbook(io.BytesIO(template()))
    assert book.sheetnames == ["Rates", "How to fill in", "Lists"]
    assert {sheet.sheet_state for sheet in book} == {"visible"}
    sheet, first = book["Rates"], HEADING_ROW + 1 + len(EXAMPLES)
    checks = {str(check.sqref).split(":")[0]: check for check in sheet.data_validations.dataValidation}
    kinds = {name: checks[sheet.cell(first, column).coordinate] for column, name in enumerate(OF_TEMPLATE, 1)}
    assert all(check.prompt and check.promptTitle for check in kinds.values())
    assert {name for name, check in kinds.items() if check.type == "list"} == {
        "item", "channel", "unit", "currency", "index", "range"
    }  # fmt: skip
    assert {name for name, check in kinds.items() if check.type == "decimal" and check.formula1 == "0"} == set(NUMBERS)
    assert kinds["as_of"].type == "date"
    for name in ("item", "channel", "unit", "currency", "index", "range"):
        where = kinds[name].formula1.removeprefix("Lists!").replace("$", "")
        words = [row[0].value for row in book["Lists"][where]]
        assert all(words)
        assert {example[name] for example in EXAMPLES if name in example} <= set(words)


def test_what_the_template_offers_is_what_a_rate_takes():
    book = openpyxl.load_workbook(io.BytesIO(template()))["Lists"]
    lists = {column[2].value: [cell.value for cell in column[3:] if cell.value] for column in book.iter_cols()}
    facts = {"title": "T", "location": "L", "channel": "all", "as_of": "2026"}
    for unit in lists["Unit"]:
        of_money = not unit.startswith(("%", "minute/contact"))
        money = {"unit": f"USD/{unit}", "currency": "USD"} if of_money else {"unit": unit}
        assert Rate(value=1, **facts, **money).unit
    for code in lists["Currency"]:
        assert Rate(value=1, **facts, unit=f"{code}/hour", currency=code).currency == code
    text = "card: {name: A, as_of: '2026'}\nrates:\n"
    row = "{title: T, value: 1, unit: '%', location: L, channel: all, as_of: 2026, index: "
    assert len(read_card(text + "".join(f"  r.{name}: {row}{name}}}\n" for name in lists["Index"]))) > 20
    for meaning in lists["Low and high are"]:
        assert Rate(low=1, base=2, high=3, range=meaning, unit="%", **facts).range == meaning
    items = {rate.item for rate in card().rates.values()}
    assert set(lists["Item"]) <= items
