"""The commercial models, one file each.

A pricing model is a module of this package with two things: ``Pricing``, the terms a contract states,
and a line called ``fee`` in "currency/month", built on workload and staffing. Its first docstring line
is its name for people. Nothing else needs to know about it: form, workbook, explanation and unit check
follow from the file.
"""

import pkgutil
from importlib import import_module
from types import ModuleType


def names() -> list[str]:
    """All pricing models, as a scenario names them."""
    names = (module.name for module in pkgutil.iter_modules(__path__))
    return sorted(name for name in names if hasattr(find(name), "Pricing"))


def find(name: str) -> ModuleType:
    """The module of a pricing model."""
    return import_module(f"{__name__}.{name}")


def title(name: str) -> str:
    """The model's name for people: ``Per ticket``."""
    return (find(name).__doc__ or name).strip().splitlines()[0].rstrip(".")
