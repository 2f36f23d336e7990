"""What customer service costs, in-house or outsourced, under which pricing model and which contract.

from tcomodel import compare, load_card, load_scenario

result = compare(load_scenario("data/scenarios/example.yaml"), load_card("data/rates.yaml"))
for option in result.options:
    print(option.label, round(option.total))
"""

from tcomodel.rates import RateCard, load_card, read_card
from tcomodel.results import Comparison, OptionResult, compare
from tcomodel.scenario import Scenario, load_scenario, read_scenario, scenario_from

__all__ = [
    "Comparison",
    "OptionResult",
    "RateCard",
    "Scenario",
    "compare",
    "load_card",
    "load_scenario",
    "read_card",
    "read_scenario",
    "scenario_from",
]
