"""A problem with the name its place has in the forms, where people look for it."""

from collections.abc import Iterator

from dashboard import state
from dashboard.fields import dotted
from dashboard.forms import Forms, Part
from tcomodel.problems import Problem


def named(problem: Problem) -> str:
    """A problem with the name its place has in the forms: ``Occupancy: 120 % is above ...``."""
    forms = Forms(state.draft(), state.card_in_use())
    best: tuple[str, ...] = ()
    depth = -1
    for group, parts in forms.groups():
        own = forms.label(group) if group in forms.options else ""
        if problem.where == f"options.{group}" and depth < 0:
            best, depth = (own,), 0
        for part in parts:
            for one, names in _places(part, own):
                if (problem.where == one or problem.where.startswith(f"{one}.")) and len(one) > depth:
                    best, depth = names, len(one)
    said = best if depth >= 0 else (problem.where,)
    return ": ".join(part for part in (*said, problem.message) if part)


def _places(part: Part, own: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in (part, *part.inside()):
        yield dotted(one.place), (own, one.title)
        for field in one.fields:
            yield field.where, (own, field.label)
