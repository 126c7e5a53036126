"""Where mail goes: an SMTP server (smtp://, smtps://) or a folder of .eml files (file:///folder)."""

from __future__ import annotations

import os
import re
import smtplib
import ssl
from email.message import EmailMessage
from pathlib import Path
from types import TracebackType
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

SECONDS = 20


class NotSent(Exception):
    """It was not sent. `final`: this recipient will never be accepted; `nobody`: because there is no such address;
    `everywhere`: the server cannot be reached."""

    def __init__(self, why: str, final: bool = False, everywhere: bool = False, nobody: bool = False):
        super().__init__(why)
        self.final, self.everywhere, self.nobody = final, everywhere, nobody


class Channel(Protocol):
    """Takes messages; opened for a batch."""

    def send(self, message: EmailMessage) -> None:
        """Hand it over, or raise NotSent."""

    def __enter__(self) -> Channel: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def channel(url: str) -> Channel:
    """The channel that MAIL_URL names."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return Folder(Path(unquote(parts.path)))
    if parts.scheme in ("smtp", "smtps"):
        return Server(parts)
    raise ValueError(f"MAIL_URL must begin with smtp://, smtps:// or file:///, not {parts.scheme}://")


class Folder:
    """Each mail a file, named by its Message-ID: a repeated mail is the same file."""

    def __init__(self, folder: Path):
        self.folder = folder

    def __enter__(self) -> Folder:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def send(self, message: EmailMessage) -> None:
        name = re.sub(r"[^\w.@-]", "", message["Message-ID"]) + ".eml"
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            unfinished = self.folder / f".{name}.{os.getpid()}"
            unfinished.write_bytes(message.as_bytes())
            unfinished.replace(self.folder / name)
        except OSError as wrong:
            raise NotSent(str(wrong), everywhere=True) from wrong


class Server:
    """An SMTP server; one connection for a batch, made when first needed."""

    def __init__(self, url: SplitResult):
        self.url = url
        self.smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        if self.smtp is not None:
            try:
                self.smtp.quit()
            except (smtplib.SMTPException, OSError):
                self.smtp.close()
            self.smtp = None

    def send(self, message: EmailMessage) -> None:
        smtp = self._connected()
        try:
            smtp.send_message(message)
        except smtplib.SMTPRecipientsRefused as refused:
            code, words = next(iter(refused.recipients.values()))
            told, final = _text(words), code >= 500
            raise NotSent(f"{code} {told}", final=final, nobody=final and _names_nobody(code, told)) from refused
        except smtplib.SMTPServerDisconnected as gone:
            self.smtp = None
            raise NotSent(str(gone)) from gone
        except smtplib.SMTPResponseException as refused:
            raise NotSent(f"{refused.smtp_code} {_text(refused.smtp_error)}") from refused
        except (smtplib.SMTPException, OSError, UnicodeError) as wrong:
            self.__exit__()
            raise NotSent(f"{type(wrong).__name__}: {wrong}") from wrong

    def _connected(self) -> smtplib.SMTP:
        if self.smtp is None:
            try:
                self.smtp = self._connect()
            except (smtplib.SMTPException, OSError) as wrong:
                raise NotSent(f"{type(wrong).__name__}: {wrong}", everywhere=True) from wrong
        return self.smtp

    def _connect(self) -> smtplib.SMTP:
        host, user = self.url.hostname or "localhost", unquote(self.url.username or "")
        if self.url.scheme == "smtps":
            secure = ssl.create_default_context()
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(host, self.url.port or 465, timeout=SECONDS, context=secure)
        else:
            smtp = smtplib.SMTP(host, self.url.port or 25, timeout=SECONDS)
            smtp.ehlo_or_helo_if_needed()
            if smtp.has_extn("starttls"):
                smtp.starttls(context=_certain() if user else _opportunistic())
        if user:
            smtp.login(user, unquote(self.url.password or ""))
        return smtp


def _certain() -> ssl.SSLContext:
    return ssl.create_default_context()


def _opportunistic() -> ssl.SSLContext:
    """Encrypted without asking to whom, as mail servers do among themselves: better than in the clear."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _names_nobody(code: int, words: str) -> bool:
    """Does a refusal say that the address does not work, and not that the server does not want our mail? By the
    enhanced code (RFC 3463: 5.1 address, 5.2.1 mailbox closed), else by the code (RFC 5321: 550, 551, 553)."""
    if enhanced := re.match(r"5\.(\d+)\.(\d+)", words):
        return enhanced[1] == "1" or enhanced.groups() == ("2", "1")
    return code in (550, 551, 553)


def _text(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words
