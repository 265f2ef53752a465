"""Two spellings of one name meet, in both scripts; names that differ stay apart."""

from __future__ import annotations

import pytest

from geo_app.names import clean, fine_key, skeleton

SAME = [
    ("Deir Ezzor", "Deir Ez-Zour", "Dayr az Zawr", "Deir al-Zor", "Deir e-Zor", "دير الزور"),
    ("Raqqa", "Ar-Raqqah", "Al Raqqa", "الرقة"),
    ("Hasakah", "Al-Hasakeh", "Heseke", "الحسكة"),
    ("Maarat al-Numan", "Ma'arrat al-Nu'man", "Maarrat al Nu‘mān", "معرة النعمان"),
    ("Jisr al-Shughur", "Jisr ash-Shugur", "جسر الشغور"),
    ("Khan Sheikhoun", "Khan Shaykhun", "خان شيخون"),
    ("Manbij", "Membij", "منبج"),
    ("Eastern Ghouta", "الغوطة الشرقية", "Al-Ghouta al-Sharqiya"),
    ("Idlib", "Idleb", "Edlib", "إدلب", "ادلب"),
    ("Sweida", "As-Suwayda", "السويداء"),
    ("Albu Kamal", "Bukamal", "البوكمال"),
]


@pytest.mark.parametrize("spellings", SAME, ids=lambda s: s[0])
def test_spellings_of_one_name_share_a_skeleton(spellings: tuple[str, ...]) -> None:
    """All spellings of a name fold to one skeleton."""
    assert len({skeleton(fine_key(text)) for text in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), [("Raqqa", "al-Bab"), ("Hama", "Homs"), ("Saraqib", "Sarmin"), ("Binnish", "Taftanaz")])
def test_different_names_stay_apart(one: str, other: str) -> None:
    """Two towns never share a skeleton by accident of the rules."""
    assert skeleton(fine_key(one)) != skeleton(fine_key(other))


def test_direction_marks_and_digits_do_not_matter() -> None:
    """Bidirectional marks, tatweel and Arabic-Indic digits are cleaned away."""
    assert clean("\u200f٢٠١٦  حـلب\u200e") == "2016 حلب"
