"""The numbers of documents: in the order of dates, so that the newest are found first and a span of days at once.

They lie close together, for an index writes down how far each is from the one before: with room for 4,096 of a day a
step to the next day takes two bytes, and an index with room for all that could ever be is larger by half.
"""

from typing import NamedTuple

# Above all numbers.
ABOVE = (1 << 63) - 1
# An index has room for so many documents of a day as two to the power of this, and for so many times those of the day
# that has most when it is built: what is read anew gets another number.
_LEAST_WIDTH, _TIMES = 12, 4


class Numbering(NamedTuple):
    """The numbers of an index; `width` binary digits tell the documents of a day apart.

    Days are counted from the first of January of the year 1. The first document of a day gets its highest number, so
    that what was printed first on the newest day comes first.
    """

    width: int

    @classmethod
    def of_days_with(cls, most: int) -> "Numbering":
        """One for days of so many documents at most."""
        return cls(max(_LEAST_WIDTH, (_TIMES * most).bit_length()))

    def first(self, day: int) -> int:
        """The lowest number of a day."""
        return day << self.width

    def last(self, day: int) -> int:
        """The highest number of a day."""
        return self.first(day + 1) - 1

    def day(self, number: int) -> int:
        """The day of a document."""
        return number >> self.width
