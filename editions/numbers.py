"""Page numbers as printed: how they are normalised, matched and ordered. Pure Python."""

import re
import unicodedata
from functools import lru_cache

_FRAMED = re.compile(r"第?(.*?)版?\Z")
_ALLOWED = re.compile(r"[^\W_](?:[^\W_]|-)*\Z")


def normalised(printed: str) -> str:
    """A page's number as it is shown: NFKC, upper case, no white space, without 第 and 版.

    Letters (Han too), digits and hyphens are left; raises ValueError where anything else is.

    >>> normalised("第 a01 版")
    'A01'
    """
    number = _FRAMED.match("".join(unicodedata.normalize("NFKC", printed).upper().split()))[1]
    if not _ALLOWED.match(number):
        raise ValueError(f"“{printed}” is not a page number: letters, digits and hyphens make one.")
    return number


@lru_cache(maxsize=4096)  # a paper has a few dozen page numbers
def order_key(number: str) -> str:
    """The key by which pages are ordered and matched: A02 stands before A10, and 1, 01 and 第1版 are the same.

    Runs of digits lose leading zeros and are padded to six places; letters stay.
    """
    return re.sub(r"\d+", lambda run: run[0].lstrip("0").rjust(6, "0"), normalised(number))
