"""A decision memo of two or three pages, which a finance lead forwards to a board.

    memo = memo_of(comparison)     # what it says, once: sections of texts, tables and pictures
    to_html(memo)                  # one file that reads well on the screen and prints well
    to_pdf(memo)                   # the same as PDF

It says what the numbers say and nothing else. Its libraries load when a memo is asked for, not before.
"""

from tcomodel.readers.memo.html import to_html
from tcomodel.readers.memo.pdf import to_pdf
from tcomodel.readers.memo.sections import memo_of

__all__ = ["memo_of", "to_html", "to_pdf"]
