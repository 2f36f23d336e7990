"""The guided start: a handful of answers about one's own service, made into an ordinary scenario.

    answers = Answers({"voice": "36,000"}, "United States", start="2027-01", agents="60", offers=(Offer(),))
    data = scenario_of(answers, card)      # ready for scenario_from; ProblemsFound names each box that is wrong
    misfits(answers, card)                 # sentences: what of the answers does not go together

Nothing is made up: what nobody answered is a rate of the card, an assumption of the model, or one of the few that
``assumed_in`` lists with their reasons; where there is none of these, the box must be filled in.
"""

from tcomodel.guided.answers import CHANNELS, ONE_NUMBER, Answers, Offer
from tcomodel.guided.assumed import assumed_in
from tcomodel.guided.boxes import Box, boxes_of
from tcomodel.guided.card_rates import countries_on, places_on
from tcomodel.guided.fit import misfits
from tcomodel.guided.making import OFFERED, scenario_of

__all__ = [
    "CHANNELS",
    "OFFERED",
    "ONE_NUMBER",
    "Answers",
    "Box",
    "Offer",
    "assumed_in",
    "boxes_of",
    "countries_on",
    "misfits",
    "places_on",
    "scenario_of",
]
