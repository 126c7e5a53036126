"""Group sessions: the list, announcing one, its page, cancelling (B14)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.activity.queries import story
from app.activity.reading import entries
from app.core.clock import now
from app.core.rules import require
from app.mentoring import actions
from app.mentoring.forms.groups import GroupCancelForm, GroupForm
from app.mentoring.forms.sessions import FORMAT_NAMES
from app.mentoring.models import MentoringSession
from app.mentoring.queries.groups import Filters, Group, count_groups, group_of, group_session, groups_page, groups_rows
from app.mentoring.queries.profiles import profile_of
from app.mentoring.queries.relations import taking_part
from app.mentoring.queries.seats import people_in
from app.mentoring.queries.times import times_of
from app.mentoring.rules import may_announce_group, may_run_group
from app.mentoring.views import bp
from app.mentoring.views.answering import attempt, only, or_404
from app.mentoring.views.group_presence import group_said
from app.mentoring.week import read_start, start_value
from app.reference.queries import languages
from app.web.answers import invalid, leave, page
from app.web.csv import csv_answer
from app.web.forms import Form
from app.web.gates import current_reader, member, participant
from app.web.jinja import in_full
from app.web.language import timezone

CSV: dict[str, Callable[[Group], Any]] = {
    "starts_at": lambda group: group.starts_at, "ends_at": lambda group: group.ends_at,
    "title": lambda group: group.title, "mentor": lambda group: group.mentor.name,
    "seats_free": lambda group: group.free, "in_line": lambda group: group.waiting,
    "my_seat": lambda group: group.my_seat,
}  # fmt: skip


def row_of(id: str) -> MentoringSession:
    """The group session itself, to be changed; 404 for anything else."""
    or_404(group_of(current_reader(), id))
    return or_404(group_session(id))


def _filters() -> Filters:
    told = request.args
    return Filters(
        q=told.get("q", "").strip()[:200], language=only(told.get("language", ""), dict(languages())),
        format=only(told.get("format", ""), FORMAT_NAMES), open=told.get("open") == "1", mine=told.get("mine") == "1",
    )  # fmt: skip


@bp.get("/mentoring/groups")
@member
def groups() -> ResponseReturnValue:
    """What can be joined, soonest first."""
    me, filters = current_reader(), _filters()
    return page(
        "mentoring/groups.html",
        "results",
        groups=groups_page(me, filters, request.args.get("after")),
        count=count_groups(me, filters),
        filters=filters,
        languages=languages(),
        formats=list(FORMAT_NAMES.items()),
    )


@bp.get("/mentoring/groups.csv")
@member
def groups_csv() -> ResponseReturnValue:
    """The filtered list, exactly, as CSV."""
    rows = groups_rows(current_reader(), _filters())
    return csv_answer("groups.csv", list(CSV), ([read(group) for read in CSV.values()] for group in rows))


def announcing(form: Form) -> dict[str, Any]:
    """What the pages show on which a time is chosen: the mentor's next free ones."""
    profile = profile_of(current_reader().id)
    slots = times_of(profile).free()[:6] if profile else []
    free = [(start_value(slot.start), in_full(slot.start)) for slot in slots]
    return {"form": form, "free": free, "profile": profile}


def begun(start: datetime | None = None) -> dict[str, Any]:
    """The day and the time with which a form begins: one of the mentor's free times, when the address names it."""
    start = read_start(request.args.get("start")) or start
    if start is None:
        return {}
    local = start.astimezone(ZoneInfo(timezone()))
    return {"day": local.date(), "time": local.time()}


@bp.get("/mentoring/groups/new")
@participant
def group_new() -> ResponseReturnValue:
    """The form that announces one."""
    require(may_announce_group(current_reader()))
    return page("mentoring/group_new.html", **announcing(GroupForm(formdata=None, **begun())))


@bp.post("/mentoring/groups")
@participant
def group_announce() -> ResponseReturnValue:
    """Announce it."""
    form, me = GroupForm(), current_reader()
    made, status = attempt(form, lambda: actions.announce_group(me, _announcement(form)), "day")
    if made is None:
        return invalid("mentoring/group_new.html", status=status, **announcing(form))
    return leave(url_for("mentoring.group", id=made.id), _("Announced. Everybody here can take a seat now."))


def _announcement(form: GroupForm) -> actions.Announcement:
    return actions.Announcement(
        title=form.title.data or "", about=form.about.data or "", starts_at=form.starts_at,
        minutes=form.minutes.data or 0, seats=form.seats.data or 0, format=form.format.data,
        place=form.place.data or "",
    )  # fmt: skip


def group_context(id: str, **forms: Any) -> dict[str, Any]:
    """What its page shows; `holding`, `contesting`, `deciding` as they were sent."""
    me = current_reader()
    group, row, people = or_404(group_of(me, id)), or_404(group_session(id)), people_in(id)
    shown = {
        "group": group,
        "row": row,
        "people": people,
        "part": taking_part(id),
        "began": group.starts_at <= now(),
        "format_name": FORMAT_NAMES.get(group.format, ""),
        "story": entries(story(me, "group", id, 10), me),
    }
    return group_said(row, people, me) | shown | forms


@bp.get("/mentoring/groups/<id>")
@member
def group(id: str) -> ResponseReturnValue:
    """One group session."""
    return page("mentoring/group.html", "seat", **group_context(id))


@bp.get("/mentoring/groups/<id>/cancellation")
@participant
def group_cancellation(id: str) -> ResponseReturnValue:
    """Ask why."""
    row = row_of(id)
    require(may_run_group(current_reader(), row))
    return page("mentoring/group_cancel.html", row=row, form=GroupCancelForm(formdata=None))


@bp.post("/mentoring/groups/<id>/cancellation")
@participant
def group_cancel(id: str) -> ResponseReturnValue:
    """Cancel it; all who wanted to come are told."""
    row, form, me = row_of(id), GroupCancelForm(), current_reader()
    done, status = attempt(form, lambda: actions.cancel_group(me, row, form.reason.data or ""), "reason")
    if done is None:
        return invalid("mentoring/group_cancel.html", status=status, row=row, form=form)
    return leave(url_for("mentoring.group", id=id), _("Cancelled. All who wanted to come are told."))
