"""Taking in a list: planned first, written all at once or not at all, in bulk, as one fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.activity.facts import Ref
from app.activity.record import record
from app.core.action import action
from app.core.models import new_id
from app.core.rules import Actor, require
from app.core.search import fold
from app.importing.outcome import Note, Outcome, Read, Report, State, note
from app.innovations.actions.writing import Written, insert_all, update_all
from app.innovations.events import InnovationsImported
from app.innovations.queries import Known, known_names, known_sources
from app.innovations.rows import Row
from app.innovations.rules import may_import_innovations


@dataclass(frozen=True)
class Planned:
    """What will become of a row."""

    read: Read[Row]
    state: State
    known: Known | None = None
    more: tuple[Note, ...] = ()

    @property
    def row(self) -> Row:
        """The row; only of those that are not refused."""
        assert self.read.row is not None
        return self.read.row

    @property
    def outcome(self) -> Outcome:
        """As it is reported."""
        return Outcome(self.read.line, self.read.name, self.state, (*self.read.notes, *self.more))


def preview_innovations(reads: Sequence[Read[Row]], *, public: bool = False) -> Report:
    """What an import would do."""
    return Report([each.outcome for each in plan(reads, public)], written=False)


@action
def import_innovations(
    actor: Actor | None, source: str, reads: Sequence[Read[Row]], *, public: bool = False, skip_bad: bool = False
) -> Report:
    """Take the rows in. One that is refused keeps all out, unless `skip_bad`. The same rows again change nothing.

    `public` shows the new ones to visitors, and those that came before too; without it nothing is hidden either.
    """
    require(may_import_innovations(actor))
    planned = plan(reads, public)
    outcomes = [each.outcome for each in planned]
    if not skip_bad and any(each.state == "refused" for each in planned):
        return Report(outcomes, written=False)
    written = write_planned(planned, actor, public)
    if written:
        taken = sum(each.state == "taken" for each in planned)
        source_ref = Ref("list", new_id(), source)
        record(actor, InnovationsImported(source_ref, taken=taken, updated=len(written) - taken))
    return Report(outcomes, written=True)


def write_planned(planned: Sequence[Planned], actor: Actor | None, public: bool) -> dict[int, Written]:
    """Write what is planned, part of the action that takes the list in and tells of it: line → what was written."""
    new = [each for each in planned if each.state == "taken"]
    changed = {each.known.id: each for each in planned if each.state == "updated" and each.known}
    made = insert_all([each.row for each in new], actor.id if actor else None, public)
    mended = update_all([(id_, each.row) for id_, each in changed.items()], public)
    lines = {each.read.line: written for each, written in zip(new, made, strict=True)}
    return lines | {changed[written.id].read.line: written for written in mended}


def plan(reads: Sequence[Read[Row]], public: bool) -> list[Planned]:
    """What becomes of each row, by what is here now."""
    rows = [read.row for read in reads if read.row is not None]
    sources = known_sources([row.source_id for row in rows])
    new = [row for row in rows if row.source_id not in sources]
    names = known_names(sorted({fold(row.name)[:240] for row in new}))
    return [_plan_one(read, sources, names, public) for read in reads]


def planned_again(planned: Sequence[Planned], public: bool) -> list[Planned]:
    """The same rows by what is here by now. What they were told of others of their name stays: those that came with the
    list meanwhile are no others."""
    before = {each.read.line: each for each in planned}
    again = plan([each.read for each in planned], public)
    return [
        replace(each, more=before[each.read.line].more) if each.state == before[each.read.line].state else each
        for each in again
    ]


def _plan_one(read: Read[Row], sources: dict[str, Known], names: set[tuple[str, str]], public: bool) -> Planned:
    if read.row is None:
        return Planned(read, "refused")
    known = sources.get(read.row.source_id)
    if known is None:
        alike = (note("known_name"),) if read.row.place_name in names else ()
        return Planned(read, "taken", None, alike)
    if known.merged:
        return Planned(read, "unchanged", known, (note("merged_away"),))
    if known.hash == read.row.hash:
        return Planned(read, "updated" if public and not known.public else "unchanged", known)
    return Planned(read, "updated", known, (note("edited_here"),) if known.edited_here else ())
