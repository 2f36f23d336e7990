"""Rate cards where the command line finds and leaves them: YAML, workbook or CSV by the ending, - for the pipe.

python -m tcomodel rates import bid.xlsx -o - | python -m tcomodel rates rebase - -o bid_eur.xlsx --to EUR
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tcomodel.commands.writing import SCREEN, put, tell
from tcomodel.files import bytes_at
from tcomodel.problems import Problem, ProblemsFound, nearest
from tcomodel.rates import RateCard, load_card, read_card
from tcomodel.readers.cards.csv_text import card_csv
from tcomodel.readers.cards.yaml_text import card_yaml
from tcomodel.yaml_file import LARGEST_FILE


def _workbook(card: RateCard) -> bytes:
    from tcomodel.readers.cards.sheet import card_xlsx  # see card_at

    return card_xlsx(card)


MAKERS: dict[str, Callable[[RateCard], str | bytes]] = {
    ".yaml": card_yaml, ".yml": card_yaml, ".xlsx": _workbook, ".csv": card_csv,
}  # fmt: skip
TABLES = (".xlsx", ".csv")


def card_at(path: Path) -> RateCard:
    """The card in a file; raises ProblemsFound with every slip."""
    if str(path) == SCREEN:
        return read_card(sys.stdin.read(LARGEST_FILE + 1), "standard input")
    if path.suffix.lower() in TABLES:
        from tcomodel.importing import import_card  # takes a moment to load, and most commands do without

        return import_card(path.name, content_of(path))
    return load_card(path)


def cards_at(paths: Sequence[Path]) -> list[RateCard]:
    """Several cards; the problems of all of them are told together."""
    cards: list[RateCard] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            cards.append(card_at(path))
        except ProblemsFound as found:
            problems += [slip for slip in found.problems if slip not in problems]
    if problems:
        raise ProblemsFound(problems)
    return cards


def content_of(path: Path) -> bytes:
    """The bytes of a file; raises ProblemsFound where it cannot be read."""
    try:
        return bytes_at(path)
    except OSError as error:
        raise ProblemsFound([Problem("", f"it cannot be read: {error.strerror}", str(path))]) from None


def ending_slip(target: str) -> str:
    """What is wrong with the name of a card to be written; nothing when it is right."""
    ending = Path(target).suffix.lower()
    if target == SCREEN or ending in MAKERS:
        return ""
    return f"-o: found {target!r}; expected a name that ends with {', '.join(MAKERS)}, or - for here" + nearest(
        ending, MAKERS
    )


def put_card(target: str, card: RateCard) -> None:
    """Write a card whole, by the ending of the name; YAML on the screen."""
    ending = ".yaml" if target == SCREEN else Path(target).suffix.lower()
    content = MAKERS[ending](card)
    if isinstance(content, str) and len(content) > LARGEST_FILE:
        told = f"it would have {len(content):,} characters and could not be read again (the limit is {LARGEST_FILE:,})"
        raise ProblemsFound([Problem(target, f"{told}; write a workbook (.xlsx)")])
    put(target, content, mark=ending == ".csv")
    if ending == ".csv" and (card.series or any(rate.history for rate in card.rates.values())):
        tell("a CSV keeps the rates alone: their history and the card's own index series are not in it")
