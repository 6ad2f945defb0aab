"""How the articles' regions lie on the picture of a page."""

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
