"""Pages saved as text: the seeds against golden files, the real page by counts and digests, oddities one by one."""

import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import richtext
from articles.archive.readers import saved_text
from articles.archive.records import (
    ArticleRecord,
    CreditRecord,
    FrameRecord,
    PageRecord,
    PhotoRecord,
    PublicationRecord,
    to_json,
)
from articles.archive.report import ArchiveError, Report
from articles.archive.sources import open_source

from .saved_text_renderer import rendered

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds" / "yanxi-evening-saved-text"
GOLDEN = Path(__file__).parent / "golden" / "saved_text.json"
EVENING = PublicationRecord("yanxi-evening", "砚溪晚报")


def read_all(folder, publication=EVENING):
    report = Report()
    return list(saved_text.read(open_source(folder), report, publication)), report


def test_the_seeds_read_as_they_did_when_a_person_compared_them():
    editions, report = read_all(SEEDS)
    assert [to_json(edition) for edition in editions] == json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert (report.warnings, report.errors, report.unplaced) == ([], [], [])


def test_the_real_page_reads_whole(shared):
    folder = shared / "samples" / "saved-text"
    (edition,), report = read_all(folder, PublicationRecord("pdsrb", "平顶山日报"))
    (page,) = edition.pages
    assert (edition.date, page.number, len(page.articles)) == (date(2019, 12, 26), "A01", 6)
    assert [article.complete for article in page.articles] == [False, False, True, False, False, False]
    article = page.articles[2]
    assert article.subheadline.startswith("——")
    assert [photo.credits for photo in article.photos] == [
        (CreditRecord("牛智广", "photo", "本报记者"),),
        (CreditRecord("王尧", "photo", "本报记者"),),
    ]
    assert [photo.credit_line for photo in article.photos] == ["本报记者 牛智广 摄", "本报记者 王尧 摄"]
    assert [photo.caption[-8:] for photo in article.photos] == ["(摄于4月8日)"] * 2
    assert (article.byline, article.credits) == ("本报记者 魏广军", (CreditRecord("魏广军", "text", "本报记者"),))
    assert (article.body.count("<h3>"), article.body.count("<p>")) == (4, 22)
    # Every character of the page's lines between the captions and the byline, white space aside.
    (file,) = folder.iterdir()
    lines = file.read_text(encoding="utf-8").split("\n")
    start = next(place for place, line in enumerate(lines) if line.endswith("王尧 摄"))
    end = next(place for place, line in enumerate(lines) if line.endswith("(本报记者 魏广军)"))
    printed = "".join("".join(lines[start + 1 : end + 1]).split()).removesuffix("(本报记者魏广军)")
    stored = "".join(richtext.plain_text(article.body).split())
    assert hashlib.sha256(stored.encode()).hexdigest() == hashlib.sha256(printed.encode()).hexdigest()
    assert edition.publication.frame.licences == ("豫ICP备09014970号", "豫平公网安41040002020010")
    assert (report.errors, report.unplaced) == ([], [])


PAGE = PageRecord(
    number="A01",
    name="要闻",
    articles=(
        ArticleRecord("渡口早班船提前", complete=False),
        ArticleRecord(
            "石板街的灯亮了",
            kicker="老街改造收尾",
            subheadline="——三百盏灯换了新芯",
            body="<p>傍晚六点，灯亮了。</p><h3>换灯的人</h3><p>师傅姓周，做了二十年。</p>",
            byline="本报记者 沈一苇",
            credits=(CreditRecord("沈一苇", "text", "本报记者"),),
            photos=(
                PhotoRecord(
                    caption="石板街夜景。",
                    credit_line="本报记者 柳岸 摄",
                    credits=(CreditRecord("柳岸", "photo", "本报记者"),),
                ),
            ),
        ),
        ArticleRecord("茶山开园", complete=False),
    ),
)
DAY = date(2024, 3, 1)


def parsed(text):
    return saved_text.parse(text, "x.txt")


def test_a_page_is_taken_apart():
    saved = parsed(rendered(PAGE, 1, DAY))
    assert (saved.date, saved.number, saved.name) == (DAY, "A01", "要闻")
    assert saved.headlines == ["渡口早班船提前", "石板街的灯亮了", "茶山开园"]
    assert saved.article == PAGE.articles[1]
    assert saved.frame == FrameRecord(
        publisher="砚溪日报社",
        address="砚溪市东渡区砚台路1号",
        postcode="000000",
        telephone=("000-0000000",),
        email="news@yanxi.example",
        licences=("砚ICP备00000000号",),
        copyright="所有内容为砚溪日报社版权所有.未经许可,不得转载",
    )


def test_the_last_page_and_the_only_article_have_no_neighbours():
    only = replace(PAGE, articles=PAGE.articles[1:2])
    saved = parsed(rendered(only, 0, DAY, first=False, last=True))
    assert saved.article == PAGE.articles[1]
    assert saved.frame.publisher == "砚溪日报社"


def test_a_caption_without_a_credit_is_told_from_the_first_paragraph_by_the_blank_line():
    article = replace(PAGE.articles[1], photos=(PhotoRecord(caption="图为石板街。"),))
    page = replace(PAGE, articles=(article,))
    assert parsed(rendered(page, 0, DAY)).article == article


def test_the_footer_of_a_pages_only_article_ends_it_whatever_the_order_of_its_lines():
    only = replace(PAGE, articles=PAGE.articles[1:2])
    licence, rest = "砚ICP备00000000号", "地址:砚溪市东渡区砚台路1号"
    text = rendered(only, 0, DAY).replace(licence, "砚公网安备0号").replace(rest, f"{licence}\n\n{rest}")
    saved = parsed(text)
    assert saved.article == PAGE.articles[1]
    assert saved.frame.licences == ("砚公网安备0号", licence)


def test_a_kicker_that_reads_like_another_headline_is_a_kicker():
    page = replace(
        PAGE, articles=(ArticleRecord("图片新闻"), replace(PAGE.articles[1], kicker="图片新闻"), PAGE.articles[2])
    )
    saved = parsed(rendered(page, 1, DAY))
    assert (saved.article.kicker, saved.article.headline) == ("图片新闻", "石板街的灯亮了")
    assert saved.warnings == ["begins with several headlines of its page; “石板街的灯亮了” is taken as its own"]


def test_a_byline_at_the_beginning_is_shown_there():
    body = "<p>□ 晚报记者 沈一苇</p><p>傍晚六点，灯亮了。</p>"
    page = replace(PAGE, articles=(replace(PAGE.articles[1], body=body, byline="", credits=(), photos=()),))
    article = parsed(rendered(page, 0, DAY)).article
    assert (article.byline, article.byline_place, article.body) == (
        "晚报记者 沈一苇",
        "start",
        "<p>傍晚六点，灯亮了。</p>",
    )
    assert article.credits == (CreditRecord("沈一苇", "text", "晚报记者"),)


def test_who_is_named_in_the_dateline_is_credited_and_stays_in_the_sentence():
    body = "<p>本报讯（记者 沈一苇 通讯员 柳岸）傍晚六点，灯亮了。</p><p>街上有人。</p>"
    page = replace(PAGE, articles=(replace(PAGE.articles[1], body=body, byline="", credits=(), photos=()),))
    article = parsed(rendered(page, 0, DAY)).article
    assert (article.byline, article.body) == ("", body)
    assert article.credits == (CreditRecord("沈一苇", "text", "记者"), CreditRecord("柳岸", "text", "通讯员"))


def test_a_line_of_the_footer_that_is_no_known_fact_is_said():
    saved = parsed(rendered(PAGE, 1, DAY).replace("关闭", "读者热线欢迎来电\n关闭"))
    assert saved.unplaced == [("读者热线欢迎来电", "a line of the footer that is no known fact")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("渡口\n版面导航", "is not a saved page: it does not begin with a page's label such as 第A01版：要闻"),
        ("第A01版：要闻\n渡口", "is not a whole saved page: no 版面导航 follows the headlines"),
        ("第A01版：要闻\n渡口\n版面导航\n晨报", "is not a whole saved page: the line with the date is missing"),
        (
            rendered(PAGE, 1, DAY).split("师傅")[0],
            "is cut off: neither 上一篇/下一篇 nor the footer follows the article",
        ),
        (
            rendered(PAGE, 1, DAY).replace("2024年3月1日", ""),
            "has no date that can be read, neither printed nor in its name",
        ),
    ],
)
def test_what_is_no_saved_page_is_refused_with_what_is_missing(text, message):
    with pytest.raises(saved_text.NotASavedPage) as error:
        parsed(text)
    assert str(error.value) == message


def test_the_date_in_a_name_counts_before_the_printed_one_and_disagreement_is_said():
    saved = saved_text.parse(rendered(PAGE, 1, DAY), "2024-03-02/x.txt")
    assert saved.date == date(2024, 3, 2)
    assert saved.warnings == ["is printed 2024-03-01 but lies under 2024-03-02, which is taken"]


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("html/2024-03/02/x.txt", date(2024, 3, 2)),
        ("2024/03/02/20240305.txt", date(2024, 3, 2)),
        ("pages/20240305.txt", date(2024, 3, 5)),
        ("0312-10-11/x.txt", DAY),
        ("2024-13-45/x.txt", DAY),
    ],
)
def test_the_date_is_the_folders_then_the_names_then_the_printed_one(path, day):
    assert saved_text.parse(rendered(PAGE, 1, DAY), path).date == day


def test_a_line_of_the_footer_is_no_part_of_a_pages_only_article():
    only = replace(PAGE, articles=PAGE.articles[1:2])
    saved = parsed(rendered(only, 0, DAY).replace("关闭", "读者热线欢迎来电\n关闭"))
    assert saved.article == PAGE.articles[1]
    assert saved.unplaced == [("读者热线欢迎来电", "a line of the footer that is no known fact")]


def test_without_a_publication_nothing_can_be_done(tmp_path):
    with pytest.raises(ArchiveError, match="name it with --publication"):
        read_all(tmp_path, None)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_pages_complete_each_other_in_any_order(tmp_path, order):
    articles = [replace(PAGE.articles[1], headline=headline) for headline in ("甲题", "乙题", "丙题")]
    page = replace(PAGE, articles=tuple(articles))
    for name, place in zip("abc", order, strict=True):
        (tmp_path / f"{name}.txt").write_text(rendered(page, place, DAY), encoding="utf-8")
    (edition,), report = read_all(tmp_path)
    assert edition.pages == (page,)
    assert sorted(entry.note for entry in report.files) == [
        f"2024-03-01 A01: {headline}" for headline in sorted(("甲题", "乙题", "丙题"))
    ]


def test_a_page_saved_with_half_width_punctuation_is_the_same_page(tmp_path):
    full = replace(PAGE, articles=(replace(PAGE.articles[1], headline="灯亮了，人来了"), ArticleRecord("茶山，开园")))
    half = replace(PAGE, articles=(ArticleRecord("灯亮了,人来了"), replace(PAGE.articles[1], headline="茶山,开园")))
    (tmp_path / "a.txt").write_text(rendered(full, 0, DAY), encoding="utf-8")
    (tmp_path / "b.txt").write_text(rendered(half, 1, DAY), encoding="utf-8")
    (edition,), _report = read_all(tmp_path)
    assert edition.pages[0].articles == (full.articles[0], half.articles[1])


def test_headlines_that_one_file_lists_and_another_does_not_are_all_there(tmp_path):
    listed = ("甲题", "乙题", "乙题"), ("甲题", "丙题", "乙题")
    for name, headlines in zip("ab", listed, strict=True):
        page = replace(PAGE, articles=tuple(replace(PAGE.articles[1], headline=headline) for headline in headlines))
        (tmp_path / f"{name}.txt").write_text(rendered(page, 0, DAY), encoding="utf-8")
    (edition,), _report = read_all(tmp_path)
    assert [article.headline for article in edition.pages[0].articles] == ["甲题", "乙题", "乙题", "丙题"]


def test_the_same_page_saved_twice_is_one(tmp_path):
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(rendered(PAGE, 1, DAY), encoding="utf-8")
    (edition,), report = read_all(tmp_path)
    assert (edition.pages, report.warnings, report.unplaced) == ((PAGE,), [], [])


def test_a_second_text_under_one_headline_is_said_and_not_stored(tmp_path):
    other = replace(PAGE, articles=(replace(PAGE.articles[1], body="<p>另一篇文章。</p>"),))
    (tmp_path / "a.txt").write_text(rendered(replace(PAGE, articles=PAGE.articles[1:2]), 0, DAY), encoding="utf-8")
    (tmp_path / "b.txt").write_text(rendered(other, 0, DAY), encoding="utf-8")
    (edition,), report = read_all(tmp_path)
    assert edition.pages[0].articles == PAGE.articles[1:2]
    whole = "老街改造收尾\n——三百盏灯换了新芯\n石板街夜景。\n本报记者 柳岸 摄\n另一篇文章。\n本报记者 沈一苇"
    assert [(text.path, text.text) for text in report.unplaced] == [("b.txt", whole)]


han = st.text(st.sampled_from("砚溪渡口清晨码头公交新路石桥茶山灯会读书老街"), min_size=3, max_size=12)
sentences = han.map(lambda text: f"{text}。")
people = st.sampled_from([("沈一苇", "本报记者"), ("柳岸", "晚报记者"), ("周水生", "通讯员")])


@st.composite
def saved_articles(draw, headline):
    """What plain text can carry of an article: one-line decks, paragraphs and subheads, captions, a byline."""
    paragraphs = draw(st.lists(st.tuples(st.booleans(), han, sentences), min_size=1, max_size=4))
    body = "".join(
        f"<h3>{subhead}</h3><p>{text}</p>" if with_subhead else f"<p>{text}</p>"
        for with_subhead, subhead, text in paragraphs
    )
    name, affiliation = draw(people)
    photos = []
    for caption in draw(st.lists(sentences, max_size=2)):
        photographer, house = draw(people)
        photos.append(
            PhotoRecord(
                caption=caption,
                credit_line=f"{house} {photographer} 摄",
                credits=(CreditRecord(photographer, "photo", house),),
            )
        )
    byline = draw(st.sampled_from(["", f"{affiliation} {name}"]))
    return ArticleRecord(
        headline=headline,
        kicker=draw(st.just("") | han),
        subheadline=draw(st.just("") | han.map(lambda text: f"——{text}")),
        body=body,
        byline=byline,
        credits=(CreditRecord(name, "text", affiliation),) if byline else (),
        photos=tuple(photos),
    )


@given(st.data())
def test_any_page_rendered_as_saved_text_reads_back(tmp_path_factory, data):
    headlines = data.draw(st.lists(han.map(lambda text: f"{text}题"), min_size=1, max_size=4, unique=True))
    articles = tuple(data.draw(saved_articles(headline)) for headline in headlines)
    page = replace(PAGE, articles=articles)
    folder = tmp_path_factory.mktemp("saved")
    for place in range(len(articles)):
        (folder / f"{place}.txt").write_text(rendered(page, place, DAY), encoding="utf-8")
    (edition,), report = read_all(folder)
    assert edition.pages == (page,)
    assert report.unplaced == []
