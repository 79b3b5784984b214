"""Traffic that is played: the same for the same seed, and labelled wherever it is counted."""

import os
import signal
import sqlite3
import subprocess

import pytest

from described import TOKEN, Sandbox
from test_messages_api import bot, message

TABLES = ("receipts", "receipt_answers", "tallies", "step_tallies", "events", "fixed_people")


def played(database, *arguments):
    """Plays traffic over a database; returns what is said of it."""
    process = subprocess.Popen(
        [os.environ["HERALD"], "sandbox", "--db", database, "--token", TOKEN, *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        for line in process.stdout:
            if line.startswith("simulated"):
                return line
        return process.stderr.read()
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def contents(database):
    with sqlite3.connect(database) as connection:
        return {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """A workspace of sixty people and some live messages."""
    folder = tmp_path_factory.mktemp("traffic")
    database = str(folder / "workspace.sqlite")
    sandbox = Sandbox.__new__(Sandbox)
    sandbox.database = database
    filling = subprocess.Popen(
        [os.environ["HERALD"], "sandbox", "--db", database, "--people", "60", "--seed", "5"],
        stdout=subprocess.PIPE, text=True)
    assert filling.stdout.readline().startswith("listening")
    filling.terminate()
    filling.wait()
    sandbox.start()
    ongoing = {"state": "live", "schedule": {"send": "ongoing"}}
    for body in (
        message(**ongoing, display={"pages": ["/reports/*"], "trigger": {
            "type": "delay", "seconds": 5}}, goal={"event": "csv_exported"}),
        message(state="live", schedule={"send": "once"}, external_id="once"),
        message(**ongoing, display={"frequency": "show_until_dismissed"}, format="post"),
        message(**ongoing, display={"trigger": {"type": "event", "event": "tried"}}),
        bot({"label": "a", "next": "a"}, {"label": "b", "end": True}) | ongoing,
    ):
        sandbox.take("/messages", body)
    sandbox.stop()
    return database


def copy(workspace, folder):
    target = str(folder / "copy.sqlite")
    with sqlite3.connect(workspace) as source, sqlite3.connect(target) as copied:
        source.backup(copied)
    return target


def test_the_same_seed_plays_the_same_to_the_second(workspace, tmp_path_factory):
    runs = []
    for seed in ("3", "3", "4"):
        database = copy(workspace, tmp_path_factory.mktemp("run"))
        line = played(
            database, "--traffic", "6", "--seed", seed, "--now", "2026-11-20 09:00")
        assert line.startswith("simulated 6 days of 60 people"), line
        runs.append((line, contents(database)))
    assert runs[0] == runs[1]
    assert runs[0] != runs[2]
    assert len(runs[0][1]["receipts"]) > 100
    assert runs[0][1]["receipt_answers"] and runs[0][1]["step_tallies"]


def test_everything_that_was_played_says_so(workspace, tmp_path):
    database = copy(workspace, tmp_path)
    played(database, "--traffic", "6", "--seed", "3", "--now", "2026-11-20 09:00")
    sandbox = Sandbox(database)
    try:
        told = sandbox.call("GET", "/messages/stats").json["data"]
    finally:
        sandbox.stop()
    totals = [stats["totals"] for stats in told if stats["totals"]["recipients"]]
    assert len(totals) == 5
    assert all(t["simulated"] == t["recipients"] for t in totals)
    assert any(t["goal_completions"] for t in totals)
    days = [d["day"] for stats in told for d in stats["by_day"]]
    assert min(days) >= "2026-11-14" and max(days) <= "2026-11-20"


def test_without_people_there_is_nobody_to_play(tmp_path):
    line = played(str(tmp_path / "empty.sqlite"), "--traffic", "2")
    assert "add people first" in line


@pytest.mark.parametrize(
    "arguments", [["--traffic", "0"], ["--traffic", "366"], ["--now", "soon"],
                  ["--now", "2026-02-30"], ["--traffic", "2", "--fault", "drop"]])
def test_what_cannot_be_played_is_a_wrong_command_line(tmp_path, arguments):
    done = subprocess.run(
        [os.environ["HERALD"], "sandbox", "--db", str(tmp_path / "a.sqlite"), *arguments],
        capture_output=True, text=True)
    assert done.returncode == 64
    assert not (tmp_path / "a.sqlite").exists()
