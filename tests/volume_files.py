"""Exports as telephony and contact centre systems write them, made from volumes that are known."""

import csv
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from io import BytesIO, StringIO

import openpyxl

Days = Sequence[date]
Counts = dict[str, list[int]]  # of each channel, one a day (or month)
GROUPS = {"nothing": "", "comma": ",", "point": ".", "blank": " ", "thin": "\u202f", "apostrophe": "'"}


def days_from(first: date, count: int) -> list[date]:
    return [first + timedelta(ahead) for ahead in range(count)]


def written(number: int, group: str) -> str:
    return f"{number:,}".replace(",", GROUPS[group])


def wide_rows(days: Days, counts: Counts, dates: str, group: str, total: bool) -> list[list[str]]:
    """Headings and rows with a column for each channel; with ``total`` a column and a row of sums."""
    names = list(counts)
    rows = [["Date", *(name.title() for name in names), *(["Total"] if total else [])]]
    for place, day in enumerate(days):
        own = [counts[name][place] for name in names]
        rows.append([f"{day:{dates}}", *(written(one, group) for one in (*own, *([sum(own)] if total else ())))])
    if total:
        sums = [sum(counts[name]) for name in names]
        rows.append(["Grand total", *(written(one, group) for one in (*sums, sum(sums)))])
    return rows


def long_rows(days: Days, counts: Counts, dates: str, group: str, total: bool) -> list[list[str]]:
    """Headings and rows of date, channel, count; with ``total`` a row for all channels of each day."""
    rows = [["Day", "Channel", "Contacts"]]
    for place, day in enumerate(days):
        own = {name: counts[name][place] for name in counts} | ({"Total": -1} if total else {})
        rows += [
            [f"{day:{dates}}", name.title(), written(sum(c[place] for c in counts.values()) if one < 0 else one, group)]
            for name, one in own.items()
        ]
    return rows


def csv_of(rows: list[list[str]], delimiter: str, above: Sequence[str] = (), mark: bool = False) -> bytes:
    """A CSV with lines above its headings, and the mark of UTF-8 where that is asked for."""
    stream = StringIO()
    for line in above:
        stream.write(f"{line}\n")
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue().encode("utf-8-sig" if mark else "utf-8")


def workbook_of(rows: list[list], above: Sequence[str] = (), shown: str = "dd/mm/yyyy") -> bytes:
    """A workbook with real dates and numbers on its second sheet."""
    book = openpyxl.Workbook()
    book.active.title = "Cover"
    book.active.append(["Contact report"])
    sheet = book.create_sheet("Data")
    for line in above:
        sheet.append([line])
    for row in rows:
        sheet.append(row)
    for column in sheet.iter_cols(min_col=1, max_col=1):
        for cell in column:
            if isinstance(cell.value, datetime):
                cell.number_format = shown
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def european_year() -> tuple[bytes, dict[str, dict[str, int]]]:
    """A year of daily calls, chats and e-mails as a German system exports it, and the contacts of each month."""
    days = days_from(date(2025, 1, 1), 365)
    counts = {
        "Anrufe": [1150 + 37 * day.month + (day.day % 7) * 11 for day in days],
        "Chat": [480 + 9 * day.month for day in days],
        "E-Mail": [300 - 4 * day.month + day.day for day in days],
    }
    rows = [["Datum", *counts, "Gesamt"]]
    for place, day in enumerate(days):
        own = [one[place] for one in counts.values()]
        rows.append([f"{day:%d.%m.%Y}", *(written(one, "point") for one in (*own, sum(own)))])
    rows.append(["Summe", *(written(sum(one), "point") for one in counts.values()), ""])
    months: dict[str, dict[str, int]] = {}
    for name, channel in (("Anrufe", "voice"), ("Chat", "chat"), ("E-Mail", "email")):
        months[channel] = {}
        for day, count in zip(days, counts[name], strict=True):
            months[channel][f"{day:%Y-%m}"] = months[channel].get(f"{day:%Y-%m}", 0) + count
    return csv_of(rows, ";", ["Kontakte je Tag, alle Standorte", ""], mark=True), months
