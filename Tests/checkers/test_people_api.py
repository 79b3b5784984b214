"""People as the description has them: contacts, companies, tags, events, attributes, segments.

As with messages, what the description accepts the sandbox takes, and what the sandbox refuses the
description refuses, but for a marked few that no schema can express.
"""

import pytest

from described import check, input_of, validator

CONTACT, CHANGE = ("POST", "/contacts"), ("PUT", "/contacts/1")
EVENT, TAG, COMPANY = ("POST", "/events"), ("POST", "/tags"), ("POST", "/companies")
ATTRIBUTE, ATTRIBUTE_CHANGE = ("POST", "/data_attributes"), ("PUT", "/data_attributes/1")
SEARCH, REACH = ("POST", "/contacts/search"), ("POST", "/messages/reach")
TAGGING, JOINING = ("POST", "/contacts/1/tags"), ("POST", "/contacts/1/companies")


@pytest.fixture(scope="module")
def people(sandbox):
    """A workspace with one of everything, each with the id 1."""
    options = [{"value": "free"}, {"value": "pro"}]
    sandbox.take("/data_attributes", {
        "name": "plan", "model": "contact", "data_type": "options", "options": options})
    for name, kind in (("seats", "integer"), ("score", "float"), ("beta", "boolean"),
                       ("renews_at", "date"), ("note", "string")):
        sandbox.take("/data_attributes", {"name": name, "model": "contact", "data_type": kind})
    sandbox.take("/data_attributes", {"name": "tier", "model": "company", "data_type": "string"})
    sandbox.take("/contacts", {"external_id": "u1", "email": "joe@acme.test"})
    sandbox.take("/companies", {"company_id": "c1", "name": "Acme"})
    sandbox.take("/tags", {"name": "first", "users": [{"id": "1"}], "companies": [{"id": "1"}]})
    sandbox.take("/contacts/1/companies", {"id": "1"})
    return sandbox


CUSTOM = {"plan": "pro", "seats": 3, "score": 1.5, "beta": True, "renews_at": 1, "note": "a\nb"}
LIST = {"name": "a list", "model": "company", "data_type": "options"}
SOME = [{"value": "a"}, {"value": "b"}]

NAMED = {"field": "name", "operator": "~", "value": "jo"}
PRO = {"attribute": "plan", "type": "string", "comparison": "eq", "value": "pro"}


def field(name, operator, value):
    return {"query": {"field": name, "operator": operator, "value": value}}


def group(operator, *filters):
    return {"operator": operator, "value": list(filters)}


GOOD = [
    (SEARCH, {"query": NAMED}),
    (SEARCH, {"query": group("AND", NAMED, group("OR", *[NAMED] * 15)), "sort": None}),
    (SEARCH, {"query": NAMED, "sort": {"field": "custom_attributes.plan", "order": "ascending"},
              "pagination": {"per_page": 150, "starting_after": None, "page": 1}}),
    *((SEARCH, field("email", o, "x")) for o in ("=", "!=", "~", "!~", "^", "$")),
    *((SEARCH, field("email", o, ["x", "y"])) for o in ("IN", "NIN")),
    *((SEARCH, field("custom_attributes.seats", o, 3)) for o in ("=", "!=", "<", "<=", ">", ">=")),
    *((SEARCH, field("custom_attributes.score", o, [1.5, "2"])) for o in ("IN", "NIN")),
    *((SEARCH, field("custom_attributes.beta", o, True)) for o in ("=", "!=")),
    *((SEARCH, field("created_at", o, "1306054154")) for o in ("=", "<", ">")),
    *((SEARCH, field(f, o, 1)) for f in ("tag_id", "segment_id") for o in ("=", "!=")),
    *((SEARCH, field(f, "=", None)) for f in ("name", "custom_attributes.seats", "created_at")),
    (SEARCH, field("role", "=", "lead")),
    (SEARCH, field("id", "IN", ["1", 2])),
    (REACH, {"audience": {"everyone": True}}),
    (REACH, {"audience": {"all": [PRO, {"not": {"company": PRO}}]}}),
    (CONTACT, {"role": "lead"}),
    (CONTACT, {"external_id": 70}),
    (CONTACT, {"email": "a@acme.test", "email_verified": True, "owner_id": 5002, "phone": "+1"}),
    (CONTACT, {"external_id": "u2", "avatar": "https://acme.test/a.png", "signed_up_at": 0,
               "last_seen_at": 253402300799, "language_override": "de",
               "unsubscribed_from_emails": True, "custom_attributes": CUSTOM}),
    (CONTACT, {"external_id": "u3", "email": None, "role": None, "custom_attributes": None}),
    (CONTACT, {"external_id": "u4", "custom_attributes": dict.fromkeys(CUSTOM)}),
    (CHANGE, {}),
    (CHANGE, {"name": "Jo", "phone": None, "owner_id": None, "unsubscribed_from_emails": None}),
    (CHANGE, {"role": "user", "custom_attributes": {"seats": None}}),
    (EVENT, {"event_name": "e", "created_at": 1, "user_id": "u1"}),
    (EVENT, {"event_name": "e", "created_at": 1, "id": 1, "email": None}),
    (EVENT, {"event_name": "e", "created_at": 2, "email": "JOE@acme.test", "metadata": {
        "a": 1.5, "b": None, "c": {"url": "u", "value": "v"},
        "d": {"amount": 34999, "currency": "eur"}}}),
    (TAG, {"name": "new"}),
    (TAG, {"name": "FIRST"}),
    (TAG, {"name": "first", "id": 1, "users": [{"id": 1, "untag": False}]}),
    (TAG, {"name": "other", "companies": [{"company_id": "c1"}, {"id": "1", "untag": True}]}),
    (TAGGING, {"id": 1}),
    (JOINING, {"id": "1"}),
    (COMPANY, {"company_id": 7}),
    (COMPANY, {"company_id": "c2", "name": "n", "plan": "p", "size": 0, "website": "anything",
               "industry": "i", "monthly_spend": 155.98, "remote_created_at": 1,
               "update_last_request_at": True, "custom_attributes": {"tier": "gold"}}),
    (COMPANY, {"company_id": "c2", "plan": None, "monthly_spend": None}),
    (ATTRIBUTE, {"name": "Mithril Shirt", "model": "company", "data_type": "datetime"}),
    (ATTRIBUTE, {"name": "€ spent-to_date", "model": "contact", "data_type": "float",
                 "description": "d\ne", "messenger_writable": True, "options": None}),
    (ATTRIBUTE, LIST | {"options": SOME}),
    (ATTRIBUTE_CHANGE, {"options": [{"value": "pro"}, {"value": "team"}], "archived": False}),
    (ATTRIBUTE_CHANGE, {"description": "d", "messenger_writable": None}),
]

BAD = [
    (SEARCH, {}, 400, "query"),
    (SEARCH, {"query": {}}, 400, "query.operator"),
    (SEARCH, {"query": NAMED | {"operator": "=="}}, 400, "query.operator"),
    (SEARCH, {"query": NAMED | {"value": {}}}, 400, "query.value"),
    (SEARCH, {"query": NAMED | {"x": 1}}, 400, "query.x"),
    (SEARCH, {"query": group("AND")}, 400, "query.value"),
    (SEARCH, {"query": group("AND", *[NAMED] * 16)}, 400, "query.value"),
    (SEARCH, {"query": group("AND", group("OR", group("AND", NAMED)))}, 400,
     "query.value.0.value.0"),
    (SEARCH, {"query": NAMED, "sort": {"order": "desc"}}, 400, "sort.order"),
    (SEARCH, {"query": NAMED, "pagination": {"per_page": "5"}}, 400, "pagination.per_page"),
    (SEARCH, {"query": NAMED, "pagination": {"per_page": 151}}, 422, "pagination.per_page"),
    (REACH, {}, 422, "audience"),
    (REACH, {"audience": {"everyone": False}}, 400, "audience.everyone"),
    (REACH, {"audience": {"any": []}}, 422, "audience.any"),
    (REACH, {"audience": {"newsfeed": "n"}}, 422, "audience.newsfeed"),
    (CONTACT, {}, 422, "email"),
    (CONTACT, {"email": None}, 422, "email"),
    (CONTACT, {"email": "joe"}, 422, "email"),
    (CONTACT, {"email": 1}, 400, "email"),
    (CONTACT, {"external_id": "x" * 256}, 422, "external_id"),
    (CONTACT, {"external_id": "u9", "email_verified": True}, 400, "email_verified"),
    (CONTACT, {"external_id": "u9", "name": "a\nb"}, 422, "name"),
    (CONTACT, {"external_id": "u9", "tags": []}, 400, "tags"),
    (CONTACT, {"external_id": "u9", "custom_attributes": []}, 400, "custom_attributes"),
    (CONTACT, {"external_id": "u9", "custom_attributes": {"seats": [3]}}, 400,
     "custom_attributes.seats"),
    (CHANGE, {"role": "visitor"}, 422, "role"),
    (CHANGE, {"signed_up_at": 1.5}, 400, "signed_up_at"),
    (CHANGE, {"last_seen_at": -1}, 422, "last_seen_at"),
    (CHANGE, {"created_at": 1}, 400, "created_at"),
    (EVENT, {"event_name": "e", "user_id": "u1"}, 422, "created_at"),
    (EVENT, {"created_at": 1, "user_id": "u1"}, 422, "event_name"),
    (EVENT, {"event_name": "e", "created_at": 1}, 422, "user_id"),
    (EVENT, {"event_name": "e" * 121, "created_at": 1, "user_id": "u1"}, 422, "event_name"),
    (EVENT, {"event_name": "e", "created_at": 1, "user_id": "u1", "metadata": {"a": []}}, 400,
     "metadata.a"),
    (EVENT, {"event_name": "e", "created_at": 1, "user_id": "u1", "metadata": {"a": {}}}, 400,
     "metadata.a"),
    (TAG, {"test": "invalid"}, 400, "test"),
    (TAG, {"name": ""}, 422, "name"),
    (TAG, {"name": "a", "users": [{"user_id": "1"}]}, 400, "users.0.user_id"),
    (TAG, {"name": "a", "companies": [{}]}, 422, "companies.0.id"),
    (TAG, {"name": "a", "users": [{"id": "1"}] * 501}, 422, "users"),
    (TAGGING, {}, 422, "id"),
    (JOINING, {"id": True}, 400, "id"),
    (COMPANY, {"name": "n"}, 422, "company_id"),
    (COMPANY, {"company_id": "c3", "size": -1}, 422, "size"),
    (COMPANY, {"company_id": "c3", "monthly_spend": 2147483648}, 422, "monthly_spend"),
    (COMPANY, {"company_id": "c3", "test": "invalid"}, 400, "test"),
    (ATTRIBUTE, {"name": "x", "model": "contact"}, 422, "data_type"),
    (ATTRIBUTE, {"name": "x", "model": "ring", "data_type": "string"}, 422, "model"),
    (ATTRIBUTE, {"name": "x", "model": "contact", "data_type": "mithril"}, 422, "data_type"),
    (ATTRIBUTE, LIST, 422, "options"),
    (ATTRIBUTE, LIST | {"options": SOME[:1]}, 422, "options"),
    (ATTRIBUTE, LIST | {"data_type": "string", "options": SOME}, 422, "options"),
    (ATTRIBUTE_CHANGE, {"options": {"value": "a"}}, 400, "options"),
    (ATTRIBUTE_CHANGE, {"data_type": "float"}, 400, "data_type"),
]

# What no schema can say.
BEYOND_SCHEMA = [
    (SEARCH, field("nmae", "=", "x"), 400, "query.field"),
    (SEARCH, field("name", ">", "x"), 400, "query.operator"),
    (SEARCH, field("created_at", "!=", 1), 400, "query.operator"),
    (SEARCH, field("tag_id", "IN", ["1"]), 400, "query.operator"),
    (SEARCH, field("name", "IN", "x"), 400, "query.value"),
    (SEARCH, field("custom_attributes.seats", "=", "many"), 400, "query.value"),
    (SEARCH, {"query": NAMED, "sort": {"field": "tag_id"}}, 400, "sort.field"),
    (SEARCH, {"query": NAMED, "pagination": {"starting_after": "x"}}, 400,
     "pagination.starting_after"),
    (CONTACT, {"external_id": "u9", "owner_id": "9"}, 422, "owner_id"),
    (CONTACT, {"external_id": "u9", "name": " "}, 422, "name"),
    (CONTACT, {"external_id": "u9", "custom_attributes": {"x": 1}}, 400, "custom_attributes.x"),
    (CONTACT, {"external_id": "u9", "custom_attributes": {"seats": "3"}}, 400,
     "custom_attributes.seats"),
    (CONTACT, {"external_id": "u9", "custom_attributes": {"plan": "team!"}}, 422,
     "custom_attributes.plan"),
    (CONTACT, {"external_id": "u1"}, 409, "external_id"),
    (CONTACT, {"email": "Joe@acme.test"}, 409, "email"),
    (CHANGE, {"custom_attributes": {"tier": "gold"}}, 400, "custom_attributes.tier"),
    (EVENT, {"event_name": "e", "created_at": 1, "user_id": "nobody"}, 404, None),
    (TAG, {"name": "a", "id": "99"}, 404, None),
    (TAG, {"name": "a", "users": [{"id": "99"}]}, 404, None),
    (TAG, {"name": "a", "companies": [{"company_id": "99"}]}, 404, None),
    (TAGGING, {"id": "99"}, 404, None),
    (JOINING, {"id": "99"}, 404, None),
    (ATTRIBUTE, {"name": "plan", "model": "company", "data_type": "string"}, 400, "name"),
    (ATTRIBUTE, {"name": "!nv@l!d", "model": "company", "data_type": "string"}, 422, "name"),
    (ATTRIBUTE, LIST | {"name": "twice", "options": SOME[:1] * 2}, 422, "options.1.value"),
    (("PUT", "/data_attributes/2"), {"options": SOME}, 422, "options"),
]


def named(value):
    return str(value)[:60]


@pytest.mark.parametrize("route, body", GOOD, ids=named)
def test_what_the_description_accepts_is_taken(people, route, body):
    check(input_of(*route), body)
    answer = people.call(*route, body)
    assert answer.status in (200, 202), answer.body


@pytest.mark.parametrize("route, body, status, field", BAD, ids=named)
def test_what_is_refused_the_description_refuses(people, route, body, status, field):
    assert not validator(input_of(*route)).is_valid(body)
    answer = people.call(*route, body)
    assert answer.status == status, answer.body
    assert field in [field for _, field in answer.problems]


@pytest.mark.parametrize("route, body, status, field", BEYOND_SCHEMA, ids=named)
def test_what_no_schema_can_refuse_is_refused(people, route, body, status, field):
    check(input_of(*route), body)
    answer = people.call(*route, body)
    assert answer.status == status, answer.body
    assert field in [field for _, field in answer.problems]


@pytest.mark.parametrize("path", [
    "/admins/5001", "/contacts", "/contacts?include_merge_history=true", "/contacts/1",
    "/contacts/find_by_external_id/u1", "/contacts/1/tags", "/contacts/1/companies",
    "/companies", "/companies?company_id=c1", "/companies?name=Acme", "/companies?tag_id=1",
    "/companies/1", "/events?type=user&user_id=u1", "/events?type=user&email=joe%40acme.test",
    "/events?type=user&intercom_user_id=1&summary=true", "/data_attributes",
    "/data_attributes?model=company&include_archived=true", "/segments",
    "/segments?include_count=true", "/segments/1", "/contacts/1/segments", "/tags", "/tags/1",
])
def test_what_is_read_is_described(people, path):
    people.call(*EVENT, {"event_name": "read", "created_at": 1_790_000_000, "user_id": "u1"})
    assert people.call("GET", path).status == 200


@pytest.mark.parametrize("method, path, code", [
    ("GET", "/admins/9", "admin_not_found"), ("GET", "/contacts/99", "not_found"),
    ("GET", "/contacts/x", "not_found"), ("GET", "/contacts/find_by_external_id/x", "not_found"),
    ("DELETE", "/contacts/99", "not_found"), ("GET", "/contacts/99/tags", "not_found"),
    ("GET", "/contacts/99/companies", "not_found"), ("GET", "/contacts/99/segments", "not_found"), ("DELETE", "/contacts/1/tags/99", "not_found"),
    ("DELETE", "/contacts/1/companies/99", "company_not_found"),
    ("GET", "/companies/99", "company_not_found"),
    ("GET", "/companies?name=nobody", "company_not_found"),
    ("GET", "/events?type=user&user_id=x", "not_found"), ("GET", "/segments/99", "not_found"),
    ("GET", "/tags/99", "not_found"), ("DELETE", "/tags/99", "not_found"),
])
def test_what_is_not_there_is_404(people, method, path, code):
    answer = people.call(method, path)
    assert answer.status == 404
    assert answer.problems == [(code, None)]


@pytest.mark.parametrize("path, field", [
    ("/contacts?page=1", "page"), ("/contacts?starting_after=x", "starting_after"),
    ("/contacts/1?x=1", "x"), ("/companies?per_page=151", "per_page"),
    ("/companies?name=a&company_id=b", "name"), ("/events?user_id=u1", "type"),
    ("/events?type=user", "user_id"), ("/events?type=user&user_id=u1&before=x", "before"),
    ("/data_attributes?model=conversation", "model"), ("/segments?x=1", "x"),
])
def test_a_bad_parameter_is_400(people, path, field):
    answer = people.call("GET", path)
    assert answer.status == 400
    assert answer.problems == [("parameter_invalid", field)]


def test_lists_are_described_on_every_page(fresh):
    for number in range(5):
        fresh.take("/contacts", {"external_id": f"u{number}"})
        fresh.take("/companies", {"company_id": f"c{number}"})
        fresh.take(f"/contacts/1/companies", {"id": number + 1})
        fresh.call(*EVENT, {"event_name": f"e{number}", "created_at": 1_790_000_000 + number,
                            "user_id": "u0"})
    found, cursor = [], ""
    while cursor is not None:
        page = fresh.call(
            "GET", "/contacts?per_page=2" + (f"&starting_after={cursor}" if cursor else "")).json
        found += [contact["external_id"] for contact in page["data"]]
        cursor = page["pages"].get("next", {}).get("starting_after")
    assert found == [f"u{n}" for n in range(5)]
    for method, path in (("GET", "/companies"), ("POST", "/companies/list"),
                         ("GET", "/contacts/1/companies")):
        found, path = [], f"{path}?per_page=2"
        while path:
            page = fresh.call(method, path).json
            found += [company["company_id"] for company in page["data"]]
            path = (page["pages"]["next"] or "").removeprefix(f"http://{fresh.host}")
        assert sorted(found) == [f"c{n}" for n in range(5)]
    found, path = [], "/events?type=user&user_id=u0&per_page=2"
    while path:
        page = fresh.call("GET", path).json
        found += [event["event_name"] for event in page["events"]]
        path = (page["pages"]["next"] or "").removeprefix(f"http://{fresh.host}")
    assert found == [f"e{n}" for n in range(4, -1, -1)]


def test_somebody_lives_from_creation_to_deletion(fresh):
    made = fresh.take("/contacts", {"external_id": "u1", "email": "joe@acme.test"})
    path = f"/contacts/{made['id']}"
    assert fresh.call("GET", path).json == made
    tag = fresh.take("/tags", {"name": "beta"})
    fresh.take("/companies", {"company_id": "c1"})
    put = fresh.take(f"{path}/tags", {"id": tag["id"]})
    fresh.take(f"{path}/companies", {"id": "1"})
    read = fresh.call("GET", path).json
    assert (read["tags"]["total_count"], read["companies"]["total_count"]) == (1, 1)
    assert fresh.call("DELETE", f"{path}/tags/{tag['id']}").json == put
    assert fresh.call("DELETE", f"{path}/companies/1").json["user_count"] == 0
    assert fresh.call("PUT", path, {"name": "Joe"}).json["name"] == "Joe"
    assert fresh.call("DELETE", path).json["deleted"]
    for method, body in (("GET", None), ("DELETE", None), ("PUT", {})):
        assert fresh.call(method, path, body).status == 404
    assert fresh.call("DELETE", f"/tags/{tag['id']}").status == 200
