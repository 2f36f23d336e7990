"""The questions of the guided start, in five groups."""

from collections.abc import Sequence

import streamlit as st

from dashboard import state
from dashboard.formats import plain, unit_words
from dashboard.start.answers import (
    ANOTHER_COUNTRY,
    ANOTHER_PLACE,
    BY_CHANNEL,
    ONE,
    add_offer,
    offers,
    put,
    remove_offer,
    typed,
)
from dashboard.start.remarks import Remarks
from tcomodel import pricing
from tcomodel.guided import CHANNELS, OFFERED, ONE_NUMBER, Answers, Box, countries_on, places_on
from tcomodel.guided.boxes import told
from tcomodel.guided.checked import MOST_OFFERS

CURRENCIES = ("USD", "EUR", "GBP", "CAD", "AUD", "CHF", "INR", "MXN", "PHP", "ZAR")
NAMES = {"voice": "Voice", "chat": "Chat", "email": "Email", ONE_NUMBER: "All contacts"}


def show(boxes: dict[str, Box], given: Answers, remarks: Remarks) -> None:
    """All questions."""
    with st.container(border=True):
        _volume(boxes, given, remarks)
    with st.container(border=True):
        _country(given, remarks)
    with st.container(border=True):
        _team(boxes, given, remarks)
    with st.container(border=True):
        _offers(boxes, given, remarks)
    with st.container(border=True):
        _term(boxes, given, remarks)


def _volume(boxes: dict[str, Box], given: Answers, remarks: Remarks) -> None:
    _title("1", "How many contacts?", "A month, as your telephone system or ticket tool counts them.")
    key = state.widget_shows("start:split", typed("split", BY_CHANNEL))
    st.segmented_control(
        "How the volume is known", (BY_CHANNEL, ONE), default=typed("split", BY_CHANNEL), key=key, required=True,
        on_change=_take, args=("split", key), label_visibility="collapsed",
    )  # fmt: skip
    for channel in CHANNELS if typed("split", BY_CHANNEL) == BY_CHANNEL else (ONE_NUMBER,):
        left, right = st.columns(2)
        with left:
            volume = boxes[f"volume.{channel}"]
            _number(volume, f"{NAMES[channel]} (contacts a month)", remarks, "none")
        with right:
            about = "Talk or chat, hold and after-contact work together: the average handle time (AHT)."
            said = f"Handle time, {NAMES[channel].lower()} (seconds a contact)"
            _number(boxes[f"handle_time.{channel}"], said, remarks, about=about)


def _country(given: Answers, remarks: Remarks) -> None:
    _title("2", "Where is your own team?", "Wages, on-costs and yearly rises of the rate card are those of a country.")
    left, right = st.columns(2)
    with left:
        _place("country", "Country", countries_on(state.standard_card()), ANOTHER_COUNTRY)
        remarks.at("country", not given.country)
    with right:
        about = "Of every amount on this page. Prices of the rate card are in USD; in another currency you state yours."
        _choice("currency", "Currency", CURRENCIES, otherwise="USD", about=about)


def _team(boxes: dict[str, Box], given: Answers, remarks: Remarks) -> None:
    _title("3", "Your team today", "Agents or the cost of a year: either is enough. With both, the cost counts.")
    unit = given.currency
    agents, cost = st.columns(2)
    with agents:
        about = "Full-time agents who do this work, leaders and others not counted."
        _number(boxes["team.agents"], "Agents (full-time)", remarks, "for example 60", about)
    with cost:
        about = (
            "All of it, from the ledger: pay with on-costs, leaders, premises, licences, overhead. It stays the same "
            "whatever the volume; with agents instead, the cost is worked out."
        )
        _number(boxes["team.yearly_cost"], f"Cost ({unit} a year)", remarks, "for example 3.6m", about)
    of_country = "" if given.country else "that of the country"
    wage, rise = st.columns(2)
    with wage:
        about = "Without a yearly cost, your team is worked out from its agents with this wage."
        _number(boxes["team.hourly_wage"], f"Agent's wage ({unit} an hour)", remarks, of_country, about)
    with rise:
        about = "How much your cost rises each year: pay, mostly."
        _number(boxes["team.yearly_rise"], "Yearly rise of your cost (%)", remarks, of_country, about)
    hours, _ = st.columns(2)
    with hours:
        about = "What a full-time agent is paid for in a month, leave included."
        _number(boxes["team.paid_hours"], "Paid hours (an agent and month)", remarks, about=about)


def _offers(boxes: dict[str, Box], given: Answers, remarks: Remarks) -> None:
    _title(
        "4", "What vendors ask", "No offer yet? Leave the price of a seat empty: the rate card's for the place counts."
    )
    for row, offer in enumerate(given.offers):
        model, place, price, out = st.columns([3, 3, 3, 1], vertical_alignment="bottom")
        with model:
            about = "What the price is for. Others, such as per resolution, can be chosen later under Options."
            key = f"offers.{row}.model"
            _choice(key, "Paid" if row == 0 else f"Paid, offer {row + 1}", OFFERED, "per_seat", about)
        with place:
            label = "Place" if row == 0 else f"Place, offer {row + 1}"
            _place(f"offers.{row}.place", label, places_on(state.standard_card()), ANOTHER_PLACE)
        box = boxes[f"offers.{row}.price"]
        with price:
            unit = unit_words(box.unit, given.currency)
            _number(box, f"{unit[:1].upper()}{unit[1:]}", None, "the vendor's price", key=f"offer {row}")
        with out:
            st.button(
                "", key=f"start:remove:{row}", icon=":material/delete:", type="tertiary", on_click=remove_offer,
                args=(row,), disabled=len(given.offers) == 1, help=f"Take out offer {row + 1}.",
            )  # fmt: skip
        remarks.at(f"offers.{row}.place", not offer.place)
        remarks.at(box.key, box.is_empty)
        if box.is_empty and box.stand_in is not None and box.stand_in.rate is not None:
            low, high = box.stand_in.rate.low, box.stand_in.rate.high
            between = f", {low:,.10g} to {high:,.10g}" if low is not None and high is not None else ""
            st.caption(plain(f"No offer yet: {told(box)} {unit}{between}; {box.stand_in.source}."))
    if offers() < MOST_OFFERS:
        st.button("Another offer", icon=":material/add:", type="tertiary", on_click=add_offer)
    remarks.at("offers", True)
    about = "What the vendor and you spend once to move the work: set-up, recruiting, training, knowledge transfer."
    _number(boxes["transition"], f"Moving the work, once for each offer ({given.currency})", remarks, about=about)


def _term(boxes: dict[str, Box], given: Answers, remarks: Remarks) -> None:
    _title("5", "For how long?", "Every total is over this term.")
    left, right = st.columns(2)
    with left:
        _number(boxes["years"], "Contract (years)", remarks, "years")
    with right:
        _text("start", "First month (year-month)", given.start, "2027-01")
        remarks.at("start", not given.start)


# ---------------------------------------------------------------- one question


def _title(number: str, title: str, about: str) -> None:
    st.markdown(f"**{number}. {title}**")
    st.caption(about)


def _number(box: Box, label: str, remarks: Remarks | None, empty: str = "", about: str = "", key: str = "") -> None:
    """A box for a number; what stands for it while it is empty is grey in it, and its source behind the mark."""
    grey, source = empty, ""
    if box.stand_in is not None:
        card = box.stand_in.rate is not None
        grey = f"{told(box)}, {'rate card' if card else 'assumed'}"
        source = f"Left empty: {told(box)}, {box.stand_in.source}."
    _text(box.key, label, box.typed, grey, "\n\n".join(plain(part) for part in (about, source) if part), key)
    if remarks is not None:
        remarks.at(box.key, box.is_empty)


def _text(name: str, label: str, value: str, grey: str, about: str = "", key: str = "") -> None:
    shown = state.widget_shows(f"start:{key or name}", value)
    st.text_input(
        plain(label), value, key=shown, placeholder=grey, help=about or None, on_change=_take, args=(name, shown)
    )


def _place(name: str, label: str, known: Sequence[str], another: str) -> None:
    """A place the card knows, or another one by its name."""
    _choice(name, label, (*known, another), grey="choose")
    if typed(name) == another:
        _text(f"{name}.name", "Its name", typed(f"{name}.name"), "such as Poland")


def _choice(name: str, label: str, known: Sequence[str], otherwise: str = "", about: str = "", grey: str = "") -> None:
    value = typed(name, otherwise) or None
    key = state.widget_shows(f"start:{name}", value)
    titles = {model: pricing.title(model) for model in OFFERED}
    st.selectbox(
        label, known, known.index(value) if value in known else None, key=key, placeholder=grey, help=about or None,
        format_func=lambda one: titles.get(one, one), on_change=_take, args=(name, key),
    )  # fmt: skip


def _take(name: str, key: str) -> None:
    if state.is_current(key):
        put(name, state.widget_changed(key))
