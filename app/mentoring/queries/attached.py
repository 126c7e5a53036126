"""What of this room hangs on an innovation."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.attached import attach
from app.mentoring.models import ConflictOfInterest, Introduction, MentoringRequest, Mentorship, MentorWish

attach("innovation", Mentorship.innovation_id, _l("mentorships"))
attach("innovation", MentoringRequest.innovation_id, _l("mentoring requests"))
attach("innovation", Introduction.innovation_id, _l("introductions to mentors"))
attach("innovation", MentorWish.innovation_id, _l("wishes for a mentor"))
attach("innovation", ConflictOfInterest.innovation_id, _l("conflicts of interest"))
