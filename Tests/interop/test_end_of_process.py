"""A process that ends frees what its libraries hold: by then no thread of them may be at work."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from projects import Project, succeeded

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="preloads a library")


@pytest.fixture(scope="session")
def slow_ends(tmp_path_factory) -> Path:
    """A library with which threads take a moment to end, and the process tells of those that do."""
    library = tmp_path_factory.mktemp("ends") / "ends.so"
    source = Path(__file__).with_name("ends.c")
    subprocess.run(["clang", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    return library


@pytest.mark.parametrize("command", ["plan", "apply", "stats"])
def test_no_connection_is_left_when_the_process_ends(tmp_path, sandbox, slow_ends, command):
    project = Project(tmp_path / "project", sandbox)
    succeeded(project.apply())
    project.write("campaign-0", "Hello again.")
    arguments = ["apply", "--auto-approve"] if command == "apply" else [command]
    done = project.herald(*arguments, LD_PRELOAD=str(slow_ends))
    succeeded(done)
    told = re.search(r"threads that ended: (\d+), still ending: (\d+)\n", done.stderr)
    assert told and int(told[1]) >= 1 and int(told[2]) == 0, done.stderr
