"""What parts of this screen share: a vendor to choose, the futures."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import streamlit as st

from dashboard import state
from tcomodel import Comparison
from tcomodel.fingerprint import key_of
from tcomodel.model import Input
from tcomodel.uncertainty import draw_world, section_of

LAST_VENDOR = "negotiate vendor"
FUTURES_KEPT = 2  # of all visitors; four thousand futures of a scenario take some megabytes
ANSWERS_KEPT = 8  # of each part, of all visitors: each holds on to the comparison it is about, some megabytes
KEYS: dict[type, object] = {Comparison: key_of}  # what a comparison stands for in a cache


@dataclass(frozen=True)
class Futures:
    """Draws of one world; ``replaced`` is empty where nothing is uncertain."""

    draws: int
    seed: int
    replaced: Mapping[Input, np.ndarray]

    @property
    def told(self) -> str:
        """``over 4,096 futures (seed 1)``, or that there is only one."""
        if not self.replaced:
            return "in the base case, because no input has a range"
        return f"over {self.draws:,} futures (seed {self.seed})"


@st.cache_resource(show_spinner="Drawing futures", max_entries=FUTURES_KEPT, hash_funcs=KEYS)
def futures(result: Comparison) -> Futures:
    """The futures that the scenario asks for, drawn once."""
    section = section_of(result.scenario)
    world = draw_world(result.model, section.draws, section.seed)
    return Futures(world.draws, world.seed, world.replaced)


def vendor_choice(result: Comparison, part: str) -> str | None:
    """The vendor a part is about, the cheapest at first; None, and said so, where there is none."""
    keys = [one.key for one in result.ranking if one.model.model != "in_house"]
    if not keys:
        st.info("There is no vendor in the comparison, so there is nothing to negotiate.", icon=":material/info:")
        return None
    name = f"negotiate:{part}:vendor"
    chosen = state.widget_value(name) or state.kept(LAST_VENDOR)
    index = keys.index(chosen) if chosen in keys else 0
    found = st.selectbox(
        "Vendor", keys, index=index, key=name, format_func=lambda key: result.option(key).label, width=420,
    )  # fmt: skip
    state.keep(LAST_VENDOR, str(found))  # the other parts begin with the same
    return str(found)
