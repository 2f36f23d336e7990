"""What a vendor's contract is made of, piece by piece, so that each can be taken out.

    indexation                                 the whole clause
    indexation: indexation cap                 a part of it; without it the prices rise without a limit
    service levels: service_level              one of several levels
    transition fee                             with how and when it is paid
    free contacts                              a term of the price that may be absent

A part is a key of its section that may be absent: without it another rule holds, the one that is assumed. Keys that
mean something only together are one part. What is no vendor's term, such as the client's own governance and taxes,
is no part. Nor is what happens: a contract that ends early in month 24 does so with and without a clause about it, so
what the clause is worth is what it charges for that.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tcomodel.contract import CLAUSES
from tcomodel.givens import Terms, givens_of, members_of
from tcomodel.model import Model
from tcomodel.yaml_file import Path

OWN_AFFAIR = {
    "governance": "what you spend on steering the vendor is your own cost and no term of its contract",
    "tax": "taxes are law and no term of the contract",
}
TOGETHER: dict[str, tuple[tuple[str, ...], ...]] = {
    "payment": (("early_payment_discount", "discount_days", "early_payment"), ("deposit", "deposit_interest")),
    "termination": (("notice_kept", "notice_months"),),
}
HAPPENS = {"termination": ("ends_in_month", "take_back_cost")}  # stays as it is when the clause is taken out
PRICED_TRANSITION: dict[str, tuple[str, ...]] = {  # what a vendor is paid, or owes, for getting in and out
    "transition_fee": (
        "transition_fee", "transition_paid", "milestones", "amortisation_months", "transition_interest",
    ),
    "transition_paid": ("transition_paid", "milestones", "amortisation_months", "transition_interest"),
    "setup_share": ("setup_share",),
    "hypercare_fee": ("hypercare_fee", "hypercare_months"),
    "delay_damages": ("delay_days", "delay_damages", "delay_damages_cap"),
    "delay_damages_cap": ("delay_damages_cap",),
    "exit_assistance": ("exit_assistance", "exit_months"),
}  # fmt: skip
TERMS_OF_PRICING: dict[str, tuple[str, ...]] = {  # terms of a price that may be absent, beside the price itself
    "billing_increment": ("billing_increment", "contact_lengths"),
    "added_seconds": ("added_seconds",),
    "free_contacts": ("free_contacts",),
    "month_rounding": ("month_rounding",),
    "minutes_billed": ("minutes_billed",),
    "hours_billed": ("hours_billed",),
    "hours_cap": ("hours_cap",),
    "tickets_billed": ("tickets_billed",),
    "contracted_seats": ("contracted_seats",),
    "platform_fee": ("platform_fee",),
    "included_units": ("included_units",),
    "sale_bonus": ("sale_bonus",),
}
WITHIN = {"transition_paid": "transition_fee", "delay_damages_cap": "delay_damages"}  # parts of a part


@dataclass(frozen=True)
class Part:
    """A clause, or a part of one. ``names`` are its keys, ``places`` where they stand, ``within`` the clause."""

    key: str
    section: str
    names: tuple[str, ...]
    places: tuple[Path, ...]
    within: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it counts by itself, and not as a part of another."""
        return not self.within


def parts_of(model: Model, option: str) -> list[Part]:
    """Everything that may be taken out of an option's contract, clauses first and their parts after each."""
    contract, transition, pricing = _sections(model, option)
    place: Path = ("options", option)
    found: list[Part] = []
    for name in CLAUSES:
        if name in contract and name not in OWN_AFFAIR:
            found += _of_clause(name, contract[name], (*place, "contract", name))
    for section, written, terms in (
        ("pricing", pricing, TERMS_OF_PRICING),
        ("transition", transition, PRICED_TRANSITION),
    ):
        for name, keys in terms.items():
            if name in written:
                stated = tuple(key for key in keys if key in written)
                within = WITHIN.get(name, "")
                places = tuple((*place, section, key) for key in stated)
                found.append(Part(name, section, stated, places, within if within in written else ""))
    return found


def own_affairs(model: Model, option: str) -> dict[str, str]:
    """Sections that are stated under the contract and are no term of it, with the reason."""
    return {name: why for name, why in OWN_AFFAIR.items() if name in _sections(model, option)[0]}


def _sections(model: Model, option: str) -> list[dict[str, Any]]:
    """What is written under contract, transition and pricing of an option."""
    written = model.scenario.data["options"][option]
    named = [written.get(name) or {} for name in ("contract", "transition", "pricing")]
    return [{key: one for key, one in section.items() if one is not None} for section in named]


def _of_clause(name: str, section: Mapping[str, Any], place: Path) -> Iterator[Part]:
    if name in HAPPENS:
        section = {key: one for key, one in section.items() if key not in HAPPENS[name] and one is not None}
        if not section:
            return
        yield Part(name, name, (), tuple((*place, key) for key in section))
    else:
        yield Part(name, name, (), (place,))
    known: type[Terms] = CLAUSES[name].terms
    groups = members_of(known)
    pieces: list[tuple[tuple[str, ...], tuple[Path, ...]]] = []
    taken: set[str] = set()
    for key in section:
        if key in taken or section[key] is None:
            continue
        if key in groups:
            members = section[key] if isinstance(section[key], dict) and not groups[key].per_channel else {}
            if len(members) > 1:
                pieces += [((key, str(one)), ((*place, key, one),)) for one in members]
            else:
                pieces.append(((key,), ((*place, key),)))
        elif key in givens_of(known):
            keys = next((several for several in TOGETHER.get(name, ()) if key in several), (key,))
            stated = tuple(one for one in keys if one in section)
            taken.update(stated)
            pieces.append((stated, tuple((*place, one) for one in stated)))
    if len(pieces) > 1:
        for names, places in pieces:
            yield Part(f"{name}.{names[-1] if names[0] in groups else names[0]}", name, names, places, name)
