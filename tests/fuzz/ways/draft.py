"""Work that was kept, damaged since: all of it is taken up and can be gone on with, or nothing is and it is said."""

import json
import zlib
from functools import cache
from random import Random
from typing import Any

import streamlit as st

from dashboard import state
from dashboard.library.keeper import keeper
from dashboard.state import drafts
from dashboard.state.packing import Kept, pack, unpack
from dashboard.state.work import SavedAs, Step
from tcomodel.problems import Problem, ProblemsFound
from tests.fuzz import bytes as raw
from tests.fuzz import seeds, trees
from tests.fuzz.outcome import Broken, Outcome, Taken, Told
from tests.fuzz.ways import chance_of
from tests.fuzz.ways.library import at_a_library_of_our_own

SHARE = 80


@cache
def kept() -> Kept:
    data: dict[str, Any] = json.loads(json.dumps(seeds.SHORT))
    texts = [json.dumps(data | {"months": months}) for months in (12, 24, 18)]
    made = ((("options", "manila"), None),)
    steps = (Step(texts[0]), Step(texts[1], ((("inflation",), {}),), made, (("options",),)), Step(texts[2]))
    left = Kept("mine.yaml", False, texts[1], steps[:2], 1, texts[1])
    card = seeds.small_card()
    beside = json.dumps({"risk draws": "1024", "levers": "[]", "guided start": '{"years": "5"}'})
    return Kept("example.yaml", True, texts[0], steps, 1, texts[1], SavedAs(1, "Mine", 2, texts[0]), ((card, card),),
                card.name, 3, beside, "Manila: 1 USD", left)  # fmt: skip


@cache
def unpacked() -> bytes:
    return zlib.decompress(pack(kept()))


def case(number: int) -> Outcome:
    chance = chance_of(__name__, number)
    kind = chance.random()
    if kind < 0.15:
        content = raw.mutated(chance, pack(kept()), unpacked())
    elif kind < 0.3:
        content = zlib.compress(raw.mutated(chance, unpacked(), b"[]"), 1)
    else:
        facts = json.loads(unpacked())
        facts = trees.mutated(chance, facts) if kind < 0.6 else _with_another_scenario(chance, facts)
        content = zlib.compress(json.dumps(facts).encode(), 1)
    with at_a_library_of_our_own():
        return _taken_up(content)


def _with_another_scenario(chance: Random, facts: dict[str, Any]) -> dict[str, Any]:
    """Steps that the tool may have written, of scenarios that it may not be able to compute."""
    for step in facts["steps"]:
        if chance.random() < 0.6:
            step[0] = json.dumps(trees.mutated(chance, json.loads(step[0])))
    return facts


def _taken_up(content: bytes) -> Outcome:
    st.session_state.clear()
    try:
        drafts._take_up(unpack(content))
    except BaseException as slip:
        if left := [name for name in ("session", "shelf", "session left") if name in st.session_state]:
            raise Broken(f"it is refused, and {left} are taken up all the same") from None
        if not isinstance(slip, ProblemsFound):
            raise
        return Told([Problem(one.where or "the work", one.message, one.file) for one in slip.problems])
    totals = [state.result().cheapest.total]
    for go in (state.redo, state.undo, state.undo, state.redo):
        go()
        totals.append(state.result().cheapest.total)
    if not keeper.flush(60, drafts.address().token):  # others may wait in vain: their libraries are gone
        raise Broken(f"what was taken up cannot be kept again: {state.not_kept()}")
    return Taken(" ".join(f"{total:,.0f}" for total in totals))
