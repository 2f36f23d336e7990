"""What a scenario says about its rate card.

    card: Vendor A 2026                                      the name of a card
    card: vendor_a.yaml                                      a card file beside the scenario
    card: {name: Vendor A, as_of: 2026-10, rates: {...}}     the card itself

Without ``card`` it is the tool's own.
"""

from functools import lru_cache
from pathlib import Path

from tcomodel.beside import text_beside
from tcomodel.problems import EntryProblem, ProblemsFound
from tcomodel.rates.card import RateCard, card_within, read_card
from tcomodel.yaml_file import Document

CARD_FILES = (".yaml", ".yml")
EXPECTED = "expected the name of a card, a card file beside the scenario such as vendor.yaml, or the card itself"


def card_in(document: Document, folder: Path | None, open_file: bool = True) -> RateCard | str | None:
    """The card a scenario brings along, or the name it calls one by; None where it says nothing.

    Raises ProblemsFound with the slips of the card and their lines. Without ``open_file`` a file stays a name.
    """
    raw = document.data.get("card")
    if isinstance(raw, dict):
        return card_within(document, ("card",))
    if raw is None and "card" not in document.data:
        return None
    if isinstance(raw, bool) or not isinstance(raw, str | int | float) or not str(raw).strip():
        raise ProblemsFound([document.problem(("card",), f"found {raw!r}; {EXPECTED}")])
    name = str(raw).strip()
    if not (open_file and name.lower().endswith(CARD_FILES)):
        return name
    try:
        text = text_beside(folder, name, "a card file", "write the card itself into the scenario, or its name")
    except EntryProblem as slip:
        raise ProblemsFound([document.problem(("card",), str(slip))]) from None
    return _card_in(text, str(folder / name) if folder else name)


@lru_cache(maxsize=8)
def _card_in(text: str, file: str) -> RateCard:
    """A card file is read once, however often its scenario is edited."""
    return read_card(text, file)
