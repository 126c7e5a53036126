"""Innovations, complete: found, assessed, chosen, scaled, measured

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.core.clock import now
from app.core.models import Moment, new_id
from app.innovations.keys import city_key, website_key


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add selection, scaling and measuring; tell the innovations that are there what twins are found by."""
    op.create_table('scaling_strategies',
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('description', sa.Text(), nullable=False),
    sa.Column('lead_id', sa.String(length=26), nullable=True),
    sa.Column('partnering', sa.Boolean(), nullable=False),
    sa.Column('adapts', sa.Boolean(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['lead_id'], ['organisations.id'], name=op.f('fk_scaling_strategies_lead_id_organisations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scaling_strategies')),
    sa.UniqueConstraint('code', name=op.f('uq_scaling_strategies_code'))
    )
    with op.batch_alter_table('scaling_strategies', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_scaling_strategies_lead_id'), ['lead_id'], unique=False)

    op.create_table('innovation_imports',
    sa.Column('person_id', sa.String(length=26), nullable=True),
    sa.Column('name', sa.String(length=160), nullable=False),
    sa.Column('stored', sa.String(length=60), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('encoding', sa.String(length=20), nullable=False),
    sa.Column('heading_key', sa.String(length=64), nullable=False),
    sa.Column('columns', sa.JSON(), nullable=False),
    sa.Column('public', sa.Boolean(), nullable=False),
    sa.Column('skip_bad', sa.Boolean(), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('rows_all', sa.Integer(), nullable=False),
    sa.Column('rows_done', sa.Integer(), nullable=False),
    sa.Column('taken', sa.Integer(), nullable=False),
    sa.Column('updated', sa.Integer(), nullable=False),
    sa.Column('unchanged', sa.Integer(), nullable=False),
    sa.Column('refused', sa.Integer(), nullable=False),
    sa.Column('error', sa.String(length=300), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('leased_until', Moment(), nullable=True),
    sa.Column('ended_at', Moment(), nullable=True),
    sa.Column('undone_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_innovation_imports_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_innovation_imports'))
    )
    with op.batch_alter_table('innovation_imports', schema=None) as batch_op:
        batch_op.create_index('ix_innovation_imports_due', ['state', 'created_at'], unique=False)
        batch_op.create_index('ix_innovation_imports_headings', ['heading_key', 'created_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_innovation_imports_person_id'), ['person_id'], unique=False)

    op.create_table('reporting_rounds',
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('opened_by', sa.String(length=26), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.CheckConstraint('starts_on <= ends_on AND ends_on <= due_on', name=op.f('ck_reporting_rounds_dates')),
    sa.ForeignKeyConstraint(['opened_by'], ['people.id'], name=op.f('fk_reporting_rounds_opened_by_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reporting_rounds')),
    sa.UniqueConstraint('starts_on', 'ends_on', name=op.f('uq_reporting_rounds_starts_on_ends_on'))
    )
    with op.batch_alter_table('reporting_rounds', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reporting_rounds_state'), ['state'], unique=False)

    op.create_table('selection_rounds',
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('call', sa.Text(), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('opens_on', sa.Date(), nullable=False),
    sa.Column('closes_on', sa.Date(), nullable=False),
    sa.Column('assess_by', sa.Date(), nullable=False),
    sa.Column('decide_by', sa.Date(), nullable=False),
    sa.Column('threshold', sa.Float(), nullable=False),
    sa.Column('minimum', sa.Integer(), nullable=False),
    sa.Column('assessors_each', sa.Integer(), nullable=False),
    sa.Column('places', sa.Integer(), nullable=True),
    sa.Column('call_public', sa.Boolean(), nullable=False),
    sa.Column('created_by', sa.String(length=26), nullable=True),
    sa.Column('decided_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['created_by'], ['people.id'], name=op.f('fk_selection_rounds_created_by_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_selection_rounds'))
    )
    with op.batch_alter_table('selection_rounds', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_selection_rounds_state'), ['state'], unique=False)

    op.create_table('assessment_conflicts',
    sa.Column('innovation_id', sa.String(length=26), nullable=False),
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('declared_by', sa.String(length=26), nullable=True),
    sa.Column('declared_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['declared_by'], ['people.id'], name=op.f('fk_assessment_conflicts_declared_by_people')),
    sa.ForeignKeyConstraint(['innovation_id'], ['innovations.id'], name=op.f('fk_assessment_conflicts_innovation_id_innovations'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_assessment_conflicts_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('innovation_id', 'person_id', name=op.f('pk_assessment_conflicts'))
    )
    with op.batch_alter_table('assessment_conflicts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_assessment_conflicts_person_id'), ['person_id'], unique=False)

    op.create_table('candidates',
    sa.Column('round_id', sa.String(length=26), nullable=False),
    sa.Column('innovation_id', sa.String(length=26), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('entered_by', sa.String(length=26), nullable=True),
    sa.Column('screened_by', sa.String(length=26), nullable=True),
    sa.Column('screened_at', Moment(), nullable=True),
    sa.Column('notes', sa.Text(), nullable=False),
    sa.Column('outcome', sa.String(length=12), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['entered_by'], ['people.id'], name=op.f('fk_candidates_entered_by_people')),
    sa.ForeignKeyConstraint(['innovation_id'], ['innovations.id'], name=op.f('fk_candidates_innovation_id_innovations')),
    sa.ForeignKeyConstraint(['round_id'], ['selection_rounds.id'], name=op.f('fk_candidates_round_id_selection_rounds'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['screened_by'], ['people.id'], name=op.f('fk_candidates_screened_by_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_candidates')),
    sa.UniqueConstraint('round_id', 'innovation_id', name=op.f('uq_candidates_round_id_innovation_id'))
    )
    with op.batch_alter_table('candidates', schema=None) as batch_op:
        batch_op.create_index('ix_candidates_desk', ['round_id', 'state', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_candidates_innovation_id'), ['innovation_id'], unique=False)

    op.create_table('chain_links',
    sa.Column('innovation_id', sa.String(length=26), nullable=False),
    sa.Column('step', sa.String(length=8), nullable=False),
    sa.Column('text', sa.String(length=300), nullable=False),
    sa.Column('assumption', sa.String(length=300), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['innovation_id'], ['innovations.id'], name=op.f('fk_chain_links_innovation_id_innovations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_chain_links'))
    )
    with op.batch_alter_table('chain_links', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_chain_links_innovation_id'), ['innovation_id'], unique=False)

    op.create_table('cooperation_notes',
    sa.Column('first_id', sa.String(length=26), nullable=False),
    sa.Column('second_id', sa.String(length=26), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('by_id', sa.String(length=26), nullable=True),
    sa.Column('at', Moment(), nullable=False),
    sa.Column('conversation_id', sa.String(length=26), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['people.id'], name=op.f('fk_cooperation_notes_by_id_people')),
    sa.ForeignKeyConstraint(['conversation_id'], ['conversations.id'], name=op.f('fk_cooperation_notes_conversation_id_conversations'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['first_id'], ['innovations.id'], name=op.f('fk_cooperation_notes_first_id_innovations'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['second_id'], ['innovations.id'], name=op.f('fk_cooperation_notes_second_id_innovations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('first_id', 'second_id', 'kind', name=op.f('pk_cooperation_notes'))
    )
    with op.batch_alter_table('cooperation_notes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_cooperation_notes_second_id'), ['second_id'], unique=False)

    op.create_table('indicators',
    sa.Column('innovation_id', sa.String(length=26), nullable=False),
    sa.Column('code', sa.String(length=24), nullable=True),
    sa.Column('title', sa.String(length=160), nullable=False),
    sa.Column('description', sa.Text(), nullable=False),
    sa.Column('level', sa.String(length=8), nullable=False),
    sa.Column('measure', sa.String(length=12), nullable=False),
    sa.Column('unit', sa.String(length=40), nullable=False),
    sa.Column('choices', sa.JSON(), nullable=False),
    sa.Column('ascending', sa.Boolean(), nullable=False),
    sa.Column('dimensions', sa.JSON(), nullable=False),
    sa.Column('goal', sa.Integer(), nullable=True),
    sa.Column('iris_code', sa.String(length=12), nullable=False),
    sa.Column('baseline_year', sa.Integer(), nullable=True),
    sa.Column('baseline_value', sa.Float(), nullable=True),
    sa.Column('baseline_words', sa.Text(), nullable=False),
    sa.Column('baseline_comment', sa.Text(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('retired_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['innovation_id'], ['innovations.id'], name=op.f('fk_indicators_innovation_id_innovations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_indicators')),
    sa.UniqueConstraint('innovation_id', 'code', name=op.f('uq_indicators_innovation_id_code'))
    )
    with op.batch_alter_table('indicators', schema=None) as batch_op:
        batch_op.create_index('ix_indicators_code', ['code', 'innovation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_indicators_innovation_id'), ['innovation_id'], unique=False)

    op.create_table('innovation_consents',
    sa.Column('innovation_id', sa.String(length=26), nullable=False),
    sa.Column('part', sa.String(length=16), nullable=False),
    sa.Column('given_by', sa.String(length=26), nullable=True),
    sa.Column('given_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['given_by'], ['people.id'], name=op.f('fk_innovation_consents_given_by_people')),
    sa.ForeignKeyConstraint(['innovation_id'], ['innovations.id'], name=op.f('fk_innovation_consents_innovation_id_innovations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('innovation_id', 'part', name=op.f('pk_innovation_consents'))
    )
    op.create_table('innovation_images',
    sa.Column('innovation_id', sa.String(length=26), nullable=False),
    sa.Column('file_id', sa.String(length=26), nullable=False),
    sa.Column('alt', sa.String(length=300), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['file_id'], ['stored_files.id'], name=op.f('fk_innovation_images_file_id_stored_files')),
    sa.ForeignKeyConstraint(['innovation_id'], ['innovations.id'], name=op.f('fk_innovation_images_innovation_id_innovations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_innovation_images')),
    sa.UniqueConstraint('file_id', name=op.f('uq_innovation_images_file_id'))
    )
    with op.batch_alter_table('innovation_images', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_innovation_images_innovation_id'), ['innovation_id'], unique=False)

    op.create_table('innovation_import_rows',
    sa.Column('import_id', sa.String(length=26), nullable=False),
    sa.Column('line', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('outcome', sa.String(length=10), nullable=False),
    sa.Column('notes', sa.JSON(), nullable=False),
    sa.Column('innovation_id', sa.String(length=26), nullable=True),
    sa.Column('before', sa.JSON(), nullable=True),
    sa.ForeignKeyConstraint(['import_id'], ['innovation_imports.id'], name=op.f('fk_innovation_import_rows_import_id_innovation_imports'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['innovation_id'], ['innovations.id'], name=op.f('fk_innovation_import_rows_innovation_id_innovations'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('import_id', 'line', name=op.f('pk_innovation_import_rows'))
    )
    with op.batch_alter_table('innovation_import_rows', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_innovation_import_rows_innovation_id'), ['innovation_id'], unique=False)

    op.create_table('innovation_links',
    sa.Column('innovation_id', sa.String(length=26), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('url', sa.String(length=300), nullable=False),
    sa.Column('label', sa.String(length=120), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['innovation_id'], ['innovations.id'], name=op.f('fk_innovation_links_innovation_id_innovations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_innovation_links'))
    )
    with op.batch_alter_table('innovation_links', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_innovation_links_innovation_id'), ['innovation_id'], unique=False)

    op.create_table('innovation_proposals',
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('told', sa.JSON(), nullable=False),
    sa.Column('contact_name', sa.String(length=120), nullable=False),
    sa.Column('contact_email', sa.String(length=254), nullable=False),
    sa.Column('locale', sa.String(length=8), nullable=False),
    sa.Column('round_id', sa.String(length=26), nullable=True),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('answered_by', sa.String(length=26), nullable=True),
    sa.Column('answered_at', Moment(), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('innovation_id', sa.String(length=26), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['answered_by'], ['people.id'], name=op.f('fk_innovation_proposals_answered_by_people')),
    sa.ForeignKeyConstraint(['innovation_id'], ['innovations.id'], name=op.f('fk_innovation_proposals_innovation_id_innovations'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['round_id'], ['selection_rounds.id'], name=op.f('fk_innovation_proposals_round_id_selection_rounds'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_innovation_proposals'))
    )
    with op.batch_alter_table('innovation_proposals', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_innovation_proposals_round_id'), ['round_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_innovation_proposals_state'), ['state'], unique=False)

    op.create_table('innovations_kept_apart',
    sa.Column('first_id', sa.String(length=26), nullable=False),
    sa.Column('second_id', sa.String(length=26), nullable=False),
    sa.Column('by_id', sa.String(length=26), nullable=True),
    sa.Column('at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['people.id'], name=op.f('fk_innovations_kept_apart_by_id_people')),
    sa.ForeignKeyConstraint(['first_id'], ['innovations.id'], name=op.f('fk_innovations_kept_apart_first_id_innovations'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['second_id'], ['innovations.id'], name=op.f('fk_innovations_kept_apart_second_id_innovations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('first_id', 'second_id', name=op.f('pk_innovations_kept_apart'))
    )
    with op.batch_alter_table('innovations_kept_apart', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_innovations_kept_apart_second_id'), ['second_id'], unique=False)

    op.create_table('progress_reports',
    sa.Column('round_id', sa.String(length=26), nullable=False),
    sa.Column('innovation_id', sa.String(length=26), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('final', sa.Boolean(), nullable=False),
    sa.Column('story', sa.Text(), nullable=False),
    sa.Column('submitted_by', sa.String(length=26), nullable=True),
    sa.Column('submitted_at', Moment(), nullable=True),
    sa.Column('answered_by', sa.String(length=26), nullable=True),
    sa.Column('answered_at', Moment(), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('reminded', sa.Integer(), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['answered_by'], ['people.id'], name=op.f('fk_progress_reports_answered_by_people')),
    sa.ForeignKeyConstraint(['innovation_id'], ['innovations.id'], name=op.f('fk_progress_reports_innovation_id_innovations')),
    sa.ForeignKeyConstraint(['round_id'], ['reporting_rounds.id'], name=op.f('fk_progress_reports_round_id_reporting_rounds')),
    sa.ForeignKeyConstraint(['submitted_by'], ['people.id'], name=op.f('fk_progress_reports_submitted_by_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_progress_reports')),
    sa.UniqueConstraint('round_id', 'innovation_id', name=op.f('uq_progress_reports_round_id_innovation_id'))
    )
    with op.batch_alter_table('progress_reports', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_progress_reports_innovation_id'), ['innovation_id'], unique=False)
        batch_op.create_index('ix_progress_reports_state', ['state', 'round_id', 'id'], unique=False)

    op.create_table('round_assessors',
    sa.Column('round_id', sa.String(length=26), nullable=False),
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('most', sa.Integer(), nullable=True),
    sa.Column('added_by', sa.String(length=26), nullable=True),
    sa.Column('left_at', Moment(), nullable=True),
    sa.ForeignKeyConstraint(['added_by'], ['people.id'], name=op.f('fk_round_assessors_added_by_people')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_round_assessors_person_id_people'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['round_id'], ['selection_rounds.id'], name=op.f('fk_round_assessors_round_id_selection_rounds'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('round_id', 'person_id', name=op.f('pk_round_assessors'))
    )
    with op.batch_alter_table('round_assessors', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_round_assessors_person_id'), ['person_id'], unique=False)

    op.create_table('round_criteria',
    sa.Column('round_id', sa.String(length=26), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('name', sa.String(length=160), nullable=False),
    sa.Column('help', sa.String(length=600), nullable=False),
    sa.Column('weight', sa.Float(), nullable=False),
    sa.Column('reversed', sa.Boolean(), nullable=False),
    sa.Column('guidance', sa.JSON(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.CheckConstraint('weight > 0 AND weight <= 100', name=op.f('ck_round_criteria_weight')),
    sa.ForeignKeyConstraint(['round_id'], ['selection_rounds.id'], name=op.f('fk_round_criteria_round_id_selection_rounds'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round_criteria'))
    )
    with op.batch_alter_table('round_criteria', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_round_criteria_round_id'), ['round_id'], unique=False)

    op.create_table('round_gates',
    sa.Column('round_id', sa.String(length=26), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('question', sa.String(length=300), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['selection_rounds.id'], name=op.f('fk_round_gates_round_id_selection_rounds'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round_gates'))
    )
    with op.batch_alter_table('round_gates', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_round_gates_round_id'), ['round_id'], unique=False)

    op.create_table('round_panel',
    sa.Column('round_id', sa.String(length=26), nullable=False),
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_round_panel_person_id_people'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['round_id'], ['selection_rounds.id'], name=op.f('fk_round_panel_round_id_selection_rounds'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('round_id', 'person_id', name=op.f('pk_round_panel'))
    )
    with op.batch_alter_table('round_panel', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_round_panel_person_id'), ['person_id'], unique=False)

    op.create_table('scaling_pathways',
    sa.Column('innovation_id', sa.String(length=26), nullable=False),
    sa.Column('stage', sa.String(length=16), nullable=False),
    sa.Column('strategy_id', sa.String(length=26), nullable=True),
    sa.Column('lead_id', sa.String(length=26), nullable=True),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.Column('proposed', sa.String(length=12), nullable=False),
    sa.Column('reasons', sa.JSON(), nullable=False),
    sa.Column('decision', sa.Text(), nullable=False),
    sa.Column('decided_by', sa.String(length=26), nullable=True),
    sa.Column('decided_at', Moment(), nullable=True),
    sa.Column('opened_by', sa.String(length=26), nullable=True),
    sa.Column('ended_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['decided_by'], ['people.id'], name=op.f('fk_scaling_pathways_decided_by_people')),
    sa.ForeignKeyConstraint(['innovation_id'], ['innovations.id'], name=op.f('fk_scaling_pathways_innovation_id_innovations')),
    sa.ForeignKeyConstraint(['lead_id'], ['organisations.id'], name=op.f('fk_scaling_pathways_lead_id_organisations')),
    sa.ForeignKeyConstraint(['opened_by'], ['people.id'], name=op.f('fk_scaling_pathways_opened_by_people')),
    sa.ForeignKeyConstraint(['strategy_id'], ['scaling_strategies.id'], name=op.f('fk_scaling_pathways_strategy_id_scaling_strategies')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scaling_pathways')),
    sa.UniqueConstraint('innovation_id', name=op.f('uq_scaling_pathways_innovation_id'))
    )
    with op.batch_alter_table('scaling_pathways', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_scaling_pathways_lead_id'), ['lead_id'], unique=False)
        batch_op.create_index('ix_scaling_pathways_portfolio', ['strategy_id', 'stage', 'id'], unique=False)

    op.create_table('selection_letter_templates',
    sa.Column('round_id', sa.String(length=26), nullable=False),
    sa.Column('outcome', sa.String(length=12), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('subject', sa.String(length=160), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['selection_rounds.id'], name=op.f('fk_selection_letter_templates_round_id_selection_rounds'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('round_id', 'outcome', 'language', name=op.f('pk_selection_letter_templates'))
    )
    op.create_table('stories_of_change',
    sa.Column('innovation_id', sa.String(length=26), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('title', sa.String(length=160), nullable=False),
    sa.Column('before', sa.Text(), nullable=False),
    sa.Column('happened', sa.Text(), nullable=False),
    sa.Column('helped', sa.Text(), nullable=False),
    sa.Column('evidence', sa.Text(), nullable=False),
    sa.Column('quote', sa.Text(), nullable=False),
    sa.Column('quote_by', sa.String(length=160), nullable=False),
    sa.Column('quote_consent', sa.String(length=300), nullable=False),
    sa.Column('public', sa.Boolean(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('written_by', sa.String(length=26), nullable=True),
    sa.Column('reviewed_by', sa.String(length=26), nullable=True),
    sa.Column('review_note', sa.Text(), nullable=False),
    sa.Column('published_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['innovation_id'], ['innovations.id'], name=op.f('fk_stories_of_change_innovation_id_innovations')),
    sa.ForeignKeyConstraint(['reviewed_by'], ['people.id'], name=op.f('fk_stories_of_change_reviewed_by_people')),
    sa.ForeignKeyConstraint(['written_by'], ['people.id'], name=op.f('fk_stories_of_change_written_by_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stories_of_change'))
    )
    with op.batch_alter_table('stories_of_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_stories_of_change_innovation_id'), ['innovation_id'], unique=False)
        batch_op.create_index('ix_stories_of_change_shown', ['state', 'published_at', 'id'], unique=False)

    op.create_table('team_invitations',
    sa.Column('invitation_id', sa.String(length=26), nullable=False),
    sa.Column('innovation_id', sa.String(length=26), nullable=False),
    sa.Column('title', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['innovation_id'], ['innovations.id'], name=op.f('fk_team_invitations_innovation_id_innovations'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['invitation_id'], ['invitations.id'], name=op.f('fk_team_invitations_invitation_id_invitations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('invitation_id', name=op.f('pk_team_invitations'))
    )
    with op.batch_alter_table('team_invitations', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_team_invitations_innovation_id'), ['innovation_id'], unique=False)

    op.create_table('assessments',
    sa.Column('candidate_id', sa.String(length=26), nullable=False),
    sa.Column('assessor_id', sa.String(length=26), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.Column('assigned_by', sa.String(length=26), nullable=True),
    sa.Column('submitted_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['assessor_id'], ['people.id'], name=op.f('fk_assessments_assessor_id_people')),
    sa.ForeignKeyConstraint(['assigned_by'], ['people.id'], name=op.f('fk_assessments_assigned_by_people')),
    sa.ForeignKeyConstraint(['candidate_id'], ['candidates.id'], name=op.f('fk_assessments_candidate_id_candidates'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assessments')),
    sa.UniqueConstraint('candidate_id', 'assessor_id', name=op.f('uq_assessments_candidate_id_assessor_id'))
    )
    with op.batch_alter_table('assessments', schema=None) as batch_op:
        batch_op.create_index('ix_assessments_mine', ['assessor_id', 'state', 'id'], unique=False)

    op.create_table('gate_answers',
    sa.Column('candidate_id', sa.String(length=26), nullable=False),
    sa.Column('gate_id', sa.String(length=26), nullable=False),
    sa.Column('passed', sa.Boolean(), nullable=False),
    sa.Column('note', sa.String(length=300), nullable=False),
    sa.Column('answered_by', sa.String(length=26), nullable=True),
    sa.Column('answered_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['answered_by'], ['people.id'], name=op.f('fk_gate_answers_answered_by_people')),
    sa.ForeignKeyConstraint(['candidate_id'], ['candidates.id'], name=op.f('fk_gate_answers_candidate_id_candidates'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['gate_id'], ['round_gates.id'], name=op.f('fk_gate_answers_gate_id_round_gates'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('candidate_id', 'gate_id', name=op.f('pk_gate_answers'))
    )
    with op.batch_alter_table('gate_answers', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_gate_answers_gate_id'), ['gate_id'], unique=False)

    op.create_table('indicator_targets',
    sa.Column('indicator_id', sa.String(length=26), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('value', sa.Float(), nullable=True),
    sa.Column('words', sa.String(length=300), nullable=False),
    sa.Column('comment', sa.String(length=600), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.CheckConstraint('starts_on <= ends_on', name=op.f('ck_indicator_targets_period')),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicators.id'], name=op.f('fk_indicator_targets_indicator_id_indicators'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_indicator_targets'))
    )
    with op.batch_alter_table('indicator_targets', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_indicator_targets_indicator_id'), ['indicator_id'], unique=False)

    op.create_table('journal_notes',
    sa.Column('pathway_id', sa.String(length=26), nullable=False),
    sa.Column('author_id', sa.String(length=26), nullable=False),
    sa.Column('happened_on', sa.Date(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('changed_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['people.id'], name=op.f('fk_journal_notes_author_id_people')),
    sa.ForeignKeyConstraint(['pathway_id'], ['scaling_pathways.id'], name=op.f('fk_journal_notes_pathway_id_scaling_pathways'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_journal_notes'))
    )
    with op.batch_alter_table('journal_notes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_journal_notes_pathway_id'), ['pathway_id'], unique=False)

    op.create_table('measurements',
    sa.Column('report_id', sa.String(length=26), nullable=False),
    sa.Column('indicator_id', sa.String(length=26), nullable=False),
    sa.Column('dimension', sa.String(length=40), nullable=False),
    sa.Column('part', sa.String(length=40), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('current', sa.Boolean(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('value', sa.Float(), nullable=True),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.Column('evidence_url', sa.String(length=300), nullable=False),
    sa.Column('file_id', sa.String(length=26), nullable=True),
    sa.Column('warnings', sa.JSON(), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('measured_by', sa.String(length=26), nullable=True),
    sa.Column('measured_at', Moment(), nullable=False),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['file_id'], ['stored_files.id'], name=op.f('fk_measurements_file_id_stored_files')),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicators.id'], name=op.f('fk_measurements_indicator_id_indicators')),
    sa.ForeignKeyConstraint(['measured_by'], ['people.id'], name=op.f('fk_measurements_measured_by_people')),
    sa.ForeignKeyConstraint(['report_id'], ['progress_reports.id'], name=op.f('fk_measurements_report_id_progress_reports'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_measurements')),
    sa.UniqueConstraint('report_id', 'indicator_id', 'dimension', 'part', 'version', name=op.f('uq_measurements_report_id_indicator_id_dimension_part_version'))
    )
    with op.batch_alter_table('measurements', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_measurements_file_id'), ['file_id'], unique=False)
        batch_op.create_index('ix_measurements_indicator', ['indicator_id', 'current', 'ends_on'], unique=False)

    op.create_table('pathway_risks',
    sa.Column('pathway_id', sa.String(length=26), nullable=False),
    sa.Column('title', sa.String(length=160), nullable=False),
    sa.Column('likelihood', sa.Integer(), nullable=False),
    sa.Column('impact', sa.Integer(), nullable=False),
    sa.Column('response', sa.Text(), nullable=False),
    sa.Column('owner_id', sa.String(length=26), nullable=True),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.CheckConstraint('likelihood BETWEEN 1 AND 5 AND impact BETWEEN 1 AND 5', name=op.f('ck_pathway_risks_levels')),
    sa.ForeignKeyConstraint(['owner_id'], ['people.id'], name=op.f('fk_pathway_risks_owner_id_people')),
    sa.ForeignKeyConstraint(['pathway_id'], ['scaling_pathways.id'], name=op.f('fk_pathway_risks_pathway_id_scaling_pathways'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pathway_risks'))
    )
    with op.batch_alter_table('pathway_risks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pathway_risks_pathway_id'), ['pathway_id'], unique=False)

    op.create_table('plan_actions',
    sa.Column('pathway_id', sa.String(length=26), nullable=False),
    sa.Column('title', sa.String(length=160), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('stage', sa.String(length=16), nullable=False),
    sa.Column('owner_id', sa.String(length=26), nullable=True),
    sa.Column('from_month', sa.Date(), nullable=False),
    sa.Column('due_month', sa.Date(), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('done_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.CheckConstraint('from_month <= due_month', name=op.f('ck_plan_actions_months')),
    sa.ForeignKeyConstraint(['owner_id'], ['people.id'], name=op.f('fk_plan_actions_owner_id_people')),
    sa.ForeignKeyConstraint(['pathway_id'], ['scaling_pathways.id'], name=op.f('fk_plan_actions_pathway_id_scaling_pathways'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_actions'))
    )
    with op.batch_alter_table('plan_actions', schema=None) as batch_op:
        batch_op.create_index('ix_plan_actions_due', ['state', 'due_month'], unique=False)
        batch_op.create_index(batch_op.f('ix_plan_actions_owner_id'), ['owner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_plan_actions_pathway_id'), ['pathway_id'], unique=False)

    op.create_table('selection_decisions',
    sa.Column('round_id', sa.String(length=26), nullable=False),
    sa.Column('candidate_id', sa.String(length=26), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('outcome', sa.String(length=12), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('decided_by', sa.String(length=26), nullable=True),
    sa.Column('frozen', sa.JSON(), nullable=False),
    sa.Column('total', sa.Float(), nullable=True),
    sa.Column('rank', sa.Integer(), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['candidate_id'], ['candidates.id'], name=op.f('fk_selection_decisions_candidate_id_candidates')),
    sa.ForeignKeyConstraint(['decided_by'], ['people.id'], name=op.f('fk_selection_decisions_decided_by_people')),
    sa.ForeignKeyConstraint(['round_id'], ['selection_rounds.id'], name=op.f('fk_selection_decisions_round_id_selection_rounds')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_selection_decisions')),
    sa.UniqueConstraint('candidate_id', 'version', name=op.f('uq_selection_decisions_candidate_id_version'))
    )
    with op.batch_alter_table('selection_decisions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_selection_decisions_round_id'), ['round_id'], unique=False)

    op.create_table('stage_checks',
    sa.Column('pathway_id', sa.String(length=26), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('note', sa.String(length=300), nullable=False),
    sa.Column('met_by', sa.String(length=26), nullable=True),
    sa.Column('met_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['met_by'], ['people.id'], name=op.f('fk_stage_checks_met_by_people')),
    sa.ForeignKeyConstraint(['pathway_id'], ['scaling_pathways.id'], name=op.f('fk_stage_checks_pathway_id_scaling_pathways'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('pathway_id', 'code', name=op.f('pk_stage_checks'))
    )
    op.create_table('support_items',
    sa.Column('pathway_id', sa.String(length=26), nullable=False),
    sa.Column('need_id', sa.String(length=26), nullable=True),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('object_id', sa.String(length=26), nullable=True),
    sa.Column('who', sa.String(length=160), nullable=False),
    sa.Column('note', sa.String(length=600), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('added_by', sa.String(length=26), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['added_by'], ['people.id'], name=op.f('fk_support_items_added_by_people')),
    sa.ForeignKeyConstraint(['need_id'], ['support_needs.id'], name=op.f('fk_support_items_need_id_support_needs'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['pathway_id'], ['scaling_pathways.id'], name=op.f('fk_support_items_pathway_id_scaling_pathways'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_support_items'))
    )
    with op.batch_alter_table('support_items', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_support_items_need_id'), ['need_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_support_items_object_id'), ['object_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_support_items_pathway_id'), ['pathway_id'], unique=False)

    op.create_table('target_places',
    sa.Column('pathway_id', sa.String(length=26), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('region', sa.String(length=5), nullable=False),
    sa.Column('city', sa.String(length=120), nullable=False),
    sa.Column('note', sa.String(length=300), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['pathway_id'], ['scaling_pathways.id'], name=op.f('fk_target_places_pathway_id_scaling_pathways'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_target_places'))
    )
    with op.batch_alter_table('target_places', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_target_places_pathway_id'), ['pathway_id'], unique=False)
        batch_op.create_index('ix_target_places_where', ['country', 'region'], unique=False)

    op.create_table('assessment_scores',
    sa.Column('assessment_id', sa.String(length=26), nullable=False),
    sa.Column('criterion_id', sa.String(length=26), nullable=False),
    sa.Column('score', sa.Integer(), nullable=False),
    sa.Column('note', sa.String(length=600), nullable=False),
    sa.CheckConstraint('score >= 0 AND score <= 5', name=op.f('ck_assessment_scores_score')),
    sa.ForeignKeyConstraint(['assessment_id'], ['assessments.id'], name=op.f('fk_assessment_scores_assessment_id_assessments'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['criterion_id'], ['round_criteria.id'], name=op.f('fk_assessment_scores_criterion_id_round_criteria')),
    sa.PrimaryKeyConstraint('assessment_id', 'criterion_id', name=op.f('pk_assessment_scores'))
    )
    with op.batch_alter_table('assessment_scores', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_assessment_scores_criterion_id'), ['criterion_id'], unique=False)

    op.create_table('decision_letters',
    sa.Column('decision_id', sa.String(length=26), nullable=False),
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('subject', sa.String(length=160), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('queued_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['decision_id'], ['selection_decisions.id'], name=op.f('fk_decision_letters_decision_id_selection_decisions')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_decision_letters_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('decision_id', 'person_id', name=op.f('pk_decision_letters'))
    )
    with op.batch_alter_table('decision_letters', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_decision_letters_person_id'), ['person_id'], unique=False)

    with op.batch_alter_table('clusters', schema=None) as batch_op:
        batch_op.add_column(sa.Column('take_proposals', sa.Boolean(), nullable=False, server_default=sa.false()))

    with op.batch_alter_table('innovation_sectors', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_innovation_sectors_sector'))
        batch_op.create_index('ix_innovation_sectors_sector', ['sector', 'innovation_id'], unique=False)

    with op.batch_alter_table('support_needs', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_support_needs_topic'))
        batch_op.create_index('ix_support_needs_topic', ['topic', 'innovation_id'], unique=False)

    with op.batch_alter_table('innovation_goals', schema=None) as batch_op:
        batch_op.create_index('ix_innovation_goals_goal', ['goal', 'innovation_id'], unique=False)

    with op.batch_alter_table('innovations', schema=None) as batch_op:
        batch_op.add_column(sa.Column('evidence', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('internal_note', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('website_key', sa.String(length=300), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('city_key', sa.String(length=240), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('region', sa.String(length=5), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('held_from', sa.String(length=16), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('found_at', sa.String(length=300), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('found_by_id', sa.String(length=26), nullable=True))
        batch_op.add_column(sa.Column('merged_into', sa.String(length=26), nullable=True))
        batch_op.drop_index(batch_op.f('ix_innovations_state'))
        batch_op.create_index('ix_innovations_state', ['state', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_innovations_merged_into'), ['merged_into'], unique=False)
        batch_op.drop_index('ix_innovations_catalogue')
        batch_op.create_index('ix_innovations_country', ['country', 'id', 'state', 'stage'], unique=False)
        batch_op.create_index('ix_innovations_stage', ['stage', 'id', 'state'], unique=False)
        batch_op.drop_index(batch_op.f('ix_innovations_public'))
        batch_op.create_index('ix_innovations_public', ['public', 'id', 'state'], unique=False)
        batch_op.create_index('ix_innovations_public_name', ['public', 'sort_name', 'id'], unique=False)
        batch_op.create_index('ix_innovations_public_country', ['public', 'country', 'id'], unique=False)
        batch_op.create_index('ix_innovations_public_region', ['public', 'region', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_innovations_region'), ['region'], unique=False)
        batch_op.create_index('ix_innovations_twins', ['city_key', 'sort_name', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_innovations_website_key'), ['website_key'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_innovations_found_by_id_people'), 'people', ['found_by_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_innovations_merged_into_innovations'), 'innovations', ['merged_into'], ['id'])
    _begin()


SHOWN = ("challenge", "solution", "organisation", "needs")
"""What visitors saw of a public innovation before its parts were agreed to one by one."""

STRATEGIES = (  # code, with partners in the new places, the model is adapted
    ("capacity", False, False), ("expansion", False, True), ("contract", True, False), ("knowhow", True, True),
)  # fmt: skip


def _begin() -> None:
    """The shipped strategies; keys and consents of the innovations that are there."""
    db, at = op.get_bind(), now().replace(tzinfo=None)
    strategies = sa.table("scaling_strategies", *(sa.column(name) for name in (
        "id", "created_at", "code", "name", "description", "partnering", "adapts", "position", "active",
    )))  # fmt: skip
    op.bulk_insert(strategies, [
        {"id": new_id(), "created_at": at, "code": code, "name": "", "description": "", "partnering": partnering,
         "adapts": adapts, "position": position, "active": True}
        for position, (code, partnering, adapts) in enumerate(STRATEGIES, 1)
    ])  # fmt: skip
    rows = db.execute(sa.text("SELECT id, city, website, public FROM innovations")).all()
    if not rows:
        return
    db.execute(
        sa.text("UPDATE innovations SET city_key = :city, website_key = :website WHERE id = :id"),
        [{"id": row.id, "city": city_key(row.city), "website": website_key(row.website)} for row in rows],
    )
    shown = [{"id": row.id, "part": part, "at": at} for row in rows if row.public for part in SHOWN]
    if shown:
        db.execute(
            sa.text("INSERT INTO innovation_consents (innovation_id, part, given_at) VALUES (:id, :part, :at)"), shown
        )
        db.execute(sa.text(
            "INSERT INTO search_documents (kind, ref, folded) SELECT 'publicinnovation', ref, folded FROM search_documents"
            " WHERE kind = 'innovation' AND ref IN (SELECT id FROM innovations WHERE public AND state != 'withdrawn')"
        ))


def downgrade() -> None:
    """Back to the version before."""
    op.execute("DELETE FROM search_documents WHERE kind = 'publicinnovation'")
    with op.batch_alter_table('innovations', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_innovations_merged_into_innovations'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_innovations_found_by_id_people'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_innovations_website_key'))
        batch_op.drop_index('ix_innovations_twins')
        batch_op.drop_index(batch_op.f('ix_innovations_region'))
        batch_op.drop_index('ix_innovations_public_region')
        batch_op.drop_index('ix_innovations_public_country')
        batch_op.drop_index('ix_innovations_public_name')
        batch_op.drop_index('ix_innovations_public')
        batch_op.create_index(batch_op.f('ix_innovations_public'), ['public'], unique=False)
        batch_op.drop_index('ix_innovations_stage')
        batch_op.drop_index('ix_innovations_country')
        batch_op.create_index('ix_innovations_catalogue', ['country', 'stage', 'id'], unique=False)
        batch_op.drop_index(batch_op.f('ix_innovations_merged_into'))
        batch_op.drop_index('ix_innovations_state')
        batch_op.create_index(batch_op.f('ix_innovations_state'), ['state'], unique=False)
        batch_op.drop_column('merged_into')
        batch_op.drop_column('found_by_id')
        batch_op.drop_column('found_at')
        batch_op.drop_column('held_from')
        batch_op.drop_column('region')
        batch_op.drop_column('city_key')
        batch_op.drop_column('website_key')
        batch_op.drop_column('internal_note')
        batch_op.drop_column('evidence')

    with op.batch_alter_table('innovation_goals', schema=None) as batch_op:
        batch_op.drop_index('ix_innovation_goals_goal')

    with op.batch_alter_table('support_needs', schema=None) as batch_op:
        batch_op.drop_index('ix_support_needs_topic')
        batch_op.create_index(batch_op.f('ix_support_needs_topic'), ['topic'], unique=False)

    with op.batch_alter_table('innovation_sectors', schema=None) as batch_op:
        batch_op.drop_index('ix_innovation_sectors_sector')
        batch_op.create_index(batch_op.f('ix_innovation_sectors_sector'), ['sector'], unique=False)

    with op.batch_alter_table('clusters', schema=None) as batch_op:
        batch_op.drop_column('take_proposals')

    with op.batch_alter_table('decision_letters', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_decision_letters_person_id'))

    op.drop_table('decision_letters')
    with op.batch_alter_table('assessment_scores', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_assessment_scores_criterion_id'))

    op.drop_table('assessment_scores')
    with op.batch_alter_table('target_places', schema=None) as batch_op:
        batch_op.drop_index('ix_target_places_where')
        batch_op.drop_index(batch_op.f('ix_target_places_pathway_id'))

    op.drop_table('target_places')
    with op.batch_alter_table('support_items', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_support_items_pathway_id'))
        batch_op.drop_index(batch_op.f('ix_support_items_object_id'))
        batch_op.drop_index(batch_op.f('ix_support_items_need_id'))

    op.drop_table('support_items')
    op.drop_table('stage_checks')
    with op.batch_alter_table('selection_decisions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_selection_decisions_round_id'))

    op.drop_table('selection_decisions')
    with op.batch_alter_table('plan_actions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_actions_pathway_id'))
        batch_op.drop_index(batch_op.f('ix_plan_actions_owner_id'))
        batch_op.drop_index('ix_plan_actions_due')

    op.drop_table('plan_actions')
    with op.batch_alter_table('pathway_risks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pathway_risks_pathway_id'))

    op.drop_table('pathway_risks')
    with op.batch_alter_table('measurements', schema=None) as batch_op:
        batch_op.drop_index('ix_measurements_indicator')
        batch_op.drop_index(batch_op.f('ix_measurements_file_id'))

    op.drop_table('measurements')
    with op.batch_alter_table('journal_notes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_journal_notes_pathway_id'))

    op.drop_table('journal_notes')
    with op.batch_alter_table('indicator_targets', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_indicator_targets_indicator_id'))

    op.drop_table('indicator_targets')
    with op.batch_alter_table('gate_answers', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_gate_answers_gate_id'))

    op.drop_table('gate_answers')
    with op.batch_alter_table('assessments', schema=None) as batch_op:
        batch_op.drop_index('ix_assessments_mine')

    op.drop_table('assessments')
    with op.batch_alter_table('team_invitations', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_team_invitations_innovation_id'))

    op.drop_table('team_invitations')
    with op.batch_alter_table('stories_of_change', schema=None) as batch_op:
        batch_op.drop_index('ix_stories_of_change_shown')
        batch_op.drop_index(batch_op.f('ix_stories_of_change_innovation_id'))

    op.drop_table('stories_of_change')
    op.drop_table('selection_letter_templates')
    with op.batch_alter_table('scaling_pathways', schema=None) as batch_op:
        batch_op.drop_index('ix_scaling_pathways_portfolio')
        batch_op.drop_index(batch_op.f('ix_scaling_pathways_lead_id'))

    op.drop_table('scaling_pathways')
    with op.batch_alter_table('round_panel', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_round_panel_person_id'))

    op.drop_table('round_panel')
    with op.batch_alter_table('round_gates', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_round_gates_round_id'))

    op.drop_table('round_gates')
    with op.batch_alter_table('round_criteria', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_round_criteria_round_id'))

    op.drop_table('round_criteria')
    with op.batch_alter_table('round_assessors', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_round_assessors_person_id'))

    op.drop_table('round_assessors')
    with op.batch_alter_table('progress_reports', schema=None) as batch_op:
        batch_op.drop_index('ix_progress_reports_state')
        batch_op.drop_index(batch_op.f('ix_progress_reports_innovation_id'))

    op.drop_table('progress_reports')
    with op.batch_alter_table('innovations_kept_apart', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_innovations_kept_apart_second_id'))

    op.drop_table('innovations_kept_apart')
    with op.batch_alter_table('innovation_proposals', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_innovation_proposals_state'))
        batch_op.drop_index(batch_op.f('ix_innovation_proposals_round_id'))

    op.drop_table('innovation_proposals')
    with op.batch_alter_table('innovation_links', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_innovation_links_innovation_id'))

    op.drop_table('innovation_links')
    with op.batch_alter_table('innovation_import_rows', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_innovation_import_rows_innovation_id'))

    op.drop_table('innovation_import_rows')
    with op.batch_alter_table('innovation_images', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_innovation_images_innovation_id'))

    op.drop_table('innovation_images')
    op.drop_table('innovation_consents')
    with op.batch_alter_table('indicators', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_indicators_innovation_id'))
        batch_op.drop_index('ix_indicators_code')

    op.drop_table('indicators')
    with op.batch_alter_table('cooperation_notes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_cooperation_notes_second_id'))

    op.drop_table('cooperation_notes')
    with op.batch_alter_table('chain_links', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_chain_links_innovation_id'))

    op.drop_table('chain_links')
    with op.batch_alter_table('candidates', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_candidates_innovation_id'))
        batch_op.drop_index('ix_candidates_desk')

    op.drop_table('candidates')
    with op.batch_alter_table('assessment_conflicts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_assessment_conflicts_person_id'))

    op.drop_table('assessment_conflicts')
    with op.batch_alter_table('selection_rounds', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_selection_rounds_state'))

    op.drop_table('selection_rounds')
    with op.batch_alter_table('reporting_rounds', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reporting_rounds_state'))

    op.drop_table('reporting_rounds')
    with op.batch_alter_table('innovation_imports', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_innovation_imports_person_id'))
        batch_op.drop_index('ix_innovation_imports_headings')
        batch_op.drop_index('ix_innovation_imports_due')

    op.drop_table('innovation_imports')
    with op.batch_alter_table('scaling_strategies', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_scaling_strategies_lead_id'))

    op.drop_table('scaling_strategies')
