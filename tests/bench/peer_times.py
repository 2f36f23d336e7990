"""Other tools on the mini model, for one draw each, beside ours, and whether they come to the same."""

import time
from collections.abc import Iterator

import numpy as np

from tcomodel.blockwise import evaluate_rows
from tests.bench import world
from tests.bench.figures import Figure, seconds
from tests.bench.mini import mini_model, replaced
from tests.bench.peers import PEERS, Peer
from tests.bench.simulation import FEW, SEED, mini_run

AGREED = 1e-9  # of the figure


def figures_of_peers(fewer: int = FEW, peers: tuple[Peer, ...] = PEERS, most_draws: int = 1000) -> Iterator[Figure]:
    """Milliseconds a draw; ours is taken right before and after each peer, at ``fewer`` draws.

    A peer that comes to other figures did other work: that is told, and no time.
    """
    run = mini_run()
    replacing = run.drawn(fewer)

    def ours() -> float:
        return seconds(lambda: evaluate_rows(run.model, run.asked, replacing)) * 1000 / fewer

    ours()
    yield Figure("peer.ours", f"ours: one draw, of {fewer:,} at once", ours(), "ms")
    for peer in peers:
        try:
            start = time.perf_counter()
            npvs = peer.ready()
            made_ready = time.perf_counter() - start
        except ImportError as error:
            yield Figure(f"peer.{peer.module}", peer.name, None, "ms", note=f"not installed: {error}")
            continue
        draws = world.drawn(min(peer.draws, most_draws), SEED)
        worlds = world.one_by_one(draws)
        before = ours()
        start = time.perf_counter()
        found = npvs(worlds)
        taken = (time.perf_counter() - start) * 1000 / len(worlds)
        ratio = taken / ((before + ours()) / 2)
        apart = furthest_from_ours(found, draws)
        if not apart < AGREED:
            told = f"comes to other figures, {apart:.1g} apart"
            yield Figure(f"peer.{peer.module}", peer.name, None, "ms", note=told)
            continue
        note = f"of {len(worlds)}" + (f", after {made_ready:.1f} s to get ready" if made_ready > 1 else "")
        yield Figure(f"peer.{peer.module}", f"{peer.name}: one draw", taken, "ms", "ours", ratio, note=note)


def furthest_from_ours(found: list[dict[str, float]], draws: world.DRAWS) -> float:
    """The largest relative difference of any net present value from that of the mini model, draw by draw."""
    model = mini_model()
    rows = {option.key: option.figures["npv"] for option in model.options}
    ours = evaluate_rows(model, list(rows.values()), replaced(draws))
    theirs = {key: np.array([one[key] for one in found]) for key in rows}
    return max(float(np.max(np.abs(theirs[key] / ours[row] - 1))) for key, row in rows.items())
