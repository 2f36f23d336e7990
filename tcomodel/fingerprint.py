"""A mark of all that went into an export: two workbooks with one mark were made from the same numbers."""

import hashlib

import numpy as np

from tcomodel.results import Comparison


def fingerprint(comparison: Comparison) -> str:
    """Twelve characters that change when any input does, or what the card says about a rate in use."""
    file = comparison.scenario.file
    inputs = [(one.scope.path, one.name, np.asarray(one.value).tolist()) for one in comparison.model.inputs]
    structure = [(option.key, option.model, sorted(option.figures)) for option in comparison.model.options]
    rates = {one.rate.key: one.rate for one in comparison.model.inputs if one.rate is not None}
    sources = [rates[key].model_dump_json() for key in sorted(rates)]
    told = repr((file.start, file.months, file.currency, sorted(inputs, key=str), structure, sources))
    return hashlib.sha256(told.encode()).hexdigest()[:12]
