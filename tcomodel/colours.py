"""One colour for each option and one for each cost category, the same in every chart: screen, paper and workbook.

Options take the palette in their order; ``ON_WHITE`` is the palette of paper and of the light screen. Categories take
tints of one hue by family, so that a bar reads at a glance: people, workplace and overhead, the vendor's bill, what
comes on top of it, changing over, steering, customers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tcomodel import categories

# Family: position in the palette, then its categories from full colour to pale.
FAMILIES = (
    (0, (categories.AGENTS, categories.ON_COSTS, categories.HIRING, categories.SUPPORT)),
    (6, (categories.OVERHEAD, categories.PREMISES, categories.TECHNOLOGY, categories.OTHER)),
    (1, (categories.FEES, categories.FALLBACK, categories.COMMITMENT, categories.BONUSES, categories.CREDITS)),
    (5, (categories.PASS_THROUGH, categories.TAX, categories.PAYMENT)),
    (2, (categories.OLD_TEAM, categories.TRANSITION, categories.EXIT)),
    (4, (categories.GOVERNANCE,)),
    (3, (categories.POOR_SERVICE,)),
)
PALEST = 0.45  # share of the full colour that is left in the palest tint
DASHES = ("solid", "dash", "dot")  # where there are more options than colours


@dataclass(frozen=True)
class Colours:
    """The colours of one theme."""

    palette: tuple[str, ...]
    background: str
    text: str
    grid: str

    def option(self, position: int) -> str:
        return self.palette[position % len(self.palette)]

    def dash(self, position: int) -> str:
        return DASHES[position // len(self.palette) % len(DASHES)]

    def category(self, name: str) -> str:
        for position, members in FAMILIES:
            if name in members:
                strength = 1 - (1 - PALEST) * members.index(name) / max(len(members) - 1, 1)
                return mixed(self.option(position), self.background, strength)
        return self.text


# Blue, orange, green, aubergine, violet, brown, mauve: each at least 3:1 against white, any two apart for every eye.
ON_WHITE = Colours(
    ("#0362a0", "#c36100", "#349c78", "#422c4f", "#877bf6", "#683409", "#a77fa2"), "#ffffff", "#0f1720", "#dbdcde"
)


def mixed(colour: str, ground: str, strength: float) -> str:
    """A colour thinned with the background: strength 1 is the colour itself."""
    parts = zip(channels(colour), channels(ground), strict=True)
    return "#" + "".join(f"{round(a * strength + b * (1 - strength)):02x}" for a, b in parts)


def readable_on(colour: str) -> str:
    """Black or white, whichever reads better on a colour."""
    red, green, blue = (part / 255 for part in channels(colour))
    return "#ffffff" if 0.299 * red + 0.587 * green + 0.114 * blue < 0.55 else "#12161c"


def channels(colour: str) -> Sequence[int]:
    """``#0362a0`` -> 3, 98, 160."""
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
