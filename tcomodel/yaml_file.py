"""YAML as people write it: plain data, and the line each piece stands on.

All slips of a file are found at once: keys written twice, anchors (which this format does not use and which can be
made to explode), broken syntax. Positions are kept by path, so that a later problem can say ``line 41``, and a change
can be written into the very place it belongs to.

The parser's events are read in one pass: a rate card of 5,000 rates takes half a second, the largest one second.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from tcomodel.files import LARGEST_TEXT
from tcomodel.problems import Problem, ProblemsFound

LARGEST_FILE = LARGEST_TEXT  # characters
MOST_ENTRIES = 300_000  # names and items; that card has 294,000
MOST_EVENTS = 650_000  # what the parser tells of, in parts that are passed over too; that card has 618,000
LONGEST_TEXT, LONGEST_NAME = 100_000, 1_000  # characters; longer ones fill messages, cells and memory
MOST_REPEATED = 100  # names written twice, before reading stops
DEEPEST = 40  # sections within sections
LONGEST_NUMBER = 50  # characters; what is longer is text
PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same events, twenty times faster where C is there

WHOLE_NUMBER = re.compile(r"[-+]?[0-9][0-9_]*")
NUMBER = re.compile(r"[-+]?([0-9][0-9_]*)?\.?[0-9]+([eE][-+]?[0-9]+)?")
NUMBER_BEGINS = frozenset("+-.0123456789")
NOTHING = frozenset(("", "~", "null", "Null", "NULL"))
SWITCHES = {"true": True, "yes": True, "false": False, "no": False}
NOT_WRITTEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
IN_WORDS = {
    "mapping values are not allowed in this context": "there is a ': ' too many, or the line stands too far in; "
    "write name: value, and put text that holds ': ' in quotes",
    "found character that cannot start any token": "found a tab, or a sign that no value begins with (@ ` %); "
    "indent with spaces, and put such text in quotes",
    "could not find expected ':'": "expected name: value",
    "did not find expected key": "the line does not fit those above it; look at how far it stands in, "
    "and at the quotes around what stands before it",
    "did not find expected '-' indicator": "expected the next item of the list, which begins with -",
    "did not find expected ',' or '}'": "expected ',' or '}'",
    "did not find expected ',' or ']'": "expected ',' or ']'",
    "found unexpected ':'": "a space is missing after the ':'",
    "found unexpected end of stream": "a quote is opened and never closed",
}  # what the parser says, for people
Path = tuple[str | int, ...]


class Span(NamedTuple):
    """Where a key and its value stand, in characters from the start of the text; an item has no key of its own."""

    key: int
    key_end: int
    start: int
    end: int  # of the last character written; comments and empty lines after it are not of the value


@dataclass
class Document:
    """The data of a file with the line of every key and item, and their spans where they were asked for."""

    data: Any
    file: str = ""
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    spans: dict[Path, Span] = field(default_factory=dict)

    def line_of(self, path: Path) -> int | None:
        """The line of a path, or of the nearest thing around it."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path)

    def problem(self, path: Path, message: str) -> Problem:
        return Problem(".".join(map(str, path)), message, self.file, self.line_of(path))


def unwritable(text: str) -> str:
    """What is wrong with a text that holds a sign no file of ours can carry; empty where there is none."""
    found = NOT_WRITTEN.search(text)
    return f"the text holds the sign U+{ord(found[0]):04X}, which no program shows; take it out" if found else ""


def read_yaml(text: str, file: str = "", *, spans: bool = False) -> Document:
    """Parse YAML text; raises ProblemsFound with place and reason when it is not usable at all."""
    if len(text) > LARGEST_FILE:
        raise _refused(f"the file has {len(text):,} characters; the limit is {LARGEST_FILE:,}", file)
    text = text.removeprefix("\ufeff")
    document = Document(None, file)
    try:
        document.data = _Reader(_events(text, file), document, text if spans else None).whole()
    except yaml.MarkedYAMLError as error:
        raise _unreadable(error, text, file) from None
    except (yaml.YAMLError, UnicodeEncodeError):
        found = NOT_WRITTEN.search(text)
        line = text.count("\n", 0, found.start()) + 1 if found else None
        reason = f"the character {found[0]!r} is not allowed" if found else "it is no text"
        raise _refused(f"not readable as YAML: {reason}", file, line) from None
    return document


def _events(text: str, file: str) -> Iterator[Event]:
    """What a file of one document holds, bit by bit; raises ProblemsFound at the first trick and reads no further."""
    depth = documents = 0
    for count, event in enumerate(iter(PARSER(text).get_event, None)):
        if count > MOST_EVENTS:
            message = f"the file holds more than {MOST_EVENTS:,} names, values and sections; split it"
            raise _refused(message, file, event.start_mark.line + 1)
        kind = type(event)
        if kind is ScalarEvent and event.anchor is event.tag is None:  # by far the most
            yield event
        elif isinstance(event, NodeEvent):
            if event.anchor is not None:
                message = "anchors (&) and aliases (*) are not used here; write it out"
                raise _refused(message, file, event.start_mark.line + 1)
            if kind is not AliasEvent and event.tag is not None:
                message = "tags (!) are not used here; put text that begins with ! in quotes"
                raise _refused(message, file, event.start_mark.line + 1)
            if isinstance(event, CollectionStartEvent) and (depth := depth + 1) > DEEPEST:
                message = f"brackets or sections stand more than {DEEPEST} deep in one another"
                raise _refused(message, file, event.start_mark.line + 1)
            yield event
        elif isinstance(event, CollectionEndEvent):
            depth -= 1
            yield event
        elif kind is DocumentStartEvent and (documents := documents + 1) > 1:
            raise _refused("a second document begins here (---); keep one to a file", file, event.start_mark.line + 1)


class _Reader:
    """Plain data from events, with the lines noted on the way, and the spans where the text is given."""

    def __init__(self, events: Iterator[Event], document: Document, text: str | None) -> None:
        self.events, self.document, self.text = events, document, text
        self.end = 0  # where the last thing written ends

    def whole(self) -> Any:
        first = next(self.events, None)
        if first is None:
            return None
        self.document.lines[()] = first.start_mark.line + 1
        data = self.value(first, ())
        for _ in self.events:  # the end of the file may hold a slip too
            pass
        return data

    def value(self, event: Event, path: Path) -> Any:
        kind = type(event)
        if kind is ScalarEvent:
            self.end = self.end_of(event)
            if len(event.value) > LONGEST_TEXT:
                self.refuse(event, f"found a text of {len(event.value):,} characters; the limit is {LONGEST_TEXT:,}")
            return _scalar(event)
        if kind is MappingStartEvent:
            return self.mapping(path)
        return self.sequence(path)

    def mapping(self, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        lines = self.document.lines
        while type(event := next(self.events)) is not MappingEndEvent:
            if type(event) is not ScalarEvent:
                self.refuse(event, "expected a name before the ':', found a list or a section")
            key = event.value
            if len(key) > LONGEST_NAME:
                self.refuse(event, f"found a name of {len(key):,} characters; the limit is {LONGEST_NAME:,}")
            here = (*path, key)
            if key in data:
                self.note_repeated(here, event.start_mark.line + 1)
                self.skip()
                continue
            lines[here] = event.start_mark.line + 1
            self.count(event)
            value = next(self.events)
            data[key] = self.value(value, here)
            if self.text is not None:
                place = (event.start_mark.index, event.end_mark.index, value.start_mark.index, self.end)
                self.document.spans[here] = Span(*place)
        self.ends(event)
        return data

    def sequence(self, path: Path) -> list[Any]:
        data: list[Any] = []
        lines = self.document.lines
        while type(event := next(self.events)) is not SequenceEndEvent:
            here = (*path, len(data))
            lines[here] = event.start_mark.line + 1
            self.count(event)
            data.append(self.value(event, here))
            if self.text is not None:
                start = event.start_mark.index
                self.document.spans[here] = Span(start, start, start, self.end)
        self.ends(event)
        return data

    def ends(self, event: Event) -> None:
        """A bracket ends with itself, a section with what was written last in it."""
        if event.end_mark.index > event.start_mark.index:
            self.end = event.end_mark.index

    def end_of(self, event: ScalarEvent) -> int:
        """Where a text ends: a block (| or >) with its last letter, though the parser went on to the next line."""
        start, end = event.start_mark.index, event.end_mark.index
        if self.text is None or event.style not in ("|", ">"):
            return int(end)
        written = self.text[start:end]
        keeps_breaks = "+" in written[:3]
        return int(start + len(written[:-1] if keeps_breaks else written.rstrip()))

    def count(self, event: Event) -> None:
        if len(self.document.lines) > MOST_ENTRIES:
            self.refuse(event, f"the file holds more than {MOST_ENTRIES:,} names and items; split it")

    def refuse(self, event: Event, message: str) -> NoReturn:
        raise _refused(message, self.document.file, event.start_mark.line + 1)

    def note_repeated(self, here: Path, line: int) -> None:
        document, name = self.document, str(here[-1])[:80]
        message = f"{name} is written twice, first on line {document.lines[here]}; keep one of them"
        where = ".".join(map(str, (*here[:-1], name)))
        document.problems.append(Problem(where, message, document.file, line))
        if len(document.problems) > MOST_REPEATED:
            raise ProblemsFound(document.problems)

    def skip(self) -> None:
        """Go past one value."""
        depth = 0
        for event in self.events:
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
            if not depth:
                self.end = max(self.end, event.end_mark.index)
                return


def _scalar(event: ScalarEvent) -> Any:
    text: str = event.value
    if event.style:  # quoted or a block: text, whatever it looks like
        return text
    if text[:1] in NUMBER_BEGINS:
        if len(text) > LONGEST_NUMBER:
            return text
        if len(text) < 20 and WHOLE_NUMBER.fullmatch(text):
            return int(text.replace("_", ""))
        return float(text.replace("_", "")) if NUMBER.fullmatch(text) else text
    if text in NOTHING:
        return None
    return SWITCHES.get(text.lower(), text) if len(text) <= 5 else text


def _unreadable(error: yaml.MarkedYAMLError, text: str, file: str) -> ProblemsFound:
    """What is wrong with the syntax, for people: the line, what was expected, how it reads and where it began."""
    mark = error.problem_mark or error.context_mark
    reason = error.problem or error.context or "it is not readable as YAML"
    reason = IN_WORDS.get(reason, reason)
    if mark is None:
        return _refused(f"not readable as YAML: {reason}", file)
    if error.context_mark and error.context_mark.line != mark.line:
        reason += f" (what is wrong began on line {error.context_mark.line + 1})"
    start, end = text.rfind("\n", 0, mark.index) + 1, text.find("\n", mark.index)
    reads = text[max(start, mark.index - 40) : min(end if end >= 0 else len(text), mark.index + 40)].strip()
    return _refused(f"not readable as YAML: {reason}" + f"; it reads: {reads}" * bool(reads), file, mark.line + 1)


def _refused(message: str, file: str, line: int | None = None) -> ProblemsFound:
    return ProblemsFound([Problem("", message, file, line)])
