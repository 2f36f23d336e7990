"""Words read once are not read again: a column says "per hour" five thousand times.

Only some thousand short texts are kept. The words of a sheet and of a card are short; a cell of 32,000 letters is no
word, and many of them would fill memory.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

Others = ParamSpec("Others")
Read = TypeVar("Read")
LONGEST, MOST = 200, 6_000  # characters of a text; texts: a title for each of 5,000 rates is still kept


def remembered(read: Callable[Concatenate[str, Others], Read]) -> Callable[Concatenate[str, Others], Read]:
    """A function of a text that remembers what it made of short ones."""
    kept = lru_cache(maxsize=MOST)(read)

    @wraps(read)
    def reading(text: str, *others: Others.args, **named: Others.kwargs) -> Read:
        if len(text) > LONGEST:
            return read(text, *others, **named)
        return kept(text, *others, **named)  # type: ignore[arg-type]  # lru_cache asks for hashable facts, and has them

    return reading
