"""Begin

Revision ID: 0001
Revises: 
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.core.models import Moment


revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


GUARDS = (
    """CREATE VIRTUAL TABLE search_index USING fts5(kind, folded, content='search_documents', content_rowid='id', tokenize='unicode61 remove_diacritics 0')""",
    """CREATE TRIGGER search_documents_added AFTER INSERT ON search_documents BEGIN INSERT INTO search_index(rowid, kind, folded) VALUES (new.id, new.kind, new.folded); END""",
    """CREATE TRIGGER search_documents_gone AFTER DELETE ON search_documents BEGIN INSERT INTO search_index(search_index, rowid, kind, folded) VALUES ('delete', old.id, old.kind, old.folded); END""",
    """CREATE TRIGGER search_documents_changed AFTER UPDATE ON search_documents BEGIN INSERT INTO search_index(search_index, rowid, kind, folded) VALUES ('delete', old.id, old.kind, old.folded); INSERT INTO search_index(rowid, kind, folded) VALUES (new.id, new.kind, new.folded); END""",
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
TOPICS = [
    {'code': 'finance', 'parent': None, 'name': 'Finance and investment', 'position': 0},
    {'code': 'finance.planning', 'parent': 'finance', 'name': 'Financial planning', 'position': 1},
    {'code': 'finance.grants', 'parent': 'finance', 'name': 'Grants and donations', 'position': 2},
    {'code': 'finance.investors', 'parent': 'finance', 'name': 'Social investors and loans', 'position': 3},
    {'code': 'finance.crowdfunding', 'parent': 'finance', 'name': 'Crowdfunding', 'position': 4},
    {'code': 'business', 'parent': None, 'name': 'Business model and pricing', 'position': 5},
    {'code': 'business.pricing', 'parent': 'business', 'name': 'Pricing', 'position': 6},
    {'code': 'business.model', 'parent': 'business', 'name': 'Business model design', 'position': 7},
    {'code': 'business.sales', 'parent': 'business', 'name': 'Sales to public and private buyers', 'position': 8},
    {'code': 'legal', 'parent': None, 'name': 'Legal and governance', 'position': 9},
    {'code': 'legal.forms', 'parent': 'legal', 'name': 'Legal forms and cooperatives', 'position': 10},
    {'code': 'legal.contracts', 'parent': 'legal', 'name': 'Contracts and licences', 'position': 11},
    {'code': 'legal.data', 'parent': 'legal', 'name': 'Data protection', 'position': 12},
    {'code': 'impact', 'parent': None, 'name': 'Impact measurement', 'position': 13},
    {'code': 'impact.indicators', 'parent': 'impact', 'name': 'Indicators and baselines', 'position': 14},
    {'code': 'impact.evaluation', 'parent': 'impact', 'name': 'Evaluation design', 'position': 15},
    {'code': 'marketing', 'parent': None, 'name': 'Marketing and awareness', 'position': 16},
    {'code': 'marketing.brand', 'parent': 'marketing', 'name': 'Brand and story', 'position': 17},
    {'code': 'marketing.media', 'parent': 'marketing', 'name': 'Press and social media', 'position': 18},
    {'code': 'partners', 'parent': None, 'name': 'Partnerships and networks', 'position': 19},
    {'code': 'partners.municipal', 'parent': 'partners', 'name': 'Working with municipalities', 'position': 20},
    {'code': 'partners.corporate', 'parent': 'partners', 'name': 'Working with companies', 'position': 21},
    {'code': 'policy', 'parent': None, 'name': 'Public procurement and policy', 'position': 22},
    {'code': 'policy.tenders', 'parent': 'policy', 'name': 'Public tenders', 'position': 23},
    {'code': 'policy.advocacy', 'parent': 'policy', 'name': 'Advocacy', 'position': 24},
    {'code': 'people', 'parent': None, 'name': 'People and team', 'position': 25},
    {'code': 'people.hiring', 'parent': 'people', 'name': 'Hiring and volunteers', 'position': 26},
    {'code': 'people.wellbeing', 'parent': 'people', 'name': 'Wellbeing at work', 'position': 27},
    {'code': 'technology', 'parent': None, 'name': 'Technology and data', 'position': 28},
    {'code': 'technology.product', 'parent': 'technology', 'name': 'Digital product', 'position': 29},
    {'code': 'technology.data', 'parent': 'technology', 'name': 'Data and automation', 'position': 30},
    {'code': 'premises', 'parent': None, 'name': 'Premises and equipment', 'position': 31},
    {'code': 'premises.space', 'parent': 'premises', 'name': 'Finding a space', 'position': 32},
    {'code': 'premises.energy', 'parent': 'premises', 'name': 'Energy and renovation', 'position': 33},
    {'code': 'replication', 'parent': None, 'name': 'Replication and franchising', 'position': 34},
    {'code': 'replication.franchise', 'parent': 'replication', 'name': 'Social franchising', 'position': 35},
    {'code': 'replication.adaptation', 'parent': 'replication', 'name': 'Adapting to a new place', 'position': 36},
    {'code': 'coaching', 'parent': None, 'name': 'Coaching and leadership', 'position': 37},
    {'code': 'coaching.leadership', 'parent': 'coaching', 'name': 'Leadership', 'position': 38},
    {'code': 'coaching.conflict', 'parent': 'coaching', 'name': 'Conflict and mediation', 'position': 39},
]


def upgrade() -> None:
    """Begin."""
    # ### commands auto generated by Alembic - please adjust! ###
    op.create_table('attempts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('window', sa.Integer(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attempts')),
    sa.UniqueConstraint('key', 'window', name=op.f('uq_attempts_key_window'))
    )
    with op.batch_alter_table('attempts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attempts_window'), ['window'], unique=False)

    op.create_table('beats',
    sa.Column('name', sa.String(length=20), nullable=False),
    sa.Column('at', Moment(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_beats'))
    )
    op.create_table('clusters',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('about', sa.Text(), nullable=False),
    sa.Column('countries', sa.JSON(), nullable=False),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('timezone', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_clusters'))
    )
    op.create_table('conversations',
    sa.Column('pair', sa.String(length=60), nullable=True),
    sa.Column('last_message_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_conversations')),
    sa.UniqueConstraint('pair', name=op.f('uq_conversations_pair'))
    )
    op.create_table('done_forms',
    sa.Column('key', sa.String(length=160), nullable=False),
    sa.Column('entity', sa.String(length=60), nullable=False),
    sa.Column('ref', sa.String(length=40), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_done_forms'))
    )
    with op.batch_alter_table('done_forms', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_done_forms_created_at'), ['created_at'], unique=False)

    op.create_table('organisations',
    sa.Column('name', sa.String(length=160), nullable=False),
    sa.Column('sort_name', sa.String(length=320), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('about', sa.Text(), nullable=False),
    sa.Column('website', sa.String(length=300), nullable=False),
    sa.Column('city', sa.String(length=120), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('created_by', sa.String(length=26), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisations'))
    )
    with op.batch_alter_table('organisations', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_organisations_sort_name'), ['sort_name'], unique=False)

    op.create_table('search_documents',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=24), nullable=False),
    sa.Column('ref', sa.String(length=26), nullable=False),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_search_documents')),
    sa.UniqueConstraint('kind', 'ref', name=op.f('uq_search_documents_kind_ref'))
    )
    topics = op.create_table('topics',
    sa.Column('code', sa.String(length=60), nullable=False),
    sa.Column('parent', sa.String(length=60), nullable=True),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['parent'], ['topics.code'], name=op.f('fk_topics_parent_topics')),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_topics'))
    )
    op.create_table('people',
    sa.Column('email', sa.String(length=254), nullable=True),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('sort_name', sa.String(length=240), nullable=False),
    sa.Column('pronouns', sa.String(length=40), nullable=False),
    sa.Column('role', sa.String(length=12), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=False),
    sa.Column('headline', sa.String(length=160), nullable=False),
    sa.Column('about', sa.Text(), nullable=False),
    sa.Column('links', sa.JSON(), nullable=False),
    sa.Column('photo', sa.String(length=60), nullable=False),
    sa.Column('organisation_id', sa.String(length=26), nullable=True),
    sa.Column('city', sa.String(length=120), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('timezone', sa.String(length=64), nullable=False),
    sa.Column('locale', sa.String(length=8), nullable=False),
    sa.Column('welcomed', sa.Boolean(), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_people_organisation_id_organisations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_people')),
    sa.UniqueConstraint('email', name=op.f('uq_people_email'))
    )
    with op.batch_alter_table('people', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_people_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_people_photo'), ['photo'], unique=False)
        batch_op.create_index(batch_op.f('ix_people_sort_name'), ['sort_name'], unique=False)
        batch_op.create_index(batch_op.f('ix_people_state'), ['state'], unique=False)

    op.create_table('events',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('at', Moment(), nullable=False),
    sa.Column('verb', sa.String(length=60), nullable=False),
    sa.Column('strand', sa.String(length=16), nullable=False),
    sa.Column('actor_id', sa.String(length=26), nullable=True),
    sa.Column('visibility', sa.SmallInteger(), nullable=False),
    sa.Column('shown', sa.SmallInteger(), nullable=False),
    sa.Column('object_kind', sa.String(length=24), nullable=False),
    sa.Column('object_id', sa.String(length=26), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['people.id'], name=op.f('fk_events_actor_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_events')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('events', schema=None) as batch_op:
        batch_op.create_index('ix_events_actor', ['actor_id', 'at', 'id'], unique=False)
        batch_op.create_index('ix_events_newest', ['at', 'id'], unique=False)
        batch_op.create_index('ix_events_object', ['object_kind', 'object_id', 'at', 'id'], unique=False)
        batch_op.create_index('ix_events_strand', ['strand', 'at', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_events_verb'), ['verb'], unique=False)

    op.create_table('innovations',
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('sort_name', sa.String(length=240), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('challenge', sa.Text(), nullable=False),
    sa.Column('solution', sa.Text(), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('keywords', sa.Text(), nullable=False),
    sa.Column('website', sa.String(length=300), nullable=False),
    sa.Column('city', sa.String(length=120), nullable=False),
    sa.Column('postcode', sa.String(length=20), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('latitude', sa.Float(), nullable=True),
    sa.Column('longitude', sa.Float(), nullable=True),
    sa.Column('stage', sa.String(length=20), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('public', sa.Boolean(), nullable=False),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('organisation_id', sa.String(length=26), nullable=True),
    sa.Column('found_by', sa.String(length=160), nullable=False),
    sa.Column('source_id', sa.String(length=80), nullable=True),
    sa.Column('source_url', sa.String(length=300), nullable=False),
    sa.Column('source_hash', sa.String(length=64), nullable=False),
    sa.Column('edited_here', sa.Boolean(), nullable=False),
    sa.Column('created_by', sa.String(length=26), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['created_by'], ['people.id'], name=op.f('fk_innovations_created_by_people')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_innovations_organisation_id_organisations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_innovations')),
    sa.UniqueConstraint('source_id', name=op.f('uq_innovations_source_id'))
    )
    with op.batch_alter_table('innovations', schema=None) as batch_op:
        batch_op.create_index('ix_innovations_catalogue', ['country', 'stage', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_innovations_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_innovations_public'), ['public'], unique=False)
        batch_op.create_index('ix_innovations_sort_name', ['sort_name', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_innovations_state'), ['state'], unique=False)

    op.create_table('invitations',
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('secret_hash', sa.String(length=64), nullable=True),
    sa.Column('role', sa.String(length=12), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('locale', sa.String(length=8), nullable=False),
    sa.Column('invited_by', sa.String(length=26), nullable=True),
    sa.Column('expires_at', Moment(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('accepted_at', Moment(), nullable=True),
    sa.Column('revoked_at', Moment(), nullable=True),
    sa.Column('person_id', sa.String(length=26), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['invited_by'], ['people.id'], name=op.f('fk_invitations_invited_by_people')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_invitations_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitations')),
    sa.UniqueConstraint('secret_hash', name=op.f('uq_invitations_secret_hash'))
    )
    with op.batch_alter_table('invitations', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_invitations_email'), ['email'], unique=False)

    op.create_table('join_requests',
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('message', sa.Text(), nullable=False),
    sa.Column('locale', sa.String(length=8), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('answered_by', sa.String(length=26), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['answered_by'], ['people.id'], name=op.f('fk_join_requests_answered_by_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_join_requests'))
    )
    with op.batch_alter_table('join_requests', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_join_requests_email'), ['email'], unique=False)
        batch_op.create_index(batch_op.f('ix_join_requests_state'), ['state'], unique=False)

    op.create_table('mail_preferences',
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('verb', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_mail_preferences_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', 'verb', name=op.f('pk_mail_preferences'))
    )
    op.create_table('mentor_profiles',
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('offer', sa.Text(), nullable=False),
    sa.Column('timezone', sa.String(length=64), nullable=False),
    sa.Column('capacity', sa.Integer(), nullable=False),
    sa.Column('session_minutes', sa.Integer(), nullable=False),
    sa.Column('notice_hours', sa.Integer(), nullable=False),
    sa.Column('horizon_days', sa.Integer(), nullable=False),
    sa.Column('buffer_before', sa.Integer(), nullable=False),
    sa.Column('buffer_after', sa.Integer(), nullable=False),
    sa.Column('weekly_limit', sa.Integer(), nullable=True),
    sa.Column('place', sa.String(length=300), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.Column('published_at', Moment(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_mentor_profiles_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_mentor_profiles'))
    )
    with op.batch_alter_table('mentor_profiles', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mentor_profiles_published_at'), ['published_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_mentor_profiles_state'), ['state'], unique=False)

    op.create_table('messages',
    sa.Column('conversation_id', sa.String(length=26), nullable=False),
    sa.Column('author_id', sa.String(length=26), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['people.id'], name=op.f('fk_messages_author_id_people')),
    sa.ForeignKeyConstraint(['conversation_id'], ['conversations.id'], name=op.f('fk_messages_conversation_id_conversations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_messages'))
    )
    with op.batch_alter_table('messages', schema=None) as batch_op:
        batch_op.create_index('ix_messages_thread', ['conversation_id', 'id'], unique=False)

    op.create_table('one_time_links',
    sa.Column('purpose', sa.String(length=16), nullable=False),
    sa.Column('secret_hash', sa.String(length=64), nullable=False),
    sa.Column('person_id', sa.String(length=26), nullable=True),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('expires_at', Moment(), nullable=False),
    sa.Column('used_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_one_time_links_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_one_time_links')),
    sa.UniqueConstraint('secret_hash', name=op.f('uq_one_time_links_secret_hash'))
    )
    with op.batch_alter_table('one_time_links', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_one_time_links_person_id'), ['person_id'], unique=False)

    op.create_table('participants',
    sa.Column('conversation_id', sa.String(length=26), nullable=False),
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('seen_id', sa.String(length=26), nullable=False),
    sa.Column('unread', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['conversation_id'], ['conversations.id'], name=op.f('fk_participants_conversation_id_conversations'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_participants_person_id_people')),
    sa.PrimaryKeyConstraint('conversation_id', 'person_id', name=op.f('pk_participants'))
    )
    with op.batch_alter_table('participants', schema=None) as batch_op:
        batch_op.create_index('ix_participants_mine', ['person_id', 'unread'], unique=False)

    op.create_table('person_languages',
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('code', sa.String(length=8), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_person_languages_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', 'code', name=op.f('pk_person_languages'))
    )
    with op.batch_alter_table('person_languages', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_person_languages_code'), ['code'], unique=False)

    op.create_table('pulses',
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('messages', sa.Integer(), nullable=False),
    sa.Column('inbox', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_pulses_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_pulses'))
    )
    op.create_table('sign_ins',
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('secret_hash', sa.String(length=64), nullable=False),
    sa.Column('agent', sa.String(length=200), nullable=False),
    sa.Column('seen_at', Moment(), nullable=False),
    sa.Column('proved_at', Moment(), nullable=False),
    sa.Column('ended_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_sign_ins_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_ins')),
    sa.UniqueConstraint('secret_hash', name=op.f('uq_sign_ins_secret_hash'))
    )
    with op.batch_alter_table('sign_ins', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_ins_person_id'), ['person_id'], unique=False)

    op.create_table('availability_windows',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('weekday', sa.Integer(), nullable=False),
    sa.Column('start_minute', sa.Integer(), nullable=False),
    sa.Column('end_minute', sa.Integer(), nullable=False),
    sa.CheckConstraint('0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440', name=op.f('ck_availability_windows_day')),
    sa.ForeignKeyConstraint(['person_id'], ['mentor_profiles.person_id'], name=op.f('fk_availability_windows_person_id_mentor_profiles'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_availability_windows'))
    )
    with op.batch_alter_table('availability_windows', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_availability_windows_person_id'), ['person_id'], unique=False)

    op.create_table('date_overrides',
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('windows', sa.JSON(), nullable=False),
    sa.Column('note', sa.String(length=120), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['mentor_profiles.person_id'], name=op.f('fk_date_overrides_person_id_mentor_profiles'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', 'day', name=op.f('pk_date_overrides'))
    )
    op.create_table('deliveries',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.String(length=26), nullable=True),
    sa.Column('address', sa.String(length=254), nullable=False),
    sa.Column('channel', sa.String(length=8), nullable=False),
    sa.Column('letter', sa.String(length=60), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('due_at', Moment(), nullable=False),
    sa.Column('done_at', Moment(), nullable=True),
    sa.Column('message_id', sa.String(length=120), nullable=False),
    sa.Column('error', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_deliveries_event_id_events'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_deliveries_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deliveries'))
    )
    with op.batch_alter_table('deliveries', schema=None) as batch_op:
        batch_op.create_index('ix_deliveries_due', ['channel', 'state', 'due_at'], unique=False)
        batch_op.create_index('ix_deliveries_inbox', ['person_id', 'channel', 'state', 'event_id'], unique=False)
        batch_op.create_index('ix_deliveries_person', ['person_id', 'channel', 'event_id'], unique=False)
        batch_op.create_index('uq_deliveries_once', ['event_id', 'channel', 'person_id', 'address'], unique=True)

    op.create_table('event_parties',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_event_parties_event_id_events'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_event_parties_person_id_people')),
    sa.PrimaryKeyConstraint('event_id', 'person_id', name=op.f('pk_event_parties'))
    )
    with op.batch_alter_table('event_parties', schema=None) as batch_op:
        batch_op.create_index('ix_event_parties_person', ['person_id', 'event_id'], unique=False)

    op.create_table('innovation_goals',
    sa.Column('innovation_id', sa.String(length=26), nullable=False),
    sa.Column('goal', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['innovation_id'], ['innovations.id'], name=op.f('fk_innovation_goals_innovation_id_innovations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('innovation_id', 'goal', name=op.f('pk_innovation_goals'))
    )
    op.create_table('innovation_sectors',
    sa.Column('innovation_id', sa.String(length=26), nullable=False),
    sa.Column('sector', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['innovation_id'], ['innovations.id'], name=op.f('fk_innovation_sectors_innovation_id_innovations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('innovation_id', 'sector', name=op.f('pk_innovation_sectors'))
    )
    with op.batch_alter_table('innovation_sectors', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_innovation_sectors_sector'), ['sector'], unique=False)

    op.create_table('innovation_texts',
    sa.Column('innovation_id', sa.String(length=26), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['innovation_id'], ['innovations.id'], name=op.f('fk_innovation_texts_innovation_id_innovations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('innovation_id', 'language', name=op.f('pk_innovation_texts'))
    )
    op.create_table('mentor_topics',
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('topic', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['mentor_profiles.person_id'], name=op.f('fk_mentor_topics_person_id_mentor_profiles'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['topic'], ['topics.code'], name=op.f('fk_mentor_topics_topic_topics')),
    sa.PrimaryKeyConstraint('person_id', 'topic', name=op.f('pk_mentor_topics'))
    )
    with op.batch_alter_table('mentor_topics', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mentor_topics_topic'), ['topic'], unique=False)

    op.create_table('mentorships',
    sa.Column('mentor_id', sa.String(length=26), nullable=False),
    sa.Column('mentee_id', sa.String(length=26), nullable=False),
    sa.Column('innovation_id', sa.String(length=26), nullable=True),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('ended_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['innovation_id'], ['innovations.id'], name=op.f('fk_mentorships_innovation_id_innovations')),
    sa.ForeignKeyConstraint(['mentee_id'], ['people.id'], name=op.f('fk_mentorships_mentee_id_people')),
    sa.ForeignKeyConstraint(['mentor_id'], ['people.id'], name=op.f('fk_mentorships_mentor_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mentorships'))
    )
    with op.batch_alter_table('mentorships', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mentorships_innovation_id'), ['innovation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mentorships_mentee_id'), ['mentee_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mentorships_mentor_id'), ['mentor_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mentorships_state'), ['state'], unique=False)

    op.create_table('posts',
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('category', sa.String(length=16), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('audience', sa.String(length=8), nullable=False),
    sa.Column('owner_id', sa.String(length=26), nullable=False),
    sa.Column('organisation_id', sa.String(length=26), nullable=True),
    sa.Column('innovation_id', sa.String(length=26), nullable=True),
    sa.Column('city', sa.String(length=120), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('remote', sa.Boolean(), nullable=False),
    sa.Column('quantity', sa.Integer(), nullable=True),
    sa.Column('unit', sa.String(length=40), nullable=False),
    sa.Column('taken', sa.Integer(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('published_at', Moment(), nullable=True),
    sa.Column('closed_reason', sa.String(length=300), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.CheckConstraint('quantity IS NULL OR quantity >= 1', name=op.f('ck_posts_whole')),
    sa.CheckConstraint('taken >= 0 AND (quantity IS NULL OR taken <= quantity)', name=op.f('ck_posts_units')),
    sa.ForeignKeyConstraint(['innovation_id'], ['innovations.id'], name=op.f('fk_posts_innovation_id_innovations')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_posts_organisation_id_organisations')),
    sa.ForeignKeyConstraint(['owner_id'], ['people.id'], name=op.f('fk_posts_owner_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_posts'))
    )
    with op.batch_alter_table('posts', schema=None) as batch_op:
        batch_op.create_index('ix_posts_board', ['state', 'published_at', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_posts_category'), ['category'], unique=False)
        batch_op.create_index(batch_op.f('ix_posts_innovation_id'), ['innovation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_posts_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_posts_owner_id'), ['owner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_posts_until'), ['until'], unique=False)

    op.create_table('support_needs',
    sa.Column('innovation_id', sa.String(length=26), nullable=False),
    sa.Column('topic', sa.String(length=60), nullable=False),
    sa.Column('note', sa.String(length=300), nullable=False),
    sa.Column('priority', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['innovation_id'], ['innovations.id'], name=op.f('fk_support_needs_innovation_id_innovations'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['topic'], ['topics.code'], name=op.f('fk_support_needs_topic_topics')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_support_needs'))
    )
    with op.batch_alter_table('support_needs', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_support_needs_innovation_id'), ['innovation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_support_needs_topic'), ['topic'], unique=False)

    op.create_table('team_members',
    sa.Column('innovation_id', sa.String(length=26), nullable=False),
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('title', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['innovation_id'], ['innovations.id'], name=op.f('fk_team_members_innovation_id_innovations'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_team_members_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('innovation_id', 'person_id', name=op.f('pk_team_members'))
    )
    with op.batch_alter_table('team_members', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_team_members_person_id'), ['person_id'], unique=False)

    op.create_table('claims',
    sa.Column('post_id', sa.String(length=26), nullable=False),
    sa.Column('claimer_id', sa.String(length=26), nullable=False),
    sa.Column('innovation_id', sa.String(length=26), nullable=True),
    sa.Column('quantity', sa.Integer(), nullable=False),
    sa.Column('message', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('changed_at', Moment(), nullable=False),
    sa.Column('snapshot', sa.JSON(), nullable=False),
    sa.Column('answer_reason', sa.String(length=24), nullable=False),
    sa.Column('answer_note', sa.Text(), nullable=False),
    sa.Column('answered_at', Moment(), nullable=True),
    sa.Column('delivered_at', Moment(), nullable=True),
    sa.Column('confirmed_at', Moment(), nullable=True),
    sa.Column('confirmed_how', sa.String(length=12), nullable=False),
    sa.Column('thanks', sa.Text(), nullable=False),
    sa.Column('dispute_note', sa.Text(), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.CheckConstraint('quantity >= 1', name=op.f('ck_claims_whole')),
    sa.ForeignKeyConstraint(['claimer_id'], ['people.id'], name=op.f('fk_claims_claimer_id_people')),
    sa.ForeignKeyConstraint(['innovation_id'], ['innovations.id'], name=op.f('fk_claims_innovation_id_innovations')),
    sa.ForeignKeyConstraint(['post_id'], ['posts.id'], name=op.f('fk_claims_post_id_posts')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_claims'))
    )
    with op.batch_alter_table('claims', schema=None) as batch_op:
        batch_op.create_index('ix_claims_claimer', ['claimer_id', 'state', 'changed_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_claims_confirmed_at'), ['confirmed_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_claims_delivered_at'), ['delivered_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_claims_innovation_id'), ['innovation_id'], unique=False)
        batch_op.create_index('ix_claims_post', ['post_id', 'state', 'changed_at'], unique=False)
        batch_op.create_index('ix_claims_state', ['state', 'changed_at'], unique=False)

    op.create_table('mentoring_requests',
    sa.Column('mentor_id', sa.String(length=26), nullable=False),
    sa.Column('mentee_id', sa.String(length=26), nullable=False),
    sa.Column('innovation_id', sa.String(length=26), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('answered_at', Moment(), nullable=True),
    sa.Column('answer_reason', sa.String(length=24), nullable=False),
    sa.Column('answer_note', sa.Text(), nullable=False),
    sa.Column('mentorship_id', sa.String(length=26), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['innovation_id'], ['innovations.id'], name=op.f('fk_mentoring_requests_innovation_id_innovations')),
    sa.ForeignKeyConstraint(['mentee_id'], ['people.id'], name=op.f('fk_mentoring_requests_mentee_id_people')),
    sa.ForeignKeyConstraint(['mentor_id'], ['people.id'], name=op.f('fk_mentoring_requests_mentor_id_people')),
    sa.ForeignKeyConstraint(['mentorship_id'], ['mentorships.id'], name=op.f('fk_mentoring_requests_mentorship_id_mentorships')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mentoring_requests'))
    )
    with op.batch_alter_table('mentoring_requests', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mentoring_requests_innovation_id'), ['innovation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mentoring_requests_mentee_id'), ['mentee_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mentoring_requests_mentor_id'), ['mentor_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mentoring_requests_state'), ['state'], unique=False)

    op.create_table('mentoring_sessions',
    sa.Column('mentorship_id', sa.String(length=26), nullable=False),
    sa.Column('mentor_id', sa.String(length=26), nullable=False),
    sa.Column('mentee_id', sa.String(length=26), nullable=False),
    sa.Column('starts_at', Moment(), nullable=False),
    sa.Column('ends_at', Moment(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('place', sa.String(length=300), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('booked_by', sa.String(length=26), nullable=True),
    sa.Column('cancelled_by', sa.String(length=26), nullable=True),
    sa.Column('cancelled_at', Moment(), nullable=True),
    sa.Column('cancel_reason', sa.String(length=300), nullable=False),
    sa.Column('cancelled_late', sa.Boolean(), nullable=False),
    sa.Column('held_marked_by', sa.String(length=26), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.CheckConstraint('starts_at < ends_at', name=op.f('ck_mentoring_sessions_forward')),
    sa.ForeignKeyConstraint(['booked_by'], ['people.id'], name=op.f('fk_mentoring_sessions_booked_by_people')),
    sa.ForeignKeyConstraint(['cancelled_by'], ['people.id'], name=op.f('fk_mentoring_sessions_cancelled_by_people')),
    sa.ForeignKeyConstraint(['held_marked_by'], ['people.id'], name=op.f('fk_mentoring_sessions_held_marked_by_people')),
    sa.ForeignKeyConstraint(['mentee_id'], ['people.id'], name=op.f('fk_mentoring_sessions_mentee_id_people')),
    sa.ForeignKeyConstraint(['mentor_id'], ['people.id'], name=op.f('fk_mentoring_sessions_mentor_id_people')),
    sa.ForeignKeyConstraint(['mentorship_id'], ['mentorships.id'], name=op.f('fk_mentoring_sessions_mentorship_id_mentorships')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mentoring_sessions'))
    )
    with op.batch_alter_table('mentoring_sessions', schema=None) as batch_op:
        batch_op.create_index('ix_mentoring_sessions_mentee_busy', ['mentee_id', 'state', 'starts_at'], unique=False)
        batch_op.create_index('ix_mentoring_sessions_mentor_busy', ['mentor_id', 'state', 'starts_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_mentoring_sessions_mentorship_id'), ['mentorship_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mentoring_sessions_starts_at'), ['starts_at'], unique=False)

    op.create_table('post_topics',
    sa.Column('post_id', sa.String(length=26), nullable=False),
    sa.Column('topic', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['post_id'], ['posts.id'], name=op.f('fk_post_topics_post_id_posts'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['topic'], ['topics.code'], name=op.f('fk_post_topics_topic_topics')),
    sa.PrimaryKeyConstraint('post_id', 'topic', name=op.f('pk_post_topics'))
    )
    with op.batch_alter_table('post_topics', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_post_topics_topic'), ['topic'], unique=False)

    op.create_table('session_feedback',
    sa.Column('session_id', sa.String(length=26), nullable=False),
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('useful', sa.Integer(), nullable=False),
    sa.Column('next_step', sa.Text(), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_session_feedback_person_id_people')),
    sa.ForeignKeyConstraint(['session_id'], ['mentoring_sessions.id'], name=op.f('fk_session_feedback_session_id_mentoring_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('session_id', 'person_id', name=op.f('pk_session_feedback'))
    )
    # ### end Alembic commands ###
    for statement in GUARDS:
        op.execute(statement)
    op.bulk_insert(topics, TOPICS)


def downgrade() -> None:
    """Back to the version before."""
    op.execute("DROP TABLE search_index")
    # ### commands auto generated by Alembic - please adjust! ###
    op.drop_table('session_feedback')
    with op.batch_alter_table('post_topics', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_post_topics_topic'))

    op.drop_table('post_topics')
    with op.batch_alter_table('mentoring_sessions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mentoring_sessions_starts_at'))
        batch_op.drop_index(batch_op.f('ix_mentoring_sessions_mentorship_id'))
        batch_op.drop_index('ix_mentoring_sessions_mentor_busy')
        batch_op.drop_index('ix_mentoring_sessions_mentee_busy')

    op.drop_table('mentoring_sessions')
    with op.batch_alter_table('mentoring_requests', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mentoring_requests_state'))
        batch_op.drop_index(batch_op.f('ix_mentoring_requests_mentor_id'))
        batch_op.drop_index(batch_op.f('ix_mentoring_requests_mentee_id'))
        batch_op.drop_index(batch_op.f('ix_mentoring_requests_innovation_id'))

    op.drop_table('mentoring_requests')
    with op.batch_alter_table('claims', schema=None) as batch_op:
        batch_op.drop_index('ix_claims_state')
        batch_op.drop_index('ix_claims_post')
        batch_op.drop_index(batch_op.f('ix_claims_innovation_id'))
        batch_op.drop_index(batch_op.f('ix_claims_delivered_at'))
        batch_op.drop_index(batch_op.f('ix_claims_confirmed_at'))
        batch_op.drop_index('ix_claims_claimer')

    op.drop_table('claims')
    with op.batch_alter_table('team_members', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_team_members_person_id'))

    op.drop_table('team_members')
    with op.batch_alter_table('support_needs', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_support_needs_topic'))
        batch_op.drop_index(batch_op.f('ix_support_needs_innovation_id'))

    op.drop_table('support_needs')
    with op.batch_alter_table('posts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_posts_until'))
        batch_op.drop_index(batch_op.f('ix_posts_owner_id'))
        batch_op.drop_index(batch_op.f('ix_posts_organisation_id'))
        batch_op.drop_index(batch_op.f('ix_posts_innovation_id'))
        batch_op.drop_index(batch_op.f('ix_posts_category'))
        batch_op.drop_index('ix_posts_board')

    op.drop_table('posts')
    with op.batch_alter_table('mentorships', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mentorships_state'))
        batch_op.drop_index(batch_op.f('ix_mentorships_mentor_id'))
        batch_op.drop_index(batch_op.f('ix_mentorships_mentee_id'))
        batch_op.drop_index(batch_op.f('ix_mentorships_innovation_id'))

    op.drop_table('mentorships')
    with op.batch_alter_table('mentor_topics', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mentor_topics_topic'))

    op.drop_table('mentor_topics')
    op.drop_table('innovation_texts')
    with op.batch_alter_table('innovation_sectors', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_innovation_sectors_sector'))

    op.drop_table('innovation_sectors')
    op.drop_table('innovation_goals')
    with op.batch_alter_table('event_parties', schema=None) as batch_op:
        batch_op.drop_index('ix_event_parties_person')

    op.drop_table('event_parties')
    with op.batch_alter_table('deliveries', schema=None) as batch_op:
        batch_op.drop_index('uq_deliveries_once')
        batch_op.drop_index('ix_deliveries_person')
        batch_op.drop_index('ix_deliveries_inbox')
        batch_op.drop_index('ix_deliveries_due')

    op.drop_table('deliveries')
    op.drop_table('date_overrides')
    with op.batch_alter_table('availability_windows', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_availability_windows_person_id'))

    op.drop_table('availability_windows')
    with op.batch_alter_table('sign_ins', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sign_ins_person_id'))

    op.drop_table('sign_ins')
    op.drop_table('pulses')
    with op.batch_alter_table('person_languages', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_person_languages_code'))

    op.drop_table('person_languages')
    with op.batch_alter_table('participants', schema=None) as batch_op:
        batch_op.drop_index('ix_participants_mine')

    op.drop_table('participants')
    with op.batch_alter_table('one_time_links', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_one_time_links_person_id'))

    op.drop_table('one_time_links')
    with op.batch_alter_table('messages', schema=None) as batch_op:
        batch_op.drop_index('ix_messages_thread')

    op.drop_table('messages')
    with op.batch_alter_table('mentor_profiles', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mentor_profiles_state'))
        batch_op.drop_index(batch_op.f('ix_mentor_profiles_published_at'))

    op.drop_table('mentor_profiles')
    op.drop_table('mail_preferences')
    with op.batch_alter_table('join_requests', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_join_requests_state'))
        batch_op.drop_index(batch_op.f('ix_join_requests_email'))

    op.drop_table('join_requests')
    with op.batch_alter_table('invitations', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_invitations_email'))

    op.drop_table('invitations')
    with op.batch_alter_table('innovations', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_innovations_state'))
        batch_op.drop_index('ix_innovations_sort_name')
        batch_op.drop_index(batch_op.f('ix_innovations_public'))
        batch_op.drop_index(batch_op.f('ix_innovations_organisation_id'))
        batch_op.drop_index('ix_innovations_catalogue')

    op.drop_table('innovations')
    with op.batch_alter_table('events', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_events_verb'))
        batch_op.drop_index('ix_events_strand')
        batch_op.drop_index('ix_events_object')
        batch_op.drop_index('ix_events_newest')
        batch_op.drop_index('ix_events_actor')

    op.drop_table('events')
    with op.batch_alter_table('people', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_people_state'))
        batch_op.drop_index(batch_op.f('ix_people_sort_name'))
        batch_op.drop_index(batch_op.f('ix_people_photo'))
        batch_op.drop_index(batch_op.f('ix_people_organisation_id'))

    op.drop_table('people')
    op.drop_table('topics')
    op.drop_table('search_documents')
    with op.batch_alter_table('organisations', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_organisations_sort_name'))

    op.drop_table('organisations')
    with op.batch_alter_table('done_forms', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_done_forms_created_at'))

    op.drop_table('done_forms')
    op.drop_table('conversations')
    op.drop_table('clusters')
    op.drop_table('beats')
    with op.batch_alter_table('attempts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_attempts_window'))

    op.drop_table('attempts')
    # ### end Alembic commands ###
