"""Versions of an article compared character by character, and brought back through the same rules."""

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import roles, versions, workflow
from articles.archive.records import ArticleRecord, CreditRecord, PhotoRecord
from articles.comparison import GONE, NEW, SAME, compare
from articles.models import Article, ArticleCredit, Photo, PhotoCaption, TrailEntry
from editions.admin import thumbnail
from tests.desk_forms import filled

from .factories import (
    make_article,
    make_caption,
    make_credit,
    make_edition,
    make_page,
    make_photo,
    make_region,
    make_staff,
    picture,
)
from .strategies import articles

pytestmark = pytest.mark.django_db


def test_what_was_changed_is_marked_within_its_line():
    before = ArticleRecord(
        "渡口通了新车",
        body="<p>清晨六点，第一班渡船离开码头。</p><p>票价两元。</p><p>完。</p>",
        byline="本报记者 沈一苇",
        credits=(CreditRecord("沈一苇", "text", "本报记者"),),
        photos=(PhotoRecord(caption="江边的清晨。", credit_line="柳岸 摄"),),
    )
    after = ArticleRecord(
        "渡口通了新车",
        kicker="东岸",
        body="<p>清晨七点，第一班渡船离开东岸码头。</p><p>完。</p><p>电话未变。</p>",
        byline="本报记者 沈一苇",
        credits=(CreditRecord("沈一苇", "text", "本报记者"),),
        photos=(PhotoRecord(caption="江边的早晨。", credit_line="柳岸 摄"),),
    )
    lines = [(line.part, list(line.pieces)) for line in compare(before, after)]
    assert lines == [
        ("kicker", [(NEW, "东岸")]),
        ("headline", [(SAME, "渡口通了新车")]),
        ("byline", [(SAME, "本报记者 沈一苇")]),
        ("credits", [(SAME, "本报记者 沈一苇（文字）")]),
        (
            "body",
            [
                (SAME, "清晨"),
                (GONE, "六"),
                (NEW, "七"),
                (SAME, "点，第一班渡船离开"),
                (NEW, "东岸"),
                (SAME, "码头。"),
            ],
        ),
        ("body", [(GONE, "票价两元。")]),
        ("body", [(SAME, "完。")]),
        ("body", [(NEW, "电话未变。")]),
        ("photos", [(SAME, "江边的"), (GONE, "清"), (NEW, "早"), (SAME, "晨。 柳岸 摄")]),
    ]
    assert not any(line.changed for line in compare(after, after))


PICTURES = st.sampled_from(["", "ab" * 32, "cd" * 32])


@pytest.mark.one_engine
@settings(max_examples=300)
@given(st.data())
def test_nothing_that_is_printed_changes_without_a_changed_line(data):
    """Nobody approves a correction blind: markup, pictures, where a byline stands, what kind of article it is."""
    before, other = data.draw(articles(1, "A01")), data.draw(articles(1, "A01"))
    before, other = (
        replace(each, photos=tuple(replace(photo, sha256=data.draw(PICTURES)) for photo in each.photos))
        for each in (before, other)
    )
    field = data.draw(st.sampled_from([*versions.PRINTED, "credits", "photos", "keywords"]))
    after = replace(before, **{field: getattr(other, field)})
    assert any(line.changed for line in compare(before, after)) == (before != after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>渡口<strong>通车</strong>了。</p>", "<p>渡口通<strong>车了</strong>。</p>"),
        ("<p>渡口通车了。</p><p>完。</p>", "<p>渡口<em>通航</em>了。</p><p>完。</p>"),
        ("<p>一</p><p>二</p>", "<ul><li>一</li><li>二</li></ul>"),
    ],
)
def test_a_line_whose_markup_differs_is_shown_with_it(before, after):
    lines = compare(ArticleRecord("题", body=before), ArticleRecord("题", body=after))
    changed = [line for line in lines if line.changed]
    assert any("<" in text for line in changed for kind, text in line.pieces if kind != SAME or "<" in text)
    assert all(line.pieces == ((SAME, "完。"),) for line in lines if line.part == "body" and not line.changed)


def test_the_picture_that_takes_another_s_place_is_shown(client, article):
    by = make_staff("editor", roles.PAGE_EDITOR)
    with workflow.revision(article, by=by):
        article.captions.update(photo=make_photo(picture(colour="red")))
    client.force_login(by)
    page = client.get(f"/admin/articles/article/{article.pk}/versions/").content.decode()
    shown = re.search(r'<tr class="changed">\s*<th scope="row">换图前后</th>(.*?)</tr>', page, re.DOTALL)[1]
    assert re.findall("<img[^>]*>", shown) == [thumbnail(photo.file) for photo in Photo.objects.order_by("pk")]


@pytest.fixture
def article():
    author = make_staff("author", roles.REPORTER)
    article = make_article(make_page(make_edition(public=False)), approved=False, author=author, kicker="东岸")
    make_credit(article)
    make_caption(article, "江边的清晨。", ("柳岸",), photo=make_photo())
    make_region(article)
    return Article.objects.get(pk=article.pk)


def rewrite(article, by):
    with workflow.revision(article, by=by):
        article.headline, article.body, article.kicker = "改了题", "<p>改了文。</p>", ""
        article.save()
        ArticleCredit.objects.filter(article=article).delete()
        PhotoCaption.objects.filter(article=article).delete()


def test_a_version_is_brought_back_whole(article):
    by = make_staff("editor", roles.PAGE_EDITOR)
    before = versions.read(article)
    rewrite(article, by)
    assert versions.read(article) != before
    first = article.versions.last()
    workflow.restore_version(article, first, by=by)
    assert versions.read(article) == before
    assert [version.created_by for version in article.versions.all()] == [by, by, None]
    assert TrailEntry.objects.get(verb="restore_version").details == {"version": first.pk}


def test_bringing_a_version_back_voids_what_any_change_voids(article):
    editor = make_staff("editor", roles.PAGE_EDITOR)
    rewrite(article, article.author)
    workflow.submit(article, by=article.author)
    workflow.approve(article, by=editor)
    workflow.restore_version(article, article.versions.last(), by=article.author)
    assert Article.objects.values_list("state", "stage", "round").get() == ("in_review", 1, 2)


def test_another_article_s_version_and_a_proofreader_s_wish_are_refused(article):
    editor = make_staff("editor", roles.PAGE_EDITOR)
    rewrite(article, editor)
    other = make_article(article.page)
    with pytest.raises(workflow.Refused, match="属于另一篇稿件"):
        workflow.restore_version(other, article.versions.first(), by=editor)
    with pytest.raises(workflow.Refused, match="你的岗位没有这项权限"):
        workflow.restore_version(article, article.versions.first(), by=make_staff("p", roles.PROOFREADER))


def test_the_desk_compares_two_versions_and_brings_one_back(client, article):
    client.force_login(make_staff("editor", roles.PAGE_EDITOR))
    address = f"/admin/articles/article/{article.pk}/versions/"
    assert "还没有历史版本" in client.get(address).content.decode()
    rewrite(article, article.author)
    with CaptureQueriesContext(connection) as captured:
        page = client.get(address).content.decode()
    two = len(captured)
    assert "<del>渡口通了新车</del>" in page
    assert "<ins>改了题</ins>" in page
    first, last = article.versions.last(), article.versions.first()
    assert "<ins>渡口通了新车</ins>" in client.get(address, {"before": last.pk, "after": first.pk}).content.decode()
    assert client.get(address, {"before": "x", "after": "9" * 40}).status_code == 200
    client.post(address, {"version": first.pk})
    assert Article.objects.get().headline == "渡口通了新车"
    assert client.post(address, {"version": "0"}).status_code == 404
    for turn in range(6):
        with workflow.revision(article, by=article.author):
            article.headline = f"第{turn}题"
            article.save()
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    assert len(captured) == two


def queries_of(client, *asked):
    with CaptureQueriesContext(connection) as captured:
        page = client.get(*asked).content.decode()
    return page, len(captured)


def chosen(page) -> list[str]:
    """The keys of the versions that are marked as before and after, newest first."""
    return re.findall(r'name="(?:before|after)" value="(\d+)"[^>]* checked>', page)


def test_the_oldest_of_many_versions_is_listed_compared_and_brought_back(client, article):
    client.force_login(make_staff("editor", roles.PAGE_EDITOR))
    address = f"/admin/articles/article/{article.pk}/versions/"
    rewrite(article, article.author)
    newest = article.versions.first()

    def keep(turns):
        for turn in turns:
            newest.pk, newest.record = None, newest.record | {"headline": f"第{turn}题"}
            newest.save()

    keep([0])
    few = queries_of(client, address)[1]
    named = {"before": article.versions.last().pk, "after": newest.pk}
    few_named = queries_of(client, address, named)[1]
    keep(range(1, 103))
    keys = [str(version.pk) for version in article.versions.all()]
    assert len(keys) == 105

    first, queries = queries_of(client, address)
    assert queries == few
    assert re.findall(r'name="before" value="(\d+)"', first) == keys[:100]
    assert chosen(first) == [keys[0], keys[1]]
    assert 'href="?p=2">较早的版本</a>' in first
    assert "较新的版本" not in first

    second, queries = queries_of(client, address, {"p": 2, "before": keys[-1], "after": keys[3]})
    assert queries == few_named
    assert re.findall(r'name="before" value="(\d+)"', second) == [keys[3], *keys[100:]]
    assert chosen(second) == [keys[3], keys[-1]]
    assert "<del>渡口通了新车</del>" in second
    assert "<ins>第99题</ins>" in second
    assert f'href="?p=1&amp;before={keys[-1]}&amp;after={keys[3]}">较新的版本</a>' in second
    assert '<input type="hidden" name="p" value="2">' in second
    assert "较早的版本" not in second

    assert chosen(client.get(address, {"before": keys[-1]}).content.decode()) == [keys[0], keys[-1]]
    client.post(address, {"version": keys[-1]})
    assert Article.objects.get().headline == "渡口通了新车"


def test_another_article_s_version_is_neither_compared_nor_brought_back(client, article):
    client.force_login(make_staff("editor", roles.PAGE_EDITOR))
    rewrite(article, article.author)
    other = make_article(article.page, "别的稿")
    with workflow.revision(other, by=article.author):
        other.headline = "别的题"
        other.save()
    address = f"/admin/articles/article/{article.pk}/versions/"
    for key in (other.versions.first().pk, "9" * 5000, "-1", ""):
        page = client.get(address, {"before": key, "after": key, "p": key})
        assert chosen(page.content.decode()) == [str(version.pk) for version in article.versions.all()]
        assert client.post(address, {"version": key}).status_code == 404


def test_who_may_not_see_versions_or_change_articles_does_neither(client, article):
    rewrite(article, article.author)
    address = f"/admin/articles/article/{article.pk}/versions/"
    client.force_login(make_staff("nobody"))
    assert client.get(address).status_code == 403
    client.force_login(make_staff("proofreader", roles.PROOFREADER))
    assert "改了题" in client.get(address).content.decode()
    assert client.post(address, {"version": article.versions.last().pk}).status_code == 403
    assert Article.objects.get().headline == "改了题"


def test_the_reason_for_a_change_stands_beside_its_version(admin_client):
    article = make_article(make_page(make_edition(public=False)))
    form = f"/admin/articles/article/{article.pk}/change/"
    admin_client.post(form, filled(admin_client, form, headline="渡口通车", _reason="标题太长。"))
    before, after = article.versions.order_by("pk")
    assert (before.note, after.record["headline"], after.note) == ("", "渡口通车", "标题太长。")
    history = admin_client.get(f"/admin/articles/article/{article.pk}/versions/").content.decode()
    assert "<td>标题太长。</td>" in history
