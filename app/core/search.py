"""Search that finds what people mean: accents, ß, ł, ø and Greek tonos do not matter.

One table of folded text, `search_documents`, and one full-text index over it. SQLite's own `remove_diacritics` misses
ß, ł, ø and the Greek accents, so text is folded here, on the way in and on the way to ask.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from math import log
from typing import Any

from sqlalchemy import (
    DDL,
    Integer,
    Select,
    String,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    event,
    insert,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, scoped_session
from sqlalchemy.sql.selectable import Subquery

from app.core.action import DoneForm, action
from app.core.models import Base
from app.extensions import db

_LETTERS = str.maketrans(
    {"ß": "ss", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t",
     "ĸ": "k", "ŋ": "n", "ς": "σ", "’": "'", "‘": "'"}
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
MAX_WORDS = 12
MAX_QUERY = 200
TELLING = 200
"""A word that so many things have does not say what one is about."""
NEWEST = 1000
"""Ordering and ranking read every match; a common word has a hundred thousand. The newest thousand are looked at."""


def fold(written: str) -> str:
    """Lower case without accents: "Łódź" → "lodz", "Straße" → "strasse", "Αθήνα" → "αθηνα"."""
    plain = unicodedata.normalize("NFKD", written.casefold()).translate(_LETTERS)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_LETTERS)


def words(query: str) -> list[str]:
    """The words asked for, folded; at most twelve. "C++" and a lone quotation mark are just what is left of them."""
    return _WORD.findall(fold(query[:MAX_QUERY]))[:MAX_WORDS]


class SearchDocument(Base):
    """What can be found of one thing: `kind` as in Ref, `ref` its id, `folded` everything said about it."""

    __tablename__ = "search_documents"
    __table_args__ = (UniqueConstraint("kind", "ref"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    kind: Mapped[str] = mapped_column(String(24))
    ref: Mapped[str] = mapped_column(String(26))
    folded: Mapped[str] = mapped_column(Text)


FULL_TEXT = (
    "CREATE VIRTUAL TABLE search_index USING fts5("
    "kind, folded, content='search_documents', content_rowid='id', tokenize='unicode61 remove_diacritics 0')",
    "CREATE TRIGGER search_documents_added AFTER INSERT ON search_documents BEGIN "
    "INSERT INTO search_index(rowid, kind, folded) VALUES (new.id, new.kind, new.folded); END",
    "CREATE TRIGGER search_documents_gone AFTER DELETE ON search_documents BEGIN "
    "INSERT INTO search_index(search_index, rowid, kind, folded) VALUES ('delete', old.id, old.kind, old.folded); END",
    "CREATE TRIGGER search_documents_changed AFTER UPDATE ON search_documents BEGIN "
    "INSERT INTO search_index(search_index, rowid, kind, folded) VALUES ('delete', old.id, old.kind, old.folded); "
    "INSERT INTO search_index(rowid, kind, folded) VALUES (new.id, new.kind, new.folded); END",
)
for _statement in FULL_TEXT:
    event.listen(SearchDocument.__table__, "after_create", DDL(_statement.replace("%", "%%")))


def index(session: Session | scoped_session[Any], kind: str, ref: str, *texts: str | None) -> None:
    """Make the thing findable by these texts (again). Part of the action that changed it."""
    folded = " ".join(fold(part) for part in texts if part)
    found = session.execute(select(SearchDocument).filter_by(kind=kind, ref=ref)).scalar_one_or_none()
    if found is None:
        session.add(SearchDocument(kind=kind, ref=ref, folded=folded))
    elif found.folded != folded:
        found.folded = folded


def index_new(
    session: Session | scoped_session[Any], kind: str, texts: Iterable[tuple[str, Iterable[str | None]]]
) -> None:
    """The same for many new things at once, (ref, texts) each: an import must not ask for every single one."""
    rows = [
        {"kind": kind, "ref": ref, "folded": " ".join(fold(part) for part in parts if part)} for ref, parts in texts
    ]
    if rows:
        session.execute(insert(SearchDocument), rows)


def forget(session: Session | scoped_session[Any], kind: str, ref: str) -> None:
    """The thing can no longer be found."""
    session.execute(delete(SearchDocument).filter_by(kind=kind, ref=ref))


@action(silent="housekeeping of the index; what was deleted was told")
def let_words_go(at: datetime) -> bool:
    """Once a day: rewrite the index, so that no word of what was deleted is left in the file. Until then its pages
    still hold what nothing finds any more. Returns whether it was due."""
    key = f"search-index-rewritten:{at.date()}"
    if db.session.get(DoneForm, key):
        return False
    db.session.add(DoneForm(key=key))
    rewrite_index(None)
    return True


@action(silent="housekeeping of the index; what was deleted was told")
def rewrite_index(_actor: Any) -> None:
    """Leave no word in the index of what is not there any more."""
    db.session.execute(text("INSERT INTO search_index(search_index) VALUES ('optimize')"))


def matching(kind: str, query: str) -> Select[str] | None:
    """The ids of the things of this kind in which every word of `query` begins a word.

    None when the query has no word at all (then nothing was asked). Use as `Model.id.in_(matching(...))`.
    """
    return _hits(_expression(kind, query)) if words(query) else None


def _hits(expression: str) -> Select[str]:
    asking = text("SELECT rowid AS id FROM search_index WHERE search_index MATCH :expression")
    # unique: one query may ask for two kinds at once, each with its own expression
    hits = asking.bindparams(bindparam("expression", expression, unique=True)).columns(SearchDocument.id)
    return select(SearchDocument.ref).where(SearchDocument.id.in_(select(hits.subquery().c.id)))


def newest_of_each(
    session: Session | scoped_session[Any], texts: Sequence[str], kinds: Sequence[str], limit: int
) -> Any:
    """What each of these texts finds, as (place of the text, kind, refs as JSON): the newest `limit` things of each
    kind. Every word begins a word, as in `matching`; but a word that `limit` things of these kinds have as it is will
    do: to gather all words that begin so takes the longer, the more things there are. One statement for all."""
    asked = [(place, words(one)) for place, one in enumerate(texts) if words(one)]
    if not asked:
        return []
    each = list(dict.fromkeys(word for _place, its in asked for word in its))
    values = {"most": limit, "among": _among(kinds)}
    values |= {f"word_{n}": f' AND folded:"{word}"' for n, word in enumerate(each)}
    values |= {f"kind_{n}": f'kind:"{kind}"' for n, kind in enumerate(kinds)}
    values |= {f"name_{n}": kind for n, kind in enumerate(kinds)}
    said = " UNION ALL ".join(_SAID.format(n=n) for n in range(len(each)))
    arms = " UNION ALL ".join(
        _NEWEST_OF.format(place=place, kind=n, words=", ".join(str(each.index(word)) for word in its))
        for place, its in asked
        for n in range(len(kinds))
    )
    return session.execute(text(f"WITH said(word, asked) AS MATERIALIZED ({said}) {arms}"), values)


_SAID = (
    "SELECT {n}, :word_{n} || CASE WHEN (SELECT count(*) FROM (SELECT 1 FROM search_index"
    " WHERE search_index MATCH :among || :word_{n} LIMIT :most)) = :most THEN '' ELSE '*' END"
)
_NEWEST_OF = (
    "SELECT {place} AS place, :name_{kind} AS kind, json_group_array(ref) AS refs FROM (SELECT ref FROM search_index"
    " CROSS JOIN search_documents ON search_documents.id = search_index.rowid"
    " WHERE search_index MATCH :kind_{kind} || (SELECT group_concat(asked, '') FROM said WHERE word IN ({words}))"
    " ORDER BY search_index.rowid DESC LIMIT :most)"
)


def is_common_name(
    session: Session | scoped_session[Any], asked: Sequence[str], kinds: Sequence[str], limit: int
) -> bool:
    """Whether a thing of these kinds is called by these very words (folded), among which is one that `limit` things
    have: what is indexed of a thing begins with its name."""
    values = {"name": f'{_among(kinds)} AND folded:^"{" ".join(asked)}"', "others": limit - 1}
    values |= {f"word_{n}": f'{_among(kinds)} AND folded:"{word}"' for n, word in enumerate(asked)}
    has = "EXISTS (SELECT 1 FROM search_index WHERE search_index MATCH {})".format
    common = " OR ".join(has(f":word_{n} LIMIT 1 OFFSET :others") for n in range(len(asked)))
    return bool(session.execute(text(f"SELECT CASE WHEN {has(':name')} THEN {common} END"), values).scalar_one())


def _among(kinds: Sequence[str]) -> str:
    return "kind:(" + " OR ".join(f'"{kind}"' for kind in kinds) + ")"


def _expression(kind: str, query: str) -> str:
    return f'kind:"{kind}" AND ' + " AND ".join(f'folded:"{word}"*' for word in words(query))


def matching_in(kind: str, places: Iterable[str], query: str) -> Select[str] | None:
    """The same for things that were indexed with the id of the place they are in among their texts: only those in one
    of `places` are looked at. None when the query has no word, or there is no place."""
    asked, here = words(query), " OR ".join(f'folded:"{place}"' for place in places)
    if not asked or not here:
        return None
    return _hits(f'kind:"{kind}" AND ({here}) AND ' + " AND ".join(f'folded:"{word}"*' for word in asked))


def alike(session: Session | scoped_session[Any], kind: str, words: Sequence[str]) -> dict[str, float]:
    """How much the things of this kind, by id, have of these words (folded), the two hundred with most: the fewer have
    a word, the more it counts, and what TELLING things have tells nothing. So no word is sought through everything.

    The thing whose words they are is found, too: what it gets for them is the measure for the others.
    """
    if not words:
        return {}
    values: dict[str, Any] = {f"word_{n}": f'kind:"{kind}" AND folded:"{word}"' for n, word in enumerate(words)}
    asking = text(" UNION ALL ".join(_HAVING.format(n=n) for n in range(len(words))))
    found: Counter[str] = Counter()
    for (refs,) in session.execute(asking, values | {"most": TELLING}):
        having = json.loads(refs)
        if len(having) < TELLING:
            weight = log(1 + TELLING / max(len(having), 1))
            found.update(dict.fromkeys(having, weight))
    return dict(found.most_common(200))


_HAVING = (
    "SELECT json_group_array(ref) FROM (SELECT ref FROM search_index"
    " CROSS JOIN search_documents ON search_documents.id = search_index.rowid"
    " WHERE search_index MATCH :word_{n} ORDER BY search_index.rowid DESC LIMIT :most)"
)


def newest_matching(kind: str) -> Subquery:
    """The newest NEWEST things of this kind that say what is asked, as `.c.ref`; "asked_words" is to be filled in.

    A common word is said by half of all things: to look at every one of them takes as long as there are many. Whoever
    uses this says so on the page.
    """
    newest = text(
        "SELECT search_documents.ref AS ref FROM search_index CROSS JOIN search_documents"
        " ON search_documents.id = search_index.rowid WHERE search_index MATCH :asked_words"
        f" AND search_documents.kind = '{kind}' ORDER BY search_index.rowid DESC LIMIT {NEWEST}"
    )
    return newest.bindparams(bindparam("asked_words", type_=String)).columns(SearchDocument.ref).subquery("hits")


def words_to_match(session: Session | scoped_session[Any], kind: str, query: str) -> str | None:
    """What fills "asked_words" of `newest_matching`: every word begins a word, as in `matching`. But when NEWEST
    things have the very words, these will do: to gather all words that begin so would take many times as long.
    None when the query has no word at all."""
    asked = words(query)
    if not asked:
        return None
    this_kind = f'kind:"{kind}" AND '  # how often others' private messages say a word changes nothing here
    whole = this_kind + " AND ".join(f'folded:"{word}"' for word in asked)
    crowd = text(
        f"SELECT count(*) FROM (SELECT 1 FROM search_index WHERE search_index MATCH :asked_words LIMIT {NEWEST})"
    )
    if session.execute(crowd, {"asked_words": whole}).scalar_one() == NEWEST:
        return whole
    return this_kind + " AND ".join(f'folded:"{word}"*' for word in asked)
