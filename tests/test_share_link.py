"""A scenario in a link: whatever is put in comes out, and what anybody else makes of a link does no harm."""

import base64
import random
import zlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tcomodel import compare, load_scenario, read_scenario
from tcomodel.card_choice import standard_card
from tcomodel.problems import ProblemsFound
from tcomodel.readers.scenario_file import standalone
from tcomodel.share_link import (
    LARGEST_TEXT,
    LONGEST_ANSWER,
    LONGEST_FOR_MAIL,
    LONGEST_TOKEN,
    TAG,
    shared_in,
    token_of,
)
from tests.case_file import ROOT

FILES = sorted((ROOT / "data" / "scenarios").glob("*.yaml"))
ANSWER = "Philippines, per seat: 13,917,422.17 USD over the term"


def token_with(content: bytes, tag: str = TAG) -> str:
    """A token of any bytes, as somebody else might make one."""
    return tag + base64.urlsafe_b64encode(zlib.compress(content, 9)).decode().rstrip("=")


def refusal(token: str) -> str:
    with pytest.raises(ProblemsFound) as found:
        shared_in(token)
    assert len(found.value.problems) == 1
    return found.value.problems[0].message


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_scenario_comes_out_of_its_link_with_the_same_numbers(path):
    before = compare(load_scenario(path), standard_card())
    token = token_of(standalone(before), ANSWER)
    assert len(token) < LONGEST_FOR_MAIL
    shared = shared_in(token)
    after = compare(read_scenario(shared.text), standard_card())
    assert shared.answer == ANSWER
    assert {one.key: one.total for one in after.options} == {one.key: one.total for one in before.options}


@given(st.text(max_size=3000), st.text(max_size=2 * LONGEST_ANSWER))
@settings(max_examples=300, deadline=None)
@example("", "")
@example("# a: 1\n\n\n", "two\nlines")
@example("\ufeffname: Z\u00fcrich \U0001f600\r\n\u2028", "\x1c")
def test_any_text_comes_back_whole(text: str, answer: str):
    shared = shared_in(token_of(text, answer))
    assert shared.text == text
    assert shared.answer == " ".join(answer.split())[:LONGEST_ANSWER]


@given(st.text(alphabet="abcdefXYZ019-_.%+=/ \n{}", max_size=300))
@settings(max_examples=300, deadline=None)
def test_no_token_does_more_than_be_refused(letters: str):
    for token in (letters, f"{TAG}{letters}"):
        assert refusal(token)


def test_the_letters_of_a_token_need_no_quoting_in_an_address():
    token = token_of(standalone(compare(load_scenario(FILES[0]), standard_card())))
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")


def test_a_link_broken_into_lines_by_a_mail_programme_still_opens():
    token = token_of("name: x\n" * 50, ANSWER)
    assert shared_in("\r\n ".join(token[at : at + 20] for at in range(0, len(token), 20))).answer == ANSWER


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_link_that_is_cut_off_says_so(share: float):
    token = token_of(standalone(compare(load_scenario(FILES[0]), standard_card())))
    assert "cut off after" in refusal(token[: int(len(token) * share)])


def test_a_letter_that_was_changed_is_noticed():
    token = token_of(standalone(compare(load_scenario(FILES[0]), standard_card())))
    chance, told = random.Random(3), set()
    for _ in range(60):
        at = chance.randrange(len(TAG), len(token) - 4)
        other = "A" if token[at] != "A" else "B"
        told.add(refusal(token[:at] + other + token[at + 1 :])[:25])
    assert told


@pytest.mark.parametrize(
    ("token", "told"),
    [
        ("", "it is empty"),
        ("hello", "it begins with 'hello', expected 's1.'"),
        ("s2.abcd", "it is of version 2, and this dashboard knows version 1"),
        (f"{TAG}ab+d", "it holds '+'"),
        (f"{TAG}{'A' * 40}", "it was changed on the way"),
        (token_with(b"name: x"), "it holds no scenario"),
        (token_with(b"# \xff\xfe\n"), "it holds no text"),
        (f"{TAG}{'A' * LONGEST_TOKEN}", f"the most is {LONGEST_TOKEN:,}"),
    ],
)
def test_what_is_no_link_of_ours_is_refused_in_words(token: str, told: str):
    assert told in refusal(token)


def test_something_behind_the_scenario_is_refused():
    packed = zlib.compress(b"# \nname: x\n") + b"more"
    assert "something follows" in refusal(TAG + base64.urlsafe_b64encode(packed).decode().rstrip("="))


def test_a_bomb_is_not_unpacked():
    token = token_with(b"# \n" + b"a" * 20_000_000)
    assert len(token) < LONGEST_TOKEN
    assert f"more than {LARGEST_TEXT:,} bytes" in refusal(token)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: " + "[" * 3000, "more than 40 deep"),
        ("a: &x [1]\nb: *x\n", "anchors"),
        ("".join(f"k{number}: 1\n" for number in range(9_000)), "is not known here"),
    ],
)
def test_what_is_inside_is_read_like_any_file_from_outside(text: str, told: str):
    with pytest.raises(ProblemsFound, match=told):
        read_scenario(shared_in(token_with(f"# \n{text}".encode())).text)


def test_what_no_link_can_carry_is_said_with_the_way_out():
    noise = random.Random(1).randbytes(60_000).hex()
    for text in (noise, "a" * (LARGEST_TEXT + 1)):
        with pytest.raises(ProblemsFound) as found:
            token_of(text)
        assert "send it as file" in found.value.problems[0].message
