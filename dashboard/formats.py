"""Numbers and texts as people read them: 13.9 m USD, 64 %, 4.2 months, seconds per contact."""

import re

from tcomodel.lines import ABBREVIATIONS

MARKDOWN = re.compile(r"[\\`*_\[\]<>|~$]|:(?=[a-zA-Z/])|(?<=www)\.|^[#+=-]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
SMALL_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
IRREGULAR = {"month": "months", "person": "people", "1": ""}
CALENDAR = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


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
    """``13.9 m USD``."""
    return f"{short(value, digits)} {currency}"


def exact(value: float, digits: int = 2) -> str:
    """``12,687,849.12``."""
    return f"{value:,.{digits}f}"


def signed(value: float) -> str:
    """``+1.2 m``, ``−3.4 m``."""
    text = short(value)
    return text if text.startswith("−") or text == "0" else f"+{text}"


def percent(share: float, digits: int = 0) -> str:
    """``64 %``."""
    text = f"{abs(share) * 100:,.{digits}f} %"
    return f"−{text}" if share < 0 and text.strip("0.% ") else text


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
        return f"{months} months"
    words = SMALL_NUMBERS[years] if years < len(SMALL_NUMBERS) else str(years)
    return f"{words} year" if years == 1 else f"{words} years"


def month_name(month: str) -> str:
    """``2027-01`` -> ``Jan 2027``."""
    year, number = month.split("-")
    return f"{CALENDAR[int(number) - 1]} {year}"


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
    """Somebody's text, safe inside Markdown: shown as it is, never as formatting, link or formula."""
    return MARKDOWN.sub(lambda found: "\\" + found[0], " ".join(text.split()))


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
