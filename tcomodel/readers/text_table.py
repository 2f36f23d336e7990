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
    widths = [label, *(width for _, width, _ in columns)]
    high = max(len(stack) for stack, _, _ in columns)
    lines = []
    for level in range(high):
        cells = [([""] * (high - len(stack)) + stack)[level] for stack, _, _ in columns]
        lines.append(_line([first if level == high - 1 else "", *cells], widths))
    lines.append(_rule(widths))
    for name, values in rows:
        lines += _lines([name, *(values[i] for _, _, i in columns)], widths)
    return "\n".join(lines)


def small_table(
    head: Sequence[str], rows: Sequence[Sequence[str]], left: Sequence[int] = (0,), widest: int = LABEL
) -> list[str]:
    """The lines of a table that fits: the columns at ``left`` to the left, all others to the right.

    A first column wider than ``widest`` goes on in the line below.
    """
    widths = [max(len(head[i]), *(len(cells[i]) for cells in rows)) for i in range(len(head))]
    widths[0] = min(widths[0], widest)
    return [_line(head, widths, left), _rule(widths), *(line for cells in rows for line in _lines(cells, widths, left))]


def _lines(cells: Sequence[str], widths: Sequence[int], left: Sequence[int] = (0,)) -> list[str]:
    """One row; what its first column does not hold stands below it."""
    start, *later = textwrap.wrap(cells[0], widths[0], subsequent_indent=GAP, break_on_hyphens=False) or [""]
    return [_line([start, *cells[1:]], widths, left), *later]


def _line(cells: Sequence[str], widths: Sequence[int], left: Sequence[int] = (0,)) -> str:
    padded = [
        cell.ljust(width) if i in left else cell.rjust(width)
        for i, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return GAP.join(padded).rstrip()


def _rule(widths: Sequence[int]) -> str:
    return GAP.join("-" * width for width in widths)


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
