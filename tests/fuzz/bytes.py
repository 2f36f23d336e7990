"""What happens to files on their way: cut off, bits flipped, another encoding, parts twice, far too long."""

from collections.abc import Callable
from random import Random

TOKENS = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xfe\xff", b"\x1a", b"\x7f", b"\x85", b"\xc3\x28", b"\xed\xa0\x80",
    b"\xe2\x80\xae",
    b"\xf0\x9f\x98\x80", b"\xe2\x80\xa8", b"&a [", b"*a", b"!!python/object/apply:os.system [ls]", b"!!binary x",
    b"<<: *a", b"%YAML 1.1\n---\n", b"\n---\n", b"\n...\n", b"? ", b"- ", b": ", b"{", b"[", b"}", b"]", b"'", b'"',
    b"#", b"|\n", b">-\n",
    b"\t", b"\r", b"\n\n", b",", b";", b"=1+1", b"@SUM(A1)", b".inf", b"-.nan", b"1e400", b"0x1F", b"1_000", b"9" * 400,
    b"-", b"%", b"null", b"~", b"true", b"../../etc/passwd", b"\xd9\xa3", b"\xc2\xa0", b"<!DOCTYPE a>", b"<a>",
    b"&#0;", b"1e308", b"-0.0",
)  # fmt: skip
ENCODINGS = (
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-8-sig",
    "utf-7",
    "cp037",
    "latin-1",
    "cp1252",
    "shift_jis",
)
LARGE = 12_000_000  # bytes: above what is taken


def mutated(chance: Random, content: bytes, other: bytes = b"") -> bytes:
    """The content after one to four mishaps; ``other`` is a second file to be mixed in."""
    for _ in range(chance.choice((1, 1, 1, 2, 2, 4))):
        content = chance.choices(KINDS, WEIGHTS)[0](chance, content, other)
        if len(content) > 2_000_000:
            break
    return content


def truncated(chance: Random, content: bytes, _: bytes) -> bytes:
    cut = chance.randint(0, len(content))
    return content[:cut] if chance.random() < 0.8 else content[cut:]


def flipped(chance: Random, content: bytes, _: bytes) -> bytes:
    changed = bytearray(content or b" ")
    for _ in range(chance.choice((1, 1, 2, 8, 40))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def with_tokens(chance: Random, content: bytes, _: bytes) -> bytes:
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randint(0, len(content))
        over = chance.choice((0, 0, 1, 5))
        content = content[:at] + chance.choice(TOKENS) + content[at + over :]
    return content


def without_a_span(chance: Random, content: bytes, _: bytes) -> bytes:
    start, end = _span(chance, content)
    return content[:start] + content[end:]


def with_a_span_again(chance: Random, content: bytes, _: bytes) -> bytes:
    start, end = _span(chance, content)
    at = chance.randint(0, len(content))
    return content[:at] + content[start:end] * chance.choice((1, 1, 2, 30)) + content[at:]


def spliced(chance: Random, content: bytes, other: bytes) -> bytes:
    return content[: chance.randint(0, len(content))] + other[chance.randint(0, len(other)) :]


def in_another_encoding(chance: Random, content: bytes, _: bytes) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(chance.choice(ENCODINGS), "replace")


def with_other_line_ends(chance: Random, content: bytes, _: bytes) -> bytes:
    return content.replace(b"\n", chance.choice((b"\r\n", b"\r", b"\r\r\n", b"\x0b", b"\x85", b"")))


def noise(chance: Random, content: bytes, _: bytes) -> bytes:
    return chance.randbytes(chance.choice((0, 1, 7, 300, 5000)))


def far_too_long(chance: Random, content: bytes, _: bytes) -> bytes:
    """Up to and beyond the largest file that is taken: many times over, deep, or one endless word."""
    unit = chance.choice(
        (content or b" ", b"[", b"{a: ", b"- ", b"a: [", b"x", b"9", b"a,b\n", b"?\n", b" ", b"\n", b"'", b"a: b\n")
    )
    size = chance.choice((3_000, 100_000, 100_000, 1_000_000, LARGE))
    long = (unit * (size // len(unit) + 1))[:size]
    return long if chance.random() < 0.5 else content + b"\n" + long


def _span(chance: Random, content: bytes) -> tuple[int, int]:
    start = chance.randint(0, len(content))
    return start, min(len(content), start + chance.choice((1, 3, 20, 200)))


KINDS: tuple[Callable[[Random, bytes, bytes], bytes], ...] = (
    truncated, flipped, with_tokens, without_a_span, with_a_span_again, spliced, in_another_encoding,
    with_other_line_ends, noise, far_too_long,
)  # fmt: skip
WEIGHTS = (3, 4, 6, 3, 3, 2, 2, 1, 0.3, 0.25)
