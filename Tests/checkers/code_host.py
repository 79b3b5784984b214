"""A code host on loopback, as far as workflows use one: the comments of one pull request, by the
API of GitHub or of GitLab, and the artifacts of the jobs of GitLab's merge requests."""

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ME = "herald[bot]"


class CodeHost:
    def __init__(self):
        self.comments = []
        self.artifacts = {}
        # Whether it fails where it is asked for an artifact.
        self.has_trouble = False
        host = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do(self):
                length = int(self.headers.get("Content-Length") or 0)
                body = json.loads(self.rfile.read(length)) if length else None
                status, answer = host.answer(self.command, self.path, body)
                data = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_PATCH = do_PUT = do

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://localhost:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def answer(self, method, path, body):
        if path == "/graphql":
            return 200, {"data": {"viewer": {"login": "herald"}}}
        if path == "/user":
            return 200, {"id": 7}
        if found := re.fullmatch(r"/.*/artifacts/(.+)/raw/herald-plan\.json\?job=herald-plan", path):
            if self.has_trouble:
                return 503, {}
            plan = self.artifacts.get(found[1])
            return (200, plan) if plan else (404, {})
        if method == "GET":
            return 200, self.comments
        if method == "POST":
            self.comments.append(self.comment(len(self.comments) + 1, body["body"]))
            return 201, self.comments[-1]
        number = int(path.rsplit("/", 1)[1])
        self.comments[number - 1] = self.comment(number, body["body"])
        return 200, self.comments[number - 1]

    @staticmethod
    def comment(number, body):
        """As both hosts describe one."""
        return {
            "id": number, "body": body, "html_url": f"https://code.acme.test/{number}",
            "user": {"login": ME, "type": "Bot"}, "author": {"id": 7},
        }
