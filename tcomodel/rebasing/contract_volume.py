"""A contract restated for another volume: what stands for a volume moves with it, prices and shares stay.

    from 400,000 to 500,000 contacts a month: a tier up to 100,000 goes up to 125,000, a baseline of 380,000 to
    475,000 and its base charge with it, a minimum of 200,000 a month to 250,000, a fixed fee of 90,000 (the price of
    all of the volume) to 112,500, 40 contracted seats to 50; 1.50 a unit stays 1.50

Where the work grows as much, the contract then bills as many times more. It does not where something is counted in
whole people, whole minutes or started packages, nor where a team is stated or planned by the hour, as large teams wait
less. Which inputs move is said where they are declared (``moves_with_volume``), which amounts stay, and why, below.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from tcomodel import pricing
from tcomodel.contract import CLAUSES
from tcomodel.digits import snapped
from tcomodel.givens import Terms, givens_of, members_of
from tcomodel.problems import Problem, ProblemsFound, nearest, problem
from tcomodel.stated_ranges import ENDS, is_range
from tcomodel.yaml_file import Path

A_MISS = "what a miss costs is agreed as an amount, whatever the volume"
AN_END = "what an early end costs is agreed as an amount, whatever the volume"
THE_CLIENTS = "it is the client's own and no part of what is billed"
STAYS = {
    "package_size": "it is how units are sold, and no volume",
    "band_amount": A_MISS,
    "penalty_amount": A_MISS,
    "point_value": A_MISS,
    "termination_amount": AN_END,
    "termination_schedule": AN_END,
    "benchmark_fee": "a third party asks as much for it",
    "deposit": "it is a security, and no price",
    "take_back_cost": THE_CLIENTS,
    "retained_people": THE_CLIENTS,
    "meeting_hours": THE_CLIENTS,
    "meeting_people": THE_CLIENTS,
}
TEAM = ("fixed_agents", "opening_agents", "minimum_on_duty")  # of staffing: what is billed may follow from it
MOST_SHOWN = 3


def contract_at_volume(
    data: Mapping[str, Any], option: str, before: float, after: float, demand: bool = False
) -> tuple[dict[str, Any], list[str]]:
    """The scenario with an option's contract for ``after`` units where it was for ``before``; and what moved, in words.

    Pricing and contract move; with ``demand`` the volume of the programme, which is that of every option, too. The
    words name each input that moved and each amount that stays. ``data`` is a scenario as its file has it and stays as
    it is. Raises ProblemsFound, with the place, for figures that stand on the rate card or in a CSV, which have to be
    changed there or written out.
    """
    options = data.get("options") or {}
    if option not in options:
        raise problem("options", f"there is no option {option!r}{nearest(option, options)}")
    if not (before > 0 and after > 0):
        raise problem("volume", f"found {before:g} before and {after:g} after; expected two volumes above 0")
    changed = deepcopy(dict(data))
    factor = after / before
    moved: list[str] = []
    stays: list[str] = []
    problems: list[Problem] = []
    vendor = changed["options"][option]
    for terms, section, place in _sections(vendor):
        _move(terms, section, place, factor, moved, stays, problems)
    if not moved and not problems:
        moved.append("nothing in this contract stands for a volume, so it stays as it is")
    work = changed.get("demand") or {}
    if demand and work.get("volume") is not None:
        old = work["volume"]
        work["volume"] = _moved(old, factor, ("demand", "volume"), problems)
        moved.append(f"demand.volume, that of every option: {_shown(old)} -> {_shown(work['volume'])}")
    elif not demand:
        stays.append("demand stays as it is: the contract is for another volume, the work to be billed is not")
    if problems:
        raise ProblemsFound(problems)
    return changed, [*moved, *stays, *_beside(changed, vendor)]


def _sections(vendor: Mapping[str, Any]) -> Iterator[tuple[type[Terms], dict[str, Any], Path]]:
    """The pricing and the clauses of an option, each with the terms it may state."""
    priced = vendor.get("pricing")
    if isinstance(priced, dict) and priced.get("model") in pricing.names():
        yield pricing.find(priced["model"]).Pricing, priced, ("pricing",)
    for clause, section in (vendor.get("contract") or {}).items():
        if clause in CLAUSES and isinstance(section, dict):
            yield CLAUSES[clause].terms, section, (clause,)


def _beside(data: Mapping[str, Any], vendor: Mapping[str, Any]) -> Iterator[str]:
    """What is stated beside pricing and contract, and stays."""
    for section in (vendor.get("staffing"), data.get("staffing")):
        for name in TEAM:
            if isinstance(section, dict) and section.get(name) is not None:
                told = "it is how the team is staffed, and where hours or agents are billed the bill keeps to it"
                yield f"staffing.{name} stays at {_shown(section[name])}: {told}"
    others = [name for name, one in vendor.items() if isinstance(one, dict) and name not in ("pricing", "contract")]
    if others:
        yield f"beside pricing and contract nothing moves, so see whether it should: {', '.join(others)}"


def _move(
    terms: type[Terms],
    section: dict[str, Any],
    place: Path,
    factor: float,
    moved: list[str],
    stays: list[str],
    problems: list[Problem],
) -> None:
    """Move the entries of one section in place; what was done, what stays and what cannot be moved is noted."""
    for name, one in givens_of(terms).items():
        if section.get(name) is None:
            continue
        here = (*place, name)
        if one.moves_with_volume:
            old = section[name]
            section[name] = _moved(old, factor, here, problems)
            moved.append(f"{_said(here)}: {_shown(old)} -> {_shown(section[name])}")
        elif name in STAYS:
            stays.append(f"{_said(here)} stays at {_shown(section[name])}: {STAYS[name]}")
    for name, group in members_of(terms).items():
        for where, entry in _entries(section.get(name), (*place, name)):
            _move(group.terms, entry, where, factor, moved, stays, problems)


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
    if is_range(entry) and "base" in entry:  # what is written in percent stays: it is a part of the base
        numbers = {name: one for name, one in entry.items() if name in ENDS and not isinstance(one, str)}
        return entry | {name: _moved(one, factor, (*place, name), problems) for name, one in numbers.items()}
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
