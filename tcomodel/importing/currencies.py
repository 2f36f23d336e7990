"""Currencies as people write them: ``US$``, ``EUR``, ``R 145``, ``"€"#,##0.00``.

A sign that several countries use says nothing by itself: a bare ``$`` is asked about, never guessed.
"""

import re
from typing import NamedTuple

from tcomodel.remembered import remembered

CODES = frozenset(
    re.findall(
        r"[A-Z]{3}",
        "AED ARS AUD BDT BGN BOB BRL CAD CHF CLP CNY COP CRC CZK DKK DOP EGP EUR FJD GBP GEL GHS GTQ HKD HNL HUF IDR "
        "ILS INR ISK JMD JOD JPY KES KRW LKR MAD MDL MKD MUR MXN MYR NGN NIO NOK NZD PEN PHP PKR PLN PYG QAR RON RSD "
        "RUB RWF SAR SEK SGD THB TND TRY TTD TWD UAH UGX USD UYU VND XAF XOF ZAR ZMW",
    )
)
SIGNS = {
    "us$": "USD", "usd$": "USD", "ca$": "CAD", "cad$": "CAD", "cdn$": "CAD", "c$": "CAD", "au$": "AUD", "aud$": "AUD",
    "a$": "AUD", "nz$": "NZD", "sg$": "SGD", "s$": "SGD", "hk$": "HKD", "mx$": "MXN", "mex$": "MXN", "r$": "BRL",
    "rd$": "DOP", "col$": "COP", "nt$": "TWD", "j$": "JMD", "tt$": "TTD", "€": "EUR", "£": "GBP", "₹": "INR",
    "₱": "PHP", "zł": "PLN", "kč": "CZK", "₪": "ILS", "₺": "TRY", "₩": "KRW", "฿": "THB", "₦": "NGN", "₴": "UAH",
    "₫": "VND", "₽": "RUB", "₡": "CRC", "₵": "GHS", "$": "$", "¥": "¥",
}  # fmt: skip
NAMES = {
    "euro": "EUR", "euros": "EUR", "sterling": "GBP", "pound": "GBP", "pounds": "GBP", "rand": "ZAR", "zloty": "PLN",
    "dollar": "$", "dollars": "$", "peso": "peso", "pesos": "peso", "rupee": "Rs", "rupees": "Rs", "rs": "Rs",
    "kr": "kr", "ft": "HUF", "forint": "HUF", "lei": "RON", "rm": "MYR",
    "krona": "kr", "krone": "kr", "yen": "JPY", "zl": "PLN", "real": "BRL", "reais": "BRL",
}  # fmt: skip
CHOICES = {
    "$": ("USD", "CAD", "AUD", "NZD", "MXN", "COP", "SGD", "HKD"),
    "¥": ("JPY", "CNY"),
    "kr": ("SEK", "NOK", "DKK"),
    "Rs": ("INR", "PKR", "LKR"),
    "peso": ("PHP", "MXN", "COP", "DOP"),
}  # signs that say little, and what they may mean
LANGUAGES = {
    "409": "USD", "1009": "CAD", "C0C": "CAD", "C09": "AUD", "1409": "NZD", "80A": "MXN", "4809": "SGD", "C04": "HKD",
    "240A": "COP", "340A": "CLP", "809": "GBP", "41D": "SEK", "414": "NOK", "406": "DKK", "411": "JPY", "804": "CNY",
    "1C09": "ZAR", "436": "ZAR", "416": "BRL", "4009": "INR", "439": "INR", "415": "PLN", "405": "CZK", "418": "RON",
    "3409": "PHP", "464": "PHP",
}  # fmt: skip  # Windows' numbers of countries, as formats name them: [$$-409] is a dollar of the United States
SIGN = re.compile("|".join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True)), re.IGNORECASE)
WORD = re.compile(r"[A-Za-zÀ-ž]+")
RAND = re.compile(r"(?<![A-Za-z])R(?=\s?[0-9]|\s*$)")
IN_FORMAT = re.compile(r"\[\$([^\]-]*)(?:-([^\]]*))?\]")


SMALL_CODES = {"GBp": "GBP", "GBX": "GBP", "GBx": "GBP", "USc": "USD", "USX": "USD", "EUc": "EUR", "ZAc": "ZAR"}
SMALL = re.compile(rf"\b(?:{'|'.join(SMALL_CODES)})\b")  # a hundredth of a currency, by the size of its letters


class Money(NamedTuple):
    """A currency found in a text: its code or a sign that must be asked about, and the text without it."""

    currency: str
    rest: str
    note: str = ""


@remembered
def money_of(text: str) -> Money:
    """The currency a text names; ``currency`` is ``""`` where it names none and ``"?"`` where it names two."""
    found: list[str] = []
    note = ""
    rest = re.sub(r"\bUS dollars?\b", "US$", text, flags=re.IGNORECASE)
    if "$" in rest or not rest.isascii():
        found = [SIGNS[sign.lower()] for sign in SIGN.findall(rest)]
        rest = SIGN.sub(" ", rest)
    for word in WORD.findall(rest):
        if word in SMALL_CODES:  # GBp is no GBP
            continue
        code = word.upper() if word.upper() in CODES and (word.isupper() or word.lower() in LOWER) else ""
        code = code or NAMES.get(word.lower(), "")
        if code:
            found.append(code)
            rest = re.sub(rf"(?<![A-Za-zÀ-ž]){re.escape(word)}(?![A-Za-zÀ-ž])", " ", rest, count=1)
    if not found and RAND.search(rest):
        found, rest, note = ["ZAR"], RAND.sub(" ", rest), "'R' read as South African rand"
    kinds = set(found)
    if len(kinds) == 2 and any(sign in CHOICES for sign in kinds):  # $ 12 USD
        sign, code = sorted(kinds, key=lambda one: one not in CHOICES)
        kinds = {code} if code in CHOICES[sign] else kinds
    return Money(kinds.pop() if len(kinds) == 1 else "?" if kinds else "", rest, note)


LOWER = frozenset(("usd", "eur", "gbp", "inr", "php", "zar", "mxn", "cad", "aud", "pln", "ron", "chf", "sgd", "brl"))


@remembered
def money_of_format(shown: str) -> Money:
    """The currency a number format shows: ``[$£-809] #,##0.00`` is GBP; a ``"$"`` without a country stays ``$``."""
    first = shown.split(";")[0]
    if small := SMALL.search(first):
        return Money(small[0], "")
    stated = IN_FORMAT.search(first)
    if stated:
        sign, country = stated[1].strip(), (stated[2] or "").upper().lstrip("0")
        if not sign:
            return Money("", "")
        code = money_of(sign).currency
        here = LANGUAGES.get(country, "")
        if code in CHOICES and here in CHOICES[code]:
            return Money(here, "", f"the format {shown!r} names the country of {sign!r}")
        if not code and here and sign.lower() in ("r", "rs", "kr", "p"):
            return Money(here, "", f"the format {shown!r} names the country of {sign!r}")
        return Money(code, "")
    quoted = " ".join(re.findall(r'"([^"]*)"', first)) + " " + " ".join(re.findall(r"\\([^\sA-Za-z0-9])", first))
    bare = re.sub(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]', " ", first)
    signs = "".join(sign for sign in bare if sign in "$€£¥₹₱")
    return Money(money_of(f"{quoted} {signs}").currency, "")
