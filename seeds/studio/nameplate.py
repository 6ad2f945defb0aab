"""The papers' nameplates (报头), written with a brush: strokes with a path and a pressure, drawn as outlines."""

import math
from functools import cache

from .brush import smooth

NIB_ANGLE = math.radians(-38)  # the brush is held aslant: strokes downwards are thicker than level ones
NIB_FLATNESS = 0.78
WEIGHT = 1.08

# Each sign stands in a square of 100; a stroke is a list of (x, y, pressure).
STROKES = {
    "砚": [
        [(7, 26, 5.4), (11, 25, 4.2), (26, 21, 3.8), (40, 18, 4.6), (44, 20, 3.6)],
        [(26, 22, 4.6), (22, 38, 4.6), (15, 54, 3.8), (4, 68, 1.2)],
        [(15, 50, 4.8), (17, 62, 4.4), (19, 84, 4.6)],
        [(17, 53, 3.2), (28, 49, 3.6), (37, 47, 5), (41, 50, 4.8), (39, 62, 4.6), (36, 80, 4.2)],
        [(20, 79, 3.4), (28, 77, 3.6), (37, 77, 4)],
        [(53, 18, 5.6), (55, 30, 4.6), (56, 46, 4.6), (57, 62, 4.8)],
        [(55, 21, 3.2), (68, 17, 3.6), (80, 14, 5.2), (85, 17, 5.2), (84, 36, 4.8), (82, 62, 5)],
        [(70, 28, 5), (70, 46, 4.6), (65, 66, 4.2), (56, 80, 3.2), (44, 92, 1)],
        [(73, 56, 4), (72, 72, 4.6), (74, 84, 5), (84, 88, 5), (95, 86, 5.2), (97, 80, 3.6), (96, 69, 0.8)],
    ],
    "溪": [
        [(11, 12, 2.2), (16, 17, 4.8), (21, 23, 5.6), (20, 27, 2.4)],
        [(4, 36, 2.2), (9, 41, 4.8), (14, 46, 5.4), (13, 50, 2.4)],
        [(5, 80, 3.8), (9, 84, 5.4), (13, 79, 4.4), (19, 68, 2.8), (25, 56, 0.8)],
        [(84, 7, 5.4), (74, 11, 4.6), (58, 15, 3.2), (40, 17, 1)],
        [(39, 23, 2.2), (43, 28, 4.8), (46, 33, 4.6), (45, 36, 2)],
        [(56, 20, 2.2), (60, 25, 4.8), (63, 30, 4.6), (62, 33, 2)],
        [(84, 17, 5.2), (79, 25, 4.2), (72, 34, 1.2)],
        [(63, 34, 4.8), (56, 43, 3.8), (48, 50, 3.8), (48, 52, 3.8), (58, 50, 3.4), (70, 46, 3.2)],
        [(76, 41, 5), (64, 52, 3.6), (48, 62, 3.8), (47, 65, 4), (60, 63, 3.4), (78, 60, 3.2)],
        [(73, 51, 2.2), (79, 58, 5), (83, 63, 5), (82, 66, 2)],
        [(30, 76, 5), (36, 75, 4), (58, 71, 3.8), (82, 67, 4.8), (92, 68, 5), (95, 71, 2.4)],
        [(62, 64, 4.6), (59, 76, 4.6), (48, 88, 3.6), (28, 98, 1)],
        [(62, 74, 2.2), (70, 83, 4), (82, 92, 6.4), (89, 96, 7.4), (99, 95, 1.2)],
    ],
    "日": [
        [(24, 12, 5.8), (27, 20, 5.2), (28, 52, 5), (28, 88, 5.8), (30, 92, 3)],
        [
            (27, 17, 3.4),
            (48, 14, 4),
            (67, 11, 5.8),
            (74, 13, 6.4),
            (75, 22, 5.6),
            (74, 56, 5.2),
            (73, 88, 6),
            (70, 95, 3),
        ],
        [(30, 51, 3.6), (44, 49, 4.2), (60, 48, 4.4), (70, 48, 2.6)],
        [(30, 85, 3.8), (46, 83, 4.4), (62, 82, 4.6), (71, 82, 3.2)],
    ],
    "报": [
        [(4, 34, 5), (9, 33, 4.2), (24, 29, 3.8), (36, 26, 4.8), (40, 28, 2.6)],
        [(25, 5, 5.6), (28, 14, 5.2), (28, 46, 4.8), (28, 78, 5.2), (27, 89, 5.4), (22, 91, 4), (12, 82, 0.8)],
        [(3, 67, 4.6), (8, 68, 5.2), (18, 60, 4), (42, 45, 0.9)],
        [
            (53, 16, 3.4),
            (66, 13, 3.8),
            (79, 10, 5.4),
            (85, 13, 5.4),
            (84, 24, 4.6),
            (81, 36, 5),
            (77, 37, 3.6),
            (69, 32, 0.9),
        ],
        [(52, 10, 5.6), (54, 20, 5), (54, 52, 4.8), (54, 82, 5), (54, 99, 1.4)],
        [(57, 50, 3.6), (68, 47, 3.8), (79, 44, 5), (83, 47, 4.8), (76, 64, 4.6), (66, 80, 3.4), (52, 93, 0.9)],
        [(60, 56, 2.4), (70, 70, 4.4), (82, 84, 6.6), (89, 91, 7.4), (99, 91, 1.2)],
    ],
    "晚": [
        [(5, 24, 5), (7, 32, 4.4), (9, 54, 4.4), (10, 78, 4.8)],
        [(8, 28, 3), (18, 25, 3.6), (27, 22, 4.8), (32, 24, 5), (32, 46, 4.4), (31, 78, 4.8)],
        [(11, 50, 3.2), (20, 48, 3.6), (30, 47, 3)],
        [(12, 74, 3.2), (20, 73, 3.8), (30, 73, 3.4)],
        [(64, 3, 5.4), (60, 14, 4.6), (52, 25, 3.2), (40, 36, 1)],
        [(58, 19, 3), (68, 16, 4), (76, 14, 5), (77, 17, 4.4), (70, 26, 3.4), (64, 33, 1)],
        [(44, 33, 4.8), (46, 42, 4.4), (49, 59, 4.4)],
        [(46, 36, 3), (64, 33, 3.6), (80, 29, 5), (86, 31, 5.2), (84, 42, 4.6), (80, 57, 4.2)],
        [(50, 57, 3.4), (64, 55, 3.6), (79, 54, 3.6)],
        [(66, 34, 4.8), (65, 54, 4.6), (59, 74, 4), (50, 86, 3), (36, 96, 1)],
        [(70, 58, 4.2), (69, 76, 4.6), (71, 88, 5), (82, 91, 5), (94, 89, 5.2), (97, 83, 3.8), (96, 71, 0.8)],
    ],
}


@cache
def nameplate(name: str, colour: str, step: int = 106) -> str:
    """The name as one SVG, as high as the element it stands in; a sign every `step` hundredths of its size."""
    signs = "".join(
        f'<g transform="translate({number * step} {(-2, 2, 0, 1)[number % 4]})">{sign_path(sign)}</g>'
        for number, sign in enumerate(name)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 {len(name) * step + 2} 110" height="100%" '
        f'fill="{colour}" stroke="{colour}" stroke-width=".7" stroke-linejoin="round" role="img" aria-label="{name}">{signs}</svg>'
    )


def sign_path(sign: str) -> str:
    return "".join(f'<path d="{outline(stroke)}"/>' for stroke in STROKES[sign])


def outline(stroke: list[tuple[float, float, float]]) -> str:
    """The outline that a flat, slanting nib leaves along a stroke."""
    points = sampled(stroke)
    left, right = [], []
    for number, (x, y, press) in enumerate(points):
        ahead, behind = points[min(number + 1, len(points) - 1)], points[max(number - 1, 0)]
        direction = math.atan2(ahead[1] - behind[1], ahead[0] - behind[0])
        reach = nib(press * WEIGHT, direction + math.pi / 2)
        normal = (math.cos(direction + math.pi / 2) * reach, math.sin(direction + math.pi / 2) * reach)
        left.append((x + normal[0], y + normal[1]))
        right.append((x - normal[0], y - normal[1]))
    start, end = points[0], points[-1]
    first = math.atan2(points[1][1] - start[1], points[1][0] - start[0])
    last = math.atan2(end[1] - points[-2][1], end[0] - points[-2][0])
    tip = (end[0] + math.cos(last) * nib(end[2], last), end[1] + math.sin(last) * nib(end[2], last))
    head = (
        start[0] - math.cos(first) * nib(start[2], first) * 0.8,
        start[1] - math.sin(first) * nib(start[2], first) * 0.8,
    )
    around = [head, *left, tip, *reversed(right), head]
    return smooth(around) + "Z"


def nib(press: float, direction: float) -> float:
    """How far the nib's ellipse reaches in a direction."""
    along, across = math.cos(direction - NIB_ANGLE), math.sin(direction - NIB_ANGLE)
    return press * math.hypot(along, across * NIB_FLATNESS)


def sampled(stroke: list[tuple[float, float, float]], steps: int = 4) -> list[tuple[float, float, float]]:
    """Points along the smooth curve through the stroke's points."""
    points = []
    last = len(stroke) - 1
    for number in range(last):
        before, one = stroke[max(0, number - 1)], stroke[number]
        two, after = stroke[number + 1], stroke[min(last, number + 2)]
        for step in range(steps):
            t = step / steps
            points.append(
                tuple(
                    0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
                    for a, b, c, d in zip(before, one, two, after, strict=True)
                )
            )
    points.append(stroke[-1])
    return points
