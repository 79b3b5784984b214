"""Saved plans and reports are what their schemas say, every member of them is described, and the
digests of a saved plan are what another implementation computes.

The samples are what the Swift tests render; `HERALD` names the built binary, whose own files for
`campaigns/` are checked like them.
"""

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from test_plan_schema import members, subschemas

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "Tests" / "checkers" / "samples"


def schema(name):
    return json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text())


REGISTRY = Registry().with_resource(
    "plan.schema.json", Resource.from_contents(schema("plan"))
)
PLAN_FILE = Draft202012Validator(schema("plan-file"), registry=REGISTRY)
REPORT = Draft202012Validator(schema("report"), registry=REGISTRY)


def problems(validator, value):
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


def digest(saved):
    """SHA-256 of everything but the digest: no white space, sorted names, UTF-8."""
    rest = {name: value for name, value in saved.items() if name != "digest"}
    text = json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def described():
    for name in ("plan-file", "report"):
        for path, inner in subschemas(schema(name)):
            yield f"{name}{path}", inner


@pytest.mark.parametrize("name", ["plan-file", "report"])
def test_the_schema_is_one(name):
    Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize("path,inner", list(described()), ids=lambda value: str(value)[:70])
def test_every_member_is_described(path, inner):
    alternative = "/oneOf/" in path and ("$ref" in inner or inner.get("type") == "null")
    assert alternative or inner.get("description"), path
    if "properties" in inner:
        assert inner.get("additionalProperties") is False, path


@pytest.mark.parametrize("name", ["saved-showcase", "saved-stopped", "saved-part", "saved-remembered", "saved-forgotten", "saved-skipped"])
def test_a_saved_plan_is_valid_and_its_digest_true(name):
    saved = json.loads((SAMPLES / f"{name}.json").read_text())
    assert problems(PLAN_FILE, saved) == []
    assert digest(saved) == saved["digest"]


def test_a_report_is_valid():
    assert problems(REPORT, json.loads((SAMPLES / "report.json").read_text())) == []


@pytest.mark.parametrize(
    "name,value",
    [("surprise", 1), ("herald_plan_file", 2), ("digest", "abc"), ("made_at", "today")],
)
def test_another_saved_plan_is_not_valid(name, value):
    saved = json.loads((SAMPLES / "saved-showcase.json").read_text())
    assert problems(PLAN_FILE, saved | {name: value})


OPTIONAL = {"former_ids", "file", "commit", "author", "applied_at", "history", "archived_from"}


@pytest.mark.parametrize("sample,validator", [("saved-stopped", PLAN_FILE), ("saved-part", PLAN_FILE), ("report", REPORT)]
)
def test_every_member_is_required(sample, validator):
    whole = json.loads((SAMPLES / f"{sample}.json").read_text())
    for path in members(whole):
        free = "audience" in path or "rule" in path or "campaigns" in path
        if free or ("record" in path and path[-1] in OPTIONAL) or path[0] == "plan":
            continue
        broken = json.loads(json.dumps(whole))
        place = broken
        for step in path[:-1]:
            place = place[step]
        del place[path[-1]]
        assert problems(validator, broken), path


@pytest.mark.skipif("HERALD" not in os.environ, reason="HERALD names the built binary")
def test_the_binary_writes_such_files(tmp_path):
    shutil.copytree(
        ROOT / "campaigns", tmp_path / "campaigns", ignore=shutil.ignore_patterns(".herald")
    )

    def herald(*arguments):
        return subprocess.run(
            [os.environ["HERALD"], *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    planned = herald("plan", "--out", "saved.json")
    assert planned.returncode == 0, planned.stderr
    saved = json.loads((tmp_path / "saved.json").read_text())
    assert problems(PLAN_FILE, saved) == []
    assert digest(saved) == saved["digest"]
    assert len(saved["files"]["campaigns"]) == len(saved["changes"])

    applied = herald("apply", "saved.json", "--report", "report.json")
    assert applied.returncode == 0, applied.stderr
    report = json.loads((tmp_path / "report.json").read_text())
    assert problems(REPORT, report) == []
    assert report["summary"]["applied"] == len(saved["changes"])

    stale = herald("apply", "saved.json", "--report", "report.json")
    assert stale.returncode == 7, stale.stderr
    report = json.loads((tmp_path / "report.json").read_text())
    assert problems(REPORT, report) == []
    assert {mismatch["name"] for mismatch in report["mismatches"]} == {"taken"}
