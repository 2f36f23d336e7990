"""A PostgreSQL server that a test has for itself, to kill it and start it again, with fsync as it comes."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from tests.conftest import as_ordinary_user, postgresql_programs

SECONDS = 120
EVERYBODYS = ("-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")


class OwnPostgresql:
    """The server in a folder of its own; ``kill`` ends its first process, which has no time to tell the others."""

    def __init__(self) -> None:
        self.programs = postgresql_programs()
        self.folder = Path(tempfile.mkdtemp(prefix="pg"))  # the path of a socket has at most 107 characters
        self.user = as_ordinary_user(self.folder)
        self.url = f"postgresql://tests@/postgres?host={self.folder}"
        assert self.run("initdb", "-D", str(self.folder / "data"), *EVERYBODYS) == 0
        self.start()

    def start(self) -> None:
        """Start it; the processes of one that was killed may need a moment to notice."""
        end = time.monotonic() + SECONDS
        options = f"-c listen_addresses= -c unix_socket_directories={self.folder}"
        data, log = str(self.folder / "data"), str(self.folder / "server.log")
        while self.run("pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start"):
            assert time.monotonic() < end, (self.folder / "server.log").read_text()[-3000:]
            time.sleep(0.2)

    def kill(self) -> None:
        os.kill(int((self.folder / "data" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)

    def stop(self) -> None:
        """Stop it and take its folder away."""
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, program: str, *words: str) -> int:
        """The exit code of one of PostgreSQL's programs; a server it starts keeps no pipe of ours open."""
        command = [*self.user, str(self.programs / program), *words]
        done = subprocess.run(
            command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=SECONDS, check=False
        )
        return done.returncode
