"""What poor service costs: customers lost because they were not helped, or not helped well. No payment, an estimate.

60,000 issues, 52,941 of them settled: 7,059 customers give up; 5 % of them leave, who are worth 400 each
"""

from tests.reference_model.entries import Inputs, NotCovered

SECTION = "poor_service"
COVERS = {
    SECTION: {
        "customer_value", "customers_per_issue", "loss_per_unresolved", "quality_expected", "quality_attained",
        "loss_per_point",
    },
}  # fmt: skip


def customers_lost(
    option: Inputs, issues: dict[str, list[float]], settled: dict[str, list[float]]
) -> dict[str, list[float]]:
    """What the customers were worth who leave, of the issues of each channel that an option takes on."""
    if not option.states(SECTION, "customer_value"):
        return {}
    if not settled:
        raise NotCovered("customers lost where nobody says how many issues are resolved")
    unhelped, dissatisfied = [0.0] * option.months, [0.0] * option.months
    for channel, taken in issues.items():

        def term(name: str, assumed: float | None = None, channel: str = channel) -> list[float]:
            return option.by_month(SECTION, name, assumed, channel)

        value, each = term("customer_value"), term("customers_per_issue", 1.0)
        leaving, a_point = term("loss_per_unresolved", 0.0), term("loss_per_point", 0.0)
        expected, attained = term("quality_expected", 0.0), term("quality_attained", 1.0)
        for m in range(option.months):
            helped = settled[channel][m]
            missing = max(expected[m] - attained[m], 0.0)
            unhelped[m] += max(taken[m] - helped, 0.0) * each[m] * leaving[m] * value[m]
            dissatisfied[m] += helped * each[m] * min(missing * a_point[m], 1.0) * value[m]
    return {"lost_unhelped": unhelped, "lost_dissatisfied": dissatisfied}
