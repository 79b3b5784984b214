"""Calendars are pages that load and run nothing, whose bars stand beside what they say.

The samples are what the Swift tests render; `HERALD` names the built binary, whose page of `campaigns/`
is held against its own data.
"""

import json
import os
import shutil
import subprocess
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from jsonschema import Draft202012Validator
from test_plan_schema import subschemas

from pages import HTML, SVG, contrast, drawn, holds, schemes

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted((ROOT / "Tests" / "checkers" / "samples").glob("page-calendar-*.html"))
DRAWN = {"svg", "rect", "line", "text"}
SCHEMA = json.loads((ROOT / "schemas" / "calendar.schema.json").read_text())
CALENDAR = Draft202012Validator(SCHEMA)
DAYS = ("--from", "2027-01-04", "--to", "2027-04-11")


def calendar(text):
    tree = holds(text, set())
    assert {e.tag.removeprefix(SVG) for e in drawn(tree)} <= DRAWN
    return tree


def herald(*arguments, folder=ROOT / "campaigns"):
    done = subprocess.run([os.environ["HERALD"], "calendar", "-C", folder, "-e", "production",
                           *DAYS, *arguments], capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_a_calendar_loads_and_runs_nothing(file):
    calendar(file.read_text())


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_every_bar_lies_in_the_drawing(file):
    for bar in calendar(file.read_text()).iter(f"{SVG}rect"):
        left, width = (float(bar.attrib[name].removesuffix("%")) for name in ("x", "width"))
        assert left >= 0 and width > 0 and left + width <= 100.001


def test_what_is_drawn_can_be_told_apart():
    text = next(file for file in SAMPLES if file.stem.endswith("full")).read_text()
    for base, own in zip(schemes(text)[:2], schemes(text)[2:], strict=True):
        for ink in ("live", "idle", "gap", "clocks"):
            assert contrast(own[ink], base["page"]) >= 3
            assert contrast(own[ink], own["frozen"]) >= 3


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Berlin", "UTC", "Australia/Lord_Howe"])
def test_the_clock_changes_are_those_of_the_zone(zone):
    data = json.loads(herald("--time-zone", zone, "--format", "json"))
    clock = ZoneInfo(zone)
    moment = datetime(2027, 1, 4, tzinfo=clock).timestamp()
    end = datetime(2027, 4, 12, tzinfo=clock).timestamp()
    found = []
    while moment < end:
        before, after = (datetime.fromtimestamp(at, clock).utcoffset() for at in (moment - 1, moment))
        if before != after:
            found.append((moment, before, after))
        moment += 1_800
    assert found == [(c["at"], *(timedelta(seconds=c[name]) for name in ("offset_before", "offset_after")))
                     for c in data["clock_changes"]]


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path,inner", list(subschemas(SCHEMA)), ids=lambda v: str(v)[:60])
def test_every_member_is_described(path, inner):
    assert inner.get("description"), path


def test_the_data_are_what_the_schema_says(tmp_path):
    shutil.copytree(ROOT / "campaigns", tmp_path, dirs_exist_ok=True,
                    ignore=shutil.ignore_patterns(".herald"))
    tip = (tmp_path / "exports" / "export-tip.yaml").read_text()
    (tmp_path / "again.yaml").write_text(
        tip.replace("campaign: export-tip", "campaign: again"))
    with open(tmp_path / "herald.yaml", "a") as file:
        file.write("freeze: [{ from: 2027-02-01, to: 2027-02-02, reason: The office is closed. }]\n")
    data = json.loads(herald("--format", "json", folder=tmp_path))
    assert [error.message for error in CALENDAR.iter_errors(data)] == []
    assert ("again", "export-tip", "same") in [
        (c["first"], c["second"], c["proof"]) for c in data["collisions"]]
    assert data["campaigns"] and data["clock_changes"] and data["freezes"]


def test_what_is_no_calendar_is_refused():
    data = json.loads(herald("--format", "json"))
    data["campaigns"][0]["status"] = "over"
    assert list(CALENDAR.iter_errors(data))


def test_the_page_has_the_campaigns_of_the_data():
    data = json.loads(herald("--format", "json"))
    tree = calendar(herald("--format", "html"))
    table = next(tree.iter(f"{HTML}table"))
    rows = list(table.find(f"{HTML}tbody"))
    assert [row[0].text.strip() for row in rows][:len(data["campaigns"])] == [
        c["key"] for c in data["campaigns"]]
    assert len(data["campaigns"]) > 10


def test_bars_begin_and_end_with_their_campaigns():
    data = json.loads(herald("--format", "json"))
    tree = calendar(herald("--format", "html"))
    clock = ZoneInfo(data["time_zone"])
    start = datetime(2027, 1, 4, tzinfo=clock).timestamp()
    end = datetime(2027, 4, 12, tzinfo=clock).timestamp()
    rows = list(next(tree.iter(f"{HTML}table")).find(f"{HTML}tbody"))
    for row, campaign in zip(rows, data["campaigns"]):
        (bar,) = [e for e in row.iter(f"{SVG}rect") if e.attrib["class"] == campaign["status"]]
        left, width = (float(bar.attrib[name].removesuffix("%")) for name in ("x", "width"))
        first, last = max(campaign["starts_at"] or 0, start), min(campaign["ends_at"] or end, end)
        assert abs(left - (first - start) / (end - start) * 100) < 0.01
        assert abs(width - (last - first) / (end - start) * 100) < 0.01
