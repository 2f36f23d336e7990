"""All mutants: every line of the model and every word that lines use, with one change each.

    mutant.key       tcomodel.staffing.hires: at_least(team_growth - leavers, 0)
    planted(mutant)  the model has it for a while

A change of a formula is compiled and laid into the function as it stands, so that every model there is has it at once.
"""

import ast
import inspect
import textwrap
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from types import CodeType, FunctionType
from typing import Any

from tcomodel import assembly, words
from tcomodel.lines import Line
from tcomodel.readers.units import unit
from tcomodel.words import Word
from tests.mutation.around import changes_around
from tests.mutation.asked import said_elsewhere
from tests.mutation.formulas import changes
from tests.whole_model import givens_of_the_model, lines_of_the_model

WHOLE_TERM = {one.name for one in vars(words).values() if isinstance(one, Word) and one.shape == "whole term"}
READ = ("formula", "looks_at_whole_term", "looks_back")  # what a line remembers of its formula


@dataclass(frozen=True, eq=False)
class Mutant:
    """A line, or a word and the functions behind it, with one change; ``says`` is what stands there then."""

    where: str
    kind: str
    says: str
    function: FunctionType
    line: Line | None = None
    tree: ast.FunctionDef | None = None
    around: dict[str, Any] = field(default_factory=dict)
    wired_anew: bool = False  # it changes which rows there are, or which have a number each month

    @property
    def key(self) -> str:
        return f"{self.where}: {self.says}"

    @property
    def file(self) -> str:
        return self.where.rpartition(".")[0].removeprefix("tcomodel.")

    def concerns(self, line: Line) -> bool:
        """Whether the change can make another number of a row of this line."""
        return line is self.line if self.line else self.function.__name__ in _called(line)


@contextmanager
def planted(mutant: Mutant) -> Iterator[None]:
    """The model with the change, and as it was afterwards."""
    line, code = mutant.line, mutant.function.__code__
    known = {name: getattr(line, name) for name in mutant.around}
    try:
        if mutant.tree:
            mutant.function.__code__ = _compiled(mutant.function, mutant.tree)
        _set(line, mutant.around, mutant.wired_anew)
        yield
    finally:
        mutant.function.__code__ = code
        _set(line, known, mutant.wired_anew)


def _set(line: Line | None, attributes: dict[str, Any], wired_anew: bool) -> None:
    if line is not None:
        for name, value in attributes.items():
            object.__setattr__(line, name, value)
        for name in READ:
            vars(line).pop(name, None)
    if wired_anew:
        assembly.PATTERNS.clear()


@cache
def of_words() -> tuple[Mutant, ...]:
    """Those of the words of the vocabulary and of the functions behind them."""
    behind = [one.body if isinstance(one, Word) else one for one in vars(words).values()]
    functions = [one for one in behind if isinstance(one, FunctionType) and one.__module__ == words.__name__]
    return tuple(one for function in functions if function is not words.word for one in of_function(function))


def of_function(function: FunctionType) -> Iterator[Mutant]:
    """Those of a function that is no line."""
    where, tree = f"{function.__module__}.{function.__qualname__}", _tree(function)
    names = tuple(inspect.signature(function).parameters)
    alike = {name: tuple(other for other in names if other != name) for name in names}
    before = ast.unparse(tree).splitlines()
    for kind, changed in changes(tree, alike):
        after = ast.unparse(changed).splitlines()
        at = next((at for at, (old, new) in enumerate(zip(before, after, strict=False)) if old != new), len(after) - 1)
        yield Mutant(where, kind, f"{after[at].strip()} (line {at})", function, tree=changed)


def of_line(where: str, line: Line) -> Iterator[Mutant]:
    """Those of a line: of its formula and of what stands around it."""
    function, tree = line.function, _tree(line.function)
    looks_along = _names(tree) & WHOLE_TERM
    for kind, changed in changes(tree, _alike(line)):
        anew = bool(_names(changed) & WHOLE_TERM) != bool(looks_along)
        yield Mutant(where, kind, _said(changed), function, line, changed, {}, anew)
    for kind, says, around in changes_around(line, _steps()):
        left_out = {*line.given, *line.chosen} - {*around.get("given", line.given), *around.get("chosen", line.chosen)}
        if kind == "condition" and all(said_elsewhere(line, one) for one in left_out) and left_out:
            continue
        yield Mutant(where, kind, says, function, line, None, around, kind != "unit")


def _tree(function: Callable[..., Any]) -> ast.FunctionDef:
    """The function as a tree, without its decorators, its docstring and the imports it begins with."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    assert isinstance(tree, ast.FunctionDef)
    tree.decorator_list = []
    said = isinstance(tree.body[0], ast.Expr) and isinstance(tree.body[0].value, ast.Constant)
    tree.body = tree.body[1:] if said else tree.body
    return tree


def _compiled(function: FunctionType, tree: ast.FunctionDef) -> CodeType:
    module = ast.fix_missing_locations(ast.Module([tree], []))
    made: dict[str, Any] = dict(function.__globals__)
    exec(compile(module, f"<{function.__name__} with a change>", "exec"), made)
    return made[tree.name].__code__


def _said(tree: ast.FunctionDef) -> str:
    return "; ".join(ast.unparse(one).removeprefix("return ") for one in tree.body)


def _names(tree: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(tree) if isinstance(one, ast.Name)}


@cache
def _called(line: Line) -> frozenset[str]:
    """The words a line uses, with what stands behind them."""
    if isinstance(line.function, Word):
        return _behind(line.function.name)
    return frozenset().union(*(_behind(name) for name in line.function.__code__.co_names))


@cache
def _behind(name: str) -> frozenset[str]:
    found = getattr(words, name, None)
    body = found.body if isinstance(found, Word) else found
    if not isinstance(body, FunctionType) or body.__module__ != words.__name__:
        return frozenset()
    return frozenset({name}).union(*(_behind(other) for other in body.__code__.co_names if other != name))


# -- what is like what ---------------------------------------------------------------------------------------------


@cache
def _units() -> dict[str, Any]:
    """The unit of every name there is; it has one wherever it is declared."""
    inputs = {given.name: given.unit for _, given in givens_of_the_model()}
    lines = {line.name: line.unit for _, line in lines_of_the_model()}
    return {name: unit(text) for name, text in {**inputs, **lines}.items()}


def _alike(line: Line) -> dict[str, tuple[str, ...]]:
    """The ingredients that may be mistaken for each other: of one unit, and both one or both many."""
    units = {one.name: (_units().get(one.name, one.name), one.is_group) for one in line.ingredients}
    found: dict[str, tuple[str, ...]] = {}
    for name, (of, many) in units.items():
        found[name] = tuple(other for other, as_well in units.items() if other != name and as_well == (of, many))
    return {name: others for name, others in found.items() if not units[name][1]}


@cache
def _steps() -> dict[str, tuple[str, ...]]:
    """What each line is made of that has its own unit: who takes that in its place has left a step out."""
    found: dict[str, set[str]] = defaultdict(set)
    for _, line in lines_of_the_model():
        same = [
            one.name for one in line.ingredients if one.reach == "own" and _units().get(one.name) == unit(line.unit)
        ]
        found[line.name] |= set(same) - {line.name}
    return {name: tuple(sorted(steps)) for name, steps in found.items()}
