"""Finding a figure by what it is called, where it stands or what it is for."""

import re

import streamlit as st

from dashboard.explain import link
from dashboard.explain.asked import What, known
from dashboard.explain.words import name_of, place_of, said
from dashboard.formats import plain
from tcomodel import Comparison
from tcomodel.model import Placed
from tcomodel.readers.trace import Tracer

MOST_SHOWN = 10


def box(result: Comparison, here: str) -> str:
    """The search box; ``here`` is the figure that is shown, with which the box is emptied."""
    return st.text_input(
        "Find a figure",
        key=f"explain:find:{here}",
        placeholder="seat fee, hourly wage, voice",
        icon=":material/search:",
        help=f"All {len(known(result)):,} lines and inputs of this scenario. Every word must be in its name, its place "
        "or its description.",
    )


def results(result: Comparison, text: str) -> None:
    """What was found, each a link to it; nothing while nothing is looked for."""
    if not text.strip():
        return
    found = matches(result, text)
    with st.container(border=True, gap="small"):
        if not found:
            st.markdown("Nothing has all of these words. Try one of them, or a word the contract uses.")
            return
        more = f" The first {MOST_SHOWN} are shown: a further word narrows it down." if len(found) > MOST_SHOWN else ""
        st.caption(f"{len(found):,} found.{more}")
        tracer = Tracer(result)
        for one in found[:MOST_SHOWN]:
            name, value = st.columns([3, 2], vertical_alignment="center")
            with name:
                link.to(one.key, plain(f"{name_of(one)}, {place_of(one)}"), help=plain(about(one)))
            value.markdown(said(tracer.value_of(one, None)[2]), text_alignment="right")


def matches(result: Comparison, text: str) -> list[What]:
    """Rows and inputs that have every word, those first that are called so; of the same kind in causal order."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    ranked = []
    for one in known(result).values():
        name, around = name_of(one).lower(), f"{place_of(one)} {one.key} {about(one)}".lower().replace("_", " ")
        if words and all(word in name or word in around for word in words):
            ranked.append((name != " ".join(words), not all(word in name for word in words), one))
    return [one for *_, one in sorted(ranked, key=lambda found: found[:2])]


def about(what: What) -> str:
    """What a figure is for, in a sentence."""
    return what.says if isinstance(what, Placed) else what.given.help
