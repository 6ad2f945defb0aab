"""Drawing tools for the scenes: skies, hills, water, houses, trees and people as SVG, with seeded chance."""

import math
import random

from .poses import POSES, Point

WIDTH, HEIGHT = 1600, 1067


class Canvas:
    """One drawing; everything is put on in order, from the sky to the foreground."""

    def __init__(self, name: str, width: int = WIDTH, height: int = HEIGHT):
        self.width, self.height = width, height
        self.chance = random.Random(name)
        self.defs: list[str] = []
        self.parts: list[str] = []

    def svg(self) -> str:
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{self.height}" '
            f'viewBox="0 0 {self.width} {self.height}"><defs>{"".join(self.defs)}</defs>{"".join(self.parts)}</svg>'
        )

    def add(self, markup: str) -> None:
        self.parts.append(markup)

    def define(self, markup: str) -> str:
        name = f"d{len(self.defs)}"
        self.defs.append(markup.replace("ID", name, 1))
        return f"url(#{name})"

    # Colour ----------------------------------------------------------------------------------------------

    def down(self, *colours: str, x: float = 0, y: float = 1) -> str:
        """A gradient from top to bottom (or along x, y); a colour may end in `@opacity`."""
        return self.define(f'<linearGradient id="ID" x2="{x}" y2="{y}">{stops(colours)}</linearGradient>')

    def round(self, *colours: str) -> str:
        """A gradient from the middle outwards."""
        return self.define(f'<radialGradient id="ID">{stops(colours)}</radialGradient>')

    def blur(self, by: float) -> str:
        return self.define(
            f'<filter id="ID" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="{by}"/></filter>'
        )

    # Shapes ----------------------------------------------------------------------------------------------

    def rect(self, x: float, y: float, w: float, h: float, fill: str, r: float = 0, more: str = "") -> None:
        self.add(f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" rx="{r}" fill="{fill}" {more}/>')

    def circle(self, x: float, y: float, r: float, fill: str, more: str = "") -> None:
        self.add(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="{fill}" {more}/>')

    def oval(self, x: float, y: float, rx: float, ry: float, fill: str, more: str = "") -> None:
        self.add(f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{rx:.1f}" ry="{ry:.1f}" fill="{fill}" {more}/>')

    def poly(self, points: list[Point], fill: str, more: str = "") -> None:
        self.add(f'<polygon points="{pairs(points)}" fill="{fill}" {more}/>')

    def line(self, points: list[Point], stroke: str, width: float = 3, more: str = "") -> None:
        self.add(
            f'<polyline points="{pairs(points)}" fill="none" stroke="{stroke}" stroke-width="{width:.1f}" '
            f'stroke-linecap="round" stroke-linejoin="round" {more}/>'
        )

    def path(self, d: str, fill: str = "none", more: str = "") -> None:
        self.add(f'<path d="{d}" fill="{fill}" {more}/>')

    def bend(self, points: list[Point], stroke: str, width: float, more: str = "") -> None:
        """A smooth line through points."""
        self.path(smooth(points), "none", f'stroke="{stroke}" stroke-width="{width:.1f}" stroke-linecap="round" {more}')

    def blob(self, points: list[Point], fill: str, more: str = "") -> None:
        """A smooth closed shape through points."""
        self.path(smooth([*points, points[0]]) + "Z", fill, more)

    # Air and light ----------------------------------------------------------------------------------------

    def sky(self, *colours: str) -> None:
        self.rect(0, 0, self.width, self.height, self.down(*colours))

    def glow(self, x: float, y: float, r: float, colour: str, strength: float = 0.8, mode: str = "screen") -> None:
        fill = self.round(f"{colour}@{strength}", f"{colour}@{strength * 0.35}", f"{colour}@0")
        self.circle(x, y, r, fill, f'style="mix-blend-mode:{mode}"')

    def sun(self, x: float, y: float, r: float, colour: str, halo: str) -> None:
        self.glow(x, y, r * 6, halo, 0.75)
        self.circle(x, y, r, colour)

    def mist(self, y: float, thick: float, colour: str = "#ffffff", strength: float = 0.7) -> None:
        fill = self.down(f"{colour}@0", f"{colour}@{strength}", f"{colour}@0")
        self.rect(0, y - thick / 2, self.width, thick, fill)

    def cloud(self, x: float, y: float, size: float, colour: str, strength: float = 0.8) -> None:
        puffs = [(-1.1, 0.1, 0.5), (-0.5, -0.15, 0.62), (0.15, -0.3, 0.75), (0.75, -0.05, 0.55), (1.3, 0.12, 0.4)]
        shapes = "".join(
            f'<ellipse cx="{x + a * size:.0f}" cy="{y + b * size * 0.5:.0f}" rx="{c * size:.0f}" ry="{c * size * 0.36:.0f}"/>'
            for a, b, c in puffs
        )
        flat = f'<rect x="{x - size * 1.5:.0f}" y="{y - size * 0.06:.0f}" width="{size * 3.1:.0f}" height="{size * 0.2:.0f}" rx="{size * 0.1:.0f}"/>'
        self.add(f'<g fill="{colour}" opacity="{strength}">{shapes}{flat}</g>')

    def vignette(self, strength: float = 0.32) -> None:
        fill = self.define(
            f'<radialGradient id="ID" cx=".5" cy=".46" r=".78"><stop offset=".55" stop-color="#1a1008" stop-opacity="0"/>'
            f'<stop offset="1" stop-color="#1a1008" stop-opacity="{strength}"/></radialGradient>'
        )
        self.rect(0, 0, self.width, self.height, fill)

    def birds(self, x: float, y: float, count: int, colour: str, spread: float = 130) -> None:
        for _ in range(count):
            a, b = x + self.chance.uniform(-spread, spread), y + self.chance.uniform(-spread, spread) * 0.4
            s = self.chance.uniform(9, 19)
            self.path(
                f"M{a - s:.0f} {b - s * 0.35:.0f}Q{a - s * 0.4:.0f} {b - s * 0.6:.0f} {a:.0f} {b:.0f}"
                f"Q{a + s * 0.4:.0f} {b - s * 0.6:.0f} {a + s:.0f} {b - s * 0.35:.0f}",
                "none",
                f'stroke="{colour}" stroke-width="3" stroke-linecap="round"',
            )

    # Land and water ---------------------------------------------------------------------------------------

    def wave(self, base: float, height: float, length: float) -> "list[Point]":
        """A skyline of rolling hills across the whole canvas."""
        phases = [self.chance.uniform(0, 6.28) for _ in range(4)]
        points = []
        for x in range(-40, self.width + 60, 20):
            t = x / length
            rise = (
                math.sin(t * 2.1 + phases[0])
                + 0.55 * math.sin(t * 4.7 + phases[1])
                + 0.28 * math.sin(t * 9.3 + phases[2])
                + 0.1 * math.sin(t * 21 + phases[3])
            )
            points.append((x, base - height * (0.5 + rise / 3.6)))
        return points

    def hills(
        self, base: float, height: float, length: float, *colours: str, bottom: float | None = None
    ) -> list[Point]:
        points = self.wave(base, height, length)
        floor = self.height if bottom is None else bottom
        fill = self.down(*colours) if len(colours) > 1 else colours[0]
        self.poly([(-40, floor), *points, (self.width + 60, floor)], fill)
        return points

    def peaks(self, base: float, height: float, count: int, *colours: str) -> None:
        """Pointed mountains."""
        points = [(-60.0, base)]
        for number in range(count):
            x = (number + 0.5 + self.chance.uniform(-0.25, 0.25)) * self.width / count
            top = base - height * self.chance.uniform(0.55, 1)
            points += [(x - self.chance.uniform(30, 70), top + height * 0.16), (x, top), (x + 60, top + height * 0.2)]
            points.append((x + self.width / count * 0.5, base - height * self.chance.uniform(0.12, 0.34)))
        points.append((self.width + 60, base))
        fill = self.down(*colours) if len(colours) > 1 else colours[0]
        self.poly([(-60, self.height), *points, (self.width + 60, self.height)], fill)

    def water(
        self, top: float, *colours: str, light: str = "#ffffff", ripples: int = 120, strength: float = 0.3
    ) -> None:
        self.rect(0, top, self.width, self.height - top, self.down(*colours))
        self.ripples(top, light, ripples, strength)

    def ripples(
        self, top: float, light: str, count: int, strength: float = 0.3, left: float = 0, right: float = 0
    ) -> None:
        """Short level strokes, finer towards the horizon."""
        right = right or self.width
        marks = []
        for _ in range(count):
            depth = self.chance.random() ** 1.6
            y = top + 6 + depth * (self.height - top)
            x = self.chance.uniform(left, right)
            long = (20 + depth * 150) * self.chance.uniform(0.5, 1.3)
            thick = 1.2 + depth * 5
            marks.append(
                f'<ellipse cx="{x:.0f}" cy="{y:.0f}" rx="{long:.0f}" ry="{thick:.1f}" '
                f'opacity="{strength * self.chance.uniform(0.4, 1):.2f}"/>'
            )
        self.add(f'<g fill="{light}">{"".join(marks)}</g>')

    def mirrored(self, start: int, level: float, strength: float = 0.4, squeeze: float = 0.8) -> None:
        """Repeats what was put on since `start` upside down below the water's level."""
        soft = self.define('<filter id="ID"><feGaussianBlur stdDeviation="5 2"/></filter>')
        below = self.define(
            f'<clipPath id="ID"><rect y="{level}" width="{self.width}" height="{self.height - level}"/></clipPath>'
        )
        self.add(
            f'<g clip-path="{below}"><g transform="translate(0 {level * (1 + squeeze):.1f}) scale(1 {-squeeze})" '
            f'opacity="{strength}" filter="{soft}">{"".join(self.parts[start:])}</g></g>'
        )

    def grass(self, base: float, count: int, height: float, *colours: str, lean: float = 0.25) -> None:
        for _ in range(count):
            x, tall = self.chance.uniform(-20, self.width + 20), height * self.chance.uniform(0.45, 1)
            y = base + self.chance.uniform(0, height * 0.25)
            tip = x + tall * self.chance.uniform(lean - 0.3, lean + 0.3)
            self.path(
                f"M{x - 3:.0f} {y:.0f}Q{x:.0f} {y - tall * 0.6:.0f} {tip:.0f} {y - tall:.0f}Q{x + 6:.0f} {y - tall * 0.5:.0f} {x + 4:.0f} {y:.0f}Z",
                self.chance.choice(colours),
            )

    # Trees ------------------------------------------------------------------------------------------------

    def tree(self, x: float, y: float, size: float, *greens: str, trunk: str = "#4b3a2c") -> None:
        """A broad tree; the first green is the shade, the last the light."""
        self.path(
            f"M{x - size * 0.05:.0f} {y:.0f}L{x - size * 0.03:.0f} {y - size * 0.5:.0f}L{x + size * 0.03:.0f} {y - size * 0.5:.0f}L{x + size * 0.05:.0f} {y:.0f}Z",
            trunk,
        )
        for layer, green in enumerate(greens):
            shift = layer * 0.05 * size
            for _ in range(9):
                angle, far = self.chance.uniform(0, 6.28), self.chance.uniform(0, 0.3) * size
                self.circle(
                    x + math.cos(angle) * far * 1.1 - shift * 0.7,
                    y - size * 0.72 + math.sin(angle) * far * 0.75 - shift,
                    size * self.chance.uniform(0.1, 0.2) * (1 - layer * 0.13),
                    green,
                )

    def pine(self, x: float, y: float, size: float, fill: str, snow: str = "") -> None:
        for layer in range(4):
            top, wide = y - size * (0.35 + layer * 0.2), size * (0.3 - layer * 0.06)
            points = [(x, top - size * 0.12), (x + wide, top + size * 0.22), (x - wide, top + size * 0.22)]
            self.poly(points, fill)
            if snow:
                self.poly(
                    [
                        (x, top - size * 0.12),
                        (x + wide * 0.65, top + size * 0.08),
                        (x, top + size * 0.04),
                        (x - wide * 0.65, top + size * 0.1),
                    ],
                    snow,
                )
        self.rect(x - size * 0.025, y - size * 0.15, size * 0.05, size * 0.15, "#4b3a2c")

    def willow(self, x: float, y: float, size: float, *greens: str) -> None:
        """Hanging branches from a point above the canvas's edge or a trunk's head."""
        for _ in range(46):
            start = x + self.chance.uniform(-0.5, 0.5) * size
            top = y + self.chance.uniform(-0.1, 0.08) * size + abs(start - x) * 0.25
            long = size * self.chance.uniform(0.4, 1.0)
            sway = self.chance.uniform(-0.05, 0.09) * size
            green = self.chance.choice(greens)
            branch = [(start, top), (start + sway * 0.4, top + long * 0.5), (start + sway, top + long)]
            self.bend(branch, green, 2.4)
            for step in range(5, int(long / 13)):
                t = step * 13 / long
                a, b = start + sway * t, top + long * t
                turn = 35 if step % 2 else -35
                self.oval(
                    a + (4 if step % 2 else -4),
                    b,
                    3.2,
                    11,
                    green,
                    f'transform="rotate({turn * 0.7:.0f} {a:.0f} {b:.0f})"',
                )

    # Houses -----------------------------------------------------------------------------------------------

    def house(
        self, x: float, y: float, w: float, h: float, wall: str, roof: str, lit: str = "", snow: str = ""
    ) -> None:
        """A low house seen from the front, tiled roof with lifted eaves."""
        top = y - h
        self.rect(x, top + h * 0.3, w, h * 0.7, wall)
        eaves = w * 0.09
        d = (
            f"M{x - eaves:.0f} {top + h * 0.33:.0f}Q{x + w * 0.12:.0f} {top + h * 0.26:.0f} {x + w * 0.2:.0f} {top:.0f}"
            f"L{x + w * 0.8:.0f} {top:.0f}Q{x + w * 0.88:.0f} {top + h * 0.26:.0f} {x + w + eaves:.0f} {top + h * 0.33:.0f}"
            f"L{x + w + eaves:.0f} {top + h * 0.38:.0f}L{x - eaves:.0f} {top + h * 0.38:.0f}Z"
        )
        self.path(d, roof)
        for number in range(1, 9):
            a = x - eaves * 0.6 + (w + eaves * 1.2) * number / 9
            b = x + w * 0.2 + w * 0.6 * number / 9
            self.line([(a, top + h * 0.34), (b, top + h * 0.02)], "#00000030", 2)
        if snow:
            self.path(
                d.split("L")[0]
                + f"L{x + w * 0.8:.0f} {top - h * 0.05:.0f}Q{x + w * 0.88:.0f} {top + h * 0.2:.0f} {x + w + eaves:.0f} {top + h * 0.31:.0f}"
                + f"Q{x + w * 0.7:.0f} {top + h * 0.24:.0f} {x + w * 0.5:.0f} {top + h * 0.28:.0f}"
                + f"Q{x + w * 0.25:.0f} {top + h * 0.32:.0f} {x - eaves:.0f} {top + h * 0.31:.0f}Z",
                snow,
            )
        count = max(1, int(w / 70))
        for number in range(count):
            a = x + w * (number + 0.5) / count
            self.rect(a - w * 0.055 - 6, top + h * 0.52, w * 0.11 + 12, h * 0.26, lit or "#33302c", 2)
            self.rect(a - 1.5, top + h * 0.52, 3, h * 0.26, "#00000055")
            self.rect(a - w * 0.055 - 6, top + h * 0.64, w * 0.11 + 12, 3, "#00000055")

    def tower(
        self,
        x: float,
        base: float,
        w: float,
        h: float,
        fill: str,
        lights: list[str],
        share: float = 0.5,
        cell: float = 13,
    ) -> None:
        """A tall building with windows, some of them lit."""
        self.rect(x, base - h, w, h, fill)
        marks = []
        columns, lines = int((w - 8) / cell), int((h - 14) / (cell * 1.35))
        for column in range(columns):
            for row in range(lines):
                if self.chance.random() < share:
                    a, b = x + 6 + column * cell, base - h + 10 + row * cell * 1.35
                    marks.append(
                        f'<rect x="{a:.0f}" y="{b:.0f}" width="{cell * 0.55:.1f}" height="{cell * 0.62:.1f}" '
                        f'fill="{self.chance.choice(lights)}" opacity="{self.chance.uniform(0.5, 1):.2f}"/>'
                    )
        self.add("".join(marks))

    def lantern(self, x: float, y: float, size: float, glow: bool = True) -> None:
        if glow:
            self.glow(x, y, size * 3.2, "#ff7a2e", 0.6)
        self.line([(x, y - size * 1.5), (x, y - size * 0.8)], "#3a1a12", 2)
        self.oval(x, y, size, size * 0.8, self.round("#ffd98a", "#f2542b", "#b11a17"))
        for share in (0.35, 0.75):
            self.oval(x, y, size * share, size * 0.8, "none", 'stroke="#8f1512" stroke-width="1.6" opacity=".5"')
        self.rect(x - size * 0.35, y - size * 0.92, size * 0.7, size * 0.16, "#d9a441", 2)
        self.rect(x - size * 0.35, y + size * 0.76, size * 0.7, size * 0.16, "#d9a441", 2)
        for shift in (-0.15, 0, 0.15):
            self.line([(x + shift * size, y + size * 0.9), (x + shift * size * 1.4, y + size * 1.6)], "#d9a441", 2.2)

    # People -----------------------------------------------------------------------------------------------

    def person(
        self,
        x: float,
        y: float,
        tall: float,
        pose: str = "stand",
        top: str = "#33404d",
        legs: str = "#26292e",
        skin: str = "#e3b48f",
        hair: str = "#231c18",
        face: int = 1,
        hat: str = "",
        skirt: bool = False,
    ) -> dict[str, Point]:
        """A figure with its feet at x, y; gives back where hands and head are."""
        joints = POSES[pose]

        def at(name: str) -> Point:
            a, b = joints[name]
            return x + a * tall * face, y - b * tall

        def limb(names: tuple[str, ...], colour: str, thick: float) -> None:
            self.line([at(name) for name in names], colour, tall * thick)

        limb(("shoulder", "elbow2", "hand2"), shade(top), 0.068)
        self.circle(*at("hand2"), tall * 0.032, skin)
        limb(("hip", "knee2", "foot2"), shade(legs), 0.085)
        limb(("hip", "knee1", "foot1"), legs, 0.088)
        for foot in ("foot1", "foot2"):
            a, b = at(foot)
            self.oval(a + tall * 0.028 * face, b - tall * 0.004, tall * 0.058, tall * 0.024, "#1f1b19")
        (hx, hy), (sx, sy) = at("hip"), at("shoulder")
        dx, dy = (hx - sx), (hy - sy)
        long = math.hypot(dx, dy)
        nx, ny = -dy / long * tall, dx / long * tall
        wide = 0.12 if skirt else 0.05
        self.poly(
            [
                (sx + nx * 0.064, sy + ny * 0.064 + tall * 0.012),
                (sx - nx * 0.064, sy - ny * 0.064 + tall * 0.012),
                (hx - nx * wide, hy - ny * wide + tall * 0.02),
                (hx + nx * wide, hy + ny * wide + tall * 0.02),
            ],
            top,
            f'stroke="{top}" stroke-width="{tall * 0.055:.1f}" stroke-linejoin="round"',
        )
        cx, cy = at("head")
        self.line([(sx, sy), (cx, cy)], shade(skin), tall * 0.05)
        self.circle(cx, cy, tall * 0.068, skin)
        self.path(
            f"M{cx - tall * 0.071:.1f} {cy + tall * 0.012:.1f}A{tall * 0.071:.1f} {tall * 0.074:.1f} 0 0 1 {cx + tall * 0.071:.1f} {cy - tall * 0.008:.1f}"
            f"Q{cx + tall * 0.02 * face:.1f} {cy - tall * 0.05:.1f} {cx - tall * 0.071:.1f} {cy + tall * 0.012:.1f}Z",
            hair,
        )
        if hat == "straw":
            self.path(
                f"M{cx - tall * 0.15:.1f} {cy - tall * 0.02:.1f}Q{cx:.1f} {cy - tall * 0.19:.1f} {cx + tall * 0.15:.1f} {cy - tall * 0.02:.1f}Z",
                "#d9b871",
            )
        elif hat:
            self.path(
                f"M{cx - tall * 0.078:.1f} {cy - tall * 0.015:.1f}A{tall * 0.078:.1f} {tall * 0.078:.1f} 0 0 1 {cx + tall * 0.078:.1f} {cy - tall * 0.015:.1f}Z",
                hat,
            )
        limb(("shoulder", "elbow1", "hand1"), top, 0.068)
        self.circle(*at("hand1"), tall * 0.033, skin)
        return {name: at(name) for name in ("hand1", "hand2", "head", "hip", "shoulder")}


def shade(colour: str, by: float = 0.82) -> str:
    """The same colour, darker."""
    parts = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    return "#" + "".join(f"{max(0, min(255, round(part * by))):02x}" for part in parts)


def mix(one: str, other: str, share: float) -> str:
    """A colour between two."""
    pairs_of = [(int(one[place : place + 2], 16), int(other[place : place + 2], 16)) for place in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs_of)


def stops(colours: tuple[str, ...]) -> str:
    parts = []
    for number, colour in enumerate(colours):
        tone, _, opacity = colour.partition("@")
        offset = number / max(1, len(colours) - 1)
        parts.append(f'<stop offset="{offset:.3f}" stop-color="{tone}" stop-opacity="{opacity or 1}"/>')
    return "".join(parts)


def pairs(points: list[Point]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def smooth(points: list[Point]) -> str:
    """A path of cubic curves through all points."""
    closed = points[0] == points[-1] and len(points) > 3
    d = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    last = len(points) - 1
    for number in range(last):
        one, two = points[number], points[number + 1]
        before = points[number - 1] if number else (points[-2] if closed else one)
        after = points[number + 2] if number + 2 <= last else (points[1] if closed else two)
        a = (one[0] + (two[0] - before[0]) / 6, one[1] + (two[1] - before[1]) / 6)
        b = (two[0] - (after[0] - one[0]) / 6, two[1] - (after[1] - one[1]) / 6)
        d += f"C{a[0]:.1f} {a[1]:.1f} {b[0]:.1f} {b[1]:.1f} {two[0]:.1f} {two[1]:.1f}"
    return d
