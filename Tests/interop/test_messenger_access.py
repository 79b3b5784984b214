"""The Messenger for everybody: by keyboard, read aloud, on a phone, in the dark, without motion."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from messenger import acted, asked, settled

BOT = {"start": "a", "steps": [
    {"id": "a", "say": "Which one?", "replies": [
        {"label": "This", "next": "b"}, {"label": "That", "url": "/that"}]},
    {"id": "b", "say": "Good.", "replies": [{"label": "Done", "end": True}]}]}
LOOKS = {
    "light": {"color_scheme": "light"}, "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}},
}


@pytest.fixture
def everything(world):
    """One of each format; somebody to see them."""
    cta = {"label": "Go there", "url": "/there"}
    world.person("ada")
    world.message(cta=cta)
    world.message("post", title="News", cta=cta)
    world.message("tooltip", cta=cta)
    world.message("bot", bot=BOT)


def complaints(page):
    found = Axe().run(page).response
    return [(v["id"], n["html"], n["failureSummary"]) for v in found["violations"] for n in v["nodes"]]


@pytest.mark.parametrize("looks", LOOKS.values(), ids=LOOKS)
def test_axe_finds_nothing(browser, app, everything, looks):
    # The rules are put into the page, which its policy would not have.
    context = browser.new_context(**looks, bypass_csp=True)
    page = context.new_page()
    asked(page, lambda: page.goto(app.url))
    # On a phone the post hides what the tip points at.
    cards = 3 if looks is LOOKS["phone"] else 4
    expect(page.locator(".card:visible")).to_have_count(cards)
    settled(page)
    assert complaints(page) == []
    page.get_by_role("article").get_by_role("button", name="This").click()
    page.evaluate("Intercom('show')")
    settled(page)
    assert complaints(page) == []
    context.close()


@pytest.mark.parametrize("looks", LOOKS.values(), ids=LOOKS)
def test_axe_finds_nothing_on_the_sample_page(browser, world, everything, looks):
    context = browser.new_context(**looks, bypass_csp=True)
    page = context.new_page()
    page.goto(world.url)
    page.locator("details").evaluate("bench => { bench.open = true; }")
    page.get_by_role("button", name="ada").click()
    expect(page.locator(".card:visible")).not_to_have_count(0)
    settled(page)
    assert complaints(page) == []
    context.close()


def test_everything_is_done_by_keyboard(world, app, page, everything):
    asked(page, lambda: page.goto(app.url))
    page.locator("#anchor").focus()
    # It has come without taking the keyboard away.
    expect(page.locator("#anchor")).to_be_focused()
    post = page.get_by_role("article", name="News")
    page.keyboard.press("Tab")
    expect(post.get_by_role("link")).to_be_focused()
    acted(page, "dismiss", lambda: page.keyboard.press("Escape"))
    expect(post).to_have_count(0)
    expect(page.locator("#anchor")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Close tip")).to_be_focused()
    acted(page, "dismiss", lambda: page.keyboard.press("Enter"))
    expect(page.locator("#anchor")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Close message").first).to_be_focused()
    page.keyboard.press("Tab")
    acted(page, "reply", lambda: page.keyboard.press("Enter"))
    expect(page.get_by_role("button", name="Done")).to_be_focused()
    acted(page, "complete", lambda: page.keyboard.press("Enter"))
    expect(page.get_by_text("That is all for now.")).to_be_focused()


def test_the_panel_gives_the_keyboard_back(app, page, everything):
    asked(page, lambda: page.goto(app.url))
    launcher, panel = page.locator(".launcher"), page.get_by_role("dialog", name="Messages")
    expect(launcher).to_have_accessible_name("Messages, 2 new messages")
    expect(launcher).to_have_attribute("aria-expanded", "false")
    launcher.focus()
    page.keyboard.press("Enter")
    expect(panel.get_by_role("button", name="Hide messages")).to_be_focused()
    expect(launcher).to_have_attribute("aria-expanded", "true")
    expect(launcher).to_have_accessible_name("Messages")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(launcher).to_be_focused()
    page.locator("#anchor").focus()
    page.evaluate("Intercom('show')")
    page.keyboard.press("Escape")
    expect(page.locator("#anchor")).to_be_focused()


def test_what_comes_is_read_aloud(app, page, everything):
    asked(page, lambda: page.goto(app.url))
    told = page.get_by_role("status")
    for words in ("Message from Ana Alvarez: Hello from a chat.", "Message from Ana Alvarez: Which",
                  "Announcement from Ana Alvarez: News. Hello", "Tip from Ana Alvarez: Hello"):
        expect(told).to_contain_text(words)


def test_on_a_phone_the_panel_is_the_whole_screen(app, page, everything):
    page.set_viewport_size({"width": 360, "height": 640})
    asked(page, lambda: page.goto(app.url))
    settled(page)
    for card in page.locator(".card:visible").all():
        box = card.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 360
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="Messages").click()
    panel = page.get_by_role("dialog", name="Messages")
    settled(page)
    assert list(map(round, panel.bounding_box().values())) == [0, 0, 360, 640]
    # Nobody tabs to what lies behind it.
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") != "anchor"


def test_nothing_moves_for_who_wants_no_motion(app, page, everything):
    page.emulate_media(reduced_motion="reduce")
    asked(page, lambda: page.goto(app.url))
    expect(page.locator(".card:visible")).to_have_count(4)
    assert page.locator(".card").first.evaluate("card => getComputedStyle(card).animationName") == "none"


def test_it_is_dark_where_the_page_is(app, page, everything):
    def surface():
        return page.locator(".post").evaluate("post => getComputedStyle(post).backgroundColor")

    asked(page, lambda: page.goto(app.url))
    assert surface() == "rgb(255, 255, 255)"
    page.emulate_media(color_scheme="dark")
    assert surface() == "rgb(32, 35, 45)"
