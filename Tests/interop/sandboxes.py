"""herald's own sandbox, in a process."""

import subprocess
from contextlib import contextmanager
from pathlib import Path

from processes import stop
from projects import HERALD, TOKEN


@contextmanager
def serving(folder: Path, *arguments):
    """The URL of a sandbox that is stopped behind it."""
    log = folder / "sandbox.log"
    with log.open("w") as errors:
        process = subprocess.Popen(
            [HERALD, "sandbox", "--token", TOKEN, *arguments],
            stdout=subprocess.PIPE, stderr=errors, text=True)
    try:
        line = process.stdout.readline()
        if not line.startswith("listening on "):
            raise RuntimeError(f"the sandbox said {line!r}: {log.read_text()}")
        yield line.removeprefix("listening on ").strip()
    finally:
        stop(process)
        process.stdout.close()
