"""What of this room hangs on an innovation."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.attached import attach
from app.offers.models import Claim, Post

attach("innovation", Post.innovation_id, _l("offers and needs on the board"))
attach("innovation", Claim.innovation_id, _l("claims"))
