"""The numbers behind each chart about the pieces of a contract and of a price, as rows for a spreadsheet.

clause,base_case,mean,p10,p90,binds_in_share,worth_to,...
Indexation cap,-210400.2,-388120.7,-910300.1,0,0.71,you,...
"""

from collections.abc import Iterable, Iterator

from tcomodel.negotiation.claims import held_against
from tcomodel.negotiation.clauses import ClauseValues
from tcomodel.negotiation.commitment import CommitmentToGive
from tcomodel.negotiation.saving_bridge import Bridge
from tcomodel.negotiation.should_cost import BuildUp
from tcomodel.readers.claim_words import stage_name
from tcomodel.readers.clause_words import every_value, full_name, worth_to
from tcomodel.readers.rounded import percent
from tcomodel.readers.should_cost_words import build_up_rows

Row = list[float | str | None]


def clause_rows(found: ClauseValues) -> Iterator[Row]:
    """The clauses, each with its parts below it, and all of them together."""
    yield ["clause", "base_case", "mean", "p10", "p90", "binds_in_share", "worth_to", "alone_mean", "why_not",
           "all_served_in_share", "all_served_without"]  # fmt: skip
    for value in every_value(found):
        worth = value.worth
        figures = [None] * 5 if worth is None else [worth.base, worth.mean, worth.p10, worth.p90, worth.binds]
        to = worth_to(worth) if worth is not None else ""
        served = [None, None] if worth is None else [worth.served, worth.served_without]
        alone = value.alone.mean if value.alone else None
        yield [full_name(value.part), *figures, to, alone, value.reason, *served]
    joint = found.joint
    if joint is not None:
        yield ["all together", joint.base, joint.mean, joint.p10, joint.p90, joint.binds, worth_to(joint), None, "",
               joint.served, joint.served_without]  # fmt: skip


def commitment_rows(found: Iterable[CommitmentToGive]) -> Iterator[Row]:
    """Every level of each commitment."""
    yield ["commitment", "level", "mean", "p90", "more_than_the_best", "all_served_in_share"]
    for one in found:
        columns = (one.levels, one.mean, one.p90, one.served)
        for level, mean, p90, served in zip(*(column.tolist() for column in columns), strict=True):
            yield [one.name, level, mean, p90, mean - one.least, served]


def should_cost_rows(found: BuildUp) -> Iterator[Row]:
    """The parts of a price, the price, and what it is at the margin asked for."""
    yield ["part", "per_agent_month", "share_of_price"]
    for name, value, share in build_up_rows(found):
        yield [name, value, share]
    yield ["Billed", found.price, 1.0]
    if found.target is not None and found.target.per_agent is not None:
        yield [f"At a margin of {percent(found.target.margin, 1)}", found.target.per_agent, None]


def claim_rows(found: Iterable[Bridge]) -> Iterator[Row]:
    """For each option the steps, then the claims."""
    yield ["option", "what", "step", "saving_so_far", "claimed_low", "claimed_high", "source"]
    for bridge in found:
        for stage in bridge.stages:
            yield [bridge.label, stage_name(bridge, stage), stage.step, stage.saving, None, None, ""]
        for one in held_against(bridge):
            claim, source = one.claim, f"{one.claim.source}, {one.claim.address}"
            yield [bridge.label, f"Claim: {claim.title}", None, one.here, claim.low, claim.high, source]
