"""What clauses are worth, in words and as data: the trade list of a contract.

The clause worth most to the vendor is indexation (351 k USD), the one worth most to you service levels (134 k USD).
Together they cost you 705 k; one by one they add up to 615 k, because clauses lean on each other.
"""

from collections.abc import Iterator
from typing import Any

from tcomodel import pricing
from tcomodel.contract import CLAUSES
from tcomodel.givens import Given, givens_of
from tcomodel.lines import people
from tcomodel.negotiation.clauses import ClauseValue, ClauseValues, Worth
from tcomodel.negotiation.contract_parts import Part
from tcomodel.places import SECTIONS
from tcomodel.readers.english import inside_a_sentence
from tcomodel.readers.rounded import about, probability
from tcomodel.readers.text_table import listed, paragraph, small_table
from tcomodel.results import Comparison
from tcomodel.simulation.estimates import RULE_OF_THREE, Estimate

SIGNS = (
    "Values are changes of the net present value of the option's cost: above nothing the clause costs you and is worth "
    "that to the vendor, below nothing (−) it is worth that to you. It is your money at your discount rate: what the "
    "vendor has to pay for it (costs it passes on, work of a transition) and what certainty is worth to it are not in."
)
ONE_FUTURE = "Nothing is uncertain here (no input has a range), so there is one future: the base case."
STAYS = (
    "Termination: here the contract runs to its end, so the right to leave is worth nothing; state ends_in_month "
    "to see what leaving costs."
)
LEAVES = (
    "Termination: the contract ends early with the clause and without it, so its value is what it charges for that; "
    "whether to leave is a choice between scenarios, and no clause."
)
CALLED = {"transition_paid": "Paid later than at signature", "delay_days": "Damages for delay"}
LONGEST_REASON = 26  # characters that stand beside a name
NEVER, ALWAYS = "none", "all"
OTHER_SERVICE = "not the same service"


# -- names ---------------------------------------------------------------------------------------------


def part_name(part: Part) -> str:
    """``Indexation``, ``Indexation cap``, ``FCR``: a clause, or a part as it is called inside its clause."""
    if not part.names:
        return people(part.section)
    if part.names[0] in CALLED:
        return CALLED[part.names[0]]
    given = _given(part)
    plain = people(part.names[-1])
    return plain if given is None or given.label.lower() == people(part.section).lower() else given.label


def full_name(part: Part) -> str:
    """The same with its clause: ``Service levels: FCR``."""
    return f"{people(part.within)}: {inside_a_sentence(part_name(part))}" if part.within else part_name(part)


def instead(part: Part) -> str:
    """Which rule holds without a part, where one is assumed then: ``from the start``."""
    given = _given(part)
    return given.because if given is not None and given.assumed is not None else ""


def name_and_instead(part: Part) -> str:
    """``Minimum from month (else from the start)``, where that is short enough to stand beside the name."""
    otherwise = instead(part)
    return f"{part_name(part)} (else {otherwise})" if 0 < len(otherwise) <= LONGEST_REASON else part_name(part)


def _given(part: Part) -> Given | None:
    if not part.names:
        return None
    if part.section == "pricing":
        known = [pricing.find(name).Pricing for name in pricing.names()]
    else:
        known = [SECTIONS["transition"] if part.section == "transition" else CLAUSES[part.section].terms]
    return next((givens_of(one)[part.names[0]] for one in known if part.names[0] in givens_of(one)), None)


def worth_to(worth: Worth) -> str:
    """``you`` or ``the vendor``; nothing for what changes nothing.

    ``either`` where that depends on the future, OTHER_SERVICE where two contracts do not serve the same work.
    """
    if not worth.binds:
        return ""
    if not worth.same_service:
        return OTHER_SERVICE
    return "either" if worth.either else "you" if worth.to_you else "the vendor"


def binds_in(worth: Worth, draws: int) -> str:
    """``43 %`` of the futures, ``all`` or ``none`` of them."""
    if worth.binds in (0.0, 1.0):
        return ALWAYS if worth.binds else NEVER
    bound = min(1.0, RULE_OF_THREE / draws)
    return probability(Estimate(worth.binds, max(0.0, worth.binds - bound), min(1.0, worth.binds + bound)))


# -- sentences -----------------------------------------------------------------------------------------


def clauses_answer(comparison: Comparison, found: ClauseValues) -> list[str]:
    """The answer in two sentences: what is worth most to whom, and what all of it together is worth."""
    currency = comparison.currency
    if not found.clauses:
        return ["Its contract has no clauses and its transition no price, so there is nothing to trade."]
    of_vendor = _strongest(found, to_you=False)
    of_you = _strongest(found, to_you=True)
    said = []
    if of_vendor is not None and of_vendor.worth is not None:
        name = inside_a_sentence(part_name(of_vendor.part))
        said.append(f"clause worth most to the vendor is {name} ({about(of_vendor.worth.mean)} {currency})")
    if of_you is not None and of_you.worth is not None:
        name = inside_a_sentence(part_name(of_you.part))
        said.append(
            f"{'one' if said else 'clause'} worth most to you {'' if said else 'is '}{name} "
            f"({about(-of_you.worth.mean)} {currency})"
        )
    if not said:
        nothing = all(one.worth is None or not one.worth.binds for one in found.clauses)
        none = f"None of its clauses changes anything in {'any future' if found.drawn else 'the base case'}."
        told = none if nothing else "None of its clauses is clearly worth more to one side."
        return [f"{told} {_together(comparison, found)}"]
    means = "net present values, on average" if found.drawn else "net present values"
    return [f"The {', the '.join(said)}; {means}. {_together(comparison, found)}"]


def _strongest(found: ClauseValues, *, to_you: bool) -> ClauseValue | None:
    side = "you" if to_you else "the vendor"
    fitting = [one for one in found.clauses if one.worth and worth_to(one.worth) == side]
    return max(fitting, key=lambda one: abs(one.worth.mean) if one.worth else 0.0, default=None)


def _together(comparison: Comparison, found: ClauseValues) -> str:
    if found.joint is None:
        return f"All together cannot be taken out: {found.joint_reason}."
    if not found.joint.same_service:
        return "What all are worth together is not said, because without them another part of the work is served."
    mean, currency = found.joint.mean, comparison.currency
    does = f"cost you {about(mean)} {currency}" if mean >= 0 else f"save you {about(-mean)} {currency}"
    kept = f" (without {', '.join(map(full_name, found.kept))}, which must stay)" if found.kept else ""
    told = f"Together they {does}{kept}"
    if abs(found.not_additive) < max(1.0, 0.005 * abs(mean)):
        return f"{told}, which is what they add up to one by one."
    more = "more" if found.not_additive > 0 else "less"
    return (
        f"{told}; one by one they add up to {about(found.single)}, so together it is {about(abs(found.not_additive))} "
        f"{more}, because clauses lean on each other."
    )


def clause_remarks(comparison: Comparison, found: ClauseValues) -> list[str]:
    """What could not be worked out and why, and what is no term of the contract."""
    said = []
    for value in every_value(found):
        if value.worth is None:
            said.append(f"{full_name(value.part)}: the contract cannot stand without it ({value.reason}).")
        if value.alone_reason:
            said.append(f"{full_name(value.part)}: it cannot stand alone ({value.alone_reason}).")
        if value.part.is_whole and value.worth is not None and instead(value.part):
            said.append(f"{full_name(value.part)}: without it, {instead(value.part)}.")
        if value.worth is not None and not value.worth.same_service:
            said.append(_other_service(value, value.worth, found))
    served = next((one.worth.served for one in found.clauses if one.worth is not None), 1.0)
    if served < 1:
        where = f"in {_whole(1 - served)} of the futures" if found.drawn else "here"
        said.append(f"This contract leaves work unserved {where}; such work costs nothing, so it looks cheap there.")
    inputs = comparison.option(found.option).model.scope.stated
    if any(one.part.key == "termination" for one in found.clauses) and not inputs("ends_in_month"):
        said.append(STAYS)
    elif inputs("ends_in_month"):
        said.append(LEAVES)
    said += [f"{people(name)} is left out: {why}." for name, why in found.own_affairs.items()]
    return said


def _other_service(value: ClauseValue, worth: Worth, found: ClauseValues) -> str:
    """That the two contracts do not serve the same work, so the value is not a price for the same thing."""
    if not found.drawn:
        with_it, without = ("serves all of the work" if one else "leaves work unserved" for one in _served(worth))
    else:
        with_it, without = (f"serves all of the work in {_whole(one)} of the futures" for one in _served(worth))
    return (
        f"{full_name(value.part)}: with it the option {with_it}, without it the option {without}, so the difference "
        "is no price for the same service."
    )


def _served(worth: Worth) -> tuple[float, float]:
    return worth.served, worth.served_without


def _whole(share: float) -> str:
    return NEVER if not share else ALWAYS if share == 1 else f"{share * 100:.0f} %"


def every_value(found: ClauseValues) -> Iterator[ClauseValue]:
    """Each clause, followed by its parts."""
    for value in found.clauses:
        yield value
        yield from found.parts_of_clause[value.part.key]


# -- text and data -------------------------------------------------------------------------------------


def clauses_text(comparison: Comparison, found: ClauseValues) -> str:
    """The answer, the trade list, what must be known of it."""
    label = comparison.option(found.option).label
    futures = f"over {found.draws:,} futures" if found.drawn else "in the base case"
    blocks = [
        f"{label}: what each clause is worth, {futures}; {comparison.currency}",
        *(paragraph(said) for said in clauses_answer(comparison, found)),
    ]
    blocks += [] if found.drawn else [paragraph(ONE_FUTURE)]
    if found.clauses:
        head = ["Clause", "Base case", "Mean", "P10", "P90", "Binds in", "Worth to", "Alone"]
        rows = []
        for value in (one for one in every_value(found) if one.worth is not None or one.part.is_whole):
            name = f"- {name_and_instead(value.part)}" if value.part.within else part_name(value.part)
            rows.append([name, *_cells(value, found)])
        blocks.append("\n".join(small_table(head, rows, left=(0, 6), widest=44)))
    blocks += [paragraph(SIGNS), listed("Remarks", clause_remarks(comparison, found))]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _cells(value: ClauseValue, found: ClauseValues) -> list[str]:
    alone = about(value.alone.mean) if value.alone is not None else "–"
    if value.worth is None:
        return ["–"] * 5 + ["", alone]
    worth = value.worth
    figures = [about(one) for one in (worth.base, worth.mean, worth.p10, worth.p90)]
    return [*figures, binds_in(worth, found.draws), worth_to(worth), alone]


def clauses_data(comparison: Comparison, found: ClauseValues) -> dict[str, Any]:
    """Everything as data for JSON."""
    return {
        "option": found.option,
        "label": comparison.option(found.option).label,
        "currency": comparison.currency,
        "draws": found.draws,
        "uncertain": found.drawn,
        "answer": clauses_answer(comparison, found),
        "clauses": [_data(value) for value in found.clauses],
        "parts": {name: [_data(value) for value in parts] for name, parts in found.parts_of_clause.items() if parts},
        "joint": _worth_data(found.joint),
        "sum_of_single": found.single,
        "not_additive": found.not_additive,
        "kept": [part.key for part in found.kept],
        "remarks": clause_remarks(comparison, found),
    }


def _data(value: ClauseValue) -> dict[str, Any]:
    return {
        "clause": value.part.key,
        "name": full_name(value.part),
        "keys": [".".join(map(str, place)) for place in value.part.places],
        "worth": _worth_data(value.worth),
        "why_not": value.reason,
        "alone": _worth_data(value.alone),
        "why_not_alone": value.alone_reason,
        "otherwise": instead(value.part),
    }


def _worth_data(worth: Worth | None) -> dict[str, Any] | None:
    if worth is None:
        return None
    figures = {"base": worth.base, "mean": worth.mean, "p10": worth.p10, "p90": worth.p90, "mean_off_by": worth.off_by}
    served = {"all_served_in_share": worth.served, "all_served_without": worth.served_without}
    return {**figures, "binds_in_share": worth.binds, "worth_to": worth_to(worth), **served}
