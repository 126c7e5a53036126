"""The first run: a one-time link makes the cluster and its first animator (SECURITY 11)."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask_babel import gettext as _

from app.activity.facts import Ref, person_ref
from app.activity.record import record
from app.core.action import action
from app.core.models import new_id
from app.core.rules import Actor, Conflict
from app.extensions import db
from app.people import links
from app.people.actions.accounts import make_link, use_link
from app.people.actions.findable import make_findable
from app.people.events import ClusterSetUp
from app.people.models import Cluster, OneTimeLink, Person, PersonLanguage
from app.people.queries import is_set_up


@dataclass(frozen=True)
class Founding:
    """What the first animator says; the password only as its hash."""

    cluster: str
    timezone: str
    name: str
    email: str
    password_hash: str
    languages: list[str] = field(default_factory=list)
    locale: str = ""


@action(silent="nobody is here yet who could read it")
def open_setup(_actor: Actor | None) -> OneTimeLink:
    """A new set-up link; earlier ones stop working. Refused once there is an animator."""
    if is_set_up():
        raise Conflict(_("This cluster has been set up already: sign in, or ask an animator for an invitation."))
    return make_link("setup", links.SETUP_LASTS)


@action
def set_up_cluster(_actor: Actor | None, link: OneTimeLink, founding: Founding) -> Person:
    """Name the cluster and make its first animator."""
    if is_set_up():
        raise Conflict(_("This cluster has been set up already: sign in, or ask an animator for an invitation."))
    use_link(link)
    cluster = db.session.get(Cluster, 1) or Cluster(id=1)
    cluster.name, cluster.timezone, cluster.languages = founding.cluster, founding.timezone, founding.languages
    db.session.add(cluster)
    person = Person(
        id=new_id(), email=founding.email, name=founding.name, role="animator", password_hash=founding.password_hash,
        timezone=founding.timezone, locale=founding.locale,
    )  # fmt: skip
    db.session.add(person)
    db.session.flush()
    db.session.add_all(PersonLanguage(person_id=person.id, code=code) for code in founding.languages)
    make_findable(person)
    record(person, ClusterSetUp(Ref("cluster", "1", cluster.name), person_ref(person)))
    return person
