"""Tables, lists and paragraphs for a terminal, at most 110 columns wide.

Option             Year 1     Year 2
-------------  ----------  ---------
In-house        7,512,000  7,703,210
Vendor A        2,611,300  2,530,020
"""

import textwrap
from collections.abc import Sequence

WIDTH = 110
LABEL = 34  # widest first column
HEAD = 12  # narrowest heading before it is broken into lines
GAP = "  "


def table(title: str, head: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]], first: str = "Option") -> str:
    """A table with numbers to the right; columns that do not fit go into a further block below.

    ``first`` heads the column of names.
    """
    stacks, widths = [], []
    for i, name in enumerate(head):
        number = max(len(cells[i]) for _, cells in rows)
        stack = textwrap.wrap(name, max(number, HEAD), break_long_words=False, break_on_hyphens=False)
        stacks.append(stack)
        widths.append(max(number, *(len(line) for line in stack)))
    label = min(LABEL, max(len(first), *(len(name) for name, _ in rows)), WIDTH - len(GAP) - max(widths))
    blocks: list[list[int]] = [[]]
    for i, width in enumerate(widths):
        if blocks[-1] and label + sum(len(GAP) + widths[k] for k in blocks[-1]) + len(GAP) + width > WIDTH:
            blocks.append([])
        blocks[-1].append(i)
    drawn = (_block([(stacks[i], widths[i], i) for i in block], first, label, rows) for block in blocks)
    return "\n\n".join([title, *drawn])


def _block(
    columns: list[tuple[list[str], int, int]], first: str, label: int, rows: Sequence[tuple[str, Sequence[str]]]
) -> str:
    """Some columns (heading lines, width, position) of all rows."""
    widths = [width for _, width, _ in columns]
    high = max(len(stack) for stack, _, _ in columns)
    lines = []
    for level in range(high):
        cells = [([""] * (high - len(stack)) + stack)[level] for stack, _, _ in columns]
        lines.append(_row(first if level == high - 1 else "", cells, label, widths))
    lines.append(_row("-" * label, ["-" * width for width in widths], label, widths))
    for name, values in rows:
        start, *later = textwrap.wrap(name, label, subsequent_indent=GAP, break_on_hyphens=False) or [""]
        lines.append(_row(start, [values[i] for _, _, i in columns], label, widths))
        lines += later
    return "\n".join(lines)


def _row(name: str, cells: Sequence[str], label: int, widths: Sequence[int]) -> str:
    numbers = [cell.rjust(width) for cell, width in zip(cells, widths, strict=True)]
    return GAP.join([name.ljust(label), *numbers]).rstrip()


def listed(title: str, items: Sequence[str]) -> str:
    """The items under a title, each with a dash; without a title they are footnotes and have numbers."""
    if not items:
        return ""
    marks = ["-"] * len(items) if title else [f"[{number}]" for number in range(1, len(items) + 1)]
    lines = [title] if title else []
    for mark, item in zip(marks, items, strict=True):
        later = " " * (len(mark) + 1)
        lines += textwrap.wrap(item, WIDTH, initial_indent=f"{mark} ", subsequent_indent=later, break_on_hyphens=False)
    return "\n".join(lines)


def paragraph(text: str) -> str:
    """A text, wrapped."""
    return "\n".join(textwrap.wrap(text, WIDTH, break_on_hyphens=False))
