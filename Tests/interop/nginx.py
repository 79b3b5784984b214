"""nginx in front of a server, with a log of what it was asked."""

import getpass
import json
import shutil
import subprocess
import time
from pathlib import Path

from certificates import Certificate
from processes import free_port, stop, wait_for_port

FORMAT = (
    '{"server":"$server_name","protocol":"$server_protocol","method":"$request_method",'
    '"uri":"$request_uri","status":$status,"encoding":"$sent_http_content_encoding",'
    '"authorization":"$http_authorization","connection":$connection}'
)


def asking(request: dict) -> dict:
    """The request with what it asks for: its method, or `count` for people, which is sent as POST."""
    counts = request["uri"].endswith("/messages/reach")
    return request | {"asks": "count" if counts else request["method"]}


class Nginx:
    """Runs with these `server { … }` blocks from `with` to its end."""

    def __init__(self, folder: Path, http: str, port: int):
        self.port = port
        self.folder = folder
        self._log = folder / "access.log"
        self._errors = folder / "error.log"
        self._errors.write_text("")
        self._configuration = folder / "nginx.conf"
        temporary = "\n".join(
            f"{kind}_temp_path {folder}/{kind};"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        # Workers run as whoever runs the tests: the folder is theirs alone.
        self._configuration.write_text(
            f"""
            user {getpass.getuser()};
            daemon off;
            worker_processes 1;
            pid {folder}/nginx.pid;
            error_log {self._errors} warn;
            events {{ worker_connections 256; }}
            http {{
              {temporary}
              log_format interop escape=json '{FORMAT}';
              access_log {self._log} interop;
              client_max_body_size 2m;
              {http}
            }}
            """
        )

    def __enter__(self) -> "Nginx":
        command = shutil.which("nginx") or "/usr/sbin/nginx"
        with self._errors.open("a") as errors:
            self._process = subprocess.Popen(
                [command, "-p", str(self.folder), "-c", str(self._configuration)],
                stdout=errors,
                stderr=errors,
            )
        wait_for_port(self.port, self._process, self._errors)
        return self

    def __exit__(self, *_) -> None:
        stop(self._process)

    def requests(self, count: int = 0) -> list[dict]:
        """What was asked so far; nginx writes a line when an answer is sent, perhaps a little
        after the client has it, so at least `count` lines are waited for."""
        deadline = time.monotonic() + 5
        while True:
            text = self._log.read_text() if self._log.exists() else ""
            lines = [asking(json.loads(line)) for line in text.splitlines()]
            if len(lines) >= count or time.monotonic() > deadline:
                return lines
            time.sleep(0.02)


def https_server(certificate: Certificate, port: int, inside: str, name: str = "secure") -> str:
    return f"""
      server {{
        listen 127.0.0.1:{port} ssl http2;
        server_name {name};
        ssl_certificate {certificate.path};
        ssl_certificate_key {certificate.key};
        {inside}
      }}
    """


def proxied(url: str) -> str:
    return f"""
      location / {{
        proxy_pass {url};
        proxy_http_version 1.1;
        proxy_set_header Connection "";
      }}
    """


def serve(
    folder: Path, certificate: Certificate, inside: str, outside: str = "", port: int | None = None
) -> Nginx:
    """nginx with one https server, which is the one whose port is `.port`."""
    folder.mkdir(parents=True, exist_ok=True)
    port = port or free_port()
    return Nginx(folder, outside + https_server(certificate, port, inside), port)
