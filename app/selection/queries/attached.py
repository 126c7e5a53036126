"""What of this room hangs on an innovation."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.attached import attach
from app.selection.models import AssessmentConflict, Candidate

attach("innovation", Candidate.innovation_id, _l("selection rounds"), one_each=[Candidate.round_id])
attach("innovation", AssessmentConflict.innovation_id, _l("conflicts of interest"),
       one_each=[AssessmentConflict.person_id])  # fmt: skip
