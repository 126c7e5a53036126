"""What a hostile person sends, and where to."""

from __future__ import annotations

import base64
import importlib
import io
import json
import pkgutil
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import quote_plus

from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.web.forms import Form


def addresses(app: Flask, places: dict[str, dict[str, str]], method: str) -> list[tuple[str, str]]:
    """(endpoint, address) of every route that takes this method, leading to something that is there."""
    adapter = app.url_map.bind("localhost")
    found = []
    for rule in app.url_map.iter_rules():
        if method not in (rule.methods or ()) or rule.endpoint == "static_file":
            continue
        values = next((told for start, told in places.items() if rule.rule.startswith(start)), {})
        given: dict[str, Any] = {name: values[name] for name in rule.arguments}
        if rule._converters and any("Integer" in type(c).__name__ for c in rule._converters.values()):
            given = {name: int(value) for name, value in given.items()}
        found.append((rule.endpoint, adapter.build(rule.endpoint, given, method=method)))
    return found


ON_ONE_PAGE = {
    "goal": ("title", "detail", "due", "before"), "agreed": ("text", "owner_id", "due"), "member": ("person_id",),
    "note": ("text", "audience", "session_id"), "file": ("file",), "message": ("text",), "pause": ("note",),
    "readiness.evidence": ("note",), "gates-0": ("id", "question", "drop"), "gates-²": ("question",),
    "criteria-0": ("id", "name", "weight", "help", "reversed", "score_0"), "criteria-" + "9" * 5000: ("name",),
    "input-0": ("text", "assumption"), "impact-٣": ("text",), "files-²": ("alt",), "without-²": ("x",),
}  # fmt: skip
"""Fields of forms that stand on one page and tell theirs apart by a prefix, and of rows, whose numbers may be none."""


def field_names() -> list[str]:
    """The name of every field of every form of ours, and what views read besides."""
    import app as house

    for module in pkgutil.walk_packages(house.__path__, "app."):
        if ".forms" in module.name:
            importlib.import_module(module.name)
    names = {"up_to", "locale", "then", "send", "week", "start", "title", "person", "who"}
    for form in _kinds_of(Form):
        names |= {name for name in dir(form) if hasattr(getattr(form, name), "field_class")}
    prefixed = {f"{prefix}-{name}" for prefix in ("password", "address") for name in ("current", "password", "email")}
    prefixed |= {f"{prefix}-{name}" for prefix, told in ON_ONE_PAGE.items() for name in told}
    return sorted(name for name in names | prefixed if not name.startswith(("d1_", "d2_", "d3_", "d4_", "d5_", "d6_")))


def _kinds_of(kind: type) -> list[type]:
    return [kind, *(deeper for below in kind.__subclasses__() for deeper in _kinds_of(below))]


VALUES: dict[str, bytes] = {
    "nothing": b"",
    "unreadable": b"a%00b%ED%A0%80%FF%FE%C3%28",
    "noncharacter": quote_plus("\uffff\u202e\u0085\x7f").encode(),
    "digits": b"9" * 5000,
    "eighteen": b"9" * 18,
    "negative": b"-1",
    "arabic digits": quote_plus("٣٤").encode(),
    "huge": b"x" * 9000,
    "markup": quote_plus("\"'><script>alert(1)</script>%(name)s{{7*7}}%s%").encode(),
    "last day": b"9999-12-31",
    "last start": b"2099-12-31T23:59Z",
    "open bracket": b"http://[",
    "address": b"a@b.example",
    "lines": b"a%0D%0ABcc:+x@b.example",
}
"""What is typed into every field at once, already quoted."""


def bodies(tokens: dict[str, str], more: list[str]) -> dict[str, Callable[[], dict[str, Any]]]:
    """Whole bodies: what makes the arguments of a POST, by what is wrong with them. `tokens`: as a form of ours;
    `more`: names of fields that bear an id."""
    first = "&".join(f"{name}={value}" for name, value in tokens.items()).encode()
    names = field_names() + more
    told: dict[str, dict[str, Any]] = {}
    for what, value in VALUES.items():
        told[what] = _form(first + b"".join(b"&" + name.encode() + b"=" + value for name in names))
    told["repeated"] = _form(first + b"".join(b"&" + name.encode() + b"=1" for name in names) * 3)
    told["600 fields"] = _form(first + b"".join(b"&f%d=1" % number for number in range(600)))
    told["json"] = {"data": b'{"text": ["a", {"b": null}]}', "content_type": "application/json"}
    told["no such encoding"] = {"data": first, "content_type": "application/x-www-form-urlencoded; charset=utf-99"}
    told["no boundary"] = {"data": first, "content_type": "multipart/form-data"}
    told["broken multipart"] = {"data": b"--x\r\n\r\n--y", "content_type": "multipart/form-data; boundary=x"}
    made: dict[str, Callable[[], dict[str, Any]]] = {what: partial(dict, body) for what, body in told.items()}
    return made | {"files": partial(_files, tokens, names)}


def _files(tokens: dict[str, str], names: list[str]) -> dict[str, Any]:
    files = {name: (io.BytesIO(b"<svg/>"), "../\n\u202e.png") for name in names}
    return {"data": {**tokens, **files}, "content_type": "multipart/form-data"}


def _form(data: bytes) -> dict[str, Any]:
    return {"data": data, "content_type": "application/x-www-form-urlencoded"}


def cursor(*values: Any) -> str:
    """A page's key as somebody forged it."""
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


CURSORS = [
    "%", "AAAA", "9" * 390, cursor("\ud800", "x"), cursor("\ud800"), cursor(10**30), cursor(2**62), cursor(None),
    cursor("0001-01-01T00:00:00+23:59", "x"), cursor("9999-12-31T23:59:59-23:59", 1), cursor("9999-12-31Z", "\ud800"),
    cursor([[]], {}),
]  # fmt: skip
ASKED = (
    "q", "after", "before", "week", "start", "since", "until", "kind", "person", "who", "next", "copy", "language",
    "notes", "size", "topic", "country", "does", "sort", "show", "all", "new", "mentor", "organisation", "innovation",
    "category", "region", "remote", "free", "by", "fit", "view", "owner",
)  # fmt: skip


def queries() -> list[str]:
    """Query strings: every argument that any page reads, with the same hostile value."""
    chosen = ("nothing", "noncharacter", "digits", "markup", "last day", "last start", "open bracket")
    return ["&".join(f"{name}={VALUES[what].decode()[:90]}" for name in ASKED) for what in chosen]


def forged() -> list[str]:
    """Query strings with a page's key."""
    return [
        f"after={quote_plus(text)}&before={quote_plus(text)}&notes={quote_plus(text)}&sort=name" for text in CURSORS
    ]


def forget_tries() -> None:
    """So that the throttle does not answer for the page."""
    from app.people.models import Attempt

    for row in db.session.execute(select(Attempt)).scalars():
        db.session.delete(row)
    db.session.commit()
