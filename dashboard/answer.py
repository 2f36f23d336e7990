"""The answer in sentences: which option is cheapest, by how much, when it pays back, what a contact costs.

Philippines, per seat costs 13.9 m USD over five years, 19.4 m (58 %) less than In-house, United States.
It has paid for its transition after 4.7 months; a resolved contact costs 5.07 USD. Next is ...
"""

from dashboard.formats import compact, exact, money, months_of, short, term_of
from tcomodel import Comparison, OptionResult
from tcomodel.notes import NO_WORK
from tcomodel.readers.answer import is_level, lowest_sum, no_saving, nobody_serves, saving_in_words
from tcomodel.readers.rounded import percent
from tcomodel.results import HALF_A_CENT
from tcomodel.sensitivity import without_customers_lost

LONGEST_LABEL = 55  # characters of an option's name in one line


def headline(result: Comparison) -> str:
    """The cheapest option, its cost and what it saves."""
    if result.cheapest.key in result.unserved:
        return f"{nobody_serves(result)}, so none is recommended."
    best, base = result.cheapest, result.baseline
    only_some_serve = any(one.key in result.unserved for one in result.compared)
    text = f"{best.label} costs {money(best.total, result.currency)} over {term_of(len(result.months))}"
    if said := no_saving(result):
        text += f". {said.removesuffix('.')}"
    elif base is None:
        which = "the options that serve all of the work" if only_some_serve else "all options"
        text += f", the least of {which}" if len(result.compared) > 1 else ""
    elif best.key == base.key:
        which = "option that serves all of the work" if only_some_serve else "option"
        text += f"; no other {which} is cheaper" if len(result.compared) > 1 else ""
    else:
        text += f", {against_baseline(best, base)}"
    return text + "."


def more(result: Comparison) -> str:
    """Payback and unit cost of the cheapest option, and who comes next."""
    best, sentences = result.cheapest, []
    if result.baseline is not None and best.key != result.baseline.key and not no_saving(result):
        sentences.append(payback_words(best))
    unit = best.figure("cost_per_resolved_contact")
    if unit is not None:
        sentences.append(f"a resolved contact costs {money(unit, result.currency)}")
    text = "; ".join(sentences)
    first = f"{text[0].upper()}{text[1:]}. " if text else ""
    return (first + runner_up(result)).strip()


def against_baseline(option: OptionResult, base: OptionResult) -> str:
    """``25.0 m (64 %) less than In-house``."""
    return f"{saving_in_words(option, short, percent)} than {base.label}"


def payback_words(option: OptionResult) -> str:
    """When the option has paid for itself."""
    months = option.figure("payback")
    if months is None:
        return "it does not pay back within the term"
    return (
        "it is ahead from the first month"
        if months == 0
        else f"it has paid for its transition after {months_of(months)}"
    )


def runner_up(result: Comparison) -> str:
    """The next best option and how far behind it is; empty when there is no other."""
    if len(result.ranking) < 2:
        return ""
    best, second = result.ranking[:2]
    if second.key in result.unserved:
        return "No other option serves all of the work."
    dearer = second.total - best.total
    today = (second.figure("npv") or 0.0) - (best.figure("npv") or 0.0)
    word = "more" if dearer >= 0 else "less"
    if max(abs(dearer), abs(today)) < HALF_A_CENT:
        return f"{second.label} costs the same."
    close = (
        " That is too close to tell them apart: a small change of one input turns the order."
        if is_level(today, best)
        else ""
    )
    return (
        f"Next is {second.label} at {money(second.total, result.currency)}, {_ahead(dearer, word)} over the term "
        f"({_ahead(today, 'more')} in today's money).{close}"
    )


def _ahead(amount: float, word: str) -> str:
    """``66 k more``; where nobody would pay a cent more or less, the same."""
    return f"{short(abs(amount))} {word}" if abs(amount) >= HALF_A_CENT else "the same"


def disagreement(result: Comparison) -> str:
    """A warning where the plain sum names another winner than today's money, by which options are ranked."""
    least = lowest_sum(result)
    if least is None:
        return ""
    return (
        f"Options are ranked by today's money (net present value). By the plain sum of all costs "
        f"{least.label} is lowest, {short(result.cheapest.total - least.total)} below."
    )


def estimate(result: Comparison) -> str:
    """A warning where the order rests on customers lost, a margin that nobody pays; empty where it does not."""
    without = without_customers_lost(result)
    if without is None or without.cheapest.key == result.cheapest.key:
        return ""
    ahead = (without.option(result.cheapest.key).figure("npv") or 0.0) - (without.cheapest.figure("npv") or 0.0)
    return (
        f"The order rests on an estimate, customers lost, which nobody pays. Without it {without.cheapest.label} "
        f"costs least, {short(ahead)} less in today's money than {result.cheapest.label}."
    )


def in_one_line(result: Comparison) -> str:
    """The answer to the cent, to be held against the one somebody saw when this was kept or sent.

    Who is cheapest and who comes next, each with its total; at most 200 characters.
    """
    said = [f"{_cut(one.label)}: {exact(one.total)} {result.currency}" for one in result.ranking[:2]]
    return f"{said[0]} over the term" + "".join(f"; next {one}" for one in said[1:])


def moved_since(when: str, then: str, result: Comparison) -> str:
    """That the answer is another than it was in one line ``when`` that was; empty where it is the same."""
    now = in_one_line(result)
    if not then or then == now:
        return ""
    return f"{when} the answer was: {then}. Here it is: {now}. The rates or the tool have changed in between."


def _cut(label: str) -> str:
    """A name with one blank between words, cut where it would fill a line by itself."""
    label = " ".join(label.split())
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"


def reserve(result: Comparison) -> str:
    """What could change the answer, as the memo says it: assumptions that turn the order, else how firm the order is.

    It moves every input once, some tenths of a second, which are kept with the comparison: draw it after the answer.
    Empty where there is no order, because one option is alone or none serves the work.
    """
    from tcomodel.readers.memo.moves import moved  # loads when the answer stands

    if len(result.compared) < 2 or result.cheapest.key in result.unserved:
        return ""
    found = moved(result)
    return found.reserve or next(found.firmness(), "")


def left_out(result: Comparison) -> str:
    """``Left out of the comparison: AI first, per resolution.``; empty where all take part."""
    absent = [option.label for option in result.options if option not in result.compared]
    return f"Left out of the comparison: {'; '.join(absent)}." if absent else ""


def no_work(result: Comparison) -> str:
    """That nothing is to be done at all, so that no saving means anything; empty where there are contacts."""
    return NO_WORK if result.is_no_work else ""


def moved_prices(result: Comparison) -> str:
    """``Prices are moved to try, which is no offer of a vendor: Manila +5 %.``; empty where none is."""
    moved = []
    for one in result.model.inputs:
        change = float(result.values[one]) if one.name == "price_change" else 0.0
        option = next((option for option in result.compared if change and option.model.scope is one.scope), None)
        if option is not None:
            moved.append(f"{option.label} {'+' if change > 0 else '−'}{compact(abs(change) * 100, 4)} %")
    return f"Prices are moved to try, which is no offer of a vendor: {'; '.join(moved)}." if moved else ""


def exact_total(result: Comparison) -> str:
    """The cheapest option's total to the cent, to be compared with the workbook."""
    best = result.cheapest
    return f"Exact total over the term: {exact(best.total)} {result.currency} ({best.label})"
