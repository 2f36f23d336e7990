"""What a number format makes of a number, without how it looks: 0.055 as 5.5 %, 1,200,000 as 1,200.

meaning("#,##0;[Red]-#,##0")  ==  meaning("#,##0;[RED]\\\\-#,##0.0")    signs and colours are looks
meaning("0.0%")  !=  meaning("0.0")                                    this is another number to a reader
meaning("#,##0,")  !=  meaning("#,##0")                                thousands
"""

import re
from functools import lru_cache
from typing import NamedTuple

PIECE = re.compile(r'"([^"]*)"|\\(.)|[_*].|\[([^\]]*)\]|([#0?.,/@%E+\-]|General)|(.)', re.IGNORECASE | re.DOTALL)
SCALED = re.compile(r"[#0?](,+)(?![#0?,])")
BARE = " -+()/:$€£"  # these stand for themselves; all but the signs of money are looks
MONEY = "$€£¥"


class Meaning(NamedTuple):
    """Of one section of a format: percent, how many thousands are cut off, letters and signs of money, any digits."""

    percent: int
    thousands: int
    words: str
    shows_number: bool
    is_date: bool


@lru_cache(maxsize=2000)
def meaning(shown: str) -> tuple[Meaning, ...]:
    """What each section of a format says."""
    if not shown or shown.lower() in ("general", "@"):
        return (Meaning(0, 0, "", True, False),)
    return tuple(_of_section(section) for section in _sections(shown))


def _sections(shown: str) -> list[str]:
    found, at, quoted = [""], 0, False
    while at < len(shown):
        sign = shown[at]
        if sign == "\\" and not quoted:
            found[-1] += shown[at : at + 2]
            at += 2
            continue
        quoted ^= sign == '"'
        if sign == ";" and not quoted:
            found.append("")
        else:
            found[-1] += sign
        at += 1
    return found


def _of_section(section: str) -> Meaning:
    words, digits, date = "", "", False
    for quoted, escaped, bracket, digit, other in PIECE.findall(section):
        if quoted or escaped:
            words += quoted or escaped
        elif bracket:
            words += bracket[1:].partition("-")[0] if bracket.startswith("$") else ""
        elif digit:
            digits += digit
        elif other in MONEY:
            words += other
        elif other.isalpha():
            date = True
        elif other not in BARE:
            words += other
    thousands = max((len(one) for one in SCALED.findall(digits)), default=0)
    words = "".join(one for one in words if one.isalnum() or one in MONEY or one == "%")
    has_number = any(one in digits for one in "#0?@") or "general" in digits.lower()
    return Meaning(digits.count("%"), thousands, words, has_number or date, date)
