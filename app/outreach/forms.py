"""The forms of outreach. Every wrong value gets a sentence beside its field."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, FormField, HiddenField, ValidationError
from wtforms.validators import Optional

from app.core.rules import Actor
from app.innovations.queries import people_found
from app.offers.forms.kept import KeptForm
from app.offers.forms.parts import Choice, DayField, FileRow, UnitsField
from app.outreach.models import MAX_FILES, MAX_PEOPLE, ActivityContent, DisseminationActivity
from app.outreach.queries import files_of, innovation_choices, organisation_choices, people_among, people_of
from app.outreach.words import AUDIENCE, LEVEL, TYPE
from app.reference.queries import countries
from app.web.forms import FieldList, Form, RadioField, SelectMultipleField, clean, line, paragraph, required

SIZES = _l("Write a whole number from 1 to 1,000,000,000.")
SAME = ("title", "type", "type_words", "starts_on", "ends_on", "online", "place", "country", "countries", "organiser",
        "link", "about", "work", "innovation_id", "organisation_id")  # fmt: skip
"""What has the same name in the form and in the activity."""
EMPTY = ("title", "type", "type_words", "place", "country", "organiser", "link", "about", "work")
ONCE = ("starts_on", "ends_on")
"""What is another when it is logged again."""


class SizeField(UnitsField):
    """How many people."""

    asks = SIZES


class ActivityForm(KeptForm):
    """What happened elsewhere. What must be said is asked by the action, so that a draft may say less."""

    new_files, most_files = ("photos", "evidence"), MAX_FILES
    type = Choice(_l("What was it?"), default="")
    type_words = line(_l("In your own words"), maximum=80)
    title = line(_l("Title"), maximum=200)
    starts_on = DayField(_l("Day, or first day"), [Optional()])
    ends_on = DayField(_l("Last day"), [Optional()])
    place = line(_l("Place"), maximum=160)
    country = Choice(_l("Country"), default="")
    online = BooleanField(_l("Online, or online too"))
    organiser = line(_l("Organiser"), maximum=160)
    link = line(_l("Link"), maximum=500)
    about = paragraph(_l("What happened"), maximum=6000)
    countries = SelectMultipleField(_l("Countries reached"), validate_choice=False)
    people = SelectMultipleField(_l("Who took part"), validate_choice=False)
    find = line(_l("Find members"), maximum=120)
    files = FieldList(FormField(FileRow), max_entries=MAX_FILES)
    photos = MultipleFileField(_l("Photos"))
    alt = line(_l("What the new photos show"), maximum=200)
    evidence = MultipleFileField(_l("Evidence"))
    work = line(_l("Part of the work plan"), maximum=60)
    innovation_id = Choice(_l("For which innovation"), filters=[clean])
    organisation_id = Choice(_l("For which organisation"), filters=[clean])
    visibility = RadioField(
        _l("Who sees it"), choices=[(str(key), words) for key, words in LEVEL.items()], default="2",
        validate_choice=False,
    )  # fmt: skip
    version = HiddenField(default="1")

    def __init__(self, writer: Actor, activity: DisseminationActivity | None = None, **kwargs: Any):
        """`activity` is what is written on or put right; without it `data` says what a new one begins with."""
        begun = as_typed(writer, activity) if activity is not None else kwargs.pop("data", {})
        kwargs.pop("data", None)
        super().__init__(**kwargs, data=begun)
        self.writer, self.activity_id = writer, activity.id if activity is not None else None
        self.type.choices = [("", _("Choose one")), *TYPE.items()]
        self.country.choices = [("", _("No country")), *countries()]
        self.countries.choices = countries()
        now_at = (activity.innovation_id, activity.organisation_id) if activity is not None else (None, None)
        self.innovation_id.choices = [("", _("None")), *innovation_choices(writer, now_at[0])]
        self.organisation_id.choices = [("", _("None")), *organisation_choices(writer, now_at[1])]
        for field in (self.type, self.country, self.innovation_id, self.organisation_id):
            field.data = field.data or ""
        self.people.choices = self._people()

    def _people(self) -> list[tuple[str, str]]:
        """Who is chosen, and who was found besides."""
        chosen = people_among(self.writer, self.people.data or (), self.activity_id)
        there = {id_ for id_, _name in chosen} | {self.writer.id}
        hits = people_found(self.find.data or "", self.writer.id)
        return chosen + [(row.id, row.name) for row in hits if row.id not in there]

    def validate_people(self, field: SelectMultipleField) -> None:
        """Only who was found."""
        if len(set(field.data or ())) > MAX_PEOPLE:
            raise ValidationError(_("Name at most %(max)d people.", max=MAX_PEOPLE))
        if not set(field.data or ()) <= {value for value, *_rest in field.iter_choices()}:
            raise ValidationError(_("Choose people from those found."))

    def audiences(self) -> dict[str, int | None]:
        """Each audience that is ticked or has a number."""
        told = {key: self[f"size_{key}"].data for key in AUDIENCE}
        return {key: size for key, size in told.items() if size is not None or self[f"to_{key}"].data}

    def content(self) -> ActivityContent:
        """What was written, for the action."""
        said: dict[str, Any] = {name: self[name].data for name in SAME}
        said |= {name: said[name] or "" for name in EMPTY}
        said |= {name: said[name] or None for name in ("innovation_id", "organisation_id")}
        said |= {"countries": tuple(said["countries"] or ()), "people": tuple(self.people.data or ())}
        level = next((level for level in LEVEL if str(level) == self.visibility.data), -1)
        return ActivityContent(**said, audiences=self.audiences(), visibility=level)

    def read_version(self) -> int:
        """Which state of it was read before it was changed; -1 for none of ours."""
        told = self.version.data or ""
        return int(told) if told.isdecimal() and len(told) < 10 else -1


for _key, _words in AUDIENCE.items():
    setattr(ActivityForm, f"to_{_key}", BooleanField(_words))
    setattr(ActivityForm, f"size_{_key}", SizeField(_l("How many: %(audience)s", audience=_words), [Optional()]))


def as_typed(reader: Actor, activity: DisseminationActivity) -> dict[str, Any]:
    """What the form of this activity begins with."""
    said: dict[str, Any] = {name: getattr(activity, name) for name in SAME}
    for key, size in activity.audiences.items():
        said |= {f"to_{key}": True, f"size_{key}": size}
    return said | {
        "people": [row.id for row in people_of(reader, activity.id)],
        "files": [{"id": file.id, "alt": file.caption} for file in files_of(reader, activity.id)],
        "visibility": str(activity.visibility),
        "version": str(activity.version),
    }


def as_copied(reader: Actor, activity: DisseminationActivity) -> dict[str, Any]:
    """What logging it again begins with: all but its days, files and numbers, which are other ones each time."""
    said = as_typed(reader, activity) | {"files": [], "version": "1"} | dict.fromkeys(ONCE)
    return {name: value for name, value in said.items() if not name.startswith("size_")}


class WithdrawForm(Form):
    """Take back what was logged."""

    why = paragraph(_l("Why"), required(_l("Say why: who saw it before can read it.")), maximum=300)
