"""A reload, a lost connection or another window: the work is there again, with its way back, and nobody else's."""

import json
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.explain import link as explain
from dashboard.library import Draft
from dashboard.library.keeper import Keeper, keeper
from dashboard.library.library import Library
from dashboard.state import shared, visitor
from dashboard.state.packing import LARGEST_STEPS, MOST_STEPS, Kept, pack, unpack
from dashboard.state.work import SavedAs, Step
from tcomodel import compare, load_card, scenario_from
from tcomodel.problems import Problem, ProblemsFound
from tests.case_file import ROOT

SCREEN = """
import streamlit as st
from dashboard import kept_notice, state

result = state.result()
kept_notice.show()
st.header(f"{result.cheapest.total:.2f}")
occupancy = state.draft()["staffing"]["occupancy"]
key = state.widget_shows("occupancy", occupancy)
take = lambda: state.edit(("staffing", "occupancy"), state.widget_changed(key))
st.text_input("Occupancy", occupancy, key=key, on_change=take)
st.button("Undo", on_click=state.undo)
st.button("Redo", on_click=state.redo)
"""  # what every screen has, and one input
CARD_CHANGED = """
import streamlit as st
from dashboard import kept_notice, state

result = state.result()
kept_notice.show()
if st.session_state.pop("begin", False):
    card = state.standard_card()
    for key in list(card.rates)[:3]:
        rates = dict(state.shelf().open.now.rates)
        del rates[key]
        state.shelf().change(card.with_rates(rates))
    state.edit(("months",), 36)
    state.result()
"""
REAL = "from dashboard.frame import SCREENS\n\nSCREENS[{!r}]()"
CARD = load_card(ROOT / "data" / "rates.yaml")


def visit(token: str = "", script: str = SCREEN) -> AppTest:
    """A new session, as a reload begins one, at the address with this token."""
    app = AppTest.from_string(script, default_timeout=60)
    if token:
        app.query_params["work"] = token
    app.run()
    assert not app.exception
    return app


def change(app: AppTest, text: str) -> None:
    """Type another occupancy, in percent."""
    app.text_input[0].set_value(f"{text}%").run()
    assert not app.exception


def token_of(app: AppTest) -> str:
    """The token in the address, with everything written that belongs to it."""
    said = app.query_params["work"]
    token = said if isinstance(said, str) else said[0]
    assert keeper.flush(token=token)
    return token


def press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception


def headline(app: AppTest) -> str:
    return app.header[0].value


def total(app: AppTest) -> float:
    """What the model says of the scenario that is open."""
    return compare(scenario_from(app.session_state["session"].data), CARD).cheapest.total


# ---------------------------------------------------------------- a reload


def test_nothing_is_kept_before_something_is_changed(library: Library):
    app = visit()
    app.run()
    assert "work" not in app.query_params
    assert not keeper.failure(app.session_state["address"].token)


def test_after_a_reload_the_work_is_there_with_its_way_back_and_forward(library: Library):
    first = visit()
    change(first, "70")
    change(first, "75")
    press(first, "Undo")
    again = visit(token_of(first))
    assert headline(again) == headline(first)
    assert total(again) == total(first)
    assert again.session_state["session"].data["staffing"]["occupancy"] == "70%"
    press(again, "Redo")
    assert again.session_state["session"].data["staffing"]["occupancy"] == "75%"
    press(again, "Undo")
    press(again, "Undo")
    assert headline(again) == headline(visit())


def test_that_the_steps_of_a_rate_card_are_not_kept_is_said_after_a_reload(library: Library):
    first = AppTest.from_string(CARD_CHANGED, default_timeout=60)
    first.session_state["begin"] = True
    assert not first.run().exception
    again = visit(token_of(first), CARD_CHANGED)
    assert len(first.session_state["shelf"].open.steps) == 4
    assert len(again.session_state["shelf"].open.steps) == 2
    assert any("takes back all its changes at once" in one.value for one in again.markdown)


def test_a_way_to_another_screen_keeps_where_the_work_is_and_leaves_the_figure_of_explain_behind():
    script = 'import streamlit as st\nfrom dashboard import links\nst.query_params["x"] = repr(links._kept())'
    app = AppTest.from_string(script, default_timeout=60)
    for name, value in {"work": "abc", explain.LINE: "manila.tco", explain.MONTH: "3"}.items():
        app.query_params[name] = value
    assert not app.run().exception
    assert app.query_params["x"] == "{'work': 'abc'}"


def test_a_second_visitor_costs_no_comparison(monkeypatch: pytest.MonkeyPatch):
    """What everybody sees at first was compared for the one who came first."""
    script = "import streamlit as st\nfrom dashboard import state\nst.header(f'{state.result().cheapest.total:.2f}')"
    first = headline(visit(script=script))
    monkeypatch.setattr(shared, "compare", lambda *_: pytest.fail("compared once more"))
    monkeypatch.setattr(visitor, "compare", lambda *_: pytest.fail("compared beside the cache"), raising=False)
    assert headline(visit(script=script)) == first


def test_what_was_opened_and_where_it_is_saved_come_back(library: Library):
    first = visit()
    change(first, "70")
    now = first.session_state["session"]
    now.saved = SavedAs(3, "Offshore", 2, now.steps[-1].text)
    first.run()
    again = visit(token_of(first)).session_state["session"]
    assert again.saved == now.saved
    assert again.opened == now.opened
    assert (again.name, again.folder) == (now.name, now.folder)


def test_a_card_on_the_shelf_comes_back_with_what_it_was_and_the_scenario_that_uses_it(library: Library):
    script = f"""
        from dashboard import state
        from tcomodel import load_card
        import streamlit as st
        state.session()
        if "begin" in st.session_state and "done" not in st.session_state:
            st.session_state["done"] = True
            card = load_card({str(ROOT / "data" / "rates.yaml")!r})
            card = state.shelf().put(card.with_rates(card.rates, name="Vendor A, Ünïcode"))
            rates = {{key: rate for key, rate in card.rates.items() if key != "unused"}}
            state.shelf().change(card.with_rates(dict(list(rates.items())[:-1])))
            state.use_card("Vendor A, Ünïcode")
        state.result()
    """
    app = AppTest.from_string(script, default_timeout=60)
    app.session_state["begin"] = True
    app.run()
    assert not app.exception
    again = visit(token_of(app), script)
    before, after = app.session_state["shelf"], again.session_state["shelf"]
    assert again.session_state["session"].data["card"] == "Vendor A, Ünïcode"
    assert not again.session_state["session"].problems
    assert after.chosen == before.chosen == "Vendor A, Ünïcode"
    assert after["Vendor A, Ünïcode"].fingerprint == before["Vendor A, Ünïcode"].fingerprint
    assert after.open.can_undo
    after.undo()
    assert after["Vendor A, Ünïcode"].fingerprint == before.open.opened.fingerprint


def test_two_windows_with_one_address_go_on_apart(library: Library):
    first = visit()
    change(first, "70")
    shared = token_of(first)
    second = visit(shared)
    assert token_of(second) != shared
    change(second, "60")
    change(first, "80")
    keeper.flush()
    assert visit(shared).session_state["session"].data["staffing"]["occupancy"] == "80%"
    assert visit(token_of(second)).session_state["session"].data["staffing"]["occupancy"] == "60%"


def test_what_is_taken_up_is_kept_at_once_under_its_own_token(library: Library):
    first = visit()
    change(first, "70")
    second = visit(token_of(first))
    third = visit(token_of(second))
    assert third.session_state["session"].data["staffing"]["occupancy"] == "70%"


def test_widgets_of_a_session_that_was_taken_up_are_not_those_the_browser_still_shows(library: Library):
    first = visit()
    change(first, "70")
    press(first, "Undo")
    second = visit(token_of(first))
    assert first.text_input[0].key != second.text_input[0].key
    assert first.text_input[0].value == second.text_input[0].value


def test_what_was_typed_into_the_guided_start_and_the_chosen_levers_come_back(library: Library):
    first = visit(script=f"from dashboard import state\n{SCREEN}\nstate.keep('levers', ['months'])")
    first.session_state["kept guided start"] = {"country": "Brasil", "offers": 2}
    first.session_state["kept risk draws"] = object()
    first.run()
    again = visit(token_of(first))
    assert again.session_state["kept guided start"] == {"country": "Brasil", "offers": 2}
    assert again.session_state["kept levers"] == ["months"]
    assert "kept risk draws" not in again.session_state


# ---------------------------------------------------------------- what is said


@pytest.mark.parametrize("name", ["compare", "rates", "scenarios"])
def test_every_screen_says_that_work_was_restored_and_shows_it(library: Library, name: str):
    first = visit()
    change(first, "70")
    again = visit(token_of(first), REAL.format(name))
    assert any("was restored" in one.value for one in again.markdown)
    assert again.session_state["session"].data["staffing"]["occupancy"] == "70%"
    assert again.query_params["work"] != first.query_params["work"]


def test_that_work_was_restored_is_said_until_it_is_read(library: Library):
    first = visit()
    change(first, "70")
    second = visit(token_of(first))
    assert any("was restored" in one.value for one in second.markdown)
    press(second, "Close this notice")
    assert not any("was restored" in one.value for one in second.markdown)


def test_one_can_start_fresh_and_go_back(library: Library):
    first = visit()
    example = headline(first)
    change(first, "70")
    second = visit(token_of(first))
    changed = headline(second)
    press(second, "Start fresh")
    assert headline(second) == example
    assert not any("was restored" in one.value for one in second.markdown)
    left = second.session_state["session left"]
    assert left.data["staffing"]["occupancy"] == "70%"
    assert headline(visit(token_of(first))) == changed, "the draft it came from is still there"


@pytest.mark.parametrize("token", ["nobody-knows-this-token", "short", "'; drop table draft; --", "x" * 5000])
def test_an_address_that_leads_nowhere_says_so_and_shows_the_example(library: Library, token: str):
    app = visit(token)
    assert any("30 days" in one.value for one in app.markdown)
    assert "work" not in app.query_params
    assert headline(app) == headline(visit())


def test_a_draft_that_is_damaged_says_so_and_shows_the_example(library: Library):
    library.keep_draft("damaged-damaged-damaged", "", b"no draft at all")
    app = visit("damaged-damaged-damaged")
    assert any("damaged" in one.value for one in app.markdown)
    assert headline(app) == headline(visit())


def test_a_draft_that_no_longer_computes_leads_to_the_last_step_that_does(library: Library):
    first = visit()
    change(first, "70")
    kept = first.session_state["address"].kept
    broken = json.dumps({**json.loads(kept.steps[-1].text), "months": -1})
    steps = (*kept.steps, Step(broken))
    content = pack(Kept("mine.yaml", False, kept.opened, steps, 2, broken))
    library.keep_draft("broken-broken-broken", "", content)
    app = visit("broken-broken-broken")
    assert headline(app) == headline(first)
    assert app.session_state["session"].problems


def test_a_draft_of_which_nothing_computes_shows_the_example_and_says_why(library: Library):
    content = pack(Kept("mine.yaml", False, "{}", (Step('{"months": 3}'),), 0, '{"months": 3}'))
    library.keep_draft("broken-broken-broken", "", content)
    app = visit("broken-broken-broken")
    assert any("could not be opened" in one.value for one in app.markdown)
    assert headline(app) == headline(visit())


def warned(app: AppTest, words: str) -> bool:
    """Whether a warning says so in the end: the one writer may be busy with what other tests left."""
    for _ in range(30):
        keeper.flush(1)
        if any(words in one.value for one in app.run().warning):
            return bool(keeper.give_up())  # no other test waits for it
    return False


def test_a_draft_that_cannot_be_written_keeps_no_other_waiting(library: Library):
    writer = Keeper(between=60)

    def no_library() -> Library:
        raise ProblemsFound([Problem("", "is gone")])

    writer.put(no_library, "lost", "", lambda: b"lost")
    assert not writer.flush(5)
    writer.put(lambda: library, "kept", "", lambda: b"kept")
    assert writer.flush(5, "kept")
    assert not writer.failure("kept")
    assert writer.failure("lost")
    assert writer.give_up() == 1
    assert writer.flush(5)


def test_where_nothing_can_be_kept_the_work_goes_on_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("TCO_DATABASE_URL", f"sqlite:///{tmp_path / 'file' / 'library.db'}")
    app = visit()
    before = headline(app)
    change(app, "60")
    assert headline(app) != before
    assert warned(app, "not being kept")


def test_an_address_of_a_database_that_nobody_knows_is_said(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TCO_DATABASE_URL", "mysql://somewhere/library")
    app = visit()
    change(app, "60")
    assert warned(app, "mysql")


# ---------------------------------------------------------------- the writer


def test_many_changes_are_one_write_with_the_last_state(library: Library):
    writer, made = Keeper(between=0.2), []

    def content(number: int) -> bytes:
        made.append(number)
        return b"%d" % number

    for number in range(100):
        writer.put(
            lambda: library, "token-of-a-visitor", "", lambda number=number: made.append(number) or b"%d" % number
        )
    assert writer.flush()
    assert made == [99]
    assert library.draft("token-of-a-visitor", "").content == b"99"


def test_what_is_put_while_it_writes_is_written_too(library: Library):
    writer = Keeper(between=0.01)
    for number in range(20):
        writer.put(lambda: library, "token-of-a-visitor", "", lambda number=number: b"%d" % number)
        time.sleep(0.005)
    assert writer.flush()
    assert library.draft("token-of-a-visitor", "").content == b"19"


def test_a_failure_is_told_and_tried_again(library: Library, tmp_path: Path):
    writer, blocked = Keeper(between=0.01), []

    def content() -> bytes:
        if not blocked:
            blocked.append(True)
            raise ProblemsFound([Problem("", "the disk is full")])
        return b"written"

    writer.put(lambda: library, "token-of-a-visitor", "", content)
    assert not writer.flush()
    assert [one.message for one in writer.failure("token-of-a-visitor")] == ["the disk is full"]
    assert writer.flush()
    assert writer.failure("token-of-a-visitor") == ()
    assert isinstance(library.draft("token-of-a-visitor", ""), Draft)


# ---------------------------------------------------------------- work as bytes


def kept(texts: list[str], position: int) -> Kept:
    return Kept("a.yaml", True, "{}", tuple(Step(text) for text in texts), position, texts[0])


def test_work_comes_back_as_it_was():
    steps = (Step('{"a": 1}'), Step('{"a": "ü 𝄞"}', ((("options", 0, "x"), {"y": [1, None]}),)))
    work = Kept("ü.yaml", False, '{"a": 1}', steps, 1, '{"a": 1}', SavedAs(1, "n", 2, "t"), (), "", 7)
    assert unpack(pack(work)) == work


def test_a_card_comes_back_as_it_was():
    card = CARD.with_rates(dict(list(CARD.rates.items())[:9]), name="Nine")
    [(opened, now)] = unpack(pack(Kept("a", True, "{}", (Step("{}"),), 0, "{}", cards=((CARD, card),)))).cards
    assert opened.fingerprint == CARD.fingerprint
    assert now.fingerprint == card.fingerprint
    assert (opened.name, now.name) == (CARD.name, "Nine")


@pytest.mark.parametrize("position", [0, 1, 60, 119])
def test_of_many_steps_those_around_the_present_one_are_kept(position: int):
    work = kept([f'{{"a": {number}}}' for number in range(120)], position)
    back = unpack(pack(work))
    assert len(back.steps) <= MOST_STEPS
    assert back.steps[back.position] == work.steps[position]


def test_of_huge_steps_the_present_one_is_always_kept():
    texts = [json.dumps({"name": str(number) * (LARGEST_STEPS // 3 - 20)}) for number in range(6)]
    back = unpack(pack(kept(texts, 5)))
    assert back.steps[back.position].text == texts[5]
    assert len(back.steps) == 3


@pytest.mark.parametrize(
    "content",
    [b"", b"x", pack(kept(["{}"], 0))[:-9], b"x\x9c\x03\x00\x00\x00\x00\x01"],
    ids=["none", "x", "cut", "empty"],
)
def test_damaged_bytes_are_refused_in_words(content: bytes):
    with pytest.raises(ProblemsFound, match="damaged"):
        unpack(content)
