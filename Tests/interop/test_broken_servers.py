"""What stands between herald and a messages API that does not work, or is none."""

import socket
import threading

import pytest

from nginx import proxied, serve
from processes import free_port
from projects import Project, failed, succeeded

PAGE = "<html><head><title>Gateway</title></head><body><h1>It is us, not you</h1></body></html>"


@pytest.fixture
def run(tmp_path, authority, loopback):
    """Runs a command against nginx with a configuration; what it said must quote no page."""

    def run(inside: str, outside: str = "", command: str = "plan"):
        with serve(tmp_path / "nginx", loopback, inside, outside) as nginx:
            project = Project(tmp_path / "project", f"https://localhost:{nginx.port}")
            trust = {"CURL_CA_BUNDLE": str(authority.path)}
            done = project.plan(**trust) if command == "plan" else project.apply(**trust)
            assert "html" not in done.stderr.lower()
            assert "not you" not in done.stderr
            return done

    return run


@pytest.mark.parametrize("command", ["plan", "apply"])
def test_an_upstream_that_is_down(run, command):
    nobody = proxied(f"http://127.0.0.1:{free_port()}")
    failed(run(nobody, command=command), 5, "the remote failed (502)", "run it again later")


def test_an_upstream_that_never_answers(run):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        slow = "proxy_read_timeout 1s;" + proxied(f"http://127.0.0.1:{port}")
        failed(run(slow), 5, "the remote failed (504)")


def test_an_upstream_that_breaks_off_its_answers(run):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        stopping = threading.Event()

        def answer():
            while not stopping.is_set():
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(65536)
                    connection.sendall(
                        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                        b'Content-Length: 100000\r\n\r\n{"type":"list","data":['
                    )

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        port = listener.getsockname()[1]
        done = run(proxied(f"http://127.0.0.1:{port}"))
        stopping.set()
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(timeout=5)
    failed(done, 5, "closed the connection before its answer was complete")


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_page_of_a_failing_gateway(run, status):
    page = f"default_type text/html; return {status} '{PAGE}';"
    failed(run(page), 5, f"the remote failed ({status})")


def test_a_page_in_place_of_the_api(run):
    failed(run(f"default_type text/html; return 200 '{PAGE}';"), 1, "it is a web page", "url")


def test_json_that_is_cut_off(run):
    cut = """default_type application/json; return 200 '{"type":"list","data":[{"id"';"""
    failed(run(cut), 1, "the JSON ends early (at byte 28)")


def test_json_of_something_else(run):
    other = """default_type application/json; return 200 '{"status":"ok"}';"""
    failed(run(other), 1, "cannot be understood", "check that the url is that of a messages API")


def test_a_path_that_is_not_there(run):
    failed(run(f"default_type text/html; return 404 '{PAGE}';"), 1, "there is nothing at `/")


@pytest.mark.parametrize("status", [401, 403])
def test_a_token_that_the_gateway_refuses(run, status):
    failed(run(f"default_type text/html; return {status} '{PAGE}';"), 4, f"({status})", "token")


def test_a_limit_that_outlasts_patience(run):
    failed(run(f"default_type text/html; return 429 '{PAGE}';"), 5, "rate limit", "wait a minute")


def test_a_limit_that_passes_is_waited_out(tmp_path, authority, loopback, sandbox):
    zone = "limit_req_zone $server_name zone=slow:1m rate=40r/s; limit_req_status 429;"
    inside = "limit_req zone=slow burst=5 nodelay;" + proxied(sandbox)
    with serve(tmp_path / "nginx", loopback, inside, zone) as nginx:
        project = Project(tmp_path / "project", f"https://localhost:{nginx.port}", campaigns=40)
        trust = {"CURL_CA_BUNDLE": str(authority.path)}
        succeeded(project.apply("--parallelism", "16", patience=60, **trust))
        requests = nginx.requests()
        assert [r["status"] for r in requests if r["asks"] == "POST"].count(200) == 40
        assert any(request["status"] == 429 for request in requests)
        succeeded(project.plan(**trust))


def test_a_port_where_nobody_listens(tmp_path):
    port = free_port()
    project = Project(tmp_path / "project", f"https://localhost:{port}")
    failed(project.plan(), 5, f"nothing answers at `localhost:{port}`")


def test_a_server_that_does_not_speak_tls(tmp_path, sandbox):
    project = Project(tmp_path / "project", sandbox.replace("http://", "https://"))
    failed(project.plan(), 5, "no encrypted connection")


def test_a_server_that_speaks_tls_only(tmp_path, authority, loopback, sandbox):
    with serve(tmp_path / "nginx", loopback, proxied(sandbox)) as nginx:
        project = Project(tmp_path / "project", f"http://127.0.0.1:{nginx.port}")
        failed(project.plan(), 1, "(400")
