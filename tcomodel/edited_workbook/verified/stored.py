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

from tcomodel.edited_workbook.verified.charts import Chart, charts_of
from tcomodel.edited_workbook.verified.laid_over import Laid, laid_over
from tcomodel.edited_workbook.verified.sheet_looks import Looks, Rule, SheetLooks
from tcomodel.importing.book import opened
from tcomodel.importing.parts import Parts, Relations, local
from tcomodel.importing.sheet import Sheet

MOST_TAGS = 12_000_000  # every sheet is read; ten options over 120 months have 3,000,000
MOST_ROWS, MOST_COLUMNS = 200_000, 2_000
PROGRAM = re.compile(r"<Application>([^<]*)</Application>")
CREATED = re.compile(r"<dcterms:created[^>]*>([^<]*)</dcterms:created>")
REMARK = re.compile(r"<!--.*?-->", re.DOTALL)
PROPERTY = re.compile(r'<property [^>]*name="([^"]*)"[^>]*>\s*<vt:\w+>([^<]*)</vt:\w+>')


@dataclass(frozen=True)
class Stored:
    """``hidden`` are sheets; ``names`` and ``charts`` point at cells, ``scoped`` names hold on one sheet alone."""

    sheets: dict[str, Sheet]
    hidden: frozenset[str]
    names: dict[str, str]
    scoped: dict[str, set[str]]
    charts: tuple[Chart, ...]
    rules: dict[str, Counter[Rule]]  # of conditional formats, by sheet
    laid: dict[str, Counter[Laid]]  # over cells, by sheet


def stored_in(name: str, content: bytes) -> Stored:
    """What a workbook stores; raises ProblemsFound where it cannot be read."""
    with opened(name, content, MOST_TAGS) as book:
        every = (*book.names, *book.hidden)
        sheets = {one: book.sheet_with_formulas(one, MOST_ROWS, MOST_COLUMNS) for one in every}
        return Stored(sheets, frozenset(book.hidden), book.defined, book.scoped, *_seen(content, sheets))


def _seen(
    content: bytes, sheets: dict[str, Sheet]
) -> tuple[tuple[Chart, ...], dict[str, Counter[Rule]], dict[str, Counter[Laid]]]:
    """Charts, rules and what is laid over cells; what is too low or narrow to be read counts as hidden from here on."""
    parts, listed, looks = Parts(content, MOST_TAGS), _Sheets(), Looks()
    main = Relations(parts, "").by_kind.get("officeDocument", "xl/workbook.xml")
    parts.visit(main, listed)
    related = Relations(parts, main)
    if (styles := related.by_kind.get("styles", "")) in parts.names:
        parts.visit(styles, looks)
    charts: list[Chart] = []
    rules: dict[str, Counter[Rule]] = {}
    laid: dict[str, Counter[Laid]] = {}
    for name, relation in listed.found.items():
        if (sheet := sheets.get(name)) is None:
            continue
        part, seen = related.by_id[relation][1], SheetLooks(looks.found)
        parts.visit(part, seen)
        sheet.hidden_rows |= seen.hidden_rows(set(sheet.rows))
        sheet.hidden_columns |= seen.hidden_columns({column for cells in sheet.rows.values() for column in cells})
        rules[name] = seen.rules
        charts += charts_of(parts, name, part)
        laid[name] = Counter(laid_over(parts, part))
    parts.close()
    return tuple(charts), rules, laid


class _Sheets:
    """The part xl/workbook.xml: the relation of each sheet, by its name."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}

    def start(self, tag: str, facts: dict[str, str]) -> None:
        if local(tag) == "sheet":
            relation = next((told for fact, told in facts.items() if ":" in fact and local(fact) == "id"), "")
            self.found[facts.get("name", "")] = relation

    def end(self, tag: str) -> None: ...

    def text(self, text: str) -> None: ...


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
    return About(
        dict(PROPERTY.findall(REMARK.sub("", custom))), _first(CREATED, core), _first(PROGRAM, app).partition("$")[0]
    )


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""
