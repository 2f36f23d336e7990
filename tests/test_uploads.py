"""The door for files: what a file is by its content, a clear refusal of the rest, at once and with little memory."""

import io
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from tcomodel.problems import ProblemsFound
from tcomodel.readers.excel import write_workbook
from tcomodel.uploads import LARGEST, check_upload, text_of
from tests.case_file import ROOT

ALL = ("yaml", "csv", "xlsx")
SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def workbook() -> bytes:
    """A small and honest workbook."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("Prices")
        sheet.write_row(0, 0, ["Service", "Location", "Unit", "Currency", "Price"])
        sheet.write_row(1, 0, ["Agent", "Manila", "hour", "USD", 11.5])
    return buffer.getvalue()


def with_parts(added: dict[str, bytes], changed: dict[str, Callable[[bytes], bytes]] | None = None) -> bytes:
    """The honest workbook with parts added or changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            content = old.read(part)
            if part in added:
                continue
            new.writestr(part, (changed or {}).get(part, lambda same: same)(content))
        for part, content in added.items():
            new.writestr(part, content)
    return buffer.getvalue()


def zip_of(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for part, content in parts.items():
            new.writestr(part, content)
    return buffer.getvalue()


def refused(content: bytes, name: str = "bid.xlsx") -> str:
    """The words of the refusal; it takes less than a second (three on a busy machine) and less than 50 MB."""
    tracemalloc.start()
    started = time.process_time()
    try:
        with pytest.raises(ProblemsFound) as found:
            check_upload(name, content, ALL)
        assert time.process_time() - started < 3
        assert tracemalloc.get_traced_memory()[1] < 50_000_000
    finally:
        tracemalloc.stop()
    return str(found.value)


def test_a_file_is_what_its_content_says_not_its_name(tmp_path: Path):
    assert check_upload("bid.pdf", workbook(), ALL) == "xlsx"
    assert check_upload("card.xlsx", (ROOT / "data" / "rates.yaml").read_bytes(), ALL) == "yaml"
    assert check_upload("scenario.txt", (ROOT / "data" / "scenarios" / "example.yaml").read_bytes(), ALL) == "yaml"
    assert check_upload("x", b"Service;Unit;Price\nAgent;hour;11,5\n", ALL) == "csv"
    assert check_upload("x", b"Service\tPrice\nAgent\t11.5\n", ALL) == "csv"
    assert check_upload("x", b"Vendor: Acme,,\nService,Unit,Price\nAgent,hour,11.5\nChat,hour,10\n", ALL) == "csv"
    assert check_upload("x", b'{"card": {"name": "a"}}', ALL) == "yaml"
    assert check_upload("x", "Größe,Preis\nklein,€ 5\n".encode("utf-16"), ALL) == "csv"
    assert check_upload("x", b"BMW desk,Unit,Price\nAgent,hour,11.5\n", ALL) == "csv"


def test_the_workbook_we_write_passes():
    from tcomodel import compare, load_card, load_scenario

    shown = compare(load_scenario(ROOT / "data/scenarios/example.yaml"), load_card(ROOT / "data/rates.yaml"))
    assert check_upload("ours.xlsx", write_workbook(shown), ("xlsx",)) == "xlsx"


def test_a_kind_that_is_not_wanted_here_is_named():
    with pytest.raises(ProblemsFound, match=r"it is a CSV file; expected a YAML file"):
        check_upload("scenario.yaml", b"a,b\n1,2\n3,4\n", ("yaml",))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b" \n \n", "nothing but blanks"),
        (b"%PDF-1.7 ...", "it is a PDF"),
        (b"\x89PNG\r\n\x1a\n....", "it is a PNG image"),
        (b"\xff\xd8\xff\xe0....", "it is a JPEG image"),
        (b"BM\x00\x00\x00\x00", "it is a bitmap image"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "a web page or an XML file"),
        (b'<?xml version="1.0"?><Workbook/>', "a web page or an XML file"),
        (b"\x00\x01\x02\x03 binary \x00", "no text that can be read"),
        (bytes(range(128, 256)) * 30, "no text that can be read"),
        (b"Dear Sir,\nplease find our offer attached.\nYours\nA. Vendor\nSales\n", "neither YAML"),
        (b"a," * (LARGEST // 2 + 1), "the limit is 10 MB"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "by a password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le"), "an old Excel file"),
        (zip_of({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "LibreOffice or OpenDocument"),
        (zip_of({"word/document.xml": b"<a/>"}), "a Word document"),
        (zip_of({"xl/workbook.bin": b"."}), "a binary Excel workbook"),
        (zip_of({"prices.csv": b"a,b\n1,2\n"}), "an archive (zip) and no workbook"),
        (b"PK\x03\x04 and then nothing", "damaged"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_named_as_what_it_is(content: bytes, says: str):
    assert says in refused(content)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.xlsx", "..", "a\\b.xlsx", "/tmp/x.xlsx", "bid\u202exslx.exe", "a\x00"]
)
def test_a_name_with_tricks_is_refused_and_shown_harmless(name: str):
    told = refused(workbook(), name)
    assert "no plain name" in told
    assert "\u202e" not in told
    assert "\x00" not in told


@pytest.mark.parametrize(
    ("part", "says"),
    [
        ("xl/vbaProject.bin", "macros"),
        ("xl/externalLinks/externalLink1.xml", "links to other workbooks"),
        ("xl/embeddings/oleObject1.bin", "embedded objects"),
        ("xl/connections.xml", "connections"),
        ("xl/../../evil.xml", "point outside"),
        ("/absolute.xml", "point outside"),
    ],
)
def test_a_workbook_with_more_than_cells_is_refused(part: str, says: str):
    assert says in refused(with_parts({part: b"<a/>"}))


def test_macros_under_another_name_are_found_by_their_type():
    def macro(content: bytes) -> bytes:
        return content.replace(b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml")

    assert "macros" in refused(with_parts({}, {"[Content_Types].xml": macro}))


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "docProps/app.xml"])
def test_a_document_type_is_refused_in_any_part(part: str):
    assert "document type" in refused(with_parts({part: LAUGHS}))


def test_a_document_type_behind_a_long_comment_or_in_another_encoding_is_found():
    assert "document type" in refused(with_parts({SHEET: b"<!--" + b"x" * 262_130 + b"-->" + LAUGHS[21:]}))
    assert "not in UTF-8" in refused(with_parts({SHEET: LAUGHS.decode().encode("utf-16")}))
    stated = b'<?xml version="1.0" encoding="cp037"?>' + LAUGHS[21:].decode().encode("cp037")
    assert "encoding Excel does not write" in refused(with_parts({SHEET: stated}))


def test_blanks_without_end_are_refused_by_their_declared_size():
    packed = zip_of_blanks(300_000_000)
    assert len(packed) < 500_000
    assert "unpacked it would have 300 MB" in refused(packed)


def zip_of_blanks(size: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("[Content_Types].xml", b"<Types/>")
        new.writestr("xl/workbook.xml", b"<workbook/>")
        with new.open(SHEET, "w") as part:
            for _ in range(size // 1_000_000):
                part.write(b" " * 1_000_000)
    return buffer.getvalue()


def test_a_size_that_is_a_lie_is_found_out():
    """The list says 1,000 bytes; what is packed is 30 MB of blanks."""
    packed = bytearray(zip_of_blanks(30_000_000))
    entry = packed.rindex(b"PK\x01\x02", 0, packed.index(b"PK\x05\x06"))
    struct.pack_into("<I", packed, entry + 24, 1_000)
    assert "damaged" in refused(bytes(packed))


def test_a_ratio_beyond_that_of_tables_is_refused():
    assert "times its size" in refused(zip_of_blanks(20_000_000))


def test_ten_thousand_parts_are_refused():
    assert "archive of 10,0" in refused(with_parts({f"xl/media/{number}.txt": b"" for number in range(10_000)}))


def test_texts_without_end_are_refused():
    texts = b"<sst>" + b"".join(b"<si><t>%d</t></si>" % number for number in range(200_000)) + b"</sst>"
    assert "texts" in refused(with_parts({"xl/sharedStrings.xml": texts}))


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9, 0.99])
def test_a_truncated_workbook_is_damaged(kept: float):
    content = workbook()
    assert "damaged" in refused(content[: int(len(content) * kept)])


@given(place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_a_flipped_bit_is_refused_or_harmless(place: int, bit: int):
    content = bytearray(workbook())
    content[place % len(content)] ^= 1 << bit
    with suppress(ProblemsFound):
        assert check_upload("bid.xlsx", bytes(content), ALL) in ALL


@given(st.binary(max_size=400))
def test_any_bytes_are_a_kind_or_refused(content: bytes):
    for start in (b"", b"PK\x03\x04", b"name: ", b"a,b\n"):
        with suppress(ProblemsFound):
            assert check_upload("x", start + content, ALL) in ALL


def test_a_text_is_read_in_the_encodings_that_people_save():
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert text_of("x", "Preis;Größe\r\n€ 5;klein\r\n".encode(encoding)) == "Preis;Größe\n€ 5;klein\n"
    with pytest.raises(ProblemsFound, match="no text"):
        text_of("x", "Цена;Размер\n".encode("cp1251"))
