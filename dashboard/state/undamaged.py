"""What stands in kept work, checked: ``TypeError`` or ``ValueError`` where no version of the tool can have written it.

number(3)               3
number("3")             TypeError
data('{"months": 12}')  the same text
"""

import json
import re
from typing import Any

from dashboard.fields import Place

HALF_A_LETTER = re.compile(r"\\u[dD][89a-fA-F]")  # as JSON may write it; the tool never does


def text(told: Any) -> str:
    """A text that can be written again; anything else is damage."""
    if not isinstance(told, str):
        raise TypeError(told)
    told.encode()
    return told


def number(told: Any) -> int:
    """A whole number."""
    if type(told) is not int:
        raise TypeError(told)
    return told


def data(told: Any) -> str:
    """The text of a scenario's data."""
    if not isinstance(read(text(told)), dict):
        raise TypeError(told)
    return told


def beside(told: Any) -> str:
    """Names with the text of what each was."""
    for one in read(text(told)).values():
        read(text(one))
    return told


def read(text: str) -> Any:
    """What a text of JSON says; ValueError where it holds half a letter, which could not be kept again."""
    said = json.loads(text)
    if HALF_A_LETTER.search(text):
        json.dumps(said, ensure_ascii=False).encode()
    return said


def place(told: Any) -> Place:
    """A place in a scenario: its names and numbers."""
    if not isinstance(told, list) or not told or not all(type(one) in (str, int) for one in told):
        raise TypeError(told)
    return tuple(told)
