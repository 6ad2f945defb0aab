"""Articles that a source tells apart badly: one headline for several, one edition twice, texts that come again."""

from dataclasses import replace
from datetime import date

import pytest

from articles.archive.records import ArticleRecord, EditionRecord, PageRecord, PublicationRecord
from articles.models import Article, ArticleVersion

from .archives import an_article, an_edition, everything, imported, load, messages, outcomes, write_jsonl
from .saved_text_renderer import rendered

pytestmark = pytest.mark.django_db
DAY = date(2024, 3, 1)


def saved(folder, *texts):
    """A folder of saved pages of one page 图片新闻, 甲, 图片新闻; each text is that of one of the two."""
    folder.mkdir()
    for place, text in texts:
        articles = [
            an_article("图片新闻", regions=()),
            an_article("甲", regions=()),
            an_article("图片新闻", regions=()),
        ]
        articles[place] = replace(articles[place], body=f"<p>{text}</p>")
        page = PageRecord("A01", tuple(articles), name="要闻")
        (folder / f"{place}.txt").write_text(rendered(page, place, DAY), encoding="utf-8")
    return folder


def texts():
    return sorted(Article.objects.filter(headline="图片新闻", complete=True).values_list("body", flat=True))


@pytest.mark.parametrize("order", [(0, 2), (2, 0)])
def test_two_articles_of_one_headline_both_live_whichever_is_read_first(tmp_path, order):
    for place in order:
        report, _output = imported(saved(tmp_path / str(place), (place, f"第{place}篇。")), publication="p")
        assert (report["warnings"], report["errors"]) == ([], [])
    assert texts() == ["<p>第0篇。</p>", "<p>第2篇。</p>"]
    before = everything()
    for place in order:
        imported(tmp_path / str(place), publication="p")
    assert everything() == before


def test_a_third_text_under_a_headline_of_two_is_said_and_overwrites_neither(tmp_path):
    for place in (0, 2):
        imported(saved(tmp_path / str(place), (place, f"第{place}篇。")), publication="p")
    report, _output = imported(saved(tmp_path / "more", (0, "另一篇。")), publication="p")
    assert texts() == ["<p>第0篇。</p>", "<p>第2篇。</p>"]
    assert [note["message"] for note in report["warnings"]] == [
        "“图片新闻” is another text than those of that headline here, and was not stored"
    ]
    assert [text["text"] for text in report["unplaced"]] == ["另一篇。"]


def test_both_may_change_where_the_source_holds_both():
    first = [an_article("图片新闻", body="<p>一。</p>"), an_article("图片新闻", body="<p>二。</p>")]
    load(an_edition(*first))
    report = load(an_edition(first[1], replace(first[0], body="<p>三。</p>")))
    assert outcomes(report) == {"updated": 1, "unchanged": 1}
    assert texts() == ["<p>三。</p>", "<p>二。</p>"]


def test_an_edition_that_comes_twice_keeps_the_first_of_two_texts(tmp_path):
    edition = an_edition(an_article("甲"), an_article("乙"))
    again = an_edition(an_article("甲", body="<p>别的。</p>"), an_article("丙"))
    path = write_jsonl(tmp_path / "x.jsonl", edition, again)
    (dry, _), (real, _) = imported(path, dry_run=True), imported(path)
    assert dry["summary"]["created"] == real["summary"]["created"] == 3
    assert Article.objects.get(headline="甲").body == "<p>第一段。</p>"
    assert [text["text"] for text in real["unplaced"]] == ["别的。"]
    assert imported(path)[0]["summary"]["updated"] == 0
    assert not ArticleVersion.objects.exists()


def test_a_headline_alone_is_completed_by_the_same_edition_later_in_the_source(tmp_path):
    path = write_jsonl(
        tmp_path / "x.jsonl", an_edition(ArticleRecord("甲", complete=False)), an_edition(an_article("甲"))
    )
    report, _output = imported(path)
    assert Article.objects.get().complete
    assert report["unplaced"] == []


def test_an_article_that_the_source_has_put_on_another_page_moves_and_answers_at_its_old_address(client):
    def edition(on_first, on_second):
        return EditionRecord(
            PublicationRecord("morning", "晨报"), DAY, (PageRecord("A01", on_first), PageRecord("A02", on_second))
        )

    moving, staying = an_article("甲", source_id="1"), an_article("乙", source_id="2")
    load(edition((moving, staying), ()))
    old = Article.objects.get(source_id="1").get_absolute_url()
    load(edition((staying,), (moving,)))
    article = Article.objects.get(source_id="1")
    assert (article.page.number, [region.page.number for region in article.regions.all()]) == ("A02", ["A02"])
    assert client.get(old).headers["Location"] == article.get_absolute_url()
    before = everything()
    load(edition((staying,), (moving,)))
    assert everything() == before


def test_messages_name_the_edition():
    report = load(an_edition(an_article("甲")), an_edition(an_article("甲", body="<p>别的。</p>")))
    assert messages(report) == [
        "comes more than once in this source; what is read is put together",
        "comes again with another text of “甲”; the first is kept",
    ]
