"""What the screens of index series share: putting one on the card, and a few words."""

from dashboard import state
from dashboard.formats import plain
from tcomodel import RateCard
from tcomodel.index_series import IndexSeries, catalogue

EVERY = {1: "month", 3: "quarter", 12: "year"}


def put_on_card(series: IndexSeries, line: str, told: str) -> None:
    """The card on the screen gets the series, with a line on its record."""
    shelf = state.shelf()
    card = shelf.open.now
    shelf.change(
        card.with_rates(card.rates, series={**card.series, series.key: series}, record=(*card.record, line)), told
    )


def stands_for(card: RateCard, key: str) -> str:
    """What a name that is taken means for the rates that use it."""
    count = sum(rate.index == key for rate in card.rates.values())
    if key in card.series:
        return f"It replaces the card's own series of this name ({counted(count)} use it)."
    if key in catalogue():
        return f"For this card it stands in for the catalogue's {key} ({counted(count)} use it)."
    return f"{counted(count)} of this card move with it." if count else ""


def counted(rates: int) -> str:
    """``1 rate``, ``1,200 rates``."""
    return "1 rate" if rates == 1 else f"{rates:,} rates"


def red(message: str) -> str:
    """What must be put right, as Markdown; empty where nothing must."""
    return f":red[{plain(message)}]" if message else ""
