"""What `import` says as data is what `schemas/import.schema.json` says, and every member of it is
described.

`HERALD` names the built binary, which imports from a sandbox that holds what can be adopted and what
cannot.
"""

import json
import os
import shutil
import subprocess

import pytest
from jsonschema import Draft202012Validator
from test_drift_schema import ROOT, TOKEN, call, schema
from test_plan_schema import subschemas

IMPORT = Draft202012Validator(schema("import"))


def test_the_schema_is_one():
    Draft202012Validator.check_schema(schema("import"))


@pytest.mark.parametrize("path,inner", list(subschemas(schema("import"))), ids=lambda v: str(v)[:60])
def test_every_member_is_described(path, inner):
    assert inner.get("description"), path


@pytest.fixture
def imported(tmp_path):
    """What came of an import from a server with messages of several sorts."""
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
        one = {
            "message_type": "inapp", "format": "chat", "body": "Hello.", "state": "live",
            "from": {"type": "admin", "id": "5001"},
            "to": {"type": "audience", "audience": {"everyone": True}},
        }
        for change in (
            {"name": "Fine"},
            {"name": "Archived", "state": "archived"},
            {"name": "Theirs", "external_id": "shop/theirs"},
            {"name": "Without a zone",
             "schedule": {"send": "once", "starts_at": 1_900_000_000, "time_zone": None}},
        ):
            call(url, "POST", "/messages", one | change)
        result = subprocess.run(
            [os.environ["HERALD"], "import", "--all", "--format", "json"], cwd=tmp_path,
            capture_output=True, text=True, env=dict(os.environ, HERALD_TOKEN=TOKEN))
        assert result.returncode == 0, result.stderr
        yield json.loads(result.stdout)
    finally:
        server.kill()
        server.wait()


def test_an_import_is_what_the_schema_says(imported):
    assert [error.message for error in IMPORT.iter_errors(imported)] == []
    assert "fine" in {message["key"] for message in imported["imported"]}
    reasons = {message["name"]: message["reason"] for message in imported["skipped"]}
    assert reasons["Archived"] == "archived"
    assert reasons["Theirs"] == "looks-like"
    assert reasons["Without a zone"] == "no-time-zone"


def test_a_message_with_dates_and_no_zone_says_what_to_do(imported):
    sentence = next(
        message["message"] for message in imported["skipped"]
        if message["name"] == "Without a zone")
    assert "give it a `schedule.time_zone`" in sentence


def test_what_is_no_import_is_refused(imported):
    imported["skipped"][0]["reason"] = "because"
    assert list(IMPORT.iter_errors(imported))
    assert list(IMPORT.iter_errors({"format_version": 2}))
