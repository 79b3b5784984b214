"""Servers that herald really meets: nginx, proxies, and its own sandbox behind them.

`HERALD` names the built binary. All listen on loopback, on free ports, and are stopped at the end.
"""

import subprocess
from pathlib import Path

import pytest

from certificates import Authority, Certificate
from processes import stop
from projects import HERALD, TOKEN


@pytest.fixture(scope="session")
def authority(tmp_path_factory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def loopback(authority) -> Certificate:
    """A certificate for this machine."""
    return authority.certificate("DNS:localhost", "IP:127.0.0.1")


@pytest.fixture(scope="session")
def acme(authority) -> Certificate:
    """A certificate for a host that only a proxy knows."""
    return authority.certificate("DNS:messages.acme.test")


@pytest.fixture
def sandbox(tmp_path: Path):
    """The URL of an empty workspace."""
    log = tmp_path / "sandbox.log"
    with log.open("w") as errors:
        process = subprocess.Popen(
            [HERALD, "sandbox", "--db", tmp_path / "sandbox.sqlite", "--token", TOKEN],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    line = process.stdout.readline()
    if not line.startswith("listening on "):
        stop(process)
        raise RuntimeError(f"the sandbox said {line!r}: {log.read_text()}")
    yield line.removeprefix("listening on ").strip()
    stop(process)
    process.stdout.close()
