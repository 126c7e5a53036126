"""Headers of mails as every mail program reads them."""

from __future__ import annotations

from email.header import Header
from email.policy import EmailPolicy


class WholeSubject(EmailPolicy):
    """As `email.policy.SMTP`, but a subject keeps its spaces.

    A long subject with letters beyond ASCII is written in several encoded words, and what stands between two of them
    is not shown (RFC 2047, 6.2). Python before 3.13 puts spaces of the subject there: "Ирина Попова" came without hers.
    """

    def fold(self, name: str, value: str) -> str:
        """The header in lines of at most 76 characters."""
        if name.lower() != "subject" or str(value).isascii():
            return super().fold(name, value)
        words = Header(str(value), "utf-8", header_name=name).encode(linesep=self.linesep)
        return f"{name}: {words}{self.linesep}"

    def fold_binary(self, name: str, value: str) -> bytes:
        """The same, as it is sent."""
        return self.fold(name, value).encode() if name.lower() == "subject" else super().fold_binary(name, value)


MAIL = WholeSubject(linesep="\r\n")
