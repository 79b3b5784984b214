"""The workflows that `herald init --ci` writes: what other tools say of them, and what they do, from
the pull request that opens to the revert of what it brought, against a bare repository, the sandbox
and a server that plays the code host."""

import json
import os
import subprocess
import sys

import pytest

from code_host import CodeHost
from described import TOKEN, Sandbox
from workflow_runner import Failed, GitHub, GitLab

BIN = os.path.dirname(sys.executable)
HERALD = os.environ.get("HERALD", "")

pytestmark = pytest.mark.skipif("HERALD" not in os.environ, reason="HERALD names the built binary")


def command(*words, cwd=None, **variables):
    return subprocess.run(
        words, cwd=cwd, env=os.environ | variables, capture_output=True, text=True, timeout=60,
        check=False,
    )


def written(tmp_path, host):
    done = command(HERALD, "init", "--ci", host, "--name", "shop", "-C", str(tmp_path))
    assert done.returncode == 0, done.stderr
    return tmp_path


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


class Story:
    """A repository with a project, and people who open, merge and revert pull requests."""

    def __init__(self, folder, host_name, code_host):
        self.folder, self.code_host = folder, code_host
        self.sandbox = Sandbox(str(folder / "messages.sqlite"))
        self.origin, self.work = str(folder / "origin.git"), folder / "work"
        subprocess.run(["git", "init", "-q", "--bare", "-b", "main", self.origin], check=True)
        subprocess.run(["git", "init", "-q", "-b", "main", self.work], check=True)
        self.git("remote", "add", "origin", self.origin)
        written(self.work, host_name)
        project = self.work / "campaigns/herald.yaml"
        text = project.read_text()
        assert "https://messages.example.com" in text
        project.write_text(text.replace(
            "https://messages.example.com", f"http://{self.sandbox.host}"))
        self.first = self.commit("Start")
        self.git("push", "-q", "origin", "main")
        self.number = 0
        # The head of what was merged, by the commit of the merge.
        self.heads = {}

    def git(self, *words):
        names = ["-c", "user.name=Ana", "-c", "user.email=ana@acme.test"]
        done = subprocess.run(
            ["git", *names, *words], cwd=self.work, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def commit(self, subject):
        self.git("add", "--all")
        self.git("commit", "-q", "-m", subject)
        return self.git("rev-parse", "HEAD")

    def edit(self, old, new):
        chat = self.work / "campaigns/examples/chat.yaml"
        text = chat.read_text()
        assert old in text
        chat.write_text(text.replace(old, new))

    def branch(self, name):
        self.number += 1
        self.git("switch", "-q", "-c", name, "main")

    def push(self, name):
        self.git("push", "-q", "origin", name)
        return self.git("rev-parse", "HEAD")

    def merge(self, name):
        """As GitLab words it; GitHub knows of its own."""
        self.git("switch", "-q", "main")
        message = f"Merge {name}\n\nSee merge request acme/shop!{self.number}"
        self.git("merge", "-q", "--no-ff", "-m", message, name)
        commit = self.push("main")
        self.heads[commit] = self.git("rev-parse", name)
        return commit

    def messages(self):
        return {m["name"]: m for m in self.sandbox.call("GET", "/messages?per_page=150").json["data"]}

    def stop(self):
        self.sandbox.stop()


class OnGitHub:
    def __init__(self, folder, story):
        self.story = story
        tools = folder / "tools"
        tools.mkdir()
        os.symlink(HERALD, tools / "herald")
        # The host's own tool, which a job finds beside herald.
        (tools / "gh").write_text(GH)
        (tools / "gh").chmod(0o755)
        self.event = folder / "event.json"
        # What the host knows: the head of the pull request of a commit, and the plan of a head's run.
        self.pulls, self.plans = folder / "pulls", folder / "plans"
        self.pulls.mkdir()
        self.plans.mkdir()
        self.runner = GitHub(story.origin, str(folder), {
            "path": f"{tools}:/usr/local/bin:/usr/bin:/bin", "token": TOKEN,
            "api": story.code_host.url, "event": str(self.event),
        })

    def opened(self, commit, fork=False):
        self.event.write_text(json.dumps({"pull_request": {"number": self.story.number}}))
        head = "github.event.pull_request.head.repo.full_name"
        done = self.runner.run(
            "pull_request", commit, {head: "eve/shop" if fork else "acme/shop"})
        if not fork:
            (self.plans / commit).write_bytes(self.runner.artifacts["herald-plan", commit])
        return done

    def preview(self, commit):
        return self.runner.artifacts["herald-preview", commit].decode()

    def merged(self, commit):
        if commit in self.story.heads:
            (self.pulls / commit).write_text(self.story.heads[commit])
        return self.runner.run("push", commit, {})["apply"]

    def at_night(self, commit):
        return self.runner.run("schedule", commit, {})["drift"]


GH = """#!/bin/sh
test "$GH_TOKEN" = job-token || exit 4
case "$1 $2" in
  "api repos/acme/shop/commits/$GITHUB_SHA/pulls")
    test ! -f "$HOME/pulls/$GITHUB_SHA" || cat "$HOME/pulls/$GITHUB_SHA" ;;
  "run list")
    while [ "$1" != --commit ]; do shift; done
    test ! -f "$HOME/plans/$2" || echo "$2" ;;
  "run download") cp "$HOME/plans/$3" herald-plan.json ;;
  *) exit 1 ;;
esac
"""


class OnGitLab:
    def __init__(self, folder, story):
        self.story = story
        settings = {"herald": HERALD, "token": TOKEN}
        self.runner = GitLab(story.origin, str(folder), settings, story.code_host)

    def opened(self, commit, fork=False):
        done = self.runner.run(commit, {
            "CI_PIPELINE_SOURCE": "merge_request_event", "CI_PROJECT_ID": "1",
            "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "2" if fork else "1",
            "CI_MERGE_REQUEST_PROJECT_ID": "1", "CI_MERGE_REQUEST_IID": str(self.story.number),
        })
        return {name.removeprefix("herald-"): text for name, text in done.items()}

    def preview(self, commit):
        return self.runner.artifacts["preview.html", commit].decode()

    def merged(self, commit):
        return self.runner.run(commit, {
            "CI_PIPELINE_SOURCE": "push", "CI_COMMIT_BRANCH": "main", "CI_DEFAULT_BRANCH": "main",
            "CI_PROJECT_ID": "1",
        })["herald-apply"]

    def at_night(self, commit):
        return self.runner.run(
            commit, {"CI_PIPELINE_SOURCE": "schedule", "CI_PROJECT_ID": "1"})["herald-drift"]


@pytest.fixture(params=[("github", OnGitHub), ("gitlab", OnGitLab)], ids=["github", "gitlab"])
def stage(request, tmp_path):
    name, player = request.param
    code_host = CodeHost()
    story = Story(tmp_path, name, code_host)
    yield story, player(tmp_path, story)
    story.stop()
    code_host.stop()


def test_a_pull_request_is_planned_updated_merged_and_reverted(stage):
    story, ci = stage
    assert "Applied: 4 created" in ci.merged(story.first)

    story.branch("go-live")
    story.edit("status: draft", "status: live")
    story.commit("Go live")
    assert set(ci.opened(story.push("go-live"))) == {"validate", "plan"}
    assert len(story.code_host.comments) == 1
    assert "### Plan: 0 to create, 1 to change" in story.code_host.comments[0]["body"]

    story.edit("in one step", "in two steps")
    story.commit("Say it otherwise")
    ci.opened(story.push("go-live"))
    assert len(story.code_host.comments) == 1
    assert "two steps" in story.code_host.comments[0]["body"]
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
