"""Files made to fill the memory, handed to the readers as the dashboard hands them in: what that takes, what is said.

    python -m tests.hostile_files "a million rows"     a line of JSON for each of its readers

In a process of its own, because the largest amount of memory a process ever had is all that the system tells.
"""

import base64
import io
import json
import os
import resource
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import xlsxwriter

from dashboard.state.packing import unpack
from tcomodel import read_card, read_scenario
from tcomodel.edited_workbook import read_workbook
from tcomodel.importing import read_table
from tcomodel.index_csv import read_series_file
from tcomodel.problems import ProblemsFound
from tcomodel.share_link import shared_in
from tcomodel.uploads import check_upload, text_of
from tcomodel.volumes.export import read_export

SHEET = "xl/worksheets/sheet1.xml"
TAG = b"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>"
LAUGHS = b"<!DOCTYPE l [<!ENTITY a 'ha'>" + b"".join(
    b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)


def scenario(name: str, content: bytes) -> object:
    """A scenario that is opened."""
    check_upload(name, content, ("yaml", "xlsx"))
    return read_scenario(text_of(name, content), name)


def card(name: str, content: bytes) -> object:
    """A rate card that is opened."""
    check_upload(name, content, ("yaml", "xlsx", "csv"))
    return read_card(text_of(name, content), name)


def link(name: str, content: bytes) -> object:
    """The token of a link."""
    return shared_in("s1." + base64.urlsafe_b64encode(content).decode().rstrip("="))


READERS: dict[str, Callable[[str, bytes], object]] = {
    "scenario": scenario,
    "card": card,
    "workbook": read_workbook,
    "sheet": read_table,
    "volumes": read_export,
    "series": read_series_file,
    "link": link,
    "draft": lambda name, content: unpack(content),
}
TEXTS = ("scenario", "card")
TABLES = ("sheet", "volumes", "series")
BOOKS = ("workbook", "sheet", "volumes")


def book(parts: dict[str, bytes]) -> bytes:
    """A workbook that holds these parts, in the place of its own."""
    honest, buffer = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(honest) as new:
        new.add_worksheet("Prices").write_row(0, 0, ["Service", "Location", "Unit", "Currency", "Price"])
    with zipfile.ZipFile(honest) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name in {*old.namelist(), *parts}:
            made.writestr(name, parts.get(name) or old.read(name))
    return buffer.getvalue()


def files() -> Iterator[tuple[tuple[str, ...], str, Callable[[], bytes]]]:
    """Readers, what the file is, and how it is made."""
    yield (*TEXTS, *TABLES, "workbook"), "eleven megabytes", lambda: b"name: x\n" * 1_400_000
    yield TEXTS, "a million lines", lambda: b"a: 1\n" * 1_000_000
    yield (
        TEXTS,
        "aliases of aliases",
        lambda: b"a: &a [x]\n" + b"".join(b"b%d: &b%d [%s]\n" % (n, n, b"*a, " * 50) for n in range(40)),
    )
    yield TEXTS, "a hundred thousand brackets", lambda: b"a: " + b"[" * 100_000
    yield TEXTS, "nine megabytes in one text", lambda: b"name: " + b"x" * 9_000_000
    yield TEXTS, "two million items", lambda: b"a: [" + b"1," * 2_000_000 + b"1]"
    yield TABLES, "a million rows", lambda: b"date,calls\n" + b"2026-01,1\n" * 900_000
    yield TABLES, "four million columns", lambda: b"date,calls\n" + b"1," * 4_000_000 + b"\n" + b"2026-01,1\n" * 9
    yield TABLES, "a quote that never ends", lambda: b'date,calls\n2026-01,"' + b"x\n" * 4_000_000
    yield BOOKS, "half a gigabyte of blanks", lambda: book({SHEET: TAG + b" " * 500_000_000})
    yield BOOKS, "entities of entities", lambda: book({SHEET: LAUGHS + b"]>" + TAG + b"&j;</sheetData></worksheet>"})
    yield (
        BOOKS,
        "two million cells",
        lambda: book({SHEET: TAG + b"".join(b"<row r='%d'><c><v>1</v></c></row>" % n for n in range(1, 2_000_000))}),
    )
    yield BOOKS, "ten thousand parts", lambda: book({f"xl/p{n}.xml": b"<a/>" for n in range(10_000)})
    yield ("link", "draft"), "half a gigabyte, packed", lambda: zlib.compress(b"\0" * 500_000_000, 1)
    yield ("draft",), "brackets, packed", lambda: zlib.compress(b"[" * 5_000_000)


def content_of(make: Callable[[], bytes]) -> bytes:
    """What another process makes: the memory that takes is none of ours."""
    with tempfile.NamedTemporaryFile() as kept:
        if not (maker := os.fork()):
            kept.write(make())
            kept.flush()
            os._exit(0)
        assert os.waitpid(maker, 0)[1] == 0
        return Path(kept.name).read_bytes()


def hand_in(chosen: str) -> None:
    """Hand one file to its readers, and say what that took."""
    readers, make = next((readers, make) for readers, what, make in files() if what == chosen)
    content = content_of(make)
    for reader in readers:
        before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        try:
            READERS[reader]("file.xlsx" if content.startswith(b"PK") else "file.csv", content)
            said = ""
        except ProblemsFound as found:
            said = str(found.problems[0].message)
        more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1000
        took = {"seconds": round(time.process_time() - began, 2), "megabytes": round(more)}
        sys.stdout.write(json.dumps({"reader": reader, "file": chosen, **took, "said": said[:160]}) + "\n")


if __name__ == "__main__":
    hand_in(sys.argv[1])
