"""What keeps strangers out: settings that hold on a real server, and files that fill no memory."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect
from streamlit import net_util
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from dashboard.server.origin import is_ours
from tests.conftest import ROOT, Server, wait_until_healthy
from tests.hostile_files import READERS, files
from tests.on_page import MINUTE

# ---------------------------------------------------------------- settings, on a real server


def test_the_settings_that_keep_others_out():
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["server"]["enableXsrfProtection"] is True
    assert settings["server"].get("enableCORS", True) is True
    assert settings["server"]["maxUploadSize"] == 10
    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["client"]["showErrorLinks"] is False


def test_a_file_from_another_site_is_refused(dashboard: str):
    """A page elsewhere can send a form here with the visitor's cookies, but it cannot read them."""
    address = f"{dashboard}/_stcore/upload_file/no-session/no-file"
    body = {"file": ("a.yaml", b"a: 1")}
    with httpx.Client() as visitor:
        visitor.get(f"{dashboard}/_stcore/health")
        token = visitor.cookies["_streamlit_xsrf"]
        assert visitor.put(address, files=body).status_code == 403
        assert visitor.put(address, files=body, headers={"X-Xsrftoken": "2|0|0|0"}).status_code == 403
        told = visitor.put(address, files=body, headers={"X-Xsrftoken": token})
        assert told.status_code == 400, "past the guard, and stopped because there is no such visit"
        assert visitor.delete(address).status_code == 403
        asked = visitor.options(address, headers={"Origin": "http://evil.test"})
        assert asked.headers.get("Access-Control-Allow-Origin") not in ("*", "http://evil.test")


def test_a_page_of_another_site_gets_no_connection(dashboard: str):
    """A browser says where a page is from; one of ours is let in, so the refusal is about that."""
    address = dashboard.replace("http", "ws") + "/_stcore/stream"
    with connect(address, origin=dashboard, subprotocols=["streamlit"], open_timeout=30):
        pass
    with pytest.raises(InvalidStatus) as refused:
        connect(address, origin="http://evil.test", subprotocols=["streamlit"], open_timeout=30)
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize(
    ("origin", "host", "ours"),
    [
        ("https://cost.example.com", "cost.example.com", True),
        ("https://cost.example.com:8443", "cost.example.com:8443", True),
        ("http://localhost:3000", "localhost:8501", True),
        ("http://localhost:3000", "cost.example.com", False),
        ("", "cost.example.com", True),  # a program, no page
        ("https://evil.test", "cost.example.com", False),
        ("https://cost.example.com.evil.test", "cost.example.com", False),
        ("https://cost.example.com@evil.test", "cost.example.com", False),
        ("null", "cost.example.com", False),
        ("https://[", "cost.example.com", False),
    ],
)
def test_whose_page_it_is_is_known_without_asking_the_network(
    origin: str, host: str, ours: bool, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(net_util, "_make_blocking_http_get", lambda *_, **__: pytest.fail("the network was asked"))
    assert is_ours(origin, host) is ours


def test_a_failure_tells_the_visitor_nothing_of_the_program(page: Page, tmp_path: Path):
    """The same settings and the same program around a page that fails; only the server's log says where."""
    (tmp_path / "router.py").write_text('secret = "the password is tulip"\nraise ValueError(f"failed: {secret}")\n')
    text = (ROOT / "app.py").read_text("utf-8")
    assert '"router.py"' in text
    (tmp_path / "app.py").write_text(text)
    server = Server(tmp_path)
    command = [sys.executable, "-m", "streamlit", "run", str(tmp_path / "app.py"), "--server.headless", "true"]
    command += ["--server.address", "127.0.0.1", "--server.port", str(server.port)]
    path = {**os.environ, "PYTHONPATH": str(ROOT)}
    with server.log.open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=path, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            wait_until_healthy(server.url, process, server.log)
            heard: list[bytes | str] = []
            page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: heard.append(frame)))
            page.goto(server.url)
            expect(page.get_by_test_id("stException")).to_be_visible(timeout=MINUTE)
            shown, sent = page.content(), repr(heard)
        finally:
            process.terminate()
            process.wait(timeout=30)
    assert heard
    assert not [word for word in ("tulip", "Traceback", "ValueError", "router.py", str(tmp_path)) if word in shown]
    assert not [word for word in ("tulip", "Traceback", "ValueError", str(ROOT)) if word in sent]
    assert "page failed" in server.log.read_text()


# ---------------------------------------------------------------- files that would fill the memory

MOST_MEMORY, MOST_SECONDS = 200, 30  # megabytes more than before; seconds of one core
LONG = bool(os.environ.get("TCO_SOAK"))
READ = {("series", "a million rows")}  # long, and nothing worse
SHORT = {"four million columns"}


def test_every_way_in_is_tried():
    assert {one for readers, _, _ in files() for one in readers} == set(READERS)


@pytest.mark.parametrize("what", [what for _, what, _ in files() if LONG or what in SHORT])
def test_a_file_that_would_fill_the_memory_is_stopped(what: str):
    """In a process of its own; TCO_SOAK=1 tries all of them."""
    command = [sys.executable, "-m", "tests.hostile_files", what]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    told: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["reader"] for one in told] == [one for readers, name, _ in files() if name == what for one in readers]
    for one in told:
        assert one["megabytes"] < MOST_MEMORY, one
        assert one["seconds"] < MOST_SECONDS, one
        assert one["said"] or (one["reader"], what) in READ, one
