"""Stretches where more costs less, in words.

Between 47,400 and 48,000 contacts a month per ticket costs up to 21 k USD more than with more contacts
"""

from collections.abc import Mapping

from tcomodel.negotiation.crossings import BreakEvens
from tcomodel.negotiation.falls import Fall
from tcomodel.readers.axis_words import between, plain_name_of
from tcomodel.readers.rounded import about
from tcomodel.readers.turn_words import cause_in_words


def fall_in_words(found: BreakEvens, fall: Fall, labels: Mapping[str, str], currency: str) -> str:
    """A stretch where more costs less, as a sentence."""
    causes = list(dict.fromkeys(cause_in_words(cause) for cause in fall.causes))
    because = f", because {causes[0]}" if causes else ""
    more = "contacts" if found.axis.is_volume else plain_name_of(found.axis)
    said = between(found.axis, fall.low, fall.high, currency)
    return (
        f"{said[0].upper()}{said[1:]} {labels[fall.option]} costs up to {about(fall.by)} {currency} more "
        f"than with more {more}{because}."
    )
