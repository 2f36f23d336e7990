"""What could happen: every option worked out in the same thousands of futures.

    found = simulate(comparison, draws=4096, seed=1)
    found.option("seats_manila").npv                     (draws,), the net present value in each future
    found.cheapest_in("seats_manila").value              0.87: it costs least in 87 % of them
    found.option("seats_manila").spread_of("npv").p90    14.9 m, and the number of the draw that gave it

There is one world, and every option is worked out in it: a future with dear labour is dear for all who employ people.
Streams of their own for each option would make "A is the cheapest" far too uncertain. An option that does not serve
all of the work in a future cannot be the cheapest there, as it cannot in the comparison.

``run`` makes a simulation, ``moving`` says which uncertain inputs move a cost, ``results`` is what it says,
``estimates`` how sure that is, ``percentiles`` and ``fan`` are numbers of draws that were really made. Who serves the
work of a draw is the rule of ``tcomodel.serving``.
"""

from tcomodel.simulation.estimates import Estimate
from tcomodel.simulation.fan import Fan, Fans
from tcomodel.simulation.moving import cost_drivers
from tcomodel.simulation.percentiles import SHARES
from tcomodel.simulation.results import OptionDraws, Percentile, Simulation, SpreadOfFigure
from tcomodel.simulation.run import DRAWS, MOST_FAN_DRAWS, future, simulate, simulate_world

__all__ = [
    "DRAWS",
    "MOST_FAN_DRAWS",
    "SHARES",
    "Estimate",
    "Fan",
    "Fans",
    "OptionDraws",
    "Percentile",
    "Simulation",
    "SpreadOfFigure",
    "cost_drivers",
    "future",
    "simulate",
    "simulate_world",
]
