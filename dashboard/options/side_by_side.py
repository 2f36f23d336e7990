"""Options side by side: totals by category from the model, then every term that one of them states.

Terms stand in rows grouped like the cards, options in columns. A row whose values differ begins with a sign, so that
nobody needs colour to see it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import streamlit as st

from dashboard import parts, state
from dashboard.fields import Field, Place
from dashboard.formats import SMALL_NUMBERS, exact, plain, term_of
from dashboard.forms import MIXES, Forms, Part
from dashboard.options.words import place_words, pricing_words, value_words
from tcomodel import Comparison
from tcomodel.entry_at import at
from tcomodel.stated_ranges import is_range

MOST = 4
NOTHING = "–"
DIFFERS = "≠"
LEAST = 0.5  # of the currency; below it an amount is shown as nothing
CARD, PROGRAMME, ASSUMED = "card", "programme", "assumed"  # where a value comes from that the option does not state
MEANING = (
    f"**{DIFFERS}** marks what differs. **{NOTHING}** means that the option has no such term: no cap, no minimum, no "
    f"credit, nothing billed under it. *({CARD})* is a rate of the rate card, *({PROGRAMME})* what the programme says "
    f"for all options, *({ASSUMED})* what the tool takes as long as nobody says otherwise."
)
ORDER = ("Price", "Place", "Own team")  # groups that come first


class Cell(NamedTuple):
    """What one option says: the value in words, and where it comes from if not from the option itself."""

    value: str
    origin: str = ""

    def __str__(self) -> str:
        return f"{self.value} ({self.origin})" if self.origin else self.value


@dataclass(frozen=True)
class Row:
    """One line of the table: a group, a term with its unit, what each option says, and how far two amounts differ."""

    group: str
    term: str
    unit: str
    cells: tuple[Cell, ...]
    difference: str = ""

    @property
    def differs(self) -> bool:
        """Whether the values differ, wherever they come from."""
        return len({cell.value for cell in self.cells}) > 1


def show(forms: Forms, result: Comparison) -> None:
    """The choice of options and the table."""
    known = {option.key: option.label for option in result.options if option.key in forms.options}
    if len(known) < 2:
        st.info("There is one option only. Add another under Cards, or duplicate it, to see two side by side.")
        return
    chosen = st.multiselect(
        f"Options, two to {SMALL_NUMBERS[MOST]}", list(known), at_first(result, list(known)),
        key="options:side by side", format_func=known.get, max_selections=MOST, placeholder="choose two or more",
    )  # fmt: skip
    only = st.toggle("Only what differs", key="options:only what differs")
    chosen = [key for key in chosen if key in known]
    if len(chosen) < 2:
        st.info("Choose at least two options above.", icon=":material/info:")
        return
    rows = rows_of(forms, result, chosen)
    shown = [row for row in rows if row.differs] if only else rows
    st.caption(f"{sum(row.differs for row in rows)} of {len(rows)} lines differ. {MEANING}")
    labels = [known[key] for key in chosen]
    st.markdown(markdown(shown, labels))
    parts.download(
        "options", "side by side", lambda: file_rows(rows, labels), result, "Data of this table", "options side by side"
    )


def at_first(result: Comparison, known: Sequence[str]) -> list[str]:
    """The two that come first in the ranking."""
    order = [one.key for one in (*result.ranking, *result.options)]
    return [key for key in dict.fromkeys(order) if key in known][:2]


def rows_of(forms: Forms, result: Comparison, keys: Sequence[str]) -> list[Row]:
    """All rows for some options."""
    said = [*_kinds(forms, keys), *_terms(forms, keys)]
    groups = list(dict.fromkeys([*ORDER, *(row.group for row in said)]))
    return [*_money(result, keys), *sorted(said, key=lambda row: groups.index(row.group))]


def markdown(rows: Sequence[Row], labels: Sequence[str]) -> str:
    """The table, each group under a row with its name."""
    heads = [*map(plain, labels), *(["Difference"] if len(labels) == 2 else [])]
    lines = [f"| | {' | '.join(heads)} |", f"|:---|{'---:|' * len(heads)}"]
    group = ""
    for row in rows:
        if row.group != group:
            group = row.group
            lines.append(f"| **{plain(group)}** |{' |' * len(heads)}")
        term = plain(f"{row.term} ({row.unit})" if row.unit else row.term)
        cells = [f"**{plain(str(one))}**" if row.differs else plain(str(one)) for one in row.cells]
        cells += [row.difference] if len(labels) == 2 else []
        lines.append(f"| {f'{DIFFERS} ' if row.differs else ''}{term} | {' | '.join(cells)} |")
    return "\n".join(lines)


def file_rows(rows: Sequence[Row], labels: Sequence[str]) -> list[parts.Row]:
    """The table as a file has it."""
    head: list[parts.Row] = [["Group", "Term", "Unit", "Differs", *labels]]
    return head + [
        [row.group, row.term, row.unit, "yes" if row.differs else "no", *map(str, row.cells)] for row in rows
    ]


# ---------------------------------------------------------------- what it costs


def _money(result: Comparison, keys: Sequence[str]) -> Iterator[Row]:
    """Totals, then their categories; a category that is nothing in all of them is left out."""
    options = [result.option(key) for key in keys]
    group = f"Cost over {term_of(len(result.months))}"
    yield _amounts(group, "Total", result.currency, [option.total for option in options])
    yield _amounts(group, "Net present value", result.currency, [option.figure("npv") or 0.0 for option in options])
    for name in dict.fromkeys(name for option in options for name in option.category_totals):
        amounts = [option.category_totals.get(name, 0.0) for option in options]
        if any(abs(amount) >= LEAST for amount in amounts):
            yield _amounts(group, name, result.currency, amounts)


def _amounts(group: str, term: str, unit: str, amounts: Sequence[float]) -> Row:
    cells = tuple(Cell(_whole(one) if abs(one) >= LEAST else NOTHING) for one in amounts)
    difference = amounts[1] - amounts[0] if len(amounts) == 2 else 0.0
    return Row(group, term, unit, cells, f"{'+' * (difference > 0)}{_whole(difference)}" if difference else "")


def _whole(amount: float) -> str:
    return exact(amount, 0).replace("-", "−")


# ---------------------------------------------------------------- what it says


def _kinds(forms: Forms, keys: Sequence[str]) -> Iterator[Row]:
    options = [forms.options[key] for key in keys]
    yield Row("Price", "How it is paid", "", tuple(Cell(pricing_words(one)) for one in options))
    yield Row("Place", "Where the work is done", "", tuple(Cell(place_words(one) or "not stated") for one in options))


def _terms(forms: Forms, keys: Sequence[str]) -> list[Row]:
    """One row for every term that one of the options states, in the order of the forms."""
    found: dict[Place, tuple[str, Field]] = {}
    for key in keys:
        for part in forms.option(key)[1:]:
            for field in part.all_fields():
                if field.raw is not None:
                    found.setdefault(field.place[2:], (_group(part), field))
    rows = []
    for place, (group, field) in found.items():
        if not any(_within(other, place) for other in found):
            cells = tuple(_said(forms, key, place, field) for key in keys)
            unit = "" if field.unit == "%" or field.unit.lower() in field.label.lower() else field.unit
            rows.append(Row(group, field.label, unit, cells))
    return rows


def _group(part: Part) -> str:
    section = part.place[2] if len(part.place) > 2 else ""
    if section == "pricing":
        return "Price"
    if section == "in_house":
        return "Own team"
    if section in ("locations", "complexities"):
        return "Place"
    return f"Contract: {part.title}" if section == "contract" else part.title


def _within(other: Place, place: Place) -> bool:
    """Whether another row says the same in more detail, by channel or location."""
    return len(other) > len(place) and other[: len(place)] == place


def _said(forms: Forms, key: str, place: Place, field: Field) -> Cell:
    """What an option says at a place: its own value, the programme's, what is assumed, or nothing."""
    option, own_alone = forms.options[key], place[0] in ("pricing", "in_house", "contract", *MIXES)
    own = _value_at(option, place)
    if own is not None:
        return Cell(_words(field, own), CARD if isinstance(own, Mapping) and "rate" in own else "")
    shared = None if own_alone else _value_at(forms.data, place)
    if shared is not None:
        return Cell(_words(field, shared), PROGRAMME)
    section = place[: 2 if place[0] == "contract" else 1]
    holds = place[0] in ("service", "staffing", "inflation") or at(option, section) is not None
    if holds and field.given.assumed is not None and place[-1] == field.given.name:
        return Cell(_words(field, field.given.assumed), ASSUMED)
    return Cell(NOTHING)


def _value_at(data: Any, place: Place) -> Any:
    """What is written at a place; where one value stands for all channels, it is that of each."""
    value, around = at(data, place), at(data, place[:-1])
    if value is not None or around is None or len(place) < 3 or not isinstance(place[-1], str):
        return value
    by_name = isinstance(around, Mapping) and not is_range(around) and not {"rate", "csv"} & set(around)
    return None if by_name else around


def _words(field: Field, raw: Any) -> str:
    one = field.saying(raw, state.card_in_use())
    known = [end for end in ("low", "high") if is_range(raw) and end in raw]
    ends = tuple(replace(one, place=(*one.place, end), raw=raw[end]) for end in known)
    return value_words(replace(one, ends=ends), raw)
