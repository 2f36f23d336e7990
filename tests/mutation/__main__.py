"""All mutants, one after the other; what is found is kept, so that a run goes on where it was stopped.

python -m tests.mutation [part of a file's name ...] [--again] [--page] [--results FILE]
"""

import argparse
import sys
from pathlib import Path

from tests.mutation.run import RESULTS, again, known, whole_run
from tests.mutation.survivors import PAGE, key_of, listed, page


def main() -> int:
    """Exit code 1 where a mutant that is not listed goes unnoticed."""
    asked = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    asked.add_argument("files", nargs="*", help="only those of files with this in their name")
    asked.add_argument("--again", action="store_true", help="ask again for those that nobody noticed")
    asked.add_argument("--page", action="store_true", help="write docs/survivors.md from what is known")
    asked.add_argument("--results", type=Path, default=RESULTS, help="where what is found is kept")
    told = asked.parse_args()
    if told.again:
        again(told.results)
    for done, killed, mutant in whole_run(told.results, told.files):
        if done % 100 == 0:
            _say(f"{killed:,} of {done:,} noticed, at {key_of(mutant)}")
    found = list(known(told.results).values())
    if told.page:
        PAGE.write_text(page(found), encoding="utf-8")
    loose = [one["key"] for one in found if not one["witness"] and one["key"] not in listed()]
    for key in loose:
        _say(key)
    _say(f"{sum(bool(one['witness']) for one in found):,} of {len(found):,} noticed")
    return 1 if loose else 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


sys.exit(main())
