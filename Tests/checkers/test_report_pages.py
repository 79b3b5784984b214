"""Reports are pages that load and run nothing, whose charts are described and whose links lead on.

The samples are what the Swift tests render; `HERALD` names the built binary, whose own page of played
traffic is checked like them.
"""

import json
import re
from pathlib import Path

import pytest

from pages import HTML, SVG, contrast, drawn, elements, holds, schemes
from test_stats_schema import herald, played  # noqa: F401

REPORTS = sorted((Path(__file__).parent / "samples").glob("page-report-*.html"))
OWN = {"blockquote", "details", "summary"}
DRAWN = {"svg", "title", "desc", "path", "text", "circle"}


def report(text):
    tree = holds(text, OWN)
    assert {e.tag.removeprefix(SVG) for e in drawn(tree)} <= DRAWN
    return tree


@pytest.mark.parametrize("file", REPORTS, ids=lambda file: file.stem)
def test_a_report_loads_and_runs_nothing(file):
    report(file.read_text())


@pytest.mark.parametrize("file", REPORTS, ids=lambda file: file.stem)
def test_every_drawing_is_described_or_beside_what_it_says(file):
    tree = report(file.read_text())
    texts = {e.attrib["id"]: e.text for e in elements(tree) if "id" in e.attrib}
    for drawing in tree.iter(f"{SVG}svg"):
        if drawing.attrib.get("aria-hidden") == "true":
            continue
        assert drawing.attrib["role"] == "img"
        assert texts[drawing.attrib["aria-labelledby"]]
        assert texts[drawing.attrib["aria-describedby"]]


@pytest.mark.parametrize("file", REPORTS, ids=lambda file: file.stem)
def test_every_row_has_the_cells_of_its_table(file):
    for table in report(file.read_text()).iter(f"{HTML}table"):
        assert len({len(row) for row in table.iter(f"{HTML}tr")}) == 1


def test_what_is_drawn_can_be_told_apart():
    text = next(file for file in REPORTS if file.stem.endswith("measured")).read_text()
    for base, own in zip(schemes(text)[:2], schemes(text)[2:], strict=True):
        assert contrast(own["all"], base["page"]) >= 3
        assert contrast(own["engaged"], own["all"]) >= 3
        for ink in ("good", "change", "bad", "soft"):
            assert contrast(base[ink], base["page"]) >= 4.5


def test_the_page_has_the_numbers_of_stats(played):  # noqa: F811
    tree = report(herald(played, "report", "--out", "-"))
    stats = json.loads(herald(played, "stats", "--format", "json"))
    table = next(tree.iter(f"{HTML}table"))
    rows = [["".join(cell.itertext()) for cell in row] for row in list(table.iter(f"{HTML}tr"))[1:]]
    assert [(row[0], row[2]) for row in rows] == [
        (m["key"], f"{m['totals']['recipients']:,}") for m in stats["messages"]]
    assert [row[1] for row in rows] == [m["verdict"]["message"] for m in stats["messages"]]


def test_bars_are_as_high_as_the_numbers_of_their_days(played):  # noqa: F811
    tree = report(herald(played, "report", "--out", "-"))
    stats = json.loads(herald(played, "stats", "--format", "json"))
    seen = 0
    for section, message in zip(tree.iter(f"{HTML}section"), [None, *stats["messages"]], strict=True):
        bars = section.find(f".//{SVG}path[@class='all']")
        if message is None or bars is None:
            continue
        heights = [int(height) for height in re.findall(r"v-(\d+)", bars.attrib["d"])]
        people = [day["recipients"] for day in message["by_day"]]
        assert len(heights) == len(people)
        for height, count in zip(heights, people):
            assert abs(height / max(heights) - count / max(people)) < 0.01
        seen += 1
    assert seen > 3
