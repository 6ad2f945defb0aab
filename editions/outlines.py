"""Outlines of areas that are made of rectangles. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable

Cell = tuple[int, int]
Point = tuple[float, float]


class Grid:
    """The cells between the edges of some rectangles; a cell is (column, row), counted from the upper left.

    Edges no further apart than `near`, in the unit of the coordinates, are one, so that no outline has tiny steps.
    """

    def __init__(self, rectangles: Iterable[tuple[float, float, float, float]], near: float):
        rectangles = list(rectangles)
        self.xs = _edges((value for left, _top, right, _bottom in rectangles for value in (left, right)), near)
        self.ys = _edges((value for _left, top, _right, bottom in rectangles for value in (top, bottom)), near)

    def cells(self, holds: Callable[[float, float], bool]) -> set[Cell]:
        """The cells whose middle is one of the points that `holds` says yes to."""
        return {
            (column, row)
            for column in range(len(self.xs) - 1)
            for row in range(len(self.ys) - 1)
            if holds((self.xs[column] + self.xs[column + 1]) / 2, (self.ys[row] + self.ys[row + 1]) / 2)
        }

    def outlines(self, cells: set[Cell]) -> list[list[Point]]:
        """The outer outlines of the area, clockwise, corners only; parts that touch in a corner have their own."""
        follows = defaultdict(list)
        for column, row in cells:
            right, below = column + 1, row + 1
            sides = (
                ((column, row - 1), (column, row), (right, row)),
                ((right, row), (right, row), (right, below)),
                ((column, below), (right, below), (column, below)),
                ((column - 1, row), (column, below), (column, row)),
            )
            for neighbour, start, end in sides:
                if neighbour not in cells:
                    follows[start].append(end)
        found = []
        while follows:
            corners = _walk(follows)
            if _turns_clockwise(corners):  # the outline of a hole turns the other way
                found.append([(self.xs[column], self.ys[row]) for column, row in corners])
        return found


def _edges(values: Iterable[float], near: float) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > near:
            edges.append(value)
    return edges


def _walk(follows: dict[Cell, list[Cell]]) -> list[Cell]:
    """Follow one outline to where it began, taking its sides out; its corners."""
    start = min(follows)
    path, before, here = [start], start, _step(follows, start, start)
    while here != start:
        path.append(here)
        before, here = here, _step(follows, before, here)
    around = zip([path[-1], *path[:-1]], path, [*path[1:], path[0]], strict=True)
    return [at for one, at, other in around if not (one[0] == at[0] == other[0] or one[1] == at[1] == other[1])]


def _step(follows: dict[Cell, list[Cell]], before: Cell, here: Cell) -> Cell:
    """The next corner; where two parts touch in one, the outline turns right and stays with its own."""
    ways = follows[here]
    ahead = (here[0] - before[0], here[1] - before[1])
    right = (-_sign(ahead[1]), _sign(ahead[0]))
    chosen = next((way for way in ways if (way[0] - here[0], way[1] - here[1]) == right), ways[0])
    ways.remove(chosen)
    if not ways:
        del follows[here]
    return chosen


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _turns_clockwise(corners: list[Cell]) -> bool:
    pairs = zip(corners, [*corners[1:], corners[0]], strict=True)
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairs) > 0
