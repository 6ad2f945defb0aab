"""Texts of a generated newspaper, whose words are as frequent as words are: a few everywhere, most hardly ever."""

import random
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

# A million articles fill 57 years, none of which is to come: readers would not find them yet.
FIRST_DAY = date(1950, 1, 1)
PAGES, ARTICLES_OF_A_PAGE = 8, 6
ARTICLES_OF_A_DAY = PAGES * ARTICLES_OF_A_PAGE
_WORDS = 60_000
# How many characters words have: most two; those of one are among the most frequent.
_LENGTHS, _WEIGHTS = (1, 2, 3, 4), (12, 62, 14, 12)
# By the law of Zipf and Mandelbrot a word's frequency falls with its rank and this.
_OFFSET = 2.7


@cache
def vocabulary() -> tuple[list[str], list[float]]:
    """The words, the most frequent first, and their frequencies added up."""
    chance = random.Random(_WORDS)
    # The 3,755 most usual characters, GB/T 2312-1980, level 1.
    characters = [
        bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)
    ]
    characters = list(filter(None, characters))
    chance.shuffle(characters)
    frequent = list(accumulate(1 / (rank + 30) for rank in range(len(characters))))
    words: dict[str, None] = {}
    while len(words) < _WORDS:
        length = chance.choices(_LENGTHS, _WEIGHTS)[0]
        words["".join(chance.choices(characters, cum_weights=frequent, k=length))] = None
    return list(words), list(accumulate(1 / (rank + _OFFSET) for rank in range(_WORDS)))


def words_of(hits: int, articles: int, length: int, how_many: int) -> list[str]:
    """Words of so many characters that some `hits` of so many articles are expected to have."""
    words, frequencies = vocabulary()
    texts = 1000 / 2.2  # words of an article
    expected = [
        (abs(articles * (1 - (1 - 1 / (rank + _OFFSET) / frequencies[-1]) ** texts) - hits), word)
        for rank, word in enumerate(words)
        if len(word) == length
    ]
    return [word for _distance, word in sorted(expected)[:how_many]]


def article(number: int) -> dict[str, str | list[str]]:
    """The texts of one, a thousand characters in all; the same for the same number."""
    chance = random.Random(number)
    return {
        "headline": _text(chance, 14),
        "subheadline": _text(chance, 16),
        "paragraphs": [_text(chance, 92) for _paragraph in range(10)],
        "caption": _text(chance, 36),
        "byline": f"本报记者 {_text(chance, 3)}",
    }


def day_of(number: int) -> date:
    """When the article of that number, counted from 0, is printed."""
    return FIRST_DAY + timedelta(days=number // ARTICLES_OF_A_DAY)


def _text(chance: random.Random, length: int) -> str:
    words, frequencies = vocabulary()
    text = ""
    for word in chance.choices(words, cum_weights=frequencies, k=length):
        text += word
        if len(text) >= length:
            break
        if chance.random() < 0.12:
            text += "，"
    return f"{text[: length - 1]}。" if length > 50 else text[:length]
