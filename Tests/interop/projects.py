"""A project of campaigns in a folder, and herald run on it."""

import os
import subprocess
from pathlib import Path

HERALD = Path(os.environ["HERALD"]).resolve()
TOKEN = "interop-token-0123456789abcdef"
# What a person's shell may hold and a test must not depend on.
OUTSIDE = ("proxy", "CURL_CA_BUNDLE", "SSL_CERT", "HERALD_", "NO_COLOR", "CLICOLOR")


class Project:
    def __init__(self, folder: Path, url: str, campaigns: int = 3):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "herald.yaml").write_text(
            "project: interop\n"
            "environments:\n"
            "  production:\n"
            "    remote: messages\n"
            f"    url: {url}\n"
            "    token_env: HERALD_TOKEN\n"
            "defaults:\n"
            "  from: ana@acme.test\n"
            # The campaigns are there to be sent, and have no buttons.
            "lint: { missing-action: off }\n"
        )
        for number in range(campaigns):
            self.write(f"campaign-{number}", f"Hello from campaign {number}.")

    def write(self, key: str, body: str) -> None:
        (self.folder / f"{key}.yaml").write_text(
            f"campaign: {key}\n"
            "format: chat\n"
            "status: live\n"
            "audience: { attribute: plan, is: pro }\n"
            f"copy: {{ body: '{body}' }}\n"
            "schedule: { send: ongoing }\n"
        )

    def herald(
        self, *arguments: str, patience: int = 1, **environment: str
    ) -> subprocess.CompletedProcess:
        inherited = {
            name: value
            for name, value in os.environ.items()
            if not any(part.lower() in name.lower() for part in OUTSIDE)
        }
        done = subprocess.run(
            [HERALD, *arguments, "-C", self.folder, "--patience", str(patience)],
            env={**inherited, "HERALD_TOKEN": TOKEN, **environment},
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert TOKEN not in done.stdout + done.stderr
        return done

    def plan(self, **environment: str) -> subprocess.CompletedProcess:
        return self.herald("plan", "--detailed-exitcode", **environment)

    def apply(self, *arguments: str, patience: int = 1, **environment: str):
        return self.herald(
            "apply", "--auto-approve", *arguments, patience=patience, **environment
        )


def succeeded(done: subprocess.CompletedProcess, code: int = 0) -> None:
    assert done.returncode == code, f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"


def failed(done: subprocess.CompletedProcess, code: int, *sentences: str) -> None:
    """It ended with the code, and said this: as an error, and nothing on the output."""
    succeeded(done, code)
    assert done.stdout == ""
    assert done.stderr.startswith("error")
    for sentence in sentences:
        assert sentence in done.stderr
