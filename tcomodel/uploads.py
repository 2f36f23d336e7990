"""The door for every file a person hands in: what it is by its content, or a clear refusal.

    check_upload("bid.xlsx", content, ("xlsx", "csv"))   gives "xlsx", "csv" or "yaml"
    bid.xlsx: it is protected by a password; take the password off in Excel and save it again

A name says nothing: a PDF called bid.xlsx is told to be a PDF. Nothing is unpacked or parsed before it is known to be
small, and no more of it than the limits allow: a file made to fill the memory is refused within a second.
"""

import re
from collections import Counter
from collections.abc import Sequence

from tcomodel.packed import refusal_of_packed
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.turning_signs import TURNING

LARGEST = 10_000_000  # bytes; a card of 5,000 rates with four steps each, as YAML
LONGEST_NAME = 255
KINDS = {"yaml": "a YAML file", "csv": "a CSV file", "xlsx": "an Excel workbook (.xlsx)"}
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what Excel wrote before 2007, and how Office wraps what is encrypted
OTHERS = (  # how the content begins, and what such a file is
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a Parquet file"),
)
BINARY_OTHERS = (
    (b"BM", "a bitmap image"),
    (b"RIFF", "an image or a sound"),
    (b"MZ", "a program"),
)  # texts may begin so
MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # how a text in UTF-16 begins
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
HIDDEN = re.compile(rf"[\x00-\x1f\x7f\u200e\u200f{TURNING}]")  # what makes a name read as another one
MARKUP = re.compile(r"\s*<(\?xml|!doctype|html|table|head|body)\b", re.IGNORECASE)
KEYED = re.compile(r"""("[^"]*"|'[^']*'|[\w./+-][\w./+ -]*):(\s|$)|-(\s|$)|---|\.\.\.|%YAML|[{}\[\]]""")
DELIMITERS = (",", ";", "\t", "|")


def check_upload(name: str, content: bytes, kinds: Sequence[str]) -> str:
    """What a file is, ``"yaml"``, ``"csv"`` or ``"xlsx"``, by its content; one of ``kinds``.

    Raises ProblemsFound where it is none of them, is too large, or holds what no table needs.
    """
    shown = shown_name(name)
    if name != shown or "/" in name or "\\" in name or name.strip(". ") == "":
        raise _refused(shown, "the name of the file is no plain name; rename it with letters and digits")
    if not content.strip():
        raise _refused(shown, "the file is empty" if not content else "the file holds nothing but blanks")
    if len(content) > LARGEST:
        raise _refused(shown, f"it has {len(content) / 1e6:,.1f} MB; the limit is {LARGEST / 1e6:.0f} MB")
    kind = _kind_of(shown, content)
    if kind not in kinds:
        expected = " or ".join(KINDS[one] for one in kinds)
        raise _refused(shown, f"it is {KINDS[kind]}; expected {expected}")
    return kind


def text_of(name: str, content: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, else what Windows writes in western Europe (Windows-1252).

    Line ends become ``\\n``. Raises ProblemsFound where the bytes are no text.
    """
    shown = shown_name(name)
    encoding = next((one for mark, one in MARKS if content.startswith(mark)), "utf-8-sig")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = "" if encoding == "utf-16" else _western(content)
    if not text or CONTROL.search(text):
        raise _refused(shown, f"it is no text that can be read; expected {' or '.join(KINDS.values())}")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def shown_name(name: str) -> str:
    """A name as it may stand in a message: in one line, without signs that hide what it is, not endless."""
    return HIDDEN.sub("?", name)[:LONGEST_NAME]


def _refused(name: str, reason: str) -> ProblemsFound:
    return ProblemsFound([Problem("", reason, name)])


def _kind_of(name: str, content: bytes) -> str:
    if content.startswith(b"PK"):
        refusal = refusal_of_packed(content)
        if refusal:
            raise _refused(name, refusal)
        return "xlsx"
    if content.startswith(OLD_OFFICE):
        raise _refused(name, _of_old_office(content))
    others = (*OTHERS, *BINARY_OTHERS) if b"\x00" in content[:200] else OTHERS
    other = next((told for mark, told in others if content.startswith(mark)), "")
    if other:
        raise _refused(name, f"it is {other}; expected {' or '.join(KINDS.values())}")
    text = text_of(name, content)
    if MARKUP.match(text):
        raise _refused(name, "it is a web page or an XML file; open it in Excel and save it as Excel Workbook (.xlsx)")
    kind = _kind_of_text(text)
    if not kind:
        raise _refused(name, "it is neither YAML (name: value) nor a table with columns (CSV)")
    return kind


def _of_old_office(content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "it is protected by a password; take the password off in Excel and save it again"
    if "WordDocument".encode("utf-16-le") in content:
        return "it is an old Word document (.doc); expected a workbook, saved as Excel Workbook (.xlsx)"
    return "it is an old Excel file (.xls), or protected by a password; save it as Excel Workbook (.xlsx)"


def _western(content: bytes) -> str:
    """The text in Windows-1252, empty where that is unlikely: signs of that kind stand between letters or digits."""
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    return text if foreign <= len(text) * 0.2 else ""


def _kind_of_text(text: str) -> str:
    """``"yaml"`` where names with a colon stand at the left edge, ``"csv"`` where columns repeat, else nothing."""
    lines = [line for line in text[:100_000].split("\n")[:400] if line.strip()]
    edge = [line for line in lines if not line[0].isspace() and not line.startswith("#")]
    keyed = sum(KEYED.match(line) is not None for line in edge)
    columns = _columns_of(edge)
    if edge and keyed * 2 > len(edge) and not (columns > 1 and all(_is_listed(line) for line in edge)):
        return "yaml"
    return "csv" if columns else ""


def _columns_of(lines: list[str]) -> int:
    """How many delimiters most lines hold, of the kind that parts them best; nothing where none does."""
    best = 0
    for delimiter in DELIMITERS:
        counts = Counter(count for line in lines if (count := line.count(delimiter)))
        if counts and sum(counts.values()) * 2 >= len(lines):
            best = max(best, counts.most_common(1)[0][0])
    return best


def _is_listed(line: str) -> bool:
    return any(delimiter in line for delimiter in DELIMITERS) and "{" not in line
