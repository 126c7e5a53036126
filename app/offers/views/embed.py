"""The public board in the frame of another site: a plain page, no cookie, no script."""

from __future__ import annotations

from dataclasses import replace

from flask import request

from app.config import LANGUAGES
from app.core.highlight import marked, snippet
from app.offers import queries
from app.offers.models import CATEGORIES, KINDS
from app.offers.queries import BoardFilter
from app.offers.views import bp
from app.offers.words import CATEGORY, KIND
from app.people.queries import cluster
from app.web.answers import Answer, page
from app.web.gates import public
from app.web.headers import framed_by
from app.web.language import written_for


@bp.get("/offers/embed")
@public
def embed() -> Answer:
    """What visitors see of the board, whoever looks: only in frames of sites that the cluster lists (SECURITY 14)."""
    asked, home = replace(BoardFilter.read(request.args), show="", sort="", fit="", view=""), cluster()
    lang = request.args.get("lang", "")
    chosen = lang if lang in LANGUAGES else request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]
    with written_for(chosen, home.timezone):
        board = queries.open_board(None, asked, queries.today())
        answer = page(
            "offers/embed.html", found=queries.board_page(board, request.args.get("after")), asked=asked, lang=chosen,
            kept_lang=lang if lang in LANGUAGES else "", today=board.day, cluster=home.name, me=None, marked=marked,
            snippet=snippet, kinds=[(key, KIND[key]) for key in KINDS],
            categories=[(key, CATEGORY[key]) for key in CATEGORIES],
        )  # fmt: skip
    return framed_by(answer, home.embed_origins)
