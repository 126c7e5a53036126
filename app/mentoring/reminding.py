"""What is a reminder, and when (BEHAVIOURS B11)."""

from __future__ import annotations

from datetime import timedelta

DAY, HOUR = "mentoring/mail/reminder_day", "mentoring/mail/reminder_hour"
REMINDERS = {DAY: timedelta(hours=24), HOUR: timedelta(hours=1)}
"""Each letter, and how long before the start it is due."""
USEFUL_UNTIL = {DAY: timedelta(hours=1), HOUR: timedelta(0)}
"""How long before the start it is of no use any more: the day's once the hour's is due, the hour's at the start."""
WANTED = {DAY: "remind_day", HOUR: "remind_hour"}
"""The person's choice about each (CalendarSettings)."""
