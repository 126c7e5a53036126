"""Its links and its pictures."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.activity.record import record
from app.core.action import action
from app.core.rules import Actor, Conflict, Refused, require
from app.extensions import db
from app.files.keeping import Upload, drop, keep
from app.files.models import StoredFile
from app.innovations.actions.changes import innovation_ref
from app.innovations.events import ImageAdded, ImageRemoved, LinkAdded, LinkRemoved
from app.innovations.models import MAX_IMAGES, MAX_LINKS, InnovationImage, InnovationLink, SocialInnovation
from app.innovations.rules import may_edit_innovation


@action
def add_link(actor: Actor, innovation: SocialInnovation, url: str, kind: str, label: str = "") -> InnovationLink:
    """One more address about it; `kind` of LINK_KINDS."""
    require(may_edit_innovation(actor, innovation))
    if _number(InnovationLink, innovation.id, url=url):
        raise Refused(_("This address is among its links already."), "url")
    if (here := _number(InnovationLink, innovation.id)) >= MAX_LINKS:
        raise Refused(_("At most %(number)d links. Take one away first.", number=MAX_LINKS), "url")
    link = InnovationLink(innovation_id=innovation.id, url=url, kind=kind, label=label, position=here)
    db.session.add(link)
    db.session.flush()
    record(actor, LinkAdded(innovation_ref(innovation)))
    return link


@action
def remove_link(actor: Actor, link: InnovationLink) -> SocialInnovation:
    """Take an address away."""
    innovation = _of(link)
    require(may_edit_innovation(actor, innovation))
    db.session.delete(link)
    record(actor, LinkRemoved(innovation_ref(innovation)))
    return innovation


@action
def add_image(actor: Actor, innovation: SocialInnovation, upload: Upload, alt: str) -> InnovationImage:
    """One more picture, with what it shows in words."""
    require(may_edit_innovation(actor, innovation))
    if not alt.strip():
        raise Refused(_("Say in words what the picture shows."), "alt")
    if (here := _number(InnovationImage, innovation.id)) >= MAX_IMAGES:
        raise Refused(_("At most %(number)d pictures. Take one away first.", number=MAX_IMAGES), "file")
    file = keep(actor, upload)
    image = InnovationImage(innovation_id=innovation.id, file_id=file.id, alt=alt, position=here)
    db.session.add(image)
    db.session.flush()
    record(actor, ImageAdded(innovation_ref(innovation)))
    return image


@action
def remove_image(actor: Actor, image: InnovationImage) -> SocialInnovation:
    """Take a picture away, from the disk too."""
    innovation, file = _of(image), db.session.get(StoredFile, image.file_id)
    require(may_edit_innovation(actor, innovation))
    db.session.delete(image)
    db.session.flush()
    if file is not None:
        drop(file)
    record(actor, ImageRemoved(innovation_ref(innovation)))
    return innovation


def _number(table: Any, innovation_id: str, **more: str) -> int:
    query = select(func.count()).select_from(table).filter_by(innovation_id=innovation_id, **more)
    return db.session.execute(query).scalar_one()


def _of(part: InnovationLink | InnovationImage) -> SocialInnovation:
    innovation = db.session.get(SocialInnovation, part.innovation_id)
    if innovation is None:
        raise Conflict(_("This has been removed in the meantime."))
    return innovation
