"""The forms of a post. Every wrong value gets a sentence beside its field."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, ValidationError
from wtforms.validators import AnyOf, NumberRange, Optional, StopValidation

from app.core.rules import Actor
from app.offers.forms.parts import UNITS, Choice, DayField, UnitsField
from app.offers.models import AUDIENCES, CATEGORIES, MAX_TOPICS, MAX_UNITS, Post, PostContent
from app.offers.queries import own_innovations, own_organisation, today, topics_of
from app.offers.words import AUDIENCE, CATEGORY
from app.reference.queries import countries, topic_choices
from app.web.forms import Form, RadioField, SelectMultipleField, clean, line, paragraph, required

YEARS_AHEAD = timedelta(days=5 * 366)


def some_topics(form: Any, field: SelectMultipleField) -> None:
    """Of the list, and not all of it."""
    known = {value for value, *_rest in field.iter_choices()}
    if not set(field.data or ()) <= known:
        raise ValidationError(_("Choose topics from the list."))
    if len(set(field.data or ())) > MAX_TOPICS:
        raise ValidationError(_("Choose at most %(max)d topics.", max=MAX_TOPICS))


def a_number_or_no_limit(form: Any, field: UnitsField) -> None:
    """One of the two has to be said."""
    if field.data is None:
        raise StopValidation(None if form.unlimited.data else _("Say how many there are, or that there is no limit."))


class PostForm(Form):
    """An offer or a need. Whose organisations and innovations may be chosen depends on the reader."""

    title = line(_l("Title"), required(_l("Give it a title: what it is, in a few words.")), maximum=120)
    text = paragraph(_l("Description"), required(_l("Describe it in a few sentences.")), maximum=6000)
    category = Choice(_l("Category"), [AnyOf(CATEGORIES, _l("Choose one of the categories."))])
    topics = SelectMultipleField(_l("Topics"), [some_topics], validate_choice=False)
    city = line(_l("Town or city"), maximum=120)
    country = Choice(_l("Country"))
    remote = BooleanField(_l("Also, or only, from a distance"))
    quantity = UnitsField(_l("How many"), [a_number_or_no_limit, NumberRange(1, MAX_UNITS, UNITS)])
    unit = line(_l("Of what"), maximum=40)
    unlimited = BooleanField(_l("There is no limit"))
    until = DayField(_l("Last day"), [Optional()])
    organisation_id = Choice(_l("On behalf of"), filters=[clean])
    innovation_id = Choice(_l("For which innovation"), filters=[clean])
    audience = RadioField(
        _l("Who may see this"), choices=[(key, AUDIENCE[key]) for key in AUDIENCES], default="members",
        validate_choice=False, validators=[AnyOf(AUDIENCES, _l("Choose who may see this."))],
    )  # fmt: skip

    def __init__(self, reader: Actor, post: Post | None = None, **kwargs: Any):
        """`post` is what is changed or copied; without it `data` may say what a new one begins with."""
        if post is not None:
            kwargs["data"] = _as_typed(post)
        super().__init__(**kwargs)
        self.kept_until = post.until if post is not None else None
        house = own_organisation(reader.id)
        self.category.choices = [("", _("Choose one")), *((key, CATEGORY[key]) for key in CATEGORIES)]
        self.topics.choices = topic_choices()
        self.country.choices = [("", _("No country")), *countries()]
        self.organisation_id.choices = [("", _("Myself")), *([house] if house else [])]
        self.innovation_id.choices = [("", _("None")), *own_innovations(reader.id)]
        for field in (self.country, self.organisation_id, self.innovation_id, self.category):
            field.data = field.data or ""

    def validate_until(self, field: DateField) -> None:
        """Today or later, within five years."""
        day = today()
        if field.data is None or field.data == self.kept_until:
            return
        if field.data < day:
            raise ValidationError(_("This day has passed. Choose today or a later day."))
        if field.data > day + YEARS_AHEAD:
            raise ValidationError(_("Choose a day within the next five years, or none."))

    def content(self) -> PostContent:
        """What was written, for the action."""
        return PostContent(
            title=self.title.data,
            text=self.text.data,
            category=self.category.data,
            topics=tuple(self.topics.data or ()),
            city=self.city.data or "",
            country=self.country.data,
            remote=self.remote.data,
            quantity=None if self.unlimited.data else self.quantity.data,
            unit=self.unit.data or "",
            until=self.until.data,
            organisation_id=self.organisation_id.data or None,
            innovation_id=self.innovation_id.data or None,
            audience=self.audience.data,
        )


def _as_typed(post: Post) -> dict[str, Any]:
    names = ("title", "text", "category", "city", "country", "remote", "quantity", "unit", "until", "organisation_id")
    said = {name: getattr(post, name) for name in (*names, "innovation_id", "audience")}
    return said | {"topics": topics_of(post.id), "unlimited": post.quantity is None}


class WithdrawForm(Form):
    """Take a post back."""

    reason = paragraph(_l("Why"), maximum=300)
