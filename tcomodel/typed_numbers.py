"""Numbers as people type them into a box: ``36,000``, ``-12.5``, ``−3``; and what can be read in two ways."""

import re

PLAIN = re.compile(r"[-−+]?(\d+|\d{1,3}(,\d{3})+)?(\.\d+)?(?<=\d)")
THOUSANDS_OR_DECIMALS = re.compile(r"[1-9]\d{0,2}\.\d{3}")  # 36.000 is 36,000 in half of the world


def typed_number(text: str) -> float | None:
    """The number a text is, commas only between thousands; None for any other text."""
    return float(text.replace(",", "").replace("−", "-")) if PLAIN.fullmatch(text) else None
