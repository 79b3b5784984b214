"""The Messenger as a page installs and calls it, in a real browser."""

import json

import pytest
from playwright.sync_api import expect

from messenger import acted, answered, asked, until

CHAT = ".chat.card"


@pytest.fixture
def ada(world):
    return world.person("ada", email="ada@acme.test")


def visit(page, app, path="/"):
    asked(page, lambda: page.goto(app.url + path))


def events(world):
    told = world.call("GET", "/events?type=user&user_id=ada&summary=true")["events"]
    return {event["name"]: event["count"] for event in told}


def test_calls_from_before_it_came_are_made_in_their_order(world, app, page, ada):
    world.message()
    world.message(display={"trigger": {"type": "event", "event": "early"}}, body="You were early.")
    app.settings = None
    app.script = (
        "window.told = []; Intercom('onUnreadCountChange', (count) => told.push(count));"
        "Intercom('boot', {app_id: 'acme0001', user_id: 'ada'}); Intercom('trackEvent', 'early');")
    visit(page, app)
    expect(page.locator(CHAT)).to_have_count(2)
    assert events(world) == {"early": 1}
    assert page.evaluate("told") == [0, 1, 2]


def test_somebody_is_known_by_their_address(world, app, page, ada):
    world.message()
    app.settings = {"app_id": "acme0001", "email": "ADA@acme.test"}
    visit(page, app)
    expect(page.locator(CHAT)).to_be_visible()


def test_nobody_is_asked_about_who_is_not_named(world, app, page):
    world.message()
    pings = []
    page.on("request", lambda request: pings.append(request.url))
    app.settings = {"app_id": "acme0001"}
    page.goto(app.url)
    expect(page.get_by_role("button", name="Messages")).to_be_visible()
    page.evaluate("Intercom('trackEvent', 'x'); Intercom('update', {name: 'Ada'})")
    assert not [url for url in pings if url.endswith("/messenger/ping")]


class Pings:
    """What a page asks from now on, with what it says, and what it warns of."""

    def __init__(self, page):
        self.bodies, self.warnings = [], []
        page.on("request", self._note)
        page.on("console", self._hear)

    def _hear(self, line):
        if line.text.startswith("Messenger: "):
            self.warnings.append(line.text)

    def _note(self, request):
        if request.url.endswith("/messenger/ping") and request.method == "POST":
            self.bodies.append(json.loads(request.post_data))

    @property
    def tracked(self):
        return [body["event"]["name"] for body in self.bodies if "event" in body]


@pytest.mark.parametrize("settings", [
    {"app_id": "another", "user_id": "ada"}, {"app_id": "acme0001", "user_id": "nobody"}], ids=str)
def test_who_is_unknown_sees_nothing_and_the_page_goes_on(world, app, page, ada, settings):
    world.message()
    app.settings = settings
    # One call before it came, and one after it was turned away.
    app.script = "Intercom('trackEvent', 'early');"
    pings = Pings(page)
    page.clock.install()
    asked(page, lambda: page.goto(app.url))
    page.evaluate("Intercom('trackEvent', 'clicked')")
    page.clock.run_for(120_000)
    # Whatever was still to be asked comes before the next page's.
    asked(page, lambda: page.goto(app.url + "/next"))
    assert len(pings.bodies) == 2 and pings.tracked == []
    assert len(pings.warnings) == 2
    expect(page.locator(CHAT)).to_have_count(0)
    asked(page, lambda: page.evaluate(
        "Intercom('shutdown'); Intercom('boot', {app_id: 'acme0001', user_id: 'ada'})"))
    expect(page.locator(CHAT)).to_be_visible()


def test_who_is_known_by_now_is_asked_about_on_the_next_view(world, app, page):
    world.message()
    asked(page, lambda: page.goto(app.url))
    world.person("ada")
    asked(page, lambda: page.evaluate("history.pushState(null, '', '/next')"))
    expect(page.locator(CHAT)).to_be_visible()


def test_attributes_that_are_too_much_are_said_once_and_the_rest_goes_on(world, app, page, ada):
    world.message()
    app.script = (
        "intercomSettings.notes = 'x'.repeat(2_000_000);"
        "Intercom('trackEvent', 'one'); Intercom('trackEvent', 'two');")
    pings = Pings(page)
    asked(page, lambda: page.goto(app.url))
    until(page, "sessionStorage.getItem('messenger.open') === 'null'")
    expect(page.locator(CHAT)).to_be_visible()
    assert events(world) == {"one": 1, "two": 1}
    assert len(pings.warnings) == 1, pings.warnings
    asked(page, lambda: page.evaluate("Intercom('trackEvent', 'three')"))
    assert sum("attributes" in body for body in pings.bodies) == 1
    assert events(world) == {"one": 1, "two": 1, "three": 1}


def test_an_event_that_is_too_much_is_dropped_and_those_after_it_are_told(world, app, page, ada):
    world.message(display={"trigger": {"type": "event", "event": "last"}})
    visit(page, app)
    page.evaluate(
        "Intercom('trackEvent', 'vast', {notes: 'x'.repeat(2_000_000)});"
        "Intercom('trackEvent', 'long'.repeat(200)); Intercom('trackEvent', 'last')")
    expect(page.locator(CHAT)).to_be_visible()
    assert events(world) == {"last": 1}


def test_an_event_that_is_large_is_told(world, app, page, ada):
    visit(page, app)
    # More than a browser sends for a page that is gone, and than the first answer.
    asked(page, lambda: page.evaluate(
        "Intercom('update', {name: 'Ada'.padEnd(90_000)}); Intercom('trackEvent', 'x')"))
    answered(page)
    assert events(world) == {"x": 1}


@pytest.mark.parametrize("value", [
    "10n", "ring", "{toJSON() { throw 'no'; }}"])
def test_what_json_cannot_write_is_left_out_and_told(world, app, page, ada, value):
    world.attribute("theme", messenger_writable=True)
    world.attribute("zz", messenger_writable=True)
    visit(page, app)
    pings = Pings(page)
    asked(page, lambda: page.evaluate(
        "(() => { const ring = {}; ring.ring = ring;"
        f" const value = {value};"
        " Intercom('trackEvent', 'first', {value, other: 1}); Intercom('trackEvent', 'bare', value);"
        " Intercom('update', {theme: 'dark', zz: value}); Intercom('trackEvent', 'second'); })()"))
    answered(page)
    assert events(world) == {"first": 1, "bare": 1, "second": 1}
    assert any("first" in text and "value" in text for text in pings.warnings)
    assert any("zz" in text for text in pings.warnings)
    told = world.call("POST", "/contacts/search", {
        "query": {"field": "external_id", "operator": "=", "value": "ada"}})["data"][0]
    assert told["custom_attributes"]["theme"] == "dark"


def test_settings_that_json_cannot_write_do_not_stop_the_page(world, app, page, ada):
    world.message()
    app.settings = None
    app.script = (
        "Intercom('boot', {app_id: 'acme0001', user_id: 'ada', zz: 1n});"
        "Intercom('trackEvent', {toString() { throw 'the page\\'s'; }});"
        "Intercom('trackEvent', 'after');")
    visit(page, app)
    expect(page.locator(CHAT)).to_be_visible()
    assert events(world) == {"after": 1}


def test_an_answer_of_somebody_else_ends_it(world, app, page, ada):
    pings = Pings(page)
    page.clock.install()
    page.route("**/messenger/ping", lambda route: route.fulfill(status=404, body="<h1>No</h1>"))
    asked(page, lambda: page.goto(app.url))
    page.clock.run_for(120_000)
    page.unroute("**/messenger/ping")
    asked(page, lambda: page.goto(app.url + "/next"))
    assert len(pings.bodies) == 2


def test_a_page_says_what_it_may_of_its_person(world, app, page, ada):
    world.attribute("theme", messenger_writable=True)
    world.attribute("plan")
    world.message(body="Hi {{name}}, {{theme}}, {{plan | fallback: 'no plan'}}.")
    app.settings |= {"name": "Ada B", "theme": "dark", "plan": "pro", "created_at": 1, "nothing": {}}
    told = []
    page.on("console", lambda line: told.append(line.text))
    page.goto(app.url)
    expect(page.locator(CHAT).get_by_text("Hi Ada B, dark, no plan.")).to_be_visible()
    for name in ("plan", "created_at", "nothing"):
        assert any(name in line for line in told)


def test_pages_of_an_app_of_one_page_are_views_of_their_own(world, app, page, ada):
    id_ = world.message(display={"frequency": "show_until_dismissed"})
    visit(page, app)
    for move in ("history.pushState(null, '', '/a')", "history.replaceState(null, '', '/b')",
                 "location.hash = 'c'", "history.back()"):
        asked(page, lambda: page.evaluate(move))
    assert world.totals(id_)["impressions"] == 5
    # The same address is the same view.
    page.evaluate("history.replaceState({}, '', location.href)")
    asked(page, lambda: page.evaluate("Intercom('update', {name: 'Ada'})"))
    assert world.totals(id_)["impressions"] == 5


def test_shutdown_ends_it_and_boot_begins_with_somebody_else(world, app, page, ada):
    world.person("bob")
    id_ = world.message()
    visit(page, app)
    expect(page.locator(CHAT)).to_be_visible()
    page.evaluate("Intercom('show'); Intercom('shutdown')")
    expect(page.locator(CHAT)).to_have_count(0)
    expect(page.get_by_role("button", name="Messages")).to_have_count(0)
    asked(page, lambda: page.evaluate("Intercom('boot', {app_id: 'acme0001', user_id: 'bob'})"))
    expect(page.locator(CHAT)).to_be_visible()
    assert world.totals(id_)["recipients"] == 2


def test_it_is_shown_and_hidden_and_tells_of_it(world, app, page, ada):
    world.message()
    app.script = (
        "window.told = []; for (const name of ['onShow', 'onHide'])"
        " Intercom(name, () => told.push(name)); Intercom('onShow', () => { throw 'the page\\'s'; });"
        "Intercom('onUnreadCountChange', (count) => told.push(count));")
    visit(page, app)
    panel = page.get_by_role("dialog", name="Messages")
    for call in ("show", "showMessages", "showSpace', 'home"):
        page.evaluate(f"Intercom('{call}')")
        expect(panel).to_be_visible()
        page.evaluate("Intercom('hide')")
        expect(panel).to_be_hidden()
    page.evaluate("Intercom('showNewMessage', 'I wonder')")
    expect(page.get_by_role("textbox", name="Your reply")).to_have_value("I wonder")
    assert page.evaluate("told") == [0, 1, 0, "onShow"] + ["onHide", "onShow"] * 3


def test_notifications_are_hidden_and_the_launcher_is_the_pages_own(world, app, page, ada):
    for kind in ("chat", "post", "tooltip"):
        world.message(kind)
    app.settings |= {"hide_default_launcher": True, "custom_launcher_selector": "#help"}
    app.body += '<button id="help">Help</button>'
    visit(page, app)
    expect(page.locator(".card:visible")).to_have_count(3)
    page.evaluate("Intercom('hideNotifications', true)")
    expect(page.locator(".card:visible")).to_have_count(0)
    page.evaluate("Intercom('hideNotifications', false)")
    expect(page.locator(".card:visible")).to_have_count(3)
    expect(page.locator(".launcher")).to_be_hidden()
    page.get_by_role("button", name="Help").click()
    expect(page.get_by_role("dialog", name="Messages")).to_be_visible()


def test_what_it_does_not_know_is_told_and_breaks_nothing(world, app, page, ada):
    visit(page, app)
    with page.expect_console_message(lambda line: "startTour" in line.text):
        page.evaluate("Intercom('startTour', 1)")


def test_a_page_that_throws_it_away_gets_it_back(world, app, page, ada):
    visit(page, app)
    page.evaluate("document.body.replaceChildren()")
    asked(page, lambda: page.evaluate("Intercom('update')"))
    expect(page.get_by_role("button", name="Messages")).to_be_visible()


def test_a_page_that_nobody_looks_at_shows_nothing(world, app, page, ada):
    id_ = world.message()
    page.add_init_script(
        "window.hides = true; Object.defineProperty(document, 'hidden', {get: () => hides})")
    page.goto(app.url)
    until(page, "document.querySelector('#herald-messenger') !== null")
    assert world.totals(id_)["impressions"] == 0
    asked(page, lambda: page.evaluate(
        "hides = false; document.dispatchEvent(new Event('visibilitychange'))"))
    expect(page.locator(CHAT)).to_be_visible()


def test_a_server_that_fails_is_asked_again(world, app, page, ada):
    id_ = world.message()
    page.clock.install()
    page.route("**/messenger/ping", lambda route: route.fulfill(status=503, json={}))
    with page.expect_response("**/messenger/ping"):
        page.goto(app.url)
    page.unroute("**/messenger/ping")
    with page.expect_response("**/messenger/ping"):
        page.clock.run_for(1_500)
    answered(page)
    expect(page.locator(CHAT)).to_be_visible()
    assert world.totals(id_)["impressions"] == 1


def test_what_had_no_answer_is_told_by_the_next_page_and_counts_once(world, app, page, ada):
    id_ = world.message()
    visit(page, app)
    page.route("**/dismiss", lambda route: (route.fetch(), route.abort()))
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="Close message").click()
    page.unroute("**/dismiss")
    acted(page, "dismiss", page.reload)
    assert world.totals(id_)["dismissals"] == 1


def test_an_answer_that_was_lost_with_its_page_is_shown_by_the_next(world, app, page, ada):
    id_ = world.message(display={"trigger": {"type": "event", "event": "left"}})
    visit(page, app)
    page.route("**/messenger/ping", lambda route: (route.fetch(), route.abort()))
    with page.expect_event("requestfailed"):
        page.evaluate("Intercom('trackEvent', 'left')")
    assert world.totals(id_)["impressions"] == 1
    page.unroute("**/messenger/ping")
    asked(page, lambda: page.goto(app.url + "/next"))
    expect(page.locator(CHAT)).to_be_visible()
    assert world.totals(id_)["impressions"] == 1
    assert events(world) == {"left": 1}


def test_an_event_has_the_time_of_the_sandbox(world, app, page, ada):
    ahead = world.now + 30 * 86_400
    world.set_clock(ahead)
    visit(page, app)
    asked(page, lambda: page.evaluate("Intercom('trackEvent', 'late')"))
    told = world.call("GET", "/events?type=user&user_id=ada")["events"]
    assert [event["created_at"] - ahead in range(-2, 60) for event in told] == [True]


def test_another_address_answers_where_the_page_says_so(world, app, page, ada):
    world.message()
    app.settings["api_base"] = world.url.replace("127.0.0.1", "localhost") + "/"
    app.POLICY = app.POLICY.replace("connect-src", "connect-src " + app.settings["api_base"])
    with page.expect_response(lambda r: r.url == app.settings["api_base"] + "messenger/ping"):
        page.goto(app.url)
    expect(page.locator(CHAT)).to_be_visible()
