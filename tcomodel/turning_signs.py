"""Signs that turn the order in which the text after them is shown: ``Manila\\u202e`` makes 1,234 read 432,1.

They are kept where somebody wrote them, so that a file comes back as it was, and left out where a name is shown.
"""

import re

TURNING = r"\u202a-\u202e\u2066-\u2069"  # within the brackets of a pattern
_TURNING = re.compile(f"[{TURNING}]")


def without_turning(text: str) -> str:
    """The text without these signs."""
    return _TURNING.sub("", text)
