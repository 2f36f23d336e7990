"""The states of the answer: numbers that choose what the Summary says, and which option it says it of.

    Number of the cheapest option                   4
    Options left out                                1     the second sentence of its group is shown
    The next option is dearer by, at NPV      437,829
    The next option costs the same, or nearly       0

Each state stands below those it refers to; ``rows.at`` has its row and ``rows.values`` its number.
"""

from dataclasses import dataclass

from tcomodel import categories
from tcomodel.readers.answer import LEVEL
from tcomodel.readers.excel.comparison.rows import FIRST_OPTION, LABEL, UNIT, OptionRows
from tcomodel.readers.excel.look.frame import QUIET
from tcomodel.readers.excel.look.number_formats import CENTS
from tcomodel.words import to_the_cent

NO_PRICE = "no price"  # what stands in the place of an option's price change
PARTS = round(1 / LEVEL)  # of a cost; one of them is too little to tell two options apart
COUNT = "#,##0"


@dataclass(frozen=True)
class State:
    """A number that chooses a sentence, 0 the first; without sentences it is the number of an option, or an amount."""

    name: str
    label: str
    formula: str
    value: float
    unit: str = "number"
    shown: str = COUNT


def write_states(rows: OptionRows) -> None:
    """All of them, each below those it refers to."""
    rows.band("What the Summary says, and the number it is chosen by")
    states = _States(rows)
    states.numbers()
    states.left_out()
    states.moved()
    states.served()
    states.next()
    states.plain_sum()
    states.estimate()


class _States:
    def __init__(self, rows: OptionRows) -> None:
        self.rows, self.place = rows, rows.values["place"]
        self.takes = rows.across("takes_part")
        self.several = sum(rows.numbers("takes_part")) > 1
        self.here = self.place.index(1)

    def numbers(self) -> None:
        """The numbers of the cheapest and of the next option."""
        places = self.rows.across("place")
        self._write(State("best", "Number of the cheapest option", f"=MATCH(1,{places},0)", self.here + 1))
        if len(self.place) > 1:
            self._write(State("next", "Number of the next option", f"=MATCH(2,{places},0)", self.place.index(2) + 1))

    def left_out(self) -> None:
        """Whether any option is left out, and of the baseline whether it is and whether it serves the work."""
        rows, cells, switched = self.rows, self.rows.across("switched_on"), self.rows.values["switched_on"]
        formula = f"=(SUM({cells})<COUNT({cells}))+(SUM({cells})=0)"
        self._write(State("left_out", "Options left out", formula, (not all(switched)) + (not any(switched))))
        base = rows.comparison.baseline
        if base is None or len(rows.options) < 2:
            return
        letters = rows.letters[rows.comparison.place_of(base)]
        formula, value = f"=1-{letters}{rows.at['takes_part']}", 1 - rows.of("takes_part", base)
        self._write(State("baseline_out", "The baseline is left out", formula, value))
        if "unserved" in rows.at:
            formula, value = f"={letters}{rows.at['unserved']}", rows.of("unserved", base)
            self._write(State("baseline_unserved", "Work the baseline does not serve", formula, value))

    def moved(self) -> None:
        """Whether a price of an option that takes part is another than that of its contract, or is no number at all."""
        rows, cells = self.rows, self.rows.across("price_change")
        self._text("no_price", "What stands where an option has no price", NO_PRICE)
        formula = f"=IF(SUMPRODUCT(({cells}<>0)*({cells}<>$D${rows.at['no_price']})*{self.takes})>0,1,0)"
        changes = zip(rows.counts("price_change"), rows.counts("takes_part"), strict=True)
        self._write(State("moved", "Prices moved", formula, int(any(change * takes for change, takes in changes))))

    def served(self) -> None:
        """Whether the cheapest option serves all of the work."""
        if "unserved" in self.rows.at:
            served = self.rows.values["unserved"][self.here]
            formula = f"=INDEX({self.rows.across('unserved')},{self._at('best')})"
            self._write(State("unserved_best", "Work not served", formula, int(served)))

    def next(self) -> None:
        """Whether there is a next option that serves all of the work, by how much it is dearer, and if that is much."""
        rows = self.rows
        if "next" not in rows.at:
            return
        best, other, there = self._at("best"), self._at("next"), self.place.index(2)
        unserved = f"2*INDEX({rows.across('unserved')},{other})" if "unserved" in rows.at else "0"
        lacks = rows.values["unserved"][there] if "unserved" in rows.at else 0
        alternative = int(2 * lacks) if self.several else 1
        self._write(State("unserved_next", "Next option", f"=IF(SUM({self.takes})<2,1,{unserved})", alternative))
        cells, values = rows.across("npv"), rows.values["npv"]
        dearer = (values[there] - values[self.here]) * self.several
        formula = f"=(INDEX({cells},{other})-INDEX({cells},{best}))*(SUM({self.takes})>1)"
        told, money = "The next option is dearer by, at net present value", {"unit": rows.book.currency, "shown": CENTS}
        self._write(State("dearer", told, formula, dearer, **money))
        told, little = "What is too little to tell two options apart", abs(values[self.here]) / PARTS
        self._write(State("little", told, f"=ABS(INDEX({cells},{best}))/{PARTS}", little, **money))
        dear, least = self._at("dearer"), self._at("little")
        near = f"IF(ABS(ROUND(100*{dear},0))<=1,1,2*(ROUND(ABS({dear})-{least},2)<=0))"
        is_near = 1 if abs(round(100 * dearer)) <= 1 else 2 * (to_the_cent(abs(dearer) - little) <= 0)
        formula, value = f"=({self._at('unserved_next')}=0)*{near}", int((alternative == 0) * is_near)
        self._write(State("tied", "The next option costs the same, or nearly", formula, value))

    def plain_sum(self) -> None:
        """Whether another option is lower by the plain sum of all costs."""
        rows, totals, sets_back = self.rows, self.rows.across("tco"), self.rows.across("set_back")
        above = f"ROUND(INDEX({totals},{self._at('best')})-{totals},2)>1/2"
        formula = f"=IF(SUMPRODUCT(({above})*({sets_back}=0))>0,1,0)"
        own = rows.counts("tco")[self.here]
        lower = any(to_the_cent(own - total) > 0.5 for total in self._serving("tco"))
        self._write(State("plain_sum", "Lower by the plain sum", formula, int(lower)))

    def estimate(self) -> None:
        """Whether the order, or the lead, rests on customers lost; ``npv_without`` is there where some can be."""
        rows = self.rows
        if "npv_without" not in rows.at or "next" not in rows.at:
            return
        cells, sets_back = rows.across("npv_without"), rows.across("set_back")
        best, money = rows.counts("npv_without")[self.here], {"unit": rows.book.currency, "shown": CENTS}
        formula = f"=INDEX({cells},{self._at('best')})"
        self._write(State("best_without", "The cheapest option without customers lost", formula, best, **money))
        others, own = self._serving("npv_without"), self._at("best_without")
        formula = f"=SUMPRODUCT(({sets_back}=0)*(ROUND({own}-{cells},2)>0))"
        less = sum(float(to_the_cent(best - other)) > 0 for other in others)
        self._write(State("less_without", "Options that cost less then", formula, less))
        formula = f"=SUMPRODUCT(({sets_back}=0)*(ROUND({cells}-{own}-ABS({own})/{PARTS},2)<=0))"
        near = sum(float(to_the_cent(other - best - abs(best) / PARTS)) <= 0 for other in others)
        self._write(State("near_without", "Options too close to it then, itself among them", formula, near))
        lost = rows.across(categories.POOR_SERVICE)
        formula = f"=(MAX({lost})>=1/2)*IF({self._at('less_without')}>0,1,2*({self._at('near_without')}>1))"
        some = max(rows.counts(categories.POOR_SERVICE)) >= 0.5
        value = some * (1 if less else 2 * (near > 1))
        self._write(State("estimate", "What rests on customers lost", formula, value))

    def _serving(self, name: str) -> list[float]:
        """The numbers of a row, of options that take part and serve all of the work."""
        pairs = zip(self.rows.counts(name), self.rows.values["set_back"], strict=True)
        return [number for number, set_back in pairs if set_back == 0]

    def _at(self, name: str) -> str:
        return f"$D${self.rows.at[name]}"

    def _write(self, state: State) -> None:
        rows = self.rows
        self._labelled(state.name, state.label, state.unit)
        rows.values[state.name] = [state.value]
        rows.sheet.formula(rows.row, FIRST_OPTION, state.formula, state.value, num_format=state.shown, align="right")

    def _text(self, name: str, label: str, text: str) -> None:
        self._labelled(name, label, "text")
        self.rows.sheet.text(self.rows.row, FIRST_OPTION, text, align="right", font_color=QUIET)

    def _labelled(self, name: str, label: str, unit: str) -> None:
        rows = self.rows
        rows.row += 1
        rows.at[name] = rows.row
        rows.sheet.text(rows.row, LABEL, label)
        rows.sheet.text(rows.row, UNIT, unit, font_color=QUIET)
