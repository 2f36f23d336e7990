"""A mark of all that went into an export: two workbooks with one mark were made from the same numbers."""

import hashlib
import json

import numpy as np

from tcomodel.results import Comparison


def fingerprint(comparison: Comparison) -> str:
    """Twelve characters that change when any input, choice or name does, or what the card says about a rate in use."""
    file = comparison.scenario.file
    inputs = [(one.scope.path, one.name, np.asarray(one.value).tolist()) for one in comparison.model.inputs]
    structure = [(one.key, one.label, one.model, sorted(one.figures)) for one in comparison.model.options]
    scopes = {id(scope): scope for row in comparison.model.rows for scope in row.scope.chain}
    choices = [(one.kind, one.path, sorted(one.choices.items())) for one in scopes.values() if one.choices]
    rates = {one.rate.key: one.rate for one in comparison.model.inputs if one.rate is not None}
    sources = [rates[key].model_dump_json() for key in sorted(rates)]
    stated = sorted(inputs, key=str), sorted(choices, key=str)
    told = repr((file.start, file.months, file.currency, stated, structure, sources))
    ranges = [(one.scope.path, one.name, one.spread) for one in comparison.model.inputs if one.spread is not None]
    if ranges or file.uncertainty:
        told += repr((sorted(ranges, key=str), file.uncertainty))
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def key_of(comparison: Comparison) -> str:
    """What everything drawn from a comparison depends on: the scenario, the numbers, the card with its ranges."""
    told = (comparison.scenario.data, fingerprint(comparison), comparison.model.card.fingerprint)
    return hashlib.sha256(json.dumps(told, default=repr, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()
