"""Messages, the workspace and what holds for all routes, as the description has them.

Each route is driven into each answer. The bodies of requests are held against the description too:
what it accepts the sandbox takes, and what the sandbox refuses the description refuses, but for a
marked few that no schema can express.
"""

import http.client
import json
import socket
import time

import pytest
from openapi_spec_validator import validate

from described import OPERATIONS, SPEC, TOKEN, Answer, check, input_of, operation, validator

GONE = object()


def message(**fields):
    """A chat that the sandbox takes, with fields put in or taken away."""
    body = {
        "message_type": "inapp", "format": "chat", "body": "Hello.",
        "from": {"type": "admin", "id": "5001"},
        "to": {"type": "audience", "audience": {"everyone": True}},
    } | {name.rstrip("_"): value for name, value in fields.items()}
    return {name: value for name, value in body.items() if value is not GONE}


def create(sandbox, **fields):
    return sandbox.take("/messages", message(**fields))


def rule(value):
    return message(to={"type": "audience", "audience": value})


def attribute(type_, comparison, value=GONE):
    found = {"attribute": "a", "type": type_, "comparison": comparison, "value": value}
    return {k: v for k, v in found.items() if v is not GONE}


def event(type_, comparison, value=GONE, **more):
    found = {"event": "e", "type": type_, "comparison": comparison, "value": value} | more
    return {k: v for k, v in found.items() if v is not GONE}


def bot(*replies, **fields):
    steps = [{"id": "a", "say": "Hi", "replies": list(replies)}]
    return message(format="bot", body=None, bot={"start": "a", "steps": steps} | fields)


WEEK = {"amount": 7, "unit": "day"}
TEXTS = ["eq", "ne", "contains", "not_contains", "starts_with", "ends_with"]
NUMBERS = ["eq", "ne", "gt", "lt", "gte", "lte"]
SPANS = ["more_than", "less_than", "exactly"]
DAYS = ["after", "before", "on"]
CONDITIONS = (
    [attribute("string", c, "x") for c in TEXTS]
    + [attribute("string", c, ["x", "y"]) for c in ("in", "nin")]
    + [attribute("number", c, 1.5) for c in NUMBERS]
    + [attribute("number", c, [1, 2]) for c in ("in", "nin")]
    + [attribute("boolean", "eq", b) for b in (True, False)]
    + [attribute("date", c, WEEK) for c in SPANS]
    + [attribute("date", c, "2026-12-01") for c in DAYS]
    + [attribute("any", c) for c in ("known", "unknown")]
    + [event("occurrence", c) for c in ("ever", "never")]
    + [event("occurrence", "ever", within=WEEK)]
    + [event("count", c, 3) for c in NUMBERS]
    + [event("count", c, [3]) for c in ("in", "nin")]
    + [event(t, c, WEEK, within=WEEK) for t in ("first", "last") for c in SPANS]
    + [event(t, c, "2026-12-01") for t in ("first", "last") for c in DAYS]
    + [{k: "n", "type": "membership", "comparison": "has"} for k in ("tag", "segment")]
)
RULES = CONDITIONS + [
    {"everyone": True},
    {"newsfeed": "n"},
    {"all": CONDITIONS},
    {"any": [{"not": CONDITIONS[0]}, {"all": [{"any": [CONDITIONS[-1]]}]}]},
    {"company": {"all": [attribute("number", "gt", 5), {"not": attribute("any", "known")}]}},
]

GOOD = [rule(r) for r in RULES] + [
    message(),
    message(message_type="in_app", from_={"type": "admin", "id": 5002}),
    message(message_type=GONE, name="n", state="live", tags=["a", "b"], metadata={"a": [1.50]}),
    message(external_id=None, cta={"label": "l", "url": "https://acme.test/x"}, bot=None),
    message(goal={"event": "e"}), message(goal={"event": "e", "within": WEEK}),
    message(display={"pages": ["/a/*"], "frequency": "show_until_dismissed"}),
    message(display={"trigger": {"type": "delay", "seconds": 8}, "placement": None}),
    message(display={"trigger": {"type": "event", "event": "e"}}, schedule={"send": "ongoing"}),
    message(schedule={"send": "once", "starts_at": 1, "ends_at": 2,
                      "time_zone": "Europe/Berlin"}),
    message(format="post", title="t", image_url="https://acme.test/a.png"),
    message(format="tooltip", display={"anchor": "#x", "placement": "left"}),
    bot({"label": "l", "end": True}, {"label": "l", "url": "/u"}, {"label": "l", "next": "a"}),
    message(format="bot", body=GONE, bot={"start": "a", "steps": [{"id": "a", "say": "s"}]}),
    message(id="9", version=7, created_at=1, updated_by=None),
    message(body="a\tb\nc"),
]

# What the description refuses as the sandbox does: the body, the status, and the field.
BAD = [
    (message(body=1), 400, "body"),
    (message(bodi="x"), 400, "bodi"),
    (message(tags="x"), 400, "tags"),
    (message(metadata=[]), 400, "metadata"),
    (message(cta={"label": "l", "url": "u", "x": 1}), 400, "cta.x"),
    (message(display={"trigger": {"type": "page_load", "seconds": 1}}), 400,
     "display.trigger.seconds"),
    (message(schedule={"starts_at": "soon"}), 400, "schedule.starts_at"),
    (bot({"label": "l", "end": "yes"}), 400, "bot.steps.0.replies.0.end"),
    (rule({"everyone": True, "x": 1}), 400, "to.audience.x"),
    (rule(attribute("string", "eq", 1)), 400, "to.audience.value"),
    (rule(attribute("any", "known", "x")), 400, "to.audience.value"),
    (rule(event("count", "gt", "3")), 400, "to.audience.value"),
    (rule({"tag": "t", "type": "membership", "comparison": "has", "value": 1}), 400,
     "to.audience.value"),
    (message(format="banner"), 422, "format"),
    (message(format=GONE), 422, "format"),
    (message(state="sent"), 422, "state"),
    (message(body=""), 422, "body"),
    (message(body="a\0b"), 422, "body"),
    (message(body="a\r\nb"), 422, "body"),
    (message(cta={"label": "a\x1bb", "url": "/u"}), 422, "cta.label"),
    (message(tags=["a\tb"]), 422, "tags.0"),
    (message(name="a\nb"), 422, "name"),
    (message(external_id="a\x7fb"), 422, "external_id"),
    (message(display={"pages": ["/a\nb"]}), 422, "display.pages.0"),
    (message(title="t"), 422, "title"),
    (message(display={"anchor": "#x"}), 422, "display.anchor"),
    (message(format="tooltip"), 422, "display.anchor"),
    (message(format="bot", body=GONE), 422, "bot"),
    (message(external_id="x" * 256), 422, "external_id"),
    (message(cta={"label": "l"}), 422, "cta.url"),
    (message(display={"trigger": {"type": "delay", "seconds": -1}}), 422,
     "display.trigger.seconds"),
    (message(goal={"event": "e", "within": {"amount": 1, "unit": "year"}}), 422,
     "goal.within.unit"),
    (bot({"label": "l"}), 422, "bot.steps.0.replies.0"),
    (bot({"label": "l", "url": "/u", "end": True}), 422, "bot.steps.0.replies.0"),
    (rule({}), 422, "to.audience"),
    (rule({"all": []}), 422, "to.audience.all"),
    (rule({"any": [{"newsfeed": "n"}]}), 422, "to.audience.any.0.newsfeed"),
    (rule({"company": {"tag": "t", "type": "membership", "comparison": "has"}}), 422,
     "to.audience.company.tag"),
    (rule(attribute("string", "gt", "x")), 422, "to.audience.comparison"),
    (rule(attribute("number", "contains", 1)), 422, "to.audience.comparison"),
    (rule(attribute("string", "in", [])), 422, "to.audience.value"),
    (rule(attribute("date", "after", "tomorrow")), 422, "to.audience.value"),
    (rule(event("occurrence", "sometimes")), 422, "to.audience.comparison"),
    (rule(attribute("string", "eq")), 422, "to.audience.value"),
]

# What no schema can say.
BEYOND_SCHEMA = [
    (message(from_={"type": "admin", "id": "9"}), 422, "from.id"),
    (message(schedule={"starts_at": 2, "ends_at": 2}), 422, "schedule.ends_at"),
    (message(schedule={"time_zone": "Mars/Olympus"}), 422, "schedule.time_zone"),
    (message(display={"trigger": {"type": "event", "event": "e"}}), 422, "display.trigger.type"),
    (message(metadata={"k": "x" * 65_536}), 422, "metadata"),
    (message(body=" \n"), 422, "body"),
    (message(cta={"label": "l", "url": "javascript:alert(1)"}), 422, "cta.url"),
    (bot({"label": "l", "next": "b"}), 422, "bot.steps.0.replies.0.next"),
]

INPUT = input_of("POST", "/messages")


# ---------------------------------------------------------------------------------------- tests


def test_the_description_is_valid():
    validate(SPEC)


@pytest.mark.parametrize("body", GOOD, ids=lambda b: json.dumps(b)[:60])
def test_what_the_description_accepts_is_taken(sandbox, body):
    check(INPUT, body)
    answer = sandbox.call("POST", "/messages", body)
    assert answer.status == 200, answer.body
    assert answer.json["to"] == body["to"]
    assert answer.headers["ETag"] == '"1"'


@pytest.mark.parametrize("body, status, field", BAD, ids=lambda b: str(b)[:40])
def test_what_is_refused_the_description_refuses(sandbox, body, status, field):
    assert not validator(INPUT).is_valid(body)
    answer = sandbox.call("POST", "/messages", body)
    assert answer.status == status, answer.body
    assert field in [field for _, field in answer.problems]


@pytest.mark.parametrize("body, status, field", BEYOND_SCHEMA, ids=lambda b: str(b)[:40])
def test_what_no_schema_can_refuse_is_refused(sandbox, body, status, field):
    check(INPUT, body)
    answer = sandbox.call("POST", "/messages", body)
    assert answer.status == status, answer.body
    assert field in [field for _, field in answer.problems]


def test_the_workspace_is_described(sandbox):
    assert sandbox.call("GET", "/me").json["app"]["name"] == "Acme"
    assert len(sandbox.call("GET", "/admins").json["admins"]) == 3
    assert sandbox.call("GET", "/admins?display_avatar=true").status == 200


def test_a_message_lives_from_its_creation_to_its_deletion(sandbox):
    created = create(sandbox, external_id="life/a", metadata={"a": 1})
    path = f"/messages/{created['id']}"
    read = sandbox.call("GET", path)
    assert read.json == created
    assert read.headers["ETag"] == '"1"'
    changed = sandbox.call("PUT", path, message(state="live"), {"If-Match": '"1"'})
    assert changed.headers["ETag"] == '"2"'
    assert changed.json["external_id"] is None
    assert changed.json["metadata"] == {}
    assert changed.json["live_at"]
    moved = sandbox.call("PUT", path, message(), {"If-Match": '"1"'})
    assert moved.problems == [("precondition_failed", "If-Match")]
    fixed = sandbox.call("PUT", path, message(format="post", schedule={"send": "ongoing"}))
    assert fixed.problems == [("data_invalid", "format"), ("data_invalid", "schedule.send")]
    assert sandbox.call("DELETE", path, headers={"If-Match": '"1"'}).status == 412
    assert sandbox.call("DELETE", path, headers={"If-Match": "2"}).status == 400
    assert sandbox.call("DELETE", path, headers={"If-Match": '"2"'}).json["deleted"]
    for method in ("GET", "DELETE"):
        assert sandbox.call(method, path).status == 404
    assert sandbox.call("PUT", path, message()).status == 404


def test_what_is_gone_is_404_before_anything_else(sandbox):
    path = f"/messages/{create(sandbox)['id']}"
    assert sandbox.call("DELETE", path).status == 200
    assert sandbox.call("PUT", path, {}).status == 404
    assert sandbox.call("PUT", path, message(body=1), {"If-Match": "2"}).status == 404


def test_what_was_sent_to_people_is_described(fresh):
    for number in range(3):
        person = fresh.take("/contacts", {"external_id": f"u{number}"})["id"]
        sent = fresh.exchange("POST", "/messages", json.dumps({
            "message_type": "inapp", "body": "hey", "from": {"type": "admin", "id": 5001},
            "to": {"type": "user", "id": person}}), {
                "Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"})
        assert sent.status == 200, sent.body
    first = fresh.call("GET", "/sandbox/sends?per_page=2").json
    cursor = first["pages"]["next"]["starting_after"]
    rest = fresh.call("GET", f"/sandbox/sends?per_page=2&starting_after={cursor}").json
    assert [send["contact_ids"] for send in first["data"] + rest["data"]] == [["1"], ["2"], ["3"]]
    assert fresh.call("GET", "/sandbox/sends?contact_id=2").json["total_count"] == 1
    for query in ("per_page=10001", "contact_id=x", "contact=1"):
        assert fresh.call("GET", f"/sandbox/sends?{query}").status == 400


def test_what_people_did_with_news_is_described(fresh):
    person = fresh.take("/contacts", {"external_id": "u1"})["id"]
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    item = fresh.exchange("POST", "/news/news_items", json.dumps(
        {"title": "News", "sender_id": 5001, "state": "live"}), headers).json["id"]
    reading = {"news_item_id": item, "contact_id": person, "action": "click", "at": None}
    schema = input_of("POST", "/sandbox/news_readings")
    check(schema, reading)
    assert fresh.call("POST", "/sandbox/news_readings", reading).json["receipt_id"] == "1"
    for fields, status in (({"contact_id": "9"}, 404), ({"action": "eat"}, 422), ({"x": 1}, 400)):
        assert status == 404 or not validator(schema).is_valid(reading | fields)
        assert fresh.call("POST", "/sandbox/news_readings", reading | fields).status == status


def test_replies_to_sends_are_told_by_hand(fresh):
    person = fresh.take("/contacts", {"external_id": "u1"})["id"]
    reply = {"contact_id": person, "at": 1800000000}
    schema = input_of("POST", "/sandbox/replies")
    check(schema, reply)
    assert fresh.call("POST", "/sandbox/replies", reply).json["last_replied_at"] == 1800000000
    # An older one is no newer.
    assert fresh.call("POST", "/sandbox/replies", reply | {"at": 1700000000}).json["last_replied_at"] == 1800000000
    assert fresh.call("GET", f"/contacts/{person}").json["last_replied_at"] == 1800000000
    for fields, status in (({"contact_id": "9"}, 404), ({"at": "now"}, 400), ({"x": 1}, 400)):
        assert status == 404 or not validator(schema).is_valid(reply | fields)
        assert fresh.call("POST", "/sandbox/replies", reply | fields).status == status


@pytest.mark.parametrize("path", ["/me", "/admins", "/messages", "/messages/1", "/messages/99"])
def test_head_is_get_without_the_body(sandbox, path):
    read = sandbox.call("GET", path)
    sandbox.connection.request("HEAD", path, headers={"Authorization": f"bearer  {TOKEN}"})
    answer = sandbox.connection.getresponse()
    assert (answer.status, answer.read()) == (read.status, b"")
    assert {n.lower() for n, _ in answer.getheaders()} == {n.lower() for n in read.headers}
    if read.status == 200:
        assert int(answer.headers["Content-Length"]) == len(read.body)


@pytest.mark.parametrize("bytes_", [b"nonsense\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\0\1\2\r\n\r\n"])
def test_what_is_no_request_is_400_with_an_error_list(sandbox, bytes_):
    host, port = sandbox.host.split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(bytes_)
        response = http.client.HTTPResponse(connection)
        response.begin()
        answer = Answer(response.status, dict(response.getheaders()), response.read())
    assert answer.status == 400
    check(SPEC["components"]["schemas"]["ErrorList"], answer.json)
    assert answer.problems == [("parameter_invalid", None)]


def test_an_external_id_is_one_messages(sandbox):
    holder = create(sandbox, external_id="taken/a")
    other = create(sandbox)
    for method, path in (("POST", "/messages"), ("PUT", f"/messages/{other['id']}")):
        answer = sandbox.call(method, path, message(external_id="taken/a"))
        assert answer.status == 409
        assert answer.json["errors"][0]["id"] == holder["id"]


def test_a_list_is_described_on_every_page(sandbox):
    for number in range(5):
        create(sandbox, external_id=f"list/{number}", format="post", state="paused")
    path = "/messages?per_page=2&external_id_prefix=list/&format=post&state=paused"
    found, cursor = [], ""
    while cursor is not None:
        page = sandbox.call("GET", path + (f"&starting_after={cursor}" if cursor else "")).json
        found += [m["external_id"] for m in page["data"]]
        assert page["total_count"] == 5
        cursor = page["pages"].get("next", {}).get("starting_after")
    assert found == [f"list/{n}" for n in range(5)]
    assert sandbox.call("GET", "/messages?per_page=150").status == 200


@pytest.mark.parametrize(
    "query", ["per_page=0", "per_page=151", "per_page=x", "starting_after=x", "format=x",
              "state=x", "fromat=chat"])
def test_a_bad_parameter_is_400(sandbox, query):
    answer = sandbox.call("GET", f"/messages?{query}")
    assert answer.status == 400
    assert answer.problems == [("parameter_invalid", query.split("=")[0])]


@pytest.mark.parametrize("body", ["", "{", "[]", '{"a":1,"a":2}', "[" * 5_000, b"\xff"])
@pytest.mark.parametrize("method, path", [("POST", "/messages"), ("PUT", "/messages/1")])
def test_a_body_that_is_no_json_object_is_400(sandbox, method, path, body):
    assert sandbox.call(method, path, body).status == 400


@pytest.mark.parametrize("method, path", [("POST", "/messages"), ("PUT", "/messages/1")])
def test_a_body_of_another_kind_or_too_large_is_refused(sandbox, method, path):
    kind = {"Content-Type": "text/plain"}
    assert sandbox.call(method, path, message(), kind).status == 415
    assert sandbox.call(method, path, message(body="x" * 1_048_576)).status == 413


@pytest.mark.parametrize("method, path", OPERATIONS)
def test_every_route_wants_the_token_but_those_of_pages(sandbox, method, path):
    body = {} if method in ("POST", "PUT") else None
    if operation(method, path).get("security") == []:
        assert sandbox.call(method, path, body, token=None).status in (200, 404, 422)
        return
    assert "security" not in operation(method, path)
    assert sandbox.call(method, path, body, token=None).status == 401
    assert sandbox.call(method, path, body, token="another").status == 401


def test_what_is_not_described_is_404_or_405(sandbox):
    for path in ("/nothing", "/messages/1/stat"):
        assert sandbox.call("GET", path, described="NotFound").status == 404


@pytest.mark.parametrize("path", SPEC["paths"])
def test_a_path_has_the_methods_that_are_described_and_no_others(sandbox, path):
    is_for_pages = any(
        operation(method, path).get("security") == []
        for method, template in OPERATIONS if template == path)
    kind = "PageMethodNotAllowed" if is_for_pages else "MethodNotAllowed"
    answer = sandbox.call("PATCH", path, described=kind)
    assert answer.status == 405
    described = {method for method, template in OPERATIONS if template == path}
    described |= {"HEAD"} if "GET" in described else set()
    assert set(answer.headers["Allow"].split(", ")) == described


def test_a_window_has_so_many_requests_and_no_more(fresh):
    deadline = time.monotonic() + 60
    passed = []
    while time.monotonic() < deadline:
        # A busy machine holds fewer answers against the description than a window has requests.
        answer = fresh.exchange("GET", "/me", None, {"Authorization": f"Bearer {TOKEN}"})
        if answer.status == 429:
            break
        passed.append(answer)
    answer.hold_against(SPEC["components"]["responses"]["TooManyRequests"])
    assert answer.status == 429
    assert answer.headers["X-RateLimit-Limit"] == "1667"
    assert answer.headers["X-RateLimit-Remaining"] == "0"
    reset = answer.headers["X-RateLimit-Reset"]
    assert sum(a.headers["X-RateLimit-Reset"] == reset for a in passed) == 1667
    for method, path, body in (
        ("GET", "/admins", None), ("GET", "/messages", None), ("POST", "/messages", message()),
        ("GET", "/messages/1", None), ("PUT", "/messages/1", message()),
        ("DELETE", "/messages/1", None),
    ):
        if time.time() >= int(reset):
            break
        assert fresh.call(method, path, body).status == 429


def test_what_was_answered_survives_kill_9(fresh):
    for number in range(20):
        created = create(fresh, external_id=f"kept/{number}")
        fresh.kill()
        fresh.start()
        assert fresh.call("GET", f"/messages/{created['id']}").json == created
