"""Proxies as curl's users expect them: for the hosts of others, and never for this machine."""

import pytest

from nginx import proxied, serve
from projects import TOKEN, Project, failed, succeeded
from proxies import ConnectProxy, TinyProxy

HOST = "messages.acme.test"
URL = f"https://{HOST}"


@pytest.fixture
def front(tmp_path, acme, sandbox):
    """A messages API whose name only a proxy resolves."""
    with serve(tmp_path / "nginx", acme, proxied(sandbox)) as nginx:
        yield nginx


@pytest.fixture
def proxy(front):
    with ConnectProxy({f"{HOST}:443": front.port}) as proxy:
        yield proxy


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path / "project", URL)


@pytest.fixture
def trust(authority):
    return {"CURL_CA_BUNDLE": str(authority.path)}


@pytest.mark.parametrize("variable", ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"])
def test_the_main_job_through_a_proxy(project, proxy, front, trust, variable):
    through = {variable: proxy.url, **trust}
    succeeded(project.plan(**through), 2)
    succeeded(project.apply(**through))
    succeeded(project.plan(**through))
    assert proxy.targets == {f"{HOST}:443"}
    assert {request["protocol"] for request in front.requests()} == {"HTTP/2.0"}


def test_the_proxy_sees_neither_the_token_nor_the_messages(project, proxy, trust):
    succeeded(project.apply(https_proxy=proxy.url, **trust))
    seen = "".join(proxy.heads).encode() + bytes(proxy.traffic)
    assert len(seen) > 1000
    for secret in (TOKEN, "uthorization", "Hello from", "campaign-1"):
        assert secret.encode() not in seen


def test_the_certificate_is_checked_through_the_proxy(project, proxy, front):
    failed(project.plan(https_proxy=proxy.url), 5, "is not signed by an authority known here")
    assert proxy.targets == {f"{HOST}:443"}
    assert front.requests() == []


@pytest.mark.parametrize("excepted", [HOST, "acme.test", ".acme.test", "*", f"x.test,{HOST}"])
def test_no_proxy_goes_round_it(project, proxy, trust, excepted):
    done = project.plan(https_proxy=proxy.url, no_proxy=excepted, **trust)
    failed(done, 5, f"the host of `{HOST}` is not known")
    assert proxy.heads == []


def test_no_proxy_for_another_host_changes_nothing(project, proxy, trust):
    done = project.plan(https_proxy=proxy.url, no_proxy="other.test,sages.acme.test.x", **trust)
    succeeded(done, 2)


def test_the_proxy_for_http_is_not_used_for_https(project, proxy, trust):
    done = project.plan(http_proxy=proxy.url, **trust)
    failed(done, 5, f"the host of `{HOST}` is not known")
    assert proxy.heads == []


def test_no_token_is_given_to_a_proxy_in_the_clear(tmp_path, proxy):
    project = Project(tmp_path / "plain", f"http://{HOST}")
    done = project.plan(http_proxy=proxy.url, all_proxy=proxy.url)
    failed(done, 3, "unencrypted")
    assert proxy.heads == []


def test_this_machine_is_never_reached_through_a_proxy(
    tmp_path, proxy, loopback, sandbox, trust
):
    through = {name: proxy.url for name in ("http_proxy", "https_proxy", "all_proxy")}
    succeeded(Project(tmp_path / "http", sandbox).plan(**through), 2)
    with serve(tmp_path / "local", loopback, proxied(sandbox)) as nginx:
        for host in ("localhost", "127.0.0.1"):
            project = Project(tmp_path / host, f"https://{host}:{nginx.port}")
            succeeded(project.plan(**through, **trust), 2)
    assert proxy.heads == []


@pytest.mark.parametrize("refusal", ["403 Forbidden", "407 Authentication Required", "502 No"])
def test_a_proxy_that_refuses_is_named_as_the_obstacle(project, trust, refusal):
    with ConnectProxy({}, refusal) as proxy:
        failed(project.plan(https_proxy=proxy.url, **trust), 5, "the proxy did not let")


def test_tinyproxy(tmp_path, project, proxy, front, trust):
    with TinyProxy(tmp_path / "tinyproxy", proxy) as tiny:
        through = {"https_proxy": f"http://127.0.0.1:{tiny.port}", **trust}
        succeeded(project.apply(**through))
        succeeded(project.plan(**through))
        assert f"CONNECT {HOST}:443" in tiny.log()
    assert proxy.targets == {f"{HOST}:443"}
    assert {request["protocol"] for request in front.requests()} == {"HTTP/2.0"}


def test_tinyproxy_that_wants_a_login(tmp_path, project, proxy, trust):
    with TinyProxy(tmp_path / "tinyproxy", proxy, "user hunter2") as tiny:
        for url in (f"http://127.0.0.1:{tiny.port}", f"http://user:wrong@127.0.0.1:{tiny.port}"):
            done = project.plan(https_proxy=url, **trust)
            failed(done, 5, "the proxy did not let")
            assert "wrong" not in done.stderr
        assert proxy.heads == []
        url = f"http://user:hunter2@127.0.0.1:{tiny.port}"
        succeeded(project.plan(https_proxy=url, **trust), 2)
