"""Intercom's official SDK for Python against the sandbox: what it reads and writes of people.

Nothing is changed in it but `base_url`. What it sends and how it pages is its own.
"""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from intercom import (
    AsyncIntercom,
    CreateContactRequestWithEmail,
    CreateContactRequestWithExternalId,
    CreateContactRequestWithRole,
    CreateDataAttributeRequestOne,
    CreateDataAttributeRequestOptions,
    CreateDataAttributeRequestOptionsOptionsItem,
    CreateDataEventRequestWithEmail,
    CreateDataEventRequestWithId,
    CreateDataEventRequestWithUserId,
    CreateOrUpdateCompanyRequest,
    CreateOrUpdateTagRequest,
    Intercom,
    MultipleFilterSearchRequest,
    SingleFilterSearchRequest,
    StartingAfterPaging,
    TagCompanyRequest,
    TagCompanyRequestCompaniesItem,
    TagMultipleUsersRequest,
    TagMultipleUsersRequestUsersItem,
)
from intercom.core.api_error import ApiError
from intercom.errors import NotFoundError, UnauthorizedError

from projects import TOKEN

NOW = int(time.time())


@pytest.fixture
def client(sandbox):
    return Intercom(token=TOKEN, base_url=sandbox)


def attribute(client, name, kind, model="contact"):
    return client.data_attributes.create(
        request=CreateDataAttributeRequestOne(data_type=kind, name=name, model=model))


def user(client, number, **more):
    return client.contacts.create(
        request=CreateContactRequestWithExternalId(external_id=f"user-{number}", **more))


def where(field, operator, value):
    return SingleFilterSearchRequest(field=field, operator=operator, value=value)


def found(client, query, per_page=None):
    """Whom a search finds; asked page by page, for the SDK's own pager of a search asks for the first
    page again and again."""
    names, cursor = [], None
    while True:
        paging = StartingAfterPaging(per_page=per_page, starting_after=cursor)
        page = client.contacts.search(
            query=query, pagination=paging if per_page else None).response
        names += [contact.external_id for contact in page.data]
        assert page.total_count >= len(names)
        if page.pages.next is None:
            assert len(set(names)) == len(names) == page.total_count
            return set(names)
        cursor = page.pages.next.starting_after


def test_the_workspace_and_its_admins(client):
    me = client.admins.identify()
    assert me.email == "ana@acme.test"
    assert me.app.timezone == "America/New_York"
    admins = client.admins.list().admins
    assert [admin.id for admin in admins] == ["5001", "5002", "5003"]
    assert client.admins.find(5002).name == "Ben Brandt"
    with pytest.raises(NotFoundError):
        client.admins.find(1)


def test_a_contact_is_made_read_changed_and_deleted(client):
    attribute(client, "plan", "string")
    made = client.contacts.create(request=CreateContactRequestWithEmail(
        email="joe@acme.test", name="Joe", signed_up_at=NOW, owner_id=5002,
        custom_attributes={"plan": "pro"}))
    assert (made.role, made.email_domain) == ("user", "acme.test")
    assert made.custom_attributes == {"plan": "pro"}
    assert client.contacts.find(made.id) == client.contacts.find(made.id)
    assert client.contacts.find(made.id).name == "Joe"
    changed = client.contacts.update(
        made.id, external_id="u1", phone="+1 555 0100", custom_attributes={"plan": "team"})
    assert (changed.name, changed.phone) == ("Joe", "+1 555 0100")
    assert changed.custom_attributes == {"plan": "team"}
    assert client.contacts.show_contact_by_external_id("u1").id == made.id
    assert client.contacts.delete(made.id).deleted
    for gone in (lambda: client.contacts.find(made.id),
                 lambda: client.contacts.show_contact_by_external_id("u1")):
        with pytest.raises(ApiError) as refused:
            gone()
        assert refused.value.status_code == 404
    lead = client.contacts.create(request=CreateContactRequestWithRole(role="lead"))
    assert lead.role == "lead"


def test_contacts_are_listed_over_pages(client):
    for number in range(7):
        user(client, number)
    pager = client.contacts.list(per_page=3)
    assert pager.response.total_count == 7
    assert [contact.external_id for contact in pager] == [f"user-{n}" for n in range(7)]
    assert len(list(pager.iter_pages())) == 3


def test_contacts_are_searched(client):
    for name, kind in (("plan", "string"), ("seats", "integer"), ("beta", "boolean")):
        attribute(client, name, kind)
    day = 86_400
    for number, (plan, seats, beta) in enumerate(
        [("pro", 1, True), ("team", 5, False), ("pro", 9, None), (None, None, None)]
    ):
        user(client, number, name=f"Jo {number}", signed_up_at=NOW - number * 10 * day,
             custom_attributes={"plan": plan, "seats": seats, "beta": beta})
    everyone = {f"user-{n}" for n in range(4)}
    plan, seats, beta = (f"custom_attributes.{n}" for n in ("plan", "seats", "beta"))
    for query, expected in [
        (where(plan, "=", "pro"), {0, 2}), (where(plan, "!=", "pro"), {1, 3}),
        (where(plan, "IN", ["pro", "team"]), {0, 1, 2}), (where(plan, "NIN", ["pro"]), {1, 3}),
        (where(plan, "~", "TEA"), {1}), (where(plan, "!~", "r"), {1, 3}),
        (where("name", "^", "jo"), {0, 1, 2, 3}), (where("name", "$", "3"), {3}),
        (where(seats, ">", 1), {1, 2}), (where(seats, "<", 5), {0}),
        (where(seats, "!=", 5), {0, 2, 3}), (where(beta, "=", True), {0}),
        (where(beta, "!=", True), {1, 2, 3}), (where("role", "=", "user"), {0, 1, 2, 3}),
        (where("signed_up_at", "<", NOW - 15 * day), {2, 3}),
        (where("signed_up_at", "=", str(NOW - 10 * day)), {1}),
    ]:
        assert found(client, query) == {f"user-{n}" for n in expected}, query
    both = MultipleFilterSearchRequest(operator="AND", value=[
        MultipleFilterSearchRequest(operator="OR", value=[
            where(plan, "=", "pro"), where(plan, "=", "team")]),
        MultipleFilterSearchRequest(operator="OR", value=[
            where(seats, "=", 5), where(seats, "=", 9)]),
    ])
    assert found(client, both) == {"user-1", "user-2"}
    assert found(client, where("role", "=", "user"), per_page=1) == everyone
    for query in (where("signed_up_at", "!=", NOW), where("custom_attributes.nothing", "=", "x")):
        with pytest.raises(ApiError) as refused:
            client.contacts.search(query=query)
        assert refused.value.status_code == 400


def test_tags_are_made_attached_and_searched(client):
    people = [user(client, number) for number in range(3)]
    tag = client.tags.create(request=CreateOrUpdateTagRequest(name="beta"))
    assert client.tags.tag_contact(people[0].id, tag_id=tag.id).name == "beta"
    client.tags.create(request=TagMultipleUsersRequest(
        name="beta", users=[TagMultipleUsersRequestUsersItem(id=people[1].id)]))
    assert [tag.name for tag in client.contacts.list_attached_tags(people[1].id).data] == ["beta"]
    assert found(client, where("tag_id", "=", tag.id)) == {"user-0", "user-1"}
    assert found(client, where("tag_id", "!=", tag.id)) == {"user-2"}
    assert client.tags.untag_contact(people[0].id, tag.id).id == tag.id
    assert found(client, where("tag_id", "=", tag.id)) == {"user-1"}
    assert [tag.name for tag in client.tags.list().data] == ["beta"]
    assert client.tags.find(tag.id).name == "beta"
    client.tags.delete(tag.id)
    assert client.tags.list().data == []


def test_companies_are_made_listed_and_joined(client):
    attribute(client, "tier", "string", model="company")
    person = user(client, 1)
    for number in range(5):
        client.companies.create_or_update(request=CreateOrUpdateCompanyRequest(
            company_id=f"company-{number}", name=f"Company {number}", plan="team", size=number,
            custom_attributes={"tier": "gold"}))
    renamed = client.companies.create_or_update(
        request=CreateOrUpdateCompanyRequest(company_id="company-0", name="Acme"))
    assert (renamed.name, renamed.plan.name, renamed.size) == ("Acme", "team", 0)
    assert client.companies.retrieve(company_id="company-0").id == renamed.id
    assert client.companies.retrieve(name="Acme").id == renamed.id
    assert client.companies.find(renamed.id).custom_attributes == {"tier": "gold"}
    listed = [company.company_id for company in client.companies.list(per_page=2)]
    assert sorted(listed) == [f"company-{n}" for n in range(5)]
    assert client.companies.attach_contact(person.id, company_id=renamed.id).user_count == 1
    # The SDK's own reading of this list looks for `companies`, as older versions of the API had it.
    attached = client.contacts.list_attached_companies(person.id).response
    assert [company["name"] for company in attached.data] == ["Acme"]
    assert client.companies.detach_contact(person.id, renamed.id).user_count == 0
    client.tags.create(request=TagCompanyRequest(
        name="key", companies=[TagCompanyRequestCompaniesItem(company_id="company-0")]))
    assert client.companies.find(renamed.id).tags.tags[0]["name"] == "key"


def test_events_are_kept_once_and_summed_up(client):
    person = client.contacts.create(request=CreateContactRequestWithEmail(
        email="joe@acme.test", external_id="u1"))
    for created_at in (NOW - 100, NOW - 100, NOW):
        client.events.create(request=CreateDataEventRequestWithUserId(
            user_id="u1", event_name="csv_exported", created_at=created_at,
            metadata={"report": "sales"}))
    client.events.create(request=CreateDataEventRequestWithId(
        id=person.id, event_name="signed_in", created_at=NOW))
    client.events.create(request=CreateDataEventRequestWithEmail(
        email="joe@acme.test", event_name="signed_in", created_at=NOW + 1))
    summary = client.events.list(type="user", user_id="u1", summary=True)
    assert (summary.intercom_user_id, summary.email) == (person.id, "joe@acme.test")
    assert [(event.name, event.count) for event in summary.events] == [
        ("csv_exported", 2), ("signed_in", 2)]
    events = client.events.list(type="user", intercom_user_id=person.id).events
    assert len(events) == 4
    with pytest.raises(ApiError) as refused:
        client.events.create(request=CreateDataEventRequestWithUserId(
            user_id="nobody", event_name="e", created_at=NOW))
    assert refused.value.status_code == 404


def test_attributes_are_made_listed_and_changed(client):
    made = client.data_attributes.create(request=CreateDataAttributeRequestOptions(
        name="plan", model="contact", data_type="options", options=[
            CreateDataAttributeRequestOptionsOptionsItem(value=value)
            for value in ("free", "pro")]))
    assert (made.data_type, made.full_name) == ("string", "custom_attributes.plan")
    changed = client.data_attributes.update(made.id, request={"description": "What they pay."})
    assert changed.description == "What they pay."
    names = {a.name: a for a in client.data_attributes.list(model="contact").data}
    assert names["plan"].custom and not names["signed_up_at"].custom
    assert all(a.model == "company" for a in client.data_attributes.list(model="company").data)


def test_segments_are_listed_and_searched(client):
    segments = client.segments.list(include_count=True).segments
    assert [segment.name for segment in segments] == ["New", "Active", "Slipping away"]
    active = segments[1]
    assert client.segments.find(active.id).person_type == "user"
    here, gone = user(client, 1, last_seen_at=NOW), user(client, 2, last_seen_at=NOW - 30 * 86_400)
    client.contacts.create(request=CreateContactRequestWithRole(role="lead", last_seen_at=NOW))
    counts = [segment.count for segment in client.segments.list(include_count=True).segments]
    assert counts == [0, 1, 1]
    assert found(client, where("segment_id", "=", active.id)) == {here.external_id}
    attached = client.contacts.list_attached_segments(gone.id).data
    assert [segment.name for segment in attached] == ["Slipping away"]


def test_another_token_is_refused(sandbox):
    with pytest.raises(UnauthorizedError):
        Intercom(token="another", base_url=sandbox).contacts.list()


def test_the_asynchronous_client_pages_too(sandbox, client):
    for number in range(5):
        user(client, number)

    async def names():
        pager = await AsyncIntercom(token=TOKEN, base_url=sandbox).contacts.list(per_page=2)
        return [contact.external_id async for contact in pager]

    # In a thread of its own: a browser's tests in the same process have a loop in this one.
    with ThreadPoolExecutor() as threads:
        found = threads.submit(asyncio.run, names()).result()
    assert found == [f"user-{n}" for n in range(5)]
