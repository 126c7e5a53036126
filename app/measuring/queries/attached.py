"""What of this room hangs on an innovation."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.attached import attach
from app.measuring.models import ChainLink, Indicator, ProgressReport

attach("innovation", Indicator.innovation_id, _l("indicators"), one_each=[Indicator.code])
attach("innovation", ProgressReport.innovation_id, _l("progress reports"), one_each=[ProgressReport.round_id])
attach("innovation", ChainLink.innovation_id, _l("a theory of change"))
