"""All that a workbook stores which a reader could take for a result: cells, formulas, names, what is hidden, charts.

stored = stored_in("comparison.xlsx", content)
stored.sheets["Option1"].formulas[9, 5]     "F7*Inputs!$D$12"
stored.properties["version"]                "0.1.0"
stored.saved_by                             "LibreOffice/7.4.7.2"
"""

import re
from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

from tcomodel.importing.book import opened
from tcomodel.importing.sheet import Sheet

MOST_TAGS = 12_000_000  # every sheet is read; ten options over 120 months have 3,000,000
MOST_ROWS, MOST_COLUMNS = 200_000, 2_000
CHART = re.compile(r"xl/charts/chart\d+\.xml")
SERIES = re.compile(r"<c:ser>.*?</c:ser>", re.DOTALL)  # a title that is a formula is text to some programs
POINTS_AT = re.compile(r"<c:f>([^<]*)</c:f>")
PROGRAM = re.compile(r"<Application>([^<]*)</Application>")
CREATED = re.compile(r"<dcterms:created[^>]*>([^<]*)</dcterms:created>")
PROPERTY = re.compile(r'<property [^>]*name="([^"]*)"[^>]*>\s*<vt:\w+>([^<]*)</vt:\w+>')


@dataclass(frozen=True)
class Stored:
    """``hidden`` are sheets; ``names`` and ``charts`` point at cells, ``scoped`` names hold on one sheet alone."""

    sheets: dict[str, Sheet]
    hidden: frozenset[str]
    names: dict[str, str]
    scoped: dict[str, set[str]]
    charts: Counter[tuple[str, ...]]


def stored_in(name: str, content: bytes) -> Stored:
    """What a workbook stores; raises ProblemsFound where it cannot be read."""
    with opened(name, content, MOST_TAGS) as book:
        every = (*book.names, *book.hidden)
        sheets = {one: book.sheet_with_formulas(one, MOST_ROWS, MOST_COLUMNS) for one in every}
        return Stored(sheets, frozenset(book.hidden), book.defined, book.scoped, _charts(content))


def _charts(content: bytes) -> Counter[tuple[str, ...]]:
    """What each chart is drawn from."""
    with ZipFile(BytesIO(content)) as archive:
        drawn = (archive.read(name).decode("utf-8", "replace") for name in archive.namelist() if CHART.fullmatch(name))
        series = (" ".join(SERIES.findall(text)) for text in drawn)
        return Counter(tuple(sorted({one.replace("$", "") for one in POINTS_AT.findall(text)})) for text in series)


@dataclass(frozen=True)
class About:
    """What a workbook says of itself: its properties, when it was made, which program saved it last."""

    properties: dict[str, str]
    created: str
    program: str


def about(content: bytes) -> About:
    """What a workbook says of itself; what is not said is empty."""
    with ZipFile(BytesIO(content)) as archive:
        names = set(archive.namelist())

        def part(name: str) -> str:
            return archive.read(name).decode("utf-8", "replace") if name in names else ""

        app, core, custom = (part(f"docProps/{name}.xml") for name in ("app", "core", "custom"))
    return About(dict(PROPERTY.findall(custom)), _first(CREATED, core), _first(PROGRAM, app).partition("$")[0])


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""
