"""The real pages of four papers read whole: their facts by counts and digests, for no sentence of theirs is ours."""

import hashlib
import html
import re
from collections import Counter
from datetime import date

from articles.archive.readers import founder_classic, founder_new, reader_for
from articles.archive.records import PublicationRecord
from articles.archive.report import Report
from articles.archive.sources import open_source
from articles.richtext import plain_text

PAPER = PublicationRecord("paper", "")


def read(folder, reader):
    source, report = open_source(folder), Report()
    assert reader_for(source, "auto")[1] is reader
    (edition,) = reader.read(source, report, PAPER)
    report.account_for(source)
    assert {entry.outcome for entry in report.files} == {"read"}
    assert (report.errors, report.unplaced) == ([], [])
    return edition, report


def digest(texts) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]


def test_a_classic_page_view_gives_its_page_its_regions_and_the_names_of_the_others(shared):
    folder = shared / "samples" / "founder-classic"
    edition, report = read(folder, founder_classic)
    page, *others = edition.pages
    assert (edition.date, edition.publication.name) == (date(2023, 2, 10), "科技日报")
    assert (page.number, [other.number for other in others]) == ("01", [f"{n:02}" for n in range(2, 9)])
    assert [article.complete for article in page.articles] == [False] * 5
    assert [article.source_id for article in page.articles] == ["548643", "548646", "548655", "548659", "548662"]
    assert [len(article.regions) for article in page.articles] == [1, 2, 1, 2, 1]
    assert [len(region.points) for article in page.articles for region in article.regions] == [6, 4, 6, 6, 4, 4, 6]
    (file,) = folder.iterdir()
    listed = re.findall(r"<div style=\"display:inline\" id=mp\d+>(.*?)</div>", file.read_text(encoding="utf-8-sig"))
    assert digest(article.headline for article in page.articles) == digest(listed)
    # The picture itself is not there: its size is the map's own extent and margin, 350 by 550.
    first = page.articles[0].regions[0].points[0]
    assert first == (round(348 / 350, 5), round(2 / 550, 5))
    assert Counter(note.message.split(",")[-1].split(";")[0] for note in report.warnings) == {
        " which is not in the archive": 2,
        "says nothing of its picture's size": 1,
    }


def test_the_peoples_daily_gives_headlines_that_stand_in_scripts(shared):
    folder = shared / "samples" / "peoples-daily"
    edition, report = read(folder, founder_classic)
    assert (edition.date, edition.publication.name) == (date(2017, 10, 16), "人民日报")
    assert [page.number for page in edition.pages] == [f"{n:02}" for n in range(1, 25)]
    assert [page.name for page in edition.pages if page.name.endswith("告")] == ["广告"] * 5
    articles = edition.pages[0].articles
    assert [article.source_id for article in articles] == [f"20171016_{n}-01" for n in range(1, 6)]
    (file,) = folder.iterdir()
    written = re.findall(r'document\.write\(view\("(.*?)\s*"\)\)', file.read_text(encoding="utf-8"))
    assert digest(article.headline for article in articles) == digest(text.replace("<br>", "\n") for text in written)
    # Width and height are given: 400 by 575.
    assert articles[4].regions[0].points == ((0.005, 0.70087), (0.9925, 0.70087), (0.9925, 0.98609), (0.005, 0.98609))
    assert all("not in the archive" in note.message for note in report.warnings)


def test_the_pad_pages_give_every_character_of_their_texts(shared):
    folder = shared / "samples" / "founder-pad"
    edition, report = read(folder, founder_new)
    assert edition.date == date(2023, 2, 11)
    assert [(page.number, len(page.articles)) for page in edition.pages] == [("02", 1), ("03", 5), ("04", 5)]
    articles = {article.source_id: article for page in edition.pages for article in page.articles}
    assert all(article.complete and article.source_url.startswith("pc/content/") for article in articles.values())
    assert [note.message.split(",")[-1] for note in report.warnings] == [" which is not in the archive"] * 3
    for file in folder.iterdir():
        text = file.read_text(encoding="utf-8")
        article = articles[re.search(r"<paperarticleid>(\d+)<", text)[1]]
        printed = re.search(r"<!--enpcontent-->(.*?)<!--/enpcontent-->", text, re.S)[1]
        credits = "".join(photo.credit_line for photo in article.photos)
        assert stands_in(printed, f"{article.byline}{plain_text(article.body)}{credits}"), file.name
        title = re.search(r'<font id="main-title">(.*?)</font>', text, re.S)[1]
        assert "".join(article.headline.split()) == "".join(title.split())


def stands_in(printed: str, stored: str) -> bool:
    """Whether every printed character is stored as often; but for brackets and the marker before a byline."""
    letters = re.sub(r"<[^>]+>|[\s（）□]", "", html.unescape(printed))
    return Counter(letters) <= Counter(re.sub(r"\s", "", stored))


def test_the_pad_pages_name_their_people(shared):
    edition, _report = read(shared / "samples" / "founder-pad", founder_new)
    articles = {article.source_id: article for page in edition.pages for article in page.articles}
    by_name = {number: [credit.name for credit in article.credits] for number, article in articles.items()}
    assert by_name == {
        "211250": ["湖北日报评论员"],
        "211261": ["左晨"],
        "211262": ["张阳春", "熊能"],
        "211263": [],
        "211264": ["杨然", "周雄"],
        "211265": ["戴辉", "洪群民"],
        "211268": [],
        "211269": [],
        "211270": ["新华社"],
        "211271": ["新华社"],
        "211272": [],
    }
    assert [(photo.credit_line, [credit.name for credit in photo.credits]) for photo in articles["211263"].photos] == [
        ("湖北日报全媒记者 薛婷 通讯员 肖江涛 张成 摄", ["薛婷", "肖江涛", "张成"])
    ]
    assert (articles["211263"].kind, articles["211263"].headline.count("\n")) == ("photo", 1)
