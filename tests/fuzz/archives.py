"""Workbooks taken apart and put together wrong: a part damaged, lost, swapped or endless, cells that mean something."""

import io
import re
import struct
import zipfile
from collections.abc import Callable
from functools import lru_cache
from random import Random

from tests.fuzz import bytes as raw
from tests.fuzz.texts import HOSTILE

Parts = dict[str, bytes]
SHEETS = re.compile(r"xl/worksheets/sheet\d+\.xml")
NUMBER = re.compile(rb"(?<=<v>)[^<]*(?=</v>)")
FACT = re.compile(rb'(?<==")[^"]*(?=")')
TEXT = re.compile(rb"(?<=>)[^<>]+(?=</(?:t|v|f|definedName)>)")
TAG = re.compile(rb"</?[a-zA-Z:]+")
ODD_FACTS = (b"", b"A0", b"XFD1048576", b"ZZZZ9", b"A99999999999", b"a1", b"-1", b"s", b"b", b"e", b"n", b"str",
    b"inlineStr", b"d",
             b"99999999999", b"1.5", b"hidden", b"veryHidden", b"true", b"rId99", b"../../x.xml", b"/xl/workbook.xml",
             b"Inputs!#REF!",
             b"Inputs!$A$1:$XFD$1048576", b"A1:XFD1048576", b"&#0;", b"&lt;")  # fmt: skip
ODD_NUMBERS = (b"", b"NaN", b"INF", b"1e308", b"-1e308", b"1E+400", b"99999999999999999999", b"-1", b"0", b"x",
    b"1,5", b" 1 ", b"#DIV/0!",
               b"TRUE", b"45000", b"2958466", b"-2958466", b"1e-320", b"0x10", "٣".encode(), b"nan")  # fmt: skip
BOMB = b'<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>%s</t></is></c></row></sheetData></worksheet>'
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


@lru_cache(maxsize=32)
def parts_of(content: bytes) -> tuple[tuple[str, bytes], ...]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return tuple((name, archive.read(name)) for name in archive.namelist())


def mutated(chance: Random, content: bytes, other: bytes) -> bytes:
    """The workbook as a damaged file, or as a sound file with damaged contents."""
    if chance.random() < 0.15:
        return raw.mutated(chance, content, other)
    parts = dict(parts_of(content))
    for _ in range(chance.choice((1, 1, 2, 4))):
        chance.choices(KINDS, WEIGHTS)[0](chance, parts, other)
    packed = packed_of(parts, zipfile.ZIP_DEFLATED if chance.random() < 0.1 or _is_large(parts) else zipfile.ZIP_STORED)
    return _with_a_lie(chance, packed) if chance.random() < 0.03 else packed


def packed_of(parts: Parts, how: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", how, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=how)
    return buffer.getvalue()


def _is_large(parts: Parts) -> bool:
    return sum(map(len, parts.values())) > 8_000_000


def _with_a_lie(chance: Random, packed: bytes) -> bytes:
    """Sizes, offsets and flags in the list of contents that are not true."""
    changed = bytearray(packed)
    entries = [found.start() for found in re.finditer(b"PK\x01\x02", packed)]
    if entries:
        at = chance.choice(entries) + chance.choice((8, 10, 16, 20, 24, 28, 30, 42))
        struct.pack_into("<H", changed, min(at, len(changed) - 2), chance.choice((0, 1, 8, 99, 0xFFFF)))
    return bytes(changed)


def _sheet(chance: Random, parts: Parts) -> str:
    return chance.choice([name for name in parts if SHEETS.fullmatch(name)] or list(parts) or ["xl/workbook.xml"])


def _any(chance: Random, parts: Parts) -> str:
    return chance.choice(list(parts) or ["xl/workbook.xml"])


def _replaced(chance: Random, content: bytes, what: re.Pattern[bytes], new: Callable[[], bytes]) -> bytes:
    found = list(what.finditer(content))
    for _ in range(chance.choice((1, 1, 3, 20))):
        if not found:
            break
        at = found.pop(chance.randrange(len(found)))
        content = content[: at.start()] + new() + content[at.end() :]
        found = [one for one in found if one.end() < at.start()]
    return content


def other_numbers(chance: Random, parts: Parts, _: bytes) -> None:
    name = _sheet(chance, parts)
    parts[name] = _replaced(chance, parts.get(name, b""), NUMBER, lambda: chance.choice(ODD_NUMBERS))


def other_facts(chance: Random, parts: Parts, _: bytes) -> None:
    name = _sheet(chance, parts) if chance.random() < 0.5 else _any(chance, parts)
    parts[name] = _replaced(chance, parts.get(name, b""), FACT, lambda: chance.choice(ODD_FACTS))


def other_texts(chance: Random, parts: Parts, _: bytes) -> None:
    texts = [name for name in parts if "sharedStrings" in name or "workbook.xml" in name or SHEETS.fullmatch(name)]
    name = chance.choice(texts or ["xl/workbook.xml"])

    def new() -> bytes:
        text = chance.choice(HOSTILE).encode("utf-8", "replace")
        return text.replace(b"&", b"&amp;").replace(b"<", b"&lt;") if chance.random() < 0.9 else text

    parts[name] = _replaced(chance, parts.get(name, b""), TEXT, new)


def other_tags(chance: Random, parts: Parts, _: bytes) -> None:
    name = _any(chance, parts)
    tags = TAG.findall(parts.get(name, b"")) or [b"<a"]
    parts[name] = _replaced(chance, parts.get(name, b""), TAG, lambda: chance.choice(tags))


def damaged(chance: Random, parts: Parts, other: bytes) -> None:
    name = _any(chance, parts)
    parts[name] = raw.mutated(chance, parts.get(name, b""), other)


def lost(chance: Random, parts: Parts, _: bytes) -> None:
    parts.pop(_any(chance, parts), None)


def swapped(chance: Random, parts: Parts, _: bytes) -> None:
    one, other = _any(chance, parts), _any(chance, parts)
    parts[one], parts[other] = parts.get(other, b""), parts.get(one, b"")


def renamed(chance: Random, parts: Parts, _: bytes) -> None:
    name = _any(chance, parts)
    new = chance.choice(
        (
            "xl/vbaProject.bin",
            "../evil.xml",
            "/x.xml",
            "C:/x.xml",
            name.upper(),
            "mimetype",
            "a" * 300,
            "xl/worksheets/sheet1.xml",
        )
    )
    parts[new] = parts.pop(name, b"")


def with_a_bomb(chance: Random, parts: Parts, _: bytes) -> None:
    """A part that is small as a file and large in memory: blanks, cells, rows, texts, depth, entities."""
    size = chance.choice((1_000, 100_000, 1_000_000, 12_000_000))
    cell = b'<c r="A1"><v>1</v></c>'
    row = b'<row r="1"><c r="XFD1"><v>1</v></c></row>'
    bombs = (
        BOMB % (b" " * size), BOMB % (b"&amp;" * (size // 5)), b"<a>" * (size // 3),
        DOCTYPE + b"<worksheet>&b;</worksheet>",
        b"<worksheet><sheetData><row>" + cell * (size // len(cell)) + b"</row></sheetData></worksheet>",
        b"<worksheet><sheetData>" + row * (size // len(row)) + b"</sheetData></worksheet>",
        b"<sst>" + b"<si><t>x</t></si>" * (size // 17) + b"</sst>",
        b"<sst><si>" + b"<r><t>xyz</t></r>" * (size // 17) + b"</si></sst>",
        b"<worksheet " + b" ".join(b'a%d="1"' % number for number in range(min(size, 200_000) // 8)) + b"/>",
    )  # fmt: skip
    parts[chance.choice((_sheet(chance, parts), _any(chance, parts), "xl/sharedStrings.xml"))] = chance.choice(bombs)


KINDS: tuple[Callable[[Random, Parts, bytes], None], ...] = (
    other_numbers, other_facts, other_texts, other_tags, damaged, lost, swapped, renamed, with_a_bomb,
)  # fmt: skip
WEIGHTS = (6, 6, 6, 1.5, 1.5, 1, 0.7, 0.5, 0.4)
