"""A subject arrives as it was written, in whatever letters and however long."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from app.activity.mail_headers import MAIL

SUBJECTS = [
    "Rappel : Séance de mentorat avec Ирина Попова, mercredi 2 décembre à 14:00",
    "Η Γεωργία Αλεξίου σας έγραψε για τη δεύτερη θάλασσα και τον φούρνο της πόλης",
    "one word é and another " * 6 + "end",
    "plain letters " * 9 + "end",
    "short",
    "ш" * 150,
]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_subject_keeps_its_spaces(subject: str) -> None:
    message = EmailMessage(policy=MAIL)
    message["Subject"] = subject
    message.set_content("text\n")
    sent = message.as_bytes()
    assert message_from_bytes(sent, policy=default)["Subject"] == subject
    assert max(map(len, sent.splitlines())) <= 78
    assert b"\r\n" in sent and b"\n" not in sent.replace(b"\r\n", b"")
