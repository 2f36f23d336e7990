"""Many programmes at once: all scenario files of a folder, compared on every processor.

python -m tcomodel portfolio programmes --out portfolio.csv
python -m tcomodel portfolio programmes --out portfolio.json --draws 4096 --jobs 4
python -m tcomodel portfolio programmes --out portfolio.csv --dask tcp://scheduler:8786

A run that was interrupted goes on where it was when the same command is given again.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tcomodel.card_choice import STANDARD, standard_card
from tcomodel.commands.card_files import card_at
from tcomodel.commands.writing import as_json, check_target, put, say, tell
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.stated_ranges import DRAWS

if TYPE_CHECKING:
    from tcomodel.portfolio import Programme
    from tcomodel.portfolio.kept import Kept

WITH_PROBLEMS = 1
ENDINGS = (".csv", ".json")
A_WORKER_AHEAD = 2  # programmes handed out for each worker: one in work, one waiting beside it
CLUSTER_AT_ONCE = 512
PATIENCE = 5  # seconds until a cluster answers

Opened = tuple[Executor | Callable[[], Executor], int]  # an executor, and how many programmes it is given at once


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("portfolio", help="compare all scenario files of a folder, on every processor")
    command.add_argument("folder", type=Path, metavar="DIR", help="scenario files (.yaml) in it and its folders")
    command.add_argument("--out", required=True, metavar="FILE", help="the table as .csv, or everything as .json")
    command.add_argument("--card", type=Path, metavar="FILE", help="rate card in place of what each scenario says")
    command.add_argument("--jobs", type=_count, metavar="N", help="worker processes (default: one a processor)")
    listed = ", ".join(str(one) for one in DRAWS)
    command.add_argument(
        "--draws", type=int, choices=DRAWS, metavar="N", help=f"also simulate so many futures of each: {listed}"
    )
    command.add_argument("--dask", metavar="ADDRESS", help="use the workers of a Dask cluster: tcp://host:8786")
    command.set_defaults(run=run_command)


def _count(word: str) -> int:
    if not word.isdecimal() or int(word) < 1:
        raise argparse.ArgumentTypeError(f"found {word!r}; expected a whole number from 1")
    return int(word)


def run_command(asked: argparse.Namespace) -> int:
    """Compare all of them, write the table and say what they cost together."""
    from tcomodel.portfolio import paths_below, run_portfolio  # takes a moment to load, and no other command needs it
    from tcomodel.portfolio.kept import Kept
    from tcomodel.readers.portfolio import portfolio_text

    target = Path(asked.out)
    if target.suffix.lower() not in ENDINGS:
        raise ProblemsFound([Problem("--out", f"found {asked.out!r}; expected a name that ends with .csv or .json")])
    paths = paths_below(asked.folder)
    card = card_at(asked.card) if asked.card else None
    standard_card()  # its problems are those of no programme
    check_target(asked.out, [*paths, STANDARD, *([asked.card] if asked.card else [])])
    with _workers(asked) as (executor, at_once), Kept(target.with_name(f"{target.name}.part")) as kept:
        shown = _Shown(kept)
        try:
            found = run_portfolio(paths, card, executor, kept.programmes, shown, asked.draws, at_once)
        except BaseException:
            shown.close()
            tell(f"not finished: {shown.kept():,} of {len(paths):,} programmes are kept in {kept.path}; "
                 "the same command goes on from there")  # fmt: skip
            raise
    shown.close()
    if taken := len(found) - shown.worked_out:
        tell(f"taken from an earlier run: {taken:,} of {len(found):,} programmes; nothing they depend on has changed")
    put(asked.out, _content(found, target), mark=target.suffix.lower() == ".csv")
    kept.drop()
    say(portfolio_text(found))
    return WITH_PROBLEMS if any(one.problems for one in found) else 0


def _content(found: Sequence["Programme"], target: Path) -> str:
    from tcomodel.readers.portfolio import portfolio_csv, portfolio_data

    if target.suffix.lower() == ".csv":
        return portfolio_csv(found)
    return as_json(portfolio_data(found))


@contextmanager
def _workers(asked: argparse.Namespace) -> Iterator[Opened]:
    """What the programmes run on, by what was asked for."""
    if not asked.dask:
        from tcomodel.portfolio import pool_of

        fresh = pool_of(asked.jobs)
        yield fresh, A_WORKER_AHEAD * fresh.workers
        return
    try:
        from distributed import Client
    except ModuleNotFoundError:
        told = "the package distributed is missing; pip install 'dask[distributed]' installs it"
        raise ProblemsFound([Problem("--dask", told)]) from None
    try:
        client = Client(asked.dask, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise ProblemsFound([Problem("--dask", f"there is no cluster at {asked.dask}: {error}")]) from None
    with client:
        yield client.get_executor(), CLUSTER_AT_ONCE


class _Shown:
    """Keeps each programme that comes back, and says how far the run is where somebody watches."""

    def __init__(self, kept: "Kept") -> None:
        self._kept, self.worked_out, self._line = kept, 0, ""

    def __call__(self, programme: "Programme", ready: int, of: int) -> None:
        self.worked_out += 1
        self._kept.add(programme)
        if sys.stderr.isatty():
            self._line = f"programmes: {ready:,} of {of:,}"
            sys.stderr.write(f"\r{self._line}")
            sys.stderr.flush()

    def kept(self) -> int:
        """How many programmes the file holds."""
        return len(self._kept)

    def close(self) -> None:
        """Clear the line."""
        if self._line:
            sys.stderr.write(f"\r{' ' * len(self._line)}\r")
