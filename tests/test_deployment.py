"""The files in deploy/: what they promise of the image holds without Docker, and replicas stand in for each other.

What drives other programs takes its time and runs with ``TCO_SOAK_MINUTES``; the rest reads the files.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.case_file import ROOT
from tests.conftest import free_port, missing, wait_until_healthy
from tests.soak.servers import serving

DEPLOY = ROOT / "deploy"
IMAGE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
COMMAND: list[str] = json.loads(re.findall(r"^CMD (\[.*\])$", IMAGE, re.M)[-1])
USER = int(re.findall(r"^USER (\d+)", IMAGE, re.M)[-1])
COPIED = [name for line in re.findall(r"^COPY (?!--from)(.*)$", IMAGE, re.M) for name in line.split()[:-1]]
LONG = pytest.mark.skipif(float(os.environ.get("TCO_SOAK_MINUTES", "0")) <= 0, reason="TCO_SOAK_MINUTES asks for it")


def variables() -> dict[str, str]:
    """The variables of the image."""
    told = re.findall(r"^ENV (.*)$", IMAGE, re.M)[-1]
    return dict(one.split("=", 1) for one in told.split())


# ---------------------------------------------------------------- the files


def test_the_image_has_what_the_program_needs_and_nothing_of_the_tests():
    assert set(COPIED) >= {"app.py", "router.py", ".streamlit/config.toml", "dashboard", "tcomodel", "data"}
    assert all((ROOT / name).exists() for name in COPIED)
    kept = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert {line[1:] for line in kept if line.startswith("!")} == set(COPIED)


def test_the_compose_file_gives_the_container_no_more_rights_than_were_tried():
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    for name in ("first", "second"):
        one = services[name]
        assert one["read_only"] is True
        assert one["cap_drop"] == ["ALL"]
        assert [path.split(":")[0] for path in one["tmpfs"]] == ["/tmp"]
        assert "STREAMLIT_SERVER_COOKIE_SECRET" in one["environment"]
    assert {"first", "second"} == set(re.findall(r"server (\w+):8501", (DEPLOY / "nginx.conf").read_text()))


# ---------------------------------------------------------------- the conditions of the image


@LONG
def test_it_runs_as_an_ordinary_user_in_a_root_that_may_only_be_read(tmp_path: Path):
    """The command of the image, with its user and variables; only the data's folder and an empty /tmp can be written.

    Whoever runs the test is that user there, without any right of an administrator.
    """
    bwrap = shutil.which("bwrap") or missing("bubblewrap (bwrap)", "apt-get install bubblewrap")
    data, port, log = tmp_path / "data", free_port(), tmp_path / "log"
    data.mkdir()
    program = Path("/srv/tco")
    command = [sys.executable, *(str(port) if word == "8501" else word for word in COMMAND[1:])]
    command[command.index("0.0.0.0")] = "127.0.0.1"
    inside = [bwrap, "--ro-bind", "/", "/", "--tmpfs", "/tmp", "--dev", "/dev", "--proc", "/proc"]
    inside += ["--tmpfs", "/srv", *(word for name in COPIED for word in ("--ro-bind", ROOT / name, program / name))]
    inside += ["--bind", data, program / "written"]
    inside += ["--remount-ro", "/srv", "--unshare-user", "--uid", str(USER), "--gid", str(USER), "--cap-drop", "ALL"]
    told = variables() | {"XDG_DATA_HOME": str(program / "written")}  # where /data is in the image
    inside += ["--clearenv", *(word for name, said in told.items() for word in ("--setenv", name, said))]
    inside += ["--setenv", "PATH", "/usr/bin:/bin", "--chdir", program, "--die-with-parent"]
    with log.open("w") as output:
        process = subprocess.Popen(
            [*map(str, inside), *command], stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_until_healthy(url, process, log, 120)
        with urllib.request.urlopen(f"{url}/health", timeout=20) as said:
            assert json.loads(said.read())["library"] == "answers"
        assert (data / "tco" / "library.db").exists()
        everything = _everything(url)
        assert everything == [], log.read_text()[-3000:]
        assert "Read-only" not in log.read_text()
        assert "Permission denied" not in log.read_text()
        (child,) = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        os.kill(int(child), signal.SIGTERM)
        assert process.wait(timeout=40) == 0, log.read_text()[-3000:]
    finally:
        process.kill()  # bubblewrap takes what runs in it along
        process.wait()


def _everything(url: str) -> list[str]:
    """One visitor with a scenario, a card and every page; what was wrong."""
    import asyncio

    from tests.soak.people import PAGES, Someone

    async def visit() -> list[str]:
        one = Someone(url, 5, 3)
        await one.begin()
        for page in PAGES:
            await one.look_at(page)
        await one.look_at("")
        await one.leave()
        return one.wrong()

    return asyncio.run(visit())


# ---------------------------------------------------------------- replicas


@pytest.fixture
def replicas(tmp_path: Path, postgresql: str) -> Iterator[tuple[str, list[Any]]]:
    """The address of nginx, and the two replicas behind it."""
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or missing(
        "nginx", "apt-get install nginx-light"
    )
    told = {"TCO_DATABASE_URL": postgresql, "STREAMLIT_SERVER_COOKIE_SECRET": "the same for both"}
    with ExitStack() as open_now:
        both = []
        for name in ("first", "second"):
            (tmp_path / name).mkdir()
            both.append(open_now.enter_context(serving(tmp_path / name, **told)))
        port, settings = free_port(), (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
        for name, one in zip(("first", "second"), both, strict=True):
            settings = settings.replace(f"server {name}:8501", f"server {one.url.removeprefix('http://')}")
        settings = settings.replace("listen 8080", f"listen 127.0.0.1:{port}").replace("/tmp/", f"{tmp_path}/")
        (tmp_path / "nginx.conf").write_text(settings, encoding="utf-8")
        log = tmp_path / "nginx.log"
        with log.open("w") as output:
            proxy = subprocess.Popen(
                [nginx, "-c", str(tmp_path / "nginx.conf"), "-e", "stderr"], stdout=output, stderr=output
            )
        try:
            wait_until_healthy(f"http://127.0.0.1:{port}", proxy, log)
            yield f"http://127.0.0.1:{port}", both
        finally:
            proxy.terminate()
            proxy.wait(timeout=20)


@LONG
def test_a_visitor_goes_on_with_the_same_work_when_their_replica_is_killed(page: Any, replicas: Any):
    from tests.on_page import box, exact_total, opened, settled, type_into

    address, both = replicas
    opened(page, address)
    type_into(page, box(page, "Resolution when measured (%), exact"), "61")
    page.wait_for_url(re.compile("work="))
    before = exact_total(page)
    serving_now = [one for one in both if one.events("visit began")]
    assert len(serving_now) == 1, "a visitor stays with one replica, websocket, files and all"
    time.sleep(3)  # the draft is written within a second or so
    serving_now[0].process.kill()
    page.reload()
    settled(page)
    page.get_by_text("was restored").first.wait_for(timeout=60_000)
    assert exact_total(page) == before
    assert box(page, "Resolution when measured (%), exact").first.input_value() == "61 %"
    other = next(one for one in both if one is not serving_now[0])
    assert other.events("visit began"), "the other replica took over"
    type_into(page, box(page, "Resolution when measured (%), exact"), "70")
    assert exact_total(page) != before, "and one can go on"


@LONG
def test_what_is_for_those_who_look_after_it_is_not_for_visitors(replicas: Any):
    address, _ = replicas
    for path in ("/health", "/_stcore/metrics"):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(address + path, timeout=20)
