"""What a memo is made of, before anybody decides how it looks: sections of paragraphs, lists, tables and pictures.

Both writers (HTML and PDF) read this and nothing else, so that they say the same. All texts are plain: a name such
as ``<b>`` or ``#set page`` is a name.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from typing import Any, Literal

ISOLATE, END = "\u2068", "\u2069"  # around a name that has a direction of its own
How = Literal["plain", "warning", "small"]


@dataclass(frozen=True)
class Paragraph:
    """A few sentences; ``warning`` stands out, ``small`` is for what is looked up rather than read."""

    text: str
    how: How = "plain"


@dataclass(frozen=True)
class Bullets:
    """Points of equal weight, with what they are about when that needs saying."""

    items: tuple[str, ...]
    title: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table: what it shows and in which unit; figures stand right, texts left."""

    title: str
    unit: str = ""
    is_figure: bool = True


@dataclass(frozen=True)
class Cell:
    """What stands in one place of a table, over ``span`` columns; ``mark`` is the letter of a footnote."""

    text: str
    mark: str = ""
    span: int = 1


@dataclass(frozen=True)
class Row:
    """A row of a table. ``key`` and ``colour`` are how charts name the option of the row; quiet: not compared."""

    cells: tuple[Cell, ...]
    key: str = ""
    colour: str = ""
    is_strong: bool = False
    is_quiet: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under headings that repeat on every page; footnotes by their letters."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    footnotes: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chart:
    """A picture: what it shows, in which unit, the same in words for who cannot see it, and the drawing as SVG."""

    title: str
    about: str
    alt: str
    svg: str = field(repr=False)


Block = Paragraph | Bullets | Table | Chart


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Verdict:
    """What is recommended and why, or why nothing can be; ``warnings`` must be read before anybody signs."""

    title: str
    sentences: tuple[str, ...]
    is_recommendation: bool
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Memo:
    """A decision memo of two or three pages."""

    title: str
    made_on: date
    facts: tuple[tuple[str, str], ...]
    verdict: Verdict
    sections: tuple[Section, ...]
    fingerprint: str

    @property
    def charts(self) -> list[Chart]:
        """The pictures in their order."""
        return [block for section in self.sections for block in section.blocks if isinstance(block, Chart)]


def unbroken(text: str) -> str:
    """A text whose figures stay on one line with their %."""
    return text.replace(" %", "\u00a0%")


def apart(one: Any, names: Iterable[str]) -> Any:
    """The same memo with names in right-to-left letters kept apart, so that no figure beside one changes its place."""
    written = [name for name in names if any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in name)]
    if not written:
        return one
    if isinstance(one, str):
        for name in written:
            one = one.replace(name, f"{ISOLATE}{name}{END}")
        return one
    if isinstance(one, tuple):
        return tuple(apart(each, written) for each in one)
    if is_dataclass(one) and not isinstance(one, type):
        texts = {
            part.name: getattr(one, part.name) for part in fields(one) if part.name not in ("svg", "colour", "how")
        }
        return replace(one, **{name: apart(part, written) for name, part in texts.items()})
    return one
