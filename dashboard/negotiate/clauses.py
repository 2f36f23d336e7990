"""What each clause is worth: bars to the vendor's side and to yours, the trade list of the negotiation."""

from html import escape

import pandas as pd
import streamlit as st

from dashboard import theme
from dashboard.chart import draw
from dashboard.figures import Figure, money_ticks
from dashboard.formats import plain
from dashboard.negotiate.bars import Bar, bars_of
from dashboard.negotiate.shown import ANSWERS_KEPT, KEYS, futures, vendor_choice
from dashboard.parts import download, heading
from tcomodel import Comparison
from tcomodel.colours import Colours, mixed
from tcomodel.negotiation.clauses import ClauseValue, ClauseValues, clause_values
from tcomodel.readers.clause_words import (
    SIGNS,
    binds_in,
    clause_remarks,
    clauses_answer,
    full_name,
    instead,
    part_name,
    worth_to,
)
from tcomodel.readers.contract_rows import clause_rows, every_value
from tcomodel.readers.rounded import about

TO_VENDOR, TO_YOU = 1, 2  # positions in the palette
PALE = 0.55
FIGURES = ("Base case", "Mean", "P10", "P90")
MOST_PARTS = 4  # of a clause that are drawn; the table has them all


@st.cache_resource(show_spinner="Taking out one clause after the other", max_entries=ANSWERS_KEPT, hash_funcs=KEYS)
def values_of(result: Comparison, option: str) -> ClauseValues:
    """What each clause of an option is worth, worked out once."""
    return clause_values(result, option, futures(result).replaced)


def show(result: Comparison) -> None:
    """The part of the screen."""
    heading(
        "What each clause is worth",
        "Each bar is the contract with the clause less the contract without it, in today's money and in the same "
        "futures. What hardly costs you and matters to the other side is what to trade; only the first is shown here.",
        "Net present value",
        "Draw",
    )
    option = vendor_choice(result, "clauses")
    if option is None:
        return
    found = values_of(result, option)
    for sentence in clauses_answer(result, found):
        st.markdown(plain(sentence))
    if found.clauses:
        draw(
            chart(result, found, theme.colours()),
            "negotiate clauses",
            f"Bars of what each clause of {result.option(option).label} is worth, to the vendor or to you.",
            has_file=True,
        )
        st.caption(plain(f"Worked out {futures(result).told}. Thin lines reach from P10 to P90. {SIGNS}"))
        download("negotiate", "clauses", lambda: clause_rows(found), result)
        _table(found, result.currency)
    remarks = clause_remarks(result, found)
    if remarks:
        with st.expander(f"What could not be told apart, and what is no clause ({len(remarks)})"):
            for said in remarks:
                st.markdown(f"- {plain(said)}")


def chart(result: Comparison, found: ClauseValues, colours: Colours) -> Figure:
    """Clauses, largest first, each with its largest parts below it."""
    bars = []
    for value in found.clauses:
        bars += [_bar(value, found, colours, result.currency)] if value.worth is not None else []
        parts = [one for one in found.parts_of_clause[value.part.key] if one.worth is not None and one.worth.binds]
        bars += [_bar(one, found, colours, result.currency) for one in parts[:MOST_PARTS]]
    edges = [edge for bar in bars for edge in (bar.end, *(bar.spread or ()))] + [0.0]
    title = f"Change of the option's cost in today's money, {result.currency}: − is worth that to you"
    return bars_of(colours, bars, title, money_ticks(min(edges), max(edges)))


def _bar(value: ClauseValue, found: ClauseValues, colours: Colours, currency: str) -> Bar:
    worth, part = value.worth, value.part
    assert worth is not None
    colour = colours.option(TO_YOU if worth.to_you else TO_VENDOR)
    side = worth_to(worth)
    mean = "on average " if found.drawn else ""
    told = (
        f"worth {mean}{about(abs(worth.mean))} {currency} to {side}"
        if side
        else "changes nothing in the futures looked at"
    )
    told = "worth something to either side, by the future" if worth.either else told
    told = told if worth.same_service else "without it other work is served, see the remarks"
    otherwise = instead(part)
    hover = [f"<b>{escape(full_name(part))}</b>", told, f"binds in {binds_in(worth, found.draws)} of the futures"]
    hover += [f"P10 {about(worth.p10)}, P90 {about(worth.p90)} {currency}"] if found.drawn else []
    hover += [f"without it: {escape(otherwise)}"] if otherwise else []
    binds = f" ({binds_in(worth, found.draws)})" if 0 < worth.binds < 1 else ""
    binds += "" if worth.same_service else " (work not served)"
    return Bar(
        part_name(part),
        0.0,
        worth.mean,
        f"{about(worth.mean)}{binds}" if worth.binds else "binds in none",
        "<br>".join(hover),
        mixed(colour, colours.background, PALE) if part.within else colour,
        (worth.p10, worth.p90) if found.drawn and worth.binds else None,
        fine=bool(part.within),
        strong=not part.within,
    )


def _table(found: ClauseValues, currency: str) -> None:
    def row(value: ClauseValue) -> dict[str, object]:
        worth = value.worth
        figures = dict.fromkeys(FIGURES) if worth is None else {
            "Base case": worth.base, "Mean": worth.mean, "P10": worth.p10, "P90": worth.p90,
        }  # fmt: skip
        return {
            "Clause": full_name(value.part),
            **figures,
            "Binds in": "" if worth is None else binds_in(worth, found.draws),
            "Worth to": "" if worth is None else worth_to(worth),
            "Without it": instead(value.part) or value.reason,
        }

    st.dataframe(
        pd.DataFrame([row(value) for value in every_value(found)]),
        hide_index=True,
        key="negotiate:clauses:table",
        placeholder="–",
        column_config={"Clause": st.column_config.TextColumn(pinned=True, width=260)}
        | {name: st.column_config.NumberColumn(f"{name}, {currency}", format="%,.0f") for name in FIGURES},
        alt="What each clause is worth",
    )
