"""The drawn scenes of rooms and halls."""

import math

from .brush import Canvas, mix

CLOTHES = ["#c8553d", "#33586f", "#e0a63c", "#5f7d52", "#efe6d4", "#7a4a66", "#2f3f55", "#a8503b"]


def library(c: Canvas) -> None:
    c.rect(0, 0, 1600, 1067, c.down("#2c3346", "#4d4a4d", "#7a5f47"))
    books = ["#8f3b2e", "#c08a3e", "#2f5a63", "#4c6b4a", "#d8c8a4", "#5a3d5c", "#a85a3a", "#34486b", "#b9a27a"]
    for side in (0, 1):
        left = 0 if side == 0 else 1100
        c.rect(left, 60, 500, 800, "#4a3322")
        for shelf in range(6):
            y = 90 + shelf * 128
            c.rect(left + 14, y, 472, 108, "#2a1c13")
            x = left + 18
            while x < left + 470:
                wide, tall = c.chance.uniform(11, 25), c.chance.uniform(72, 102)
                if c.chance.random() < 0.06:
                    x += 26
                    continue
                tone = mix(c.chance.choice(books), "#1a1410", c.chance.uniform(0, 0.35))
                c.rect(x, y + 108 - tall, wide, tall, tone)
                c.rect(x + 2, y + 108 - tall * 0.8, wide - 4, 5, "#e8d6a4", more='opacity=".6"')
                x += wide + 1.5
            c.rect(left, y + 108, 500, 14, "#6b4a30")
    c.rect(560, 90, 480, 500, c.down("#16223c", "#2c3f63"), 8)
    for x in range(575, 1030, 44):
        c.tower(x, 585, c.chance.uniform(30, 46), c.chance.uniform(60, 210), "#1b2947", ["#ffd98a", "#ffedb8"], 0.3, 12)
    c.circle(920, 170, 32, "#fff3cf")
    c.glow(920, 170, 140, "#fff3cf", 0.5)
    for x in (560, 716, 876, 1028):
        c.rect(x, 90, 12, 500, "#3d2b1f")
    c.rect(550, 330, 500, 12, "#3d2b1f")
    c.rect(0, 860, 1600, 220, c.down("#8a6242", "#4d3625"))
    for x in (470, 1120):
        c.person(
            x,
            800,
            300,
            "reach" if x < 600 else "stand",
            "#33586f" if x < 600 else "#a8503b",
            "#2a2b30",
            face=-1 if x < 600 else 1,
        )
    lamps = (330, 800, 1270)
    for x in lamps:
        c.glow(x, 690, 330, "#ffd27a", 0.75)
    for x, top, face in ((240, "#7a4a66", 1), (640, "#5f7d52", 1), (960, "#c8553d", -1), (1390, "#2f3f55", -1)):
        c.rect(x - 50, 640, 100, 260, "#3a281c", 12)
        hands = c.person(x, 960, 400, "sit", top, "#2a2b30", face=face)
        a, b = hands["hand1"]
        c.poly(
            [(a - 52, b + 6), (a, b - 8), (a + 52, b + 6), (a + 46, b - 46), (a, b - 60), (a - 46, b - 46)], "#f7efd9"
        )
        c.line([(a, b - 8), (a, b - 60)], "#b9a580", 3)
    c.poly([(-20, 800), (1620, 800), (1620, 850), (-20, 850)], c.down("#b98552", "#7d5533"))
    c.rect(-20, 848, 1640, 18, "#4d3220")
    for x in lamps:
        c.rect(x - 5, 700, 10, 104, "#b08b3e")
        c.oval(x, 803, 44, 9, "#8a6a2c")
        c.path(f"M{x - 74} 706Q{x - 60} 640 {x} 640Q{x + 60} 640 {x + 74} 706Z", c.down("#3f8a66", "#256049"))
        c.oval(x, 706, 66, 9, "#fff3c0")
    for x in (520, 1090):
        for number in range(3):
            c.rect(x - 46 + number * 4, 786 - number * 15, 92 - number * 8, 14, books[(x + number) % len(books)], 2)
    c.vignette(0.45)


def factory_hall(c: Canvas) -> None:
    c.rect(0, 0, 1600, 1067, c.down("#cfdde2", "#eef0ea", "#b9c0bd"))
    vx, vy = 800, 470
    for step in range(9, 0, -1):
        s = 0.13 * 1.42**step
        c.line(
            [
                (vx - 620 * s, vy + 250 * s),
                (vx - 620 * s, vy - 250 * s),
                (vx, vy - 420 * s),
                (vx + 620 * s, vy - 250 * s),
                (vx + 620 * s, vy + 250 * s),
            ],
            "#7f959c",
            2 + 9 * s,
        )
        c.line([(vx - 620 * s, vy - 250 * s), (vx + 620 * s, vy - 250 * s)], "#8fa3a9", 1 + 5 * s)
        for part in range(-4, 5):
            a = vx + part * 155 * s
            c.line(
                [(a, vy - 250 * s), (a + 77 * s, vy - (250 + 170 * (1 - abs(part + 0.5) / 4)) * s)],
                "#9fb1b6",
                1 + 3 * s,
            )
    for side in (-1, 1):
        c.poly(
            [
                (vx + side * 30, vy - 95),
                (vx + side * 300, vy - 360),
                (vx + side * 560, vy - 540),
                (vx + side * 130, vy - 90),
            ],
            "#fffdf0",
            'opacity=".85"',
        )
    c.glow(vx, vy - 90, 520, "#ffffff", 0.85)
    c.poly([(vx - 60, vy + 34), (vx + 60, vy + 34), (1900, 1080), (-300, 1080)], c.down("#b5bdb9", "#7d8886"))
    c.poly([(vx - 14, vy + 34), (vx + 14, vy + 34), (1060, 1080), (540, 1080)], c.down("#9aa5a3", "#c6ccc8"))
    for edge in (-1, 1):
        c.line([(vx + edge * 14, vy + 34), (vx + edge * 260, 1080)], "#e9b52f", 7)
    for step in range(7):
        s = 0.2 * 1.42**step
        for side in (-1, 1):
            x, y = vx + side * 330 * s, vy + 250 * s
            w, h = 190 * s, 170 * s
            left = x - w / 2
            c.rect(left, y - h, w, h, c.down("#4f8f8a", "#2d5f62"), 8 * s)
            c.rect(left + w * 0.12, y - h * 0.82, w * 0.45, h * 0.36, c.down("#bfe0dd", "#6fa3a6"), 4 * s)
            c.rect(left + w * 0.66, y - h * 0.8, w * 0.22, h * 0.26, "#1e2e33", 3 * s)
            c.circle(left + w * 0.72, y - h * 0.4, 7 * s, "#e2452f")
            c.circle(left + w * 0.84, y - h * 0.4, 7 * s, "#f3c53b")
            c.rect(left, y - h * 0.16, w, h * 0.16, "#223c40")
            c.rect(left + w * 0.3, y - h * 1.2, w * 0.1, h * 0.22, "#6b7c80")
            c.circle(left + w * 0.35, y - h * 1.24, 9 * s, "#5fd08a")
    for x, y, s, face in ((430, 900, 330, -1), (1085, 830, 270, 1), (880, 650, 120, 1)):
        c.oval(x, y, s * 0.22, s * 0.03, "#20302f", 'opacity=".35"')
        c.person(x, y, s, "tend", "#2f6aa0", "#27405c", face=face, hat="#f3c53b")
    c.rect(1240, 990, 310, 22, c.down("#c79555", "#8a5f35"), 4)
    for x, y, r in ((1300, 940, 50), (1405, 940, 50), (1505, 945, 45), (1352, 850, 46)):
        c.circle(x, y, r - 9, "none", 'stroke="#cfd6da" stroke-width="18"')
        c.circle(x, y, r, "none", 'stroke="#76848a" stroke-width="3"')
        c.circle(x, y, r - 24, "none", 'stroke="#98a4a9" stroke-width="9" stroke-dasharray="8 5"')
        c.circle(x, y, r - 31, "none", 'stroke="#76848a" stroke-width="3"')
    c.vignette(0.3)


def clinic(c: Canvas) -> None:
    c.rect(0, 0, 1600, 1067, c.down("#dcebe6", "#eef3e8"))
    c.rect(0, 760, 1600, 320, c.down("#c9d6c9", "#a7b9ab"))
    c.rect(0, 742, 1600, 20, "#b3c6ba")
    c.rect(90, 110, 460, 440, "#fbfdfb", 10)
    c.rect(110, 130, 420, 400, c.down("#8fc4da", "#d9ecdf"), 4)
    for x in (170, 300, 440):
        c.tree(x, 528, 190, "#5f9a63", "#7fb574", "#a5cd8b")
    c.rect(110, 524, 420, 30, "#fbfdfb")
    c.rect(314, 130, 12, 400, "#fbfdfb")
    c.rect(110, 318, 420, 10, "#fbfdfb")
    c.path("M80 96Q110 330 92 570L170 570Q196 330 150 96Z", "#f2e3b8")
    c.path("M560 96Q530 330 548 570L470 570Q444 330 490 96Z", "#f2e3b8")
    c.glow(330, 340, 460, "#fff8dc", 0.55)
    c.rect(1230, 130, 210, 300, "#ffffff", 6, 'stroke="#b9c9c1" stroke-width="5"')
    for row, size in enumerate((46, 36, 28, 22, 16)):
        for column in range(2 + row):
            x = 1335 + (column - (1 + row) / 2) * size * 1.5
            c.add(
                f'<text x="{x:.0f}" y="{190 + row * 50}" font-family="Noto Sans CJK SC" font-weight="700" font-size="{size}" text-anchor="middle" fill="#33474a">{"EШMƎ"[(row + column) % 4]}</text>'
            )
    c.rect(690, 180, 400, 110, "#f8fbf8", 8)
    for x, tone in (
        (720, "#e2725b"),
        (790, "#f0b64a"),
        (850, "#5f9fb5"),
        (915, "#7fb07a"),
        (985, "#b58ab0"),
        (1040, "#e2725b"),
    ):
        c.rect(x, 206, 38, 82, tone, 6)
    c.rect(680, 286, 420, 14, "#b98d5f")
    c.rect(830, 700, 690, 26, c.down("#e3c89c", "#b98d5f"), 6)
    c.rect(870, 726, 26, 330, "#a57a4d")
    c.rect(1460, 726, 26, 330, "#a57a4d")
    c.rect(1190, 560, 190, 128, "#33474a", 8)
    c.rect(1202, 572, 166, 104, c.down("#9fd0d6", "#5f9fb0"), 4)
    c.rect(1268, 688, 34, 14, "#33474a")
    c.rect(1405, 630, 74, 70, "#c8553d", 6)
    for step in range(9):
        c.oval(
            1442 + (step - 4) * 15,
            590 - abs(step - 4) * -6,
            14,
            52,
            "#4f8f57",
            f'transform="rotate({(step - 4) * 17} 1442 640)"',
        )
    c.rect(1010, 800, 150, 30, "#4f7f8a", 10)
    c.rect(1072, 830, 26, 210, "#6b7c80")
    c.rect(400, 830, 170, 34, "#e0a63c", 12)
    for x in (420, 540):
        c.rect(x, 862, 16, 190, "#8a6a44")
    c.person(1075, 1050, 700, "sit", "#fdfdfb", "#3a4f5c", face=-1, hair="#2a211d")
    hands = c.person(480, 1040, 480, "sit", "#f0a53a", "#3f6a92", face=1, hair="#1f1814")
    c.path(
        "M1032 640Q1030 720 1052 752M1112 640Q1118 730 1092 770",
        "none",
        'stroke="#2f3a40" stroke-width="7" stroke-linecap="round"',
    )
    c.circle(1052, 760, 14, "#8b979c", 'stroke="#2f3a40" stroke-width="4"')
    c.person(250, 1050, 660, "stand", "#b5566a", "#3a3f4a", face=1, hair="#2a211d", skirt=True)
    a, b = hands["head"]
    c.circle(a + 22, b + 2, 3.5, "#2a211d")
    c.bend([(a + 14, b + 16), (a + 22, b + 19), (a + 28, b + 14)], "#a84a3a", 3)
    c.vignette(0.2)


def basketball(c: Canvas) -> None:
    c.rect(0, 0, 1600, 1067, c.down("#1d2236", "#3a3450", "#7d5a4a"))
    for row in range(9):
        y = 60 + row * 62
        c.rect(0, y + 30, 1600, 6, "#151829")
        for x in range(-10 + (row % 2) * 22, 1620, 46):
            tone = mix(c.chance.choice(CLOTHES), "#1d2236", 0.62 - row * 0.025)
            c.circle(x, y, 12, mix("#e3b48f", "#1d2236", 0.5))
            c.path(f"M{x - 19} {y + 36}Q{x} {y} {x + 19} {y + 36}Z", tone)
    for x in (180, 620, 1080, 1450):
        c.glow(x, 30, 360, "#fff3cf", 0.6)
        c.rect(x - 60, 0, 120, 16, "#fffbe8", 6)
    c.rect(0, 610, 1600, 60, c.down("#2f5f92", "#1f426b"))
    c.add(
        '<text x="330" y="654" font-family="Noto Sans CJK SC" font-weight="700" font-size="36" fill="#f4ead2" letter-spacing="14">砚溪市体育馆　青石队主场</text>'
    )
    c.rect(0, 668, 1600, 410, c.down("#d89a5a", "#b8733a"))
    for step in range(24):
        x = -1400 + step * 190
        c.line([(800 + (x - 800) * 0.42, 668), (x, 1080)], "#a3632e", 2, 'opacity=".55"')
    c.path("M1180 668L1100 1080M1620 790L900 790Q760 850 840 1080", "none", 'stroke="#fbf0dc" stroke-width="8"')
    c.rect(1470, 150, 26, 560, "#2b3340")
    c.line([(1480, 220), (1330, 240)], "#2b3340", 16)
    c.poly([(1318, 120), (1350, 108), (1350, 372), (1318, 352)], "#f6f6f2", 'stroke="#c8553d" stroke-width="6"')
    c.oval(1250, 330, 74, 17, "none", 'stroke="#e2572e" stroke-width="10"')
    for step in range(9):
        a = 1180 + step * 17.5
        c.line([(a, 336), (1214 + step * 9, 440)], "#fdfdfb", 3)
    for step in range(4):
        c.oval(1250, 358 + step * 26, 62 - step * 9, 10, "none", 'stroke="#fdfdfb" stroke-width="2.5"')
    for x, y, s, pose, top, face in (
        (430, 930, 470, "run", "#c8392d", 1),
        (1330, 960, 560, "block", "#c8392d", -1),
        (230, 900, 430, "stand", "#f7f5ee", 1),
    ):
        c.oval(x, y + 4, s * 0.2, s * 0.025, "#5a2f14", 'opacity=".5"')
        c.person(x, y, s, pose, top, top, face=face)
    c.oval(930, 1010, 130, 16, "#5a2f14", 'opacity=".5"')
    hands = c.person(930, 880, 620, "layup", "#fdfcf6", "#f4f1e6")
    a, b = hands["shoulder"]
    c.add(
        f'<text x="{a:.0f}" y="{b + 118:.0f}" font-family="Noto Sans CJK SC" font-weight="700" font-size="88" text-anchor="middle" fill="#2f5f92">7</text>'
    )
    a, b = hands["hand1"]
    c.circle(a + 24, b - 46, 52, c.round("#f7a04f", "#e0712a", "#a8481a"))
    c.path(
        f"M{a - 28:.0f} {b - 50:.0f}Q{a + 24:.0f} {b - 22:.0f} {a + 76:.0f} {b - 50:.0f}M{a + 24:.0f} {b - 98:.0f}L{a + 24:.0f} {b + 6:.0f}",
        "none",
        'stroke="#5a2411" stroke-width="4"',
    )
    c.vignette(0.42)


def chess(c: Canvas) -> None:
    c.rect(0, 0, 1600, 1067, c.down("#e7d3ab", "#f3e6c6", "#caa673"))
    c.rect(980, 60, 480, 470, "#fff9e8", 6)
    c.rect(1000, 80, 440, 430, c.down("#a9d0d6", "#e3efdb"))
    c.willow(1220, 60, 360, "#6f9f5d", "#8fb86f")
    c.rect(1212, 80, 14, 430, "#b98d5f")
    c.rect(1000, 288, 440, 10, "#b98d5f")
    c.glow(1220, 330, 560, "#fff6d6", 0.6)
    c.rect(120, 90, 210, 420, "#fdf8ea", 3, 'stroke="#8a5f38" stroke-width="8"')
    c.add(
        '<text x="225" y="250" font-family="Noto Serif CJK SC" font-weight="700" font-size="120" text-anchor="middle" fill="#2a211d">静</text>'
    )
    c.add(
        '<text x="225" y="420" font-family="Noto Serif CJK SC" font-weight="700" font-size="120" text-anchor="middle" fill="#2a211d">思</text>'
    )
    c.rect(292, 440, 22, 22, "#c0392b")
    # The child behind the board.
    c.path("M470 1000Q470 640 640 590Q760 560 880 590Q1050 640 1060 1000Z", c.down("#3f7a9a", "#2b566f"))
    c.rect(712, 500, 96, 120, "#d9a67f", 30)
    c.path("M640 590Q760 660 880 590L850 575Q760 620 670 575Z", "#f7f2e6")
    c.oval(760, 400, 138, 152, "#f0c39c")
    c.oval(622, 412, 24, 36, "#e6b58c")
    c.oval(898, 412, 24, 36, "#e6b58c")
    c.path("M610 400Q600 220 760 214Q920 220 910 400Q880 320 830 300Q740 318 670 306Q630 330 610 400Z", "#241b17")
    for x in (702, 818):
        c.path(
            f"M{x - 30} 410Q{x} 432 {x + 30} 410", "none", 'stroke="#2a1f1a" stroke-width="7" stroke-linecap="round"'
        )
        c.path(
            f"M{x - 34} 372Q{x} 358 {x + 34} 374", "none", 'stroke="#2a1f1a" stroke-width="6" stroke-linecap="round"'
        )
        c.oval(x, 462, 30, 16, "#e88f78", 'opacity=".4"')
    c.path("M752 440Q762 462 774 442", "none", 'stroke="#c98a66" stroke-width="5" stroke-linecap="round"')
    c.path("M728 500Q760 512 792 498", "none", 'stroke="#a8503b" stroke-width="6" stroke-linecap="round"')
    c.poly([(150, 1080), (360, 720), (1240, 720), (1450, 1080)], c.down("#d9a860", "#b37a3a"))
    c.poly([(330, 1080), (480, 745), (1120, 745), (1270, 1080)], c.down("#efcf93", "#dcae68"))

    def at(column: float, row: float) -> tuple[float, float]:
        t = (row / 9) ** 1.15
        y = 765 + t * 300
        half = 285 + t * 118
        return 800 - half + column * half * 2 / 8, y

    for row in range(10):
        c.line([at(0, row), at(8, row)], "#5a3a1c", 2.5)
    for column in range(9):
        c.line([at(column, 0), at(column, 4)], "#5a3a1c", 2.2)
        c.line([at(column, 5), at(column, 9)], "#5a3a1c", 2.2)
    pieces = (
        (0, 0, "車", 0),
        (2, 0, "象", 0),
        (4, 0, "將", 0),
        (5, 1, "士", 0),
        (1, 2, "炮", 0),
        (6, 2, "馬", 0),
        (4, 3, "卒", 0),
        (8, 3, "卒", 0),
        (2, 5, "兵", 1),
        (6, 5, "兵", 1),
        (4, 6, "炮", 1),
        (2, 7, "馬", 1),
        (7, 6, "車", 1),
        (4, 8.6, "帥", 1),
    )
    for column, row, sign, red in pieces:
        x, y = at(column, row)
        r = 31 + row * 1.7
        c.oval(x, y + 9, r, r * 0.62, "#6b431f")
        c.oval(x, y, r, r * 0.62, c.round("#fff1cf", "#f0d39a"))
        colour = "#b8281f" if red else "#1f1a17"
        c.oval(x, y, r * 0.8, r * 0.49, "none", f'stroke="{colour}" stroke-width="2"')
        c.add(
            f'<text x="{x:.0f}" y="{y / 0.72 + r * 0.34:.0f}" transform="scale(1 .72)" font-family="Noto Serif CJK SC" font-weight="700" font-size="{r * 1.05:.0f}" text-anchor="middle" fill="{colour}">{sign}</text>'
        )
    c.path(
        "M1040 930Q1060 800 960 760Q900 735 872 770L850 800Q880 830 920 812Q950 840 940 930Z",
        c.down("#3f7a9a", "#2b566f"),
    )
    c.path("M915 770Q850 735 806 742Q790 750 800 764Q770 768 782 784Q800 800 842 800Q890 812 918 800Z", "#f0c39c")
    c.oval(790, 792, 36, 22, c.round("#fff1cf", "#f0d39a"), 'stroke="#b8281f" stroke-width="3"')
    c.path(
        "M505 800Q540 700 612 640Q650 610 690 606Q716 640 700 690Q664 770 628 818Q596 846 548 840Q508 832 505 800Z",
        c.down("#467f9f", "#2b566f"),
    )
    c.path("M664 640Q668 570 690 548Q716 530 738 548Q752 566 730 600Q716 640 700 660Z", "#f0c39c")
    c.vignette(0.32)


def noodles(c: Canvas) -> None:
    c.rect(0, 0, 1600, 1067, c.down("#6d4128", "#94603a", "#5a3520"))
    for row in range(7):
        y = row * 160
        c.rect(0, y, 1600, 156, c.down(mix("#8f5c36", "#5a3520", c.chance.random() * 0.5), "#7a4c2c"))
        for _ in range(9):
            a, b = c.chance.uniform(-100, 1500), y + c.chance.uniform(14, 140)
            c.bend(
                [(a, b), (a + 150, b + c.chance.uniform(-8, 8)), (a + 340, b + c.chance.uniform(-8, 8))],
                "#4a2a18",
                2,
                'opacity=".4"',
            )
    c.glow(520, 240, 720, "#ffe0a0", 0.5)
    c.oval(800, 850, 560, 130, "#1f100a", f'opacity=".55" filter="{c.blur(26)}"')
    c.path("M290 560Q300 860 620 920L980 920Q1300 860 1310 560Z", c.down("#fdfbf4", "#d6dfe2", "#9db2bd"))
    c.rect(610, 905, 380, 40, c.down("#e9eef0", "#a9bac2"), 16)
    c.path(
        "M318 650Q360 830 640 886L960 886Q1240 830 1282 650Q1220 760 980 812L620 812Q380 760 318 650Z",
        "#2f6a9f",
        'opacity=".9"',
    )
    for step in range(15):
        x = 380 + step * 60
        y = 770 + 42 * math.sin((step + 0.5) / 15 * math.pi)
        c.path(f"M{x} {y}q14 -26 30 0q14 24 30 0", "none", 'stroke="#f7f9fa" stroke-width="5"')
    c.oval(800, 560, 512, 218, "#fdfcf7")
    c.oval(800, 566, 486, 200, "#c9d6da")
    c.oval(800, 578, 470, 186, c.round("#f6dca0", "#e9b964", "#c98a35"))
    for _ in range(46):
        x, y = c.chance.uniform(430, 1130), c.chance.uniform(480, 670)
        if ((x - 800) / 400) ** 2 + ((y - 575) / 130) ** 2 > 1:
            continue
        points = [(x + step * 46, y + math.sin(step * 1.3 + x) * 28) for step in range(-3, 4)]
        c.bend(points, "#d9c48d", 15)
        c.bend(points, c.chance.choice(["#fffaf0", "#f9efd6", "#fdf6e4"]), 11)
    for x, y, turn in ((640, 540, -18), (735, 520, 8), (690, 590, -4)):
        c.add(f'<g transform="rotate({turn} {x} {y})">')
        c.rect(x - 95, y - 28, 190, 56, "#a8563a", 24)
        c.rect(x - 85, y - 18, 170, 15, "#d99a72", 7)
        c.rect(x - 80, y + 8, 160, 8, "#7d3a26", 4)
        c.add("</g>")
    c.oval(985, 600, 104, 62, "#fffdf6")
    c.oval(992, 604, 50, 32, c.round("#ffd45e", "#f5a623"))
    for _ in range(95):
        angle, far = c.chance.uniform(0, 6.28), c.chance.random() ** 0.6
        x, y = 800 + math.cos(angle) * far * 370, 575 + math.sin(angle) * far * 130
        turn = c.chance.uniform(0, 180)
        c.oval(
            x,
            y,
            15,
            8,
            c.chance.choice(["#4f9a3c", "#6fb84a", "#357a32"]),
            f'transform="rotate({turn:.0f} {x:.0f} {y:.0f})"',
        )
        c.oval(x, y, 8, 3.6, "#c5e29a", f'transform="rotate({turn:.0f} {x:.0f} {y:.0f})"')
    for _ in range(26):
        angle, far = c.chance.uniform(0, 6.28), c.chance.uniform(0.3, 0.95)
        c.circle(
            800 + math.cos(angle) * far * 430,
            578 + math.sin(angle) * far * 165,
            c.chance.uniform(4, 13),
            "#d8452e",
            'opacity=".5"',
        )
    for shift in (0, 46):
        c.line([(1010 + shift, 470), (1560, 120 + shift * 0.9)], "#3a1d12", 22)
        c.line([(1010 + shift, 466), (1560, 114 + shift * 0.9)], "#a8623a", 7)
    soft = c.blur(17)
    for x in (560, 720, 880, 1020):
        points = [(x + 46 * math.sin(step * 0.9 + x), 470 - step * 62) for step in range(8)]
        c.bend(points, "#ffffff", 44, f'opacity=".3" filter="{soft}"')
    c.oval(230, 330, 150, 62, "#efe6d4")
    c.oval(230, 326, 118, 46, "#8f2a1c")
    for _ in range(60):
        c.circle(
            230 + c.chance.uniform(-95, 95),
            326 + c.chance.uniform(-30, 30),
            c.chance.uniform(3, 8),
            c.chance.choice(["#d8392c", "#e9642b", "#f0b64a"]),
        )
    c.vignette(0.5)


def inkstone(c: Canvas) -> None:
    c.rect(0, 0, 1600, 1067, c.down("#c9ab7c", "#a8824f", "#7d5a33"))
    for _ in range(70):
        y = c.chance.uniform(0, 1067)
        c.bend(
            [(-20, y), (520, y + c.chance.uniform(-22, 22)), (1100, y + c.chance.uniform(-22, 22)), (1640, y)],
            "#6d4a28",
            c.chance.uniform(1, 4),
            'opacity=".25"',
        )
    c.poly([(60, 1080), (260, 120), (1640, 60), (1640, 1080)], "#f7f1e0")
    c.poly([(260, 120), (1640, 60), (1640, 90), (258, 150)], "#e3d8bd")
    c.add(
        '<text x="1380" y="420" font-family="Noto Serif CJK SC" font-weight="700" font-size="150" fill="#2a2623" opacity=".88" transform="rotate(-3 1380 420)">溪</text>'
    )
    c.add(
        '<text x="1370" y="610" font-family="Noto Serif CJK SC" font-weight="700" font-size="150" fill="#2a2623" opacity=".8" transform="rotate(-3 1370 610)">石</text>'
    )
    c.rect(1420, 660, 56, 56, "#b8302a", 6)
    c.oval(760, 780, 560, 190, "#2a1a0e", f'opacity=".5" filter="{c.blur(24)}"')
    outline = [
        (230, 560),
        (330, 350),
        (560, 250),
        (820, 240),
        (1060, 300),
        (1230, 460),
        (1250, 640),
        (1120, 800),
        (860, 870),
        (560, 860),
        (330, 770),
    ]
    c.blob([(x, y + 50) for x, y in outline], "#161d20")
    c.blob(outline, c.down("#6b8583", "#46605f", "#2f4445"))
    c.blob(
        [(x + (740 - x) * 0.06, y + (560 - y) * 0.06) for x, y in outline],
        "none",
        'stroke="#8fa9a3" stroke-width="4" opacity=".6"',
    )
    c.blob(
        [(340, 560), (440, 420), (640, 370), (780, 470), (760, 650), (640, 760), (450, 730)],
        c.down("#1f2d30", "#3d5455"),
    )
    c.blob(
        [(370, 565), (455, 450), (610, 410), (700, 500), (690, 630), (610, 700), (460, 690)],
        c.round("#0d1214", "#161f22", "#26373a"),
    )
    c.path("M430 520Q520 440 640 470", "none", 'stroke="#9fc0bf" stroke-width="7" opacity=".5" stroke-linecap="round"')
    leaf = [
        (820, 420),
        (930, 330),
        (1090, 360),
        (1180, 480),
        (1180, 620),
        (1070, 720),
        (920, 730),
        (820, 640),
        (850, 530),
    ]
    c.blob([(x + 6, y + 10) for x, y in leaf], "#22322f")
    c.blob(leaf, c.down("#86a58f", "#57796a"))
    for angle in range(0, 360, 30):
        a = math.radians(angle)
        c.bend(
            [
                (1005, 535),
                (1005 + 70 * math.cos(a), 535 + 68 * math.sin(a) + 6),
                (1005 + 140 * math.cos(a), 535 + 150 * math.sin(a)),
            ],
            "#3a5a4e",
            4,
        )
    c.circle(1005, 535, 14, "#3a5a4e")
    for x, y, face, turn in ((610, 310, 1, -8), (560, 800, -1, 6)):
        c.add(f'<g transform="translate({x} {y}) rotate({turn}) scale({face} 1)">')
        c.path(
            "M-110 0Q-40 -46 60 -18Q100 -4 112 4Q96 16 60 24Q-40 46 -110 0Z",
            "#8fa99d",
            'stroke="#2a3d3b" stroke-width="3"',
        )
        c.path("M-100 0L-160 -40Q-146 0 -160 40Z", "#7d998e", 'stroke="#2a3d3b" stroke-width="3"')
        c.circle(76, -2, 6, "#1d2a29")
        for a in range(-70, 50, 24):
            c.path(f"M{a} -20q16 20 0 40", "none", 'stroke="#4d6b62" stroke-width="3"')
        c.add("</g>")
    c.bend([(430, 262), (520, 420), (640, 560), (700, 690), (830, 868)], "#101718", 3, 'opacity=".55"')
    c.add('<g transform="rotate(-24 1180 880)">')
    c.rect(900, 850, 560, 26, c.down("#d9b36a", "#8a5f2c"), 12)
    c.poly([(900, 846), (900, 880), (790, 866)], "#2a2623")
    c.rect(890, 844, 34, 38, "#4a3020", 5)
    c.add("</g>")
    c.add('<g transform="rotate(14 330 950)">')
    c.rect(190, 920, 300, 74, c.down("#2a2c30", "#111214"), 8)
    c.add(
        '<text x="340" y="972" font-family="Noto Serif CJK SC" font-weight="700" font-size="40" fill="#d9b35a" text-anchor="middle" letter-spacing="12">松烟</text></g>'
    )
    c.glow(420, 180, 620, "#fff2cf", 0.4)
    c.vignette(0.42)


def concert(c: Canvas) -> None:
    c.sky("#0f1633", "#2a2556", "#6d3d68")
    for _ in range(110):
        c.circle(
            c.chance.uniform(0, 1600), c.chance.uniform(0, 420), c.chance.uniform(0.8, 2), "#ffffff", 'opacity=".6"'
        )
    c.hills(560, 150, 420, "#241f48", "#3a2d58")
    c.rect(270, 190, 1060, 30, "#15121f")
    for x in (280, 1300):
        c.rect(x, 190, 22, 480, "#15121f")
        for y in range(210, 660, 44):
            c.line([(x, y), (x + 22, y + 44)], "#3a3450", 3)
    c.path("M300 660L300 300Q800 130 1300 300L1300 660Z", c.down("#3b2a58", "#8a4a5c", "#e0915e"))
    for step in range(7):
        c.path(
            f"M{300 + step * 60} 660L{300 + step * 60} {330 + step * 30}Q800 {180 + step * 46} {1300 - step * 60} {330 + step * 30}L{1300 - step * 60} 660",
            "none",
            'stroke="#ffd9a0" stroke-width="2.5" opacity=".35"',
        )
    for x, lean, tone in ((380, 240, "#ffd98a"), (620, 90, "#ff9f8a"), (980, -90, "#9fb8ff"), (1220, -240, "#ffd98a")):
        c.poly(
            [(x - 8, 215), (x + 8, 215), (x + lean + 110, 680), (x + lean - 110, 680)],
            c.down(f"{tone}@.65", f"{tone}@0"),
            'style="mix-blend-mode:screen"',
        )
        c.circle(x, 212, 14, "#fff7e0")
    c.rect(240, 655, 1120, 70, c.down("#5d3a3c", "#2a1c28"))
    c.glow(800, 560, 560, "#ffd9a0", 0.6)
    for row, (y, size, count) in enumerate(((600, 130, 9), (655, 160, 7))):
        for number in range(count):
            x = 800 + (number - (count - 1) / 2) * (104 + row * 22)
            if row == 1 and number == count // 2:
                continue
            face = 1 if x < 800 else -1
            hands = c.person(x, y, size, "sit", "#1c1826", "#15121c", "#d9a98a", "#120f16", face=face)
            a, b = hands["hand1"]
            if (number + row) % 3 == 0:
                c.oval(
                    a - face * 2,
                    b + 6,
                    size * 0.1,
                    size * 0.2,
                    "#b5652d",
                    f'transform="rotate({face * 12} {a:.0f} {b:.0f})"',
                )
                c.line([(a, b - size * 0.15), (a - face * size * 0.08, b - size * 0.42)], "#5a2f14", 5)
                c.line([(a - size * 0.22, b - 4), (a + size * 0.2, b + 8)], "#f4e3c0", 2.5)
            else:
                c.line(
                    [(a - face * size * 0.12, b - size * 0.2), (a + face * size * 0.16, b - size * 0.3)], "#b5652d", 11
                )
                c.line([(a - face * 10, b - size * 0.38), (a + face * 34, b - size * 0.08)], "#f4e3c0", 2.5)
    c.rect(750, 640, 100, 26, "#3a2430", 4)
    c.person(800, 648, 215, "reach", "#0f0d16", "#0f0d16", "#d9a98a", "#120f16")
    c.rect(0, 725, 1600, 350, c.down("#2c2440", "#120f20"))
    for row in range(6):
        y, s = 770 + row * 62, 26 + row * 9
        for x in range(-30 + (row % 2) * 40, 1640, 62 + row * 16):
            a = x + c.chance.uniform(-12, 12)
            tone = mix(c.chance.choice(CLOTHES), "#120f20", 0.62 + row * 0.05)
            c.circle(a, y - s * 0.9, s * 0.62, mix("#3a2a30", "#0c0a14", row / 6))
            c.path(
                f"M{a - s * 1.15:.0f} {y + s * 1.3:.0f}Q{a - s:.0f} {y - s * 0.25:.0f} {a:.0f} {y - s * 0.25:.0f}Q{a + s:.0f} {y - s * 0.25:.0f} {a + s * 1.15:.0f} {y + s * 1.3:.0f}Z",
                tone,
            )
    for start, end, dip in (((0, 130), (300, 200), 90), ((1320, 200), (1600, 110), 90)):
        for step in range(12):
            t = step / 11
            x, y = start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t + dip * math.sin(t * math.pi)
            c.circle(x, y, 6, "#ffe9b0")
            c.glow(x, y, 34, "#ffcf70", 0.7)
    c.vignette(0.45)


def museum(c: Canvas) -> None:
    c.rect(0, 0, 1600, 1067, c.down("#2b2a30", "#4a423c", "#6d5a48"))
    c.rect(0, 730, 1600, 350, c.down("#7d6650", "#4a3c30"))
    for x in (130, 510, 890, 1270):
        c.poly([(x + 70, 0), (x + 130, 0), (x + 290, 720), (x - 90, 720)], c.down("#fff0c8@.5", "#fff0c8@0"))
        c.rect(x + 74, 0, 52, 26, "#17161a", 5)
    c.add(
        '<text x="800" y="170" font-family="Noto Serif CJK SC" font-weight="700" font-size="84" fill="#e6cf9e" text-anchor="middle" letter-spacing="30">石上春秋</text>'
    )
    c.rect(690, 200, 220, 4, "#e6cf9e")
    for number, x in enumerate((60, 440, 820, 1200)):
        c.rect(x, 300, 330, 400, c.down("#fdf3d8", "#e9d6ab"), 4, 'opacity=".95"')
        c.rect(x, 300, 330, 400, "none", 4, 'stroke="#c9d6d6" stroke-width="5"')
        c.poly([(x + 20, 700), (x + 130, 300), (x + 190, 300), (x + 80, 700)], "#ffffff", 'opacity=".22"')
        c.rect(x - 14, 690, 358, 130, c.down("#5a4636", "#32271f"), 4)
        c.rect(x + 60, 570, 210, 124, c.down("#8f7658", "#5d4a38"))
        middle = x + 165
        if number == 0:
            c.path(
                f"M{middle - 46} 570Q{middle - 86} 500 {middle - 30} 440L{middle - 34} 400L{middle + 34} 400L{middle + 30} 440Q{middle + 86} 500 {middle + 46} 570Z",
                c.down("#e9f0ee", "#8fb3b8"),
            )
            c.path(f"M{middle - 60} 500Q{middle} 530 {middle + 60} 500", "none", 'stroke="#2f6a9f" stroke-width="8"')
        elif number == 1:
            c.oval(middle, 540, 96, 36, "#2c3a3c")
            c.oval(middle, 530, 92, 32, "#5d7776")
            c.oval(middle - 16, 530, 52, 18, "#1b2628")
        elif number == 2:
            c.rect(middle - 62, 430, 124, 84, c.down("#8aa39a", "#4a6058"), 8)
            for leg in (-46, 46):
                c.rect(middle + leg - 9, 510, 18, 60, "#4a6058")
            for ear in (-54, 54):
                c.rect(middle + ear - 8, 396, 16, 40, "#5d776c", 6)
            c.line([(middle - 50, 470), (middle + 50, 470)], "#2f423c", 6)
        else:
            c.circle(middle, 490, 78, c.round("#cfe3d6", "#8fb59f", "#5d8a72"))
            c.circle(middle, 490, 27, "#e9d6ab")
        c.rect(x + 120, 720, 90, 40, "#e9dcbc", 3)
        for line in range(3):
            c.line([(x + 130, 731 + line * 9), (x + 196 - line * 12, 731 + line * 9)], "#8a7858", 2)
    for x, y, s, top, pose, face in (
        (330, 950, 400, "#33586f", "stand", 1),
        (440, 945, 270, "#e0a63c", "reach", 1),
        (800, 960, 420, "#8f4a42", "stand", -1),
        (930, 955, 410, "#5f7d52", "stand", 1),
        (1080, 960, 400, "#2f3f55", "walk", 1),
        (1400, 965, 420, "#7a4a66", "tend", -1),
    ):
        c.oval(x, y + 3, s * 0.16, s * 0.022, "#1a140f", 'opacity=".55"')
        c.person(x, y, s, pose, mix(top, "#1a1714", 0.25), "#22201f", "#c99a78", face=face)
    c.vignette(0.48)


def stadium(c: Canvas) -> None:
    c.sky("#18244d", "#44508a", "#c9817a", "#f3b77e")
    for x, y, size in ((280, 210, 180), (1250, 160, 220), (800, 300, 150)):
        c.cloud(x, y, size, "#f2a98a", 0.35)
    for x in range(-20, 1620, 96):
        c.tower(x, 640, c.chance.uniform(50, 84), c.chance.uniform(60, 170), "#3d3f6b", ["#ffd98a"], 0.25, 15)
    for x in (210, 1390):
        c.line([(x, 640), (x, 210)], "#232846", 12)
        c.rect(x - 60, 180, 120, 56, "#232846", 6)
        for a in range(-44, 50, 22):
            for b in (196, 220):
                c.circle(x + a, b, 8, "#fffbe8")
        c.glow(x, 208, 260, "#fff3cf", 0.8)
    c.glow(800, 420, 560, "#ffe0a0", 0.7)
    c.path("M220 660Q230 470 420 400Q800 290 1180 400Q1370 470 1380 660Z", c.down("#e9ecf2", "#b9c2d6", "#7f88a8"))
    for step in range(23):
        t = step / 22
        x = 240 + t * 1120
        top = 660 - 330 * math.sin((0.12 + t * 0.76) * math.pi) ** 0.8
        c.line([(x, 660), (800 + (x - 800) * 0.9, top)], "#5d678c", 3)
    c.path("M300 470Q800 330 1300 470Q1240 400 1140 372Q800 290 460 372Q360 400 300 470Z", "#fdfdfb")
    c.path("M330 460Q800 340 1270 460L1280 490Q800 376 320 490Z", "#d8452e")
    for step in range(18):
        x = 270 + step * 60
        c.rect(x, 560, 42, 84, c.down("#fff0c0", "#ffc970"), 6)
    c.rect(640, 520, 320, 140, c.down("#2d3560", "#1d2345"), 8)
    c.add(
        '<text x="800" y="585" font-family="Noto Sans CJK SC" font-weight="700" font-size="44" fill="#ffe9b8" text-anchor="middle" letter-spacing="6">砚溪市体育馆</text>'
    )
    for x in range(664, 940, 48):
        c.rect(x, 608, 34, 52, "#ffe7ad")
    c.rect(0, 656, 1600, 420, c.down("#a8808a", "#5a4a6b", "#2f2c4d"))
    c.poly([(700, 660), (900, 660), (1300, 1080), (300, 1080)], c.down("#ffe0a8@.75", "#ffe0a8@.05"))
    for step in range(9):
        t = (step / 8) ** 1.8
        c.line([(-20, 662 + t * 410), (1620, 662 + t * 410)], "#2f2c4d", 1 + 2 * t, 'opacity=".4"')
    for x in range(120, 1500, 44):
        c.person(
            x,
            690 + c.chance.uniform(-6, 26),
            c.chance.uniform(58, 74),
            "walk",
            mix(c.chance.choice(CLOTHES), "#2f2c4d", 0.3),
            "#22223a",
            face=1 if x < 800 else -1,
        )
    for x, y, s, top, face in (
        (520, 960, 260, "#fbf8ef", 1),
        (600, 965, 170, "#d8452e", 1),
        (1080, 930, 240, "#2f4a7a", -1),
        (1170, 935, 250, "#e0a63c", -1),
    ):
        c.oval(x, y + 4, s * 0.2, s * 0.025, "#17152c", 'opacity=".5"')
        c.person(x, y, s, "walk", mix(top, "#3a3050", 0.25), "#201e33", "#c9967a", face=face)
    for x in (60, 1540):
        c.tree(x, 780, 330, "#2b3b52", "#3d5560", "#5a7468")
    c.vignette(0.4)


def bookshop(c: Canvas) -> None:
    c.rect(0, 0, 1600, 1067, c.down("#4a4f5c", "#6d665f", "#8a7860"))
    for x in (-20, 1180):
        c.rect(x, 0, 440, 900, c.down("#7d6a55", "#5a4a3b"))
        for row in range(16):
            for column in range(7):
                c.rect(
                    x + column * 66 + (row % 2) * 30 - 20,
                    row * 56,
                    62,
                    52,
                    mix("#8a7660", "#5a4a3b", c.chance.random()),
                    3,
                )
    c.rect(1260, 260, 280, 420, "#3a2d24", 4)
    c.rect(1280, 280, 240, 380, c.down("#4d5a63", "#2f3940"), 3)
    c.add(
        '<text x="1400" y="226" font-family="Noto Serif CJK SC" font-weight="700" font-size="56" text-anchor="middle" fill="#e6d3ac">裁缝铺</text>'
    )
    c.path("M1330 640L1350 430Q1400 400 1450 430L1470 640Z", "#8f4a5a", 'opacity=".75"')
    c.rect(360, 60, 860, 900, "#5a3622", 6)
    c.rect(390, 200, 800, 740, c.down("#ffdf9a", "#f2b660", "#c9843a"))
    c.glow(790, 460, 560, "#fff0c0", 0.7)
    books = ["#b8372c", "#2f6a7c", "#e2b23c", "#5f7d52", "#f2e6cc", "#7a4a66", "#33486b", "#d8722f", "#8f5a38"]
    for shelf in range(6):
        y = 220 + shelf * 104
        c.rect(400, y + 88, 780, 11, "#6b3f22")
        x = 406.0
        while x < 1170:
            wide, tall = c.chance.uniform(11, 24), c.chance.uniform(56, 84)
            if c.chance.random() < 0.05:
                x += 30
                continue
            c.rect(x, y + 88 - tall, wide, tall, mix(c.chance.choice(books), "#7a4318", c.chance.uniform(0.05, 0.3)), 1)
            x += wide + 1.5
    for x in (400, 660, 920, 1172):
        c.rect(x - 5, 200, 11, 740, "#6b3f22")
    c.rect(360, 80, 860, 116, c.down("#3d2416", "#2a170d"), 4)
    c.add(
        '<text x="790" y="166" font-family="Noto Serif CJK SC" font-weight="700" font-size="84" text-anchor="middle" fill="#f0cf86" letter-spacing="34">半窗书店</text>'
    )
    c.line([(790, 196), (790, 290)], "#2a170d", 4)
    c.path("M720 330Q735 276 790 276Q845 276 860 330Z", "#2f6a5c")
    c.oval(790, 332, 60, 14, "#fffbe0")
    c.glow(790, 350, 330, "#fff3c4", 0.8)
    c.person(890, 900, 420, "tend", "#33586f", "#2b2a2c", face=-1, hair="#8a8580")
    c.rect(640, 690, 460, 260, c.down("#8a5530", "#5a3520"), 6)
    c.rect(620, 672, 500, 28, "#a86b3c", 6)
    for x, count in ((680, 4), (980, 5), (1060, 3)):
        for number in range(count):
            c.rect(x - 44 + c.chance.uniform(-5, 5), 656 - number * 17, 88, 15, c.chance.choice(books), 2)
    c.poly([(790, 668), (840, 650), (890, 668), (886, 640), (840, 624), (794, 640)], "#fdf6e3")
    c.person(520, 960, 470, "reach", "#c8553d", "#2f3a44", face=-1)
    c.person(440, 965, 300, "stand", "#e0a63c", "#3f5f7a", face=1)
    c.rect(0, 945, 1600, 135, c.down("#8f8474", "#5d564d"))
    for row in range(3):
        for column in range(11):
            c.rect(
                column * 160 - (row % 2) * 70, 948 + row * 42, 154, 38, mix("#a3978a", "#6b6259", c.chance.random()), 4
            )
    c.oval(790, 985, 470, 34, "#ffd98a", 'opacity=".35"')
    c.rect(230, 730, 110, 220, "#6b4526", 6)
    c.rect(242, 745, 86, 120, "#2c3a34", 3)
    for row in range(4):
        c.line([(254, 768 + row * 24), (314 - row * 9, 768 + row * 24)], "#e9e3cf", 4)
    for x in (1130, 1215):
        c.rect(x, 880, 62, 74, "#a8563a", 6)
        for _ in range(14):
            a = x + 31 + c.chance.uniform(-26, 26)
            b = 850 + c.chance.uniform(-60, 25)
            c.oval(
                a,
                b,
                9,
                30,
                c.chance.choice(["#3f7a48", "#5f9a55", "#2f6338"]),
                f'transform="rotate({c.chance.uniform(-50, 50):.0f} {a:.0f} {b:.0f})"',
            )
    c.vignette(0.42)
