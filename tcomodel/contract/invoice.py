"""What every vendor contract has: the service charge that posts as a cost.

``indexed_fee`` and ``billed_fee`` stand for the clauses a contract may have; without them they are the
fee itself.
"""

from tcomodel import categories
from tcomodel.lines import line


@line("currency/month", posts_to=categories.FEES)
def service_fee(indexed_fee):
    """The vendor's fee for the service, at this year's prices."""
    return indexed_fee


@line("currency/month")
def indexed_fee(fee):
    """The fee; the contract has no indexation."""
    return fee


@line("currency/month")
def billed_fee(indexed_fee):
    """The service charges of the invoice; the contract has no minimum."""
    return indexed_fee
