"""Bands of a service level that cannot be meant: edges that hold no level, credits and bonuses that overlap."""

import math

import numpy as np

LOWER, UPPER = ("above_level", "from_level"), ("below_level", "up_to_level")


def own(place, name):
    """Whether this very place states an input or a group, not one around it."""
    return name in place.parts or (name in place.inputs and not place.inputs[name].assumed)


def bands_of(kpi):
    """Messages about bands that hold no level, say nothing or contradict each other."""
    known = []
    for band in kpi.members("band"):
        said = [name for name in ("band_amount", "band_share") if own(band, name)]
        lower, upper = ([name for name in edges if own(band, name)] for edges in (LOWER, UPPER))
        if len(said) != 1:
            yield f"{band.label} needs either band_amount or band_share"
        elif not lower and not upper:
            yield f"{band.label} has no edge; state {' or '.join(LOWER)}, or {' or '.join(UPPER)}"
        elif len(lower) > 1 or len(upper) > 1:
            both = lower if len(lower) > 1 else upper
            yield f"{band.label} has two edges on one side, {' and '.join(both)}; state one of them"
        elif _empty(_range(band)):
            yield f"{band.label} holds no level, {_told(band, lower, upper)}; the lower edge must be below the upper"
        else:
            known.append(band)
    for number, one in enumerate(known):
        for other in known[number + 1 :]:
            if worth(one, min) * worth(other, min) < 0 and not _empty(_common(_range(one), _range(other))):
                yield (
                    f"{one.label} and {other.label} overlap and one is a credit, the other a bonus; "
                    "part them with above_level, from_level, below_level and up_to_level"
                )


def _told(band, lower, upper):
    return " and ".join(f"{name} {np.max(band.value(name)):g}" for name in (*lower, *upper))


def worth(band, pick):
    """What a band is worth, the smallest or largest of its months."""
    name = "band_amount" if own(band, "band_amount") else "band_share"
    return float(pick(np.atleast_1d(band.value(name)))) if own(band, name) else 0.0


def _range(band):
    """Lower edge, whether it is outside, upper edge, whether it is outside; edges by month count at their widest."""
    low, high, low_out, high_out = -math.inf, math.inf, False, False
    for name in LOWER:
        if own(band, name):
            low, low_out = float(np.min(band.value(name))), name == "above_level"
    for name in UPPER:
        if own(band, name):
            high, high_out = float(np.max(band.value(name))), name == "below_level"
    return low, low_out, high, high_out


def _common(one, other):
    low, low_out = max(one[:2], other[:2])
    high, high_in = min((one[2], not one[3]), (other[2], not other[3]))
    return low, low_out, high, not high_in


def _empty(edges):
    low, low_out, high, high_out = edges
    return low > high or (low == high and (low_out or high_out))
