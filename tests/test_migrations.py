"""The migrations make what the models say, and never lose a row (SECURITY 23)."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app import create_app
from app.activity.chain import hash_of
from app.activity.models import Event, EventRef, LogHead, MailPreference, ObjectLimit
from app.activity.seals import digest
from app.core.clock import now
from app.core.models import Base
from app.extensions import db, make_database
from app.hosting.schema import revisions, with_alembic
from app.mentoring.actions import book_session
from app.mentoring.models import MentoringRequest, MentoringSession, MentorProfile, Mentorship
from app.mentoring.queries.times import times_for
from app.offers.models import Claim, Post
from tests.builders import a_claim, an_offer
from tests.mentoring.builders import a_group, a_mentor, a_mentorship, a_request, a_session
from tests.world import build_template

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def empty(tmp_path: Path) -> Flask:
    return with_alembic(create_app({"INSTANCE": str(tmp_path), "TESTING": True}))


def test_an_application_alone_knows_every_table(tmp_path: Path) -> None:
    """In a process of its own: here, the tests have read all the models already."""
    told = {"INSTANCE": str(tmp_path), "TESTING": True}
    code = (
        f"from app import create_app as a; from app.core.models import Base; a({told!r}); Base.metadata.sorted_tables"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr[-500:]


def definitions(path: Path) -> dict[str, str]:
    """Every table, index and trigger with its text, spaces and quotes aside."""
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: " ".join(sql.replace('"', "").split()) for name, sql in rows}


def test_migrated_is_what_the_models_say(empty: Flask, tmp_path: Path) -> None:
    with empty.app_context():
        upgrade()
        with db.engine.connect() as connection:
            found = compare_metadata(
                MigrationContext.configure(
                    connection, opts={"compare_type": True, "include_object": _ours, "target_metadata": Base.metadata}
                ),
                Base.metadata,
            )
        assert found == []


def _ours(_thing: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
    return not (kind == "table" and name is not None and name.startswith(("search_index", "alembic_")))


def test_the_files_names_tell_the_revisions_in_their_order(empty: Flask) -> None:
    scripts = ScriptDirectory(empty.extensions["migrate"].directory)
    assert tuple(script.revision for script in reversed([*scripts.walk_revisions()])) == revisions()


def test_triggers_and_the_search_index_are_the_models(empty: Flask, tmp_path: Path) -> None:
    with empty.app_context():
        upgrade()
    other = create_app({"INSTANCE": str(tmp_path / "other"), "TESTING": True})
    with other.app_context():
        make_database(db.engine)
        Base.metadata.create_all(db.engine)
    migrated, modelled = (
        {
            name: sql
            for name, sql in definitions(folder / "commonweave.db").items()
            if " TRIGGER " in sql or "fts5" in sql or "coalesce" in sql
        }
        for folder in (tmp_path, tmp_path / "other")
    )
    assert migrated == modelled
    assert len(migrated) == 9


def test_down_and_up_again(empty: Flask) -> None:
    with empty.app_context():
        upgrade()
        downgrade(revision="base")
        upgrade()
        assert db.session.execute(db.text("SELECT count(*) FROM topics")).scalar_one() > 12


REBUILD = """
from alembic import op
import sqlalchemy as sa
revision, down_revision, branch_labels, depends_on = "9999", "{head}", None, None
def upgrade():
    with op.batch_alter_table("people", recreate="always") as batch:
        batch.alter_column("name", type_=sa.String(121))
    {extra}
def downgrade():
    pass
"""


@pytest.fixture
def populated(tmp_path: Path) -> Flask:
    """A migrated site with the cast in it, and a migrations folder of its own."""
    app = with_alembic(create_app({"INSTANCE": str(tmp_path / "instance"), "TESTING": True}))
    build_template(app)
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    for path in (ROOT / "migrations").rglob("*.*"):
        if path.suffix in (".py", ".mako"):
            (folder / path.relative_to(ROOT / "migrations")).write_text(path.read_text("utf-8"), "utf-8")
    app.extensions["migrate"].directory = str(folder)
    return app


def add_migration(app: Flask, extra: str) -> None:
    folder = Path(app.extensions["migrate"].directory)
    (folder / "versions" / "9999_rebuild.py").write_text(REBUILD.format(head=head(folder), extra=extra), "utf-8")


def head(folder: Path) -> str:
    from alembic.script import ScriptDirectory

    return str(ScriptDirectory(str(folder)).get_current_head())


def rows(app: Flask) -> dict[str, int]:
    tables = [table.name for table in Base.metadata.sorted_tables]
    return {name: db.session.execute(db.text(f"SELECT count(*) FROM {name}")).scalar_one() for name in tables}


def test_rebuilding_a_table_keeps_its_cascading_children(populated: Flask) -> None:
    with populated.app_context():
        before = rows(populated)
        db.session.remove()
        assert before["person_languages"] == 9
        add_migration(populated, "pass")
        upgrade(directory=populated.extensions["migrate"].directory)
        assert rows(populated) == before
        assert db.session.execute(db.text("PRAGMA foreign_keys")).scalar_one() == 1


def test_a_migration_that_breaks_references_leaves_everything_as_it_was(populated: Flask) -> None:
    with populated.app_context():
        before = rows(populated)
        db.session.remove()
        add_migration(populated, "op.execute(\"DELETE FROM people WHERE name LIKE 'In%'\")")
        with pytest.raises(Exception, match="would refer to nothing"):
            upgrade(directory=populated.extensions["migrate"].directory)
        assert rows(populated) == before
        assert db.session.execute(db.text("SELECT version_num FROM alembic_version")).scalar_one() != "9999"


def insert(table: str, **values: object) -> None:
    """A row as an older version wrote it: the models of today may know other columns."""
    names = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    db.session.execute(db.text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), values)


def an_older_site() -> None:
    """At the first version: two people, a mentor's hours, a request, a mentorship, a booked session."""
    moment = "2026-05-11 08:00:00.000000"
    for name in ("ines", "lucia"):
        blank = dict.fromkeys(("pronouns", "password_hash", "headline", "about", "photo", "city", "country"), "")
        insert("people", id=name, name=name, sort_name=name, role="member", state="active", links="[]", locale="en",
               timezone="UTC", welcomed=1, created_at=moment, **blank)  # fmt: skip
        insert("person_languages", person_id=name, code="en")
    insert("mentor_profiles", person_id="ines", state="published", offer="Prices", timezone="UTC", capacity=2, place="",
           session_minutes=45, notice_hours=24, horizon_days=56, buffer_before=0, buffer_after=0,
           created_at=moment)  # fmt: skip
    insert("mentor_topics", person_id="ines", topic="finance")
    insert("availability_windows", person_id="ines", weekday=0, start_minute=540, end_minute=600)
    pair = {"mentor_id": "ines", "mentee_id": "lucia", "created_at": moment}
    insert("mentoring_requests", id="r", reason="Why", state="sent", answer_reason="", answer_note="", **pair)
    insert("mentorships", id="m", state="active", **pair)
    insert("mentoring_sessions", id="s", mentorship_id="m", starts_at="2026-05-18 09:00:00.000000", state="confirmed",
           ends_at="2026-05-18 09:45:00.000000", place="", version=0, cancel_reason="", cancelled_late=0,
           **pair)  # fmt: skip
    db.session.commit()


def test_0002_keeps_everything_and_fills_in_what_is_new(empty: Flask) -> None:
    with empty.app_context():
        upgrade(revision="0001")
        db.session.connection(execution_options={"writing": True})
        an_older_site()
        db.session.remove()
        upgrade()
        shipped = ("topics", "log_head", "scaling_strategies")
        counted = {name: number for name, number in rows(empty).items() if number and name not in shipped}
        assert counted == {
            "people": 2, "person_languages": 2, "mentor_profiles": 1, "mentor_topics": 1, "availability_windows": 1,
            "mentoring_requests": 1, "mentorships": 1, "mentoring_sessions": 1,
        }  # fmt: skip
        asked = db.session.get_one(MentoringRequest, "r")
        assert (asked.waits_since, asked.nudged, asked.tried) == (asked.created_at, 0, "")
        session = db.session.get_one(MentoringSession, "s")
        assert (session.kind, session.format, session.seats) == ("session", "video", None)
        profile = db.session.get_one(MentorProfile, "ines")
        assert (profile.formats, profile.worked_holidays, profile.confirms) == (["video"], [], False)
        twin = {column.key: getattr(session, column.key) for column in MentoringSession.__table__.columns}
        db.session.add(MentoringSession(**twin | {"id": "twin"}))
        with pytest.raises(IntegrityError, match="session_overlap"):
            db.session.flush()


def a_busy_site(cast: SimpleNamespace) -> tuple[str, str]:
    """Today's site: a session with both its reminders, a group, a question to a request, a dispute. Two ids."""
    start = now() + timedelta(days=7)
    a_mentor(cast.mentor, days=range(7), hours=((0, 1440),))
    mentorship = db.session.get_one(Mentorship, a_mentorship(cast.mentor, cast.innovator))
    book_session(cast.mentor, mentorship, times_for(mentorship).free()[-1].start)
    a_group(cast.mentor, start)
    disputed = a_session(mentorship.id, now() - timedelta(days=7), state="disputed")
    return disputed, a_request(cast.mentor, cast.innovator2, state="more_information_asked")


def test_down_and_up_again_with_reminders_a_dispute_and_a_question(populated: Flask) -> None:
    with populated.app_context():
        disputed, asked = a_busy_site(populated.config["CAST"])
        reminders = db.text("SELECT count(*) FROM deliveries WHERE letter LIKE '%reminder%'")
        assert db.session.execute(reminders).scalar_one() >= 4
        before = rows(populated)
        db.session.remove()
        downgrade(revision="0001", directory=populated.extensions["migrate"].directory)
        states = {
            table: db.session.execute(db.text(f"SELECT state FROM {table} WHERE id = :id"), {"id": id_}).scalar_one()
            for table, id_ in (("mentoring_sessions", disputed), ("mentoring_requests", asked))
        }
        assert states == {"mentoring_sessions": "held", "mentoring_requests": "sent"}
        db.session.remove()
        upgrade(directory=populated.extensions["migrate"].directory)
        kept = ("people", "mentorships", "mentoring_requests", "mentor_profiles", "availability_windows", "events")
        after = rows(populated)
        assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
        assert after["mentoring_sessions"] == before["mentoring_sessions"] - 1  # the group
        twice = "SELECT count(*) FROM deliveries GROUP BY event_id, channel, person_id, address HAVING count(*) > 1"
        assert db.session.execute(db.text(twice)).all() == []


def test_0004_chains_what_was_recorded_before(empty: Flask) -> None:
    with empty.app_context():
        upgrade(revision="0003")
        db.session.connection(execution_options={"writing": True})
        an_older_site()
        named = '{"kind": "innovation", "id": "kitchens", "name": "Kitchens"}'
        for number, shown in ((1, 4), (2, 2), (5, 2)):
            insert("events", id=number, at=f"2026-05-0{number} 08:00:00.000000", verb="x.y", strand="scaling",
                   actor_id="ines", visibility=4, shown=shown, object_kind="innovation", object_id=f"i{shown}",
                   facts=f'{{"innovation": {named}, "note": "Ünïcode"}}')  # fmt: skip
        insert("event_parties", event_id=2, person_id="ines")
        insert("mail_preferences", person_id="ines", verb="messages.message_sent")
        db.session.commit()
        db.session.remove()
        upgrade()
        events = list(db.session.execute(select(Event).order_by(Event.id)).scalars())
        before = ""
        for event in events:
            parties = ["ines"] if event.id == 2 else []
            things = db.session.execute(select(EventRef.ref_id, EventRef.kind).filter_by(event_id=event.id)).all()
            assert event.hash == hash_of(before, event, parties, things)
            assert event.seals["note"][1] == digest(event.seals["note"][0], "Ünïcode")
            before = event.hash
        assert len({event.ref for event in events}) == 3
        head = db.session.get_one(LogHead, 1)
        assert (head.event_id, head.hash) == (5, before)
        assert set(db.session.execute(select(EventRef.event_id, EventRef.ref_id)).all()) == {
            *((number, "kitchens") for number in (1, 2, 5)),
            (5, "limit:innovation:i2"),
        }
        limits = db.session.execute(select(ObjectLimit.kind, ObjectLimit.ref, ObjectLimit.level)).all()
        assert limits == [("innovation", "i2", 2)]
        assert db.session.execute(select(MailPreference.how)).scalar_one() == "inbox"


def test_0003_keeps_posts_and_claims_and_guards_them(empty: Flask) -> None:
    with empty.app_context():
        upgrade(revision="0002")
        db.session.connection(execution_options={"writing": True})
        an_older_site()
        insert("posts", id="p", kind="offer", title="Desks", text="", category="space", state="published",
               audience="members", owner_id="ines", city="", country="BE", remote=0, quantity=3, unit="desks", taken=2,
               until="2026-12-31", published_at="2026-05-11 08:00:00.000000", closed_reason="",
               created_at="2026-05-11 08:00:00.000000")  # fmt: skip
        insert("post_topics", post_id="p", topic="finance")
        insert("claims", id="c", post_id="p", claimer_id="lucia", quantity=2, message="Two", state="accepted",
               changed_at="2026-05-12 08:00:00.000000", snapshot="{}", answer_reason="", answer_note="",
               confirmed_how="", thanks="", dispute_note="", created_at="2026-05-11 08:00:00.000000")  # fmt: skip
        db.session.commit()
        db.session.remove()
        upgrade()
        assert (rows(empty)["posts"], rows(empty)["post_topics"], rows(empty)["claims"]) == (1, 1, 1)
        post = db.session.get_one(Post, "p")
        assert (post.taken, post.standing, post.nudged, post.region, post.value_cents) == (2, False, 0, "", None)
        claim = db.session.get_one(Claim, "c")
        assert (claim.quantity, claim.delivered_quantity, claim.proposed_by, claim.thanks_public) == (
            2,
            None,
            "",
            False,
        )
        claim.delivered_quantity = 3
        with pytest.raises(IntegrityError, match="ck_claims_delivered"):
            db.session.flush()


def test_0003_down_again_gives_states_the_older_version_knows(populated: Flask) -> None:
    with populated.app_context():
        cast = populated.config["CAST"]
        ids = {state: an_offer(cast.stakeholder).id for state in ("submitted", "hidden", "removed")}
        waiting = a_claim(an_offer(cast.stakeholder), cast.innovator).id
        db.session.connection(execution_options={"writing": True})
        for state, id_ in ids.items():
            db.session.execute(db.text("UPDATE posts SET state = :state WHERE id = :id"), {"state": state, "id": id_})
        db.session.execute(db.text("UPDATE claims SET state = 'waiting' WHERE id = :id"), {"id": waiting})
        db.session.commit()
        db.session.remove()
        downgrade(revision="0002", directory=populated.extensions["migrate"].directory)
        found = dict(
            db.session.execute(db.text("SELECT id, state FROM posts UNION SELECT id, state FROM claims")).all()
        )
        db.session.remove()
        upgrade(directory=populated.extensions["migrate"].directory)
        assert {state: found[id_] for state, id_ in ids.items()} == {
            "submitted": "draft", "hidden": "paused", "removed": "withdrawn",
        }  # fmt: skip
        assert found[waiting] == "requested"


def test_0005_keeps_innovations_and_shows_of_them_what_was_shown(empty: Flask) -> None:
    with empty.app_context():
        upgrade(revision="0004")
        db.session.connection(execution_options={"writing": True})
        texts = (
            "challenge solution language keywords postcode stage reason found_by source_url source_hash summary country"
        )
        blank = dict.fromkeys(texts.split(), "")
        for id_, public in (("seen", 1), ("kept", 0)):
            insert("innovations", id=id_, name=id_, sort_name=id_, website="https://www.Example.org/A/", city="Łódź",
                   state="identified", public=public, edited_here=0, created_at="2026-05-11 08:00:00.000000",
                   **blank)  # fmt: skip
        db.session.commit()
        db.session.remove()
        upgrade()
        kept = db.session.execute(
            db.text("SELECT id, city_key, website_key, evidence FROM innovations ORDER BY id")
        ).all()
        assert [tuple(row) for row in kept] == [
            ("kept", "lodz", "example.org/A", ""), ("seen", "lodz", "example.org/A", ""),
        ]  # fmt: skip
        shown = db.session.execute(db.text("SELECT innovation_id, part FROM innovation_consents ORDER BY part")).all()
        assert [tuple(row) for row in shown] == [
            ("seen", part) for part in ("challenge", "needs", "organisation", "solution")
        ]
        strategies = db.session.execute(db.text("SELECT code FROM scaling_strategies ORDER BY position")).scalars()
        assert list(strategies) == ["capacity", "expansion", "contract", "knowhow"]


def test_0006_knows_when_everybody_was_last_here(populated: Flask, tmp_path: Path) -> None:
    with populated.app_context():
        db.session.remove()
        downgrade(revision="0005", directory=populated.extensions["migrate"].directory)
        before = dict(
            db.session.execute(db.text("SELECT person_id, max(seen_at) FROM sign_ins GROUP BY person_id")).all()
        )
        people = set(db.session.execute(db.text("SELECT id FROM people")).scalars())
        db.session.remove()
        upgrade(directory=populated.extensions["migrate"].directory)
        rows = db.session.execute(db.text("SELECT id, seen_at, totp_secret, totp_step FROM people")).all()
        assert {id_: (seen, secret, step) for id_, seen, secret, step in rows} == {
            id_: (before.get(id_), "", 0) for id_ in people
        }
