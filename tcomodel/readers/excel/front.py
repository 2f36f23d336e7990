"""Cover and Notes: the sheets that are read, not calculated."""

import hashlib
from datetime import date

import numpy as np

from tcomodel.readers.answer import assumptions_in_words
from tcomodel.readers.english import sentence
from tcomodel.readers.excel.book import BLUE, YELLOW, Book
from tcomodel.readers.excel.frame import heads
from tcomodel.readers.excel.input_sheets import name_of, unit_in
from tcomodel.readers.excel.layout import Layout
from tcomodel.results import Comparison

SIGNS = "Costs are positive, service credits negative; a saving is positive when the option is cheaper."

NOT_LIVE = (
    "The occupancy queues can reach, at the end of Series: worked out at export from volumes, handle times and the "
    "day's profile. When one of those changes, Checks fails until the tool has exported again."
)


def write_cover(book: Book, comparison: Comparison, layout: Layout, sheets: list[tuple[str, str]]) -> None:
    """Purpose, how to use it, legend, contents, conventions, date and fingerprint."""
    sheet = book.sheet("Cover")
    file = comparison.scenario.file
    sheet.worksheet.set_column(0, 0, 3)
    sheet.worksheet.set_column(1, 1, 26)
    sheet.worksheet.set_column(2, 2, 110)
    sheet.text(1, 1, file.name, bold=True, font_size=18)
    sheet.text(2, 1, "What customer service costs, in-house and outsourced", font_color="#666666", font_size=12)
    facts = [
        ("Purpose", file.description or "Compares the options over the term of the contract."),
        ("Term", f"{file.months} months from {file.start}, in {file.currency}"),
        (
            "How to use",
            "Change blue numbers on Inputs and Series; all sheets follow. Comparison shows the result, Checks say OK.",
        ),
        ("Sign convention", SIGNS),
        (
            "Discounting",
            "Effective yearly rate, monthly factor (1 + rate)^(1/12); the payment point is an input. Nominal money.",
        ),
        (
            "Fixed at export",
            "Term, options, clauses in use and switches between alternatives; change them in the tool, export again.",
        ),
        *([("Not live", NOT_LIVE)] if layout.exported else []),
        ("Exported", date.today().isoformat()),
        ("Fingerprint of inputs", fingerprint(comparison)),
    ]
    row = 4
    for label, text in facts:
        sheet.text(row, 1, label, bold=True, valign="top")
        sheet.text(row, 2, text, text_wrap=True, valign="top")
        row += 1
    row += 1
    sheet.text(row, 1, "Legend", bold=True)
    sheet.text(row, 2, "Input: blue on yellow, unlocked", font_color=BLUE, bg_color=YELLOW)
    sheet.text(row + 1, 2, "Formula: black")
    sheet.text(
        row + 2,
        2,
        "Value that no plain formula can find (internal rate of return, occupancy of a queue): grey, checked live",
        bg_color="#E7E6E6",
    )
    row += 4
    sheet.text(row, 1, "Contents", bold=True)
    for name, title in sheets:
        sheet.worksheet.write_url(
            row - 1,
            2,
            f"internal:'{name}'!A1",
            book.format(font_color="#0563C1", underline=1),
            f"{name}: {title}"[:250],
        )
        row += 1
    row += 1
    for heading, texts in (
        ("Warning", [said for every in comparison.warnings.values() for said in every]),
        ("To know", comparison.notes),
        ("Assumed", assumptions_in_words(comparison)),
    ):
        if texts:
            sheet.text(row, 1, heading, bold=True, valign="top")
            for text in texts:
                sheet.text(row, 2, text, text_wrap=True, valign="top")
                row += 1
            row += 1
    sheet.worksheet.set_landscape()
    sheet.worksheet.set_paper(9)
    sheet.worksheet.fit_to_pages(1, 0)


def write_notes(book: Book, comparison: Comparison, layout: Layout) -> None:
    """Each line in words: what it is for, where it stands."""
    sheet = book.sheet("Notes")
    sheet.text(1, 0, "What each line is", bold=True, font_size=14)
    for column, width in enumerate((12, 8, 44, 24, 60, 90)):
        sheet.worksheet.set_column(column, column, width)
    heads(sheet, {0: "Sheet", 1: "Row", 2: "Line", 3: "Unit", 4: "What it is for", 5: "How it is made"}, 3)
    row = 4
    for time_sheet in layout.sheets:
        for block in time_sheet.blocks:
            for placed in block.rows:
                spot = layout[placed]
                label = placed.label + (f" ({placed.scope.label})" if placed.scope.is_inner else "")
                texts = (
                    spot.sheet,
                    str(spot.row),
                    label,
                    unit_in(placed.unit, book.currency),
                    placed.says,
                    sentence(placed),
                )
                for column, text in enumerate(texts):
                    sheet.text(row, column, text, text_wrap=column > 3, valign="top")
                row += 1
    sheet.worksheet.freeze_panes(3, 0)
    sheet.worksheet.set_landscape()
    sheet.worksheet.fit_to_pages(1, 0)


def fingerprint(comparison: Comparison) -> str:
    """Twelve characters that change when any input does, or what the card says about a rate in use."""
    file = comparison.scenario.file
    inputs = [(name_of(one), np.asarray(one.value).tolist()) for one in comparison.model.inputs]
    structure = [(option.key, option.model, sorted(option.figures)) for option in comparison.model.options]
    rates = {one.rate.key: one.rate for one in comparison.model.inputs if one.rate is not None}
    sources = [rates[key].model_dump_json() for key in sorted(rates)]
    told = repr((file.start, file.months, file.currency, sorted(inputs, key=str), structure, sources))
    return hashlib.sha256(told.encode()).hexdigest()[:12]
