"""What each column of an export is taken for: the date, the time of day, the names of channels, a count, or nothing.

Date | Queue | Offered | Answered | AHT
date   names   count     count      not used: it is no count of contacts
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from tcomodel.importing.locations import channel_of, channel_within
from tcomodel.importing.sheet import Cell
from tcomodel.importing.table import Row
from tcomodel.importing.unit_words import plain
from tcomodel.volumes.counts import NoCount, count_of, decimals_of
from tcomodel.volumes.days import is_written_compactly, looks_like_a_day
from tcomodel.volumes.export import Export, is_figure
from tcomodel.volumes.heading_words import CHANNEL, MEASURE, WORDS

DATE, TIME, NAMES, COUNT, NOT_USED = ROLES = ("date", "time", "names", "count", "")
SAMPLE = 400  # rows
LEAST_ROWS = 3  # that tell a total from chance
MOST_NAMES = 60  # different names of channels or queues
OF_OTHERS = "a total of the other columns"
ITS_CELLS_ARE_DATES, OTHER_DATES = "its cells are dates", "another column holds the date"
HOURS = 24


@dataclass(frozen=True)
class Column:
    """One column and what it is taken for. ``channel`` and ``measure`` are what its heading says of a count."""

    index: int
    heading: str
    role: str
    because: str
    measure: str = ""


def columns_of(export: Export, said: Mapping[int, str]) -> tuple[Column, ...]:
    """The columns as they were understood, and as somebody said (``said``: a role by column)."""
    found = list(_suggested(export))
    for position, role in said.items():
        if position < len(found):
            found[position] = replace(found[position], role=role, because="as you said")
    return tuple(found)


def counted(columns: Sequence[Column], measure: str) -> list[Column]:
    """The counts that make up the volume, where ``measure`` says which of several counts of the same contacts does."""
    counts = [one for one in columns if one.role == COUNT]
    rivals = rivals_of(columns)
    return [one for one in counts if not measure or one.index not in rivals or rivals[one.index] == measure]


def rivals_of(columns: Sequence[Column]) -> dict[int, str]:
    """The counts of which only one kind can be the volume, each with its kind: ``offered``, ``answered``.

    With names of channels each row has one volume; with a column for each channel, each channel has.
    """
    counts = [one for one in columns if one.role == COUNT]
    if any(one.role == NAMES for one in columns):
        return {one.index: one.heading for one in counts} if len(counts) > 1 else {}
    found: dict[int, str] = {}
    by_channel: dict[str, list[Column]] = {}
    for one in counts:
        if one.measure:
            by_channel.setdefault(channel_of(one.heading) or channel_within(one.heading), []).append(one)
    for group in by_channel.values():
        if len({one.measure for one in group}) > 1:
            found |= {one.index: one.measure for one in group}
    return found


def is_sum(text: str) -> bool:
    """Whether words name a total and nothing else: ``Grand total``, ``All channels``, ``Total calls``."""
    words = plain(text).split()
    return any(word in WORDS["sums"] for word in words) and all(
        word in WORDS["sums"] or word in WORDS["around sums"] for word in words
    )


def channel_for(name: str, channels: Sequence[str]) -> str | None:
    """The channel of a scenario that a heading or queue speaks of; None where it names none of them."""
    key = key_of(name)
    if key in channels:
        return key
    if is_outbound(name):
        return None  # that nobody called in for: somebody has to say that it belongs to the volume
    said = channel_of(name) or channel_within(name)
    known = said.replace(" ", "_")
    if known in channels:
        return known
    spoken = {CHANNEL[word] for word in plain(name).split() if word in CHANNEL} & set(channels)
    if len(spoken) == 1:
        return spoken.pop()
    within = [one for one in channels if f" {one.replace('_', ' ')} " in f" {plain(name)} "]
    return within[0] if len(within) == 1 else None


def is_outbound(name: str) -> bool:
    """Whether a heading or queue speaks of contacts that the company makes itself."""
    return bool(set(plain(name).split()) & WORDS["outbound"])


def key_of(name: str) -> str:
    """What a channel of this name is called in a scenario: ``Web Chat`` is web_chat; empty where that cannot be."""
    key = re.sub(r"[^a-z0-9]+", "_", plain(name)).strip("_")[:40]
    return key if key[:1].isalpha() else ""


def measure_of(heading: str) -> str:
    """What a count counts: ``offered``, ``answered``, ``given up``; nothing where the heading does not say."""
    return next((MEASURE[word] for word in plain(heading).split() if word in MEASURE), "")


def _suggested(export: Export) -> tuple[Column, ...]:
    rows = export.rows[:SAMPLE]
    width = len(export.headings)
    filled = [[row.cells[column] for row in rows if row.cells[column].kind != "empty"] for column in range(width)]
    words = [set(plain(export.headings[column]).split()) for column in range(width)]
    days = [_share(cells, looks_like_a_day) for cells in filled]
    compact = [
        bool(words[one] & WORDS["date"]) and _share(filled[one], is_written_compactly) > 0.5 for one in range(width)
    ]
    ranked = sorted(
        range(width), key=lambda one: (-(days[one] >= 0.5) - compact[one], -bool(words[one] & WORDS["date"]), one)
    )
    date = ranked[0] if days[ranked[0]] >= 0.5 or compact[ranked[0]] else None
    figures = [_share(cells, is_figure) for cells in filled]
    headed = {channel_of(text) or channel_within(text) for text in _headings_of_counts(export, figures, days)} - {""}
    is_wide = export.turned or len(headed) > 1  # a column for each channel needs no names
    names = None if is_wide else _names(export, filled, words, figures, days)
    found = []
    for column in range(width):
        role, because = NOT_USED, "nothing in it is a date, a channel or a count"
        if column == date:
            role, because = DATE, ITS_CELLS_ARE_DATES
        elif column == names:
            role, because = NAMES, "its cells name what was counted"
        elif (
            words[column] & WORDS["time"]
            and not words[column] & (WORDS["no count"] - {"time"})
            and date is not None
            and (_share(filled[column], _is_clock) > 0.5 or _are_hours(filled[column]))
        ):
            role, because = TIME, "its cells are times of day"
        elif days[column] >= 0.5:
            because = OTHER_DATES
        elif figures[column] >= 0.3 and _are_shares(filled[column]):
            because = "its cells are shares"
        elif figures[column] >= 0.3:
            role, because = _count(export.headings[column], words[column])
        found.append(Column(column, export.heading(column), role, because, measure_of(export.headings[column])))
    return _without_other_counts(_without_sums(found, rows), names is not None)


def _headings_of_counts(export: Export, figures: Sequence[float], days: Sequence[float]) -> list[str]:
    """The headings of columns with figures, those aside that speak of times, shares and the like."""
    known = zip(export.headings, figures, days, strict=True)
    return [
        text
        for text, share, dated in known
        if share >= 0.3 > dated and _count(text, set(plain(text).split()))[0] == COUNT
    ]


def _names(
    export: Export, filled: list[list[Cell]], words: list[set[str]], figures: list[float], days: list[float]
) -> int | None:
    """The column whose cells name channels or queues; None in a table with a column for each channel."""
    best, chosen = 0.0, None
    for column, cells in enumerate(filled):
        texts = {cell.text for cell in cells if cell.kind == "text"}
        if not cells or figures[column] > 0.3 or days[column] > 0.3 or not 0 < len(texts) <= MOST_NAMES:
            continue
        if len(cells) * 2 < len(export.rows[:SAMPLE]) or _share(cells, _is_clock) > 0.3:
            continue
        known = sum(bool(channel_of(text) or channel_within(text)) for text in texts) / len(texts)
        score = known * 2 + bool(words[column] & WORDS["names"]) + 2 * ("channel" in words[column])
        if score > best:
            best, chosen = score, column
    return chosen


def _count(heading: str, words: set[str]) -> tuple[str, str]:
    if is_sum(heading):
        return NOT_USED, OF_OTHERS
    if "%" in words or (words & WORDS["no count"] and not words & (WORDS["count"] - {"number", "total"})):
        return NOT_USED, "by its heading it is no count of contacts"
    if words & WORDS["no count"] - {"inbound"} and measure_of(heading) == "":
        return NOT_USED, "by its heading it is no count of contacts"
    if measure_of(heading) == "given up":
        return NOT_USED, "contacts that were given up before somebody answered"
    return COUNT, "its cells are counts"


def _without_sums(found: list[Column], rows: Sequence[Row]) -> list[Column]:
    """A count that is the others added up in every row is a total, whatever its heading says."""
    counts = [one.index for one in found if one.role == COUNT]
    if len(counts) < 3:
        return found
    decimals, _ = decimals_of(row.cells[index] for row in rows for index in counts)
    read = [[count_of(row.cells[index], decimals) for index in counts] for row in rows]
    whole = [[one for one in row if not isinstance(one, NoCount)] for row in read]
    complete = [row for row in whole if len(row) == len(counts) and any(row)]
    sums = [
        index
        for place, index in enumerate(counts)
        if len(complete) >= LEAST_ROWS and all(abs(2 * row[place] - sum(row)) < 0.5 for row in complete)
    ]
    return [replace(one, role=NOT_USED, because=OF_OTHERS) if one.index in sums[-1:] else one for one in found]


def _without_other_counts(found: list[Column], is_long: bool) -> tuple[Column, ...]:
    """In a table with names of channels only columns that speak of counts are counts, where any does."""
    counts = [one for one in found if one.role == COUNT]
    if not counts:  # a total is what there is
        counts = [one for one in found if one.because == OF_OTHERS][:1]
        return tuple(
            replace(one, role=COUNT, because="its cells are counts") if one in counts else one for one in found
        )
    spoken = [one for one in counts if one.measure or set(plain(one.heading).split()) & WORDS["count"]]
    if not is_long or len(counts) < 2 or not spoken:
        return tuple(found)
    told = "another column speaks of the count"
    return tuple(
        replace(one, role=NOT_USED, because=told) if one in counts and one not in spoken else one for one in found
    )


def _share(cells: list[Cell], is_one: Callable[[Cell], bool]) -> float:
    return sum(map(is_one, cells)) / len(cells) if cells else 0.0


def _are_shares(cells: list[Cell]) -> bool:
    """Whether most figures are percent, or all are within 0 and 1 and one at least is no whole number."""
    texts = [cell.text for cell in cells if is_figure(cell)]
    if sum(text.endswith("%") for text in texts) * 2 > len(texts):
        return True
    fractions = [text for text in texts if re.fullmatch(r"0?[.,][0-9]+|0|1(?:[.,]0+)?", text)]
    return len(fractions) == len(texts) and any(not text.isdigit() for text in texts)


def _are_hours(cells: list[Cell]) -> bool:
    """Whether all are hours of a day: 0 to 23, or 1 to 24."""
    return all(re.fullmatch("[0-9]{1,2}", cell.text) and int(cell.text) <= HOURS for cell in cells)


def _is_clock(cell: Cell) -> bool:
    return cell.kind == "text" and re.match(r"[0-9]{1,2}[:h][0-9]{2}", cell.text) is not None
