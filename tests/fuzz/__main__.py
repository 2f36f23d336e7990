"""Run cases: one with all it says, or many with what was wrong of them as lines of JSON.

python -m tests.fuzz scenario_yaml 417
python -m tests.fuzz scenario_yaml 0 4000
"""

import json
import sys
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

from tcomodel.problems import ProblemsFound
from tests.fuzz.outcome import Broken, Outcome, Taken, Told, slips_in
from tests.fuzz.watch import MOST_MEMORY, MOST_SECONDS, TooLong, Watch
from tests.fuzz.ways import NAMES, way


def main(words: list[str]) -> int:
    """``NOTEBOOK WAY FIRST COUNT [WAY FIRST COUNT ...]`` is what the tests ask for."""
    if len(words) == 2:
        return show(words[0], int(words[1]))
    if len(words) == 3:
        words = ["/dev/null", *words]
    if not words or len(words) % 3 != 1:
        sys.stdout.write(__doc__ + "\nways: " + ", ".join(NAMES) + "\n")
        return 2
    notebook, jobs = Path(words[0]), [tuple(words[at : at + 3]) for at in range(1, len(words), 3)]
    for name, *_ in jobs:
        finding_of(name, 0)  # what is loaded and made once is no case's own
    watch = Watch()
    with notebook.open("w", encoding="utf-8") as note:
        for name, first, count in jobs:
            _many(name, int(first), int(count), watch, note)
    return 0


def _many(name: str, first: int, count: int, watch: Watch, note: Any) -> None:
    kinds: Counter[str] = Counter()
    slowest, largest, seconds = (0.0, 0), (0, 0), 0.0
    for number in range(first, first + count):
        note.seek(0)
        note.write(f"{name} {number}      \n")
        note.flush()
        kind, said = watched(name, number, watch)
        kinds[kind] += 1
        seconds += watch.seconds
        slowest, largest = max(slowest, (watch.seconds, number)), max(largest, (watch.peak, number))
        if said:
            _line({"way": name, "number": number, "finding": said})
    _line(
        {
            "way": name,
            "first": first,
            "cases": count,
            "kinds": kinds,
            "seconds": seconds,
            "slowest": slowest,
            "largest": largest,
        }
    )


def watched(name: str, number: int, watch: Watch) -> tuple[str, str]:
    """The kind of a case's outcome, and what is wrong with it."""
    try:
        with watch.case():
            kind, said = finding_of(name, number)
    except TooLong:
        kind, said = "hang", f"more than {MOST_SECONDS:g} s of the processor"
    if not said and watch.peak > MOST_MEMORY:
        kind, said = "memory", f"{watch.peak / 1e6:,.0f} MB"
    return kind, said


def finding_of(name: str, number: int) -> tuple[str, str]:
    """The same without time and memory."""
    try:
        return _judged(outcome_of(name, number))
    except Broken as slip:
        return "broken", str(slip)
    except (Exception, SystemExit) as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        return (
            "crash",
            f"{type(error).__name__}: {str(error)[:300]} ({Path(last.filename).name}:{last.lineno} {last.name})",
        )


def outcome_of(name: str, number: int) -> Outcome:
    try:
        return way(name).case(number)
    except ProblemsFound as found:
        return Told(found.problems)


def _judged(outcome: Outcome) -> tuple[str, str]:
    if isinstance(outcome, Taken):
        return "taken", ""
    return "told", "; ".join(list(slips_in(outcome))[:3])


def show(name: str, number: int) -> int:
    """One case with all it says."""
    finding_of(name, 0)
    watch = Watch()
    kind, said = watched(name, number, watch)
    sys.stdout.write(f"{name} {number}: {kind}, {watch.seconds:.3f} s, {watch.peak / 1e6:,.0f} MB {said}\n")
    if kind in ("taken", "told", "crash"):
        try:
            outcome = outcome_of(name, number)
            sys.stdout.write(outcome.result if isinstance(outcome, Taken) else "\n".join(map(str, outcome.problems)))
            sys.stdout.write("\n")
        except Exception:
            traceback.print_exc()
    return 1 if said else 0


def _line(facts: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
