"""Numbers as vendors write them: ``$1,234.50``, ``1.234,50 €``, ``12.50 - 14.00``, ``(5.00)``, ``n/a``.

A comma or a point before three digits can mean two things. ``1,234`` is decided by the other cells of its column
(``3,5`` there: a comma marks decimals, so 1.234) or it is said to have two readings:

    found '1,234'; it can be 1234 or 1.234
"""

import re
from typing import NamedTuple

from tcomodel.digits import snapped
from tcomodel.importing.unit_words import UnitRead, unit_of
from tcomodel.remembered import remembered

NOTHING_SAID = frozenset((
    "", "-", "--", "–", "—", ".", "?", "x", "n/a", "na", "n.a.", "n.a", "#n/a", "none", "null", "nil", "tbd", "tba",
    "tbc", "t.b.d.", "to be confirmed", "to be defined", "to be agreed", "pending", "not offered", "not available",
    "not applicable", "no bid", "nb", "poa", "on request", "price on request", "upon request", "on application", "rfq",
    "auf anfrage", "a.a.", "k.a.", "entfällt", "sur demande", "s/o", "n.d.", "nd", "no aplica", "a consultar",
))  # fmt: skip
NOT_OFFERED = frozenset((
    "", "-", "--", "–", "—", "n/a", "na", "n.a.", "n.a", "not offered", "not available", "not applicable", "no bid",
    "nb", "entfällt", "s/o", "no aplica", "none", "x",
))  # fmt: skip
WITHOUT_PRICE = frozenset((
    "included", "incl", "incl.", "inclusive", "free", "free of charge", "no charge", "no cost", "waived", "inklusive",
    "inkl.", "kostenlos", "inclus", "gratuit", "incluido", "gratis", "bundled", "as above", "see above", "as per sow",
))  # fmt: skip
SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000\t\r\n ]+")
NUMBER = re.compile(r"[0-9]{1,3}(?:[ '’][0-9]{3})+(?:[.,][0-9]+)?(?![0-9])|[0-9]+(?:[.,][0-9]+)*|(?<![0-9])[.,][0-9]+")
SCIENTIFIC = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?[eE][-+]?[0-9]{1,2}")
VAGUE = re.compile(
    r"[~≈<>≤≥*+]|^(?:ca|circa|approx|approximately|about|from|starting|up to|ab|bis zu|bis|von|min|max|est|c|der)\b\.?"
    r"|\b(?:approx|est|or more|or less)\b\.?",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"\s*(?:-|–|—|\bto\b|\bbis\b|\band\b|\bund\b|\ba\b|\bà\b|\by\b|\bhasta\b)\s*", re.I)
THOUSAND = re.compile(r"\s?[kK]\b")


QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')  # what a number format shows as it is written there
TRAILING_MINUS = re.compile(r"\s*[-–—]\s*(?![a-zA-Z])|.*(?<![-–—,.])[-–—]\s*$")


def is_share(shown: str) -> bool:
    """Whether a number format shows a hundredth as one percent: ``0.0%``, and not ``0"%"``."""
    return "%" in QUOTED.sub(" ", shown).split(";")[0]


@remembered
def in_format(shown: str) -> str:
    """The words that a number format writes beside a number: ``0.0 "cents"``."""
    return " ".join(re.findall(r'"([^"]*)"', shown)).strip()


def is_literal_percent(shown: str) -> bool:
    """Whether a number format writes a percent sign behind the number as it is: ``0"%"`` shows 35 as 35%."""
    return not is_share(shown) and any("%" in one for one in QUOTED.findall(shown) if one[0] in '"\\')


class Numbers(NamedTuple):
    """One number, or two of a range; ``said`` holds the currency and unit of the same cell."""

    figures: tuple[float, ...]
    said: UnitRead = UnitRead(None)
    note: str = ""


class NoNumber(NamedTuple):
    """Why a cell holds no number that can be used. ``unclear`` asks which sign marks decimals."""

    message: str
    missing: bool = False
    unclear: bool = False


@remembered
def numbers_in(text: str, decimals: str = "") -> Numbers | NoNumber:
    """The number or range a text holds; ``decimals`` is the sign the column uses, ``.`` or ``,``, or nothing."""
    told = SPACES.sub(" ", text).strip().replace("−", "-")
    if told.casefold() in NOTHING_SAID:
        return NoNumber("no price is given", missing=True)
    if told.casefold() in WITHOUT_PRICE:
        return NoNumber("that is no number; write 0 where nothing is charged for it", missing=True)
    if SCIENTIFIC.fullmatch(told):
        return Numbers((snapped(float(told)),))
    found = list(NUMBER.finditer(told))
    if not found:
        return NoNumber("expected a number")
    if len(found) > 2:
        return NoNumber(f"expected one number or a range of two, found {len(found)} numbers")
    vague = VAGUE.search(told)
    if vague and not _is_between(told, found, vague.start()):
        return NoNumber(f"{vague[0]!r} makes it no exact price; write the number, or low and high")
    figures: list[float] = []
    for one in found:
        figure = _figure(one[0], decimals)
        if isinstance(figure, NoNumber):
            return figure
        figures.append(figure)
    said, end, notes = "", 0, []
    for position, one in enumerate(found):
        before, end = told[end : one.start()], one.end()
        thousand = THOUSAND.match(told, end)
        if thousand:
            end = thousand.end()
            figures[position] *= 1000
        if position and len(found) == 2:
            between = BETWEEN.search(before)
            if between is None:
                return NoNumber("expected one number or a range such as 12.50 - 14.00")
            before = BETWEEN.sub(" ", before, count=1)
        elif before.rstrip().endswith("-"):
            figures[position] *= -1
            before = before.rstrip()[:-1]
        said += f" {before} "
    if TRAILING_MINUS.match(told[end:]):  # as SAP writes a credit; 12,- and 12.-- are whole amounts
        if len(figures) > 1 or figures[0] < 0:
            return NoNumber("two signs of minus; write the number with none, or with one before it")
        figures[0] *= -1
        notes.append("a minus behind the number means a negative one")
    said += told[end:]
    if "(" in said and told.startswith("(") and told.endswith(")") and len(found) == 1:
        figures[0] = -abs(figures[0])
        notes.append("brackets mean a negative number")
    unit = unit_of(" ".join(re.sub(r"[()\[\]:;=]", " ", said).split()))
    if unit.rest or unit.currency == "?" or (unit.parts and unit.unit is None):
        strange = " ".join(unit.rest or unit.parts) or said.strip()
        return NoNumber(f"beside the number stands {strange!r}, which is neither a currency nor a unit known here")
    if len(figures) == 2 and figures[0] > figures[1]:
        return NoNumber(f"the range runs downwards, from {figures[0]:g} to {figures[1]:g}")
    notes += [unit.note] if unit.note else []
    return Numbers(tuple(snapped(figure) for figure in figures), unit, "; ".join(notes))


@remembered
def decimal_sign(text: str) -> str:
    """The sign that marks decimals in a text beyond doubt, ``.`` or ``,``; nothing where it does not show."""
    for one in NUMBER.findall(SPACES.sub(" ", text)):
        if isinstance(_figure(one, "."), float) and not isinstance(_figure(one, ","), float):
            return "."
        if isinstance(_figure(one, ","), float) and not isinstance(_figure(one, "."), float):
            return ","
        both = _figure(one, "."), _figure(one, "")
        if isinstance(both[1], float) and ("." in one) != ("," in one):
            shown = "." if "." in one else ","
            grouped = both[1] == float(re.sub(r"[^0-9]", "", one))
            return shown if not grouped else {".": ",", ",": "."}[shown]
        if isinstance(both[1], float) and "." in one and "," in one:
            return max(".,", key=one.rfind)
    return ""


def _is_between(told: str, found: list[re.Match[str]], place: int) -> bool:
    return len(found) == 2 and found[0].end() <= place < found[1].start() and told[place] not in "~≈<>≤≥*+"


def _figure(written: str, decimals: str) -> float | NoNumber:
    """One number without sign, ``decimals`` being the sign that the column uses where it is known."""
    digits = re.sub(r"[ '’]", "", written)
    signs = [sign for sign in digits if sign in ".,"]
    if len(digits) > 30:
        return NoNumber("the number has too many digits")
    if not signs:
        return float(digits)
    if len(set(signs)) == 2:
        mark = signs[-1]
        if signs.count(mark) > 1 or not _grouped(digits.split(mark)[0], signs[0]):
            return NoNumber("points and commas stand where no number has them")
        return float(digits.replace(signs[0], "").replace(mark, "."))
    mark = signs[0]
    if len(signs) > 1:
        if not _grouped(digits, mark):
            return NoNumber("points and commas stand where no number has them")
        return float(digits.replace(mark, ""))
    before, after = digits.split(mark)
    as_decimals = float(f"{before or 0}.{after}")
    if len(after) != 3 or not before or before.startswith("0") or len(before) > 3 or digits != written:
        return as_decimals
    if decimals == mark:
        return as_decimals
    if decimals:
        return float(before + after)
    message = f"it can be {before + after} or {as_decimals:g}; no other cell of the column shows what {mark!r} means"
    return NoNumber(message, unclear=True)


def _grouped(digits: str, mark: str) -> bool:
    """Whether a sign stands between thousands, as in 1,234,567, or as in India: 1,23,456."""
    first, *others = digits.split(mark)
    by_three = all(len(one) == 3 for one in others)
    indian = len(first) <= 2 and len(others) > 1 and len(others[-1]) == 3 and all(len(one) == 2 for one in others[:-1])
    return 1 <= len(first) <= 3 and (by_three or indian)
