"""Results as IATI 2.03: an activity with its result elements, in the order, with the attributes and from the code lists
that the standard prescribes (activity standard 2.03, "result"). Pure: what is written comes in as plain values.

Goals stand where the standard has them, as tags of the activity: vocabulary 2 of its code list TagVocabulary.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from xml.etree import ElementTree as ET

from app.web.forms import writable

VERSION = "2.03"
RESULT_TYPE = {"output": "1", "outcome": "2", "impact": "3"}
MEASURE = {"unit": "1", "percentage": "2", "nominal": "3", "ordinal": "4", "qualitative": "5"}
STATUS = {"scaling": "2", "completed": "3", "alumni": "4", "withdrawn": "5", "ineligible": "5", "on_hold": "6"}
"""ActivityStatus by state; before scaling it is 1, pipeline."""
GOALS, OWN, RESULTS_DOCUMENT, IMPLEMENTS, OTHER_ORGANISATION, STARTED = "2", "99", "A08", "4", "90", "2"
IRIS = "https://iris.thegiin.org/metrics/"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MOST_DECIMALS = 6


@dataclass(frozen=True)
class Number:
    """A baseline, a target or an actual. `words` are its value where it is told in words. `dimensions` are (name,
    value); `url` is evidence on the web."""

    value: float | None
    words: str = ""
    comment: str = ""
    dimensions: Sequence[tuple[str, str]] = ()
    url: str = ""


@dataclass(frozen=True)
class Period:
    """From a day to a day, with what was to be and what was reached."""

    starts_on: date
    ends_on: date
    targets: Sequence[Number] = ()
    actuals: Sequence[Number] = ()


@dataclass(frozen=True)
class Indicator:
    """`choices` are the words of a nominal or ordinal one: its value is the place among them, from 1."""

    title: str
    level: str
    measure: str
    ascending: bool = True
    description: str = ""
    choices: Sequence[str] = ()
    iris_code: str = ""
    baseline_year: int | None = None
    baseline: Number | None = None
    periods: Sequence[Period] = ()


@dataclass(frozen=True)
class Activity:
    """An innovation as an activity. `reporter` is the cluster, `organisation` who does it."""

    identifier: str
    reporter_ref: str
    reporter: str
    organisation: str
    title: str
    description: str
    state: str
    since: date
    country: str = ""
    goals: Sequence[int] = ()
    level_names: dict[str, str] = field(default_factory=dict)
    language: str = "en"
    indicators: Sequence[Indicator] = ()


def document(activities: Iterable[Activity], at: datetime) -> bytes:
    """The whole file, in UTF-8."""
    root = ET.Element("iati-activities", {"version": VERSION, "generated-datetime": _moment(at)})
    for one in activities:
        root.append(_activity(one, at))
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")


def _activity(one: Activity, at: datetime) -> ET.Element:
    it = ET.Element("iati-activity", {_LANG: one.language, "default-currency": "EUR"})
    it.set("last-updated-datetime", _moment(at))
    ET.SubElement(it, "iati-identifier").text = one.identifier
    reporter = ET.SubElement(it, "reporting-org", {"ref": one.reporter_ref, "type": OTHER_ORGANISATION})
    _narrative(reporter, one.reporter)
    _told(it, "title", one.title)
    _told(it, "description", one.description or one.title)
    doer = ET.SubElement(it, "participating-org", {"role": IMPLEMENTS})
    _narrative(doer, one.organisation or one.title)
    ET.SubElement(it, "activity-status", {"code": STATUS.get(one.state, "1")})
    ET.SubElement(it, "activity-date", {"iso-date": one.since.isoformat(), "type": STARTED})
    if one.country:
        ET.SubElement(it, "recipient-country", {"code": one.country})
    for goal in sorted(set(one.goals)):
        ET.SubElement(it, "tag", {"vocabulary": GOALS, "code": str(goal)})
    for level, code in RESULT_TYPE.items():
        if indicators := [each for each in one.indicators if each.level == level]:
            it.append(_result(one.level_names.get(level, level), code, indicators))
    return it


def _result(name: str, code: str, indicators: Sequence[Indicator]) -> ET.Element:
    it = ET.Element("result", {"type": code, "aggregation-status": "0"})
    _told(it, "title", name)
    for one in indicators:
        it.append(_indicator(one))
    return it


def _indicator(one: Indicator) -> ET.Element:
    it = ET.Element("indicator", {"measure": MEASURE[one.measure], "ascending": "1" if one.ascending else "0"})
    it.set("aggregation-status", "0")
    _told(it, "title", one.title)
    if one.description:
        _told(it, "description", one.description)
    if one.iris_code:
        ET.SubElement(it, "reference", {"vocabulary": OWN, "code": one.iris_code, "indicator-uri": IRIS})
    if one.baseline and one.baseline_year and (told := _number("baseline", one, one.baseline)) is not None:
        told.set("year", str(one.baseline_year))
        it.append(told)
    for period in one.periods:
        _period(it, one, period)
    return it


def _period(parent: ET.Element, one: Indicator, period: Period) -> None:
    told = [_number("target", one, each) for each in period.targets]
    told += [_number("actual", one, each) for each in period.actuals]
    found = [each for each in told if each is not None]
    if not found:
        return
    it = ET.SubElement(parent, "period")
    ET.SubElement(it, "period-start", {"iso-date": period.starts_on.isoformat()})
    ET.SubElement(it, "period-end", {"iso-date": period.ends_on.isoformat()})
    it.extend(found)


def _number(name: str, one: Indicator, told: Number) -> ET.Element | None:
    """None where there is nothing to tell: only a qualitative one goes without a value, and then it has words."""
    it = ET.Element(name)
    if one.measure == "qualitative":
        if not told.words:
            return None
    elif (value := _value(one, told)) is None:
        return None
    else:
        it.set("value", value)
    for dimension, part in told.dimensions:
        ET.SubElement(it, "dimension", {"name": writable(dimension), "value": writable(part)})
    comment = "\n".join(words for words in (told.words, told.comment) if words)
    if told.url and name == "baseline":  # here alone the standard has the document before the comment
        _document(it, told.url, one.title)
    if comment:
        _told(it, "comment", comment)
    if told.url and name != "baseline":
        _document(it, told.url, one.title)
    return it


def _value(one: Indicator, told: Number) -> str | None:
    if one.measure in ("nominal", "ordinal"):
        return str(list(one.choices).index(told.words) + 1) if told.words in one.choices else None
    if told.value is None:
        return None
    return f"{told.value:.{MOST_DECIMALS}f}".rstrip("0").rstrip(".")


def _document(parent: ET.Element, url: str, title: str) -> None:
    it = ET.SubElement(parent, "document-link", {"format": "text/html", "url": url})
    _told(it, "title", title)
    ET.SubElement(it, "category", {"code": RESULTS_DOCUMENT})


def _told(parent: ET.Element, name: str, text: str) -> None:
    _narrative(ET.SubElement(parent, name), text)


def _narrative(parent: ET.Element, text: str) -> None:
    """XML cannot hold control characters, however they are escaped."""
    ET.SubElement(parent, "narrative").text = writable(text)
