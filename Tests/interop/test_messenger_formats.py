"""What people see of each format in a real browser, what they do with it, and what is counted."""

import pytest
from playwright.sync_api import expect

from messenger import acted, asked, settled

CHAT = ".chat.card"
TIP = "article.tooltip"
BOT = {"start": "offer", "steps": [
    {"id": "offer", "say": "Want to see how?", "replies": [
        {"label": "Show me", "next": "how"}, {"label": "Not now", "end": True}]},
    {"id": "how", "say": "Files land in your bucket.", "replies": [
        {"label": "Set one up", "url": "/exports/new"}, {"label": "Back", "next": "offer"}]}]}
MARKUP = '"><script>window.hacked = 1</script><img src=x onerror="window.hacked = 1">\'&lt;'


@pytest.fixture
def ada(world):
    return world.person("ada", name="Ada Byron")


def visit(page, app, path="/"):
    asked(page, lambda: page.goto(app.url + path))


def box(locator):
    found = locator.bounding_box()
    return found["x"], found["y"], found["x"] + found["width"], found["y"] + found["height"]


def test_a_chat_is_read_followed_and_counted_once(world, app, page, ada):
    id_ = world.message(body="Hi {{first_name}},\nlook.", cta={"label": "Go", "url": "/exports?a=b"})
    visit(page, app)
    chat = page.get_by_role("article", name="Ana Alvarez")
    expect(chat.get_by_text("Hi Ada,\nlook.")).to_be_visible()
    link = chat.get_by_role("link", name="Go")
    acted(page, "click", lambda: link.click(modifiers=["ControlOrMeta"]))
    page.get_by_role("button", name="Messages").click()
    # This one leaves the page, which then hears of no answer.
    with page.expect_request(lambda request: request.url.endswith("/click")):
        link.click()
    page.wait_for_url("**/exports?a=b")
    totals = world.totals(id_)
    assert (totals["impressions"], totals["clicks"], totals["engaged"]) == (1, 1, 1)


def test_a_click_is_counted_though_it_leaves_the_page(world, app, page, ada):
    for kind in ("chat", "post", "tooltip"):
        id_ = world.message(
            kind, cta={"label": f"Leave {kind}", "url": f"{app.url}/away"},
            display={"pages": [f"/{kind}"]})
        visit(page, app, f"/{kind}")
        with page.expect_navigation(url="**/away"):
            page.get_by_role("link", name=f"Leave {kind}").click()
        # The next page tells what had no answer, once that is its own to tell.
        page.wait_for_function("() => sessionStorage.getItem('messenger.outbox') === '[]'")
        assert world.totals(id_)["clicks"] == 1, kind


def test_a_link_to_another_site_opens_beside(world, app, page, ada):
    world.message(cta={"label": "Go", "url": world.url + "/elsewhere"})
    visit(page, app)
    with page.expect_popup() as popup:
        acted(page, "click", page.get_by_role("link", name="Go").click)
    popup.value.wait_for_url("**/elsewhere")
    assert popup.value.evaluate("window.opener") is None


def test_a_chat_is_replied_to(world, app, page, ada):
    id_ = world.message()
    visit(page, app)
    page.get_by_role("button", name="Reply").click()
    words = page.get_by_role("textbox", name="Your reply")
    expect(words).to_be_focused()
    words.fill("  ")
    words.press("Enter")
    words.fill(MARKUP)
    acted(page, "reply", lambda: words.press("Enter"))
    expect(page.get_by_text(MARKUP)).to_be_visible()
    expect(words).to_have_value("")
    # Whoever has begun a conversation keeps it, wherever they go.
    asked(page, lambda: page.evaluate("history.pushState(null, '', '/elsewhere')"))
    expect(page.get_by_text(MARKUP)).to_be_visible()
    assert world.totals(id_)["replies"] == 1


def test_a_post_shows_its_title_and_image(world, app, page, ada):
    id_ = world.message(
        "post", title="News", image_url=app.url + "/image.svg", body="It is here.",
        cta={"label": "Open", "url": "/open"})
    visit(page, app)
    post = page.get_by_role("article", name="News")
    expect(post.get_by_role("heading", name="News")).to_be_visible()
    assert post.locator("img").evaluate("image => image.decode().then(() => image.alt)") == ""
    left, top, right, _ = box(post)
    assert top < 40 and abs((left + right) / 2 - 640) < 2
    acted(page, "dismiss", post.get_by_role("button", name="Close announcement").click)
    expect(post).to_have_count(0)
    assert world.totals(id_)["dismissals"] == 1


def test_an_image_that_there_is_not_is_left_out(world, app, page, ada):
    world.message("post", image_url=world.url + "/nothing.png")
    visit(page, app)
    expect(page.locator(".post")).to_be_visible()
    expect(page.locator(".post img")).to_have_count(0)


@pytest.mark.parametrize("side", ["top", "right", "bottom", "left"])
def test_a_tooltip_is_beside_its_element(world, app, page, ada, side):
    app.script = (
        "addEventListener('DOMContentLoaded', () => { const { style } = anchor;"
        " style.position = 'absolute'; style.left = '600px'; style.top = '330px'; });")
    world.message("tooltip", display={"placement": side})
    visit(page, app)
    expect(page.locator(TIP)).to_be_visible()
    settled(page)
    tip, anchor = box(page.locator(TIP)), box(page.locator("#anchor"))
    gap = {
        "top": anchor[1] - tip[3], "bottom": tip[1] - anchor[3],
        "left": anchor[0] - tip[2], "right": tip[0] - anchor[2]}[side]
    assert 8 <= gap <= 16
    across = 1 if side in ("left", "right") else 0
    assert abs(tip[across] + tip[across + 2] - anchor[across] - anchor[across + 2]) <= 4


def test_a_tooltip_goes_where_there_is_room(world, app, page, ada):
    # The button is in the upper left corner.
    world.message("tooltip", display={"placement": "left"}, body="There are many words in it. " * 6)
    app.body = '<button id="anchor">Here</button>'
    visit(page, app)
    expect(page.locator(TIP)).to_be_visible()
    assert page.locator(TIP).get_attribute("data-side") == "right"
    page.set_viewport_size({"width": 320, "height": 600})
    expect(page.locator(f"{TIP}[data-side=bottom]")).to_be_visible()
    left, _, right, _ = box(page.locator(TIP))
    assert left >= 0 and right <= 320


def test_a_tooltip_goes_along_with_its_element(world, app, page, ada):
    app.body = "<p>Much text.</p>" * 30 + '<button id="anchor">Here</button>' + "<p>More.</p>" * 80
    world.message("tooltip")
    visit(page, app)
    expect(page.locator(TIP)).to_be_hidden()
    page.locator("#anchor").scroll_into_view_if_needed()
    page.mouse.wheel(0, 300)
    expect(page.locator(TIP)).to_be_visible()
    settled(page)
    page.evaluate("new Promise(requestAnimationFrame).then(() => new Promise(requestAnimationFrame))")
    assert 8 <= box(page.locator(TIP))[1] - box(page.locator("#anchor"))[3] <= 16
    page.evaluate("scrollTo(0, 5000)")
    expect(page.locator(TIP)).to_be_hidden()


def test_a_tooltip_waits_for_its_element(world, app, page, ada):
    app.body = '<button id="other">Other</button>'
    world.message("tooltip")
    world.message("tooltip", display={"anchor": "]]no selector", "pages": ["/"]})
    visit(page, app)
    expect(page.locator(TIP).first).to_be_hidden()
    page.evaluate("other.id = 'anchor'")
    expect(page.locator(TIP).first).to_be_visible()
    page.evaluate("anchor.style.display = 'none'")
    expect(page.locator(TIP).first).to_be_hidden()
    page.evaluate("anchor.style.display = ''")
    expect(page.locator(TIP).first).to_be_visible()
    page.evaluate("anchor.remove()")
    expect(page.locator(TIP).first).to_be_hidden()


def test_tooltips_do_not_lie_upon_each_other(world, app, page, ada):
    for body in ("First.", "Second."):
        world.message("tooltip", body=body)
    visit(page, app)
    first, second = (page.locator(TIP).filter(has_text=text) for text in ("First.", "Second."))
    expect(first).to_be_visible()
    expect(second).to_be_hidden()
    first.get_by_role("button", name="Close tip").click()
    expect(second).to_be_visible()


def test_a_bot_is_answered_to_its_end(world, app, page, ada):
    id_ = world.message("bot", bot=BOT)
    visit(page, app)
    bot = page.get_by_role("article", name="Ana Alvarez")
    acted(page, "reply", bot.get_by_role("button", name="Show me").click)
    expect(bot.get_by_role("log")).to_contain_text("Files land in your bucket.")
    expect(bot.get_by_role("link", name="Set one up")).to_be_focused()
    acted(page, "reply", bot.get_by_role("button", name="Back").click)
    acted(page, "complete", bot.get_by_role("button", name="Not now").click)
    expect(bot.get_by_role("button", name="Not now")).to_have_count(0)
    told = world.call("GET", f"/messages/{id_}/stats")
    assert [(s["step"], s["reply"], s["people"]) for s in told["steps"]] == [
        ("how", 1, 1), ("offer", 0, 1), ("offer", 1, 1)]
    assert (told["totals"]["completions"], told["totals"]["clicks"]) == (1, 0)


def test_a_link_of_a_bot_ends_it(world, app, page, ada):
    id_ = world.message("bot", bot=BOT | {"start": "how"})
    visit(page, app)
    page.get_by_role("link", name="Set one up").click()
    page.wait_for_url("**/exports/new")
    page.wait_for_function("() => sessionStorage.getItem('messenger.outbox') === '[]'")
    totals = world.totals(id_)
    assert (totals["clicks"], totals["replies"], totals["completions"]) == (1, 1, 1)


def test_a_goal_is_reached_by_an_event_of_the_page(world, app, page, ada):
    id_ = world.message(goal={"event": "exported"})
    visit(page, app)
    asked(page, lambda: page.evaluate("Intercom('trackEvent', 'exported')"))
    assert world.totals(id_)["goal_completions"] == 1


@pytest.mark.parametrize("address", [
    "JaVaScRiPt:window.hacked=1", " javascript:window.hacked=1", "java\tscript:window.hacked=1",
    "data:text/html,x", "vbscript:x", "file:///etc/passwd", "blob:x", "http://[", ""])
def test_what_is_no_address_of_the_web_is_no_link(page, app, world, ada, address):
    # A server may let through what this one does not: so the answer is changed on its way.
    world.message(cta={"label": "Go", "url": "/go"})
    world.message("post", image_url="https://acme.test/a.png", body="Post.")

    def change(route):
        answer = route.fetch()
        told = answer.json()
        for message in told["messages"]:
            for place, name in ((message["cta"], "url"), (message, "image_url")):
                if place and place.get(name):
                    place[name] = address
        route.fulfill(response=answer, json=told)

    page.route("**/messenger/ping", change)
    visit(page, app)
    expect(page.get_by_text("Go", exact=True)).to_be_visible()
    links = page.locator("a[href], img[src]").evaluate_all("all => all.map(e => e.href ?? e.src)")
    # An empty address is that of the page itself.
    assert links == ([app.url + "/"] * len(links) if address == "" else [])
    page.unroute_all(behavior="wait")
    page.get_by_text("Go", exact=True).click()
    assert page.evaluate("window.hacked") is None


def test_what_a_message_says_is_text(world, app, page):
    world.person("ada", name=MARKUP[:200])
    hostile = {"label": MARKUP, "url": "/go?a=" + MARKUP}
    world.message("chat", body=MARKUP + "{{name}}", cta=hostile)
    world.message("post", title=MARKUP, body=MARKUP, cta=hostile)
    world.message("tooltip", body=MARKUP, cta=hostile)
    world.message("bot", bot={"start": MARKUP, "steps": [
        {"id": MARKUP, "say": MARKUP, "replies": [{"label": MARKUP, "end": True}]}]})
    page.route("**/messenger/ping", lambda route: named(route))
    # Tall enough for all of them at once.
    page.set_viewport_size({"width": 1600, "height": 1400})
    visit(page, app)
    expect(page.locator(".card:visible")).to_have_count(4)
    for place in (".chat .said", ".post h2", ".post p", ".tooltip p", ".chat .name", "button.action"):
        expect(page.locator(place).first).to_contain_text(MARKUP)
    inside = page.locator("#herald-messenger").evaluate(
        "host => host.shadowRoot.querySelectorAll('script, img, style, [onerror]').length")
    assert inside == 0 and page.evaluate("window.hacked") is None


def named(route):
    """Somebody of a hostile name has sent it."""
    answer = route.fetch()
    told = answer.json()
    for message in told["messages"]:
        message["from"]["name"] = MARKUP
    route.fulfill(response=answer, json=told)


def overlap(one, other):
    (a, b, c, d), (e, f, g, h) = box(one), box(other)
    return a < g and e < c and b < h and f < d


@pytest.mark.parametrize("width", [360, 1000])
def test_no_chat_lies_over_a_post(world, app, page, ada, width):
    page.set_viewport_size({"width": width, "height": 700})
    for number in range(3):
        world.message(body=f"Chat {number}. " + "More of it. " * 9)
    world.message("post", title="News", body="What there is of it. " * 14)
    visit(page, app)
    settled(page)
    post, floating = page.locator(".post"), page.locator(f"{CHAT}:visible")
    expect(page.locator(".badge")).to_have_text("3")
    # The newest, of which there is room for one.
    expect(floating).to_have_count(1)
    expect(floating).to_contain_text("Chat 2.")
    assert not overlap(floating, post)
    # A page that gets smaller has less.
    page.set_viewport_size({"width": width, "height": 480})
    expect(floating).to_have_count(0)
    page.set_viewport_size({"width": width, "height": 700})
    expect(floating).to_have_count(1)
    acted(page, "dismiss", page.get_by_role("button", name="Close announcement").click)
    expect(floating).to_have_count(3)
    page.get_by_role("button", name="Messages").click()
    expect(page.get_by_role("dialog").get_by_role("article")).to_have_count(3)


def test_chats_that_have_room_beside_a_post_float_beside_it(world, app, page, ada):
    page.set_viewport_size({"width": 1600, "height": 700})
    for number in range(3):
        world.message(body=f"Chat {number}.")
    world.message("post", title="News", body="What there is of it. " * 40)
    visit(page, app)
    settled(page)
    expect(page.locator(f"{CHAT}:visible")).to_have_count(3)
    for chat in page.locator(CHAT).all():
        assert not overlap(chat, page.locator(".post"))


def test_a_chat_that_is_longer_than_the_page_is_scrolled(world, app, page, ada):
    page.set_viewport_size({"width": 360, "height": 400})
    world.message(body="A long one. " * 80)
    visit(page, app)
    expect(page.locator(f"{CHAT}:visible")).to_have_count(1)
    page.get_by_role("button", name="Reply").scroll_into_view_if_needed()
    expect(page.get_by_role("button", name="Reply")).to_be_in_viewport()


def test_messages_that_are_opened_leave_a_post_to_be_closed(world, app, page, ada):
    page.set_viewport_size({"width": 1000, "height": 700})
    for number in range(4):
        world.message(body=f"Chat {number}. " + "More of it. " * 9)
    world.message("post", title="News", body="What there is of it. " * 14)
    visit(page, app)
    page.get_by_role("button", name="Messages").click()
    settled(page)
    assert not overlap(page.get_by_role("dialog"), page.locator(".post"))
    acted(page, "dismiss", page.get_by_role("button", name="Close announcement").click)


def test_a_keyboard_that_is_in_a_chat_which_goes_is_not_lost(world, app, page, ada):
    page.set_viewport_size({"width": 360, "height": 600})
    world.message(body="More of it. " * 9)
    world.message("post", body="What there is of it. " * 30,
                  display={"trigger": {"type": "event", "event": "news"}})
    visit(page, app)
    page.get_by_role("button", name="Close message").focus()
    asked(page, lambda: page.evaluate("Intercom('trackEvent', 'news')"))
    expect(page.locator(f"{CHAT}:visible")).to_have_count(0)
    expect(page.get_by_role("button", name="Close announcement")).to_be_focused()


def test_a_tip_waits_while_a_post_hides_its_element_or_its_place(world, app, page, ada):
    page.set_viewport_size({"width": 360, "height": 700})
    app.body = (
        '<button id="anchor">Anchor</button><p>' + "A line of it.<br>" * 11 + "</p>"
        '<button id="lower">Lower</button>')
    world.message("tooltip", display={"placement": "bottom"}, body="Under the post.")
    world.message("tooltip", display={"anchor": "#lower", "placement": "top"}, body="Over its edge.")
    world.message("post", body="What there is of it. " * 9)
    visit(page, app)
    settled(page)
    expect(page.locator(f"{TIP}:visible")).to_have_count(0)
    acted(page, "dismiss", page.get_by_role("button", name="Close announcement").click)
    expect(page.locator(f"{TIP}:visible")).to_have_count(2)
