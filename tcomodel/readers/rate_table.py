"""A rate card as a table: what each figure is, where it holds, since when and who says so.

united_states.wage.agent   21.82 USD/hour   United States   2024-05   BLS Occupational Employment ...
"""

import textwrap

from tcomodel.rates import Rate, RateCard

WIDTH = 110


def rate_table(card: RateCard) -> str:
    """The card for a terminal: a line with the figure and lines with its title and source."""
    lines = [f"{card.name}: {len(card)} rates, as of {card.as_of}"]
    widest = max(len(key) for key in card.rates)
    for key, rate in card.rates.items():
        lines += ["", f"{key.ljust(widest)}  {figure_in_words(rate)} {rate.unit}"]
        facts = f"{rate.title}. {where_in_words(rate)}, as of {rate.as_of}. {rate.source}"
        lines += textwrap.wrap(facts, WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
    return "\n".join(lines) + "\n"


def figure_in_words(rate: Rate) -> str:
    """``21.82``, or ``11 (8 to 14)`` for a range."""
    if rate.low is None or rate.high is None:
        return _plain(rate.figure())
    return f"{_plain(rate.figure())} ({_plain(rate.low)} to {_plain(rate.high)})"


def where_in_words(rate: Rate) -> str:
    """Where a figure holds, with its channel unless that is all of them."""
    return rate.location if rate.channel in ("all", "") else f"{rate.location}, {rate.channel}"


def _plain(number: float) -> str:
    return f"{number:,.10g}"
