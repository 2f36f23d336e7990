"""What is done to the options of a scenario as a whole: moved, duplicated, deleted, added, made the baseline.

Each move takes the scenario's data and gives back changed data; what was given stays as it is. What else names an
option goes with it: the baseline, and the correlations between ranges.

    deleted(data, "manila")      without the option and without what pointed at it
    duplicated(data, "manila")   ("manila_2", the data with the copy right behind it)
"""

import re
import unicodedata
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from dashboard.formats import titled
from tcomodel.scenario import LONGEST_NAME, MOST_OPTIONS, TAKEN

LONGEST_KEY = 40
UP, DOWN = -1, 1
Data = dict[str, Any]


def baseline_of(data: Mapping[str, Any]) -> str | None:
    """The option the others are compared with: the one named, else the first in-house one."""
    options = options_of(data)
    named = data.get("baseline")
    if named:
        return str(named)
    return next((key for key, one in options.items() if isinstance(one, Mapping) and "in_house" in one), None)


def options_of(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The options by their keys, empty where there are none."""
    found = data.get("options")
    return found if isinstance(found, Mapping) else {}


def takes_part(option: Any) -> bool:
    """Whether an option is in the comparison as it is written."""
    return not (isinstance(option, Mapping) and option.get("in_comparison") in (False, "no", "false"))


def moved(data: Mapping[str, Any], key: str, by: int) -> Data:
    """The option one place up (``UP``) or down; the baseline stays what it is."""
    order = list(options_of(data))
    place = order.index(key)
    other = min(max(place + by, 0), len(order) - 1)
    order[place], order[other] = order[other], order[place]
    changed = deepcopy(dict(data))
    changed["options"] = {one: changed["options"][one] for one in order}
    if baseline_of(changed) != baseline_of(data):  # the first in-house one has become another
        changed["baseline"] = baseline_of(data)
    return changed


def duplicated(data: Mapping[str, Any], key: str) -> tuple[str, Data]:
    """A copy right behind the option, under a key and a label of its own; its ranges move with the same others."""
    changed = deepcopy(dict(data))
    copy = free_key(key, changed)
    options: Data = {}
    for one, option in changed["options"].items():
        options[one] = option
        if one == key:
            options[copy] = {"label": label_of_copy(data, key), **_without_label(deepcopy(option))}
    changed["options"] = options
    for correlation in _correlations(changed):
        if correlation.get("rank", 0) > 0:
            correlation["between"] = _with_copy(correlation["between"], f"options.{key}.", f"options.{copy}.")
    return copy, changed


def deleted(data: Mapping[str, Any], key: str) -> Data:
    """Without the option, and without what names it."""
    changed = deepcopy(dict(data))
    del changed["options"][key]
    if changed.get("baseline") == key:
        del changed["baseline"]
    for correlation in _correlations(changed):
        correlation["between"] = [one for one in correlation["between"] if not one.startswith(f"options.{key}.")]
    section = changed.get("uncertainty")
    if isinstance(section, dict) and "correlations" in section:
        section["correlations"] = [one for one in section["correlations"] if len(one.get("between", ())) > 1]
        if not section["correlations"]:
            del section["correlations"]
    return changed


def added(data: Mapping[str, Any], option: Mapping[str, Any]) -> tuple[str, Data]:
    """One more option behind the others, under a key made from its label."""
    changed = deepcopy(dict(data))
    key = free_key(str(option.get("label") or "option"), changed)
    changed["options"] = {**options_of(changed), key: deepcopy(dict(option))}
    return key, changed


def with_baseline(data: Mapping[str, Any], key: str) -> Data:
    """Every other option is compared with this one."""
    return {**deepcopy(dict(data)), "baseline": key}


def why_no_more(data: Mapping[str, Any]) -> str:
    """Why no option can be added; empty where one can."""
    if len(options_of(data)) < MOST_OPTIONS:
        return ""
    return f"There are {MOST_OPTIONS} options, the most a scenario holds. Delete one first."


def label_of(data: Mapping[str, Any], key: str) -> str:
    """The name of an option for people."""
    option = options_of(data).get(key)
    return str((isinstance(option, Mapping) and option.get("label")) or titled(key))


def label_of_copy(data: Mapping[str, Any], key: str) -> str:
    """``Manila, copy``, ``Manila, copy 2``: no other option is called so."""
    taken = {label_of(data, one) for one in options_of(data)}
    label = re.sub(r", copy( \d+)?$", "", label_of(data, key))
    ends = [", copy", *(f", copy {number}" for number in range(2, MOST_OPTIONS + 2))]
    return next(name for end in ends if (name := label[: LONGEST_NAME - len(end)] + end) not in taken)


def free_label(wanted: str, data: Mapping[str, Any]) -> str:
    """The name, with a number where another option is called so."""
    taken = {label_of(data, one) for one in options_of(data)}
    names = (wanted, *(f"{wanted} {number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def free_key(wanted: str, data: Mapping[str, Any]) -> str:
    """A short word that no option is called by yet: ``Philippines, per seat`` -> ``philippines_per_seat``."""
    taken = {*options_of(data), *TAKEN}
    words = word(wanted)
    key = words if words[:1].isalpha() else f"option_{words}".strip("_")
    key = re.sub(r"_\d+$", "", key[: LONGEST_KEY - 3]).strip("_") or "option"
    return next(name for name in (key, *(f"{key}_{n}" for n in range(2, len(taken) + 3))) if name not in taken)


def word(text: str) -> str:
    """A text as the word a scenario writes: ``United States`` -> ``united_states``, ``México`` -> ``mexico``."""
    letters = unicodedata.normalize("NFKD", text)  # an accent stands behind its letter then
    without_accents = "".join(one for one in letters if not unicodedata.combining(one))
    return re.sub(r"[^a-z0-9]+", "_", without_accents.lower()).strip("_")


def _without_label(option: Any) -> Data:
    return {name: one for name, one in option.items() if name != "label"} if isinstance(option, Mapping) else {}


def _correlations(data: Data) -> list[Data]:
    section = data.get("uncertainty")
    found = section.get("correlations") if isinstance(section, dict) else None
    return [one for one in found or () if isinstance(one, dict) and isinstance(one.get("between"), list)]


def _with_copy(names: list[str], of: str, copy: str) -> list[str]:
    return [*names, *(copy + name.removeprefix(of) for name in names if name.startswith(of))]
