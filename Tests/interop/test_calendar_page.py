"""A calendar in a real browser: on a desk, a phone, in the dark and on paper."""

import subprocess

import pytest
from axe_playwright_python.sync_playwright import Axe

from projects import HERALD
from test_messenger_access import LOOKS
from test_sample_page import CAMPAIGNS


@pytest.fixture(scope="module")
def calendar(tmp_path_factory):
    """The page of the repository's own campaigns, over a change of the clocks."""
    file = tmp_path_factory.mktemp("calendar") / "calendar.html"
    subprocess.run(
        [HERALD, "calendar", "-C", CAMPAIGNS, "-e", "production", "--from", "2027-01-04", "--for",
         "13 weeks", "--format", f"html={file}"], check=True, capture_output=True)
    return file.as_uri()


@pytest.mark.parametrize("looks", LOOKS.values(), ids=LOOKS)
def test_axe_finds_nothing(browser, calendar, looks):
    context = browser.new_context(**looks, bypass_csp=True)
    page = context.new_page()
    page.goto(calendar)
    found = Axe().run(page).response["violations"]
    assert [(v["id"], n["html"], n["failureSummary"]) for v in found for n in v["nodes"]] == []
    context.close()


def test_it_asks_for_nothing(page, calendar):
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(calendar)
    page.wait_for_load_state("networkidle")
    assert asked == [calendar]
    assert said == []


@pytest.mark.parametrize("width", [360, 390, 700, 1000, 1440])
def test_no_width_has_to_be_scrolled_aside(page, calendar, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(calendar)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [360, 1440])
def test_days_over_the_bars_do_not_touch(page, calendar, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(calendar)
    boxes = [label.bounding_box() for label in page.locator("thead svg text").all()
             if label.is_visible()]
    assert len(boxes) > 1
    for left, right in zip(boxes, boxes[1:]):
        assert left["x"] + left["width"] < right["x"]


def test_a_change_of_the_clocks_is_drawn_over_its_day(page, calendar):
    page.set_viewport_size({"width": 1440, "height": 800})
    page.goto(calendar)
    bar = page.locator("tbody svg").first.bounding_box()
    line = page.locator("line.clocks").first.bounding_box()
    # 2027-03-14 is the 70th of 91 days.
    assert abs((line["x"] - bar["x"]) / bar["width"] - 69 / 91) < 0.02


def test_paper_is_white_for_who_reads_in_the_dark(page, calendar):
    page.emulate_media(color_scheme="dark", media="print")
    page.goto(calendar)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
