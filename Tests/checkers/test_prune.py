"""`herald prune` judges by what was really shown, and its data are what `schemas/prune.schema.json` says.

`HERALD` names the built binary, which applies `campaigns/` to a sandbox and plays visits in it.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from test_plan_schema import subschemas
from test_stats_schema import herald, serve

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "schemas" / "prune.schema.json").read_text())
PRUNE = Draft202012Validator(SCHEMA)


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path,inner", list(subschemas(SCHEMA)), ids=lambda v: str(v)[:60])
def test_every_member_is_described(path, inner):
    assert "/oneOf/" in path or "/anyOf/" in path or "$ref" in inner or inner.get("description"), path


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """A project of which people have seen much and engaged with little, for what it asks of them."""
    folder = tmp_path_factory.mktemp("prune")
    shutil.copytree(ROOT / "campaigns", folder, dirs_exist_ok=True,
                    ignore=shutil.ignore_patterns(".herald"))
    (folder / ".herald").mkdir()
    with open(folder / "herald.yaml", "a") as file:
        file.write("measure: { min_recipients: 5, min_engagement: 90% }\n")
    serve(folder, "--people", "400", "--seed", "7")
    herald(folder, "apply", "--auto-approve")
    serve(folder, "--traffic", "3", "--seed", "7")
    return folder


@pytest.fixture
def project(played, tmp_path):
    shutil.copytree(played, tmp_path, dirs_exist_ok=True)
    return tmp_path


def pruned(folder, *arguments):
    return json.loads(herald(folder, "prune", "--format", "json", *arguments))


def files(folder):
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*.yaml")}


def test_it_is_what_the_schema_says(project):
    prune = pruned(project)
    assert [error.message for error in PRUNE.iter_errors(prune)] == []
    assert any(candidate["decision"] == "prune" for candidate in prune["candidates"])
    assert not prune["written"]


def test_what_is_not_a_prune_is_refused(project):
    prune = pruned(project)
    prune["candidates"][0]["decision"] = "perhaps"
    assert list(PRUNE.iter_errors(prune))


def test_it_says_what_stats_say(project):
    stats = json.loads(herald(project, "stats", "--format", "json"))
    below = {m["key"] for m in stats["messages"] if m["verdict"]["name"] == "underperforming"}
    assert {candidate["key"] for candidate in pruned(project)["candidates"]} == below


def test_without_write_no_file_changes(project):
    before = files(project)
    herald(project, "prune")
    assert files(project) == before


def test_written_the_plan_shows_the_removal(project):
    gone = {c["key"] for c in pruned(project, "--write")["candidates"] if c["decision"] == "prune"}
    plan = subprocess.run(
        [os.environ["HERALD"], "plan", "--format", "json", "--allow-deletes", "20"], cwd=project,
        capture_output=True, text=True)
    changes = json.loads(plan.stdout)["changes"]
    assert {c["key"] for c in changes if c["action"] in ("archive", "delete")} == gone
    assert all(c["action"] in ("archive", "delete") for c in changes)


def test_a_reason_to_keep_it_is_respected_and_plans_nothing(project):
    candidate = next(c for c in pruned(project)["candidates"] if c["decision"] == "prune")
    with open(project / candidate["file"], "a") as file:
        file.write("keep: the contract asks for it\n")
    again = next(c for c in pruned(project)["candidates"] if c["key"] == candidate["key"])
    assert (again["decision"], again["reason"]) == ("keep", "kept")
    assert "No changes." in herald(project, "plan")


def test_text_says_that_it_is_simulated_and_what_to_do(project):
    text = herald(project, "prune")
    assert "Simulated: all" in text
    assert "`herald prune --write`" in text and "`herald plan`" in text


def test_it_exits_with_2_for_those_who_ask(project):
    def code(*arguments):
        return subprocess.run([os.environ["HERALD"], "prune", *arguments], cwd=project,
                              capture_output=True).returncode

    assert code("--detailed-exitcode") == 2
    assert code("--detailed-exitcode", "--only", "annual-plan") == 0
    assert code("--only", "anual-plan") == 64


def test_a_plan_tells_what_stats_tell(project):
    stats = json.loads(herald(project, "stats", "--format", "json"))
    totals = next(m["totals"] for m in stats["messages"] if m["key"] == "export-tip")
    (project / "exports" / "export-tip.yaml").unlink()
    plan = json.loads(herald(project, "plan", "--format", "json"))
    (change,) = plan["changes"]
    assert change["history"]["recipients"] == totals["recipients"] > 0
    assert change["history"]["engaged"] == totals["engaged"]
    assert change["history"]["simulated"] == totals["simulated"]
    text = herald(project, "plan")
    assert "(all simulated)" in text and "cannot be undone: " in text
