"""Plans as data are what `schemas/plan.schema.json` says, and every member of it is described.

The samples are what the Swift tests render; `HERALD` names the built binary, whose own plan of
`campaigns/` is checked like them.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted((ROOT / "Tests" / "checkers" / "samples").glob("plan-*.json"))
SCHEMA = json.loads((ROOT / "schemas" / "plan.schema.json").read_text())
VALIDATOR = Draft202012Validator(SCHEMA)


def problems(plan):
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(plan)]


def subschemas(schema, path="#"):
    """Every schema of a member, an element or a definition, with where it is."""
    for name in ("properties", "$defs"):
        for member, inner in schema.get(name, {}).items():
            yield f"{path}/{name}/{member}", inner
            yield from subschemas(inner, f"{path}/{name}/{member}")
    if isinstance(schema.get("items"), dict):
        yield from subschemas(schema["items"], f"{path}/items")
    for name in ("oneOf", "anyOf"):
        for index, inner in enumerate(schema.get(name, [])):
            yield from subschemas(inner, f"{path}/{name}/{index}")


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path,schema", subschemas(SCHEMA), ids=lambda value: str(value)[:60])
def test_every_member_is_described(path, schema):
    assert schema.get("description"), path
    if "properties" in schema:
        assert schema.get("additionalProperties") is False, path


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_sample_is_valid(sample):
    assert problems(json.loads(sample.read_text())) == []


def test_there_are_samples():
    assert len(SAMPLES) == 9


@pytest.mark.parametrize(
    "name,value",
    [("surprise", 1), ("format_version", 2), ("changes", {}), ("project", None), ("stops", ["no"])],
)
def test_another_plan_is_not_valid(name, value):
    plan = json.loads(SAMPLES[0].read_text())
    assert problems(plan | {name: value})


def members(value, prefix=()):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield (*prefix, name)
            yield from members(inner, (*prefix, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from members(inner, (*prefix, index))


def test_every_member_of_a_plan_is_required_but_those_of_rules_and_replies():
    plan = json.loads(SAMPLES[0].read_text())
    for path in members(plan):
        in_value = "fields" in path and ("before" in path[:-1] or "after" in path[:-1])
        if "audience" in path or "replies" in path or in_value:
            continue
        broken = json.loads(json.dumps(plan))
        place = broken
        for step in path[:-1]:
            place = place[step]
        del place[path[-1]]
        assert problems(broken), path


@pytest.mark.skipif("HERALD" not in os.environ, reason="HERALD names the built binary")
def test_the_binary_prints_such_a_plan(tmp_path):
    shutil.copytree(
        ROOT / "campaigns", tmp_path / "campaigns", ignore=shutil.ignore_patterns(".herald")
    )
    run = subprocess.run(
        [os.environ["HERALD"], "plan", "-C", str(tmp_path), "--format", "json"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    plan = json.loads(run.stdout)
    assert problems(plan) == []
    assert plan["changes"], "a new sandbox holds nothing yet"
