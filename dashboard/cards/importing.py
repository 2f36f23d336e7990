"""Import: a vendor's sheet, or a card of our own, becomes a card on the shelf, whole or not at all.

    Sheet Rates 2024 of Harbour BPO rates 2024.xlsx: 15 rows below the headings in row 6
    what the sheet does not say, which column is which fact, the cells that cannot be read, the rates as they are read
    [ Put the card on the shelf ]

One page from top to bottom. What was said stays while the visitor looks at another screen.
"""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from dashboard import state
from dashboard.cards import import_columns, import_rows
from dashboard.cards.desk import Desk
from dashboard.downloads import EXCEL
from dashboard.formats import plain
from tcomodel import Comparison
from tcomodel.importing.session import SheetInHand
from tcomodel.readers.cards.template import template
from tcomodel.uploads import LARGEST

DESK, VIEW, LOOK = "import: desk", "cards:view", "Look and edit"
MEGABYTE = 1_000_000
COMPARISON = ("Inputs", "Checks", "Scenario")  # sheets of a workbook that was exported from a comparison


def desk() -> Desk:
    """What this visitor has in hand."""
    found = state.kept(DESK)
    if found is None:
        state.keep(DESK, found := Desk())
    return found


def show(result: Comparison) -> None:
    """From the file to the card."""
    now = desk()
    _door(now)
    if now.waits is not None:
        with st.spinner(f"Reading {plain(now.waits[0])}"):
            now.read(_today())
    if now.refused:
        _refused(now)
    if now.card is not None:
        _understood(now, f"{plain(now.file)} is a card of ours: {len(now.card):,} rates, taken as they are.")
        import_rows.rates(now.card.rates, {})
        _finish(now, ())
    elif now.sheet is not None:
        _sheet(now, now.sheet)


def _today() -> str:
    return date.today().isoformat()


# ---------------------------------------------------------------- the file


def _door(now: Desk) -> None:
    """Where a file comes in, and the empty one for vendors goes out."""
    left, right = st.columns([3, 1], gap="large")
    key = f"upload:card:{now.count}"
    left.file_uploader(
        f"Drop a vendor's sheet here: Excel, CSV or YAML, at most {LARGEST // MEGABYTE} MB",
        key=key, max_upload_size=LARGEST // MEGABYTE, on_change=_hand_in, args=(key,),
        help="A sheet as the vendor wrote it, or a card saved here. It stays on this server's memory for your visit "
        "only.",
    )  # fmt: skip
    right.markdown(":small[Or let vendors fill in ours]")
    right.download_button(
        "Excel template", lambda: template(today=_today()), "rate-card-template.xlsx", EXCEL, key="import:template",
        on_click="ignore", icon=":material/download:",
        help="A sheet with lists and checks; filled in, it is read here without questions.",
    )  # fmt: skip


def _hand_in(key: str) -> None:
    file = state.widget_value(key)
    if file is not None:
        desk().hand_in(file.name, file.getvalue())


def _refused(now: Desk) -> None:
    assert now.refused is not None
    name, problems = now.refused
    stays = f" {plain(now.file)} below is still in hand." if now.file else ""
    if len(problems) == 1:
        told = ": ".join(part for part in (problems[0].where, problems[0].message) if part)
        st.error(f"**{plain(name)} was not read:** {plain(told)}.{stays}", icon=":material/error:")
        return
    st.error(f"**{plain(name)} was not read: {len(problems)} problems.**{stays}", icon=":material/error:")
    st.code("\n".join(str(problem) for problem in problems), language=None, wrap_lines=True)


def _understood(now: Desk, told: str) -> None:
    """What the file is, in one sentence; another of its sheets can be chosen."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.markdown(f"**{told}**", width="stretch")
        sheets = now.sheet.table.sheets if now.sheet else ()
        if now.sheet and len(sheets) > 1:
            key = state.widget_shows("import:sheet", now.chosen)
            st.selectbox(
                "Sheet", sheets, index=sheets.index(now.chosen), key=key, on_change=_choose, args=(key,), width=220,
                help="Another sheet of this file. What was said about this one is kept.",
            )  # fmt: skip
        st.button(
            "Close the file", icon=":material/close:", on_click=now.put_away, key="import:close",
            help="Forgets its answers and corrections as well.",
        )  # fmt: skip


def _choose(key: str) -> None:
    if desk().file and state.is_current(key):
        desk().choose(state.widget_changed(key))


# ---------------------------------------------------------------- a vendor's sheet


def _sheet(now: Desk, sheet: SheetInHand) -> None:
    table = sheet.table
    where = f"Sheet {table.sheet!r} of {table.file}" if table.sheet else table.file
    rows = "1 row" if len(table.rows) == 1 else f"{len(table.rows):,} rows"
    headings = " and ".join(map(str, table.heading_rows))
    row = "row" if len(table.heading_rows) == 1 else "rows"
    _understood(now, plain(f"{where}: {rows} below the headings in {row} {headings}."))
    if set(COMPARISON) <= set(table.sheets):
        st.info(
            "This is the workbook of a comparison, and below are the rates it names. To take over inputs that were "
            "changed in it, open it under Scenarios.", icon=":material/info:",
        )  # fmt: skip
    with st.spinner("Reading the rows"):
        reading = sheet.reading(now.name, _today())
    import_columns.questions(sheet, reading)
    import_columns.columns(sheet)
    import_columns.for_all_rows(sheet)
    import_rows.show(sheet, reading)
    _finish(now, reading.blocked)


# ---------------------------------------------------------------- onto the shelf


def _finish(now: Desk, blocked: Sequence[str]) -> None:
    """The card's name and the button, with the reason beside it while it is off."""
    st.subheader("Card", anchor=False)
    shelf = state.shelf()
    reasons = list(blocked)
    if not now.name:
        reasons.append("the card has no name")
    if shelf.is_full:
        reasons.append(f"the shelf is full with {len(shelf.cards)} cards; close one")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        key = state.widget_shows("import:name", now.name)
        st.text_input("Name of the card", now.name, key=key, on_change=_call, args=(key,), width=420)
        st.button(
            "Put the card on the shelf", type="primary", icon=":material/check:", key="import:put",
            disabled=bool(reasons), on_click=_put,
        )  # fmt: skip
    if reasons:
        st.caption(plain(f"Not yet: {'; '.join(reasons)}. A card is imported whole or not at all."))


def _call(key: str) -> None:
    if desk().file and state.is_current(key):
        desk().name = str(state.widget_changed(key)).strip()


def _put() -> None:
    now, shelf = desk(), state.shelf()
    card = now.finished(_today())
    if card is None or shelf.is_full:
        return
    shelf.told = _told(now, shelf.put(card).name, len(card))
    now.put_away()
    state.show_view(VIEW, LOOK)


def _told(now: Desk, name: str, count: int) -> str:
    """What was read, what was corrected and what was left out."""
    told = f"{name} is on the shelf: {count:,} rates read from {now.file}"
    sheet = now.sheet
    if sheet is None:
        return f"{told}."
    told += f", sheet {sheet.table.sheet}." if sheet.table.sheet else "."
    corrected = sheet.reading(now.name, _today()).done.corrected
    if corrected:
        told += f" {len(corrected)} corrected: {' '.join(corrected)}"
    if sheet.left_out:
        rows = ", ".join(map(str, sorted(sheet.left_out)))
        told += f" Left out: {'row' if len(sheet.left_out) == 1 else 'rows'} {rows}."
    return told
