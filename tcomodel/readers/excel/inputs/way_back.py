"""Inputs that no edited workbook brings back: once they are stated, the model has lines that the workbook lacks.

    Ramp (Assumed)   100 %, 100 %, ...    stated, it brings the lines that share the work while the vendor ramps up

They may be changed for a try, and the cell says so before somebody types.
"""

from tcomodel.model import Input, Model
from tcomodel.timeline import Constants

FOR_A_TRY = "For a try only: a change here cannot come back into the tool; state it in the scenario instead."


def brings_lines(one: Input, model: Model) -> bool:
    """Whether an assumed input, once it is stated, adds lines to the model."""
    is_open = one.assumed and not one.place and one.name not in Constants.model_fields
    return is_open and one.name in names_that_bring_lines(model)


def names_that_bring_lines(model: Model) -> frozenset[str]:
    """What lines exist for only where it is stated."""
    own = [place for option in model.options for place in (option.scope, *option.scope.inside())]
    lines = (
        line
        for scope in (model.programme, *model.programme.channels, *own)
        for variants in scope.lines.values()
        for line in variants
    )
    return frozenset(name for line in lines for name in line.given)
