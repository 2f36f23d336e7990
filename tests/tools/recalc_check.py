#!/usr/bin/env python3
"""Recalculate an .xlsx in headless LibreOffice and compare it with its cached values.

The yardstick for a workbook that claims "live formulas, cached values equal to
the model".  Needs Python 3.10+ (standard library only) and `soffice` on PATH.

    recalc_check.py model.xlsx
        every formula cell: cached value against recalculated value

    recalc_check.py model.xlsx --set "Inputs!D5=1200" --set growth=4% --dump npv
        edit input cells first (address or defined name), then recalculate and print;
        cells that moved are counted, not judged

    recalc_check.py model.xlsx --set-from other.xlsx --against other.xlsx --input-sheets Inputs,Series
        copy every constant of other.xlsx's input sheets into model.xlsx,
        recalculate, and compare with other.xlsx's cached values: "type these inputs
        into Excel and you get what Python gets"

Exit status: 0 all good; 1 mismatches, errors or formulas without a cached value;
2 the check itself could not be made.

Comparison: numbers agree when |a-b| <= tol + rel*max(|a|,|b|); text, booleans and
error codes must be identical.  LibreOffice saves 15 significant digits, so differences
of about 1e-15 of the value are its export, not the formula.  A formula whose cached
value is an empty <v> (XlsxWriter's value='') counts as without cached value.
LibreOffice is a stand-in for Excel, not Excel.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PKG = "{http://schemas.openxmlformats.org/package/2006/relationships}"

# LibreOffice trusts cached values of files that call themselves "Microsoft Excel"
# unless told otherwise; 0 = always recalculate, 1 = never, 2 = ask.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Setup/Office"><prop oor:name="ooSetupInstCompleted" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


class CheckError(Exception):
    """The check could not be made (bad address, LibreOffice failed, ...)."""


@dataclass
class Cell:
    type: str  # n, s, b, e or '' for no value
    value: object
    formula: bool


@dataclass
class Book:
    """Raw values of a workbook, straight from the XML, no library in between."""

    path: Path
    cells: dict[tuple[str, str], Cell] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)  # sheet name -> zip member

    @classmethod
    def read(cls, path: str | Path) -> "Book":
        book = cls(Path(path))
        with zipfile.ZipFile(path) as z:
            rels = {
                r.get("Id"): r.get("Target")
                for r in ET.fromstring(z.read("xl/_rels/workbook.xml.rels")).iter(PKG + "Relationship")
            }
            root = ET.fromstring(z.read("xl/workbook.xml"))
            for sheet in root.iter(MAIN + "sheet"):
                target = rels[sheet.get(REL + "id")]
                book.parts[sheet.get("name")] = target.lstrip("/") if target.startswith("/") else "xl/" + target
            for n in root.iter(MAIN + "definedName"):
                if n.get("localSheetId") is None and n.text:
                    book.names[n.get("name")] = n.text
            shared = []
            if "xl/sharedStrings.xml" in z.namelist():
                for si in ET.fromstring(z.read("xl/sharedStrings.xml")).iter(MAIN + "si"):
                    shared.append("".join(t.text or "" for t in si.iter(MAIN + "t")))
            for name, part in book.parts.items():
                if "worksheets/" in part:  # chart sheets have no cells
                    with z.open(part) as f:
                        book._read_sheet(name, f, shared)
        return book

    def _read_sheet(self, name: str, stream, shared: list[str]) -> None:
        arrays: list[str] = []
        for _, c in ET.iterparse(stream):
            if c.tag != MAIN + "c":
                continue
            ref, kind = c.get("r"), c.get("t", "n")
            f, v = c.find(MAIN + "f"), c.find(MAIN + "v")
            text = v.text if v is not None else None
            if f is not None and f.get("t") == "array" and ":" in f.get("ref", ""):
                arrays.append(f.get("ref"))
            if kind == "inlineStr":
                cell = Cell("s", "".join(t.text or "" for t in c.iter(MAIN + "t")), False)
            elif kind == "str" and v is not None:
                cell = Cell("s", text or "", f is not None)
            elif text is None:
                cell = Cell("", None, f is not None)
            elif kind == "s":
                cell = Cell("s", shared[int(text)], False)
            elif kind == "b":
                cell = Cell("b", text.strip() in ("1", "true"), f is not None)
            elif kind == "e":
                cell = Cell("e", text, f is not None)
            else:
                try:
                    cell = Cell("n", float(text), f is not None)
                except ValueError:
                    cell = Cell("s", text, f is not None)
            self.cells[name, ref] = cell
            c.clear()
        for area in arrays:  # members of an array formula have no <f> of their own
            for ref in expand(area):
                if (name, ref) in self.cells:
                    self.cells[name, ref].formula = True

    def resolve(self, target: str) -> list[tuple[str, str]]:
        """`Sheet!A1`, `'My sheet'!A1:B2` or a defined name -> [(sheet, cell), ...]."""
        if "!" not in target:
            by_lower = {k.lower(): v for k, v in self.names.items()}
            if target.lower() not in by_lower:
                raise CheckError(f"{self.path.name}: no defined name {target!r}")
            target = by_lower[target.lower()]
        sheet, _, area = target.rpartition("!")
        sheet = sheet.lstrip("=$")
        if sheet.startswith("'"):
            sheet = sheet[1:-1].replace("''", "'")
        if sheet not in self.parts:
            raise CheckError(f"{self.path.name}: no sheet {sheet!r}")
        return [(sheet, ref) for ref in expand(area)]


def expand(area: str) -> list[str]:
    """'$B$2:C3' -> ['B2', 'C2', 'B3', 'C3']"""
    m = re.fullmatch(r"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?", area.replace("$", "").upper())
    if not m:
        raise CheckError(f"not a cell or range: {area!r}")
    c1, r1, c2, r2 = m[1], int(m[2]), m[3] or m[1], int(m[4] or m[2])
    return [letters(c) + str(r) for r in range(r1, r2 + 1) for c in range(number(c1), number(c2) + 1)]


def number(col: str) -> int:
    n = 0
    for ch in col:
        n = n * 26 + ord(ch) - 64
    return n


def letters(n: int) -> str:
    s = ""
    while n:
        n, r = divmod(n - 1, 26)
        s = chr(65 + r) + s
    return s


# ------------------------------------------------------------------ editing inputs


def parse_value(text: str):
    """'1200' '4.5%' 'TRUE' '2026-01-31' '"text"' -> float, bool or str"""
    t = text.strip()
    if len(t) >= 2 and t[0] == t[-1] and t[0] in "\"'":
        return t[1:-1]
    if t.upper() in ("TRUE", "FALSE"):
        return t.upper() == "TRUE"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", t):
        return float((dt.date.fromisoformat(t) - dt.date(1899, 12, 30)).days)
    try:
        return float(t[:-1]) / 100 if t.endswith("%") else float(t)
    except ValueError:
        return t


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def edit(source: Path, out: Path, book: Book, changes: dict[tuple[str, str], object]) -> None:
    """Copy `source` to `out` with constants replaced; a formula cell may not be overwritten."""
    by_part: dict[str, dict[str, object]] = {}
    for (sheet, ref), value in changes.items():
        cell = book.cells.get((sheet, ref))
        if cell is None:
            raise CheckError(f"{sheet}!{ref} is not a cell of {source.name}")
        if cell.formula:
            raise CheckError(f"{sheet}!{ref} holds a formula; only inputs can be set")
        by_part.setdefault(book.parts[sheet], {})[ref] = value
    with zipfile.ZipFile(source) as zin, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zout:
        for item in zin.infolist():
            data = zin.read(item.filename)
            if item.filename in by_part:
                xml = data.decode("utf-8")
                for ref, value in by_part[item.filename].items():
                    xml, n = re.subn(
                        rf'<c\b(?=[^>]*?\sr="{ref}")([^>]*?)(?:/>|>.*?</c>)',
                        lambda m, v=value: cell_xml(m[1], v),
                        xml,
                        count=1,
                        flags=re.S,
                    )
                    if n != 1:
                        raise CheckError(f"could not edit {ref} in {item.filename}")
                data = xml.encode("utf-8")
            zout.writestr(item, data)


def cell_xml(attrs: str, value) -> str:
    attrs = re.sub(r'\s+t="[^"]*"', "", attrs).rstrip()
    if isinstance(value, bool):
        return f'<c{attrs} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, str):
        return f'<c{attrs} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    if value is None:
        return f"<c{attrs}/>"
    return f"<c{attrs}><v>{value!r}</v></c>"


# ------------------------------------------------------------------ LibreOffice


def recalculate(paths: list[Path], outdir: Path, timeout: float = 180, profile: Path | None = None) -> list[Path]:
    """Hard-recalculate workbooks in one LibreOffice start; returns the new files."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if not soffice:
        raise CheckError("LibreOffice (soffice) is not on PATH")
    outdir.mkdir(parents=True, exist_ok=True)
    own = profile is None
    profile = Path(tempfile.mkdtemp(prefix="lo-profile-")) if own else profile
    try:
        settings = profile / "user" / "registrymodifications.xcu"
        if not settings.exists():
            settings.parent.mkdir(parents=True, exist_ok=True)
            settings.write_text(PROFILE)
        command = [
            soffice,
            f"-env:UserInstallation={profile.resolve().as_uri()}",
            "--headless",
            "--norestore",
            "--nologo",
            "--nolockcheck",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(outdir),
        ] + [str(p) for p in paths]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
        )
        try:
            output, _ = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # our own process group only
            process.communicate()
            raise CheckError(f"LibreOffice did not finish in {timeout:.0f} s")
    finally:
        if own:
            shutil.rmtree(profile, ignore_errors=True)
    results = [outdir / (p.stem + ".xlsx") for p in paths]
    missing = [r.name for r in results if not r.exists()]
    if missing:
        raise CheckError(f"LibreOffice wrote no {', '.join(missing)}:\n{output.strip()[-2000:]}")
    return results


# ------------------------------------------------------------------ comparing


def same(a: Cell, b: Cell, tol: float, rel: float) -> bool:
    if a.type == b.type == "n":
        return abs(a.value - b.value) <= tol + rel * max(abs(a.value), abs(b.value))
    if {a.type, b.type} == {"n", "b"}:  # LibreOffice stores some booleans as numbers
        return float(a.value) == float(b.value)
    if {a.type, b.type} <= {"", "s"}:  # an empty text result may lose its <v>
        return (a.value or "") == (b.value or "")
    return a.type == b.type and a.value == b.value


def compare(before: Book, after: Book, tol: float, rel: float, formulas_of: Book | None = None) -> dict:
    """`before` supplies cached values, `after` recalculated ones."""
    formulas = [k for k, c in (formulas_of or before).cells.items() if c.formula]
    none = Cell("", None, False)
    mismatches, errors, uncached, worst, worst_at = [], [], [], 0.0, None
    for key in formulas:
        a, b = before.cells.get(key, none), after.cells.get(key, none)
        where = f"{key[0]}!{key[1]}"
        if a.type == "":
            uncached.append(where)
        if b.type == "e" or a.type == "e":
            errors.append({"cell": where, "cached": a.value, "recalculated": b.value})
        if a.type == b.type == "n" and abs(a.value - b.value) > worst:
            worst, worst_at = abs(a.value - b.value), where
        if a.type != "" and not same(a, b, tol, rel):
            mismatches.append({"cell": where, "cached": a.value, "recalculated": b.value})
    return {
        "formula_cells": len(formulas),
        "mismatches": len(mismatches),
        "error_cells": len(errors),
        "without_cached_value": len(uncached),
        "worst_abs_difference": worst,
        "worst_at": worst_at,
        "mismatch_list": mismatches,
        "error_list": errors,
        "uncached_list": uncached,
    }


def input_changes(target: Book, source: Book, sheets: list[str]) -> dict[tuple[str, str], object]:
    """Cells of the input sheets that hold constants in both books and differ."""
    for sheet in sheets:
        if sheet not in target.parts or sheet not in source.parts:
            raise CheckError(f"both workbooks need a sheet {sheet!r}; see --input-sheets")
    changes = {}
    for (s, ref), cell in source.cells.items():
        mine = target.cells.get((s, ref))
        if s in sheets and not cell.formula and mine is not None and not mine.formula:
            if (mine.type, mine.value) != (cell.type, cell.value):
                changes[s, ref] = cell.value
    return changes


def check(
    path: str | Path,
    sets: dict[str, object] | None = None,
    set_from: str | Path | None = None,
    against: str | Path | None = None,
    input_sheets: str = "Inputs",
    dump: tuple[str, ...] = (),
    tol: float = 1e-6,
    rel: float = 1e-9,
    keep: str | Path | None = None,
    timeout: float = 180,
) -> dict:
    """The whole check as a function, for use in tests.  See the module docstring."""
    path = Path(path)
    book = Book.read(path)
    changes: dict[tuple[str, str], object] = {}
    if set_from:
        changes.update(input_changes(book, Book.read(set_from), input_sheets.split(",")))
    for target, value in (sets or {}).items():
        for key in book.resolve(target):
            changes[key] = value
    with tempfile.TemporaryDirectory(prefix="recalc-") as tmp:
        work = Path(tmp) / "in" / path.name
        work.parent.mkdir()
        if work.suffix.lower() != ".xlsx":
            work = work.with_suffix(".xlsx")
        edit(path, work, book, changes)
        [result] = recalculate([work], Path(tmp) / "out", timeout)
        after = Book.read(result)
        if keep:
            shutil.copy(result, keep)
    if against:
        report = compare(Book.read(against), after, tol, rel, formulas_of=book)
    else:
        report = compare(book, after, tol, rel)
    report["inputs_set"] = len(changes)
    report["judged"] = bool(against) or not changes
    report["dump"] = {
        name: [c.value if (c := after.cells.get(k)) else None for k in book.resolve(name)] for name in dump
    }
    ok = not report["error_cells"] and not report["without_cached_value"]
    report["ok"] = ok and (not report["judged"] or not report["mismatches"])
    return report


def main(argv: list[str] | None = None) -> int:
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0], epilog="See the top of this file for examples.")
    p.add_argument("workbook")
    p.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="TARGET=VALUE",
        help='input to change first: Sheet!A1=1200, name=4%%, flag=TRUE, start=2026-01-01, who="Acme"',
    )
    p.add_argument("--set-from", metavar="XLSX", help="copy all inputs of this workbook's input sheets first")
    p.add_argument("--input-sheets", default="Inputs", metavar="A,B", help="sheets used by --set-from (default Inputs)")
    p.add_argument("--against", metavar="XLSX", help="compare with this workbook's cached values instead")
    p.add_argument(
        "--dump", action="append", default=[], metavar="NAME", help="print a name or range after recalculation"
    )
    p.add_argument("--tol", type=float, default=1e-6, help="absolute tolerance (default 1e-6; 0.005 = to the cent)")
    p.add_argument("--rel", type=float, default=1e-9, help="relative tolerance (default 1e-9)")
    p.add_argument("--keep", metavar="XLSX", help="keep the recalculated workbook here")
    p.add_argument("--show", type=int, default=10, help="how many offending cells to list (default 10)")
    p.add_argument("--timeout", type=float, default=180)
    p.add_argument("--json", action="store_true", help="print the full report as JSON")
    args = p.parse_args(argv)
    try:
        sets = {}
        for item in args.set:
            target, sep, value = item.partition("=")
            if not sep:
                raise CheckError(f"--set needs TARGET=VALUE, got {item!r}")
            sets[target.strip()] = parse_value(value)
        r = check(
            args.workbook,
            sets,
            args.set_from,
            args.against,
            args.input_sheets,
            tuple(args.dump),
            args.tol,
            args.rel,
            args.keep,
            args.timeout,
        )
    except (CheckError, OSError, KeyError, zipfile.BadZipFile, ET.ParseError) as error:
        print(f"recalc_check: {error}", file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps(r, indent=1, default=str))
        return 0 if r["ok"] else 1
    print(f"{args.workbook}: {r['inputs_set']} inputs changed before recalculation")
    print(f"  formula cells                    {r['formula_cells']:>8}")
    label = "mismatches over tolerance" if r["judged"] else "cells that moved (not judged)"
    print(f"  {label:<32} {r['mismatches']:>8}")
    print(f"  error cells                      {r['error_cells']:>8}")
    print(f"  formulas without cached value    {r['without_cached_value']:>8}")
    print(f"  largest absolute difference      {r['worst_abs_difference']:>8.3g}  {r['worst_at'] or ''}")
    if r["judged"]:
        for m in r["mismatch_list"][: args.show]:
            print(f"    {m['cell']}: cached {m['cached']!r}, recalculated {m['recalculated']!r}")
    for e in r["error_list"][: args.show]:
        print(f"    {e['cell']}: error, cached {e['cached']!r}, recalculated {e['recalculated']!r}")
    for c in r["uncached_list"][: args.show]:
        print(f"    {c}: no cached value")
    for name, values in r["dump"].items():
        print(f"  {name} = {values[0] if len(values) == 1 else values}")
    print("OK" if r["ok"] else "NOT OK")
    return 0 if r["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())
