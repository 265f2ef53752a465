"""What a report says of itself: its title, who published it, whom it relays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo_app.reports.document import Document

ORIGINS: tuple[tuple[str, str], ...] = (
    ("Syrian Network for Human Rights", r"syrian network for human rights|\bSNHR\b|الشبكه السوريه لحقوق الانسان"),
    ("Syrian Observatory for Human Rights", r"syrian observatory for human rights|\bSOHR\b|the observatory|المرصد السوري لحقوق الانسان"),
    ("Violations Documentation Center in Syria", r"violations documentation cent(?:er|re)|\bVDC\b|مركز توثيق الانتهاكات"),
    ("Human Rights Watch", r"human rights watch|\bHRW\b|هيومن رايتس ووتش"),
    ("Amnesty International", r"amnesty international|منظمه العفو الدوليه"),
    ("Airwars", r"\bairwars\b"),
    ("Syrian Archive", r"syrian archive"),
    ("White Helmets", r"white helmets|syria civil defen[cs]e|الخوذ البيضاء|الدفاع المدني السوري"),
    ("OCHA", r"\bOCHA\b|office for the coordination of humanitarian affairs|مكتب تنسيق الشوون الانسانيه"),
    ("OHCHR", r"\bOHCHR\b|un human rights office|high commissioner for human rights|المفوضيه الساميه لحقوق الانسان"),
    ("UNHCR", r"\bUNHCR\b|un refugee agency|مفوضيه الامم المتحده لشوون اللاجيين"),
    ("UNICEF", r"\bUNICEF\b|يونيسف|اليونيسيف"),
    ("WHO", r"world health organi[sz]ation|(?-i:\bWHO\b)|منظمه الصحه العالميه"),
    ("Sound and Picture", r"sound and picture|صوت وصوره"),
    ("Russian Ministry of Defence", r"russian (?:ministry of defen[cs]e|defen[cs]e ministry)|وزاره الدفاع الروسيه"),
    ("SANA", r"\bSANA\b|سانا"),
    ("Reuters", r"\breuters\b|رويترز"),
    ("AFP", r"\bAFP\b|agence france-presse|فرانس برس"),
    ("AP", r"associated press|اسوشيتد برس"),
    ("Newsweek", r"\bnewsweek\b"),
)


_LONGEST, _WORDS = 220, 4


def title_of(document: Document) -> str:
    """Return the first line that heads the text; its first words where it has none."""
    for one in document.sentences[:8]:
        first, last = document.folded.back(one.start, one.end)
        words = " ".join(document.text[first:last].split()).strip("* ")
        if one.title and len(words.split()) >= _WORDS and len(words) < _LONGEST and not words.endswith(("...", "…")):
            return words
    return " ".join(document.text[:120].split())


def publisher_of(document: Document) -> str:
    """Return the organisation that the first lines name; "" where none is known."""
    head = document.folded.text[:600]
    return next((name for name, pattern in ORIGINS if re.search(pattern, head, re.IGNORECASE)), "")


def relays_of(document: Document) -> tuple[str, ...]:
    """Return the known origins that a text cites, in order of first mention."""
    text = document.folded.text
    found = [(one.start(), name) for name, pattern in ORIGINS if (one := re.search(pattern, text, re.IGNORECASE)) is not None]
    return tuple(name for _, name in sorted(found))
