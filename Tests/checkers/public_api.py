"""Intercom's own description of its public API, and what is held against it.

`violations` says what is wrong with an exchange: openapi-core holds the request and the answer against
the description, and a field or a parameter that is not in it is wrong, too: of every request, and of
answers that are not about people, whose description shows much in examples alone. `Recorder` stands
before a server and keeps what passes, for clients that are programs of their own.

Where the description contradicts itself, or what Intercom is known to answer, an exception amends it.
Each has a name and a reason, and a test that nothing passes without it.
"""

import copy
import http.client
import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl

import yaml
from openapi_core import OpenAPI
from openapi_core.testing import MockRequest, MockResponse

DESCRIPTION = yaml.load(
    (Path(__file__).parent / "data" / "intercom-2.16.openapi.yaml").read_text(), yaml.CSafeLoader)
SERVER = DESCRIPTION["servers"][0]["url"]
# Whose answers have no more fields than are described.
CLOSED = ("/messages", "/news", "/internal_articles", "/export", "/tags")


@dataclass(frozen=True)
class Exchange:
    """A request and its answer. The path has the query in it."""

    method: str
    path: str
    headers: dict
    body: bytes
    status: int
    answer_headers: dict
    answer: bytes

    @property
    def json(self):
        return json.loads(self.answer)


# --------------------------------------------------------------------------------- exceptions

EXCEPTIONS = {}


def exception(amend):
    """What amends the description; its first line is the reason."""
    EXCEPTIONS[amend.__name__] = amend
    return amend


def schema(spec, name):
    return spec["components"]["schemas"][name]


def properties(spec, name):
    return schema(spec, name)["properties"]


@exception
def message_kinds(spec):
    """`in_app` is in the list of values, `inapp` in its example, its variants and the SDKs."""
    properties(spec, "create_message_request")["message_type"]["enum"].append("inapp")


@exception
def refusals(spec):
    """Few of the refusals are described, not even the limit of requests; all are error lists."""
    for item in spec["paths"].values():
        for operation in item.values():
            for status in ("400", "401", "404", "409", "422", "429"):
                operation["responses"].setdefault(status, {
                    "description": "refused",
                    "content": {"application/json": {
                        "schema": {"$ref": "#/components/schemas/error"}}}})


@exception
def senders_of_messages(spec):
    """That a message from an admin has an owner is in an example alone."""
    properties(spec, "message")["owner"] = {"type": "object"}


@exception
def numbered_pages(spec):
    """Answers have pages, and no parameter is described that asks for another one."""
    for path in ("/news/news_items", "/news/newsfeeds", "/news/newsfeeds/{newsfeed_id}/items",
                 "/internal_articles"):
        spec["paths"][path]["get"]["parameters"] += [
            {"name": name, "in": "query", "schema": {"type": "integer"}}
            for name in ("page", "per_page")]


@exception
def people_without_address(spec):
    """A contact is made without an e-mail address, which is then no text."""
    for name in ("email", "email_domain"):
        properties(spec, "contact")[name]["nullable"] = True


@exception
def contact_cursors(spec):
    """Pages of contacts are described in prose alone."""
    spec["paths"]["/contacts"]["get"]["parameters"] += [
        {"name": "per_page", "in": "query", "schema": {"type": "integer"}},
        {"name": "starting_after", "in": "query", "schema": {"type": "string"}}]


@exception
def unknown_values(spec):
    """A value that is searched for is nullable beside its variants, where that says nothing."""
    properties(spec, "single_filter_search_request")["value"]["oneOf"].append(
        {"type": "string", "nullable": True, "enum": [None]})


@exception
def one_company(spec):
    """With a company's name or id the list is that company alone, says the prose."""
    content = spec["paths"]["/companies"]["get"]["responses"]["200"]["content"]
    content["application/json"]["schema"] = {"anyOf": [
        {"$ref": "#/components/schemas/company_list"}, {"$ref": "#/components/schemas/company"}]}


@exception
def lists_of_events(spec):
    """Only summaries are described; without `summary` events are listed."""
    properties(spec, "data_event_summary")["type"]["enum"].append("event.list")


@exception
def people_of_events(spec):
    """Who did something is one object spread over the query, which openapi-core looks for whole."""
    operation = spec["paths"]["/events"]["get"]
    operation["parameters"] = [p for p in operation["parameters"] if p["name"] != "filter"] + [
        {"name": name, "in": "query", "schema": {"type": "string"}}
        for name in ("user_id", "intercom_user_id", "email")]


def amended(without=None):
    spec = copy.deepcopy(DESCRIPTION)
    for name, amend in EXCEPTIONS.items():
        if name != without:
            amend(spec)
    return spec


# --------------------------------------------------------------------------------- validation


class Validator:
    """The description with its exceptions, or without one of them."""

    def __init__(self, without=None):
        self.spec = amended(without)
        self.openapi = OpenAPI.from_dict(self.spec)

    def violations(self, exchange):
        """What is wrong with a request and its answer, in words."""
        path, _, query = exchange.path.partition("?")
        template = self.template(path)
        if template is None or exchange.method.lower() not in self.spec["paths"][template]:
            return [f"{exchange.method} {path} is not described"]
        operation = self.spec["paths"][template][exchange.method.lower()]
        arguments = parse_qsl(query, keep_blank_values=True)
        kind = exchange.headers.get("content-type", "").split(";")[0]
        request = MockRequest(
            SERVER, exchange.method.lower(), path, args=dict(arguments), headers=exchange.headers,
            data=exchange.body or None, content_type=kind or "application/json")
        answer = MockResponse(
            exchange.answer, exchange.status, exchange.answer_headers,
            exchange.answer_headers.get("content-type", "").split(";")[0])
        found = [f"answered {exchange.status}: {text}"
                 for text in self.errors(self.openapi.iter_response_errors, request, answer)]
        found += [f"answered {exchange.status}: {text}"
                  for text in self.unknown_of_answer(template, operation, exchange)]
        # What was refused may be wrong: that is why.
        if exchange.status < 400:
            found += [f"asked: {text}"
                      for text in self.errors(self.openapi.iter_request_errors, request)]
            found += [f"asked: {text}" for text in self.unknown(operation, arguments, exchange)]
        return [f"{exchange.method} {exchange.path} {text}" for text in found]

    def template(self, path):
        """The described path; one without a parameter goes before one with some."""
        parts = path.split("/")
        for described in sorted(self.spec["paths"], key=lambda text: text.count("{")):
            pattern = described.split("/")
            if len(pattern) == len(parts) and all(
                part.startswith("{") or part == given for part, given in zip(pattern, parts)
            ):
                return described
        return None

    @staticmethod
    def errors(iterate, *arguments):
        for error in iterate(*arguments):
            cause = error.__cause__ or error
            details = getattr(cause, "schema_errors", None)
            yield from (f"{e.json_path}: {e.message[:200]}" for e in details or ())
            if not details:
                yield str(cause)

    def unknown(self, operation, arguments, exchange):
        """Parameters and fields that the description does not have."""
        described = {p["name"] for p in operation.get("parameters", ()) if p["in"] == "query"}
        yield from (f"?{name} is not described" for name, _ in arguments if name not in described)
        if exchange.body and "requestBody" in operation:
            root = operation["requestBody"]["content"]["application/json"]["schema"]
            yield from self.unknown_fields([root], json.loads(exchange.body), "$")

    def unknown_of_answer(self, template, operation, exchange):
        content = operation["responses"].get(str(exchange.status), {}).get("content", {})
        if template.startswith(CLOSED) and "application/json" in content:
            yield from self.unknown_fields(
                [content["application/json"]["schema"]], exchange.json, "$")

    def unknown_fields(self, schemas, value, path):
        schemas = list(self.variants(schemas))
        if isinstance(value, list):
            items = [s["items"] for s in schemas if "items" in s]
            for index, item in enumerate(value):
                yield from self.unknown_fields(items, item, f"{path}[{index}]")
        elif isinstance(value, dict):
            known = {}
            for one in schemas:
                for name, part in one.get("properties", {}).items():
                    known.setdefault(name, []).append(part)
            is_open = any(s.get("additionalProperties") for s in schemas) or not known
            for name, part in value.items():
                if name in known:
                    yield from self.unknown_fields(known[name], part, f"{path}.{name}")
                elif not is_open:
                    yield f"{path}.{name} is not described"

    def variants(self, schemas):
        """The schemas with those that they are made of."""
        for one in schemas:
            while "$ref" in one:
                one = self.spec["components"]["schemas"][one["$ref"].rsplit("/")[-1]]
            yield one
            for key in ("allOf", "anyOf", "oneOf"):
                yield from self.variants(one.get(key, ()))


@cache
def validator(without=None):
    """Made once for each; the description does not change."""
    return Validator(without)


def violations(exchange):
    return validator().violations(exchange)


# --------------------------------------------------------------------------------- recording


class Recorder:
    """Passes requests on to a server, and keeps them with their answers."""

    def __init__(self, target):
        self.target = target.removeprefix("http://")
        self.exchanges = []

    @contextmanager
    def listening(self):
        """The URL under which clients reach the server through this."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

    def handler(self):
        recorder = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def pass_on(self):
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                exchange = recorder.exchange(
                    self.command, self.path, dict(self.headers.items()), body)
                self.send_response_only(exchange.status)
                for name, value in exchange.answer_headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(exchange.answer)

            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do_PATCH = pass_on

        return Handler

    def exchange(self, method, path, headers, body=b""):
        """Sends a request to the server, and keeps what comes of it."""
        connection = http.client.HTTPConnection(self.target, timeout=60)
        try:
            connection.request(method, path, body or None, headers)
            response = connection.getresponse()
            exchange = Exchange(
                method, path, {n.lower(): v for n, v in headers.items()}, body, response.status,
                {n.lower(): v for n, v in response.getheaders()}, response.read())
        finally:
            connection.close()
        self.exchanges.append(exchange)
        return exchange
