"""Servers that herald really meets: nginx, proxies, and its own sandbox behind them.

`HERALD` names the built binary. All listen on loopback, on free ports, and are stopped at the end.
"""

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from certificates import Authority, Certificate
from messenger import CHROMIUM, App, World
from sandboxes import serving


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
    with serving(tmp_path, "--db", tmp_path / "sandbox.sqlite") as url:
        yield url


@pytest.fixture
def world(sandbox) -> World:
    """The same, over its API."""
    return World(sandbox)


@pytest.fixture
def app(sandbox):
    """An app of another origin, with the Messenger in it."""
    app = App(sandbox)
    yield app
    app.close()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture
def page(browser):
    """A page in a profile of its own. An error that nobody catches in it fails the test."""
    context = browser.new_context()
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(error.stack or str(error)))
    yield page
    context.close()
    assert errors == []
