"""The dashboard in Chromium while the disk of its library is full: it says so, goes on, and keeps the work once it can.

It takes a server and a browser of its own, so it runs in the long form (``TCO_KILLS=100``).
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import ROOT, free_port, wait_until_healthy
from tests.on_page import MINUTE, exact_total, lever, opened, press, settled, type_into
from tests.small_disk import SmallDisk, small_disk

VOLUME = "Volume, voice (contacts a month)"
pytestmark = pytest.mark.skipif("TCO_KILLS" not in os.environ, reason="TCO_KILLS=100 fills a dashboard's disk, too")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """An empty disk of a megabyte."""
    with small_disk(tmp_path / "disk") as made:
        yield made


@pytest.fixture
def url(disk: SmallDisk, tmp_path: Path) -> Iterator[str]:
    """A running dashboard with its library on that disk."""
    port, log = free_port(), tmp_path / "server.log"
    words = ("-m", "streamlit", "run", "app.py", "--server.headless", "true", "--server.address", "127.0.0.1")
    library = f"sqlite:///{disk.folder / 'library.db'}"
    with log.open("w") as output, subprocess.Popen(
        disk.command(sys.executable, *words, "--server.port", port), cwd=ROOT, stdin=subprocess.DEVNULL,
        stdout=output, stderr=output, env={**os.environ, "TCO_DATABASE_URL": library},
    ) as process:  # fmt: skip
        try:
            wait_until_healthy(f"http://127.0.0.1:{port}", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()


def test_a_full_disk_is_said_and_the_work_is_kept_when_there_is_room(page: Page, url: str, disk: SmallDisk):
    expect.set_options(timeout=MINUTE)
    not_kept = page.get_by_test_id("stAlert").filter(has_text="Your changes are not being kept")
    opened(page, url)
    type_into(page, lever(page, VOLUME), "44,000")
    expect(page).to_have_url(re.compile(r"\?work="))
    disk.fill()
    for volume in ("30,000", "31,000", "32,000"):  # a database has some room of its own
        type_into(page, lever(page, VOLUME), volume)
    total = exact_total(page)
    page.wait_for_timeout(3_000)  # a draft is written a second after its change
    type_into(page, lever(page, VOLUME), "33,000")
    expect(not_kept).to_be_visible()
    expect(not_kept).to_contain_text("the disk is full; make room on it")
    assert exact_total(page) != total, "figures go on"
    total = exact_total(page)

    save(page)
    expect(page.get_by_text("the disk is full; make room on it").first).to_be_visible()
    disk.make_room()
    page.wait_for_timeout(6_000)  # it is tried again after five seconds
    save(page)
    expect(page.get_by_text("version 1").first).to_be_visible()
    page.get_by_role("link", name="Compare", exact=True).first.click()
    settled(page)
    expect(not_kept).to_have_count(0)
    page.wait_for_timeout(3_000)
    page.reload()
    expect(page.get_by_text("was restored")).to_be_visible()
    assert exact_total(page) == total


def save(page: Page) -> None:
    """Save what is open on the page of scenarios."""
    page.get_by_role("link", name="Scenarios", exact=True).first.click()
    press(page, "Save")
    settled(page)
