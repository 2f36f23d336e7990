"""Keeps visitors from waiting for each other while Python searches for garbage, and memory small.

What was loaded at the start, nearly two hundred thousand objects, stays for good. Python would look through it again
and again, for a tenth of a second each time while every other visitor waits; set aside once, it does not. That is done
before the first visitor comes: what is set aside is never searched for garbage, and theirs would stay for good, too.

A result holds itself (a row knows its place, and the place its rows), so one that nobody shows any more goes only when
Python searches. By itself it would hardly ever, and keep hundreds of results of a megabyte each; so it is asked to now
and then, at the end of a page, which costs the others 0.1 s where fifty people work.

What a simulation or a page needed for a moment, the C library keeps for the next one, in a pool of each thread: with
nothing held that counts, a process of 180 MB had 370 after six simulations. Asked now and then, it gives that back.
"""

import ctypes
import gc
import time
from functools import cache
from typing import Any

SELDOM = (50_000, 20, 50)  # new objects before a look at the newest ones; such looks before one at the older ones
SECONDS_BETWEEN = 10.0  # two searches for what nobody uses

_given_back = {"last": float("-inf")}


def set_aside() -> int:
    """Set aside what is there now; returns how many objects those are."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)
    return gc.get_freeze_count()


def give_back() -> bool:
    """Have memory that nobody uses go back to the system, every few seconds at most; whether that was done."""
    if time.monotonic() - _given_back["last"] < SECONDS_BETWEEN:
        return False
    _given_back["last"] = time.monotonic()
    gc.collect()
    trim()
    return True


def trim() -> None:
    """Have memory that was given back to the C library go back to the system."""
    if (asked := _malloc_trim()) is not None:
        asked(0)


@cache
def _malloc_trim() -> Any:
    """The C library's function for it; None where it has none."""
    try:
        return ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return None
