"""What a contract states of its commitment."""

from tcomodel.givens import Entry, Terms, given


class Commitment(Terms):
    """What is paid at least."""

    minimum_fee: Entry = given(
        "currency/month",
        "Smallest monthly bill for the service, before credits.",
        step=1000,
        moves_with_volume=True,
    )
    period_minimum: Entry = given(
        "currency",
        "Smallest bill for the service in a period, before credits.",
        step=10000,
        moves_with_volume=True,
    )
    period_months: Entry = given(
        "month",
        "Months of such a period; what is missed is billed in the last. A part of one at the end counts in proportion.",
        assumed=12,
        because="commitments are mostly yearly",
        least=1,
        most=240,
        step=1,
        kind="whole",
    )
    minimum_units: Entry = given(
        "unit/month",
        "Units billed at least each month, by channel.",
        step=100,
        per_channel=True,
        moves_with_volume=True,
    )
    minimum_from_month: Entry = given(
        "month",
        "First month in which the minimum holds, and in which the first period begins.",
        assumed=1,
        because="from the start",
        least=1,
        most=240,
        step=1,
        kind="whole",
    )
    minimum_indexed: Entry = given(
        "1", "The minimum rises with the prices.", assumed=False, because="a fixed amount", kind="switch", most=1
    )
    shortfall_share: Entry = given(
        "1",
        "Share of what is missed that is billed.",
        assumed=1.0,
        because="the difference to the minimum is billed",
        most=1,
        step=0.05,
        constant=True,
    )
    carry_forward_months: Entry = given(
        "month",
        "Months for which use beyond the minimum counts against what is missed.",
        least=1,
        most=240,
        step=1,
        kind="whole",
    )
    work_off_months: Entry = given(
        "month",
        "Months in which what is missed may be made up by use beyond the minimum, before it is billed.",
        least=1,
        most=240,
        step=1,
        kind="whole",
    )
