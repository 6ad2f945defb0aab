"""The characters that stand in a text and that nobody sees. Pure Python.

Zero-width spaces, word joiners and byte-order marks come with what is copied from word processors and web pages, marks
of direction with what was typed beside another script, control characters with old files. None of them is printed, and
a search, a word list and a name stumble over each. The joiners U+200C and U+200D are not among them: they shape what
stands beside them, emoji too. Nor is U+FFFD, which is seen.
"""

import re

ZERO_WIDTH = "\u200b\u200e\u200f\u2060\ufeff"
# All of them, to stand within the brackets of a pattern; tabs and line ends are seen.
UNSEEN = rf"{ZERO_WIDTH}\x00-\x08\x0b\x0c\x0e-\x1f\x7f"

_UNSEEN = re.compile(f"[{UNSEEN}]")


def without_unseen(text: str) -> str:
    return _UNSEEN.sub("", text)
