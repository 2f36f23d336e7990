"""A text typed into a box of a form: what it means, what the scenario with it costs, and nothing else is changed."""

from functools import cache

from dashboard.fields import Field
from dashboard.forms import fields_of
from tcomodel import scenario_from
from tcomodel.card_choice import standard_card
from tcomodel.entry_at import put_at
from tests.fuzz import seeds
from tests.fuzz.outcome import Outcome
from tests.fuzz.texts import FACTORS, HOSTILE
from tests.fuzz.ways import chance_of
from tests.fuzz.ways.compared import as_json, compared_data

SHARE = 190
SIGNS = "0123456789.,% -+eE;:/x€$\u202f\u2212\u0660'\"[]{}&*!"


@cache
def fields() -> list[tuple[int, Field]]:
    """The fields of the short scenario and of one with many clauses."""
    found = []
    for at in (0, 3):
        scenario = scenario_from(seeds.scenario_data()[at])
        found += [(at, one) for one in fields_of(scenario, standard_card())]
        found += [(at, end) for one in fields_of(scenario, standard_card()) for end in one.ends]
    return found


def case(number_: int) -> Outcome:
    chance = chance_of(__name__, number_)
    at, field = chance.choice(fields())
    text = chance.choice(HOSTILE)
    number = field.number(field.raw)
    if number is not None and chance.random() < 0.5:
        text = f"{number * chance.choice(FACTORS):,.6g}" + chance.choice(("", "", " %"))
    elif chance.random() < 0.4:
        text = "".join(chance.choice(SIGNS) for _ in range(chance.randint(0, 14)))
    elif chance.random() < 0.3:
        text = field.text(field.raw) + chance.choice(("", "0", "%", " %", ",", "000", "-", " 1"))
    value = field.typed(text)
    data = as_json(seeds.scenario_data()[at])
    if value is not None:
        put_at(data, field.place, field.entry(value))
    after = field.saying(value, standard_card())
    shown = [after.text(after.raw), after.source, after.empty_box, after.ends_in_words, after.number(after.raw)]
    assert all(one is not None or after.number(after.raw) is None for one in shown)
    return compared_data(as_json(data))
