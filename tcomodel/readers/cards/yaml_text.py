"""A rate card as a YAML file that reads back as the same card.

A card that was read from a file keeps that file's text: rates and facts that did not change stay as they are written
there, with their comments and in their order, and only what did change is written anew. Any other card is laid out:

    card:
      name: Bids of March
      as_of: "2026-03"
    rates:

      manila.hour:
        title: Agent hour, offshore
        base: 11
        ...
"""

from typing import Any

from tcomodel.index_series import SeriesProblem, series_from_facts
from tcomodel.problems import ProblemsFound
from tcomodel.rates import RateCard, read_card
from tcomodel.readers.cards.card_facts import (
    ABOUT_NOT_SAID,
    NOT_SAID,
    facts_of_card,
    facts_of_rate,
    facts_of_series,
)
from tcomodel.readers.cards.yaml_patch import changed_facts, changed_section, rewritten, said
from tcomodel.readers.cards.yaml_source import CannotPatch, Edit, Source
from tcomodel.readers.cards.yaml_words import lines_in_yaml

SECTIONS = {"card", "series", "rates"}


def card_yaml(card: RateCard) -> str:
    """The card as YAML text; ``read_card`` of it gives an equal card.

    Comments and order of ``card.text`` are kept. Where that text is laid out so that it cannot be changed line by line
    (all in brackets, say), the card is laid out anew and its comments stand at the top.
    """
    if not card.text:
        return _laid_out(card, [])
    try:
        source = Source(card.text)
        text = source.with_edits(_edits(card, source))
    except CannotPatch as cannot:
        return card.text if _is_as_read(card) else _laid_out(card, cannot.comments)
    if text == source.text:
        return card.text
    return text.replace("\n", "\r\n") if "\r\n" in card.text else text


def _edits(card: RateCard, source: Source) -> list[Edit]:
    if not {"card", "rates"} <= source.data.keys() <= SECTIONS:
        raise CannotPatch
    rates = {key: facts_of_rate(rate) for key, rate in card.rates.items()}
    series = {key: facts_of_series(one) for key, one in card.series.items()}

    def in_rate(key: str) -> list[Edit]:
        return changed_facts(source, ("rates", key), rates[key], NOT_SAID)

    def in_series(key: str) -> list[Edit]:
        place = ("series", key)
        return [] if _reads_as(key, source.value(place), series[key]) else [rewritten(source, place, series[key])]

    edits = changed_facts(source, ("card",), facts_of_card(card), ABOUT_NOT_SAID)
    if "series" in source.data:
        edits += changed_section(source, "series", series, in_series) if series or source.data["series"] else []
    elif series:
        below = source.line_end(("card",)) + 1
        lines = lines_in_yaml("series", series, source.indent(("card",)))
        edits.append(Edit(below, below, "".join(f"{line}\n" for line in lines)))
    return edits + changed_section(source, "rates", {key: said(rates[key], NOT_SAID) for key in rates}, in_rate)


def _reads_as(key: str, written: Any, wanted: dict[str, Any]) -> bool:
    """Whether a series of the file is the one wanted."""
    try:
        return facts_of_series(series_from_facts(key, written)) == wanted
    except SeriesProblem:
        return False


def _is_as_read(card: RateCard) -> bool:
    """Whether nothing was done to a card since its text was read."""
    try:
        return read_card(card.text).fingerprint == card.fingerprint
    except ProblemsFound:
        return False


def _laid_out(card: RateCard, comments: list[str]) -> str:
    lines = [*comments, *lines_in_yaml("card", said(facts_of_card(card), ABOUT_NOT_SAID), "")]
    if card.series:
        lines += lines_in_yaml("series", {key: facts_of_series(one) for key, one in card.series.items()}, "")
    lines.append("rates:" if card.rates else "rates: {}")
    for key, rate in card.rates.items():
        lines += ["", *lines_in_yaml(key, said(facts_of_rate(rate), NOT_SAID), "  ")]
    return "\n".join(lines) + "\n"
