"""What a number format makes of a number, without how it looks: 0.055 as 5.5 %, 1,200,000 as 1,200.

meaning("#,##0;[Red]-#,##0")  ==  meaning("#,##0;[RED]\\\\-#,##0.0")    decimals and our own colour are looks
meaning("0.0%")  !=  meaning("0.0")                                    this is another number to a reader
meaning("#,##0,")  !=  meaning("#,##0")                                thousands
meaning("#,##0;#,##0")  !=  meaning("#,##0;-#,##0")                    a loss that reads as a gain

All that is shown beside the digits counts, quoted or not, since a reader takes a sign, a point or a nine for part of
the number. Programs quote in their own way; blanks and how many digits there are stay looks.
"""

import re
from functools import lru_cache
from typing import NamedTuple

PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|(?P<fill>\*.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<number>General|@|[#0?][#0?,]*(?:\.[#0?]*)?,*|\.[#0?]+,*)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
SCALED = re.compile(r",+(?=\.|\Z)")
OURS = "red"  # the colour of what is below zero; any other may be that of the paper
NUMBER, PERCENT, OF_A_DATE = "\0", "\1", "\2"  # no sign of a text: the digits, a hundredfold, a letter such as y


class Meaning(NamedTuple):
    """Of one section of a format: how many thousands are cut off, what is shown in its order, when and in what colour.

    ``shown`` has one sign for the digits: a point between two runs of digits is another text than one run.
    """

    thousands: int
    shown: str
    brackets: tuple[str, ...]


@lru_cache(maxsize=2000)
def meaning(shown: str) -> tuple[Meaning, ...]:
    """What each section of a format says."""
    if not shown or shown.lower() in ("general", "@"):
        return (Meaning(0, NUMBER, ()),)
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
    thousands, shown, brackets = 0, "", []
    for piece in PIECE.finditer(section):
        kind, text = piece.lastgroup, piece[piece.lastgroup] if piece.lastgroup else ""
        if kind == "number":
            thousands += sum(map(len, SCALED.findall(text)))
            shown += NUMBER
        elif kind == "bracket" and text.startswith("$"):
            shown += text[1:].partition("-")[0]  # a sign of money and where it is used
        elif kind == "bracket":
            brackets += [text.lower()] if text.lower() != OURS else []
        elif kind == "other" and text == "%":
            shown += PERCENT
        elif kind == "other" and text.isalpha():
            shown += OF_A_DATE + text.lower()
        else:
            shown += text
    return Meaning(thousands, "".join(shown.split()), tuple(brackets))
