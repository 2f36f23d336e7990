"""Which options take part, what their prices are moved by, and their place in the ranking, all live.

    takes part      1            1            0
    serves          yes          no           yes
    net present     11.7 M       10.2 M       9.9 M
    place           1            2            3

Those that take part come first, among them those that serve all of the work, among these the cheapest: what is lacking
sets an option back by more than all net present values lie apart. A row holds one step of that, so that no formula
is long.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from tcomodel.model import Input, Placed
from tcomodel.readers.excel.comparison.rows import CellOf, OptionRows
from tcomodel.readers.excel.comparison.states import NO_PRICE
from tcomodel.readers.excel.look.number_formats import AMOUNT
from tcomodel.results import OptionResult
from tcomodel.words import to_the_cent

LOWEST = 6  # digits that count of a shortage


def write_switches(rows: OptionRows) -> None:
    """What is set on Inputs: whether an option takes part and what its prices are moved by."""
    layout, options = rows.layout, rows.options
    switched = [float(option.takes_part) for option in options]

    def switch(option: OptionResult, letters: str) -> tuple[str, Any]:
        cell = layout.single(option.model.scope.inputs["in_comparison"])
        return f"=IF({cell}=1,1,0)", float(option.takes_part)

    def takes_part(option: OptionResult, letters: str) -> tuple[str, Any]:
        cells = rows.across("switched_on")
        return f"=IF(SUM({cells})=0,1,{letters}{rows.at['switched_on']})", float(not any(switched) or option.takes_part)

    def moved(option: OptionResult, letters: str) -> tuple[str, Any] | str:
        given = price_change_of(rows, option)
        if given is None:
            return NO_PRICE
        return f"={layout.single(given)}", float(rows.comparison.values[given])

    rows.add("switched_on", "In the comparison, as set on Inputs", "1 yes, 0 no", switch, "0")
    rows.add("takes_part", "Takes part (all do where none is set)", "1 yes, 0 no", takes_part, "0", bold=True)
    rows.add("price_change", "Price change to try, as set on Inputs", "share", moved, "+0.0##%;[Red]-0.0##%;0%")


def price_change_of(rows: OptionRows, option: OptionResult) -> Input | None:
    """The input that moves an option's prices, where it has prices."""
    inputs = rows.comparison.model.inputs
    return next((one for one in inputs if one.name == "price_change" and one.scope is option.model.scope), None)


def write_ranking(rows: OptionRows) -> None:
    """What an option lacks, what sets it back, and its place: 1 for the answer."""
    rows.band("Ranking: those that take part and serve all of the work first, then by net present value")
    currency, money = rows.book.currency, AMOUNT
    npv, takes, lacks = rows.at["npv"], rows.at["takes_part"], _write_lacks(rows)
    npvs = rows.counts("npv")
    apart = max(npvs) - min(npvs) + 1

    def set_back(option: OptionResult, letters: str) -> tuple[str, Any]:
        unserved = f"{letters}{lacks}+" if lacks else ""
        formula = f"=(MAX({rows.across('npv')})-MIN({rows.across('npv')})+1)*({unserved}2*(1-{letters}{takes}))"
        missing = rows.of("unserved", option) if lacks else 0.0
        return formula, apart * (missing + 2 * (1 - rows.of("takes_part", option)))

    def ranked(option: OptionResult, letters: str) -> tuple[str, Any]:
        return f"={letters}{npv}+{letters}{rows.at['set_back']}", rows.of("npv", option) + rows.of("set_back", option)

    def place(option: OptionResult, letters: str) -> tuple[str, Any]:
        row, last = rows.at["ranked"], rows.letters[-1]
        own = f"ROUND({letters}{row},2)"
        less = f"SUMPRODUCT((ROUND($D{row}:${last}{row},2)<{own})*1)"
        same_before = f"SUMPRODUCT((ROUND($D{row}:{letters}{row},2)={own})*1)"
        worth = to_the_cent(rows.values["ranked"]).tolist()
        here = rows.comparison.place_of(option)
        return f"={less}+{same_before}", sum(one < worth[here] for one in worth) + worth[: here + 1].count(worth[here])

    rows.add("set_back", "Set back for what is lacking", currency, set_back, money)
    rows.add("ranked", "Net present value for the ranking", currency, ranked, money)
    rows.add("place", "Place in the ranking", "number", place, "0", bold=True)


def _write_lacks(rows: OptionRows) -> int:
    """Rows on work that is not served; the row of the flag, 0 where no option can lack anything."""
    first, options = rows.row + 1, rows.options
    if any("unserved_share" in option.model.figures for option in options):
        rows.add("unserved_share", "Work that no seat carries, worst month", "share", _worst_month(rows), "0.0%")
    if any("crew_missing" in option.model.figures for option in options):
        rows.add("crew_missing", "Agents missing for the minimum crew, last month", "FTE", _last_month(rows), "0.0")
    for (label, number), teams in _stated_teams(options).items():
        title = f"Months in which the stated team is too small: {label}"
        rows.add(f"stated team {label} {number}", title, "months", _too_small(rows, teams), "0")
    last = rows.row
    if last < first:
        return 0
    names = [name for name, at in rows.at.items() if first <= at <= last]

    def unserved(option: OptionResult, letters: str) -> tuple[str, Any]:
        found = [one for one in (rows.of(name, option) for name in names) if not isinstance(one, str)]
        formula = f"=IF(ROUND(MAX({letters}{first}:{letters}{last}),6)>0,1,0)"
        return formula, float(round(max(found, default=0.0), LOWEST) > 0)

    return rows.add("unserved", "Does not serve all of the work", "1 yes, 0 no", unserved, "0", bold=True)


def _worst_month(rows: OptionRows) -> CellOf:
    def cell(option: OptionResult, letters: str) -> tuple[str, Any] | str:
        if "unserved_share" not in option.model.figures:
            return "-"
        return f"=MAX({rows.months_of(option, 'unserved_share')})", np.max(option.of("unserved_share"))

    return cell


def _last_month(rows: OptionRows) -> CellOf:
    def cell(option: OptionResult, letters: str) -> tuple[str, Any] | str:
        if "crew_missing" not in option.model.figures:
            return "-"
        spot = rows.layout[option.model.figures["crew_missing"]]
        missing = np.broadcast_to(option.of("crew_missing"), rows.layout.months)
        return f"={spot.sheet}!${rows.layout.last_letter}${spot.row}", missing[-1]

    return cell


def _stated_teams(options: Sequence[OptionResult]) -> dict[tuple[str, int], dict[str, tuple[Input, Placed]]]:
    """By channel, and by how many times an option has it: the team each option states and the one its work needs."""
    found: dict[tuple[str, int], dict[str, tuple[Input, Placed]]] = {}
    for option in options:
        times: Counter[str] = Counter()
        for stated, needed in option.model.stated_teams:
            label = needed.scope.label
            found.setdefault((label, times[label]), {})[option.key] = (stated, needed)
            times[label] += 1
    return found


def _too_small(rows: OptionRows, teams: dict[str, tuple[Input, Placed]]) -> CellOf:
    layout = rows.layout

    def cell(option: OptionResult, letters: str) -> tuple[str, Any] | str:
        if option.key not in teams:
            return "-"
        stated, needed = teams[option.key]
        short = f"{layout.months_of(needed)}-{layout.months_of(stated)}"
        lacking = np.broadcast_to(option.values[needed], layout.months) - option.values[stated]
        return f"=SUMPRODUCT((ROUND({short},6)>0)*1)", np.sum(np.round(lacking, LOWEST) > 0)

    return cell
