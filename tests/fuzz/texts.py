"""What people do to text files: lines lost, doubled, moved and pushed in, and values that mean more to a parser."""

import re
from collections.abc import Callable
from random import Random

HOSTILE = (
    "", " ", "~", "null", "yes", "NO", "nan", "NaN", ".nan", "inf", "-inf", ".inf", "1e308", "-1e308", "1e-320",
    "1e400", "9" * 30,
    "9" * 400, "9" * 5000, "²", "①", "-1", "0", "-0.0", "0.1",
    "100%", "1000%", "-5 %", "5 %%", "%", "1,234.5", "1.234,5", "1,5", "36.000",
    "1 000", "1_000",
    "0x10", "0o17", "1e5", "+3", "--3", "3-", "½", "٣", "\uff11\uff12", "−5", "1/2", "12:30", "2027-01", "2027-01-31",
    "2027-13", "0000-00",
    "1900-01", "2199-12", "true", "[]", "{}", "[1, 2]", "{a: 1}", "{rate: x}", "{rate: philippines.hour}",
    "{csv: a.csv}", "{csv: ../../etc/passwd}",
    "{low: 1, base: 2, high: 3}", "{low: 3, base: 2, high: 1}", "[" * 60 + "]" * 60, "&a 1", "*a", "!!int 3", "!x",
    "'", '"', "'a", "|", ">",
    "=1+1", "+cmd|' /C calc'!A0", "@SUM(1)", "<script>alert(1)</script>", "${HOME}", "%s%n", "{0}", "a\u202eb",
        "\u0000", "\U0001f600", "\ufeff",
    "\x1b[31m", "x" * 300, "x" * 3000, "programme", "assumed", "month", "contacts", "USD", "usd", "US$",
    "EUR per USD", "index 2015=100",
    "per hour", "USD/hour", "/", "a/b/c/d", "../..", "con", "2026", "26", "31.12.2026", "1/2/2026", "Feb 30", "now",
    "voice", "total",
)  # fmt: skip
FACTORS = (0.0, 0.001, 0.5, 0.9, 1.1, 2.0, 10.0, 1e6, -1.0)
FIGURE = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])")
SCALAR = re.compile(r"(?<=[:,{\[])\s*[^\s,{}\[\]#:][^,{}\[\]#\n]*")


def mutated(chance: Random, text: str, scalars: re.Pattern[str] = SCALAR) -> str:
    """The text after one to five such changes; ``scalars`` finds what counts as a value in it."""
    for _ in range(chance.choice((1, 1, 1, 2, 3, 5))):
        kind = chance.random()
        if kind < 0.35:
            text = with_another_value(chance, text, scalars)
        elif kind < 0.7:
            text = with_another_number(chance, text)
        else:
            lines = text.split("\n")
            chance.choice(BY_LINE)(chance, lines)
            text = "\n".join(lines)
    return text


def with_another_value(chance: Random, text: str, scalars: re.Pattern[str] = SCALAR) -> str:
    """One value replaced by a hostile one, or by one that stands elsewhere in the same text."""
    found = list(scalars.finditer(text))
    if not found:
        return text + chance.choice(HOSTILE)
    at = chance.choice(found)
    new = chance.choice(HOSTILE) if chance.random() < 0.75 else chance.choice(found)[0]
    return f"{text[: at.start()]} {new}{text[at.end() :]}"


def with_another_number(chance: Random, text: str) -> str:
    """One number replaced by a part of it or a multiple: what a person may mean, or a slip of a digit."""
    found = list(FIGURE.finditer(text))
    if not found:
        return text
    at = chance.choice(found)
    new = float(at[0]) * chance.choice(FACTORS)
    return f"{text[: at.start()]}{new:.6g}{text[at.end() :]}"


def _lost(chance: Random, lines: list[str]) -> None:
    at = chance.randrange(len(lines))
    del lines[at : at + chance.choice((1, 1, 1, 3, 20))]


def _doubled(chance: Random, lines: list[str]) -> None:
    at, size = chance.randrange(len(lines)), chance.choice((1, 1, 2, 10))
    lines[at:at] = lines[at : at + size] * chance.choice((1, 1, 3))


def _moved(chance: Random, lines: list[str]) -> None:
    line = lines.pop(chance.randrange(len(lines)))
    lines.insert(chance.randint(0, len(lines)), line)


def _pushed(chance: Random, lines: list[str]) -> None:
    at, size = chance.randrange(len(lines)), chance.choice((1, 1, 3, 12))
    by = chance.choice((" ", "  ", "\t", ""))
    lines[at : at + size] = [by + line if by else line.lstrip() for line in lines[at : at + size]]


def _emptied(chance: Random, lines: list[str]) -> None:
    at = chance.randrange(len(lines))
    lines[at] = re.sub(r"(?<=:).*", "", lines[at])


def _renamed(chance: Random, lines: list[str]) -> None:
    at, other = chance.randrange(len(lines)), chance.choice(lines).strip().partition(":")[0]
    lines[at] = re.sub(r"[\w.]+(?=:)", lambda _: other or chance.choice(HOSTILE), lines[at], count=1)


def _noted(chance: Random, lines: list[str]) -> None:
    lines.insert(chance.randint(0, len(lines)), chance.choice(HOSTILE))


BY_LINE: tuple[Callable[[Random, list[str]], None], ...] = (
    lambda chance, lines: _lost(chance, lines) if lines else None,
    lambda chance, lines: _doubled(chance, lines) if lines else None,
    lambda chance, lines: _moved(chance, lines) if lines else None,
    lambda chance, lines: _pushed(chance, lines) if lines else None,
    lambda chance, lines: _emptied(chance, lines) if lines else None,
    lambda chance, lines: _renamed(chance, lines) if lines else None,
    _noted,
)
