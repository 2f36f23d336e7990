"""Cover: what the workbook is for, how to use it, what its colours mean, where everything stands, how it was made."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from tcomodel.made_by import made_by
from tcomodel.readers.answer import assumptions_in_words
from tcomodel.readers.excel.book import BLUE, GREY, LINE, YELLOW, Book, Sheet
from tcomodel.readers.excel.layout import Layout
from tcomodel.readers.excel.look.frame import QUIET, band, changed_note, master_check, prints
from tcomodel.readers.excel.look.page import WRAPPED, heights_of, on_rows, row_height
from tcomodel.readers.excel.look.paging import set_pages
from tcomodel.readers.excel.names import SCHEMA
from tcomodel.results import Comparison

LABEL, TEXT = 1, 2
WIDTHS = {0: 2, LABEL: 26, TEXT: 112}
EXPORTED, VERSION = "Exported", "Version of the tool"  # of a day and a program: another export has others
REPEATED, SUBTITLE = 3, 17.0  # rows on every page; points of the second
PURPOSE = "Compares what customer service costs in-house and outsourced, over the term of the contract."
STEPS = (
    "Start with Summary: it says which option costs least, what it saves and when it pays back.",
    "Change any blue number on yellow, on Inputs and on Series. All sheets follow at once, charts too.",
    "Leave an option out or try another price: 'In the comparison' and 'Price change to try' of each option on Inputs.",
    "Look at the master check at the top of every sheet. If it is not OK, Checks says which check fails, and where.",
    "Look at Changes: it lists what differs from the export. 'As exported' beside each input is what to go back to.",
    "Bring it back into the tool: upload the file in the dashboard, or run: python -m tcomodel import FILE.xlsx. "
    "The tool shows what was changed and asks before it takes it over.",
)
LEGEND: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("Input", "Blue on yellow, unlocked: may be changed, within its limits", {"font_color": BLUE, "bg_color": YELLOW}),
    ("Record", "Blue on grey: as exported, or a limit; leave it alone", {"font_color": BLUE, "bg_color": GREY}),
    ("Formula", "Black: follows the inputs; the sheet is protected without a password", {}),
    ("Check", "Green OK, or red: how many checks are not zero", {"font_color": "#C00000"}),
)  # fmt: skip
SIGNS = "Costs and fees are positive, service credits negative. A saving is positive when the option is cheaper."
TIME = (
    "Month 1 is the first of the contract; contract years turn on its anniversary. Amounts stand in the month they are "
    "for; column E holds what there was before month 1."
)
DISCOUNTING = (
    "Effective yearly rate, by month: (1 + rate)^(-months / 12). When in its month money is counted is an input. "
    "Money is nominal: it rises with the indices that a contract or a wage follows."
)
FIXED = (
    "The term, which options there are, pricing models, clauses in use and choices between alternatives. Change them "
    "in the tool and export again."
)
NOT_LIVE = (
    "The rate of return is found by search: it is shown as long as it holds. What Sensitivity calls worked out at "
    "export stays what it was."
)
QUEUES = (
    " The occupancy queues can reach, at the end of Series, was worked out from volumes, handle times and the day's "
    "profile: when one of those changes, Checks fails until the tool has exported again."
)


def write_cover(
    book: Book, comparison: Comparison, layout: Layout, sheets: Sequence[tuple[str, str]], made_on: date
) -> None:
    """The Cover; ``sheets`` are the other sheets in their order, each with what it is."""
    sheet, file = book.sheet("Cover"), comparison.scenario.file
    for column, width in WIDTHS.items():
        sheet.worksheet.set_column(column, column, width)
    sheet.text(1, LABEL, file.name, bold=True, font_size=18)
    sheet.text(2, LABEL, "What customer service costs, in-house and outsourced", font_color=QUIET, font_size=12)
    master_check(sheet, 3, LABEL)
    changed_note(sheet, 3, TEXT)
    rows = [_facts(sheet, 5, "", [("Purpose", file.description or PURPOSE), ("Term", _term(comparison))])]
    rows.append(_facts(sheet, rows[-1], "How to use it", [(str(number), step) for number, step in enumerate(STEPS, 1)]))
    rows.append(_legend(sheet, rows[-1]))
    rows.append(_contents(sheet, rows[-1], sheets))
    rows.append(
        _facts(sheet, rows[-1], "Conventions", [("Signs", SIGNS), ("Time", TIME), ("Discounting", DISCOUNTING)])
    )
    not_live = NOT_LIVE + (QUEUES if layout.exported else "")
    rows.append(_facts(sheet, rows[-1], "What does not follow", [("Fixed at export", FIXED), ("Not live", not_live)]))
    rows.append(_facts(sheet, rows[-1], "Where the numbers come from", list(_sources(comparison))))
    made = made_by(comparison)
    card = f"{made.card}: of the rates in use of '{made.card_name}'" if made.card else "no rate of a card is in use"
    about = [
        (EXPORTED, made_on.isoformat()),
        ("By", "the tool, from the scenario on the last sheet; it does not know for whom"),
        (VERSION, f"{made.version} (program {made.program}); names of this workbook: version {SCHEMA}"),
        ("Fingerprint of inputs", f"{made.inputs}: another export with the same mark has the same inputs"),
        ("Fingerprint of the card", card),
        ("Still the same?", "python -m tcomodel verify FILE.xlsx names every cell that is not what the tool gives."),
    ]
    rows.append(_facts(sheet, rows[-1], "How it was made", about))
    warnings = [said for every in comparison.warnings.values() for said in every]
    for heading, texts in (
        ("Warnings at export: read these before you sign", warnings),
        ("To know, as it was at export", comparison.notes),
        ("Assumed, because nobody stated it", assumptions_in_words(comparison)),
    ):
        if texts:
            rows.append(_facts(sheet, rows[-1], heading, [("", text) for text in texts]))
    prints(sheet)
    sheet.worksheet.repeat_rows(0, REPEATED - 1)
    heights_of(sheet)[2] = SUBTITLE
    set_pages(sheet, WIDTHS.values(), (REPEATED + 1, rows[-1] - 2), rows[:-1], repeated=REPEATED)
    sheet.worksheet.set_zoom(100)
    sheet.worksheet.protect("", {"format_columns": True, "format_rows": True})


def _term(comparison: Comparison) -> str:
    file = comparison.scenario.file
    names = "; ".join(option.label for option in comparison.options)
    return f"At export: {file.months} months from {file.start}, amounts in {file.currency}. Options: {names}."


def _facts(sheet: Sheet, row: int, heading: str, facts: Sequence[tuple[str, str]]) -> int:
    """A heading and lines of a label and a text; the row where the next block begins."""
    if heading:
        band(sheet, row, "", TEXT + 1)
        sheet.text(row, LABEL, heading, bold=True, bg_color=GREY)
        row += 1
    for label, text in facts:
        for first, part in on_rows((label, text), (WIDTHS[LABEL], WIDTHS[TEXT])):
            sheet.text(row, LABEL, first, bold=True, **WRAPPED)
            sheet.text(row, TEXT, part, **WRAPPED)
            row_height(sheet, row, {LABEL: first, TEXT: part}, WIDTHS, bold=(LABEL,))
            row += 1
    return row + 1


def _legend(sheet: Sheet, row: int) -> int:
    band(sheet, row, "", TEXT + 1)
    sheet.text(row, LABEL, "Legend", bold=True, bg_color=GREY)
    for name, told, facts in LEGEND:
        row += 1
        sheet.text(row, LABEL, name, border=1, border_color=LINE, **facts)
        sheet.text(row, TEXT, told, indent=1)
    return row + 2


def _contents(sheet: Sheet, row: int, sheets: Sequence[tuple[str, str]]) -> int:
    band(sheet, row, "", TEXT + 1)
    sheet.text(row, LABEL, "Contents", bold=True, bg_color=GREY)
    for name, told in sheets:
        row += 1
        sheet.link(row, LABEL, f"internal:{name}!A1", name)
        sheet.text(row, TEXT, told)
    return row + 2


def _sources(comparison: Comparison) -> Iterator[tuple[str, str]]:
    """How many inputs come from where; Inputs has each with its own."""
    inputs, card = comparison.model.inputs, comparison.model.card
    rates = {one.rate.key: one.rate for one in inputs if one.rate is not None}
    cards = Counter(card.origin(key).name for key in rates)
    if rates:
        dates = sorted(str(rate.as_of) for rate in rates.values())
        span = dates[0] if dates[0] == dates[-1] else f"{dates[0]} to {dates[-1]}"
        named = ", ".join(f"{count} from '{name}'" for name, count in cards.items())
        yield "Card rates", f"{named}; prices of {span}. Rates has each with its source."
    series = {one.from_series.key: one.from_series for one in inputs if one.from_series is not None}
    if series:
        yield "Index series", f"{', '.join(series)}. Rates has each with its source."
    stated = sum(not one.assumed and one.rate is None and one.from_series is None for one in inputs)
    assumed = sum(one.assumed for one in inputs)
    yield "Stated and assumed", f"{stated} inputs are stated in the scenario, {assumed} are assumed or hold everywhere."
