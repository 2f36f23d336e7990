"""Results on their way out: to the screen, or to a file that is written whole or not at all."""

import json
import os
import shutil
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from tcomodel.files import real
from tcomodel.problems import Problem, ProblemsFound

SCREEN = "-"
CONTROL = {code: "?" for code in (*range(32), *range(127, 160)) if chr(code) not in "\t\r\n"}


def say(text: str) -> None:
    """Print a result; a name in a file must not steer the terminal."""
    sys.stdout.write(text.translate(CONTROL))


def tell(text: str) -> None:
    """A line beside the result: what was written, what a reader must know."""
    sys.stderr.write(f"{text.translate(CONTROL)}\n")


def as_json(data: dict[str, Any]) -> str:
    """JSON that survives every terminal: letters outside ASCII are escaped unless the terminal speaks UTF-8."""
    escaped = "utf" not in (sys.stdout.encoding or "").lower()
    return json.dumps(data, ensure_ascii=escaped, allow_nan=False, indent=1) + "\n"


def put(target: str, content: str | bytes, *, mark: bool = False) -> None:
    """Print what goes to the screen, write the rest and say so; ``mark``: so that Excel knows it is UTF-8."""
    if target == SCREEN:
        say(content if isinstance(content, str) else content.decode())
    else:
        write(Path(target), content, mark=mark)
        tell(f"wrote {target}")


def check_target(target: str, inputs: Iterable[Path]) -> None:
    """Refuse what would lose an input or cannot be written, before any work is done."""
    if target == SCREEN:
        return
    if not target.strip():
        raise ProblemsFound([Problem("the output", "it has no name; name a file, or - for the screen")])
    path = Path(target)
    if any(real(path) == real(one) for one in inputs):
        raise ProblemsFound([Problem(target, "this is the input itself; choose another name")])
    if path.is_dir():
        raise ProblemsFound([Problem(target, "this is a folder; name a file in it")])
    if not real(path).parent.is_dir():
        raise ProblemsFound([Problem(target, f"cannot be written: there is no folder {path.parent}")])


def write(path: Path, content: str | bytes, *, mark: bool = False) -> None:
    """Write a whole file or none: beside it first, then under its name."""
    data = content if isinstance(content, bytes) else content.encode("utf-8-sig" if mark else "utf-8")
    path = real(path)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)  # a device such as /dev/null
            return
        beside.write_bytes(data)
        if path.exists():
            shutil.copymode(path, beside)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):  # of a folder that is none
            beside.unlink(missing_ok=True)
        raise ProblemsFound([Problem(str(path), f"cannot be written: {error.strerror or error}")]) from None
