"""Pictures of every screen for ``docs/screens/``: light and dark, a laptop, a projector and a tablet.

    python -m tests.screens                  every picture, as `make screens` does
    python -m tests.screens risk explain     those of some screens

The dashboard runs in a process of its own with a library of its own, in which a scenario has two saved versions.
"""

import argparse
import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from dashboard.library import library_of
from tcomodel import compare, load_card, load_scenario, scenario_from
from tcomodel.readers.scenario_file import standalone
from tests.chrome import CHROMIUM_ARGS
from tests.conftest import ROOT, free_port, wait_until_healthy

SCREENS = ROOT / "docs" / "screens"
IN_THE_README = ROOT / "docs" / "compare.png"  # the upper end of the picture of Compare
EXAMPLE = ROOT / "data" / "scenarios" / "example.yaml"
SECONDS = 1000
COLOURS = 96  # of a picture: text and flat areas need few, charts some; a folder of pictures stays small
TALLEST = 8000  # pixels; what is longer is cut
NOT_RUNNING = "document.querySelector('[data-test-script-state=notRunning]') !== null"
NO_SKELETON = "document.querySelector('[data-testid=stSkeleton]') === null"
DRAWN = "[...document.querySelectorAll('.tco-chart')].every(one => one.querySelector('.main-svg'))"
HEIGHT = "Math.max(...[...document.querySelectorAll('.stMain, .stSidebar')].map(one => Math.max(one.scrollHeight, ...\
[...one.children].map(child => child.scrollHeight))))"


class Device(NamedTuple):
    """A window to look through: ``touch`` for one that is used with a finger."""

    name: str
    width: int
    height: int
    touch: bool = False


DEVICES = (Device("1280", 1280, 800), Device("2560", 2560, 1440), Device("tablet", 820, 1180, touch=True))
LAPTOP = DEVICES[:1]
SCHEMES = ("light", "dark")


class Shot(NamedTuple):
    """A picture: the address of its screen, what it shows, what is done before it is taken."""

    path: str
    title: str
    before: Callable[[Page], None] = lambda page: None
    devices: tuple[Device, ...] = DEVICES


def _open(*folders: str) -> Callable[[Page], None]:
    def before(page: Page) -> None:
        for folder in folders:
            page.locator("summary", has_text=folder).first.click()
        expect(page.get_by_test_id("stExpanderDetails").get_by_role("table").first).to_be_visible(timeout=60 * SECONDS)

    return before


def _reserved(page: Page) -> None:
    """What could change the answer is worked out after a pause."""
    expect(page.get_by_text("is worked out when you pause")).to_have_count(0, timeout=60 * SECONDS)


def _part(name: str) -> Callable[[Page], None]:
    def before(page: Page) -> None:
        page.get_by_role("radio", name=name, exact=True).or_(page.get_by_role("button", name=name, exact=True)).click()
        expect(page.get_by_test_id("stMain").locator("h3").first).to_be_visible()

    return before


def _simulated(page: Page) -> None:
    expect(page.get_by_text("every option in the same futures")).to_be_visible(timeout=60 * SECONDS)


SHOTS = {
    "compare": Shot("", "Compare: the answer, its figures, charts and table", _reserved),
    "programme": Shot("programme", "Programme: volume, channels, seasons"),
    "options": Shot("options", "Options: pricing, location and contract of each"),
    "rates": Shot("rates", "Rate cards: prices with source, date and range"),
    "risk": Shot("risk", "Risk, after the simulation", _simulated),
    "negotiate": Shot("negotiate", "Negotiate: what each lever would have to be"),
    "negotiate-break-even": Shot("negotiate", "Negotiate: where the order turns", _part("Break-even"), LAPTOP),
    "negotiate-map": Shot("negotiate", "Negotiate: which option costs least where", _part("Crossover map"), LAPTOP),
    "negotiate-clauses": Shot("negotiate", "Negotiate: what each clause is worth", _part("Clauses"), LAPTOP),
    "negotiate-commitment": Shot("negotiate", "Negotiate: the commitment to give", _part("Commitment"), LAPTOP),
    "negotiate-should-cost": Shot("negotiate", "Negotiate: the vendor's margin", _part("Should-cost"), LAPTOP),
    "negotiate-claims": Shot("negotiate", "Negotiate: savings that are claimed", _part("Claims"), LAPTOP),
    "explain": Shot("explain?line=seats_manila.total_cost&month=14", "Explain: one figure, down to its sources"),
    "scenarios": Shot("scenarios", "Scenarios: one with two saved versions"),
    "files": Shot("files", "Export: workbook, memo and the way back"),
    "start": Shot("start", "Start: a few questions to a first answer"),
    "method": Shot("method", "Method: how the numbers are made", _open("Hours of work become agents")),
}


# ---------------------------------------------------------------- taking them


def take(names: Sequence[str], folder: Path = SCREENS) -> list[Path]:
    """Take the pictures of these shots; gives their files."""
    folder.mkdir(parents=True, exist_ok=True)
    with _dashboard() as url, sync_playwright() as playwright:
        chrome = playwright.chromium.launch(
            executable_path=os.environ.get("CHROME", "/usr/bin/chromium"), args=CHROMIUM_ARGS
        )
        found = [path for name in names for path in _pictures(chrome, url, name, folder)]
        chrome.close()
    return found


def _pictures(chrome: Browser, url: str, name: str, folder: Path) -> Iterator[Path]:
    shot = SHOTS[name]
    for device, scheme in product(shot.devices, SCHEMES):
        context = chrome.new_context(
            viewport={"width": device.width, "height": device.height}, has_touch=device.touch,
            is_mobile=device.touch, color_scheme=scheme, reduced_motion="reduce", locale="en-GB",
            timezone_id="Europe/London",
        )  # fmt: skip
        page = context.new_page()
        page.goto(f"{url}/{shot.path}")
        _settled(page)
        shot.before(page)
        path = folder / file_name(name, device, scheme)
        _save(_picture(page, device), path)
        sys.stdout.write(f"{path.name}: {path.stat().st_size // 1000:,} kB\n")
        yield path
        context.close()


def _picture(page: Page, device: Device) -> bytes:
    """The whole page, however long, as it is once nothing moves any more."""
    _settled(page)
    before = 0
    while (tall := min(max(int(page.evaluate(HEIGHT)), device.height), TALLEST)) > before:
        page.set_viewport_size({"width": device.width, "height": tall})
        page.mouse.move(0, 0)
        _settled(page)
        page.wait_for_function(DRAWN, timeout=60 * SECONDS)
        picture, before = _still(page), tall  # what is drawn only when it comes into sight makes the page longer
    return picture


def _still(page: Page) -> bytes:
    """The picture that stays the same from one look to the next."""
    before = page.screenshot()
    for _ in range(20):
        page.wait_for_timeout(400)
        now = page.screenshot()
        if now == before:
            break
        before = now
    return before


def _settled(page: Page) -> None:
    expect(page.get_by_test_id("stMain").locator("h1, h2").first).to_be_visible(timeout=60 * SECONDS)
    for condition in (NOT_RUNNING, NO_SKELETON):
        page.wait_for_function(condition, timeout=60 * SECONDS)


def _save(picture: bytes, path: Path) -> None:
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS).save(path, optimize=True)


def _cut_for_the_readme() -> None:
    """The first thousand rows: the answer, its figures and the first charts."""
    with Image.open(SCREENS / file_name("compare", DEVICES[0], SCHEMES[0])) as whole:
        whole.crop((0, 0, whole.width, min(1000, whole.height))).save(IN_THE_README, optimize=True)


def file_name(name: str, device: Device, scheme: str) -> str:
    """``risk-1280-dark.png``."""
    return f"{name}-{device.name}-{scheme}.png"


# ---------------------------------------------------------------- a dashboard to look at


@contextmanager
def _dashboard() -> Iterator[str]:
    """A dashboard of its own with a scenario in its library; gives its address."""
    with tempfile.TemporaryDirectory() as folder:
        library = f"sqlite:///{folder}/library.db"
        _save_versions(library)
        port, log = free_port(), Path(folder) / "server.log"
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
        command += ["--server.address", "127.0.0.1", "--server.port", str(port)]
        environment = os.environ | {"TCO_DATABASE_URL": library}
        with log.open("w") as output:
            process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
        try:
            url = f"http://127.0.0.1:{port}"
            wait_until_healthy(url, process, log)
            yield url
        finally:
            process.terminate()
            process.wait(timeout=10)


def _save_versions(library: str) -> None:
    """The example, and a second version of it after a round of talks."""
    card = load_card(ROOT / "data" / "rates.yaml")
    first = load_scenario(EXAMPLE)
    shelf = library_of(library)
    saved = shelf.save("", "Support 2027", standalone(compare(first, card)), "First offers")
    data: dict[str, Any] = dict(first.data) | {"staffing": first.data["staffing"] | {"occupancy": "84%"}}
    second = compare(scenario_from(data, EXAMPLE.parent), card)
    shelf.add_version("", saved.scenario_id, standalone(second), "Occupancy as agreed with operations")
    shelf.close()


# ---------------------------------------------------------------- the overview


def overview() -> str:
    """``docs/screens/README.md``: each screen once as a picture, the others as links."""
    parts = [
        "# The screens",
        "Written by `make screens`, which starts the dashboard and takes these pictures in Chromium. The example is "
        "open; widths are those of the window in pixels, the tablet's is 820.",
    ]
    for name, shot in SHOTS.items():
        links = [f"[{d.name} {scheme}]({file_name(name, d, scheme)})" for d, scheme in product(shot.devices, SCHEMES)]
        first = file_name(name, shot.devices[0], SCHEMES[0])
        parts += [f"## {shot.title}", f"![{shot.title}]({first})", " · ".join(links)]
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Take what is asked for, and write the overview."""
    parser = argparse.ArgumentParser(prog="python -m tests.screens", description="Take pictures of the screens.")
    parser.add_argument("names", nargs="*", help="which; all when none is named", metavar="SCREEN")
    names = parser.parse_args().names or list(SHOTS)
    if unknown := [name for name in names if name not in SHOTS]:
        parser.error(f"no screen is called {', '.join(unknown)}; there are {', '.join(SHOTS)}")
    take(names)
    if "compare" in names:
        _cut_for_the_readme()
    (SCREENS / "README.md").write_text(overview(), encoding="utf-8")


if __name__ == "__main__":
    main()
