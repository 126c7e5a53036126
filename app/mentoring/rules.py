"""Who may do what in mentoring. What a state allows is decided by the actions, under the lock: they answer 409."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask_babel import lazy_gettext as _l

from app.core.rules import Actor, Denied, Verdict
from app.mentoring.queries.conflicts import concerns


def may_offer_mentoring(actor: Actor) -> Verdict:
    """Have a mentor profile."""
    if actor.role == "observer":
        return Denied(_l("An observer's account reads; it cannot offer mentoring."))
    return True


def may_request_mentoring(actor: Actor, mentor_id: str) -> Verdict:
    """Ask this mentor. Whether they can be asked just now is Standing's question."""
    if actor.role == "observer":
        return Denied(_l("An observer's account reads; it cannot ask for mentoring."))
    if actor.id == mentor_id:
        return Denied(_l("This is your own profile."))
    return True


def may_accept_request(actor: Actor, request: Any) -> Verdict:
    """Answer yes."""
    return True if actor.id == request.mentor_id else Denied(_l("Only the mentor who was asked can answer."))


def may_decline_request(actor: Actor, request: Any) -> Verdict:
    """Answer no."""
    return may_accept_request(actor, request)


def may_ask_more(actor: Actor, request: Any) -> Verdict:
    """Ask for more before answering."""
    return may_accept_request(actor, request)


def may_tell_more(actor: Actor, request: Any) -> Verdict:
    """Reply to the mentor's question."""
    return True if actor.id == request.mentee_id else Denied(_l("Only the person who asked can reply here."))


def may_declare_conflict(actor: Actor, mentor_id: str, thing: str = "person", thing_id: str = "") -> Verdict:
    """Mentors of themselves, animators of anybody; others only of what ties the mentor to themselves (M4)."""
    if actor.role == "observer":
        return Denied(_l("An observer's account reads; it cannot declare anything."))
    if actor.id == mentor_id or actor.role == "animator" or not thing_id or concerns(actor.id, thing, thing_id):
        return True
    return Denied(_l("You can declare what ties a mentor to you, your innovations or your organisation."))


def may_remove_conflict(actor: Actor, tie: Any) -> Verdict:
    """Who declared it; animators also what another animator, or somebody who has left, declared."""
    by = (getattr(tie, "declarer_role", ""), getattr(tie, "declarer_state", ""))
    orphaned = actor.role == "animator" and (by[0] == "animator" or by[1] == "removed")
    if actor.id == tie.declared_by or orphaned:
        return True
    return Denied(_l("Only the person who declared it can take it back."))


def may_care(actor: Actor) -> Verdict:
    """See who works with whom, who is silent, who cancels late, what is disputed; never what people say."""
    return True if actor.role == "animator" else Denied(_l("Only the cluster's animators can see this."))


def may_withdraw_request(actor: Actor, request: Any) -> Verdict:
    """Take it back."""
    return True if actor.id == request.mentee_id else Denied(_l("Only the person who asked can take this back."))


def may_read_reason(actor: Actor, request: Any) -> Verdict:
    """Read what was written: the two people, nobody else (PRODUCT: animators see that people talk, not what)."""
    return _is_party(actor, request)


def may_end_mentorship(actor: Actor, mentorship: Any) -> Verdict:
    """Complete it, or end it early."""
    return _is_party(actor, mentorship)


def may_pause_mentorship(actor: Actor, mentorship: Any) -> Verdict:
    """Take a break from it, and go on."""
    return _is_party(actor, mentorship)


def may_reopen_mentorship(actor: Actor, _mentorship: Any) -> Verdict:
    """Begin again what had ended."""
    return True if actor.role == "animator" else Denied(_l("Only the cluster's animators can reopen a mentorship."))


def may_read_ending(actor: Actor, mentorship: Any) -> Verdict:
    """Read why it ended early: animators, unless they are one of those who took part."""
    if actor.role == "animator" and not _takes_part(actor, mentorship):
        return True
    return Denied(_l("Why it ended is read by the cluster's animators only."))


def may_work(actor: Actor, mentorship: Any) -> Verdict:
    """Goals, actions, notes and files: all who take part."""
    if _takes_part(actor, mentorship):
        return True
    return Denied(_l("Only those who take part in this mentorship can do this."))


def may_talk(actor: Actor, mentorship: Any) -> Verdict:
    """The conversation beside it is of those who take part, and nobody else (SECURITY 5)."""
    return may_work(actor, mentorship)


def may_add_member(actor: Actor, mentorship: Any) -> Verdict:
    """Bring somebody of one's team along."""
    return True if actor.id == mentorship.mentee_id else Denied(_l("Only the mentee brings people of the team along."))


def may_remove_member(actor: Actor, mentorship: Any, person_id: str) -> Verdict:
    """Take somebody out, or go oneself."""
    return True if actor.id == person_id else may_add_member(actor, mentorship)


def may_rate_goals(actor: Actor, mentorship: Any) -> Verdict:
    """How far one is, from 1 to 5: the mentee's side says it of itself."""
    if actor.id == mentorship.mentee_id or actor.id in mentorship.team:
        return True
    return Denied(_l("The mentee's side rates how far it is."))


def may_change_note(actor: Actor, note: Any) -> Verdict:
    """Change or delete a note: who wrote it (M7)."""
    return True if actor.id == note.author_id else Denied(_l("Only the person who wrote a note can change it."))


def may_remove_file(actor: Actor, file: Any) -> Verdict:
    """Delete a file: who added it."""
    return True if actor.id == file.owner_id else Denied(_l("Only the person who added a file can delete it."))


def may_book_session(actor: Actor, mentorship: Any) -> Verdict:
    """Book for the two."""
    return _is_party(actor, mentorship)


def may_change_session(actor: Actor, session: Any) -> Verdict:
    """Move, cancel, or mark it held."""
    return _is_party(actor, session)


def may_confirm_session(actor: Actor, session: Any) -> Verdict:
    """Say yes or no to a session that was asked for (B6)."""
    return True if actor.id == session.mentor_id else Denied(_l("Only the mentor confirms a session."))


def may_answer_move(actor: Actor, session: Any) -> Verdict:
    """Say yes to another time: who did not propose it (B9)."""
    if actor.id == session.proposed_by:
        return Denied(_l("You proposed this time: it waits for the other one's yes."))
    return _is_party(actor, session)


def may_mark_no_show(actor: Actor, session: Any) -> Verdict:
    """Say that somebody did not come: the other one, or an animator (B13)."""
    return True if actor.role == "animator" else _is_party(actor, session)


def may_contest_session(actor: Actor, session: Any) -> Verdict:
    """Say that it was otherwise: one of the two, of what the other one (or an animator) said (B13). Of a group session,
    those who had a seat."""
    said_by = session.no_show_by if session.state == "no_show" else session.held_marked_by
    if actor.id == said_by:
        return Denied(_l("You said this yourself."))
    if session.kind == "group":
        return actor.id in session.seated or Denied(_l("Only those who had a seat can say how it was."))
    return _is_party(actor, session)


def may_decide_dispute(actor: Actor, session: Any) -> Verdict:
    """Say what it was: an animator who is neither of the two, and had no seat."""
    if actor.role != "animator":
        return Denied(_l("The cluster's animators decide this."))
    if actor.id in (session.mentor_id, session.mentee_id) or actor.id in session.seated:
        return Denied(_l("You took part in this session: another animator decides."))
    return True


def may_announce_group(actor: Actor) -> Verdict:
    """Invite to a group session (B14). Whether they are a mentor is the action's question."""
    return may_offer_mentoring(actor)


def may_take_seat(actor: Actor, group: Any) -> Verdict:
    """Take part in a group session, or stand in line."""
    if actor.role == "observer":
        return Denied(_l("An observer's account reads; it cannot take a seat."))
    if actor.id == group.mentor_id:
        return Denied(_l("This is your own group session."))
    return True


def may_run_group(actor: Actor, group: Any) -> Verdict:
    """Cancel it, say who came."""
    return True if actor.id == group.mentor_id else Denied(_l("Only the mentor who leads the session can do this."))


def may_see_place(actor: Actor, people: Collection[str]) -> Verdict:
    """Know where or by which link they meet: `people`, the ids of all who take part, and nobody else."""
    return True if actor.id in people else Denied(_l("Only those who take part know where they meet."))


def may_give_feedback(actor: Actor, session: Any) -> Verdict:
    """Answer the two questions."""
    return _is_party(actor, session)


def may_read_feedback(actor: Actor, people: Collection[str]) -> Verdict:
    """Read what both sides answered (M6): animators who are not themselves of the `people` who took part."""
    if actor.role == "animator" and actor.id not in people:
        return True
    return Denied(_l("Answers are read by the cluster's animators only, and not about their own sessions."))


def _takes_part(actor: Actor, mentorship: Any) -> bool:
    return actor.id in mentorship.people


def may_see_hours(actor: Actor) -> Verdict:
    """The list of confirmed hours: one's own, or everybody's for animators."""
    if actor.role == "observer":
        return Denied(_l("An observer's account has no hours; the figures tell how many there are in all."))
    return True


def may_see_all_hours(actor: Actor) -> Verdict:
    """Everybody's confirmed hours."""
    return True if actor.role == "animator" else Denied(_l("Only the cluster's animators can do this."))


def may_issue_certificate(actor: Actor) -> Verdict:
    """Have one's own hours certified."""
    return may_offer_mentoring(actor)


def may_revoke_certificate(actor: Actor, certificate: Any) -> Verdict:
    """Take a certificate back: who it is for."""
    if actor.id == certificate.mentor_id:
        return True
    return Denied(_l("Only the mentor it is for can revoke a certificate."))


def _is_party(actor: Actor, thing: Any) -> Verdict:
    if actor.id in (thing.mentor_id, thing.mentee_id):
        return True
    return Denied(_l("Only the mentor and the mentee can do this."))


def may_take_along_session(actor: Actor, people: Collection[str]) -> Verdict:
    """Have it in their own calendar: whoever takes part."""
    return True if actor.id in people else Denied(_l("Only those who take part have this in their calendar."))


def may_keep_calendar(actor: Actor) -> Verdict:
    """Have a calendar of their own sessions here, and reminders."""
    if actor.role == "observer":
        return Denied(_l("An observer's account has no sessions of its own."))
    return True


def may_wish(actor: Actor) -> Verdict:
    """Tell the animators that no mentor is there for something."""
    return Denied(_l("An observer's account reads; it cannot ask.")) if actor.role == "observer" else True


def may_withdraw_wish(actor: Actor, wish: Any) -> Verdict:
    """Take it back."""
    return True if actor.id == wish.person_id else Denied(_l("Only the person who asked can take this back."))


def may_introduce(actor: Actor) -> Verdict:
    """Work at the matching desk: introduce people, answer wishes, make proposals."""
    return True if actor.role == "animator" else Denied(_l("Only the cluster's animators bring people together."))


def may_answer_introduction(actor: Actor, introduction: Any) -> Verdict:
    """Say yes or no to being introduced."""
    return _is_party(actor, introduction)
