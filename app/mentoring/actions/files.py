"""Files that all who take part can read."""

from __future__ import annotations

from flask_babel import gettext as _

from app.core.action import action
from app.core.rules import Actor, Refused, require
from app.extensions import db
from app.files.keeping import Upload, drop, keep
from app.files.models import StoredFile
from app.mentoring.actions.naming import must_run, record_at
from app.mentoring.events import FileAdded, FileRemoved
from app.mentoring.models import Mentorship, MentorshipFile
from app.mentoring.queries.work import MOST_FILES, count_files
from app.mentoring.rules import may_remove_file, may_work


@action
def add_file(actor: Actor, mentorship: Mentorship, upload: Upload) -> StoredFile:
    """Keep a file that has been looked into."""
    require(may_work(actor, mentorship))
    must_run(mentorship)
    if count_files(mentorship.id) >= MOST_FILES:
        raise Refused(_("There are %(n)d files already. Delete one first.", n=MOST_FILES), "file")
    file = keep(actor, upload)
    db.session.add(MentorshipFile(mentorship_id=mentorship.id, file_id=file.id))
    db.session.flush()
    record_at(actor, mentorship, FileAdded)
    return file


@action
def remove_file(actor: Actor, file: StoredFile, mentorship: Mentorship) -> None:
    """Who added it takes it away; also after the mentorship has ended."""
    require(may_remove_file(actor, file))
    db.session.delete(db.session.get_one(MentorshipFile, (mentorship.id, file.id)))
    db.session.flush()
    drop(file)
    record_at(actor, mentorship, FileRemoved, quiet=True)
