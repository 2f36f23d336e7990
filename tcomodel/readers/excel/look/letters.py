"""How wide a text is, letter by letter, and how many lines it takes in a column.

    "illicit"       7 letters, 20 pixels
    "MAMMOTH"       7 letters, 65 pixels

Counted by letters alone, a column of prose gets rows with two empty lines below every text.
"""

import re

BREAKS = re.compile(r"[^/-]*[/-]+|[^/-]+")
PIXELS_OF_DIGIT = 7  # of the standard font, which column widths are counted in
EM = 12  # pixels of the type cells are set in
WIDEST = 1000  # thousandths of an em: what a letter may take that is not in the table
CARE = 1.04  # programs and printers set the same letters a little wider or narrower
BOLD = 1.08  # bold against plain type
_BY_WIDTH = {
    222: "'ijl|\u2018\u2019", 278: " !,./:;I[\\]ft", 334: "()-`r{}\u00b7", 370: '"*\u201c\u201d', 500: "Jcksvxyz^",
    556: "#$0123456789?L_abdeghnopqu\u2013\u20ac", 611: "+<=>~FTZ\u00d7", 667: "&ABEKPSVXY", 722: "CDHNRUw", 778: "GOQ",
    833: "Mm", 889: "%", 944: "W",
}  # fmt: skip
_WIDTHS = {letter: width for width, letters in _BY_WIDTH.items() for letter in letters}


def pixels_of(text: str, *, bold: bool = False) -> float:
    """How wide a text is on one line."""
    return sum(_WIDTHS.get(letter, WIDEST) for letter in text) * EM / 1000 * (BOLD if bold else 1)


def lines_of(text: str, width: float, *, bold: bool = False) -> int:
    """Lines a wrapped text takes in a column so many digits wide.

    A word that is wider than the column is broken behind a slash or a hyphen, as addresses are, and else cut.
    """
    room = (width * PIXELS_OF_DIGIT - 1) / CARE
    lines, used = 1, 0.0
    for word in text.split(" "):
        whole = pixels_of(word, bold=bold)
        for piece in [word] if whole <= room else BREAKS.findall(word):
            wide = pixels_of(piece, bold=bold)
            if used and used + wide > room:
                lines, used = lines + 1, 0.0
            while wide > room:
                lines, wide = lines + 1, wide - room
            used += wide
        used += pixels_of(" ", bold=bold)
    return lines
