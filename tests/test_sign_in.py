"""Signing in: with a real provider, in Chromium. Nobody sees anything before, and each sees their own afterwards."""

import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from dashboard.formats import JOINER
from dashboard.library import library_of
from dashboard.server import provider
from dashboard.sign_in import LONGEST
from tcomodel import compare, load_card, load_scenario
from tcomodel.readers.scenario_file import standalone
from tests.conftest import ROOT, Server, free_port, missing
from tests.identity_provider import CLIENT, CLIENT_SECRET, PASSWORD
from tests.on_page import MINUTE, box, lever, press, settled, type_into

EXAMPLE = ROOT / "data" / "scenarios" / "example.yaml"
PROVIDERS_OWN = ROOT / ".venv" / "provider"
COOKIE_SECRET = "a secret that only this test knows, and no browser"
SAVED, UNSAVED, EARLIER = "Ann's plan for Manila", 31_234, "What Ann saved last year"


class Asking(NamedTuple):
    """A dashboard that asks to sign in, and where it sends people for it."""

    url: str
    provider: str


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    """Both programs, running."""
    if not PROVIDERS_OWN.exists():
        missing("The provider Canaille", "make test")
    folder = tmp_path_factory.mktemp("sign in")
    server, port = Server(folder), free_port()
    said = {
        "PROVIDER": f"http://localhost:{port}",
        "ADDRESS": server.url,
        "CLIENT_ID": CLIENT,
        "CLIENT_SECRET": CLIENT_SECRET,
        "COOKIE_SECRET": COOKIE_SECRET,
    }
    with (folder / "provider.log").open("w") as log, pytest.MonkeyPatch.context() as patch:
        path = {**os.environ, "PYTHONPATH": str(PROVIDERS_OWN)}
        command = [sys.executable, str(ROOT / "tests/identity_provider.py"), str(port), server.url]
        theirs = subprocess.Popen(command, env=path, stdout=log, stderr=log)
        for name, value in said.items():
            patch.setenv(f"TCO_OIDC_{name}", value)
        patch.setenv("TCO_DATABASE_URL", address := f"sqlite:///{folder / 'library.db'}")
        kept = standalone(compare(load_scenario(EXAMPLE), load_card(ROOT / "data" / "rates.yaml")))
        library_of(address).save(f"ann at {said['PROVIDER']}", EARLIER, kept)
        try:
            server.start()
            _wait_for(said["PROVIDER"], theirs, folder / "provider.log")
            yield Asking(server.url, said["PROVIDER"])
        finally:
            server.stop()
            theirs.terminate()
            theirs.wait(timeout=30)


def _wait_for(address: str, process: subprocess.Popen, log: Path) -> None:
    """Wait until the provider answers."""
    end = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < end:
        try:
            with urllib.request.urlopen(address + provider.DISCOVERY, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"The provider did not answer:\n{log.read_text()[-3000:]}", pytrace=False)


@pytest.fixture
def visitors(browser: Any) -> Iterator[list[BrowserContext]]:
    """The browsers of different people; each is closed in the end."""
    made: list[BrowserContext] = []
    yield made
    for one in made:
        one.close()


def comes(browser: Any, visitors: list[BrowserContext], cookie: str = "", url: str = "") -> Page:
    """Somebody with a browser of their own, and perhaps a cookie that says who they are."""
    visitors.append(browser.new_context(viewport={"width": 1400, "height": 1000}))
    if cookie:
        visitors[-1].add_cookies([{"name": "_streamlit_user", "value": cookie, "url": url}])
    return visitors[-1].new_page()


def cookie_of(name: str, mail: str, asking: Asking, secret: str = COOKIE_SECRET, age: float = 0) -> str:
    """The cookie of somebody who signed in so many seconds ago, signed with a secret."""
    who = {"iss": asking.provider, "sub": name, "email": mail, "iat": int(time.time() - age), "is_logged_in": True}
    said = json.dumps({**who, "origin": asking.url, "provider": "default"})
    return create_signed_value(secret, "_streamlit_user", said).decode()


def mail_of(name: str) -> str:
    """An e-mail address as it stands on the page, which must not make a link of it."""
    return f"{name}@{JOINER}example.com"


def is_asked(page: Page) -> None:
    """The page asks to sign in, and shows nothing else."""
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible(timeout=MINUTE)
    settled(page)
    said = page.inner_text("body")
    assert "What does customer service really cost?" in said
    assert not re.search("[0-9]|USD", said), said
    assert "Compare" not in said


def sign_in(page: Page, name: str) -> None:
    """Press the button, and say at the provider's pages who one is."""
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.locator("input[name=login]").fill(name, timeout=MINUTE)
    page.locator("input[name=login]").press("Enter")
    page.locator("input[name=password]").fill(PASSWORD, timeout=MINUTE)
    page.locator("input[name=password]").press("Enter")
    expect(page.get_by_text(f"Signed in as {mail_of(name)}")).to_be_visible(timeout=MINUTE)
    settled(page)


@pytest.mark.skipif(not os.environ.get("TCO_SOAK"), reason="TCO_SOAK=1 asks for the whole journey")
def test_each_sees_their_own_and_nobody_anything_before(asking: Asking, browser: Any, visitors: list[BrowserContext]):
    ann = comes(browser, visitors)
    heard: list[bytes | str] = []
    ann.on("websocket", lambda socket: socket.on("framereceived", lambda frame: heard.append(frame)))
    ann.goto(f"{asking.url}/scenarios")
    is_asked(ann)
    assert heard
    told = b"".join(one.encode() if isinstance(one, str) else one for one in heard)
    assert b"Sign in to see" in told
    assert not [word for word in (b"Philippines", b"USD", b"60,000", b"Nothing is saved") if word in told]

    sign_in(ann, "ann")
    ann.wait_for_url("**/scenarios", timeout=MINUTE)  # the address she came by
    settled(ann)
    box(ann, "Name").first.fill(SAVED)
    press(ann, "Save")
    expect(ann.get_by_text(f"Saved as {SAVED}, version 1.").first).to_be_visible(timeout=MINUTE)
    ann.get_by_role("link", name="Compare").first.click()
    type_into(ann, lever(ann, "Volume, voice (contacts a month)"), f"{UNSAVED}")
    ann.wait_for_url("**work=**", timeout=MINUTE)
    address = ann.url
    ann.reload()
    expect(lever(ann, "Volume, voice (contacts a month)")).to_have_value(f"{UNSAVED:,}", timeout=MINUTE)

    ben = comes(browser, visitors)
    ben.goto(address)
    is_asked(ben)
    sign_in(ben, "ben")
    expect(ben.get_by_text("could not be opened")).to_be_visible(timeout=MINUTE)
    settled(ben)
    assert f"{UNSAVED:,}" not in ben.content()
    assert SAVED not in ben.content()
    ben.goto(f"{asking.url}/scenarios")
    expect(ben.get_by_text(f"Saved for {mail_of('ben')} only.")).to_be_visible(timeout=MINUTE)
    settled(ben)
    assert SAVED not in ben.content()

    ann.get_by_role("link", name="Scenarios").first.click()
    ann.wait_for_url("**/scenarios**", timeout=MINUTE)
    expect(ann.get_by_text("Saved (2)")).to_be_visible(timeout=MINUTE)
    press(ann, "Sign out")
    expect(ann.get_by_role("button", name="Sign in", exact=True)).to_be_visible(timeout=MINUTE)
    ann.goto(address)
    is_asked(ann)
    assert not [one for one in visitors[0].cookies(asking.url) if one["name"].startswith("_streamlit_user")]


def test_a_cookie_lets_in_whom_it_names_and_none_that_was_forged(
    asking: Asking, browser: Any, visitors: list[BrowserContext]
):
    good = comes(browser, visitors, cookie_of("ann", "ann@example.com", asking), asking.url)
    good.goto(f"{asking.url}/scenarios")
    expect(good.get_by_text(f"Saved for {mail_of('ann')} only.")).to_be_visible(timeout=MINUTE)
    expect(good.get_by_text(EARLIER).first).to_be_visible(timeout=MINUTE)

    namesake = comes(browser, visitors, cookie_of("cleo", "ann@example.com", asking), asking.url)
    namesake.goto(f"{asking.url}/scenarios")
    expect(namesake.get_by_text(f"Saved for {mail_of('ann')} only.")).to_be_visible(timeout=MINUTE)
    settled(namesake)
    assert EARLIER not in namesake.content(), "who writes her e-mail address into his account sees her work"

    valid, ben = cookie_of("ann", "ann@example.com", asking), cookie_of("ben", "ben@example.com", asking)
    forged = {
        "another secret": cookie_of("ann", "ann@example.com", asking, secret="x" * 40),
        "no secret": cookie_of("ann", "ann@example.com", asking, secret=""),
        "another person in a signed cookie": ".".join([ben.rsplit(".", 2)[0], *valid.rsplit(".", 2)[1:]]),
        "too long ago": cookie_of("ann", "ann@example.com", asking, age=LONGEST + 60),
        "no number of a person": cookie_of("", "ann@example.com", asking),
    }
    page = comes(browser, visitors)
    for why, cookie in forged.items():
        visitors[-1].add_cookies([{"name": "_streamlit_user", "value": cookie, "url": asking.url}])
        page.goto(f"{asking.url}/scenarios")
        is_asked(page)
        assert EARLIER not in page.content(), why
