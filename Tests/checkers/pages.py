"""What every page that herald writes is held to, as a parser of HTML sees it."""

import re

from tinyhtml5.parser import HTMLParser

HTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
HIDDEN = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b\u202a-\u202e\u2066-\u2069]")
COMMON = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "section", "footer", "h1",
    "h2", "h3", "small", "code", "p", "dl", "div", "dt", "dd", "pre", "table", "thead", "tbody",
    "tr", "th", "td", "em", "ins", "del", "a", "ul", "li", "figure", "figcaption", "span",
}


def tag(element):
    return element.tag.removeprefix(HTML) if isinstance(element.tag, str) else "comment"


def parsed(markup):
    """A tree of HTML, and what is wrong with its syntax."""
    parser = HTMLParser()
    tree = parser.parse(markup)
    return tree, [error for _, error, _ in parser.errors]


def elements(tree):
    return [e for e in tree.iter() if isinstance(e.tag, str)]


def drawn(tree):
    return [e for e in elements(tree) if e.tag.startswith(SVG)]


def light(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[index:index + 2], 16) / 255 for index in (0, 2, 4)]
    parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one, other):
    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def schemes(text):
    """The colours of a page by their names: in the light, then in the dark."""
    return [dict(re.findall(r"--([\w-]+): (#\w+)", scheme))
            for scheme in re.findall(r":root \{(.*?)\}", text, re.S)]


def holds(text, own):
    """The tree of a page that loads nothing, runs nothing and leads nowhere but to itself. `own` are the
    elements that it has beside those of all pages."""
    tree, problems = parsed(text)
    assert problems == []
    assert {tag(e) for e in elements(tree) if e not in drawn(tree)} <= COMMON | own
    names = {name for e in elements(tree) for name in e.attrib}
    assert not [name for name in names if name.startswith("on") or name in ("src", "style")]
    ids = [e.attrib["id"] for e in elements(tree) if "id" in e.attrib]
    assert len(set(ids)) == len(ids)
    for link in tree.iter(f"{HTML}a"):
        if "href" in link.attrib:
            assert link.attrib["href"].removeprefix("#") in ids
    style = "".join(tree.find(f".//{HTML}style").itertext())
    assert "url(" not in style and "@import" not in style
    assert "default-src 'none'" in text
    assert not HIDDEN.search(text)
    return tree
