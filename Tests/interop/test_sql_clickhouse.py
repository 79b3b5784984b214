"""What herald writes for ClickHouse lists whom evaluation matches."""

import json

import pytest
from chdb import session

from sql_cases import World, differences, shown, worlds

TYPES = {
    "id": "UInt32",
    "text": "Nullable(String)",
    "number": "Nullable(Float64)",
    "boolean": "Nullable(Bool)",
    "date": "Nullable(DateTime64(0, 'Asia/Kathmandu'))",
}


@pytest.fixture(scope="module")
def engine():
    opened = session.Session()
    yield opened
    opened.close()


def load(engine: session.Session, world: World):
    engine.query(f"CREATE DATABASE seed_{world.seed} ENGINE = Memory")
    engine.query(f"USE seed_{world.seed}")
    for table, columns in world.columns.items():
        written = ", ".join(
            "`{}` {}".format(name.replace("`", "\\`"), TYPES[kind]) for name, kind in columns
        )
        engine.query(f"CREATE TABLE {table} ({written}) ENGINE = Memory")
        names = [name for name, _ in columns]
        rows = "\n".join(
            json.dumps({name: plain(value) for name, value in zip(names, row)})
            for row in world.rows[table]
        )
        engine.query(
            f"INSERT INTO {table} SETTINGS precise_float_parsing = 1 FORMAT JSONEachRow\n{rows}"
        )


def plain(value):
    return int(value.timestamp()) if hasattr(value, "timestamp") else value


@pytest.mark.parametrize("world", worlds(), ids=lambda world: f"seed {world.seed}")
def test_clickhouse_lists_whom_evaluation_matches(world: World, engine):
    load(engine, world)
    found = differences(
        world,
        "clickhouse",
        lambda statement: [int(line) for line in str(engine.query(statement, "TSV")).split()],
    )
    assert not found, shown(found, world)
