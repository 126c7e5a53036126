"""What of this room hangs on an innovation. Its texts, sectors, goals and consents are part of itself."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.attached import attach, left_behind, pair_mover
from app.innovations.models import (
    InnovationImage,
    InnovationLink,
    KeptApart,
    Proposal,
    SocialInnovation,
    SupportNeed,
    TeamInvitation,
    TeamMember,
)

attach("innovation", TeamMember.innovation_id, _l("people in its team"), one_each=[TeamMember.person_id])
attach("innovation", SupportNeed.innovation_id, _l("needs"), one_each=[SupportNeed.topic, SupportNeed.state])
attach("innovation", InnovationLink.innovation_id, _l("links"), one_each=[InnovationLink.url])
attach("innovation", InnovationImage.innovation_id, _l("images"))
attach("innovation", TeamInvitation.innovation_id, _l("invitations to its team"))
attach("innovation", Proposal.innovation_id, _l("proposals of visitors"))
attach("innovation", SocialInnovation.merged_into, _l("innovations that were merged into it"))
_apart = pair_mover(KeptApart.first_id, KeptApart.second_id)
attach("innovation", KeptApart.first_id, "", move=_apart)
attach("innovation", KeptApart.second_id, "", move=left_behind)
