"""How the articles' regions lie on the picture of a page."""

from typing import NamedTuple

# How near to the gutter a region comes that goes on beyond it, by the width of a page.
_GUTTER = 0.06
# The letters of a jump on the picture, by its width.
_JUMP_SIZE, _JUMP_LEADING = 0.014, 1.4
# Regions are drawn by hand, or rounded: an edge may stand out by so much of the page.
_SLACK = 0.005


def regions_of(articles, page) -> list[tuple]:
    """Each article with its regions on the page, as one reads and tabs.

    What lies inside another's region is drawn after it, so that both can be pointed at.
    """
    waiting = [
        (article, [region for region in article.regions.all() if region.page_id == page.pk]) for article in articles
    ]
    waiting = [pair for pair in waiting if pair[1]]
    drawn = []
    while waiting:
        free = (
            pair for pair in waiting if not any(_holds(other[1], pair[1]) for other in waiting if other is not pair)
        )
        drawn.append(next(free, waiting[0]))
        waiting.remove(drawn[-1])
    return drawn


def spread_beside(drawn: list[tuple], page, neighbours: list):
    """The page with which this one was printed as one sheet (跨版): an article lies across the gutter; None for none.

    `drawn` are this page's articles with their regions, as `regions_of` gives them.
    """
    for other in neighbours:
        pages = sorted((page, other), key=lambda each: each.order_key)
        for article, _regions in drawn:
            left, right = ([each for each in article.regions.all() if each.page_id == half.pk] for half in pages)
            if any(_goes_across(one, next_one) for one in left for next_one in right):
                return other
    return None


def _goes_across(left, right) -> bool:
    """Whether a region of the left page goes on in one of the right page, at the same height."""
    shared = min(left.bottom, right.bottom) - max(left.top, right.top)
    return left.right > 1 - _GUTTER and right.left < _GUTTER and shared > 0.5 * (right.bottom - right.top)


class Leaf(NamedTuple):
    """A page of what is looked into at once: alone, or one of the two of a spread."""

    page: object
    regions: list[tuple]
    jumps: list["Jump"]


class Jump(NamedTuple):
    """A link at the foot of a region to where its text goes on (`to`), or at its head to where it came from (`from`).

    `x` and `y` are in dots of the picture, `size` is the height of its letters.
    """

    address: str
    direction: str
    number: str
    x: int
    y: int
    size: int


def jumps(drawn: list[tuple], page, beside=None) -> list[Jump]:
    """The jumps of the regions that `regions_of` gives: 转A02版 and 上接A01版 on the picture itself.

    None leads to the page `beside` it, which is seen with it.
    """
    width, height = page.facsimile_width or 1000, page.facsimile_height or 1000
    size = round(width * _JUMP_SIZE)
    found = []
    for article, regions in drawn:
        head = min(regions, key=lambda region: region.top)
        foot = max(regions, key=lambda region: region.bottom)
        ways = [way for way in _ways_on(article, page) if not beside or way[1] != beside.number]
        for direction in ("from", "to"):
            # Several stand below each other at the head, above each other at the foot.
            for row, (number, address) in enumerate(way[1:] for way in ways if way[0] == direction):
                if direction == "from":
                    x, y = head.left * width + size / 2, head.top * height + size * (1 + row * _JUMP_LEADING)
                else:
                    x, y = foot.right * width - size / 2, foot.bottom * height - size * (0.5 + row * _JUMP_LEADING)
                found.append(Jump(address, direction, number, round(x), round(y), size))
    return found


def _ways_on(article, page):
    """(direction, page number, address) of everything that an article's regions on this page point to."""
    if article.runs_over:
        yield "from", article.page.number, article.page.get_absolute_url()
    for other in article.runs_over_to:
        if not article.runs_over or other.order_key > page.order_key:
            other.edition = page.edition
            yield "to", other.number, other.get_absolute_url()
    if article.continues_public:
        other = article.continues_public
        yield ("to" if article.kind == "teaser" else "from"), other.page.number, other.get_absolute_url()
    for other in article.continued_public:
        if other.kind != "teaser":
            yield "to", other.page.number, other.get_absolute_url()


def _holds(outer: list, inner: list) -> bool:
    """Whether one of `inner` lies inside one of `outer`."""
    return any(_lies_in(small, large) for large in outer for small in inner)


def _lies_in(small, large) -> bool:
    """By the box around it, and by its middle: an L-shaped region does not hold what fills its corner."""
    within = (
        large.left - _SLACK <= small.left
        and large.top - _SLACK <= small.top
        and small.right <= large.right + _SLACK
        and small.bottom <= large.bottom + _SLACK
    )
    return (
        within
        and _size(small) < _size(large)
        and _is_inside((small.left + small.right) / 2, (small.top + small.bottom) / 2, large.polygon)
    )


def _size(region) -> float:
    return (region.right - region.left) * (region.bottom - region.top)


def _is_inside(x: float, y: float, polygon: list) -> bool:
    """Whether a ray from the point to the right crosses the outline an odd number of times."""
    edges = zip(polygon, [*polygon[1:], polygon[0]], strict=True)
    crossings = (x < x1 + (y - y1) * (x2 - x1) / (y2 - y1) for (x1, y1), (x2, y2) in edges if (y1 > y) != (y2 > y))
    return sum(crossings) % 2 == 1
