"""A run over all mutants: each verdict is written down at once, and nobody is asked twice.

The results belong to the program, the cases and the second implementation as they are: where any of them is another,
a run begins anew. ``again`` takes over what was noticed, for who has only written cases more.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.case_file import ROOT
from tests.mutation.mutants import Mutant, of_line, of_words
from tests.mutation.survivors import key_of
from tests.mutation.trial import judged
from tests.whole_model import lines_of_the_model

RESULTS = ROOT / ".mutants.jsonl"
LISTED = "survivors.yaml"  # gives the reasons; what is noticed does not rest on it
PROGRAM = ("tcomodel", "tests/mutation")
WITNESSES = ("tests/cases", "tests/reference_model")


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
        results.write_text(json.dumps(_marks()) + "\n", encoding="utf-8")
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
    """What was found before of all as it is, by key."""
    return _found(results, "program", "witnesses")


def _found(results: Path, *same: str) -> dict[str, dict[str, Any]]:
    lines = results.read_text(encoding="utf-8").splitlines() if results.exists() else []
    if not lines or any(json.loads(lines[0]).get(name) != _marks()[name] for name in same):
        return {}
    return {one["key"]: one for one in map(json.loads, lines[1:])}


def again(results: Path) -> None:
    """Forget those that nobody noticed, for cases that were written since."""
    found = _found(results, "program")
    kept = [_marks(), *(one for one in found.values() if one["witness"])]
    results.write_text("".join(json.dumps(one) + "\n" for one in kept), encoding="utf-8")


def _marks() -> dict[str, str]:
    """Of the program, and of what notices that it is another."""
    return {"program": _mark(PROGRAM), "witnesses": _mark(WITNESSES)}


def _mark(folders: Iterable[str]) -> str:
    told = hashlib.sha256()
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.*")):
            if path.suffix in (".py", ".yaml") and path.name != LISTED:
                told.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return told.hexdigest()[:16]
