"""The guided start: texts typed into its boxes become a scenario, or each wrong box is named."""

from tcomodel.guided import CHANNELS, OFFERED, Answers, Offer, boxes_of, misfits, scenario_of
from tcomodel.guided.boxes import told
from tests.case_file import card
from tests.fuzz.outcome import Outcome
from tests.fuzz.texts import HOSTILE
from tests.fuzz.ways import chance_of
from tests.fuzz.ways.compared import compared_data

SHARE = 90
NUMBERS = ("0", "1", "0.03", "36,000", "36.000", "1.5m", "15k", "6:30", "17,5", "3.5 %", "60", "1e9", "9" * 16)
PLACES = ("United States", "Philippines", "Poland", "Nowhere", "united states ", "x" * 40)
CURRENCIES = ("USD", "USD", "USD", "EUR", "PHP")


def case(number: int) -> Outcome:
    chance = chance_of(__name__, number)

    def typed(honest: str, others: tuple[str, ...] = NUMBERS) -> str:
        kind = chance.random()
        return honest if kind < 0.9 else chance.choice(others) if kind < 0.97 else chance.choice(HOSTILE)

    offers = tuple(
        Offer(chance.choice(OFFERED), typed("3.20"), typed("Philippines", PLACES))
        for _ in range(chance.choice((1, 1, 1, 2, 5)))
    )
    answers = Answers(
        volumes={channel: typed(text) for channel, text in zip(CHANNELS, ("36,000", "15k", ""), strict=True)},
        country=typed("United States", PLACES), start=typed("2027-01", ("2027", "2027-13", "01/2027")),
        currency=chance.choice(CURRENCIES), handle_times={channel: typed("") for channel in CHANNELS},
        agents=typed("68"), yearly_cost=typed(chance.choice(("", "3.6m"))),
        hourly_wage=typed(""), paid_hours=typed(""), yearly_rise=typed(""), offers=offers, transition=typed(""),
        years=typed("5"),
    )  # fmt: skip
    for box in boxes_of(answers, card()).values():  # what the page says beside them, whatever stands in them
        told(box)
    misfits(answers, card())
    return compared_data(scenario_of(answers, card()))
