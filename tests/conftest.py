"""The programs that tests drive: a dashboard in its own process, Chromium, LibreOffice.

A test asks for what it needs by name and is marked by that: whoever uses `page` or `dashboard` is a `browser` test,
whoever uses `soffice` an `office` test. Where a program is missing such a test is skipped and the end of the run
says so in capitals; on CI (CI=true) it fails instead, so that nobody mistakes a skip for a pass.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST_ID = 60  # characters of a parameter in the name of its test
ON_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}

MARKED_BY_FIXTURE = {"browser": {"chromium", "browser", "page", "dashboard"}, "office": {"soffice"}}

# Without the later ones Chromium looks up its maker's hosts at every start.
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# ---------------------------------------------------------------- which tests need what


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by the fixtures they use, and say which of them share a worker.

    All browser tests do, so that one dashboard runs; of the others those of a file, which share what it makes, unless
    they name a group of their own. The workers take groups in this order: those that drive a program come first,
    because they take longest, and many short ones fill up the end.
    """
    for item in items:
        for mark, fixtures in MARKED_BY_FIXTURE.items():
            if fixtures & set(getattr(item, "fixturenames", ())):
                item.add_marker(mark)
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("browser"))
        elif not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
    driving = {group_of(item) for item in items if item.get_closest_marker("office")}
    items.sort(key=lambda item: (group_of(item) != "browser", group_of(item) not in driving))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Short names: a text may have megabytes, and bytes of an archive have the time in them, in each worker another."""
    if isinstance(val, bytes):
        return argname
    if isinstance(val, str) and len(val) > LONGEST_ID:
        return val[:LONGEST_ID].encode("unicode_escape").decode()
    return None


def group_of(item: pytest.Item) -> str:
    """The group of a test: its tests run in one worker."""
    return next(item.iter_markers("xdist_group")).args[0]


def missing(what: str, install: str) -> NoReturn:
    """Skip the test, or fail it on CI, saying what to install."""
    reason = f"{what} is missing: {install}"
    if ON_CI:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in capitals which browser and office tests did not run, and why."""
    not_run = defaultdict(set)
    for report in terminalreporter.stats.get("skipped", []):
        for mark in MARKED_BY_FIXTURE:
            if mark in report.keywords and isinstance(report.longrepr, tuple):
                not_run[mark, report.longrepr[2].removeprefix("Skipped: ")].add(report.nodeid)
    for (mark, reason), tests in sorted(not_run.items()):
        count = "1 TEST" if len(tests) == 1 else f"{len(tests)} TESTS"
        terminalreporter.section(f"{count} MARKED {mark.upper()} DID NOT RUN", red=True, bold=True)
        terminalreporter.write_line(reason, red=True)
        for test in sorted(tests):
            terminalreporter.write_line(f"  {test}")


# ---------------------------------------------------------------- LibreOffice and Chromium


@pytest.fixture(scope="session")
def soffice() -> str:
    """Path of LibreOffice."""
    path = shutil.which("soffice") or shutil.which("libreoffice")
    return path or missing("LibreOffice (soffice)", "apt-get install libreoffice-calc-nogui, or make test")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of Chromium: the one CHROME names, or the first on PATH."""
    names = [os.environ.get("CHROME", ""), "chromium", "/usr/bin/chromium", "chromium-browser", "google-chrome"]
    path = next((found for name in names if name and (found := shutil.which(name))), None)
    return path or missing("Chromium", "apt-get install chromium, or make test")


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator:
    """One Chromium for each test file: while it lives Playwright occupies this thread's event loop."""
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        missing("The package playwright", "pip install -r requirements-dev.txt, or make test")
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGS)
        yield chrome
        chrome.close()


@pytest.fixture
def page(browser) -> Iterator:
    """An empty page in a fresh session, as wide as a laptop's screen; downloads are kept until the test ends."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, accept_downloads=True)
    yield context.new_page()
    context.close()


# ---------------------------------------------------------------- the dashboard


@pytest.fixture(scope="session")
def dashboard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a running dashboard: `streamlit run app.py` as a person starts it, once for each worker."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    log = tmp_path_factory.mktemp("dashboard") / "server.log"
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port)]
    with log.open("w") as output:
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        try:
            wait_until_healthy(url, process, log)
            yield url
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def free_port() -> int:
    """A port that nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_healthy(url: str, process: subprocess.Popen, log: Path, seconds: float = 60) -> None:
    """Return when the server answers; fail with the end of its log when it stops or stays silent."""
    end = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    what = "did not answer" if process.poll() is None else f"stopped with exit status {process.returncode}"
    pytest.fail(f"The dashboard {what}. The end of its log:\n{log.read_text()[-3000:]}", pytrace=False)
