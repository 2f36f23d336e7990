"""Pages wait for each other: a few at once, first come, first served, nobody for a page that is no longer wanted."""

import threading
import time
from collections.abc import Callable

import pytest

from dashboard.server.turns import LONG, Turns, has_one, lent, of

SOON = 10.0  # seconds; both cores may be busy with other tests


class Overtaken(BaseException):
    """As the framework ends a run: no error."""


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + SOON
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.002)


def beside(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def test_no_more_than_so_many_at_once_and_all_in_the_end():
    turns, now, most, done = Turns(2), list[int](), list[int](), list[int]()

    def work(number: int) -> None:
        with turns.taken():
            now.append(number)
            most.append(len(now))
            time.sleep(0.005)
            now.remove(number)
            done.append(number)

    threads = [beside(lambda number=number: work(number)) for number in range(20)]
    for one in threads:
        one.join(SOON)
    assert sorted(done) == list(range(20))
    assert max(most) == 2
    assert turns.waiting == 0


def test_who_came_first_is_served_first_and_who_lent_a_turn_is_the_next():
    turns, order = Turns(1), list[str]()

    def waits(name: str) -> threading.Thread:
        def work() -> None:
            with turns.taken():
                order.append(name)

        before = turns.waiting
        thread = beside(work)
        until(lambda: turns.waiting > before)
        return thread

    with turns.taken():
        first, second = waits("first"), waits("second")
        with turns.lent():
            until(lambda: order == ["first", "second"])
        third = waits("third")
        order.append("the one who lent")
    for one in (first, second, third):
        one.join(SOON)
    assert order == ["first", "second", "the one who lent", "third"]


def test_who_comes_back_goes_before_those_who_wait():
    turns, order, may_end = Turns(1), list[str](), threading.Event()

    def holds() -> None:
        with turns.taken():
            may_end.wait(SOON)

    def late() -> None:
        with turns.taken():
            order.append("late")

    with turns.taken():
        threads = [beside(holds)]
        until(lambda: turns.waiting == 1)
        threads.append(beside(late))
        until(lambda: turns.waiting == 2)
        with turns.lent(may_end.set):  # asked while this one waits, before the late one
            until(lambda: turns.waiting == 1)
        order.append("back")
    for one in threads:
        one.join(SOON)
    assert order == ["back", "late"]


def overtaken() -> None:
    raise Overtaken


def test_an_overtaken_page_leaves_the_queue_whether_its_turn_never_came_or_was_lent():
    turns, may_end = Turns(1), threading.Event()

    def holds() -> None:
        with turns.taken():
            may_end.wait(SOON)

    with turns.taken():
        holder = beside(holds)
        until(lambda: turns.waiting == 1)
        with pytest.raises(Overtaken), turns.lent(overtaken):
            until(lambda: turns.waiting == 0)
    with pytest.raises(Overtaken), turns.taken(overtaken):
        pytest.fail("its turn did not come")
    may_end.set()
    holder.join(SOON)
    assert turns.waiting == 0
    with turns.taken():
        assert has_one()
    assert not has_one()


def test_a_page_that_fails_gives_its_turn_back_and_one_within_another_is_the_same():
    turns = Turns(1)
    with pytest.raises(ZeroDivisionError), turns.taken(), turns.taken():
        raise ZeroDivisionError
    with turns.taken(), turns.taken():
        assert has_one()
    with lent():
        assert not has_one()


def test_a_page_that_may_take_long_holds_up_no_other():
    assert of("negotiate") is not of("compare")
    assert of("") is of("compare") is of("risk")
    assert all(of(page) is of("negotiate") for page in LONG)


def test_those_who_come_back_are_served_in_their_order():
    turns, order, may_end = Turns(1), list[str](), threading.Event()

    def comes_back(name: str) -> None:
        with turns.taken():
            with turns.lent():
                pass
            order.append(name)

    def holds() -> None:
        with turns.taken():
            may_end.wait(SOON)

    threads = [beside(holds)]
    until(lambda: not turns._free)
    for name in ("first", "second", "third"):
        before = turns.waiting
        threads.append(beside(lambda name=name: comes_back(name)))
        until(lambda before=before: turns.waiting > before)
    may_end.set()
    for one in threads:
        one.join(SOON)
    assert order == ["first", "second", "third"]
