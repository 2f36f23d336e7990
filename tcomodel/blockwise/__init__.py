"""A few rows of a model under very many draws of its inputs.

    found = evaluate_rows(model, [npv_of_a, npv_of_b], {wage: drawn_wages})     # drawn_wages: (draws, 1)
    found[npv_of_a]                                                            # (draws,)

The same lines as ever: what ``evaluate`` gives for each draw is what comes out here, within the last bits. It is many
times as fast, because only the rows that are needed and move are worked out, in blocks of draws (see ``running``).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from threading import Lock

import numpy as np

from tcomodel.blockwise.program import Program, program_for
from tcomodel.blockwise.running import Running
from tcomodel.evaluation import Values, evaluate
from tcomodel.model import Input, Model, Placed

BLOCK = 768  # draws; a number a month of each takes a third of a megabyte
MOST_PROGRAMS = 4  # kept with a model; each takes about a megabyte
WRITING = Lock()  # a simulation runs beside the page that asked for it

__all__ = ["BLOCK", "Program", "evaluate_rows", "lines_evaluated", "program_for"]


def evaluate_rows(
    model: Model,
    rows: Sequence[Placed],
    replaced: Mapping[Input, np.ndarray],
    progress: Callable[[float], None] | None = None,
    values: Values | None = None,
) -> dict[Placed, np.ndarray]:
    """Rows under draws: ``(draws,)`` for a row that is one number, ``(draws, months)`` for a monthly one.

    ``replaced`` holds arrays ``(draws, 1)`` or ``(draws, months)``, all with the same number of draws. ``progress`` is
    told the share that is done after each block; what it raises ends the run. ``values`` are those of the model
    without draws, where they are known already. Raises ProblemsFound where a cost is no finite number.
    """
    draws = len(next(iter(replaced.values()))) if replaced else 1
    program = program_of(model, rows, replaced, values)
    running = Running(program, min(BLOCK, draws))
    kept = {row: np.empty((model.months_of(row.scope) if row.is_monthly else 1, draws)) for row in rows}
    for row, value in program.fixed.items():
        kept[row][:] = np.reshape(value, (-1, 1))
    for first in range(0, draws, BLOCK):
        last = min(first + BLOCK, draws)
        with np.errstate(all="ignore"):  # what is not finite is found and named below
            running.run(replaced, kept, first, last)
        if progress is not None:
            progress(last / draws)
    _require_finite(model, replaced, kept.values())
    return {row: one.T if row.is_monthly else one[0] for row, one in kept.items()}


def _require_finite(model: Model, replaced: Mapping[Input, np.ndarray], found: Iterable[np.ndarray]) -> None:
    """Let the plain evaluation name the cost that is no finite number in the first draws with such a one."""
    for one in found:
        if not np.isfinite(one).all():
            first = int(np.argmin(np.isfinite(one).all(axis=0)))
            evaluate(model, {drawn: value[first : first + 1] for drawn, value in replaced.items()})


def program_of(
    model: Model, rows: Sequence[Placed], replaced: Mapping[Input, np.ndarray], values: Values | None = None
) -> Program:
    """The program that works out some rows when these inputs are drawn; the last few of a model are kept with it."""
    programs = model.kept.setdefault("programs", {})
    drawn = {one: np.shape(value)[1] > 1 for one, value in replaced.items()}
    asked = tuple(rows), tuple(drawn.items())
    program = programs.get(asked)
    if program is None:
        program = program_for(model, evaluate(model) if values is None else values, rows, drawn)
        with WRITING:
            while len(programs) >= MOST_PROGRAMS:
                del programs[next(iter(programs))]  # the oldest
            programs[asked] = program
    return program


def lines_evaluated(model: Model, rows: Sequence[Placed], replaced: Mapping[Input, np.ndarray]) -> list[Placed]:
    """The rows that are worked out for every draw."""
    return program_of(model, rows, replaced).lines
