"""Where a page's columns begin and end, seen on its picture: what regions snap to where no PDF says it. No Django."""

from collections import Counter
from collections.abc import Iterator

from PIL import Image

# Dots to which a page is reduced: across, and strips from top to bottom, which are taken together in bands.
_ACROSS, _STRIPS, _STRIPS_OF_A_BAND = 1000, 384, 8
# So much darker than paper, of 255, is ink: type or a picture, and not the grain of a scan.
_INK = 12
# Ink that stands nearer, in thousandths of the width, belongs together; what is narrower is a rule or a letter.
_SPACE, _NARROWEST = 8, 30
# So many bands that begin or end together make the edge of a column; edges nearer than these thousandths are one.
_BANDS_OF_A_COLUMN, _APART = 6, 5


def columns_of(picture: Image.Image) -> list[float]:
    """The edges of its columns from left to right, in fractions of the width; of an empty page none."""
    grey = picture.convert("L")
    paper = sorted(grey.resize((64, 64), Image.Resampling.BOX).tobytes())[-200]
    small = grey.resize((_ACROSS, _STRIPS), Image.Resampling.BOX).tobytes()
    strips = [small[start : start + _ACROSS] for start in range(0, len(small), _ACROSS)]
    edges = Counter()
    for first in range(0, _STRIPS, _STRIPS_OF_A_BAND):
        darkest = map(min, *strips[first : first + _STRIPS_OF_A_BAND])
        for ink in _blocks([paper - dot > _INK for dot in darkest]):
            edges.update(ink)
    return [edge / _ACROSS for edge in _shared(edges)]


def _blocks(has_ink: list[bool]) -> Iterator[tuple[int, int]]:
    """Beginning and end of what stands together in a band."""
    begun = last = None
    for place, inked in enumerate([*has_ink, *[False] * _SPACE]):
        if inked:
            begun, last = place if begun is None else begun, place + 1
        elif begun is not None and place - last >= _SPACE - 1:
            if last - begun >= _NARROWEST:
                yield begun, last
            begun = None


def _shared(edges: Counter) -> list[int]:
    """Those that many bands share, the most shared first of any that stand close."""
    votes = {at: sum(edges[near] for near in range(at - 1, at + 2)) for at in range(_ACROSS + 1)}
    found = []
    for at in sorted(votes, key=lambda at: (-votes[at], -edges[at])):
        if votes[at] < _BANDS_OF_A_COLUMN:
            break
        if all(abs(at - other) >= _APART for other in found):
            found.append(at)
    return sorted(found)
