"""Particles follow the sound of the word before them."""

import pytest

from bot.korean import particle


@pytest.mark.parametrize(
    ("word", "topic"),
    [
        ("삼성전자", "는"),
        ("삼성물산", "은"),
        ("#A3", "은"),
        ("#A12", "는"),
        ("LG", "는"),
        ("KODEX 200", "은"),
        ("SK텔레콤", "은"),
        ("NAVER", "은"),
        ("맥쿼리인프라(우)", "는"),
        ("ㅅㅅㅈㅈ", "는"),
        ("?!", "는"),
        ("", "는"),
    ],
)
def test_the_particle_fits_the_last_sound(word: str, topic: str) -> None:
    """은 after a consonant, 는 after a vowel, whatever the word is made of."""
    assert particle(word, "은", "는") == topic
