"""Stats as data are what `schemas/stats.schema.json` says, and every member of it is described.

`HERALD` names the built binary, which applies `campaigns/` to a sandbox and plays visits in it.
"""

import csv
import io
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from test_plan_schema import subschemas

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "schemas" / "stats.schema.json").read_text())
STATS = Draft202012Validator(SCHEMA)


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path,inner", list(subschemas(SCHEMA)), ids=lambda v: str(v)[:60])
def test_every_member_is_described(path, inner):
    assert "/oneOf/" in path or "/anyOf/" in path or "$ref" in inner or inner.get("description"), path


def wilson(count, total):
    """The ends of the 95 % interval, as the roots of the equation that it solves."""
    z = 1.959963984540054
    p = count / total
    a, b, c = 1 + z * z / total, -(2 * p + z * z / total), p * p
    root = max(0, b * b - 4 * a * c) ** 0.5
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


def herald(folder, *arguments):
    result = subprocess.run(
        [os.environ["HERALD"], *arguments], cwd=folder, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return result.stdout


def serve(folder, *arguments):
    """Runs `herald sandbox` until it has done what comes before serving."""
    server = subprocess.Popen(
        [os.environ["HERALD"], "sandbox", "--port", "0", *arguments], cwd=folder,
        stdout=subprocess.PIPE, text=True)
    try:
        for line in server.stdout:
            if line.startswith("simulated" if "--traffic" in arguments else "listening"):
                break
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """A project whose messages have been shown to people who do not exist."""
    folder = tmp_path_factory.mktemp("stats")
    shutil.copytree(ROOT / "campaigns", folder, dirs_exist_ok=True,
                    ignore=shutil.ignore_patterns(".herald"))
    (folder / ".herald").mkdir()
    serve(folder, "--people", "400", "--seed", "7")
    herald(folder, "apply", "--auto-approve")
    serve(folder, "--traffic", "3", "--seed", "7")
    return folder


def test_stats_are_what_the_schema_says(played):
    stats = json.loads(herald(played, "stats", "--format", "json"))
    assert [error.message for error in STATS.iter_errors(stats)] == []
    assert stats["simulated"] == sum(m["totals"]["recipients"] for m in stats["messages"]) > 0


def test_stats_of_one_message_tell_where_its_versions_came_from(played):
    stats = json.loads(herald(played, "stats", "csv-export-launch", "--format", "json"))
    assert [error.message for error in STATS.iter_errors(stats)] == []
    assert [m["key"] for m in stats["messages"]] == ["csv-export-launch"]
    assert stats["messages"][0]["by_version"][0]["revision"] == 1


def test_intervals_are_those_of_wilson(played):
    stats = json.loads(herald(played, "stats", "--format", "json"))
    rated = [m["totals"] for m in stats["messages"] if m["totals"]["engagement"]]
    assert rated
    for totals in rated:
        low, high = wilson(totals["engaged"], totals["recipients"])
        assert abs(totals["engagement"]["low"] - low) < 2e-6
        assert abs(totals["engagement"]["high"] - high) < 2e-6


def test_csv_has_the_same_numbers(played):
    stats = json.loads(herald(played, "stats", "--format", "json"))
    rows = list(csv.DictReader(io.StringIO(herald(played, "stats", "--format", "csv"), newline="")))
    assert [row["key"] for row in rows] == [m["key"] for m in stats["messages"]]
    for row, message in zip(rows, stats["messages"]):
        assert row["verdict"] == message["verdict"]["name"]
        for name in ["recipients", "impressions", "clicks", "engaged", "simulated"]:
            assert int(row[name]) == message["totals"][name]


def test_text_says_that_it_is_simulated(played):
    assert "Simulated: all" in herald(played, "stats")


def test_what_is_not_stats_is_refused(played):
    stats = json.loads(herald(played, "stats", "--format", "json"))
    stats["messages"][0]["totals"]["engagement"] = 0.5
    assert list(STATS.iter_errors(stats))
    assert list(STATS.iter_errors({"format_version": 2}))
