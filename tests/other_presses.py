"""Pages that another producer has set, in grids of their own: what regions are proposed of pages that no seed knows.

Type is set without its font, as many printing houses send it, and in the order of that house: the one draws story by
story, the other every line of the page from left to right.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from articles.archive.records import ArticleRecord, PhotoRecord

FONT = "STSong-Light"
LEADING, GUTTER = 1.5, 12


@dataclass
class Story:
    """An article in its place: the box of its headline, and the columns of its text, in points from the upper left.

    `region` are the boxes that make up its region; with `downwards` the headline is read from top to bottom.
    """

    headline: str
    head: tuple[float, float, float, float]
    columns: list[tuple[float, float, float, float]]
    region: list[tuple[float, float, float, float]]
    photo: tuple[float, float, float, float] | None = None
    caption: str = ""
    downwards: bool = False
    framed: bool = False
    size: float = 9
    body: str = ""
    pieces: list = field(default_factory=list)

    @property
    def record(self) -> ArticleRecord:
        photos = (PhotoRecord(caption=self.caption),) if self.photo else ()
        return ArticleRecord(self.headline, body=f"<p>{self.body}</p>", photos=photos)


def columns(left: float, top: float, width: float, bottom: float, count: int) -> list[tuple]:
    each = (width - GUTTER * (count - 1)) / count
    return [(left + at * (each + GUTTER), top, left + at * (each + GUTTER) + each, bottom) for at in range(count)]


def tabloid() -> tuple[str, tuple[float, float], list[Story]]:
    """Five columns; the lead lies around a framed box, a photo crosses three columns."""
    five = columns(36, 0, 770, 0, 5)
    lead_columns = [(*five[at][:1], 130, five[at][2], 560) for at in range(3)]
    lead_columns += [(five[at][0], 130, five[at][2], 300) for at in (3, 4)]
    lower = [(five[at][0], 640, five[at][2], 1100) for at in range(5)]
    return (
        "story by story",
        (842, 1191),
        [
            Story(
                "新修的江堤上一千棵树",
                (36, 60, 806, 115),
                lead_columns,
                [(36, 60, five[2][2], 562), (five[2][2], 60, 806, 302)],
            ),
            Story(
                "闸口两家面馆合成一家",
                (five[3][0] + 8, 330, 798, 360),
                [(five[3][0] + 8, 368, five[3][2], 556), (five[4][0], 368, 798, 556)],
                [(five[3][0], 322, 806, 562)],
                framed=True,
            ),
            Story(
                "老站台改作图书角",
                (36, 590, five[2][2], 625),
                [(*lower[at][:1], 880, lower[at][2], 1100) for at in range(3)],
                [(36, 590, five[2][2], 1102)],
                photo=(36, 640, five[2][2], 850),
                caption="午后的老站台，几名学生在窗边读书。 本报记者 江一苇 摄",
            ),
            Story(
                "夜校添了修表课",
                (five[3][0], 590, 806, 625),
                lower[3:],
                [(five[3][0], 590, 806, 1102)],
            ),
        ],
    )


def supplement() -> tuple[str, tuple[float, float], list[Story]]:
    """Four wide columns; one headline is read downwards beside its text, and lines are drawn across the whole page."""
    four = columns(40, 0, 632, 0, 4)
    return (
        "line by line",
        (712, 1004),
        [
            Story(
                "一张船票的旅行",
                (40, 70, 72, 330),
                [(84, 70, four[1][2], 330)],
                [(40, 70, four[1][2], 332)],
                downwards=True,
                size=10,
            ),
            Story(
                "灯下读信",
                (four[2][0], 70, 672, 104),
                [(four[2][0], 114, four[2][2], 330), (four[3][0], 114, 672, 330)],
                [(four[2][0], 70, 672, 332)],
            ),
            Story(
                "河边的修伞人和他的三把旧椅子",
                (40, 360, 672, 398),
                [(each[0], 412, each[2], 640) for each in four],
                [(40, 360, 672, 642)],
            ),
            Story("征集老照片", (40, 668, four[0][2], 696), [(40, 704, four[0][2], 960)], [(40, 668, four[0][2], 962)]),
            Story(
                "山里来的第一筐春茶",
                (four[1][0], 668, 672, 702),
                [(each[0], 714, each[2], 760) for each in four[1:]],
                [(four[1][0], 668, 672, 962)],
                photo=(four[1][0], 772, 672, 940),
                caption="清晨，茶农在茶园里采茶。 通讯员 苏青 摄",
            ),
        ],
    )


PARTS = (
    "船工 老师 店主 学徒 邻居 医生 司机 园丁 木匠 读者 编辑 渔民 茶农 裁缝 守门人 钟表匠",
    "清早 午后 傍晚 雨天 立夏那天 集市散后 第二班船到时 灯亮以前 开学前 去年秋天 小满前后",
    "把旧木板刨平 在窗下写信 数了一遍台阶 给树浇水 修好一把椅子 送来两筐菜 认出了那张照片 抄下船期",
    "说这样就好 没有再问 笑着摆摆手 又走了一程 记在本子上 等了半个钟头 把门轻轻带上 回头看了一眼",
)
PRESSES = {"tabloid": tabloid, "supplement": supplement}


def words(seed: int) -> Iterator[str]:
    """Invented prose that does not repeat itself: sentences of parts that stand together once."""
    who, when, did, then = (part.split() for part in PARTS)
    place = seed * 37
    while True:
        place += 1
        yield (
            f"{when[place * 5 % len(when)]}，{who[place * 7 % len(who)]}{did[(place * 3 + seed) % len(did)]}，"
            f"{then[(place * 11 + seed * 2) % len(then)]}；第{place}次。"
        )


def printed(name: str) -> tuple[bytes, tuple[float, float], list[Story]]:
    """The PDF of a page, its size in points, and its stories with the bodies that fill their columns."""
    order, size, stories = PRESSES[name]()
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = BytesIO()
    page = canvas.Canvas(out, pagesize=size, invariant=True)
    drawn = []
    for number, story in enumerate(stories):
        prose = words(number + (10 if name == "tabloid" else 40))
        _set_headline(story)
        _set_body(story, prose)
        if story.photo:
            left, top, right, bottom = story.photo
            picture = ImageReader(Image.new("RGB", (60, 40), (90 + number * 20, 120, 110)))
            page.drawImage(picture, left, size[1] - bottom, right - left, bottom - top)
            story.pieces.append((left, bottom + 12, 8, story.caption))
        if story.framed:
            left, top, right, bottom = story.region[0]
            page.rect(left, size[1] - bottom, right - left, bottom - top)
        drawn += story.pieces
    drawn.insert(0, (size[0] / 2 - 60, 34, 9, "东岸周刊 第三版 责任编辑 何清 版式 罗小川"))
    if order == "line by line":
        drawn.sort(key=lambda piece: (piece[1], piece[0]))
    for left, base, height, text in drawn:
        page.setFont(FONT, height)
        page.drawString(left, size[1] - base, text)
    page.save()
    return out.getvalue(), size, stories


def _set_headline(story: Story) -> None:
    left, top, right, bottom = story.head
    if story.downwards:
        step = (bottom - top) / len(story.headline)
        height = min(step * 0.9, right - left)
        story.pieces += [(left, top + step * at + height, height, letter) for at, letter in enumerate(story.headline)]
    else:
        height = min((right - left) / len(story.headline), bottom - top)
        story.pieces.append((left, bottom - height * 0.12, height, story.headline))


def _set_body(story: Story, prose: Iterator[str]) -> None:
    rest, lines = "", []
    for left, top, right, bottom in story.columns:
        per_line = int((right - left) / story.size)
        for at in range(int((bottom - top) / (story.size * LEADING))):
            while len(rest) < per_line:
                rest += next(prose)
            line, rest = rest[:per_line], rest[per_line:]
            lines.append(line)
            story.pieces.append((left, top + story.size + at * story.size * LEADING, story.size, line))
    story.body = "".join(lines)
