"""Sentences that formulas choose from: a formula holds no words of its own, it refers to the cell that has them.

    which sentence on options left out   1
    0   All options take part.                                   not now
    1   At least one option is left out on Inputs ...            shown

Each state stands below those it refers to, and ``rows.at`` says where.
"""

from tcomodel.readers.answer import LEVEL
from tcomodel.readers.excel.comparison.rows import FIRST_OPTION, LABEL, LABEL_WIDTH, UNIT, OptionRows
from tcomodel.readers.excel.look.frame import QUIET
from tcomodel.readers.excel.look.page import row_height

CHOSEN_FROM = "Sentences the Summary chooses from: only one of each group is shown there"
SHOWN, FADED = '"shown";;"not now"', "#8A8F94"
SHARE = f"{LEVEL * 100:.4g} %"
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
    "baseline_unserved": (
        "The baseline serves all of the work.",
        "The baseline does not serve all of the work as it is stated: no saving against it can be stated.",
    ),
    "moved": (
        "Prices of all options that take part are those of their contracts.",
        "Prices of options that take part are moved on Inputs to see what happens: what is shown is no vendor's offer.",
    ),
    "unserved_next": (
        "The next option serves all of the work too.",
        "No other option takes part.",
        "The next option does not serve all of the work, so it is no alternative as it stands.",
    ),
    "tied": (
        f"No other option that takes part and serves all of the work is within {SHARE} of the cheapest.",
        "The next option costs the same, to the cent: which of the two stands first says nothing.",
        f"The next option is no more than {SHARE} dearer, too close to tell them apart: "
        "a small change of one input turns the order.",
    ),
    "plain_sum": (
        "By the plain sum of all costs no option that takes part and serves all of the work is lower.",
        "By the plain sum of all costs another option is lower: options are ranked by net present value.",
    ),
    "estimate": (
        "The order does not rest on the estimate of customers lost.",
        "The order rests on the estimate of customers lost, a margin that nobody pays: without it another is cheapest.",
        "The lead rests on the estimate of customers lost, a margin that nobody pays: "
        f"without it the next option is within {SHARE}.",
    ),
}


def write_sentences(rows: OptionRows) -> None:
    """The sentences of each state there is, whether one is shown now; ``blocks`` has the rows of a state's."""
    rows.band(CHOSEN_FROM)
    for name in (name for name in SENTENCES if name in rows.at):
        for number, sentence in enumerate(SENTENCES[name]):
            _write(rows, name, number, sentence)


def _write(rows: OptionRows, name: str, number: int, sentence: str) -> None:
    rows.row += 1
    rows.in_block(name, rows.row)
    rows.sentences[name, number] = sentence
    faded = {"font_color": FADED, "valign": "top"}
    rows.sheet.text(rows.row, LABEL, sentence, **faded, text_wrap=True)
    row_height(rows.sheet, rows.row, {LABEL: sentence}, {LABEL: LABEL_WIDTH})
    counted = f"=C{rows.row - 1}+1" if number else "=0"
    rows.sheet.formula(rows.row, UNIT, counted, number, num_format="0", align="left", **faded)
    shown = f"=IF($D${rows.at[name]}=C{rows.row},1,0)"
    is_shown = float(rows.values[name][0] == number)
    rows.sheet.formula(
        rows.row, FIRST_OPTION, shown, is_shown, num_format=SHOWN, **{**faded, "align": "right", "font_color": QUIET}
    )
