"""Spelling rules that let two spellings of one Syrian name meet, in Latin and Arabic script. Strings in, strings out.

Two keys: the *fine key* keeps vowels (reduced to a, i, u) and ranks spellings; the *skeleton* drops them and finds spellings.
Both scripts fold to one sound alphabet: x = kh/خ, c = sh/ش, g = gh/غ, k = q/k/ق/ك, t = t/th/ط/ت/ث, z = z/dh/ز/ذ/ظ, d = d/د/ض.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ARABIC = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ٱ": "a", "ء": "", "ئ": "i", "ؤ": "u", "ع": "a", "ى": "i", "ة": "a", "ب": "b", "پ": "b",
    "ت": "t", "ث": "t", "ج": "j", "چ": "c", "ح": "h", "خ": "x", "د": "d", "ذ": "z", "ر": "r", "ز": "z", "س": "s", "ش": "c", "ص": "s",
    "ض": "d", "ط": "t", "ظ": "z", "غ": "g", "ف": "f", "ڤ": "f", "ق": "k", "ك": "k", "ک": "k", "گ": "k", "ل": "l", "م": "m", "ن": "n",
    "ه": "h", "ھ": "h", "و": "u", "ي": "i", "ی": "i", "ێ": "i", "ۆ": "u", "ە": "a",
}  # fmt: skip
_LATIN_BEFORE = str.maketrans({"ş": "sh", "ç": "ch", "ğ": "gh", "ı": "i", "ħ": "h", "ḫ": "kh", "ẖ": "kh", "š": "sh", "ǧ": "j", "ġ": "gh", "ḏ": "dh", "ṯ": "th"})  # fmt: skip
_DIGRAPHS = (
    ("dsch", "j"), ("tsch", "c"), ("sch", "c"), ("dj", "j"), ("kh", "x"), ("sh", "c"), ("ch", "c"), ("gh", "g"), ("th", "t"), ("dh", "z"), ("ph", "f"),
    ("oo", "u"), ("ou", "u"), ("ee", "i"), ("ei", "ai"), ("ay", "ai"), ("ey", "ai"), ("aw", "au"), ("ow", "au"), ("ao", "au"),
)  # fmt: skip
_SINGLE = str.maketrans({"q": "k", "c": "c", "p": "b", "v": "f", "e": "i", "o": "u", "y": "i", "w": "u"})
_ARTICLE = re.compile(r"^(?:al|el|il|ul|ar|er|as|es|ash|esh|asch|esch|ad|ed|az|ez|at|et|an|en|adh|edh|ath|eth)$")
_SINGLE_ARTICLE = re.compile(r"\b[el][-\u2010\u2011](?=\w)")
_ATTACHED = re.compile(r"^[aeu](sh|th|dh|[drsztn])(?=\1)")
_BIDI_AND_MARKS = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u0640\u064b-\u0652\u0670]")
_LOOSE_HA = re.compile("(?<=[\u0621-\u064a]{2})\u0647(?![\u0621-\u064a])")
"""A final \u0647 is how people type \u0629; a final \u0649 stands for \u064a, but is also a letter of its own, so that only keys take it for that."""
_RUN_TOGETHER = re.compile("ة(?=[\u0621-\u064a]{2})")
"""A ta marbuta ends a word: معضميةالشام is two."""
_HAMZA_AYN = re.compile(r"['’‘`´ʿʾʻʼ“”\"]")
_ATTACHED_FROM, _SHORT = 4, 2
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_WORD = re.compile(r"[\w]+", re.UNICODE)
_ARABIC_LETTER = re.compile("[\u0600-\u06ff]")

ADJECTIVES = {
    **dict.fromkeys(("eastern", "east", "sharqi", "sharqiya", "sharqiyah", "sharqiyeh", "sharqieh", "sharki", "sharkiya", "sharkiyeh", "sharkia", "charqi", "شرقي", "شرقية"), "E"),
    **dict.fromkeys(("western", "west", "gharbi", "gharbiya", "gharbiyah", "gharbiyeh", "gharbieh", "gharbia", "غربي", "غربية"), "W"),
    **dict.fromkeys(("northern", "north", "shamali", "shamaliya", "shamaliyah", "shamaliyeh", "shamalia", "shmali", "شمالي", "شمالية"), "N"),
    **dict.fromkeys(("southern", "south", "janubi", "janubiya", "janubiyah", "janubiyeh", "janoubi", "janoubia", "jnubi", "جنوبي", "جنوبية"), "S"),
    **dict.fromkeys(("upper", "fawqani", "fawqaniya", "fawqaniyah", "fawqaniyeh", "fawkani", "foqani", "foqaniya", "foqaniyeh", "fokani", "fouqani", "foqa", "fawqa", "فوقاني", "فوقانية", "فوقا"), "U"),
    **dict.fromkeys(("lower", "tahtani", "tahtaniya", "tahtaniyah", "tahtaniyeh", "tahtaneh", "tahta", "تحتاني", "تحتانية", "تحتا"), "L"),
    **dict.fromkeys(("new", "jadid", "jadida", "jadidah", "jadideh", "jadeed", "jadeeda", "jadeedah", "jdid", "jdideh", "jdida", "jdidah", "jdeideh", "jdeidet", "jdeida", "jdaideh", "jdeidah", "judaydah", "judayda", "judaida", "judaidah", "jedideh", "jadidat", "judaydat", "judaidat", "jdaidet", "jdidet", "jdeidat", "جديد", "جديدة"), "J"),
    **dict.fromkeys(("old", "qadim", "qadima", "qadimah", "qadimeh", "qadeem", "qadeema", "قديم", "قديمة"), "Q"),
    **dict.fromkeys(("big", "great", "greater", "large", "kabir", "kabira", "kabirah", "kabireh", "kabeer", "kabeera", "kabeereh", "kbir", "kibir", "kbireh", "kubra", "kobra", "koubra", "كبير", "كبيرة", "كبرى"), "K"),
    **dict.fromkeys(("small", "little", "lesser", "saghir", "saghira", "saghirah", "saghireh", "sagheer", "sagheera", "sagheereh", "zghir", "sghir", "zghireh", "sghireh", "sughra", "زغير", "زغيرة", "صغير", "صغيرة", "صغرى"), "Y"),
    **dict.fromkeys(("middle", "wastani", "wastaniya", "wastaniyeh", "wusta", "وسطاني", "وسطانية", "وسطى"), "M"),
    **dict.fromkeys(("first", "awwal", "ula", "اول", "أول", "أولى", "اولى"), "A"),
    **dict.fromkeys(("second", "thani", "thaniya", "thaniyeh", "thaniyah", "ثاني", "ثانية"), "B"),
}  # fmt: skip
"""Adjectives that one source translates and another transliterates, each to one sign, a capital letter; keys put them last."""
_GLUED = re.compile(r"^[ae]l(?=\w{3,})")
"""An article written onto its word ("Elqantara"); "Aleppo" and "Alma" only look like it, so a key without it is a second key, never the first."""
_GLUED_FROM = 5
_ALBU = re.compile(r"^(?:al|el)(?=bu)")
_DOUBLED = re.compile(r"([a-z])\1+")
_NO_VOWELS = str.maketrans("", "", "aiu ")


def clean(text: str) -> str:
    """Return ``text`` in NFKC without direction marks, vowel marks and tatweel, with ASCII digits, single spaces, and a final ه mended to ة."""
    if text.isascii():
        return " ".join(text.split())
    text = unicodedata.normalize("NFKC", text)
    text = _BIDI_AND_MARKS.sub("", text).translate(_DIGITS)
    return _LOOSE_HA.sub("ة", " ".join(text.split()))


def is_arabic(text: str) -> bool:
    """Return True where any letter is Arabic."""
    return _ARABIC_LETTER.search(text) is not None


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """Return the words of ``text`` in lower case without Latin diacritics, hamza and ayn marks."""
    text = _SINGLE_ARTICLE.sub("", _HAMZA_AYN.sub("", clean(text)).lower()).translate(_LATIN_BEFORE)
    if not text.isascii() and not is_arabic(text):
        text = "".join(ch for ch in unicodedata.normalize("NFKD", text) if not unicodedata.combining(ch))
    return tuple(_WORD.findall(_RUN_TOGETHER.sub("ة ", text.replace("_", " "))))


def _fold_arabic(word: str) -> str:
    for prefix in ("وال", "بال", "ال"):
        if word.startswith(prefix) and len(word) > len(prefix) + 1:
            word = word[len(prefix) :]
            break
    if word in ADJECTIVES:
        return ADJECTIVES[word]
    return "".join(_ARABIC.get(ch, ch if ch.isdigit() else "") for ch in word)


def _fold_latin(word: str) -> str:
    if word in ADJECTIVES:
        return ADJECTIVES[word]
    word = _ALBU.sub("", word)
    word = "abu" if word in {"abul", "aboul"} else word
    if len(word) > _ATTACHED_FROM:
        word = _ATTACHED.sub("", word)
    for pair, sound in _DIGRAPHS:
        word = word.replace(pair, sound)
    word = word.translate(_SINGLE)
    # Ta marbuta is written -a, -ah or -eh.
    return word[:-1] if len(word) > _SHORT and word[-1] == "h" and word[-2] in "aiu" else word


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """Return the sounds of one word (lower case, no marks): letters a–z of the sound alphabet, digits kept."""
    folded = _fold_arabic(word) if is_arabic(word) else _fold_latin(word)
    folded = _DOUBLED.sub(r"\1", folded)
    return f"{folded[:-1]}a" if len(folded) > _SHORT + 1 and folded[-1] == "i" and folded[-2] not in "aiu" else folded


def name_words(text: str) -> list[str]:
    """Return the words of a name without the articles that stand alone."""
    parts = words(text)
    last = len(parts) - 1
    return [w for i, w in enumerate(parts) if i == last or not _ARTICLE.match(w)]


def _joined(folded: Iterable[str]) -> str:
    return " ".join(sorted(filter(None, folded), key=lambda sounds: sounds if sounds.isupper() else ""))


@lru_cache(maxsize=65536)
def fine_key(text: str) -> str:
    """Return the fine key of a name: articles gone, words joined by a space, vowels kept as a, i, u, adjectives last. Empty where no letter is left."""
    kept = name_words(text)
    # A ta marbuta before another noun is spoken: معرة النعمان is Maarat al-Numan; before an adjective it is not.
    after = [*kept[1:], ""][: len(kept)]
    spoken = [
        w[:-1] + "ت" if w[-1] == "ة" and then and w not in ADJECTIVES and _bare(then) not in ADJECTIVES else w for w, then in zip(kept, after, strict=True)
    ]
    return _joined(fold_word(w) for w in spoken)


@lru_cache(maxsize=65536)
def fine_keys(text: str) -> tuple[str, ...]:
    """Return the fine key of a name and the keys of its other readings, the first the likeliest.

    Other readings: an article glued to its word ("Elqantara"), "th" for ذ or ظ ("Thiban", ذيبان), a ta marbuta that is not spoken before
    another word ("Jaberiyeh Jawadiyeh", الجابرية جوادية).
    """
    first = fine_key(text)
    kept = name_words(text)
    keys = [first]
    if any(_GLUED.match(w) and len(w) >= _GLUED_FROM for w in kept):
        keys.append(_joined(fold_word(_GLUED.sub("", w) if len(w) >= _GLUED_FROM else w) for w in kept))
    if any("th" in w for w in kept):
        keys.append(_joined(fold_word(w if w in ADJECTIVES else w.replace("th", "dh")) for w in kept))
    if any(w[-1] == "ة" for w in kept[:-1]):
        keys.append(_joined(fold_word(w) for w in kept))
    return tuple(dict.fromkeys(keys))


def _bare(word: str) -> str:
    return word.removeprefix("ال")


@lru_cache(maxsize=65536)
def skeleton(key: str) -> str:
    """Return the consonants of a fine key, unspaced, doubled ones once; digits and adjective signs stay."""
    return _DOUBLED.sub(r"\1", key.translate(_NO_VOWELS).replace("mb", "nb"))


def loose_skeleton(bones: str) -> str:
    """Return a skeleton with the sounds made one that sources swap most: d and z (ض), and every h dropped but the first letter's."""
    if not bones:
        return bones
    return bones[0].replace("z", "d") + bones[1:].replace("z", "d").replace("h", "")
