"""How things are named in a mail: linked to the full address of their page."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from app.activity.facts import Ref
from app.activity.reading import plain_names_for
from app.activity.sentences import LINKS, Names, object_url


def outside_names(reader: Any) -> Names:
    """Names for this recipient; observers see people unnamed."""
    plain = plain_names_for(reader)

    def names(ref: Ref) -> Markup:
        hidden = ref.kind == "person" and reader.role == "observer"
        linked = ref.kind in LINKS and ref.id and ref.name and not hidden
        url = object_url(ref.kind, ref.id, external=True) if linked else None
        return Markup('<a href="{}">{}</a>').format(url, plain(ref)) if url else plain(ref)

    return names
