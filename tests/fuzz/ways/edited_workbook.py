"""A workbook of ours that comes back, edited by hand or by accident."""

from tcomodel.edited_workbook import read_workbook
from tests.fuzz import archives, seeds
from tests.fuzz.outcome import Broken, Outcome, Taken
from tests.fuzz.ways import chance_of, pick
from tests.fuzz.ways.compared import compared_data

SHARE = 40


def case(number: int) -> Outcome:
    chance = chance_of(__name__, number)
    content = archives.mutated(chance, pick(chance, seeds.exported()), pick(chance, seeds.card_workbooks()))
    edited = read_workbook("example.xlsx", content)
    if not edited.changes and edited.comparison.options[0].total != edited.before.options[0].total:
        raise Broken("no change is told and the total is another")
    compared_data(dict(edited.data))
    return Taken(f"{len(edited.changes)} changes")
