"""Taking in lists: people are invited, organisations added or brought up to date. All of a list, or nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from app.core.action import action
from app.core.rules import Actor, require
from app.importing.outcome import Outcome, Read, Report, State
from app.people import rules
from app.people.actions.invitations import invite
from app.people.actions.organisations import Body, add_organisation, change_organisation
from app.people.queries import invited_among, members_among, organisation_named
from app.people.rows import Invitee, OrganisationRow

Row = TypeVar("Row")


class _Undone(Exception):
    """Takes the report out of a transaction that is rolled back."""

    def __init__(self, report: Report):
        super().__init__()
        self.report = report


def import_people(actor: Actor, reads: Sequence[Read[Invitee]], *, skip_bad: bool = False, dry: bool = False) -> Report:
    """Invite them; who is a member or invited already is left alone."""
    try:
        return _invite_all(actor, reads, skip_bad, dry)
    except _Undone as undone:
        return undone.report


def import_organisations(
    actor: Actor, reads: Sequence[Read[OrganisationRow]], *, skip_bad: bool = False, dry: bool = False
) -> Report:
    """Add them; of those that are here by that name, change what the list says and is different."""
    try:
        return _add_all(actor, reads, skip_bad, dry)
    except _Undone as undone:
        return undone.report


@action(silent="each invitation is a fact of its own, inside")
def _invite_all(actor: Actor, reads: Sequence[Read[Invitee]], skip_bad: bool, dry: bool) -> Report:
    require(rules.may_invite(actor))
    return _each(reads, lambda row: _invite_one(actor, row), skip_bad, dry)


@action(silent="each organisation is a fact of its own, inside")
def _add_all(actor: Actor, reads: Sequence[Read[OrganisationRow]], skip_bad: bool, dry: bool) -> Report:
    require(rules.may_add_organisation(actor))
    return _each(reads, lambda row: _add_one(actor, row), skip_bad, dry)


def _each(reads: Sequence[Read[Row]], take: Callable[[Row], State], skip_bad: bool, dry: bool) -> Report:
    outcomes = [
        Outcome(read.line, read.name, "refused" if read.row is None else take(read.row), read.notes) for read in reads
    ]
    report = Report(outcomes, written=not dry and (skip_bad or not any(o.state == "refused" for o in outcomes)))
    if not report.written:
        raise _Undone(report)
    return report


def _invite_one(actor: Actor, row: Invitee) -> State:
    if members_among([row.email]) or invited_among([row.email]):
        return "unchanged"
    invite(actor, row.email, row.name, row.role, row.note)
    return "taken"


def _add_one(actor: Actor, row: OrganisationRow) -> State:
    told = {field: value for field, value in vars(row).items() if value}
    here = organisation_named(row.name)
    if here is None:
        add_organisation(actor, Body(**told))
        return "taken"
    body = {field: getattr(here, field) for field in vars(row)} | told | {"name": here.name}
    if all(getattr(here, field) == value for field, value in body.items()):
        return "unchanged"
    change_organisation(actor, here, Body(**body))
    return "updated"
