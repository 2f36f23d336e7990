"""Footnotes of a table, called a, b, ... z, aa, ab: each text once, however many cells need it."""

from collections.abc import Iterator

from tcomodel.column_letters import column_letters


class Footnotes:
    """The footnotes of one table, in the order in which its cells ask for them."""

    def __init__(self) -> None:
        self._said: list[str] = []

    def mark(self, text: str) -> str:
        """The letter of a footnote, a text without the point at its end."""
        if text not in self._said:
            self._said.append(text)
        return _letter(self._said.index(text))

    def all(self) -> Iterator[tuple[str, str]]:
        """Letters and texts, as they stand below the table."""
        for position, text in enumerate(self._said):
            yield _letter(position), f"{text}."


def _letter(position: int) -> str:
    return column_letters(position).lower()
