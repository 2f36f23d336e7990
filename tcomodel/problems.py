"""What went wrong, told to a person: where, what was found, what was expected, the nearest right word.

Loading collects every problem of a file and raises them together:

    data/rates.yaml, line 41: philippines.seat_month
      base 3000 is above high 2240; write low <= base <= high
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Problem:
    """One thing a person has to put right."""

    where: str
    message: str
    file: str = ""
    line: int | None = None

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


def problem(where: str, message: str) -> ProblemsFound:
    """A single problem, ready to raise."""
    return ProblemsFound([Problem(where, message)])


def nearest(word: str, known: Iterable[str]) -> str:
    """``; did you mean seat_rate?`` where a known word is close, else nothing."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean {close[0]}?" if close else ""
