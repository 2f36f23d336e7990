"""Drivers that go together: a Gaussian copula from rank correlations.

    wages in both countries, rank correlation 0.6:
    2 sin(pi x 0.6 / 6) = 0.618 between the normal scores gives 0.6 between the ranks of what is drawn

Each pair is stated by itself, and several pairs may say what cannot be true together (A with B 0.9, B with C 0.9, A
with C -0.9). Such a matrix is replaced by the nearest one that can be, and it is said how far it moved.
"""

from collections.abc import Sequence

import numpy as np

from tcomodel.stated_ranges import Correlation

LEAST_EIGENVALUE = 1e-8
MOST_STEPS = 500
SETTLED = 1e-12


def correlated(uniforms: np.ndarray, normal: np.ndarray) -> np.ndarray:
    """Uniform numbers ``(draws, drivers)`` that are independent, made to go together; each column stays uniform.

    ``normal`` is the correlation matrix of the normal scores, ``(drivers, drivers)``, positive definite. Columns that
    are correlated with nothing stay as they are to the last bit.
    """
    from scipy.special import ndtr, ndtri

    bound = np.flatnonzero((normal != np.eye(len(normal))).any(axis=1))
    if bound.size == 0:
        return uniforms
    factor = np.linalg.cholesky(normal[np.ix_(bound, bound)])
    together = uniforms.copy()
    together[:, bound] = ndtr(ndtri(uniforms[:, bound]) @ factor.T)
    return together


def normal_correlations(
    keys: Sequence[Sequence[str]], correlations: Sequence[Correlation]
) -> tuple[np.ndarray, tuple[str, ...]]:
    """The correlation matrix of the normal scores of some drivers, and what had to be changed, in words.

    ``keys`` are the names each driver may be called by. A correlation with what is not among them has no effect.
    """
    number = {name: position for position, names in enumerate(keys) for name in names}
    rank = np.eye(len(keys))
    for group in correlations:
        members = list(dict.fromkeys(number[name] for name in group.between if name in number))
        for one in members:
            for other in members:
                if one != other:
                    rank[one, other] = group.rank
    wanted = 2 * np.sin(np.pi * rank / 6)
    np.fill_diagonal(wanted, 1.0)
    if is_possible(wanted):
        return wanted, ()
    used = nearest_correlations(wanted)
    return used, (_repaired(keys, rank, used),)


def is_possible(matrix: np.ndarray) -> bool:
    """Whether correlations can hold together: the matrix is positive definite, with room for rounding."""
    return bool(np.linalg.eigvalsh(matrix)[0] > LEAST_EIGENVALUE / 2)


def nearest_correlations(matrix: np.ndarray) -> np.ndarray:
    """The nearest correlation matrix, by alternating projections (Higham 2002, IMA J. Numer. Anal. 22, 329-343).

    Its eigenvalues are held a little above zero, so that it has a Cholesky factor.
    """
    nearest, correction = matrix.copy(), np.zeros_like(matrix)
    for _ in range(MOST_STEPS):
        before = nearest
        held = _without_negatives(nearest - correction)
        correction = held - (nearest - correction)
        nearest = held.copy()
        np.fill_diagonal(nearest, 1.0)
        if np.max(np.abs(nearest - before)) < SETTLED:
            break
    held = _without_negatives(nearest)
    root = np.sqrt(np.diag(held))
    return held / np.outer(root, root)


def _without_negatives(matrix: np.ndarray) -> np.ndarray:
    values, vectors = np.linalg.eigh((matrix + matrix.T) / 2)
    kept: np.ndarray = (vectors * np.maximum(values, LEAST_EIGENVALUE)) @ vectors.T
    return kept


def _repaired(keys: Sequence[Sequence[str]], rank: np.ndarray, used: np.ndarray) -> str:
    """What the repair changed most, in words."""
    now = np.arcsin(np.clip(used, -1, 1) / 2) * 6 / np.pi
    change = np.abs(now - rank)
    np.fill_diagonal(change, 0.0)
    one, other = np.unravel_index(np.argmax(change), change.shape)
    return (
        "The correlations cannot all be true together; the nearest ones that can are used. The largest change: "
        f"{keys[int(one)][0]} and {keys[int(other)][0]}, from {rank[one, other]:.2f} to {now[one, other]:.2f}."
    )
