"""Drift as data is what `schemas/drift.schema.json` says, and every member of it is described.

`HERALD` names the built binary, which applies `campaigns/` to a sandbox in which messages are then
changed by hand.
"""

import json
import os
import shutil
import subprocess
import urllib.request
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from test_plan_schema import subschemas

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "test-token"


def schema(name):
    return json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text())


DRIFT = Draft202012Validator(
    schema("drift"),
    registry=Registry().with_resource("plan.schema.json", Resource.from_contents(schema("plan"))),
)


def test_the_schema_is_one():
    Draft202012Validator.check_schema(schema("drift"))


@pytest.mark.parametrize("path,inner", list(subschemas(schema("drift"))), ids=lambda v: str(v)[:60])
def test_every_member_is_described(path, inner):
    assert "/anyOf/" in path or "$ref" in inner or inner.get("description"), path


def herald(folder, *arguments):
    result = subprocess.run(
        [os.environ["HERALD"], *arguments], cwd=folder, capture_output=True, text=True,
        env=dict(os.environ, HERALD_TOKEN=TOKEN))
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.fixture
def changed(tmp_path):
    """A project applied to a server on which three messages were changed by hand."""
    shutil.copytree(
        ROOT / "campaigns", tmp_path / "campaigns", ignore=shutil.ignore_patterns(".herald"))
    server = subprocess.Popen(
        [os.environ["HERALD"], "sandbox", "--port", "0", "--db", str(tmp_path / "db.sqlite"),
         "--token", TOKEN], stdout=subprocess.PIPE, text=True)
    url = server.stdout.readline().split()[-1]
    file = tmp_path / "campaigns" / "herald.yaml"
    file.write_text(file.read_text().replace(
        "remote: sandbox", f"remote: messages\n    url: {url}\n    token_env: HERALD_TOKEN", 1))
    try:
        herald(tmp_path, "apply", "--auto-approve")
        for key, change in {
            "csv-export-launch": {"body": "By hand.", "tags": []},
            "export-tip": {"state": "paused"},
            "scheduled-exports": {"goal": None},
        }.items():
            edit(url, key, change)
        yield tmp_path
    finally:
        server.kill()
        server.wait()


def edit(url, key, change):
    held = call(url, "GET", f"/messages?external_id_prefix=acme-growth/{key}")["data"][0]
    call(url, "PUT", f"/messages/{held['id']}", held | change)


def call(url, method, path, body=None):
    request = urllib.request.Request(
        url + path, method=method, data=body and json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json",
                 "If-Match": "*"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def test_drift_is_what_the_schema_says(changed):
    drift = json.loads(herald(changed, "plan", "--refresh-only", "--format", "json"))
    assert [error.message for error in DRIFT.iter_errors(drift)] == []
    names = {message["key"]: [field["name"] for field in message["fields"]]
             for message in drift["messages"]}
    assert names == {
        "csv-export-launch": ["copy.body", "tags"], "export-tip": ["status"],
        "scheduled-exports": ["goal.event", "goal.within"],
    }


def test_what_is_not_drift_is_refused(changed):
    drift = json.loads(herald(changed, "plan", "--refresh-only", "--format", "json"))
    drift["messages"][0]["fields"] = []
    assert list(DRIFT.iter_errors(drift))
    assert list(DRIFT.iter_errors({"format_version": 2}))
