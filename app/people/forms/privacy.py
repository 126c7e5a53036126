"""What the privacy notice needs to be told."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from app.people.forms.parts import a_mail_address
from app.web.forms import Form, line, paragraph, required


class PrivacyForm(Form):
    """GDPR article 13 (1) and (2): who is responsible, how to reach them, whom to complain to."""

    controller = line(_l("Who is responsible"), required(_l("Say which organisation is responsible.")), maximum=160)
    address = paragraph(_l("Its postal address"), required(_l("Give the postal address.")), maximum=400)
    contact = line(_l("Mail address for questions"), required(_l("Give a mail address.")), a_mail_address, maximum=254)
    officer = line(_l("Data protection officer"), maximum=254)
    authority = line(_l("Supervisory authority"), required(_l("Say whom one can complain to.")), maximum=254)
    hosting = line(
        _l("Where the data are kept"), required(_l("Say on whose machine and in which country.")), maximum=254
    )
    more = paragraph(_l("What else is to be said"), Optional(), maximum=2000)
