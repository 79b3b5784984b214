"""What `herald handover` prints as data is what `schemas/handover.schema.json` says.

`HERALD` names the built binary, which is asked for every campaign of `campaigns/`.
"""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from test_plan_schema import subschemas

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "schemas" / "handover.schema.json").read_text())
VALIDATOR = Draft202012Validator(SCHEMA)
DOCUMENTS = [
    document
    for path in (ROOT / "campaigns").rglob("*.yaml")
    for document in path.read_text().split("\n---\n")
]
# Those that are kept to other environments have nothing to hand over in this one.
KEYS = sorted(
    key
    for document in DOCUMENTS
    for key in re.findall(r"^campaign: ([a-z0-9-]+)", document, re.MULTILINE)
    if "intercom" in (re.findall(r"^only_in: \[([^]]*)\]", document, re.MULTILINE) or ["intercom"])[0]
)


def handover(*key):
    herald = os.environ.get("HERALD")
    assert herald, "HERALD must name the built binary"
    run = subprocess.run(
        [herald, "handover", *key, "-C", str(ROOT), "-e", "intercom", "--format", "json"],
        capture_output=True, text=True, timeout=60, check=True,
    )
    return json.loads(run.stdout)


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path,inner", list(subschemas(SCHEMA)), ids=lambda v: str(v)[:60])
def test_every_member_is_described(path, inner):
    assert inner.get("description"), path


@pytest.mark.parametrize("key", KEYS)
def test_a_handover_is_valid(key):
    assert [error.message for error in VALIDATOR.iter_errors(handover(key))] == []


def test_the_list_is_valid_and_has_those_that_are_by_hand():
    listed = handover()
    assert [error.message for error in VALIDATOR.iter_errors(listed)] == []
    by_hand = [handover(key) for key in KEYS]
    members = ("key", "file", "line", "format", "because")
    assert listed["campaigns"] == [
        {name: sheet[name] for name in members} for sheet in by_hand if sheet["by_hand"]]


def test_there_are_some_of_each_format():
    assert {handover(key)["format"] for key in KEYS} == {"chat", "post", "tooltip", "bot"}


def test_some_are_by_hand_and_some_are_not():
    assert {handover(key)["by_hand"] for key in ("export-tip", "weekly-digest")} == {True, False}


@pytest.mark.parametrize("name,value", [("surprise", 1), ("because", ["x"]), ("by_hand", None)])
def test_another_handover_is_not_valid(name, value):
    assert list(VALIDATOR.iter_errors(handover("export-tip") | {name: value}))
