"""How a vendor's prices rise, by a fixed rate a year or by indices.

    4 % a year, at most 3 %, of which 1 % is committed as productivity: 1.02 in year 2, 1.02 x 1.02 in year 3

What a turn asks for, then floor and cap, then productivity, then the cap of all years. All are rates a year and count
for the years the turn makes up for. What floor and cap cut off is lost, or made up for at later turns.
"""

from tests.reference_model.asked import Asked
from tests.reference_model.entries import MONTHS_PER_YEAR, Inputs, whole_above

CLAUSE = "contract.indexation"
COVERS = {
    CLAUSE: {
        "yearly_indexation", "indexation_floor", "indexation_cap", "total_indexation_cap", "committed_productivity",
        "productivity_taken", "years_between", "first_uplift_year", "years_combined", "notice_delay", "prices_turn",
        "turning_month", "first_calendar_turn", "cut_changes", "indices", "index_lag", "base_lag", "averaged_months",
        "index_compared", "coefficient_decimals", "coefficient_rounded", "index_threshold", "threshold_counts",
        "small_changes",
    },
}  # fmt: skip


def price_index(option: Inputs) -> list[float]:
    """Prices against those of contract year 1."""
    if not (option.option.get("contract") or {}).get("indexation"):
        return [1.0] * option.months
    rise = option.by_month(CLAUSE, "yearly_indexation", 0.0)
    floor = option.by_month(CLAUSE, "indexation_floor", 0.0) if option.states(CLAUSE, "indexation_floor") else None
    cap = option.by_month(CLAUSE, "indexation_cap", 0.0) if option.states(CLAUSE, "indexation_cap") else None
    productivity = option.by_month(CLAUSE, "committed_productivity", 0.0)
    multiplied = option.word(CLAUSE, "productivity_taken", "subtracted") == "multiplied"
    most = option.by_month(CLAUSE, "total_indexation_cap", 0.0)
    has_most = option.states(CLAUSE, "total_indexation_cap")
    asked = Asked(option) if option.states(CLAUSE, "indices") else None
    caught_up = option.word(CLAUSE, "cut_changes", "lost") == "caught up"
    without_limits = within_limits = 1.0
    delay = int(option.one(CLAUSE, "notice_delay", 0))
    level, found = 1.0, []
    for month, years in enumerate(_years_at_turn(option)):
        if years is not None:
            change = _in_years(option, rise[month], years) if asked is None else asked.at_turn(month + 1 - delay)
            if caught_up:
                without_limits *= 1 + change
                change = without_limits / within_limits - 1
            change = change if floor is None else max(change, _in_years(option, floor[month], years))
            change = change if cap is None else min(change, _in_years(option, cap[month], years))
            within_limits *= 1 + change
            if multiplied:
                change = (1 + change) * (1 - productivity[month]) ** years - 1
            else:
                change -= productivity[month] * years  # added up, however the rise is combined
            level *= 1 + change
            level = min(level, 1 + most[month]) if has_most else level
        found.append(level)
    return found


def _in_years(option: Inputs, rate: float, years: float) -> float:
    """A rate a year over several years: compounded, or added up."""
    if option.word(CLAUSE, "years_combined", "compounded") == "added":
        return rate * years
    return (1 + rate) ** years - 1


def _years_at_turn(option: Inputs) -> list[float | None]:
    """The years a turn of the prices makes up for, in the month they take effect; None in all others.

    Prices turn on the anniversary or in a month of the calendar, and new ones hold once the notice is over.
    """
    between = int(option.one(CLAUSE, "years_between", 1))
    held = int(option.one(CLAUSE, "first_uplift_year", between + 1)) - 1
    delay = int(option.one(CLAUSE, "notice_delay", 0))
    since_start: float = held
    months_before = 0  # from the last turning month to the start
    if option.word(CLAUSE, "prices_turn", "anniversary") == "calendar year":
        first_month = int(str(option.scenario["start"]).split("-")[1])
        turning = int(option.one(CLAUSE, "turning_month", 1))
        months_before = (first_month - turning) % MONTHS_PER_YEAR
        first = option.word(CLAUSE, "first_calendar_turn", "in full")
        if first == "in proportion":
            since_start = held - months_before / MONTHS_PER_YEAR
        elif first == "skipped within the first year":
            held += 1 if held * MONTHS_PER_YEAR - months_before < MONTHS_PER_YEAR else 0
            since_start = (held * MONTHS_PER_YEAR - months_before) // MONTHS_PER_YEAR  # whole years
    first_years = min(since_start, between)
    if option.states(CLAUSE, "indices"):  # an index moved through all the years that prices were held
        first_years = since_start
        if option.states(CLAUSE, "base_lag"):
            later = option.one(CLAUSE, "base_lag") - option.one(CLAUSE, "index_lag", 0)
            first_years = min(since_start, max(whole_above(since_start + later / MONTHS_PER_YEAR), 0.0))
    found: list[float | None] = []
    for month in range(option.months):
        into_year = month + months_before - delay
        years = into_year // MONTHS_PER_YEAR
        turns = into_year % MONTHS_PER_YEAR == 0 and years >= held and (years - held) % between == 0
        if turns and month > 0:
            found.append(first_years if years == held else float(between))
        else:
            found.append(None)
    return found
