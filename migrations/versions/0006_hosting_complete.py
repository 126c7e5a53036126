"""Hosting, complete: second factors, consents, own data, settings of mail

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.core.models import Moment


revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what accounts, own data and the cluster's settings need; note when people were last here."""
    op.create_table('consents',
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('revoked_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_consents_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consents'))
    )
    with op.batch_alter_table('consents', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_consents_person_id'), ['person_id'], unique=False)

    op.create_table('outside_identities',
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('issuer', sa.String(length=300), nullable=False),
    sa.Column('subject', sa.String(length=255), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_outside_identities_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outside_identities')),
    sa.UniqueConstraint('issuer', 'subject', name=op.f('uq_outside_identities_issuer_subject'))
    )
    with op.batch_alter_table('outside_identities', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outside_identities_person_id'), ['person_id'], unique=False)

    op.create_table('recovery_codes',
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('used_at', Moment(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_recovery_codes_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', 'code_hash', name=op.f('pk_recovery_codes'))
    )
    op.create_table('security_entries',
    sa.Column('person_id', sa.String(length=26), nullable=True),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('agent', sa.String(length=200), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_security_entries_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_security_entries'))
    )
    with op.batch_alter_table('security_entries', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_security_entries_person_id'), ['person_id'], unique=False)

    with op.batch_alter_table('clusters', schema=None) as batch_op:
        batch_op.add_column(sa.Column('require_second_factor', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('mail_url', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('mail_from', sa.String(length=254), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('privacy', sa.JSON(), nullable=False, server_default='{}'))

    with op.batch_alter_table('people', schema=None) as batch_op:
        batch_op.add_column(sa.Column('seen_at', Moment(), nullable=True))
        batch_op.add_column(sa.Column('inactive_told_at', Moment(), nullable=True))
        batch_op.add_column(sa.Column('erase_at', Moment(), nullable=True))
        batch_op.add_column(sa.Column('totp_secret', sa.String(length=200), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('totp_step', sa.Integer(), nullable=False, server_default='0'))
        batch_op.create_index(batch_op.f('ix_people_erase_at'), ['erase_at'], unique=False)

    with op.batch_alter_table('sign_ins', schema=None) as batch_op:
        batch_op.add_column(sa.Column('network_hash', sa.String(length=64), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('way', sa.String(length=12), nullable=False, server_default='password'))

    op.execute("UPDATE people SET seen_at = (SELECT max(seen_at) FROM sign_ins WHERE sign_ins.person_id = people.id)")


def downgrade() -> None:
    """Back to the version before."""
    with op.batch_alter_table('sign_ins', schema=None) as batch_op:
        batch_op.drop_column('way')
        batch_op.drop_column('network_hash')

    with op.batch_alter_table('people', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_people_erase_at'))
        batch_op.drop_column('totp_step')
        batch_op.drop_column('totp_secret')
        batch_op.drop_column('erase_at')
        batch_op.drop_column('inactive_told_at')
        batch_op.drop_column('seen_at')

    with op.batch_alter_table('clusters', schema=None) as batch_op:
        batch_op.drop_column('privacy')
        batch_op.drop_column('mail_from')
        batch_op.drop_column('mail_url')
        batch_op.drop_column('require_second_factor')

    with op.batch_alter_table('security_entries', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_security_entries_person_id'))

    op.drop_table('security_entries')
    op.drop_table('recovery_codes')
    with op.batch_alter_table('outside_identities', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_outside_identities_person_id'))

    op.drop_table('outside_identities')
    with op.batch_alter_table('consents', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_consents_person_id'))

    op.drop_table('consents')
