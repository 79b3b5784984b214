"""The sandbox, with every answer held against `schemas/messages-api.openapi.yaml`.

A client that shows everything; openapi-core holds status, headers and body against the description,
and an answer, a header or a field that is not in it is a failure. `HERALD` names the built binary.
"""

import http.client
import json
import os
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator
from openapi_core import OpenAPI
from openapi_core.testing import MockRequest, MockResponse
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

ROOT = Path(__file__).resolve().parents[2]
DESCRIPTION = ROOT / "schemas" / "messages-api.openapi.yaml"
SPEC = yaml.safe_load(DESCRIPTION.read_text())
OPENAPI = OpenAPI.from_dict(SPEC)
# A reference of the description begins at its root.
REGISTRY = Registry().with_resource("/", Resource(SPEC, DRAFT202012))
TOKEN = "test-token"
# What every HTTP server sends.
PLAIN_HEADERS = {"content-type", "content-length", "date", "server"}


class Sandbox:
    """A sandbox in a process of its own."""

    def __init__(self, database):
        self.database = database
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [os.environ["HERALD"], "sandbox", "--port", "0", "--db", self.database,
             "--token", TOKEN],
            stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        assert line.startswith("listening on http://127.0.0.1:"), line
        self.host = line.split()[-1].removeprefix("http://")
        self.connection = http.client.HTTPConnection(self.host, timeout=60)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.connection.close()
        self.process.terminate()
        self.process.wait()

    def call(self, method, path, body=None, headers=None, token=TOKEN, described=None):
        """Sends a request and holds the answer against the description.

        `described` names the response of the components for a path or a method without one.
        """
        sent = {"Authorization": f"Bearer {token}"} if token else {}
        if body is not None:
            sent["Content-Type"] = "application/json"
            body = body if isinstance(body, (str, bytes)) else json.dumps(body)
        sent |= headers or {}
        answer = self.exchange(method, path, body, sent)
        if described:
            answer.hold_against(SPEC["components"]["responses"][described])
        else:
            answer.hold_against_operation(method, path, sent, body)
        return answer

    def exchange(self, method, path, body, headers):
        """The answer to a request, held against nothing."""
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        return Answer(response.status, dict(response.getheaders()), response.read())

    def take(self, path, body):
        """Sends what must be taken; returns the answer's body."""
        answer = self.call("POST", path, body)
        assert answer.status == 200, answer.body
        return answer.json


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def problems(self):
        return [(e["code"], e.get("field")) for e in self.json["errors"]]

    def hold_against_operation(self, method, path, headers, body):
        path, _, query = path.partition("?")
        request = MockRequest(
            "http://127.0.0.1:8080", method.lower(), path,
            args=dict(pair.partition("=")[::2] for pair in query.split("&") if pair),
            headers=headers, data=body.encode() if isinstance(body, str) else body)
        described = operation(method, path)["responses"][str(self.status)]
        if "$ref" in described:
            described = SPEC["components"]["responses"][described["$ref"].rsplit("/")[-1]]
        if "content" in described:
            kind = self.headers["Content-Type"].split(";")[0]
            OPENAPI.validate_response(
                request, MockResponse(self.body, self.status, self.headers, kind))
        self.hold_against(described)

    def hold_against(self, described):
        known = {name.lower() for name in described.get("headers", {})} | PLAIN_HEADERS
        assert {name.lower() for name in self.headers} <= known
        for name, header in described.get("headers", {}).items():
            header = resolved(header)
            assert name in self.headers or not header.get("required"), f"{name} is missing"
        if "application/json" in described.get("content", {}):
            check(described["content"]["application/json"]["schema"], self.json)
        elif "content" in described:
            assert self.headers["Content-Type"].split(";")[0] in described["content"]
        else:
            assert self.body == b""


def operation(method, path):
    """What is described for a path; one without a parameter goes before one with some."""
    return SPEC["paths"][template(path)][method.lower()]


def template(path):
    parts = path.split("/")
    for described in sorted(SPEC["paths"], key=lambda t: t.count("{")):
        pattern = described.split("/")
        if len(pattern) == len(parts) and all(
            p.startswith("{") or p == part for p, part in zip(pattern, parts)
        ):
            return described
    raise KeyError(f"{path} is not described")


OPERATIONS = [
    (method.upper(), template)
    for template, item in SPEC["paths"].items()
    for method in item
    if method != "parameters"
]


def input_of(method, path):
    """The schema of the body that a path takes."""
    return operation(method, path)["requestBody"]["content"]["application/json"]["schema"]


def resolved(value):
    while "$ref" in value:
        found = SPEC
        for part in value["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        value = found
    return value


VALIDATORS = {}


def validator(schema):
    """Made once for each part of the description, which lives as long as the tests."""
    if id(schema) not in VALIDATORS:
        rooted = json.loads(json.dumps(schema, default=str).replace('"#/', '"/#/'))
        VALIDATORS[id(schema)] = Draft202012Validator(
            rooted, registry=REGISTRY, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return VALIDATORS[id(schema)]


def check(schema, value):
    errors = sorted(validator(schema).iter_errors(value), key=str)
    assert not errors, "\n".join(f"{e.json_path}: {e.message}" for e in errors)
