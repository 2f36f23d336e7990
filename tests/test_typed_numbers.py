"""What a typed text means in a box: never a number that half of the readers would not have meant."""

import pytest

from dashboard.fields import Field
from tcomodel.entry_numbers import number, said
from tcomodel.givens import givens_of
from tcomodel.problems import EntryProblem
from tcomodel.staffing import Staffing
from tcomodel.workload import Demand


def test_contacts_with_a_point_before_three_digits_are_refused() -> None:
    volume = givens_of(Demand)["volume"]
    field = Field(("demand", "volume", "voice"), volume, 36000, "Voice", "Programme", "USD")
    assert [field.typed(text) for text in ("36,000", "36.5", "38412.25", "0.125")] == [36000, 36.5, 38412.25, 0.125]
    with pytest.raises(EntryProblem, match=r"found '36\.000'"):
        number(volume, field.typed("36.000"))


@pytest.mark.parametrize(
    ("typed", "told"),
    [("100.004%", "100.004 % is above the most possible, 100 %"), ("1234567%", "1,234,567 % is above the most")],
)
def test_a_share_beyond_its_limit_is_not_rounded_to_it(typed: str, told: str) -> None:
    with pytest.raises(EntryProblem, match=told):
        number(givens_of(Staffing)["occupancy"], typed)


def test_a_share_just_short_of_all_is_not_all() -> None:
    occupancy = givens_of(Staffing)["occupancy"]
    assert [said(occupancy, share) for share in (0.99995, 1.0, 1 / 3, 0.125)] == [
        "99.995 %",
        "100 %",
        "33.33 %",
        "12.5 %",
    ]
