"""What herald asks of Intercom's public API is what Intercom describes, and its data are what their
schemas say.

`HERALD` names the built binary, which plans, applies, delivers, measures and pauses in a workspace that the
sandbox plays; everything that it asks passes a recorder.
"""

import json
import os
import subprocess
import time
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from described import TOKEN, Sandbox
from public_api import Recorder, violations
from test_plan_schema import subschemas

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = {
    name: json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text())
    for name in ("deliver", "pause", "stats", "import")
}
PROJECT = """
project: shop
environments:
  test: {{ remote: intercom, url: "{url}", token_env: INTERCOM_TOKEN }}
defaults:
  from: ana@acme.test
lint: {{ missing-action: off, collision: off }}
"""
CHAT = """
campaign: {key}
format: chat
audience: {audience}
copy:
  body: "Hello {{{{first_name | fallback: 'there'}}}}, {body}"
schedule: {{ send: ongoing }}
goal: {{ event: csv_exported, within: 7 days }}
"""
POST = """
campaign: news
format: post
audience: {{ newsfeed: Product news }}
copy:
  title: {title}
  body: It is here.
  cta: {{ label: Look, url: "https://acme.test/look" }}
"""
AUDIENCES = {
    "everybody": "{ everyone: true }",
    "silent": "{ event: csv_exported, never: true }",
    "young": "{ all: [{ attribute: signed_up_at, less_than: 30 days ago }, "
             "{ not: { tag: beta } }] }",
}


class Run:
    """A project, and everything that herald asks for it."""

    def __init__(self, folder, recorder, url):
        self.folder, self.recorder = folder, recorder
        (folder / "herald.yaml").write_text(PROJECT.format(url=url))
        self.write("in one step.", "CSV export")
        self.results = {}

    def write(self, body, title):
        for key, audience in AUDIENCES.items():
            (self.folder / f"{key}.yaml").write_text(
                CHAT.format(key=key, audience=audience, body=body))
        (self.folder / "news.yaml").write_text(POST.format(title=title))

    def herald(self, *arguments):
        result = subprocess.run(
            [os.environ["HERALD"], *arguments], cwd=self.folder, capture_output=True, text=True,
            env=os.environ | {"INTERCOM_TOKEN": TOKEN})
        assert result.returncode == 0, (arguments, result.stdout, result.stderr)
        return result.stdout

    def data(self, *arguments):
        return json.loads(self.herald(*arguments, "--format", "json"))


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    sandbox = Sandbox(str(tmp_path_factory.mktemp("delivery") / "test.sqlite"))
    recorder = Recorder(sandbox.host)
    try:
        for number in range(12):
            sandbox.call("POST", "/contacts", {
                "external_id": f"u{number}", "email": f"kim{number}@acme.test",
                "name": f"Kim{number} Lee",
                "signed_up_at": 1_700_000_000})
        with recorder.listening() as url:
            run = Run(tmp_path_factory.mktemp("shop"), recorder, url)
            run.herald("apply", "--auto-approve")
            sandbox.exchange("POST", "/news/news_items", json.dumps({
                "title": "Made by hand", "sender_id": 5001, "state": "live",
                "body": "<p>Here it is.</p>", "newsfeed_assignments": [{"newsfeed_id": 101}]}),
                {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"})
            before = len(recorder.exchanges)
            run.results["import"] = run.data("import", "--all")
            run.importing = recorder.exchanges[before:]
            run.herald("plan", "--no-reach", "--detailed-exitcode")
            run.results["rehearsal"] = run.data("deliver", "--dry-run")
            run.results["limited"] = run.data("deliver", "--auto-approve", "--limit", "5")
            run.results["delivery"] = run.data("deliver", "--auto-approve")
            people = [c["id"] for c in sandbox.call("GET", "/contacts").json["data"]]
            item = sandbox.exchange(
                "GET", "/news/news_items", None, {"Authorization": f"Bearer {TOKEN}"},
            ).json["data"][0]["id"]
            for person in people[:3]:
                sandbox.call("POST", "/sandbox/replies", {"contact_id": person})
                sandbox.call("POST", "/sandbox/news_readings", {
                    "news_item_id": item, "contact_id": person, "action": "click"})
                sandbox.call("POST", "/events", {
                    "event_name": "csv_exported", "id": person, "created_at": int(time.time())})
            run.results["stats"] = run.data("stats")
            run.write("in one click.", "CSV export, anew")
            run.herald("apply", "--auto-approve")
            run.results["pause"] = run.data("pause", "--all", "--reason", "wait")
            run.results["paused"] = run.data("deliver", "--auto-approve")
            run.herald("apply", "--auto-approve", "--resume", "everybody")
            (run.folder / "news.yaml").unlink()
            run.herald("apply", "--auto-approve", "--allow-deletes", "9")
            run.herald("destroy", "--confirm", "shop")
    finally:
        sandbox.stop()
    return run


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_the_schema_is_one_and_describes_every_member(name):
    Draft202012Validator.check_schema(SCHEMAS[name])
    for path, inner in subschemas(SCHEMAS[name]):
        assert "/items" in path or inner.get("description"), path


RESULTS = ["rehearsal", "limited", "delivery", "paused", "pause", "stats", "import"]


@pytest.mark.parametrize("result", RESULTS)
def test_results_are_what_the_schemas_say(run, result):
    schema = SCHEMAS.get(result, SCHEMAS["deliver"])
    assert [e.message for e in Draft202012Validator(schema).iter_errors(run.results[result])] == []


def test_what_is_no_delivery_is_refused(run):
    delivery = json.loads(json.dumps(run.results["delivery"]))
    delivery["campaigns"][0]["end"] = "perhaps"
    assert list(Draft202012Validator(SCHEMAS["deliver"]).iter_errors(delivery))


def test_everybody_is_reached(run):
    sent = {name: {c["key"]: c["sent"] for c in run.results[name]["campaigns"]}
            for name in ("limited", "delivery")}
    assert run.results["limited"]["sent"] == 5
    assert sent["limited"]["everybody"] + sent["delivery"]["everybody"] == 12
    assert sent["limited"]["silent"] + sent["delivery"]["silent"] == 12
    assert sent["delivery"]["young"] == 0


def test_what_came_of_it_is_counted(run):
    told = {message["key"]: message["totals"] for message in run.results["stats"]["messages"]}
    sent = {name: {c["key"]: c["sent"] for c in run.results[name]["campaigns"]}
            for name in ("limited", "delivery")}
    for key in ("everybody", "silent"):
        assert told[key]["recipients"] == 12 == sent["limited"][key] + sent["delivery"][key]
        assert (told[key]["replies"], told[key]["goal_completions"]) == (3, 3)
    assert (told["news"]["recipients"], told["news"]["clicks"]) == (3, 3)
    asked = {(e.method, e.path.partition("?")[0]) for e in run.recorder.exchanges}
    assert ("POST", "/export/content/data") in asked
    assert any(path.startswith("/download/content/data/") for _, path in asked)


def test_news_made_by_hand_is_adopted_and_stays_as_it_is(run):
    assert [m["key"] for m in run.results["import"]["imported"]] == ["made-by-hand"]
    assert run.results["import"]["skipped"] == []
    writes = [(e.method, e.path) for e in run.importing if e.method != "GET"]
    assert writes == [("POST", "/internal_articles")]


def test_every_request_and_answer_is_what_intercom_describes(run):
    wrong = {
        f"{exchange.method} {exchange.path}": problems
        for exchange in run.recorder.exchanges if (problems := violations(exchange))
    }
    assert wrong == {}
    assert len(run.recorder.exchanges) > 100


def test_only_one_recipient_is_ever_named(run):
    sends = [json.loads(e.body) for e in run.recorder.exchanges
             if e.method == "POST" and e.path.startswith("/messages")]
    assert len(sends) == 24
    assert all(isinstance(send["to"], dict) for send in sends)


def test_no_agent_may_answer_from_what_herald_keeps(run):
    bodies = [json.loads(e.body) for e in run.recorder.exchanges
              if e.path.startswith("/internal_articles") and e.method in ("POST", "PUT")]
    assert bodies
    for body in bodies:
        assert not any(body[f"ai_{agent}_availability"]
                       for agent in ("chatbot", "copilot", "sales_agent"))
