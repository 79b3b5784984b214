"""A workspace, an app's page of another origin with the Messenger in it, and what is read of both."""

import json
import shutil
import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from projects import TOKEN

MAC = Path("/Applications/Chromium.app/Contents/MacOS/Chromium")
NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), str(MAC))
IMAGE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30"/></svg>'
EVERYBODY = {"everyone": True}
CARD = {"chat": ".chat.card", "bot": ".chat.card", "post": ".post", "tooltip": ".tooltip"}


class World:
    """The workspace of a sandbox, over its API."""

    def __init__(self, url: str):
        self.url = url

    def call(self, method: str, path: str, body=None):
        request = urllib.request.Request(
            self.url + path, method=method, data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refused:
            raise AssertionError(f"{method} {path}: {refused.read().decode()}") from None

    def person(self, user_id: str, **fields) -> str:
        self.call("POST", "/contacts", {"external_id": user_id} | fields)
        return user_id

    def attribute(self, name: str, data_type: str = "string", **fields) -> None:
        self.call("POST", "/data_attributes", {
            "name": name, "model": "contact", "data_type": data_type} | fields)

    def message(self, format: str = "chat", audience=EVERYBODY, display=None, **fields) -> str:
        """A live message; its id."""
        content = {} if format == "bot" else {"body": f"Hello from a {format}."}
        if format == "tooltip":
            display = {"anchor": "#anchor"} | (display or {})
        return self.call("POST", "/messages", {
            "message_type": "inapp", "format": format, "name": format, "state": "live",
            "from": {"type": "admin", "id": "5001"},
            "to": {"type": "audience", "audience": audience}, "display": display or {},
            "schedule": {"send": "ongoing"},
        } | content | fields)["id"]

    def set_clock(self, now: int) -> None:
        self.call("PUT", "/sandbox/clock", {"now": now})

    @property
    def now(self) -> int:
        return self.call("GET", "/sandbox/clock")["now"]

    def totals(self, message: str) -> dict:
        return self.call("GET", f"/messages/{message}/stats")["totals"]


class App:
    """A product on a port of its own. Every path answers the page that `body` and `script` make, or an
    image."""

    POLICY = (
        "default-src 'none'; script-src 'nonce-n' {messenger}; connect-src {messenger}; "
        "img-src 'self' {messenger}; require-trusted-types-for 'script'; trusted-types 'none'")

    def __init__(self, messenger: str):
        self.messenger = messenger
        self.settings = {"app_id": "acme0001", "user_id": "ada"}
        self.body = '<h1>App</h1><button id="anchor">Anchor</button>'
        self.script = ""
        app = self

        class Page(BaseHTTPRequestHandler):
            def do_GET(self):
                is_image = self.path.endswith(".svg")
                page = (IMAGE if is_image else app.page()).encode()
                kind = "image/svg+xml" if is_image else "text/html; charset=utf-8"
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Security-Policy", app.POLICY.format(messenger=messenger))
                self.end_headers()
                self.wfile.write(page)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def page(self) -> str:
        # As a product's own template puts it in: the stub, the settings, the script.
        return (
            '<!doctype html><html lang="en"><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width">'
            '<link rel="icon" href="data:,"><title>App</title>'
            '<script nonce="n">window.Intercom = (...c) => Intercom.q.push(c); Intercom.q = [];'
            f"{self.installed()}{self.script}</script>"
            f'<script src="{self.messenger}/messenger.js" async></script>'
            f"<body><main>{self.body}</main>"
        )

    def installed(self) -> str:
        return f"window.intercomSettings = {json.dumps(self.settings)};" if self.settings else ""

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def asked(page, action) -> None:
    """Does what makes the Messenger ask, and returns when it has shown what it was answered."""
    with page.expect_response(lambda response: response.url.endswith("/messenger/ping")):
        action()
    answered(page)


def answered(page) -> None:
    until(page, "sessionStorage.getItem('messenger.open') === 'null'")


def until(page, condition: str) -> None:
    """Returns when it holds. The page's policy lets nobody evaluate a text over and over, and its
    timers and clocks may be the test's: so a message goes round until then, or for so many rounds."""
    page.evaluate(
        "() => new Promise((resolve, reject) => {"
        " const { port1, port2 } = new MessageChannel();"
        " port1.onmessage = ({ data: rounds }) =>"
        f" (({condition}) ? resolve() : rounds > 300_000"
        f"  ? reject(new Error({json.dumps(f'it is never so that {condition}')}))"
        "  : port2.postMessage(rounds + 1));"
        " port2.postMessage(0); })")


def acted(page, action: str, do) -> None:
    """Does what makes the Messenger tell of an action, and returns when that was answered."""
    with page.expect_response(lambda response: response.url.endswith(f"/{action}")) as told:
        do()
    assert told.value.ok


def settled(page) -> None:
    """Returns once nothing of it moves any more: half seen, everything is pale. What is taken away while
    it moves never finishes."""
    page.locator("#herald-messenger").evaluate(
        "host => Promise.allSettled("
        "host.shadowRoot.getAnimations().map((motion) => motion.finished))")
