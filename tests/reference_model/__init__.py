"""The comparison a second time: plain Python, floats, dictionaries and loops, month by month, for an auditor to read.

    said_again(scenario)["vendor"].figures["npv"]

It was written from the words of docs/ and of the inputs, it imports nothing of the package it checks, and neither numpy
nor pandas. Read it in the order of the money:

    entries       what somebody wrote, as one number for each month
    demand        what customers want
    work, people  contacts, handle time, hours; agents, hires, learners
    in_house      what an own team costs
    vendor        what a pricing model looks at, and what comes of it
    counting      tickets, minutes, hours and sales of a channel
    tables        tiers; a base charge with more for more and less for less
    charges       what the units of a channel cost
    prices        what each pricing model bills for what was used
    premiums      nights, weekends, surges
    indices       indices and exchange rates as measured and projected; asked: what a clause makes of them
    indexation    how the prices rise; benchmarking: how the market holds them; currency: exchange rates
    commitment    what is paid at least
    invoice       all of that together, and service credits
    further       costs passed on, gain share; training, payment: when it is paid, deposits
    termination   ending early
    around        hand-over, the old team, governance, exit, taxes; left_behind: severance and costs that stay
    poor_service  customers lost
    totals        what it comes to: term, today, per contact, saved, paid back
    comparison    the options side by side; coverage: what is refused

A scenario with anything else in it is refused with ``NotCovered``: it never leaves a clause out in silence.
"""

from tests.reference_model.comparison import OptionAgain, said_again
from tests.reference_model.entries import NotCovered

__all__ = ["NotCovered", "OptionAgain", "said_again"]
