"""``docs/mechanics.md``: every mechanic of a contract with its keys, its switches and the cases that hold it.

    python -m tests.mechanics_page

Keys, switches and their defaults are read off the declared inputs, and cases off the case files; only which file
belongs to which mechanic is said here.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from tcomodel import indices, old_team, poor_service, pricing, should_cost, staffing, transition, workload
from tcomodel.contract import CLAUSES, INVOICE
from tcomodel.givens import Given, Terms, givens_of, members_of
from tcomodel.lines import lines_of
from tcomodel.model import Model
from tcomodel.readers.document import DOCS, assumed_in_words, table
from tests.case_file import Case, all_cases, model_of, row_of

PAGE = DOCS / "mechanics.md"
MOST_CASES = 12


@dataclass(frozen=True)
class Mechanic:
    """A group of mechanics: where a scenario says it, the files that hold it and the keys, where not all of theirs."""

    title: str
    where: str
    modules: tuple[ModuleType, ...]
    only: tuple[str, ...] = ()


def model(name: str) -> ModuleType:
    return pricing.find(name)


def clause(*names: str) -> tuple[ModuleType, ...]:
    return tuple(module for name in names for module in CLAUSES[name].modules)


AI = (
    "priced_by", "resolution_price", "conversation_price", "action_price", "actions_per_conversation",
    "resolution_rate", "platform_fee", "included_units", "licensed_seats", "licensed_seat_rate", "unresolved_cost",
)  # fmt: skip
OUTCOME = (
    "quality_pass_rate", "conversion_rate", "sale_price", "sale_bonus", "quality_share", "quality_threshold",
    "order_value", "commission_rate",
)  # fmt: skip
INCREMENT = ("billing_increment", "contact_lengths", "added_seconds", "free_contacts", "month_rounding")
UNITS = (
    "seat_rate", "agents_per_seat", "contracted_seats", "core_seats", "overflow_price", "hour_rate", "hours_billed",
    "hours_cap", "minute_rate", "minutes_billed", "ticket_price", "tickets_billed", "vendor_hourly_cost",
    "vendor_other_cost", "margin", "margin_on", "monthly_fee",
)  # fmt: skip
START = ("ramp", "go_live_month", "learning_months", "learning_productivity", "learning_paid_by", "start_productivity",
         "planning_buffer", "opening_agents")  # fmt: skip
QUEUE = ("answer_share", "answer_seconds", "hourly_profile", "open_days", "patience", "occupancy")
GLIDE = ("committed_productivity", "productivity_taken")
EARN_BACK = ("earn_back_share", "earn_back_when", "earn_back_months", "bonus_share", "bonus_from", "gates_bonus",
             "bonus_cap")  # fmt: skip
RETAINED = tuple(givens_of(CLAUSES["governance"].terms))
EXIT = ("exit_assistance", "exit_months")
ALL_MODELS = tuple(pricing.find(name) for name in pricing.names())
TRANSITION = tuple(name for name in givens_of(transition.Transition) if name not in (*START, *EXIT, "conversion_share",
                                                                                     "conversion_amount"))  # fmt: skip
LEVELS = tuple(
    name
    for module in CLAUSES["service_levels"].modules
    for terms in vars(module).values()
    if isinstance(terms, type) and issubclass(terms, Terms) and terms.__module__ == module.__name__
    for name in givens_of(terms)
    if name not in EARN_BACK
)

MECHANICS = (
    Mechanic("Unit models", "`pricing: {model: ...}`", ALL_MODELS, UNITS),
    Mechanic("Billing increments", "`pricing: {model: per_minute}`", (model("per_minute"),), INCREMENT),
    Mechanic("Volume prices: tiers", "`contract: {volume_prices: ...}`", clause("volume_prices")),
    Mechanic("Anchored price: ARC and RRC", "`contract: {anchored_price: ...}`", clause("anchored_price")),
    Mechanic("Minimum commitment", "`contract: {commitment: ...}`", clause("commitment")),
    Mechanic("Forecast and relief from service levels", "`contract: {forecast: ...}`", clause("forecast")),
    Mechanic("Ramp-up and learning", "`transition`, `staffing`, `service`", (transition, staffing, workload), START),
    Mechanic("Training", "`contract: {training: ...}`", clause("training")),
    Mechanic("Indices", "`indices` at the top of a scenario", (indices,)),
    Mechanic("Indexation", "`contract: {indexation: ...}`", clause("indexation")),
    Mechanic("Committed productivity", "`contract: {indexation: ...}`", clause("indexation"), GLIDE),
    Mechanic("Currency", "`contract: {currency: ...}`", clause("currency")),
    Mechanic("Service credits", "`contract: {service_levels: ...}`", clause("service_levels"), LEVELS),
    Mechanic("Earn-back and bonus", "`contract: {service_levels: ...}`", clause("service_levels"), EARN_BACK),
    Mechanic("Gain share and target cost", "`contract: {gain_share: ..., target_cost: ...}`",
             clause("gain_share", "target_cost")),
    Mechanic("AI agents", "`pricing: {model: outcome}`", (model("outcome"),), AI),
    Mechanic("Outcomes, sales and quality gates", "`pricing: {model: outcome | per_sale | commission}`",
             (model("outcome"), model("per_sale"), model("commission")), OUTCOME),
    Mechanic("Pass-through", "`contract: {pass_through: ...}`", clause("pass_through")),
    Mechanic("Premiums", "`contract: {premiums: ...}`", clause("premiums")),
    Mechanic("Transition, hypercare, parallel run", "`transition`", (transition,), TRANSITION),
    Mechanic("Severance and stranded cost", "`old_team`", (old_team,)),
    Mechanic("Retained organisation and governance", "`contract: {governance: ...}`", clause("governance"), RETAINED),
    Mechanic("Early termination", "`contract: {termination: ...}`", clause("termination")),
    Mechanic("Exit assistance", "`transition`", (transition,), EXIT),
    Mechanic("Benchmarking and most-favoured customer", "`contract: {benchmarking: ...}`", clause("benchmarking")),
    Mechanic("Taxes", "`contract: {tax: ...}`", clause("tax")),
    Mechanic("Payment terms and deposit", "`contract: {payment: ...}`", clause("payment")),
    Mechanic("Must-beat-by test", "`transition`", (transition,), ("conversion_share", "conversion_amount")),
    Mechanic("Cost of poor service", "`poor_service`, for all options or one", (poor_service,)),
    Mechanic("Should-cost of a vendor", "`should_cost`, of a vendor's option", (should_cost,)),
    Mechanic("Occupancy that depends on scale", "`staffing`", (staffing,), QUEUE),
    Mechanic("Order of operations on an invoice", "every vendor contract", (INVOICE,)),
)  # fmt: skip


def inputs_of(one: Mechanic) -> dict[str, Given]:
    """The inputs of a mechanic, as declared."""
    declared = [
        given
        for module in one.modules
        for terms in vars(module).values()
        if isinstance(terms, type) and issubclass(terms, Terms)
        for given in givens_of(terms).values()
    ]
    return {given.name: given for given in declared if not one.only or given.name in one.only}


def groups_of(one: Mechanic) -> list[str]:
    """The groups of a mechanic such as tiers; nothing where only some of the keys are meant."""
    terms = [
        terms
        for module in one.modules
        for terms in vars(module).values()
        if isinstance(terms, type) and issubclass(terms, Terms)
    ]
    return [] if one.only else sorted({name for known in terms for name in members_of(known)})


@cache
def used_in(case: str) -> frozenset[str]:
    """The keys a case states."""
    built: Model = model_of(case)
    stated = {one.name for one in built.inputs if not one.assumed and one.place}
    for option in built.options:
        for place in (option.scope, *option.scope.inside()):
            stated |= {*place.choices, *place.parts}
            stated |= {name for name, lines in place.lines.items() if lines[0].is_blend}
    return frozenset(stated)


@cache
def lines_held_by(name: str) -> frozenset[int]:
    case = next(case for case in all_cases() if str(case) == name)
    return frozenset(id(row_of(model_of(name), key).line) for key in case.expected)


def cases_of(one: Mechanic) -> list[Case]:
    """The cases that state a key of the mechanic, or that hold a line of its files where it has no keys."""
    keys = {*inputs_of(one), *groups_of(one)}
    if keys:
        return [case for case in all_cases() if keys & used_in(str(case))]
    lines = {id(line) for module in one.modules for line in lines_of(module)}
    return [case for case in all_cases() if lines & lines_held_by(str(case))]


def page() -> str:
    """The text of the page."""
    count = len({str(case) for one in MECHANICS for case in cases_of(one)})
    return "\n\n".join([
        "# The mechanics of a contract",
        "This page is written by `python -m tests.mechanics_page` (`make docs`); change the model, not the page.",
        f"{len(MECHANICS)} groups of mechanics, as contracts have them, held by {count} cases. A key is a word of a "
        "scenario file; its meaning, unit and limits are in [lines.md](lines.md). A *switch* is where contracts "
        "differ: the default is what the tool takes when the contract is silent, and the result then says so. A case "
        "is a small scenario with its numbers worked out by hand or published by somebody else "
        "(`tests/cases/`); those with a source are in bold.",
        *(part for one in MECHANICS for part in section(one)),
    ]) + "\n"  # fmt: skip


def section(one: Mechanic) -> Iterator[str]:
    """The part of the page on one mechanic."""
    inputs, cases = inputs_of(one), cases_of(one)
    yield f"## {one.title}"
    yield f"In a scenario: {one.where}."
    keys = [f"`{name}`" for name in (*groups_of(one), *inputs)]
    if keys:
        yield f"Keys: {', '.join(keys)}."
    switches = [given for given in inputs.values() if given.kind in ("choice", "switch")]
    if switches:
        head = ("Switch", "What it decides", "Alternatives", "Default")
        yield table(head, (_switch(given) for given in switches))
    files = {module.__name__.rpartition(".")[2] for module in one.modules}
    own = [case for case in cases if case.file.removesuffix(".yaml") in files or case.facts]
    shown = sorted(own or cases, key=lambda case: (case.file.removesuffix(".yaml") not in files, not case.facts))
    shown = shown[:MOST_CASES]
    names = [f"**{case.id}**" if case.facts else case.id for case in shown]
    more = f" and {len(cases) - len(shown)} more" if len(cases) > len(shown) else ""
    yield f"Cases: {', '.join(names)}{more}."


def _switch(given: Given) -> tuple[str, ...]:
    alternatives = given.choices or ("yes", "no")
    return f"`{given.name}`", given.help, ", ".join(alternatives), assumed_in_words(given)


def main() -> int:
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    sys.stdout.write("docs/mechanics.md\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
