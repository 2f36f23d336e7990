"""A scenario in a link: what a colleague needs to see the same answer, in the address itself and nowhere else.

    token = token_of(standalone(result), "Philippines, per seat: 13,917,422 USD")
    https://.../?shared=s1.eNqNVk1v2zg...
    shared_in(token)  ->  SharedScenario(text="name: US retailer ...", answer="Philippines, per seat: 13,917,422 USD")

The token is ``s1.``, then the packed text in letters that addresses may hold. Its first line is the answer as it was
when the link was made, so whoever opens it is told where another rate card says something else by now. Anybody can
write a link: what comes out of one is bounded in size before it is read, and checked like any file from outside.
"""

import base64
import binascii
import re
import zlib
from typing import NamedTuple, NoReturn

from tcomodel.problems import Problem, ProblemsFound

TAG = "s1."
ANY_TAG = re.compile(r"s(\d+)\.")
LETTERS = re.compile(r"[A-Za-z0-9_-]*")
LONGEST_FOR_MAIL = 8_000  # characters of a whole link; what is longer some mail programmes cut off
LONGEST_TOKEN = 60_000  # characters; web servers refuse addresses beyond some 65,000
LARGEST_TEXT = 1_000_000  # bytes of a scenario once unpacked; large ones have 40,000
LONGEST_ANSWER = 200  # characters
ASK = "ask for it again, or for the scenario as a file"


class SharedScenario(NamedTuple):
    """What a link carries: the scenario as YAML text, and the answer it had when the link was made."""

    text: str
    answer: str


def token_of(text: str, answer: str = "") -> str:
    """The token of a scenario's text; raises ProblemsFound where it is too large for any link."""
    line = " ".join(answer.split())[:LONGEST_ANSWER]
    content = f"# {line}\n{text}".encode()
    if len(content) > LARGEST_TEXT:
        _refuse(f"the scenario has {len(content):,} bytes; a link carries {LARGEST_TEXT:,} at most, so send it as file")
    token = TAG + base64.urlsafe_b64encode(zlib.compress(content, 9)).decode("ascii").rstrip("=")
    if len(token) > LONGEST_TOKEN:
        _refuse(f"the link would have {len(token):,} characters; the most is {LONGEST_TOKEN:,}, so send it as file")
    return token


def shared_in(token: str) -> SharedScenario:
    """What a token carries; raises ProblemsFound in words where it is cut off, changed, or nothing of ours.

    The text is not checked yet: it is read like any scenario from outside.
    """
    if len(token) > 2 * LONGEST_TOKEN:
        _refuse(f"it has {len(token):,} characters; the most is {LONGEST_TOKEN:,}")
    token = "".join(token.split())  # a mail programme may have broken it into lines
    packed = _packed(token)
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(packed, LARGEST_TEXT + 1)
    except zlib.error:
        _refuse(f"it was changed on the way; {ASK}")
    if len(content) > LARGEST_TEXT:
        _refuse(f"it holds more than {LARGEST_TEXT:,} bytes once unpacked; no scenario is that large")
    if not unpacking.eof:
        _refuse(f"it is cut off after {len(token):,} characters; copy all of it, or {ASK}")
    if unpacking.unused_data:
        _refuse(f"something follows the scenario; copy the link alone, or {ASK}")
    try:
        first, _, text = content.decode("utf-8").partition("\n")
    except UnicodeDecodeError:
        _refuse(f"it holds no text; {ASK}")
    if not first.startswith("# "):
        _refuse(f"it holds no scenario; {ASK}")
    return SharedScenario(text, first.removeprefix("# ")[:LONGEST_ANSWER])


def _packed(token: str) -> bytes:
    """The packed bytes of a token of this version."""
    version = ANY_TAG.match(token)
    if version is None:
        _refuse(
            f"it begins with {token[:12]!r}, expected {TAG!r}; copy all of it, or {ASK}" if token else "it is empty"
        )
    if version[0] != TAG:
        _refuse(f"it is of version {version[1][:6]}, and this dashboard knows version 1; {ASK}")
    if len(token) > LONGEST_TOKEN:
        _refuse(f"it has {len(token):,} characters; the most is {LONGEST_TOKEN:,}")
    letters = token.removeprefix(TAG)
    if not LETTERS.fullmatch(letters):
        strange = LETTERS.sub("", letters)[:1]
        _refuse(f"it holds {strange!r}, which no link of ours does; copy the link alone, or {ASK}")
    try:
        return base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4))
    except binascii.Error:
        _refuse(f"it is cut off after {len(token):,} characters; copy all of it, or {ASK}")


def _refuse(message: str) -> NoReturn:
    raise ProblemsFound([Problem("", message, "the link")])
