"""A scenario file: uploaded on the page, or named on the command line."""

import tempfile
from pathlib import Path

from tcomodel import load_scenario, read_scenario
from tcomodel.uploads import check_upload, text_of
from tests.fuzz import bytes as raw
from tests.fuzz import seeds, texts
from tests.fuzz.outcome import Outcome
from tests.fuzz.ways import chance_of, pick
from tests.fuzz.ways.compared import compared

SHARE = 280
BOMB = "a: &a [x, x, x, x, x, x, x, x]\n" + "".join(
    f"{to}: &{to} [{', '.join([f'*{of}'] * 8)}]\n" for of, to in zip("abcdefgh", "bcdefghi", strict=True)
)


def case(number: int) -> Outcome:
    chance = chance_of(__name__, number)
    text = pick(chance, seeds.scenario_texts())
    kind = chance.random()
    if kind < 0.02:
        content = (BOMB + text).encode()
    elif kind < 0.6:
        content = texts.mutated(chance, text).encode("utf-8", "replace")
    else:
        content = raw.mutated(chance, text.encode(), pick(chance, seeds.card_texts()).encode())
    if chance.random() < 0.3:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "scenario.yaml"
            path.write_bytes(content)
            return compared(load_scenario(path))
    check_upload("scenario.yaml", content, ("yaml",))
    return compared(read_scenario(text_of("scenario.yaml", content), "scenario.yaml"))
