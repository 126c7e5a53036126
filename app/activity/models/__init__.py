"""The tables of the log and of what people are told of it."""

from app.activity.models.log import (
    ANIMATORS,
    MEMBERS,
    NETWORK,
    PARTIES,
    PUBLIC,
    Comment,
    Event,
    EventParty,
    EventRef,
    LogExport,
    LogFeed,
    LogHead,
    ObjectLimit,
    SavedView,
)
from app.activity.models.notices import KEEP_DELIVERIES, Beat, Delivery, MailPreference, NoticeSettings, Pulse

__all__ = [
    "ANIMATORS", "Beat", "Comment", "Delivery", "Event", "EventParty", "EventRef", "KEEP_DELIVERIES", "LogExport",
    "LogFeed", "LogHead", "MEMBERS", "MailPreference", "NETWORK", "NoticeSettings", "ObjectLimit", "PARTIES",
    "PUBLIC", "Pulse", "SavedView",
]  # fmt: skip
