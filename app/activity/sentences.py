"""An event as a sentence in the reader's language: one template, with links in HTML and without in text (A2).

One template serves both: names are links in HTML; the text is the same sentence with the tags taken off.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _
from markupsafe import Markup, escape

from app.activity.facts import Ref, read_stored
from app.activity.kinds import entry_words
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


def plain_unnamed(ref: Ref) -> Markup:
    """The same where nothing may be a link."""
    return unnamed(ref) if ref.kind == "person" else plain(ref)


def sentence(verb: str, facts: dict[str, Any], names: Names = link) -> Markup:
    """The sentence as HTML. `facts` as stored; `names` says how a thing is written."""
    return begun_large(written_out(verb, read_stored(facts), names))


def written_out(verb: str, facts: Mapping[str, Any], names: Names) -> Markup:
    """The template with these facts, `Ref`s and plain values as `read_stored` gives them, in it."""
    slice_, event = verb.split(".")
    template = current_app.jinja_env.get_template(f"{slice_}/events/{event}.html")
    values = {name: names(value) if isinstance(value, Ref) else value for name, value in facts.items()}
    values["under"] = lambda name, words: names(replace(facts[name], name=str(words)))
    values["entry_words"] = entry_words
    values.setdefault("actor", escape(_("Commonweave")))
    return Markup(" ".join(template.render(values).split()))


def begun_large(text: Markup) -> Markup:
    """With a large letter at its beginning."""
    return Markup(_BEGINNING.sub(lambda it: it[1] + it[2].upper(), text))


def sentence_text(verb: str, facts: dict[str, Any]) -> str:
    """The sentence as plain text, for mail, search and export."""
    return sentence(verb, facts, plain).striptags()


def object_url(kind: str, ref: str, external: bool = False) -> str | None:
    """The page of a thing, or None when it has none."""
    endpoint = LINKS.get(kind)
    return url_for(endpoint, id=ref, _external=external) if endpoint else None
