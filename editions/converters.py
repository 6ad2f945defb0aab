"""Path converters: the day of an edition, a page's number, a year and a month. Importing this registers them."""

from django.urls import register_converter

from .models import parse_day


class DayConverter:
    """`2019-12-26` or, for a labelled edition, `2019-12-26.extra`; a (date, label) pair in Python."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:\.[a-z0-9-]{1,20})?"

    def to_python(self, value):
        return parse_day(value)

    def to_url(self, value):
        if isinstance(value, str):
            return value
        date, label = value
        return f"{date}.{label}" if label else f"{date}"


class PageNumberConverter:
    """A page's number as printed: letters (Han too), digits, hyphens."""

    regex = r"[\w-]+"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return str(value)


class NumberConverter:
    """A number as it is counted, without zeros before it: one thing has one address."""

    regex = r"[1-9][0-9]{0,17}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return str(value)


class YearConverter:
    """A year of four digits."""

    regex = r"[0-9]{4}"

    def to_python(self, value):
        if value == "0000":
            raise ValueError("There is no year 0.")
        return int(value)

    def to_url(self, value):
        return f"{value:04d}"


class MonthConverter:
    """A month of two digits."""

    regex = r"0[1-9]|1[0-2]"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return f"{value:02d}"


register_converter(DayConverter, "day")
register_converter(PageNumberConverter, "page_number")
register_converter(NumberConverter, "number")
register_converter(YearConverter, "year")
register_converter(MonthConverter, "month")
