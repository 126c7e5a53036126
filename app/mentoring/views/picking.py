"""The free times that two people choose from: by week or as a list, in the reader's zone, the partner's beside."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from flask import request
from flask_babel import gettext as _

from app.core.clock import now
from app.mentoring import actions
from app.mentoring.forms.sessions import BookForm, StartForm
from app.mentoring.models import KINDS, MentoringSession, Mentorship
from app.mentoring.queries.pairs import Pair, Who
from app.mentoring.queries.profiles import local_today, profile_of
from app.mentoring.queries.times import Times, times_for
from app.mentoring.views.answering import only
from app.mentoring.wallclock import clock_change_notice
from app.mentoring.week import beside, list_of, monday_of, read_start, start_value, wall_clock, week_of
from app.web.gates import current_reader
from app.web.jinja import as_day
from app.web.language import timezone

WEEKS_AHEAD = timedelta(days=56)


def picker(
    mentorship: Mentorship, pair: Pair, form: StartForm, moving: MentoringSession | None = None, lost: bool = False
) -> dict[str, Any]:
    """Free times in the reader's zone: the same `Times` that decides at submit (B4). After a lost race the nearest."""
    me, zone, kind = current_reader(), timezone(), asked_kind()
    times, partner = times_for(mentorship, kind, moving, by=me.id), pair.partner_of(me.id)
    slots, chosen = times.free(), read_start(form.start.data or request.args.get("start"))
    asked = request.values.get("week") or (monday_of(chosen, zone).isoformat() if chosen else None)
    as_list = request.values.get("view") == "list"
    week = (list_of if as_list else week_of)(slots, asked, local_today(zone), zone, partner)
    return {
        "form": form,
        "week": week,
        "as_list": as_list,
        "kind": kind,
        "kinds": [] if moving else _kinds(mentorship),
        "keeping": {"kind": kind if kind != "session" else "", "view": "list" if as_list else ""},
        "selected": start_value(chosen) if chosen else None,
        "minutes": times.minutes,
        "gate": actions.why(times.gate, times) if times.gate else None,
        "nearest": _links(times, chosen, zone, partner) if lost and chosen else [],
        "change": clock_change_notice(zone, partner.zone, now(), now() + WEEKS_AHEAD),
        "place": moving.place if moving else "",
        "asks": times.asks and (moving is None or moving.state == "confirmed"),
        "back_on": _return(times),
        "with_query": with_query,
    }


def _return(times: Times) -> date | None:
    """The first date on offer during a break whose end is announced."""
    back = times.hours.back_on
    return back if back and back > local_today(times.hours.timezone, times.at) else None


def asked_kind() -> str:
    """The kind of session that the address or the form names; an ordinary one else."""
    return only(request.values.get("kind", ""), KINDS) or "session"


def book_form(mentorship: Mentorship, form: type[BookForm] = BookForm, **kwargs: Any) -> BookForm:
    """The form with the ways of meeting that this mentor offers."""
    profile = profile_of(mentorship.mentor_id)
    return form(profile.formats if profile else [], **kwargs)


def with_query(url: str, **values: Any) -> str:
    """The address with what is told; what is empty is left out."""
    told = urlencode({name: value for name, value in values.items() if value}, safe=":")
    return url + (("&" if "?" in url else "?") + told if told else "")


def _kinds(mentorship: Mentorship) -> list[tuple[str, str]]:
    """What can be booked, when there is more than one kind: (code, words)."""
    profile = profile_of(mentorship.mentor_id)
    if profile is None or profile.first_talk_minutes is None:
        return []
    return [
        ("session", _("Session, %(n)d min", n=profile.session_minutes)),
        ("first_talk", _("First talk, %(n)d min", n=profile.first_talk_minutes)),
    ]


def _links(times: Times, chosen: Any, zone: str, partner: Who) -> list[dict[str, str]]:
    """The nearest free times as words with the values that choose them."""
    return [
        {
            "start": start_value(slot.start),
            "week": monday_of(slot.start, zone).isoformat(),
            "text": f"{as_day(slot.start, zone)}, {wall_clock(slot.start, zone)}",
            "note": beside(slot.start, zone, partner),
        }
        for slot in times.nearest(chosen)
    ]
