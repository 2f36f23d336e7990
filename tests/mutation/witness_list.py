"""The witnesses: one for each case, then the example and scenarios drawn for the reference model."""

from collections.abc import Iterator
from functools import cache

import yaml

from tests.case_file import ROOT, Case, all_cases
from tests.contracts import accepted
from tests.mutation.witnesses import Witness
from tests.reference_scenarios import drawn_scenarios
from tests.test_reference import with_rates

DRAWN = 40


@cache
def of_cases() -> tuple[Witness, ...]:
    """One for each case."""
    return tuple(_of_case(case) for case in all_cases())


def _of_case(case: Case) -> Witness:
    return Witness(str(case), case.scenario, case.expected, case.tolerance or 1e-9)


@cache
def of_the_reference() -> tuple[Witness, ...]:
    """The example and drawn scenarios, which nothing is known of but what the reference model says."""
    written = yaml.safe_load((ROOT / "data" / "scenarios" / "example.yaml").read_text(encoding="utf-8"))
    rates = yaml.safe_load((ROOT / "data" / "rates.yaml").read_text(encoding="utf-8"))["rates"]
    return (Witness("example", with_rates(written, rates)), *_drawn())


def _drawn() -> Iterator[Witness]:
    drawn, found = drawn_scenarios(), 0
    while found < DRAWN:
        data = next(drawn)
        if accepted(data) is not None:
            found += 1
            yield Witness(f"drawn {found}", data)
