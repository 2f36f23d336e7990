"""No way in: faults planted so that the tests see each of them found. ``NAMES`` does not have it."""

import os

from tcomodel.problems import Problem, problem
from tests.fuzz.outcome import Broken, Outcome, Taken, Told

KINDS = ("taken", "told", "crash", "hang", "memory", "no place", "inside", "silent", "half", "exit")
MUCH = 260_000_000  # bytes


def case(number: int) -> Outcome:
    match KINDS[number % len(KINDS)]:
        case "told":
            raise problem("demand.volume", "found 'x'; expected a number")
        case "crash":
            raise KeyError("volume")
        case "hang":
            while True:
                pass
        case "memory":
            return Taken(f"{len(bytes(1) * MUCH)} bytes")
        case "no place":
            return Told((Problem("", "something is wrong"),))
        case "inside":
            return Told((Problem("demand", "unsupported operand: NoneType and float"),))
        case "silent":
            return Told(())
        case "half":
            raise Broken("half a file is left")
        case "exit":
            os._exit(7)
    return Taken("1")
