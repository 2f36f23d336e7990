"""Files read no further than one of ours can be: a name may be that of a film, or of /dev/zero, which never ends.

text_at(Path("scenario.yaml"))      "start: 2027-01\\n..."
bytes_at(Path("film.mp4"))          OSError: it has more than 40 MB, and no file of ours is that large
"""

import errno
import os
from pathlib import Path

LARGEST_TEXT = 10_000_000  # characters; a card of 5,000 rates with four steps each
LARGEST = 4 * LARGEST_TEXT  # bytes; a character has four at most


def text_at(path: Path, encoding: str = "utf-8") -> str:
    """The text of a file, its line ends as ``\\n``; raises OSError, or UnicodeDecodeError where it is no text."""
    with path.open(encoding=encoding) as file:
        text = file.read(LARGEST_TEXT + 1)
    if len(text) > LARGEST_TEXT:
        raise _too_large(f"{LARGEST_TEXT:,} characters", path)
    return text


def bytes_at(path: Path) -> bytes:
    """The bytes of a file; raises OSError."""
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise _too_large(f"{LARGEST // 1_000_000} MB", path)
    return content


def real(path: Path) -> Path:
    """The path without links; where links lead in a circle it stays one of them, which nobody can open."""
    return Path(os.path.realpath(path))


def _too_large(most: str, path: Path) -> OSError:
    return OSError(errno.EFBIG, f"it has more than {most}, and no file of ours is that large", str(path))
