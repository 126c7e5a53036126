"""What of this room hangs on an innovation."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.cooperation.models import CooperationNote
from app.core.attached import attach, left_behind, pair_mover

_pairs = pair_mover(CooperationNote.first_id, CooperationNote.second_id, CooperationNote.kind)
attach("innovation", CooperationNote.first_id, _l("introductions to other innovations"), move=_pairs)
attach("innovation", CooperationNote.second_id, _l("introductions to other innovations"), move=left_behind)
