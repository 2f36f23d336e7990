"""How one value is written in YAML, so that it is read back as it is, by this program and by others.

    2024-05            is a text, and written "2024-05"
    Agent: voice       is written "Agent: voice"
    6'' screen "new"   is written '6'''' screen "new"'

Plain where nothing can be misread, in quotes where it could be: what looks like a number, a date, yes or no; signs that
mean something to YAML; line breaks; signs that nobody sees or that turn the direction of reading.
"""

import re
from collections.abc import Iterator
from typing import Any

from tcomodel.remembered import remembered

WIDTH = 110
LINE_BY_LINE = ("card", "history", "record", "months", "rates", "series")  # never on one line, however short
ESCAPED = re.compile(
    "[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
    "|[\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069]"
)
QUOTED = re.compile(r'["\\]|' + ESCAPED.pattern)
NOT_PLAIN = re.compile(r"^[^\w(€£$]|: | #|[:\s]$")
NOT_IN_BRACKETS = re.compile(r"[,\[\]{}:#]")
NAMED = {"\n": r"\n", "\r": r"\r", "\t": r"\t", '"': r"\"", "\\": r"\\"}
TAKEN_FOR_ANOTHER = re.compile(
    r"null|true|false|yes|no|on|off|y|n|nan|inf|[0-9][0-9a-fx_.:+\-tz ]*",  # also by readers of YAML 1.1
    re.IGNORECASE,
)
SURROGATE = re.compile("[\ud800-\udfff]")


@remembered
def text_in_yaml(text: str, inside_brackets: bool = False) -> str:
    """A text on one line, plain or in quotes; half a surrogate pair, which no file can hold, becomes U+FFFD."""
    if ESCAPED.search(text):
        return '"' + QUOTED.sub(lambda found: _escape(found[0]), SURROGATE.sub("\ufffd", text)) + '"'
    if _is_plain(text, inside_brackets):
        return text
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def in_brackets(value: Any) -> str:
    """Any value on one line: ``{base: 10, as_of: "2024"}``."""
    if isinstance(value, dict):
        pairs = [f"{text_in_yaml(str(key), True)}: {in_brackets(one)}" for key, one in value.items()]
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(in_brackets, value)) + "]"
    return text_in_yaml(value, True) if isinstance(value, str) else _plain(value)


def value_in_yaml(value: Any) -> str:
    """Any value on one line, after ``name:`` or a dash."""
    return text_in_yaml(value) if isinstance(value, str) else in_brackets(value)


def lines_in_yaml(key: str, value: Any, indent: str) -> list[str]:
    """A name with its value: on one line where that is short, else as a block that stands further in."""
    name = indent + text_in_yaml(key, True)
    if not isinstance(value, dict | list | tuple):
        return [f"{name}: {value_in_yaml(value)}"]
    line = f"{name}: {in_brackets(value)}"
    if not value or (key not in LINE_BY_LINE and len(line) <= WIDTH and not _holds_sections(value)):
        return [line]
    return [f"{name}:", *_block(value, indent + "  ")]


def items_in_yaml(items: list[Any], indent: str) -> list[str]:
    """The items of a list, each with its dash."""
    return list(_block(items, indent))


def _block(value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from lines_in_yaml(str(key), one, indent)
        return
    for one in value:
        line = f"{indent}- {value_in_yaml(one)}"
        if isinstance(one, dict) and one and len(line) > WIDTH:
            first, *others = _block(one, indent + "  ")
            line = f"{indent}- {first.lstrip()}"
            yield line
            yield from others
        else:
            yield line


def _holds_sections(value: Any) -> bool:
    inside = value.values() if isinstance(value, dict) else value
    return any(isinstance(one, dict) for one in inside)


def _is_plain(text: str, inside_brackets: bool) -> bool:
    if not text or NOT_PLAIN.search(text) or TAKEN_FOR_ANOTHER.fullmatch(text):
        return False
    return not (inside_brackets and NOT_IN_BRACKETS.search(text))


def _plain(value: Any) -> str:
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _escape(sign: str) -> str:
    number = ord(sign)
    return NAMED.get(sign) or (f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}")
