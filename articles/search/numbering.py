"""The numbers of documents: in the order of dates, so that the newest are found first and a span of days at once."""

# A number's digits, from the lowest: how often the article has been read anew, its key counted downwards, its day.
_READINGS, _KEYS = 15, 28
# Above all numbers.
ABOVE = (1 << 63) - 1


def first_number(day: int, article: int | None = None) -> int:
    """The lowest number that a document of a day, or of an article of it, can have; those of a later day are higher.

    Days are counted from the first of January of the year 1. Of one day's articles the first has the highest number, so
    that the newest day comes first, and what was printed first on it. Articles beyond the 268 millionth have none.
    """
    key = 0 if article is None else (1 << _KEYS) - 1 - article
    return (day << _KEYS | key) << _READINGS


def last_number(day: int, article: int) -> int:
    """The highest number that a document of an article can have."""
    return first_number(day, article) + (1 << _READINGS) - 1
