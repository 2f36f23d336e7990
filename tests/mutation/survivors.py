"""The mutants that nobody can notice, each with its reason: survivors.yaml, which the tests hold, and the page of them.

- reason: A month has no fewer than no units.
  mutants: ['contract.volume_prices.tiers.first_always_entered: when(tiered_units >= -1, 1, 0)']
"""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.case_file import ROOT
from tests.mutation.mutants import Mutant

LIST = Path(__file__).with_name("survivors.yaml")
PAGE = ROOT / "docs" / "survivors.md"


@cache
def listed() -> dict[str, str]:
    """The reason of each that is listed, by its key."""
    read = yaml.safe_load(LIST.read_text(encoding="utf-8"))
    pairs = [(key, one["reason"]) for one in read for key in one["mutants"]]
    twice = [key for key, times in Counter(key for key, _ in pairs).items() if times > 1]
    assert not twice, f"listed twice: {twice}"
    return dict(pairs)


def key_of(mutant: Mutant) -> str:
    """How the list names it: without the package, which is the same for all."""
    return mutant.key.removeprefix("tcomodel.")


def page(found: Iterable[dict[str, Any]]) -> str:
    """docs/survivors.md from what a whole run found."""
    results = list(found)
    killed = [one for one in results if one["witness"]]
    by = Counter(one["by"] for one in killed)
    lines = [
        "# Every formula changed on purpose",
        "",
        "This page is written by `python -m tests.mutation --page` after a whole run (`TCO_MUTANTS=all`, see "
        "tests/mutation).",
        "",
        "Each line of the model and each word of its formulas is changed in one place at a time: another sign, an edge "
        "moved, a term or a member dropped, a number one more or less or doubled, a wrong ingredient of the same unit, "
        "a step left out, a branch always or never taken, a word for its opposite, another unit, category or "
        "condition. The acceptance cases and the reference model must notice.",
        "",
        f"**{len(killed):,} of {len(results):,} mutants are noticed, {len(killed) / len(results):.1%}**: "
        f"{by['number']:,} by a number of a case, {by['reference']:,} by the reference model, "
        f"{by['units'] + by['formula']:,} by the checks of units and ingredients, {by['refused']:,} because a case is "
        f"refused, {by['stopped']:,} because one cannot be worked out.",
        "",
        "| File | Mutants | Noticed | Not noticed |",
        "| --- | ---: | ---: | ---: |",
    ]
    files = list(dict.fromkeys(one["file"] for one in results))
    for file in files:
        of_file = [one for one in results if one["file"] == file]
        noticed = sum(bool(one["witness"]) for one in of_file)
        lines.append(f"| {file} | {len(of_file):,} | {noticed:,} | {len(of_file) - noticed:,} |")
    lines += ["", "## Those that nobody notices", ""]
    for reason in dict.fromkeys(listed().values()):
        lines += [f"{reason}", ""]
        lines += [f"- `{key}`" for key, why in listed().items() if why == reason]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"
