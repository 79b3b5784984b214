"""The sample page in a real browser: campaigns/ is applied, and tried as a tester tries it."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import expect

from messenger import World, acted, answered, asked
from projects import HERALD
from sandboxes import serving

CAMPAIGNS = Path(__file__).resolve().parents[2] / "campaigns"


@pytest.fixture
def folder(tmp_path) -> Path:
    folder = tmp_path / "campaigns"
    shutil.copytree(CAMPAIGNS, folder, ignore=shutil.ignore_patterns(".herald"))
    return folder


@pytest.fixture
def world(tmp_path, folder) -> World:
    """The workspace of campaigns/, with two hundred people in it."""
    with serving(tmp_path, "-C", folder, "--seed", "7", "--people", "200"):
        pass
    subprocess.run(
        [HERALD, "apply", "-C", folder, "--auto-approve"], check=True, capture_output=True)
    with serving(tmp_path, "-C", folder, "--now", "2026-11-20 12:00") as url:
        yield World(url)


def campaign(world, key):
    return next(m["id"] for m in world.call("GET", "/messages")["data"] if m["name"] == key)


def choose(page, id_):
    page.get_by_role("combobox", name="Campaign").select_option(id_)


def found(page):
    """The list of people, once it shows what was asked for last."""
    people = page.get_by_role("list", name="People found")
    expect(people).to_have_attribute("aria-busy", "false")
    return people


def be_somebody(page):
    asked(page, found(page).get_by_role("button").first.click)


def click_the_launch(world, page):
    """Somebody of its audience is shown the launch, in its time and on its page, and clicks it."""
    id_ = campaign(world, "csv-export-launch")
    page.clock.install()
    page.goto(world.url)
    choose(page, id_)
    be_somebody(page)
    asked(page, page.get_by_role("button", name="wait for it").click)
    asked(page, page.get_by_role("button", name="go there").click)
    assert page.url == world.url + "/reports/sales"
    expect(page.locator(".clock")).to_contain_text("2026-12-01 09:00")
    link = page.get_by_role("link", name="Export now")
    expect(link).to_have_count(0)
    asked(page, lambda: page.clock.run_for(9_000))
    with page.expect_popup():
        acted(page, "click", link.click)
    assert world.totals(id_)["clicks"] == 1
    return id_, link


def test_the_launch_is_for_who_matches_and_its_click_is_counted(world, page):
    id_, link = click_the_launch(world, page)

    # Somebody else, who stays as long.
    page.get_by_role("radio", name="outside").check()
    be_somebody(page)
    page.clock.run_for(9_000)
    answered(page)
    expect(link).to_have_count(0)
    totals = world.totals(id_)
    assert (totals["recipients"], totals["clicks"]) == (1, 1)


def test_the_click_is_found_in_stats_in_the_report_and_in_the_next_plan(world, folder, page):
    click_the_launch(world, page)

    def herald(*arguments):
        done = subprocess.run(
            [HERALD, *arguments, "-C", folder], capture_output=True, text=True, check=True)
        return done.stdout

    messages = json.loads(herald("stats", "csv-export-launch", "--format", "json"))["messages"]
    totals = messages[0]["totals"]
    assert (totals["recipients"], totals["engaged"]) == (1, 1)

    report = folder.parent / "report.html"
    herald("report", "csv-export-launch", "--out", str(report))
    page.goto(report.as_uri())
    row = page.get_by_role("row").filter(has_text="csv-export-launch").first
    expect(row).to_contain_text("100 %")

    launch = next(folder.rglob("csv-export-launch.yaml"))
    text = launch.read_text()
    assert "in one step" in text
    launch.write_text(text.replace("in one step", "in two clicks"))
    plan = herald("plan", "--no-reach")
    assert "1 person received it, 100 % of them engaged" in plan, plan
    assert "1 person who has seen it already will not see the new copy" in plan, plan


def test_a_person_a_page_and_an_event_are_chosen_and_stay(world, page):
    page.goto(world.url)
    page.get_by_role("searchbox", name="Search people").fill("user-7")
    expect(page.get_by_role("list", name="People found").get_by_role("button")).to_have_count(1)
    be_somebody(page)
    who = page.locator("#person").inner_text()
    page.get_by_role("combobox", name="Page").fill("/dashboards/sales")
    asked(page, page.get_by_role("button", name="Go", exact=True).click)
    asked(page, page.get_by_role("button", name="dashboard_created").click)
    told = world.call("GET", "/events?type=user&user_id=user-7&summary=true")["events"]
    assert "dashboard_created" in [event["name"] for event in told]
    asked(page, page.reload)
    assert page.url == world.url + "/dashboards/sales"
    assert page.locator("#person").inner_text() == who
    asked(page, page.get_by_role("navigation").get_by_role("link", name="Reports").click)
    expect(page.get_by_role("heading", name="Reports · Sales")).to_be_visible()
    asked(page, page.go_back)
    expect(page.get_by_role("heading", name="Dashboards · Sales")).to_be_visible()


def test_who_is_of_another_workspace_is_nobody_here(world, page):
    pings = []
    page.on("request", lambda request: pings.append(request.url))
    page.goto(world.url)
    gone = {"external_id": "user-9999", "name": "Old Person", "custom_attributes": {}}
    page.evaluate(f"localStorage.setItem('sample.person', {json.dumps(json.dumps(gone))})")
    page.reload()
    expect(page.get_by_text("Old Person is not in this workspace")).to_be_visible()
    expect(page.get_by_text("You are Old Person")).to_have_count(0)
    page.get_by_role("button", name="Export CSV").click()
    be_somebody(page)
    assert len([url for url in pings if url.endswith("/messenger/ping")]) == 1
    page.evaluate("localStorage.setItem('sample.person', 'no JSON')")
    page.reload()
    expect(page.get_by_role("list", name="People found").get_by_role("button")).not_to_have_count(0)
    expect(page.get_by_text("Failed:")).to_have_count(0)


def test_who_is_named_as_a_whole_is_found_first(world, page):
    page.goto(world.url)
    for name in ("user-1", "user-10", "user-100"):
        page.get_by_role("searchbox", name="Search people").fill(name)
        be_somebody(page)
        assert page.evaluate("JSON.parse(localStorage.getItem('sample.person')).external_id") == name


def test_an_older_search_that_answers_late_changes_nothing(world, page):
    held = []
    page.route("**/sample/people?text=slow*", lambda route: held.append(route))
    page.goto(world.url)
    search = page.get_by_role("searchbox", name="Search people")
    search.fill("slow")
    search.fill("user-10")
    expect(found(page).get_by_role("button").first).to_contain_text(".10@")
    with page.expect_response("**/sample/people?text=slow*"):
        held[0].fulfill(json={"people": []})
    expect(found(page).get_by_role("button").first).to_contain_text(".10@")


def test_the_clock_is_set_and_set_back(world, page):
    page.goto(world.url)
    be_somebody(page)
    page.get_by_label("Another time").fill("2027-03-14T03:30")
    asked(page, page.get_by_role("button", name="Set", exact=True).click)
    expect(page.locator(".clock")).to_contain_text("2027-03-14 03:30")
    # The hour before it was left out there on that day.
    assert world.now - 1_805_009_400 in range(60)
    asked(page, page.get_by_role("button", name="Back to the time it is").click)
    assert world.call("GET", "/sandbox/clock")["lead"] is None


def test_a_tip_points_at_an_element_of_the_page(world, page):
    page.goto(world.url + "/reports/sales")
    choose(page, campaign(world, "export-tip"))
    be_somebody(page)
    tip = page.get_by_role("article", name="Tip")
    expect(tip).to_contain_text("Take these numbers with you")
    assert tip.get_attribute("data-side") == "bottom"


def test_what_fails_is_told(world, page):
    page.goto(world.url)
    page.route("**/sample/people?*", lambda route: route.fulfill(
        status=503, json={"errors": [{"message": "<b>it is busy</b>"}]}))
    page.get_by_role("searchbox", name="Search people").fill("x")
    expect(page.get_by_text("Failed: <b>it is busy</b>")).to_be_visible()
