"""Mentoring, complete: availability, group sessions, goals and notes, care, the matching desk, certificates

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.core.models import Moment


revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


GUARDS = (
    """CREATE TRIGGER mentoring_sessions_added_overlap BEFORE INSERT ON mentoring_sessions
WHEN NEW.state IN ('requested', 'confirmed') AND EXISTS (
  SELECT 1 FROM mentoring_sessions AS other
  WHERE other.id <> NEW.id AND other.state IN ('requested', 'confirmed')
    AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at
    AND (other.mentor_id IN (NEW.mentor_id, NEW.mentee_id) OR other.mentee_id IN (NEW.mentor_id, NEW.mentee_id)
      OR EXISTS (SELECT 1 FROM group_seats AS seat WHERE seat.session_id = other.id AND seat.state = 'seated'
        AND seat.person_id IN (NEW.mentor_id, NEW.mentee_id))
      OR EXISTS (SELECT 1 FROM group_seats AS mine WHERE mine.session_id = NEW.id AND mine.state = 'seated'
        AND (mine.person_id IN (other.mentor_id, other.mentee_id) OR EXISTS (
          SELECT 1 FROM group_seats AS theirs WHERE theirs.session_id = other.id AND theirs.state = 'seated'
            AND theirs.person_id = mine.person_id)))))
BEGIN SELECT RAISE(ABORT, 'session_overlap'); END""",
    """CREATE TRIGGER mentoring_sessions_moved_overlap BEFORE UPDATE OF state, starts_at, ends_at, mentor_id, mentee_id ON mentoring_sessions
WHEN NEW.state IN ('requested', 'confirmed') AND EXISTS (
  SELECT 1 FROM mentoring_sessions AS other
  WHERE other.id <> NEW.id AND other.state IN ('requested', 'confirmed')
    AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at
    AND (other.mentor_id IN (NEW.mentor_id, NEW.mentee_id) OR other.mentee_id IN (NEW.mentor_id, NEW.mentee_id)
      OR EXISTS (SELECT 1 FROM group_seats AS seat WHERE seat.session_id = other.id AND seat.state = 'seated'
        AND seat.person_id IN (NEW.mentor_id, NEW.mentee_id))
      OR EXISTS (SELECT 1 FROM group_seats AS mine WHERE mine.session_id = NEW.id AND mine.state = 'seated'
        AND (mine.person_id IN (other.mentor_id, other.mentee_id) OR EXISTS (
          SELECT 1 FROM group_seats AS theirs WHERE theirs.session_id = other.id AND theirs.state = 'seated'
            AND theirs.person_id = mine.person_id)))))
BEGIN SELECT RAISE(ABORT, 'session_overlap'); END""",
    """CREATE TRIGGER group_seats_added_overlap BEFORE INSERT ON group_seats
WHEN NEW.state = 'seated' AND EXISTS (
  SELECT 1 FROM mentoring_sessions AS own JOIN mentoring_sessions AS other
    ON other.id <> own.id AND other.state IN ('requested', 'confirmed')
    AND other.starts_at < own.ends_at AND own.starts_at < other.ends_at
  WHERE own.id = NEW.session_id AND own.state IN ('requested', 'confirmed')
    AND (NEW.person_id IN (other.mentor_id, other.mentee_id) OR EXISTS (
      SELECT 1 FROM group_seats AS seat WHERE seat.session_id = other.id AND seat.state = 'seated'
        AND seat.person_id = NEW.person_id)))
BEGIN SELECT RAISE(ABORT, 'session_overlap'); END""",
    """CREATE TRIGGER group_seats_changed_overlap BEFORE UPDATE OF state, person_id, session_id ON group_seats
WHEN NEW.state = 'seated' AND EXISTS (
  SELECT 1 FROM mentoring_sessions AS own JOIN mentoring_sessions AS other
    ON other.id <> own.id AND other.state IN ('requested', 'confirmed')
    AND other.starts_at < own.ends_at AND own.starts_at < other.ends_at
  WHERE own.id = NEW.session_id AND own.state IN ('requested', 'confirmed')
    AND (NEW.person_id IN (other.mentor_id, other.mentee_id) OR EXISTS (
      SELECT 1 FROM group_seats AS seat WHERE seat.session_id = other.id AND seat.state = 'seated'
        AND seat.person_id = NEW.person_id)))
BEGIN SELECT RAISE(ABORT, 'session_overlap'); END""",
)
GUARDS_BEFORE = (
    """CREATE TRIGGER mentoring_sessions_added_overlap BEFORE INSERT ON mentoring_sessions
WHEN NEW.state IN ('requested', 'confirmed') AND EXISTS (
  SELECT 1 FROM mentoring_sessions AS other
  WHERE other.id <> NEW.id AND other.state IN ('requested', 'confirmed')
    AND (other.mentor_id IN (NEW.mentor_id, NEW.mentee_id) OR other.mentee_id IN (NEW.mentor_id, NEW.mentee_id))
    AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at)
BEGIN SELECT RAISE(ABORT, 'session_overlap'); END""",
    """CREATE TRIGGER mentoring_sessions_moved_overlap BEFORE UPDATE OF state, starts_at, ends_at, mentor_id, mentee_id ON mentoring_sessions
WHEN NEW.state IN ('requested', 'confirmed') AND EXISTS (
  SELECT 1 FROM mentoring_sessions AS other
  WHERE other.id <> NEW.id AND other.state IN ('requested', 'confirmed')
    AND (other.mentor_id IN (NEW.mentor_id, NEW.mentee_id) OR other.mentee_id IN (NEW.mentor_id, NEW.mentee_id))
    AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at)
BEGIN SELECT RAISE(ABORT, 'session_overlap'); END""",
)


def upgrade() -> None:
    """Add what mentoring has grown to."""
    op.create_table('blocks',
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('other_id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['other_id'], ['people.id'], name=op.f('fk_blocks_other_id_people'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_blocks_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', 'other_id', name=op.f('pk_blocks'))
    )
    with op.batch_alter_table('blocks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_blocks_other_id'), ['other_id'], unique=False)

    op.create_table('calendar_settings',
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('feed_round', sa.Integer(), nullable=False),
    sa.Column('feed_on', sa.Boolean(), nullable=False),
    sa.Column('feed_hash', sa.String(length=64), nullable=True),
    sa.Column('remind_day', sa.Boolean(), nullable=False),
    sa.Column('remind_hour', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_calendar_settings_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_calendar_settings')),
    sa.UniqueConstraint('feed_hash', name=op.f('uq_calendar_settings_feed_hash'))
    )
    op.create_table('matching_proposals',
    sa.Column('made_by', sa.String(length=26), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('published_at', Moment(), nullable=True),
    sa.Column('unserved', sa.JSON(), nullable=False),
    sa.Column('served', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['made_by'], ['people.id'], name=op.f('fk_matching_proposals_made_by_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_matching_proposals'))
    )
    with op.batch_alter_table('matching_proposals', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_matching_proposals_state'), ['state'], unique=False)

    op.create_table('mentoring_certificates',
    sa.Column('mentor_id', sa.String(length=26), nullable=False),
    sa.Column('code', sa.String(length=32), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('sessions', sa.Integer(), nullable=False),
    sa.Column('revoked_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['mentor_id'], ['people.id'], name=op.f('fk_mentoring_certificates_mentor_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mentoring_certificates')),
    sa.UniqueConstraint('code', name=op.f('uq_mentoring_certificates_code'))
    )
    with op.batch_alter_table('mentoring_certificates', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mentoring_certificates_mentor_id'), ['mentor_id'], unique=False)

    op.create_table('person_reports',
    sa.Column('reporter_id', sa.String(length=26), nullable=False),
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('reason', sa.String(length=24), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('settled_by', sa.String(length=26), nullable=True),
    sa.Column('outcome', sa.Text(), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_person_reports_person_id_people'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['reporter_id'], ['people.id'], name=op.f('fk_person_reports_reporter_id_people'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['settled_by'], ['people.id'], name=op.f('fk_person_reports_settled_by_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person_reports'))
    )
    with op.batch_alter_table('person_reports', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_person_reports_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_person_reports_state'), ['state'], unique=False)

    op.create_table('stored_files',
    sa.Column('owner_id', sa.String(length=26), nullable=False),
    sa.Column('name', sa.String(length=160), nullable=False),
    sa.Column('media_type', sa.String(length=80), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('stored', sa.String(length=60), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['owner_id'], ['people.id'], name=op.f('fk_stored_files_owner_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stored_files')),
    sa.UniqueConstraint('stored', name=op.f('uq_stored_files_stored'))
    )
    with op.batch_alter_table('stored_files', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_stored_files_owner_id'), ['owner_id'], unique=False)

    op.create_table('conflicts_of_interest',
    sa.Column('mentor_id', sa.String(length=26), nullable=False),
    sa.Column('person_id', sa.String(length=26), nullable=True),
    sa.Column('innovation_id', sa.String(length=26), nullable=True),
    sa.Column('organisation_id', sa.String(length=26), nullable=True),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('note', sa.String(length=300), nullable=False),
    sa.Column('declared_by', sa.String(length=26), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['declared_by'], ['people.id'], name=op.f('fk_conflicts_of_interest_declared_by_people')),
    sa.ForeignKeyConstraint(['innovation_id'], ['innovations.id'], name=op.f('fk_conflicts_of_interest_innovation_id_innovations'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['mentor_id'], ['people.id'], name=op.f('fk_conflicts_of_interest_mentor_id_people'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_conflicts_of_interest_organisation_id_organisations'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_conflicts_of_interest_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_conflicts_of_interest'))
    )
    with op.batch_alter_table('conflicts_of_interest', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_conflicts_of_interest_innovation_id'), ['innovation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_conflicts_of_interest_mentor_id'), ['mentor_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_conflicts_of_interest_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_conflicts_of_interest_person_id'), ['person_id'], unique=False)

    op.create_table('mentor_sectors',
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('sector', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['mentor_profiles.person_id'], name=op.f('fk_mentor_sectors_person_id_mentor_profiles'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', 'sector', name=op.f('pk_mentor_sectors'))
    )
    with op.batch_alter_table('mentor_sectors', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mentor_sectors_sector'), ['sector'], unique=False)

    op.create_table('mentor_wishes',
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('innovation_id', sa.String(length=26), nullable=True),
    sa.Column('topic', sa.String(length=60), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('answered_by', sa.String(length=26), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['answered_by'], ['people.id'], name=op.f('fk_mentor_wishes_answered_by_people')),
    sa.ForeignKeyConstraint(['innovation_id'], ['innovations.id'], name=op.f('fk_mentor_wishes_innovation_id_innovations')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_mentor_wishes_person_id_people'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['topic'], ['topics.code'], name=op.f('fk_mentor_wishes_topic_topics')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mentor_wishes'))
    )
    with op.batch_alter_table('mentor_wishes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mentor_wishes_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mentor_wishes_state'), ['state'], unique=False)
        batch_op.create_index(batch_op.f('ix_mentor_wishes_topic'), ['topic'], unique=False)

    op.create_table('introductions',
    sa.Column('mentor_id', sa.String(length=26), nullable=False),
    sa.Column('mentee_id', sa.String(length=26), nullable=False),
    sa.Column('innovation_id', sa.String(length=26), nullable=True),
    sa.Column('introduced_by', sa.String(length=26), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('mentor_answer', sa.String(length=4), nullable=False),
    sa.Column('mentee_answer', sa.String(length=4), nullable=False),
    sa.Column('mentorship_id', sa.String(length=26), nullable=True),
    sa.Column('proposal_id', sa.String(length=26), nullable=True),
    sa.Column('score', sa.Integer(), nullable=False),
    sa.Column('reasons', sa.JSON(), nullable=False),
    sa.Column('runner_up_id', sa.String(length=26), nullable=True),
    sa.Column('runner_up_score', sa.Integer(), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['innovation_id'], ['innovations.id'], name=op.f('fk_introductions_innovation_id_innovations')),
    sa.ForeignKeyConstraint(['introduced_by'], ['people.id'], name=op.f('fk_introductions_introduced_by_people')),
    sa.ForeignKeyConstraint(['mentee_id'], ['people.id'], name=op.f('fk_introductions_mentee_id_people')),
    sa.ForeignKeyConstraint(['mentor_id'], ['people.id'], name=op.f('fk_introductions_mentor_id_people')),
    sa.ForeignKeyConstraint(['mentorship_id'], ['mentorships.id'], name=op.f('fk_introductions_mentorship_id_mentorships')),
    sa.ForeignKeyConstraint(['proposal_id'], ['matching_proposals.id'], name=op.f('fk_introductions_proposal_id_matching_proposals'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['runner_up_id'], ['people.id'], name=op.f('fk_introductions_runner_up_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_introductions'))
    )
    with op.batch_alter_table('introductions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_introductions_innovation_id'), ['innovation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_introductions_mentee_id'), ['mentee_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_introductions_mentor_id'), ['mentor_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_introductions_proposal_id'), ['proposal_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_introductions_state'), ['state'], unique=False)

    op.create_table('mentoring_actions',
    sa.Column('mentorship_id', sa.String(length=26), nullable=False),
    sa.Column('text', sa.String(length=300), nullable=False),
    sa.Column('owner_id', sa.String(length=26), nullable=False),
    sa.Column('due', sa.Date(), nullable=True),
    sa.Column('done_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['mentorship_id'], ['mentorships.id'], name=op.f('fk_mentoring_actions_mentorship_id_mentorships'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['owner_id'], ['people.id'], name=op.f('fk_mentoring_actions_owner_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mentoring_actions'))
    )
    with op.batch_alter_table('mentoring_actions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mentoring_actions_mentorship_id'), ['mentorship_id'], unique=False)
        batch_op.create_index('ix_mentoring_actions_owner', ['owner_id', 'done_at', 'due'], unique=False)

    op.create_table('mentoring_goals',
    sa.Column('mentorship_id', sa.String(length=26), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('detail', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('due', sa.Date(), nullable=True),
    sa.Column('before', sa.Integer(), nullable=True),
    sa.Column('after', sa.Integer(), nullable=True),
    sa.Column('closed_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['mentorship_id'], ['mentorships.id'], name=op.f('fk_mentoring_goals_mentorship_id_mentorships'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mentoring_goals'))
    )
    with op.batch_alter_table('mentoring_goals', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mentoring_goals_mentorship_id'), ['mentorship_id'], unique=False)

    op.create_table('mentorship_closings',
    sa.Column('mentorship_id', sa.String(length=26), nullable=False),
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('changed', sa.Text(), nullable=False),
    sa.Column('may_tell', sa.Boolean(), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['mentorship_id'], ['mentorships.id'], name=op.f('fk_mentorship_closings_mentorship_id_mentorships'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_mentorship_closings_person_id_people')),
    sa.PrimaryKeyConstraint('mentorship_id', 'person_id', name=op.f('pk_mentorship_closings'))
    )
    op.create_table('mentorship_files',
    sa.Column('mentorship_id', sa.String(length=26), nullable=False),
    sa.Column('file_id', sa.String(length=26), nullable=False),
    sa.ForeignKeyConstraint(['file_id'], ['stored_files.id'], name=op.f('fk_mentorship_files_file_id_stored_files')),
    sa.ForeignKeyConstraint(['mentorship_id'], ['mentorships.id'], name=op.f('fk_mentorship_files_mentorship_id_mentorships'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('mentorship_id', 'file_id', name=op.f('pk_mentorship_files'))
    )
    with op.batch_alter_table('mentorship_files', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mentorship_files_file_id'), ['file_id'], unique=False)

    op.create_table('mentorship_members',
    sa.Column('mentorship_id', sa.String(length=26), nullable=False),
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('joined_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['mentorship_id'], ['mentorships.id'], name=op.f('fk_mentorship_members_mentorship_id_mentorships'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_mentorship_members_person_id_people')),
    sa.PrimaryKeyConstraint('mentorship_id', 'person_id', name=op.f('pk_mentorship_members'))
    )
    with op.batch_alter_table('mentorship_members', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mentorship_members_person_id'), ['person_id'], unique=False)

    op.create_table('group_seats',
    sa.Column('session_id', sa.String(length=26), nullable=False),
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('since', Moment(), nullable=False),
    sa.Column('offered_until', Moment(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_group_seats_person_id_people')),
    sa.ForeignKeyConstraint(['session_id'], ['mentoring_sessions.id'], name=op.f('fk_group_seats_session_id_mentoring_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('session_id', 'person_id', name=op.f('pk_group_seats'))
    )
    with op.batch_alter_table('group_seats', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_group_seats_person_id'), ['person_id'], unique=False)

    op.create_table('mentoring_goal_steps',
    sa.Column('goal_id', sa.String(length=26), nullable=False),
    sa.Column('text', sa.String(length=300), nullable=False),
    sa.Column('done_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['goal_id'], ['mentoring_goals.id'], name=op.f('fk_mentoring_goal_steps_goal_id_mentoring_goals'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mentoring_goal_steps'))
    )
    with op.batch_alter_table('mentoring_goal_steps', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mentoring_goal_steps_goal_id'), ['goal_id'], unique=False)

    op.create_table('mentoring_notes',
    sa.Column('mentorship_id', sa.String(length=26), nullable=False),
    sa.Column('session_id', sa.String(length=26), nullable=True),
    sa.Column('author_id', sa.String(length=26), nullable=False),
    sa.Column('audience', sa.String(length=12), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('changed_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['people.id'], name=op.f('fk_mentoring_notes_author_id_people')),
    sa.ForeignKeyConstraint(['mentorship_id'], ['mentorships.id'], name=op.f('fk_mentoring_notes_mentorship_id_mentorships'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['mentoring_sessions.id'], name=op.f('fk_mentoring_notes_session_id_mentoring_sessions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mentoring_notes'))
    )
    with op.batch_alter_table('mentoring_notes', schema=None) as batch_op:
        batch_op.create_index('ix_mentoring_notes_newest', ['mentorship_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mentoring_notes_session_id'), ['session_id'], unique=False)

    op.create_table('request_replies',
    sa.Column('request_id', sa.String(length=26), nullable=False),
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_request_replies_person_id_people')),
    sa.ForeignKeyConstraint(['request_id'], ['mentoring_requests.id'], name=op.f('fk_request_replies_request_id_mentoring_requests'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_request_replies'))
    )
    with op.batch_alter_table('request_replies', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_request_replies_request_id'), ['request_id'], unique=False)

    with op.batch_alter_table('availability_windows', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sa.String(length=12), nullable=False, server_default=''))

    with op.batch_alter_table('clusters', schema=None) as batch_op:
        batch_op.add_column(sa.Column('room_pattern', sa.String(length=300), nullable=False, server_default=''))

    with op.batch_alter_table('deliveries', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('uq_deliveries_once'))
        batch_op.create_index('uq_deliveries_once', ['event_id', 'channel', 'person_id', 'address', 'letter'], unique=True)

    with op.batch_alter_table('mentor_profiles', schema=None) as batch_op:
        batch_op.add_column(sa.Column('first_talk_minutes', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('hours_month', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('formats', sa.JSON(), nullable=False, server_default='["video"]'))
        batch_op.add_column(sa.Column('meets_in', sa.String(length=200), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('confirms', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('holidays_of', sa.String(length=8), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('worked_holidays', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('paused_until', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('paused_why', sa.String(length=12), nullable=False, server_default=''))

    with op.batch_alter_table('mentor_topics', schema=None) as batch_op:
        batch_op.add_column(sa.Column('story', sa.Text(), nullable=False, server_default=''))

    with op.batch_alter_table('mentoring_requests', schema=None) as batch_op:
        batch_op.add_column(sa.Column('tried', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('preferred_start', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('waits_since', Moment(), nullable=False, server_default='2000-01-01 00:00:00.000000'))
        batch_op.add_column(sa.Column('nudged', sa.Integer(), nullable=False, server_default='0'))
        batch_op.alter_column('state',
               existing_type=sa.VARCHAR(length=12),
               type_=sa.String(length=24),
               existing_nullable=False)
        batch_op.create_index(batch_op.f('ix_mentoring_requests_waits_since'), ['waits_since'], unique=False)

    op.execute("UPDATE mentoring_requests SET waits_since = created_at")
    for name in ('added', 'moved'):
        op.execute(f"DROP TRIGGER mentoring_sessions_{name}_overlap")
    with op.batch_alter_table('mentoring_sessions', schema=None) as batch_op:
        batch_op.create_check_constraint('pair', "kind = 'group' OR (mentorship_id IS NOT NULL AND mentee_id IS NOT NULL)")
        batch_op.add_column(sa.Column('kind', sa.String(length=12), nullable=False, server_default='session'))
        batch_op.add_column(sa.Column('format', sa.String(length=12), nullable=False, server_default='video'))
        batch_op.add_column(sa.Column('series_id', sa.String(length=26), nullable=True))
        batch_op.add_column(sa.Column('held_until', Moment(), nullable=True))
        batch_op.add_column(sa.Column('proposed_start', Moment(), nullable=True))
        batch_op.add_column(sa.Column('proposed_by', sa.String(length=26), nullable=True))
        batch_op.add_column(sa.Column('no_show_id', sa.String(length=26), nullable=True))
        batch_op.add_column(sa.Column('no_show_by', sa.String(length=26), nullable=True))
        batch_op.add_column(sa.Column('disputed_by', sa.String(length=26), nullable=True))
        batch_op.add_column(sa.Column('dispute_note', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('settled_by', sa.String(length=26), nullable=True))
        batch_op.add_column(sa.Column('title', sa.String(length=160), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('about', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('seats', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('changed_at', Moment(), nullable=True))
        batch_op.alter_column('mentorship_id',
               existing_type=sa.VARCHAR(length=26),
               nullable=True)
        batch_op.alter_column('mentee_id',
               existing_type=sa.VARCHAR(length=26),
               nullable=True)
        batch_op.create_index(batch_op.f('ix_mentoring_sessions_series_id'), ['series_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_mentoring_sessions_settled_by_people'), 'people', ['settled_by'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_mentoring_sessions_disputed_by_people'), 'people', ['disputed_by'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_mentoring_sessions_proposed_by_people'), 'people', ['proposed_by'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_mentoring_sessions_no_show_id_people'), 'people', ['no_show_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_mentoring_sessions_no_show_by_people'), 'people', ['no_show_by'], ['id'])

    with op.batch_alter_table('mentorships', schema=None) as batch_op:
        batch_op.add_column(sa.Column('paused_at', Moment(), nullable=True))
        batch_op.add_column(sa.Column('pause_note', sa.String(length=300), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('end_reason', sa.String(length=24), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('end_note', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('ended_by', sa.String(length=26), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_mentorships_ended_by_people'), 'people', ['ended_by'], ['id'])

    with op.batch_alter_table('person_languages', schema=None) as batch_op:
        batch_op.add_column(sa.Column('level', sa.String(length=8), nullable=False, server_default=''))
    for statement in GUARDS:
        op.execute(statement)


def downgrade() -> None:
    """Back to the version before."""
    with op.batch_alter_table('person_languages', schema=None) as batch_op:
        batch_op.drop_column('level')

    with op.batch_alter_table('mentorships', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_mentorships_ended_by_people'), type_='foreignkey')
        batch_op.drop_column('ended_by')
        batch_op.drop_column('end_note')
        batch_op.drop_column('end_reason')
        batch_op.drop_column('pause_note')
        batch_op.drop_column('paused_at')

    for name in ('mentoring_sessions_added', 'mentoring_sessions_moved', 'group_seats_added', 'group_seats_changed'):
        op.execute(f"DROP TRIGGER {name}_overlap")
    op.execute("DELETE FROM mentoring_sessions WHERE kind = 'group'")
    op.execute("UPDATE mentoring_sessions SET state = 'held' WHERE state = 'disputed'")
    op.execute("UPDATE mentoring_requests SET state = 'sent' WHERE state = 'more_information_asked'")
    with op.batch_alter_table('mentoring_sessions', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_mentoring_sessions_pair'), type_='check')
        batch_op.drop_constraint(batch_op.f('fk_mentoring_sessions_no_show_by_people'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_mentoring_sessions_no_show_id_people'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_mentoring_sessions_proposed_by_people'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_mentoring_sessions_disputed_by_people'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_mentoring_sessions_settled_by_people'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_mentoring_sessions_series_id'))
        batch_op.alter_column('mentee_id',
               existing_type=sa.VARCHAR(length=26),
               nullable=False)
        batch_op.alter_column('mentorship_id',
               existing_type=sa.VARCHAR(length=26),
               nullable=False)
        batch_op.drop_column('changed_at')
        batch_op.drop_column('seats')
        batch_op.drop_column('about')
        batch_op.drop_column('title')
        batch_op.drop_column('settled_by')
        batch_op.drop_column('dispute_note')
        batch_op.drop_column('disputed_by')
        batch_op.drop_column('no_show_by')
        batch_op.drop_column('no_show_id')
        batch_op.drop_column('proposed_by')
        batch_op.drop_column('proposed_start')
        batch_op.drop_column('held_until')
        batch_op.drop_column('series_id')
        batch_op.drop_column('format')
        batch_op.drop_column('kind')

    with op.batch_alter_table('mentoring_requests', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mentoring_requests_waits_since'))
        batch_op.alter_column('state',
               existing_type=sa.String(length=24),
               type_=sa.VARCHAR(length=12),
               existing_nullable=False)
        batch_op.drop_column('nudged')
        batch_op.drop_column('waits_since')
        batch_op.drop_column('preferred_start')
        batch_op.drop_column('tried')

    with op.batch_alter_table('mentor_topics', schema=None) as batch_op:
        batch_op.drop_column('story')

    with op.batch_alter_table('mentor_profiles', schema=None) as batch_op:
        batch_op.drop_column('paused_why')
        batch_op.drop_column('paused_until')
        batch_op.drop_column('worked_holidays')
        batch_op.drop_column('holidays_of')
        batch_op.drop_column('confirms')
        batch_op.drop_column('meets_in')
        batch_op.drop_column('formats')
        batch_op.drop_column('hours_month')
        batch_op.drop_column('first_talk_minutes')

    # Of one event a person had several letters (the reminders of a session); the index before knows one.
    op.execute("""DELETE FROM deliveries WHERE person_id IS NOT NULL AND id NOT IN (
        SELECT min(id) FROM deliveries WHERE person_id IS NOT NULL GROUP BY event_id, channel, person_id, address)""")
    with op.batch_alter_table('deliveries', schema=None) as batch_op:
        batch_op.drop_index('uq_deliveries_once')
        batch_op.create_index(batch_op.f('uq_deliveries_once'), ['event_id', 'channel', 'person_id', 'address'], unique=1)

    with op.batch_alter_table('clusters', schema=None) as batch_op:
        batch_op.drop_column('room_pattern')

    with op.batch_alter_table('availability_windows', schema=None) as batch_op:
        batch_op.drop_column('kind')

    with op.batch_alter_table('request_replies', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_request_replies_request_id'))

    op.drop_table('request_replies')
    with op.batch_alter_table('mentoring_notes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mentoring_notes_session_id'))
        batch_op.drop_index('ix_mentoring_notes_newest')

    op.drop_table('mentoring_notes')
    with op.batch_alter_table('mentoring_goal_steps', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mentoring_goal_steps_goal_id'))

    op.drop_table('mentoring_goal_steps')
    with op.batch_alter_table('group_seats', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_group_seats_person_id'))

    op.drop_table('group_seats')
    with op.batch_alter_table('mentorship_members', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mentorship_members_person_id'))

    op.drop_table('mentorship_members')
    with op.batch_alter_table('mentorship_files', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mentorship_files_file_id'))

    op.drop_table('mentorship_files')
    op.drop_table('mentorship_closings')
    with op.batch_alter_table('mentoring_goals', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mentoring_goals_mentorship_id'))

    op.drop_table('mentoring_goals')
    with op.batch_alter_table('mentoring_actions', schema=None) as batch_op:
        batch_op.drop_index('ix_mentoring_actions_owner')
        batch_op.drop_index(batch_op.f('ix_mentoring_actions_mentorship_id'))

    op.drop_table('mentoring_actions')
    with op.batch_alter_table('introductions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_introductions_state'))
        batch_op.drop_index(batch_op.f('ix_introductions_proposal_id'))
        batch_op.drop_index(batch_op.f('ix_introductions_mentor_id'))
        batch_op.drop_index(batch_op.f('ix_introductions_mentee_id'))
        batch_op.drop_index(batch_op.f('ix_introductions_innovation_id'))

    op.drop_table('introductions')
    with op.batch_alter_table('mentor_wishes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mentor_wishes_topic'))
        batch_op.drop_index(batch_op.f('ix_mentor_wishes_state'))
        batch_op.drop_index(batch_op.f('ix_mentor_wishes_person_id'))

    op.drop_table('mentor_wishes')
    with op.batch_alter_table('mentor_sectors', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mentor_sectors_sector'))

    op.drop_table('mentor_sectors')
    with op.batch_alter_table('conflicts_of_interest', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_conflicts_of_interest_person_id'))
        batch_op.drop_index(batch_op.f('ix_conflicts_of_interest_organisation_id'))
        batch_op.drop_index(batch_op.f('ix_conflicts_of_interest_mentor_id'))
        batch_op.drop_index(batch_op.f('ix_conflicts_of_interest_innovation_id'))

    op.drop_table('conflicts_of_interest')
    with op.batch_alter_table('stored_files', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_stored_files_owner_id'))

    op.drop_table('stored_files')
    with op.batch_alter_table('person_reports', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_person_reports_state'))
        batch_op.drop_index(batch_op.f('ix_person_reports_person_id'))

    op.drop_table('person_reports')
    with op.batch_alter_table('mentoring_certificates', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mentoring_certificates_mentor_id'))

    op.drop_table('mentoring_certificates')
    with op.batch_alter_table('matching_proposals', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_matching_proposals_state'))

    op.drop_table('matching_proposals')
    op.drop_table('calendar_settings')
    with op.batch_alter_table('blocks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_blocks_other_id'))

    op.drop_table('blocks')
    for statement in GUARDS_BEFORE:
        op.execute(statement)
