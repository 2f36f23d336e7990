"""The dashboard in a process of its own, and what it costs."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bench.dashboard.sessions import memory_of
from tests.case_file import ROOT
from tests.conftest import free_port, wait_until_healthy

PROGRAM = ROOT / "app.py"


@dataclass
class Dashboard:
    """A running server, its log and the events in it."""

    url: str
    process: subprocess.Popen
    log: Path
    told: dict[str, str] = field(default_factory=dict)

    def memory(self) -> float:
        """Megabytes that the process holds."""
        return memory_of(self.process.pid)

    def events(self, name: str = "") -> list[dict[str, Any]]:
        """The events of the log, or those of one name."""
        lines = [line for line in self.log.read_text().splitlines() if line.startswith('{"at"')]
        return [one for line in lines if name in ("", (one := json.loads(line))["event"])]

    def get(self, path: str) -> tuple[int, Any]:
        """Status and answer of a page that speaks JSON."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=20) as said:
                return said.status, json.loads(said.read())
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"null")

    def stop(self, seconds: float = 30) -> tuple[int, float]:
        """Ask it to stop: its exit status, and the seconds it took."""
        begun = time.monotonic()
        self.process.terminate()
        return self.process.wait(timeout=seconds), time.monotonic() - begun


@contextmanager
def serving(folder: Path, *settings: str, program: Path = PROGRAM, **told: str) -> Iterator[Dashboard]:
    """A dashboard with its library in a folder; ``told`` are variables of its environment."""
    port, log = free_port(), folder / f"server-{time.monotonic_ns()}.log"
    command = [sys.executable, "-m", "streamlit", "run", str(program), "--server.headless", "true"]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port), *settings]
    told = {"TCO_DATABASE_URL": f"sqlite:///{folder / 'library.db'}", **told}
    with log.open("w") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **told}, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
    try:
        wait_until_healthy(f"http://127.0.0.1:{port}", process, log)
        yield Dashboard(f"http://127.0.0.1:{port}", process, log, told)
    finally:
        process.terminate()  # what it wrote beside its work goes with it
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
