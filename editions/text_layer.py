"""Where the letters, pictures and frames of a PDF's page stand: what its text layer says of the layout. No Django."""

import ctypes
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

# Forms within forms: deeper than any layout program nests them.
_DEEPEST = 8
# Smaller pictures and frames, by their share of the page, are ornaments.
_SMALLEST_PICTURE, _SMALLEST_FRAME = 0.003, 0.001
# So many lines that begin or end together make the edge of a column.
_LINES_OF_A_COLUMN = 8
# A frame around most of the page holds no article of its own.
_LARGEST_FRAME = 0.6
# Letters of one line stand nearer than so many of their heights; of a column that is read downwards nearer still.
_WORD_SPACE, _DOWNWARDS_SPACE = 1.2, 0.8


class Box(NamedTuple):
    """A rectangle in points (1/72 inch), counted from the page's upper left corner as one sees it."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def area(self) -> float:
        return max(0.0, self.right - self.left) * max(0.0, self.bottom - self.top)

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def holds(self, other: "Box", slack: float = 1.5) -> bool:
        """Whether the other lies inside, but for so many points."""
        return (
            self.left - slack <= other.left
            and self.top - slack <= other.top
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def meets(self, other: "Box", slack: float = 0.0) -> bool:
        """Whether they overlap by more than so many points in both directions."""
        return (
            self.left < other.right - slack
            and other.left < self.right - slack
            and self.top < other.bottom - slack
            and other.top < self.bottom - slack
        )

    def distance(self, other: "Box") -> float:
        """How far apart they are, sideways and up or down together; 0 where they touch."""
        sideways = max(0.0, max(self.left, other.left) - min(self.right, other.right))
        return sideways + max(0.0, max(self.top, other.top) - min(self.bottom, other.bottom))

    def within(self, other: "Box") -> "Box":
        """What both share."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def grown(self, by: float) -> "Box":
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


def around(boxes: list[Box]) -> Box:
    """The smallest box around all of them."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


@dataclass(frozen=True)
class Line:
    """A line of type, or a column read downwards: its letters and digits without anything between them."""

    text: str
    box: Box


@dataclass(frozen=True)
class TextLayer:
    """A page's size in points, its lines in the order of the file, its pictures as far as they are seen, its frames."""

    width: float
    height: float
    lines: tuple[Line, ...]
    pictures: tuple[Box, ...]
    frames: tuple[Box, ...]

    @property
    def columns(self) -> list[float]:
        """Where columns begin and end, in fractions of the width: the edges that many lines share."""
        edges = Counter(round(edge) for line in self.lines for edge in (line.box.left, line.box.right))
        return [edge / self.width for edge in sorted(edges) if edges[edge] >= _LINES_OF_A_COLUMN]


class _Letter(NamedTuple):
    text: str
    box: Box

    @property
    def size(self) -> float:
        return max(self.box.right - self.box.left, self.box.bottom - self.box.top)


def letters_of(text: str) -> str:
    """A text as lines are compared: full width and half width alike, without spaces and marks."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


def read(page: pdfium.PdfPage) -> TextLayer:
    """The text layer of a page; one without text has no lines.

    For who has the page open, and so is alone with PDFium: see `pdf_pages.text_layer`.
    """
    width, height = page.get_size()
    seen = _Seen(page)
    letters = list(_letters(page, seen))
    pictures = [_visible(each, seen) for each in page.get_objects([raw.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEPEST)]
    frames = [_visible(each, seen) for each in page.get_objects([raw.FPDF_PAGEOBJ_PATH], max_depth=_DEEPEST)]
    whole = width * height
    return TextLayer(
        width,
        height,
        tuple(_lines(letters)),
        tuple(box for box in dict.fromkeys(pictures) if box.area > whole * _SMALLEST_PICTURE),
        tuple(box for box in dict.fromkeys(frames) if whole * _SMALLEST_FRAME < box.area < whole * _LARGEST_FRAME),
    )


class _Seen:
    """From the coordinates of a page's content to the page as one sees it, turned and cropped as the file says."""

    def __init__(self, page: pdfium.PdfPage):
        self.width, self.height = page.get_size()
        # PDFium answers in whole dots: a page of so many gives a fraction of a point.
        across, down = round(self.width * 100), round(self.height * 100)
        x, y = ctypes.c_int(), ctypes.c_int()

        def dot(at: tuple[int, int]) -> tuple[float, float]:
            raw.FPDF_PageToDevice(page.raw, 0, 0, across, down, 0, *at, x, y)
            return x.value / 100, y.value / 100

        self.origin = dot((0, 0))
        self.per_x = [(end - start) / 1000 for start, end in zip(self.origin, dot((1000, 0)), strict=True)]
        self.per_y = [(end - start) / 1000 for start, end in zip(self.origin, dot((0, 1000)), strict=True)]

    def point(self, x: float, y: float) -> tuple[float, float]:
        return (
            self.origin[0] + x * self.per_x[0] + y * self.per_y[0],
            self.origin[1] + x * self.per_x[1] + y * self.per_y[1],
        )

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        one, other = self.point(left, bottom), self.point(right, top)
        xs, ys = sorted((one[0], other[0])), sorted((one[1], other[1]))
        return Box(xs[0], ys[0], xs[1], ys[1])


def _letters(page: pdfium.PdfPage, seen: _Seen) -> Iterator[_Letter]:
    text = page.get_textpage()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    before = None
    for place in range(text.count_chars()):
        letter = unicodedata.normalize("NFKC", chr(raw.FPDFText_GetUnicode(text.raw, place)))
        if not letter.strip("\0 \t\r\n"):
            continue
        raw.FPDFText_GetCharBox(text.raw, place, left, right, bottom, top)
        found = _Letter(letter, seen.box(left.value, bottom.value, right.value, top.value))
        # Heavy type is set twice in one place.
        if before is None or before.text != letter or before.box.distance(found.box) or not _lie_alike(before, found):
            yield found
        before = found


def _lie_alike(one: _Letter, other: _Letter) -> bool:
    near = one.size / 4
    return abs(one.box.left - other.box.left) < near and abs(one.box.top - other.box.top) < near


def _lines(letters: list[_Letter]) -> Iterator[Line]:
    """Letters that follow each other in the file and on the page, across or downwards."""
    line: list[_Letter] = []
    downwards = None
    for letter in letters:
        goes_on = line and _follows(line[-1], letter)
        if not goes_on or (downwards is not None and (goes_on == "down") != downwards):
            yield from _line(line)
            line, downwards = [], None
        elif downwards is None:
            downwards = goes_on == "down"
        line.append(letter)
    yield from _line(line)


def _follows(before: _Letter, letter: _Letter) -> str:
    """`across` or `down`, as the letter stands to the one before it; "" where it begins another line."""
    size = max(before.size, letter.size)
    (x, y), (next_x, next_y) = before.box.middle, letter.box.middle
    if abs(y - next_y) < size * 0.6 and -size * 0.3 < letter.box.left - before.box.right < size * _WORD_SPACE:
        return "across"
    if abs(x - next_x) < size * 0.4 and -size * 0.3 < letter.box.top - before.box.bottom < size * _DOWNWARDS_SPACE:
        return "down"
    return ""


def _line(letters: list[_Letter]) -> Iterator[Line]:
    if text := letters_of("".join(letter.text for letter in letters)):
        yield Line(text, around([letter.box for letter in letters]))


def _visible(thing: pdfium.PdfObject, seen: _Seen) -> Box:
    """The box of a picture or a path, as far as what it is clipped to lets one see it."""
    box = seen.box(*thing.get_bounds())
    clip = raw.FPDFPageObj_GetClipPath(thing.raw)
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in range(max(0, raw.FPDFClipPath_CountPaths(clip))):
        corners = []
        for place in range(max(0, raw.FPDFClipPath_CountPathSegments(clip, path))):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, path, place), x, y)
            corners.append(seen.point(x.value, y.value))
        if corners:
            xs, ys = zip(*corners, strict=True)
            box = box.within(Box(min(xs), min(ys), max(xs), max(ys)))
    return box
