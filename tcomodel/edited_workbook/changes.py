"""What was changed in a workbook, for people: one entry for each number, or for a run of equal ones.

Volume, Voice, 2027-03 to 2027-12   Series!H7:Q7   42,000 -> 45,000 contacts per month
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from tcomodel.edited_workbook.cells import Found
from tcomodel.edited_workbook.homes import Edit
from tcomodel.model import Input
from tcomodel.readers.changed_inputs import which_of_several
from tcomodel.readers.english import label_of, place_of
from tcomodel.readers.excel.inputs.words import unit_of_input
from tcomodel.readers.excel.names import name_of
from tcomodel.results import Comparison

FAR = 10  # times as much, or as little
LONGEST_FORMULA = 200  # characters that are shown


@dataclass(frozen=True)
class Change:
    """One changed number, or several neighbours that changed alike.

    ``name`` is the defined name (``in_manila_seat_rate``), ``cell`` where it stands now (``Inputs!D45``), ``place`` the
    option or part in words, ``formula`` what was typed where that is one. ``before`` and ``after`` are numbers as the
    model takes them, a share as 0.055. ``source`` is where the number came from (``stated``, ``assumed``, ``card rate
    manila.seat_month``), ``written`` where the scenario states it from now on.
    """

    name: str
    label: str
    place: str
    unit: str
    cell: str
    before: float
    after: float
    formula: str = ""
    written: tuple[str, ...] = ()
    source: str = "stated"
    kind: str = field(default="number", repr=False)  # number, share or switch

    @property
    def looks_wrong(self) -> str:
        """Of a number that moved further than numbers are negotiated: what to look at; empty for all others."""
        times = self.after / self.before if self.before and self.after else 1.0
        if self.kind == "share" and self.before < 1 < self.after:
            said = "is more than 100 % now; was a percent sign left out?"
        elif self.kind == "switch" or 1 / FAR <= times <= FAR:
            return ""
        else:
            way = "less" if abs(times) < 1 else "more"
            said = f"is {way} by a factor of more than {FAR}; is the point in its place?"
            said = "has another sign now; is that meant?" if times < 0 else said
        return f"{self.cell}, {self.label} ({self.place}): {self.before_in_words} -> {self.after_in_words} {said}"

    @property
    def before_in_words(self) -> str:
        """The number as exported, with all its digits: ``5.5 %``, ``1,850``, ``yes``."""
        return _in_words(self.before, self.kind)

    @property
    def after_in_words(self) -> str:
        """The number as it is now."""
        return _in_words(self.after, self.kind)


def _in_words(value: float, kind: str) -> str:
    if kind == "switch":
        return "yes" if value else "no"
    return f"{value * 100:,.15g} %" if kind == "share" else f"{value:,.15g}"


def changes_of(found: Found, edits: Sequence[Edit], exported: Comparison) -> Iterator[Change]:
    """The changes of one input."""
    one = found.one
    kind = "switch" if one.given.kind == "switch" else "share" if one.given.is_share else "number"
    unit = unit_of_input(one.given, exported.currency)
    if kind == "share":
        unit = unit.removeprefix("percent").strip()  # the percent sign stands beside the number: 8 % per year
    written = tuple(".".join(map(str, place)) for place, _ in edits)
    for first, last in _runs(found):
        part = which_of_several(one, first, last, exported) if np.ndim(one.value) else ""
        yield Change(
            name_of(one),
            f"{label_of(one)}, {part}" if part else label_of(one),
            place_of(one.scope),
            unit,
            str(found.at.part(first, last)),
            found.before[first],
            found.values[first],
            found.formulas[first][:LONGEST_FORMULA],
            written,
            _source(one),
            kind,
        )


def _source(one: Input) -> str:
    if one.rate is not None:
        return f"card rate {one.rate.key}"
    if one.from_series is not None:
        return f"series {one.from_series.key}"
    return "assumed" if one.assumed else "stated"


def _runs(found: Found) -> Iterator[tuple[int, int]]:
    """First and last of neighbours that changed alike: from one number to another one, and as the same formula."""
    runs: list[tuple[int, int]] = []
    for at in found.changed:
        first, last = runs[-1] if runs else (-2, -2)
        if at == last + 1 and _alike(found, first, at):
            runs[-1] = first, at
        else:
            runs.append((at, at))
    return iter(runs)


def _alike(found: Found, one: int, other: int) -> bool:
    facts = found.before, found.values, found.formulas
    return all(values[one] == values[other] for values in facts)
