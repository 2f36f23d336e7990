"""Everything the package defines, for tests that look at all of it: modules, lines, terms."""

import importlib
import pkgutil
from functools import cache
from types import ModuleType

import tcomodel
from tcomodel.givens import Given, Terms, givens_of
from tcomodel.lines import Line, lines_of


@cache
def modules_of_the_model() -> tuple[ModuleType, ...]:
    """Every module of the package but its command line, imported."""
    found = pkgutil.walk_packages(tcomodel.__path__, "tcomodel.")
    return tuple(importlib.import_module(one.name) for one in found if not one.name.endswith("__main__"))


@cache
def lines_of_the_model() -> tuple[tuple[str, Line], ...]:
    """Every line, with the module and function that write it: ``tcomodel.staffing.hires``."""
    return tuple(
        (f"{module.__name__}.{line.function.__name__}", line)
        for module in modules_of_the_model()
        for line in lines_of(module)
    )


@cache
def terms_of_the_model() -> tuple[type[Terms], ...]:
    """Every class of terms, each from the module that writes it."""
    return tuple(
        one
        for module in modules_of_the_model()
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, Terms) and one.__module__ == module.__name__
    )


def givens_of_the_model() -> list[tuple[str, Given]]:
    """Every input a class of terms declares, with the class."""
    return [(terms.__name__, given) for terms in terms_of_the_model() for given in givens_of(terms).values()]
