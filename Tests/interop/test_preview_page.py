"""A preview in a real browser: it looks as the Messenger does, on a desk, a phone and on paper."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from messenger import App, World, asked, settled
from projects import Project, succeeded
from sandboxes import serving
from test_messenger_access import LOOKS

CTA = "  cta: { label: Go there, url: 'https://acme.test/there' }\n"
CAMPAIGNS = {
    "chat": "copy:\n  body: 'Export your data in one step, and see it arrive where you want it.'\n" + CTA,
    "post": "copy:\n  title: News for you\n  body: 'Two quiet hours in February, so that all is faster.'\n"
            + CTA,
    "tooltip": "copy:\n  body: 'Take these numbers with you.'\n" + CTA
               + "display: { anchor: '#anchor', placement: bottom }\n",
    "bot": "bot:\n  start: offer\n  steps:\n    offer:\n      say: Want to see how?\n      replies:\n"
           "        - { label: Show me, next: how }\n        - { label: Not now, end: true }\n"
           "    how:\n      say: Files land in your bucket.\n      replies:\n"
           "        - { label: Done, end: true }\n",
}
CARD = {"chat": ".chat.card:not(:has(.replies))", "bot": ".chat.card:has(.replies)", "post": ".post.card",
        "tooltip": ".tooltip.card"}
# Where every part of a card lies in it, and how it is painted.
PARTS = """card => {
  const at = card.getBoundingClientRect();
  const round = (number) => Math.round(number * 10) / 10;
  return [card, ...card.querySelectorAll("p, h2, a, button, .sender, .avatar, .name, .actions")]
    .filter((part) => part.checkVisibility())
    .map((part) => {
      const box = part.getBoundingClientRect();
      const style = getComputedStyle(part);
      return [
        part.innerText.replace(/\\s+/g, ""), round(box.x - at.x), round(box.y - at.y), round(box.width),
        round(box.height), style.color, style.backgroundColor, style.fontSize, style.fontWeight,
        style.fontFamily, style.borderRadius, style.boxShadow,
      ].join(" | ");
    });
}"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """A project with one campaign of each format, applied; and the workspace that it is in."""
    root = tmp_path_factory.mktemp("preview")
    with serving(root, "--db", root / "sandbox.sqlite") as url:
        project = Project(root / "campaigns", url, campaigns=0)
        for key, text in CAMPAIGNS.items():
            (project.folder / f"{key}.yaml").write_text(
                f"campaign: {key}\nformat: {key}\naudience: {{ everyone: true }}\n{text}"
                "schedule: { send: ongoing }\n")
        succeeded(project.apply())
        yield root, project, url


@pytest.fixture(scope="module")
def preview(shop):
    """The page of a change of each, with somebody's name in it."""
    root, project, _ = shop
    file = root / "changed.html"
    before = {}
    for path in project.folder.glob("*.yaml"):
        before[path] = path.read_text()
        path.write_text(before[path].replace("Want to see", "Would you see").replace(
            "body: '", "body: 'Hello {{first_name | fallback: \"there\"}} -- ").replace(
            "Go there", "Look"))
    succeeded(project.herald("preview", "--out", str(file)))
    for path, text in before.items():
        path.write_text(text)
    return file.as_uri()


@pytest.mark.parametrize("screen,width", [("desk", 1200), ("phone", 390)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("key", CAMPAIGNS)
def test_it_looks_as_in_the_messenger(browser, shop, key, scheme, screen, width):
    root, project, url = shop
    succeeded(project.herald("preview", key, "--out", str(root / "one.html")))
    app = App(url)
    # Somebody who has seen nothing yet.
    app.settings["user_id"] = World(url).person(f"{key}-{scheme}-{screen}")
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 1000}, reduced_motion="reduce")
    page = context.new_page()
    asked(page, lambda: page.goto(app.url))
    if key == "tooltip":
        # It waits as long as the announcement lies over what it points at.
        page.get_by_role("button", name="Close announcement").click()
    card = page.locator(CARD[key]).first
    expect(card).to_be_visible()
    settled(page)
    shown = card.evaluate(PARTS)
    app.close()
    page.goto((root / "one.html").as_uri())
    page.evaluate("document.querySelector('.looks').style.cssText = '--desk: 1; --phone: 1'")
    previewed = page.locator(f".shown.{screen}.{scheme} {CARD[key]}").evaluate(PARTS)
    context.close()
    assert previewed == shown


@pytest.mark.parametrize("looks", LOOKS.values(), ids=LOOKS)
def test_axe_finds_nothing(browser, preview, looks):
    context = browser.new_context(**looks, bypass_csp=True)
    page = context.new_page()
    page.goto(preview)
    found = Axe().run(page).response["violations"]
    assert [(v["id"], n["html"], n["failureSummary"]) for v in found for n in v["nodes"]] == []
    context.close()


def test_it_asks_for_nothing(page, preview):
    requests, said = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(preview)
    page.wait_for_load_state("networkidle")
    assert requests == [preview]
    assert said == []


@pytest.mark.parametrize("width", [360, 390, 700, 1000, 1160, 1300, 1440, 1920])
def test_no_width_has_to_be_scrolled_aside(page, preview, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(preview)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for side in page.locator(".side").all():
        ours = side.bounding_box()
        for shown in side.locator(".shown").all():
            box = shown.bounding_box()
            assert box["x"] + box["width"] <= ours["x"] + ours["width"] + 1


def test_each_light_is_its_own_whatever_the_reader_likes(page, preview):
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(preview)
        for name, surface in (("light", "rgb(255, 255, 255)"), ("dark", "rgb(32, 35, 45)")):
            card = page.locator(f".shown.desk.{name} .card").first
            assert card.evaluate("card => getComputedStyle(card).backgroundColor") == surface


def test_before_and_after_stand_side_by_side(page, preview):
    page.set_viewport_size({"width": 1300, "height": 800})
    page.goto(preview)
    sides = page.locator(".sides").first.locator(".side")
    left, right = (side.bounding_box() for side in sides.all())
    assert left["y"] == right["y"] and left["x"] + left["width"] <= right["x"]
    expect(sides.nth(1).locator("ins").first).to_be_visible()


def test_an_answer_leads_to_its_step(page, preview):
    page.goto(preview)
    page.get_by_role("link", name="2 · how").click()
    expect(page.locator("li:target")).to_contain_text("Files land in your bucket.")


def test_paper_has_both_lights_on_white(page, preview):
    page.emulate_media(color_scheme="dark", media="print")
    page.goto(preview)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    card = page.locator(".shown.desk.dark .card").first
    assert card.evaluate("card => getComputedStyle(card).printColorAdjust") == "exact"


@pytest.fixture(scope="module")
def written(shop):
    """A page of copy that is long, is filled in, runs from the right, and breaks a rule."""
    root, project, _ = shop
    file, path = root / "written.html", project.folder / "chat.yaml"
    before = path.read_text()
    copy = "שלום {{company.name | fallback: \"לקוח שאיש אינו יודע את שמו עדיין\"}}! "
    path.write_text(before.replace("body: '", f"body: '{copy}AND NOW ALL THAT IS LOUD HERE, "))
    succeeded(project.herald("preview", "--out", str(file)))
    path.write_text(before)
    return file.as_uri()


@pytest.mark.parametrize("width", [360, 375, 390])
def test_a_phone_shows_tables_whole(page, preview, written, width):
    page.set_viewport_size({"width": width, "height": 800})
    for address in (preview, written):
        page.goto(address)
        assert page.locator(".wide").count() > 0
        for table in page.locator(".wide").all():
            assert table.evaluate("box => box.scrollWidth <= box.clientWidth")


def test_what_points_at_a_line_stands_under_it_on_a_phone(page, written):
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(written)
    snippet = page.locator(".snippet").first
    assert snippet.evaluate("box => box.scrollWidth > box.clientWidth"), "it is wider than a phone"
    line = float(snippet.evaluate("box => parseFloat(getComputedStyle(box).lineHeight)"))
    lines = len(snippet.inner_text().rstrip("\n").split("\n"))
    bar = 24  # as thick as one may be
    assert snippet.bounding_box()["height"] <= line * lines + bar


def test_copy_runs_as_its_words_do(page, written, shop):
    page.goto(written)
    # What the message said before is beside it, and runs from the left.
    new = page.locator(".chat .said").filter(has_text="שלום")
    assert new.count() > 0
    for said in new.all():
        assert said.evaluate("text => getComputedStyle(text).direction") == "rtl"
    expect(page.locator(".chat .action").first).to_have_css("direction", "ltr")
