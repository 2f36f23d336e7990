"""A link that carries a scenario: cut off by a mail programme, changed, or made by somebody else."""

import base64
import zlib

from tcomodel import read_scenario, scenario_from
from tcomodel.share_link import TAG, shared_in
from tests.fuzz import bytes as raw
from tests.fuzz import seeds, texts
from tests.fuzz.outcome import Broken, Outcome
from tests.fuzz.ways import chance_of, pick
from tests.fuzz.ways.compared import as_json, compared

SHARE = 140


def case(number: int) -> Outcome:
    chance = chance_of(__name__, number)
    kind = chance.random()
    if kind < 0.35:
        token = raw.mutated(
            chance, pick(chance, seeds.tokens()).encode(), pick(chance, seeds.tokens()).encode()
        ).decode("latin-1")
    elif kind < 0.45:  # packed as a link is, but something else
        token = packed(raw.mutated(chance, pick(chance, seeds.scenario_texts()).encode(), b""))
    elif kind < 0.5:
        token = packed(b"# a\n" + chance.choice((b" ", b"a: [", b"x")) * 10_000_000)
    else:
        token = packed(
            b"# an answer\n" + texts.mutated(chance, pick(chance, seeds.scenario_texts())).encode("utf-8", "replace")
        )
    shared = shared_in(token)
    data = read_scenario(shared.text, "the link").data
    kept = as_json(data)
    if repr(kept) != repr(data):
        raise Broken("a session does not keep the scenario as it came")
    return compared(scenario_from(kept))


def packed(content: bytes) -> str:
    return TAG + base64.urlsafe_b64encode(zlib.compress(content, 9)).decode().rstrip("=")
