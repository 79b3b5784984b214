"""Runs the jobs of a workflow as its host does: which jobs, in which order, with which variables.

Only what herald's own workflows use is there; anything else is an error, so that a workflow cannot
grow a part that is not run here. A job gets the variables and secrets that it names and no others.
"""

import os
import re
import shutil
import subprocess

import yaml


class Failed(Exception):
    """A job that failed, with what it printed."""


def shell(script, folder, variables):
    """What a script prints. The tools of the machine are there, and nothing of our environment."""
    run = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder, env=variables, capture_output=True, text=True, timeout=120, check=False,
    )
    output = run.stdout + run.stderr
    if run.returncode:
        raise Failed(f"exit {run.returncode}\n{output}")
    return output


def finished(done):
    """What each job printed; the failure of the last one that failed is raised."""
    for problem in reversed(done.values()):
        if isinstance(problem, Failed):
            raise problem
    return done


def checkout(origin, commit, folder):
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run(["git", "clone", "-q", origin, folder], check=True)
    subprocess.run(["git", "-C", folder, "checkout", "-q", "--detach", commit], check=True)


class GitHub:
    def __init__(self, origin, folder, settings):
        self.origin, self.folder, self.settings = origin, folder, settings
        self.artifacts = {}

    def run(self, event, commit, context):
        """What each job printed, by name; a job whose condition does not hold is not there."""
        workspace = os.path.join(self.folder, "workspace")
        checkout(self.origin, commit, workspace)
        with open(os.path.join(workspace, ".github/workflows/herald.yml")) as file:
            workflow = yaml.safe_load(file)
        assert event in workflow[True], "`on` is true to YAML 1.1"
        assert workflow["permissions"] == {}
        done = {}
        for name, job in workflow["jobs"].items():
            self.context = context | {"github.event_name": event, "github.repository": "acme/shop"}
            if not self.holds(job.get("if", "true")):
                continue
            checkout(self.origin, commit, workspace)
            done[name] = self.job(job, workspace, commit)
        return finished(done)

    def job(self, job, workspace, commit):
        """What its steps print. After one that fails come only those that ask for it."""
        failure, output, self.outputs = None, "", {}
        for step in job["steps"]:
            if failure and "!cancelled()" not in step.get("if", ""):
                continue
            try:
                output += self.step(step, job, workspace, commit)
            except Failed as problem:
                failure = problem
        return failure or output

    def step(self, step, job, workspace, commit):
        self.workspace = workspace
        if not self.holds(step.get("if", "true")):
            return ""
        match step.get("uses", "").split("@")[0]:
            case "":
                return shell(step["run"], workspace, self.variables(step, job, commit))
            case "actions/checkout":
                assert step["with"]["persist-credentials"] is False
                return ""
            case "./.github/actions/herald":
                assert os.path.exists(os.path.join(workspace, step["uses"], "action.yml"))
                return ""
            case "actions/upload-artifact":
                path = os.path.join(workspace, step["with"]["path"])
                name = step["with"]["name"]
                self.artifacts[name, commit] = open(path, "rb").read()
                if "id" in step:
                    self.outputs[f"steps.{step['id']}.outputs.artifact-url"] = (
                        f"https://github.test/artifacts/{name}")
                return ""
            case other:
                raise AssertionError(f"nobody plays {other}")

    def variables(self, step, job, commit):
        known = {
            "secrets.HERALD_TOKEN": self.settings["token"] if self.has_secrets(job) else "",
            "vars.HERALD_HOSTS": "127.0.0.1", "github.token": "job-token",
        } | self.outputs
        given = {
            name: re.sub(r"\$\{\{ (.+?) \}\}", lambda found: known[found[1]], value)
            for name, value in step.get("env", {}).items()
        }
        return {
            "PATH": self.settings["path"], "HOME": self.folder, "GITHUB_ACTIONS": "true",
            "GITHUB_REPOSITORY": "acme/shop", "GITHUB_API_URL": self.settings["api"],
            "GITHUB_EVENT_PATH": self.settings["event"], "GITHUB_SHA": commit,
        } | given

    def has_secrets(self, job):
        """Those of its environment; a fork's pull request has none at all."""
        head = self.context.get("github.event.pull_request.head.repo.full_name", "acme/shop")
        return "environment" in job and head == "acme/shop"

    def holds(self, condition):
        """An expression of the few kinds that the workflow has."""
        text = re.sub(r"hashFiles\('(.+?)'\)", lambda found: repr(self.digest(found[1])), condition)
        text = text.replace("!cancelled()", "True").replace("true", "True")
        text = text.replace("&&", " and ").replace("||", " or ")
        text = re.sub(r"github(\.\w+)+", lambda found: repr(self.context.get(found[0], "")), text)
        return eval(text, {"__builtins__": {}})  # noqa: S307 -- the workflow is ours

    def digest(self, name):
        return "1" if os.path.exists(os.path.join(self.workspace, name)) else ""


class GitLab:
    def __init__(self, origin, folder, settings, host):
        self.origin, self.folder, self.settings, self.host = origin, folder, settings, host
        self.artifacts = {}

    def run(self, commit, variables):
        workspace = os.path.join(self.folder, "workspace")
        checkout(self.origin, commit, workspace)
        with open(os.path.join(workspace, ".gitlab-ci.yml")) as file:
            assert yaml.safe_load(file) == {"include": [{"local": ".gitlab/herald.yml"}]}
        with open(os.path.join(workspace, ".gitlab/herald.yml")) as file:
            jobs = yaml.safe_load(file)
        done = {}
        for name, job in jobs.items():
            if name.startswith(".") or not any(self.holds(r, variables) for r in job["rules"]):
                continue
            assert "needs" not in job or job["needs"] == []
            checkout(self.origin, commit, workspace)
            self.install(workspace)
            script = "\n".join(jobs[job["extends"]]["before_script"] + job["script"])
            try:
                done[name] = shell(script, workspace, self.variables(job, variables))
            except Failed as problem:
                done[name] = problem
            artifacts = job.get("artifacts", {})
            if isinstance(done[name], Failed) and artifacts.get("when") != "always":
                continue
            for path in artifacts.get("paths", []):
                self.keep(path, os.path.join(workspace, path), commit)
            # What can be fetched by its merge request is that of the last job that did well.
            plan = self.artifacts.get(("herald-plan.json", commit))
            if plan and not isinstance(done[name], Failed):
                number = variables["CI_MERGE_REQUEST_IID"]
                self.host.artifacts[f"refs%2Fmerge-requests%2F{number}%2Fhead"] = plan
        return finished(done)

    def keep(self, name, path, commit):
        """A file that is not there is told of, and no more."""
        if os.path.exists(path):
            self.artifacts[name, commit] = open(path, "rb").read()

    def install(self, workspace):
        """What a runner's cache brings back."""
        os.makedirs(os.path.join(workspace, ".herald-bin"))
        os.symlink(self.settings["herald"], os.path.join(workspace, ".herald-bin/herald"))

    def variables(self, job, variables):
        secret = {"HERALD_TOKEN": self.settings["token"], "HERALD_HOSTS": "127.0.0.1"}
        environment = job.get("environment")
        source = variables.get("CI_MERGE_REQUEST_SOURCE_PROJECT_ID", "1")
        if source != variables["CI_PROJECT_ID"]:
            environment = None  # The jobs of a fork run there, with what that has.
        name = environment["name"] if isinstance(environment, dict) else environment
        if name == "herald-plan":
            secret |= {"GITLAB_TOKEN": "project-token", "HERALD_HOSTS": "127.0.0.1"}
        return {
            "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": self.folder, "GITLAB_CI": "true",
            "CI_API_V4_URL": self.host.url, "CI_JOB_TOKEN": "job-token",
            "CI_JOB_URL": "https://gitlab.test/acme/shop/-/jobs/7",
        } | variables | (secret if environment else {})

    @staticmethod
    def holds(rule, variables):
        text = re.sub(r"\$(\w+)", lambda found: repr(variables.get(found[1], "")), rule["if"])
        text = text.replace("&&", " and ")
        return eval(text, {"__builtins__": {}})  # noqa: S307 -- the workflow is ours
