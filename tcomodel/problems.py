"""What went wrong, told to a person: where, what was found, what was expected, the nearest right word.

Loading collects every problem of a file and raises them together:

    data/rates.yaml, line 41: philippines.seat_month
      base 3000 is above high 2240; write low <= base <= high
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from tcomodel.turning_signs import TURNING

LONGEST_MESSAGE = 1_200  # characters; what was found may have 100,000
LONGEST_PLACE = 300
SHOULD_BE = "Input should be "  # how pydantic begins
UNSHOWN = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f{TURNING}\ud800-\udfff]")  # steer what shows them


@dataclass(frozen=True)
class Problem:
    """One thing a person has to put right. Its texts are cut to what can be read, and hold nothing but signs."""

    where: str
    message: str
    file: str = ""
    line: int | None = None

    def __post_init__(self) -> None:
        for name, longest in (("where", LONGEST_PLACE), ("message", LONGEST_MESSAGE)):
            text = getattr(self, name)
            if (readable := shortened(text, longest)) is not text:
                object.__setattr__(self, name, readable)

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.file, f"line {self.line}" if self.line else "") if part)
        head = ": ".join(part for part in (place, self.where) if part)
        return f"{head}\n  {self.message}" if head else self.message


class ProblemsFound(Exception):
    """Input that cannot be used; carries all the problems, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class EntryProblem(Exception):
    """What is wrong with one entry; ``inside`` names the channel or location it is wrong for."""

    def __init__(self, message: str, inside: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.inside = inside


def slip_in_words(slip: Mapping[str, Any]) -> str:
    """What pydantic says is wrong with an entry, as it is said here: ``found -3; expected greater than 0``."""
    message = str(slip["msg"]).removeprefix("Value error, ")
    if not message.startswith(SHOULD_BE):
        return message
    return f"found {slip['input']!r}; expected {message.removeprefix(SHOULD_BE)}"


def problem(where: str, message: str) -> ProblemsFound:
    """A single problem, ready to raise."""
    return ProblemsFound([Problem(where, message)])


def shortened(text: str, longest: int = LONGEST_MESSAGE) -> str:
    """The text itself, or its beginning and end where it is too long to read; signs that cannot be shown become �."""
    if len(text) > longest:
        end = longest // 3
        text = f"{text[: longest - end]} ... {text[-end:]}"
    return UNSHOWN.sub("\ufffd", text) if UNSHOWN.search(text) else text


def nearest(word: str, known: Iterable[str]) -> str:
    """``; did you mean seat_rate?`` where a known word is close, else nothing."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean {close[0]}?" if close else ""
