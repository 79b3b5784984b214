"""Runs the jobs of a workflow as its host does: which jobs, in which order, on which machine, with
which variables.

Only what herald's own workflows use is there; anything else is an error, so that a workflow cannot
grow a part that is not run here. A job gets the variables and secrets that it names and no others.
"""

import os
import re
import shutil
import subprocess

import yaml

from build_machine import GITHUB_RUNNER, SWIFT_IMAGE

# The workspace's; the code host is `localhost`.
WORKSPACE_HOST = "127.0.0.1"


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


def git(folder, *words):
    names = ["-c", "user.name=Code Host", "-c", "user.email=noreply@code.test"]
    done = subprocess.run(
        ["git", "-C", folder, *names, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def checkout(origin, commit, folder):
    """As hosts do: the files of the commit, and of history as good as nothing."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    git(folder, "init", "-q")
    git(folder, "fetch", "-q", "--depth", "1", f"file://{origin}", commit)
    git(folder, "checkout", "-q", "--detach", "FETCH_HEAD")


def merged_with_main(origin, head, folder):
    """The commit that GitHub makes of a pull request and its target; no branch ever has it."""
    shutil.rmtree(folder, ignore_errors=True)
    git(".", "clone", "-q", origin, folder)
    git(folder, "checkout", "-q", "--detach", "origin/main")
    git(folder, "merge", "-q", "--no-ff", "-m", f"Merge {head} into main", head)
    git(folder, "push", "-q", "origin", "HEAD:refs/pull/1/merge")
    commit = git(folder, "rev-parse", "HEAD")
    shutil.rmtree(folder)
    return commit


def kept(source, folder):
    """A copy of a folder, if it is there."""
    if os.path.exists(source):
        shutil.copytree(source, folder, dirs_exist_ok=True)


class GitHub:
    """`settings` are those that the first lines of the workflow ask for."""

    def __init__(self, origin, folder, machines, settings):
        self.origin, self.folder, self.settings = origin, folder, settings
        self.machines, self.artifacts = machines, {}
        # What is asked of a machine that is not as usual.
        self.machine = {}

    def run(self, event, head, context, approved=True):
        """What each job printed, by name; a job whose condition does not hold is not there, and
        neither is one that waits for the reviewers of its environment."""
        commit = head
        if event == "pull_request":
            commit = merged_with_main(self.origin, head, os.path.join(self.folder, "merging"))
        workspace = os.path.join(self.folder, "workspace")
        checkout(self.origin, commit, workspace)
        with open(os.path.join(workspace, ".github/workflows/herald.yml")) as file:
            workflow = yaml.safe_load(file)
        assert event in workflow[True], "`on` is true to YAML 1.1"
        assert workflow["permissions"] == {}
        self.context = context | {
            "github.event_name": event, "github.repository": "acme/shop",
            "github.token": "job-token",
        }
        self.queue = self.filled(workflow["concurrency"]["group"], {})
        done = {}
        for name, job in workflow["jobs"].items():
            if not self.value(job.get("if", "true")):
                continue
            environment = job.get("environment")
            if environment == "herald-plan" and not approved:
                continue
            checkout(self.origin, commit, workspace)
            if environment == "herald-production" and event == "pull_request":
                done[name] = Failed("exit 1\nthis ref may not deploy to herald-production")
                continue
            done[name] = self.job(job, workspace, head, commit, workflow.get("env", {}))
        if event == "pull_request":
            git(self.origin, "update-ref", "-d", "refs/pull/1/merge")
        return finished(done)

    def job(self, job, workspace, head, commit, variables):
        """What its steps print. After one that fails come only those that ask for it."""
        failure, output = None, ""
        self.workspace, self.artifact_key = workspace, head
        self.known = self.context | self.secrets(job) | {
            f"env.{name}": value for name, value in variables.items()
        } | {"runner.os": "Linux", "runner.arch": "X64"}
        self.variables = self.machines.start(GITHUB_RUNNER, **self.machine) | {
            "GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "acme/shop",
            "GITHUB_API_URL": self.settings["api"], "GITHUB_EVENT_PATH": self.settings["event"],
            "GITHUB_SHA": commit, "CODE_HOST": self.folder,
        } | variables
        self.caches = []
        for step in job["steps"]:
            if failure and "!cancelled()" not in step.get("if", ""):
                continue
            try:
                output += self.step(step)
            except Failed as problem:
                failure = problem
        for keep in self.caches:
            keep()
        return failure or output

    def step(self, step):
        if not self.value(step.get("if", "true")):
            return ""
        match step.get("uses", "").split("@")[0]:
            case "":
                given = {n: self.filled(v, self.known) for n, v in step.get("env", {}).items()}
                return shell(step["run"], self.workspace, self.variables | given)
            case "actions/checkout":
                assert step["with"] == {"persist-credentials": False}
                return ""
            case "actions/cache":
                return self.cache(**step["with"])
            case "./.github/actions/herald":
                with open(os.path.join(self.workspace, step["uses"], "action.yml")) as file:
                    action = yaml.safe_load(file)
                assert set(step["with"]) == set(action["inputs"])
                given = {f"inputs.{n}": self.filled(v, self.known) for n, v in step["with"].items()}
                self.known |= given
                return "".join(self.step(inner) for inner in action["runs"]["steps"])
            case "actions/upload-artifact":
                path = os.path.join(self.workspace, step["with"]["path"])
                name = step["with"]["name"]
                self.artifacts[name, self.artifact_key] = open(path, "rb").read()
                if "id" in step:
                    self.known[f"steps.{step['id']}.outputs.artifact-url"] = (
                        f"https://github.test/artifacts/{name}")
                return ""
            case other:
                raise AssertionError(f"nobody plays {other}")

    def cache(self, path, key):
        """Brings back what an earlier job left, and keeps what this one leaves."""
        place = path.replace("~", self.variables["HOME"])
        name = re.sub(r"\W", "-", self.filled(key, self.known))
        store = os.path.join(self.folder, "caches", name)
        kept(store, place)
        self.caches.append(lambda: kept(place, store))
        return ""

    def secrets(self, job):
        """Those of its environment; a fork's pull request has none at all, and no variables."""
        head = self.context.get("github.event.pull_request.head.repo.full_name", "acme/shop")
        if "environment" not in job or head != "acme/shop":
            return {"secrets.HERALD_TOKEN": "", "vars.HERALD_HOSTS": ""}
        has_token = job["environment"] != "herald-plan" or self.settings["plans"]
        return {
            "secrets.HERALD_TOKEN": self.settings["token"] if has_token else "",
            "vars.HERALD_HOSTS": WORKSPACE_HOST,
        }

    def filled(self, text, known):
        """A text with its expressions worked out; what nobody knows is an error or a condition."""
        return re.sub(
            r"\$\{\{ (.+?) \}\}",
            lambda found: str(known[found[1]] if found[1] in known else self.value(found[1])), text)

    def value(self, expression):
        """An expression of the few kinds that the workflow has."""
        text = re.sub(r"hashFiles\('(.+?)'\)", lambda found: repr(self.digest(found[1])), expression)
        text = text.replace("!cancelled()", "True").replace("true", "True")
        text = text.replace("&&", " and ").replace("||", " or ")
        text = re.sub(r"github(\.\w+)+", lambda found: repr(self.context.get(found[0], "")), text)
        return eval(text, {"__builtins__": {}})  # noqa: S307 -- the workflow is ours

    def digest(self, name):
        return "1" if os.path.isfile(os.path.join(self.workspace, name)) else ""


class GitLab:
    """`settings` are those that the first lines of the workflow ask for."""

    def __init__(self, origin, folder, machines, settings, host):
        self.origin, self.folder, self.settings, self.host = origin, folder, settings, host
        self.machines, self.artifacts = machines, {}
        self.machine = {}

    def run(self, commit, variables):
        workspace = os.path.join(self.folder, "workspace")
        checkout(self.origin, commit, workspace)
        with open(os.path.join(workspace, ".gitlab-ci.yml")) as file:
            assert yaml.safe_load(file) == {"include": [{"local": ".gitlab/herald.yml"}]}
        with open(os.path.join(workspace, ".gitlab/herald.yml")) as file:
            jobs = yaml.safe_load(file)
        done, self.queue = {}, None
        for name, job in jobs.items():
            if name.startswith(".") or not any(self.holds(r, variables) for r in job["rules"]):
                continue
            assert "needs" not in job or job["needs"] == []
            base = jobs[job["extends"]]
            assert base["image"] == "swift:6.2-noble"
            checkout(self.origin, commit, workspace)
            self.queue = job.get("resource_group")
            store = os.path.join(self.folder, "caches")
            for path in base["cache"]["paths"]:
                kept(os.path.join(store, path), os.path.join(workspace, path))
            script = "\n".join(base["before_script"] + job["script"]).replace(
                "/tmp/", os.path.join(self.folder, "tmp") + "/")
            shutil.rmtree(os.path.join(self.folder, "tmp"), ignore_errors=True)
            os.makedirs(os.path.join(self.folder, "tmp"))
            given = self.machines.start(SWIFT_IMAGE, **self.machine) | base["variables"]
            try:
                done[name] = shell(script, workspace, given | self.variables(job, variables))
            except Failed as problem:
                done[name] = problem
            for path in base["cache"]["paths"]:
                kept(os.path.join(workspace, path), os.path.join(store, path))
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
        if os.path.isfile(path):
            self.artifacts[name, commit] = open(path, "rb").read()

    def variables(self, job, variables):
        """Those of its environment, which are protected: a fork has none, and of branches those have
        them that are protected."""
        environment = job.get("environment")
        name = environment["name"] if isinstance(environment, dict) else environment
        branch = variables.get("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "main")
        is_protected = branch == "main" or branch.startswith("campaigns/")
        secret = {}
        if variables["CI_PROJECT_ID"] == "1" and is_protected and name:
            secret = {"HERALD_TOKEN": self.settings["token"], "HERALD_HOSTS": WORKSPACE_HOST}
            if name == "herald-plan":
                secret["GITLAB_TOKEN"] = "project-token"
            if name == "herald-plan" and not self.settings["plans"]:
                secret = {}
        return {
            "GITLAB_CI": "true", "CI_API_V4_URL": self.host.url, "CI_SERVER_HOST": "localhost",
            "CI_JOB_TOKEN": "job-token", "CI_JOB_URL": "https://gitlab.test/acme/shop/-/jobs/7",
        } | variables | secret

    @staticmethod
    def holds(rule, variables):
        text = re.sub(r"\$(\w+)", lambda found: repr(variables.get(found[1], "")), rule["if"])
        text = text.replace("&&", " and ")
        return eval(text, {"__builtins__": {}})  # noqa: S307 -- the workflow is ours
