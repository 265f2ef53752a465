"""Spelling rules that let two spellings of one Syrian name meet, in Latin and Arabic script. Strings in, strings out.

Two keys: the *fine key* keeps vowels (reduced to a, i, u) and ranks spellings; the *skeleton* drops them and finds spellings.
Both scripts fold to one sound alphabet: x = kh/خ, c = sh/ش, g = gh/غ, k = q/k/ق/ك, t = t/th/ط/ت/ث, z = z/dh/ز/ذ/ظ, d = d/د/ض.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ARABIC = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ٱ": "a", "ء": "", "ئ": "i", "ؤ": "u", "ع": "a", "ى": "a", "ة": "a", "ب": "b", "پ": "b",
    "ت": "t", "ث": "t", "ج": "j", "چ": "c", "ح": "h", "خ": "x", "د": "d", "ذ": "z", "ر": "r", "ز": "z", "س": "s", "ش": "c", "ص": "s",
    "ض": "d", "ط": "t", "ظ": "z", "غ": "g", "ف": "f", "ڤ": "f", "ق": "k", "ك": "k", "ک": "k", "گ": "k", "ل": "l", "م": "m", "ن": "n",
    "ه": "h", "ھ": "h", "و": "u", "ي": "i", "ی": "i", "ێ": "i", "ۆ": "u", "ە": "a",
}  # fmt: skip
_LATIN_BEFORE = str.maketrans({"ş": "sh", "ç": "ch", "ğ": "gh", "ı": "i", "ħ": "h", "ḫ": "kh", "ẖ": "kh", "š": "sh", "ǧ": "j", "ġ": "gh", "ḏ": "dh", "ṯ": "th"})  # fmt: skip
_DIGRAPHS = (
    ("dj", "j"), ("kh", "x"), ("sh", "c"), ("ch", "c"), ("gh", "g"), ("th", "t"), ("dh", "z"), ("ph", "f"),
    ("oo", "u"), ("ou", "u"), ("ee", "i"), ("ei", "ai"), ("ay", "ai"), ("ey", "ai"), ("aw", "au"), ("ow", "au"), ("ao", "au"),
)  # fmt: skip
_SINGLE = str.maketrans({"q": "k", "c": "c", "p": "b", "v": "f", "e": "i", "o": "u", "y": "i", "w": "u"})
_ARTICLE = re.compile(r"^(?:al|el|il|ul|ar|er|as|es|ash|esh|ad|ed|az|ez|at|et|an|en|adh|edh|ath|eth)$")
_SINGLE_ARTICLE = re.compile(r"\b[el][-\u2010\u2011](?=\w)")
_ATTACHED = re.compile(r"^[aeu](sh|th|dh|[drsztn])(?=\1)")
_BIDI_AND_MARKS = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u0640\u064b-\u0652\u0670]")
_LOOSE_ENDINGS = re.compile("(?<=[\u0621-\u064a]{2})[\u0647\u0649](?![\u0621-\u064a])")
"""Final \u0647 and \u0649 are how people type \u0629 and \u064a."""
_HAMZA_AYN = re.compile(r"['’‘`´ʿʾʻʼ“”\"]")
_ATTACHED_FROM, _SHORT = 4, 2
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_WORD = re.compile(r"[\w]+", re.UNICODE)

ADJECTIVES = {
    "eastern": "E", "east": "E", "sharqi": "E", "sharqiya": "E", "sharqiyah": "E", "charqi": "E", "sharkia": "E", "شرقي": "E", "شرقية": "E",
    "western": "W", "west": "W", "gharbi": "W", "gharbiya": "W", "gharbiyah": "W", "غربي": "W", "غربية": "W",
    "northern": "N", "north": "N", "shamali": "N", "shamaliya": "N", "shamaliyah": "N", "شمالي": "N", "شمالية": "N",
    "southern": "S", "south": "S", "janubi": "S", "janubiya": "S", "janoubi": "S", "جنوبي": "S", "جنوبية": "S",
    "upper": "U", "fawqani": "U", "fawqaniya": "U", "foqani": "U", "فوقاني": "U", "فوقانية": "U", "فوقا": "U",
    "lower": "L", "tahtani": "L", "tahtaniya": "L", "تحتاني": "L", "تحتانية": "L", "تحتا": "L",
    "new": "J", "jadid": "J", "jadida": "J", "jadeed": "J", "jadideh": "J", "jadeeda": "J", "جديد": "J", "جديدة": "J",
    "old": "Q", "qadim": "Q", "qadima": "Q", "قديم": "Q", "قديمة": "Q",
    "big": "K", "great": "K", "kabir": "K", "kabira": "K", "kabeer": "K", "كبير": "K", "كبيرة": "K",
    "small": "Y", "little": "Y", "saghir": "Y", "saghira": "Y", "صغير": "Y", "صغيرة": "Y",
}  # fmt: skip
"""Adjectives that one source translates and another transliterates, each to one sign, a capital letter; keys put them last."""


def clean(text: str) -> str:
    """Return ``text`` in NFKC without direction marks, vowel marks and tatweel, with ASCII digits, single spaces, and loose endings mended."""
    text = unicodedata.normalize("NFKC", text)
    text = _BIDI_AND_MARKS.sub("", text).translate(_DIGITS)
    return _LOOSE_ENDINGS.sub(lambda end: "ة" if end[0] == "ه" else "ي", " ".join(text.split()))


def is_arabic(text: str) -> bool:
    """Return True where any letter is Arabic."""
    return any("؀" <= ch <= "ۿ" for ch in text)


def words(text: str) -> list[str]:
    """Return the words of ``text`` in lower case without Latin diacritics, hamza and ayn marks."""
    text = _SINGLE_ARTICLE.sub("", _HAMZA_AYN.sub("", clean(text)).lower()).translate(_LATIN_BEFORE)
    if not is_arabic(text):
        text = "".join(ch for ch in unicodedata.normalize("NFKD", text) if not unicodedata.combining(ch))
    return _WORD.findall(text.replace("_", " "))


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
    word = re.sub(r"^(?:al|el)(?=bu)", "", word)
    if len(word) > _ATTACHED_FROM:
        word = _ATTACHED.sub("", word)
    for pair, sound in _DIGRAPHS:
        word = word.replace(pair, sound)
    word = word.translate(_SINGLE)
    # Ta marbuta is written -a, -ah or -eh.
    return re.sub(r"(?<=[aiu])h$", "", word) if len(word) > _SHORT else word


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """Return the sounds of one word (lower case, no marks): letters a–z of the sound alphabet, digits kept."""
    folded = _fold_arabic(word) if is_arabic(word) else _fold_latin(word)
    folded = re.sub(r"m(?=b)", "n", folded)
    folded = re.sub(r"([a-z])\1+", r"\1", folded)
    return re.sub(r"(?<=[^aiu])i$", "a", folded) if len(folded) > _SHORT + 1 else folded


@lru_cache(maxsize=65536)
def fine_key(text: str) -> str:
    """Return the fine key of a name: articles gone, words joined by a space, vowels kept as a, i, u, adjectives last. Empty where no letter is left."""
    parts = words(text)
    last = len(parts) - 1
    kept = [w for i, w in enumerate(parts) if i == last or not _ARTICLE.match(w)]
    # A ta marbuta before another word is spoken: معرة النعمان is Maarat al-Numan.
    spoken = [w[:-1] + "ت" if w.endswith("ة") and i < len(kept) - 1 and w not in ADJECTIVES else w for i, w in enumerate(kept)]
    folded = list(filter(None, (fold_word(w) for w in spoken)))
    return " ".join(sorted(folded, key=str.isupper))


def skeleton(key: str) -> str:
    """Return the consonants of a fine key, unspaced, doubled ones once; digits and adjective signs stay."""
    bare = re.sub(r"[aiu]", "", key).replace(" ", "")
    return re.sub(r"([a-z])\1+", r"\1", bare)


def loose_skeleton(bones: str) -> str:
    """Return a skeleton with the sounds made one that sources swap most: d and z (ض), and every h dropped but the first letter's."""
    if not bones:
        return bones
    return bones[0].replace("z", "d") + bones[1:].replace("z", "d").replace("h", "")
