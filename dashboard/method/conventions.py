"""What holds in every scenario: signs, time, today's money, rounding, payback, and what becomes of missing figures."""

import streamlit as st

from dashboard.formats import plain, term_of
from dashboard.method.said import View
from tcomodel import Comparison
from tcomodel.months import month_name
from tcomodel.readers.answer import input_in_words

WHEN = {"start": "at its start", "mid": "at its middle", "end": "at its end"}


def show(view: View) -> None:
    """The conventions, with the figures of this scenario."""
    st.markdown("\n".join(f"- **{title}.** {plain(text)}" for title, text in conventions(view.result)))


def conventions(result: Comparison) -> list[tuple[str, str]]:
    """Title and sentence of each."""
    base = result.baseline
    against = f"{base.label}, the baseline" if base else "the baseline, which this scenario does not have"
    return [
        (
            "Time",
            f"Months count from 1, which is {month_name(result.months[0])}; the term is "
            f"{term_of(len(result.months))}. A contract year turns on the anniversary of the start, whatever the "
            "calendar says; seasons follow the calendar.",
        ),
        ("Signs", "Costs are positive, credits negative. A saving is positive where an option costs less than "
                  f"{against}."),
        ("Money", f"All amounts are in {result.currency} and in the prices of their month: rises of wages and prices "
                  "are in them. Real and nominal figures are never mixed."),
        ("Today's money", _discounting(result)),
        ("Total cost and net present value", "Total cost is the plain sum over the term, net present value the same "
                                             "sum with later months counting less. Options are ranked by the second."),
        ("Payback", "The last time the savings added up so far turn positive, with the part of the month. An option "
                    "that falls behind again has not paid back before. Never is an answer."),
        ("Return", "A rate of return is given only where there is exactly one; else the page says why there is none."),
        ("Rounding", "Nothing is rounded on the way but where a contract or a head count does it: an invoice's rate, "
                     "whole seats, whole people. Half a unit goes away from zero, as in a spreadsheet."),
        ("Missing figures", "A figure that is missing is an error, never zero. What nobody states is assumed where a "
                            "sensible figure is known, and marked; a cost left out on purpose is named."),
        ("Invoices", "Always in the same order: units, price, premiums, indexation, currency, minimum, credits, caps, "
                     "taxes, payment. Where contracts differ there is a choice with a visible default."),
    ]  # fmt: skip


def _discounting(result: Comparison) -> str:
    found = {one.name: one for one in result.model.inputs if one.name in ("discount_rate", "paid_at")}
    rate = input_in_words(found["discount_rate"], result.currency) if "discount_rate" in found else "the discount rate"
    timing = (result.scenario.data.get("timing") or {}).get("discount_timing", "mid")
    return (
        f"Money of later months counts less, by {rate} a year (effective, month by month by its twelfth root); "
        f"a month's cost counts {WHEN.get(timing, 'as stated')}."
    )
