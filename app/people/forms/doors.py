"""Coming in."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.people.forms.parts import (
    email_field,
    languages_field,
    locale_field,
    name_field,
    new_password_field,
    password_field,
    username_field,
    zone_field,
)
from app.web.forms import Form, line, paragraph, required


class SignInForm(Form):
    email = email_field(_l("Mail address"), _l("Enter your mail address."))
    password = password_field(_l("Password"), _l("Enter your password."))


class ProveForm(Form):
    username = username_field()
    password = password_field(_l("Your password"), _l("Enter your password."))


class ForgottenForm(Form):
    email = email_field(_l("Mail address"), _l("Enter your mail address."))


class ResetForm(Form):
    username = username_field()
    password = new_password_field(_l("New password"))


class PasswordForm(Form):
    username = username_field()
    current = password_field(_l("Your password now"), _l("Enter the password you have now."))
    password = new_password_field(_l("New password"))


class AddressForm(Form):
    email = email_field(_l("New mail address"))
    current = password_field(_l("Your password"), _l("Enter your password."))


class AcceptForm(Form):
    username = username_field()
    name = name_field()
    password = new_password_field(_l("Choose a password"))
    timezone = zone_field()
    locale = locale_field()


class EraseForm(Form):
    address = line(_l("Your mail address"), required(_l("Write your mail address.")), maximum=254)


class SetupForm(Form):
    cluster = line(_l("Name of the cluster"), required(_l("Give the cluster a name.")), maximum=120)
    timezone = zone_field(_l("Time zone of the cluster"))
    languages = languages_field(_l("Languages of the cluster"))
    name = name_field()
    email = email_field(_l("Your mail address"))
    password = new_password_field(_l("Choose a password"))


class JoinForm(Form):
    name = name_field()
    email = email_field(_l("Your mail address"))
    message = paragraph(
        _l("What brings you here?"), required(_l("Say in a sentence or two what brings you here.")), maximum=2000
    )
