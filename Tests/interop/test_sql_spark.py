"""What herald writes for Spark lists whom evaluation matches."""

import pytest
from pyspark.sql import SparkSession
from pyspark.sql.types import (
    BooleanType,
    DoubleType,
    IntegerType,
    StringType,
    StructField,
    StructType,
    TimestampType,
)

from sql_cases import World, differences, shown, worlds

TYPES = {
    "id": IntegerType(),
    "text": StringType(),
    "number": DoubleType(),
    "boolean": BooleanType(),
    "date": TimestampType(),
}


@pytest.fixture(scope="module")
def spark(tmp_path_factory):
    started = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "1")
        # The tables are tiny: what makes large ones fast takes most of the time here.
        .config("spark.sql.adaptive.enabled", "false")
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .config("spark.sql.session.timeZone", "Asia/Kathmandu")
        .config("spark.sql.warehouse.dir", str(tmp_path_factory.mktemp("warehouse")))
        .getOrCreate()
    )
    yield started
    started.stop()


def load(spark: SparkSession, world: World):
    for table, columns in world.columns.items():
        shape = StructType([StructField(name, TYPES[kind]) for name, kind in columns])
        frame = spark.createDataFrame(world.rows[table], shape).coalesce(1)
        frame.createOrReplaceTempView(table)


# A statement takes a second: two worlds are asked, where the other engines are asked all of them.
@pytest.mark.parametrize("world", worlds()[:2], ids=lambda world: f"seed {world.seed}")
def test_spark_lists_whom_evaluation_matches(world: World, spark: SparkSession):
    load(spark, world)
    found = differences(
        world,
        "spark",
        lambda statement: [row[0] for row in spark.sql(statement).collect()],
    )
    assert not found, shown(found, world)
