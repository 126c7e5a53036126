"""Which language a text is in, told by its smallest words. Says "" rather than guess wrong: it only sets `lang`."""

from __future__ import annotations

import re
from collections import Counter

SMALL_WORDS: dict[str, str] = {
    "en": "the and of to is with for are which that from by an it on at their this as we our has they be who through",
    "de": "der die und das den von mit für ist im zu auf ein eine wird dem des sich werden aus als bei sind wir auch",
    "fr": "le la les et des du une est dans pour par sur au aux qui avec en nous leur son ses l d qu ou",
    "it": "il di che la e un una per con del della dei delle sono nel le gli è si da alla anche come",
    "es": "el los las y de que en un una con por para del se su es al como más sus o",
    "pt": "o os as e de que em um uma com por para do da dos das no na se ao é pela pelo são",
    "nl": "de het een en van is met voor op te zijn die dat aan in door wij naar bij ook",
    "sk": "je sa na v a pre ktorý ktoré ktorá ako od do aj so z alebo sme ich je sú pri",
    "cs": "je se na v a pro který které která jako od do i s z nebo jsme jejich jsou při",
    "pl": "jest się na w i dla który które która jak od do oraz z lub są przy nie przez to",
    "hu": "a az és hogy egy nem is meg van mint el csak vagy ki ez amely de által",
    "fi": "ja on ei se että joka myös ovat tai sekä kuin mukaan ovat sen oli",
    "et": "ja on ei et ka kui mis see oma või ning kes selle",
    "lv": "un ir ar no uz par kas kā arī lai pie to vai tiek gan",
    "lt": "ir yra su į kad iš apie kaip tai arba per bei jų",
    "sl": "je in za na v se s ki so z pri kot tudi ali iz od da",
    "hr": "je i u na za se s su koji koja koje od kao te ili iz da",
    "ro": "și şi de în la cu pentru din care este o un sunt prin ale pe mai",
    "sv": "och att det som en på är av för med till den har inte om",
    "da": "og at det som en på er af for med til den har ikke om der",
    "mt": "il li u ta fl għal huwa hija minn dan din ma kien",
}
_LANGUAGES_OF: dict[str, list[str]] = {}
for _language, _words in SMALL_WORDS.items():
    for _word in dict.fromkeys(_words.split()):
        _LANGUAGES_OF.setdefault(_word, []).append(_language)
_LETTERS = re.compile(r"[^\W\d_]+")
_SCRIPTS = re.compile("[Ͱ-Ͽ]"), re.compile("[Ѐ-ӿ]"), re.compile("[A-Za-z]")


def language_of(text: str) -> str:
    """The language's code, or "" when it cannot be told."""
    words = _LETTERS.findall(text[:4000].lower())
    if not words:
        return ""
    if script := _script(text):
        return script
    scores = Counter(language for word in words for language in _LANGUAGES_OF.get(word, ()))
    (code, best), (_, second) = [*scores.most_common(2), ("", 0), ("", 0)][:2]
    return code if best >= 2 and best > second and best * 12 >= len(words) else ""


def _script(text: str) -> str:
    """Greek letters are Greek. Cyrillic could be several: only the letters of one language alone tell."""
    if text.isascii():
        return ""
    greek, cyrillic, latin = (len(letters.findall(text)) for letters in _SCRIPTS)
    if greek > latin:
        return "el"
    if cyrillic <= latin:
        return ""
    if any(letter in "іїєґІЇЄҐ" for letter in text):
        return "uk"
    if any(letter in "ыэёЫЭЁ" for letter in text):
        return "ru"
    if any(letter in "јљњћђџЈЉЊЋЂЏ" for letter in text):
        return "sr"
    return "bg"
