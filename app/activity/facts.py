"""Facts: typed, in the past tense, never rendered text (BEHAVIOURS A2). The slices define theirs with `@fact`.

    @fact("mentoring.request_accepted", strand="mentoring", visibility=PARTIES)
    class RequestAccepted(Fact):
        request: Ref
        mentor: Ref
        mentee: Ref

        def waits_for(self):
            return (self.mentee,)

The first field is the object it is about. The sentence is `templates/mentoring/events/request_accepted.html`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, TypeVar, dataclass_transform

from app.activity.models import PARTIES

AT_ONCE = timedelta(0)
STRANDS = ("mentoring", "offers", "needs", "scaling", "outreach", "people", "messages")


@dataclass(frozen=True)
class Ref:
    """A thing named in a fact: its kind, its id, and its name as it was then."""

    kind: str
    id: str
    name: str


def person_ref(person: Any) -> Ref:
    """A Reader or Person as a Ref."""
    return Ref("person", person.id, person.name)


@dataclass(frozen=True)
class Letter:
    """A mail with a template of its own (it carries a link), to a person or to an address without an account."""

    template: str  # "people/mail/invitation": .html and .txt
    address: str = ""
    person_id: str | None = None


class Fact:
    """What an action says happened."""

    verb: ClassVar[str]
    strand: ClassVar[str]
    visibility: ClassVar[int]
    mail: ClassVar[Any]
    mail_after: ClassVar[timedelta]

    @property
    def about(self) -> Ref:
        """The object: the first field."""
        return getattr(self, fields(self)[0].name)  # type: ignore[arg-type]

    def seen_by(self) -> int:
        """The visibility of this one; usually its kind's."""
        return self.visibility

    def belongs_to(self) -> str:
        """The strand of this one; usually its kind's."""
        return self.strand

    def parties(self) -> Iterable[Ref]:
        """The people it names: they may see it, and (but for the actor) it goes to their inbox."""
        return tuple(ref for ref in self.refs() if ref.kind == "person")

    def tells(self) -> Iterable[Ref]:
        """Whose inbox it goes to (the actor's never)."""
        return self.parties()

    def waits_for(self) -> Iterable[Ref]:
        """For whom something waits now: they get mail at once, unless they switched it off (N1)."""
        return ()

    def letters(self) -> Iterable[Letter]:
        """Mails with a template of their own."""
        return ()

    def refs(self) -> tuple[Ref, ...]:
        """All things named."""
        values = (getattr(self, field.name) for field in fields(self))  # type: ignore[arg-type]
        return tuple(value for value in values if isinstance(value, Ref))

    def as_json(self) -> dict[str, Any]:
        """How it is stored: refs as {kind, id, name}, moments and dates tagged, the rest plain."""
        return {field.name: _store(getattr(self, field.name)) for field in fields(self)}  # type: ignore[arg-type]


F = TypeVar("F", bound="Fact")

FACTS: dict[str, type[Fact]] = {}
"""Every kind of event by its verb."""


@dataclass_transform(frozen_default=True)
def fact(
    verb: str, *, strand: str, visibility: int = PARTIES, mail: Any = None, mail_after: timedelta = AT_ONCE
) -> Callable[[type[F]], type[F]]:
    """Make a frozen dataclass a kind of event. `mail` names the mail it brings to those it waits for, as one reads it
    among the mail settings: _l("Somebody asks you to be their mentor"). It is sent `mail_after` the event; one that
    rests so long is left out when its reader has seen the entry in their inbox by then."""

    def decorate(cls: type[F]) -> type[F]:
        cls = dataclass(frozen=True)(cls)
        cls.verb, cls.strand, cls.visibility, cls.mail, cls.mail_after = verb, strand, visibility, mail, mail_after
        if verb in FACTS and FACTS[verb].__qualname__ != cls.__qualname__:
            raise ValueError(f"{verb} is defined twice")
        FACTS[verb] = cls
        return cls

    return decorate


def _store(value: Any) -> Any:
    if isinstance(value, Ref):
        return {"kind": value.kind, "id": value.id, "name": value.name}
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return value


def read_stored(facts: dict[str, Any]) -> dict[str, Any]:
    """Stored facts back as Refs, moments, dates and plain values."""
    return {name: _read(value) for name, value in facts.items()}


def _read(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if "kind" in value:
        return Ref(value["kind"], value["id"], value["name"])
    if "moment" in value:
        return datetime.fromisoformat(value["moment"])
    return date.fromisoformat(value["date"]) if "date" in value else value
