"""The drawn scenes of river, hills and fields."""

import math

from .brush import Canvas


def river_bridge(c: Canvas) -> None:
    c.sky("#6fa3c4", "#bcd6dc", "#f7dfb8", "#f3c48e")
    c.sun(1130, 470, 46, "#fff3d0", "#ffd48a")
    c.cloud(330, 190, 130, "#ffffff", 0.55)
    c.cloud(900, 130, 170, "#ffffff", 0.4)
    mark = len(c.parts)
    c.hills(640, 210, 420, "#9db6bd", "#d9cbb0")
    c.hills(660, 130, 300, "#6f929c", "#b9bda6")
    c.mist(640, 150, "#fff1d6", 0.75)
    for x in range(40, 1600, 46):
        c.tower(x, 668, c.chance.uniform(22, 40), c.chance.uniform(20, 95), "#7f98a0", ["#fff0c8"], 0.12, 11)
    deck = 610
    for pylon in (520, 1090):
        for side in (-1, 1):
            for step in range(1, 15):
                c.line(
                    [(pylon, 235 + step * 13), (pylon + side * step * 33, deck - 2)], "#f4efe4", 2.2, 'opacity=".85"'
                )
        for side in (-1, 1):
            c.poly(
                [(pylon + side * 5, 215), (pylon + side * 13, 215), (pylon + side * 40, 720), (pylon + side * 24, 720)],
                c.down("#f6efe2", "#a5907a"),
            )
        c.rect(pylon - 20, 360, 40, 12, "#d9cbb7")
        c.rect(pylon - 30, deck + 14, 60, 14, "#b5a38f")
        c.circle(pylon, 208, 6, "#d8452e")
    c.poly([(-20, deck), (1620, deck - 8), (1620, deck + 12), (-20, deck + 22)], c.down("#e9dcc8", "#8d7c6b"))
    c.line([(-20, deck - 9), (1620, deck - 17)], "#8d7c6b", 2.5)
    for x in range(60, 1600, 128):
        c.rect(
            x + c.chance.uniform(0, 60),
            deck - 17 - x * 0.005,
            30,
            12,
            c.chance.choice(["#c64b36", "#f3f0ea", "#3e6b86", "#e2b04a"]),
            4,
        )
    c.water(690, "#e9c79a", "#86a7ad", "#33606f", ripples=0)
    c.mirrored(mark, 690, 0.42, 0.72)
    c.ripples(690, "#fff4dc", 190, 0.4)
    c.glow(1130, 800, 260, "#ffd48a", 0.5)
    boat(c, 690, 880, 1.1)
    c.hills(1090, 60, 210, "#23434a", "#1b3238")
    c.grass(1068, 130, 120, "#2f5b50", "#3d6c58", "#1e3d3c")
    c.vignette()


def boat(c: Canvas, x: float, y: float, s: float) -> None:
    """A sampan with a boatman."""
    c.oval(x + 70 * s, y + 30 * s, 150 * s, 9 * s, "#0e2b33", 'opacity=".35"')
    c.person(x - 45 * s, y + 8 * s, 105 * s, "tend", "#2d5a6b", "#33312e", hat="straw")
    c.line([(x - 15 * s, y - 46 * s), (x - 105 * s, y + 42 * s)], "#5b4331", 5 * s)
    c.path(f"M{x + 5 * s} {y}Q{x + 75 * s} {y - 82 * s} {x + 150 * s} {y}Z", "#7c5f3d")
    for step in range(1, 6):
        a = x + 5 * s + step * 24 * s
        c.line([(a, y), (a, y - 34 * s)], "#5e4527", 2)
    c.path(
        f"M{x - 100 * s} {y - 12 * s}Q{x + 60 * s} {y + 18 * s} {x + 225 * s} {y - 20 * s}"
        f"Q{x + 170 * s} {y + 34 * s} {x + 40 * s} {y + 34 * s}Q{x - 60 * s} {y + 30 * s} {x - 100 * s} {y - 12 * s}Z",
        c.down("#5d3f28", "#2c1d14"),
    )


def ferry(c: Canvas) -> None:
    c.sky("#a9c3cf", "#dfe6e2", "#f5e6cf")
    c.sun(360, 300, 44, "#fff8e6", "#ffe2b0")
    c.hills(560, 240, 460, "#b9cbd0", "#e3e2d8")
    c.hills(585, 150, 330, "#93aeb5", "#d8dcd4")
    c.mist(560, 170, "#ffffff", 0.85)
    for x in range(900, 1600, 52):
        c.tower(x, 590, c.chance.uniform(26, 44), c.chance.uniform(30, 120), "#a3b6bb", ["#fff4d8"], 0.15, 11)
    c.mist(585, 110, "#ffffff", 0.9)
    c.water(590, "#dfe5df", "#9fbcc0", "#4e7f8c", ripples=170, strength=0.45)
    mark = len(c.parts)
    hull = "M300 690L1230 690Q1330 688 1392 640L1330 780Q1318 800 1290 800L400 800Q350 800 335 765Z"
    c.path(hull, c.down("#ffffff", "#f1efe9", "#b8c4c8"))
    c.path("M318 735L1352 727L1342 752L328 762Z", "#1f5f97")
    c.rect(400, 560, 800, 132, c.down("#ffffff", "#dfe4e4"), 10)
    for x in range(430, 1160, 74):
        c.rect(x, 590, 54, 62, c.down("#35586b", "#7fa5b3"), 6)
        c.poly([(x + 8, 652), (x + 30, 590), (x + 44, 590), (x + 22, 652)], "#ffffff33")
    c.rect(380, 548, 850, 16, "#1f5f97", 6)
    c.rect(820, 440, 300, 110, c.down("#ffffff", "#e2e6e6"), 12)
    for x in range(838, 1080, 68):
        c.rect(x, 462, 56, 48, c.down("#2f5163", "#86aab6"), 5)
    c.rect(800, 428, 345, 15, "#1f5f97", 6)
    c.line([(960, 428), (960, 330)], "#e8e8e4", 8)
    c.line([(930, 360), (990, 360)], "#e8e8e4", 5)
    c.poly([(962, 335), (1030, 350), (962, 368)], "#c8392d")
    c.line([(300, 690), (300, 640), (395, 640)], "#e9ebe8", 5)
    for x in range(310, 400, 22):
        c.line([(x, 690), (x, 642)], "#e9ebe8", 3)
    for x, top in ((440, "#c8553d"), (500, "#3d6b62"), (560, "#e0a63c"), (700, "#40587a"), (760, "#9a4a62")):
        c.person(x, 552, 88, c.chance.choice(["stand", "stand", "walk"]), top)
    for x in (1195, 1245, 1290):
        c.circle(x, 712, 15, "none", 'stroke="#e0672f" stroke-width="8"')
    for x in range(0, 220, 20):
        c.person(450 + x * 3, 560, 2, "stand")
    c.mirrored(mark, 800, 0.3, 0.55)
    c.ripples(800, "#ffffff", 90, 0.5)
    c.path("M270 800Q800 770 1400 778Q1500 792 1590 830Q1200 815 900 822Q500 826 230 812Z", "#ffffff", 'opacity=".75"')
    c.path("M1340 770Q1420 772 1500 806Q1420 796 1345 800Z", "#ffffff", 'opacity=".9"')
    for x in (40, 120, 205):
        c.rect(x, 700, 26, 380, c.down("#5d4a3a", "#2c2620"), 4)
    c.poly([(-20, 735), (240, 735), (290, 790), (-20, 790)], c.down("#7b6650", "#43372b"))
    c.line([(-20, 690), (225, 690)], "#4e3f31", 7)
    c.birds(650, 250, 7, "#5b7078", 260)
    c.mist(700, 160, "#ffffff", 0.35)
    c.vignette(0.22)


def dock_dawn(c: Canvas) -> None:
    c.sky("#31476a", "#8a6f8c", "#e58f6a", "#ffd08a")
    c.sun(1060, 560, 62, "#fff0c4", "#ffb45e")
    for x, y, size in ((300, 210, 170), (720, 300, 120), (1330, 180, 200)):
        c.cloud(x, y, size, "#f7b58a", 0.35)
    c.hills(620, 180, 480, "#7c6486", "#d98f78")
    c.hills(630, 90, 300, "#5a4c72", "#a96f75")
    c.mist(622, 90, "#ffd9a8", 0.7)
    c.water(630, "#ffcf90", "#c97c6c", "#3c3f62", light="#ffe2b0", ripples=230, strength=0.42)
    c.glow(1060, 800, 330, "#ffb45e", 0.6)
    for step in range(26):
        y = 640 + step * 17
        wide = 40 + step * 6 * c.chance.uniform(0.5, 1.2)
        c.oval(1060 + c.chance.uniform(-18, 18), y, wide, 3.5, "#fff0c8", 'opacity=".6"')
    boat(c, 1210, 790, 0.95)
    dark = "#211d2c"
    c.poly([(-20, 760), (770, 742), (800, 770), (-20, 800)], c.down("#4a3c40", dark))
    c.poly([(-20, 798), (800, 770), (800, 792), (-20, 836)], dark)
    for x in range(30, 800, 128):
        c.rect(x, 790, 22, 300, dark)
        c.rect(x + 4, 690, 10, 90, dark)
    c.line([(30, 712), (760, 702)], dark, 7)
    c.path("M60 752L60 500L40 500Q180 400 330 500L310 500L310 748", "none", f'stroke="{dark}" stroke-width="13"')
    c.path("M15 505Q180 372 355 505Q180 440 15 505Z", dark)
    c.circle(186, 520, 13, "#ffd98a")
    c.glow(186, 520, 120, "#ffc870", 0.7)
    poses = [
        (120, "stand"),
        (170, "stand"),
        (255, "stand"),
        (395, "walk"),
        (470, "stand"),
        (560, "stand"),
        (640, "stand"),
    ]
    for x, pose in poses:
        tall = c.chance.uniform(150, 182)
        hands = c.person(
            x, 762 - x * 0.02, tall, pose, "#2c2636", "#1d1a26", "#5b4048", "#17141d", face=c.chance.choice([1, 1, -1])
        )
        if x in (170, 470, 640):
            a, b = hands["hand1"]
            c.rect(a - 17, b + 4, 34, 40, "#2a2230", 8)
    c.circle(700, 724, 27, "none", f'stroke="{dark}" stroke-width="6"')
    c.circle(764, 722, 27, "none", f'stroke="{dark}" stroke-width="6"')
    c.line([(700, 724), (722, 682), (752, 684), (764, 722), (728, 724), (722, 682)], dark, 6)
    c.line([(752, 684), (748, 664), (764, 660)], dark, 6)
    c.birds(620, 380, 6, "#3c3450", 220)
    c.vignette(0.4)


def rice_terraces(c: Canvas) -> None:
    c.sky("#8fb8cf", "#d6e5e2", "#f6ead0")
    c.cloud(380, 120, 150, "#ffffff", 0.8)
    c.cloud(1180, 160, 180, "#ffffff", 0.6)
    c.peaks(330, 230, 5, "#8aa7b3", "#c9d6cf")
    c.hills(380, 150, 380, "#6b9183", "#a9c0a4")
    c.mist(360, 140, "#ffffff", 0.85)
    levels = 15
    for level in range(levels):
        share = level / (levels - 1)
        base = 370 + 700 * share**1.25
        rise = 14 + 60 * share
        phase = level * 0.4
        top = []
        for x in range(-40, 1660, 20):
            t = x / 1600
            y = (
                base
                - rise * math.sin(t * 5.2 + phase)
                - rise * 0.6 * math.sin(t * 11 + phase * 1.7)
                - 90 * (t - 0.5) ** 2 * share
            )
            top.append((x, y))
        bank = 9 + 22 * share
        c.poly([*top, (1660, 1100), (-40, 1100)], c.chance.choice(["#4f7a3f", "#5b8645", "#456f3c"]))
        c.line(top, "#a9c26b", 3 + 4 * share)
        water = [(x, y + bank) for x, y in top]
        blend = ["#cfe3e6", "#bcd8dd", "#e8e2cc", "#a7cad2", "#dfe9dd"]
        c.poly(
            [*water, (1660, 1100), (-40, 1100)],
            c.down(c.chance.choice(blend), c.chance.choice(["#86aeb8", "#9abfc0", "#c9c9ae"])),
        )
        if share > 0.15:
            for _ in range(60):
                x = c.chance.randrange(len(water))
                a, b = water[x]
                b += c.chance.uniform(12, 12 + 50 * share)
                s = 3 + 9 * share
                c.path(
                    f"M{a:.0f} {b:.0f}l{-s * 0.4:.1f} {-s}M{a:.0f} {b:.0f}l0 {-s * 1.2:.1f}M{a:.0f} {b:.0f}l{s * 0.4:.1f} {-s}",
                    "none",
                    'stroke="#6f9a48" stroke-width="1.8"',
                )
    c.glow(1150, 600, 380, "#fff1c8", 0.35)
    ox(c, 560, 868)
    c.person(420, 872, 170, "tend", "#32566f", "#3b3a3a", hat="straw")
    c.line([(466, 778), (530, 840)], "#4d3826", 6)
    c.person(1190, 742, 92, "tend", "#a8503b", "#33383b", hat="straw")
    c.person(1265, 748, 90, "tend", "#efe9dc", "#33383b", face=-1, hat="straw")
    c.birds(900, 240, 5, "#5f7a80", 200)
    c.vignette(0.25)


def ox(c: Canvas, x: float, y: float) -> None:
    """A water buffalo, going right."""
    dark, light = "#3d3836", "#5a524d"
    for a in (20, 52, 150, 182):
        c.line([(x + a, y - 62), (x + a - 4, y)], dark, 19)
    c.blob(
        [
            (x, y - 92),
            (x + 60, y - 120),
            (x + 150, y - 122),
            (x + 208, y - 104),
            (x + 205, y - 62),
            (x + 120, y - 46),
            (x + 18, y - 50),
        ],
        light,
    )
    c.blob(
        [
            (x + 190, y - 112),
            (x + 238, y - 118),
            (x + 282, y - 84),
            (x + 268, y - 62),
            (x + 226, y - 74),
            (x + 194, y - 80),
        ],
        dark,
    )
    c.path(
        f"M{x + 232} {y - 116}Q{x + 200} {y - 158} {x + 158} {y - 142}Q{x + 198} {y - 138} {x + 220} {y - 108}Z",
        "#2a2523",
    )
    c.circle(x + 248, y - 96, 3, "#fff")
    c.bend([(x + 2, y - 90), (x - 16, y - 60), (x - 10, y - 30)], dark, 6)


def wind_turbines(c: Canvas) -> None:
    c.sky("#4f8fc0", "#a8cfe0", "#f0ead2")
    c.cloud(250, 180, 190, "#ffffff", 0.85)
    c.cloud(760, 110, 150, "#ffffff", 0.6)
    c.cloud(1300, 240, 210, "#ffffff", 0.8)
    c.hills(700, 90, 520, "#8fb0b8", "#c4d3c8")
    c.water(700, "#d7e6e0", "#7fb0bd", light="#ffffff", ripples=90, strength=0.5)
    spots = [
        (1440, 705, 0.26, 10),
        (1290, 708, 0.33, 47),
        (1120, 714, 0.42, 82),
        (930, 722, 0.54, 25),
        (690, 738, 0.72, 65),
        (350, 775, 1.05, 14),
    ]
    for x, y, s, turn in spots:
        turbine(c, x, y, s, turn)
    c.hills(840, 60, 420, "#a3b765", "#6d8f43")
    c.hills(930, 70, 300, "#87a350", "#4c7237")
    c.grass(985, 200, 90, "#c9b567", "#a89a4f", "#86963f")
    c.path("M900 1080Q1010 950 1200 900Q1300 872 1330 850Q1290 880 1230 920Q1120 980 1120 1080Z", "#e3d6ac")
    c.person(1130, 935, 90, "walk", "#d8622f", "#2d3640", hat="#f1c232")
    c.person(1180, 930, 92, "walk", "#2f6ea0", "#2d3640", hat="#f1f1ee")
    c.grass(1080, 160, 190, "#5d7a34", "#7c8f3c", "#44652c", "#b7a758")
    c.birds(1050, 480, 7, "#3f5a66", 280)
    c.vignette(0.22)


def turbine(c: Canvas, x: float, y: float, s: float, turn: float) -> None:
    hub = y - 560 * s
    c.poly(
        [(x - 12 * s, y), (x - 5 * s, hub), (x + 5 * s, hub), (x + 12 * s, y)], c.down("#ffffff", "#c7d2d6", x=1, y=0)
    )
    for blade in range(3):
        angle = math.radians(turn + blade * 120)
        ux, uy = math.sin(angle), -math.cos(angle)
        tip = (x + ux * 300 * s, hub + uy * 300 * s)
        side = (-uy * 15 * s, ux * 15 * s)
        bulge = (x + ux * 70 * s + side[0], hub + uy * 70 * s + side[1])
        c.path(
            f"M{x:.1f} {hub:.1f}L{bulge[0]:.1f} {bulge[1]:.1f}L{tip[0]:.1f} {tip[1]:.1f}Z",
            "#fbfcfb",
            'stroke="#b9c6cb" stroke-width="1"',
        )
    c.circle(x, hub, 13 * s, "#e4e9ea")


def tea_hill(c: Canvas) -> None:
    c.sky("#b7d3d4", "#e9eddc", "#f6eccb")
    c.sun(1250, 210, 50, "#fffbe8", "#fff0b8")
    c.peaks(420, 280, 4, "#9dbbb8", "#d5dfd0")
    c.hills(470, 170, 420, "#7fa691", "#bcd0b4")
    c.mist(450, 150, "#ffffff", 0.9)
    slopes = [(560, 120, 470, "#5f9158", 9), (700, 170, 620, "#4b8347", 15), (900, 230, 760, "#3a7340", 26)]
    for base, rise, length, green, thick in slopes:
        ridge = c.hills(base, rise, length, green, "#2d5a35")
        for row in range(1, 16):
            drop = row * thick * 2.0
            line = [(x, y + drop + 8 * math.sin(x / 90 + row)) for x, y in ridge]
            c.bend(line[::3], "#27502f", thick * 1.25, 'opacity=".8"')
            c.bend([(x, y - thick * 0.25) for x, y in line[::3]], mix_green(row), thick * 0.75)
            c.bend([(x, y - thick * 0.5) for x, y in line[::3]], "#b9d46f", thick * 0.2, 'opacity=".75"')
        c.mist(base - 40, 100, "#f7f8e8", 0.5)
    for x, y, s, top in (
        (420, 800, 120, "#c84f3c"),
        (560, 812, 118, "#e8e2d2"),
        (1080, 748, 92, "#3f6f9c"),
        (1175, 756, 94, "#d88a3a"),
        (980, 935, 165, "#b8435a"),
    ):
        c.person(x, y, s, "tend", top, "#33403a", hat="straw", face=1 if x % 40 else -1)
        c.oval(x - s * 0.22, y - s * 0.42, s * 0.13, s * 0.15, "#a97d45")
    c.mist(560, 120, "#ffffff", 0.35)
    c.vignette(0.25)


def mix_green(row: int) -> str:
    return ("#6fa352", "#7fb056", "#659a4d")[row % 3]


def dragon_boats(c: Canvas) -> None:
    c.sky("#7fb5cf", "#c9e2e0", "#f6ecd2")
    c.cloud(300, 120, 160, "#ffffff", 0.7)
    c.cloud(1200, 150, 200, "#ffffff", 0.7)
    c.hills(330, 150, 420, "#7fa79a", "#b6cdb4")
    c.hills(370, 70, 260, "#4f8468", "#86ab7c")
    for x in range(0, 1600, 30):
        c.person(
            x + c.chance.uniform(-9, 9),
            398,
            c.chance.uniform(42, 54),
            "clap",
            c.chance.choice(["#c8553d", "#e0b13f", "#3d6b92", "#efe7d8", "#7c4a72", "#3f7d62"]),
        )
    c.rect(0, 392, 1600, 16, c.down("#b9ab8d", "#7d745f"))
    for x in range(20, 1600, 130):
        c.line([(x, 400), (x, 280)], "#6d5a45", 4)
        c.poly([(x, 282), (x + 52, 296), (x, 316)], c.chance.choice(["#d23a2c", "#e7b23c", "#2f7fa8", "#3d9a6b"]))
    c.water(405, "#bfdcd6", "#5fa3a8", "#1f5f70", ripples=260, strength=0.4)
    for x, y, s, body, team in (
        (520, 520, 0.62, "#2f7a5c", "#e8dfcf"),
        (190, 680, 0.9, "#c5362b", "#f3c64a"),
        (-20, 900, 1.25, "#e2a52e", "#c43c34"),
    ):
        dragon_boat(c, x, y, s, body, team)
    c.vignette(0.28)


def dragon_boat(c: Canvas, x: float, y: float, s: float, body: str, team: str) -> None:
    long = 1020 * s
    c.oval(x + long * 0.5, y + 44 * s, long * 0.56, 17 * s, "#0f3d49", 'opacity=".35"')
    for number in range(9):
        a = x + 150 * s + number * 78 * s
        c.line([(a + 58 * s, y - 84 * s), (a + 22 * s, y + 46 * s)], "#6b4526", 7 * s)
        c.person(a, y + 22 * s, 205 * s, "paddle", team if number % 2 else mix_team(team), "#29323a")
        c.oval(a + 20 * s, y + 48 * s, 32 * s, 8 * s, "#ffffff", 'opacity=".85"')
        for _ in range(7):
            c.circle(
                a + c.chance.uniform(-25, 45) * s,
                y + c.chance.uniform(10, 45) * s,
                c.chance.uniform(2, 5) * s,
                "#ffffff",
                'opacity=".9"',
            )
    c.person(x + 870 * s, y + 8 * s, 190 * s, "clap", "#f2ead8", "#29323a", face=-1)
    c.oval(x + 838 * s, y - 50 * s, 40 * s, 15 * s, "#f2e3c4")
    c.poly(
        [(x + 798 * s, y - 50 * s), (x + 878 * s, y - 50 * s), (x + 868 * s, y + 5 * s), (x + 808 * s, y + 5 * s)],
        "#b8302a",
    )
    c.person(x + 50 * s, y + 4 * s, 175 * s, "stand", "#2d4a66", "#29323a")
    c.line([(x + 70 * s, y - 82 * s), (x - 60 * s, y + 55 * s)], "#6b4526", 9 * s)
    c.path(
        f"M{x} {y - 34 * s}Q{x + 40 * s} {y - 2 * s} {x + 120 * s} {y}L{x + 930 * s} {y}Q{x + 1010 * s} {y - 6 * s} {x + 1035 * s} {y - 60 * s}"
        f"Q{x + 1052 * s} {y + 10 * s} {x + 960 * s} {y + 46 * s}L{x + 90 * s} {y + 46 * s}Q{x + 10 * s} {y + 30 * s} {x} {y - 34 * s}Z",
        c.down(body, "#3a1d18"),
    )
    for number in range(26):
        a = x + (95 + number * 34) * s
        c.path(
            f"M{a:.0f} {y + 8 * s:.0f}q{17 * s:.0f} {24 * s:.0f} {34 * s:.0f} 0",
            "none",
            f'stroke="#f5d77a" stroke-width="{3.4 * s:.1f}"',
        )
    hx, hy = x + 1035 * s, y - 62 * s
    c.path(
        f"M{hx - 48 * s} {hy + 62 * s}Q{hx - 38 * s} {hy - 20 * s} {hx + 2 * s} {hy - 62 * s}Q{hx + 52 * s} {hy - 90 * s} {hx + 112 * s} {hy - 48 * s}"
        f"L{hx + 66 * s} {hy - 34 * s}L{hx + 118 * s} {hy - 18 * s}Q{hx + 70 * s} {hy + 2 * s} {hx + 40 * s} {hy + 2 * s}Q{hx + 18 * s} {hy + 32 * s} {hx + 12 * s} {hy + 66 * s}Z",
        body,
    )
    c.path(
        f"M{hx + 8 * s} {hy - 60 * s}Q{hx - 14 * s} {hy - 112 * s} {hx - 62 * s} {hy - 122 * s}Q{hx - 30 * s} {hy - 86 * s} {hx - 20 * s} {hy - 44 * s}Z",
        "#f5d77a",
    )
    for step in range(4):
        a, b = hx - (26 + step * 6) * s, hy + (-18 + step * 24) * s
        c.path(f"M{a} {b}q{-40 * s} {-6 * s} {-52 * s} {18 * s}q{26 * s} {2 * s} {48 * s} {6 * s}Z", "#e9502f")
    c.circle(hx + 42 * s, hy - 50 * s, 10 * s, "#ffffff")
    c.circle(hx + 45 * s, hy - 50 * s, 5 * s, "#161616")
    c.bend([(hx + 92 * s, hy - 44 * s), (hx + 128 * s, hy - 66 * s), (hx + 150 * s, hy - 46 * s)], "#f5d77a", 4 * s)
    c.path(
        f"M{x + 4 * s} {y - 30 * s}Q{x - 50 * s} {y - 60 * s} {x - 42 * s} {y - 128 * s}Q{x - 6 * s} {y - 90 * s} {x + 44 * s} {y - 6 * s}Z",
        body,
    )


def mix_team(colour: str) -> str:
    return {"#e8dfcf": "#cfc4b0", "#f3c64a": "#e5b231", "#c43c34": "#b02f2a"}[colour]


def park_lake(c: Canvas) -> None:
    c.sky("#9cc7d6", "#dcebe3", "#f8efcf")
    c.sun(420, 260, 46, "#fffbe6", "#ffeeb4")
    mark = len(c.parts)
    c.hills(470, 130, 430, "#9ebfb4", "#cbdcc6")
    for x in range(20, 1620, 74):
        c.tree(x + c.chance.uniform(-20, 20), 540, c.chance.uniform(110, 190), "#4d7d58", "#6a9a66", "#93b978")
    pavilion(c, 1010, 540, 1.0)
    c.mist(535, 70, "#ffffff", 0.5)
    c.water(540, "#d6e8dc", "#96bfba", "#4d8489", ripples=0)
    c.mirrored(mark, 540, 0.5, 0.85)
    c.ripples(540, "#ffffff", 120, 0.4)
    for x, y in ((610, 720), (690, 760), (540, 790)):
        c.oval(x, y, 34, 11, "#ffffff")
        c.bend([(x + 26, y - 4), (x + 40, y - 34), (x + 50, y - 36)], "#ffffff", 9)
        c.poly([(x + 52, y - 40), (x + 68, y - 34), (x + 52, y - 32)], "#e08a2e")
    for _ in range(34):
        x, y = c.chance.uniform(30, 560), c.chance.uniform(860, 1040)
        c.oval(
            x, y, c.chance.uniform(28, 62), c.chance.uniform(9, 18), c.chance.choice(["#4b8a55", "#5f9d5d", "#3b7550"])
        )
    for x, y in ((150, 880), (320, 930), (450, 985), (90, 1000)):
        for petal in (-0.9, -0.45, 0, 0.45, 0.9):
            c.oval(
                x + petal * 18,
                y - 22 + abs(petal) * 8,
                10,
                25,
                "#f0a3b4" if petal else "#f7c3cc",
                f'transform="rotate({petal * 42:.0f} {x} {y})"',
            )
    c.poly([(760, 1080), (1010, 760), (1100, 760), (1270, 1080)], c.down("#c9a877", "#8a6a44"))
    for step in range(15):
        t = (step / 15) ** 1.7
        y = 762 + t * 318
        c.line([(1010 - t * 250, y), (1100 + t * 170, y)], "#6d5133", 2 + 4 * t)
    for side, far in ((1010, -250), (1100, 170)):
        c.line([(side, 715), (side + far, 945)], "#7a5b3a", 8)
        for step in range(6):
            t = step / 5
            x, y = side + far * t, 760 + 318 * t
            c.line([(x, y), (x, y - 45 - 90 * t)], "#7a5b3a", 6 + 7 * t)
    c.person(1050, 835, 120, "walk", "#c8553d", "#2f3a44", face=-1)
    c.person(1092, 848, 78, "walk", "#e3b23f", "#3b5568", face=-1)
    c.willow(1400, -60, 640, "#5f9155", "#7fae62", "#48784a")
    c.willow(80, -120, 420, "#6c9c5a", "#87b568", "#4f8150")
    c.vignette(0.24)


def pavilion(c: Canvas, x: float, y: float, s: float) -> None:
    for a in (-120, -52, 52, 120):
        c.rect(x + a * s - 7, y - 190 * s, 14, 190 * s, "#a33a2c")
    c.rect(x - 150 * s, y - 14, 300 * s, 16, "#b9ab95")
    c.rect(x - 132 * s, y - 62 * s, 264 * s, 9, "#8f3226")
    for top, wide, rise in ((-178, 190, 82), (-262, 120, 78)):
        c.path(
            f"M{x - wide * s} {y + (top - 6) * s}Q{x - wide * 0.5 * s} {y + (top - 12) * s} {x - wide * 0.25 * s} {y + (top - rise) * s}"
            f"L{x + wide * 0.25 * s} {y + (top - rise) * s}Q{x + wide * 0.5 * s} {y + (top - 12) * s} {x + wide * s} {y + (top - 6) * s}"
            f"Q{x} {y + (top + 26) * s} {x - wide * s} {y + (top - 6) * s}Z",
            c.down("#56636a", "#343f46"),
        )
    c.circle(x, y - 350 * s, 11 * s, "#d0a241")


def snow_town(c: Canvas) -> None:
    c.sky("#6c86a6", "#b9c6d6", "#f2dccb")
    c.peaks(520, 380, 5, "#dfe7ee", "#a4b6c8")
    c.hills(560, 150, 360, "#8fa3b8", "#d7dfe8")
    for x in range(-20, 1640, 62):
        c.pine(
            x + c.chance.uniform(-20, 20),
            600 + c.chance.uniform(-30, 20),
            c.chance.uniform(90, 160),
            "#4a6472",
            "#eef3f6",
        )
    for row, (y, w, h) in enumerate(((650, 170, 105), (755, 225, 140), (890, 300, 185))):
        c.hills(y - 10, 26, 240, "#f4f7fa", "#ccd9e6")
        x = -70 - row * 40
        while x < 1640:
            wide = w * c.chance.uniform(0.85, 1.2)
            if not (row == 2 and 640 < x + wide / 2 < 960):
                c.house(
                    x,
                    y + c.chance.uniform(-14, 14),
                    wide,
                    h * c.chance.uniform(0.9, 1.1),
                    c.chance.choice(["#8a7565", "#a08a76", "#756457"]),
                    "#4b4a50",
                    c.chance.choice(["#ffcf70", "#ffb95a", "#ffd98a", "#3d3a3b"]),
                    "#fbfdff",
                )
                if c.chance.random() < 0.5:
                    smoke(c, x + wide * 0.7, y - h)
            x += wide * c.chance.uniform(1.12, 1.4)
    c.hills(960, 40, 330, "#ffffff", "#d3e0ec")
    c.path("M690 1080Q760 980 800 900Q812 870 806 830Q850 880 860 930Q900 1010 960 1080Z", "#c3d2e2")
    for x, y, s, top in ((800, 985, 120, "#c0392b"), (862, 980, 124, "#2d5575"), (838, 990, 74, "#e3a733")):
        c.person(x, y, s, "walk", top, "#2b2d33", hat=top)
    c.pine(150, 1050, 330, "#38535f", "#f4f8fa")
    c.pine(1480, 1062, 380, "#324c58", "#f4f8fa")
    flakes = "".join(
        f'<circle cx="{c.chance.uniform(0, 1600):.0f}" cy="{c.chance.uniform(0, 1067):.0f}" r="{c.chance.uniform(1.5, 5):.1f}"/>'
        for _ in range(260)
    )
    c.add(f'<g fill="#fff" opacity=".8">{flakes}</g>')
    c.vignette(0.28)


def smoke(c: Canvas, x: float, y: float) -> None:
    for step in range(7):
        c.circle(
            x + step * 7 + c.chance.uniform(-4, 4),
            y - step * 17,
            7 + step * 3.2,
            "#ffffff",
            f'opacity="{0.4 - step * 0.05:.2f}"',
        )


def orchard(c: Canvas) -> None:
    c.sky("#9fd0dc", "#e3efdc", "#fbf0c8")
    c.hills(470, 150, 430, "#8db58e", "#c4d9a5")
    c.hills(560, 80, 330, "#7fab62", "#a5c377")
    for x in range(-10, 1640, 120):
        c.tree(x, 640, 190, "#3f7442", "#5b924c", "#7fb158")
    c.hills(690, 40, 420, "#9cbf5f", "#5f8d40")
    c.path("M560 1080Q700 860 790 690Q830 690 850 690Q960 860 1090 1080Z", c.down("#e9d9a6", "#d0b878"))
    for x, y, size in ((250, 880, 560), (1330, 900, 620)):
        c.tree(x, y, size, "#2d5f36", "#417a3e", "#5a9447")
        for _ in range(52):
            angle, far = c.chance.uniform(0, 6.28), c.chance.uniform(0.05, 0.42) * size
            a, b = x + math.cos(angle) * far, y - size * 0.73 + math.sin(angle) * far * 0.8
            for _ in range(3):
                r = c.chance.uniform(10, 15)
                p, q = a + c.chance.uniform(-17, 17), b + c.chance.uniform(-12, 12)
                c.circle(p, q, r, c.round("#ffe9a0", "#f7b733", "#e08e1b"))
            c.oval(a, b - 20, 7, 24, "#6ba24e", f'transform="rotate({c.chance.uniform(-60, 60):.0f} {a:.0f} {b:.0f})"')
    for x, y, s, top, face in (
        (560, 940, 300, "#c9503f", -1),
        (1060, 930, 280, "#2f6f8f", 1),
        (760, 780, 130, "#e6dcc4", 1),
    ):
        hands = c.person(x, y, s, "reach", top, "#34414b", face=face, hat="straw")
        a, b = hands["hand2"]
        c.path(
            f"M{a - s * 0.13:.0f} {b:.0f}L{a + s * 0.13:.0f} {b:.0f}L{a + s * 0.1:.0f} {b + s * 0.17:.0f}L{a - s * 0.1:.0f} {b + s * 0.17:.0f}Z",
            "#a8763d",
        )
        c.path(
            f"M{a - s * 0.12:.0f} {b:.0f}Q{a:.0f} {b - s * 0.2:.0f} {a + s * 0.12:.0f} {b:.0f}",
            "none",
            f'stroke="#8a5d2d" stroke-width="{s * 0.02:.1f}"',
        )
        for number in range(7):
            c.circle(a - s * 0.1 + number * s * 0.033, b - s * 0.015, s * 0.03, "#f5b02e")
    c.grass(1080, 170, 80, "#4f8138", "#6f9d45", "#3d6c31")
    c.glow(800, 620, 430, "#fff2b4", 0.4)
    c.vignette(0.25)


def sluice_gate(c: Canvas) -> None:
    c.sky("#86afc6", "#cfe0df", "#f4e6c8")
    c.cloud(260, 130, 170, "#ffffff", 0.7)
    c.cloud(1290, 190, 190, "#ffffff", 0.6)
    c.hills(430, 200, 450, "#7c9f98", "#b7cbb5")
    c.hills(480, 100, 300, "#5b8672", "#96b48c")
    c.water(480, "#c4dcd8", "#7fb0b4", ripples=50)
    c.rect(-10, 380, 1620, 34, c.down("#d8cfbf", "#9b9183"))
    for x in range(-10, 1620, 26):
        c.line([(x, 380), (x, 352)], "#7d7568", 3)
    c.line([(-10, 352), (1610, 352)], "#7d7568", 5)
    gates = 7
    wide = 1600 / gates
    for number in range(gates):
        x = number * wide
        c.rect(x + 34, 500, wide - 68, 230, c.down("#e7f3f2", "#bcdadb", "#f6fbfa"))
        for _ in range(26):
            a = c.chance.uniform(x + 38, x + wide - 38)
            c.line(
                [(a, 505), (a + c.chance.uniform(-6, 6), 735)],
                "#ffffff",
                c.chance.uniform(1.5, 5),
                f'opacity="{c.chance.uniform(0.3, 0.9):.2f}"',
            )
        lift = c.chance.uniform(0, 40)
        c.rect(x + 30, 405 - lift * 0.2, wide - 60, 110 - lift, c.down("#3f7d96", "#285a70"))
        for step in range(3):
            c.rect(x + 30, 420 + step * 30, wide - 60, 5, "#1e4656")
    for number in range(gates + 1):
        x = number * wide
        c.poly(
            [(x - 36, 330), (x + 36, 330), (x + 36, 700), (x + 48, 790), (x - 48, 790), (x - 36, 700)],
            c.down("#efe7d8", "#b3a999", "#8d8475", x=1, y=0.3),
        )
        c.rect(x - 46, 180, 92, 170, c.down("#f2ebdd", "#cbbfab"))
        c.rect(x - 24, 215, 20, 46, "#46626e")
        c.rect(x + 4, 215, 20, 46, "#46626e")
        c.path(f"M{x - 66} 186Q{x - 30} 176 {x} 140Q{x + 30} 176 {x + 66} 186Z", "#9b4a3a")
    c.rect(-10, 268, 1620, 22, "#cabda8")
    c.rect(0, 760, 1600, 320, c.down("#eef7f5", "#9cc6c8", "#3f7f8b"))
    for _ in range(250):
        x, depth = c.chance.uniform(-20, 1620), c.chance.random()
        c.oval(
            x,
            740 + depth * 190,
            c.chance.uniform(16, 70),
            c.chance.uniform(6, 20),
            "#ffffff",
            f'opacity="{(1 - depth) * 0.75:.2f}"',
        )
    c.ripples(860, "#ffffff", 110, 0.55)
    c.mist(745, 130, "#ffffff", 0.75)
    for x, top in ((500, "#e06a2b"), (545, "#e06a2b"), (980, "#2f6087")):
        c.person(x, 382, 62, "stand", top, "#2b323a", hat="#f3c53b")
    c.birds(840, 900, 6, "#ffffff", 280)
    c.vignette(0.25)


def greenhouse(c: Canvas) -> None:
    c.rect(0, 0, 1600, 1067, c.down("#eef5ee", "#f7f6e2", "#d9c7a0"))
    vx, vy = 800, 470
    c.glow(vx, vy - 60, 620, "#fffbe0", 0.9)
    for step in range(9, -1, -1):
        s = 0.16 * 1.32**step
        rx, ry = 640 * s, 520 * s
        c.path(
            f"M{vx - rx:.0f} {vy + 240 * s:.0f}L{vx - rx:.0f} {vy:.0f}A{rx:.0f} {ry:.0f} 0 0 1 {vx + rx:.0f} {vy:.0f}L{vx + rx:.0f} {vy + 240 * s:.0f}",
            "#ffffff" if step % 2 else "none",
            f'fill-opacity=".07" stroke="#b9cdc6" stroke-width="{2 + 8 * s:.1f}"',
        )
    for angle in range(10, 180, 16):
        a = math.radians(angle)
        c.line(
            [(vx + 95 * math.cos(a), vy - 78 * math.sin(a)), (vx + 1400 * math.cos(a), vy - 1120 * math.sin(a))],
            "#c6d8d0",
            3,
        )
    c.poly([(vx - 10, vy + 40), (vx + 10, vy + 40), (1010, 1080), (590, 1080)], c.down("#d8b981", "#b98f57"))
    rows = ((-1, 0.95), (1, 0.95), (-1, 0.42), (1, 0.42))
    for side, off in rows:
        for step in range(13):
            t = (step / 12) ** 2.1
            s = 0.1 + 1.05 * t
            x = vx + side * (24 + off * 640 * s + 40 * s)
            base = vy + 40 + 590 * t
            tall = 470 * s
            c.line([(x, base), (x, base - tall)], "#4c7438", 5 * s + 1)
            for _ in range(26):
                a, b = x + c.chance.uniform(-95, 95) * s, base - c.chance.uniform(0.08, 1.05) * tall
                c.oval(
                    a,
                    b,
                    46 * s,
                    17 * s,
                    c.chance.choice(["#3f7a3a", "#4f8f42", "#64a34c", "#2f6632"]),
                    f'transform="rotate({c.chance.uniform(-50, 50):.0f} {a:.0f} {b:.0f})"',
                )
            for _ in range(8):
                a, b = x + c.chance.uniform(-70, 70) * s, base - c.chance.uniform(0.1, 0.85) * tall
                c.circle(
                    a, b, 19 * s, c.round("#ff9a6a", "#e2402c", "#b9231c") if c.chance.random() < 0.75 else "#b9c455"
                )
                c.circle(a - 6 * s, b - 7 * s, 4 * s, "#ffffff", 'opacity=".7"')
    c.person(770, 800, 230, "tend", "#3c6f94", "#2f3740", face=-1, hat="straw")
    c.rect(838, 742, 96, 62, "#c79555", 6)
    for x in range(852, 930, 22):
        c.circle(x, 744, 14, "#e2402c")
    c.vignette(0.25)


def kite(c: Canvas) -> None:
    c.sky("#3f8fcb", "#8cc4e2", "#e8f0dd")
    c.cloud(260, 520, 200, "#ffffff", 0.85)
    c.cloud(1230, 600, 230, "#ffffff", 0.8)
    c.cloud(1180, 150, 130, "#ffffff", 0.5)
    c.hills(820, 70, 420, "#8fb8b4", "#c6d9c0")
    c.water(815, "#d5e9e4", "#9cc8cc", ripples=60, strength=0.5)
    c.hills(900, 46, 520, "#a9c36a", "#7ba24b")
    c.hills(985, 60, 330, "#85ad4d", "#4f8038")
    c.bend([(660, 430), (640, 620), (560, 800), (505, 918)], "#ffffff", 2.4, 'opacity=".85"')
    swallow(c, 680, 330, 1.0, "#1f2a3a", "#d8392c")
    for x, y, s, one, other in (
        (1220, 360, 0.4, "#c9352c", "#f4c542"),
        (300, 250, 0.34, "#2f7f5f", "#f0b63a"),
        (1040, 180, 0.26, "#7b4a9a", "#f4e3b0"),
    ):
        swallow(c, x, y, s, one, other)
        c.bend([(x, y + 60 * s), (x - 40, y + 300), (x - 90, 900)], "#ffffff", 1.6, 'opacity=".6"')
    x, y = 1390, 500
    c.poly([(x, y - 80), (x + 56, y), (x, y + 90), (x - 56, y)], "#e2572e")
    c.poly([(x, y - 80), (x + 56, y), (x, y)], "#f6c445")
    c.poly([(x, y + 90), (x - 56, y), (x, y)], "#f6c445")
    c.bend([(x, y + 90), (x + 26, y + 150), (x - 18, y + 200), (x + 14, y + 260)], "#e2572e", 5)
    for a, b, s, top, pose in (
        (480, 1010, 150, "#c9503f", "reach"),
        (560, 1012, 96, "#e8b63c", "reach"),
        (1130, 960, 92, "#2f5f8f", "reach"),
        (1200, 962, 60, "#d0573c", "run"),
        (930, 950, 84, "#efe9da", "stand"),
    ):
        c.person(a, b, s, pose, top, "#33414d")
    c.grass(1080, 170, 80, "#5c8f3c", "#79a548", "#47782f")
    c.vignette(0.2)


def swallow(c: Canvas, x: float, y: float, s: float, dark: str, red: str) -> None:
    """A swallow kite (沙燕)."""
    for side in (-1, 1):
        c.path(
            f"M{x} {y - 40 * s}Q{x + side * 120 * s} {y - 120 * s} {x + side * 330 * s} {y - 60 * s}Q{x + side * 340 * s} {y - 10 * s} {x + side * 260 * s} {y + 10 * s}Q{x + side * 120 * s} {y + 20 * s} {x} {y + 40 * s}Z",
            dark,
        )
        c.path(
            f"M{x + side * 110 * s} {y - 62 * s}Q{x + side * 220 * s} {y - 88 * s} {x + side * 296 * s} {y - 48 * s}Q{x + side * 210 * s} {y - 20 * s} {x + side * 110 * s} {y - 20 * s}Z",
            red,
        )
        c.circle(x + side * 160 * s, y - 46 * s, 15 * s, "#f7e7c2")
        c.circle(x + side * 212 * s, y - 48 * s, 12 * s, "#f7e7c2")
        c.circle(x + side * 256 * s, y - 48 * s, 9 * s, "#f7e7c2")
        c.path(
            f"M{x} {y + 70 * s}Q{x + side * 40 * s} {y + 170 * s} {x + side * 130 * s} {y + 260 * s}Q{x + side * 60 * s} {y + 240 * s} {x + side * 4 * s} {y + 150 * s}Z",
            dark,
        )
        c.path(
            f"M{x + side * 22 * s} {y + 128 * s}Q{x + side * 50 * s} {y + 190 * s} {x + side * 96 * s} {y + 232 * s}Q{x + side * 50 * s} {y + 210 * s} {x + side * 18 * s} {y + 150 * s}Z",
            red,
        )
    c.oval(x, y + 20 * s, 58 * s, 120 * s, dark)
    c.oval(x, y + 45 * s, 36 * s, 78 * s, "#f7e7c2")
    c.circle(x, y + 46 * s, 20 * s, red)
    c.circle(x, y - 88 * s, 46 * s, dark)
    for side in (-1, 1):
        c.oval(x + side * 18 * s, y - 92 * s, 13 * s, 15 * s, "#f7f1e0")
        c.circle(x + side * 18 * s, y - 90 * s, 6 * s, "#111111")
    c.poly([(x - 12 * s, y - 68 * s), (x + 12 * s, y - 68 * s), (x, y - 44 * s)], red)
