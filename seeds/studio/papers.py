"""The two papers of the invented house 砚溪日报社: names, page frame, colours, columns. Nothing here exists."""

import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from articles.archive.records import FrameRecord, PublicationRecord

PUBLISHER = "砚溪日报社"
ADDRESS = "省砚溪市东渡区石板街1号"
POSTCODE = "000000"
LICENCES = ("省ICP备00000000号", "省公网安备00000000000000号")
COPYRIGHT = "所有内容为砚溪日报社版权所有.未经许可,不得转载或镜像"
SERIAL = "CN 00-0000"


@dataclass(frozen=True)
class Paper:
    """One paper: what its frame prints and how its pages look."""

    publication: PublicationRecord
    colour: str
    tint: str
    columns: int
    price: str

    @property
    def name(self) -> str:
        return self.publication.name

    @property
    def frame(self) -> FrameRecord:
        return self.publication.frame


def paper(slug: str, name: str, telephone: tuple[str, ...], **look) -> Paper:
    frame = FrameRecord(
        masthead=name,
        publisher=PUBLISHER,
        address=ADDRESS,
        postcode=POSTCODE,
        telephone=telephone,
        fax=("0000-2000010",),
        email=f"{slug.removeprefix('yanxi-')}@yanxi.example",
        licences=LICENCES,
        copyright=COPYRIGHT,
        home_page="https://www.yanxi.example/",
    )
    return Paper(PublicationRecord(slug=slug, name=name, frame=frame), **look)


PAPERS = {
    "yanxi-daily": paper(
        "yanxi-daily",
        "砚溪日报",
        ("0000-2000001", "0000-2000002"),
        colour="#b3201f",
        tint="#f6ece4",
        columns=6,
        price="1.50元",
    ),
    "yanxi-evening": paper(
        "yanxi-evening",
        "砚溪晚报",
        ("0000-2000005",),
        colour="#17508a",
        tint="#e9f0f5",
        columns=5,
        price="1.00元",
    ),
}

# Advertisements of the house's own, which fill what the day's copy leaves open: picture, line, second line.
HOUSE_NOTES = [
    ("library", "翻开一页，安静一城", "砚溪市全民阅读公益广告"),
    ("tea-hill", "山绿一分，茶香一寸", "爱护山林公益广告"),
    ("electric-bus", "少开一天车，多看一程景", "绿色出行公益广告"),
    ("noodles", "碗里不剩，心里踏实", "节约粮食公益广告"),
    ("river-bridge", "一条砚溪，请轻轻待它", "爱护河道公益广告"),
    ("morning-exercise", "早起动一动，日子有劲头", "全民健身公益广告"),
    ("bookshop", "给孩子留一盏读书的灯", "砚溪市全民阅读公益广告"),
    ("old-street", "老街慢慢走，礼让一步宽", "文明出行公益广告"),
    ("night-skyline", "随手关灯，把星星还给夜晚", "节约用电公益广告"),
    ("park-lake", "湖是大家的镜子，别让它蒙尘", "爱护公园公益广告"),
]
