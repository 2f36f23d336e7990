"""One programme of a portfolio: what its comparison says of each option, or why there is none.

This is what a worker does, in another process or on another machine: a path goes in, and figures come out.
"""

import pickle
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from tcomodel.card_choice import card_of, over_standard, standard_card
from tcomodel.made_by import of_the_program
from tcomodel.portfolio.fingerprints import fingerprint_of
from tcomodel.problems import ProblemsFound
from tcomodel.rates import RateCard
from tcomodel.results import Comparison, OptionResult, compare
from tcomodel.scenario import load_scenario

OTHER_PROGRAM = "the worker that had it runs another version of this program; install the same on all machines"


@dataclass(frozen=True)
class OptionFigures:
    """An option of a programme, in the programme's currency; costs positive, None where there is no such figure.

    ``npv_saving`` and ``term_saving`` are against the baseline. ``recommended`` is the cheapest by net present value
    of those that take part and serve all of the work. With draws: percentiles of the net present value, and the
    share of futures in which the option costs least.
    """

    key: str
    label: str
    npv: float
    tco: float
    npv_saving: float | None
    term_saving: float | None
    recommended: bool
    baseline: bool
    takes_part: bool
    unserved: tuple[str, ...] = ()
    npv_p10: float | None = None
    npv_p50: float | None = None
    npv_p90: float | None = None
    cheapest_in: float | None = None


@dataclass(frozen=True)
class Programme:
    """A scenario file of a portfolio; without options where it has problems."""

    file: str
    fingerprint: str
    name: str = ""
    currency: str = ""
    start: str = ""
    months: int = 0
    options: tuple[OptionFigures, ...] = ()
    problems: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Plain data; numbers survive JSON to the last bit."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Programme":
        """What ``as_dict`` gave; raises TypeError and KeyError for anything else."""
        options = tuple(OptionFigures(**{**one, "unserved": tuple(one["unserved"])}) for one in data["options"])
        return cls(**{**data, "options": options, "problems": tuple(data["problems"])})

    @property
    def recommended(self) -> OptionFigures | None:
        """The option to choose by its cost; None where none serves all of the work."""
        return next((one for one in self.options if one.recommended), None)

    @property
    def baseline(self) -> OptionFigures | None:
        """The option that the others are compared with."""
        return next((one for one in self.options if one.baseline), None)


def programme_at(path: str, packed_card: bytes | None, draws: int | None, program: str) -> Programme:
    """The figures of a scenario file; what is wrong with it is told in its problems.

    ``packed_card`` is a pickled rate card that takes the place of the one the scenario says; ``program`` is the mark
    of the program that asks.
    """
    card = _unpacked(packed_card) if packed_card else None
    if program != of_the_program():
        return Programme(path, "", problems=(OTHER_PROGRAM,))
    fingerprint = fingerprint_of(Path(path), card, draws)
    try:
        return _worked_out(path, fingerprint, card, draws)
    except ProblemsFound as found:
        return Programme(path, fingerprint, problems=tuple(" ".join(str(one).split()) for one in found.problems))
    except Exception as error:
        what = " ".join(f"{type(error).__name__}: {error}".split())
        told = f"this is a fault of the program, not of your input ({what})"
        return Programme(path, fingerprint, problems=(told,))


@lru_cache(maxsize=4)
def _unpacked(packed_card: bytes) -> RateCard:
    """A card travels with each programme and is opened once a worker."""
    return pickle.loads(packed_card)


def _worked_out(path: str, fingerprint: str, card: RateCard | None, draws: int | None) -> Programme:
    scenario = load_scenario(path, own_card=card is None)
    used = over_standard(card, standard_card()) if card else card_of(scenario, {}, standard_card())
    result = compare(scenario, used)
    drawn = _drawn(result, draws) if draws else {}
    options = tuple(_figures(result, option, drawn.get(option.key, {})) for option in result.options)
    file = scenario.file
    return Programme(path, fingerprint, file.name, file.currency, file.start, file.months, options)


def _figures(result: Comparison, option: OptionResult, drawn: Mapping[str, float]) -> OptionFigures:
    unserved = tuple(result.unserved.get(option.key, ()))
    return OptionFigures(
        key=option.key,
        label=option.label,
        npv=_known(option.figure("npv")),
        tco=option.total,
        npv_saving=option.figure("npv_saving"),
        term_saving=option.figure("term_saving"),
        recommended=option.key == result.cheapest.key and not unserved,
        baseline=result.baseline is not None and option.key == result.baseline.key,
        takes_part=option.takes_part,
        unserved=unserved,
        **drawn,
    )


def _known(figure: float | None) -> float:
    if figure is None:
        raise ValueError("an option without a net present value")
    return figure


def _drawn(result: Comparison, draws: int) -> dict[str, dict[str, float]]:
    """By option: what a simulation adds, with the seed of the scenario."""
    from tcomodel.simulation import simulate  # takes a moment to load
    from tcomodel.uncertainty import section_of

    found = simulate(result, draws, section_of(result.scenario).seed)
    told = {}
    for one in found.options:
        spread = found.option(one.key).spread_of("npv")
        told[one.key] = {
            "npv_p10": spread.p10.value,
            "npv_p50": spread.p50.value,
            "npv_p90": spread.p90.value,
            "cheapest_in": found.cheapest_in(one.key).value,
        }
    return told
