"""What may be inside a workbook file, which is a zip archive of XML: refused before anything of it is read.

A workbook of 290 KB may unpack to 300 MB of blanks. Declared sizes are looked at first, then every part is unpacked
in small pieces and counted, so that a file that lies about its size is found out without filling the memory. Macros,
links to other files, embedded objects and connections have no place in a table of prices.
"""

import re
import struct
import zlib
from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

LARGEST = 80_000_000  # bytes, unpacked
LARGEST_TEXTS = 24_000_000  # bytes of the shared texts, which are kept in memory while the sheets are read
MOST_TEXTS = 150_000
LARGEST_OTHER = 4_000_000  # bytes of any part that is no sheet; these are read as a whole
MOST_PARTS = 1_000
MOST_RATIO = 200  # unpacked to packed, of parts above a megabyte
PIECE = 1 << 18  # bytes unpacked at a time
ENTRY = b"PK\x01\x02"  # each part of an archive has one in its list of contents
DAMAGED = "it is damaged: {}; ask for it again, or open it in Excel and save it as a new file"
BY_NAME = (  # a part of this name, and what it is
    (re.compile(r"vbaproject|vbadata|xl/macrosheets/|\.xlam$", re.I), "macros; save it as Excel Workbook (.xlsx)"),
    (re.compile(r"xl/externallinks/", re.I), "links to other workbooks; break them in Excel (Data, Edit Links)"),
    (re.compile(r"/embeddings/|/activex/|oleobject", re.I), "embedded objects; delete them in Excel"),
    (re.compile(r"xl/connections|xl/querytables/|xl/model/", re.I), "connections to other data; delete them in Excel"),
    (re.compile(r"/webextensions/|customui/", re.I), "an add-in; save a copy without it"),
)  # fmt: skip
BY_TYPE = (  # the same where the part goes by another name: what the list of types and the relations call it
    (re.compile(rb"vbaProject|macroEnabled|macrosheet", re.I), BY_NAME[0][1]),
    (re.compile(rb"externalLink", re.I), BY_NAME[1][1]),
    (re.compile(rb"oleObject|activeX|officeDocument/2006/relationships/package", re.I), BY_NAME[2][1]),
    (re.compile(rb"relationships/connections|spreadsheetml\.connections|queryTable", re.I), BY_NAME[3][1]),
)
OTHER_FILES = (  # archives that are something else, by a part they hold
    ("mimetype", "a LibreOffice or OpenDocument file (.ods, .odt)"),
    ("xl/workbook.bin", "a binary Excel workbook (.xlsb)"),
    ("word/document.xml", "a Word document (.docx)"),
    ("ppt/presentation.xml", "a PowerPoint presentation (.pptx)"),
    ("Index/Document.iwa", "an Apple Numbers or Pages file"),
)
DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.I)
STRICT = b"http://purl.oclc.org/ooxml/"
ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
ENCODINGS = {b"utf-8", b"us-ascii", b"iso-8859-1", b"windows-1252"}


def refusal_of_packed(content: bytes) -> str:
    """Why an archive cannot be taken as a workbook; empty where it can. ``content`` is at most ten megabytes."""
    if content.count(ENTRY) > MOST_PARTS:
        return f"it is an archive of {content.count(ENTRY):,} parts; a workbook has at most {MOST_PARTS:,}"
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _by_list(archive) or _by_content(archive)
    except (BadZipFile, zlib.error, EOFError, OSError, struct.error, ValueError, NotImplementedError, RuntimeError):
        return DAMAGED.format("it does not unpack")


def _by_list(archive: ZipFile) -> str:
    """What the list of contents gives away, before anything is unpacked."""
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        return "it is protected by a password; take the password off and save it again"
    other = next((told for name, told in OTHER_FILES if name in names), "")
    if other:
        return f"it is {other}; open it and save it as Excel Workbook (.xlsx)"
    if "[Content_Types].xml" not in names or not any(name.lower() == "xl/workbook.xml" for name in names):
        return "it is an archive (zip) and no workbook; unpack it and hand in the file itself"
    if len({name.lower() for name in names}) < len(names):
        return DAMAGED.format("two of its parts have one name")
    if any(name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name for name in names):
        return "its parts have names that point outside of it; a workbook of Excel has none"
    for name in names:
        for pattern, told in BY_NAME:
            if pattern.search(name):
                return f"it holds {told}"
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        return DAMAGED.format("its parts are packed in a way Excel does not use")
    return _by_size(parts)


def _by_size(parts: Iterable[ZipInfo]) -> str:
    """Whether the sizes that the list declares are within the limits."""
    declared = sum(part.file_size for part in parts)
    if declared > LARGEST:
        return f"unpacked it would have {declared / 1e6:,.0f} MB; the limit is {LARGEST / 1e6:.0f} MB"
    for part in parts:
        name, most = repr(part.filename[:60]), _most(part.filename)
        if part.file_size > 1_000_000 and part.file_size > MOST_RATIO * max(part.compress_size, 1):
            return f"its part {name} unpacks to more than {MOST_RATIO} times its size; it is no table of prices"
        if part.file_size > most:
            return f"its part {name} has {part.file_size / 1e6:,.0f} MB; the limit is {most / 1e6:.0f} MB"
    return ""


def _most(name: str) -> int:
    lower = name.lower()
    if not lower.endswith((".xml", ".rels", ".vml")) or lower.startswith("xl/worksheets/"):
        return LARGEST
    return LARGEST_TEXTS if "sharedstrings" in lower else LARGEST_OTHER


def _by_content(archive: ZipFile) -> str:
    """What unpacking shows: damage, sizes that were a lie, texts without end, document types, hidden links."""
    seen = 0
    for part in archive.infolist():
        is_xml = part.filename.lower().endswith((".xml", ".rels", ".vml"))
        is_list = part.filename == "[Content_Types].xml" or part.filename.endswith(".rels")
        texts, before = 0, b""
        with archive.open(part) as packed:
            while piece := packed.read(PIECE):
                seen += len(piece)
                if seen > LARGEST:
                    return f"unpacked it has more than {LARGEST / 1e6:.0f} MB"
                if is_xml:
                    refusal = _of_xml(piece, before)
                    if refusal:
                        return refusal
                if is_list:
                    found = next((told for pattern, told in BY_TYPE if pattern.search(before + piece)), "")
                    if found:
                        return f"it holds {found}"
                if "sharedstrings" in part.filename.lower():
                    texts += piece.count(b"<si") + piece.count(b":si")
                    if texts > MOST_TEXTS:
                        return f"it holds more than {MOST_TEXTS:,} texts; hand in the sheet with the prices alone"
                before = piece[-200:]
    return ""


def _of_xml(piece: bytes, before: bytes) -> str:
    """What no XML of a workbook holds: a document type, an encoding Excel does not write, the strict dialect."""
    if not before:
        stated = ENCODING.match(piece.lstrip(b"\xef\xbb\xbf \r\n\t"))
        if piece[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in piece[:8]:
            return DAMAGED.format("its XML is not in UTF-8")
        if stated and stated[1].lower() not in ENCODINGS:
            return DAMAGED.format("its XML is in an encoding Excel does not write")
        if STRICT in piece[:4000]:
            return "it is saved as Strict Open XML; save it as Excel Workbook (.xlsx)"
    if DOCTYPE.search(before + piece):
        return "its XML holds a document type, which a workbook never does; it may be made to do harm"
    return ""
