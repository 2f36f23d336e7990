"""Sentences that formulas choose from: a formula holds no words of its own, it refers to the cell that has them.

    which sentence on options left out   1
    0   All options take part.
    1   At least one option is left out on Inputs ...

And the numbers of the cheapest and of the next option, which the Summary looks figures up with.
"""

from dataclasses import dataclass

from tcomodel.readers.excel.option_rows import FIRST_OPTION, LABEL, QUIET, UNIT, OptionRows


@dataclass(frozen=True)
class State:
    """A number that chooses a sentence, 0 the first; without sentences it is the number of an option."""

    name: str
    label: str
    formula: str
    value: float
    sentences: tuple[str, ...] = ()
    unit: str = "number"


def write_sentences(rows: OptionRows) -> None:
    """The states, then the sentences; ``at`` has the row of a state, ``blocks`` the rows of its sentences."""
    rows.band("What the Summary says, and the number it is chosen by")
    states = [*_numbers(rows), _left_out(rows), _moved(rows), *_served(rows), *_dearer(rows)]
    for one in states:
        rows.row += 1
        rows.at[one.name], rows.values[one.name] = rows.row, [one.value]
        rows.sheet.text(rows.row, LABEL, one.label)
        rows.sheet.text(rows.row, UNIT, one.unit, font_color=QUIET)
        rows.sheet.formula(rows.row, FIRST_OPTION, one.formula, one.value, num_format="#,##0", align="right")
    for one in states:
        for number, sentence in enumerate(one.sentences):
            rows.row += 1
            rows.sheet.text(rows.row, LABEL, sentence)
            rows.in_block(one.name, rows.row)
            rows.sentences[one.name, number] = sentence


def _numbers(rows: OptionRows) -> list[State]:
    place, places = rows.values["place"], rows.across("place")
    found = [State("best", "Number of the cheapest option", f"=MATCH(1,{places},0)", place.index(1) + 1)]
    if len(place) > 1:
        found.append(State("next", "Number of the next option", f"=MATCH(2,{places},0)", place.index(2) + 1))
    return found


def _left_out(rows: OptionRows) -> State:
    cells, switched = rows.across("switched_on"), rows.values["switched_on"]
    sentences = (
        "All options take part.",
        "At least one option is left out on Inputs: it counts in no answer, no ranking and no chart.",
        "Every option is left out on Inputs, so all are compared.",
    )
    formula = f"=(SUM({cells})<COUNT({cells}))+(SUM({cells})=0)"
    return State("left_out", "Options left out", formula, (not all(switched)) + (not any(switched)), sentences)


def _moved(rows: OptionRows) -> State:
    cells = rows.across("price_change")
    sentences = (
        "Prices are those of the contracts.",
        "Prices are moved on Inputs, to see what happens: what is shown is no offer of a vendor.",
    )
    formula = f"=IF(MAX(MAX({cells}),-MIN({cells}))>0,1,0)"
    return State("moved", "Prices moved", formula, int(any(rows.numbers("price_change"))), sentences)


def _served(rows: OptionRows) -> list[State]:
    """Whether the cheapest and the next option serve all of the work."""
    row, best = rows.row, rows.values["place"].index(1)
    if "unserved" not in rows.at:
        return [_next(rows)] if len(rows.options) > 1 else []
    cells = rows.across("unserved")
    formula = f"=INDEX({cells},$D${row + 1})"
    sentences = (
        "The cheapest option serves all of the work.",
        "No option that takes part serves all of the work, so none is recommended.",
    )
    served = State("unserved_best", "Work not served", formula, int(rows.values["unserved"][best]), sentences)
    return [served, _next(rows)] if len(rows.options) > 1 else [served]


def _next(rows: OptionRows) -> State:
    """Whether there is a next option at all, and whether it serves all of the work."""
    takes = rows.across("takes_part")
    unserved = f"2*INDEX({rows.across('unserved')},$D${rows.row + 2})" if "unserved" in rows.at else "0"
    lacks = rows.values["unserved"][rows.values["place"].index(2)] if "unserved" in rows.at else 0
    sentences = (
        "The next option serves all of the work too.",
        "No other option takes part.",
        "The next option does not serve all of the work, so it is no alternative as it stands.",
    )
    is_alone = sum(rows.numbers("takes_part")) < 2
    formula = f"=IF(SUM({takes})<2,1,{unserved})"
    return State("unserved_next", "Next option", formula, 1 if is_alone else int(2 * lacks), sentences)


def _dearer(rows: OptionRows) -> list[State]:
    """By how much the next option is dearer at net present value; nothing where there is none."""
    if len(rows.options) < 2:
        return []
    best, other = (f"$D${rows.row + 1 + offset}" for offset in (0, 1))
    cells, values, place = rows.across("npv"), rows.values["npv"], rows.values["place"]
    counts = f"(SUM({rows.across('takes_part')})>1)"
    value = (values[place.index(2)] - values[place.index(1)]) * (sum(rows.numbers("takes_part")) > 1)
    formula = f"=(INDEX({cells},{other})-INDEX({cells},{best}))*{counts}"
    return [
        State("dearer", "The next option is dearer by, at net present value", formula, value, (), rows.book.currency)
    ]
