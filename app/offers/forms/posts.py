"""The forms of a post. Every wrong value gets a sentence beside its field."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, DateField, FormField, ValidationError
from wtforms.validators import AnyOf, Optional

from app.core.rules import Actor
from app.offers.forms.essentials import YEARS_AHEAD, EssentialsForm
from app.offers.forms.kept import KeptForm
from app.offers.forms.parts import Choice, DayField, EurosField, FileRow
from app.offers.models import (
    AUDIENCES,
    CATEGORIES,
    MAX_FILES,
    MAX_LANGUAGES,
    MAX_TOPICS,
    Post,
    PostContent,
)
from app.offers.queries import (
    contacts_of,
    files_of,
    languages_of,
    own_innovations,
    own_organisation,
    people_to_post_for,
    today,
    topics_of,
)
from app.offers.words import AUDIENCE, CATEGORY
from app.people import queries as people
from app.reference.queries import countries, languages, topic_choices
from app.web.forms import FieldList, Form, RadioField, SelectMultipleField, clean, line, paragraph

USUAL = timedelta(days=91)
"""How long a new post is open, unless its owner says otherwise."""
SAME = ("title", "text", "category", "city", "country", "region", "remote", "quantity", "unit", "starts_on", "until",
        "eligibility", "value_cents", "value_note", "organisation_id", "innovation_id", "contact_id",
        "audience")  # fmt: skip
"""What has the same name in the form and in the post."""
CHOSEN = ("country", "organisation_id", "innovation_id", "category", "contact_id")


def some_topics(form: Any, field: SelectMultipleField) -> None:
    """Of the list, and not all of it."""
    _some(field, MAX_TOPICS, _("Choose topics from the list."), _("Choose at most %(max)d topics.", max=MAX_TOPICS))


def some_languages(form: Any, field: SelectMultipleField) -> None:
    """Of the list, and not all of it."""
    too_many = _("Choose at most %(max)d languages.", max=MAX_LANGUAGES)
    _some(field, MAX_LANGUAGES, _("Choose languages from the list."), too_many)


def _some(field: SelectMultipleField, most: int, not_known: str, too_many: str) -> None:
    chosen = set(field.data or ())
    if not chosen <= {value for value, *_rest in field.iter_choices()}:
        raise ValidationError(not_known)
    if len(chosen) > most:
        raise ValidationError(too_many)


class PostForm(KeptForm, EssentialsForm):
    """An offer or a need. Whose organisations, innovations and colleagues may be chosen depends on its owner."""

    new_files, most_files = ("uploads",), MAX_FILES
    topics = SelectMultipleField(_l("Topics"), [some_topics], validate_choice=False)
    city = line(_l("Town or city"), maximum=120)
    region = line(_l("Region"), maximum=120)
    country = Choice(_l("Country"))
    remote = BooleanField(_l("Also, or only, from a distance"))
    languages = SelectMultipleField(_l("Languages"), [some_languages], validate_choice=False)
    starts_on = DayField(_l("First day"), [Optional()])
    value_cents = EurosField(_l("Estimated value of each, in euros"), [Optional()])
    value_note = line(_l("How the value was found"), maximum=300)
    eligibility = paragraph(_l("For whom"), maximum=600)
    files = FieldList(FormField(FileRow), max_entries=MAX_FILES)
    uploads = MultipleFileField(_l("Pictures and files"))
    alt = line(_l("What the new pictures show"), maximum=200)
    organisation_id = Choice(_l("On behalf of"), filters=[clean])
    innovation_id = Choice(_l("For which innovation"), filters=[clean])
    contact_id = Choice(_l("Who can be asked about it"), filters=[clean])
    audience = RadioField(
        _l("Who may see this"), choices=[(key, AUDIENCE[key]) for key in AUDIENCES], default="members",
        validate_choice=False, validators=[AnyOf(AUDIENCES, _l("Choose who may see this."))],
    )  # fmt: skip

    def __init__(self, owner: Actor, post: Post | None = None, **kwargs: Any):
        """`post` is what is changed or copied; without it `data` may say more of what a new one begins with."""
        more = kwargs.pop("data", {})
        super().__init__(**kwargs, data=as_typed(post) if post is not None else usual(owner) | more)
        self.kept_until = post.until if post is not None else None
        house = own_organisation(owner.id)
        self.category.choices = [("", _("Choose one")), *((key, CATEGORY[key]) for key in CATEGORIES)]
        self.topics.choices = topic_choices()
        self.languages.choices = languages()
        self.country.choices = [("", _("No country")), *countries()]
        self.organisation_id.choices = [("", _("Myself")), *([house] if house else [])]
        self.innovation_id.choices = [("", _("None")), *own_innovations(owner.id)]
        self.contact_id.choices = [("", owner.name), *contacts_of(owner.id)]
        for name in CHOSEN:
            self[name].data = self[name].data or ""

    def validate_starts_on(self, field: DateField) -> None:
        """Within five years of today, and not after the last day."""
        if field.data and abs(field.data - today()) > YEARS_AHEAD:
            raise ValidationError(_("Choose a day within five years of today."))
        if field.data and self.until.data and not self.standing.data and field.data > self.until.data:
            raise ValidationError(_("The last day comes before the first."))

    def content(self) -> PostContent:
        """What was written, for the action."""
        said = {name: self[name].data for name in SAME}
        emptied = {name: said[name] or "" for name in ("city", "region", "unit", "eligibility", "value_note")}
        none = {name: said[name] or None for name in ("organisation_id", "innovation_id", "contact_id")}
        return PostContent(
            **said | emptied | none | {
                "quantity": None if self.unlimited.data else self.quantity.data,
                "until": None if self.standing.data else self.until.data,
                "standing": self.standing.data,
                "topics": tuple(self.topics.data or ()),
                "languages": tuple(self.languages.data or ()),
            }
        )  # fmt: skip


def usual(owner: Actor) -> dict[str, Any]:
    """What a new post begins with: one of it, open for three months, for their innovation when they have one, where
    they are and in what they speak."""
    who, house = people.person_here(owner.id), own_organisation(owner.id)
    spoken = people.languages_of([owner.id]).get(owner.id, [])[:MAX_LANGUAGES]
    said = {"quantity": 1, "until": today() + USUAL, "languages": spoken, "organisation_id": house[0] if house else ""}
    teams = own_innovations(owner.id)
    said |= {"innovation_id": teams[0][0]} if len(teams) == 1 else {}
    return said | ({"city": who.city, "country": who.country} if who else {})


def as_typed(post: Post) -> dict[str, Any]:
    """What the form of this post begins with."""
    return {name: getattr(post, name) for name in SAME} | {
        "topics": topics_of(post.id),
        "languages": languages_of(post.id),
        "unlimited": post.quantity is None,
        "standing": post.until is None,
        "files": [{"id": file.id, "alt": file.alt} for file in files_of(post.id)],
    }


def as_copied(post: Post) -> dict[str, Any]:
    """What a new one begins with that is a copy of this, its files included; a day that has passed is not copied."""
    said = as_typed(post)
    over = post.until is not None and post.until < today()
    return said | ({"until": today() + USUAL, "starts_on": None} if over else {})


class OwnerForm(Form):
    """In whose name an animator writes the next one. It is sent by GET: it only chooses the sheet."""

    owner = Choice(_l("In whose name"))

    def __init__(self, animator: Actor):
        super().__init__(formdata=None)
        self.owner.choices = people_to_post_for(animator)


class WithdrawForm(Form):
    """Take a post back."""

    reason = paragraph(_l("Why"), maximum=300)


class RenewForm(Form):
    """It still holds: until when."""

    until = DayField(_l("Last day"), [Optional()])

    def __init__(self, post: Post, **kwargs: Any):
        """A dated post is offered as many days more as it had; a standing one none."""
        super().__init__(**kwargs)
        self.post = post
        if self.until.data is None and not self.is_submitted():
            self.until.data = _further(post)

    def validate_until(self, field: DateField) -> None:
        """Today or later, within five years; none only for what is standing."""
        if field.data is None and not self.post.standing:
            raise ValidationError(_("Choose its last day."))
        if field.data is not None and not today() <= field.data <= today() + YEARS_AHEAD:
            raise ValidationError(_("Choose a day within the next five years, or none."))


class AnswerForm(RenewForm):
    """What the owner answers to "does it still hold?"."""

    answer = RadioField(
        _l("Does it still hold?"), default="valid", validate_choice=False,
        choices=[
            ("valid", _l("Yes, it still holds")), ("pause", _l("Not now: pause it")), ("gone", _l("No, it is gone")),
        ],
        validators=[AnyOf(("valid", "pause", "gone"), _l("Choose an answer."))],
    )  # fmt: skip
    reason = paragraph(_l("A line to those who asked for it"), maximum=300)

    def validate_until(self, field: DateField) -> None:
        """Asked of one who says that it still holds."""
        if self.answer.data == "valid":
            super().validate_until(field)


def _further(post: Post) -> Any:
    """A last day as far from today as the one it had was from its beginning; at least a month, at most a year."""
    if post.until is None:
        return None
    length = (post.until - post.published_at.date()) if post.published_at else timedelta(days=90)
    return today() + min(max(length, timedelta(days=30)), timedelta(days=365))
