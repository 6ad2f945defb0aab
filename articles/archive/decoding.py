"""Bytes to text: byte-order mark, strict UTF-8, the declared charset, GB18030; never a replacement character."""

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Undecodable(ValueError):
    """No encoding fits all bytes; `offset` is the first byte at which the one that got furthest gave up."""

    def __init__(self, offset: int):
        super().__init__(f"has bytes that are text in no known encoding, the first at offset {offset}")
        self.offset = offset


def decode(data: bytes, declared: str = "") -> str:
    """The text of a file; what it declares of itself may be wrong, so UTF-8 is tried first. Raises Undecodable."""
    return _decoded(data, declared, whole=True)


def decode_beginning(data: bytes) -> str:
    """The text of a file's first bytes, which may end within a character; "" where they are no text."""
    try:
        return _decoded(data, "", whole=False)
    except Undecodable:
        return ""


def encoding_of(data: bytes) -> str:
    """The encoding that the byte-order mark names; UTF-8 where there is none, as in JSON."""
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "utf-8")


def _decoded(data: bytes, declared: str, whole: bool) -> str:
    skipped = 0
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            skipped, candidates = len(mark), (encoding,)
            break
    else:
        candidates = ("utf-8", declared, "gb18030") if declared else ("utf-8", "gb18030")
    offset = 0
    for encoding in candidates:
        try:
            return codecs.getincrementaldecoder(encoding)().decode(data[skipped:], final=whole)
        except UnicodeError as error:
            # UTF-16 without its mark is a UnicodeError of no place.
            offset = max(offset, skipped + getattr(error, "start", 0))
        except LookupError:
            continue
    raise Undecodable(offset)
