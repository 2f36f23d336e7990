"""No visitor's work stands where another could meet it: all that outlives a page is listed here, with its key.

A cache, or a container that somebody writes to, that is not listed fails. So does a line that is not needed any more.
"""

import ast
from collections import OrderedDict
from types import ModuleType

import pytest

from tests import shared_state
from tests.shared_state import caches, kept, modules

BY_COMPARISON = "key_of: scenario, numbers, card with its name and ranges; and the arguments beside it"
BY_TEXT = "its arguments, which are all it reads: texts and numbers, never whose they are"
OF_THE_PROGRAM = "the program's own: no visitor has a part in it"

CACHES = {
    "dashboard.chart": {
        "_chart": OF_THE_PROGRAM,
        "_library": OF_THE_PROGRAM,
        "_script": OF_THE_PROGRAM,
    },
    "dashboard.figures.look": {"ink_for": BY_TEXT, "ink_on": BY_TEXT},
    "dashboard.forms.sections": {"about_of": OF_THE_PROGRAM},
    "dashboard.making": {"files": "sha256 of kind, scenario, its text, numbers, card and day (making.key_of)"},
    "dashboard.negotiate.break_even": {"found_along": BY_COMPARISON},
    "dashboard.negotiate.claims": {"bridge_to": BY_COMPARISON},
    "dashboard.negotiate.clauses": {"values_of": BY_COMPARISON},
    "dashboard.negotiate.commitment": {"commitments_of": BY_COMPARISON},
    "dashboard.negotiate.crossover": {"map_of": BY_COMPARISON},
    "dashboard.negotiate.goals": {"bands_kept": BY_COMPARISON, "goals_of": BY_COMPARISON},
    "dashboard.negotiate.shown": {"futures": BY_COMPARISON},
    "dashboard.options.needed": {"needed": "the programme's text, the pricing model, the card's fingerprint"},
    "dashboard.risk.running": {"_queue": "runs by themselves; a run belongs to the session that holds it"},
    "dashboard.scenarios.samples": {"sentences": OF_THE_PROGRAM},
    "dashboard.server.tuning": {"_malloc_trim": OF_THE_PROGRAM},
    "dashboard.server.visits": {"_visit": "the session: scope='session'"},
    "dashboard.state.shared": {
        "compared": "the scenario's text, the folder of its files, the cards' fingerprints with their names",
        "scenario_files": OF_THE_PROGRAM,
        "standard_card": OF_THE_PROGRAM,
    },
    "tcomodel.card_choice": {"standard_card": OF_THE_PROGRAM},
    "tcomodel.card_of_scenario": {"_card_in": "the whole text of the card file, and its name"},
    "tcomodel.edited_workbook.verified.formats": {"meaning": BY_TEXT},
    "tcomodel.erlang": {"_remembered": "every number it is worked out from, as bytes"},
    "tcomodel.givens": {"givens_of": OF_THE_PROGRAM, "members_of": OF_THE_PROGRAM},
    "tcomodel.glossary": {"_by_name": OF_THE_PROGRAM, "glossary": OF_THE_PROGRAM},
    "tcomodel.importing.columns": {"heading_of": BY_TEXT},
    "tcomodel.importing.currencies": {"money_of": BY_TEXT, "money_of_format": BY_TEXT},
    "tcomodel.importing.dates": {"date_in": BY_TEXT},
    "tcomodel.importing.items": {"item_of": BY_TEXT},
    "tcomodel.importing.locations": dict.fromkeys(
        ("channel_of", "channel_within", "country_of", "location_of"), BY_TEXT
    ),
    "tcomodel.importing.numbers": dict.fromkeys(("decimal_sign", "in_format", "numbers_in"), BY_TEXT),
    "tcomodel.importing.scales": dict.fromkeys(("scale_of", "without_scale"), BY_TEXT),
    "tcomodel.importing.sheet": {"column_of": BY_TEXT},
    "tcomodel.importing.unit_words": dict.fromkeys(("plain", "unit_of", "without_accents"), BY_TEXT),
    "tcomodel.index_checks": {"_published": OF_THE_PROGRAM},
    "tcomodel.index_series": {"catalogue": OF_THE_PROGRAM, "without_series": OF_THE_PROGRAM},
    "tcomodel.made_by": {"of_the_program": OF_THE_PROGRAM},
    "tcomodel.monthly_csv": {"_kept": "the whole text of the file, the names of its columns, its name"},
    "tcomodel.negotiation.claims": {"claims": OF_THE_PROGRAM},
    "tcomodel.places": {"lines_by_place": OF_THE_PROGRAM, "read_by_channel": OF_THE_PROGRAM},
    "tcomodel.portfolio.programme": {"_unpacked": "the whole card as bytes; in a worker of the command line"},
    "tcomodel.pricing": {"_names_in": OF_THE_PROGRAM},
    "tcomodel.rates.comparable": {"folded": BY_TEXT, "names_somebody": BY_TEXT},
    "tcomodel.rates.marks": {"age": BY_TEXT},
    "tcomodel.rates.units": {"plain_unit": BY_TEXT},
    "tcomodel.readers.cards.yaml_words": {"text_in_yaml": BY_TEXT},
    "tcomodel.readers.line_words": {"known_inputs": OF_THE_PROGRAM},
    "tcomodel.readers.plain_names": {"_clause_of_each": OF_THE_PROGRAM},
    "tcomodel.readers.units": {"unit": BY_TEXT},
    "tcomodel.rebasing.exchange_kinds": {"_kind_told": BY_TEXT},
    "tcomodel.volumes.days": {"_in_text": BY_TEXT, "_looks": BY_TEXT},
}
KEPT = {
    "dashboard.cards.table_typed": {"FACTS": OF_THE_PROGRAM},
    "dashboard.library.address": {"_libraries": "the address of the library, which is the program's"},
    "dashboard.library.keeper": {"keeper": "the token of the address, which one window has; with its owner"},
    "dashboard.server.health": {"library": OF_THE_PROGRAM},
    "dashboard.server.tuning": {"_given_back": OF_THE_PROGRAM},
    "dashboard.server.turns": {
        "_long_pages": "tickets, which say nothing of whom they belong to",
        "_mine": "the thread",
        "_pages": "tickets, which say nothing of whom they belong to",
    },
    "dashboard.server.visits": {
        "_drawn": "threads, by their numbers",
        "_here": "visits, by their numbers",
        "_now": "the thread",
        "_numbers": OF_THE_PROGRAM,
    },
    "dashboard.state.packing": {"_texts": "the card itself, as long as somebody has it"},
    "dashboard.unstated": {
        "_FIELDS": "the comparison itself, as long as somebody has it",
        "_TURNINGS": "the comparison itself, as long as somebody has it",
    },
    "tcomodel.assembly": {"PATTERNS": "the shape of a scenario: how rows are wired, without its numbers and names"},
    "tcomodel.importing.heading_words": {"HEADINGS": OF_THE_PROGRAM},
    "tcomodel.lines": {"LINES": OF_THE_PROGRAM},
    "tcomodel.negotiation.edges": {"_READ": "the model itself, as long as somebody has it"},
    "tcomodel.readers.cards.card_facts": {"NOT_SAID": OF_THE_PROGRAM},
    "tcomodel.readers.excel.look.page": {"_heights": "the sheet itself, as long as it is being written"},
    "tcomodel.sensitivity.swings": {"_FOUND": "the comparison itself, as long as somebody has it"},
}


def test_the_house_is_read():
    assert len(modules()) > 400
    assert "tcomodel.assembly.PATTERNS" in shared_state.written()


def test_every_cache_is_listed_with_its_key():
    assert {one.__name__: set(caches(one)) for one in modules() if set(caches(one))} == {
        name: set(listed) for name, listed in CACHES.items()
    }


def test_everything_that_outlives_a_page_is_listed_with_its_key():
    assert {one.__name__: set(kept(one)) for one in modules() if set(kept(one))} == {
        name: set(listed) for name, listed in KEPT.items()
    }


PLANTED = """
from collections import defaultdict
from functools import lru_cache
LAST = []
SEEN = defaultdict(list)
TABLE = {"a": 1}
def remember(name): LAST.append(name)
def see(name): SEEN[name] += [1]
def read(name): return TABLE[name]
@lru_cache
def last_scenario(): return 1
class Screen:
    open_now = {}
    @lru_cache
    def shown(self): return 2
"""


def test_what_is_planted_is_found(monkeypatch: pytest.MonkeyPatch):
    module = ModuleType("dashboard.planted")
    exec(PLANTED, vars(module))
    grown = OrderedDict({**shared_state.trees(), module.__name__: ast.parse(PLANTED)})
    monkeypatch.setattr(shared_state, "trees", lambda: grown)
    monkeypatch.setattr(shared_state, "written", shared_state.written.__wrapped__)
    assert set(kept(module)) == {"LAST", "SEEN", "Screen.open_now"}
    assert set(caches(module)) == {"last_scenario", "Screen.shown"}
