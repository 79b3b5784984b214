"""What herald writes for PostgreSQL lists whom evaluation matches."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg
import pytest

from processes import stop
from sql_cases import World, differences, shown, worlds

TYPES = {
    "id": "integer",
    "text": "text",
    "number": "double precision",
    "boolean": "boolean",
}


def program(name: str) -> str:
    """Debian keeps them outside of the path, by version."""
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = str(installed[-1]) if installed else shutil.which(name)
    assert found, f"{name} is missing: run .ci/setup interop"
    return found


@pytest.fixture(scope="module")
def server():
    """The connection string of a server that listens on a socket in a folder of its own."""
    # It refuses to run as root.
    user = "postgres" if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="herald-") as folder:
        if user:
            shutil.chown(folder, user)
        data = f"{folder}/data"
        subprocess.run(
            [program("initdb"), "-D", data, "-U", "herald", "-E", "UTF8", "--locale=C.UTF-8"],
            check=True, user=user, cwd=folder, capture_output=True,
        )
        process = subprocess.Popen(
            [
                program("postgres"), "-D", data, "-k", folder,
                "-c", "listen_addresses=", "-c", "fsync=off", "-c", "timezone=Asia/Kathmandu",
            ],
            user=user, cwd=folder, stderr=subprocess.PIPE, text=True,
        )
        try:
            for line in process.stderr:
                if "ready to accept connections" in line:
                    break
            yield f"host={folder} user=herald dbname=postgres"
        finally:
            stop(process)
            process.stderr.close()


def load(connection: psycopg.Connection, world: World, dates: str):
    for table, columns in world.columns.items():
        written = ", ".join(
            '"{}" {}'.format(name.replace('"', '""'), TYPES.get(kind, dates))
            for name, kind in columns
        )
        connection.execute(f"CREATE TEMPORARY TABLE {table} ({written})")
        with connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:
            for row in world.rows[table]:
                copy.write_row([utc(value, dates) for value in row])


def utc(value, dates: str):
    is_naive = dates == "timestamp" and hasattr(value, "tzinfo")
    return value.replace(tzinfo=None) if is_naive else value


@pytest.mark.parametrize(
    "dates, backslashes", [("timestamptz", "on"), ("timestamp", "off")]
)
@pytest.mark.parametrize("world", worlds(), ids=lambda world: f"seed {world.seed}")
def test_postgres_lists_whom_evaluation_matches(
    world: World, dates: str, backslashes: str, server: str
):
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"SET standard_conforming_strings = {backslashes}")
        load(connection, world, dates)
        found = differences(
            world,
            "postgres",
            lambda statement: [row[0] for row in connection.execute(statement).fetchall()],
        )
    assert not found, shown(found, world)
