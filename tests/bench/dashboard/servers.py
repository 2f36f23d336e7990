"""Streamlit applications, each in a process of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parent.parent.parent.parent
LONGEST = 60.0  # seconds until it answers


@dataclass(frozen=True)
class Server:
    address: str
    process: int


@contextmanager
def serving(application: Path, folder: Path, *settings: str, **told: str) -> Iterator[Server]:
    """Run an application with the settings beside it and these; what it keeps goes into a folder.

    ``told`` are variables of its environment. Raises RuntimeError when it does not answer.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(application), "--server.headless", "true"]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port), *settings]
    kept = {"TCO_DATABASE_URL": f"sqlite:///{folder / 'library.db'}"}
    with (folder / f"{application.stem}.log").open("w") as log:
        process = subprocess.Popen(
            command,
            cwd=application.parent,
            env={**os.environ, **kept, **told},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address, process)
            yield Server(address, process.pid)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait(address: str, process: subprocess.Popen) -> None:
    end = time.monotonic() + LONGEST
    while process.poll() is None and time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"the application did not answer at {address}")
