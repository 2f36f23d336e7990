"""Break-even: the cost of every option along an axis, with each crossing, jump and zone named."""

from itertools import pairwise

import pandas as pd
import streamlit as st

from dashboard import state, theme
from dashboard.chart import draw
from dashboard.formats import plain
from dashboard.negotiate import break_even_chart
from dashboard.negotiate.axes import axis_choice, band_on, on_average
from dashboard.negotiate.shown import ANSWERS_KEPT, KEYS, futures
from dashboard.parts import download, heading
from tcomodel import Comparison
from tcomodel.negotiation.axis import Axis, axis_of
from tcomodel.negotiation.crossings import BreakEvens, Turn, break_evens
from tcomodel.readers.axis_words import at, shown, title_of_axis
from tcomodel.readers.break_even_text import break_evens_csv
from tcomodel.readers.fall_words import fall_in_words
from tcomodel.readers.plain_names import labels_of
from tcomodel.readers.turn_words import cheapest_in_words, limits_in_words, today_in_words, turn_in_words

ALL = "all options"
COST, MORE = "Cost of the term", "More than the cheapest"


@st.cache_resource(show_spinner="Looking for every crossing and jump", max_entries=ANSWERS_KEPT, hash_funcs=KEYS)
def found_along(result: Comparison, key: str, low: float, high: float, pair: tuple[str, ...]) -> BreakEvens:
    """The break-evens of an axis, worked out once."""
    return break_evens(result, axis_of(result.model, key).between(low, high), pair)


def show(result: Comparison) -> None:
    """The part of the screen."""
    heading(
        "Where the order of the options turns",
        "Each line is what an option costs over the whole term, in today's money, with everything else as it stands. "
        "Numbered points are where the cheapest option changes; a gap in a line is a jump, such as a price that "
        "changes for all units at once.",
        "Break-even",
        "Net present value",
    )
    if len(result.compared) < 2:
        st.info("It takes two options to break even; this comparison has one.", icon=":material/info:")
        return
    first, second = st.columns(2)
    with first:
        axis = axis_choice(result, "break-even", "Over", "volume")
    with second:
        pair = _pair(result)
    low, high = _range(axis, result.currency)
    view = st.segmented_control(
        "Shown", (COST, MORE), default=MORE, key="negotiate:view", required=True, label_visibility="collapsed"
    )
    found = found_along(result, axis.key, low, high, pair)
    labels, currency = labels_of(result), result.currency
    for sentence in (
        today_in_words(found, labels, currency),
        cheapest_in_words(found, labels, currency),
        *limits_in_words(found, labels, currency),
    ):
        if sentence:
            st.markdown(plain(sentence))
    world = futures(result)
    band = band_on(axis, world)
    named = named_turns(found)
    draw(
        break_even_chart.chart(result, found, named, band, theme.colours(), view == MORE),
        "negotiate break-even",
        f"Lines of cost in today's money over {title_of_axis(axis, currency).lower()} for {len(found.totals)} options, "
        f"with {len(found.turns)} crossings and jumps.",
        has_file=True,
    )
    if view == MORE and (far := break_even_chart.out_of_sight(found)):
        st.caption(plain(f"Too dear everywhere to be in this picture: {'; '.join(labels[key] for key in far)}."))
    if band is not None:
        said = f"{_between(axis, band, currency)}{on_average(axis)}"
        st.caption(plain(f"Shaded: eight in ten futures lie {said} (P10 to P90)."))
    _told(found, named, labels, currency)
    called = f"break-even {axis.key}"
    download("negotiate", "break-even", lambda: break_evens_csv(result, found), result, called=called)


def _pair(result: Comparison) -> tuple[str, ...]:
    keys = [option.key for option in result.ranking]
    pairs: list[tuple[str, ...]] = [(), *((one, other) for i, one in enumerate(keys) for other in keys[i + 1 :])]
    name = "negotiate:pair"
    chosen = state.widget_value(name)
    found = st.selectbox(
        "Between", pairs, index=pairs.index(chosen) if chosen in pairs else 0, key=name, width=420,
        format_func=lambda pair: " and ".join(result.option(key).label for key in pair) or ALL,
    )  # fmt: skip
    return found if found in pairs else ()


def _range(axis: Axis, currency: str) -> tuple[float, float]:
    """How far to look, as the axis has its numbers."""
    ends = [shown(axis, one) for one in (axis.least, axis.most)]
    unit = shown(axis, 1.0)
    name = f"negotiate:range:{axis.key}:{ends[0]:g}:{ends[1]:g}"
    step = (ends[1] - ends[0]) / 200
    low, high = st.slider(
        f"From and to ({title_of_axis(axis, currency)})", ends[0], ends[1], (ends[0], ends[1]), step=step, key=name,
        format="%,.6g",
    )  # fmt: skip
    if not low < high:
        low, high = ends
    return low / unit if low > ends[0] else axis.least, high / unit if high < ends[1] else axis.most


def named_turns(found: BreakEvens) -> list[Turn]:
    """The turns at which the cheapest option changes, in order."""
    near = (found.axis.most - found.axis.least) / 100
    ends = [(high, {before, after}) for (_, high, before), (_, _, after) in pairwise(found.cheapest)]
    return [
        turn
        for turn in found.turns
        if any(
            {turn.one, turn.other} == pair and turn.change.low - near <= end <= turn.change.high + near
            for end, pair in ends
        )
    ]


def _between(axis: Axis, band: tuple[float, float], currency: str) -> str:
    return f"between {at(axis, band[0], currency)} and {at(axis, band[1], currency)}"


def _told(found: BreakEvens, named: list[Turn], labels: dict[str, str], currency: str) -> None:
    """The turns in words, those that are numbered first."""
    for number, turn in enumerate(named, 1):
        st.markdown(plain(f"{number}: {turn_in_words(found, turn, labels, currency)}"))
    for fall in found.falls:
        st.warning(plain(fall_in_words(found, fall, labels, currency)), icon=":material/trending_down:")
    others = [turn for turn in found.turns if turn not in named]
    if not found.turns:
        st.markdown("No two of these options ever change places in this range.")
    elif others:
        with st.expander(f"Where other options change places ({len(others)})", icon=":material/swap_horiz:"):
            rows = [
                {
                    "Where": at(found.axis, turn.middle, currency),
                    "Kind": turn.kind,
                    "Cheaper below": labels[turn.cheaper_before],
                    "Cheaper above": labels[turn.cheaper_after],
                    "In words": turn_in_words(found, turn, labels, currency),
                }
                for turn in others
            ]
            st.dataframe(pd.DataFrame(rows), hide_index=True, key="negotiate:others", alt="Other crossings and jumps")
