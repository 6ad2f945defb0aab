"""Turns the boxes that an article's parts take on a page into polygons in fractions of the page."""

from dataclasses import dataclass

from editions.outlines import Grid

REACH = 2.5  # mm: half a gutter; parts nearer than two of these belong to one polygon
INSET = 1.6  # mm: the polygon is drawn in again by so much
ONE_EDGE = 1.2  # mm: what differs by less is one edge


@dataclass(frozen=True)
class Box:
    """A rectangle on the page in millimetres."""

    left: float
    top: float
    right: float
    bottom: float


def polygons(boxes: list[Box], width: float, height: float) -> list[list[tuple[float, float]]]:
    """The outlines of the boxes' union, four decimals, inside 0..1; parts that do not touch give several."""
    reached = [
        Box(*(round(value, 1) for value in (b.left - REACH, b.top - REACH, b.right + REACH, b.bottom + REACH)))
        for b in boxes
        if b.right - b.left > 0.5 and b.bottom - b.top > 0.5
    ]
    grid = Grid(((box.left, box.top, box.right, box.bottom) for box in reached), near=ONE_EDGE)
    cells = grid.cells(lambda x, y: any(b.left <= x <= b.right and b.top <= y <= b.bottom for b in reached))
    return [
        [
            (round(min(1, max(0, x / width)), 4), round(min(1, max(0, y / height)), 4))
            for x, y in draw_in(outline, INSET)
        ]
        for outline in grid.outlines(cells)
    ]


def draw_in(points: list[tuple[float, float]], by: float) -> list[tuple[float, float]]:
    """The same clockwise rectilinear outline, every edge moved inwards."""
    moved = []
    for before, point, after in zip([points[-1], *points[:-1]], points, [*points[1:], points[0]], strict=True):
        dx = dy = 0.0
        for start, end in ((before, point), (point, after)):
            if start[1] == end[1]:
                dy = by if end[0] > start[0] else -by
            else:
                dx = -by if end[1] > start[1] else by
        moved.append((point[0] + dx, point[1] + dy))
    return moved
