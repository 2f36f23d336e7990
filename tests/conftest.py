"""The programs that tests drive: a dashboard in its own process, Chromium, LibreOffice, PostgreSQL.

A test asks for what it needs by name and is marked by that: whoever uses `page` or `dashboard` is a `browser` test,
whoever uses `soffice` an `office` test, whoever uses `postgresql` a `postgresql` test. Where a program is missing such
a test is skipped and the end of the run says so in capitals; on CI (CI=true) it fails instead, so that nobody mistakes
a skip for a pass.
"""

import gc
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from tests.chrome import Chrome

if TYPE_CHECKING:
    from dashboard.library.library import Library

ROOT = Path(__file__).resolve().parent.parent
LONGEST_ID = 60  # characters of a parameter in the name of its test
ON_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}

BROWSER = "browser"
IS_MISSING = "is missing:"
MARKED_BY_FIXTURE = {
    "browser": {"chromium", "browser", "page", "dashboard", "own_dashboard"},
    "office": {"soffice"},
    "postgresql": {"postgresql"},
}

# Workbooks and models are hundreds of thousands of small objects that live on: Python would look through them again for
# every 700 new ones, which is a sixth to a third of the time of these tests. `gc.freeze` is no way: hypothesis needs to
# see who holds its random numbers.
gc.set_threshold(50_000, 20, 20)

# ---------------------------------------------------------------- which tests need what


def pytest_configure(config: pytest.Config) -> None:
    """The one mark that pyproject.toml does not name: it is of use to this file alone."""
    config.addinivalue_line("markers", "postgresql: drives a PostgreSQL server")


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by the fixtures they use, and say which of them share a worker.

    Those of a file do, which share what it makes, unless they name a group of their own; its browser tests are a group
    by themselves. The workers take groups in this order: those that drive a program come first, because they take
    longest, and many short ones fill up the end.
    """
    for item in items:
        for mark, fixtures in MARKED_BY_FIXTURE.items():
            if fixtures & set(getattr(item, "fixturenames", ())):
                item.add_marker(mark)
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group(f"{BROWSER} {item.path.stem}"))
        elif not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
    driving = {group_of(item) for item in items if item.get_closest_marker("office")}
    items.sort(key=lambda item: (not group_of(item).startswith(BROWSER), group_of(item) not in driving))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Short names: a text may have megabytes, and bytes of an archive have the time in them, in each worker another."""
    if isinstance(val, bytes):
        return argname
    if isinstance(val, str) and len(val) > LONGEST_ID:
        return val[:LONGEST_ID].encode("unicode_escape").decode()
    return None


def pytest_collection_finish(session: pytest.Session) -> None:
    """Every AppTest looks through all installed packages for components, for half of its time: once will do."""
    if not session.config.option.collectonly and "streamlit.testing.v1" in sys.modules:
        from streamlit.components.v2 import manifest_scanner

        manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def group_of(item: pytest.Item) -> str:
    """The group of a test: its tests run in one worker."""
    return next(item.iter_markers("xdist_group")).args[0]


def missing(what: str, install: str) -> NoReturn:
    """Skip the test, or fail it on CI, saying what to install."""
    reason = f"{what} {IS_MISSING} {install}"
    if ON_CI:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in capitals which tests did not run for want of a program, and why."""
    not_run = defaultdict(set)
    for report in terminalreporter.stats.get("skipped", []):
        if isinstance(report.longrepr, tuple) and IS_MISSING in report.longrepr[2]:
            not_run[report.longrepr[2].removeprefix("Skipped: ")].add(report.nodeid)
    for reason, tests in sorted(not_run.items()):
        count = "1 TEST" if len(tests) == 1 else f"{len(tests)} TESTS"
        terminalreporter.section(f"{count} DID NOT RUN", red=True, bold=True)
        terminalreporter.write_line(reason, red=True)
        for test in sorted(tests):
            terminalreporter.write_line(f"  {test}")


# ---------------------------------------------------------------- where work is kept


@pytest.fixture(scope="session", autouse=True)
def library_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Saved scenarios and drafts go into a folder of the tests, never into that of whoever runs them."""
    url = f"sqlite:///{tmp_path_factory.mktemp('library') / 'library.db'}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TCO_DATABASE_URL", url)
        yield url


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator["Library"]:
    """The library of this test alone."""
    from dashboard.library import library_of
    from dashboard.library.keeper import keeper

    url = f"sqlite:///{tmp_path / 'library.db'}"
    monkeypatch.setenv("TCO_DATABASE_URL", url)
    yield library_of(url)
    keeper.flush()
    keeper.give_up()  # no later test waits for a draft whose library is gone
    library_of(url).close()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Address of an empty database on a PostgreSQL server of our own: it listens on a socket in a folder of its own."""
    programs = postgresql_programs()
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # the path of a socket has at most 107 characters
    user = as_ordinary_user(folder)
    data, log = folder / "data", folder / "server.log"

    def run(program: str, *words: str) -> None:
        command = [*user, str(programs / program), *words]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
        if done.returncode:
            told = log.read_text() if log.exists() else ""
            pytest.fail(f"{program} failed:\n{done.stdout}{done.stderr}{told}"[-3000:], pytrace=False)

    try:
        run("initdb", "-D", str(data), "-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        quick = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c full_page_writes=off"
        run("pg_ctl", "-D", str(data), "-l", str(log), "-w", "-o", quick, "start")
        yield f"postgresql://tests@/postgres?host={folder}"
    finally:
        if (data / "postmaster.pid").exists():
            run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def postgresql_programs() -> Path:
    """The folder of PostgreSQL's programs: Debian keeps those of each release in a folder of their own."""
    found = [path.parent for path in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)]
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve().parent)
    return found[0] if found else missing("PostgreSQL (initdb)", "apt-get install postgresql, or make test")


def as_ordinary_user(folder: Path) -> list[str]:
    """How to run a program as somebody whom PostgreSQL accepts, and the folder is theirs: it refuses to run as root."""
    if os.geteuid() != 0:
        return []
    import pwd

    try:
        somebody = pwd.getpwnam("postgres")
    except KeyError:
        somebody = pwd.getpwnam("nobody")
    os.chown(folder, somebody.pw_uid, somebody.pw_gid)
    setpriv = shutil.which("setpriv") or missing("setpriv", "apt-get install util-linux, or make test")
    return [setpriv, f"--reuid={somebody.pw_uid}", f"--regid={somebody.pw_gid}", "--clear-groups"]


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


CHROME = Chrome()


@pytest.hookimpl(trylast=True)  # after the fixtures of the test
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Chromium goes when the next test drives none, or starts its own."""
    if "browser" not in getattr(nextitem, "fixturenames", ()):
        CHROME.stop()


def pytest_sessionfinish() -> None:
    """It goes with the run, too, where that ends early."""
    CHROME.stop()


@pytest.fixture
def browser(chromium: str) -> Any:
    """The running Chromium, for a test that needs several visitors; it closes the contexts it makes."""
    try:
        return CHROME.start(chromium)
    except ModuleNotFoundError:
        missing("The package playwright", "pip install -r requirements-dev.txt, or make test")


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """An empty page as wide as a laptop's screen, for a visitor who was never here; it keeps downloads till the end.

    `page.complaints` are the errors of programs in it.
    """
    one = CHROME.page()
    one.complaints = []

    def complain(error: Exception) -> None:
        one.complaints.append(str(error))

    one.on("pageerror", complain)
    yield one
    one.remove_listener("pageerror", complain)
    CHROME.empty()


# ---------------------------------------------------------------- the dashboard


class Server:
    """`streamlit run app.py` as a person starts it; it can be stopped and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
        command += ["--server.address", "127.0.0.1", "--server.port", str(self.port)]
        with self.log.open("a") as output:
            self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        wait_until_healthy(self.url, self.process, self.log)

    def stop(self) -> None:
        """Ask it to stop, as the system does when it shuts down."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None


@pytest.fixture(scope="session")
def dashboard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a running dashboard, once for each worker."""
    server = Server(tmp_path_factory.mktemp("dashboard"))
    try:
        server.start()
        yield server.url
    finally:
        server.stop()


@pytest.fixture
def own_dashboard(tmp_path: Path) -> Iterator[Server]:
    """A running dashboard that a test has for itself, to stop and start it."""
    server = Server(tmp_path)
    try:
        server.start()
        yield server
    finally:
        server.stop()


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
