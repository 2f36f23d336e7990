"""A memo as PDF on A4, set by Typst: tagged for screen readers, pictures with their words, pages numbered.

What the memo says goes to Typst as data beside the template, never as markup; nothing is read from elsewhere but
fonts of the machine for letters that its own do not have.
"""

import json
import re
from dataclasses import is_dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from tcomodel.readers.memo.content import Chart, Memo, unbroken

TEMPLATE = Path(__file__).with_name("memo.typ")
MOST_PAGES = 3
SIZES = (1.0, 0.95, 0.9, 0.85)  # of letters and pictures: the largest that needs no more pages
PAGES = re.compile(rb"/Type/Pages/Count (\d+)")
LONG_WORD = re.compile(r"\w{25,}")
PIECE = 12  # letters between the places where a long word may break
BREAK = "\u200b"


def to_pdf(memo: Memo) -> bytes:
    """The whole file; the same memo gives the same bytes."""
    import matplotlib
    import typst

    pictures = {f"picture{number}.svg": chart.svg.encode() for number, chart in enumerate(memo.charts)}
    data = _plain(memo) | {"made_on": memo.made_on.isoformat()}
    files: Any = {"main.typ": TEMPLATE.read_bytes(), "memo.json": json.dumps(data).encode(), **pictures}
    for size in SIZES:
        content = typst.compile(
            files,
            font_paths=[str(Path(matplotlib.get_data_path()) / "fonts" / "ttf")],
            sys_inputs={"size": str(size)},
            timestamp=datetime.combine(memo.made_on, time(), UTC),
        )
        if _pages_of(content) <= MOST_PAGES:
            break
    return content  # in the smallest type, however many pages it takes: a memo is never cut


def _pages_of(content: bytes) -> int:
    found = PAGES.search(content)
    assert found is not None, "a PDF that does not say how many pages it has"
    return int(found[1])


def _plain(one: Any, pictures: list[str] | None = None) -> Any:
    """A memo as data: each block says its kind, a picture the file it is in, and long words may break."""
    pictures = [] if pictures is None else pictures
    if isinstance(one, str):
        return LONG_WORD.sub(lambda word: BREAK.join(_pieces(word[0])), unbroken(one))
    if isinstance(one, tuple | list):
        return [_plain(each, pictures) for each in one]
    if isinstance(one, Chart):
        pictures.append(one.title)
        said = {"title": one.title, "about": one.about, "alt": one.alt, "file": f"picture{len(pictures) - 1}.svg"}
        return {"kind": "Chart", **said}
    if is_dataclass(one) and not isinstance(one, type):
        parts = {name: _plain(getattr(one, name), pictures) for name in one.__dataclass_fields__}
        return {"kind": type(one).__name__, **parts}
    return one


def _pieces(word: str) -> list[str]:
    return [word[start : start + PIECE] for start in range(0, len(word), PIECE)]
