import pytest

from described import Sandbox


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory):
    sandbox = Sandbox(str(tmp_path_factory.mktemp("sandbox") / "test.sqlite"))
    yield sandbox
    sandbox.stop()


@pytest.fixture
def fresh(tmp_path):
    sandbox = Sandbox(str(tmp_path / "test.sqlite"))
    yield sandbox
    sandbox.stop()
