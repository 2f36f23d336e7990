"""The most memory a simulation takes, from a process of its own: ``python -m tests.bench.memory mini 100000``.

Two figures: the most the whole process ever had, and how much of that came on top of a process that has imported
everything, has the model and has evaluated a few draws. The draws themselves are in it.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tcomodel.blockwise import evaluate_rows
from tests.bench.figures import Figure
from tests.bench.simulation import MANY, PROJECT, RUNS

MOST = 150.0  # MB
WARM = 8


def figures_of_memory(draws: int = MANY) -> Iterator[Figure]:
    for key in RUNS:
        command = [sys.executable, "-m", "tests.bench.memory", key, str(draws)]
        run = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
        found = json.loads(run.stdout.splitlines()[-1])
        told = f"{found['what']}, {draws:,} draws: memory"
        yield Figure(
            f"{key}.memory", f"{told} of the run", found["most"] - found["idle"], "MB", most=MOST,
            note="on top of the idle process",
        )  # fmt: skip
        yield Figure(f"{key}.memory.process", f"{told} of the whole process", found["most"], "MB", most=None)


def most_memory() -> float:
    """The most memory this process ever had, in MB.

    From the kernel's own record where there is one: what ``getrusage`` says starts at the size of the process that
    started this one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(key: str, draws: int) -> None:
    run = RUNS[key]()
    evaluate_rows(run.model, run.asked, run.drawn(WARM))
    idle = most_memory()
    evaluate_rows(run.model, run.asked, run.drawn(draws))
    print(json.dumps({"what": run.what, "idle": idle, "most": most_memory()}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
