"""The workflows that `herald init --ci` writes: what other tools say of them, and what they do, from
the pull request that opens to the revert of what it brought, against a bare repository, the sandbox
and a server that plays the code host."""

import os
import sys

import pytest

from workflow_runner import Failed
from workflow_stories import command, stage, written  # noqa: F401 -- a fixture

BIN = os.path.dirname(sys.executable)

pytestmark = pytest.mark.skipif("HERALD" not in os.environ, reason="HERALD names the built binary")


@pytest.mark.parametrize("host,schema,path", [
    ("github", "vendor.github-workflows", ".github/workflows/herald.yml"),
    ("github", "vendor.github-actions", ".github/actions/herald/action.yml"),
    ("gitlab", "vendor.gitlab-ci", ".gitlab/herald.yml"),
    ("gitlab", "vendor.gitlab-ci", ".gitlab-ci.yml"),
])
def test_a_workflow_is_what_its_host_takes(tmp_path, host, schema, path):
    folder = written(tmp_path, host)
    done = command(f"{BIN}/check-jsonschema", "--builtin-schema", schema, str(folder / path))
    assert done.returncode == 0, done.stdout


def test_the_workflow_of_github_has_no_more_rights_than_it_needs(tmp_path):
    folder = written(tmp_path, "github")
    done = command(
        f"{BIN}/zizmor", "--offline", "--persona", "pedantic", "--min-severity", "medium",
        "--no-progress", str(folder))
    assert done.returncode == 0, done.stdout


def test_a_pull_request_is_planned_updated_merged_and_reverted(stage):
    story, ci = stage
    assert "Applied: 4 created" in ci.merged(story.first)

    story.branch("go-live")
    story.edit("status: draft", "status: live")
    story.commit("Go live")
    assert set(ci.opened(story.push("go-live"))) == {"validate", "plan"}
    assert len(story.code_host.comments) == 1
    comment = story.code_host.comments[0]["body"]
    assert "### Plan: 0 to create, 1 to change" in comment
    assert "\nMerging applies this plan" in comment

    story.edit("in one step", "in two steps")
    story.commit("Say it otherwise")
    ci.opened(story.push("go-live"))
    assert len(story.code_host.comments) == 1
    assert "two steps" in " ".join(story.code_host.comments[0]["body"].split())
    assert story.messages()["csv-export-launch"]["state"] == "draft"

    applied = ci.merged(story.merge("go-live"))
    assert "Applied: 0 created, 1 changed" in applied
    assert applied.count("Plan: ") == 1, "the plan that was reviewed, and no other"
    launch = story.messages()["csv-export-launch"]
    assert launch["state"] == "live"

    story.branch("undo")
    story.git("revert", "-m", "1", "--no-edit", "HEAD")
    ci.opened(story.push("undo"))
    assert "Applied: 0 created, 1 changed" in ci.merged(story.merge("undo"))
    back = story.messages()["csv-export-launch"]
    assert (back["id"], back["state"]) == (launch["id"], "draft")


def test_a_pull_request_can_be_seen_as_people_will_see_it(stage):
    story, ci = stage
    ci.merged(story.first)
    story.branch("words")
    story.edit("in one step", "in two steps")
    story.commit("Say it otherwise")
    head = story.push("words")
    ci.opened(head)
    assert "<ins>two steps</ins>" in ci.preview(head)
    assert "[What people will see](https://git" in story.code_host.comments[0]["body"]


def test_a_plan_that_is_stopped_can_be_seen_too(stage):
    story, ci = stage
    ci.merged(story.first)
    story.branch("frozen")
    project = story.work / "campaigns/herald.yaml"
    project.write_text(
        project.read_text() + "freeze: [{ from: 2000-01-01, to: 2999-12-31, reason: Closed. }]\n")
    story.edit("in one step", "in two steps")
    story.commit("Say it otherwise")
    head = story.push("frozen")
    with pytest.raises(Failed, match="exit 6"):
        ci.opened(head)
    assert "<ins>two steps</ins>" in ci.preview(head)
    assert "### Stopped" in story.code_host.comments[0]["body"]


def test_a_plan_that_is_stale_is_made_again(stage):
    story, ci = stage
    ci.merged(story.first)
    story.branch("go-live")
    story.edit("status: draft", "status: live")
    story.commit("Go live")
    ci.opened(story.push("go-live"))
    story.branch("words")
    story.edit("in one step", "in two steps")
    story.commit("Say it otherwise")
    story.number -= 1
    # Somebody else's change comes first: what the plan was made over is not there any more.
    ci.merged(story.merge("words"))
    applied = ci.merged(story.merge("go-live"))
    assert "the files have changed what is said by" in applied
    assert "Applied: 0 created, 1 changed" in applied
    assert story.messages()["csv-export-launch"]["state"] == "live"


def test_a_fork_is_validated_without_a_secret(stage):
    story, ci = stage
    story.branch("from-a-fork")
    story.edit("status: draft", "status: live")
    story.commit("Go live")
    assert set(ci.opened(story.push("from-a-fork"), fork=True)) == {"validate"}
    assert story.code_host.comments == []


def test_without_a_token_for_it_a_pull_request_is_shown_from_its_files(stage):
    story, ci = stage
    ci.runner.settings["plans"] = False
    ci.merged(story.first)
    story.branch("go-live")
    story.edit("status: draft", "status: live")
    story.commit("Go live")
    head = story.push("go-live")
    assert set(ci.opened(head)) == {"validate", "plan"}
    assert "csv-export-launch" in ci.preview(head)
    assert not any("### Plan" in comment["body"] for comment in story.code_host.comments)
    applied = ci.merged(story.merge("go-live"))
    assert "Applied: 0 created, 1 changed" in applied
    assert "has left no plan" in applied


def test_a_preview_that_fails_leaves_the_comment(stage):
    story, ci = stage
    ci.merged(story.first)
    story.branch("in-the-way")
    story.edit("in one step", "in two steps")
    (story.work / "preview.html").mkdir()
    (story.work / "preview.html/taken").touch()
    story.commit("Take the place of the page")
    with pytest.raises(Failed, match="preview.html"):
        ci.opened(story.push("in-the-way"))
    assert "two steps" in " ".join(story.code_host.comments[0]["body"].split())
    assert "What people will see" not in story.code_host.comments[0]["body"]


def test_a_plan_that_cannot_be_fetched_is_not_made_anew(stage):
    """Nobody has looked at that one."""
    story, ci = stage
    ci.merged(story.first)
    story.branch("go-live")
    story.edit("status: draft", "status: live")
    story.commit("Go live")
    ci.opened(story.push("go-live"))
    ci.lose_plans()
    with pytest.raises(Failed, match="exit 1"):
        ci.merged(story.merge("go-live"))
    assert story.messages()["csv-export-launch"]["state"] == "draft"


@pytest.mark.parametrize("machine,says", [
    ({"without": ["make", "apt-get"]}, "make: command not found|apt-get: command not found"),
    ({"network": False, "without": ["make"]}, "make: command not found|Temporary failure resolving"),
], ids=["no make", "no network"])
def test_a_machine_that_herald_cannot_be_built_on_says_so(stage, machine, says):
    story, ci = stage
    ci.runner.machine = machine
    with pytest.raises(Failed, match=says):
        ci.merged(story.first)
    assert "csv-export-launch" not in story.messages()


def test_the_night_is_in_no_line_with_merges(stage):
    """GitHub keeps one run of those that wait, and cancels the others."""
    story, ci = stage
    ci.merged(story.first)
    merging = ci.runner.queue
    ci.at_night(story.first)
    assert merging is not None
    assert ci.runner.queue != merging


def test_wrong_files_fail_and_say_so_in_the_comment(stage):
    story, ci = stage
    ci.merged(story.first)
    story.branch("typo")
    story.edit("format: chat", "format: chatt")
    story.commit("Type too fast")
    with pytest.raises(Failed, match="exit 3"):
        ci.opened(story.push("typo"))
    # A comment of an earlier plan would be taken for this one's.
    assert "### The files are wrong: 1 error" in story.code_host.comments[0]["body"]


def test_a_change_by_hand_fails_at_night(stage):
    story, ci = stage
    ci.merged(story.first)
    assert "No drift" in ci.at_night(story.first)
    message = story.messages()["csv-export-launch"]
    path = f"/messages/{message['id']}"
    whole = story.sandbox.call("GET", path).json | {"body": "Typed by hand."}
    assert story.sandbox.call("PUT", path, whole, {"If-Match": "*"}).status == 200
    with pytest.raises(Failed, match="exit 2"):
        ci.at_night(story.first)


@pytest.mark.parametrize("squashed", [False, True], ids=["merged", "squashed"])
def test_what_is_applied_says_which_commit_of_the_branch_it_came_from(stage, squashed):
    story, ci = stage
    ci.merged(story.first)
    story.branch("go-live")
    story.edit("status: draft", "status: live")
    story.commit("Go live")
    ci.opened(story.push("go-live"))
    merge = story.merge("go-live", squashed)
    applied = ci.merged(merge)
    assert applied.count("Plan: ") == 1, "the plan that was reviewed, and no other"
    record = story.messages()["csv-export-launch"]["metadata"]["herald"]
    assert record["commit"] == merge
    assert record["author"] == "Ana <ana@acme.test>"
