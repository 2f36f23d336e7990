"""How the house is built: what may know what, and that a new pricing model is one new file."""

import ast
import inspect
import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from textwrap import dedent
from types import ModuleType

import numpy as np
import openpyxl
import pytest

from dashboard.forms import fields_of
from tcomodel import compare, pricing, scenario_from
from tcomodel.givens import givens_of
from tcomodel.lines import LINES
from tcomodel.model import Input
from tcomodel.readers.excel import write_workbook
from tcomodel.readers.units import check_units
from tests.case_file import ROOT, card
from tests.whole_model import givens_of_the_model, lines_of_the_model, modules_of_the_model

PACKAGE = ROOT / "tcomodel"
MODULES = modules_of_the_model()

# What a file that holds lines of business may know; the rest of the model reads them, never the reverse.
FOR_LINES = {f"tcomodel.{name}" for name in ("categories", "givens", "index_months", "lines", "remarks", "words")}
# The plain tools below everything.
KNOW_NOTHING = {f"tcomodel.{name}" for name in ("categories", "finance", "problems", "symbols", "turning_signs")}


@cache
def imports_of(module: ModuleType) -> frozenset[str]:
    """The package's own modules that a module imports, ``tcomodel.words`` as much as ``tcomodel.readers.units``."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    known = {one.__name__ for one in MODULES} - {"tcomodel"}
    return frozenset(name for name in found if name in known or name.split(".")[0] in ("dashboard", "app"))


# One test asks one thing of all modules and names each that breaks it, with what it should not know.


def knowing(unwanted: Callable[[ModuleType], Iterable[str]]) -> dict[str, list[str]]:
    """Modules that know what they should not, and what that is."""
    found = {module.__name__: sorted(unwanted(module)) for module in MODULES}
    return {name: known for name, known in found.items() if known}


def test_there_are_modules_and_what_they_import_is_seen():
    assert len(MODULES) > 300
    assert sum(map(bool, map(imports_of, MODULES))) > len(MODULES) / 2


def test_the_model_runs_without_the_screen():
    """Every module, the command line too, in a fresh interpreter: neither streamlit nor plotly is loaded."""
    program = dedent("""
        import importlib, json, pkgutil, sys
        import tcomodel
        for one in pkgutil.walk_packages(tcomodel.__path__, "tcomodel."):
            importlib.import_module(one.name)
        print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})))
    """)
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(json.loads(run.stdout.splitlines()[-1]))
    assert "tcomodel" in loaded
    assert not loaded & {"streamlit", "plotly", "dashboard", "app"}


def test_only_readers_what_takes_their_workbooks_back_and_the_command_line_know_readers():
    may = ("tcomodel.readers", "tcomodel.edited_workbook", "tcomodel.commands")

    def readers(module: ModuleType) -> list[str]:
        if module.__name__.startswith(may):
            return []
        return [name for name in imports_of(module) if name.startswith("tcomodel.readers")]

    assert knowing(readers) == {}


ABOVE = {  # rates -> ... -> rebasing -> importing, readers -> commands, as the README has it
    "tcomodel.blockwise": ("uncertainty", "simulation", "sensitivity", "negotiation", "readers", "commands"),
    "tcomodel.sign_changes": ("blockwise", "simulation", "sensitivity", "negotiation", "readers", "commands"),
    "tcomodel.uncertainty": ("simulation", "sensitivity", "negotiation", "portfolio", "readers", "commands"),
    "tcomodel.simulation": ("sensitivity", "negotiation", "portfolio", "readers", "commands"),
    "tcomodel.sensitivity": ("negotiation", "portfolio", "readers", "commands"),
    "tcomodel.negotiation": ("portfolio", "readers", "commands"),
    "tcomodel.rates": ("rebasing", "importing", "readers", "edited_workbook", "commands"),
    "tcomodel.rebasing": ("importing", "readers", "edited_workbook", "commands"),
    "tcomodel.importing": ("edited_workbook", "commands"),
    "tcomodel.readers": ("edited_workbook", "commands"),
    "tcomodel.edited_workbook": ("commands",),
}


@pytest.mark.parametrize("below", ABOVE)
def test_rates_and_what_is_done_to_them_do_not_know_what_stands_above(below: str):
    """Neither by themselves nor through anything they import."""
    knows = {module.__name__: imports_of(module) for module in MODULES}
    left = [name for name in knows if name == below or name.startswith(f"{below}.")]
    assert len(left) > 1, "a package with its files"
    reached: set[str] = set()
    while left:
        if (name := left.pop()) not in reached:
            reached.add(name)
            left += knows.get(name, ())
    assert not {name for name in reached for one in ABOVE[below] if f"{name}.".startswith(f"tcomodel.{one}.")}


def test_the_model_does_not_know_the_dashboard():
    screen = ("dashboard", "app")
    assert knowing(lambda module: [name for name in imports_of(module) if name.split(".")[0] in screen]) == {}


def test_lines_of_business_know_only_what_lines_are_made_of():
    """Their own package, and what lines are made of."""

    def more(module: ModuleType) -> frozenset[str]:
        if not LINES.get(module.__name__):
            return frozenset()
        around = module.__name__.rpartition(".")[0]
        own = {name for name in imports_of(module) if around.count(".") > 1 and name.startswith(f"{around}.")}
        return imports_of(module) - own - FOR_LINES

    assert knowing(more) == {}


@pytest.mark.parametrize("name", sorted(KNOW_NOTHING))
def test_the_plain_tools_know_nothing_of_the_model(name: str):
    more = imports_of(sys.modules[name]) - KNOW_NOTHING
    assert not [other for other in more if not other.startswith(f"{name}.")]


def test_nobody_depends_in_a_circle():
    knows = {module.__name__: imports_of(module) - {module.__name__} for module in MODULES}
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, f"in a circle: {' -> '.join((*way[way.index(name) :], name))}"
        if name not in done:
            for other in sorted(knows.get(name, ())):
                if not other.startswith(f"{name}.") and not name.startswith(f"{other}."):  # a package and its files
                    visit(other, (*way, name))
            done.add(name)

    for name in knows:
        visit(name, ())


# -- the dashboard, read and not run ------------------------------------------------------------------


@cache
def screen_files() -> dict[str, ast.Module]:
    """The files of the dashboard by their dotted names."""
    found = {}
    for path in sorted((ROOT / "dashboard").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def taken_by(tree: ast.Module) -> set[str]:
    """What a file imports, also inside its functions: modules, and names of them."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            of_it = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (of_it & set(screen_files())) or {node.module}
    return found


def test_no_two_files_of_the_dashboard_need_each_other():
    left = {name: taken_by(tree) & set(screen_files()) - {name} for name, tree in screen_files().items()}
    assert len(left) > 150
    assert sum(map(bool, left.values())) > 100
    while free := {name for name, known in left.items() if not known & set(left)}:
        left = {name: known for name, known in left.items() if name not in free}
    assert {name: known & set(left) for name, known in left.items()} == {}, "in circles, or above one"


def test_the_work_of_a_visitor_is_touched_in_one_package():
    touches = {
        name
        for name, tree in screen_files().items()
        if any(isinstance(node, ast.Attribute) and node.attr == "session_state" for node in ast.walk(tree))
    }
    assert touches
    assert {name for name in touches if not name.startswith("dashboard.state.")} == set()


def test_the_library_and_what_is_drawn_and_asked_know_no_screen():
    """Saved work, figures and forms can be made and tested without a page."""
    pure = ("dashboard.library", "dashboard.figures", "dashboard.forms", "dashboard.fields", "dashboard.formats")
    found = {name: tree for name, tree in screen_files().items() if name.startswith(pure)}
    assert len(found) > 20
    shown = {name for name, tree in found.items() if any(one.split(".")[0] == "streamlit" for one in taken_by(tree))}
    assert shown == {"dashboard.library.visitor"}, "who works here is asked of the screen in one file"


def test_what_a_file_of_the_dashboard_offers_is_explained():
    for name, tree in screen_files().items():
        assert ast.get_docstring(tree), name
        offered = [one for one in tree.body if isinstance(one, ast.FunctionDef | ast.ClassDef) and one.name[0] != "_"]
        is_step = ".migrations." in name  # whose two functions are the library's
        assert [one.name for one in offered if not ast.get_docstring(one) and not is_step] == [], name


# -- how modules speak ----------------------------------------------------------------------------------


def test_a_module_opens_with_what_it_is():
    """With a sentence, or words that end in a colon."""
    openings = {module.__name__: (module.__doc__ or "").strip().partition("\n")[0].rstrip() for module in MODULES}
    assert {name: said for name, said in openings.items() if not said.endswith((".", ":", "?"))} == {}


def test_what_a_module_offers_is_explained():
    """Classes without a leading underscore; lines have a test of their own."""
    offered = {
        f"{module.__name__}.{name}": one
        for module in MODULES
        for name, one in vars(module).items()
        if inspect.isclass(one) and one.__module__ == module.__name__ and not name.startswith("_")
    }
    assert len(offered) > 200
    assert [name for name, one in offered.items() if not inspect.getdoc(one)] == []


def test_every_line_has_a_docstring():
    assert not [where for where, line in lines_of_the_model() if not (line.function.__doc__ or "").strip()]


@pytest.mark.parametrize("name", pricing.names())
def test_a_pricing_model_offers_its_terms_and_a_fee(name: str):
    module = pricing.find(name)
    lines = LINES[module.__name__]
    assert module.Pricing.__module__ == module.__name__
    assert not [line.name for line in lines if line.name == "fee" and line.posts_to], (
        "only a contract's last word posts"
    )
    assert {line.unit for line in lines if line.name == "fee"} == {"currency/month"}
    assert (ROOT / "tests" / "cases" / f"{name}.yaml").exists(), "parallel paths: a model has its cases"


# -- a new pricing model is one file ----------------------------------------------------------------

PER_CUSTOMER = '''
"""Per customer.

The vendor bills each customer it looks after, whether they call or not.

    8,000 customers x 1.25 = 10,000 a month
"""

from tcomodel.givens import Entry, Terms, given
from tcomodel.lines import line


class Pricing(Terms):
    """What a customer costs."""

    customers: Entry = given("person", "Customers looked after.", step=100)
    customer_price: Entry = given("currency/person/month", "Price of one customer, each month.", step=0.05)


@line("currency/month")
def fee(customers, customer_price):
    """The vendor's charge for the customers it looks after."""
    return customers * customer_price
'''

SCENARIO = {
    "start": "2027-01",
    "months": 24,
    "demand": {"volume": {"voice": 1000}},
    "options": {
        "own": {"in_house": {"monthly_budget": 15000}},
        "vendor": {
            "pricing": {"model": "per_customer", "customers": 8000, "customer_price": 1.25},
            "contract": {"indexation": {"yearly_indexation": "3%"}},
        },
    },
}


@pytest.fixture
def per_customer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The new model's module, found in a folder of its own; gone after the test."""
    (tmp_path / "per_customer.py").write_text(PER_CUSTOMER, encoding="utf-8")
    monkeypatch.setattr(pricing, "__path__", [*pricing.__path__, str(tmp_path)])
    yield pricing.find("per_customer")
    sys.modules.pop("tcomodel.pricing.per_customer")
    LINES.pop("tcomodel.pricing.per_customer")
    vars(pricing).pop("per_customer", None)


def test_a_new_pricing_model_has_a_name_and_its_inputs(per_customer: ModuleType):
    assert "per_customer" in pricing.names()
    assert pricing.title("per_customer") == "Per customer"
    assert list(givens_of(per_customer.Pricing)) == ["customers", "customer_price"]


def test_a_new_pricing_model_gives_numbers_under_any_clause(per_customer: ModuleType):
    result = compare(scenario_from(SCENARIO), card())
    vendor = result.option("vendor")
    np.testing.assert_allclose(vendor.by_month, [10000.0] * 12 + [10300.0] * 12)
    assert vendor.figure("term_saving") == pytest.approx(24 * 15000 - 12 * 20300)


def test_a_new_pricing_model_has_its_units_checked(per_customer: ModuleType):
    model = compare(scenario_from(SCENARIO), card()).model
    row = next(row for row in model.rows if row.key == "vendor.fee")
    check_units(row)
    assert {one.name for one in row.arguments if isinstance(one, Input)} == {"customers", "customer_price"}


def test_a_new_pricing_model_has_its_fields_in_the_form(per_customer: ModuleType):
    places = {field.place for field in fields_of(scenario_from(SCENARIO), card())}
    assert {("options", "vendor", "pricing", "customers"), ("options", "vendor", "pricing", "customer_price")} <= places


def test_a_new_pricing_model_has_its_rows_in_the_workbook(per_customer: ModuleType):
    content = write_workbook(compare(scenario_from(SCENARIO), card()))
    for wanted, data_only in ((10000, True), ("formula", False)):
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=data_only)
        rows = [row for sheet in book for row in sheet.iter_rows(values_only=True) if "Fee" in row[:3]]
        assert rows, "no row is called Fee"
        if data_only:
            assert any(wanted in row for row in rows)
        else:
            assert any(isinstance(cell, str) and cell.startswith("=") for row in rows for cell in row)


STAND_INS = {  # lines that one file writes and another may take the place of: the steps of an invoice, and the work
    "billed_units", "channel_fee", "fee", "fee_with_premiums", "fee_in_force", "in_force", "price_index", "price_level",
    "indexed_fee", "converted_fee", "fee_before_minimum", "billed_fee", "counted_units", "contacts",
    "resolved_contacts", "contacts_handled", "billable_team",
}  # fmt: skip


def test_two_files_share_a_name_only_where_one_stands_in_for_the_other():
    """A clause's line is found before others of its name: one that means something else would take its place."""
    files: dict[tuple[str, str], set[str]] = {}
    for where, line in lines_of_the_model():
        module = where.rpartition(".")[0].removeprefix("tcomodel.")
        package = ".".join(module.split(".")[:2]) if module.startswith("contract.") else module.split(".")[0]
        files.setdefault((line.per, line.name), set()).add(package)
    assert {name for (_, name), where in files.items() if len(where) > 1} == STAND_INS


def test_an_input_takes_the_place_of_a_line_only_where_that_is_meant():
    """What somebody states is found before a line of the same name."""
    inputs = {given.name for _, given in givens_of_the_model()}
    stated = {"old_team_cost", "old_team_agents"}
    assert inputs & {line.name for _, line in lines_of_the_model()} == stated


def test_what_a_line_adds_to_is_taken_by_another():
    taken = {one.name for _, line in lines_of_the_model() for one in line.ingredients}
    assert {line.adds_to for _, line in lines_of_the_model() if line.adds_to} <= taken
