"""A run over all mutants: each verdict is written down at once, and nobody is asked twice.

The results belong to the model and the cases as they are: another model or another list of mutants begins anew.
"""

import hashlib
import inspect
import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tcomodel import words
from tests.mutation.mutants import Mutant, of_line, of_words
from tests.mutation.survivors import key_of
from tests.mutation.trial import judged
from tests.whole_model import lines_of_the_model

RESULTS = Path(tempfile.gettempdir()) / "tco_mutants.jsonl"


def every_mutant() -> Iterator[Mutant]:
    """Those of all lines, then those of the words."""
    for where, line in lines_of_the_model():
        yield from of_line(where, line)
    yield from of_words()


def whole_run(results: Path, files: Iterable[str] = ()) -> Iterator[tuple[int, int, Mutant]]:
    """How many are judged and how many of them noticed, after each that was not known."""
    wanted = list(files)
    found = known(results)
    if not found:
        results.write_text(json.dumps({"model": _fingerprint()}) + "\n", encoding="utf-8")
    killed = sum(bool(one["witness"]) for one in found.values())
    for mutant in every_mutant():
        key = key_of(mutant)
        if key in found or (wanted and not any(one in mutant.file for one in wanted)):
            continue
        verdict = judged(mutant)
        killed += verdict.killed
        found[key] = {
            "key": key, "file": mutant.file, "kind": mutant.kind, "witness": verdict.witness,
            "by": verdict.by if verdict.killed else "", "noticed": verdict.noticed[:200],
            "reached": verdict.reached, "seen": verdict.seen,
        }  # fmt: skip
        with results.open("a", encoding="utf-8") as kept:
            kept.write(json.dumps(found[key]) + "\n")
        yield len(found), killed, mutant


def known(results: Path) -> dict[str, dict[str, Any]]:
    """What was found before of the model as it is, by key."""
    lines = results.read_text(encoding="utf-8").splitlines() if results.exists() else []
    if not lines or json.loads(lines[0]) != {"model": _fingerprint()}:
        return {}
    return {one["key"]: one for one in map(json.loads, lines[1:])}


def again(results: Path) -> None:
    """Forget those that nobody noticed, for cases that were written since."""
    found = known(results)
    kept = [{"model": _fingerprint()}, *(one for one in found.values() if one["witness"])]
    results.write_text("".join(json.dumps(one) + "\n" for one in kept), encoding="utf-8")


def _fingerprint() -> str:
    files = {inspect.getfile(line.function) for _, line in lines_of_the_model()} | {inspect.getfile(words)}
    texts = [Path(one).read_text(encoding="utf-8") for one in sorted(files)]
    return hashlib.sha256("".join(texts).encode()).hexdigest()[:16]
