"""A stock validator and the reader agree about every fixture, good and bad.

The schemas are for editors; the reader decides. A document with an error must be refused by its
schema too, unless it is marked `# beyond-schema`: then no schema can say what is wrong with it, and
its schema must accept it. `HERALD` names the built binary.
"""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "Tests" / "CampaignsTests" / "Fixtures"
KINDS = {"campaign": "campaign", "audience": "audience", "project": "herald"}


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2 core: `yes`, `no`, dates and `1_000` are text, and there are no merge keys."""

    yaml_implicit_resolvers = {}


def construct_int(loader, node):
    text = loader.construct_scalar(node)
    return int(text[2:], 8) if text.startswith("0o") else int(text, 16 if text[:2] == "0x" else 10)


CoreLoader.add_constructor("tag:yaml.org,2002:int", construct_int)
for tag, pattern, first in [
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", list("-+0123456789")),
    (
        "float",
        r"^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
        r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$",
        list("-+.0123456789"),
    ),
]:
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)


def schema(name):
    return json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text("utf-8"))


VALIDATORS = {name: Draft202012Validator(schema(name)) for name in KINDS.values()}


def documents(path):
    """The text of each document of a file."""
    return re.split(r"^---$", path.read_bytes().decode().replace("\r\n", "\n"), flags=re.MULTILINE)


def problems(text):
    """What the schema says of a document; None for a document that holds nothing."""
    value = yaml.load(text, CoreLoader)
    if value is None:
        return None
    names = [] if not isinstance(value, dict) else [KINDS[key] for key in KINDS if key in value]
    if not names:
        return ["no schema is for such a document"]
    return [error.message for error in VALIDATORS[names[0]].iter_errors(value)]


def fixtures(folder):
    return sorted((FIXTURES / folder).glob("*.yaml"))


def examples():
    return sorted((ROOT / "campaigns").rglob("*.yaml"))


def name_of(path):
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


@pytest.mark.parametrize("name", KINDS.values())
def test_schema_is_a_schema(name):
    Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize("path", fixtures("good") + examples(), ids=name_of)
def test_schema_accepts_good_files(path):
    assert [found for text in documents(path) if (found := problems(text))] == []


@pytest.mark.parametrize("path", fixtures("bad"), ids=name_of)
def test_schema_refuses_what_the_reader_refuses(path):
    for text in documents(path):
        found = problems(text)
        if "# beyond-schema" in text:
            assert found == [], f"this is not beyond the schema:\n{text}"
        elif "# error: [" in text:
            assert found, f"the schema accepts:\n{text}"
        else:
            assert not found, f"the schema refuses:\n{text}"


def marks(path):
    """(line, severity, code) of every `# error: [code]`."""
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        for severity, codes in re.findall(r"# (error|warning):((?: \[[a-z-]+\])+)", line):
            found += [(number, severity, code) for code in re.findall(r"\[([a-z-]+)\]", codes)]
    return sorted(found)


def copy_rules_off():
    """Fixtures are about the format: whatever else its schema names under `lint` is off."""
    pattern = schema("herald")["properties"]["lint"]["propertyNames"]["pattern"]
    rules = re.fullmatch(r"\^\(\?:([a-z|-]+)\)\$", pattern)[1].split("|")
    format_rules = {
        "missing-fallback", "unclear-time", "matches-everyone", "matches-nobody", "idle-condition",
    }
    return "lint:\n" + "".join(f"  {rule}: off\n" for rule in rules if rule not in format_rules)


@pytest.mark.parametrize("path", fixtures("good") + fixtures("bad"), ids=name_of)
def test_reader_finds_what_is_marked(path, tmp_path):
    herald = os.environ.get("HERALD")
    assert herald, "HERALD must name the built binary"
    is_project = path.name.startswith("project")
    if is_project:
        shutil.copy(path, tmp_path / "herald.yaml")
    else:
        shutil.copy(path, tmp_path / "fixture.yaml")
        project = (FIXTURES / "herald.yaml").read_text("utf-8")
        (tmp_path / "herald.yaml").write_text(project + copy_rules_off(), "utf-8")
    run = subprocess.run(
        [herald, "validate", "-C", str(tmp_path), "--format", "json"],
        capture_output=True, text=True, timeout=60, check=False,
    )
    expected = marks(path)
    errors = any(severity == "error" for _, severity, _ in expected)
    assert run.returncode == (3 if errors else 0), run.stderr
    diagnostics = json.loads(run.stdout)["diagnostics"]
    found = sorted((item["line"], item["severity"], item["code"]) for item in diagnostics)
    assert found == expected
