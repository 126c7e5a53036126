"""What mentoring keeps, why and for how long; whose it is (SECURITY 27). See app/core/data_map.py."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.core.data_map import ROW, STAYS, WORDS, Table

TABLES = (
    Table(
        "calendar_settings", _l("The address of somebody’s calendar feed and when to be reminded"),
        _l("as long as the account"),
        theirs={
            "person_id": "feed_on remind_day remind_hour",
        },
        others="feed_round feed_hash",
        erase=ROW,
    ),
    Table(
        "matching_proposals", _l("Proposals of who could mentor whom"),
        _l("as long as the site"),
        theirs={
            "made_by": "state created_at published_at",
        },
        others="unserved served total id",
        erase=STAYS,
    ),
    Table(
        "mentor_profiles", _l("What mentors offer, where and when"),
        _l("as long as the account"),
        theirs={
            "person_id": "state offer timezone capacity session_minutes notice_hours horizon_days place hours_month"
            " formats meets_in paused_until paused_why created_at published_at",
        },
        others="buffer_before buffer_after weekly_limit first_talk_minutes confirms holidays_of worked_holidays",
        erase=ROW,
    ),
    Table(
        "mentoring_certificates", _l("Confirmations of hours given"),
        _l("as long as the account"),
        theirs={
            "mentor_id": "code name since until minutes sessions created_at revoked_at",
        },
        others="id",
        erase=ROW,
    ),
    Table(
        "availability_windows", _l("When somebody is free"),
        _l("as long as the account"),
        theirs={
            "person_id": "weekday start_minute end_minute kind",
        },
        others="id",
        erase=ROW,
    ),
    Table(
        "conflicts_of_interest", _l("Who must not mentor whom"),
        _l("as long as both are here"),
        theirs={
            "mentor_id": "kind created_at",
            "declared_by": "note created_at",
        },
        others="person_id innovation_id organisation_id id",
        erase=WORDS,
    ),
    Table(
        "date_overrides", _l("Days that are otherwise"),
        _l("as long as the account"),
        theirs={
            "person_id": "day windows note",
        },
        erase=ROW,
    ),
    Table(
        "mentor_sectors", _l("Sectors that a mentor knows"),
        _l("as long as the account"),
        theirs={
            "person_id": "sector",
        },
        erase=ROW,
    ),
    Table(
        "mentor_topics", _l("Topics that a mentor knows, with a story"),
        _l("as long as the account"),
        theirs={
            "person_id": "topic story",
        },
        erase=ROW,
    ),
    Table(
        "mentor_wishes", _l("What somebody looks for in a mentor"),
        _l("as long as the account"),
        theirs={
            "person_id": "topic language text state created_at",
        },
        others="innovation_id answered_by id",
        erase=ROW,
    ),
    Table(
        "mentorships", _l("Who mentors whom"),
        _l("as long as the site, without a name"),
        theirs={
            "mentor_id": "state created_at ended_at",
            "mentee_id": "state created_at ended_at",
            "ended_by": "end_reason end_note ended_at",
        },
        others="innovation_id paused_at pause_note id",
        erase=WORDS,
    ),
    Table(
        "introductions", _l("Whom animators brought together"),
        _l("as long as the site, without a name"),
        theirs={
            "introduced_by": "note created_at",
            "mentor_id": "mentor_answer created_at",
            "mentee_id": "mentee_answer created_at",
        },
        others="innovation_id state mentorship_id proposal_id score reasons runner_up_id runner_up_score id",
        erase=WORDS,
    ),
    Table(
        "mentoring_actions", _l("What was agreed to be done"),
        _l("as long as the mentorship"),
        theirs={
            "owner_id": "text due done_at created_at",
        },
        others="mentorship_id id",
        erase=WORDS,
    ),
    Table(
        "mentoring_goals", _l("What a mentorship aims at"),
        _l("as long as the mentorship"),
        others="mentorship_id title detail state due before after closed_at id created_at",
        erase=STAYS,
    ),
    Table(
        "mentoring_requests", _l("Who asked whom for mentoring, and why"),
        _l("as long as the site, without a name"),
        theirs={
            "mentee_id": "reason tried preferred_start state created_at",
            "mentor_id": "answer_reason answer_note answered_at",
        },
        others="innovation_id waits_since nudged mentorship_id id",
        erase=WORDS,
    ),
    Table(
        "mentoring_sessions", _l("Sessions, booked and held"),
        _l("as long as the site, without a name"),
        theirs={
            "mentor_id": "kind format starts_at ends_at state created_at",
            "mentee_id": "kind format starts_at ends_at state created_at",
            "cancelled_by": "cancel_reason cancelled_at",
            "disputed_by": "dispute_note",
        },
        others="mentorship_id series_id place version booked_by cancelled_late held_marked_by held_until"
        " proposed_start proposed_by no_show_id no_show_by settled_by title about seats changed_at id",
        erase=WORDS,
    ),
    Table(
        "mentorship_closings", _l("What somebody says has changed"),
        _l("as long as the mentorship"),
        theirs={
            "person_id": "changed may_tell created_at",
        },
        others="mentorship_id",
        erase=WORDS,
    ),
    Table(
        "mentorship_files", _l("Files of a mentorship"),
        _l("as long as the mentorship"),
        others="mentorship_id file_id",
        files="file_id",
    ),
    Table(
        "mentorship_members", _l("Who takes part in a group"),
        _l("as long as the group"),
        theirs={
            "person_id": "joined_at",
        },
        others="mentorship_id",
        erase=STAYS,
    ),
    Table(
        "group_seats", _l("Who has a seat in a session of a group"),
        _l("as long as the session"),
        theirs={
            "person_id": "state since",
        },
        others="session_id offered_until",
        erase=STAYS,
    ),
    Table(
        "mentoring_goal_steps", _l("Steps towards an aim"),
        _l("as long as the aim"),
        others="goal_id text done_at id created_at",
        erase=STAYS,
    ),
    Table(
        "mentoring_notes", _l("Notes of a mentorship, shared or one’s own"),
        _l("as long as the mentorship"),
        theirs={
            "author_id": "audience text created_at changed_at",
        },
        others="mentorship_id session_id id",
        erase=ROW,
    ),
    Table(
        "request_replies", _l("What was said about a request"),
        _l("as long as the request"),
        theirs={
            "person_id": "text created_at",
        },
        others="request_id id",
        erase=WORDS,
    ),
    Table(
        "session_feedback", _l("Whether a session was useful"),
        _l("as long as the session"),
        theirs={
            "person_id": "useful next_step created_at",
        },
        others="session_id",
        erase=WORDS,
    ),
)  # fmt: skip
