"""The programmes of a portfolio on any executor: a pool of processes, a Dask cluster, or threads in a test.

A worker that dies takes what it had with it, and a pool of processes all that the pool had. Those programmes are run
again, one at a time, so that the one that ends its worker takes no other with it: twice at most, then it is told as
a problem.
"""

import pickle
from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from pathlib import Path

from tcomodel.made_by import of_the_program
from tcomodel.portfolio.fingerprints import fingerprint_of
from tcomodel.portfolio.programme import Programme, programme_at
from tcomodel.rates import RateCard

AGAIN = 2  # times a programme is run again that lost its worker
AT_ONCE = 64  # programmes that are handed out and not yet back

Progress = Callable[[Programme, int, int], None]  # one that came back, how many are ready, of how many


def run_portfolio(
    paths: Sequence[Path],
    card: RateCard | None,
    executor: Executor | Callable[[], Executor],
    done: Mapping[str, Programme] | None = None,
    progress: Progress | None = None,
    draws: int | None = None,
    at_once: int = AT_ONCE,
) -> list[Programme]:
    """The figures of every scenario file, in the order of the paths.

    ``card`` takes the place of the card each scenario says; None leaves it. ``executor`` is one that the caller
    opened and closes, or what opens one: then a fresh one is opened where it breaks. ``done`` are programmes of an
    earlier run by their files, taken where their fingerprints are unchanged. ``progress`` hears of each programme
    that is worked out; what it raises ends the run. ``draws`` adds a simulation of so many futures.
    """
    run = _Run(paths, card, draws, progress)
    run.take(done or {})
    workers = _Workers(executor)
    try:
        run.to_the_end(workers, at_once)
    except BaseException:
        workers.leave(at_once=True)
        raise
    workers.leave(at_once=False)
    return [run.ready[place] for place in range(len(paths))]


class _Workers:
    """An executor, and how to get a fresh one where that is ours to do."""

    def __init__(self, executor: Executor | Callable[[], Executor]) -> None:
        self._fresh = None if isinstance(executor, Executor) else executor
        self.now = executor if isinstance(executor, Executor) else executor()

    def renew(self) -> None:
        """Another executor in place of a broken one; the caller's own stays."""
        if self._fresh is not None:
            self.now.shutdown(wait=False, cancel_futures=True)
            self.now = self._fresh()

    def leave(self, *, at_once: bool) -> None:
        """Close what we opened."""
        if self._fresh is not None:
            self.now.shutdown(wait=not at_once, cancel_futures=at_once)


class _Run:
    """What is ready, what waits, what is under way and what lost its worker: places in the list of paths."""

    def __init__(
        self, paths: Sequence[Path], card: RateCard | None, draws: int | None, progress: Progress | None
    ) -> None:
        self.paths, self.card, self.draws, self.progress = paths, card, draws, progress
        self.packed_card = pickle.dumps(card) if card is not None else None
        self.ready: dict[int, Programme] = {}
        self.waiting: deque[int] = deque(range(len(paths)))
        self.under_way: dict[Future[Programme], int] = {}
        self.suspects: deque[int] = deque()
        self.lost: Counter[int] = Counter()

    def take(self, done: Mapping[str, Programme]) -> None:
        """What an earlier run worked out from the same files with the same program."""
        for place, path in enumerate(self.paths):
            known = done.get(str(path))
            if known is not None and known.fingerprint == fingerprint_of(path, self.card, self.draws):
                self.ready[place] = known
        self.waiting = deque(place for place in self.waiting if place not in self.ready)

    def to_the_end(self, workers: _Workers, at_once: int) -> None:
        """Hand out and take back until every programme is ready."""
        broken = False
        try:
            while self.waiting or self.suspects or self.under_way:
                if broken and not self.under_way:
                    workers.renew()
                    broken = False
                if not broken:
                    broken = self._hand_out(workers.now, at_once)
                if self.under_way:
                    back, _ = wait(self.under_way, return_when=FIRST_COMPLETED)
                    for future in back:
                        broken = self._took_worker(future) or broken
        finally:
            for future in self.under_way:
                future.cancel()

    def _hand_out(self, executor: Executor, at_once: int) -> bool:
        """Fill up what is under way, with one alone while some are suspect; whether the executor is broken."""
        while (queue := self.suspects or self.waiting) and len(self.under_way) < (1 if self.suspects else at_once):
            place = queue.popleft()
            try:
                future = executor.submit(
                    programme_at, str(self.paths[place]), self.packed_card, self.draws, of_the_program()
                )
            except (BrokenExecutor, RuntimeError) as error:  # RuntimeError: it was shut down
                self._lose(place, error)
                return True
            self.under_way[future] = place
            if queue is self.suspects:
                return False
        return False

    def _took_worker(self, future: Future[Programme]) -> bool:
        """Keep what came back; whether the executor broke on the way."""
        place = self.under_way.pop(future)
        try:
            programme = future.result()
        except Exception as error:
            self._lose(place, error)
            return isinstance(error, BrokenExecutor)
        self._keep(place, programme)
        return False

    def _lose(self, place: int, error: Exception) -> None:
        self.lost[place] += 1
        if self.lost[place] <= AGAIN:
            self.suspects.append(place)
            return
        what = " ".join(f"{type(error).__name__}: {error}".split())
        told = f"the worker that had it ended before it was done, {self.lost[place]} times ({what})"
        self._keep(place, Programme(str(self.paths[place]), "", problems=(told,)))

    def _keep(self, place: int, programme: Programme) -> None:
        self.ready[place] = programme
        if self.progress is not None:
            self.progress(programme, len(self.ready), len(self.paths))
