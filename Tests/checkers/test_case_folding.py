"""The table of case foldings, held to Python's own data."""

import pathlib
import re
import unicodedata

TABLE = pathlib.Path(__file__).parents[2] / "Sources/Audiences/Text/CaseFoldingTable.swift"
RUN = re.compile(r"\(0x([0-9A-F]+), 0x([0-9A-F]+), (\d+), (-?\d+)\)")


def table():
    runs = [
        (int(first, 16), int(last, 16), int(step), int(shift))
        for first, last, step, shift in RUN.findall(TABLE.read_text())
    ]
    for (_, last, _, _), (first, _, _, _) in zip(runs, runs[1:]):
        assert last < first
    return {
        value: value + shift
        for first, last, step, shift in runs
        for value in range(first, last + 1, step)
    }


def simple(character):
    """Python folds fully; where that makes several of one, the simple folding is the small letter."""
    folded = character.casefold()
    if len(folded) == 1:
        return folded
    small = character.lower()
    return small if len(small) == 1 else character


def test_the_table_folds_as_python_does():
    foldings = table()
    # Letters that are newer than the table have no entry, so both must know the character.
    newest = unicodedata.unidata_version
    assert newest >= "14"
    differing = [
        f"U+{value:04X}: {foldings.get(value, value):04X}, not {ord(simple(chr(value))):04X}"
        for value in range(0x110000)
        if not 0xD800 <= value < 0xE000
        and (newest < "15" or value in foldings)
        and foldings.get(value, value) != ord(simple(chr(value)))
    ]
    assert differing == []
