"""A progress report on one page. Its fields are those of the indicators that are asked: each report has its form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, Field, ValidationError

from app.core.rules import Refused
from app.files.keeping import Upload, read_upload
from app.importing.values import address
from app.measuring.forms.fields import NumberField, as_number, in_words
from app.measuring.models import Indicator
from app.measuring.telling import UNKNOWN, Answer, oddities
from app.measuring.words import NUMERIC, title_of, unit_of
from app.web.forms import Form, SelectField, clean, line, paragraph, required

LONGEST = 40


@dataclass(frozen=True)
class Asked:
    """An indicator as the report asks for it: with what it says so far, and the last value that was approved."""

    indicator: Indicator
    told: Any = None
    parts: Mapping[tuple[str, str], Any] = field(default_factory=dict)
    previous: tuple[float | None, str, Any] | None = None


@dataclass
class Group:
    """The fields of one indicator. `codes` are the warnings that ask for an answer."""

    asked: Asked
    title: str
    unit: str
    value: Field
    unknown: Field
    parts: list[tuple[tuple[str, str], Field]]
    comment: Field
    url: Field
    file: Field
    drop: Field
    answer: Field
    upload: Upload | None = None
    codes: list[str] = field(default_factory=list)

    @property
    def more(self) -> list[Field]:
        """What is folded away until it is wanted."""
        return [self.comment, self.url, self.file]


class ReportForm(Form):
    """What every report asks. `groups` are its indicators."""

    story = paragraph(_l("What happened in this time?"), maximum=4000)
    final = BooleanField(_l("This is the final report"))

    groups: list[Group]

    def said(self) -> dict[str, list[str]]:
        """What was typed, field by field, right or wrong."""
        return {
            one.name: [str(value) for value in one.raw_data or []] for one in self if not isinstance(one, FileField)
        }

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """What was written can be read, and files are looked into; the rest is asked when it is sent."""
        sound = super().validate(*args, **kwargs)
        for group in self.groups:
            _read_file(group)
            sound = sound and not group.file.errors
        return sound

    def complete(self, before: Mapping[str, Any]) -> bool:
        """May it be sent? Every indicator has a value or "not known", every warning its answer."""
        for group in self.groups:
            answer = self.answer_of(group)
            if not answer.told:
                group.value.errors = [*group.value.errors, _("Tell the value, or tick that it is not known.")]
            group.codes = oddities(group.asked.indicator, answer, dict(before))
            if group.codes and not answer.answer:
                group.answer.errors = [*group.answer.errors, _("Say a word about this, or mend the value.")]
        return not self.errors

    def answers(self) -> list[Answer]:
        """What the actions take."""
        return [self.answer_of(group) for group in self.groups]

    def answer_of(self, group: Group) -> Answer:
        """Of one indicator."""
        numeric = group.asked.indicator.measure in NUMERIC
        unknown = bool(group.unknown.data)
        words = "" if numeric else (group.value.data or "")
        return Answer(
            group.asked.indicator.id,
            value=group.value.number if numeric and not unknown else None,
            words=UNKNOWN if unknown else words,
            comment=group.comment.data or "",
            evidence_url=group.url.data or "",
            upload=group.upload,
            drop_file=bool(group.drop.data),
            answer=group.answer.data or "",
            parts={key: one.number for key, one in group.parts} if numeric and not unknown else {},
        )


def report_form(asked: Sequence[Asked], story: str, final: bool, typed: Any = None) -> ReportForm:
    """The form of a report: as it was sent, else as it was left while typing, else as the report says."""
    fields, data = _fields(asked), {"story": story, "final": final}
    for one in asked:
        data |= _begun(one)
    kind = type("OneReportForm", (ReportForm,), fields)
    form = kind(data=data) if typed is None else kind(formdata=typed, data=data)
    form.groups = [_group(form, one) for one in asked]
    return form


def _keys(one: Asked) -> list[tuple[tuple[str, str], str]]:
    told = one.indicator.dimensions if one.indicator.measure in NUMERIC else {}
    return [
        ((name, part), f"part_{one.indicator.id}_{number}_{at}")
        for number, (name, parts) in enumerate(told.items())
        for at, part in enumerate(parts)
    ]


def _why(it: Any) -> str:
    """With the name: in the summary of what is to mend it stands alone."""
    return _("Why is that so: %(what)s", what=title_of(it.code, it.title))


def _fields(asked: Sequence[Asked]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for one in asked:
        it, id_ = one.indicator, one.indicator.id
        made[f"value_{id_}"] = _value_field(it)
        made[f"unknown_{id_}"] = BooleanField(_l("Not known"))
        made |= {name: NumberField(part, filters=[clean]) for (_dimension, part), name in _keys(one)}
        made[f"comment_{id_}"] = line(_l("Comment"), maximum=600)
        made[f"url_{id_}"] = line(_l("Evidence on the web"), _web_address, maximum=300)
        made[f"file_{id_}"] = FileField(_l("Evidence as a file"))
        made[f"drop_{id_}"] = BooleanField(_l("Take the file away"))
        made[f"answer_{id_}"] = line(_why(it), maximum=300)
    return made


def _value_field(it: Indicator) -> Any:
    title = title_of(it.code, it.title)
    if it.measure in NUMERIC:
        return NumberField(title, filters=[clean])
    if it.choices:
        return SelectField(title, choices=[("", _("Choose…")), *((word, word) for word in it.choices)])
    return paragraph(title, maximum=2000)


def _begun(one: Asked) -> dict[str, Any]:
    id_, told = one.indicator.id, one.told
    if told is None:
        return {}
    unknown = told.words == UNKNOWN
    value = in_words(told.value) if one.indicator.measure in NUMERIC else told.words
    data = {f"value_{id_}": "" if unknown else value, f"unknown_{id_}": unknown, f"comment_{id_}": told.comment}
    data |= {f"url_{id_}": told.evidence_url, f"answer_{id_}": told.answer}
    return data | {name: in_words(one.parts[key].value) for key, name in _keys(one) if key in one.parts}


def _group(form: ReportForm, one: Asked) -> Group:
    it, id_ = one.indicator, one.indicator.id
    named = {name: form[f"{name}_{id_}"] for name in ("value", "unknown", "comment", "url", "file", "drop", "answer")}
    unit = unit_of(it.code, it.unit, it.measure)
    parts = [(key, form[name]) for key, name in _keys(one)]
    codes = list(one.told.warnings) if one.told is not None else []
    return Group(one, title_of(it.code, it.title), unit, parts=parts, codes=codes, **named)


def _web_address(_form: Any, field: Field) -> None:
    """As people write it; http:// is put before a bare one."""
    sound = address(field.data if "://" in field.data else f"https://{field.data}")
    if not sound or len(sound) > 300:
        raise ValidationError(_("Write a web address such as https://example.org."))
    field.data = sound


def _read_file(group: Group) -> None:
    if not getattr(group.file.data, "filename", ""):
        return
    try:
        group.upload = read_upload(group.file.data)
    except Refused as refused:
        group.file.errors = [*group.file.errors, refused.reason]


class NoteForm(Form):
    """What is to be mended in a report that is given back."""

    note = paragraph(_l("What should be mended?"), required(_l("Say what should be mended.")), maximum=2000)


class CorrectionForm(Form):
    """An approved value put right."""

    value = line(_l("The right value"), maximum=300)
    reason = line(_l("Why is it corrected?"), required(_l("Say why: it stays beside the value.")), maximum=300)

    def __init__(self, it: Indicator, told: Any):
        value = in_words(told.value) if it.measure in NUMERIC else told.words
        super().__init__(data={"value": "" if told.words == UNKNOWN else value})
        self.it = it
        self.number: float | None = None

    def read(self) -> tuple[float | None, str]:
        """The value and its words; nothing at all is "not known"."""
        said = self.value.data or ""
        if not said:
            return None, UNKNOWN
        return (self.number, "") if self.it.measure in NUMERIC else (None, said)

    def validate_value(self, field: Field) -> None:
        """A number where numbers are told."""
        if self.it.measure in NUMERIC:
            self.number = as_number(field.data)
        elif self.it.choices and field.data not in self.it.choices:
            raise ValidationError(_("Choose one of: %(words)s.", words=", ".join(self.it.choices)))
