"""An event as a sentence in the reader's language: one template, with links in HTML and without in text (A2).

One template serves both: names are links in HTML; the text is the same sentence with the tags taken off.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _
from markupsafe import Markup, escape

from app.activity.facts import Ref, read_stored
from app.core.bidi import runs_leftwards, unturned

LINKS: dict[str, str] = {}
"""Where each kind of thing is shown: kind → endpoint that takes `id`. Each slice adds its own in `events.py`."""

GONE: dict[str, Any] = {}
"""What a thing is called whose name was taken out of the log (A5), by kind; of all others it is somebody who left."""

Names = Callable[[Ref], Markup]
_BEGINNING = re.compile(r"^((?:<[^>]*>)*)(\w)")
"""The first letter, behind the tags that may stand before it."""


def link(ref: Ref) -> Markup:
    """The name, linking to the page of the thing."""
    endpoint = LINKS.get(ref.kind)
    if not (endpoint and ref.id and ref.name):
        return plain(ref)
    return Markup('<a href="{}">{}</a>').format(url_for(endpoint, id=ref.id), _apart(ref.name))


def plain(ref: Ref) -> Markup:
    """The name alone."""
    return _apart(ref.name) if ref.name else escape(GONE.get(ref.kind) or _("someone who has left"))


def _apart(name: str) -> Markup:
    """Written in its own direction, whatever letters it has: the sentence around it keeps its own."""
    name = unturned(name)
    return Markup("<bdi>{}</bdi>").format(name) if runs_leftwards(name) else escape(name)


def unnamed(ref: Ref) -> Markup:
    """For observers: things by name, people without (PRODUCT: personal data they need not see)."""
    return escape(_("a member")) if ref.kind == "person" else link(ref)


def sentence(verb: str, facts: dict[str, Any], names: Names = link) -> Markup:
    """The sentence as HTML. `facts` as stored; `names` says how a thing is written."""
    slice_, event = verb.split(".")
    template = current_app.jinja_env.get_template(f"{slice_}/events/{event}.html")
    values = {name: names(value) if isinstance(value, Ref) else value for name, value in read_stored(facts).items()}
    values["under"] = lambda name, words: _under(facts, names, name, words)
    values.setdefault("actor", escape(_("Commonweave")))
    return Markup(_BEGINNING.sub(lambda it: it[1] + it[2].upper(), " ".join(template.render(values).split())))


def _under(facts: dict[str, Any], names: Names, name: str, words: Any) -> Markup:
    """A thing without a name of its own under the reader's words: `under("session", _("a session"))`."""
    ref = read_stored({name: facts[name]})[name]
    return names(replace(ref, name=str(words)))


def sentence_text(verb: str, facts: dict[str, Any]) -> str:
    """The sentence as plain text, for mail, search and export."""
    return sentence(verb, facts, plain).striptags()


def object_url(kind: str, ref: str, external: bool = False) -> str | None:
    """The page of a thing, or None when it has none."""
    endpoint = LINKS.get(kind)
    return url_for(endpoint, id=ref, _external=external) if endpoint else None
