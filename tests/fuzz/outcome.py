"""What may come of a case: a result, or problems that a person can put right.

    Taken("13,917,422 USD")
    Told((Problem("options.manila.pricing.seat_rate", "found 'x'; expected a number", "scenario", 41),))

``slips_in`` says what is wrong with problems themselves: one without a place, one that shows the inside of the program.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tcomodel.problems import Problem

LONGEST = 3_000  # characters of one message; more is no sentence
MOST = 2_000  # messages; nobody reads more
INSIDE = re.compile(
    r"Traceback|object at 0x|<class |<function |NoneType|\b(?:Key|Type|Value|Index|Attribute|Recursion|Memory"
    r"|Unicode\w*|Assertion|Overflow|ZeroDivision|Runtime)Error\b|\bnumpy\b|pydantic|Input should be|np\.float"
)
MISSING = re.compile(r"\w+ is missing|a scenario holds ")  # names the place itself
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Taken(NamedTuple):
    """The input was taken; ``result`` says what came of it in a few words."""

    result: str


class Told(NamedTuple):
    """The input was refused in words."""

    problems: Sequence[Problem]


Outcome = Taken | Told


class Broken(Exception):
    """A case that a way in itself finds wrong: something half done, a result that is none."""


def slips_in(told: Told) -> Iterator[str]:
    """What is wrong with the problems, each in a sentence."""
    if not told.problems:
        yield "it is refused without a word"
    if len(told.problems) > MOST:
        yield f"it is refused with {len(told.problems):,} messages"
    for one in told.problems[:MOST]:
        if not (one.where or one.file or MISSING.match(one.message)):
            yield f"no place is named: {one.message[:200]!r}"
        if not one.message.strip():
            yield f"nothing is said of {one.where or one.file!r}"
        words = str(one)
        if len(words) > LONGEST:
            yield f"a message of {len(words):,} characters: {words[:120]!r}..."
        if found := UNPRINTABLE.search(words):
            yield f"the message holds U+{ord(found[0]):04X}: {words[:200]!r}"
        if found := INSIDE.search(_own_words(words)):
            yield f"the message shows the inside of the program ({found[0]}): {words[:300]!r}"


def _own_words(words: str) -> str:
    """A message without what it quotes of the input."""
    return re.sub(r"'[^'\n]*'|\"[^\"\n]*\"", "''", words)
