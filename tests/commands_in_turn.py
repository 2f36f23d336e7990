"""Run commands of the command line in turn, each in a process of its own that has everything loaded already.

Reads lists of words as JSON, writes for each [exit code, what it printed, what it said on the error channel].
"""

import json
import os
import sys

from tcomodel.__main__ import main


def ended(words: list[str]) -> tuple[int, str, str]:
    """One command in a copy of this process, whose channels are files in memory: the disk may be full."""
    channels = [os.memfd_create(name) for name in ("printed", "said")]
    process = os.fork()
    if process == 0:
        for number, file in enumerate(channels, 1):
            os.dup2(file, number)
        code = 70  # of a command that raises, with its traceback among what it said
        try:
            code = main(words)
        except SystemExit as wrong:  # argparse, for wrong usage
            code = int(wrong.code or 0)
        except BaseException:
            sys.excepthook(*sys.exc_info())
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    _, status = os.waitpid(process, 0)
    return os.waitstatus_to_exitcode(status), *map(content, channels)


def content(file: int) -> str:
    """What a file in memory holds; it is gone then."""
    with os.fdopen(file, encoding="utf-8") as opened:
        opened.seek(0)
        return opened.read()


if __name__ == "__main__":
    found = [ended(words) for words in json.load(sys.stdin)]
    sys.stdout.write(json.dumps(found))
