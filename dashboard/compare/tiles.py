"""Four figures of the cheapest option. The name of each is a link to how it was made."""

from typing import NamedTuple

import streamlit as st

from dashboard import glossary
from dashboard.compare.side_by_side import pair
from dashboard.explain import link
from dashboard.formats import money, months_of, plain, short, term_of
from tcomodel import Comparison
from tcomodel.readers.answer import no_saving
from tcomodel.readers.rounded import percent

NONE = "–"


class Tile(NamedTuple):
    """A figure: the line it is, its name, its value, what stands below it and what it means, with the words in that."""

    line: str
    label: str
    value: str
    below: str
    about: str
    terms: tuple[str, ...] = ()  # words of the glossary that it uses


def show(result: Comparison) -> None:
    """The tiles side by side, in pairs below each other where there is no room."""
    one, two, three, four = tiles(result)
    for place, two_of_them in zip(pair("tiles"), ((one, two), (three, four)), strict=True):
        with place, st.container(horizontal=True, gap="medium"):
            for tile in two_of_them:
                with st.container(border=True, height="stretch", gap="xxsmall"):
                    _tile(tile)


def _tile(tile: Tile) -> None:
    about = plain(tile.about)
    if tile.value == NONE:
        st.markdown(tile.label, help=glossary.with_words(about, tile.terms))
    else:
        told = glossary.with_words(f"{about} Click to see how it was made.", tile.terms)
        link.tile(tile.line, tile.label, told, f"explain:tile:{tile.label}")
    st.metric(tile.label, tile.value, label_visibility="collapsed")
    if tile.below:
        st.markdown(f":small[{tile.below}]")


def tiles(result: Comparison) -> list[Tile]:
    """Total cost, saving, payback and the cost of a resolved contact; ``–`` where there is no such figure."""
    best, currency, term = result.cheapest, result.currency, term_of(len(result.months))
    against = result.baseline is not None and result.baseline.key != best.key and not no_saving(result)
    share = best.figure("saving_share") if against else None
    colour, word = ("green", "below") if (share or 0.0) >= 0 else ("red", "above")
    months = best.figure("payback") if against else None
    why_never = best.reason("payback") if against and months is None else ""
    resolved, each = best.figure("cost_per_resolved_contact"), best.figure("cost_per_contact")
    return [
        Tile(
            f"{best.key}.tco",
            "Total cost",
            money(best.total, currency, 2),
            "" if share is None else f":{colour}[{percent(abs(share))} {word} the baseline]",
            f"All that {best.label} costs over {term}, in {currency}, not discounted: the sum of its cost lines.",
            ("Baseline",) if against else (),
        ),
        Tile(
            f"{best.key}.term_saving",
            "Saving",
            money(best.figure("term_saving") or 0.0, currency, 2) if against else NONE,
            f"{short(best.figure('npv_saving') or 0.0, 2)} in today's money" if against else "",
            f"The baseline's total cost less this option's, over {term}, in {currency}. "
            "Below it: the same with later months counting less.",
            ("Net present value", "Baseline"),
        ),
        Tile(
            f"{best.key}.payback",
            "Payback",
            months_of(months) if months is not None else NONE,
            "until the change is paid for" if months else plain(why_never),
            "Months until the saving has made up for what was paid before it (transition, old team). Not discounted.",
            ("Transition", "Old team"),
        ),
        Tile(
            f"{best.key}.cost_per_resolved_contact",
            "Per resolved contact",
            NONE if resolved is None else money(resolved, currency),
            "" if each is None else f"{money(each, currency)} per contact",
            f"Total cost divided by the contacts resolved over the term, {currency}. Below it: by all contacts.",
            ("Resolved contact",),
        ),
    ]
