"""What a module shares with everything else in the process, found by importing it and reading it.

    caches(module)       functions that remember what they made, by name
    kept(module)         containers that some function of the house writes to, and objects that can change, by name

A table that nobody writes to is no state: it is told apart by reading all files for what writes to its name.
"""

import ast
import dataclasses
import enum
import importlib
import inspect
import itertools
import pkgutil
import threading
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Iterator
from functools import cache
from types import FunctionType, ModuleType
from typing import Any
from weakref import WeakKeyDictionary, WeakSet, WeakValueDictionary

import dashboard
import tcomodel

CONTAINERS = (dict, list, set, bytearray, deque, Counter, OrderedDict, defaultdict)
CONTAINERS += (WeakSet, WeakKeyDictionary, WeakValueDictionary)
RUNNING = (itertools.count, threading.local)  # these change by being used
WRITERS = {"add", "append", "appendleft", "clear", "discard", "extend", "insert", "move_to_end", "pop", "popitem"}
WRITERS |= {"popleft", "remove", "reverse", "rotate", "setdefault", "sort", "update"}
PROGRAMS = ("tcomodel.__main__", "tcomodel.readers.document")  # importing them would run them


@cache
def modules() -> tuple[ModuleType, ...]:
    """Every module of the house."""
    found = [pkgutil.walk_packages(package.__path__, f"{package.__name__}.") for package in (dashboard, tcomodel)]
    names = [one.name for walk in found for one in walk]
    return tuple(importlib.import_module(name) for name in names if name not in PROGRAMS and ".migrations." not in name)


@cache
def trees() -> dict[str, ast.Module]:
    """Every module as it is written."""
    return {module.__name__: ast.parse(inspect.getsource(module)) for module in modules()}


def own_names(module: ModuleType) -> set[str]:
    """What a module itself binds at its top, not what it imports."""
    bound = set()
    for node in trees()[module.__name__].body:
        for target in getattr(node, "targets", [getattr(node, "target", None)]):
            bound |= {one.id for one in ast.walk(target) if isinstance(one, ast.Name)} if target is not None else set()
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            bound.add(node.name)
    return bound


def caches(module: ModuleType) -> Iterator[str]:
    """Functions of a module, and of its classes, that remember what they made."""
    for name in own_names(module) & set(vars(module)):
        found = vars(module)[name]
        if _remembers(found):
            yield name
        if inspect.isclass(found):
            yield from (f"{name}.{inner}" for inner, one in vars(found).items() if _remembers(one))


def _remembers(one: Any) -> bool:
    one = getattr(one, "__func__", one)
    if hasattr(one, "cache_info") or type(one).__module__.startswith("streamlit.runtime.caching"):
        return True
    cells = (one.__closure__ or ()) if isinstance(one, FunctionType) else ()
    return any(hasattr(cell.cell_contents, "cache_info") for cell in cells)


def kept(module: ModuleType) -> Iterator[str]:
    """What a module keeps that can change, at its top and in its classes."""
    for name in own_names(module) & set(vars(module)):
        found = vars(module)[name]
        if (
            isinstance(found, RUNNING)
            or (isinstance(found, CONTAINERS) and f"{module.__name__}.{name}" in written())
            or _is_open(found)
        ):
            yield name
        if inspect.isclass(found) and not issubclass(found, enum.Enum):
            inner = {place for place, one in vars(found).items() if isinstance(one, CONTAINERS)}
            yield from (f"{name}.{place}" for place in inner if place[0] != "_" and place != "model_config")


def _is_open(one: Any) -> bool:
    """Whether it is an object of the house that can change."""
    kind = type(one)
    if not kind.__module__.startswith(("dashboard", "tcomodel")) or isinstance(one, tuple | enum.Enum | str | int):
        return False
    params = getattr(kind, "__dataclass_params__", None)
    frozen = params is not None and dataclasses.is_dataclass(kind) and params.frozen
    return not frozen and not getattr(kind, "model_config", {}).get("frozen", False)


@cache
def written() -> frozenset[str]:
    """Full names that something in the house writes to: ``NAME[...] = ``, ``NAME.append(...)``, ``del``, ``global``."""
    found: set[str] = set()
    for module, tree in trees().items():
        known = _imported(tree)

        def full(node: ast.expr, module: str = module, known: dict[str, str] = known) -> str:
            if isinstance(node, ast.Subscript):
                return full(node.value)
            if isinstance(node, ast.Attribute):
                return f"{full(node.value)}.{node.attr}"
            return known.get(node.id, f"{module}.{node.id}") if isinstance(node, ast.Name) else ""

        for node in ast.walk(tree):
            if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
                found.add(full(node.value))
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITERS:
                found.add(full(node.func.value))
            elif isinstance(node, ast.AugAssign):
                found.add(full(node.target))
            elif isinstance(node, ast.Global):
                found |= {f"{module}.{name}" for name in node.names}
    return frozenset(found)


def _imported(tree: ast.Module) -> dict[str, str]:
    """What each imported name stands for."""
    known = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            known |= {one.asname or one.name: one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            known |= {one.asname or one.name: f"{node.module}.{one.name}" for one in node.names}
    return known
