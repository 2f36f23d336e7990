"""What is typed into the table of a card reaches that card once, whatever is clicked right after it."""

import pytest
from playwright.sync_api import Page, expect

from dashboard.cards.shelf import OpenCard, Shelf
from dashboard.cards.table_typed import FIGURE, taken
from tcomodel import RateCard
from tests.on_page import settled
from tests.test_card_screens_rebase import vendor

SECONDS = 1000
HOUR, SEAT = "manila.hour", "manila.seat"


@pytest.fixture
def shelf() -> Shelf:
    standard = vendor()
    shelf = Shelf(standard.with_rates(standard.rates, name="Public"))
    shelf.put(vendor())
    return shelf


def figures(card: RateCard) -> tuple[float, float]:
    return card[HOUR].figure(), card[SEAT].figure()


def typed(shelf: Shelf, table, key: str, figure: float | str) -> None:
    def change(open_card: OpenCard) -> RateCard | None:
        return taken(open_card, key, {FIGURE: figure})

    shelf.typed(table, change)


def test_what_is_typed_goes_into_the_card_of_its_table_though_another_is_on_the_screen(shelf: Shelf):
    table = shelf.on_screen()
    other = shelf.put(vendor())
    typed(shelf, table, HOUR, 12)
    assert figures(shelf[table.card]) == (12, 1760)
    assert figures(shelf[other.name]) == (11, 1760)
    assert shelf.chosen == other.name


def test_what_is_sent_twice_is_taken_once(shelf: Shelf):
    table = shelf.on_screen()
    typed(shelf, table, HOUR, 12)
    typed(shelf, table, HOUR, 12)
    assert len(shelf.open.steps) == 2
    assert len(shelf.open.now[HOUR].history) == 1


def test_an_undo_that_overtook_what_was_typed_takes_that_back_and_not_the_change_before(shelf: Shelf):
    typed(shelf, shelf.on_screen(), HOUR, 12)
    table = shelf.on_screen()
    shelf.undo()
    typed(shelf, table, SEAT, 1800)
    assert figures(shelf.open.now) == (12, 1760)
    shelf.redo()
    assert figures(shelf.open.now) == (12, 1800)


def test_what_cannot_be_taken_leaves_the_undo_as_it_was(shelf: Shelf):
    typed(shelf, shelf.on_screen(), HOUR, 12)
    table = shelf.on_screen()
    shelf.undo()
    typed(shelf, table, SEAT, -5)
    assert figures(shelf.open.now) == (11, 1760)
    assert shelf.open.slips
    assert shelf.open.can_redo


def test_what_is_typed_after_an_undo_is_a_new_step(shelf: Shelf):
    typed(shelf, shelf.on_screen(), HOUR, 12)
    shelf.undo()
    typed(shelf, shelf.on_screen(), SEAT, 1800)
    assert figures(shelf.open.now) == (11, 1800)
    assert not shelf.open.can_redo


def test_two_figures_typed_into_the_tools_own_card_are_in_one_copy(shelf: Shelf):
    shelf.chosen = "Public"
    table = shelf.on_screen()
    typed(shelf, table, HOUR, 12)
    typed(shelf, table, SEAT, 1800)
    assert shelf.chosen == "Public, edited"
    assert figures(shelf.open.now) == (12, 1800)
    assert figures(shelf["Public"]) == (11, 1760)
    shelf.chosen = "Public"
    typed(shelf, shelf.on_screen(), HOUR, 13)
    assert figures(shelf["Public, edited"]) == (12, 1800)
    assert figures(shelf.open.now) == (13, 1760), "a copy of its own"


def test_what_is_typed_into_a_card_that_was_closed_is_there_when_it_is_reopened(shelf: Shelf):
    table = shelf.on_screen()
    shelf.take_away(table.card)
    typed(shelf, table, HOUR, 12)
    assert table.card not in shelf
    shelf.bring_back()
    assert figures(shelf.open.now) == (12, 1760)


def type_figure(page: Page, row: int, figure: str) -> None:
    """Type a figure into the table and press Enter, without waiting for anybody."""
    grid = page.get_by_test_id("stDataFrame").first.bounding_box()
    assert grid is not None
    page.mouse.dblclick(grid["x"] + 560, grid["y"] + 36 + 35 * row + 17)
    page.wait_for_timeout(300)
    page.keyboard.press("Control+a")
    page.keyboard.type(figure)
    page.wait_for_timeout(200)
    page.keyboard.press("Enter")


def click_at_once(page: Page, name: str) -> None:
    """A click without the look around that the test's own click takes."""
    page.evaluate(
        "name => [...document.querySelectorAll('button, [role=radio]')]"
        ".find(one => one.innerText.trim().endsWith(name)).click()",
        name,
    )


def quiet(page: Page) -> None:
    page.wait_for_timeout(1200)
    settled(page)


def test_a_click_right_after_typing_waits_for_what_was_typed(page: Page, dashboard: str):
    page.goto(f"{dashboard}/rates")
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible(timeout=60 * SECONDS)
    quiet(page)
    type_figure(page, 0, "111")
    expect(page.get_by_text("1 changed since it was opened")).to_be_visible(timeout=20 * SECONDS)
    quiet(page)
    type_figure(page, 1, "222")
    click_at_once(page, "Rebase")
    quiet(page)
    page.get_by_role("radio", name="Look and edit").click()
    expect(page.get_by_text("2 changed since it was opened")).to_be_visible(timeout=20 * SECONDS)
    quiet(page)
    type_figure(page, 2, "333")
    click_at_once(page, "Undo")
    expect(page.get_by_role("button", name="Redo")).to_be_enabled(timeout=20 * SECONDS)
    quiet(page)
    expect(page.get_by_text("2 changed since it was opened")).to_be_visible()
    page.get_by_role("button", name="Redo").click()
    expect(page.get_by_text("3 changed since it was opened")).to_be_visible(timeout=20 * SECONDS)
