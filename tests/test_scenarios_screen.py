"""The page Scenarios: work is saved in versions, held against each other, brought back, and shared by a link."""

import copy
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from playwright.sync_api import Browser, Page, expect
from streamlit.testing.v1 import AppTest

from dashboard import answer, before_and_after
from dashboard.formats import JOINER
from dashboard.library import library_of
from dashboard.library.library import Library
from dashboard.scenarios import keeping
from dashboard.scenarios.link import answer_to_send
from tcomodel import Comparison, RateCard, compare, load_scenario, read_scenario, scenario_from
from tcomodel.readers.scenario_file import standalone
from tcomodel.share_link import LONGEST_FOR_MAIL, token_of
from tests.case_file import ROOT, card
from tests.on_page import MINUTE, exact_total, lever, settled, type_into

EXAMPLE = ROOT / "data" / "scenarios" / "example.yaml"
OTHER = ROOT / "data" / "scenarios" / "nearshore_per_minute.yaml"
VOICE = ("demand", "volume", "voice")
SCREEN = f"""
import streamlit as st
from dashboard import state
from dashboard.frame import SCREENS
if volume := st.session_state.pop("volume", None):
    state.edit({(*VOICE, "base")}, volume)
SCREENS[st.session_state["screen"]]()
"""


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A library of this test alone."""
    url = f"sqlite:///{tmp_path / 'library.db'}"
    monkeypatch.setenv("TCO_DATABASE_URL", url)
    yield library_of(url)
    library_of(url).close()


@cache
def sample(path: Path = EXAMPLE) -> Comparison:
    return compare(load_scenario(path), card())


@cache
def example(**changes: Any) -> Comparison:
    """The example with another voice volume, or other facts of its own."""
    data = copy.deepcopy(dict(sample().scenario.data))
    if "voice" in changes:
        data["demand"]["volume"]["voice"]["base"] = changes.pop("voice")
    return compare(scenario_from(data | changes), card())


FAULTY = f'from dashboard import state\nstate.edit(("staffing", "occupancy"), "180%")\n{SCREEN}'


def visitor(script: str = SCREEN, **address: str) -> AppTest:
    """A new visitor on the page."""
    app = AppTest.from_string(script, default_timeout=60)
    app.session_state["screen"] = "scenarios"
    for name, value in address.items():
        app.query_params[name] = value
    return ran(app)


def ran(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception, app.exception
    return app


def press(app: AppTest, label: str, at: int = 0) -> AppTest:
    button = [one for one in app.button if one.label == label][at]
    assert not button.disabled, label
    button.click()
    return ran(app)


def write(app: AppTest, label: str, text: str) -> None:
    next(one for one in app.text_input if one.label == label).input(text)


def save(app: AppTest, name: str, note: str = "") -> AppTest:
    write(app, "Name", name)
    write(app, "Note", note)
    return press(app, "Save")


def with_volume(app: AppTest, volume: int) -> AppTest:
    """The visitor's scenario with another voice volume: one step."""
    app.session_state["volume"] = volume
    return ran(app)


def opened(app: AppTest, *folders: str) -> AppTest:
    for one in folders:
        app.session_state[f"open:{one}"] = True
    return ran(app)


def said(app: AppTest) -> str:
    kinds = (app.markdown, app.success, app.info, app.error, app.warning, app.caption, app.code, app.subheader)
    return "\n".join(str(one.value) for kind in kinds for one in kind).replace("\\", "").replace(JOINER, "")


def data_of(app: AppTest) -> dict[str, Any]:
    return json.loads(json.dumps(app.session_state["session"].data))


def total_of(app: AppTest) -> float:
    """The total of the cheapest option, of what is open."""
    return compare(scenario_from(data_of(app)), card()).cheapest.total


# ---------------------------------------------------------------- saving


def test_an_empty_library_says_what_to_do(library: Library):
    app = visitor()
    assert "Nothing is saved yet. Give what is open a name above and save it" in said(app)
    assert "Not saved yet." in said(app)
    assert "Deleted" not in said(app)


def test_what_is_saved_stands_in_the_list_with_its_answer_and_is_the_same_when_opened(library: Library):
    app = save(visitor(), "Board, round 1", "First bids")
    assert "Saved as Board, round 1, version 1." in said(app)
    assert "No changes since then." in said(app)
    version = library.saved("")[0].latest
    assert (version.number, version.note) == (1, "First bids")
    assert version.headline == answer.headline(example())
    assert version.headline in said(app)
    other = press(visitor(), "Open")
    assert "Board, round 1, version 1, is open." in said(other)
    assert total_of(other) == example().cheapest.total
    assert data_of(other)["name"] == "Board, round 1"
    assert "card" not in data_of(other), "the rates are those of today, so it follows the tool's card again"


def test_saved_again_it_is_a_new_version_and_the_old_one_stays(library: Library):
    app = save(visitor(), "Round 1")
    assert next(one for one in app.button if one.label == "Save a new version").disabled, "nothing was changed"
    with_volume(app, 42000)
    assert "Changed since then, and not saved." in said(app)
    write(app, "Note", "More calls")
    press(app, "Save a new version")
    assert "Saved as Round 1, version 2." in said(app)
    found = library.versions("", library.saved("")[0].id)
    assert [(one.number, one.note) for one in found] == [(2, "More calls"), (1, "")]
    texts = [library.version("", one.id).text for one in found]
    totals = [compare(scenario_from(keeping_data(text)), card()).cheapest.total for text in texts]
    assert totals == [example(voice=42000).cheapest.total, example().cheapest.total]


def keeping_data(text: str | None) -> dict[str, Any]:
    return dict(read_scenario(text or "").data)


def test_a_name_that_is_taken_gets_a_version_once_asked_and_another_name_a_scenario_of_its_own(library: Library):
    save(visitor(), "Round 1", "Theirs")
    app = save(with_volume(visitor(), 40000), "round  1")
    assert "A scenario of this name is there already, with version 1" in said(app)
    assert "Its note: Theirs." in said(app)
    assert library.saved("")[0].versions == 1
    assert data_of(app)["name"] == example().scenario.file.name
    press(app, "Save mine as version 2")
    assert "Saved as Round 1, version 2." in said(app)
    write(app, "Name", "Round 2")
    press(app, "Save as a new scenario")
    assert [(one.name, one.versions) for one in library.saved("")] == [("Round 2", 1), ("Round 1", 2)]
    assert data_of(app)["name"] == "Round 2"


@pytest.mark.parametrize(("name", "told"), [("   ", "Name: is empty"), ("Bell \x07", "the sign U+0007")])
def test_a_name_that_cannot_be_is_refused_in_words_and_nothing_is_lost(library: Library, name: str, told: str):
    app = save(visitor(), name)
    assert "That was not done." in said(app)
    assert told in said(app)
    assert not library.saved("")
    assert data_of(app)["name"] == example().scenario.file.name
    assert total_of(app) == example().cheapest.total


def test_what_cannot_be_computed_cannot_be_saved_and_it_is_said_why(library: Library):
    app = visitor(script=FAULTY)
    assert "Your last change cannot be computed, so it cannot be saved." in said(app)
    assert "Save" not in [one.label for one in app.button]


# ---------------------------------------------------------------- two at once


def test_somebody_who_saved_meanwhile_loses_nothing_and_nor_do_i(library: Library):
    save(visitor(), "Round 1")
    mine, theirs = press(visitor(), "Open"), press(visitor(), "Open")
    with_volume(theirs, 40000)
    write(theirs, "Note", "Theirs")
    press(theirs, "Save a new version")
    with_volume(mine, 42000)
    press(mine, "Save a new version")
    told = said(mine)
    assert "Version 2 was saved meanwhile" in told
    assert "Its note: Theirs." in told
    assert library.saved("")[0].versions == 2
    press(mine, "Save mine as version 3")
    assert "Saved as Round 1, version 3." in said(mine)
    found = library.versions("", library.saved("")[0].id)
    totals = [compare(scenario_from(keeping_data(library.version("", one.id).text)), card()) for one in found]
    expected = [example(voice=42000), example(voice=40000), example()]
    assert [one.cheapest.total for one in totals] == [one.cheapest.total for one in expected]


def test_a_conflict_can_be_saved_under_another_name(library: Library):
    save(visitor(), "Round 1")
    mine, theirs = press(visitor(), "Open"), press(visitor(), "Open")
    press(with_volume(theirs, 40000), "Save a new version")
    press(with_volume(mine, 42000), "Save a new version")
    write(mine, "Another name", "Mine alone")
    press(mine, "Save mine under this name")
    assert {one.name: one.versions for one in library.saved("")} == {"Mine alone": 1, "Round 1": 2}


# ---------------------------------------------------------------- renaming, deleting, bringing back


def test_renamed_duplicated_deleted_and_back_with_all_versions(library: Library):
    app = save(visitor(), "Round 1")
    press(with_volume(app, 42000), "Save a new version")
    next(one for one in app.text_input if str(one.key).startswith("scenarios:rename")).input("Offer A")
    press(app, "Rename")
    assert "Round 1 is called Offer A now." in said(app)
    assert "Saved as **Offer A**, version 2" in said(app)
    press(app, "Duplicate")
    assert {one.name: one.versions for one in library.saved("")} == {"Offer A (copy)": 1, "Offer A": 2}
    place = [one.name for one in library.saved("")].index("Offer A")
    press(app, "Delete", place)
    assert "Offer A is deleted." in said(app)
    assert [one.name for one in library.saved("")] == ["Offer A (copy)"]
    assert "which is deleted by now" in said(app), "what is open stays open"
    press(app, "Undo")
    assert "Offer A is back with all its versions." in said(app)
    assert {one.name: one.versions for one in library.saved("")} == {"Offer A (copy)": 1, "Offer A": 2}


def test_what_was_deleted_long_ago_can_be_brought_back_by_another_visit(library: Library):
    press(save(visitor(), "Round 1"), "Delete")
    app = opened(visitor(), "scenarios:deleted")
    assert "Nothing is saved yet." in said(app)
    press(app, "Bring back")
    assert [one.name for one in library.saved("")] == ["Round 1"]


def test_a_name_another_scenario_has_is_refused_with_a_free_one(library: Library):
    save(visitor(), "Round 1")
    app = save(visitor(), "Round 2")
    next(one for one in app.text_input if str(one.key).endswith(":Round 2")).input("round 1")
    press(app, "Rename")
    assert "write round 1 (2)" in said(app)
    assert {one.name for one in library.saved("")} == {"Round 1", "Round 2"}


def test_many_are_searched(library: Library):
    text = standalone(example(), own_card=True)
    for number in range(9):
        library.save("", f"Offer {number}", text, "from Cebu" if number == 4 else "")
    app = visitor()
    assert "Saved (9)" in said(app)
    next(one for one in app.text_input if one.label == "Search").input("cebu")
    ran(app)
    assert "**Offer 4**" in said(app)
    assert "**Offer 5**" not in said(app)
    next(one for one in app.text_input if one.label == "Search").input("nowhere")
    assert "No saved scenario matches." in said(ran(app))


# ---------------------------------------------------------------- versions


@pytest.fixture
def two_versions(library: Library) -> AppTest:
    """Version 1 is the example, version 2 has more calls; what is open is version 2."""
    app = with_volume(save(visitor(), "Round 1"), 42000)
    press(app, "Save a new version")
    return opened(app, f"versions:{library.saved('')[0].id}")


def table(app: AppTest, column: str) -> Any:
    return next(one.value for one in app.dataframe if column in one.value.columns or one.value.index.name == column)


def shown(app: AppTest, column: str) -> list[str]:
    """What a column of the totals shows, as it is written."""
    drawn = next(one for one in app.dataframe if column in one.value.columns)
    return pa.ipc.open_stream(drawn.proto.arrow_data.styler.display_values).read_pandas()[column].tolist()


def test_two_versions_side_by_side_say_what_changed_and_what_it_did(two_versions: AppTest):
    before, after = example(), example(voice=42000)
    told = said(two_versions)
    assert before_and_after.cheapest_option(before, after) in told
    assert f"goes from {before.cheapest.total:,.0f} to {after.cheapest.total:,.0f} USD" in told
    inputs = table(two_versions, "What")
    assert inputs.to_dict("records") == [
        {"What": "Volume", "Where": "Programme, Voice", "Before": "36,000", "After": "42,000",
         "Unit": "contacts per month"},
    ]  # fmt: skip
    totals = table(two_versions, "Option").set_index("Option")
    for option in after.options:
        then = before.option(option.key)
        assert totals.loc[option.label, "Before"] == then.total
        assert totals.loc[option.label, "Difference"] == option.total - then.total
        assert totals.loc[option.label, "NPV"] == pytest.approx(option.figure("npv") - then.figure("npv"))
    categories = table(two_versions, "Category")
    for option in after.options:
        assert categories[option.label].iloc[-1] == pytest.approx(option.total - before.option(option.key).total)
        assert categories[option.label].iloc[:-1].sum() == pytest.approx(categories[option.label].iloc[-1], abs=10)


def test_versions_that_say_the_same_differ_by_nothing_without_a_sign(two_versions: AppTest, library: Library):
    press(two_versions, "Restore")
    opened(two_versions, f"versions:{library.saved('')[0].id}")
    before = next(one for one in two_versions.selectbox if one.label == "Compare")
    after = next(one for one in two_versions.selectbox if one.label == "with")
    before.select_index(before.options.index("Version 1"))
    after.select_index(after.options.index("Version 3"))
    assert "Both state the same inputs." in said(ran(two_versions))
    assert {*shown(two_versions, "Difference"), *shown(two_versions, "NPV")} == {"0"}
    assert {*shown(two_versions, "Percent")} == {"0 %"}


def test_a_difference_has_its_sign(two_versions: AppTest):
    before, after = example(), example(voice=42000)
    differences = [after.option(one.key).total - one.total for one in before.options]
    assert shown(two_versions, "Difference") == [f"{one:+,.0f}" for one in differences]


def test_a_restored_version_is_a_new_one_that_equals_the_old(two_versions: AppTest, library: Library):
    press(two_versions, "Restore")
    assert "Version 1 of Round 1 is version 3 now, and open." in said(two_versions)
    found = library.versions("", library.saved("")[0].id)
    assert [one.number for one in found] == [3, 2, 1]
    assert library.version("", found[0].id).text == library.version("", found[2].id).text
    assert total_of(two_versions) == example().cheapest.total


def test_an_earlier_version_is_opened_without_changing_any(two_versions: AppTest, library: Library):
    press(two_versions, "Open", 2)
    assert "Round 1, version 1, is open." in said(two_versions)
    assert "There is a newer one, version 2." in said(two_versions)
    assert total_of(two_versions) == example().cheapest.total
    press(two_versions, "Back to Round 1")
    assert total_of(two_versions) == example(voice=42000).cheapest.total
    assert library.saved("")[0].versions == 2


def test_what_is_open_is_held_against_the_version_it_came_from(two_versions: AppTest, library: Library):
    opened(with_volume(two_versions, 45000), f"versions:{library.saved('')[0].id}")
    assert table(two_versions, "What")["Before"].tolist() == ["42,000"]
    assert table(two_versions, "What")["After"].tolist() == ["45,000"]


def test_one_version_is_told_what_to_do(library: Library):
    app = opened(save(visitor(), "Round 1"), f"versions:{library.saved('')[0].id}")
    assert "There is one version. Change something and save it again" in said(app)


def test_a_version_keeps_the_rates_it_was_saved_with(library: Library, monkeypatch: pytest.MonkeyPatch):
    """The tool's card moves on; an old answer stays, says so, and today's rates are one click away."""
    save(visitor(), "Round 1")
    moved = dearer(card())
    monkeypatch.setattr("dashboard.state.shared.load_card", lambda path: moved)
    clear_standard_card()
    try:
        app = press(visitor(), "Open")
        kept, today = example(), compare(load_scenario(EXAMPLE), moved)
        assert compare_with(app, moved).cheapest.total == pytest.approx(kept.cheapest.total)
        assert "It is computed with the rates it was saved with" in said(app)
        press(app, "Use today's rates")
        assert compare_with(app, moved).cheapest.total == pytest.approx(today.cheapest.total)
        assert today.cheapest.total != kept.cheapest.total
    finally:
        monkeypatch.undo()
        clear_standard_card()


def dearer(one: RateCard) -> RateCard:
    """The card with every seat a tenth dearer."""
    rates = {
        key: rate.model_copy(update={end: getattr(rate, end) * 1.1 for end in ("low", "base", "high", "value")
                                     if getattr(rate, end) is not None})
        if "seat" in key else rate
        for key, rate in one.rates.items()
    }  # fmt: skip
    return one.with_rates(rates)


def clear_standard_card() -> None:
    from dashboard import state

    state.standard_card.clear()
    state.compared.clear()


def compare_with(app: AppTest, standard: RateCard) -> Comparison:
    from tcomodel.card_choice import card_of

    scenario = scenario_from(data_of(app))
    return compare(scenario, card_of(scenario, {}, standard))


# ---------------------------------------------------------------- samples, and no library at all


def test_a_sample_opens_and_what_was_open_stays_one_click_away(library: Library):
    app = with_volume(visitor(), 42000)
    next(one for one in app.button if one.key == f"sample:{OTHER.name}").click()
    ran(app)
    assert f"{sample(OTHER).scenario.file.name} is open." in said(app)
    assert total_of(app) == sample(OTHER).cheapest.total
    press(app, "Back to US retailer, 60,000 contacts a month")
    assert total_of(app) == example(voice=42000).cheapest.total


def test_without_a_library_the_page_says_so_and_the_work_goes_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("TCO_DATABASE_URL", f"sqlite:///{tmp_path / 'file' / 'library.db'}")
    app = visitor()
    assert "Saved scenarios cannot be read." in said(app)
    assert "What is open is not affected." in said(app)
    assert "Save" not in [one.label for one in app.button]
    assert total_of(with_volume(app, 42000)) == example(voice=42000).cheapest.total


# ---------------------------------------------------------------- links


def token() -> str:
    result = sample(OTHER)
    return token_of(standalone(result), answer_to_send(result))


def test_a_link_opens_at_once_where_nothing_of_ones_own_is_open(library: Library):
    app = visitor(shared=token())
    assert f"Opened from a link: {sample(OTHER).scenario.file.name}." in said(app)
    assert total_of(app) == sample(OTHER).cheapest.total
    assert "shared" not in app.query_params, "a reload does not bring it again"
    assert "When the link was made" not in said(app)


def test_a_link_never_takes_the_place_of_ones_own_work_unasked(library: Library):
    app = with_volume(visitor(), 42000)
    app.query_params["shared"] = token()
    ran(app)
    other = sample(OTHER)
    assert f"A link brought a scenario: {other.scenario.file.name}" in said(app)
    assert answer.headline(other) in said(app)
    assert total_of(app) == example(voice=42000).cheapest.total
    del app.query_params["shared"]  # another page, whose address does not have it
    app.session_state["screen"] = "files"
    ran(app)
    app.session_state["screen"] = "scenarios"
    ran(app)
    press(app, "Open it")
    assert total_of(app) == other.cheapest.total
    press(app, "Back to what was open")
    assert total_of(app) == example(voice=42000).cheapest.total


def test_a_link_that_is_declined_is_gone(library: Library):
    app = with_volume(visitor(), 42000)
    app.query_params["shared"] = token()
    press(ran(app), "Keep what is open")
    assert "A link brought" not in said(app)
    assert "shared" not in app.query_params
    assert total_of(app) == example(voice=42000).cheapest.total


BROKEN: dict[str, tuple[Callable[[], str], str]] = {
    "cut off": (lambda: token()[:900], "is cut off after 900 characters"),
    "of something else": (lambda: "hello", "expected 's1.'"),
    "with a slip inside": (lambda: token_of("name: x\nmonths: many\n"), "demand is missing"),
    "a bomb": (lambda: token_of("a: 1\n" + "#" * 900_000 + "\n"), "start is missing"),
    "oversized": (lambda: "s1." + "A" * 70_000, "the most is 60,000"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_link_is_answered_in_words_and_changes_nothing(library: Library, kind: str):
    made, told = BROKEN[kind]
    app = visitor(shared=made())
    assert "The link cannot be opened:" in said(app)
    assert told in said(app)
    assert total_of(app) == example().cheapest.total
    press(app, "Close")
    assert "The link cannot be opened" not in said(app)


def test_that_the_answer_was_another_when_the_link_was_made_is_said(library: Library):
    app = visitor(shared=token_of(standalone(example()), "Philippines, per seat: 9.00 USD over the term"))
    assert "When the link was made the answer was: Philippines, per seat: 9.00 USD over the term." in said(app)
    assert f"Here it is: {answer_to_send(example())}." in said(app)


def test_names_in_a_link_are_text_and_never_markup(library: Library):
    result = example(name="[x](http://evil.example) **b**")
    app = visitor(shared=token_of(standalone(result), "![i](http://evil.example/a.png)"))
    raw = "\n".join(str(one.value) for kind in (app.markdown, app.success, app.warning) for one in kind)
    assert not re.search(r"(?<!\\)\]\(http", raw)
    assert "Opened from a link: [x](http://evil.example) **b**" in said(app)


def test_the_link_of_what_is_open_carries_it(library: Library):
    app = opened(with_volume(visitor(), 42000), "share")
    link = next(one.value for one in app.code if "shared=" in one.value)
    [work] = [app.query_params["work"]] if isinstance(app.query_params["work"], str) else app.query_params["work"]
    assert len(work) > 16, "the address says where the work is kept"
    assert work not in link
    assert "not the address of the page: whoever opens that one, with `work=` in it, gets a copy" in said(app)
    other = visitor(shared=link.partition("shared=")[2])
    assert total_of(other) == example(voice=42000).cheapest.total


def test_a_link_too_long_for_mail_is_said_with_the_file_as_the_way_out(library: Library, tmp_path: Path):
    data = copy.deepcopy(dict(sample().scenario.data))
    data["demand"]["volume"] = {
        name: [round(9000 + 977 * ((month * 7919 + 13 * len(name)) % 101) / 3, 4) for month in range(60)]
        for name in ("voice", "chat", "email")
    }
    noise = "".join(chr(0x4E00 + (number * 7919) % 20000) for number in range(3900))
    data["description"] = noise
    shared = token_of(standalone(compare(scenario_from(data), card())))
    assert len(shared) > LONGEST_FOR_MAIL
    app = opened(visitor(shared=shared), "share")
    assert f"mail programmes may cut off what is beyond {LONGEST_FOR_MAIL:,}" in said(app)
    assert [one.label for one in app.get("download_button") if "file" in str(one.label)] == ["Scenario as a file"]


# ---------------------------------------------------------------- before and after, in words


def test_results_that_cannot_be_compared_say_why():
    shorter = compare(load_scenario(ROOT / "data" / "scenarios" / "san_francisco_311.yaml"), card())
    pounds = compare(load_scenario(ROOT / "data" / "scenarios" / "per_ticket_gain_share.yaml"), card())
    assert "over 60 months and the other over 10 months" in before_and_after.not_comparable(example(), shorter)
    assert "in USD and the other in GBP" in before_and_after.not_comparable(example(), pounds)
    assert before_and_after.total_costs(example(), pounds) == ""
    assert not before_and_after.not_comparable(example(), example(voice=9))


def test_options_that_came_or_went_are_told_as_such():
    data = copy.deepcopy(dict(sample().scenario.data))
    data["options"]["cheap"] = {"label": "Cheap", "pricing": {"model": "fixed_fee", "monthly_fee": 10}}
    gone = data["options"].pop(example().cheapest.key)
    after = compare(scenario_from(data), card())
    told = before_and_after.total_costs(example(), after)
    assert f"{gone['label']} is no longer there; it cost {example().cheapest.total:,.0f} USD" in told
    assert f"Cheap is new and costs {after.cheapest.total:,.0f} USD" in told
    totals = before_and_after.totals(example(), after).set_index("Option")
    assert totals.loc["Cheap", "After"] == after.cheapest.total
    assert totals["Difference"].isna().sum() == 2
    assert "Cheap" not in before_and_after.by_category(example(), after).columns


def test_a_moment_reads_as_on_a_calendar():
    from datetime import UTC, datetime

    assert keeping.when(datetime(2026, 11, 2, 14, 5, tzinfo=UTC)).startswith("2 Nov 2026, ")


# ---------------------------------------------------------------- in the browser


def on_scenarios(page: Page) -> None:
    page.get_by_role("link", name="Scenarios").click()
    expect(page.locator("h1")).to_have_text("Scenarios", timeout=MINUTE)
    settled(page)


def on_compare(page: Page) -> tuple[float, str]:
    """The exact total of the first page."""
    page.get_by_role("link", name="Compare").click()
    expect(page.get_by_text("Exact total over the term")).to_be_visible(timeout=MINUTE)
    settled(page)
    return exact_total(page)


def test_saved_reloaded_compared_and_restored(page: Page, dashboard: str):
    """Two versions, a reload, what changed between them, the first one back: the answer is that of the model."""
    page.goto(f"{dashboard}/scenarios")
    name = page.get_by_label("Name", exact=True).first
    expect(name).to_be_visible(timeout=MINUTE)
    settled(page)
    name.fill("Journey, round 1")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved as Journey, round 1, version 1.")).to_be_visible(timeout=MINUTE)
    on_compare(page)
    type_into(page, lever(page, "Volume, voice (contacts a month)"), "42,000")
    expect(page.get_by_text(f"{example(voice=42000).cheapest.total:,.2f} USD")).to_be_visible(timeout=MINUTE)
    on_scenarios(page)
    page.get_by_role("button", name="Save a new version").click()
    expect(page.get_by_text("Saved as Journey, round 1, version 2.")).to_be_visible(timeout=MINUTE)
    settled(page)

    page.reload()
    expect(page.get_by_text(re.compile("Saved as Journey, round 1, version 2 .* No changes"))).to_be_visible(
        timeout=MINUTE
    )
    settled(page)
    page.locator("summary").filter(has_text="2 versions: open, restore, compare").first.click()
    before, after = example(), example(voice=42000)
    told = f"goes from {before.cheapest.total:,.0f} to {after.cheapest.total:,.0f} USD"
    expect(page.get_by_text(told)).to_be_visible(timeout=MINUTE)
    expect(page.get_by_text("1 input differs")).to_be_visible()
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_text("is version 3 now, and open")).to_be_visible(timeout=MINUTE)
    assert on_compare(page) == (round(before.cheapest.total, 2), before.cheapest.label)


def test_a_link_carries_the_scenario_into_another_browser(page: Page, browser: Browser, dashboard: str):
    page.goto(dashboard)
    expect(page.get_by_text("Exact total over the term")).to_be_visible(timeout=MINUTE)
    settled(page)
    type_into(page, lever(page, "Volume, voice (contacts a month)"), "41,000")
    mine = example(voice=41000).cheapest
    expect(page.get_by_text(f"{mine.total:,.2f} USD")).to_be_visible(timeout=MINUTE)
    on_scenarios(page)
    page.locator("summary").filter(has_text="Share by a link").click()
    shown = page.get_by_test_id("stCode").filter(has_text="shared=")
    expect(shown).to_be_visible(timeout=MINUTE)
    link = shown.inner_text().strip()
    assert link.startswith(f"{dashboard}/?shared=s1.")
    assert "work=" not in link, "nobody else gets at my draft"

    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    other = context.new_page()
    other.goto(link)
    expect(other.get_by_text("Opened from a link: US retailer")).to_be_visible(timeout=MINUTE)
    settled(other)
    assert "shared=" not in other.url
    assert on_compare(other) == (round(mine.total, 2), mine.label)
    type_into(other, lever(other, "Volume, voice (contacts a month)"), "10,000")
    expect(other.get_by_text(f"{example(voice=10000).cheapest.total:,.2f} USD")).to_be_visible(timeout=MINUTE)
    context.close()
    assert on_compare(page) == (round(mine.total, 2), mine.label), "mine is not changed by theirs"
    expect(lever(page, "Volume, voice (contacts a month)")).to_have_value("41,000")
