"""A scenario file with what stands beside it: months as CSV, an index as CSV, a rate card; one of them damaged."""

import copy
import re
import tempfile
from functools import cache
from pathlib import Path

import yaml

from tcomodel import load_scenario
from tests.fuzz import bytes as raw
from tests.fuzz import seeds, texts
from tests.fuzz.outcome import Outcome
from tests.fuzz.ways import chance_of, pick
from tests.fuzz.ways.compared import compared

SHARE = 90
CELL = re.compile(r"(?:^|(?<=[,;\t\n]))[^,;\t\n]+")
MONTHS = [f"{year}-{month:02}" for year in (2026, 2027, 2028) for month in range(1, 13)]


@cache
def honest() -> dict[str, bytes]:
    data = copy.deepcopy(seeds.SHORT)
    data["card"] = "card.yaml"
    data["demand"] = {"volume": {"voice": {"csv": "calls.csv", "column": "voice", "low": "-10%", "high": "+15%"},
                                 "chat": {"csv": "calls.csv", "column": "chat"}}}  # fmt: skip
    data["indices"] = {"wages": {"series": {"csv": "index.csv", "column": "value"}, "projection": "3%"}}
    data["options"]["manila"]["contract"] = {"indexation": {"indices": {"wages": {"weight": "70%"}}}}
    calls = "month,voice,chat\n" + "".join(f"{month},{4000 + at * 7},{900 + at}\n" for at, month in enumerate(MONTHS))
    index = "month,value\n" + "".join(f"{month},{100 + at / 4}\n" for at, month in enumerate(MONTHS[:15]))
    return {
        "scenario.yaml": yaml.safe_dump(data, sort_keys=False).encode(), "calls.csv": calls.encode(),
        "index.csv": index.encode(), "card.yaml": seeds.card_texts()[0].encode(),
    }  # fmt: skip


def case(number: int) -> Outcome:
    chance = chance_of(__name__, number)
    files = dict(honest())
    name = chance.choices(list(files), (1, 4, 3, 2))[0]
    if chance.random() < 0.6:
        values = CELL if name.endswith(".csv") else texts.SCALAR
        files[name] = texts.mutated(chance, files[name].decode(), values).encode("utf-8", "replace")
    else:
        files[name] = raw.mutated(chance, files[name], pick(chance, seeds.index_tables()))
    with tempfile.TemporaryDirectory() as folder:
        for one, content in files.items():
            (Path(folder) / one).write_bytes(content)
        if chance.random() < 0.03:
            (Path(folder) / name).unlink()
            if chance.random() < 0.7:
                (Path(folder) / name).symlink_to(chance.choice(("/dev/zero", "/etc/passwd", name, ".", "/dev/full")))
        return compared(load_scenario(Path(folder) / "scenario.yaml"))
