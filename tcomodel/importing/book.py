"""A workbook opened: its sheets by name, the texts they share, and how the numbers of each style are shown.

with opened("bid.xlsx", content) as book:
    book.names                    ("Cover", "Prices")
    book.sheet("Prices").rows     {1: {0: Cell("text", "Site"), ...}, ...}
    book.defined                  {"in_seat_rate": "Prices!$D$5"}
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from tcomodel.importing.parts import MOST_TAGS, Parts, Relations, TooMuch, local, unescaped
from tcomodel.importing.sheet import LONGEST_TEXT, MOST_COLUMNS, MOST_ROWS, Sheet, SheetReader, Styles
from tcomodel.problems import Problem, ProblemsFound

BUILT_IN = {
    9: "0%", 10: "0.00%", 14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 22: "m/d/yy h:mm",
    5: '"$"#,##0', 6: '"$"#,##0', 7: '"$"#,##0.00', 8: '"$"#,##0.00', 42: '"$"#,##0', 44: '"$"#,##0.00',
}  # fmt: skip  # the currency of 5 to 8, 42 and 44 is that of the machine: a bare $ is asked about
MOST_DEFINED, LONGEST_REFERENCE = 50_000, 500  # names; characters of what a name points at


@contextmanager
def opened(name: str, content: bytes, most_tags: int = MOST_TAGS) -> Iterator["Book"]:
    """A workbook that the guard let in; raises ProblemsFound where it cannot be read all the same."""
    parts = book = None
    try:
        parts = Parts(content, most_tags)
        book = Book(parts)
        yield book
    except ProblemsFound:
        raise
    except TooMuch as slip:
        raise ProblemsFound([Problem("", str(slip), name)]) from None
    except Exception as slip:  # a broken workbook fails anywhere
        part = "" if parts is None else parts.at
        where = part if book is None else book.called(part)
        reason = "is damaged" if where else f"it cannot be read as a workbook ({type(slip).__name__})"
        message = f"{reason}; open the workbook in Excel and save it as a new file"
        raise ProblemsFound([Problem(where, message, name)]) from None
    finally:
        if parts is not None:
            parts.close()


class Book:
    """An opened workbook; ``names`` are its visible sheets, ``hidden`` the others.

    ``defined`` says by its name, in small letters, what each name of the whole workbook points at: ``Inputs!$D$7``.
    ``scoped`` are the names that hold on one sheet alone, by this sheet: a copied sheet has some.
    """

    def __init__(self, parts: Parts) -> None:
        main = Relations(parts, "").by_kind.get("officeDocument", "xl/workbook.xml")
        relations, contents = Relations(parts, main), _Contents()
        parts.visit(main, contents)
        self._parts = parts
        self.defined = contents.defined
        self.scoped = contents.scoped_by_sheet()
        self._paths: dict[str, str] = {}
        hidden = set()
        for one in contents.sheets:
            kind, path = relations.by_id.get(one.relation, ("", ""))
            if kind == "worksheet" and path in parts.names:
                self._paths[one.name] = path
                hidden |= {one.name} if one.is_hidden else set()
        self.names = tuple(name for name in self._paths if name not in hidden)
        self.hidden = tuple(name for name in self._paths if name in hidden)
        texts, formats = Texts(), _Formats()
        for visitor, kind in ((texts, "sharedStrings"), (formats, "styles")):
            if (part := relations.by_kind.get(kind, "")) in parts.names:
                parts.visit(part, visitor)
        epoch = CALENDAR_MAC_1904 if contents.from_1904 else CALENDAR_WINDOWS_1900
        self._styles = Styles(texts.found, formats.shown(), formats.dates(), epoch)

    def called(self, part: str) -> str:
        """What people call a part: the sheet it holds; else its own name."""
        return next((f"sheet {name!r}" for name, path in self._paths.items() if path == part), part)

    def sheet(self, name: str, most_rows: int = MOST_ROWS, most_columns: int = MOST_COLUMNS) -> Sheet:
        """The cells of one sheet within so many rows and columns."""
        return self._read(name, most_rows, most_columns, False)

    def sheet_with_formulas(self, name: str, most_rows: int, most_columns: int) -> Sheet:
        """The same, with the text of each formula."""
        return self._read(name, most_rows, most_columns, True)

    def _read(self, name: str, most_rows: int, most_columns: int, formulas: bool) -> Sheet:
        reader = SheetReader(Sheet(name), self._styles, most_rows, most_columns, formulas)
        reader.read(self._parts, self._paths[name])
        return reader.sheet


class _Listed(NamedTuple):
    name: str
    relation: str
    is_hidden: bool


class _Contents:
    """The part xl/workbook.xml: the sheets in their order, the year that days are counted from, the names."""

    def __init__(self) -> None:
        self.sheets: list[_Listed] = []
        self.from_1904 = False
        self.defined: dict[str, str] = {}
        self.scoped: list[tuple[str, str]] = []  # the number of a sheet, and a name that holds there
        self._name = ""  # of the reference being read
        self._reference = ""

    def start(self, tag: str, facts: dict[str, str]) -> None:
        tag = local(tag)
        if tag == "sheet":
            relation = next((told for fact, told in facts.items() if ":" in fact and local(fact) == "id"), "")
            self.sheets.append(_Listed(facts.get("name", ""), relation, facts.get("state", "visible") != "visible"))
        elif tag == "workbookPr":
            self.from_1904 = facts.get("date1904") in ("1", "true")
        elif tag == "definedName":
            if "localSheetId" in facts:
                self.scoped.append((facts["localSheetId"], facts.get("name", "").lower()))
            else:
                self._name, self._reference = facts.get("name", "").lower(), ""
            if len(self.defined) + len(self.scoped) >= MOST_DEFINED:
                raise TooMuch(f"it defines more than {MOST_DEFINED:,} names")

    def end(self, tag: str) -> None:
        if self._name and local(tag) == "definedName":
            there = self.defined.get(self._name, self._reference)
            self.defined[self._name] = there if there == self._reference else f"both {there} and {self._reference}"
            self._name = ""

    def text(self, text: str) -> None:
        if self._name and len(self._reference) < LONGEST_REFERENCE:
            self._reference += text

    def scoped_by_sheet(self) -> dict[str, set[str]]:
        """The names that hold on one sheet, by this sheet."""
        found: dict[str, set[str]] = {}
        for number, name in self.scoped:
            if number.isdecimal() and len(number) < 6 and int(number) < len(self.sheets):
                found.setdefault(self.sheets[int(number)].name, set()).add(name)
        return found


class _Formats:
    """The part xl/styles.xml: the number format of each style of cells."""

    def __init__(self) -> None:
        self.own: dict[str, str] = {}
        self.of_style: list[str] = []
        self.section = ""

    def start(self, tag: str, facts: dict[str, str]) -> None:
        tag = local(tag)
        if tag in ("numFmts", "cellXfs"):
            self.section = tag
        elif tag == "xf" and self.section == "cellXfs":
            self.of_style.append(facts.get("numFmtId", "0"))
        elif tag == "numFmt" and self.section == "numFmts":
            self.own[facts.get("numFmtId", "")] = facts.get("formatCode", "")

    def end(self, tag: str) -> None:
        if local(tag) == self.section:
            self.section = ""

    def text(self, text: str) -> None: ...

    def shown(self) -> list[str]:
        """The format of each style, empty where it says nothing of a currency, percent or a date."""
        built_in = {str(number): shown for number, shown in BUILT_IN.items()}
        return [self.own.get(number, built_in.get(number, "")) for number in self.of_style]

    def dates(self) -> list[bool]:
        """Whether each style shows dates."""
        is_date = {shown: bool(shown) and bool(is_date_format(shown)) for shown in set(self.shown())}
        return [is_date[shown] for shown in self.shown()]


class Texts:
    """The part xl/sharedStrings.xml: ``found`` are the texts by their number; how a text is spoken is left out."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._is_text = self._is_spoken = False

    def start(self, tag: str, facts: dict[str, str]) -> None:
        tag = local(tag)
        if tag == "si":
            self._pieces = []
        elif tag == "t":
            self._is_text = not self._is_spoken
        elif tag == "rPh":  # beside a Japanese text
            self._is_spoken = True

    def end(self, tag: str) -> None:
        tag = local(tag)
        if tag == "si":
            self.found.append(unescaped("".join(self._pieces))[:LONGEST_TEXT])
        elif tag == "t":
            self._is_text = False
        elif tag == "rPh":
            self._is_spoken = False

    def text(self, text: str) -> None:
        if self._is_text:
            self._pieces.append(text)
