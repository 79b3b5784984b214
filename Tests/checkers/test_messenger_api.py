"""What pages call, what messages did, and the sandbox's clock, as the description has them."""

import itertools
import json
import uuid

import pytest

from described import check, input_of, validator
from test_messages_api import bot, message

NUMBERS = itertools.count(1)
PING = input_of("POST", "/messenger/ping")
REPLY = input_of("POST", "/messenger/receipts/1/reply")
HOUR = 3_600


@pytest.fixture
def person(sandbox):
    name = f"person-{next(NUMBERS)}"
    sandbox.take("/contacts", {"external_id": name, "name": "Ada Byron"})
    return name


def live(sandbox, **fields):
    """A live message for everybody, on a page of its own; its id and that page."""
    page = f"/page-{next(NUMBERS)}"
    display = {"pages": [page]} | fields.pop("display", {})
    made = sandbox.take("/messages", message(
        state="live", display=display, **{"schedule": {"send": "ongoing"}} | fields))
    return made["id"], page


def ask(sandbox, person, page, **fields):
    answer = sandbox.call(
        "POST", "/messenger/ping", {"user_id": person, "url": page} | fields, token=None)
    assert answer.status == 200, answer.body
    return answer.json


def act(sandbox, receipt, action, body=None):
    path = f"/messenger/receipts/{receipt}/{action}"
    return sandbox.call("POST", path, body or {}, token=None)


def stats(sandbox, id_, query=""):
    answer = sandbox.call("GET", f"/messages/{id_}/stats{query}")
    assert answer.status == 200, answer.body
    return answer.json


def test_a_message_is_shown_with_its_receipt_and_no_more_than_a_page_needs(sandbox, person):
    id_, page = live(
        sandbox, body='Hi {{first_name | fallback: "there"}}.', metadata={"secret": 1},
        cta={"label": "Go", "url": "https://acme.test/{{name}}"})
    shown = ask(sandbox, person, page)["messages"]
    assert [m["id"] for m in shown] == [id_]
    assert shown[0]["body"] == "Hi Ada."
    assert shown[0]["cta"]["url"] == "https://acme.test/Ada%20Byron"
    assert shown[0]["from"]["name"] == "Ana Alvarez"
    assert not {"to", "metadata", "goal", "tags"} & set(shown[0])
    assert ask(sandbox, person, page)["messages"] == []


def test_what_people_do_is_noted_once_and_counted(sandbox, person):
    id_, page = live(sandbox)
    receipt = ask(sandbox, person, page)["messages"][0]["receipt_id"]
    for action in ("click", "dismiss", "reply"):
        first = act(sandbox, receipt, action)
        assert first.status == 200 and act(sandbox, receipt, action).json == first.json
    assert act(sandbox, receipt, "complete").problems == [("data_invalid", "receipt_id")]
    told = stats(sandbox, id_)
    assert told["totals"] | {"recipients": 1, "impressions": 1, "clicks": 1, "dismissals": 1,
                             "replies": 1, "engaged": 1, "engagement_rate": 1} == told["totals"]
    assert [d["recipients"] for d in told["by_day"]] == [1]
    assert told["by_version"][0]["metadata"] == {}


def test_a_bots_steps_are_counted(sandbox, person):
    page = f"/page-{next(NUMBERS)}"
    made = sandbox.take("/messages", bot(
        {"label": "l", "next": "a"}, {"label": "m", "end": True}) | {
            "state": "live", "display": {"pages": [page]}})
    receipt = ask(sandbox, person, page)["messages"][0]["receipt_id"]
    for _ in range(2):
        assert act(sandbox, receipt, "reply", {"step": "a", "reply": 1}).status == 200
        assert act(sandbox, receipt, "complete").status == 200
    for body, field in (({"step": "b", "reply": 0}, "step"), ({"step": "a", "reply": 2}, "reply"),
                        ({"body": "x"}, "step")):
        assert [f for _, f in act(sandbox, receipt, "reply", body).problems] == [field]
    told = stats(sandbox, made["id"])
    assert told["steps"] == [{"content_version": 1, "step": "a", "reply": 1, "people": 1}]
    assert told["totals"]["completions"] == 1


def test_a_goal_is_reached_by_its_event(sandbox, person):
    id_, page = live(sandbox, goal={"event": "done", "within": {"amount": 1, "unit": "day"}})
    ask(sandbox, person, page)
    ask(sandbox, person, "/elsewhere", event={"name": "done", "metadata": {"a": 1}})
    assert stats(sandbox, id_)["totals"]["goal_completions"] == 1


def test_versions_are_told_apart(sandbox, person):
    id_, page = live(sandbox, display={"frequency": "show_until_dismissed"})
    ask(sandbox, person, page)
    changed = message(state="live", body="Other.", metadata={"commit": "c"}, display={
        "pages": [page], "frequency": "show_until_dismissed"}, schedule={"send": "ongoing"})
    assert sandbox.call("PUT", f"/messages/{id_}", changed).status == 200
    ask(sandbox, person, page)
    told = stats(sandbox, id_)
    assert told["totals"]["recipients"] == 1 and told["totals"]["impressions"] == 2
    assert [v["recipients"] for v in told["by_version"]] == [1, 1]
    assert [v["metadata"] for v in told["by_version"]] == [{}, {"commit": "c"}]


def test_stats_are_listed_page_by_page(sandbox):
    for number in range(5):
        sandbox.take("/messages", message(external_id=f"stats/{number}"))
    path = "/messages/stats?per_page=2&external_id_prefix=stats/&format=chat&state=draft"
    found, cursor = [], ""
    while cursor is not None:
        page = sandbox.call("GET", path + (f"&starting_after={cursor}" if cursor else "")).json
        found += [m["external_id"] for m in page["data"]]
        cursor = page["pages"].get("next", {}).get("starting_after")
    assert found == [f"stats/{n}" for n in range(5)]
    assert sandbox.call("GET", path + "&since=2026-12-01").status == 200


@pytest.mark.parametrize("query", ["since=soon", "since=2026-02-30", "sinse=2026-12-01"])
def test_a_bad_parameter_is_400(sandbox, query):
    for path in ("/messages/1/stats", "/messages/stats"):
        answer = sandbox.call("GET", f"{path}?{query}")
        assert answer.problems == [("parameter_invalid", query.split("=")[0])]


def test_stats_of_what_there_is_not_are_404(sandbox):
    assert sandbox.call("GET", "/messages/99999/stats").status == 404
    assert sandbox.call("GET", "/messages/x/stats").status == 404


GOOD = [
    {}, {"url": "https://app.acme.test/a?b#c"}, {"url": "HTTP://app.acme.test"},
    {"attributes": {"name": "<script>alert(1)</script>", "phone": None}},
    {"page_view": str(uuid.uuid4()), "seconds_on_page": 8}, {"app_id": "acme0001"},
    {"event": {"name": "e", "created_at": 1, "metadata": {}}}, {"event": {"name": "e"}},
    {"simulated": True}, {"attributes": None, "event": None, "page_view": None},
]

# What the description refuses as the sandbox does.
BAD = [
    ({"url": 1}, 400, "url"), ({"url": None}, 422, "url"), ({"url": "app"}, 422, "url"),
    ({"url": "javascript:alert(1)"}, 422, "url"), ({"url": "https:///a"}, 422, "url"),
    ({"user_id": None}, 422, "user_id"), ({"attributes": []}, 400, "attributes"),
    ({"attributes": {f"a{n}": 1 for n in range(251)}}, 422, "attributes"),
    ({"page_view": "x" * 65}, 422, "page_view"), ({"seconds_on_page": -1}, 422, "seconds_on_page"),
    ({"event": {}}, 422, "event.name"), ({"event": "e"}, 400, "event"),
    ({"event": {"name": "e", "x": 1}}, 400, "event.x"), ({"pages": []}, 400, "pages"),
]

# What no schema can say.
BEYOND_SCHEMA = [
    ({"attributes": {"nothing": 1}}, 400, "attributes.nothing"),
    ({"attributes": {"email": "a@acme.test"}}, 422, "attributes.email"),
    ({"attributes": {"name": "x" * 256}}, 422, "attributes.name"),
    ({"attributes": {"name": 1}}, 400, "attributes.name"),
    ({"app_id": "another"}, 404, "app_id"), ({"user_id": "nobody"}, 404, None),
]


@pytest.mark.parametrize("fields", GOOD, ids=str)
def test_what_the_description_accepts_of_a_ping_is_taken(sandbox, person, fields):
    check(PING, {"user_id": person, "url": "/nowhere"} | fields)
    ask(sandbox, person, **{"page": "/nowhere"} | fields)


@pytest.mark.parametrize("fields, status, field", BAD, ids=lambda b: str(b)[:40])
def test_what_is_refused_of_a_ping_the_description_refuses(sandbox, person, fields, status, field):
    body = {"user_id": person, "url": "/nowhere"} | fields
    assert not validator(PING).is_valid(body)
    answer = sandbox.call("POST", "/messenger/ping", body, token=None)
    assert answer.status == status, answer.body
    assert field in [field for _, field in answer.problems]


@pytest.mark.parametrize("fields, status, field", BEYOND_SCHEMA, ids=lambda b: str(b)[:40])
def test_what_no_schema_can_refuse_of_a_ping_is_refused(sandbox, person, fields, status, field):
    body = {"user_id": person, "url": "/nowhere"} | fields
    check(PING, body)
    answer = sandbox.call("POST", "/messenger/ping", body, token=None)
    assert answer.status == status, answer.body
    assert field in [field for _, field in answer.problems]


@pytest.mark.parametrize("receipt", ["x", "1-2", "1-2-3", "01-2-3", "-1-2-3"])
@pytest.mark.parametrize("action", ["click", "dismiss", "reply", "complete"])
def test_a_receipt_that_there_is_not_is_404(sandbox, receipt, action):
    assert act(sandbox, receipt, action).problems == [("not_found", None)]


@pytest.mark.parametrize(
    "body, status, field",
    [({"x": 1}, 400, "x"), ({"step": "a"}, 422, "reply"), ({"reply": 1}, 422, "step"),
     ({"body": "x" * 10_001}, 422, "body"), ({"body": "x", "step": "a", "reply": 1}, 422, "body"),
     ({"step": "a", "reply": 50}, 422, "reply")], ids=str)
def test_a_bad_reply_is_refused(sandbox, person, body, status, field):
    _, page = live(sandbox)
    receipt = ask(sandbox, person, page)["messages"][0]["receipt_id"]
    answer = act(sandbox, receipt, "reply", body)
    assert (answer.status, answer.problems[0][1]) == (status, field)


@pytest.mark.parametrize("path", ["/messenger/ping", "/messenger/receipts/1-1-1/click"])
def test_a_body_of_another_kind_or_size_is_refused(sandbox, path):
    assert sandbox.call("POST", path, "{}", {"Content-Type": "text/plain"}, None).status == 415
    assert sandbox.call("POST", path, "{", token=None).status == 400
    assert sandbox.call("POST", path, json.dumps({"x": "x" * 1_048_576}), token=None).status == 413


def test_the_clock_can_be_set_and_schedules_go_by_it(fresh):
    fresh.take("/contacts", {"external_id": "ada"})
    read = fresh.call("GET", "/sandbox/clock").json
    assert (read["lead"], read["stands"]) == (None, False)
    start = read["now"] + 30 * 24 * HOUR
    _, page = live(fresh, schedule={"send": "once", "starts_at": start, "ends_at": start + HOUR})
    assert ask(fresh, "ada", page)["messages"] == []
    assert fresh.call("PUT", "/sandbox/clock", {"now": start}).json["lead"] > 29 * 24 * HOUR
    assert len(ask(fresh, "ada", page)["messages"]) == 1
    stopped = {"type": "clock", "now": start, "lead": None, "stands": True}
    assert fresh.call("PUT", "/sandbox/clock", {"now": start, "stands": True}).json == stopped
    assert fresh.call("GET", "/sandbox/clock").json == stopped
    assert fresh.call("PUT", "/sandbox/clock", {"now": None}).json["lead"] is None


@pytest.mark.parametrize(
    "body, status", [({}, 422), ({"now": "x"}, 400), ({"now": -1}, 422), ({"noww": 1}, 400),
                       ({"now": 1, "stands": 1}, 400)])
def test_a_bad_time_is_refused(sandbox, body, status):
    assert not validator(input_of("PUT", "/sandbox/clock")).is_valid(body)
    assert sandbox.call("PUT", "/sandbox/clock", body).status == status
