"""What a vendor's sheet says column by column, and what it does not say: questions with their likely answers.

F · Rate (USD)        [ Price            v ]    11.4 · 12.9 · 10.8
In which currency are the prices?   ( ) USD  ( ) EUR  ( ) GBP
"""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import state
from dashboard.formats import plain
from tcomodel.column_letters import column_letters
from tcomodel.importing import Ask, Match
from tcomodel.importing.matching import WIDE
from tcomodel.importing.session import Reading, SheetInHand, only_its_choices
from tcomodel.index_series import index_names
from tcomodel.rates.columns import COLUMNS
from tcomodel.rates.vocabulary import CHANNELS, CURRENCIES, ITEMS, UNITS

NOT_USED = "not used"
FACTS = {
    "": NOT_USED,
    **{fact: word for fact, word in COLUMNS.items() if fact not in ("key", "conflicts_with", "default", "because")},
    "band": "Volume band",
    "from": "Volume from",
    "detail": "Detail of what is priced",
}
FOR_ALL = ("location", "channel", "unit", "currency", "as_of", "item", "index", "source")
PLACEHOLDERS = {"source": "the card's name", "index": "none", "item": "told from each row", "channel": "all"}
MOST_IN_SIGHT = 12  # columns
WIDTH = 297  # pixels: four side by side on a laptop's screen
ASKED = 390  # pixels: a question, three side by side
LINE = 38  # signs that fit below a column's box
LOOKED_AT = 200  # rows for samples
LABELS_IN_WORDS = {
    "location": "Locations", "channel": "Channels", "unit": "Units", "as_of": "Price dates", "detail": "Something else",
}  # fmt: skip


# ---------------------------------------------------------------- what the sheet does not say


def questions(sheet: SheetInHand, reading: Reading) -> None:
    """The questions, each with its likely answers; other answers can be typed."""
    if not reading.questions:
        return
    with st.container(border=True):
        waiting = len(reading.waiting)
        told = f" · {waiting:,} {'row waits' if waiting == 1 else 'rows wait'} for an answer" if waiting else ""
        st.markdown(f"**What the sheet does not say**{told}")
        row = st.container(horizontal=True, gap="small")
        for ask in reading.questions:
            with row.container(width=ASKED, gap="xsmall"):
                _question(sheet, ask)


def _question(sheet: SheetInHand, ask: Ask) -> None:
    said = sheet.said(ask.key)
    choices = _choices(ask)
    name = f"import:{sheet.number}:answer:{ask.key}"
    if only_its_choices(ask) and (not said or said in choices):
        key = state.widget_shows(name, said)
        st.radio(
            plain(ask.question), choices, index=choices.index(said) if said in choices else None, key=key,
            horizontal=True, on_change=_answer, args=(sheet, key, ask.key), format_func=partial(_in_words, ask.key),
        )  # fmt: skip
    else:
        _box(sheet, ask.key, plain(ask.question), choices, "Choose or type", name, ASKED)
    _slip(sheet, ask.key)


def _choices(ask: Ask) -> list[str]:
    more = {"location": _places(), "currency": CURRENCIES, "channel": CHANNELS, "unit": UNITS}
    return list(dict.fromkeys((*ask.choices, *more.get(ask.key, ()))))


def _in_words(key: str, choice: str) -> str:
    return LABELS_IN_WORDS[choice] if key == WIDE else choice


def _places() -> list[str]:
    return sorted({rate.location for rate in state.standard_card().rates.values()})


# ---------------------------------------------------------------- the columns


def columns(sheet: SheetInHand) -> None:
    """Each column with some of its cells and the fact it holds."""
    matches = sheet.matching.matches
    st.subheader(
        "Columns", anchor=False, help="What each column holds. Whatever is not used stays behind in the sheet."
    )
    grid = st.container(
        horizontal=True, gap="small", height=560 if len(matches) > MOST_IN_SIGHT else "content", border=False
    )
    for match in matches:
        _column(sheet, match, grid.container(border=True, width=WIDTH, height="stretch", gap="xsmall"))


def _column(sheet: SheetInHand, match: Match, card: DeltaGenerator) -> None:
    fact = "" if match.fact == "nothing" else match.fact
    options = list(FACTS) if fact in FACTS else [*FACTS, fact]
    key = state.widget_shows(f"import:{sheet.number}:fact:{match.column}", fact)
    heading = " ".join(match.heading.split())
    card.selectbox(
        f"{column_letters(match.column)} · {plain(heading)}", options, index=options.index(fact), key=key,
        on_change=_holds, args=(sheet, key, match.column), help=plain(match.because) or None,
        format_func=lambda one: FACTS.get(one, COLUMNS.get(one, one)),
    )  # fmt: skip
    card.caption(plain(_samples(sheet, match)))
    for_what = [match.location, match.channel, match.unit or "", match.currency, match.as_of, match.detail]
    if fact in ("value", "low", "base", "high") and any(for_what):
        card.caption(plain(f"by its heading: {', '.join(one for one in for_what if one)}"))


def _samples(sheet: SheetInHand, match: Match) -> str:
    """The first different cells of a column, as many as fit into a line."""
    told = ""
    for text in dict.fromkeys(row.cells[match.column].text for row in sheet.table.rows[:LOOKED_AT]):
        longer = f"{told} · {text}" if told and text else told or text
        if told and len(longer) > LINE:
            break
        told = longer
    return (f"{told[: LINE - 1]}…" if len(told) > LINE else told) or "empty"


def _holds(sheet: SheetInHand, key: str, column: int) -> None:
    sheet.holds(column, state.widget_changed(key) or "")


# ---------------------------------------------------------------- what holds for all rows


def for_all_rows(sheet: SheetInHand) -> None:
    """Facts that no column holds and nobody asks for; what is said here holds for every row."""
    prices = sheet.matching.columns("value", "low", "base", "high")
    in_headings = {
        "unit": all(one.unit is not None for one in prices),
        "currency": all(one.currency for one in prices),
        "location": all(one.location for one in prices),
        "channel": all(one.channel for one in prices),
        "as_of": all(one.as_of for one in prices),
    }
    asked = {key.split(":")[0] for key in sheet.questions}
    wanted = [
        fact for fact in FOR_ALL
        if fact not in asked and sheet.matching.column(fact) is None
        and not (prices and in_headings.get(fact, False))
    ]  # fmt: skip
    if not wanted:
        return
    choices = {
        "location": _places(), "channel": list(CHANNELS), "unit": list(UNITS), "currency": list(CURRENCIES),
        "item": list(ITEMS), "index": [one for one in index_names() if one != "none"],
    }  # fmt: skip
    st.markdown("**For all rows**", help="What no column says. Leave a box empty where it does not apply.")
    with st.container(horizontal=True, gap="small"):
        for fact in wanted:
            with st.container(width=WIDTH, gap="xsmall"):
                placeholder = PLACEHOLDERS.get(fact, "Choose or type")
                name = f"import:{sheet.number}:all:{fact}"
                _box(sheet, fact, COLUMNS[fact], choices.get(fact, []), placeholder, name, WIDTH)
                _slip(sheet, fact)


def _box(
    sheet: SheetInHand, fact: str, label: str, choices: list[str], placeholder: str, name: str, width: int
) -> None:
    said = sheet.said(fact)
    key = state.widget_shows(name, said)
    if not choices:
        st.text_input(
            label, said, key=key, placeholder="2026-05" if fact == "as_of" else placeholder, width=width,
            on_change=_answer, args=(sheet, key, fact),
        )  # fmt: skip
        return
    options = choices if not said or said in choices else [said, *choices]
    st.selectbox(
        label, options, index=options.index(said) if said else None, key=key, placeholder=placeholder, width=width,
        accept_new_options=fact != "index", on_change=_answer, args=(sheet, key, fact),
    )  # fmt: skip


def _slip(sheet: SheetInHand, key: str) -> None:
    if key in sheet.slips:
        st.markdown(f":red[{plain(sheet.slips[key][1])}]")


def _answer(sheet: SheetInHand, key: str, asked: str) -> None:
    sheet.answer(asked, state.widget_changed(key) or "")
