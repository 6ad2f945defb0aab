"""What an edition, a page, the home and the calendar show."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from editions.models import Page
from tests.factories import (
    make_article,
    make_caption,
    make_edition,
    make_page,
    make_photo,
    make_publication,
    make_region,
    picture,
)
from tests.pages_shown import links, look, texts
from tests.reader_paper import lay_a_spread, make_paper

pytestmark = pytest.mark.django_db


def test_a_page_prints_its_frame(client):
    make_paper()
    tree = look(client, "/morning/2024-03-05/A01/")
    assert texts(tree, ".nameplate .title") == ["晨报"]
    assert texts(tree, ".dateline") == ["2024年3月5日 星期二 总第12期"]
    assert texts(tree, "h1") == ["第A01版：要闻"]
    assert texts(tree, ".staff") == ["责任编辑 甲乙 版式 丙丁 校对 戊己"]
    imprint = texts(tree, ".imprint")[0]
    for printed in ("晨报社", "0000-1、0000-2", "许可一", "许可二"):
        assert printed in imprint


def test_a_page_leads_to_its_neighbours(client):
    make_paper()
    tree = look(client, "/morning/2024-03-05/A01/")
    assert texts(tree, "[rel=prev], [rel=next]") == ["上一期", "下一期", "下一版"]
    assert links(tree, "[rel=prev], [rel=next]") == [
        "/morning/2024-03-04/",
        "/morning/2024-03-06/",
        "/morning/2024-03-05/A02/",
    ]
    tree = look(client, "/morning/2024-03-05/A02/")
    assert links(tree, "main [rel=prev], main [rel=next]") == ["/morning/2024-03-05/A01/"]


def test_a_page_lists_every_page_with_its_pdf(client):
    make_paper()
    tree = look(client, "/morning/2024-03-05/A01/")
    assert texts(tree, ".page-navigation li") == ["第A01版：要闻 PDF", "第A02版：本市 PDF"]
    assert links(tree, ".page-navigation .pdf") == [
        "/morning/2024-03-05/A01/page.pdf",
        "/morning/2024-03-05/A02/page.pdf",
    ]
    assert links(tree, ".page-navigation [aria-current=page]") == ["/morning/2024-03-05/A01/"]


def test_a_public_pages_pdf_is_handed_out(client):
    make_paper()
    response = client.get("/morning/2024-03-05/A02/page.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="morning-2024-03-05-A02.pdf"'
    assert b"".join(response.streaming_content) == b"%PDF-1.4 A02"


def test_a_pdf_that_is_gone_is_not_found(client):
    page = make_paper().pages.first()
    page.pdf.storage.delete(page.pdf.name)
    assert client.get("/morning/2024-03-05/A01/page.pdf").status_code == 404


def test_a_page_lists_its_headlines_in_order_with_decks_and_marks(client):
    page = make_page()
    make_article(page, "第三条", order=3, kind="notice")
    lead = make_article(page, "第一条\n分两行", order=1, kicker="引题")
    make_caption(lead, photo=make_photo())
    photo = make_article(page, "", order=2, kind="photo")
    make_caption(photo, "无题的图片。")
    tree = look(client, page.get_absolute_url())
    assert texts(tree, ".headlines li") == ["引题 第一条 分两行 图", "无题的图片。 图片新闻", "第三条 公告"]


def test_regions_are_links_beside_their_headlines(client):
    edition = make_paper(1)
    first = edition.articles.get(number=1)
    tree = look(client, "/morning/2024-03-05/A01/")
    (link,) = tree.css(".facsimile svg a[data-article]")
    assert link.attributes["href"] == "/morning/2024-03-05/A01/1/"
    assert link.css_first("title").text() == first.title
    assert link.css_first("polygon").attributes["points"] == "100,50 500,50 500,100 100,100"
    assert [node.attributes["data-article"] for node in tree.css("[data-article]")] == [str(first.pk)] * 2


def test_a_region_of_another_pages_article_links_to_it(client):
    edition = make_paper(1)
    first = edition.articles.get(number=1)
    tree = look(client, "/morning/2024-03-05/A02/")
    assert "/morning/2024-03-05/A01/1/" in links(tree, ".facsimile svg a")
    assert texts(tree, f"li[data-article='{first.pk}'] .jump") == ["上接A01版", "转A02版"]
    assert texts(tree, ".facsimile .jumps a") == ["上接A01版", "上接A01版", "转A02版"]
    places = [(node.attributes["x"], node.attributes["y"]) for node in tree.css(".facsimile .jumps text")]
    assert len(set(places)) == 3


def test_small_regions_lie_over_large_ones(client):
    page = make_page()
    page.facsimile.save("page.jpg", ContentFile(picture(), "page.jpg"), save=True)
    small, large = make_article(page, "小"), make_article(page, "大")
    make_region(small, [[0.2, 0.2], [0.3, 0.2], [0.3, 0.3]])
    make_region(large, [[0, 0], [1, 0], [1, 1], [0, 1]])
    tree = look(client, page.get_absolute_url())
    assert [node.text() for node in tree.css("svg a title")] == ["大", "小"]


def test_regions_are_tabbed_as_one_reads(client):
    page = make_page()
    page.facsimile.save("page.jpg", ContentFile(picture(), "page.jpg"), save=True)
    boxes = {
        "头条": (0, 0, 0.3, 0.2),
        "框在二条里": (0.1, 0.5, 0.2, 0.6),
        "二条": (0, 0.4, 0.8, 0.9),
        "最大的": (0, 0.9, 1, 1),
    }
    for headline, (left, top, right, bottom) in boxes.items():
        make_region(make_article(page, headline), [[left, top], [right, top], [right, bottom], [left, bottom]])
    bent = make_article(page, "拐角的")
    make_region(bent, [[0.4, 0], [1, 0], [1, 0.1], [0.5, 0.1], [0.5, 0.4], [0.4, 0.4]])
    corner = make_article(page, "拐角中的", order=2)
    make_region(corner, [[0.6, 0.2], [0.9, 0.2], [0.9, 0.4], [0.6, 0.4]])
    tree = look(client, page.get_absolute_url())
    shown = [node.text() for node in tree.css("svg a title")]
    assert shown == ["头条", "二条", "框在二条里", "拐角中的", "最大的", "拐角的"]


def test_an_article_with_one_region_in_another_of_its_own_is_drawn_once(client):
    page = make_page()
    page.facsimile.save("page.jpg", ContentFile(picture(), "page.jpg"), save=True)
    first, second = make_article(page, "一"), make_article(page, "二")
    make_region(first, [[0, 0], [1, 0], [1, 1], [0, 1]])
    make_region(first, [[0.1, 0.1], [0.4, 0.1], [0.4, 0.4]])
    make_region(second, [[0.2, 0.6], [0.4, 0.6], [0.4, 0.8]])
    assert texts(look(client, page.get_absolute_url()), "svg a title") == ["一", "二"]


def make_spread():
    """An article on three pages, another on each of the first two; returns it."""
    edition = make_edition()
    first, second, third = (make_page(edition, number) for number in ("A04", "A05", "A06"))
    spread = make_article(first, "跨版的大特写")
    for page in (third, first, second, second):
        make_region(spread, page=page)
    make_article(first, "四版的")
    make_article(second, "五版的")
    return spread


def test_an_article_across_pages_is_named_on_each(client):
    spread = make_spread()
    jumps = {
        number: [
            (node.text(), node.attributes["href"])
            for node in look(client, f"/morning/2024-03-01/{number}/").css(".jump")
        ]
        for number in ("A04", "A05", "A06")
    }
    here = "/morning/2024-03-01"
    assert jumps == {
        "A04": [("转A05版", f"{here}/A05/"), ("转A06版", f"{here}/A06/")],
        "A05": [("上接A04版", f"{here}/A04/"), ("转A06版", f"{here}/A06/")],
        "A06": [("上接A04版", f"{here}/A04/")],
    }
    tree = look(client, spread.get_absolute_url())
    assert texts(tree, ".jump-line") == ["转A05版", "转A06版"]
    assert links(tree, ".jump-line a") == [f"{here}/A05/", f"{here}/A06/"]


def test_every_list_of_a_page_has_what_runs_over_to_it(client):
    make_spread()
    tree = look(client, "/morning/2024-03-01/")
    assert [texts(page, ".headline") for page in tree.css(".sheets > li")] == [
        ["跨版的大特写", "四版的"],
        ["五版的", "跨版的大特写"],
        ["跨版的大特写"],
    ]
    for address in ("/morning/2024-03-01/A05/", "/morning/2024-03-01/A05/3/"):
        assert texts(look(client, address), ".contents .headline") == ["五版的", "跨版的大特写"]


def test_jumps_are_named_by_their_pages(client):
    edition = make_edition()
    front, inside = make_page(edition, "A01"), make_page(edition, "A02")
    begun = make_article(front, "上半")
    rest = make_article(inside, "下半", continues=begun)
    make_article(front, "请看二版", kind="teaser", continues=rest)
    tree = look(client, front.get_absolute_url())
    assert texts(tree, ".jump") == ["转A02版", "详见A02版"]
    assert links(tree, ".jump") == [rest.get_absolute_url()] * 2
    tree = look(client, inside.get_absolute_url())
    assert texts(tree, ".jump") == ["上接A01版"]


def test_a_page_without_facsimile_reads_well(client):
    make_article(make_page(name="要闻"))
    tree = look(client, "/morning/2024-03-01/A01/")
    assert not tree.css("img, svg")
    assert texts(tree, ".headlines .headline") == ["渡口通了新车"]


def make_edition_with_unknown_page():
    """An edition of three pages, of whose first nothing is known but what the others' navigation says."""
    edition = make_edition()
    make_page(edition, "A01", name="要闻")
    for number in ("A02", "A03"):
        page = make_page(edition, number)
        page.facsimile.save("page.jpg", ContentFile(picture(70, 100), "page.jpg"), save=True)
    make_article(page, "三版的")
    return edition


def test_a_page_that_is_not_in_the_archive_says_so(client):
    make_edition_with_unknown_page()
    tree = look(client, "/morning/2024-03-01/A01/")
    assert texts(tree, "h1") == ["第A01版：要闻"]
    assert texts(tree, ".contents") == ["本版标题 本版未存档，没有版面图、PDF和文章。"]
    assert not tree.css("main img, svg")
    assert links(tree, "main [rel=next]") == ["/morning/2024-03-01/A02/"]
    assert texts(tree, ".page-navigation li") == ["第A01版：要闻 未存档", "第A02版", "第A03版"]
    tree = look(client, "/morning/2024-03-01/A02/")
    assert links(tree, "main [rel=prev]") == ["/morning/2024-03-01/A01/"]
    assert texts(tree, ".contents") == ["本版标题"]
    assert texts(look(client, "/morning/2024-03-01/A03/1/"), ".page-navigation .absent") == ["未存档"]
    assert texts(look(client, "/en/morning/2024-03-01/A03/1/"), ".page-navigation .absent") == ["not in the archive"]


def test_an_edition_is_shown_by_its_first_page_in_the_archive(client):
    edition = make_edition_with_unknown_page()
    facsimile = f"http://testserver/media/{edition.pages.get(number='A02').facsimile.name}/640.jpg"
    tree = look(client, "/morning/2024-03-01/")
    assert texts(tree, ".sheets > li") == ["第A01版：要闻 未存档", "第A02版", "第A03版 三版的"]
    assert links(tree, ".sheets .sheet") == ["/morning/2024-03-01/A02/", "/morning/2024-03-01/A03/"]
    assert tree.css_first("meta[property='og:image']").attributes["content"] == facsimile
    tree = look(client, "/")
    assert links(tree, ".front .sheet") == ["/morning/2024-03-01/A02/"]
    assert texts(tree, ".pages-in-brief .absent") == ["未存档"]
    assert tree.css_first("meta[property='og:image']").attributes["content"] == facsimile
    tree = look(client, "/morning/calendar/2024/03/")
    assert len(tree.css(".editions img")) == 1


@pytest.mark.parametrize("kept", ["pdf", "facsimile", "article"])
def test_a_page_of_which_anything_is_kept_is_in_the_archive(client, kept):
    page = make_edition_with_unknown_page().pages.get(number="A01")
    if kept == "article":
        make_article(page, "未审", approved=False)
    else:
        Page.objects.filter(pk=page.pk).update(
            **{kept: f"{kept}s/{'0' * 32}.jpg"}, facsimile_width=70, facsimile_height=100
        )
    assert not look(client, "/morning/2024-03-01/").css(".absent")


def test_a_page_without_articles_or_name_reads_well(client):
    make_page(number="B1")
    assert texts(look(client, "/morning/2024-03-01/B1/"), "h1") == ["第B1版"]


def test_sister_papers_are_those_of_the_day_or_the_nearest(client):
    make_page(make_edition(on=date(2024, 3, 5)), "1")
    for slug, days in {"same": (4, 5, 6), "before": (1, 3, 9), "after": (7, 8), "never": ()}.items():
        paper = make_publication(slug, slug)
        for day in days:
            make_edition(paper, date(2024, 3, day))
    make_edition(make_publication("never"), date(2024, 3, 5), public=False)
    tree = look(client, "/morning/2024-03-05/1/")
    assert links(tree, ".siblings a") == ["/after/2024-03-07/", "/before/2024-03-03/", "/same/2024-03-05/"]
    assert texts(tree, ".siblings time") == ["2024-03-07", "2024-03-03"]


def test_a_labelled_edition_of_one_day_stands_between_its_neighbours(client):
    for day, label in ((1, ""), (2, ""), (2, "extra"), (3, "")):
        make_edition(on=date(2024, 3, day), label=label)
    steps = {
        address: links(look(client, address), ".nameplate [rel]")
        for address in ("/morning/2024-03-02/", "/morning/2024-03-02.extra/")
    }
    assert steps == {
        "/morning/2024-03-02/": ["/morning/2024-03-01/", "/morning/2024-03-02.extra/"],
        "/morning/2024-03-02.extra/": ["/morning/2024-03-02/", "/morning/2024-03-03/"],
    }


def test_the_month_beside_a_page_links_the_days_of_editions(client):
    make_paper()
    tree = look(client, "/morning/2024-03-05/A01/")
    assert texts(tree, ".month a[href*='/2024-']") == ["4", "5", "6", "7", "8"]
    assert links(tree, ".month td a")[-1] == "/morning/2024-03-06/", "every day of a combined issue leads to its first"
    assert links(tree, ".month [aria-current=date]") == ["/morning/2024-03-05/"]


def test_the_calendar_leads_to_every_edition_of_a_day(client):
    for day, label in ((1, ""), (2, ""), (2, "extra"), (3, "extra")):
        make_page(make_edition(on=date(2024, 3, day), label=label), "1")
    here = "/morning/2024-03"
    for address in ("/morning/calendar/2024/", f"{here}-02.extra/1/"):
        tree = look(client, address)
        assert links(tree, ".month td a") == [f"{here}-01/", f"{here}-02/", f"{here}-02.extra/", f"{here}-03.extra/"]
        assert texts(tree, ".month td a") == ["1", "2", "号外", "3"]
        names = [node.attributes["aria-label"] for node in tree.css(".month td a")]
        assert names[1:] == ["2024年3月2日 星期六", "2024年3月2日 星期六 号外", "2024年3月3日 星期日 号外"]


def test_the_calendar_marks_the_edition_itself(client):
    for label in ("", "extra"):
        make_edition(on=date(2024, 3, 2), label=label)
    for address in ("/morning/2024-03-02/", "/morning/2024-03-02.extra/"):
        assert links(look(client, address), ".month [aria-current=date]") == [address]


def test_a_combined_issue_across_new_year_is_of_both_years(client):
    make_page(make_edition(on=date(2024, 12, 31), through=date(2025, 1, 2)), "1")
    make_edition(on=date(2025, 3, 1))
    years = ["/morning/calendar/2024/", "/morning/calendar/2025/"]
    assert links(look(client, years[0]), ".years a") == links(look(client, years[1]), ".years a") == years
    assert texts(look(client, years[1]), ".month td a") == ["1", "2", "1"]
    tree = look(client, "/morning/calendar/2025/01/")
    assert links(tree, ".editions a") == ["/morning/2024-12-31/"]
    steps = {
        month: links(look(client, f"/morning/calendar/{month}/"), ".years [rel]")
        for month in ("2024/12", "2025/01", "2025/02", "2025/03")
    }
    assert steps == {
        "2024/12": ["/morning/calendar/2025/01/"],
        "2025/01": ["/morning/calendar/2024/12/", "/morning/calendar/2025/03/"],
        "2025/02": ["/morning/calendar/2025/01/", "/morning/calendar/2025/03/"],
        "2025/03": ["/morning/calendar/2025/01/"],
    }


def test_a_month_without_editions_leads_to_no_year_without_editions(client):
    for year in (2022, 2024):
        make_edition(on=date(year, 3, 1))
    tree = look(client, "/morning/calendar/2023/03/")
    assert links(tree, ".years a") == ["/morning/calendar/2022/03/", "/morning/calendar/2024/03/"]


def test_a_month_whose_editions_have_no_pages_is_not_without_editions(client):
    make_edition(on=date(2024, 3, 1))
    assert "本月无报" not in look(client, "/morning/calendar/2024/03/").body.text()


def test_a_combined_issue_reaches_into_the_next_month(client):
    make_edition(on=date(2024, 2, 28), through=date(2024, 3, 2))
    make_edition(on=date(2024, 3, 20))
    tree = look(client, "/morning/calendar/2024/03/")
    assert texts(tree, ".month td a") == ["1", "2", "20"]
    tree = look(client, "/morning/calendar/2024/02/")
    assert texts(tree, ".month td a") == ["28", "29"]


def test_an_edition_shows_all_its_pages_with_their_headlines(client):
    make_paper(2)
    tree = look(client, "/morning/2024-03-05/")
    assert texts(tree, ".sheets h2") == ["第A01版：要闻", "第A02版：本市"]
    assert len(tree.css(".sheets img")) == 2
    ways = [f"{page}版第{n}条 江上新渡" for page, n in (("A01", 1), ("A01", 2), ("A02", 1), ("A02", 2), ("A01", 1))]
    assert texts(tree, ".sheets .headline") == ways, "the first article runs over to the second page"


def test_a_combined_issue_names_both_dates(client):
    make_edition(on=date(2024, 12, 31), through=date(2025, 1, 1))
    make_edition(on=date(2025, 5, 1), through=date(2025, 5, 3))
    assert texts(look(client, "/morning/2024-12-31/"), ".dateline") == [
        "2024年12月31日 星期二至2025年1月1日 星期三（合刊）"
    ]
    assert texts(look(client, "/morning/2025-05-01/"), ".dateline") == ["2025年5月1日 星期四至5月3日 星期六（合刊）"]


def test_the_home_shows_every_papers_newest_front(client):
    make_paper()
    make_edition(make_publication("hidden", "不见报"), public=False)
    tree = look(client, "/")
    assert texts(tree, "h1") == ["晨报社"]
    assert texts(tree, ".front h2") == ["晨报", "晚报"]
    assert links(tree, ".front h2 a") == ["/morning/2024-03-06/", "/evening/2024-03-05/"]
    assert texts(tree, ".lead h3") == ["晚报的头条"]


def test_the_home_names_the_other_editions_of_the_day(client):
    for label in ("", "extra"):
        make_article(make_page(make_edition(label=label)), f"头条{label}")
    tree = look(client, "/")
    assert links(tree, ".front h2 a") == ["/morning/2024-03-01/"]
    assert links(tree, ".front .others a") == ["/morning/2024-03-01.extra/"]
    assert texts(tree, ".front .others a") == ["号外"]
    assert texts(tree, ".lead h3") == ["头条"]


def test_an_empty_home_says_so(client):
    assert "尚未出版任何一期" in client.get("/").content.decode()


def test_the_calendar_of_a_year_has_its_months_and_other_years(client):
    for day in (date(2023, 12, 31), date(2024, 2, 29), date(2024, 5, 1)):
        make_edition(on=day)
    tree = look(client, "/morning/calendar/")
    assert links(tree, ".years a") == ["/morning/calendar/2023/", "/morning/calendar/2024/"]
    assert links(tree, ".years [aria-current]") == ["/morning/calendar/2024/"]
    assert len(tree.css("table.month")) == 12
    assert links(tree, ".month td a") == ["/morning/2024-02-29/", "/morning/2024-05-01/"]


def test_a_month_leads_to_the_nearest_months_with_editions(client):
    for day in (date(2023, 12, 31), date(2024, 2, 29), date(2024, 5, 1)):
        make_edition(on=day)
    tree = look(client, "/morning/calendar/2024/02/")
    assert links(tree, ".years [rel]") == ["/morning/calendar/2023/12/", "/morning/calendar/2024/05/"]
    tree = look(client, "/morning/calendar/2024/03/")
    assert "本月无报" in tree.body.text()


def test_a_month_shows_the_front_page_of_every_edition(client):
    make_paper()
    tree = look(client, "/morning/calendar/2024/03/")
    assert links(tree, ".editions a") == ["/morning/2024-03-05/"], "an edition without pages is in the table only"
    assert len(tree.css(".editions img")) == 1


def test_names_of_papers_and_pages_are_escaped(client):
    hostile = "<script>alert(1)</script>"
    paper = make_publication("morning", hostile, publisher=hostile, telephone=hostile)
    page = make_page(make_edition(paper), name=hostile, editors=hostile)
    make_region(make_article(page, hostile, kicker=hostile, byline=hostile))
    for address in ("/", "/morning/2024-03-01/", page.get_absolute_url()):
        text = client.get(address).content.decode()
        assert escape(hostile) in text
        assert hostile not in text


def test_the_home_is_named_after_the_house_of_all_its_papers(client):
    make_paper()
    assert texts(look(client, "/"), "h1, title") == ["晨报社", "晨报社"]
    stranger = make_edition(make_publication("river", "江报", publisher="江报社", order=2))
    make_article(make_page(stranger), "别家的头条")
    assert texts(look(client, "/en/"), "h1, title") == ["Newspapers", "Newspapers"]


def test_the_home_is_shared_with_the_first_facsimile_there_is(client):
    make_article(make_page(), "没有版面图的头条")
    page = make_page(make_edition(make_publication("river", "江报", order=1)))
    page.facsimile.save("page.jpg", ContentFile(picture(70, 100), "page.jpg"), save=True)
    shared = look(client, "/").css_first("meta[property='og:image']").attributes["content"]
    assert shared == f"http://testserver/media/{page.facsimile.name}/640.jpg"


def test_what_is_shared_is_named_as_its_page_is(client):
    person = make_paper().articles.first().credits.first().contributor
    make_page(make_edition(label="extra"), "1", name="号外")
    for address in (
        "/morning/2024-03-05/",
        "/morning/2024-03-06/",
        "/morning/2024-03-01.extra/",
        "/morning/2024-03-01.extra/1/",
        "/morning/calendar/2024/",
        "/morning/calendar/2024/03/",
        "/morning/corrections/",
        "/contributors/",
        "/contributors/?role=photo",
        "/photos/",
        person.get_absolute_url(),
    ):
        for prefix in ("", "/en"):
            tree = look(client, prefix + address)
            title = tree.css_first("meta[property='og:title']").attributes["content"]
            assert texts(tree, "title") == [title], address
            site = tree.css_first("meta[property='og:site_name']").attributes["content"]
            assert site == ("晨报社" if "contributors" in address or "photos" in address else "晨报"), address


def test_a_headline_is_marked_with_pictures_only_where_there_is_one(client):
    page = make_page()
    make_caption(make_article(page, "有图"), photo=make_photo())
    make_caption(make_article(page, "图不在"))
    address = page.get_absolute_url()
    assert [bool(node.css(".mark")) for node in look(client, address).css(".contents .headlines li")] == [True, False]


# Spreads


def pictures_of(tree):
    return [node.attributes["alt"] for node in tree.css(".facsimile img")]


@pytest.mark.parametrize("number", ["A02", "A03"])
def test_a_spread_shows_as_one_whichever_of_its_pages_is_opened(client, number):
    lay_a_spread()
    tree = look(client, f"/morning/2024-03-01/{number}/")
    assert pictures_of(tree) == ["第A02版", "第A03版"]
    assert texts(tree, ".facsimile svg a title") == ["跨版的大图", "跨版的大图"]
    assert texts(tree, ".facsimile .jumps a") == []
    assert {"A02的稿", "A03的稿", "跨版的大图"} <= {text.split(" ")[0] for text in texts(tree, ".contents li")}
    assert links(tree, ".page-view > header [rel]") == ["/morning/2024-03-01/A01/", "/morning/2024-03-01/A04/"]


def test_what_ends_before_the_gutter_is_no_spread(client):
    lay_a_spread(reach=0.8)
    tree = look(client, "/morning/2024-03-01/A02/")
    assert pictures_of(tree) == ["第A02版"]
    assert texts(tree, ".facsimile .jumps a") == ["转A03版"]


def test_a_page_whose_other_half_has_no_picture_stands_alone(client):
    pages = lay_a_spread()
    pages[2].facsimile.delete()
    assert pictures_of(look(client, "/morning/2024-03-01/A02/")) == ["第A02版"]


def test_a_spread_asks_only_for_its_other_page_besides(client):
    lay_a_spread()
    counted = {}
    for number in ("A01", "A02"):
        client.get(f"/morning/2024-03-01/{number}/")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/morning/2024-03-01/{number}/")
        counted[number] = len(captured)
    assert counted["A02"] - counted["A01"] <= 6
    assert counted["A02"] <= 18
