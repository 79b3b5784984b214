"""Machines as CI starts them: the programs that are on them, and what they can install.

Jobs install herald by the steps of their workflow, from a repository with the Makefile and the set-up
of this one. Two things are played, because a test has neither the network nor an hour: `apt-get`
brings the programs of packages that are named here, and `swift build` the program that was built
before, which starts only where libyaml is installed. Everything else is run as it is.
"""

import os
import shutil
import subprocess

from described import ROOT

# What every image has, of what workflows use.
BASE = """
    [ basename bash cat chmod cp cut date dirname env git grep head id install ls mkdir mktemp mv printf rm sed
    sh sleep sort tail test touch tr true uname wc
""".split()
PACKAGES = {
    "make": ["make"], "curl": ["curl"], "pkg-config": ["pkg-config"], "libyaml-dev": [],
    "libyaml-0-2": [], "ca-certificates": [], "libcurl4-openssl-dev": [], "libcurl4t64": [],
    "libsqlite3-dev": [], "libsqlite3-0": [],
}
# An image of Swift's has neither make nor curl; the machines of GitHub have both.
SWIFT_IMAGE = ["apt-get", "swift"]
GITHUB_RUNNER = ["apt-get", "swift", "sudo", "gh", "make", "curl", "pkg-config"]

APT_GET = """#!/bin/bash
set -eu
test -z "${NO_NETWORK:-}" || { echo "E: Temporary failure resolving 'archive.ubuntu.com'" >&2; exit 100; }
case "$1" in
update) touch "$INSTALLED/lists" ;;
install)
  shift
  for name; do
    case "$name" in -*) continue ;; esac
    test -e "$INSTALLED/lists" -a -d "$PACKAGES/$name" || {
      echo "E: Unable to locate package $name" >&2; exit 100
    }
    touch "$INSTALLED/$name"
    cp -R "$PACKAGES/$name/." "$TOOLS/"
  done ;;
*) exit 100 ;;
esac
"""

# What is installed for everybody on a machine is for that machine alone.
SUDO = """#!/bin/sh
for word; do
  shift
  case "$word" in /usr/local/bin/*) word="$TOOLS/${word##*/}" ;; esac
  set -- "$@" "$word"
done
exec "$@"
"""

SWIFT = """#!/bin/sh
test "$1 $2 $3" = "build -c release" || exit 64
mkdir -p .build/release
cp "$LAUNCHER" .build/release/herald
"""

LAUNCHER = """#!/bin/sh
if [ ! -e "$INSTALLED/libyaml-dev" ] && [ ! -e "$INSTALLED/libyaml-0-2" ]; then
  echo "herald: error while loading shared libraries: libyaml-0.so.2: no such file" >&2
  exit 127
fi
exec {herald} "$@"
"""


class Machines:
    """Where machines come from: each is as new."""

    def __init__(self, folder, herald, more=()):
        """`more`: scripts by name, of which each machine may have some."""
        self.folder = os.path.join(folder, "machines")
        os.makedirs(self.folder)
        self.scripts = {"apt-get": APT_GET, "swift": SWIFT, "sudo": SUDO} | dict(more)
        self.launcher = os.path.join(self.folder, "launcher")
        self.write(self.launcher, LAUNCHER.replace("{herald}", herald))
        self.packages = os.path.join(self.folder, "packages")
        for package, programs in PACKAGES.items():
            os.makedirs(os.path.join(self.packages, package))
            for program in programs:
                self.link(program, os.path.join(self.packages, package))
        self.count = 0

    def start(self, programs, without=(), network=True):
        """The variables of a new machine; nothing else is in its PATH."""
        self.count += 1
        folder = os.path.join(self.folder, str(self.count))
        tools, installed = os.path.join(folder, "bin"), os.path.join(folder, "installed")
        home, temporary = os.path.join(folder, "home"), os.path.join(folder, "temporary")
        for path in (tools, installed, home, temporary):
            os.makedirs(path)
        for program in set(BASE + programs) - set(without):
            self.link(program, tools)
        return {
            "PATH": tools, "HOME": home, "RUNNER_TEMP": temporary, "TMPDIR": temporary,
            "TOOLS": tools, "INSTALLED": installed, "PACKAGES": self.packages,
            "LAUNCHER": self.launcher, "NO_NETWORK": "" if network else "1",
        }

    def link(self, program, folder):
        path = os.path.join(folder, program)
        if program in self.scripts:
            self.write(path, self.scripts[program])
        else:
            found = shutil.which(program, path="/usr/local/bin:/usr/bin:/bin")
            assert found, f"this machine has no {program}"
            os.symlink(found, path)

    @staticmethod
    def write(path, text):
        with open(path, "w") as file:
            file.write(text)
        os.chmod(path, 0o755)


def repository_of_herald(folder):
    """A repository that herald is built from, and its commit: what a build runs, and no sources."""
    path = os.path.join(folder, "herald.git")
    os.makedirs(os.path.join(path, ".ci"))
    shutil.copy(ROOT / "Makefile", path)
    shutil.copy(ROOT / ".ci/setup", os.path.join(path, ".ci/setup"))

    def git(*words):
        names = ["-c", "user.name=Ana", "-c", "user.email=ana@acme.test"]
        return subprocess.run(
            ["git", *names, *words], cwd=path, capture_output=True, text=True, check=True).stdout

    git("init", "-q", "-b", "main")
    git("add", "--all")
    git("commit", "-q", "-m", "Start")
    return path, git("rev-parse", "HEAD").strip()
