"""A pull request that wants the workspace's token: it changes where herald sends it, which token that
is, or the workflow, and somebody listens at the other end."""

import os
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from described import TOKEN
from workflow_runner import Failed
from workflow_stories import stage  # noqa: F401 -- a fixture

SECRETS = [TOKEN, "job-token", "project-token"]

pytestmark = pytest.mark.skipif("HERALD" not in os.environ, reason="HERALD names the built binary")


class Thief:
    """A server that keeps all that it is told. Its host is not one that HERALD_HOSTS lists."""

    def __init__(self):
        heard = self.heard = []

        class Handler(BaseHTTPRequestHandler):
            def do(self):
                size = int(self.headers.get("Content-Length", 0))
                heard.append(f"{self.requestline}\n{self.headers}{self.rfile.read(size)}")
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"{}")

            do_GET = do_POST = do_PUT = do_DELETE = do

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"localhost:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def thief():
    thief = Thief()
    yield thief
    thief.stop()


def attack(story, name, path, *changes):
    """A branch on which a file says something else."""
    story.branch(name)
    file = story.work / path
    text = file.read_text()
    for old, new in changes:
        assert old in text, f"{old} is not in {path}"
        text = text.replace(old, new)
    file.write_text(text)
    story.commit("Tidy up")
    return story.push(name)


def nothing_is_stolen(thief, output):
    for secret in SECRETS:
        assert not any(secret in heard for heard in thief.heard)
        assert secret not in output


def of_the_pull_request(story, ci, head, **how):
    """What its jobs print, whether they do well or not."""
    try:
        return "\n".join(str(text) for text in ci.opened(head, **how).values())
    except Failed as failure:
        return str(failure)


@pytest.mark.parametrize("url", [
    "http://{thief}", "http://{own}@{thief}", "http://{thief}/?{own}",
])
def test_another_url_gets_no_token(stage, thief, url):
    story, ci = stage
    own = story.sandbox.host
    head = attack(story, "url", "campaigns/herald.yaml", (
        f"url: http://{own}", f'url: "{url.format(thief=thief.address, own=own)}"'))
    output = of_the_pull_request(story, ci, head)
    assert re.match("exit [134]\\n", output), output
    assert thief.heard == []
    nothing_is_stolen(thief, output)


@pytest.mark.parametrize("variable", ["GITHUB_TOKEN", "GITLAB_TOKEN"])
def test_the_job_s_own_token_is_none_of_the_workspace(stage, thief, variable):
    story, ci = stage
    head = attack(
        story, "token", "campaigns/herald.yaml", ("token_env: HERALD_TOKEN", f"token_env: {variable}"))
    output = of_the_pull_request(story, ci, head)
    assert re.match("exit 3\n", output), output
    assert "token-env" in output
    nothing_is_stolen(thief, output)


def test_a_saved_plan_of_another_url_is_not_carried_out(stage, thief):
    """The branch is merged all the same: the job of the merge is held to the same hosts."""
    story, ci = stage
    ci.merged(story.first)
    attack(story, "merged", "campaigns/herald.yaml", (
        f"url: http://{story.sandbox.host}", f"url: http://{thief.address}"))
    with pytest.raises(Failed, match="HERALD_HOSTS") as failure:
        ci.merged(story.merge("merged"))
    assert thief.heard == []
    nothing_is_stolen(thief, str(failure.value))


def test_a_fork_that_changes_the_workflow_has_nothing_to_send(stage, thief):
    story, ci = stage
    head = attack(story, "workflow", ci.workflow, *ci.theft(thief.address, "herald-plan"))
    output = of_the_pull_request(story, ci, head, fork=True)
    assert any("stolen=" in heard for heard in thief.heard), output
    nothing_is_stolen(thief, output)


@pytest.mark.parametrize("environment", ["herald-plan", "herald-production"])
def test_a_branch_that_changes_the_workflow_has_nothing_to_send(stage, thief, environment):
    """On GitHub its job waits for the reviewers of the environment; on GitLab no branch has the
    tokens that just anybody can push."""
    story, ci = stage
    head = attack(story, "workflow", ci.workflow, *ci.theft(thief.address, environment))
    output = of_the_pull_request(story, ci, head, trusted=False)
    assert any("stolen=" in heard for heard in thief.heard), output
    nothing_is_stolen(thief, output)


def test_a_thief_would_be_caught_with_the_token(stage, thief):
    """So that the tests before it could fail: whom somebody trusts has the token, and can send it."""
    story, ci = stage
    head = attack(story, "workflow", ci.workflow, *ci.theft(thief.address, "herald-plan"))
    of_the_pull_request(story, ci, head)
    assert any(TOKEN in heard for heard in thief.heard)


def test_the_workflow_names_every_file_that_the_token_depends_on(stage):
    """Those that owners are to review."""
    story, ci = stage
    told = "".join(
        line for line in (story.work / ci.workflow).read_text().splitlines() if line[:1] == "#")
    files = story.git("ls-files", ".github", "campaigns/herald.yaml").splitlines()
    for path in files:
        assert path in told
