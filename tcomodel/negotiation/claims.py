"""What vendors and guides claim that outsourcing saves, and what the same comparison gives for this programme.

    40 to 70 %, comparing the price of an hour with pay and on-costs     here 48 %: within the claim
    18 to 28 % of all costs                                              here 50 %: above it

A claim names the stage of a bridge (``saving_bridge``) that compares what it compares.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tcomodel.negotiation.saving_bridge import LOST, Bridge
from tcomodel.problems import ProblemsFound
from tcomodel.yaml_file import read_yaml

CLAIMS = Path(__file__).resolve().parent.parent.parent / "data" / "claims.yaml"

HALF_A_POINT = 0.005
BY_HOURS = ("labour", "hour")  # claims about the price of an hour or a seat


@dataclass(frozen=True)
class Claim:
    """What somebody says outsourcing saves, as shares; ``compares`` names the stage of a bridge it is held against.

    ``about`` says which service and place the claim is about, as far as it says so.
    """

    key: str
    title: str
    low: float
    high: float
    compares: str
    about: str
    told: str
    source: str
    address: str
    as_of: str
    seller: bool
    says_how: bool
    note: str


@dataclass(frozen=True)
class Held:
    """A claim against an option: what the same comparison gives here, None where it cannot be made."""

    claim: Claim
    here: float | None
    total: float

    @property
    def verdict(self) -> str:
        """``above``, ``below`` or ``within`` the claimed range, which is meant to half a point."""
        if self.here is None:
            return ""
        low, high = self.claim.low - HALF_A_POINT, self.claim.high + HALF_A_POINT
        return "below" if self.here < low else "above" if self.here > high else "within"


@cache
def claims() -> tuple[Claim, ...]:
    """The claims that come with the tool; raises ProblemsFound where their file is wrong."""
    document = read_yaml(CLAIMS.read_text(encoding="utf-8"), "data/claims.yaml")
    if document.problems:
        raise ProblemsFound(document.problems)
    found = []
    for key, one in document.data["claims"].items():
        low, high = one["low"] / 100, one["high"] / 100
        found.append(Claim(key=key, **{**one, "low": low, "high": high, "as_of": str(one["as_of"])}))
    return tuple(found)


def held_against(bridge: Bridge) -> list[Held]:
    """Every claim beside what the same comparison gives for the option."""
    return [Held(one, _here(bridge, one), bridge.saving) for one in claims()]


def _here(bridge: Bridge, claim: Claim) -> float | None:
    if bridge.machine and claim.compares in BY_HOURS:
        return None
    return bridge.at(_stage_of(claim.compares))


def _stage_of(compares: str) -> str:
    return LOST if compares == "total" else compares
