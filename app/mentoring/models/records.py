"""What a person takes along: their calendar, their certificates."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.models import Base, Identified, Moment
from app.people.feeds import SecretAddress


class CalendarSettings(SecretAddress, Base):
    """The secret address of a person's own calendar feed (`feed_on`: there is one), and the reminders they want."""

    __tablename__ = "calendar_settings"
    purpose = "calendar"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    round: Mapped[int] = mapped_column("feed_round", Integer, default=0)
    feed_on: Mapped[bool] = mapped_column(Boolean, default=False)
    secret_hash: Mapped[str | None] = mapped_column("feed_hash", String(64), unique=True)
    remind_day: Mapped[bool] = mapped_column(Boolean, default=True)  # 24 hours before
    remind_hour: Mapped[bool] = mapped_column(Boolean, default=True)  # one hour before

    def renew_address(self) -> None:
        """Another address, which is on."""
        super().renew_address()
        self.feed_on = True

    def close_address(self) -> None:
        """No address."""
        super().close_address()
        self.feed_on = False


class Certificate(Identified, Base):
    """A mentor's confirmed hours of a period, as they were when it was issued; `code` is its public address."""

    __tablename__ = "mentoring_certificates"

    mentor_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    code: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    since: Mapped[date] = mapped_column(Date)
    until: Mapped[date] = mapped_column(Date)
    minutes: Mapped[int] = mapped_column(Integer)
    sessions: Mapped[int] = mapped_column(Integer)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
