"""Sentences that formulas choose from: a formula holds no words of its own, it refers to the cell that has them.

    which sentence on options left out   1
    0   All options take part.
    1   At least one option is left out on Inputs ...

And the numbers of the cheapest and of the next option, which the Summary looks figures up with. Each state stands
below those it refers to, and ``rows.at`` says where.
"""

from dataclasses import dataclass

from tcomodel.readers.excel.comparison.rows import FIRST_OPTION, LABEL, QUIET, UNIT, OptionRows

NO_PRICE = "no price"  # what stands in the place of an option's price change
SENTENCES = {
    "unserved_best": (
        "The cheapest option serves all of the work.",
        "No option that takes part serves all of the work, so none is recommended.",
    ),
    "left_out": (
        "All options take part.",
        "At least one option is left out on Inputs: it counts in no answer, no ranking and no chart.",
        "Every option is left out on Inputs, so all are compared.",
    ),
    "baseline_out": (
        "The baseline takes part.",
        "The baseline is left out on Inputs: savings, payback and break-even are still against its cost.",
    ),
    "moved": (
        "Prices are those of the contracts.",
        "Prices are moved on Inputs, to see what happens: what is shown is no offer of a vendor.",
    ),
    "unserved_next": (
        "The next option serves all of the work too.",
        "No other option takes part.",
        "The next option does not serve all of the work, so it is no alternative as it stands.",
    ),
    "tied": (
        "The first place is alone: the next option does not cost the same.",
        "The next option costs the same, to the cent: which of the two stands first says nothing.",
    ),
}


@dataclass(frozen=True)
class State:
    """A number that chooses a sentence, 0 the first; without sentences it is the number of an option."""

    name: str
    label: str
    formula: str
    value: float
    unit: str = "number"


def write_sentences(rows: OptionRows) -> None:
    """The states, then the sentences; ``at`` has the row of a state, ``blocks`` the rows of its sentences."""
    rows.band("What the Summary says, and the number it is chosen by")
    states = _States(rows)
    states.numbers()
    states.left_out()
    states.moved()
    states.served()
    states.next()
    for name in (name for name in SENTENCES if name in rows.at):
        for number, sentence in enumerate(SENTENCES[name]):
            rows.row += 1
            rows.sheet.text(rows.row, LABEL, sentence)
            rows.in_block(name, rows.row)
            rows.sentences[name, number] = sentence


class _States:
    def __init__(self, rows: OptionRows) -> None:
        self.rows, self.place = rows, rows.values["place"]
        self.takes = rows.across("takes_part")
        self.several = sum(rows.numbers("takes_part")) > 1

    def numbers(self) -> None:
        """The numbers of the cheapest and of the next option."""
        places = self.rows.across("place")
        self._write(State("best", "Number of the cheapest option", f"=MATCH(1,{places},0)", self.place.index(1) + 1))
        if len(self.place) > 1:
            self._write(State("next", "Number of the next option", f"=MATCH(2,{places},0)", self.place.index(2) + 1))

    def left_out(self) -> None:
        """Whether any option is left out, and whether the baseline is."""
        rows, cells, switched = self.rows, self.rows.across("switched_on"), self.rows.values["switched_on"]
        formula = f"=(SUM({cells})<COUNT({cells}))+(SUM({cells})=0)"
        self._write(State("left_out", "Options left out", formula, (not all(switched)) + (not any(switched))))
        base = rows.comparison.baseline
        if base is not None and len(rows.options) > 1:
            cell = f"{rows.letters[rows.comparison.place_of(base)]}{rows.at['takes_part']}"
            value = 1 - rows.of("takes_part", base)
            self._write(State("baseline_out", "The baseline is left out", f"=1-{cell}", value))

    def moved(self) -> None:
        """Whether any price is another than that of its contract, or is no number at all."""
        rows, cells = self.rows, self.rows.across("price_change")
        self._text("no_price", "What stands where an option has no price", NO_PRICE)
        formula = f"=IF(SUMPRODUCT(({cells}<>0)*({cells}<>$D${rows.at['no_price']}))>0,1,0)"
        self._write(State("moved", "Prices moved", formula, int(any(rows.numbers("price_change")))))

    def served(self) -> None:
        """Whether the cheapest option serves all of the work."""
        if "unserved" in self.rows.at:
            served = self.rows.values["unserved"][self.place.index(1)]
            formula = f"=INDEX({self.rows.across('unserved')},{self._at('best')})"
            self._write(State("unserved_best", "Work not served", formula, int(served)))

    def next(self) -> None:
        """Whether there is a next option, whether it serves all of the work, and by how much it is dearer."""
        rows = self.rows
        if "next" not in rows.at:
            return
        best, other = self._at("best"), self._at("next")
        here, there = self.place.index(1), self.place.index(2)
        unserved = f"2*INDEX({rows.across('unserved')},{other})" if "unserved" in rows.at else "0"
        lacks = rows.values["unserved"][there] if "unserved" in rows.at else 0
        formula = f"=IF(SUM({self.takes})<2,1,{unserved})"
        self._write(State("unserved_next", "Next option", formula, int(2 * lacks) if self.several else 1))
        counts, cells, values = f"(SUM({self.takes})>1)", rows.across("npv"), rows.values["npv"]
        value = (values[there] - values[here]) * self.several
        formula = f"=(INDEX({cells},{other})-INDEX({cells},{best}))*{counts}"
        told = "The next option is dearer by, at net present value"
        self._write(State("dearer", told, formula, value, rows.book.currency))
        cells, values = rows.across("ranked"), rows.values["ranked"]
        same = abs(round(100 * (values[there] - values[here]))) <= 1
        formula = f"=(ABS(ROUND(100*(INDEX({cells},{other})-INDEX({cells},{best})),0))<=1)*{counts}"
        self._write(State("tied", "The next option costs the same", formula, int(same and self.several)))

    def _at(self, name: str) -> str:
        return f"$D${self.rows.at[name]}"

    def _write(self, state: State) -> None:
        rows = self.rows
        self._labelled(state.name, state.label, state.unit)
        rows.values[state.name] = [state.value]
        rows.sheet.formula(rows.row, FIRST_OPTION, state.formula, state.value, num_format="#,##0", align="right")

    def _text(self, name: str, label: str, text: str) -> None:
        self._labelled(name, label, "text")
        self.rows.sheet.text(self.rows.row, FIRST_OPTION, text, align="right", font_color=QUIET)

    def _labelled(self, name: str, label: str, unit: str) -> None:
        rows = self.rows
        rows.row += 1
        rows.at[name] = rows.row
        rows.sheet.text(rows.row, LABEL, label)
        rows.sheet.text(rows.row, UNIT, unit, font_color=QUIET)
