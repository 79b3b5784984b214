"""A report in a real browser: played traffic, read on a desk, a phone, in the dark and on paper."""

import shutil
import subprocess

import pytest
from axe_playwright_python.sync_playwright import Axe

from projects import HERALD
from sandboxes import serving
from test_messenger_access import LOOKS
from test_sample_page import CAMPAIGNS


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """The page of a workspace whose campaigns were changed between two times of traffic."""
    root = tmp_path_factory.mktemp("report")
    folder = root / "campaigns"
    shutil.copytree(CAMPAIGNS, folder, ignore=shutil.ignore_patterns(".herald"))

    def herald(*arguments):
        subprocess.run([HERALD, *arguments, "-C", folder], check=True, capture_output=True, cwd=root)

    with serving(root, "-C", folder, "--people", "300", "--seed", "7"):
        pass
    herald("apply", "--auto-approve")
    play(root, folder, "--now", "2026-11-10 12:00")
    tip = folder / "exports" / "export-tip.yaml"
    tip.write_text(tip.read_text().replace("Take these numbers", "Take your numbers"))
    herald("apply", "--auto-approve")
    play(root, folder, "--now", "2026-11-20 12:00")
    herald("report")
    return (root / "report.html").as_uri()


def play(root, folder, *arguments):
    playing = subprocess.Popen(
        [HERALD, "sandbox", "-C", folder, "--traffic", "8", "--seed", "7", *arguments],
        stdout=subprocess.PIPE, cwd=root, text=True)
    try:
        assert any(line.startswith("simulated") for line in playing.stdout)
    finally:
        playing.terminate()
        playing.wait()
        playing.stdout.close()


@pytest.mark.parametrize("looks", LOOKS.values(), ids=LOOKS)
def test_axe_finds_nothing(browser, report, looks):
    context = browser.new_context(**looks, bypass_csp=True)
    page = context.new_page()
    page.goto(report)
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    found = Axe().run(page).response["violations"]
    assert [(v["id"], n["html"], n["failureSummary"]) for v in found for n in v["nodes"]] == []
    context.close()


def test_it_asks_for_nothing(page, report):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(report)
    page.wait_for_load_state("networkidle")
    assert asked == [report]
    assert said == []


def test_a_phone_scrolls_down_and_not_aside(page, report):
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(report)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for figure in page.locator("figure").all():
        box = figure.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 360


def test_what_is_folded_is_open_on_paper(page, report):
    page.goto(report)
    table = page.locator("details table").first
    assert not table.is_visible()
    page.emulate_media(media="print")
    assert table.is_visible()


def test_paper_is_white_for_who_reads_in_the_dark(page, report):
    page.emulate_media(color_scheme="dark", media="print")
    page.goto(report)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(26, 26, 26)"


def test_a_campaign_of_the_overview_leads_to_its_own_part(page, report):
    page.goto(report)
    page.get_by_role("link", name="export-tip").click()
    heading = page.locator("section:target h2")
    assert heading.inner_text().startswith("export-tip")
    charts = page.locator("section:target").get_by_role("img")
    assert charts.count() == 2
    assert "Simulated." in (charts.first.get_attribute("aria-label") or charts.first.inner_html())
