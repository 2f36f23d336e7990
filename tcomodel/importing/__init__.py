"""A rate card from a file: our own YAML, workbook or CSV, a filled template, or a vendor's own sheet.

``book``       a workbook opened (``parts``: its XML, within bounds); ``sheet`` the cells as they are stored
``table``      headings and rows of a sheet or a CSV
``columns``    which fact a heading names, by ``heading_words``
``locations``  and ``currencies``, ``unit_words``, ``numbers``, ``dates``, ``scales``, ``bands``, ``items`` read what
               vendors write (``remembered``: once)
``matching``   which column is which fact, what the lines ``above`` the table say, and what must be asked
``reading``    one row into the facts of its rates (``row_cells``, ``row_figures``, ``row_units``)
``imports``    a table (``table_reader``) into a card, whole or not at all
``session``    what a person says about a sheet and what comes of it, for the screen and the command line (``faults``)
``keys``       the keys of imported rates
``own``        our own files, back without loss (``own_rows``; ``own_sheets``: history, the card itself, its series)
"""

from tcomodel.importing.imports import Import, asked, import_table, suggest
from tcomodel.importing.matching import Ask, Match, Matching
from tcomodel.importing.own import import_card
from tcomodel.importing.row_cells import Rejected
from tcomodel.importing.table import Row, Table, read_table

__all__ = [
    "Ask", "Import", "Match", "Matching", "Rejected", "Row", "Table", "asked", "import_card", "import_table",
    "read_table", "suggest",
]  # fmt: skip
