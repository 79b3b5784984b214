"""What browsers are given, as the description has it, and to whose pages answers go."""

import re

import pytest

from test_messages_api import message

LOOPBACK = ["http://localhost:3000", "http://127.0.0.1:8080", "https://app.localhost", "http://[::1]:1"]
ELSEWHERE = [
    "https://acme.test", "http://localhost.acme.test", "http://127.0.0.1.acme.test", "null",
    "file://localhost", "http://localhost:3000:x", "http://[::1", "http://128.0.0.1", "http://127.1",
]
CLICK = "/messenger/receipts/1-1-1/click"


def preflight(sandbox, path, origin):
    return sandbox.exchange("OPTIONS", path, None, {
        "Origin": origin, "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type"})


def post(sandbox, path, origin):
    return sandbox.exchange(
        "POST", path, "{}", {"Origin": origin, "Content-Type": "application/json"})


@pytest.mark.parametrize("origin", LOOPBACK)
def test_pages_of_this_machine_may_ask(sandbox, origin):
    for path in ("/messenger/ping", CLICK):
        allowed = preflight(sandbox, path, origin)
        assert (allowed.status, allowed.body) == (204, b"")
        assert allowed.headers["Access-Control-Allow-Methods"] == "POST"
        assert allowed.headers["Access-Control-Allow-Headers"] == "Content-Type"
        # A refusal is one that the page can read.
        for answer in (allowed, post(sandbox, path, origin)):
            assert answer.headers["Access-Control-Allow-Origin"] == origin
            assert answer.headers["Vary"] == "Origin"


@pytest.mark.parametrize("origin", ELSEWHERE)
def test_pages_of_other_machines_may_not(sandbox, origin):
    assert preflight(sandbox, "/messenger/ping", origin).status == 405
    for answer in (preflight(sandbox, CLICK, origin), post(sandbox, CLICK, origin)):
        assert not any(name.startswith("Access-Control") for name in answer.headers)


@pytest.mark.parametrize("path", ["/messages", "/contacts", "/sandbox/clock", "/sample/people"])
def test_no_other_page_may_ask_for_more(sandbox, path):
    for method in ("GET", "OPTIONS"):
        answer = sandbox.exchange(method, path, None, {
            "Origin": LOOPBACK[0], "Access-Control-Request-Method": "GET"})
        assert not any(name.startswith("Access-Control") for name in answer.headers)


@pytest.mark.parametrize("headers", [
    {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Host": "acme.test"}], ids=str)
def test_the_sample_page_alone_is_told_of_people(sandbox, headers):
    for path in ("/sample/people", "/sample/workspace"):
        assert sandbox.call("GET", path, headers=headers, token=None).status == 404
    body = {"now": 1}
    assert sandbox.call("PUT", "/sample/clock", body, headers, token=None).status == 404
    own = {"Sec-Fetch-Site": "same-origin"}
    assert sandbox.call("GET", "/sample/people", headers=own, token=None).status == 200


def test_no_page_holds_the_token(sandbox):
    for path in ("/", "/messenger.js", "/sample/page.js", "/sample/workspace", "/sample/people"):
        answer = sandbox.call("GET", path, token=None)
        assert answer.status == 200 and b"test-token" not in answer.body


def test_the_sample_page_runs_its_own_files_alone(sandbox):
    answer = sandbox.call("GET", "/", token=None)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src 'self';" in policy
    assert "unsafe" not in policy and "trusted-types" in policy
    page = answer.body.decode()
    assert not re.search(r"<script(?![^>]* src=)|<style|\son\w+=|\sstyle=", page)
    for address in re.findall(r'(?:src|href)="(/[^"]*\.[^"]*)"', page):
        assert sandbox.call("GET", address, token=None).status == 200


def test_an_address_that_somebody_opens_is_a_page_of_the_product(sandbox):
    for path in ("/reports/sales", "/messages", "/nothing?a=b"):
        page = sandbox.exchange("GET", path, None, {"Accept": "text/html,*/*;q=0.8"})
        assert page.status == 200 and page.body.startswith(b"<!doctype html>")
        client = {"Accept": "text/html", "Authorization": "Bearer another"}
        assert sandbox.exchange("GET", path, None, client).status == 401
        assert sandbox.exchange("GET", path, None, {"Accept": "*/*"}).status == 401


def names(sandbox, query=""):
    answer = sandbox.call("GET", f"/sample/people{query}", token=None)
    assert answer.status == 200, answer.body
    return [person["external_id"] for person in answer.json["people"]]


def test_people_are_found_by_text_and_by_audience(fresh):
    for name, email in (("Ada Byron", "ada@acme.test"), ("Bob 50%", "bob@acme.test")):
        fresh.take("/contacts", {
            "external_id": name[:3].lower(), "name": name, "email": email})
    fresh.take("/contacts", {"role": "lead", "name": "Nobody can be them"})
    rule = {"attribute": "name", "type": "string", "comparison": "starts_with", "value": "ada"}
    made = fresh.take("/messages", message(
        state="live", to={"type": "audience", "audience": rule}, schedule={"send": "ongoing"}))["id"]
    assert names(fresh) == ["ada", "bob"]
    assert names(fresh, "?text=BYR") == names(fresh, "?text=ada@") == names(fresh, "?text=ada")
    assert names(fresh, "?text=50%25") == ["bob"] and names(fresh, "?text=%25") == ["bob"]
    assert names(fresh, f"?message={made}") == ["ada"]
    assert names(fresh, f"?message={made}&outside=true") == ["bob"]
    everyone = fresh.take("/messages", message(
        state="live", to={"type": "audience", "audience": {"everyone": True}}))["id"]
    ping = {"user_id": "ada", "url": "/"}
    assert fresh.call("POST", "/messenger/ping", ping, token=None).status == 200
    assert names(fresh, f"?message={everyone}") == ["bob", "ada"]
    # Its people were fixed by then.
    fresh.take("/contacts", {"external_id": "cleo"})
    assert names(fresh, f"?message={everyone}&outside=true") == ["cleo"]


def test_people_of_a_message_that_there_is_not_are_refused(sandbox):
    assert sandbox.call("GET", "/sample/people?message=999", token=None).status == 404
    for query in ("message=x", "outside=x", "txt=a"):
        answer = sandbox.call("GET", f"/sample/people?{query}", token=None)
        assert answer.problems == [("parameter_invalid", query.split("=")[0])]


def test_live_messages_are_listed(fresh):
    fresh.take("/messages", message(state="draft"))
    live = fresh.take("/messages", message(state="live", external_id="p/live"))["id"]
    told = fresh.call("GET", "/sample/workspace", token=None).json
    assert live in [m["id"] for m in told["messages"]]
    assert all(m["external_id"] != "p/1" for m in told["messages"])
