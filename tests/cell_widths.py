"""What a cell shows and how wide that is, so that a test can say whether it fits.

Arial's letters are as wide as those of Liberation Sans, which LibreOffice uses in its place and which comes with it;
the widths are read from the fonts themselves. A column of width 10 has 10 digits of 7 pixels and 5 pixels around them.
"""

import datetime as dt
import math
import operator
import re
import subprocess
from dataclasses import dataclass
from functools import cache

from PIL import ImageFont

from tests.conftest import missing

MEASURED_AT = 200  # pixels; metrics scale from there
PIXELS_PER_POINT = 96 / 72
PIXELS_PER_WIDTH = 7
MARGINS = 4  # pixels that a cell keeps free around its text
LINE_SPACING = 1.15
SIGNS = {"=": operator.eq, ">": operator.gt, "<": operator.lt, ">=": operator.ge, "<=": operator.le}
FIRST_DAY = dt.date(1899, 12, 30)


@dataclass(frozen=True)
class Type:
    """What text is set in: points, bold and italic."""

    size: float
    bold: bool = False
    italic: bool = False


@cache
def font(bold: bool, italic: bool) -> ImageFont.FreeTypeFont:
    """The font that stands in for Arial; its absence is told, not passed by."""
    style = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic", (True, True): "Bold Italic"}
    asked = f"Liberation Sans:style={style[bold, italic]}"
    file = subprocess.run(["fc-match", "-f", "%{file}", asked], capture_output=True, text=True, check=True).stdout
    if "LiberationSans" not in file.replace("-", "").replace(" ", ""):
        missing("the font Liberation Sans", "apt-get install fonts-liberation, or make test")
    return ImageFont.truetype(file, MEASURED_AT)


@cache
def width_of(text: str, how: Type) -> float:
    """Pixels a text is wide."""
    return font(how.bold, how.italic).getlength(text) / MEASURED_AT * how.size * PIXELS_PER_POINT


@cache
def figures_width(text: str, how: Type) -> float:
    """The same for numbers, letter by letter."""
    return sum(width_of(letter, how) for letter in text)


def lines_in(text: str, room: float, how: Type) -> int:
    """Lines that a text takes which wraps at blanks, and within a word that is wider than the cell."""
    lines = 0
    for paragraph in text.split("\n"):
        used, lines = 0.0, lines + 1
        for word in paragraph.split(" "):
            wide = width_of(word, how)
            if used and used + width_of(" ", how) + wide > room:
                lines, used = lines + 1, 0.0
            used += (width_of(" ", how) if used else 0) + wide
            if used > room:
                lines, used = lines + math.ceil(used / room) - 1, used % room
    return lines


def height_of(lines: int, how: Type) -> float:
    """Points that so many lines are high."""
    return lines * how.size * LINE_SPACING


# -- numbers -------------------------------------------------------------------------------------------


def shown_as(value: float, num_format: str) -> str:
    """The text a number is shown as; raises ValueError for a format that is not one of ours."""
    return rendered(value, *section_for(value, num_format))


@cache
def sections_of(num_format: str) -> tuple[tuple[str | None, float, str], ...]:
    """The parts of a format: a condition (its sign and number), and what is shown under it."""
    found = []
    for part in re.findall(r'((?:"[^"]*"|\\.|[^;"])*)(?:;|$)', num_format):
        bare = re.sub(r"\[(Red|Color\d+)\]", "", part)
        condition = re.match(r"\[([<>=]+)(-?[\d.]+)\]", bare)
        sign, limit = (condition[1], float(condition[2])) if condition else (None, 0.0)
        found.append((sign, limit, bare[condition.end() if condition else 0 :]))
    return tuple(found[:-1] if num_format and not found[-1][2] and not num_format.endswith(";") else found)


def section_for(value: float, num_format: str) -> tuple[str, bool]:
    """The part that shows a value, and whether a minus stands before it."""
    sections = sections_of(num_format)
    if any(sign for sign, _, _ in sections):
        for sign, limit, part in sections:
            if sign is None or SIGNS[sign](value, limit):
                return part, value < 0 and sign is None
    if len(sections) > 2 and value == 0:
        return sections[2][2], False
    if len(sections) > 1 and value < 0:
        return sections[1][2], False
    return sections[0][2], value < 0


def rendered(value: float, part: str, minus: bool) -> str:
    """One part of a format filled with a value."""
    if part in ("General", "@"):
        return f"{value:.10g}"
    value = abs(value)
    text = ""
    for literal, escaped, date, number, other in re.findall(
        r'"([^"]*)"|\\(.)|((?:yyyy|yy|mmm|mm|dd|d)(?:[- /]?(?:yyyy|yy|mmm|mm|dd|d))*)|([#0,]*[#0](?:\.[#0]*)?)|(.)',
        part,
    ):
        if date:
            day = FIRST_DAY + dt.timedelta(days=value)
            text += date.replace("yyyy", f"{day:%Y}").replace("mmm", f"{day:%b}").replace("dd", f"{day:%d}")
        elif number:
            text += figures(value * (100 if "%" in part else 1), number)
        else:
            text += literal or escaped or other
    return f"-{text}" if minus else text


@cache
def pieces_of(part: str) -> list[tuple[str, ...]]:
    """Texts in quotes, escaped letters, dates, digits, and single signs."""
    date = r"((?:yyyy|yy|mmm|mm|dd|d)(?:[- /]?(?:yyyy|yy|mmm|mm|dd|d))*)"
    return re.findall(rf'"([^"]*)"|\\(.)|{date}|([#0,]*[#0](?:\.[#0]*)?)|(.)', part)


def figures(value: float, pattern: str) -> str:
    """Digits after the pattern of a format: ``#,##0.00##``."""
    whole, _, behind = pattern.partition(".")
    least, most = behind.count("0"), len(behind)
    text = f"{value:,.{most}f}" if "," in whole else f"{value:.{most}f}"
    while most > least and text.endswith("0"):
        text, most = text[:-1], most - 1
    return text
