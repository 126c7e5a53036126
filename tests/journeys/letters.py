"""The mails a site has written, as their recipients get them."""

from __future__ import annotations

import re
import time
import urllib.request
from email import message_from_string, policy
from email.message import EmailMessage

from tests.served import Site

WAIT = 30.0


def letter(site: Site, to: str, about: str) -> EmailMessage:
    """The newest mail to this address whose subject has these words; the worker may need a moment."""
    deadline = time.monotonic() + WAIT
    while True:
        found = [one for one in letters(site) if to in str(one["To"]) and about.lower() in str(one["Subject"]).lower()]
        if found:
            return found[-1]
        if time.monotonic() > deadline:
            raise AssertionError((to, about, [(str(one["To"]), str(one["Subject"])) for one in letters(site)]))
        time.sleep(0.1)


def letters(site: Site) -> list[EmailMessage]:
    """All of them."""
    return [message_from_string(text, policy=policy.default) for text in site.mails()]  # type: ignore[misc]


def text_of(mail: EmailMessage) -> str:
    """Its plain words."""
    part = mail.get_body(("plain",))
    assert part
    return str(part.get_content())


def links(mail: EmailMessage) -> list[str]:
    """Every address in it, in text and HTML."""
    html = mail.get_body(("html",))
    assert html, "no HTML part"
    found = re.findall(r"https?://[^\s\"<>]+", text_of(mail) + " " + str(html.get_content()))
    return list(dict.fromkeys(found))


def unsubscribe(mail: EmailMessage) -> int:
    """As a mail program does it by itself (RFC 8058): no cookie, no form; the status of the answer."""
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click", mail["Subject"]
    url = str(mail["List-Unsubscribe"]).strip("<> ")
    with urllib.request.urlopen(url, data=b"List-Unsubscribe=One-Click", timeout=20) as answer:
        return int(answer.status)
