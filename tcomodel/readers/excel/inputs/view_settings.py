"""Settings of the reader's view that stand on Inputs: which option the bridge explains.

    Option explained by the bridge   2   1 Own team; 2 Manila, per seat; 3 Mexico and Colombia, per minute

They belong to a workbook and not to the scenario it was made from: an edited workbook comes back without them.
"""

from typing import Any

from tcomodel.results import Comparison, OptionResult

BRIDGE_OPTION = "in_bridge_option"


def has_bridge(comparison: Comparison) -> bool:
    """Whether there is a baseline to start from and an option to end at."""
    return comparison.baseline is not None and len(comparison.options) > 1


def explained_at_export(comparison: Comparison) -> OptionResult:
    """The best option in the ranking other than the baseline; one that is left out only where there is no other."""
    others = (*comparison.ranking, *comparison.options)
    return next(one for one in others if one.model is not comparison.model.baseline)


def settings_of(comparison: Comparison) -> list[dict[str, Any]]:
    """The settings as controls of the sheet Inputs, without their rows."""
    if not has_bridge(comparison):
        return []
    numbers = "; ".join(f"{place} {option.label}" for place, option in enumerate(comparison.options, 1))
    bridge = {
        "option": None,
        "what": BRIDGE_OPTION,
        "label": "Option explained by the bridge (its number)",
        "value": float(comparison.place_of(explained_at_export(comparison)) + 1),
        "unit": "number",
        "shown": "0",
        "limits": (1.0, float(len(comparison.options))),
        "name": BRIDGE_OPTION,
        "says": numbers,
    }
    return [bridge]
