"""The drawn scenes of streets and squares."""

import itertools
import math

from .brush import Canvas, mix
from .scenes_outdoors import pavilion

CLOTHES = ["#c8553d", "#33586f", "#e0a63c", "#5f7d52", "#efe6d4", "#7a4a66", "#2f3f55", "#a8503b"]


def old_street(c: Canvas) -> None:
    c.sky("#7f97a8", "#c3cdcb", "#f0ddbb")
    vx, vy = 800, 560
    c.glow(vx, vy - 60, 420, "#ffe9b8", 0.9)
    c.hills(560, 120, 380, "#9fb0b0", "#d7d5c4")

    def spot(side: int, depth: float, high: float) -> tuple[float, float]:
        s = 1 / depth
        return vx + side * 620 * s, vy + (500 - high) * s

    c.poly(
        [spot(-1, 14, 0), spot(1, 14, 0), spot(1, 0.9, 0), spot(-1, 0.9, 0)], c.down("#e7d9bd", "#8f948f", "#4a5359")
    )
    for row in range(26):
        d = 14 / (1 + row * 0.62)
        near = 14 / (1 + (row + 1) * 0.62)
        for column in range(7):
            a, b = -1 + column * 2 / 7, -1 + (column + 1) * 2 / 7
            shift = 0.14 if row % 2 else 0
            tone = mix("#8d9190", "#d9cdb4", c.chance.random() * 0.75 * max(0.15, 1 - row / 26))
            corners = [spot(1, d, 0), spot(1, near, 0)]
            (fx, fy), (nx, ny) = corners
            c.poly(
                [
                    (vx + (fx - vx) * (a + shift), fy),
                    (vx + (fx - vx) * (b + shift), fy),
                    (vx + (nx - vx) * (b + shift), ny),
                    (vx + (nx - vx) * (a + shift), ny),
                ],
                tone,
                'stroke="#4d5455" stroke-width="1.5" opacity=".75"',
            )
    depths = [14, 9, 6, 4.2, 3, 2.15, 1.55, 1.1, 0.78]
    for side in (-1, 1):
        for number, (far, near) in enumerate(itertools.pairwise(depths)):
            high = c.chance.uniform(980, 1160)
            light = number / len(depths)
            wall = mix("#b39a78", c.chance.choice(["#5a4030", "#6b4a34", "#4d3a30"]), 0.35 + light * 0.6)
            c.poly([spot(side, far, 0), spot(side, near, 0), spot(side, near, high), spot(side, far, high)], wall)
            step = (near - far) / 5
            for panel in range(5):
                a, b = far + step * (panel + 0.12), far + step * (panel + 0.88)
                lit = c.chance.random() < 0.4
                c.poly(
                    [spot(side, a, 40), spot(side, b, 40), spot(side, b, 400), spot(side, a, 400)],
                    "#ffcf7e" if lit else mix(wall, "#1d1510", 0.45),
                )
                c.poly(
                    [spot(side, a, 620), spot(side, b, 620), spot(side, b, 830), spot(side, a, 830)],
                    "#f2b660" if c.chance.random() < 0.3 else mix(wall, "#1d1510", 0.5),
                )
                for bar in (690, 760):
                    c.line([spot(side, a, bar), spot(side, b, bar)], mix(wall, "#000000", 0.35), 1 + light * 3)
            (ax, ay), (bx, by) = spot(side, far, 540), spot(side, near, 540)
            c.poly(
                [(ax, ay), (bx, by), (bx - side * 90 / near, by + 30 / near), (ax - side * 90 / far, ay + 30 / far)],
                mix("#7d8083", "#2c2d30", light),
            )
            (ax, ay), (bx, by) = spot(side, far, high), spot(side, near, high)
            c.poly(
                [
                    (ax - side * 110 / far, ay + 42 / far),
                    (bx - side * 110 / near, by + 42 / near),
                    (bx + side * 60 / near, by - 90 / near),
                    (ax + side * 60 / far, ay - 90 / far),
                ],
                mix("#85898c", "#26272b", light),
            )
    for far, side in ((5.2, -1), (3.6, 1), (2.5, -1), (1.8, 1), (1.3, -1)):
        x, y = spot(side, far, 500)
        c.lantern(x - side * 95 / far, y + 80 / far, 44 / far)
    for x, y, s, top, tone in (
        (760, 740, 150, "#33586f", "#c8392d"),
        (900, 700, 115, "#7a4a66", "#e2b23c"),
        (690, 665, 78, "#5f7d52", "#2f6f7c"),
    ):
        c.oval(x, y + 8, s * 0.2, s * 0.6, "#20242a", 'opacity=".25"')
        c.person(x, y, s, "walk", top, "#282b30", face=-1 if x > 800 else 1)
        c.path(
            f"M{x - s * 0.42:.0f} {y - s * 0.98:.0f}Q{x:.0f} {y - s * 1.42:.0f} {x + s * 0.42:.0f} {y - s * 0.98:.0f}Q{x + s * 0.2:.0f} {y - s * 1.06:.0f} {x:.0f} {y - s:.0f}Q{x - s * 0.2:.0f} {y - s * 1.06:.0f} {x - s * 0.42:.0f} {y - s * 0.98:.0f}Z",
            tone,
        )
        c.line([(x, y - s * 1.18), (x + s * 0.06, y - s * 0.5)], "#2a2522", 2.5)
    c.glow(800, 860, 330, "#ffe2a8", 0.4)
    c.ripples(880, "#fff0cc", 50, 0.35, 250, 1350)
    c.vignette(0.42)


def market(c: Canvas) -> None:
    c.rect(0, 0, 1600, 1067, c.down("#5f4a3c", "#c08f5a", "#efd29a"))
    c.glow(800, 380, 620, "#fff0c0", 0.7)
    for x in range(-40, 1640, 150):
        c.rect(x, 0, 16, 620, "#4a382d")
    for row, y in enumerate((40, 150)):
        c.rect(0, y, 1600, 10, "#4a382d")
        for x in range(60 + row * 90, 1600, 210):
            c.line([(x, y), (x, y + 60)], "#2d221b", 3)
            c.path(f"M{x - 42} {y + 88}Q{x} {y + 30} {x + 42} {y + 88}Z", "#b8372c")
            c.circle(x, y + 92, 13, "#fff3c4")
            c.glow(x, y + 110, 150, "#ffe09a", 0.75)
    for x in range(20, 1600, 105):
        c.person(
            x,
            600,
            c.chance.uniform(170, 205),
            c.chance.choice(["stand", "walk", "stand"]),
            c.chance.choice(CLOTHES),
            "#3a332f",
            face=c.chance.choice([1, -1]),
        )
    stripes = (("#d8452e", "#f7eedb"), ("#2f7a5c", "#f7eedb"), ("#e2a63a", "#f7eedb"))
    for number, (one, other) in enumerate(stripes):
        left = -60 + number * 560
        for step in range(10):
            a = left + step * 54
            c.path(f"M{a} 300L{a + 54} 300L{a + 60} 392Q{a + 33} 424 {a + 6} 392Z", one if step % 2 else other)
    for number in range(3):
        left = -60 + number * 560
        c.person(
            left + 180,
            700,
            330,
            "tend",
            ("#efe6d4", "#33586f", "#c8553d")[number],
            "#2d3238",
            hat="" if number else "straw",
        )
    produce = ["#d8392c", "#6fa33f", "#f0a32e", "#7d3f73", "#e8dfb8", "#3f7f3c", "#e9642b", "#c9d06a"]
    for row, (y, size) in enumerate(((640, 21), (730, 27))):
        c.rect(-10, y + 8, 1620, 110, c.down("#a8743f", "#6d4526"))
        for box in range(9 - row):
            left, wide = box * (200 + row * 26) - 20 - row * 40, 184 + row * 26
            colour = produce[(box * 3 + row * 5) % len(produce)]
            for layer in range(3):
                for step in range(int(wide / size / 1.25) - layer):
                    x = left + size * (0.9 + layer * 0.6) + step * size * 1.25
                    tone = mix(colour, "#fff3c4", c.chance.uniform(0, 0.28))
                    c.circle(
                        x + c.chance.uniform(-3, 3),
                        y - layer * size * 0.72,
                        size * 0.72,
                        c.round(mix(tone, "#ffffff", 0.35), tone, mix(tone, "#3a1a10", 0.25)),
                    )
            if colour in ("#6fa33f", "#3f7f3c", "#e8dfb8"):
                for _ in range(14):
                    x, b = left + c.chance.uniform(15, wide - 15), y - c.chance.uniform(0, 50)
                    c.oval(
                        x,
                        b,
                        9,
                        32,
                        c.chance.choice(["#4f9a43", "#78b552", "#2f7538"]),
                        f'transform="rotate({c.chance.uniform(-50, 50):.0f} {x:.0f} {b:.0f})"',
                    )
            c.poly(
                [(left + 60, y + 26), (left + 128, y + 26), (left + 128, y + 66), (left + 60, y + 66)],
                "#fff9e6",
                'stroke="#7a5230" stroke-width="2"',
            )
            c.line([(left + 72, y + 40), (left + 114, y + 40)], "#c0392b", 4)
            c.line([(left + 72, y + 54), (left + 104, y + 54)], "#6d5a45", 3)
    c.rect(0, 840, 1600, 240, c.down("#7d6350", "#4d3d33"))
    for x, tall, top, pose, face in (
        (300, 470, "#7a4a66", "tend", 1),
        (690, 500, "#2f3f55", "stand", -1),
        (1250, 480, "#c8553d", "tend", -1),
    ):
        hands = c.person(x, 1075, tall, pose, top, "#2b2a2c", face=face)
        a, b = hands["hand2"]
        c.path(
            f"M{a - 55:.0f} {b + 20:.0f}L{a + 55:.0f} {b + 20:.0f}L{a + 44:.0f} {b + 110:.0f}L{a - 44:.0f} {b + 110:.0f}Z",
            "#b08446",
        )
        for step in range(5):
            c.oval(
                a - 40 + step * 20,
                b + 8,
                12,
                34,
                c.chance.choice(["#4f9a43", "#78b552"]),
                f'transform="rotate({-30 + step * 15} {a - 40 + step * 20:.0f} {b + 8:.0f})"',
            )
    c.vignette(0.4)


def school_sports(c: Canvas) -> None:
    c.sky("#5fa3cf", "#b9dbe4", "#fbe8c4")
    c.cloud(300, 130, 160, "#ffffff", 0.85)
    c.cloud(1150, 100, 190, "#ffffff", 0.75)
    for x, w, h, tone in ((60, 560, 250, "#efe2cb"), (700, 420, 310, "#e6cdb0"), (1180, 480, 230, "#efe2cb")):
        c.rect(x, 500 - h, w, h, c.down(tone, mix(tone, "#8a6a4d", 0.3)))
        for row in range(int(h / 62)):
            c.rect(x, 500 - h + row * 62, w, 7, "#b9553f")
            for column in range(int(w / 54)):
                c.rect(x + 14 + column * 54, 500 - h + row * 62 + 17, 36, 30, c.down("#4f7f99", "#a9cbd3"), 2)
    c.circle(910, 236, 26, "#fffaf0", 'stroke="#7d5b43" stroke-width="5"')
    c.line([(910, 236), (910, 220)], "#333333", 4)
    c.line([(910, 236), (922, 240)], "#333333", 4)
    c.line([(640, 500), (640, 170)], "#cfd6d8", 7)
    c.poly([(644, 178), (720, 190), (644, 226)], "#2f7fb0")
    for x in range(-10, 1640, 80):
        c.tree(x, 530, c.chance.uniform(90, 140), "#3f7a48", "#5f9a55", "#86b765")
    c.rect(0, 515, 1600, 560, c.down("#7fb558", "#4f8f43"))
    for band in range(6):
        c.poly(
            [(0, 520 + band * 22), (1600, 515 + band * 20), (1600, 526 + band * 20), (0, 532 + band * 22)],
            "#8fc264",
            'opacity=".5"',
        )
    c.rect(1240, 500, 8, 90, "#ffffff")
    c.rect(1420, 500, 8, 90, "#ffffff")
    c.rect(1240, 496, 188, 8, "#ffffff")
    c.path("M-20 700Q800 560 1620 640L1620 1080L-20 1080Z", c.down("#c9583f", "#a53c2b"))
    for lane in range(7):
        t = lane / 6
        c.path(
            f"M-20 {700 + 390 * t**1.2:.0f}Q800 {560 + 360 * t**1.2:.0f} 1620 {640 + 400 * t**1.2:.0f}",
            "none",
            f'stroke="#fbeee0" stroke-width="{3 + 5 * t:.1f}"',
        )
    for x in range(60, 1600, 62):
        c.person(
            x,
            596 + c.chance.uniform(-10, 8),
            c.chance.uniform(66, 84),
            c.chance.choice(["clap", "stand", "clap"]),
            c.chance.choice(CLOTHES),
            "#33414d",
            face=c.chance.choice([1, -1]),
        )
    for x, y, s, top in (
        (1150, 760, 215, "#e0a63c"),
        (860, 800, 265, "#2f6fa0"),
        (470, 900, 350, "#d8452e"),
        (1350, 730, 180, "#efe6d4"),
    ):
        c.oval(x, y + 4, s * 0.26, s * 0.03, "#3a120a", 'opacity=".35"')
        c.person(x, y, s, "run", top, "#2b2f38")
    c.glow(1350, 200, 420, "#fff0c0", 0.5)
    c.vignette(0.24)


def night_skyline(c: Canvas) -> None:
    c.sky("#0b1533", "#1d2d5c", "#57507f", "#b77a7c")
    for _ in range(120):
        c.circle(
            c.chance.uniform(0, 1600),
            c.chance.uniform(0, 360),
            c.chance.uniform(0.8, 2.2),
            "#ffffff",
            f'opacity="{c.chance.uniform(0.3, 0.9):.2f}"',
        )
    c.circle(1280, 170, 46, "#fff2d0")
    c.glow(1280, 170, 210, "#ffe9b8", 0.6)
    c.hills(640, 170, 420, "#2c2f5c", "#5d4d74")
    mark = len(c.parts)
    lights = ["#ffd98a", "#ffe9b8", "#ffc46a", "#9fd8ff"]
    for x in range(-20, 1620, 58):
        c.tower(x, 660, c.chance.uniform(40, 62), c.chance.uniform(90, 250), "#232a52", lights, 0.32)
    for x, w, h in (
        (180, 74, 330),
        (330, 92, 260),
        (560, 80, 410),
        (690, 110, 300),
        (900, 84, 360),
        (1110, 120, 270),
        (1310, 78, 330),
        (1450, 96, 240),
    ):
        c.tower(x, 660, w, h, c.down("#26305f", "#141b3d"), lights, 0.5, 14)
        c.rect(x, 660 - h, w, 5, c.chance.choice(["#ff8a5c", "#5fd0ff", "#ffd45e"]))
    c.line([(600, 250), (600, 190)], "#8fa0d0", 4)
    c.circle(600, 188, 5, "#ff4d3a")
    for x in range(0, 1600, 40):
        c.circle(x, 654, 4, "#ffe2a0")
        c.glow(x, 654, 24, "#ffcf70", 0.7)
    c.water(662, "#3c3c6c", "#1a2350", "#080d24", ripples=0)
    c.mirrored(mark, 662, 0.62, 0.95)
    for _ in range(150):
        x, y = c.chance.uniform(0, 1600), 670 + c.chance.random() ** 1.5 * 390
        c.oval(
            x,
            y,
            c.chance.uniform(14, 60),
            2 + (y - 662) * 0.008,
            c.chance.choice(["#ffd98a", "#ffb870", "#7fa8e0", "#ffe9b8"]),
            f'opacity="{c.chance.uniform(0.15, 0.5):.2f}"',
        )
    x, y = 470, 850
    c.path(
        f"M{x} {y}L{x + 380} {y}Q{x + 360} {y + 48} {x + 320} {y + 50}L{x + 50} {y + 50}Q{x + 15} {y + 40} {x} {y}Z",
        "#0d1228",
    )
    c.rect(x + 50, y - 62, 270, 62, "#161d3d", 6)
    for a in range(66, 300, 34):
        c.rect(x + a, y - 46, 22, 26, "#ffd98a", 3)
    c.path(f"M{x + 20} {y - 60}Q{x + 185} {y - 116} {x + 350} {y - 60}Z", "#0d1228")
    c.glow(x + 185, y - 20, 220, "#ffcf70", 0.4)
    c.poly([(-20, 1000), (420, 985), (700, 1080), (-20, 1080)], "#070a18")
    c.line([(0, 950), (430, 938)], "#070a18", 7)
    for a in range(10, 440, 60):
        c.line([(a, 950 - a * 0.03), (a, 1010)], "#070a18", 6)
    for a, s in ((150, 190), (205, 182)):
        c.person(a, 1006, s, "stand", "#0d1124", "#070a18", "#141a33", "#05070f")
    c.vignette(0.45)


def lanterns(c: Canvas) -> None:
    c.sky("#131a38", "#2c2548", "#6d3548")
    for _ in range(70):
        c.circle(
            c.chance.uniform(0, 1600), c.chance.uniform(0, 420), c.chance.uniform(0.8, 2), "#ffffff", 'opacity=".6"'
        )
    c.circle(1330, 150, 52, "#fff0cf")
    c.glow(1330, 150, 230, "#ffe2a8", 0.6)
    for x in range(-60, 1600, 190):
        c.house(
            x,
            720,
            175,
            c.chance.uniform(150, 230),
            "#3d2731",
            "#1a1526",
            c.chance.choice(["#ffb95a", "#ffcf70", "#5a3a34"]),
        )
    c.rect(0, 715, 1600, 360, c.down("#5a2f36", "#231829"))
    for _ in range(60):
        c.oval(
            c.chance.uniform(0, 1600),
            730 + c.chance.random() ** 1.4 * 330,
            c.chance.uniform(30, 110),
            c.chance.uniform(2, 7),
            "#ff9a4a",
            f'opacity="{c.chance.uniform(0.1, 0.35):.2f}"',
        )
    for x, s in ((250, 150), (330, 145), (700, 165), (960, 150), (1010, 100), (1240, 158), (1420, 148)):
        c.person(
            x,
            800 + (s - 150),
            s,
            c.chance.choice(["walk", "stand"]),
            c.chance.choice(["#5a2f3a", "#3a3350", "#6d4136"]),
            "#1d1626",
            "#a8705a",
            "#140f1a",
            face=c.chance.choice([1, -1]),
        )
    for row, (y, size, gap, sag) in enumerate(((330, 24, 100, 30), (420, 38, 165, 45))):
        points = [(x, y + sag * math.sin(x / 1600 * math.pi * (2 + row))) for x in range(-40, 1680, 20)]
        c.bend(points[::3], "#1a0f16", 3)
        for x in range(20 + row * 50, 1620, gap):
            c.lantern(x, y + sag * math.sin(x / 1600 * math.pi * (2 + row)) + size * 1.5, size)
    c.path("M-20 -20L1620 -20L1620 170Q1500 150 1420 118L-20 30Z", "#0e0b16")
    for x in range(-10, 1620, 36):
        c.line([(x, -20), (x + 16, 34 + x * 0.064)], "#241b2b", 9)
    c.path("M-20 36L1430 124Q1520 160 1620 176L1620 206Q1500 190 1410 152L-20 66Z", "#3a2026")
    for x, size in ((130, 92), (480, 100), (860, 108), (1270, 116)):
        y = 60 + x * 0.062
        c.line([(x, y), (x, y + 80)], "#2a1418", 4)
        c.lantern(x, y + 80 + size * 1.1, size)
    c.vignette(0.45)


def railway_station(c: Canvas) -> None:
    c.sky("#5f9bc6", "#b3d3de", "#f7e6c6")
    c.cloud(300, 150, 190, "#ffffff", 0.8)
    c.cloud(1300, 110, 160, "#ffffff", 0.7)
    for x in range(-10, 1600, 90):
        c.tower(x, 640, c.chance.uniform(56, 80), c.chance.uniform(70, 190), "#a9bec4", ["#e9f3f2"], 0.3, 15)
    c.rect(150, 400, 1300, 260, c.down("#efe6d6", "#cbbda4"))
    c.path(
        "M90 410Q420 300 800 262Q1180 300 1510 410L1510 440Q1150 350 800 330Q450 350 90 440Z",
        c.down("#56707c", "#2f4652"),
    )
    for x in range(190, 1420, 82):
        c.rect(
            x,
            430 - 60 * math.sin((x - 90) / 1420 * math.pi),
            58,
            232 + 60 * math.sin((x - 90) / 1420 * math.pi),
            c.down("#4d7f99", "#a9d0da", "#5f8796"),
            3,
        )
        c.line([(x + 29, 430), (x + 29, 660)], "#e6eeee", 3)
    for x in range(176, 1450, 82):
        c.rect(x - 8, 400, 16, 262, c.down("#ffffff", "#d6cab6"))
    c.rect(640, 356, 320, 76, "#8f2f26", 6)
    c.add(
        '<text x="800" y="414" font-family="Noto Serif CJK SC" font-weight="700" font-size="58" fill="#fbe9c4" text-anchor="middle" letter-spacing="16">砚溪站</text>'
    )
    c.circle(800, 300, 40, "#fdfaf2", 'stroke="#2f4652" stroke-width="7"')
    c.line([(800, 300), (800, 274)], "#222222", 5)
    c.line([(800, 300), (818, 308)], "#222222", 5)
    c.rect(0, 655, 1600, 420, c.down("#dccfb6", "#a99b86"))
    for step in range(13):
        t = (step / 12) ** 1.8
        c.line([(-20, 660 + t * 420), (1620, 660 + t * 420)], "#8f8270", 1 + 2 * t, 'opacity=".6"')
        x = -1200 + step * 330
        c.line([(800 + (x - 800) * 0.25, 660), (x, 1080)], "#8f8270", 1.5, 'opacity=".5"')
    for x in range(210, 1420, 52):
        c.person(
            x,
            690 + c.chance.uniform(-10, 14),
            c.chance.uniform(84, 100),
            c.chance.choice(["walk", "stand"]),
            c.chance.choice(CLOTHES),
            "#34404a",
            face=c.chance.choice([1, -1]),
        )
    for x, y, s, top, legs in ((470, 960, 330, "#d8622f", "#2b3a4a"), (1010, 880, 250, "#2f6f8f", "#33312e")):
        c.oval(x + s * 0.3, y + 5, s * 0.6, s * 0.03, "#4d4336", 'opacity=".4"')
        bicycle(c, x + s * 0.12, y, s / 330)
        c.person(x, y, s, "walk", top, legs)
    for x, y, s, top in ((1290, 980, 330, "#7a4a66"), (180, 850, 220, "#33586f")):
        hands = c.person(x, y, s, "walk", top, "#2b2f38", face=-1 if x > 800 else 1)
        a, b = hands["hand2"]
        c.rect(a - 40, b + 30, 80, y - b - 48, "#3b4a55" if x > 800 else "#b8472f", 10)
        c.line([(a, b), (a, b + 34)], "#222222", 5)
        c.circle(a - 26, y - 12, 10, "#222222")
        c.circle(a + 26, y - 12, 10, "#222222")
    c.birds(500, 220, 6, "#4d6672", 260)
    c.vignette(0.25)


def bicycle(c: Canvas, x: float, y: float, s: float) -> None:
    for a in (60, 300):
        c.circle(x + a * s, y - 66 * s, 62 * s, "none", f'stroke="#23292e" stroke-width="{8 * s:.1f}"')
        for spoke in range(6):
            angle = spoke * math.pi / 6
            c.line(
                [
                    (x + a * s - math.cos(angle) * 58 * s, y - 66 * s - math.sin(angle) * 58 * s),
                    (x + a * s + math.cos(angle) * 58 * s, y - 66 * s + math.sin(angle) * 58 * s),
                ],
                "#8b969b",
                1.4,
            )
    p = {"back": (60, 66), "crank": (165, 70), "seat": (140, 175), "fork": (270, 180), "front": (300, 66)}
    q = {name: (x + a * s, y - b * s) for name, (a, b) in p.items()}
    c.line([q["back"], q["crank"], q["fork"], q["seat"], q["crank"]], "#c0392b", 8 * s)
    c.line([q["back"], q["seat"]], "#c0392b", 7 * s)
    c.line([q["front"], q["fork"], (x + 258 * s, y - 216 * s), (x + 226 * s, y - 220 * s)], "#c0392b", 8 * s)
    c.line([(x + 112 * s, y - 186 * s), (x + 164 * s, y - 184 * s)], "#26201c", 12 * s)
    c.circle(*q["crank"], 15 * s, "#4d5558")


def electric_bus(c: Canvas) -> None:
    c.sky("#1f2f55", "#4d5a86", "#d98f78")
    for x in range(-20, 1620, 84):
        c.tower(
            x,
            640,
            c.chance.uniform(64, 92),
            c.chance.uniform(150, 380),
            mix("#2d3a63", "#5a5578", c.chance.random()),
            ["#ffd98a", "#ffe9b8", "#9fd0ff"],
            0.35,
            16,
        )
    for x in (80, 1540):
        c.tree(x, 790, 340, "#24453f", "#35604d", "#4d7d57")
    c.rect(0, 770, 1600, 44, c.down("#8f8a92", "#5f5b68"))
    c.rect(0, 812, 1600, 270, c.down("#4a4a5c", "#2a2b3a"))
    for x in range(-60, 1600, 260):
        c.poly([(x, 968), (x + 150, 968), (x + 130, 986), (x - 22, 986)], "#f0e6cf", 'opacity=".8"')
    c.rect(1180, 440, 380, 16, "#2f3a48", 6)
    c.rect(1196, 450, 12, 330, "#2f3a48")
    c.rect(1530, 450, 12, 330, "#2f3a48")
    c.rect(1230, 480, 290, 180, "#fff3d0", 4, 'opacity=".85"')
    c.rect(1250, 500, 110, 140, "#2f7a8c", 3)
    c.rect(1380, 500, 120, 60, "#e2725b", 3)
    c.rect(1380, 574, 120, 66, "#5f8f6b", 3)
    c.glow(1370, 560, 330, "#fff0c0", 0.6)
    c.line([(1120, 780), (1120, 470)], "#d6dde0", 9)
    c.circle(1120, 452, 46, "#2f7fb0", 'stroke="#ffffff" stroke-width="7"')
    c.add(
        '<text x="1120" y="470" font-family="Noto Sans CJK SC" font-weight="700" font-size="48" text-anchor="middle" fill="#ffffff">站</text>'
    )
    c.oval(600, 880, 600, 22, "#0f101c", 'opacity=".6"')
    c.rect(60, 380, 1010, 470, c.down("#f4f8f6", "#dfe9e6", "#a9bfc0"), 46)
    c.rect(60, 690, 1010, 90, c.down("#2f9a7c", "#1f7560"))
    c.path("M60 690Q420 640 640 690L640 780L60 780Z", "#7fd0a8", 'opacity=".7"')
    c.rect(96, 440, 760, 190, c.down("#23344a", "#4d6b85"), 16)
    c.rect(96, 440, 760, 190, c.down("#ffe7ad@.8", "#ffcf70@.35"), 16)
    for x in (238, 390, 545, 700):
        c.rect(x, 440, 12, 190, "#e3ebe9")
    c.rect(876, 430, 96, 350, c.down("#ffe7ad", "#d9c08a"), 8)
    c.rect(920, 430, 6, 350, "#31464f")
    c.path("M990 440L1046 440Q1070 470 1070 520L1070 640L990 640Z", c.down("#2b4058", "#7f9fb0"))
    c.rect(330, 396, 420, 36, "#141a22", 8)
    c.add(
        '<text x="540" y="425" font-family="Noto Sans CJK SC" font-weight="700" font-size="29" text-anchor="middle" fill="#ffb83d" letter-spacing="4">19路夜班　图书馆北门</text>'
    )
    for x in (170, 320, 470, 620, 780):
        tone = c.chance.choice(CLOTHES)
        c.circle(x, 545, 27, "#d9a985")
        c.path(f"M{x - 28} 545A28 30 0 0 1 {x + 28} 542Q{x} 524 {x - 28} 545Z", "#241b17")
        c.path(f"M{x - 50} 632Q{x - 44} 574 {x} 574Q{x + 44} 574 {x + 50} 632Z", tone)
    for x in (240, 850):
        c.circle(x, 850, 76, "#181b22")
        c.circle(x, 850, 42, "#8b979c")
        c.circle(x, 850, 18, "#3a4248")
    c.rect(1046, 700, 28, 42, "#fff7d8", 8)
    c.glow(1085, 722, 300, "#fff0b8", 0.65)
    c.rect(150, 352, 520, 34, c.down("#d6e2df", "#a3b5b3"), 12)
    c.add(
        '<text x="360" y="752" font-family="Noto Sans CJK SC" font-weight="700" font-size="42" fill="#ffffff" letter-spacing="10">纯电动　砚溪公交</text>'
    )
    for x, s, top, face in ((1240, 250, "#c8553d", -1), (1330, 262, "#e0a63c", -1), (1440, 240, "#5f7d8f", -1)):
        c.person(x, 800, s, "walk" if x < 1300 else "stand", top, "#22262e", face=face)
    c.vignette(0.4)


def morning_exercise(c: Canvas) -> None:
    c.sky("#a9cbd0", "#e9edd6", "#ffe9b8")
    c.sun(480, 330, 62, "#fffbe6", "#ffe49a")
    for x in range(-20, 1640, 90):
        c.tree(x, 600, c.chance.uniform(200, 300), "#8fb39a", "#a9c7a2", "#c6dab0")
    c.mist(560, 200, "#fff8e0", 0.8)
    for x in (110, 1250, 1490, 320):
        c.tree(x, 660, c.chance.uniform(330, 430), "#3f7450", "#5a9058", "#86b368")
    pavilion(c, 960, 630, 0.8)
    c.rect(0, 630, 1600, 450, c.down("#d9cfa4", "#b9a878"))
    c.path("M-20 640Q400 610 700 640Q1200 660 1620 630L1620 700Q1200 720 800 690Q300 680 -20 720Z", "#8fb068")
    for angle in range(-3, 5):
        x = 480 + angle * 250
        c.poly([(470, 330), (490, 330), (x + 90, 1080), (x - 40, 1080)], "#fff6d0", 'opacity=".16"')
    rows = ((735, 150, 9, 158), (845, 215, 7, 222), (1010, 320, 5, 320))
    whites = ["#fbf8ef", "#f2ede0", "#e8eef0", "#d8452e", "#fbf8ef", "#3f7a9a"]
    for number, (y, s, count, gap) in enumerate(rows):
        start = 800 - (count - 1) * gap / 2 + (number % 2) * 40
        for place in range(count):
            x = start + place * gap
            c.poly(
                [(x - s * 0.1, y), (x + s * 0.1, y), (x + s * 0.9, y + s * 0.2), (x + s * 0.6, y + s * 0.22)],
                "#6d5d3a",
                'opacity=".3"',
            )
            top = whites[(place * 2 + number) % len(whites)]
            hair = "#d6d2cc" if (place + number) % 2 else "#2a2320"
            c.person(x, y, s, "taichi", top, top if top != "#d8452e" else "#2d3238", hair=hair)
    c.willow(1500, -80, 520, "#7fa85f", "#9cc074", "#6b9a54")
    c.birds(1050, 260, 6, "#7d9a90", 240)
    c.vignette(0.24)
