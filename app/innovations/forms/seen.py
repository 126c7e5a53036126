"""What is to be seen of an innovation: its links and its pictures."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import StringField, ValidationError

from app.core.rules import Refused
from app.files.keeping import Upload, read_upload
from app.importing.values import address
from app.innovations.words import LINK_KIND_NAMES
from app.web.forms import Form, SelectField, line, required


def sound_address(field: StringField, longest: int = 300) -> None:
    """An address as people write it; https:// is put before a bare one. Raises ValidationError."""
    if not field.data:
        return
    sound = address(field.data if "://" in field.data else f"https://{field.data}")
    if not sound or len(sound) > longest:
        raise ValidationError(_("Write a web address such as https://example.org."))
    field.data = sound


class LinkForm(Form):
    """An address on the web about it."""

    url = line(_l("Address"), required(_l("Write a web address such as https://example.org.")), maximum=300)
    kind = SelectField(_l("What it leads to"))
    label = line(_l("What it is called"), maximum=120)

    def __init__(self, fresh: bool = False):
        super().__init__(fresh=fresh)
        self.kind.choices = [(code, str(name)) for code, name in LINK_KIND_NAMES.items()]

    def validate_url(self, field: StringField) -> None:
        """As people write it."""
        sound_address(field)


class ImageForm(Form):
    """A picture, and what it shows in words for those who do not see it."""

    file = FileField(_l("Picture"))
    alt = line(_l("What the picture shows"), required(_l("Say in words what the picture shows.")), maximum=300)

    upload: Upload | None = None

    def validate_file(self, field: FileField) -> None:
        """Looked into before anything is kept; only pictures."""
        try:
            self.upload = read_upload(field.data or None, shown=True)
        except Refused as refused:
            raise ValidationError(str(refused.reason)) from refused
        if not self.upload.media_type.startswith("image/"):
            raise ValidationError(_("This is not a picture. Choose a JPEG, PNG or WebP file."))
