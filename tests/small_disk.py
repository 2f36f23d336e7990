"""A disk of one megabyte, to be filled: a file system in memory that only the programs we start in it see.

    with small_disk(tmp_path / "disk") as disk:
        disk.fill()
        done = disk.run(sys.executable, "-m", "tcomodel", ..., "--csv", disk.folder / "months.csv")

It is mounted in a name space of its own, for which Linux asks no rights of an administrator in most places, and goes
with the process that holds it, whatever happens to the tests.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import ROOT, missing

SECONDS, PATIENCE = 300, 10
MOUNT = 'mount -t tmpfs -o size=1m tmpfs "$0" && echo mounted && exec cat'  # until its input ends


class SmallDisk:
    """``folder`` is its name for programs run in it, ``seen`` the same for us."""

    def __init__(self, folder: Path, process: int) -> None:
        self.folder = folder
        self.seen = Path(f"/proc/{process}/root{folder}")
        self._enter = ["nsenter", f"--target={process}", "--mount", f"--wd={ROOT}"]
        if os.geteuid() != 0:
            self._enter += ["--user", "--preserve-credentials"]

    def run(self, *words: object, **settings: str) -> subprocess.CompletedProcess[str]:
        """A program that sees the disk."""
        return subprocess.run(
            [*self._enter, *map(str, words)], capture_output=True, encoding="utf-8", timeout=SECONDS, check=False,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", **settings},
        )  # fmt: skip

    def command(self, *words: object) -> list[str]:
        """What to start so that it sees the disk."""
        return [*self._enter, *map(str, words)]

    def fill(self, leave: int = 0) -> None:
        """Fill it up but for so many bytes."""
        self.make_room()
        free = os.statvfs(self.seen).f_bavail * os.statvfs(self.seen).f_frsize
        (self.seen / "filling").write_bytes(b"\0" * max(0, free - leave))

    def make_room(self) -> None:
        (self.seen / "filling").unlink(missing_ok=True)

    def read_only(self) -> None:
        """Nothing may be written any more; what is open for writing may take a moment to be closed."""
        end = time.monotonic() + PATIENCE
        while (done := self.run("mount", "-o", "remount,ro", self.folder)).returncode and time.monotonic() < end:
            time.sleep(0.1)
        assert done.returncode == 0, done.stderr


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk]:
    """The disk in an empty folder, as long as it is used."""
    if shutil.which("unshare") is None or shutil.which("nsenter") is None:
        missing("A disk to be filled (unshare, nsenter)", "apt-get install util-linux, or make test")
    folder.mkdir()
    of_our_own = [] if os.geteuid() == 0 else ["--map-root-user"]
    command = ["unshare", "--mount", *of_our_own, "sh", "-c", MOUNT, str(folder)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as holder:
        try:
            if holder.stdout.readline() != "mounted\n":
                missing("A disk to be filled", f"this machine lets nobody mount one: {holder.stderr.read().strip()}")
            yield SmallDisk(folder, holder.pid)
        finally:
            holder.kill()
