"""What the page of a mentorship shows beside its sessions, part by part: htmx asks for one of them alone."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from app.core.rules import Actor, allows
from app.files.kinds import MEDIA_TYPES
from app.mentoring.forms.work import (
    ENDINGS,
    AgreedForm,
    FileForm,
    GoalForm,
    MemberForm,
    NoteForm,
    PauseForm,
    StepForm,
    TalkForm,
)
from app.mentoring.models import Mentorship
from app.mentoring.queries import work
from app.mentoring.queries.pairs import Pair, Who
from app.mentoring.queries.profiles import local_today
from app.mentoring.rules import may_add_member, may_rate_goals, may_read_ending, may_talk, may_work
from app.messages import queries as messages
from app.web.language import timezone

TALK = 5
"""The newest messages that stand beside the work."""


def base(me: Actor, mentorship: Mentorship, pair: Pair) -> dict[str, Any]:
    """What every part needs."""
    running = mentorship.state in work.RUNNING
    return {
        "mentorship": mentorship,
        "pair": pair,
        "partner": pair.partner_of(me.id),
        "title": _title(me, mentorship, pair),
        "running": running,
        "works": running and allows(may_work(me, mentorship)),
        "takes_part": allows(may_work(me, mentorship)),
        "today": local_today(timezone()),
    }


def _title(me: Actor, mentorship: Mentorship, pair: Pair) -> str:
    if allows(may_work(me, mentorship)):
        return _("Mentoring with %(name)s", name=pair.partner_of(me.id).name)
    return _("%(mentor)s mentors %(mentee)s", mentor=pair.mentor.name, mentee=pair.mentee.name)


def room(me: Actor, mentorship: Mentorship, pair: Pair, **forms: Any) -> dict[str, Any]:
    """The whole of it; `forms` are those to be shown again, with what was typed."""
    team = team_part(me, mentorship, pair, forms.get("member_form"))
    shown = base(me, mentorship, pair) | team | notes_part(me, mentorship, forms.get("note_form"))
    shown |= {"closings": work.in_words(work.closings_of(mentorship.id), me, mentorship)}
    shown |= {"pause_form": forms.get("pause_form") or PauseForm(formdata=None)}
    if allows(may_read_ending(me, mentorship)):
        shown |= {"why_ended": ENDINGS.get(mentorship.end_reason, ""), "goal_counts": work.count_goals(mentorship.id)}
    if not allows(may_work(me, mentorship)):
        return shown
    shown |= goals_part(me, mentorship, forms.get("goal_form"), forms.get("step_form"))
    shown |= agreed_part(me, mentorship, pair, team["team"], forms.get("agreed_form"))
    return (
        shown
        | files_part(mentorship, forms.get("file_form"))
        | talk_part(me, mentorship, pair, forms.get("message_form"))
    )


def goals_part(me: Actor, mentorship: Mentorship, form: Any = None, step: Any = None) -> dict[str, Any]:
    """Goals with their steps. `step`: a goal's id and the form that adds a step to it."""
    goals = work.goals_of(mentorship.id)
    steps = {goal.id: StepForm(formdata=None, prefix=f"step-{goal.id}-") for goal in goals if goal.state == "open"}
    return {
        "goals": goals,
        "goal_form": form or GoalForm(formdata=None, prefix="goal-"),
        "step_forms": steps | (dict([step]) if step else {}),
        "rates": allows(may_rate_goals(me, mentorship)),
    }


def agreed_part(me: Actor, mentorship: Mentorship, pair: Pair, team: list[Who], form: Any = None) -> dict[str, Any]:
    """What is to do, and what was done."""
    return {
        "to_do": work.agreed_in(mentorship.id),
        "done": work.agreed_in(mentorship.id, done=True),
        "agreed_form": form or AgreedForm([*pair.both, *team], formdata=None, prefix="agreed-", owner_id=me.id),
    }


def notes_part(me: Actor, mentorship: Mentorship, form: Any = None, session_id: str = "") -> dict[str, Any]:
    """The notes that this reader may read (M7)."""
    after = request.args.get("notes")
    empty = NoteForm(formdata=None, prefix="note-", session_id=session_id)
    return {"notes": work.notes_in(me, mentorship, after, session_id), "notes_after": after, "note_form": form or empty}


def files_part(mentorship: Mentorship, form: Any = None) -> dict[str, Any]:
    """The files, and the form that adds one."""
    return {
        "files": work.files_in(mentorship.id),
        "file_form": form or FileForm(formdata=None, prefix="file-"),
        "file_kinds": ",".join(f".{ending}" for ending in MEDIA_TYPES),
    }


def team_part(me: Actor, mentorship: Mentorship, pair: Pair, form: Any = None) -> dict[str, Any]:
    """Who takes part beside the two; and for the mentee, who could."""
    may_add = mentorship.state in work.RUNNING and pair.innovation_id and allows(may_add_member(me, mentorship))
    free = work.could_join(mentorship, pair) if may_add and len(mentorship.team) < work.MOST_MEMBERS else []
    fresh = MemberForm(free, formdata=None, prefix="member-")
    return {"team": work.team_of(mentorship.id), "could_join": free, "member_form": form or fresh}


def talk_part(me: Actor, mentorship: Mentorship, pair: Pair, form: Any = None) -> dict[str, Any]:
    """The newest messages of those who take part, for nobody else."""
    if not allows(may_talk(me, mentorship)):
        return {"talks": False}
    here = url_for("mentoring.talk", id=mentorship.id)
    fresh = form or TalkForm(formdata=None, prefix="message-")
    return {"talks": True, "beside": messages.beside(me, thing_of(mentorship, pair), fresh, here, here, TALK)}


def thing_of(mentorship: Mentorship, pair: Pair) -> messages.Thing:
    """What the conversation of all who take part is about."""
    return messages.Thing("mentorship", mentorship.id, pair.innovation_name or "", tuple(sorted(mentorship.people)))
