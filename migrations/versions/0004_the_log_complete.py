"""The log, complete: chained, filtered by what it names; comments, views, exports; conversations of several; digests

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.activity.chain import LIMIT_REF, hash_of, rows_of, things_in  # what verifies the chain has to have made it
from app.activity.seals import seal
from app.core.models import Moment, new_id


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what the log, messages and notices have grown to; chain what was recorded before."""
    op.create_table('log_head',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_log_head'))
    )
    op.create_table('object_limits',
    sa.Column('kind', sa.String(length=24), nullable=False),
    sa.Column('ref', sa.String(length=26), nullable=False),
    sa.Column('level', sa.SmallInteger(), nullable=False),
    sa.PrimaryKeyConstraint('kind', 'ref', name=op.f('pk_object_limits'))
    )
    op.create_table('log_exports',
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('format', sa.String(length=8), nullable=False),
    sa.Column('query', sa.String(length=1000), nullable=False),
    sa.Column('locale', sa.String(length=8), nullable=False),
    sa.Column('timezone', sa.String(length=64), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('rows_done', sa.Integer(), nullable=False),
    sa.Column('rows_all', sa.Integer(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('stored', sa.String(length=60), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('error', sa.String(length=300), nullable=False),
    sa.Column('due_at', Moment(), nullable=False),
    sa.Column('expires_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_log_exports_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_log_exports'))
    )
    with op.batch_alter_table('log_exports', schema=None) as batch_op:
        batch_op.create_index('ix_log_exports_due', ['state', 'due_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_log_exports_person_id'), ['person_id'], unique=False)

    op.create_table('log_feeds',
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('secret_hash', sa.String(length=64), nullable=True),
    sa.Column('made_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_log_feeds_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_log_feeds')),
    sa.UniqueConstraint('secret_hash', name=op.f('uq_log_feeds_secret_hash'))
    )
    op.create_table('notice_settings',
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('quiet', sa.Boolean(), nullable=False),
    sa.Column('digest', sa.String(length=8), nullable=False),
    sa.Column('digest_hour', sa.SmallInteger(), nullable=False),
    sa.Column('digest_day', sa.SmallInteger(), nullable=False),
    sa.Column('last_digest_at', Moment(), nullable=True),
    sa.Column('shows_seen', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_notice_settings_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_notice_settings'))
    )
    op.create_table('saved_views',
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('query', sa.String(length=1000), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_saved_views_person_id_people'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_views'))
    )
    with op.batch_alter_table('saved_views', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_saved_views_person_id'), ['person_id'], unique=False)

    op.create_table('dissemination_activities',
    sa.Column('author_id', sa.String(length=26), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('type', sa.String(length=40), nullable=False),
    sa.Column('type_words', sa.String(length=80), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=True),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('online', sa.Boolean(), nullable=False),
    sa.Column('place', sa.String(length=160), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('countries', sa.JSON(), nullable=False),
    sa.Column('organiser', sa.String(length=160), nullable=False),
    sa.Column('audiences', sa.JSON(), nullable=False),
    sa.Column('link', sa.String(length=500), nullable=False),
    sa.Column('about', sa.Text(), nullable=False),
    sa.Column('work', sa.String(length=60), nullable=False),
    sa.Column('innovation_id', sa.String(length=26), nullable=True),
    sa.Column('organisation_id', sa.String(length=26), nullable=True),
    sa.Column('visibility', sa.SmallInteger(), nullable=False),
    sa.Column('copied_from_id', sa.String(length=26), nullable=True),
    sa.Column('changed_at', Moment(), nullable=True),
    sa.Column('logged_at', Moment(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['people.id'], name=op.f('fk_dissemination_activities_author_id_people')),
    sa.ForeignKeyConstraint(['copied_from_id'], ['dissemination_activities.id'], name=op.f('fk_dissemination_activities_copied_from_id_dissemination_activities')),
    sa.ForeignKeyConstraint(['innovation_id'], ['innovations.id'], name=op.f('fk_dissemination_activities_innovation_id_innovations')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_dissemination_activities_organisation_id_organisations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dissemination_activities'))
    )
    with op.batch_alter_table('dissemination_activities', schema=None) as batch_op:
        batch_op.create_index('ix_dissemination_activities_author', ['author_id', 'state', 'id'], unique=False)
        batch_op.create_index('ix_dissemination_activities_days', ['state', 'starts_on', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_dissemination_activities_innovation_id'), ['innovation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_dissemination_activities_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('event_comments',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.String(length=26), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('removed_at', Moment(), nullable=True),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['people.id'], name=op.f('fk_event_comments_author_id_people')),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_event_comments_event_id_events'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event_comments'))
    )
    with op.batch_alter_table('event_comments', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_event_comments_author_id'), ['author_id'], unique=False)
        batch_op.create_index('ix_event_comments_event', ['event_id', 'id'], unique=False)

    op.create_table('event_refs',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('ref_id', sa.String(length=60), nullable=False),
    sa.Column('kind', sa.String(length=24), nullable=False),
    sa.Column('at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_event_refs_event_id_events'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('event_id', 'ref_id', name=op.f('pk_event_refs'))
    )
    with op.batch_alter_table('event_refs', schema=None) as batch_op:
        batch_op.create_index('ix_event_refs_thing', ['ref_id', 'at', 'event_id'], unique=False)

    op.create_table('activity_files',
    sa.Column('activity_id', sa.String(length=26), nullable=False),
    sa.Column('file_id', sa.String(length=26), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('caption', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['activity_id'], ['dissemination_activities.id'], name=op.f('fk_activity_files_activity_id_dissemination_activities'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['file_id'], ['stored_files.id'], name=op.f('fk_activity_files_file_id_stored_files'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('activity_id', 'file_id', name=op.f('pk_activity_files'))
    )
    op.create_table('activity_people',
    sa.Column('activity_id', sa.String(length=26), nullable=False),
    sa.Column('person_id', sa.String(length=26), nullable=False),
    sa.ForeignKeyConstraint(['activity_id'], ['dissemination_activities.id'], name=op.f('fk_activity_people_activity_id_dissemination_activities'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_activity_people_person_id_people')),
    sa.PrimaryKeyConstraint('activity_id', 'person_id', name=op.f('pk_activity_people'))
    )
    with op.batch_alter_table('activity_people', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_activity_people_person_id'), ['person_id'], unique=False)

    op.create_table('message_files',
    sa.Column('message_id', sa.String(length=26), nullable=False),
    sa.Column('file_id', sa.String(length=26), nullable=False),
    sa.ForeignKeyConstraint(['file_id'], ['stored_files.id'], name=op.f('fk_message_files_file_id_stored_files'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['message_id'], ['messages.id'], name=op.f('fk_message_files_message_id_messages'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('message_id', 'file_id', name=op.f('pk_message_files'))
    )
    op.create_table('message_reports',
    sa.Column('message_id', sa.String(length=26), nullable=False),
    sa.Column('reporter_id', sa.String(length=26), nullable=False),
    sa.Column('author_id', sa.String(length=26), nullable=False),
    sa.Column('reason', sa.String(length=24), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('shown', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('settled_by', sa.String(length=26), nullable=True),
    sa.Column('settled_at', Moment(), nullable=True),
    sa.Column('outcome', sa.Text(), nullable=False),
    sa.Column('id', sa.String(length=26), nullable=False),
    sa.Column('created_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['people.id'], name=op.f('fk_message_reports_author_id_people')),
    sa.ForeignKeyConstraint(['message_id'], ['messages.id'], name=op.f('fk_message_reports_message_id_messages'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['reporter_id'], ['people.id'], name=op.f('fk_message_reports_reporter_id_people'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['settled_by'], ['people.id'], name=op.f('fk_message_reports_settled_by_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_message_reports'))
    )
    with op.batch_alter_table('message_reports', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_message_reports_message_id'), ['message_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_message_reports_state'), ['state'], unique=False)

    _grow()
    with op.batch_alter_table('pulses', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_pulses_person_id_people'), type_='foreignkey')

    op.execute("UPDATE participants SET joined_at = (SELECT created_at FROM conversations c "
               "WHERE c.id = participants.conversation_id)")
    op.execute("INSERT INTO object_limits (kind, ref, level) SELECT object_kind, object_id, min(shown) FROM events "
               "WHERE shown < visibility GROUP BY object_kind, object_id")
    op.execute("UPDATE events SET shown = min(visibility, (SELECT level FROM object_limits "
               "WHERE kind = object_kind AND ref = object_id)) "
               "WHERE EXISTS (SELECT 1 FROM object_limits WHERE kind = object_kind AND ref = object_id)")
    _chain(op.get_bind())
    op.drop_index('ix_events_verb', 'events')
    op.create_index('ix_events_verb', 'events', ['verb', 'at', 'id'])
    op.create_index('ix_events_verb_shown', 'events', ['verb', 'shown', 'at', 'id'])
    op.drop_index('ix_events_strand', 'events')
    op.create_index('ix_events_strand', 'events', ['strand', 'shown', 'at', 'id'])
    op.execute("UPDATE event_parties SET at = (SELECT at FROM events WHERE events.id = event_id)")
    op.drop_index('ix_event_parties_person', 'event_parties')
    op.create_index('ix_event_parties_person', 'event_parties', ['person_id', 'at', 'event_id'])
    op.create_index('ix_events_corrects', 'events', ['corrects_id'])
    op.create_index('ix_events_shown', 'events', ['shown', 'at', 'id'])
    op.create_index('uq_events_ref', 'events', ['ref'], unique=True)
    op.create_index('ix_deliveries_bundle', 'deliveries', ['bundle_id'])
    op.create_index('ix_deliveries_mail', 'deliveries', ['channel', 'id'])
    op.create_index('uq_conversations_about', 'conversations', ['kind', 'about_id'], unique=True)


def _grow() -> None:
    """New columns, without making a table anew: what is in it keeps its triggers, its indexes and its numbers."""
    for table, column in (
        ('conversations', sa.Column('kind', sa.String(12), nullable=False, server_default='pair')),
        ('conversations', sa.Column('about_id', sa.String(26))),
        ('conversations', sa.Column('title', sa.String(120), nullable=False, server_default='')),
        ('deliveries', sa.Column('snoozed_until', Moment())),
        ('event_parties', sa.Column('at', Moment(), nullable=False, server_default='2026-01-01 00:00:00.000000')),
        ('events', sa.Column('ref', sa.String(26), nullable=False, server_default='')),
        ('events', sa.Column('seals', sa.JSON(), nullable=False, server_default='{}')),
        ('events', sa.Column('hash', sa.String(64), nullable=False, server_default='')),
        ('mail_preferences', sa.Column('how', sa.String(8), nullable=False, server_default='inbox')),
        ('messages', sa.Column('edited_at', Moment())),
        ('messages', sa.Column('removed_at', Moment())),
        ('participants', sa.Column('from_id', sa.String(26), nullable=False, server_default='')),
        ('participants', sa.Column('muted', sa.Boolean(), nullable=False, server_default=sa.false())),
        ('participants', sa.Column('joined_at', Moment(), nullable=False, server_default='2026-01-01 00:00:00.000000')),
        ('participants', sa.Column('left_at', Moment())),
        ('people', sa.Column('mail_refused_at', Moment())),
        ('people', sa.Column('mail_refused_why', sa.String(300))),
        ('pulses', sa.Column('work', sa.Integer(), nullable=False, server_default='0')),
        ('pulses', sa.Column('log', sa.Integer(), nullable=False, server_default='0')),
    ):
        op.add_column(table, column)
    for table, column, kind, other in (
        ('conversations', 'opened_by', 'VARCHAR(26)', 'people'),
        ('deliveries', 'bundle_id', 'INTEGER', 'deliveries'),
        ('events', 'corrects_id', 'INTEGER', 'events'),
    ):
        name = f'fk_{table}_{column}_{other}'
        op.execute(f'ALTER TABLE {table} ADD COLUMN {column} {kind} CONSTRAINT {name} REFERENCES {other} (id)')


_EVENTS = sa.table(
    'events',
    *(sa.column(name) for name in ('id', 'verb', 'strand', 'actor_id', 'visibility', 'object_kind', 'object_id')),
    *(sa.column(name) for name in ('corrects_id', 'ref', 'hash')),
    sa.column('at', Moment()), sa.column('facts', sa.JSON()), sa.column('seals', sa.JSON()),
)
_PARTIES = sa.table('event_parties', sa.column('event_id'), sa.column('person_id'))
_REFS = sa.table('event_refs', sa.column('event_id'), sa.column('ref_id'), sa.column('kind'), sa.column('at', Moment()))
_BATCH = 1000


class _Row:
    """An event with a name for addresses, and seals."""

    def __init__(self, row: sa.Row) -> None:
        self.__dict__.update(row._mapping)
        self.ref, self.seals = new_id(), seal(self.facts)


def _chain(connection: sa.Connection) -> None:
    at, before = 0, ''
    limits = _limits(connection)
    while rows := _rows(connection, at):
        parties: dict[int, list[str]] = {}
        between = _PARTIES.c.event_id.between(at + 1, rows[-1].id)
        for event_id, person_id in connection.execute(sa.select(_PARTIES).where(between)):
            parties.setdefault(event_id, []).append(person_id)
        changed, listed = [], []
        for row in rows:
            people = parties.get(row.id, [])
            things = things_in(row.facts, people) | limits.get(row.id, {})
            before = hash_of(before, row, people, things.items())
            changed.append({'number': row.id, 'ref': row.ref, 'seals': row.seals, 'hash': before})
            listed += rows_of(row.id, row.at, things)
        bound = _EVENTS.update().where(_EVENTS.c.id == sa.bindparam('number'))
        connection.execute(bound.values(ref=sa.bindparam('ref'), seals=sa.bindparam('seals'), hash=sa.bindparam('hash')), changed)
        if listed:
            connection.execute(_REFS.insert(), listed)
        at = rows[-1].id
    connection.execute(sa.text('INSERT INTO log_head (id, event_id, hash) VALUES (1, :at, :hash)'), {'at': at, 'hash': before})


def _limits(connection: sa.Connection) -> dict[int, dict[str, str]]:
    """What each thing allows to be shown, told by the newest event about it: nobody noted which one set it."""
    found: dict[int, dict[str, str]] = {}
    newest = ("SELECT max(e.id), l.kind, l.ref, l.level FROM object_limits l JOIN events e ON l.kind = e.object_kind "
              "AND l.ref = e.object_id GROUP BY l.kind, l.ref")
    for number, kind, ref, level in connection.execute(sa.text(newest)):
        found.setdefault(number, {})[f'{LIMIT_REF}{kind}:{ref}'] = str(level)
    return found


def _rows(connection: sa.Connection, after: int) -> list[_Row]:
    columns = [column for column in _EVENTS.c if column.name not in ('ref', 'seals', 'hash')]
    query = sa.select(*columns).where(_EVENTS.c.id > after).order_by(_EVENTS.c.id).limit(_BATCH)
    return [_Row(row) for row in connection.execute(query)]


def downgrade() -> None:
    """Back to the version before."""
    op.execute("DELETE FROM pulses WHERE person_id NOT IN (SELECT id FROM people)")  # audiences
    with op.batch_alter_table('pulses', schema=None) as batch_op:
        batch_op.create_foreign_key(batch_op.f('fk_pulses_person_id_people'), 'people', ['person_id'], ['id'], ondelete='CASCADE')
        batch_op.drop_column('log')
        batch_op.drop_column('work')

    with op.batch_alter_table('people', schema=None) as batch_op:
        batch_op.drop_column('mail_refused_why')
        batch_op.drop_column('mail_refused_at')

    with op.batch_alter_table('participants', schema=None) as batch_op:
        batch_op.drop_column('left_at')
        batch_op.drop_column('joined_at')
        batch_op.drop_column('muted')
        batch_op.drop_column('from_id')

    with op.batch_alter_table('messages', schema=None) as batch_op:
        batch_op.drop_column('removed_at')
        batch_op.drop_column('edited_at')

    with op.batch_alter_table('mail_preferences', schema=None) as batch_op:
        batch_op.drop_column('how')

    with op.batch_alter_table('events', schema=None, table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.drop_index('uq_events_ref')
        batch_op.drop_index('ix_events_shown')
        batch_op.drop_index('ix_events_corrects')
        batch_op.drop_index('ix_events_verb')
        batch_op.create_index(batch_op.f('ix_events_verb'), ['verb'], unique=False)
        batch_op.drop_index('ix_events_verb_shown')
        batch_op.drop_index('ix_events_strand')
        batch_op.create_index('ix_events_strand', ['strand', 'at', 'id'], unique=False)
        batch_op.drop_column('hash')
        batch_op.drop_column('seals')
        batch_op.drop_column('corrects_id')
        batch_op.drop_column('ref')

    with op.batch_alter_table('deliveries', schema=None) as batch_op:
        batch_op.drop_index('ix_deliveries_mail')
        batch_op.drop_index('ix_deliveries_bundle')
        batch_op.drop_column('bundle_id')
        batch_op.drop_column('snoozed_until')

    with op.batch_alter_table('conversations', schema=None) as batch_op:
        batch_op.drop_index('uq_conversations_about')
        batch_op.drop_column('opened_by')
        batch_op.drop_column('title')
        batch_op.drop_column('about_id')
        batch_op.drop_column('kind')

    with op.batch_alter_table('message_reports', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_message_reports_state'))
        batch_op.drop_index(batch_op.f('ix_message_reports_message_id'))

    op.drop_table('message_reports')
    op.drop_table('message_files')
    with op.batch_alter_table('activity_people', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_activity_people_person_id'))

    op.drop_table('activity_people')
    op.drop_table('activity_files')
    with op.batch_alter_table('event_parties', schema=None) as batch_op:
        batch_op.drop_index('ix_event_parties_person')
        batch_op.create_index('ix_event_parties_person', ['person_id', 'event_id'], unique=False)
        batch_op.drop_column('at')

    with op.batch_alter_table('event_refs', schema=None) as batch_op:
        batch_op.drop_index('ix_event_refs_thing')

    op.drop_table('event_refs')
    with op.batch_alter_table('event_comments', schema=None) as batch_op:
        batch_op.drop_index('ix_event_comments_event')
        batch_op.drop_index(batch_op.f('ix_event_comments_author_id'))

    op.drop_table('event_comments')
    with op.batch_alter_table('dissemination_activities', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_dissemination_activities_organisation_id'))
        batch_op.drop_index(batch_op.f('ix_dissemination_activities_innovation_id'))
        batch_op.drop_index('ix_dissemination_activities_days')
        batch_op.drop_index('ix_dissemination_activities_author')

    op.drop_table('dissemination_activities')
    with op.batch_alter_table('saved_views', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_saved_views_person_id'))

    op.drop_table('saved_views')
    op.drop_table('notice_settings')
    op.drop_table('log_feeds')
    with op.batch_alter_table('log_exports', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_log_exports_person_id'))
        batch_op.drop_index('ix_log_exports_due')

    op.drop_table('log_exports')
    op.drop_table('object_limits')
    op.drop_table('log_head')
