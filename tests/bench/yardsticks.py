"""What the machine can do at best with arrays of the size of a simulation.

Streaming copies: one (draws, months) array of float64 copied to another as often as there are lines; no evaluation
that keeps whole lines in memory can be faster. In-cache passes: numpy reads one block of 60 x 512 numbers and writes
another, both of which stay in cache, as often as the draws and the lines take.

A copy can be several times slower when source and target start at the same offset of a memory page, and which offset is
best differs: the copies take the best of several.
"""

from collections.abc import Callable

import numpy as np

from tests.bench.figures import seconds

MONTHS, BLOCK = 60, 512
OFFSETS = (0, 8, 64, 128, 256, 264, 384)  # in numbers of 8 bytes; a page has 512


def streaming_copies(draws: int, lines: int, months: int = MONTHS) -> Callable[[], None]:
    """As many copies as there are lines, of one array of that many draws."""
    size = draws * months
    source = np.ones(size)
    room = np.ones(size + max(OFFSETS))  # written to once, so that the system has given us its pages
    targets = [room[offset : offset + size] for offset in OFFSETS]
    target = min(targets, key=lambda one: min(seconds(lambda: np.copyto(one, source)) for _ in range(3)))

    def copies() -> None:
        for _ in range(lines):
            np.copyto(target, source)

    return copies


def in_cache_passes(draws: int, lines: int, months: int = MONTHS) -> Callable[[], None]:
    """As many passes over a block as it takes for that many draws of that many lines."""
    source, target = np.ones((months, BLOCK)), np.ones((months, BLOCK))
    passes = lines * -(-draws // BLOCK)

    def run() -> None:
        for _ in range(passes):
            np.add(source, 1.0, out=target)

    return run
