"""What of this room hangs on an innovation."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.attached import attach
from app.scaling.models import ScalingPathway

attach("innovation", ScalingPathway.innovation_id, _l("a scaling pathway"), one_each=[])
