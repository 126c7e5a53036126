"""Notes: each reader sees exactly what they may (M7)."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from app.activity.models import Event
from app.core import clock
from app.core.rules import Conflict, NotAllowed
from app.extensions import db
from app.mentoring import actions
from app.mentoring.actions.notes import reword_note, widen_note
from app.mentoring.models import Mentorship, MentorshipMember, Note
from app.mentoring.queries.work import note_of, notes_in
from tests.mentoring.builders import MONDAY, a_member, a_mentorship, a_note, a_session, a_team

PARTS = ("mentor", "mentee", "member", "animator", "stranger", "observer", "other")


@pytest.fixture
def at(pair: SimpleNamespace) -> str:
    return f"/mentoring/mentorships/{pair.mentorship}"


def may_read(reader: str, author: str, audience: str) -> bool:
    """M7, once more and in other words than the query's."""
    if reader == author:
        return reader in ("mentor", "mentee", "member")
    if reader in ("mentor", "mentee", "member"):
        return audience != "private"
    return reader == "animator" and audience == "animators"


notes = st.lists(
    st.tuples(st.sampled_from(("mentor", "mentee", "member")), st.sampled_from(("private", "shared", "animators"))),
    max_size=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written=notes, reader=st.sampled_from(PARTS))
def test_m7_each_reader_sees_exactly_what_they_may(
    context: Flask, pair: SimpleNamespace, cast: Any, written: list[tuple[str, str]], reader: str
) -> None:
    db.session.execute(delete(Note))
    db.session.execute(delete(MentorshipMember))
    a_member(pair.mentorship, cast.partner)
    who = {
        "mentor": pair.mentor, "mentee": pair.mentee, "member": cast.partner, "animator": cast.animator,
        "stranger": cast.stranger, "observer": cast.observer, "other": cast.mentor2,
    }  # fmt: skip
    ids = [(a_note(pair.mentorship, who[author], audience=audience), author, audience) for author, audience in written]
    mentorship = db.session.get_one(Mentorship, pair.mentorship)
    db.session.refresh(mentorship)
    seen = {row.id for row in notes_in(who[reader], mentorship)}
    assert seen == {id_ for id_, author, audience in ids if may_read(reader, author, audience)}
    for id_, author, audience in ids:
        inside = reader in ("mentor", "mentee", "member")
        assert bool(note_of(who[reader], id_)) == (inside and may_read(reader, author, audience))


def test_m7_an_animator_who_takes_part_reads_no_private_note_of_the_other(context: Flask, cast: Any) -> None:
    mentorship = db.session.get_one(Mentorship, a_mentorship(cast.mentor, cast.animator))
    a_note(mentorship.id, cast.mentor, "Mine alone")
    assert not notes_in(cast.animator, mentorship).rows


def test_m7_private_unless_chosen_otherwise(app: Flask, pair: Any, at: str, mentee: Any, mentor: Any) -> None:
    assert mentee.post(f"{at}/notes", {"note-text": "Ask about the **rent**"}).status_code == 303
    assert "Ask about the <strong>rent</strong>" in mentee.get(at).get_data(as_text=True)
    assert "Ask about" not in mentor.get(at).get_data(as_text=True)
    with app.app_context():
        note = db.session.execute(select(Note)).scalar_one()
        assert note.audience == "private"
        assert not list(db.session.execute(select(Event.id)))  # no trace at all
    for url in (f"/mentoring/notes/{note.id}", f"/mentoring/notes/{note.id}/removal"):
        assert mentor.post(url, {"text": "Mine now"}).status_code == 404
    assert mentor.get(f"/mentoring/notes/{note.id}").status_code == 404


def test_shared_changed_deleted(app: Flask, pair: Any, at: str, cast: Any, as_: Any, mentee: Any, mentor: Any) -> None:
    told = {"note-text": "The landlord agrees", "note-audience": "shared"}
    answer = mentee.post(f"{at}/notes", told, htmx=True)
    assert answer.status_code == 200 and mentee.soup.find(id="notes")
    assert "The landlord agrees" in mentor.get(at).get_data(as_text=True)
    animator = as_(cast.animator)
    assert "landlord" not in animator.get(at).get_data(as_text=True)
    with app.app_context():
        id_ = db.session.execute(select(Note.id)).scalar_one()
    url = f"/mentoring/notes/{id_}"
    assert mentor.get(url).status_code == 403 and mentor.post(url, {"text": "x"}).status_code == 403
    assert mentor.post(f"{url}/removal").status_code == 403
    assert mentee.get(url).status_code == 200
    assert mentee.post(url, {"text": "", "audience": "shared"}).status_code == 422
    assert mentee.post(url, {"text": "Help us, please", "audience": "animators"}).status_code == 303
    assert "Help us, please" in animator.get(at).get_data(as_text=True)
    assert animator.post(url, {"text": "x", "audience": "private"}).status_code == 404
    with app.app_context():
        events = [(verb, str(facts)) for verb, facts in db.session.execute(select(Event.verb, Event.facts))]
    assert [verb for verb, _ in events] == ["mentoring.note_shared"] * 2
    assert not any("landlord" in facts or "Help" in facts for _, facts in events)
    found = mentor.get("/search?q=landlord").get_data(as_text=True)
    assert "agrees" not in found
    assert mentee.post(f"{url}/removal").status_code == 303
    assert mentee.post(f"{url}/removal").status_code == 404


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"note-text": ""}, "Write something first"),
        ({"note-text": "x" * 8001}, "at most 8000 characters"),
        ({"note-text": "Kept", "note-audience": "everybody"}, "Not a valid choice"),
        ({"note-text": "Kept", "note-session_id": "0" * 26}, "Choose a session of this mentorship"),
    ],
)
def test_what_was_typed_is_kept(at: str, mentee: Any, told: dict[str, str], words: str) -> None:
    answer = mentee.post(f"{at}/notes", told)
    assert answer.status_code == 422 and words in answer.get_data(as_text=True)
    assert mentee.soup.find("textarea", {"name": "note-text"}).text.strip() == told["note-text"]


def test_a_note_about_a_session_stands_on_its_page(
    app: Flask, pair: Any, at: str, cast: Any, as_: Any, mentee: Any, mentor: Any
) -> None:
    with app.app_context():
        session = a_session(pair.mentorship, MONDAY - timedelta(days=2), state="held")
        elsewhere = a_session(a_mentorship(cast.mentor2, cast.innovator2), MONDAY - timedelta(days=3), state="held")
    page = f"/mentoring/sessions/{session}"
    told = {"note-text": "We looked at the lease", "note-audience": "shared", "note-session_id": session}
    answer = mentee.post(f"{at}/notes", told)
    assert answer.status_code == 303 and answer.location.startswith(page)
    assert "We looked at the lease" in mentor.get(page).get_data(as_text=True)
    assert "about a session" in mentor.get(at).get_data(as_text=True)
    assert "lease" not in as_(cast.animator).get(page).get_data(as_text=True)
    assert mentee.post(f"{at}/notes", told | {"note-session_id": elsewhere}).status_code == 422


def test_older_notes_are_a_page_away(app: Flask, pair: Any, at: str, mentee: Any) -> None:
    with app.app_context():
        for n in range(27):
            with clock.at(MONDAY + timedelta(minutes=n)):
                a_note(pair.mentorship, pair.mentee, f"Note number {n}.")
    text = mentee.get(at).get_data(as_text=True)
    assert "Note number 26." in text and "Note number 0." not in text
    more = next(link for link in mentee.soup.select(".pager a") if "Older notes" in link.get_text())
    assert "Note number 0." in mentee.get(more["href"]).get_data(as_text=True)
    assert mentee.get(f"{at}?notes=forged").status_code == 200


def test_m8_who_leaves_takes_their_private_notes_along(context: Flask, pair: Any, cast: Any) -> None:
    from app.core.action import action

    a_team(pair.mentorship, cast.partner)
    mentorship = db.session.get_one(Mentorship, pair.mentorship)
    actions.add_member(pair.mentee, mentorship, cast.partner.id)
    actions.write_note(cast.partner, mentorship, "For me alone")
    actions.write_note(cast.partner, mentorship, "For all of us", "shared")
    actions.agree_action(cast.partner, mentorship, "I do it", cast.partner.id)

    @action
    def remove(actor: Any, person: Any) -> None:
        actions.leave(actor, person)

    remove(cast.animator, cast.partner)
    db.session.refresh(mentorship)
    assert list(db.session.execute(select(Note.text)).scalars()) == ["For all of us"]
    assert mentorship.team == frozenset() and mentorship.state == "active"
    with pytest.raises(NotAllowed):
        actions.write_note(cast.partner, mentorship, "Still here?")


def test_what_is_silent_cannot_give_a_note_to_others(context: Flask, pair: Any) -> None:
    note = db.session.get_one(Note, a_note(pair.mentorship, pair.mentee))
    mentorship = db.session.get_one(Mentorship, pair.mentorship)
    with pytest.raises(Conflict):
        reword_note(pair.mentee, note, "For you, too", "shared")
    widen_note(pair.mentee, note, mentorship, "For you, too", "shared")
    with pytest.raises(Conflict):
        widen_note(pair.mentee, note, mentorship, "For me again", "private")
    assert (note.text, note.audience) == ("For you, too", "shared")
