"""Reads of the board, bounded and scoped to what the reader may see."""

from __future__ import annotations

from app.offers.models import Claim, Post, PostTopic
from app.offers.queries import attached as _attached  # noqa: F401  (fills ATTACHED)
from app.offers.queries import belonging as _belonging  # noqa: F401  (fills BELONGS)
from app.offers.queries.agreements import (
    corrections_of,
    helpers_of,
    line_of,
    newest_terms,
    parts_of,
    place_in_line,
    terms_of,
    thanks_for,
    units_asked,
)
from app.offers.queries.asked import BoardFilter
from app.offers.queries.board import Board, board_page, board_rows, open_board
from app.offers.queries.choices import contacts_of, owner_of, people_to_post_for, regions_in_use, somebody
from app.offers.queries.claims import (
    claim_card,
    claims_of_post,
    claims_waiting,
    find_claim,
    my_claims,
    open_claims_between,
    open_claims_of,
    own_claims_on,
    own_open_claim,
)
from app.offers.queries.deliveries import confirmed_between, count_confirmed_since, counted_units, deliveries, room_for
from app.offers.queries.drafts import begun, find_draft
from app.offers.queries.facets import Facets, facets
from app.offers.queries.files import file_of, files_of, usable
from app.offers.queries.glances import found, waiting_for
from app.offers.queries.helping import claims_for
from app.offers.queries.houses import Given, given_by, given_by_each, open_offers, thanks_to
from app.offers.queries.imports import here_already, kept_table, organisations_named, owners_among
from app.offers.queries.narrowing import names_people
from app.offers.queries.posts import (
    contact_of,
    count_open,
    find_post,
    languages_of,
    month_start,
    newest_public,
    open_now,
    own_innovations,
    own_organisation,
    own_posts,
    post_card,
    poster_name,
    today,
    topics_of,
    waits_for_animator,
)
from app.offers.queries.sessions import (
    count_in_session,
    find_session,
    own_in_session,
    session_changes,
    session_of_code,
    session_post,
    session_posts,
    sessions_page,
    wall,
)

__all__ = [
    "Board", "BoardFilter", "Claim", "Facets", "Given", "Post", "PostTopic", "begun", "board_page", "board_rows",
    "claim_card", "claims_for", "claims_of_post", "claims_waiting", "confirmed_between", "contact_of", "contacts_of",
    "corrections_of", "count_confirmed_since", "count_in_session", "count_open", "counted_units", "deliveries",
    "facets", "file_of", "files_of", "find_claim", "find_draft", "find_post", "find_session", "found", "given_by",
    "given_by_each", "helpers_of", "here_already", "kept_table", "languages_of", "line_of", "month_start",
    "my_claims", "names_people", "newest_public", "newest_terms", "open_board", "open_claims_between",
    "open_claims_of", "open_now", "open_offers", "organisations_named", "own_claims_on", "own_in_session",
    "own_innovations", "own_open_claim", "own_organisation", "own_posts", "owner_of", "owners_among", "parts_of",
    "people_to_post_for", "place_in_line", "post_card", "poster_name", "regions_in_use", "room_for", "session_changes",
    "session_of_code", "session_post", "session_posts", "sessions_page", "somebody", "terms_of", "thanks_for",
    "thanks_to", "today", "topics_of", "units_asked", "usable", "waiting_for", "waits_for_animator", "wall",
]  # fmt: skip
