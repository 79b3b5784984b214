"""The Messenger in a real browser: each format appears when its rules say so, and not otherwise."""

import pytest
from playwright.sync_api import expect

from messenger import CARD, acted, asked

BOT = {"start": "a", "steps": [
    {"id": "a", "say": "Which one?", "replies": [{"label": "This", "end": True}]}]}
FORMATS = {"chat": {}, "post": {"title": "News"}, "tooltip": {}, "bot": {"bot": BOT}}


@pytest.fixture(params=FORMATS)
def kind(request):
    return request.param


def shown(page, kind):
    return page.locator(CARD[kind]).and_(page.locator(":visible"))


def test_a_message_is_for_its_audience(world, app, page, kind):
    world.attribute("plan")
    world.person("ada", custom_attributes={"plan": "pro"})
    world.person("bob", custom_attributes={"plan": "free"})
    id_ = world.message(kind, audience={
        "attribute": "plan", "type": "string", "comparison": "eq", "value": "pro"}, **FORMATS[kind])
    asked(page, lambda: page.goto(app.url))
    expect(shown(page, kind)).to_have_count(1)
    app.settings["user_id"] = "bob"
    asked(page, page.reload)
    expect(shown(page, kind)).to_have_count(0)
    assert world.totals(id_)["recipients"] == 1


def test_a_message_is_on_its_pages(world, app, page, kind):
    world.person("ada")
    world.message(kind, display={"pages": ["/reports/*"]}, **FORMATS[kind])
    asked(page, lambda: page.goto(app.url + "/home"))
    expect(shown(page, kind)).to_have_count(0)
    # As an app of one page moves.
    asked(page, lambda: page.evaluate("history.pushState(null, '', '/reports/sales')"))
    expect(shown(page, kind)).to_have_count(1)
    asked(page, page.go_back)
    expect(shown(page, kind)).to_have_count(0)


def test_a_message_waits_for_its_delay(world, app, page, kind):
    world.person("ada")
    id_ = world.message(kind, display={"trigger": {"type": "delay", "seconds": 8}}, **FORMATS[kind])
    page.clock.install()
    asked(page, lambda: page.goto(app.url))
    page.clock.run_for(4_000)
    expect(shown(page, kind)).to_have_count(0)
    assert world.totals(id_)["impressions"] == 0
    asked(page, lambda: page.clock.run_for(5_000))
    page.clock.run_for(100)
    expect(shown(page, kind)).to_have_count(1)


def test_a_message_waits_for_its_event(world, app, page, kind):
    world.person("ada")
    display = {"trigger": {"type": "event", "event": "exported"}}
    id_ = world.message(kind, display=display, **FORMATS[kind])
    asked(page, lambda: page.goto(app.url))
    asked(page, lambda: page.evaluate("Intercom('trackEvent', 'another')"))
    expect(shown(page, kind)).to_have_count(0)
    asked(page, lambda: page.evaluate("Intercom('trackEvent', 'exported', {rows: 3})"))
    expect(shown(page, kind)).to_have_count(1)
    asked(page, lambda: page.evaluate("Intercom('update')"))
    expect(shown(page, kind)).to_have_count(1)
    assert world.totals(id_)["impressions"] == 1


def test_a_message_keeps_its_schedule(world, app, page, kind):
    world.person("ada")
    start = world.now + 30 * 86_400
    world.message(
        kind, schedule={"send": "once", "starts_at": start, "ends_at": start + 3_600},
        **FORMATS[kind])
    asked(page, lambda: page.goto(app.url))
    expect(shown(page, kind)).to_have_count(0)
    world.set_clock(start + 3_600)
    asked(page, page.reload)
    expect(shown(page, kind)).to_have_count(0)
    world.set_clock(start)
    asked(page, page.reload)
    expect(shown(page, kind)).to_have_count(1)


def test_show_once_is_shown_once(world, app, page, kind):
    world.person("ada")
    id_ = world.message(kind, **FORMATS[kind])
    asked(page, lambda: page.goto(app.url))
    expect(shown(page, kind)).to_have_count(1)
    asked(page, page.reload)
    expect(shown(page, kind)).to_have_count(0)
    assert world.totals(id_)["impressions"] == 1


def test_show_until_dismissed_is_shown_until_it_is_closed(world, app, page, kind):
    world.person("ada")
    id_ = world.message(kind, display={"frequency": "show_until_dismissed"}, **FORMATS[kind])
    asked(page, lambda: page.goto(app.url))
    expect(shown(page, kind)).to_have_count(1)
    asked(page, page.reload)
    expect(shown(page, kind)).to_have_count(1)
    assert world.totals(id_)["dismissals"] == 0
    acted(page, "dismiss", shown(page, kind).get_by_role("button", name="Close").click)
    expect(shown(page, kind)).to_have_count(0)
    asked(page, page.reload)
    expect(shown(page, kind)).to_have_count(0)
    totals = world.totals(id_)
    assert (totals["impressions"], totals["dismissals"]) == (2, 1)
