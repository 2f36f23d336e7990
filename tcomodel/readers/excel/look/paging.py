"""Where printed pages end, so that no heading stands alone at the foot of one and no small table is cut.

    row 48   Where the numbers come from      <- the page ends here: the break goes above row 48
    row 49   Card rates    22 from 'Public evidence' ...

Row heights are those the tool has set itself; rows that say nothing have the usual one.
"""

from collections.abc import Iterable, Mapping
from itertools import accumulate

from tcomodel.readers.excel.book import Sheet
from tcomodel.readers.excel.look.page import A3, A4, USUAL_HEIGHT, heights_of
from tcomodel.readers.excel.look.widths import LANDSCAPE_A4, scale_for

POINTS = {A4: 508.0, A3: 755.0}  # between the margins, of a landscape page
PIXELS = {A4: LANDSCAPE_A4, A3: 1505}
SAFE = 0.99  # of a page: programs round the heights of rows
TITLE_HEIGHT = 24.0  # points of the first row
BESIDE_HEADING = 2  # rows that stay with their heading


def set_pages(
    sheet: Sheet,
    widths: Iterable[float],
    rows: tuple[int, int],
    headings: Iterable[int] = (),
    together: Mapping[int, int] | None = None,
    first: Iterable[int] = (),
    *,
    paper: int = A4,
    repeated: int = 4,
) -> None:
    """Print at the scale that brings all columns on one page, and say where each page ends.

    ``rows`` are the first and the last below the heads; ``headings`` stay with the rows that follow; of ``together``
    the rows from key to value stay on one page if they fit on one; ``first`` open a page. ``repeated`` rows stand on
    top of every page.
    """
    scale = min(100, scale_for(widths) * PIXELS[paper] // LANDSCAPE_A4)
    heights = heights_of(sheet)
    top = TITLE_HEIGHT + sum(heights.get(row, USUAL_HEIGHT) for row in range(2, repeated + 1))
    room = POINTS[paper] * SAFE / (scale / 100) - top
    kept = {row: row + BESIDE_HEADING for row in headings} | dict(together or {})
    sheet.worksheet.set_print_scale(scale)
    sheet.worksheet.set_h_pagebreaks(page_ends(rows, heights, kept, frozenset(first), room))


def page_ends(
    rows: tuple[int, int], heights: Mapping[int, float], kept: Mapping[int, int], first: frozenset[int], room: float
) -> list[int]:
    """The rows after which a page ends."""
    begins, last = rows
    so_far = [0.0, *accumulate(heights.get(row, USUAL_HEIGHT) for row in range(begins, last + 1))]
    ends, top = [], begins
    for row in range(begins, last + 1):
        until = min(kept.get(row, row), last)
        fits_on_one = so_far[until - begins + 1] - so_far[row - begins] <= room
        needed = so_far[(until if fits_on_one else row) - begins + 1] - so_far[top - begins]
        if row > top and (row in first or needed > room):
            ends.append(row - 1)
            top = row
    return ends
