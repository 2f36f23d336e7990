"""What is open now: its name, whether it is saved and as what, and the ways to save and to share it."""

import streamlit as st

from dashboard import state
from dashboard.formats import plain
from dashboard.library import Saved
from dashboard.scenarios import keeping, link, saving
from tcomodel import Comparison


def show(result: Comparison, saved: list[Saved] | None) -> None:
    """The scenario that is open; ``saved`` is None while the library cannot be read."""
    with st.container(border=True):
        file, now = result.scenario.file, state.session()
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"Open now: **{plain(file.name)}**", width="stretch")
            _way_back()
        if file.description:
            st.caption(plain(file.description))
        st.markdown(_standing(saved))
        _older_rates(result)
        if now.problems:
            st.warning(
                "Your last change cannot be computed, so it cannot be saved. Put it right, or take it back with Undo.",
                icon=":material/warning:",
            )
        elif saved is not None:
            if (latest := keeping.conflict()) is not None:
                saving.after_another(latest)
            elif now.saved is None:
                saving.first_time(result)
            else:
                saving.again(result)
        link.show(result)


def _standing(saved: list[Saved] | None) -> str:
    """In a sentence: what the open scenario is saved as, and whether it was changed since."""
    now = state.session()
    if now.saved is None:
        changes = now.position
        count = "1 change" if changes == 1 else f"{changes:,} changes"
        return f"Not saved yet{f': {count} since it was opened' if changes else ''}."
    one = next((one for one in saved or () if one.id == now.saved.scenario_id), None)
    which = f"**{plain(one.name if one else now.saved.name)}**, version {now.saved.number:,}"
    if saved is not None and one is None:
        return f"It was saved as {which}, which is deleted by now; bring it back below, or save it as a new one."
    at = f" ({keeping.when(one.latest.saved_at)})" if one and one.versions == now.saved.number else ""
    newer = f" There is a newer one, version {one.versions:,}." if one and one.versions > now.saved.number else ""
    changed = "Changed since then, and not saved." if keeping.is_changed() else "No changes since then."
    return f"Saved as {which}{at}. {changed}{newer}"


def _way_back() -> None:
    """Where another scenario was worked on before: the way back to it."""
    before = state.left()
    if before is not None:
        name = plain(str(before.data.get("name") or before.name))
        st.button(
            f"Back to {name}", icon=":material/undo:", key="scenarios:back", type="tertiary", on_click=_go_back,
            help="What was open before, with all its steps. This one can be opened again in the same way.",
        )  # fmt: skip


def _go_back() -> None:
    state.go_back()
    state.keep(keeping.TOLD, None)


def _older_rates(result: Comparison) -> None:
    """Where the tool's own rates were others when this was saved: that they are kept, and the way to today's."""
    standard = state.standard_card()
    is_own = isinstance(state.session().data.get("card"), dict) and result.model.card.name == standard.name
    if is_own:
        st.info(
            plain(
                f"It is computed with the rates it was saved with; {standard.name} has changed since "
                f"({standard.as_of} now)."
            ),
            icon=":material/history:",
        )
        st.button(
            "Use today's rates", icon=":material/update:", on_click=state.use_card, args=(None,),
            key="scenarios:today", help="One step, which Undo takes back.",
        )  # fmt: skip
