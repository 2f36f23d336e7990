"""A scenario as a file that stands by itself: what it read from a CSV is written out month by month."""

import copy
from io import StringIO
from typing import Any

from ruamel.yaml import YAML

from tcomodel.results import Comparison


def standalone(comparison: Comparison) -> str:
    """The scenario as YAML text that can be opened anywhere, with the numbers it used."""
    data: Any = copy.deepcopy(dict(comparison.scenario.data))
    for one in comparison.model.inputs + comparison.model.unused:
        if one.from_file:
            *around, last = one.place
            section = data
            for name in around:
                section = section[name]
            section[last] = [float(value) for value in one.value]
    stream = StringIO()
    writer = YAML()
    writer.width = 110
    writer.dump(data, stream)
    return stream.getvalue()
