"""Numbers and texts as people read them: 13.9 m USD, 64 %, 4.2 months, seconds per contact."""

import math
import re

from tcomodel.lines import ABBREVIATIONS
from tcomodel.months import month_in_full
from tcomodel.turning_signs import without_turning

MARKDOWN = re.compile(r"[\\`*_\[\]<>|~$&]|:(?=[a-zA-Z/])|^[#+=-]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
# What the page makes something of after Markdown, escaped or not: :smile:, :material/home:, addresses, arrows.
AFTER_MARKDOWN = re.compile(
    r"[:@wW<>~-](?:(?<=:)(?=[\w+-]+:|//|material/)|(?<=@)(?=[-\w])|(?<=[wW])(?=[wW]{2}\.)|"
    r"(?<=(?<!\S)[<>~-])(?=[->=]+(?!\S)))"
)
JOINER = "\u2060"  # takes no room and shows nothing; what it stands in is no longer the sign that it was
SMALL_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
IRREGULAR = {"month": "months", "person": "people", "1": ""}
DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])(-\d{2})?")
AMOUNT = re.compile(r"(?<=\d) (?:(?:k|m|bn)(?: [A-Z]{3})?|[A-Z]{3})\b|(?<=\d) %")


def short(value: float, digits: int = 1) -> str:
    """Three or so digits with k, m or bn: 12,687,849 -> ``12.7 m``, 178,320 -> ``178 k``, 4.6216 -> ``4.62``."""
    size = abs(value)
    sign = "−" if value < 0 else ""
    if size >= 999.5e6:
        return f"{sign}{size / 1e9:,.{digits}f} bn"
    if size >= 999.5e3:
        return f"{sign}{size / 1e6:,.{digits}f} m"
    if size >= 9_999.5:
        return f"{sign}{size / 1e3:,.0f} k"
    if size >= 999.5:
        return f"{sign}{size:,.0f}"
    return "0" if size < 0.005 else f"{sign}{size:,.2f}"


def money(value: float, currency: str, digits: int = 1) -> str:
    """``13.9 m USD``; a small price has two digits that say something: ``0.0042 USD``."""
    if 1e-6 <= abs(value) < 0.0995:
        places = 1 - math.floor(math.log10(abs(value)))
        return f"{'−' if value < 0 else ''}{abs(value):.{places}f} {currency}"
    return f"{short(value, digits)} {currency}"


def exact(value: float, digits: int = 2) -> str:
    """``12,687,849.12``."""
    return f"{value:,.{digits}f}"


def signed(value: float) -> str:
    """``+1.2 m``, ``−3.4 m``."""
    text = short(value)
    return text if text.startswith("−") or text == "0" else f"+{text}"


def compact(value: float, digits: int = 6) -> str:
    """No more digits than needed: 12.50 -> ``12.5``, 1760.0 -> ``1,760``."""
    text = f"{value:,.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:,.0f}"
    return "0" if text in ("-0", "") else text


def months_of(value: float) -> str:
    """``4.2 months``; a break-even from the first day is ``at once``."""
    return "at once" if value <= 0 else f"{value:,.1f} months"


def term_of(months: int) -> str:
    """``five years``, ``54 months``."""
    years, rest = divmod(months, 12)
    if rest or not years:
        return "1 month" if months == 1 else f"{months} months"
    words = SMALL_NUMBERS[years] if years < len(SMALL_NUMBERS) else str(years)
    return f"{words} year" if years == 1 else f"{words} years"


def date_in_words(date: str) -> str:
    """``2026-11-22`` -> ``22 November 2026``, ``2026-11`` -> ``November 2026``; a year and what is no date stay."""
    if not DATE.fullmatch(date):
        return date
    month, day = month_in_full(date[:7]), date[8:]
    return f"{int(day)} {month}" if day else month


def unit_words(unit: str, currency: str, share: bool = False) -> str:
    """A declared unit in words: ``currency/seat/month`` -> ``USD per seat and month``, a share -> ``%``."""
    if unit == "-":
        return ""
    first, *others = unit.split("/")
    if share:
        first = "%"
    elif first == "currency":
        first = currency
    else:
        first = IRREGULAR.get(first, f"{first}s")
    if not others:
        return first
    return (
        f"{first} a {others[0]}" if others == ["year"] or others == ["month"] else f"{first} per {' and '.join(others)}"
    )


def plain(text: str) -> str:
    """Somebody's text, safe inside Markdown: shown as it is, never as formatting, link or formula.

    Signs that turn the order of reading are left out: after one of them a browser shows 1,234 as 432,1.
    """
    joined = AFTER_MARKDOWN.sub(lambda found: found[0] + JOINER, " ".join(without_turning(text).split()))
    return MARKDOWN.sub(lambda found: "\\" + found[0], joined)


def unbroken(text: str) -> str:
    """A sentence whose amounts keep their unit at the end of a line: ``13.9 m USD``, ``58 %``."""
    return AMOUNT.sub(lambda found: found[0].replace(" ", "\u00a0"), text)


def titled(text: str, first: bool = True) -> str:
    """A key or label with a capital first letter (or not) and abbreviations in capitals: ``fcr`` -> ``FCR``."""
    words = [_spelt(word) for word in text.replace("_", " ").split(" ")]
    if words[0] and not words[0].isupper():
        words[0] = words[0][0].upper() + words[0][1:] if first else words[0][0].lower() + words[0][1:]
    return " ".join(words)


def _spelt(word: str) -> str:
    if word.lower() == "kpis":
        return "KPIs"
    return word.upper() if word.lower() in ABBREVIATIONS else word
