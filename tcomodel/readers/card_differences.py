"""Rate cards side by side, for a terminal, a spreadsheet and a program.

    B: Bid A, 20 rates, as of 2026-05
    18 matched: 10 dearer, 5 cheaper, 2 equal, 1 not compared; median difference +3.2 %. 111 missing, 2 on B only.

    What                Unit             A        B    B - A        %
    ------------------  --------  --------  -------  -------  -------
    Agent hour          USD/hour        11    12.10    +1.10   +10.0
    Back office         USD/hour         9  missing        –

What is missing says so in every form, so that no spreadsheet takes it for zero.
"""

import textwrap
from collections.abc import Iterator
from string import ascii_uppercase
from typing import Any

from tcomodel.csv_cells import csv_text
from tcomodel.rates import Rate
from tcomodel.rates.differences import Count, Difference, Differences, Row, band_in_words
from tcomodel.readers.rate_table import figure_in_words, where_in_words
from tcomodel.readers.text_table import WIDTH, small_table

SCHEMA = 1  # of to_data; raised when a name changes its meaning or goes
WHAT = 36  # widest first column
MISSING = "missing"
NONE = "–"
SHORT_OF_WHAT = ("item", "location", "channel")


def to_text(differences: Differences) -> str:
    """The cards for a terminal: how each compares with the first, then its table; reasons and notes below it."""
    first = differences.cards[0]
    blocks = [f"A: {_one_line(differences.names[0])}, {_rates(len(first))}, as of {_one_line(first.as_of)}"]
    blocks += [_against_first(differences, place) for place in range(1, len(differences.cards))]
    return "\n\n".join(blocks) + "\n"


def _against_first(differences: Differences, place: int) -> str:
    card, count, letter = differences.cards[place], differences.counts[place], _letter(place)
    assert count is not None, "only the first card has none"
    name = _one_line(differences.names[place])
    heading = f"{letter}: {name}, {_rates(len(card))}, as of {_one_line(card.as_of)}"
    summary = textwrap.wrap(count_in_words(count, letter), WIDTH)
    footnotes: list[str] = []
    rows = [
        _cells(row, place, footnotes)
        for row in differences.rows
        if row.rates[0] is not None or row.rates[place] is not None
    ]
    head = ["What", "Unit", "A", letter, f"{letter} - A", "%", ""]
    table = small_table(head, rows, left=(0, 1, len(head) - 1), widest=WHAT)
    notes = [line for number, note in enumerate(footnotes, 1) for line in _footnote(number, note)]
    return "\n".join([heading, *summary, "", *table, *(["", *notes] if notes else [])])


def count_in_words(count: Count, name: str) -> str:
    """``18 matched: 10 dearer, 5 cheaper, ...; median difference +3.2 %. 111 missing, 2 on B only.``"""
    told = [
        f"{number:,} {word}"
        for number, word in (
            (count.dearer, "dearer"),
            (count.cheaper, "cheaper"),
            (count.equal, "equal"),
            (count.other_dates, "of other price dates"),
            (count.higher, "higher (no price)"),
            (count.lower, "lower (no price)"),
            (count.same, "the same (no price)"),
            (count.not_compared, "not compared"),
        )
        if number
    ]
    middle = count.median_percent
    median = "" if middle is None else f"; median difference of the prices {_percent(middle)} %"
    matched = f"{count.matched:,} matched{': ' if told else ''}{', '.join(told)}{median}."
    return f"{matched} {count.missing:,} missing on {name}, {count.extra:,} on {name} only."


def _cells(row: Row, place: int, footnotes: list[str]) -> list[str]:
    first, rate, difference = row.rates[0], row.rates[place], row.differences[place]
    stated = first or rate
    assert stated is not None, "rows without either are left out"
    what = f"{_one_line(stated.title)} ({_one_line(where_in_words(stated))})"
    assert difference is not None, "only the first card has none"
    reasons = [difference.why] if difference.why and first is not None and rate is not None else []
    marks = []
    for reason in [*reasons, *row.notes[place]]:
        if reason not in footnotes:
            footnotes.append(reason)
        marks.append(f"[{footnotes.index(reason) + 1}]")
    figures = [_figure(one, stated) for one in (first, rate)]
    return [what, stated.unit, *figures, _signed(difference.amount), _percent(difference.percent), " ".join(marks)]


def _figure(rate: Rate | None, stated: Rate) -> str:
    """A figure; with its unit where that is another than the row's."""
    if rate is None:
        return MISSING
    return figure_in_words(rate) if rate.unit == stated.unit else f"{figure_in_words(rate)} {rate.unit}"


def _signed(amount: float | None) -> str:
    return NONE if amount is None else "0" if amount == 0 else f"{amount:+,.10g}"


def _percent(percent: float | None) -> str:
    return NONE if percent is None else "0.0" if round(percent, 1) == 0 else f"{percent:+,.1f}"


def _footnote(number: int, note: str) -> list[str]:
    mark = f"[{number}] "
    return textwrap.wrap(_one_line(note), WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark))


def _one_line(text: str) -> str:
    """Text of somebody's file without what would move a terminal's cursor."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _rates(count: int) -> str:
    return "1 rate" if count == 1 else f"{count:,} rates"


def _letter(place: int) -> str:
    """A, B, ... Z, then the number of the card."""
    return ascii_uppercase[place] if place < len(ascii_uppercase) else f"card {place + 1}"


# -- for a spreadsheet ----------------------------------------------------------------------------------


def to_csv(differences: Differences) -> str:
    """One line a row; for each card its key, figures, unit and date, for each after the first its difference.

    ``difference`` is in the unit of both, ``difference_percent`` 12.5 for 12.5 %; where there is none ``why`` says so.
    A rate that a card does not have is the word ``missing``. Text that a spreadsheet would run as a formula is defused.
    """
    return csv_text(_csv_rows(differences))


def _csv_rows(differences: Differences) -> Iterator[list[float | str | None]]:
    head: list[float | str | None] = ["what", "item", "location", "channel", "volume_band"]
    for place, name in enumerate(differences.names):
        head += [f"{name}: {fact}" for fact in ("key", "low", "base", "high", "unit", "as_of", "source")]
        head += [f"{name}: {fact}" for fact in ("difference", "difference_percent", "why", "notes")] if place else []
    yield head
    for row in differences.rows:
        stated = row.stated
        cells: list[float | str | None] = [row.title, stated.item, stated.location, stated.channel]
        cells.append("" if stated.over is None and stated.up_to is None else band_in_words(stated))
        for place, rate in enumerate(row.rates):
            cells += _csv_rate(rate)
            difference = row.differences[place]
            if difference is not None:
                cells += [difference.amount, difference.percent, difference.why, "; ".join(row.notes[place])]
        yield cells


def _csv_rate(rate: Rate | None) -> list[float | str | None]:
    if rate is None:
        return [MISSING] * 7
    low, high = (rate.figure(at) if rate.low is not None else None for at in ("low", "high"))
    return [rate.key, low, rate.figure(), high, rate.unit, rate.as_of, rate.source]


# -- for a program --------------------------------------------------------------------------------------


def to_data(differences: Differences) -> dict[str, Any]:
    """Everything as plain data; what is missing or has no number is null, with a reason. See ``schema``."""
    return {
        "schema": SCHEMA,
        "cards": [
            {
                "name": name,
                "as_of": card.as_of,
                "rates": len(card),
                "against_first": None if count is None else vars(count).copy(),
            }
            for name, card, count in zip(differences.names, differences.cards, differences.counts, strict=True)
        ],
        "rows": [_row_data(row) for row in differences.rows],
    }


def _row_data(row: Row) -> dict[str, Any]:
    stated = row.stated
    return {
        "what": row.title,
        **{fact: getattr(stated, fact) for fact in SHORT_OF_WHAT},
        "over": stated.over,
        "up_to": stated.up_to,
        "rates": [None if rate is None else _rate_data(rate) for rate in row.rates],
        "differences": [None if one is None else _difference_data(one) for one in row.differences],
        "notes": [list(notes) for notes in row.notes],
    }


def _rate_data(rate: Rate) -> dict[str, Any]:
    facts = ("key", "title", "unit", "currency", "as_of", "source")
    return {**{fact: getattr(rate, fact) for fact in facts}, **rate.figures}


def _difference_data(difference: Difference) -> dict[str, Any]:
    return {"amount": difference.amount, "percent": difference.percent, "why": difference.why or None}
