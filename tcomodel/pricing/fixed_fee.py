"""Fixed fee.

The vendor bills the same amount whatever is used; the volume is its risk.

    95,000 in the first three months and 80,000 from then on: a list goes on with its last number
"""

from tcomodel.givens import Entry, Terms, given
from tcomodel.lines import line


class Pricing(Terms):
    """The amount."""

    monthly_fee: Entry = given(
        "currency/month",
        "What the vendor bills each month; a list goes on with its last number.",
        step=1000,
        kind="months",
        moves_with_volume=True,
    )


@line("currency/month")
def fee(monthly_fee):
    """The vendor's charge, whatever is used."""
    return monthly_fee
