"""A first draft of a story of change, made of what is recorded: pure, in the language of whoever writes it.

Nothing is invented: a part of which nothing is recorded stays empty, for people to tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

MOST_LINES = 12


@dataclass(frozen=True)
class Given:
    """Something given and confirmed: `units` of `title`, by `giver`."""

    title: str
    units: int
    unit: str
    giver: str


@dataclass(frozen=True)
class Change:
    """A measured value: at the baseline and now. `unit` may be empty."""

    title: str
    year: int | None
    before: float
    after: float
    unit: str = ""


@dataclass(frozen=True)
class Recorded:
    """What the log and the pathway hold about an innovation."""

    name: str
    challenge: str = ""
    evidence: str = ""
    met: Sequence[str] = ()  # topics in which it found help
    sessions: int = 0
    minutes: int = 0
    mentors: Sequence[str] = ()
    given: Sequence[Given] = ()
    places: Sequence[str] = ()  # reached, in words
    done: Sequence[str] = ()  # steps of the plan that were done
    strategy: str = ""
    changes: Sequence[Change] = field(default=())


def draft(told: Recorded) -> dict[str, str]:
    """The parts of the story in Markdown: before, happened, helped, evidence."""
    return {
        "before": told.challenge.strip(),
        "happened": _lines(_happened(told)),
        "helped": _lines(_helped(told)),
        "evidence": "\n\n".join(filter(None, (told.evidence.strip(), _lines(_measured(told.changes))))),
    }


def _lines(lines: list[str]) -> str:
    return "\n".join(f"- {line}" for line in lines[:MOST_LINES])


def _happened(told: Recorded) -> list[str]:
    lines = []
    if told.strategy:
        lines.append(_("The way it was brought to other places: %(strategy)s", strategy=told.strategy))
    lines += [_("Reached: %(place)s", place=place) for place in told.places]
    lines += list(told.done)
    lines += [_("Found help: %(topic)s", topic=topic) for topic in told.met]
    return lines


def _helped(told: Recorded) -> list[str]:
    lines = []
    if told.sessions:
        hours = format_decimal(round(told.minutes / 60, 1))
        held = ngettext("%(num)s mentoring session", "%(num)s mentoring sessions", told.sessions)
        with_ = _(" with %(people)s", people=", ".join(told.mentors)) if told.mentors else ""
        lines.append(_("%(sessions)s, %(hours)s hours", sessions=held, hours=hours) + with_)
    for one in told.given:
        units = f" ({format_decimal(one.units)} {one.unit})" if one.unit else ""
        lines.append(f"{one.giver}: {one.title}{units}" if one.giver else f"{one.title}{units}")
    return lines


def _measured(changes: Sequence[Change]) -> list[str]:
    lines = []
    for one in changes:
        if one.before == one.after:
            continue
        unit = f" {one.unit}" if one.unit and one.unit.casefold() != one.title.casefold() else ""
        said = {"title": one.title, "before": format_decimal(one.before), "after": format_decimal(one.after) + unit}
        lines.append(
            _("%(title)s: %(before)s in %(year)s, now %(after)s", year=one.year, **said)
            if one.year
            else _("%(title)s: %(before)s before, now %(after)s", **said)
        )
    return lines
