"""What a memo is made of, before anybody decides how it looks: sections of paragraphs, lists, tables and pictures.

Both writers (HTML and PDF) read this and nothing else, so that they say the same. All texts are plain: a name such
as ``<b>`` or ``#set page`` is a name.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

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
    """A row of a table. ``key`` and ``colour`` are how charts name the option of the row."""

    cells: tuple[Cell, ...]
    key: str = ""
    colour: str = ""
    is_strong: bool = False


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
