"""What herald writes for DuckDB lists whom evaluation matches."""

import duckdb
import pytest

from sql_cases import World, differences, shown, worlds

TYPES = {"id": "INTEGER", "text": "VARCHAR", "number": "DOUBLE", "boolean": "BOOLEAN"}


def load(world: World, dates: str) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    # A zone that is not UTC, so that a time read in the session's zone is seen.
    connection.execute("SET TimeZone = 'Asia/Kathmandu'")
    for table, columns in world.columns.items():
        written = ", ".join(
            '"{}" {}'.format(name.replace('"', '""'), TYPES.get(kind, dates))
            for name, kind in columns
        )
        connection.execute(f"CREATE TABLE {table} ({written})")
        marks = ", ".join("?" for _ in columns)
        rows = world.rows[table]
        if dates == "TIMESTAMP":
            rows = [tuple(naive(value) for value in row) for row in rows]
        if rows:
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
    return connection


def naive(value):
    return value.replace(tzinfo=None) if hasattr(value, "tzinfo") else value


@pytest.mark.parametrize("dates", ["TIMESTAMP", "TIMESTAMPTZ"])
@pytest.mark.parametrize("world", worlds(), ids=lambda world: f"seed {world.seed}")
def test_duckdb_lists_whom_evaluation_matches(world: World, dates: str):
    with load(world, dates) as connection:
        found = differences(
            world,
            "duckdb",
            lambda statement: [row[0] for row in connection.execute(statement).fetchall()],
        )
    assert not found, shown(found, world)
