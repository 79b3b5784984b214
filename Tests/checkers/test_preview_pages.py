"""Previews are pages that load and run nothing, and show each campaign on two screens in two lights.

The samples are what the Swift tests render.
"""

import re
from pathlib import Path

import pytest

from pages import HTML, contrast, elements, holds, tag

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted((ROOT / "Tests" / "checkers" / "samples").glob("page-preview-*.html"))
OWN = {"article", "button", "ol"}
CARDS = (ROOT / "Sources" / "Sandbox" / "Pages" / "cards.css").read_text()


def tree(file):
    return holds(file.read_text(), OWN)


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_a_preview_loads_and_runs_nothing(file):
    tree(file)


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_nothing_on_it_answers(file):
    for element in elements(tree(file)):
        if tag(element) == "button":
            assert "disabled" in element.attrib


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_one_of_four_looks_is_read_aloud(file):
    for looks in tree(file).iter(f"{HTML}div"):
        if looks.attrib.get("class") == "looks":
            shown = [e for e in looks.iter() if e.attrib.get("class", "").startswith("shown ")]
            assert len(shown) == 4
            assert [e.attrib.get("aria-hidden") for e in shown] == [None, "true", "true", "true"]


def test_before_and_after_differ_by_what_is_marked():
    file = next(file for file in SAMPLES if file.stem.endswith("formats"))
    for sides in tree(file).iter(f"{HTML}div"):
        if sides.attrib.get("class") != "sides":
            continue
        before, after = ([e for e in side.iter(f"{HTML}article")][0] for side in sides)
        assert unmarked(before, "del") == unmarked(after, "ins")


def unmarked(element, mark):
    """The text without what is marked, and without the white space between words."""
    def text(e):
        own = "" if tag(e) == mark else (e.text or "") + "".join(text(child) for child in e)
        return own + (e.tail or "")
    return re.sub(r"\s", "", text(element))


def test_messages_can_be_read_in_the_light_and_in_the_dark():
    pairs = dict(re.findall(r"--([\w-]+): (light-dark\(#\w+, #\w+\))", CARDS))
    for index in (0, 1):
        colours = {name: re.findall(r"#\w+", pair)[index] for name, pair in pairs.items()}
        for ink, ground in (("ink", "surface"), ("soft", "surface"), ("accent", "surface"),
                            ("on-accent", "accent"), ("accent", "accent-tint"), ("soft", "tint")):
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground, index)


def test_the_styles_of_messages_are_those_of_the_messenger():
    text = SAMPLES[0].read_text()
    assert CARDS.replace(":host", "&") in text
