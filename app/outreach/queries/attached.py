"""What of this room hangs on an innovation."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.attached import attach
from app.outreach.models import DisseminationActivity

attach("innovation", DisseminationActivity.innovation_id, _l("dissemination activities"))
