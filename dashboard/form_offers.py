"""What a contract, option or programme does not have and could: each with a sentence and a button that begins it."""

import streamlit as st

from dashboard import state
from dashboard.fields import Place, dotted
from dashboard.folders import folder
from dashboard.formats import plain
from dashboard.forms import Forms, Offer, terms_of

OFFERS_ACROSS = 2


def offers(forms: Forms, key: str, roomy: bool = False) -> None:
    """What a contract, option or programme does not have, each with a sentence and a button that begins it."""
    offers = forms.offers(key)
    if not offers:
        return
    label = "Add a clause" if any("contract" in offer.place for offer in offers) else "Add a section"
    with folder(f"offers:{key}", label) as shown:
        if not shown:
            return
        if roomy:
            offers = _searched(offers, key)
        for start in range(0, len(offers), OFFERS_ACROSS if roomy else 1):
            some = offers[start : start + (OFFERS_ACROSS if roomy else 1)]
            places = st.columns(OFFERS_ACROSS, gap="medium") if roomy else [st.container()]
            for offer, place in zip(some, places, strict=False):
                with place.container(gap=None) if roomy else place:
                    _offer(offer, key)


def _searched(offers: list[Offer], key: str) -> list[Offer]:
    """Those that speak of every word that was typed, in their name, their sentence or their terms."""
    typed = st.text_input(
        "Find a clause",
        key=f"find clause:{key}:word",
        placeholder="such as minimum, cap, VAT",
        icon=":material/search:",
    )
    words = str(typed or "").lower().split()
    found = [one for one in offers if all(word in f"{one.title} {one.about} {terms_of(one)}".lower() for word in words)]
    if not found:
        st.caption(f"No clause speaks of that. Empty the box to see all {len(offers)}.")
    return found


def _offer(offer: Offer, key: str) -> None:
    st.button(
        plain(offer.title),
        key=f"offer:{dotted(offer.place)}",
        type="tertiary",
        icon=":material/add:",
        on_click=_begin,
        args=(offer.place, key),
    )
    st.caption(plain(offer.about))


def _begin(place: Place, key: str) -> None:
    state.begin(place)
    state.folder(f"offers:{key}", False)
    state.clear(f"find clause:{key}")
    state.folder(f"part:{dotted(place)}", True)
