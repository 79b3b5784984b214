"""People, rules, their statements, and whom evaluation matches.

The test `Cases for other engines` writes them, with the same rules for every engine.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

CASES = Path(__file__).parents[2] / ".build/interop/audiences.json"
LINKS = {
    "contact_companies": ["contact_id", "company_id"],
    "contact_tags": ["contact_id", "tag"],
    "contact_segments": ["contact_id", "segment"],
    "events": ["contact_id", "name", "created_at"],
}


@dataclass
class World:
    """The tables of one workspace, with rows of Python's own values, and the cases over them."""

    seed: str
    columns: dict[str, list[tuple[str, str]]]
    rows: dict[str, list[tuple]]
    cases: list[dict]


def worlds() -> list[World]:
    return [world(described) for described in json.loads(CASES.read_text())["worlds"]]


def world(described: dict) -> World:
    contacts, companies = described["contacts"], described["companies"]
    rows = {table: [] for table in ["contacts", "companies", *LINKS]}
    for contact, person in enumerate(described["people"]):
        rows["contacts"].append((contact, *values(person["attributes"], contacts)))
        for attributes in person["companies"]:
            company = len(rows["companies"])
            rows["companies"].append((company, *values(attributes, companies)))
            rows["contact_companies"].append((contact, company))
        rows["contact_tags"] += [(contact, tag) for tag in person["tags"]]
        rows["contact_segments"] += [(contact, segment) for segment in person["segments"]]
        rows["events"] += [(contact, name, instant(at)) for name, at in person["events"]]
    columns = {
        "contacts": [("id", "id"), *map(tuple, contacts)],
        "companies": [("id", "id"), *map(tuple, companies)],
        "contact_companies": [("contact_id", "id"), ("company_id", "id")],
        "contact_tags": [("contact_id", "id"), ("tag", "text")],
        "contact_segments": [("contact_id", "id"), ("segment", "text")],
        "events": [("contact_id", "id"), ("name", "text"), ("created_at", "date")],
    }
    return World(described["seed"], columns, rows, described["cases"])


def values(attributes: dict, names: list) -> list:
    return [value(attributes.get(name), kind) for name, kind in names]


def value(found, kind: str):
    if found is None:
        return None
    return {"number": float, "date": instant}.get(kind, lambda same: same)(found)


def instant(seconds: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=seconds)


def differences(world: World, engine: str, ids) -> list[str]:
    """What an engine says otherwise; `ids` asks it for the ids that a statement lists."""
    found = []
    for case in world.cases:
        statement = case["sql"][engine]
        try:
            listed = sorted(ids(statement))
        except Exception as error:  # whatever an engine throws is to be seen with its statement
            found.append(f"{case['rule']}\n{statement}\n{error}")
            continue
        if listed != case["ids"]:
            wrong = sorted(set(listed) ^ set(case["ids"]))
            rows = [row for row in world.rows["contacts"] if row[0] in wrong[:3]]
            found.append(f"{case['rule']}\n{statement}\nabout {wrong}, as {rows}")
    return found


def shown(differences: list[str], world: World) -> str:
    first = "\n\n".join(differences[:3])
    return f"HERALD_TEST_SEED={world.seed}: {len(differences)} differ\n\n{first}"
