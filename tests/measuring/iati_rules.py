"""The rules of IATI 2.03 for an activity and its results, as far as we write them: which elements may stand in which,
in which order, how often, with which attributes from which code lists. Written from the standard's element pages."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

MANY = 10**6
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NARRATIVE = [("narrative", 1, MANY)]
_DATED = {"iso-date": (True, date.fromisoformat)}


def one_of(*codes: str) -> Any:
    """A code of a closed list."""

    def check(value: str) -> None:
        assert value in codes, value

    return check


def matching(pattern: str) -> Any:
    """A value of this form."""

    def check(value: str) -> None:
        assert re.fullmatch(pattern, value), value

    return check


TEXT, NUMBER, BOOLEAN = matching(r"(?s).+"), matching(r"-?\d+(\.\d+)?"), one_of("0", "1", "true", "false")
_TOLD: dict[str, Any] = {"value": (False, NUMBER)}
CHILDREN: dict[str, list[tuple[str, int, int]]] = {
    "iati-activities": [("iati-activity", 1, MANY)],
    "iati-activity": [
        ("iati-identifier", 1, 1), ("reporting-org", 1, 1), ("title", 1, 1), ("description", 1, MANY),
        ("participating-org", 1, MANY), ("activity-status", 1, 1), ("activity-date", 1, MANY),
        ("recipient-country", 0, MANY), ("sector", 0, MANY), ("tag", 0, MANY), ("result", 0, MANY),
    ],
    "reporting-org": _NARRATIVE, "participating-org": [("narrative", 0, MANY)], "title": _NARRATIVE,
    "description": _NARRATIVE, "comment": _NARRATIVE, "tag": [("narrative", 0, MANY)],
    "result": [
        ("title", 1, 1), ("description", 0, 1), ("document-link", 0, MANY), ("reference", 0, MANY),
        ("indicator", 1, MANY),
    ],
    "indicator": [
        ("title", 1, 1), ("description", 0, 1), ("document-link", 0, MANY), ("reference", 0, MANY),
        ("baseline", 0, MANY), ("period", 0, MANY),
    ],
    "baseline": [("location", 0, MANY), ("dimension", 0, MANY), ("document-link", 0, MANY), ("comment", 0, 1)],
    "period": [("period-start", 1, 1), ("period-end", 1, 1), ("target", 0, MANY), ("actual", 0, MANY)],
    "target": [("location", 0, MANY), ("dimension", 0, MANY), ("comment", 0, 1), ("document-link", 0, MANY)],
    "actual": [("location", 0, MANY), ("dimension", 0, MANY), ("comment", 0, 1), ("document-link", 0, MANY)],
    "document-link": [
        ("title", 1, 1), ("description", 0, 1), ("category", 1, MANY), ("language", 0, MANY), ("document-date", 0, 1),
    ],
}  # fmt: skip
"""What is not named has no children."""
ATTRIBUTES: dict[str, dict[str, tuple[bool, Any]]] = {
    "iati-activities": {"version": (True, one_of("2.03")), "generated-datetime": (False, TEXT)},
    "iati-activity": {
        _LANG: (False, matching("[a-z]{2,3}")), "default-currency": (False, matching("[A-Z]{3}")),
        "last-updated-datetime": (False, TEXT),
    },
    "reporting-org": {"ref": (True, matching(r"[^/&|?\s]+")), "type": (True, matching(r"\d\d"))},
    "participating-org": {"role": (True, one_of("1", "2", "3", "4"))},
    "activity-status": {"code": (True, one_of("1", "2", "3", "4", "5", "6"))},
    "activity-date": {"type": (True, one_of("1", "2", "3", "4"))} | _DATED,
    "recipient-country": {"code": (True, matching("[A-Z]{2}"))},
    "tag": {"vocabulary": (True, one_of("2")), "code": (True, one_of(*map(str, range(1, 18))))},
    "result": {"type": (True, one_of("1", "2", "3", "9")), "aggregation-status": (False, BOOLEAN)},
    "indicator": {
        "measure": (True, one_of("1", "2", "3", "4", "5")), "ascending": (False, BOOLEAN),
        "aggregation-status": (False, BOOLEAN),
    },
    "reference": {"vocabulary": (True, one_of("99")), "code": (True, TEXT), "indicator-uri": (False, TEXT)},
    "baseline": {"year": (True, matching(r"\d{4}"))} | _TOLD,
    "target": _TOLD, "actual": _TOLD,
    "period-start": _DATED, "period-end": _DATED,
    "dimension": {"name": (True, TEXT), "value": (True, TEXT)},
    "document-link": {"url": (True, matching(r"https?://\S+")), "format": (True, one_of("text/html"))},
    "category": {"code": (True, matching(r"[AB]\d\d"))},
}  # fmt: skip


def check(element: ET.Element) -> None:
    """Raises AssertionError where the element, or one inside it, breaks a rule."""
    _check_children(element)
    _check_attributes(element)
    for child in element:
        check(child)
    if element.tag in ("narrative", "iati-identifier"):
        assert (element.text or "").strip(), f"an empty {element.tag}"
    if element.tag == "indicator":
        _check_values(element)
    if element.tag == "period":
        start, end = (element.find(f"period-{name}") for name in ("start", "end"))
        assert start is not None and end is not None and start.attrib["iso-date"] <= end.attrib["iso-date"]


def _check_children(element: ET.Element) -> None:
    rules = CHILDREN.get(element.tag, [])
    order = [name for name, _least, _most in rules]
    tags = [child.tag for child in element]
    assert all(tag in order for tag in tags), (element.tag, tags)
    assert tags == sorted(tags, key=order.index), (element.tag, tags)
    for name, least, most in rules:
        assert least <= tags.count(name) <= most, (element.tag, name, tags.count(name))


def _check_attributes(element: ET.Element) -> None:
    rules = ATTRIBUTES.get(element.tag, {})
    assert set(element.attrib) <= set(rules), (element.tag, element.attrib)
    for name, (needed, valid) in rules.items():
        assert not needed or name in element.attrib, (element.tag, name)
        if name in element.attrib:
            valid(element.attrib[name])


def _check_values(indicator: ET.Element) -> None:
    """A value where it is measured in numbers, none where it is told in words."""
    told = [each for each in indicator.iter() if each.tag in ("baseline", "target", "actual")]
    for each in told:
        assert ("value" in each.attrib) == (indicator.attrib["measure"] != "5"), each.tag
