"""The changes of one formula, each in one place.

    at_least(team_growth + leavers, 0)  ->  at_most(team_growth + leavers, 0)
                                            at_least(team_growth - leavers, 0)
                                            at_least(team_growth, 0)
                                            at_least(leavers, 0)
                                            at_least(team_growth + 1, 0) ...

Changes that say the same in other words (``x * 1``, ``x + 0``) are made once.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from typing import Any

Change = tuple[str, ast.AST]  # what kind it is, and what stands there instead

OTHER_SIGN: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.FloorDiv: (ast.Mult,),
    ast.Mod: (ast.Mult,),
}
OTHER_EDGE: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
}
OTHER_WORD = {
    "at_least": ("at_most",),
    "at_most": ("at_least",),
    "round_up": ("whole",),
    "whole": ("round_up",),
    "round_to": ("round_up_to", "round_down_to"),
    "round_up_to": ("round_to", "round_down_to"),
    "round_down_to": ("round_to", "round_up_to"),
    "total": ("largest",),
    "largest": ("total",),
    "total_over_term": ("highest",),
    "highest": ("total_over_term",),
    "running_total": ("previous",),
    "normal_up_to": ("normal_density",),
    "normal_density": ("normal_up_to",),
    "min": ("max",),
    "max": ("min",),
    "maximum": ("minimum",),
    "minimum": ("maximum",),
    "floor": ("ceil",),
    "ceil": ("floor",),
    "argmax": ("argmin",),
    "any": ("all",),
    "all": ("any",),
}
BOTH_ORDERS = {"share_of", "change", "remainder", "earlier"}  # not the same when their arguments change places
ANY_ARGUMENT = {"at_least", "at_most", "min", "max", "maximum", "minimum"}  # each alone is a wrong answer worth trying
GROUP_WORDS = {"total", "largest"}


def changes(tree: ast.FunctionDef, alike: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Each change of a function's body. ``alike`` has its ingredients, each with those of the same unit."""
    seen = {_said(tree)}
    for place, statement in enumerate(tree.body):
        for kind, changed in _anywhere(statement, alike):
            made = _with(tree, "body", place, changed)
            if isinstance(made, ast.FunctionDef) and (said := _said(made)) not in seen:
                seen.add(said)
                yield kind, ast.fix_missing_locations(made)


def _anywhere(node: ast.AST, alike: Mapping[str, tuple[str, ...]]) -> Iterator[Change]:
    yield from _here(node, alike)
    for name, value in ast.iter_fields(node):
        if isinstance(node, ast.Call) and name == "func" and isinstance(value, ast.Name):
            continue  # a word, no ingredient
        if isinstance(node, ast.keyword | ast.arg | ast.JoinedStr | ast.Raise) or name in ("annotation", "slice"):
            continue
        for place, inner in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(inner, ast.AST):
                for kind, changed in _anywhere(inner, alike):
                    if not (isinstance(node, ast.Subscript) and isinstance(changed, ast.Constant)):  # 0[1] is nothing
                        yield kind, _with(node, name, place, changed)


def _with(node: ast.AST, name: str, place: int | None, inner: ast.AST) -> ast.AST:
    made = copy(node)
    value = getattr(node, name)
    setattr(made, name, inner if place is None else [*value[:place], inner, *value[place + 1 :]])
    return made


def _here(node: ast.AST, alike: Mapping[str, tuple[str, ...]]) -> Iterator[Change]:
    match node:
        case ast.BinOp(left, sign, right):
            yield from (("sign", ast.BinOp(left, other(), right)) for other in OTHER_SIGN.get(type(sign), ()))
            yield from (("dropped", one) for one in (left, right))
            if isinstance(sign, ast.Sub | ast.Div | ast.Pow):
                yield "changed places", ast.BinOp(right, sign, left)
        case ast.Compare(left, [sign], right):
            yield from (("edge", ast.Compare(left, [other()], right)) for other in OTHER_EDGE.get(type(sign), ()))
        case ast.BoolOp(sign, values):
            yield "and or", ast.BoolOp(ast.Or() if isinstance(sign, ast.And) else ast.And(), values)
            yield from (("dropped", one) for one in values)
        case ast.UnaryOp(ast.USub() | ast.Not(), inner):
            yield "dropped", inner
        case ast.IfExp(_, yes, no):
            yield from (("branch", one) for one in (yes, no))
        case ast.If(_, body, otherwise):
            yield from (("branch", ast.If(ast.Constant(one), body, otherwise)) for one in (True, False))
        case ast.Constant(bool() | str() | None | bytes()):
            return
        case ast.Constant(int() | float() as number):
            yield from (("number", ast.Constant(one)) for one in {number + 1, number - 1, number * 2} - {number})
        case ast.Name(name, ast.Load()) if name in alike:
            yield from (("ingredient", ast.Name(other, ast.Load())) for other in alike[name])
            yield from (("ingredient", ast.Constant(one)) for one in (0, 1))
        case ast.Call(ast.Name(word) | ast.Attribute(_, word), arguments):
            yield from _of_word(node, word, arguments)


def _of_word(call: ast.Call, word: str, arguments: list[ast.expr]) -> Iterator[Change]:
    def renamed(name: str) -> ast.AST:
        made = copy(call)
        kept = call.func
        made.func = ast.Attribute(kept.value, name, kept.ctx) if isinstance(kept, ast.Attribute) else _name(name)
        return made

    yield from (("word", renamed(other)) for other in OTHER_WORD.get(word, ()))
    if word == "when":
        condition, yes, no = arguments
        yield from (("branch", one) for one in (yes, no))
        yield "branch", _with(call, "args", None, [condition, no, yes])  # type: ignore[arg-type]
        return
    if word in GROUP_WORDS and isinstance(arguments[0], ast.Name):
        for part in (ast.Slice(ast.Constant(1)), ast.Slice(None, ast.UnaryOp(ast.USub(), ast.Constant(1)))):
            yield "member dropped", _with(call, "args", 0, ast.Subscript(arguments[0], part, ast.Load()))
        return
    if isinstance(call.func, ast.Attribute) and word not in OTHER_WORD:
        return
    yield from (("dropped", one) for one in arguments[: None if word in ANY_ARGUMENT else 1])
    if word in BOTH_ORDERS:
        yield "changed places", _with(call, "args", None, arguments[::-1])  # type: ignore[arg-type]


def _name(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


class _Plain(ast.NodeTransformer):
    """The same formula without factors of one and terms of nothing."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        match node:
            case ast.BinOp(left, ast.Add() | ast.Sub(), ast.Constant(0)) | ast.BinOp(ast.Constant(0), ast.Add(), left):
                return left
            case ast.BinOp(left, ast.Mult() | ast.Div() | ast.Pow(), ast.Constant(1)):
                return left
            case ast.BinOp(ast.Constant(1), ast.Mult(), right):
                return right
            case ast.BinOp(_, ast.Mult(), ast.Constant(0)) | ast.BinOp(ast.Constant(0), ast.Mult() | ast.Div(), _):
                return ast.Constant(0)
        return node


def _said(tree: ast.AST) -> str:
    plain: Callable[[ast.AST], Any] = _Plain().visit
    return ast.unparse(plain(ast.parse(ast.unparse(ast.fix_missing_locations(tree)))))
