"""Trees of digital editions: which files belong together, which paper it is, and what their lists name in vain."""

from datetime import date

import pytest

from articles.archive.readers import founder_classic, founder_new
from articles.archive.records import PublicationRecord
from articles.archive.report import ArchiveError, Report

from .archives import FakeSource

PAGE = """<html><head><meta charset="utf-8"><title>{paper}--数字报</title></head><body>
<a id=pageLink href=./{name}>第{number}版：要闻</a><ul>{titles}</ul></body></html>"""
ARTICLE = """<html><body><founder-title>{headline}</founder-title><founder-author></founder-author>
<div id=ozoom><founder-content><P>　　{text}</P></founder-content></div>{end}</body></html>"""


def page(name="node_2.htm", number="A01", articles=(), paper="砚溪晚报"):
    titles = "".join(f"<li><a href=content_{id}.htm>{headline}</a>" for id, headline in articles)
    return PAGE.format(name=name, number=number, titles=titles, paper=paper).encode()


def article(headline, text="正文。", end=""):
    return ARTICLE.format(headline=headline, text=text, end=end).encode()


def read(files, reader=founder_classic, publication=None, name="archive"):
    source, report = FakeSource(files, name), Report()
    editions = list(reader.read(source, report, publication))
    report.account_for(source)
    return editions, report


def shape(editions):
    return [
        (
            edition.publication.slug,
            str(edition.date),
            [(page.number, [article.headline for article in page.articles]) for page in edition.pages],
        )
        for edition in editions
    ]


def test_papers_and_days_are_told_apart_by_their_folders():
    files = {
        "evening/html/2012-05/18/node_2.htm": page(articles=[(1, "甲")]),
        "evening/html/2012-05/18/content_1.htm": article("甲"),
        "evening/html/2012-05/19/node_2.htm": page(articles=[(2, "乙")]),
        "morning/content/2012-05/18/node_2.htm": page(articles=[(3, "丙")], paper="砚溪日报"),
    }
    assert shape(read(files)[0]) == [
        ("evening", "2012-05-18", [("A01", ["甲"])]),
        ("evening", "2012-05-19", [("A01", ["乙"])]),
        ("morning", "2012-05-18", [("A01", ["丙"])]),
    ]
    editions, report = read(files, publication=PublicationRecord("morning", ""))
    assert shape(editions) == [("morning", "2012-05-18", [("A01", ["丙"])])]
    assert {entry.note for entry in report.files if entry.outcome == "skipped"} == {"is of another paper"}


def test_a_paper_that_is_not_among_several_is_refused():
    files = {f"{paper}/html/2012-05/18/node_2.htm": page() for paper in ("evening", "morning")}
    with pytest.raises(ArchiveError, match=r"This holds no edition of weekly, only of evening, morning\."):
        read(files, publication=PublicationRecord("weekly", ""))


def test_the_folder_of_the_archive_itself_names_its_paper():
    assert shape(read({"html/2012-05/18/node_2.htm": page()}, name="Evening_Post")[0])[0][0] == "evening-post"
    with pytest.raises(ArchiveError, match="name it with --publication"):
        read({"html/2012-05/18/node_2.htm": page()}, name="晚报")


def test_loose_pages_need_the_paper_and_take_the_date_of_their_name_or_print():
    files = {
        "paper-2012-05-18-node_2.htm": page(articles=[(1, "甲")]),
        "content_7.htm": article("丁", end="<div>2012年05月18日 第A01版：要闻</div>"),
    }
    with pytest.raises(ArchiveError, match="name it with --publication"):
        read(files)
    editions, report = read(files, publication=PublicationRecord("evening", "晚报"))
    assert shape(editions) == [("evening", "2012-05-18", [("A01", ["甲", "丁"])])]
    assert report.errors == []


def test_a_page_without_a_date_and_a_page_of_something_else_are_said():
    files = {
        "html/2012-05/18/node_2.htm": page(),
        "about.html": b"<html><body>About us</body></html>",
        "content_7.htm": article("丁"),
    }
    _editions, report = read(files, publication=PublicationRecord("evening", ""))
    assert [(note.path, note.message) for note in report.errors] == [
        ("content_7.htm", "has no date that can be read, neither printed nor in its name")
    ]
    assert [entry.note for entry in report.files if entry.name == "about.html"] == ["is neither a page nor an article"]


def test_an_article_that_no_page_names_is_said_and_the_others_are_read():
    files = {
        "evening/html/2012-05/18/node_2.htm": page(articles=[(1, "甲")]),
        "evening/html/2012-05/18/node_3.htm": page("node_3.htm", "A02", [(2, "乙")]),
        "evening/html/2012-05/18/content_9.htm": article("无处可放"),
    }
    editions, report = read(files)
    assert shape(editions) == [("evening", "2012-05-18", [("A01", ["甲"]), ("A02", ["乙"])])]
    assert [(note.path.rpartition("/")[2], note.message) for note in report.errors] == [
        ("content_9.htm", "does not say on which page it stands, and no page names it")
    ]


def test_bytes_that_are_no_text_are_reported_with_their_offset():
    files = {
        "evening/html/2012-05/18/node_2.htm": page(articles=[(1, "甲")]),
        "evening/html/2012-05/18/content_1.htm": article("甲") + b"\xff\xff",
    }
    editions, report = read(files)
    assert [each.complete for each in editions[0].pages[0].articles] == [False]
    (error,) = report.errors
    assert error.path.endswith("content_1.htm")
    assert error.message.startswith("has bytes that are text in no known encoding, the first at offset ")


def test_period_xml_and_page_xml_name_what_the_tree_lacks():
    periods = """<periodlist>
    <period id="11"><period_date>2012-05-18</period_date><front_page>18/node_2.htm</front_page></period>
    <period id="12"><period_date>2012-05-19</period_date><front_page>19/node_2.htm</front_page></period>
    </periodlist>"""
    slots = """<pagelist><page name="A01" id="1"><period id="11"><nodeid id="2"/></period></page>
    <page name="A02" id="2"><period id="11"><nodeid id="3"/></period></page></pagelist>"""
    files = {
        "evening/html/2012-05/18/node_2.htm": page(),
        "evening/html/2012-05/period.xml": periods.encode(),
        "evening/html/2012-05/page.xml": slots.encode(),
    }
    _editions, report = read(files)
    assert [(note.path.rpartition("/")[2], note.message) for note in report.warnings] == [
        ("period.xml", "names an edition of 2012-05-19, which is not in the archive"),
        ("page.xml", "names A02 of 2012-05-18 (node_3), which is not in the archive"),
    ]
    assert {entry.outcome for entry in report.files} == {"read"}


def test_articles_of_cnepaper_and_of_the_peoples_daily_say_their_page_by_their_names():
    files = {
        "evening/html/2012-05/18/node_58.htm": page("node_58.htm", "A01", [("58_1", "甲")]),
        "evening/html/2012-05/18/node_59.htm": page("node_59.htm", "A02"),
        "evening/html/2012-05/18/content_59_2.htm": article("乙"),
        "evening/html/2012-05/18/nbs.D110000yxwb_03.htm": page("nbs.D110000yxwb_03.htm", "03"),
        "evening/html/2012-05/18/nw.D110000yxwb_20120518_1-03.htm": article("丙"),
    }
    editions, report = read(files)
    assert shape(editions) == [("evening", "2012-05-18", [("03", ["丙"]), ("A01", ["甲"]), ("A02", ["乙"])])]
    assert [page.articles[0].source_id for page in editions[0].pages] == ["20120518_1-03", "58_1", "59_2"]
    assert report.errors == []


def test_article_files_alone_give_an_edition():
    view = (
        '<html><body><p id="nowLayout">03</p><font id="main-title">甲</font><font id="author">2021年03月12日</font>'
        '<div id="content"><founder-content><p>正文。</p></founder-content></div></body></html>'
    )
    files = {"daily/pad/content/202103/12/content_5.html": view.encode()}
    (edition,) = read(files, founder_new)[0]
    (only,) = edition.pages
    assert (only.number, only.articles[0].source_url) == ("03", "pad/content/202103/12/content_5.html")
    assert (edition.date, only.articles[0].byline) == (date(2021, 3, 12), "")


def test_a_second_text_of_one_article_is_said():
    files = {
        "daily/pc/content/202103/12/content_5.html": article("甲", "一。", "第1版：要闻"),
        "daily/pad/content/202103/12/content_5.html": article("甲", "二。", "第1版：要闻"),
    }
    (edition,), report = read(files, founder_new)
    assert [each.body for each in edition.pages[0].articles] == ["<p>一。</p>"]
    assert [(text.path, text.reason) for text in report.unplaced] == [
        ("daily/pad/content/202103/12/content_5.html", "a second text of one article")
    ]
    assert "二。" in report.unplaced[0].text


def test_visible_text_that_nobody_takes_is_in_the_report():
    files = {
        "evening/html/2012-05/18/node_2.htm": page(articles=[(1, "甲")]),
        "evening/html/2012-05/18/content_1.htm": article(
            "甲", end="<div>编者的话：读者来信照登。</div><div>关闭</div>"
        ),
    }
    _editions, report = read(files)
    assert [(text.text, text.reason) for text in report.unplaced] == [
        ("编者的话：读者来信照登。", "neither the article's nor known as the frame's")
    ]


def test_the_lines_of_the_frame_are_counted():
    end = "<div>2012年05月18日 放大 缩小 默认</div><div>本报热线天天有人接</div>"
    ids = range(1, 4)
    files = {f"evening/html/2012-05/18/content_{id}.htm": article(f"第{id}篇", end=end) for id in ids}
    files["evening/html/2012-05/18/node_2.htm"] = page(articles=[(id, f"第{id}篇") for id in ids])
    _editions, report = read(files)
    assert dict(report.frame.items()) == {"2012年05月18日 放大 缩小 默认": 3, "本报热线天天有人接": 3}
    assert report.unplaced == []


def test_a_date_that_disagrees_is_a_warning():
    files = {
        "evening/html/2012-05/18/node_2.htm": page(articles=[(1, "甲")]).replace(
            b"</body>", "2012年05月17日</body>".encode()
        )
    }
    _editions, report = read(files)
    assert [note.message for note in report.warnings] == [
        "is printed 2012-05-17 but lies under 2012-05-18, which is taken"
    ]
