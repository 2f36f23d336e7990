"""The parts of a workbook, which is an archive of XML files, each gone through tag by tag.

    _rels/.rels   xl/workbook.xml   xl/styles.xml   xl/sharedStrings.xml   xl/worksheets/sheet1.xml

Nothing is held but what a visitor keeps, and all parts together may have so many tags and no more: a million empty
rows, or styles that nothing uses, cost a second at most. (Libraries build an object for each of them.)
"""

import posixpath
import re
from io import BytesIO
from typing import Any, Protocol
from xml.parsers import expat
from zipfile import ZipFile

from tcomodel.yaml_file import NOT_WRITTEN

MOST_TAGS = 2_000_000  # beginnings and ends; a sheet of 6,000 rows and 60 columns has 1,450,000
LONGEST_TAG = 1_000_000  # bytes
PIECE = 1 << 16
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")  # signs that XML does not hold (ECMA-376, ST_Xstring)
TOO_MANY = "it holds more than a million rows and cells, empty ones counted; delete those beside and below the table"
NotXml = expat.ExpatError


class Visitor(Protocol):
    """What is told of each tag, with its facts, and of each text; tags as written, with their prefix."""

    def start(self, tag: str, facts: dict[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...

    def text(self, text: str) -> None: ...


class TooMuch(Exception):
    """More tags than are read, in words."""


class Parts:
    """The archive, and how many tags of it may still be read."""

    def __init__(self, content: bytes, most_tags: int = MOST_TAGS) -> None:
        self._archive = ZipFile(BytesIO(content))
        self._left = most_tags
        self.names = frozenset(self._archive.namelist())
        self.at = ""  # the part being gone through

    def close(self) -> None:
        self._archive.close()

    def visit(self, name: str, visitor: Visitor) -> None:
        """Go through a part; raises TooMuch, KeyError where there is no such part, NotXml where it is none."""
        self.at = name
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = visitor.start
        parser.EndElementHandler = visitor.end
        parser.CharacterDataHandler = visitor.text
        parser.StartDoctypeDeclHandler = _refuse
        seen = 0
        with self._archive.open(name) as source:
            while piece := source.read(PIECE):
                seen += len(piece)
                self._left -= piece.count(b"<") + piece.count(b"/>")
                if self._left < 0:
                    raise TooMuch(TOO_MANY)
                parser.Parse(piece, False)
                if seen - parser.CurrentByteIndex > LONGEST_TAG:
                    raise ValueError("a tag of more than a megabyte")
        parser.Parse(b"", True)
        self.at = ""


def _refuse(*_: Any) -> None:
    raise ValueError("a document type")


def local(tag: str) -> str:
    """The name of a tag or a fact without its prefix: ``x:row`` is ``row``."""
    return tag.rpartition(":")[2] if ":" in tag else tag


def unescaped(text: str) -> str:
    """A text with the signs that a workbook writes by their number: ``_x000D_`` is a carriage return."""
    if "_x" not in text:
        return text
    told = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return NOT_WRITTEN.sub("\ufffd", told.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


class Relations:
    """Which parts belong to a part: ``by_id`` its relations, ``by_kind`` the first of each kind (``worksheet``)."""

    def __init__(self, parts: Parts, part: str) -> None:
        self._folder, name = posixpath.split(part)
        self.by_id: dict[str, tuple[str, str]] = {}  # the kind, and the part's name
        self.by_kind: dict[str, str] = {}
        listed = posixpath.join(self._folder, "_rels", f"{name}.rels")
        if listed in parts.names:
            parts.visit(listed, self)

    def of_kind(self, kind: str) -> list[str]:
        """All parts of a kind, in the order in which they are listed."""
        return [name for one, name in self.by_id.values() if one == kind]

    def start(self, tag: str, facts: dict[str, str]) -> None:
        if local(tag) == "Relationship":
            kind = facts.get("Type", "").rpartition("/")[2]
            target = posixpath.join("/", self._folder, facts.get("Target", ""))
            name = posixpath.normpath(target).lstrip("/")
            self.by_id[facts.get("Id", "")] = (kind, name)
            self.by_kind.setdefault(kind, name)

    def end(self, tag: str) -> None: ...

    def text(self, text: str) -> None: ...
