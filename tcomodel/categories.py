"""The cost categories lines post to, in the order every table and chart shows them."""

AGENTS = "Agents' pay"
ON_COSTS = "Employer on-costs"
HIRING = "Recruiting and training"
SUPPORT = "Supervision and support"
PREMISES = "Premises"
TECHNOLOGY = "Technology"
OVERHEAD = "Overhead"
OTHER = "Other running costs"
FEES = "Service fees"
COMMITMENT = "Minimum commitment"
CREDITS = "Service credits"
BONUSES = "Bonuses and gain share"
PASS_THROUGH = "Pass-through costs"
TAX = "Taxes"
PAYMENT = "Payment terms"
FALLBACK = "Unresolved contacts"
POOR_SERVICE = "Customers lost"
TRANSITION = "Transition"
OLD_TEAM = "Old team"
GOVERNANCE = "Governance and retained team"
EXIT = "Exit"

ORDER = (
    AGENTS, ON_COSTS, HIRING, SUPPORT, PREMISES, TECHNOLOGY, OVERHEAD, OTHER,
    FEES, COMMITMENT, CREDITS, BONUSES, PASS_THROUGH, TAX, PAYMENT, FALLBACK, POOR_SERVICE,
    TRANSITION, OLD_TEAM, GOVERNANCE, EXIT,
)  # fmt: skip


ONE_OFF = (TRANSITION, OLD_TEAM, EXIT)


def line_name(category: str) -> str:
    """The name of the line that adds a category up: ``Agents' pay`` -> ``cost_of_agents_pay``."""
    return "cost_of_" + category.lower().replace("'", "").replace(" ", "_").replace("-", "_")
