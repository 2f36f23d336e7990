"""Nothing in the product runs what somebody else wrote: the source is searched, and what is allowed has its reason."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

MODULES = {"pickle", "cPickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "subprocess", "ctypes", "pty"}
XML = {"xml", "lxml", "xmltodict"}
CALLS = {"eval", "exec", "compile", "__import__"}
METHODS = {  # by the last words of a dotted name
    "yaml.load", "yaml.load_all", "yaml.unsafe_load", "yaml.full_load", "os.system", "os.popen", "pd.read_pickle",
    "pandas.read_pickle", "pd.eval", "builtins.eval", "builtins.exec",
}  # fmt: skip
ALLOWED = {  # where, what, and why it is no danger
    ("dashboard/server/tuning.py", "import ctypes"): "one call of the C library, nobody's data in it",
    ("tcomodel/portfolio/programme.py", "import pickle"): "from the process that started this one, in memory",
    ("tcomodel/portfolio/run.py", "import pickle"): "made here for processes of our own",
    ("tcomodel/importing/parts.py", "import xml.parsers.expat"): "stops at the first <!DOCTYPE>, and counts what comes",
}


def sources() -> Iterator[Path]:
    """Every file of the product."""
    yield from (ROOT / "app.py", ROOT / "router.py")
    for folder in ("dashboard", "tcomodel"):
        yield from sorted((ROOT / folder).rglob("*.py"))


def dangers(text: str) -> Iterator[str]:
    """What in a source may run what somebody else wrote."""
    for node in ast.walk(ast.parse(text)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [f"{node.module}.{one.name}" for one in node.names]
        yield from (f"import {one}" for one in names if one.partition(".")[0] in MODULES | XML)
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called in CALLS or called.endswith(tuple(METHODS)):
                yield called
            for word in node.keywords:
                if word.arg in ("shell", "allow_pickle") and ast.unparse(word.value) != "False":
                    yield f"{called}({word.arg})"


def test_nothing_that_runs_what_somebody_wrote():
    found = {(str(path.relative_to(ROOT)), one) for path in sources() for one in dangers(path.read_text("utf-8"))}
    assert found == set(ALLOWED), "what may be dangerous is listed with its reason, and nothing else"


@pytest.mark.parametrize(
    "text",
    [
        "import pickle", "from pickle import loads", "import a, marshal", "from xml.etree import ElementTree",
        "eval('1')", "exec(text)", "yaml.load(text, Loader=yaml.Loader)", "numpy.load(path, allow_pickle=True)",
        "run('ls', shell=True)", "def f():\n    import subprocess", "os.system('ls')",
    ],
)  # fmt: skip
def test_each_danger_is_seen(text: str):
    assert list(dangers(text))


def test_openpyxl_reads_xml_through_the_guard():
    """It takes defusedxml where that is there; without, a workbook could name entities."""
    command = [sys.executable, "-c", "import openpyxl.xml; print(openpyxl.xml.DEFUSEDXML, openpyxl.xml.LXML)"]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    assert said.split() == ["True", "False"]
