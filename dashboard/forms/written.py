"""A scenario as it was written, whether or not it can be computed."""

from collections.abc import Mapping
from typing import Any

from dashboard.forms.sections import MIXES
from tcomodel import RateCard
from tcomodel.stated_ranges import ENTRY_KEYS


class Written:
    """Its data, with the card that its rates come from."""

    def __init__(self, data: Mapping[str, Any], card: RateCard) -> None:
        self.data, self.card = data, card
        self.currency = str(data.get("currency", "USD"))
        self.options = mapping(data.get("options"))
        volume = mapping(mapping(data.get("demand")).get("volume"))
        self.channels = () if ENTRY_KEYS & set(volume) else tuple(volume)

    @property
    def names(self) -> list[tuple[str, ...]]:
        """The names that entries may be written by: channels, and the locations and complexities of each option."""
        mixes = [tuple(mapping(mapping(one).get(mix))) for one in self.options.values() for mix in MIXES]
        return [self.channels, *mixes]


def mapping(raw: Any) -> Mapping[str, Any]:
    """What stands there by name; nothing where something else was written."""
    return raw if isinstance(raw, Mapping) else {}
