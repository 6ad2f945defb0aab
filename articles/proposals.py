"""Proposed regions: where a page's text layer shows its articles, by their own words. Pure.

Lines of type are recognised by what they say, pictures by their captions, and frames by whose lines they hold. An
article's region is the box around what is its own, less the boxes of others.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import median

from articles import richtext
from articles.archive.records import ArticleRecord
from editions.outlines import Grid
from editions.text_layer import Box, Line, TextLayer, around, letters_of

# A line is an article's when so much of it stands there, in threes of letters, and clearly less of it elsewhere.
_LEAST_KNOWN, _CLEARLY = 0.6, 0.15
# Shorter lines say too little by themselves: they go with what stands near them.
_SAYS_ENOUGH = 4
# In heights of a line of the body: how near such a line, or a picture to its caption, has to be.
_NEAR_LINE, _NEAR_CAPTION = 5, 3
# A frame may hold so many letters that are no article's, such as 广告 in its corner.
_MARKS = 4
# In points: what is no further apart is one edge.
_ONE_EDGE = 2.0
# How far a region stands out around what it holds, in heights of a line of the body.
_MARGIN = 0.35

Polygon = list[tuple[float, float]]


@dataclass(frozen=True)
class Copy:
    """An article as it is looked for on a page: `key`, and the letters of all its text and of each photo's wording.

    Of one that is not `complete` only the headline is known: what follows on it is its own too.
    """

    key: int
    text: str
    captions: tuple[str, ...] = ()
    complete: bool = True


def copy_of(key: int, record: ArticleRecord) -> Copy:
    """An article as it is looked for, of its record."""
    words = (record.kicker, record.headline, record.subheadline, record.byline, richtext.plain_text(record.body))
    captions = tuple(letters_of(photo.caption + photo.credit_line) for photo in record.photos)
    # What a mark parts reads as no line of type.
    return Copy(key, "|".join([letters_of("".join(words)), *captions]), captions, record.complete)


def propose(layer: TextLayer, copies: list[Copy]) -> dict[int, list[Polygon]]:
    """The polygons of every article that the page shows, in fractions of its width and height, by key."""
    if not layer.lines or not copies:
        return {}
    height = median([line.box.bottom - line.box.top for line in layer.lines if len(line.text) > _SAYS_ENOUGH] or [9])
    owners = _recognised(layer.lines, copies, height)
    boxes: dict[int | None, list[Box]] = defaultdict(list)
    for line, owner in zip(layer.lines, owners, strict=True):
        boxes[owner].append(line.box)
    for picture in layer.pictures:
        boxes[_owner_of_picture(picture, layer.lines, owners, copies, boxes, height)].append(picture)
    _take_frames(layer, owners, boxes)
    return {
        copy.key: [_in_fractions(outline, layer) for outline in _area(copy.key, boxes, height * _MARGIN)]
        for copy in copies
        if boxes.get(copy.key)
    }


def _recognised(lines: tuple[Line, ...], copies: list[Copy], height: float) -> list[int | None]:
    """Whose each line is; None for what is no article's, such as the page's own head."""
    threes = {copy.key: set(_threes(copy.text)) for copy in copies}
    shares = [_shares(line, copies, threes) for line in lines]
    owners: list[int | None] = [None] * len(lines)
    for place, line in enumerate(lines):
        (first, share), (_second, other) = (Counter(shares[place]).most_common(2) + [(None, 0.0)] * 2)[:2]
        if len(line.text) >= _SAYS_ENOUGH and share >= _LEAST_KNOWN and other <= share - _CLEARLY:
            owners[place] = first
    sure = [place for place, owner in enumerate(owners) if owner is not None]
    for place, line in enumerate(lines):
        possible = {key for key, share in shares[place].items() if share >= _LEAST_KNOWN}
        if owners[place] is None and possible:
            near = [(line.box.distance(lines[at].box), at) for at in sure if owners[at] in possible]
            distance, at = min(near, default=(float("inf"), 0))
            if distance < _NEAR_LINE * height:
                owners[place] = owners[at]
    _take_what_is_not_kept(lines, owners, copies, height)
    return owners


def _threes(text: str) -> list[str]:
    return [text[at : at + 3] for at in range(len(text) - 2)]


def _shares(line: Line, copies: list[Copy], threes: dict[int, set[str]]) -> dict[int, float]:
    """How much of a line stands in each article."""
    if len(line.text) < _SAYS_ENOUGH:
        return {copy.key: 1.0 for copy in copies if line.text in copy.text}
    own = _threes(line.text)
    return {copy.key: share for copy in copies if (share := sum(three in threes[copy.key] for three in own) / len(own))}


def _take_what_is_not_kept(lines, owners: list[int | None], copies: list[Copy], height: float) -> None:
    """The lines that follow on an article of which only the headline is kept, in the file and on the page, are its."""
    headline_only = {copy.key for copy in copies if not copy.complete}
    for place in range(1, len(lines)):
        before = owners[place - 1]
        if owners[place] is None and before in headline_only:
            its_own = around([line.box for line, owner in zip(lines, owners, strict=True) if owner == before])
            if its_own.distance(lines[place].box) < _NEAR_LINE * height:
                owners[place] = before


def _owner_of_picture(picture: Box, lines, owners, copies: list[Copy], boxes, height: float) -> int | None:
    """The article that prints a picture: the one around it, else the one whose caption stands next to it."""
    words = [line for line, owner in zip(lines, owners, strict=True) if owner is None and picture.holds(line.box)]
    if sum(len(line.text) for line in words) > _MARKS:
        return None  # it speaks for itself, as an advertisement does
    surrounding = [
        (sum(spot.holds(each) for key, own in boxes.items() if key != owner for each in own), spot.area, owner)
        for owner, spot in ((key, around(own)) for key, own in boxes.items() if key is not None)
        if spot.holds(picture)
    ]
    if surrounding:
        return min(surrounding)[2]
    captions = {copy.key: copy.captions for copy in copies}
    beside = [
        (picture.distance(line.box) + (0 if line.box.top > picture.bottom - height else height), owner)
        for line, owner in zip(lines, owners, strict=True)
        if owner is not None
        and len(line.text) >= _SAYS_ENOUGH
        and any(line.text in caption for caption in captions[owner])
    ]
    distance, owner = min(beside, default=(float("inf"), None))
    if distance < _NEAR_CAPTION * height:
        return owner
    wordless = [key for key, wordings in captions.items() if "" in wordings and boxes.get(key)]
    near = [(picture.distance(around(boxes[key])), key) for key in wordless]
    distance, owner = min(near, default=(float("inf"), None))
    return owner if distance < _NEAR_CAPTION * height else None


def _take_frames(layer: TextLayer, owners, boxes) -> None:
    """A frame, or a ground of another colour, belongs to the article whose lines it holds, when it holds no other's."""
    for frame in sorted(layer.frames, key=lambda frame: frame.area):
        held = [place for place, line in enumerate(layer.lines) if _is_in(frame, line.box)]
        inside = {owners[place] for place in held}
        strange = sum(len(layer.lines[place].text) for place in held if owners[place] is None)
        inside.discard(None)
        if len(inside) != 1 or strange > _MARKS:
            continue
        owner = inside.pop()
        lines_of_owner = [place for place, each in enumerate(owners) if each == owner]
        of_owner = [place for place in held if owners[place] == owner]
        if len(of_owner) >= 0.6 * len(lines_of_owner) and frame.area < 4 * around(boxes[owner]).area:
            boxes[owner].append(frame)
            for place in held:
                if owners[place] is None:
                    owners[place] = owner
                    boxes[None].remove(layer.lines[place].box)
                    boxes[owner].append(layer.lines[place].box)


def _is_in(frame: Box, box: Box) -> bool:
    x, y = box.middle
    return frame.left <= x <= frame.right and frame.top <= y <= frame.bottom


def _area(key: int, boxes: dict[int | None, list[Box]], margin: float) -> list[Polygon]:
    """The outlines of the box around what is an article's own, less what is others'."""
    own = boxes[key]
    whole = around(own).grown(margin)
    strange: list[Box] = []
    for other, theirs in boxes.items():
        if other is None:
            strange += [box for box in theirs if box.meets(whole, 2)]
        elif other != key:
            space = around(theirs).grown(margin)
            if space.meets(whole, 2 * margin + 1):
                # Their box is theirs alone, unless the two reach into each other.
                reaches_in = any(box.meets(space, 2) for box in own)
                strange += [box for box in theirs if box.meets(whole, 2)] if reaches_in else [space]
    grid = Grid([whole, *(box.within(whole) for box in strange)], near=_ONE_EDGE)
    cells = grid.cells(lambda x, y: _holds(whole, x, y) and not any(_holds(box, x, y) for box in strange))
    kept = {cell for cell in cells if any(box.meets(_box_of(grid, cell)) for box in own)}
    return grid.outlines(kept)


def _box_of(grid: Grid, cell: tuple[int, int]) -> Box:
    column, row = cell
    return Box(grid.xs[column], grid.ys[row], grid.xs[column + 1], grid.ys[row + 1])


def _holds(box: Box, x: float, y: float) -> bool:
    return box.left <= x <= box.right and box.top <= y <= box.bottom


def _in_fractions(outline: Polygon, layer: TextLayer) -> Polygon:
    return [
        (round(min(1.0, max(0.0, x / layer.width)), 4), round(min(1.0, max(0.0, y / layer.height)), 4))
        for x, y in outline
    ]
