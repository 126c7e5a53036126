"""A claimed mail as a message: the recipient's language and zone, text and HTML, and why it came (BEHAVIOURS N3)."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import Any

from flask import Flask, render_template, url_for
from jinja2 import TemplateNotFound

from app.activity.facts import read_stored
from app.activity.letters import ATTACHMENTS, BESIDES, LETTERS, SWITCHES, Attachment, Recipient
from app.activity.mail_headers import MAIL
from app.activity.mail_kinds import kind_name
from app.activity.mail_names import outside_names
from app.activity.outbox import Parcel, template_of
from app.activity.reading import hidden_from, plain_names_for, way_to, without
from app.activity.sentences import sentence
from app.activity.unsubscribing import unsubscribe_token
from app.activity.ways import preference_key
from app.config import LANGUAGES
from app.core.clock import now
from app.people.queries import cluster
from app.web.answers import render_block
from app.web.language import written_for


class Unusable(Exception):
    """This mail can never be written: the address cannot be used."""


def write(app: Flask, parcel: Parcel) -> EmailMessage | None:
    """The message, or None when its letter is of no use any more. Links come from the configured base URL only."""
    with app.test_request_context(base_url=app.config["BASE_URL"]):
        context = _told(parcel) if parcel.letter else {}
        if context is None:
            return None
        chosen = context.get("locale") or parcel.locale
        locale = chosen if chosen in LANGUAGES else LANGUAGES[0]
        with written_for(locale, parcel.zone):
            context |= {"cluster": cluster().name, "lang": locale, "name": parcel.name}
            message = _letter(parcel, context) if parcel.letter else _news(parcel, context)
            _attach(message, parcel)
            _address(app, message, parcel, locale)
            return message


def _told(parcel: Parcel) -> dict[str, Any] | None:
    """What a letter's template is filled with: the facts, and what its slice makes of them."""
    template, told = template_of(parcel.letter), _facts(parcel)
    with written_for(parcel.locale, parcel.zone):
        made = LETTERS[template](told) if template in LETTERS else {}
    return None if made is None else told | made


def _facts(parcel: Parcel) -> dict[str, Any]:
    """The facts, to whom they are told, when it happened, and of which of several things a letter is."""
    to = Recipient(parcel.person_id, parcel.name, parcel.address)
    of = {"of": parcel.letter.partition(":")[2], "delivery_id": parcel.delivery_id}
    return read_stored(parcel.facts) | {"recipient": to, "at": parcel.at} | of


def _attach(message: EmailMessage, parcel: Parcel) -> None:
    """What the event's room sends along, each as a file and, where it says so, beside the text."""
    files = ATTACHMENTS[parcel.verb](_facts(parcel)) if parcel.verb in ATTACHMENTS and not parcel.letter else ()
    for file in files:
        if file.alternative:
            _stand_beside(message, file)
    for file in files:
        main, _slash, sub = file.kind.partition("/")
        message.add_attachment(file.content, maintype=main, subtype=sub, filename=file.name)


def _stand_beside(message: EmailMessage, file: Attachment) -> None:
    _main, _slash, sub = file.alternative.partition("/")
    message.add_alternative(file.content.decode(), subtype=sub, params=file.parameters)


def _letter(parcel: Parcel, context: dict[str, Any]) -> EmailMessage:
    template = f"{template_of(parcel.letter)}.txt"
    context |= {
        "subject": one_line(render_block(template, "subject", **context)),
        "has_account": bool(parcel.person_id),
    }
    if parcel.person_id and (switch := SWITCHES.get(template_of(parcel.letter))):
        context |= _how_to_stop(parcel.person_id, template_of(parcel.letter), switch.words, switch.page)
    body = render_block(template, "body", **context).strip() + "\n\n" + render_template("mail/_foot.txt", **context)
    return _with_the_way_out(_message(context["subject"], body, f"{template_of(parcel.letter)}.html", context), context)


def _how_to_stop(person_id: str, kind: str, words: Any, page: str) -> dict[str, Any]:
    """Why it came, and how no more of this kind come (N3)."""
    token = unsubscribe_token(person_id, kind)
    return {
        "setting": words,
        "unsubscribe_url": url_for("activity.unsubscribe", token=token, _external=True),
        "settings_url": url_for(page, _external=True),
    }


def _with_the_way_out(message: EmailMessage, context: dict[str, Any]) -> EmailMessage:
    if url := context.get("unsubscribe_url"):
        message["List-Unsubscribe"] = f"<{url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return message


def _news(parcel: Parcel, context: dict[str, Any]) -> EmailMessage:
    """The event's sentence, as the inbox has it: nobody is named whom the recipient is kept apart from by now, and
    nothing leads to what they share."""
    reader: Any = parcel
    facts = without(parcel.facts, hidden_from(parcel.person_id or "", parcel.role))
    names, hidden = plain_names_for(reader), facts != parcel.facts
    plain = sentence(parcel.verb, facts, names).striptags()
    context |= {
        "subject": one_line(plain),
        "sentence_text": plain,
        "besides": BESIDES[parcel.verb](_facts(parcel)) if parcel.verb in BESIDES and not hidden else "",
        "sentence": sentence(parcel.verb, facts, names if hidden else outside_names(reader)),
        "object_url": None if hidden else way_to(parcel.object_kind, parcel.object_id, reader, external=True),
        "has_account": True,
    }
    key = preference_key(parcel.verb)
    context |= _how_to_stop(parcel.person_id or "", key, kind_name(key), "activity.preferences")
    text = render_template("mail/news.txt", **context)
    return _with_the_way_out(_message(context["subject"], text, "mail/news.html", context), context)


def _message(subject: str, text: str, template: str, context: dict[str, Any]) -> EmailMessage:
    message = EmailMessage(policy=MAIL)
    message["Subject"] = subject
    message.set_content(text.strip() + "\n")
    try:
        message.add_alternative(render_template(template, **context), subtype="html")
    except TemplateNotFound as missing:
        if missing.name != template:
            raise
    return message


def _address(app: Flask, message: EmailMessage, parcel: Parcel, locale: str) -> None:
    sender, address = parseaddr(app.config["MAIL_FROM"])
    try:
        message["From"] = Address(_display_name(sender), addr_spec=address)
        message["To"] = Address(_display_name(parcel.name), addr_spec=deliverable(parcel.address))
    except (ValueError, IndexError, UnicodeError) as wrong:
        raise Unusable(f"the address cannot be used: {wrong}") from wrong
    message["Date"] = format_datetime(now())
    message["Message-ID"] = parcel.message_id
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = locale


def _display_name(name: str) -> str:
    """Short enough to stand on one line: the email package drops the quotes of a quoted name that it has to fold,
    and what is in it then reads as addresses of its own."""
    return one_line(name.replace('"', "'").replace("\\", "/"), limit=60)


def deliverable(address: str) -> str:
    """The address as every mail server takes it: the domain in ASCII."""
    local, _at, domain = one_line(address).rpartition("@")
    local.encode("ascii")
    if not local or not domain:
        raise ValueError("there is no @ in it, or nothing on one side of it")
    return f"{local}@{domain.encode('idna').decode()}"


def one_line(text: str, limit: int = 160) -> str:
    """For a header: no line ends, no control characters, not endless (SECURITY 19)."""
    clean = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    clean = clean.replace("=?", "= ?")  # else it is decoded as an encoded word, line ends and all
    return clean if len(clean) <= limit else clean[: limit - 1].rstrip() + "…"
