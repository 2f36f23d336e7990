"""The commercial models, one file each.

A pricing model is a module of this package with two things: ``Pricing``, the terms a contract states,
and a line called ``fee`` in "currency/month", built on workload and staffing. Its first docstring line
is its name for people. Nothing else needs to know about it: form, workbook, explanation and unit check
follow from the file.
"""

import pkgutil
from functools import cache
from importlib import import_module
from types import ModuleType


def names() -> tuple[str, ...]:
    """All pricing models, as a scenario names them."""
    return _names_in(*__path__)


def find(name: str) -> ModuleType:
    """The module of a pricing model."""
    return import_module(f"{__name__}.{name}")


def title(name: str) -> str:
    """The model's name for people: ``Per ticket``."""
    return (find(name).__doc__ or name).strip().splitlines()[0].rstrip(".")


@cache
def _names_in(*folders: str) -> tuple[str, ...]:
    found = (module.name for module in pkgutil.iter_modules(folders))
    return tuple(sorted(name for name in found if hasattr(find(name), "Pricing")))
