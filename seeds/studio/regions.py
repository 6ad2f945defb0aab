"""Turns the boxes that an article's parts take on a page into polygons in fractions of the page."""

from dataclasses import dataclass

REACH = 2.5  # mm: half a gutter; parts nearer than two of these belong to one polygon
INSET = 1.6  # mm: the polygon is drawn in again by so much


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
    xs = merge_near([value for box in reached for value in (box.left, box.right)])
    ys = merge_near([value for box in reached for value in (box.top, box.bottom)])
    cells = {
        (i, j)
        for i in range(len(xs) - 1)
        for j in range(len(ys) - 1)
        if any(
            b.left <= (xs[i] + xs[i + 1]) / 2 <= b.right and b.top <= (ys[j] + ys[j + 1]) / 2 <= b.bottom
            for b in reached
        )
    }
    outlines = []
    for outline in trace(cells):
        points = draw_in([(xs[i], ys[j]) for i, j in outline], INSET)
        outlines.append(
            [(round(min(1, max(0, x / width)), 4), round(min(1, max(0, y / height)), 4)) for x, y in points]
        )
    return outlines


def merge_near(values: list[float], near: float = 1.2) -> list[float]:
    """Sorted values, those that differ by a hair taken as one, so that no outline has tiny steps."""
    merged = []
    for value in sorted(values):
        if not merged or value - merged[-1] > near:
            merged.append(value)
    return merged


def trace(cells: set[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The outer outlines of a set of grid cells, clockwise on the page, corners only."""
    follows: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for i, j in cells:
        edges = (
            ((i, j - 1), (i, j), (i + 1, j)),
            ((i + 1, j), (i + 1, j), (i + 1, j + 1)),
            ((i, j + 1), (i + 1, j + 1), (i, j + 1)),
            ((i - 1, j), (i, j + 1), (i, j)),
        )
        for neighbour, start, end in edges:
            if neighbour not in cells:
                follows.setdefault(start, []).append(end)
    outlines = []
    while follows:
        start = min(follows)
        path, here = [start], follows[start].pop()
        while here != start:
            path.append(here)
            here = follows[here].pop()
        follows = {point: ends for point, ends in follows.items() if ends}
        corners = [
            point
            for before, point, after in zip([path[-1], *path[:-1]], path, [*path[1:], path[0]], strict=True)
            if not (before[0] == point[0] == after[0] or before[1] == point[1] == after[1])
        ]
        if area(corners) > 0:  # an outline that runs the other way is a hole
            outlines.append(corners)
    return outlines


def area(points: list[tuple[float, float]]) -> float:
    return sum(
        x * other_y - other_x * y for (x, y), (other_x, other_y) in zip(points, [*points[1:], points[0]], strict=True)
    )


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
