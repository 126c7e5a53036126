"""The board, complete: drafts, files, counter-proposals, a line, sessions, saved searches, moderation, stakeholders

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.core.models import Moment


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what the board has grown to."""
    op.create_table('board_feeds',
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('secret_hash', sa.String(length=64), nullable=True),
    sa.Column('made_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_board_feeds_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_board_feeds')),
    sa.UniqueConstraint('secret_hash', name=op.f('uq_board_feeds_secret_hash'))
    )
    op.create_table('board_sessions',
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('guests', sa.Boolean(), nullable=False),
    sa.Column('opened_by', sa.String(length=26), nullable=False),
    sa.Column('ends_at', Moment(), nullable=False),
    sa.Column('changes', sa.Integer(), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['opened_by'], ['people.id'], name=op.f('fk_board_sessions_opened_by_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_board_sessions')),
    sa.UniqueConstraint('code', name=op.f('uq_board_sessions_code'))
    )
    with op.batch_alter_table('board_sessions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_board_sessions_state'), ['state'], unique=False)

    op.create_table('contacts',
    sa.Column('organisation_id', sa.String(length=26), nullable=False),
    sa.Column('by_id', sa.String(length=26), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('who', sa.String(length=160), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('next_step', sa.String(length=300), nullable=False),
    sa.Column('next_on', sa.Date(), nullable=True),
    sa.Column('done_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['people.id'], name=op.f('fk_contacts_by_id_people')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_contacts_organisation_id_organisations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contacts'))
    )
    with op.batch_alter_table('contacts', schema=None) as batch_op:
        batch_op.create_index('ix_contacts_next', ['done_at', 'next_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_contacts_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('post_drafts',
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('about_id', sa.String(length=26), nullable=False),
    sa.Column('said', sa.JSON(), nullable=False),
    sa.Column('changed_at', Moment(), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_post_drafts_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_post_drafts'))
    )
    with op.batch_alter_table('post_drafts', schema=None) as batch_op:
        batch_op.create_index('uq_post_drafts_one', ['person_id', 'kind', 'about_id'], unique=True)

    op.create_table('saved_searches',
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('asked', sa.JSON(), nullable=False),
    sa.Column('rhythm', sa.String(length=8), nullable=False),
    sa.Column('seen_at', Moment(), nullable=False),
    sa.Column('due_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_saved_searches_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_searches'))
    )
    with op.batch_alter_table('saved_searches', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_saved_searches_due_at'), ['due_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_saved_searches_person_id'), ['person_id'], unique=False)

    op.create_table('post_files',
    sa.Column('post_id', sa.String(length=26), nullable=False),
    sa.Column('file_id', sa.String(length=26), nullable=False),
    sa.Column('shown', sa.Boolean(), nullable=False),
    sa.Column('alt', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['file_id'], ['stored_files.id'], name=op.f('fk_post_files_file_id_stored_files')),
    sa.ForeignKeyConstraint(['post_id'], ['posts.id'], name=op.f('fk_post_files_post_id_posts'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('post_id', 'file_id', name=op.f('pk_post_files'))
    )
    with op.batch_alter_table('post_files', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_post_files_file_id'), ['file_id'], unique=False)

    op.create_table('post_introductions',
    sa.Column('offer_id', sa.String(length=26), nullable=False),
    sa.Column('need_id', sa.String(length=26), nullable=False),
    sa.Column('introduced_by', sa.String(length=26), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['introduced_by'], ['people.id'], name=op.f('fk_post_introductions_introduced_by_people')),
    sa.ForeignKeyConstraint(['need_id'], ['posts.id'], name=op.f('fk_post_introductions_need_id_posts')),
    sa.ForeignKeyConstraint(['offer_id'], ['posts.id'], name=op.f('fk_post_introductions_offer_id_posts')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_post_introductions'))
    )
    with op.batch_alter_table('post_introductions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_post_introductions_need_id'), ['need_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_post_introductions_offer_id'), ['offer_id'], unique=False)

    op.create_table('post_languages',
    sa.Column('post_id', sa.String(length=26), nullable=False),
    sa.Column('code', sa.String(length=8), nullable=False),
    sa.ForeignKeyConstraint(['post_id'], ['posts.id'], name=op.f('fk_post_languages_post_id_posts'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('post_id', 'code', name=op.f('pk_post_languages'))
    )
    with op.batch_alter_table('post_languages', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_post_languages_code'), ['code'], unique=False)

    op.create_table('post_reports',
    sa.Column('post_id', sa.String(length=26), nullable=False),
    sa.Column('reporter_id', sa.String(length=26), nullable=False),
    sa.Column('reason', sa.String(length=24), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('settled_by', sa.String(length=26), nullable=True),
    sa.Column('settled_at', Moment(), nullable=True),
    sa.Column('outcome', sa.String(length=12), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['post_id'], ['posts.id'], name=op.f('fk_post_reports_post_id_posts'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['reporter_id'], ['people.id'], name=op.f('fk_post_reports_reporter_id_people'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['settled_by'], ['people.id'], name=op.f('fk_post_reports_settled_by_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_post_reports'))
    )
    with op.batch_alter_table('post_reports', schema=None) as batch_op:
        batch_op.create_index('ix_post_reports_open', ['state', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_post_reports_post_id'), ['post_id'], unique=False)

    op.create_table('prepared_offers',
    sa.Column('invitation_id', sa.String(length=26), nullable=False),
    sa.Column('organisation_id', sa.String(length=26), nullable=True),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('post_id', sa.String(length=26), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['invitation_id'], ['invitations.id'], name=op.f('fk_prepared_offers_invitation_id_invitations'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_prepared_offers_organisation_id_organisations')),
    sa.ForeignKeyConstraint(['post_id'], ['posts.id'], name=op.f('fk_prepared_offers_post_id_posts'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_prepared_offers')),
    sa.UniqueConstraint('invitation_id', name=op.f('uq_prepared_offers_invitation_id'))
    )
    op.create_table('search_hits',
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('post_id', sa.String(length=26), nullable=False),
    sa.Column('search_id', sa.String(length=26), nullable=True),
    sa.Column('told_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_search_hits_person_id_people'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['post_id'], ['posts.id'], name=op.f('fk_search_hits_post_id_posts'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['search_id'], ['saved_searches.id'], name=op.f('fk_search_hits_search_id_saved_searches'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('person_id', 'post_id', name=op.f('pk_search_hits'))
    )
    with op.batch_alter_table('search_hits', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_search_hits_post_id'), ['post_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_search_hits_search_id'), ['search_id'], unique=False)

    op.create_table('claim_proposals',
    sa.Column('claim_id', sa.String(length=26), nullable=False),
    sa.Column('by_id', sa.String(length=26), nullable=False),
    sa.Column('quantity', sa.Integer(), nullable=False),
    sa.Column('wanted_on', sa.Date(), nullable=True),
    sa.Column('terms', sa.String(length=600), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.CheckConstraint('quantity >= 1', name=op.f('ck_claim_proposals_whole')),
    sa.ForeignKeyConstraint(['by_id'], ['people.id'], name=op.f('fk_claim_proposals_by_id_people')),
    sa.ForeignKeyConstraint(['claim_id'], ['claims.id'], name=op.f('fk_claim_proposals_claim_id_claims'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_claim_proposals'))
    )
    with op.batch_alter_table('claim_proposals', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_claim_proposals_claim_id'), ['claim_id'], unique=False)

    op.create_table('delivery_corrections',
    sa.Column('claim_id', sa.String(length=26), nullable=False),
    sa.Column('by_id', sa.String(length=26), nullable=False),
    sa.Column('change', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.CheckConstraint('change <> 0', name=op.f('ck_delivery_corrections_something')),
    sa.ForeignKeyConstraint(['by_id'], ['people.id'], name=op.f('fk_delivery_corrections_by_id_people')),
    sa.ForeignKeyConstraint(['claim_id'], ['claims.id'], name=op.f('fk_delivery_corrections_claim_id_claims')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_delivery_corrections'))
    )
    with op.batch_alter_table('delivery_corrections', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_delivery_corrections_claim_id'), ['claim_id'], unique=False)

    with op.batch_alter_table('claims', schema=None) as batch_op:
        batch_op.add_column(sa.Column('thanks_public', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('wanted_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('terms', sa.String(length=600), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('delivered_quantity', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('value_cents', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('proposed_by', sa.String(length=8), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('asked_again_at', Moment(), nullable=True))
        batch_op.add_column(sa.Column('introduction_id', sa.String(length=26), nullable=True))
        batch_op.create_check_constraint('delivered', 'delivered_quantity IS NULL OR delivered_quantity BETWEEN 1 AND quantity')
        batch_op.create_index(batch_op.f('ix_claims_introduction_id'), ['introduction_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_claims_introduction_id_post_introductions'), 'post_introductions', ['introduction_id'], ['id'])

    with op.batch_alter_table('clusters', schema=None) as batch_op:
        batch_op.add_column(sa.Column('approve_posts', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('embed_origins', sa.JSON(), nullable=False, server_default='[]'))

    with op.batch_alter_table('posts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('region', sa.String(length=120), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('starts_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('standing', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('checked_at', Moment(), nullable=True))
        batch_op.add_column(sa.Column('nudged', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('eligibility', sa.String(length=600), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('value_cents', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('value_note', sa.String(length=300), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('contact_id', sa.String(length=26), nullable=True))
        batch_op.add_column(sa.Column('posted_by', sa.String(length=26), nullable=True))
        batch_op.add_column(sa.Column('guest_name', sa.String(length=120), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('guest_contact', sa.String(length=254), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('board_session_id', sa.String(length=26), nullable=True))
        batch_op.add_column(sa.Column('import_key', sa.String(length=120), nullable=True))
        batch_op.add_column(sa.Column('moderation_note', sa.String(length=600), nullable=False, server_default=''))
        batch_op.create_check_constraint('value', 'value_cents IS NULL OR value_cents >= 0')
        batch_op.drop_index(batch_op.f('ix_posts_until'))
        batch_op.drop_index(batch_op.f('ix_posts_category'))
        batch_op.create_index('ix_posts_category', ['state', 'category', 'published_at', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_posts_board_session_id'), ['board_session_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_posts_contact_id'), ['contact_id'], unique=False)
        batch_op.create_index('ix_posts_country', ['state', 'country', 'published_at', 'id'], unique=False)
        batch_op.create_index('ix_posts_category_country', ['state', 'category', 'country', 'published_at', 'id', 'until', 'quantity', 'taken', 'owner_id', 'audience'], unique=False)
        batch_op.create_index('ix_posts_kind', ['state', 'kind', 'published_at', 'id'], unique=False)
        batch_op.create_index('ix_posts_newest', ['published_at', 'id'], unique=False)
        batch_op.create_unique_constraint(batch_op.f('uq_posts_import_key'), ['import_key'])
        batch_op.create_foreign_key(batch_op.f('fk_posts_posted_by_people'), 'people', ['posted_by'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_posts_contact_id_people'), 'people', ['contact_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_posts_board_session_id_board_sessions'), 'board_sessions', ['board_session_id'], ['id'])
    # Of an expression: batch mode cannot make it, and forgets it when it builds the table anew.
    op.create_index('ix_posts_ending', 'posts', ['state', sa.text("coalesce(until, '9999-12-31')"), 'id'], unique=False)


def downgrade() -> None:
    """Back to the version before. What waits for an animator is a draft again; what one hid or removed is no longer seen."""
    op.execute("UPDATE posts SET state = 'draft' WHERE state = 'submitted'")
    op.execute("UPDATE posts SET state = 'paused' WHERE state = 'hidden'")
    op.execute("UPDATE posts SET state = 'withdrawn' WHERE state = 'removed'")
    op.execute("UPDATE posts SET audience = 'members' WHERE audience = 'network'")
    op.execute("UPDATE claims SET state = 'requested' WHERE state = 'waiting'")
    op.drop_index('ix_posts_ending', 'posts')
    with op.batch_alter_table('posts', schema=None) as batch_op:
        batch_op.drop_constraint('value', type_='check')
        batch_op.drop_constraint(batch_op.f('fk_posts_board_session_id_board_sessions'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_posts_contact_id_people'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_posts_posted_by_people'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('uq_posts_import_key'), type_='unique')
        batch_op.drop_index('ix_posts_newest')
        batch_op.drop_index('ix_posts_kind')
        batch_op.drop_index('ix_posts_category_country')
        batch_op.drop_index('ix_posts_country')
        batch_op.drop_index(batch_op.f('ix_posts_contact_id'))
        batch_op.drop_index(batch_op.f('ix_posts_board_session_id'))
        batch_op.drop_index('ix_posts_category')
        batch_op.create_index(batch_op.f('ix_posts_category'), ['category'], unique=False)
        batch_op.create_index(batch_op.f('ix_posts_until'), ['until'], unique=False)
        batch_op.drop_column('moderation_note')
        batch_op.drop_column('import_key')
        batch_op.drop_column('board_session_id')
        batch_op.drop_column('guest_contact')
        batch_op.drop_column('guest_name')
        batch_op.drop_column('posted_by')
        batch_op.drop_column('contact_id')
        batch_op.drop_column('value_note')
        batch_op.drop_column('value_cents')
        batch_op.drop_column('eligibility')
        batch_op.drop_column('nudged')
        batch_op.drop_column('checked_at')
        batch_op.drop_column('standing')
        batch_op.drop_column('starts_on')
        batch_op.drop_column('region')

    with op.batch_alter_table('clusters', schema=None) as batch_op:
        batch_op.drop_column('embed_origins')
        batch_op.drop_column('approve_posts')

    with op.batch_alter_table('claims', schema=None) as batch_op:
        batch_op.drop_constraint('delivered', type_='check')
        batch_op.drop_constraint(batch_op.f('fk_claims_introduction_id_post_introductions'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_claims_introduction_id'))
        batch_op.drop_column('introduction_id')
        batch_op.drop_column('asked_again_at')
        batch_op.drop_column('proposed_by')
        batch_op.drop_column('value_cents')
        batch_op.drop_column('delivered_quantity')
        batch_op.drop_column('terms')
        batch_op.drop_column('wanted_on')
        batch_op.drop_column('thanks_public')

    with op.batch_alter_table('delivery_corrections', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_delivery_corrections_claim_id'))

    op.drop_table('delivery_corrections')
    with op.batch_alter_table('claim_proposals', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_claim_proposals_claim_id'))

    op.drop_table('claim_proposals')
    with op.batch_alter_table('search_hits', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_search_hits_search_id'))
        batch_op.drop_index(batch_op.f('ix_search_hits_post_id'))

    op.drop_table('search_hits')
    op.drop_table('prepared_offers')
    with op.batch_alter_table('post_reports', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_post_reports_post_id'))
        batch_op.drop_index('ix_post_reports_open')

    op.drop_table('post_reports')
    with op.batch_alter_table('post_languages', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_post_languages_code'))

    op.drop_table('post_languages')
    with op.batch_alter_table('post_introductions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_post_introductions_offer_id'))
        batch_op.drop_index(batch_op.f('ix_post_introductions_need_id'))

    op.drop_table('post_introductions')
    with op.batch_alter_table('post_files', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_post_files_file_id'))

    op.drop_table('post_files')
    with op.batch_alter_table('saved_searches', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_saved_searches_person_id'))
        batch_op.drop_index(batch_op.f('ix_saved_searches_due_at'))

    op.drop_table('saved_searches')
    with op.batch_alter_table('post_drafts', schema=None) as batch_op:
        batch_op.drop_index('uq_post_drafts_one')

    op.drop_table('post_drafts')
    with op.batch_alter_table('contacts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_contacts_organisation_id'))
        batch_op.drop_index('ix_contacts_next')

    op.drop_table('contacts')
    with op.batch_alter_table('board_sessions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_board_sessions_state'))

    op.drop_table('board_sessions')
    op.drop_table('board_feeds')
