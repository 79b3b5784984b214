"""herald behind nginx: TLS, certificates, HTTP/2, and what is never done with a token."""

import pytest

from nginx import https_server, proxied, serve
from processes import free_port
from projects import Project, failed, succeeded


@pytest.fixture
def front(tmp_path, loopback, sandbox):
    gzip = "gzip on; gzip_types application/json; gzip_proxied any; gzip_min_length 1;"
    with serve(tmp_path / "nginx", loopback, gzip + proxied(sandbox)) as nginx:
        yield nginx


@pytest.mark.parametrize("variable", ["CURL_CA_BUNDLE", "SSL_CERT_FILE"])
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_the_main_job_over_tls_with_a_private_authority(
    tmp_path, front, authority, variable, host
):
    project = Project(tmp_path / "project", f"https://{host}:{front.port}")
    trust = {variable: str(authority.path)}
    succeeded(project.plan(**trust), 2)
    succeeded(project.apply(**trust))
    succeeded(project.plan(**trust))
    project.write("campaign-1", "Other words.")
    succeeded(project.apply(**trust))
    succeeded(project.plan(**trust))
    methods = [request["asks"] for request in front.requests()]
    assert methods.count("POST") == 3
    assert methods.count("PUT") == 1


def test_looking_asks_and_never_writes(tmp_path, front, authority):
    project = Project(tmp_path / "project", f"https://localhost:{front.port}")
    trust = {"CURL_CA_BUNDLE": str(authority.path)}
    succeeded(project.plan(**trust), 2)
    succeeded(project.herald("list", **trust))
    assert {request["asks"] for request in front.requests(6)} <= {"GET", "count"}


def test_http2_is_spoken_where_it_is_offered(tmp_path, front, authority):
    project = Project(tmp_path / "project", f"https://localhost:{front.port}", campaigns=20)
    succeeded(project.apply(CURL_CA_BUNDLE=str(authority.path)))
    assert {request["protocol"] for request in front.requests(23)} == {"HTTP/2.0"}


def test_compressed_answers_are_asked_for_and_read(tmp_path, front, authority):
    project = Project(tmp_path / "project", f"https://localhost:{front.port}")
    succeeded(project.plan(CURL_CA_BUNDLE=str(authority.path)), 2)
    assert {request["encoding"] for request in front.requests(3)} == {"gzip"}


def test_an_authority_that_is_not_known_is_not_trusted(tmp_path, front):
    project = Project(tmp_path / "project", f"https://localhost:{front.port}")
    failed(project.plan(), 5, "is not signed by an authority known here", "CURL_CA_BUNDLE")
    failed(project.apply(), 5, "is not signed by an authority known here")
    assert front.requests() == []


def test_a_file_of_authorities_that_is_missing_is_not_passed_over(tmp_path, front):
    project = Project(tmp_path / "project", f"https://localhost:{front.port}")
    done = project.plan(CURL_CA_BUNDLE=str(tmp_path / "missing.pem"))
    failed(done, 5, "`CURL_CA_BUNDLE`", "cannot be read")


def test_a_certificate_for_another_host_is_refused(tmp_path, authority, acme, sandbox):
    with serve(tmp_path / "nginx", acme, proxied(sandbox)) as nginx:
        project = Project(tmp_path / "project", f"https://localhost:{nginx.port}")
        done = project.plan(CURL_CA_BUNDLE=str(authority.path))
        failed(done, 5, f"the certificate of `localhost:{nginx.port}` is for another host")
        assert nginx.requests() == []


def test_a_redirect_to_https_is_not_followed(tmp_path, authority, loopback, sandbox):
    plain, secure = free_port(), free_port()
    redirect = f"""
      server {{
        listen 127.0.0.1:{plain};
        server_name plain;
        return 301 https://localhost:{secure}$request_uri;
      }}
    """
    with serve(tmp_path / "nginx", loopback, proxied(sandbox), redirect, secure) as nginx:
        project = Project(tmp_path / "project", f"http://127.0.0.1:{plain}")
        done = project.plan(CURL_CA_BUNDLE=str(authority.path))
        failed(done, 1, "it is a redirect (301)", "never followed with a token")
        assert {request["server"] for request in nginx.requests(3)} == {"plain"}


def test_a_redirect_to_another_server_does_not_take_the_token_there(
    tmp_path, authority, loopback, sandbox
):
    elsewhere = free_port()
    other = https_server(loopback, elsewhere, proxied(sandbox), "elsewhere")
    inside = f"return 307 https://localhost:{elsewhere}$request_uri;"
    with serve(tmp_path / "nginx", loopback, inside, other) as nginx:
        project = Project(tmp_path / "project", f"https://localhost:{nginx.port}")
        failed(project.plan(CURL_CA_BUNDLE=str(authority.path)), 1, "redirect (307)")
        assert {request["server"] for request in nginx.requests(3)} == {"secure"}


def test_a_host_that_ci_does_not_list_is_sent_nothing(tmp_path, front, authority):
    project = Project(tmp_path / "project", f"https://localhost:{front.port}")
    trust = {"CURL_CA_BUNDLE": str(authority.path)}
    failed(project.plan(HERALD_HOSTS="messages.acme.test", **trust), 1, "`HERALD_HOSTS`")
    assert front.requests() == []
    succeeded(project.plan(HERALD_HOSTS="localhost", **trust), 2)


def test_connections_that_the_server_ends_now_and_then_lose_nothing(
    tmp_path, authority, loopback, sandbox
):
    inside = "keepalive_requests 7;" + proxied(sandbox)
    with serve(tmp_path / "nginx", loopback, inside) as nginx:
        project = Project(tmp_path / "project", f"https://localhost:{nginx.port}", campaigns=80)
        trust = {"CURL_CA_BUNDLE": str(authority.path)}
        succeeded(project.apply("--parallelism", "16", **trust))
        succeeded(project.plan(**trust))
        created = [r for r in nginx.requests() if r["asks"] == "POST" and r["status"] == 200]
        assert len(created) == 80
        assert len({request["connection"] for request in nginx.requests()}) > 10
