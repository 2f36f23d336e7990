"""Rebasing: a rate card brought to another basis, every step on record, and back.

    card = rebase(card, [PriceDate(to="2026-05"), Currency(to="EUR", at="2026-05")], on="2026-11-22")
    card["philippines.hour"].history     price date x 1.0683, then currency x 0.8561, each with working and source
    undone(card)                         the card as it was

``moves``            what a move is
``price_date``       prices of another year or month, by each rate's own index: ``price_terms`` as a clause states them,
                     ``price_told`` in words, ``price_way`` what the index and the clause make of a price,
                     ``base`` where a price starts from
``constant_prices``  all money by one general index
``currency``         another currency
``unit``             another unit, under stated working assumptions
``reference_period`` another reference period of an index
``volume_baseline``  bands and volumes for another baseline
``rebase``, ``undo``, ``basis``  whole cards;  ``contract_volume``  the contract of a scenario
"""

from tcomodel.rebasing.basis import Basis, on_one_basis
from tcomodel.rebasing.constant_prices import ConstantPrices
from tcomodel.rebasing.contract_volume import contract_at_volume
from tcomodel.rebasing.currency import Currency
from tcomodel.rebasing.moves import Move
from tcomodel.rebasing.price_date import PriceDate
from tcomodel.rebasing.rebase import Outcome, Rebased, Why, preview, rebase, taken
from tcomodel.rebasing.reference_period import ReferencePeriod
from tcomodel.rebasing.undo import undone
from tcomodel.rebasing.unit import Unit
from tcomodel.rebasing.volume_baseline import VolumeBaseline
from tcomodel.rebasing.working import Working

__all__ = [
    "Basis", "ConstantPrices", "Currency", "Move", "Outcome", "PriceDate", "Rebased", "ReferencePeriod", "Unit",
    "VolumeBaseline", "Why", "Working", "contract_at_volume", "on_one_basis", "preview", "rebase", "taken", "undone",
]  # fmt: skip
