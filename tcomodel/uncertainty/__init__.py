"""What is uncertain, and draws of it.

drivers_of(model)                       handle time 260 / 300 / 360, seat price 1,280 / 1,760 / 2,240, ...
draw_world(model, 4096, seed=1)         4,096 futures, the same for every option
world_of(model, drivers, uniforms)      the futures of given numbers between 0 and 1
"""

from tcomodel.stated_ranges import DRAWS
from tcomodel.uncertainty.drivers import Driver, drivers_of, section_of
from tcomodel.uncertainty.spread import Spread
from tcomodel.uncertainty.world import REPLICATES, World, draw_world, sobol_points, world_of

__all__ = [
    "DRAWS",
    "REPLICATES",
    "Driver",
    "Spread",
    "World",
    "draw_world",
    "drivers_of",
    "section_of",
    "sobol_points",
    "world_of",
]
