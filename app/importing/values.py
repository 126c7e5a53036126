"""One cell, made usable: the value, and a note when something about it was odd. Nothing here raises."""

from __future__ import annotations

import ipaddress
import json
import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import urlsplit

from app.importing.outcome import Note, note
from app.importing.tongue import SMALL_WORDS
from app.reference import places

Say = Callable[[Note], None]

LANGUAGE_SLIPS = {"gr": "el", "cz": "cs", "dk": "da", "se": "sv", "si": "sl", "ee": "et", "ua": "uk", "at": "de"}
"""Country codes that people write where a language's is meant."""
LANGUAGES = frozenset({*SMALL_WORDS, *"ar be bg bs ca el eu fa ga gl he hy is ka lb mk nb no ru sq sr tr uk".split()})

NO_ANSWERS = frozenset({"yes", "no", "y", "n", "x", "true", "false", "-", "n/a", "oui", "ja", "si", "sí", "1", "0"})

_LINE_END = re.compile("\r\n|[\r\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_HOST = re.compile(r"(?!-)[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}", re.IGNORECASE)


def text(value: str, maximum: int, field: str, say: Say, *, lines: bool = False) -> str:
    """Trimmed text without characters nobody can see, at most `maximum` long; `lines` keeps its line breaks."""
    plain = _LINE_END.sub("\n", unicodedata.normalize("NFC", value))
    visible = _UNSEEN.sub("", plain)
    if visible != plain:
        say(note("control_characters"))
    if "\ufffd" in visible:
        say(note("unreadable_letters", field=field))
    kept = re.sub(r"\n{3,}", "\n\n", visible).strip() if lines else " ".join(visible.split())
    if kept.startswith(("=", "@")):
        say(note("formula", value=_short(kept)))
    if len(kept) <= maximum:
        return kept
    say(note("shortened", field=field, maximum=maximum))
    return kept[: maximum - 1].rsplit(" ", 1)[0].rstrip()[: maximum - 1] + "…"


def website(value: str, say: Say, maximum: int = 300) -> str:
    """A web address. Of several the first; with http:// put before one that has no scheme."""
    words = [word.strip("<>()\"'") for word in re.split(r"[\s;,|]+", value.strip()) if word]
    good = [found for found in map(address, words) if found and len(found) <= maximum]
    if not words:
        say(note("no_website"))
        return ""
    if not good or re.search(r"\w-\s+\w", value):  # the second: an address broken at a hyphen
        say(note("unusable_website", value=_short(value)))
        return ""
    if len({found.rstrip("/") for found in good}) > 1:
        say(note("several_websites"))
    if not words[0].lower().startswith(("http://", "https://")) and good[0].endswith(words[0].rstrip(".")):
        say(note("website_completed"))
    return good[0]


def address(word: str) -> str:
    """The word as a web address, or "" when it is none."""
    word = word.rstrip(".")
    if word.startswith("@") or (("@" in word) and "/" not in word):
        return ""
    if not re.match(r"[a-z][a-z0-9+.-]*:", word, re.IGNORECASE) or re.match(r"[\w.-]+:\d+(/|$)", word):
        word = f"http://{word.lstrip('/')}"
    try:
        parts = urlsplit(word)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        _ = parts.port
    except (ValueError, UnicodeError):
        return ""
    sound = parts.scheme.lower() in ("http", "https") and (_HOST.fullmatch(host) or _is_ip(host))
    return word if sound and not parts.username and not any(ord(letter) < 33 for letter in word) else ""


def _is_ip(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return False


def point(latitude: str, longitude: str, say: Say) -> tuple[float, float] | None:
    """A place on earth, or None. A decimal comma is understood; 0, 0 is nobody's address."""
    if not latitude.strip() and not longitude.strip():
        return None
    try:
        north, east = (round(float(part.strip().replace(",", ".").rstrip("°")), 7) for part in (latitude, longitude))
        sound = abs(north) <= 90 and abs(east) <= 180 and (north, east) != (0.0, 0.0)
    except (ValueError, OverflowError):
        sound = False
    if not sound:
        say(note("bad_coordinates", value=_short(f"{latitude}, {longitude}")))
        return None
    return north, east


def country(
    cleaned: str, written: str, at: tuple[float, float] | None, say: Say
) -> tuple[str, tuple[float, float] | None]:
    """The country's code, by the cleaned column, else by what people wrote; and the point the right way round."""
    raw = (written or cleaned).strip()
    code = places.country_code(cleaned) or places.country_code(written)
    if candidates := places.AMBIGUOUS.get(raw.casefold()):
        here = [each for each in candidates if at and places.contains(each, *at)]
        if len(here) == 1 and here[0] != code:
            code = here[0]
            say(note("country_by_place", value=raw, country=code))
    if not code:
        say(note("unknown_country", value=_short(raw)) if raw else note("no_country"))
        return "", at
    if at and places.contains(code, *at) is False:
        if places.contains(code, at[1], at[0]):
            say(note("swapped_coordinates"))
            return code, (at[1], at[0])
        say(note("outside_country"))
    return code, at


def texts(value: str, say: Say, maximum: int, field: str) -> dict[str, str]:
    """A JSON object language → text. What is no language or no text is left out and said."""
    if not value.strip():
        return {}
    try:
        found = json.loads(value)
        if not isinstance(found, dict):
            raise ValueError("no object")
    except (ValueError, RecursionError):
        say(note("broken_texts"))
        return {}
    kept: dict[str, str] = {}
    for name, written in found.items():
        code = language(name)
        if not code:
            say(note("unknown_language", value=_short(name)))
        elif isinstance(written, str) and written.strip():
            kept[code] = text(written, maximum, field, say, lines=True)
    return kept


def language(name: str) -> str:
    """ "FR", "fr-BE", "gr" → "fr", "fr", "el"; "" when it is none."""
    code = name.strip().lower().replace("_", "-").split("-")[0]
    code = LANGUAGE_SLIPS.get(code, code)
    return code if code in LANGUAGES else ""


def serial_day(value: str) -> date | None:
    """The day that a spreadsheet counts by this number (its days since 30 December 1899), of the years 1954 to 2119;
    None when it is no such number."""
    if not (value.isascii() and re.fullmatch(r"\d{5}(?:[.,]0*)?", value)) or not 20_000 <= int(value[:5]) <= 80_000:
        return None
    return date(1899, 12, 30) + timedelta(days=int(value[:5]))


def pieces(value: str) -> list[str]:
    """The parts of a list in a cell, whatever stands between them; each once."""
    return list(dict.fromkeys(part.strip() for part in re.split(r"[;,|\n]", value) if part.strip()))


def answer(value: str) -> str:
    """Text that says something: "yes" and the like where a name belongs say nothing."""
    return "" if value.strip().casefold() in NO_ANSWERS else value


def _short(value: str) -> str:
    return " ".join(value.split())[:60]
