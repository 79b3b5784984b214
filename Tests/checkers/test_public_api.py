"""The sandbox, as Intercom's own description has its public API.

Every operation of the description is driven into what it answers and refuses, through openapi-core. The
description leaves much open; what the sandbox does there is tested beside its sources.
"""

import json
from dataclasses import replace

import pytest
from openapi_spec_validator import validate

from described import TOKEN, Sandbox
from public_api import DESCRIPTION, EXCEPTIONS, Recorder, amended, validator, violations

HEADERS = {
    "Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json",
    "Intercom-Version": "2.16", "Accept": "application/json",
}
# What the sandbox does not play: nothing that herald does asks for it.
UNPLAYED = {("POST", "/events/summaries")}


class Client:
    """Says what it expects; the exchanges are held against the description later."""

    def __init__(self, recorder):
        self.recorder = recorder

    def __call__(self, method, path, body=None, status=200, **headers):
        data = json.dumps(body).encode() if body is not None else b""
        exchange = self.recorder.exchange(method, path, HEADERS | headers, data)
        assert exchange.status == status, (method, path, exchange.answer)
        return exchange.json if exchange.answer[:1] == b"{" else exchange.answer


@pytest.fixture(scope="module")
def traffic(tmp_path_factory):
    """Exchanges of all kinds, in an order in which they can be."""
    sandbox = Sandbox(str(tmp_path_factory.mktemp("public") / "test.sqlite"))
    recorder = Recorder(sandbox.host)
    try:
        for part in (
            workspace, people, tags, companies_and_events, messages, news, articles, exports,
        ):
            part(Client(recorder))
        unauthorized(recorder)
    finally:
        sandbox.stop()
    return recorder.exchanges


def workspace(call):
    call("GET", "/me")
    call("GET", "/admins")
    call("GET", "/admins/5001")
    call("GET", "/admins/9", status=404)
    made = call("POST", "/data_attributes", {
        "name": "plan", "model": "contact", "data_type": "string"})
    call("POST", "/data_attributes", {"name": "plan", "model": "contact"}, status=422)
    call("GET", "/data_attributes?model=contact")
    call("GET", "/data_attributes?include_archived=true")
    call("PUT", f"/data_attributes/{made['id']}", {"description": "d"})
    call("PUT", "/data_attributes/99999", {"description": "d"}, status=404)
    call("GET", "/segments?include_count=true")
    call("GET", "/segments/1")
    call("GET", "/segments/9", status=404)


def people(call):
    for number in (1, 2, 3):
        call("POST", "/contacts", {
            "external_id": f"u{number}", "email": f"u{number}@acme.test", "name": "Jo",
            "signed_up_at": 1_790_000_000, "custom_attributes": {"plan": "pro"}})
    call("POST", "/contacts", {"role": "lead", "email": "lead@acme.test"})
    call("POST", "/contacts", {"external_id": "u5"})
    call("POST", "/contacts", {"external_id": "u1"}, status=409)
    call("GET", "/contacts?per_page=2")
    call("GET", "/contacts/1")
    call("GET", "/contacts/9", status=404)
    call("GET", "/contacts/find_by_external_id/u1")
    call("PUT", "/contacts/1", {"name": "Joe"})
    call("GET", "/contacts/1/segments")
    for field, operator, value in (
        ("role", "=", "user"), ("custom_attributes.plan", "IN", ["pro", "team"]),
        ("signed_up_at", ">", "1700000000"), ("email", "~", "acme"),
    ):
        call("POST", "/contacts/search", {
            "query": {"operator": "AND", "value": [
                {"field": field, "operator": operator, "value": value}]},
            "pagination": {"per_page": 2}})
    # Groups of groups, of which none mixes them with filters.
    call("POST", "/contacts/search", {
        "query": {"operator": "AND", "value": [
            {"operator": "AND", "value": [{"field": "role", "operator": "=", "value": "user"}]},
            {"operator": "OR", "value": [
                {"field": "custom_attributes.plan", "operator": "=", "value": None},
                {"field": "custom_attributes.plan", "operator": "NIN", "value": ["a", "b"]}]}]},
        "sort": {"field": "created_at", "order": "ascending"}, "pagination": {"per_page": 150}})
    found = call("POST", "/contacts/search", {
        "query": {"field": "email", "operator": "~", "value": "acme"},
        "pagination": {"per_page": 1}})
    call("POST", "/contacts/search", {
        "query": {"field": "email", "operator": "~", "value": "acme"},
        "pagination": {
            "per_page": 1, "starting_after": found["pages"]["next"]["starting_after"]}})
    call("POST", "/contacts/search", {
        "query": {"field": "nothing", "operator": "=", "value": "x"}}, status=400)
    call("DELETE", "/contacts/3")


def tags(call):
    call("POST", "/tags", {"name": "herald: a"})
    call("POST", "/tags", {"id": "1", "name": "herald: a · paused"})
    call("POST", "/tags", {"id": "9", "name": "x"}, status=404)
    call("POST", "/tags", {"nothing": "x"}, status=400)
    call("GET", "/tags")
    call("GET", "/tags/1")
    call("GET", "/tags/9", status=404)
    assert call("POST", "/contacts/1/tags", {"id": "1"})["name"] == "herald: a · paused"
    call("POST", "/contacts/9/tags", {"id": "1"}, status=404)
    call("GET", "/contacts/1/tags")
    call("GET", "/contacts/9/tags", status=404)
    call("POST", "/contacts/search", {"query": {"field": "tag_id", "operator": "=", "value": "1"}})
    call("DELETE", "/contacts/1/tags/1")
    call("DELETE", "/contacts/1/tags/1", status=404)
    call("DELETE", "/tags/1")
    call("DELETE", "/tags/1", status=404)


def companies_and_events(call):
    call("POST", "/companies", {"company_id": "c1", "name": "Acme", "plan": "team"})
    call("GET", "/companies?company_id=c1")
    call("POST", "/contacts/1/companies", {"id": "1"})
    call("GET", "/contacts/1/companies")
    call("POST", "/events", {
        "event_name": "exported", "created_at": 1_790_000_000, "user_id": "u1"}, status=202)
    call("POST", "/events", {
        "event_name": "exported", "created_at": 1_790_000_000, "id": "1",
        "metadata": {"report": "sales"}}, status=202)
    call("GET", "/events?type=user&user_id=u1")
    call("GET", "/events?type=user&intercom_user_id=1&summary=true")


def send(**fields):
    return {
        "message_type": "in_app", "body": "<p>Hello.</p>", "from": {"type": "admin", "id": 5001},
        "to": {"type": "user", "id": "1"}} | fields


def messages(call):
    call("POST", "/messages", send())
    call("POST", "/messages", send(message_type="inapp", created_at=1_790_000_000))
    call("POST", "/messages", send(create_conversation_without_contact_reply=True))
    call("POST", "/messages", send(to=[{"type": "user", "id": "1"}, {"type": "lead", "id": "4"}]))
    call("POST", "/messages", send(to={"type": "user", "id": "9"}), status=404)
    call("POST", "/messages", send(body=None), status=400)
    call("POST", "/messages", send(to={"type": "user"}), status=422)


def news(call):
    call("GET", "/news/newsfeeds")
    call("GET", "/news/newsfeeds/101")
    call("GET", "/news/newsfeeds/9", status=404)
    item = {"title": "News", "body": "<p>x</p>", "sender_id": 5001, "labels": ["b", "a"]}
    call("POST", "/news/news_items", item)
    call("POST", "/news/news_items", item | {
        "state": "live", "reactions": ["😆", None], "deliver_silently": True,
        "newsfeed_assignments": [{"newsfeed_id": 101, "published_at": 1_700_000_000}]})
    call("POST", "/news/news_items", item | {"sender_id": 9}, status=400)
    call("POST", "/news/news_items", item | {"state": "sent"}, status=422)
    call("GET", "/news/news_items?page=2&per_page=1")
    call("GET", "/news/newsfeeds/101/items")
    call("GET", "/news/news_items/1")
    call("GET", "/news/news_items/9", status=404)
    call("PUT", "/news/news_items/1", item | {
        "state": "live", "newsfeed_assignments": [{"newsfeed_id": 102}]})
    call("PUT", "/news/news_items/1", item | {"state": "draft"})
    call("PUT", "/news/news_items/9", item, status=404)
    call("DELETE", "/news/news_items/1")
    call("DELETE", "/news/news_items/1", status=404)


def articles(call):
    article = {"title": "T", "body": "<p>x</p>", "owner_id": 5001, "author_id": 5001}
    call("POST", "/internal_articles", article)
    call("POST", "/internal_articles", article | {
        "audience_ids": [], "ai_chatbot_availability": False, "ai_copilot_availability": False,
        "ai_sales_agent_availability": False})
    call("POST", "/internal_articles", {"title": "T"}, status=400)
    call("GET", "/internal_articles?page=2&per_page=1")
    call("GET", "/internal_articles/1")
    call("GET", "/internal_articles/9", status=404)
    call("PUT", "/internal_articles/1", {"body": "<p>y</p>"})
    call("PUT", "/internal_articles/9", {"body": "<p>y</p>"}, status=404)
    call("DELETE", "/internal_articles/1")
    call("DELETE", "/internal_articles/1", status=404)


def exports(call):
    time = {"created_at_after": 1, "created_at_before": 2_000_000_000}
    ended = call("POST", "/export/content/data", time)["job_identifier"]
    call("POST", "/export/content/data", time, status=429)
    call("POST", f"/export/cancel/{ended}")
    # The sandbox's own, and no part of Intercom's: it is sent aside of the recorded traffic.
    aside = Client(Recorder(call.recorder.target))
    aside("POST", "/sandbox/news_readings", {
        "news_item_id": "2", "contact_id": "1", "action": "click"})
    job = call("POST", "/export/content/data", time)["job_identifier"]
    states = [call("GET", f"/export/content/data/{job}")["status"] for _ in "ab"]
    assert states == ["in_progress", "completed"]
    archive = call(
        "GET", f"/download/content/data/{job}", Accept="application/octet-stream")
    assert archive[:2] == b"PK"
    call("GET", "/export/content/data/nothing", status=404)


def unauthorized(recorder):
    for path in ("/me", "/tags", "/news/news_items", "/internal_articles"):
        exchange = recorder.exchange("GET", path, HEADERS | {"Authorization": "Bearer another"})
        assert exchange.status == 401


# ---------------------------------------------------------------------------------------- tests


def test_the_description_is_valid_as_it_is_and_as_it_is_amended():
    validate(DESCRIPTION)
    validate(amended())


def test_every_request_and_every_answer_is_described(traffic):
    assert "\n".join(found for exchange in traffic for found in violations(exchange)) == ""


def test_every_operation_is_played(traffic):
    described = {
        (method.upper(), path) for path, item in DESCRIPTION["paths"].items() for method in item}
    answered = {
        (exchange.method, validator().template(exchange.path.partition("?")[0]))
        for exchange in traffic if exchange.status < 300}
    assert described - answered == UNPLAYED


@pytest.mark.parametrize("name", EXCEPTIONS)
def test_an_exception_is_needed(traffic, name):
    assert EXCEPTIONS[name].__doc__
    assert any(validator(without=name).violations(exchange) for exchange in traffic)


def changed(exchange, part, *path, to):
    """The exchange with another value somewhere in one of its bodies."""
    value = json.loads(getattr(exchange, part))
    place = value
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = to
    return replace(exchange, **{part: json.dumps(value).encode()})


WRONG = [
    ("POST", "/messages", ("body", "from", "id"), "5001"),
    ("POST", "/messages", ("body", "to", "type"), "person"),
    ("POST", "/messages", ("body", "message_type"), "chat"),
    ("POST", "/messages", ("body", "idempotency_key"), "x"),
    ("POST", "/messages", ("answer", "id"), 7),
    ("POST", "/messages", ("answer", "message_type"), "in_app"),
    ("POST", "/news/news_items", ("body", "sender_id"), "5001"),
    ("POST", "/news/news_items", ("body", "state"), "paused"),
    ("POST", "/news/news_items", ("body", "cover_image_url"), "https://acme.test/a.png"),
    ("POST", "/news/news_items", ("answer", "labels"), None),
    ("POST", "/news/news_items", ("answer", "etag"), "x"),
    ("GET", "/news/newsfeeds/101", ("answer", "id"), 101),
    ("POST", "/internal_articles", ("body", "owner_id"), "5001"),
    ("POST", "/internal_articles", ("body", "metadata"), {}),
    ("POST", "/internal_articles", ("answer", "type"), "article"),
    ("POST", "/contacts/1/tags", ("body", "tag"), "1"),
    ("POST", "/export/content/data", ("body", "created_at_after"), "1"),
    ("POST", "/export/content/data", ("answer", "status"), "done"),
]


@pytest.mark.parametrize("method, path, place, value", WRONG, ids=lambda v: str(v)[:30])
def test_what_is_wrong_is_found(traffic, method, path, place, value):
    exchange = next(
        e for e in traffic if (e.method, e.path) == (method, path) and e.status == 200)
    assert violations(exchange) == []
    assert violations(changed(exchange, *place, to=value)) != []


@pytest.mark.parametrize("fields", [
    {"method": "PATCH"}, {"path": "/news"}, {"path": "/tags?x=1"}, {"status": 201}, {"headers": {}},
], ids=str)
def test_what_is_not_described_is_found(traffic, fields):
    exchange = next(e for e in traffic if (e.method, e.path) == ("GET", "/tags"))
    assert violations(replace(exchange, **fields)) != []


def test_a_recorder_passes_on_what_it_keeps(tmp_path):
    sandbox = Sandbox(str(tmp_path / "test.sqlite"))
    recorder = Recorder(sandbox.host)
    try:
        with recorder.listening() as url:
            through = Client(Recorder(url))
            assert through("POST", "/tags", {"name": "é"})["name"] == "é"
            assert through("GET", "/tags/9", status=404)["type"] == "error.list"
    finally:
        sandbox.stop()
    assert [(e.method, e.path, e.status) for e in recorder.exchanges] == [
        ("POST", "/tags", 200), ("GET", "/tags/9", 404)]
    assert recorder.exchanges[0].answer_headers["x-ratelimit-limit"] == "1667"
