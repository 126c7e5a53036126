"""Tables that are taken in, what is kept while one types, searches, letters on their way, the first day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from app.core.clock import at
from app.extensions import db
from app.files.keeping import Upload
from app.importing.outcome import Read
from app.importing.reading import read_bytes
from app.innovations.rows import read_rows
from app.mentoring.actions import declare_conflict
from app.mentoring.models import Mentorship
from app.messages.actions import write_about
from app.messages.queries import Thing
from app.offers.actions import imports, searches
from app.offers.queries import BoardFilter
from app.offers.rows import Defaults, read_posts
from app.people.actions import founding
from app.people.actions.founding import Founding
from app.people.rows import Invitee, OrganisationRow
from tests.builders import an_offer
from tests.mentoring.builders import MONDAY
from tests.proofs.recipes.log import _export, _mail
from tests.proofs.recipes.mentoring import pair_of

_TOMORROW = MONDAY + timedelta(days=1)
_INVITED = Read(2, "Nora", Invitee("nora@example.net", "Nora"))
_HOUSE = Read(2, "The mill", OrganisationRow("The mill"))
_FOUNDING = Founding("Valley", "Europe/Paris", "Ann", "ann@example.net", "a hash")


def _told(p: Any) -> Any:
    """Somebody for whose digest something waits."""
    declare_conflict(p.mentor, p.mentor.id, "person", p.innovator.id, "client")
    return p.animator


def _posts() -> Any:
    reads, _columns = read_posts(read_bytes(b"title,text,category\nA van,With a driver.,equipment\n"), Defaults())
    return reads


def _innovations() -> Any:
    reads, _columns = read_rows(read_bytes(b"name,summary\nHerstelhuis,Neighbours mend.\n"))
    return reads


def _search(p: Any) -> Any:
    return searches.save_search(p.innovator, "Advice", BoardFilter(category="expertise"), "daily")


def _found(p: Any) -> Any:
    _search(p)
    with at(MONDAY + timedelta(minutes=1)):
        an_offer(p.stakeholder)
    return p.innovator


def _tell_tomorrow(person: Any) -> Any:
    with at(_TOMORROW):
        return searches.tell_new_posts(None, person)


def _failed(p: Any) -> Any:
    one = _export(p)
    one.state = "failed"
    return one


def _nobody(p: Any) -> None:
    p.animator.role = "member"
    db.session.commit()


def _talk(p: Any) -> Mentorship:
    pair: Mentorship = pair_of(p)
    write_about(p.mentor, Thing("mentorship", pair.id, "Kitchens", (p.mentor.id, p.innovator.id)), "An idea")
    return pair


def _set_up(p: Any) -> Any:
    _nobody(p)
    return founding.open_setup(None)


_O, _B = "offers.actions.", "activity.outbox."
RECIPES: dict[str, Any] = {
    _O + "imports.import_posts": lambda p: (p.stakeholder, _posts()),
    _O + "imports._tell": lambda p: (imports.import_posts, p.stakeholder, _posts()),
    _O + "imports.take_table": lambda p: (p.stakeholder, _posts()),
    _O + "imports.keep_table": lambda p: (p.stakeholder, {"rows": []}),
    _O + "drafts.keep_draft": lambda p: (p.stakeholder, "offer", "", {"title": ["A desk"]}),
    _O + "files.keep_uploads": lambda p: (p.stakeholder, [Upload("notes.txt", "text/plain", b"Notes.")]),
    _O + "searches.save_search": lambda p: (p.innovator, "Advice", BoardFilter(category="expertise"), "daily"),
    _O + "searches.change_search": lambda p: (p.innovator, _search(p), "Other", "weekly"),
    _O + "searches.remove_search": lambda p: (p.innovator, _search(p)),
    _O + "searches.tell_new_posts": lambda p: (_tell_tomorrow, _found(p)),
    "innovations.actions.imports.import_innovations": lambda p: (p.animator, "list.csv", _innovations()),
    "messages.actions.taking_part.keep_in_step": lambda p: (
        None, "mentorship", _talk(p).id, (p.mentor.id, p.innovator2.id),
    ),
    "people.actions.founding.open_setup": lambda p: (_nobody(p),),
    "people.actions.founding.set_up_cluster": lambda p: (None, _set_up(p), _FOUNDING),
    "activity.actions.exports.retry_export": lambda p: (p.mentor, _failed(p)),
    "activity.digests.bundle": lambda p: (None, _told(p).id),
    "people.actions.imports._invite_all": lambda p: (p.animator, [_INVITED], False, False),
    "people.actions.imports._add_all": lambda p: (p.animator, [_HOUSE], False, False),
    "activity.actions.notices.unsubscribe": lambda p: (None, p.mentor.id, "digest"),
    "activity.actions.notices.weekly_instead": lambda p: (None, p.mentor.id, "digest"),
    "activity.beats._beat": lambda _p: (None,),
    "activity.beats.end_beat": lambda _p: (None,),
    _B + "claim_mail": lambda p: (None, (mail := _mail(p)).id, mail.due_at),
    _B + "settle": lambda p: (None, _mail(p).id, "sent"),
    _B + "postpone": lambda p: (None, _mail(p).id, 1, "The server is down."),
    _B + "skip_stale": lambda p: (_mail(p) and None,),
}  # fmt: skip
