"""Intercom's official SDK for Python against the sandbox: news, articles, tags, sends, exports.

What it asks and what it is answered goes through a recorder, and is held against Intercom's own
description, as the checkers do it.
"""

import io
import sys
import time
import zipfile
from pathlib import Path

import httpx
import pytest
from intercom import (
    CreateContactRequestWithExternalId,
    CreateDataEventRequestWithId,
    CreateInternalArticleRequest,
    CreateMessageRequest_Inapp,
    CreateMessageRequestFrom,
    CreateMessageRequestTo,
    CreateOrUpdateTagRequest,
    Intercom,
    NewsfeedAssignment,
)
from intercom.core.api_error import ApiError

from projects import TOKEN

sys.path.append(str(Path(__file__).resolve().parents[1] / "checkers"))
from public_api import Recorder, violations  # noqa: E402

NOW = int(time.time())


@pytest.fixture
def client(sandbox):
    recorder = Recorder(sandbox)
    with recorder.listening() as url:
        yield Intercom(token=TOKEN, base_url=url)
    found = [text for exchange in recorder.exchanges for text in violations(exchange)]
    assert recorder.exchanges and not found, found


def ask(sandbox, method, path, body=None):
    """The sandbox's own routes, which the SDK does not know."""
    answer = httpx.request(
        method, sandbox + path, json=body, headers={"Authorization": f"Bearer {TOKEN}"})
    answer.raise_for_status()
    return answer.json()


def person(client, number=1):
    return client.contacts.create(
        request=CreateContactRequestWithExternalId(external_id=f"user-{number}"))


def refused(call):
    with pytest.raises(ApiError) as error:
        call()
    return error.value.status_code


def test_a_news_item_is_made_changed_and_deleted(client):
    feed = client.news.feeds.list().data[0]
    assert feed.name == "Product news"
    assert client.news.feeds.find(feed.id).name == feed.name
    item = client.news.items.create(
        title="News", sender_id=5001, body="<p>It is here.<br/></p>", state="live",
        labels=["New", "Beta"], reactions=["👍", None], deliver_silently=True,
        newsfeed_assignments=[NewsfeedAssignment(newsfeed_id=int(feed.id), published_at=NOW - 60)])
    assert (item.body, item.labels) == ("<p>It is here.<br></p>", ["Beta", "New"])
    assert (item.reactions, item.cover_image_url) == (["👍", None], None)
    assert client.news.items.find(int(item.id)) == item
    assert [found.id for found in client.news.feeds.list_items(feed.id).data] == [item.id]
    draft = client.news.items.update(int(item.id), title="News", sender_id=5001, state="draft")
    assert (draft.state, draft.body) == ("draft", item.body)
    assert client.news.feeds.list_items(feed.id).data == []
    listed = client.news.items.list()
    assert ([found.id for found in listed.data], listed.total_count) == ([item.id], 1)
    assert client.news.items.delete(int(item.id)).deleted
    assert refused(lambda: client.news.items.find(int(item.id))) == 404


def test_an_article_is_made_changed_and_deleted(client):
    articles = client.internal_articles
    made = articles.create_internal_article(request=CreateInternalArticleRequest(
        title="T", body="<p>x</p>", owner_id=5001, author_id=5002))
    assert (made.title, made.owner_id, made.author_id) == ("T", 5001, 5002)
    assert articles.update_internal_article(int(made.id), body="<p>y</p>").body == "<p>y</p>"
    assert articles.retrieve_internal_article(int(made.id)).title == "T"
    assert articles.list_internal_articles().total_count == 1
    assert articles.delete_internal_article(int(made.id)).deleted
    assert refused(lambda: articles.retrieve_internal_article(int(made.id))) == 404


def test_a_tag_is_renamed_on_whoever_has_it(client):
    somebody = person(client)
    tag = client.tags.create(request=CreateOrUpdateTagRequest(name="herald: a"))
    client.tags.tag_contact(somebody.id, tag_id=tag.id)
    client.tags.create(request=CreateOrUpdateTagRequest(id=tag.id, name="herald: a · paused"))
    names = [found.name for found in client.contacts.list_attached_tags(somebody.id).data]
    assert names == ["herald: a · paused"]
    assert client.tags.find(tag.id).name == "herald: a · paused"


def test_a_message_is_sent_to_one_person(client, sandbox):
    somebody = person(client)

    def send(recipient):
        return client.messages.create(request=CreateMessageRequest_Inapp(
            body="<p>Hello.</p>", from_=CreateMessageRequestFrom(id=5001),
            to=CreateMessageRequestTo(type="user", id=recipient)))

    sent = send(somebody.id)
    assert (sent.message_type, sent.body) == ("inapp", "<p>Hello.</p>")
    # The SDK knows the statuses that the description lists for a send: 404 is not among them.
    assert refused(lambda: send("99")) == 404
    sends = ask(sandbox, "GET", "/sandbox/sends")["data"]
    assert [(s["id"], s["contact_ids"]) for s in sends] == [(sent.id, [somebody.id])]


def test_an_export_is_begun_asked_for_and_downloaded(client, sandbox):
    somebody = person(client)
    item = client.news.items.create(title="News", sender_id=5001, state="live")
    client.events.create(request=CreateDataEventRequestWithId(
        id=somebody.id, event_name="exported", created_at=NOW))
    ask(sandbox, "POST", "/sandbox/news_readings",
        {"news_item_id": item.id, "contact_id": somebody.id, "action": "click"})
    exports = client.data_export

    def begin():
        return exports.create(created_at_after=NOW - 60, created_at_before=NOW + 3_600)

    ended = begin()
    once = {"max_retries": 0}
    assert refused(lambda: exports.create(
        created_at_after=1, created_at_before=2, request_options=once)) == 429
    assert exports.cancel(ended.job_identifier).status == "canceled"
    job = begin()
    states = [exports.find(job.job_identifier).status for _ in "ab"]
    assert states == ["in_progress", "completed"]
    # The SDK reads the archive and gives nothing of it back: it is read once more from what came.
    exports.download(job.job_identifier)
    url = exports.find(job.job_identifier).download_url
    with httpx.stream("GET", url, headers={
            "Authorization": f"Bearer {TOKEN}", "Accept": "application/octet-stream"}) as answer:
        archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.iter_raw())))
    assert archive.testzip() is None
    assert [name.partition("_")[0] for name in archive.namelist()] == ["receipts", "clicks"]
    lines = archive.read(archive.namelist()[0]).decode().splitlines()
    assert dict(zip(lines[0].split(","), lines[1].split(",")))["user_external_id"] == "user-1"
