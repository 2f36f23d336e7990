#!/usr/bin/env python3
"""Check an .xlsx model against machine-checkable modelling rules (FAST, ICAEW, PwC).

    xl_lint.py model.xlsx --inputs Inputs,Series --timeline Calc,Series --first F --opening E

Prints one line per rule: number of breaches and the first few places.  Exit 1 if any.
Needs openpyxl.  A companion to recalc_check.py, which checks the values.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict

import openpyxl
from openpyxl.formula import Tokenizer
from openpyxl.utils import column_index_from_string as col_no, get_column_letter as col_name, range_boundaries

ALLOWED = set(
    "ABS AND CHOOSE COUNT COUNTIF DATE EDATE EOMONTH IF IFERROR INDEX INT ISNUMBER MATCH MAX MIN MOD MONTH NOT OR "
    "ROUND ROUNDDOWN ROUNDUP SUM SUMIF SUMIFS SUMPRODUCT TEXT YEAR AVERAGE".split()
)
FORBIDDEN = set(
    "OFFSET INDIRECT NOW TODAY RAND RANDBETWEEN RANDARRAY CELL INFO NPV HYPERLINK WEBSERVICE LET LAMBDA FILTER".split()
)
UNIVERSAL = {"0", "1", "-1", "2", "6", "12", "24", "60", "100", "365", "1000", "0.005"}
REF = re.compile(r"(?:'((?:[^']|'')+)'!|([A-Za-z_][\w.]*)!)?\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")


def r1c1(formula: str, row: int, col: int) -> str:
    """Relative form, so that a copied formula looks the same everywhere."""

    def one(m):
        dc, c, dr, r = m[1], col_no(m[2]), m[3], int(m[4])
        return ("R" + str(r) if dr else f"R[{r - row}]") + ("C" + str(c) if dc else f"C[{c - col}]")

    return re.sub(r"(\$?)\b([A-Z]{1,3})(\$?)(\d+)\b", one, formula)


def lint(
    path: str, inputs: list[str], timeline: list[str], first: str, opening: str, label: str = "B", unit: str = "C"
):
    found: dict[str, list[str]] = defaultdict(list)
    book = openpyxl.load_workbook(path)
    first_no, opening_no = col_no(first), col_no(opening)
    rules = [
        "no hidden sheets, rows or columns",
        "one formula per row",
        "no constants inside formulas",
        "only plain functions",
        "no external links or macros",
        "no array formulas",
        "formula length at most 120",
        "no nested IF",
        "labels and units",
        "no merged cells",
        "freeze panes on time sheets",
        "input cells blue and unlocked",
        "input cells validated",
        "no numbers outside input sheets",
        "no formulas on input sheets",
        "every input is used",
        "every line is used",
        "rows refer upwards",
        "master check named all_checks",
        "names point at cells",
        "print titles on time sheets",
        "title in properties",
    ]
    names = {n: d.attr_text for n, d in book.defined_names.items()}
    used: set[tuple[str, str]] = set()
    inputs_seen: dict[tuple[str, str], str] = {}
    lines: dict[tuple[str, int], str] = {}
    for ws in book.worksheets:
        s = ws.title
        if ws.sheet_state != "visible":
            found[rules[0]].append(s)
        found[rules[0]] += [f"{s} row {r}" for r, d in ws.row_dimensions.items() if d.hidden]
        found[rules[0]] += [f"{s} column {c}" for c, d in ws.column_dimensions.items() if d.hidden]
        found[rules[9]] += [f"{s}!{m}" for m in ws.merged_cells.ranges]
        if s in timeline:
            if not ws.freeze_panes:
                found[rules[10]].append(s)
            if not ws.print_title_rows or not ws.print_title_cols:
                found[rules[20]].append(s)
        validated = [range_boundaries(str(a)) for dv in ws.data_validations.dataValidation for a in dv.sqref.ranges]
        for row in ws.iter_rows():
            shapes: dict[str, str] = {}
            for c in row:
                v = c.value
                where = f"{s}!{c.coordinate}"
                if not isinstance(v, str) and v is not None and type(v).__name__ == "ArrayFormula":
                    found[rules[5]].append(where)
                elif isinstance(v, str) and c.data_type == "f":
                    body = v.replace(" ", "")
                    if s in inputs and c.row > 4:
                        found[rules[14]].append(where)
                    if s in timeline and c.column >= first_no:
                        shapes.setdefault(r1c1(v, c.row, c.column), c.coordinate)
                    if len(v) > 120:
                        found[rules[6]].append(f"{where} ({len(v)})")
                    if re.search(r"IF\([^()]*(\([^()]*\)[^()]*)*\bIF\(", body):
                        found[rules[7]].append(where)
                    if "[" in v or "|" in v:
                        found[rules[4]].append(where)
                    for t in Tokenizer(v).items:
                        if t.type == "FUNC" and t.subtype == "OPEN":
                            f = t.value[:-1].upper()
                            if f in FORBIDDEN or f not in ALLOWED:
                                found[rules[3]].append(f"{where} {f}")
                        elif t.type == "OPERAND" and t.subtype == "NUMBER" and t.value not in UNIVERSAL:
                            found[rules[2]].append(f"{where} {t.value}")
                        elif t.type == "OPERAND" and t.subtype == "RANGE":
                            text = names.get(t.value, t.value)
                            for m in REF.finditer(text):
                                home = (m[1] or m[2] or s).replace("''", "'")
                                c1, r1, c2, r2 = col_no(m[3]), int(m[4]), col_no(m[5] or m[3]), int(m[6] or m[4])
                                used |= {
                                    (home, f"{col_name(x)}{y}") for x in range(c1, c2 + 1) for y in range(r1, r2 + 1)
                                }
                                if home == s and s in timeline and (r1 > c.row or (r1 == c.row and c1 >= c.column)):
                                    found[rules[17]].append(f"{where} -> {m[0]}")
                    if s in timeline and c.row > 4:
                        lines.setdefault((s, c.row), str(ws[f"{label}{c.row}"].value))
                elif isinstance(v, (int, float)) and not isinstance(v, bool):
                    if s in inputs and c.row > 4:
                        inputs_seen[s, c.coordinate] = str(ws[f"{label}{c.row}"].value)
                        color = c.font.color.rgb if c.font and c.font.color and c.font.color.type == "rgb" else None
                        if color != "FF0000FF" or c.protection.locked:
                            found[rules[11]].append(where)
                        if not any(a <= c.column <= x and b <= c.row <= y for a, b, x, y in validated):
                            found[rules[12]].append(where)
                    elif not (s in timeline and c.column == opening_no):
                        found[rules[13]].append(where)
            if len(shapes) > 1:
                found[rules[1]].append(f"{s} row {row[0].row}: {list(shapes.values())[:3]}")
    for (s, r), text in lines.items():
        ws = book[s]
        if not ws[f"{label}{r}"].value or not ws[f"{unit}{r}"].value:
            found[rules[8]].append(f"{s} row {r}")
        if not any((s, f"{col_name(c)}{r}") in used for c in range(col_no(unit) + 1, ws.max_column + 1)):
            found[rules[16]].append(f"{s} row {r} {text}")
    found[rules[15]] += [f"{s}!{a} {t}" for (s, a), t in inputs_seen.items() if (s, a) not in used]
    if "all_checks" not in names:
        found[rules[18]].append("missing")
    for n, text in names.items():
        m = REF.search(text)
        if not m or (m[1] or m[2] or "").replace("''", "'") not in book.sheetnames or "#REF!" in text:
            found[rules[19]].append(n)
    if not book.properties.title:
        found[rules[21]].append("title")
    return {r: found[r] for r in rules}


def main() -> int:
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("workbook")
    p.add_argument("--inputs", default="Inputs,Series")
    p.add_argument("--timeline", default="Calc,Series")
    p.add_argument("--first", default="F", help="column of the first month")
    p.add_argument("--opening", default="E", help="column before the first month")
    p.add_argument("--show", type=int, default=3)
    a = p.parse_args()
    result = lint(a.workbook, a.inputs.split(","), a.timeline.split(","), a.first, a.opening)
    for rule, places in result.items():
        print(f"{'ok ' if not places else 'BAD'} {len(places):5}  {rule:36} {'; '.join(places[: a.show])}")
    return 1 if any(result.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
