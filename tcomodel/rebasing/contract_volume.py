"""A contract restated for another volume: what stands for a volume moves with it, prices and shares stay.

    from 400,000 to 500,000 contacts a month: a tier up to 100,000 goes up to 125,000, a baseline of 380,000 to
    475,000 and its base charge with it, a minimum of 200,000 a month to 250,000; 1.50 a unit stays 1.50

At the new volume the contract then bills as many times more as the volume grew. Which inputs move is said where they
are declared (``moves_with_volume``).
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from tcomodel.contract import CLAUSES
from tcomodel.digits import snapped
from tcomodel.givens import Terms, givens_of, members_of
from tcomodel.problems import Problem, ProblemsFound, nearest, problem
from tcomodel.yaml_file import Path

VOLUMES = ("unit/month", "contact/month")
MOST_SHOWN = 3


def contract_at_volume(
    data: Mapping[str, Any], option: str, before: float, after: float
) -> tuple[dict[str, Any], list[str]]:
    """The scenario with an option's contract for ``after`` units where it was for ``before``; and what moved, in words.

    ``data`` is a scenario as its file has it and stays as it is. Raises ProblemsFound, with the place, for figures
    that stand on the rate card or in a CSV, which have to be changed there or written out.
    """
    options = data.get("options") or {}
    if option not in options:
        raise problem("options", f"there is no option {option!r}{nearest(option, options)}")
    if not (before > 0 and after > 0):
        raise problem("volume", f"found {before:g} before and {after:g} after; expected two volumes above 0")
    changed = deepcopy(dict(data))
    factor = after / before
    told: list[str] = []
    problems: list[Problem] = []
    contract = changed["options"][option].get("contract") or {}
    for clause, section in contract.items():
        if clause in CLAUSES and isinstance(section, dict):
            _move(CLAUSES[clause].terms, section, (clause,), factor, told, problems)
    if problems:
        raise ProblemsFound(problems)
    if not told:
        told.append("nothing in this contract stands for a volume, so it stays as it is")
    return changed, told


def _move(
    terms: type[Terms], section: dict[str, Any], place: Path, factor: float, told: list[str], problems: list[Problem]
) -> None:
    """Move the entries of one section in place; what was done, and what cannot be, is noted."""
    for name, one in givens_of(terms).items():
        if section.get(name) is None:
            continue
        here = (*place, name)
        if one.moves_with_volume:
            old = section[name]
            section[name] = _moved(old, factor, here, problems)
            told.append(f"{_said(here)}: {_shown(old)} -> {_shown(section[name])}")
        elif one.unit in VOLUMES:
            told.append(
                f"{_said(here)} is a volume of its own and stays at {_shown(section[name])}; see whether it should"
            )
    for name, group in members_of(terms).items():
        for where, entry in _entries(section.get(name), (*place, name)):
            _move(group.terms, entry, where, factor, told, problems)


def _entries(raw: Any, place: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The members of a group, however they are written: a list, by name, or a list for each channel."""
    if isinstance(raw, list):
        for position, entry in enumerate(raw, 1):
            if isinstance(entry, dict):
                yield (*place, position), entry
    elif isinstance(raw, dict):
        for name, entry in raw.items():
            if isinstance(entry, list):
                yield from _entries(entry, (*place, name))
            elif isinstance(entry, dict):
                yield (*place, name), entry


def _moved(entry: Any, factor: float, place: Path, problems: list[Problem]) -> Any:
    if isinstance(entry, int | float) and not isinstance(entry, bool):
        return snapped(entry * factor)
    if isinstance(entry, list):
        return [_moved(one, factor, place, problems) for one in entry]
    if isinstance(entry, dict) and not {"rate", "csv"} & entry.keys():
        return {name: _moved(one, factor, (*place, name), problems) for name, one in entry.items()}
    if isinstance(entry, dict):
        source = "the rate card" if "rate" in entry else "a CSV file"
        held = entry.get("rate") or entry.get("csv")
        message = f"it stands in {source} ({held}), where a change would touch more than this contract; write it out"
    else:
        message = f"found {entry!r}; expected a number"
    problems.append(Problem(_said(place), message))
    return entry


def _said(place: Path) -> str:
    return ".".join(map(str, place))


def _shown(entry: Any) -> str:
    if isinstance(entry, int | float):
        return f"{entry:,.10g}"
    if isinstance(entry, list):
        more = f", ... ({len(entry)} numbers)" if len(entry) > MOST_SHOWN else ""
        return ", ".join(_shown(one) for one in entry[:MOST_SHOWN]) + more
    if isinstance(entry, dict):
        return ", ".join(f"{name} {_shown(one)}" for name, one in entry.items())
    return str(entry)
