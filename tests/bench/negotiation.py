"""How fast the negotiating table answers on the example: a goal seek, all break-evens over the volume, a map."""

from collections.abc import Callable, Iterator

from tcomodel import compare, load_card, load_scenario
from tcomodel.negotiation.axis import axis_of
from tcomodel.negotiation.crossings import break_evens
from tcomodel.negotiation.crossover_map import crossover_map
from tcomodel.negotiation.goal import goal_seek, target_of
from tcomodel.negotiation.levers import lever_called
from tcomodel.results import Comparison
from tests.bench.figures import Figure, median_seconds
from tests.bench.simulation import PROJECT

VENDOR = "seats_manila"
CELLS = 100  # along each side of the map
Analysis = Callable[[Comparison, int], Callable[[], object]]


def figures_of_negotiation(times: int = 5, side: int = CELLS) -> Iterator[Figure]:
    """Milliseconds of each analysis."""
    scenario = load_scenario(PROJECT / "data" / "scenarios" / "example.yaml")
    comparison = compare(scenario, load_card(PROJECT / "data" / "rates.yaml"))
    analyses: dict[str, tuple[str, Analysis, float | None]] = {
        "goal": ("the seat price at which the vendor costs as much as in-house", goal_of_a_price, 20.0),
        "goals": ("the same for each lever of that vendor", goals_of_all_levers, None),
        "break_evens": ("all break-evens over the volume", all_break_evens, 50.0),
        "map": (f"a map of {side * side:,} cells, volume by handle time", map_of_two_axes, 500.0),
    }
    for key, (what, analysis, most) in analyses.items():
        milliseconds = median_seconds(analysis(comparison, side), times) * 1000
        yield Figure(f"negotiation.{key}", what, milliseconds, "ms", most=most)


def goal_of_a_price(comparison: Comparison, _side: int) -> Callable[[], object]:
    def sought() -> object:
        levers = lever_called(comparison.model, VENDOR, "seat_rate")
        return goal_seek(comparison, VENDOR, target_of(comparison, VENDOR), levers)

    return sought


def goals_of_all_levers(comparison: Comparison, _side: int) -> Callable[[], object]:
    return lambda: goal_seek(comparison, VENDOR, target_of(comparison, VENDOR))


def all_break_evens(comparison: Comparison, _side: int) -> Callable[[], object]:
    return lambda: break_evens(comparison, axis_of(comparison.model, "volume"))


def map_of_two_axes(comparison: Comparison, side: int) -> Callable[[], object]:
    model = comparison.model
    return lambda: crossover_map(comparison, axis_of(model, "volume"), axis_of(model, "handle_time"), cells=side)
