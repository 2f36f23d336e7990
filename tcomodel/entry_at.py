"""Places in plain data: what stands at a place, and how a value is put there.

at({"demand": {"volume": {"voice": 42000}}}, ("demand", "volume", "voice"))    42000
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from tcomodel.yaml_file import Path


def at(data: Any, place: Path) -> Any:
    """What stands at a place of some data, None where nothing does."""
    for name in place:
        if isinstance(data, list) and isinstance(name, int):
            data = data[name] if 0 <= name < len(data) else None
        elif isinstance(data, Mapping):
            data = data.get(name)
        else:
            return None
    return data


def put_at(data: Any, place: Path, value: Any) -> None:
    """Put a value at a place, making the sections and lists on the way."""
    inner = data
    for name, following in pairwise(place):
        if not isinstance(at(inner, (name,)), list if isinstance(following, int) else dict):
            _set(inner, name, [] if isinstance(following, int) else {})
        inner = at(inner, (name,)) if isinstance(inner, dict) else inner[min(int(name), len(inner) - 1)]
    _set(inner, place[-1], value)


def _set(inner: Any, name: str | int, value: Any) -> None:
    if isinstance(inner, list) and isinstance(name, int) and name >= len(inner):
        inner.append(value)
    else:
        inner[name] = value
