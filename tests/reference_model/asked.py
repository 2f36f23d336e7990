"""What the indices of a clause ask for at each turn of the prices.

    40 % follow an index that rose by 5.67 %: a coefficient of 60 % + 40 % x 1.0567 = 1.0227, to three decimals 1.023

Shares of the indices, then the rounding of the coefficient, then the threshold.
"""

from tests.reference_model.entries import Inputs, NotCovered, number
from tests.reference_model.indices import Index, rounded

CLAUSE = "contract.indexation"
NOISE = 1e-6  # of a threshold: a change that is the threshold does not go beyond it


class Asked:
    """Goes from turn to turn."""

    def __init__(self, option: Inputs):
        self.option = option
        self.lag, self.averaged = (int(option.one(CLAUSE, *one)) for one in (("index_lag", 0), ("averaged_months", 1)))
        base_lag = int(option.one(CLAUSE, "base_lag", self.lag))
        self.terms: list[tuple[float, Index, float]] = []  # share, index, base
        for name, written in option.word(CLAUSE, "indices", {}).items():
            term = {key: entry for key, entry in (written or {}).items() if entry is not None}
            if set(term) - {"weight", "base_value"} or "weight" not in term:
                raise NotCovered("an index with more than a weight and a base, or without a weight")
            index = Index(option, name)
            stated = "base_value" in term
            base = number(term["base_value"]) if stated else index.average(1 - base_lag, self.averaged)
            self.terms.append((number(term["weight"]), index, base))
        self.before = [base for _, _, base in self.terms]
        self.path = self.path_that_counted = 1.0

    def at_turn(self, turn: int) -> float:
        """The change that the turn in this month of the contract asks for."""
        now = [index.average(turn - self.lag, self.averaged) for _, index, _ in self.terms]
        from_base = self.option.word(CLAUSE, "index_compared", "chained") == "from the base"
        against = [base for _, _, base in self.terms] if from_base else self.before
        moved = (share * (now[at] / against[at] - 1) for at, (share, _, _) in enumerate(self.terms))
        coefficient = 1 + sum(moved)
        if self.option.states(CLAUSE, "coefficient_decimals"):
            how = str(self.option.word(CLAUSE, "coefficient_rounded", "nearest"))
            coefficient = rounded(coefficient, int(self.option.one(CLAUSE, "coefficient_decimals")), how)
        path_before, self.before = self.path, now
        self.path = coefficient if from_base else self.path * coefficient
        if not self.option.states(CLAUSE, "index_threshold"):
            return self.path / path_before - 1
        return self._beyond_threshold(path_before)

    def _beyond_threshold(self, path_before: float) -> float:
        threshold = self.option.one(CLAUSE, "index_threshold")

        def goes_beyond(change: float) -> bool:
            return abs(change) / threshold > 1 + NOISE

        change = self.path / path_before - 1
        if self.option.word(CLAUSE, "small_changes", "carried over") == "carried over":
            change = self.path / self.path_that_counted - 1
            if not goes_beyond(change):
                return 0.0
            self.path_that_counted = self.path
        if self.option.word(CLAUSE, "threshold_counts", "whole change") == "only the excess":
            return max(change - threshold, 0.0) + min(change + threshold, 0.0)
        return change if goes_beyond(change) else 0.0
